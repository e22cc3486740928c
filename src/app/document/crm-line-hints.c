/* Products that fit what is typed into a line. */
#include "config.h"

#include "crm-line-hints.h"

#include <glib/gi18n.h>

#include "crm-latest.h"
#include "crm-option.h"

#define MOST_HINTS 6u

struct _CrmLineHints {
  GtkPopover parent_instance;

  CrmWorkspace *workspace; /* owned */
  GListStore *options;     /* owned */
  GtkWidget *below;        /* borrowed; NULL when hidden */
  GCancellable *reading;   /* owned; NULL when nothing is read */

  GtkSingleSelection *selected;
  GtkListView *view;
  GtkEventController *pointer; /* borrowed */
};

G_DEFINE_FINAL_TYPE (CrmLineHints, crm_line_hints, GTK_TYPE_POPOVER)

enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  CrmLineHints *self; /* owned */
  char *text;
  GPtrArray *options;
} Reading;

/* Beneath the name: article and price. */
static CrmOption *
describe (CrmDatabase *database, CrmOption *option)
{
  const CrmValue *value = crm_option_get_value (option);
  g_autoptr (CrmRecord) product =
      crm_record_load (database, crm_entity_find ("product"), value->integer, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *article;

  if (product == NULL)
    return g_object_ref (option);
  article = crm_record_get_text (product, "article");
  if (article != NULL)
    g_string_append (text, article);
  if (!crm_record_is_empty (product, "price")) {
    g_autofree char *price =
        crm_record_format (product, crm_entity_field_index (crm_entity_find ("product"), "price"));
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", price);
  }
  return crm_option_new (CRM_OPTION_VALUE, crm_option_get_title (option),
                         text->len > 0 ? text->str : NULL, value);
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  const CrmField *field = crm_entity_field (crm_entity_find ("document_line"), "product");
  g_autoptr (GPtrArray) found = crm_options_read (database, field, reading->text, error);

  if (found == NULL)
    return FALSE;
  reading->options = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (found->len, MOST_HINTS); i++)
    g_ptr_array_add (reading->options, describe (database, found->pdata[i]));
  return TRUE;
}

/* The popover hangs on the table: its place is reckoned from there. */
static void
point (CrmLineHints *self)
{
  graphene_rect_t area;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GdkRectangle place;

  if (!gtk_widget_compute_bounds (self->below, parent, &area))
    return;
  place = (GdkRectangle) { (int) area.origin.x, (int) area.origin.y, (int) area.size.width,
                           (int) area.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmLineHints) self = reading->self;
  g_autoptr (GPtrArray) options = NULL;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  options = reading->options;
  g_free (reading->text);
  g_free (reading);
  if (!done || self->below == NULL || self->workspace == NULL)
    return;
  g_list_store_splice (self->options, 0, g_list_model_get_n_items (G_LIST_MODEL (self->options)),
                       options->pdata, options->len);
  gtk_single_selection_set_selected (self->selected, GTK_INVALID_LIST_POSITION);
  if (options->len > 0) {
    point (self);
    gtk_popover_popup (GTK_POPOVER (self));
  } else
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
stop_reading (CrmLineHints *self)
{
  crm_latest_stop (&self->reading);
}

static gboolean
pick (CrmLineHints *self, guint position)
{
  g_autoptr (CrmOption) option = g_list_model_get_item (G_LIST_MODEL (self->options), position);
  GtkWidget *below = self->below;

  if (option == NULL || below == NULL)
    return FALSE;
  crm_line_hints_hide (self);
  g_signal_emit (self, signals[PICKED], 0, below, crm_option_get_value (option)->integer);
  return TRUE;
}

static void
activate_cb (CrmLineHints *self, guint position)
{
  pick (self, position);
}

static void
setup_cb (CrmLineHints *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (int i = 0; i < 2; i++) {
    GtkWidget *label = gtk_label_new (NULL);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
    if (i > 0) {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dimmed");
    }
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_focusable (item, FALSE);
}

static void
bind_cb (CrmLineHints *self, GtkListItem *item)
{
  CrmOption *option = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *subtitle = gtk_widget_get_next_sibling (title);
  const char *text = crm_option_get_subtitle (option);

  gtk_label_set_text (GTK_LABEL (title), crm_option_get_title (option));
  gtk_label_set_text (GTK_LABEL (subtitle), text != NULL ? text : "");
  gtk_widget_set_visible (subtitle, text != NULL);
  gtk_list_item_set_accessible_label (item, crm_option_get_title (option));
}

static void
crm_line_hints_dispose (GObject *object)
{
  CrmLineHints *self = CRM_LINE_HINTS (object);

  stop_reading (self);
  self->below = NULL;
  g_clear_object (&self->options);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_line_hints_parent_class)->dispose (object);
}

static void
crm_line_hints_class_init (CrmLineHintsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_line_hints_dispose;

  /**
   * CrmLineHints::picked:
   * @self: the hints
   * @below: the widget they were shown for
   * @product: id of a product
   */
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, GTK_TYPE_WIDGET, G_TYPE_INT64);
}

