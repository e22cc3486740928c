/* The board of deals. */
#include "config.h"

#include "crm-board-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-board-column.h"
#include "crm-board-scroll.h"
#include "crm-deal-page.h"
#include "crm-deal-sums.h"
#include "crm-gate-sheet.h"
#include "crm-latest.h"

struct _CrmBoardPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace;   /* owned */
  GPtrArray *pipeline_items; /* CrmRecord; owned */
  GPtrArray *column_widgets; /* CrmBoardColumn; borrowed of the box */
  CrmQuery *query;           /* owned: all deals that are shown */
  GCancellable *summing;     /* owned */
  CrmFilterBar *filter_bar;  /* borrowed */
  gint64 hoped;              /* a deal on its way to a stage that is won */
  gint64 followed;           /* a deal moved by keyboard, to be focused where it arrives */

  AdwBin *title_bin;
  GtkDropDown *pipelines;
  AdwBin *filters;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkBox *columns;
};

G_DEFINE_FINAL_TYPE (CrmBoardPage, crm_board_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Sums, read beside the window --------------------------------------------------------------
 */

static void
show_sums (gpointer page, GArray *const *sums)
{
  CrmBoardPage *self = page;
  gboolean is_empty = sums[0]->len == 0 && crm_query_get_search (self->query) == NULL &&
                      crm_filter_bar_is_empty (self->filter_bar);

  for (guint i = 0; i < self->column_widgets->len; i++)
    crm_board_column_set_sums (self->column_widgets->pdata[i], sums[0]);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "board");
}

static void
read_sums (CrmBoardPage *self)
{
  crm_deal_sums_read (self->workspace, &self->query, 1, &self->summing, show_sums, self);
}

/* --- What is shown
 * --------------------------------------------------------------------------------- */

