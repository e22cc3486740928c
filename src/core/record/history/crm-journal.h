/* The journal of changes: history of a record, undo and redo of anything. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/* One entry of a history: a change, or one field's part in it. */
typedef struct {
  gint64 change;
  gint64 moment;
  gint64 person;
  char *person_name; /* owned; NULL if unknown */
  char *label;       /* owned */
  char *cause;       /* owned; the rule that did it, NULL for people */
  CrmAction action;
  const CrmField *field; /* NULL: the record as a whole (added, deleted) */
  char *old_text;        /* owned; as people read it, NULL if it was empty */
  char *new_text;        /* owned */
  gboolean undone;
  int kind;                /* of a history page: 1 done, 2 undone, 3 done again, 4 given */
  gboolean taken_back;     /* a later change in force took it back */
  gint64 n_records;        /* of a change: how many records it touched */
  gint64 operation;        /* of a history: where it stands in the journal */
  const CrmEntity *entity; /* of the record; NULL: of several */
  gint64 record;
} CrmHistoryEntry;

void crm_history_entry_free (CrmHistoryEntry *self);
/* Newest first; (transfer full) (element-type CrmHistoryEntry) */
GPtrArray *crm_journal_read_history (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                     guint most, GError **error);
/* The list of changes: label, moment, person, number of records. field NULL, action 0. */
GPtrArray *crm_journal_read_changes (CrmDatabase *database, guint most, GError **error);

/* Page by page: of a record, of one of its fields, by one person ... */
GPtrArray *crm_history_read_page (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                  const CrmField *field, gint64 person, gint64 before, guint most,
                                  gint64 *next, GError **error);
/* ... and the steps of all, as the list of steps to undo shows them. */
GPtrArray *crm_history_read_steps (CrmDatabase *database, gint64 before, guint most,
                                   GError **error);
/* Ids of the records of @entity that a change touched, in its order: (transfer full) (element-type
 * gint64). */
GArray *crm_journal_find_records (CrmDatabase *database, gint64 change, const CrmEntity *entity,
                                  GError **error);
/* A value of the journal as people read it. */
char *crm_history_dup_text (CrmDatabase *database, const CrmField *field, const CrmValue *value);

/* What would be undone or redone next: label owned by the caller, NULL when nothing. */
gint64 crm_journal_get_undo (CrmDatabase *database, char **label);
gint64 crm_journal_get_redo (CrmDatabase *database, char **label);
/* When a change was made; 0 if there is none. */
gint64 crm_journal_get_moment (CrmDatabase *database, gint64 change);
/* Inside a transaction of the writer. The label of what was undone in @label. REFUSED when there is
 * nothing. */
gboolean crm_journal_undo (CrmDatabase *database, gint64 person, CrmOrigin origin, char **label,
                           GError **error);
gboolean crm_journal_redo (CrmDatabase *database, gint64 person, CrmOrigin origin, char **label,
                           GError **error);
/* All from the newest down to @change; all up to @change that Redo would bring. */
gboolean crm_journal_undo_to (CrmDatabase *database, gint64 change, gint64 person, CrmOrigin origin,
                              guint *n, GError **error);
gboolean crm_journal_redo_to (CrmDatabase *database, gint64 change, gint64 person, CrmOrigin origin,
                              guint *n, GError **error);
/* Takes back just this change if nothing later touched the same fields; else REFUSED says what did
 * (crm-revert.h knows more ways). Undo takes it back in turn. */
gboolean crm_journal_revert (CrmDatabase *database, gint64 change, gint64 person, CrmOrigin origin,
                             GError **error);

G_END_DECLS
