/* What the files of the columns share. */
#pragma once

#include "crm-columns.h"

G_BEGIN_DECLS

struct _CrmColumns {
  GObject parent_instance;

  guint serial;            /* of the descriptions that the columns follow */
  CrmFields known;         /* fields of the users' own that there were */
  CrmWorkspace *workspace; /* borrowed: lives as long as the page */
  GtkColumnView *view;     /* weak: the page's own; NULL once it goes */
  const CrmEntity *entity;
  GtkSorter *sorter; /* owned; of the view */
  gboolean sorting;  /* while the order is set by the program */
  char *memory;      /* owned; under which name they are kept; NULL: they are not */
  gboolean filling;  /* while columns are set by the program */
  guint save;
  guint dress;
};

/* Cells and rows. */
GtkListItemFactory *crm_columns_create_factory (CrmColumns *self, const CrmField *field); /* full */
void crm_columns_name_rows (CrmColumns *self);

/* A column that is to be. */
typedef struct {
  const CrmField *field;
  int width; /* -1: as wide as its text */
} CrmPlannedColumn;

/* CrmPlannedColumn, full: what is kept under the columns' memory, or else what is listed; and what
 * the description lists. */
GArray *crm_columns_plan (CrmColumns *self);
GArray *crm_columns_plan_listed (CrmColumns *self);

void crm_columns_dress_headers (CrmColumns *self);

G_END_DECLS
