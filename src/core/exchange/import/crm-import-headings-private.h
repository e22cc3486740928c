/* What the headings of other people's tables mean to an entity. */
#pragma once

#include "crm-import-mapping.h"

G_BEGIN_DECLS

/* How a heading came to mean a field, best first. */
typedef enum {
  CRM_HEADING_NAME,
  CRM_HEADING_LABEL,
  CRM_HEADING_ALIAS,
  CRM_HEADING_WEAK, /* without its number or what stands in brackets */
} CrmHeadingRank;

typedef struct {
  const CrmField *field;
  CrmHeadingRank rank;
  guint position; /* among the field's aliases, the earlier the better */
} CrmHeadingMatch;

typedef struct _CrmImportHeadings CrmImportHeadings;

const CrmImportHeadings *crm_import_headings_get (const CrmEntity *entity);
const CrmHeadingMatch *crm_import_headings_find (const CrmImportHeadings *self, const char *heading,
                                                 guint *n_matches);
/* The same without what stands around it: "Phone 2", "E-mail (work)", "contact.name_uk". */
const CrmHeadingMatch *crm_import_headings_find_weakly (const CrmImportHeadings *self,
                                                        const char *heading, guint *n_matches);
char *crm_heading_squeeze (const char *heading);
gboolean crm_field_is_importable (const CrmField *field);
gboolean crm_entity_is_importable (const CrmEntity *entity);

G_END_DECLS
