/* Names in the columns of a table and the records they mean. */
#pragma once

#include "crm-change.h"
#include "crm-import-ids.h"

G_BEGIN_DECLS

/* Stands in a draft for a record that is not there yet. */
#define CRM_IMPORT_PENDING (-1)

typedef struct _CrmImportLinks CrmImportLinks;

CrmImportLinks *crm_import_links_new (CrmDatabase *database, CrmChange *change);
void crm_import_links_free (CrmImportLinks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportLinks, crm_import_links_free)

gboolean crm_import_links_find (CrmImportLinks *self, const CrmField *field,
                                const CrmEntity *target, const char *text, CrmRecord *context,
                                gint64 *id, GError **error);
gboolean crm_import_links_can_create (const CrmField *field, const CrmEntity *target,
                                      const char *text);
gboolean crm_import_links_create (CrmImportLinks *self, const CrmField *field,
                                  const CrmEntity *target, const char *text, CrmRecord *context,
                                  gint64 *id, gboolean *refused, GError **error);
void crm_import_links_add (CrmImportLinks *self, CrmRecord *record, gint64 id);
/* Whether records of @target are told apart by what else a row says (a contact by its company). */
gboolean crm_import_links_depends (const CrmEntity *target, const CrmEntity *context);
guint64 crm_import_links_get_n_created (CrmImportLinks *self);
char *crm_import_links_dup_created (CrmImportLinks *self);

G_END_DECLS
