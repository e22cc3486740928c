/* The inside of a list page. */
#pragma once

#include "crm-bitset-selection.h"
#include "crm-columns.h"
#include "crm-filter-bar.h"
#include "crm-list-loader.h"
#include "crm-list-page.h"
#include "crm-list-place.h"
#include "crm-list-totals.h"
#include "crm-record-row.h"
#include "crm-selection-bar.h"

G_BEGIN_DECLS

struct _CrmListPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmQuery *query;         /* owned; what the page was made with */
  CrmQuery *asked;         /* owned; with search, filters and order, without the working filter */
  const CrmEntity *entity;
  char *memory;          /* owned; under which name columns, order, groups and views are kept */
  gboolean within;       /* on the page of a record, below its tabs */
  CrmRecord *draft;      /* owned; what is added begins with its values; NULL: the query's */
  CrmColumns *columns;   /* owned */
  CrmListLoader *loader; /* owned */
  CrmBitsetSelection *selection; /* owned; over the loader's list */
  CrmGrouping *grouping;         /* owned; NULL: not grouped */
  gboolean of_all;               /* it is a list of all */
  gboolean has_views;            /* it is of all, or of a relation: others have no saved views */
  GPtrArray *views;              /* CrmRecord, of the entity, that the person may see; owned */
  CrmRecord *view;               /* owned; the one that is open, NULL: none */
  char *view_state;              /* owned; the list as it was opened or saved */
  gboolean opening_view;
  gboolean narrow;
  guint midnight;
  gint64 today;
  GtkWidget *row_menu; /* its parent's; NULL before the first */
  GtkWidget *lit_row;  /* weak: on which something can be let go */

  AdwHeaderBar *header_bar;
  AdwBin *title_bin;
  AdwWindowTitle *window_title;
  GtkWidget *new_button;
  AdwButtonContent *new_content;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  CrmFilterBar *filter_bar;
  GtkLabel *count_label;
  GtkStack *stack;
  GtkScrolledWindow *columns_window;
  GtkColumnView *column_view;
  GtkScrolledWindow *rows_window;
  GtkListView *list_view;
  AdwStatusPage *empty_page;
  GtkButton *empty_new_button;
  GtkWidget *empty_import_button;
  AdwStatusPage *error_page;
  AdwSpinner *spinner;
  CrmSelectionBar *selection_bar;
  GMenuModel *row_menu_model;
  GtkMenuButton *menu_button;
  GMenu *list_menu;
  GMenu *sort_menu;
  GMenu *group_menu;
  GtkMenuButton *views_button;
  GtkLabel *view_label;
  GMenu *views_menu;
  AdwBanner *view_banner;
  CrmListTotals *totals;
  GtkWidget *search_button;
};

/* Whether the person sees less than the page was made with. */
gboolean crm_list_page_is_narrowed (CrmListPage *self);
/* The ids of the records that are chosen; full; NULL: none is. */
GArray *crm_list_page_dup_chosen (CrmListPage *self);
/* Asks what search, filters and columns say now. */
void crm_list_page_ask (CrmListPage *self);
/* Takes search and filters away. */
void crm_list_page_clear (CrmListPage *self);

/* Groups anew. @text: of a CrmGrouping; "" for none. */
void crm_list_page_group_by (CrmListPage *self, const char *text);
void crm_list_page_add_grouping (CrmListPage *self);
void crm_list_page_add_group_keys (CrmListPage *self, GtkWidget *view);
void crm_list_page_toggle_group (CrmListPage *self, guint heading);

void crm_list_page_add_views (CrmListPage *self);
void crm_list_page_read_views (CrmListPage *self);
void crm_list_page_view_touched (CrmListPage *self);
/* The list without a view opens in this order from now on. */
void crm_list_page_keep_order (CrmListPage *self);
/* NULL: no search. */
void crm_list_page_show_search (CrmListPage *self, const char *text);

G_END_DECLS
