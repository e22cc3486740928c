/* The one way to write: a change with a label, of operations on records, committed whole or not at
 * all. */
#pragma once

#include "crm-record.h"
#include "crm-store.h"

G_BEGIN_DECLS

typedef struct _CrmChange CrmChange;

/* Who makes it. The window's own hand is not told on the desktop what it did itself. */
typedef enum {
  CRM_ORIGIN_WINDOW,
  CRM_ORIGIN_COMMAND,
  CRM_ORIGIN_IMPORT,
  CRM_ORIGIN_PROCESS,
  CRM_ORIGIN_TIME
} CrmOrigin;

CrmChange *crm_change_new (const char *label, gint64 person,
                           CrmOrigin origin); /* label: what Undo names, translated */
void crm_change_free (CrmChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmChange, crm_change_free)
void crm_change_set_label (CrmChange *self, const char *label);

/* Adds a record; it is copied. Returns a negative stand-in for its id, good in references of this
 * change alone. */
gint64 crm_change_add (CrmChange *self, CrmRecord *record);
/* Adds a record without copying it, under an id of the caller's where that is not 0: for loads that
 * number what they write themselves. Returns the id or the stand-in. */
gint64 crm_change_take (CrmChange *self, CrmRecord *record, gint64 id);
/* The same for the record of a file, with its bytes. */
gint64 crm_change_take_file (CrmChange *self, CrmRecord *record, gint64 id, GBytes *content);
/* Sets one field. Several sets of one record are one operation in the journal. */
void crm_change_set (CrmChange *self, const CrmEntity *entity, gint64 id, const char *field,
                     const CrmValue *value);
void crm_change_set_integer (CrmChange *self, const CrmEntity *entity, gint64 id, const char *field,
                             gint64 integer);
void crm_change_set_text (CrmChange *self, const CrmEntity *entity, gint64 id, const char *field,
                          const char *text);
/* Fails the commit with CRM_ERROR_CONFLICT unless the record still has this revision. */
void crm_change_expect (CrmChange *self, const CrmEntity *entity, gint64 id, gint64 revision);
/* Deletes a record, with what it owns; references of others to it become empty; a restricted one
 * refuses. */
void crm_change_delete (CrmChange *self, const CrmEntity *entity, gint64 id);
/* Attaches a file: adds its record and keeps its bytes. */
gint64 crm_change_add_file (CrmChange *self, gint64 subject, const char *name, GBytes *content);

/* For what is too much to hold at once: called on the committing thread until it returns FALSE
 * without error; each call appends operations. @expected: about how many records, 0 if unknown. */
typedef gboolean (*CrmChangeFeed) (CrmChange *self, CrmDatabase *database, gpointer data,
                                   GError **error);
void crm_change_set_feed (CrmChange *self, CrmChangeFeed feed, gpointer data,
                          GDestroyNotify destroy, gsize expected);
/* For feeds that must know at once how it went: applies what was queued last, now. TRUE in
 * @refused: nothing of it was written, and the change can go on without it. */
gboolean crm_change_apply_now (CrmChange *self, CrmDatabase *database, gboolean *refused,
                               GError **error);
/* Skips reactors and stamps: rows that bring their own history (demo data, re-import of an export).
 */
void crm_change_set_verbatim (CrmChange *self, gboolean verbatim);

/* References follow a record that becomes another one: what is locked lets them. */
void crm_change_set_relinks (CrmChange *self, gboolean relinks);
gboolean crm_change_get_relinks (CrmChange *self);

/* What a new file begins with: no step that Undo takes back. */
void crm_change_set_given (CrmChange *self);

/* Writer's thread, inside a transaction. Validates, applies, journals, lets the reactors follow; on
 * an error the caller rolls back. Returns the id of the change in the journal, 0 when there was
 * nothing to do, -1 on error. */
gint64 crm_change_commit (CrmChange *self, CrmDatabase *database, GError **error);
/* The real id of what crm_change_add() returned, after the commit. */
gint64 crm_change_get_id (CrmChange *self, gint64 stand_in);

/* The same through the store: the change is taken over and freed; "changed" of the store is
 * emitted. */
void crm_change_commit_async (CrmChange *self, CrmStore *store, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
/* Id of the (only or first) record added, else of the change; -1 on error. */
gint64 crm_change_commit_finish (CrmStore *store, GAsyncResult *result, GError **error);
gint64 crm_change_commit_sync (CrmChange *self, CrmStore *store,
                               GError **error); /* borrows the change; id of the change */

/* --- Reactors: rooms above that follow what was done, inside the same transaction. */
typedef enum { CRM_ACTION_ADD = 1, CRM_ACTION_SET = 2, CRM_ACTION_DELETE = 3 } CrmAction;
typedef struct {
  CrmAction action;
  const CrmEntity *entity;
  gint64 id;
  CrmRecord *before; /* NULL for an add; borrowed */
  CrmRecord *after;  /* NULL for a delete; borrowed */
  CrmFields fields;  /* that changed; all for add and delete */
} CrmDeed;
/* May append operations to @change; they carry @cause (crm_change_set_cause()). */
typedef gboolean (*CrmReactor) (CrmChange *change, CrmDatabase *database, const CrmDeed *deed,
                                GError **error);
void crm_reactor_register (CrmReactor reactor); /* once, at start, before any commit */
/* Puts a step off until no operation waits, and does it once however often it was asked for: totals
 * of a document whose lines change one by one. The same @func and @key are the same step. */
typedef gboolean (*CrmLaterFunc) (CrmChange *change, CrmDatabase *database, gint64 key,
                                  GError **error);
void crm_change_later (CrmChange *self, CrmLaterFunc func, gint64 key);
void crm_change_set_cause (CrmChange *self, const char *cause);
gboolean crm_change_is_restoring (CrmChange *self);
/* Whether a record goes with this change: it empties the references of others to it. */
gboolean crm_change_is_deleting (CrmChange *self, const CrmEntity *entity, gint64 id);
/* The moment of what time brings late; otherwise it is that of the commit. */
void crm_change_set_moment (CrmChange *self, gint64 moment);
gint64 crm_change_get_moment (CrmChange *self);
gint64 crm_change_get_person (CrmChange *self);

G_END_DECLS
