/* What a field of a record says in a list: short, and exactly. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/* One line, dates by their distance from @now. @currency: of money whose record names none. */
char *crm_cell_dup_text (CrmRecord *record, int field, const char *currency, gint64 now);
/* In full, for the pointer that rests on it; NULL when there is nothing. */
char *crm_cell_dup_exact (CrmRecord *record, int field, const char *currency);

G_END_DECLS
