/* What a connection consists of, for the files of this room alone. */
#pragma once

#include <sqlite3.h>

#include "crm-database.h"

G_BEGIN_DECLS

struct _CrmDatabase {
  sqlite3 *handle; /* owned */
  char *path;      /* owned */
  char *name;      /* owned; the file's name as people are told it */
  char
      *copy_folder; /* owned; where a private copy of an unreadable-in-place file stands, or NULL */
  gboolean writable;
  CrmCollator *collator;     /* owned */
  GByteArray *key_buffer;    /* owned; reused by crm_key() */
  GHashTable *statements;    /* owned; SQL text to CrmStatement */
  GQueue used;               /* CrmStatement of @statements, the latest used first */
  GCancellable *cancellable; /* owned */
  GObject *announcement;     /* owned */
  GObject *before_part;      /* owned; the announcement as the part found it */
  GHashTable *columns;       /* owned; table to its columns, or NULL */
  gint64 columns_version;    /* of the schema that @columns is of */
  int n_wal_pages;           /* pages in the write-ahead log after the last commit */
  char *failure; /* owned; the disk's or the file's failure that makes writing unsafe, or NULL */
};

/* Opens without asking whose file it is: for files being made, and for damaged ones. */
typedef enum {
  CRM_DATABASE_RAW_READ = 0,
  CRM_DATABASE_RAW_WRITE = 1 << 0,
  CRM_DATABASE_RAW_IMMUTABLE =
      1 << 1, /* nobody writes the file while it is open: no locks, no sidecars */
  CRM_DATABASE_RAW_UNCHECKED =
      1 << 2, /* pages are taken as they are, whatever their checksums say */
} CrmDatabaseRawFlags;

CrmDatabase *crm_database_open_raw (const char *path, CrmDatabaseRawFlags flags,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
CrmDatabase *crm_database_create (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void crm_database_init_statements (CrmDatabase *self);
void crm_database_clear_statements (CrmDatabase *self);
gboolean crm_database_refuse_code (CrmDatabase *self, int code, GError **error);
void crm_statement_bind_column (CrmStatement *self, int index, CrmStatement *row, int column);

char *crm_database_find_damage (CrmDatabase *self, GCancellable *cancellable);

/* Moves what the write-ahead log holds into the file; @whole waits for readers and empties the log.
 */
gboolean crm_database_checkpoint (CrmDatabase *self, gboolean whole, GError **error);

G_END_DECLS
