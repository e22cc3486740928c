/* The records of one entity, or of one dictionary, as names lead to them. */
#pragma once

#include "crm-import-index-private.h"

G_BEGIN_DECLS

typedef struct _CrmImportTarget CrmImportTarget;

CrmImportTarget *crm_import_target_new (CrmDatabase *database, const CrmEntity *entity,
                                        const char *list, GError **error);
void crm_import_target_free (CrmImportTarget *self);
/* Appends the ids of what is called so: by title, else by key, else by what it stands for. */
void crm_import_target_find (CrmImportTarget *self, const char *text, GArray *ids);
void crm_import_target_add (CrmImportTarget *self, CrmRecord *record, gint64 id);
/* What a record points at in the field by which its like are told apart; 0: nothing. */
const CrmField *crm_import_target_get_apart (const CrmEntity *entity, const CrmEntity *context);
gint64 crm_import_target_get_apart_value (CrmImportTarget *self, gint64 id);

G_END_DECLS
