/* Why a value is what it is: the rule that set it last, and the task whose end it followed from. */
#pragma once

#include "crm-fields.h"
#include "crm-record.h"

G_BEGIN_DECLS

typedef struct {
  char *rule;        /* owned; as the journal has it: "Sale: Cold call → Interested" */
  char *value;       /* owned; what it set, as people read it; NULL: it emptied the field */
  char *label;       /* owned; of the change */
  char *person_name; /* owned; by whose hand; NULL if unknown */
  gint64 moment;
  gint64 change;
  gint64 activity; /* the task whose end it followed from; 0: none */
  gint64 outcome;  /* how that ended; 0: it is not known, or gone */
  gint64 process;  /* that was started by the change; 0: none */
} CrmWhy;

void crm_why_free (CrmWhy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmWhy, crm_why_free)

/* NULL, without error, where a person set it or nobody did. Any thread with its own connection. */
CrmWhy *crm_why_read (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                      const CrmField *field, GError **error);
/* Which fields of a record have a value that a rule set last, as far as the journal is read. */
gboolean crm_why_find_fields (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                              CrmFields *fields, GError **error);

G_END_DECLS
