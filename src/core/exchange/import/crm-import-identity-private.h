/* Whether what a row says is there already. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

typedef struct _CrmImportIdentity CrmImportIdentity;

/* @fields: those that the table fills. @update_by: the field that alone decides; NULL: all
 * that identify. */
CrmImportIdentity *crm_import_identity_new (CrmDatabase *database, const CrmEntity *entity,
                                            CrmFields fields, const CrmField *update_by,
                                            GError **error);
void crm_import_identity_free (CrmImportIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportIdentity, crm_import_identity_free)

/* Appends the ids of what it is, the likeliest first; negative ones are rows of the table. */
gboolean crm_import_identity_find (CrmImportIdentity *self, CrmRecord *draft, GArray *ids,
                                   GError **error);
/* Whether a key says that the record there is another, however alike the rest may be. */
gboolean crm_import_identity_is_other (CrmImportIdentity *self, CrmRecord *draft, gint64 id,
                                       gboolean *other, GError **error);
void crm_import_identity_add (CrmImportIdentity *self, CrmRecord *record, gint64 id);

G_END_DECLS
