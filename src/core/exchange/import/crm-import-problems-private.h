/* The wrong rows of an import, of which there may be a million. */
#pragma once

#include "crm-importer.h"

G_BEGIN_DECLS

typedef struct _CrmImportProblems CrmImportProblems;

CrmImportProblems *crm_import_problems_new (void);
void crm_import_problems_free (CrmImportProblems *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportProblems, crm_import_problems_free)

void crm_import_problems_clear (CrmImportProblems *self);
void crm_import_problems_add (CrmImportProblems *self, guint64 row, guint64 line, int column,
                              const char *reason);
guint64 crm_import_problems_get_n (CrmImportProblems *self);
void crm_import_problems_get (CrmImportProblems *self, guint64 index, CrmImportProblem *problem);
gboolean crm_import_problems_write (CrmImportProblems *self, CrmTableReader *reader,
                                    const char *path, GCancellable *cancellable, GError **error);

G_END_DECLS