static void
crm_line_hints_init (CrmLineHints *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  self->options = g_list_store_new (CRM_TYPE_OPTION);
  self->selected = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->options)));
  gtk_single_selection_set_autoselect (self->selected, FALSE);
  gtk_single_selection_set_can_unselect (self->selected, TRUE);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (self->selected), factory));
  gtk_list_view_set_single_click_activate (self->view, TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self->view), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Products that fit"), -1);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (activate_cb), self);
  self->pointer = gtk_event_controller_motion_new ();
  gtk_widget_add_controller (GTK_WIDGET (self->view), self->pointer);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->view));
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
}

GtkWidget *
crm_line_hints_new (CrmWorkspace *workspace)
{
  CrmLineHints *self = g_object_new (CRM_TYPE_LINE_HINTS, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}

/**
 * crm_line_hints_search:
 * @self: hints
 * @below: what is typed into
 * @text: what is typed
 */
void
crm_line_hints_search (CrmLineHints *self, GtkWidget *below, const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  Reading *reading;

  stop_reading (self);
  if (*bare == '\0') {
    crm_line_hints_hide (self);
    return;
  }
  self->below = below;
  self->reading = g_cancellable_new ();
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->text = g_steal_pointer (&bare);
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

void
crm_line_hints_hide (CrmLineHints *self)
{
  stop_reading (self);
  self->below = NULL;
  gtk_popover_popdown (GTK_POPOVER (self));
}

/**
 * crm_line_hints_leave:
 * @self: hints
 *
 * Hides them when what is typed into lost the focus, unless that is because one of them is clicked.
 */
void
crm_line_hints_leave (CrmLineHints *self)
{
  GtkEventControllerMotion *pointer = GTK_EVENT_CONTROLLER_MOTION (self->pointer);

  if (!gtk_event_controller_motion_contains_pointer (pointer))
    crm_line_hints_hide (self);
}

GtkWidget *
crm_line_hints_get_below (CrmLineHints *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? self->below : NULL;
}

/**
 * crm_line_hints_move:
 * @self: hints
 * @by: 1 down, -1 up
 */
void
crm_line_hints_move (CrmLineHints *self, int by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->options));
  guint position = gtk_single_selection_get_selected (self->selected);

  if (n == 0)
    return;
  if (position == GTK_INVALID_LIST_POSITION)
    position = by > 0 ? 0 : n - 1;
  else
    position = (position + n + (guint) by) % n;
  gtk_single_selection_set_selected (self->selected, position);
}

gboolean
crm_line_hints_pick (CrmLineHints *self)
{
  guint position = gtk_single_selection_get_selected (self->selected);

  return position != GTK_INVALID_LIST_POSITION && pick (self, position);
}
