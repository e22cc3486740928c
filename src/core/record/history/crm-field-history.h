/* The values of one field over time, as the journal knows them. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

typedef struct {
  gint64 moment;
  gint64 integer; /* 0 while it is empty */
  char *person;   /* who set it; NULL if unknown */
} CrmFieldStep;

/* Of a field that is stored as an integer: from what the record began with to what it is now.
 * (element-type CrmFieldStep) */
GArray *crm_field_history_read (CrmDatabase *database, CrmRecord *record, const CrmField *field,
                                GError **error);

G_END_DECLS
