/* The bare list of related records inside another page. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-columns-order.h"
#include "crm-columns.h"
#include "crm-list-loader.h"
#include "crm-list-page.h"
#include "crm-record-row.h"
#include "crm-record-trail.h"

/* More are shown on a page of their own. */
#define MOST_ROWS 8
/* Narrower than this, in characters, columns would be cut: rows of two lines take their place. */
#define LEAST_COLUMNS_WIDTH 90

struct _CrmListView {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  CrmColumns *columns;     /* owned */
  CrmListLoader *loader;   /* owned */
  GtkSliceListModel *rows; /* owned; the first of the loader's list */
  CrmRecord *draft;        /* owned; what is added begins with its values; NULL: the query's */
  gboolean is_empty;

  GtkWidget *columns_window;
  GtkColumnView *column_view;
  GtkListView *list_view;
  GtkLabel *empty_label;
  GtkWidget *buttons;
  AdwButtonContent *add_content;
  GtkButton *all_button;
};

G_DEFINE_FINAL_TYPE (CrmListView, crm_list_view, GTK_TYPE_WIDGET)

/* --- Content */

static void
show_more (CrmListView *self, guint n_items)
{
  g_autofree char *number = crm_decimal_format (n_items, 0, 0, crm_number_style_local ());
  /* Translators: a button that opens the whole list; %s is a number of records */
  g_autofree char *label =
      g_strdup_printf (ngettext ("Show All %s", "Show All %s", n_items), number);

  gtk_button_set_label (self->all_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->all_button), n_items > MOST_ROWS);
}

static void
update (CrmListView *self)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  guint n_items = list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;
  g_autofree char *error = NULL;

  if (list != NULL)
    g_object_get (list, "error", &error, NULL);
  self->is_empty = n_items == 0;
  gtk_label_set_text (self->empty_label,
                      error != NULL ? error : crm_entity_get_purpose (self->entity));
  show_more (self, n_items);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
swapped_cb (CrmListView *self, gboolean again)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);

  g_signal_connect_object (list, "notify::n-items", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::error", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_slice_list_model_set_model (self->rows, G_LIST_MODEL (list));
  update (self);
}

/* What the question asks to be equal says nothing in a column. */
static void
hide_fixed_columns (CrmListView *self, CrmQuery *query)
{
  g_autoptr (CrmRecord) draft = crm_record_new_empty (self->entity);

  crm_query_fill (query, draft);
  for (int i = 0; i < self->entity->n_fields; i++)
    if (crm_record_get_value (draft, i)->type != CRM_VALUE_EMPTY)
      crm_columns_set_shown (self->columns, &self->entity->fields[i], FALSE);
}

/* --- Callbacks */

static void
sorted_cb (CrmListView *self)
{
  g_autoptr (CrmQuery) sorted =
      crm_columns_sort_query (self->columns, crm_list_loader_get_query (self->loader));

  crm_list_loader_set_query (self->loader, sorted);
}

static void
activate_cb (CrmListView *self, guint position)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);
  gint64 id = crm_record_list_get_id_at (list, position);
  g_autoptr (CrmRecordTrail) trail = crm_record_trail_new (self->loader);

  if (id != 0)
    crm_workspace_open_record_along (self->workspace, self->entity, id, G_OBJECT (trail));
}

static void
add_cb (CrmListView *self)
{
  g_autoptr (CrmRecord) draft =
      self->draft != NULL ? crm_record_copy (self->draft) : crm_record_new (self->entity);

  crm_query_fill (crm_list_loader_get_query (self->loader), draft);
  crm_workspace_new_record (self->workspace, self->entity, draft);
}

/* "Contacts: Orion", where the list is that of one record. */
static char *
dup_title (CrmListView *self)
{
  g_autoptr (CrmRecord) draft = crm_record_new_empty (self->entity);
  const char *label = crm_entity_get_label_plural (self->entity);

  crm_query_fill (crm_list_loader_get_query (self->loader), draft);
  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmEntity *target = crm_field_get_target (&self->entity->fields[i]);
    const CrmValue *value = crm_record_get_value (draft, i);
    if (target != NULL && value->type == CRM_VALUE_INTEGER) {
      g_autofree char *title =
          crm_reference_title (crm_workspace_get_reader (self->workspace), target, value->integer);
      if (title != NULL)
        /* Translators: a kind of records and the record they belong to, as "Contacts: Orion" */
        return g_strdup_printf (C_ ("list title", "%s: %s"), label, title);
    }
  }
  return g_strdup (label);
}

static void
show_all_cb (CrmListView *self)
{
  g_autofree char *title = dup_title (self);
  crm_workspace_open_list (self->workspace, crm_list_loader_get_query (self->loader), title);
}

/* --- Layout: the wide or the narrow list, then the buttons */

static int
measure_least_width (CrmListView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));

  pango_font_metrics_unref (metrics);
  return width * LEAST_COLUMNS_WIDTH;
}

