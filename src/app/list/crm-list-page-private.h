/* The inside of a list page. */
#pragma once

#include "crm-bitset-selection.h"
#include "crm-columns.h"
#include "crm-filter-bar.h"
#include "crm-list-loader.h"
#include "crm-list-page.h"
#include "crm-list-place.h"
#include "crm-record-row.h"

G_BEGIN_DECLS

struct _CrmListPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmQuery *query;         /* owned; what the page was made with */
  const CrmEntity *entity;
  CrmColumns *columns;           /* owned */
  CrmListLoader *loader;         /* owned */
  CrmBitsetSelection *selection; /* owned; over the loader's list */
  gboolean narrow;

  AdwBin *title_bin;
  AdwWindowTitle *window_title;
  AdwButtonContent *new_content;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  CrmFilterBar *filter_bar;
  GtkStack *stack;
  GtkScrolledWindow *columns_window;
  GtkColumnView *column_view;
  GtkScrolledWindow *rows_window;
  GtkListView *list_view;
  AdwStatusPage *empty_page;
  GtkButton *empty_new_button;
  AdwStatusPage *error_page;
  AdwSpinner *spinner;
};

/* Whether the person sees less than the page was made with. */
gboolean crm_list_page_is_narrowed (CrmListPage *self);

G_END_DECLS