static void
update_query (CrmBoardPage *self)
{
  g_autoptr (CrmQuery) deals = crm_deal_page_query (self->workspace, self->filter_bar);

  g_clear_pointer (&self->query, crm_query_unref);
  self->query = crm_query_search (deals, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  for (guint i = 0; i < self->column_widgets->len; i++)
    crm_board_column_set_query (self->column_widgets->pdata[i], self->query);
  read_sums (self);
}

static void
search_cb (CrmBoardPage *self)
{
  if (self->workspace != NULL)
    update_query (self);
}

/* --- Moving a deal
 * ----------------------------------------------------------------------------------- */

static void
move_deal (CrmBoardPage *self, gint64 deal, CrmRecord *stage)
{
  self->hoped = g_strcmp0 (crm_record_get_text (stage, "outcome"), "won") == 0 ? deal : 0;
  crm_stage_move (GTK_WIDGET (self), self->workspace, deal, crm_record_get_id (stage));
}

static void
dropped_cb (CrmBoardPage *self, gint64 deal, CrmBoardColumn *column)
{
  move_deal (self, deal, crm_board_column_get_stage (column));
}

static void
shifted_cb (CrmBoardPage *self, gint64 deal, int by, CrmBoardColumn *column)
{
  guint from;
  if (!g_ptr_array_find (self->column_widgets, column, &from))
    return;
  if ((int) from + by < 0 || from + (guint) by >= self->column_widgets->len)
    return;
  self->followed = deal;
  move_deal (self, deal, crm_board_column_get_stage (self->column_widgets->pdata[(int) from + by]));
}

static gboolean
follow_idle (gpointer data)
{
  CrmBoardPage *self = data;
  for (guint i = 0; self->followed != 0 && i < self->column_widgets->len; i++)
    if (crm_board_column_focus_deal (self->column_widgets->pdata[i], self->followed))
      self->followed = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
celebrate_idle (gpointer data)
{
  CrmBoardPage *self = data;

  for (guint i = 0; self->hoped != 0 && i < self->column_widgets->len; i++) {
    CrmBoardColumn *column = self->column_widgets->pdata[i];
    if (g_strcmp0 (crm_record_get_text (crm_board_column_get_stage (column), "outcome"), "won") ==
            0 &&
        crm_board_column_celebrate (column, self->hoped))
      self->hoped = 0;
  }
  return G_SOURCE_REMOVE;
}

/* --- Columns and pipelines
 * ----------------------------------------------------------------------------- */

static void
fill_columns (CrmBoardPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->pipelines);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("stage"));
  g_autoptr (CrmQuery) own = NULL;
  g_autoptr (GPtrArray) stages = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->columns))) != NULL)
    gtk_box_remove (self->columns, child);
  g_ptr_array_set_size (self->column_widgets, 0);
  if (selected >= self->pipeline_items->len)
    return;
  own = crm_query_filter_integer (all, "pipeline", CRM_OP_EQUAL,
                                  crm_record_get_id (self->pipeline_items->pdata[selected]));
  stages = crm_query_fetch_all (own, crm_workspace_get_reader (self->workspace), 100, NULL);
  for (guint i = 0; stages != NULL && i < stages->len; i++) {
    CrmBoardColumn *column = crm_board_column_new (self->workspace, stages->pdata[i]);
    g_signal_connect_object (column, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (column, "shifted", G_CALLBACK (shifted_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->columns, GTK_WIDGET (column));
    g_ptr_array_add (self->column_widgets, column);
  }
  update_query (self);
}

static void
pipeline_cb (CrmBoardPage *self)
{
  if (self->workspace != NULL && self->pipeline_items != NULL)
    fill_columns (self);
}

static void
fill_pipelines (CrmBoardPage *self)
{
  GPtrArray *items = crm_deal_page_read_pipelines (self->workspace);

  g_clear_pointer (&self->pipeline_items, g_ptr_array_unref);
  crm_deal_page_offer_pipelines (self->pipelines, items);
  self->pipeline_items = items;
  fill_columns (self);
}

static void
store_changed_cb (CrmBoardPage *self, GObject *object)
{
  CrmAnnouncement *announcement = CRM_ANNOUNCEMENT (object);

  if (crm_announcement_touches (announcement, crm_entity_find ("stage")) ||
      crm_announcement_touches (announcement, crm_entity_find ("pipeline"))) {
    fill_pipelines (self);
    return;
  }
  if (crm_announcement_touches (announcement, crm_entity_find ("deal")) ||
      crm_announcement_touches (announcement, crm_entity_find ("rate")))
    read_sums (self);
  if (self->hoped != 0)
    g_timeout_add_full (G_PRIORITY_DEFAULT, 150, celebrate_idle, g_object_ref (self),
                        g_object_unref);
  if (self->followed != 0)
    /* The columns hear of it in the same round; the card has its place after that. */
    g_timeout_add_full (G_PRIORITY_DEFAULT, 100, follow_idle, g_object_ref (self), g_object_unref);
}

/* --- Actions and object
 * ----------------------------------------------------------------------------------- */

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBoardPage *self = CRM_BOARD_PAGE (widget);
  crm_workspace_new_record (self->workspace, crm_entity_find ("deal"), NULL);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmBoardPage *self = CRM_BOARD_PAGE (widget);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
crm_board_page_dispose (GObject *object)
{
  CrmBoardPage *self = CRM_BOARD_PAGE (object);

  self->hoped = 0;
  self->followed = 0;
  crm_latest_stop (&self->summing);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->pipeline_items, g_ptr_array_unref);
  g_clear_pointer (&self->column_widgets, g_ptr_array_unref);
  g_clear_pointer (&self->query, crm_query_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_BOARD_PAGE);

  G_OBJECT_CLASS (crm_board_page_parent_class)->dispose (object);
}

static void
crm_board_page_class_init (CrmBoardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_board_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-board-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBoardPage, title_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardPage, pipelines);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardPage, filters);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CrmBoardPage, columns);
  gtk_widget_class_bind_template_callback (widget_class, pipeline_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_install_action (widget_class, "board.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "board.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "board.search",
                                       NULL);
}

static void
crm_board_page_init (CrmBoardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->column_widgets = g_ptr_array_new ();
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  crm_board_scroll_attach (self->scroller);
}

/**
 * crm_board_page_new:
 * @workspace: the workspace
 *
 * Returns: (transfer floating): the board of all deals
 */
CrmBoardPage *
crm_board_page_new (CrmWorkspace *workspace)
{
  CrmBoardPage *self = g_object_new (CRM_TYPE_BOARD_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->filter_bar =
      crm_deal_page_add_filter (self->filters, workspace, G_CALLBACK (update_query), self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  fill_pipelines (self);
  return self;
}

/**
 * crm_board_page_set_title_widget:
 * @self: a board
 * @widget: (nullable): stands for the title: the switch between board and list
 */
void
crm_board_page_set_title_widget (CrmBoardPage *self, GtkWidget *widget)
{
  adw_bin_set_child (self->title_bin, widget);
}
