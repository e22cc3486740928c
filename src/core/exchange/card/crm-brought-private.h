/* What the readers of brought things share. */
#pragma once

#include "crm-brought.h"
#include "crm-importer.h"

G_BEGIN_DECLS

/* Takes the record. */
CrmBroughtItem *crm_brought_add (CrmBrought *self, CrmBroughtKind kind, CrmRecord *record);
/* A new record is about what one looks at, and about what that is about. */
void crm_brought_share_subject (CrmBrought *self, CrmDatabase *database, CrmRecord *record);
/* Takes the record, which is what @row says. */
typedef void (*CrmBroughtAddRow) (CrmBrought *self, CrmDatabase *database, CrmImportRow *row,
                                  CrmRecord *record);
/* The rows of a file as the import reads them. @too_many: a sentence with %d. FALSE: it is no file
 * of @format, or there is nothing in it. */
gboolean crm_brought_add_rows (CrmBrought *self, CrmDatabase *database, const char *name,
                               GBytes *content, CrmTableFormat format, const char *entity,
                               CrmBroughtAddRow add, const char *too_many);
gboolean crm_brought_add_events (CrmBrought *self, CrmDatabase *database, const char *name,
                                 GBytes *content);

G_END_DECLS