static GtkWidget *
choose_content (CrmListView *self, int width)
{
  if (self->is_empty)
    return GTK_WIDGET (self->empty_label);
  return width >= 0 && width < measure_least_width (self) ? GTK_WIDGET (self->list_view)
                                                          : self->columns_window;
}

static GtkSizeRequestMode
crm_list_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
crm_list_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmListView *self = CRM_LIST_VIEW (widget);
  GtkWidget *content = choose_content (self, for_size);
  int least, wanted;

  gtk_widget_measure (self->buttons, orientation, for_size, &least, &wanted, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    gtk_widget_measure (content, orientation, for_size, minimum, natural, NULL, NULL);
    *minimum += least;
    *natural += wanted;
    return;
  }
  gtk_widget_measure (GTK_WIDGET (self->list_view), orientation, -1, minimum, natural, NULL, NULL);
  *minimum = MAX (*minimum, least);
  *natural = MAX (MAX (*natural, wanted), measure_least_width (self));
}

static void
crm_list_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmListView *self = CRM_LIST_VIEW (widget);
  GtkWidget *content = choose_content (self, width);
  GtkWidget *contents[] = { GTK_WIDGET (self->empty_label), GTK_WIDGET (self->list_view),
                            self->columns_window };
  int buttons_height;

  gtk_widget_measure (self->buttons, GTK_ORIENTATION_VERTICAL, width, &buttons_height, NULL, NULL,
                      NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    gtk_widget_set_child_visible (contents[i], contents[i] == content);
  gtk_widget_allocate (content, width, height - buttons_height, -1, NULL);
  gtk_widget_allocate (
      self->buttons, width, buttons_height, -1,
      gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) (height - buttons_height))));
}

/* --- Object */

static void
crm_list_view_dispose (GObject *object)
{
  CrmListView *self = CRM_LIST_VIEW (object);

  if (self->loader != NULL)
    g_signal_handlers_disconnect_by_data (self->loader, self);
  g_clear_object (&self->columns);
  g_clear_object (&self->loader);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_LIST_VIEW);
  g_clear_object (&self->rows);
  g_clear_object (&self->draft);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_list_view_parent_class)->dispose (object);
}

static void
crm_list_view_class_init (CrmListViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_list_view_dispose;
  widget_class->get_request_mode = crm_list_view_get_request_mode;
  widget_class->measure = crm_list_view_measure;
  widget_class->size_allocate = crm_list_view_size_allocate;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-list-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmListView, columns_window);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, column_view);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, list_view);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, empty_label);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, buttons);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, add_content);
  gtk_widget_class_bind_template_child (widget_class, CrmListView, all_button);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_all_cb);
}

static void
crm_list_view_init (CrmListView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_list_view_new:
 * @workspace: the workspace
 * @query: what is listed; what is added gets the values it asks for
 *
 * Returns: (transfer floating): a list as high as its first rows, eight at most
 */
CrmListView *
crm_list_view_new (CrmWorkspace *workspace, CrmQuery *query)
{
  CrmListView *self = g_object_new (CRM_TYPE_LIST_VIEW, NULL);
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;

  self->workspace = g_object_ref (workspace);
  self->entity = crm_query_get_entity (query);
  self->is_empty = TRUE;
  adw_button_content_set_label (self->add_content, crm_entity_get_label_new (self->entity));
  self->columns = crm_columns_new (workspace, self->column_view, self->entity);
  hide_fixed_columns (self, query);
  crm_columns_show_order (self->columns, query);
  g_signal_connect_object (self->columns, "sorted", G_CALLBACK (sorted_cb), self,
                           G_CONNECT_SWAPPED);
  factory = crm_record_row_factory_new (workspace, self->entity);
  gtk_list_view_set_factory (self->list_view, factory);

  self->rows = gtk_slice_list_model_new (NULL, 0, MOST_ROWS);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_column_view_set_model (self->column_view, GTK_SELECTION_MODEL (selection));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));

  self->loader = crm_list_loader_new (workspace);
  g_signal_connect_swapped (self->loader, "swapped", G_CALLBACK (swapped_cb), self);
  crm_list_loader_set_query (self->loader, query);
  return self;
}

/**
 * crm_list_view_set_query:
 * @self: a list
 * @query: what is listed now; of the same entity
 */
void
crm_list_view_set_query (CrmListView *self, CrmQuery *query)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_return_if_fail (crm_query_get_entity (query) == self->entity);
  crm_list_loader_set_query (self->loader, query);
}

/**
 * crm_list_view_set_draft:
 * @self: a list
 * @draft: (nullable): values with which a new record begins, besides those that the query asks for
 */
void
crm_list_view_set_draft (CrmListView *self, CrmRecord *draft)
{
  g_return_if_fail (CRM_IS_LIST_VIEW (self));
  g_set_object (&self->draft, draft);
}
