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
} CrmHistoryEntry;

void crm_history_entry_free (CrmHistoryEntry *self);
/* Newest first; (transfer full) (element-type CrmHistoryEntry) */
GPtrArray *crm_journal_read_history (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                     guint most, GError **error);
/* The list of changes: label, moment, person, number of records. field NULL, action 0. */
GPtrArray *crm_journal_read_changes (CrmDatabase *database, guint most, GError **error);

/* What would be undone or redone next: label owned by the caller, NULL when nothing. */
gint64 crm_journal_get_undo (CrmDatabase *database, char **label);
gint64 crm_journal_get_redo (CrmDatabase *database, char **label);
/* Inside a transaction of the writer. The label of what was undone in @label. REFUSED when there is
 * nothing. */
gboolean crm_journal_undo (CrmDatabase *database, gint64 person, CrmOrigin origin, char **label,
                           GError **error);
gboolean crm_journal_redo (CrmDatabase *database, gint64 person, CrmOrigin origin, char **label,
                           GError **error);
/* Undoes just this change if nothing later touched the same fields; else REFUSED says what did. */
gboolean crm_journal_revert (CrmDatabase *database, gint64 change, gint64 person, CrmOrigin origin,
                             GError **error);

G_END_DECLS
