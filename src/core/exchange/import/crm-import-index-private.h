/* From a text to the records that have it, for millions of them in little memory. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/* How two texts are compared. */
typedef enum {
  CRM_IMPORT_BY_NAME,  /* letters and digits: "GTXPro" is "GTX Pro" */
  CRM_IMPORT_BY_WORDS, /* words, whatever stands between them: «Orion»,LLC is Orion LLC */
  CRM_IMPORT_BY_KEY,   /* case aside; in long numbers spaces and dashes aside */
} CrmImportCompare;

typedef struct _CrmImportIndex CrmImportIndex;

CrmImportIndex *crm_import_index_new (CrmImportCompare compare);
void crm_import_index_free (CrmImportIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportIndex, crm_import_index_free)

gboolean crm_import_index_load (CrmImportIndex *self, CrmDatabase *database,
                                const CrmEntity *entity, const CrmField *field, const char *list,
                                GError **error);
void crm_import_index_add (CrmImportIndex *self, const char *text, gint64 id);
/* Appends the ids that were added with this text, in order. */
void crm_import_index_find (CrmImportIndex *self, const char *text, GArray *ids);
/* What is compared, as 64 bits; 0: there is nothing in the text to compare. */
guint64 crm_import_hash (CrmImportCompare compare, const char *text);

G_END_DECLS
