/* One passage through a table that is imported: as if, or for good. */
#pragma once

#include "crm-import-links-private.h"
#include "crm-import-problems-private.h"
#include "crm-import-table-private.h"

G_BEGIN_DECLS

/* What a person decided; borrowed. */
typedef struct {
  CrmTableReader *reader;
  CrmImportTable *table;
  const CrmEntity *entity;
  CrmImportExisting existing;
  GHashTable *row_existing; /* of single rows, by their numbers */
  CrmRecord *defaults;      /* NULL: none */
  const CrmField *update_by;
  gboolean update_by_id;
  gboolean create_missing;
  gboolean keep_unmapped;
  gboolean all_or_nothing;
  CrmImportIds *ids;
  CrmImportProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} CrmImportPlan;

typedef struct _CrmImportRun CrmImportRun;

/* @change: NULL: nothing is written. Counts, problems and, up to @most_rows, rows are filled. */
CrmImportRun *crm_import_run_new (const CrmImportPlan *plan, CrmDatabase *database,
                                  CrmChange *change, CrmImportCounts *counts,
                                  CrmImportProblems *problems, GListStore *rows, guint most_rows,
                                  GError **error);
void crm_import_run_free (CrmImportRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportRun, crm_import_run_free)

/* Reads and works off so many rows; @more: whether there is something left to do. */
gboolean crm_import_run_rows (CrmImportRun *self, guint n_rows, gboolean *more, GError **error);
char *crm_import_run_dup_created (CrmImportRun *self);

G_END_DECLS
