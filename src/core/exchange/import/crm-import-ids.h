/* Which record here an exported record has become: for imports of several exports of one file,
 * whose references then lead to the right one even where names occur twice. */
#pragma once

#include "crm-entity.h"

G_BEGIN_DECLS

typedef struct _CrmImportIds CrmImportIds;

CrmImportIds *crm_import_ids_new (void);
CrmImportIds *crm_import_ids_ref (CrmImportIds *self);
void crm_import_ids_unref (CrmImportIds *self);
void crm_import_ids_add (CrmImportIds *self, const CrmEntity *entity, gint64 there, gint64 here);
gint64 crm_import_ids_find (CrmImportIds *self, const CrmEntity *entity, gint64 there);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportIds, crm_import_ids_unref)

G_END_DECLS
