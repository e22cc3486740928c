/* How columns come to their fields: proposed, chosen, remembered. */
#pragma once

#include "crm-database.h"
#include "crm-import-table-private.h"

G_BEGIN_DECLS

/* The value of a choice that what is none of the others gets. */
#define CRM_IMPORT_OTHER "other"

/* Entities whose records a table can hold, those that fit best first. (element-type CrmEntity) */
GPtrArray *crm_import_rank_entities (CrmImportTable *table);
const CrmEntity *crm_import_find_part (CrmImportTable *table, const CrmEntity *entity);
gboolean crm_import_is_evident (CrmImportTable *table, const CrmEntity *entity);

void crm_import_propose (CrmImportTable *table, const CrmEntity *entity, CrmDatabase *database);
gboolean crm_import_set_target (CrmImportTable *table, const CrmEntity *entity, guint column,
                                const char *target, GError **error);
char *crm_import_dup_target (const CrmImportColumn *column);
gboolean crm_import_map (CrmImportTable *table, const CrmEntity *entity, const char *assignment,
                         GError **error);
/* Whether every heading is that of an own export of this entity. */
gboolean crm_import_is_own_export (CrmImportTable *table, const CrmEntity *entity);
/* The value of a choice that a cell means; NULL if none. */
const CrmChoice *crm_import_find_choice (const CrmField *field, const char *cell);

/* --- What a file remembers of earlier imports with the same headings. */
const CrmEntity *crm_import_recall_entity (CrmImportTable *table, CrmDatabase *database);
gboolean crm_import_recall (CrmImportTable *table, const CrmEntity *entity, CrmDatabase *database);
gboolean crm_import_remember (CrmImportTable *table, const CrmEntity *entity, CrmDatabase *database,
                              GError **error);

G_END_DECLS
