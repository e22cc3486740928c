/* The inside of a passage through a table, shared by the files that find, write and show a row. */
#pragma once

#include "crm-import-draft-private.h"
#include "crm-import-identity-private.h"
#include "crm-table-ahead-private.h"

G_BEGIN_DECLS

/* A row whose parent stands in a later one, and is linked when that has come. */
typedef struct {
  gint64 id;
  int field;
  guint64 row;
  guint64 line;
  int column;
  char *text; /* owned */
} CrmImportLate;

struct _CrmImportRun {
  CrmImportPlan plan;
  CrmDatabase *database;
  CrmChange *change; /* NULL: as if */
  CrmImportCounts *counts;
  CrmImportProblems *problems;
  GListStore *rows; /* owned; NULL: none are kept */
  guint most_rows;
  guint n_doubles;             /* of them, those that are shown for their twins */
  CrmImportLinks *links;       /* owned */
  CrmImportDrafter *drafter;   /* owned */
  CrmImportIdentity *identity; /* owned */
  gint64 last_id;              /* of what was there before; 0: nothing */
  gboolean matches;            /* phones, e-mails and names tell of likely doubles */
  GArray *late;                /* CrmImportLate */
  GArray *lines; /* owned; guint32: where the rows that a dry run adds begin, by their numbers */
  CrmTableAhead *ahead; /* owned; NULL once the rows are read, or it is given up */
  gboolean ended;

  /* Of the row under way. */
  const CrmTableRow *row;
  CrmImportDraft *draft;
  CrmImportState state;
  CrmImportExisting existing; /* what is done with it if it is there already */
  gint64 twin;                /* the record that it seems to be; 0: none */
  CrmRecord *before;          /* owned: the record that it changes; NULL: it is new */
  CrmRecord *after;           /* owned: as it will be */
  CrmFields changed;          /* in which they differ */
  char *remark;               /* owned */
};

/* The row is refused; the import goes on, unless it was to be all or nothing. */
gboolean crm_import_run_refuse (CrmImportRun *self, int column, const char *reason, GError **error);
/* Gives @record, of the row under way, the title it will have where it has none. */
void crm_import_run_entitle (CrmImportRun *self, CrmRecord *record);
/* Finds what the row is already, and decides its state by that. */
gboolean crm_import_run_identify (CrmImportRun *self, GError **error);
/* Whether the field points at what is not written yet: to be created, or, in a dry run, as good as
 * created. */
gboolean crm_import_run_is_pending (CrmImportRun *self, int field);
/* The checks that every change makes, before anything is created for the row: what is to be created
 * counts as there. */
gboolean crm_import_run_validate (CrmImportRun *self, GError **error);
gboolean crm_import_run_create_missing (CrmImportRun *self, GError **error);
gboolean crm_import_run_write_row (CrmImportRun *self, GError **error);
void crm_import_run_pretend_row (CrmImportRun *self);
/* Those whose parent had to come first; where it came to grief, it is created by its name. */
gboolean crm_import_run_link_late (CrmImportRun *self, const CrmImportLate *late, GError **error);
void crm_import_run_show_row (CrmImportRun *self);

G_END_DECLS
