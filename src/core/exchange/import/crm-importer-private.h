/* The inside of an importer. */
#pragma once

#include "crm-import-run-private.h"
#include "crm-importer.h"

G_BEGIN_DECLS

struct _CrmImporter {
  GObject parent_instance;

  CrmTableReader *reader; /* owned */
  CrmImportTable *table;  /* owned; NULL before it was looked at */
  GPtrArray *entities;    /* owned: CrmEntity, those that fit best first; NULL at the end */
  const CrmEntity *entity;
  gboolean certain; /* that it is this entity */

  CrmImportExisting existing;
  GHashTable *row_existing; /* owned: what is done with single rows, by their numbers */
  CrmRecord *defaults;      /* owned: of fields without a column; NULL: none */
  const CrmField *update_by;
  gboolean update_by_id;
  gboolean create_missing;
  gboolean keep_unmapped;
  gboolean all_or_nothing;
  CrmImportIds *ids; /* owned */

  CrmImportProgress progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;

  CrmImportCounts counts;
  CrmImportProblems *problems; /* owned */
  GListStore *rows;            /* owned: CrmImportRow */
  char *created;               /* owned; NULL: nothing */
  gint64 change;
};

G_END_DECLS
