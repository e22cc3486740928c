/* One column of an export: where its values stand and how they are written. */
#pragma once

#include "crm-exporter.h"

G_BEGIN_DECLS

#define CRM_EXPORT_MOST_PATH 4

typedef struct {
  char *name;                                 /* owned: "company.city" */
  const CrmField *path[CRM_EXPORT_MOST_PATH]; /* references, then the field; n_path 0: the id */
  int n_path;
} CrmExportColumn;

gboolean crm_export_column_init (CrmExportColumn *self, const CrmEntity *entity, const char *name,
                                 GError **error);
void crm_export_column_clear (CrmExportColumn *self);
/* The record in which the last field of the path stands; NULL where the path leads nowhere. */
CrmRecord *crm_export_column_follow (const CrmExportColumn *self, CrmDatabase *database,
                                     CrmRecord *record, GError **error);
const CrmField *crm_export_column_get_field (const CrmExportColumn *self); /* NULL: the id */
char *crm_export_column_dup_heading (const CrmExportColumn *self, gboolean for_people);
gboolean crm_export_is_link (const CrmField *field);
/* A reference's title and number as the import reads them; NULL: empty. */
char *crm_export_dup_link_title (CrmRecord *record, const CrmField *field);
char *crm_export_dup_link_id (CrmRecord *record, const CrmField *field);
/* Any other value, for machines or for a spreadsheet. */
char *crm_export_dup_value (CrmRecord *record, const CrmField *field, gboolean for_people);
void crm_export_append_json (GString *json, CrmRecord *record, const CrmField *field);

G_END_DECLS
