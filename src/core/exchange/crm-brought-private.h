/* What the readers of brought things share. */
#pragma once

#include "crm-brought.h"

G_BEGIN_DECLS

/* Takes the record. */
CrmBroughtItem *crm_brought_add (CrmBrought *self, CrmBroughtKind kind, CrmRecord *record);
void crm_brought_remark (CrmBrought *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A new record is about what one looks at, and about what that is about. */
void crm_brought_share_subject (CrmBrought *self, CrmDatabase *database, CrmRecord *record);
/* FALSE: it is no calendar. */
gboolean crm_brought_add_events (CrmBrought *self, CrmDatabase *database, GBytes *content);

G_END_DECLS
