/* One connection to a company file: statements, transactions, errors. The only door to SQLite. */
#pragma once

#include <gio/gio.h>

#include "crm-error.h"
#include "crm-text.h"

G_BEGIN_DECLS

#define CRM_APPLICATION_ID 0x566f726e /* "Vorn" in the file's header */

typedef struct _CrmDatabase CrmDatabase;
typedef struct _CrmStatement CrmStatement;

typedef enum { CRM_DATABASE_READ, CRM_DATABASE_WRITE } CrmDatabaseMode;

CrmDatabase *crm_database_open (const char *path, CrmDatabaseMode mode,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_database_close (CrmDatabase *self);
const char *crm_database_get_path (CrmDatabase *self);
gboolean crm_database_is_writable (CrmDatabase *self);
CrmCollator *crm_database_get_collator (CrmDatabase *self); /* of the file's locale; borrowed */

/* The connection's statements are kept and reused: prepare is cheap the second time. The text is a
 * key of that cache. */
CrmStatement *crm_database_prepare (CrmDatabase *self, const char *sql,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_statement_release (CrmStatement *self); /* resets, clears bindings and gives it back */
void crm_statement_bind_integer (CrmStatement *self, int index, gint64 value);
void crm_statement_bind_text (
    CrmStatement *self, int index,
    const char *text); /* borrowed until the next bind or release; NULL binds NULL */
void crm_statement_bind_blob (CrmStatement *self, int index, gconstpointer data,
                              gsize size); /* borrowed likewise */
void crm_statement_bind_null (CrmStatement *self, int index);
gboolean crm_statement_step (CrmStatement *self, gboolean *has_row,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_statement_run (CrmStatement *self, GError **error)
    G_GNUC_WARN_UNUSED_RESULT; /* to its end, then resets; bindings stay */
gint64 crm_statement_get_integer (CrmStatement *self, int column);
const char *crm_statement_get_text (CrmStatement *self, int column); /* valid until the next step */
gconstpointer crm_statement_get_blob (CrmStatement *self, int column, gsize *size);
gboolean crm_statement_is_null (CrmStatement *self, int column);
int crm_statement_n_columns (CrmStatement *self);
const char *crm_statement_column_name (CrmStatement *self, int column);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmStatement, crm_statement_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDatabase, crm_database_close)

gboolean crm_database_execute (CrmDatabase *self, const char *script,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One number; fallback where no row or NULL. */
gboolean crm_database_query_integer (CrmDatabase *self, const char *sql, gint64 fallback,
                                     gint64 *value, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 crm_database_last_insert_id (CrmDatabase *self);
gint64 crm_database_n_changed (CrmDatabase *self);

gboolean crm_database_begin (CrmDatabase *self, GError **error)
    G_GNUC_WARN_UNUSED_RESULT; /* BEGIN IMMEDIATE; BEGIN on a reader */
gboolean crm_database_commit (CrmDatabase *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_database_rollback (CrmDatabase *self);
/* A part of a transaction that can be undone alone. */
gboolean crm_database_begin_part (CrmDatabase *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_database_end_part (CrmDatabase *self, gboolean keep,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean crm_database_in_transaction (CrmDatabase *self);

/* A long statement stops with CRM_ERROR_CANCELLED when the cancellable is; NULL takes it away. */
void crm_database_set_cancellable (CrmDatabase *self, GCancellable *cancellable);

/* What the transaction will have changed, said by the record room and handed on by the store after
 * the commit. Owned. */
void crm_database_set_announcement (CrmDatabase *self, GObject *announcement);
GObject *crm_database_steal_announcement (CrmDatabase *self);

G_END_DECLS
