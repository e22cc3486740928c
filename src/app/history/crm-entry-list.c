/* A list of entries of the journal that reads on as one scrolls. */
#include "config.h"

#include "crm-entry-list.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-date.h"
#include "crm-list-follow.h"

#define FIRST_PAGE 100

/**
 * CrmEntryList:
 *
 * Reads on the reader thread, first the newest, more when one scrolls to the end. It follows the
 * store; only what is different is replaced, so that what one looks at stays where it is.
 */
struct _CrmEntryList {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmEntryReader reader;
  CrmEntryDescribe describe;
  gpointer data;    /* borrowed, for @describe */
  gpointer request; /* owned; what is asked */
  GBoxedCopyFunc copy;
  GBoxedFreeFunc destroy;
  GListStore *items;    /* owned */
  GHashTable *selected; /* owned; of CrmEntryItem */
  gboolean selectable;
  guint most;
  gboolean more;
  gboolean reading;
  gboolean stale;
  guint question; /* answers to former ones do not count */

  GtkStack *stack;
  GtkListView *view;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (CrmEntryList, crm_entry_list, GTK_TYPE_WIDGET)

enum { ACTIVATED, SELECTION_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Reading */

typedef struct {
  CrmEntryList *self; /* owned */
  CrmEntryReader reader;
  gpointer request; /* owned */
  GBoxedFreeFunc destroy;
  guint question;
  guint most;
  gboolean more;
  GPtrArray *entries; /* owned */
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->entries =
      reading->reader (database, reading->request, reading->most, &reading->more, error);
  return reading->entries != NULL;
}

static void
show_items (CrmEntryList *self, GPtrArray *items)
{
  crm_list_follow (self->items, items, (GEqualFunc) crm_entry_item_equal);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "entries" : "empty");
}

/* What is marked stays marked as long as it is there. */
static void
keep_selected (CrmEntryList *self)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  if (g_hash_table_size (self->selected) == 0)
    return;
  for (guint i = 0; i < n; i++) {
    g_autoptr (CrmEntryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
    if (g_hash_table_contains (self->selected, item))
      g_hash_table_add (kept, g_steal_pointer (&item));
  }
  g_hash_table_unref (self->selected);
  self->selected = g_steal_pointer (&kept);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void read_entries (CrmEntryList *self);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmEntryList) self = reading->self;
  g_autoptr (GError) error = NULL;
  gboolean read = crm_store_read_finish (CRM_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->workspace != NULL && read && reading->question == self->question) {
    g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

    self->more = reading->more;
    g_ptr_array_set_free_func (reading->entries, NULL);
    for (guint i = 0; i < reading->entries->len; i++)
      g_ptr_array_add (items, crm_entry_item_new (reading->entries->pdata[i]));
    show_items (self, items);
    keep_selected (self);
  } else if (self->workspace != NULL && !read)
    crm_workspace_report (self->workspace, _ ("The journal could not be read"), error);
  g_clear_pointer (&reading->entries, g_ptr_array_unref);
  if (reading->request != NULL)
    reading->destroy (reading->request);
  g_free (reading);
  if (self->workspace != NULL && self->stale && read)
    read_entries (self);
}

static void
read_entries (CrmEntryList *self)
{
  Reading *reading;

  /* One reading at a time: what changes meanwhile is read after it. */
  self->stale = self->reading || !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (self->stale || self->workspace == NULL)
    return;
  self->reading = TRUE;
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->reader = self->reader;
  reading->request = self->request != NULL ? self->copy (self->request) : NULL;
  reading->destroy = self->destroy;
  reading->question = self->question;
  reading->most = self->most;
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL, NULL,
                        read_cb, reading);
}

static void
store_changed_cb (CrmEntryList *self)
{
  read_entries (self);
}

static void
edge_reached_cb (CrmEntryList *self, GtkPositionType position)
{
  if (position != GTK_POS_BOTTOM || !self->more || self->reading)
    return;
  self->most *= 2;
  read_entries (self);
}

/* --- Rows */

static void
check_toggled_cb (CrmEntryList *self, GtkCheckButton *check)
{
  CrmEntryItem *item = g_object_get_data (G_OBJECT (check), "item");

  if (item == NULL)
    return;
  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->selected, g_object_ref (item));
  else
    g_hash_table_remove (self->selected, item);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static GtkWidget *
add_label (GtkWidget *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

typedef struct {
  GtkWidget *check;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *text;
  GtkWidget *detail;
  GtkWidget *menu;
} Row;

static void
setup_cb (CrmEntryList *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  Row *row = g_new0 (Row, 1);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  row->check = gtk_check_button_new ();
  gtk_widget_set_visible (row->check, self->selectable);
  g_signal_connect_object (row->check, "toggled", G_CALLBACK (check_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  row->icon = gtk_image_new ();
  gtk_widget_set_valign (row->icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (row->icon, 3);
  gtk_widget_add_css_class (row->icon, "dimmed");
  gtk_widget_set_hexpand (lines, TRUE);
  row->title = add_label (lines, "heading");
  row->text = add_label (lines, NULL);
  row->detail = add_label (lines, "caption");
  gtk_widget_add_css_class (row->detail, "dimmed");
  row->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (row->menu), "view-more-symbolic");
  gtk_widget_add_css_class (row->menu, "flat");
  gtk_widget_set_valign (row->menu, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), row->check);
  gtk_box_append (GTK_BOX (box), row->icon);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_box_append (GTK_BOX (box), row->menu);
  g_object_set_data_full (G_OBJECT (list_item), "row", row, g_free);
  gtk_list_item_set_child (list_item, box);
}

static void
name_row (CrmEntryList *self, GtkListItem *list_item, const Row *row, const CrmEntryLook *look)
{
  /* Translators: %s is what was done */
  g_autofree char *menu = g_strdup_printf (_ ("Menu: %s"), look->title);
  /* Translators: %s is the title of a record */
  g_autofree char *check = g_strdup_printf (_ ("Select: %s"), look->title);

  gtk_widget_set_tooltip_text (row->menu, _ ("What Can Be Done"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->check), GTK_ACCESSIBLE_PROPERTY_LABEL, check,
                                  -1);
  gtk_list_item_set_accessible_label (list_item, look->title);
  gtk_list_item_set_accessible_description (list_item, look->detail);
}

static void
bind_cb (CrmEntryList *self, GtkListItem *list_item)
{
  const Row *row = g_object_get_data (G_OBJECT (list_item), "row");
  CrmEntryItem *item = gtk_list_item_get_item (list_item);
  CrmEntryLook look = { 0 };

  if (self->workspace == NULL)
    return;
  self->describe (crm_entry_item_get_entry (item), &look, self->data);
  gtk_image_set_from_icon_name (GTK_IMAGE (row->icon), look.icon);
  gtk_label_set_text (GTK_LABEL (row->title), look.title);
  gtk_label_set_text (GTK_LABEL (row->text), look.text != NULL ? look.text : "");
  gtk_widget_set_visible (row->text, look.text != NULL);
  gtk_label_set_text (GTK_LABEL (row->detail), look.detail != NULL ? look.detail : "");
  gtk_widget_set_visible (row->detail, look.detail != NULL);
  if (look.is_past)
    gtk_widget_add_css_class (row->title, "dimmed");
  else
    gtk_widget_remove_css_class (row->title, "dimmed");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (row->menu), G_MENU_MODEL (look.menu));
  gtk_widget_set_visible (row->menu, look.menu != NULL &&
                                         g_menu_model_get_n_items (G_MENU_MODEL (look.menu)) > 0);
  g_object_set_data (G_OBJECT (row->check), "item", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row->check),
                               g_hash_table_contains (self->selected, item));
  g_object_set_data (G_OBJECT (row->check), "item", item);
  name_row (self, list_item, row, &look);
  g_free (look.title);
  g_free (look.text);
  g_free (look.detail);
  g_clear_object (&look.menu);
}

static void
unbind_cb (CrmEntryList *self, GtkListItem *list_item)
{
  const Row *row = g_object_get_data (G_OBJECT (list_item), "row");

  g_object_set_data (G_OBJECT (row->check), "item", NULL);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (row->menu), NULL);
}

static void
activate_cb (CrmEntryList *self, guint position)
{
  g_autoptr (CrmEntryItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  if (item != NULL)
    g_signal_emit (self, signals[ACTIVATED], 0, crm_entry_item_get_entry (item));
}

/* --- Life */

static void
crm_entry_list_map (GtkWidget *widget)
{
  CrmEntryList *self = CRM_ENTRY_LIST (widget);

  GTK_WIDGET_CLASS (crm_entry_list_parent_class)->map (widget);

  if (self->stale)
    read_entries (self);
}

static void
crm_entry_list_dispose (GObject *object)
{
  CrmEntryList *self = CRM_ENTRY_LIST (object);

  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_ENTRY_LIST);
  g_clear_object (&self->items);
  g_clear_pointer (&self->selected, g_hash_table_unref);
  if (self->request != NULL)
    self->destroy (self->request);
  self->request = NULL;

  G_OBJECT_CLASS (crm_entry_list_parent_class)->dispose (object);
}

static void
crm_entry_list_class_init (CrmEntryListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_entry_list_dispose;
  widget_class->map = crm_entry_list_map;

  /**
   * CrmEntryList::activated:
   * @self: the list
   * @entry: a CrmHistoryEntry
   */
  signals[ACTIVATED] = g_signal_new ("activated", CRM_TYPE_ENTRY_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * CrmEntryList::selection-changed:
   * @self: the list: other entries are marked now
   */
  signals[SELECTION_CHANGED] =
      g_signal_new ("selection-changed", CRM_TYPE_ENTRY_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-entry-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmEntryList, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmEntryList, view);
  gtk_widget_class_bind_template_child (widget_class, CrmEntryList, empty);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
crm_entry_list_init (CrmEntryList *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->most = FIRST_PAGE;
  self->items = g_list_store_new (CRM_TYPE_ENTRY_ITEM);
  self->selected = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect_swapped (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->items)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

/**
 * crm_entry_list_set_up:
 * @self: a list
 * @workspace: whose journal it is
 * @reader: reads, on the reader thread
 * @describe: says what a row shows
 * @data: for @describe; lives as long as the list
 * @selectable: whether several can be marked
 */
void
crm_entry_list_set_up (CrmEntryList *self, CrmWorkspace *workspace, CrmEntryReader reader,
                       CrmEntryDescribe describe, gpointer data, gboolean selectable)
{
  self->workspace = g_object_ref (workspace);
  self->reader = reader;
  self->describe = describe;
  self->data = data;
  self->selectable = selectable;
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * crm_entry_list_release:
 * @self: a list whose page or dialog goes
 *
 * A sheet at the foot of a narrow window outlives its dialog.
 */
void
crm_entry_list_release (CrmEntryList *self)
{
  g_clear_object (&self->workspace);
}

/**
 * crm_entry_list_ask:
 * @self: a list
 * @request: (transfer full): for the reader
 * @copy: makes the reader thread's own of it
 * @destroy: frees one
 */
void
crm_entry_list_ask (CrmEntryList *self, gpointer request, GBoxedCopyFunc copy,
                    GBoxedFreeFunc destroy)
{
  if (self->request != NULL)
    self->destroy (self->request);
  self->request = request;
  self->copy = copy;
  self->destroy = destroy;
  self->question++;
  self->most = FIRST_PAGE;
  self->stale = TRUE;
  read_entries (self);
}

/**
 * crm_entry_list_set_empty:
 * @self: a list
 * @icon: name of a symbolic icon
 * @title: what it says where there is nothing
 * @text: (nullable): what would be there
 */
void
crm_entry_list_set_empty (CrmEntryList *self, const char *icon, const char *title, const char *text)
{
  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, text);
}

/**
 * crm_entry_list_get_selected:
 * @self: a list
 *
 * Returns: (transfer full) (element-type CrmEntryItem): what is marked
 */
GPtrArray *
crm_entry_list_get_selected (CrmEntryList *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iterator;
  gpointer item;

  g_hash_table_iter_init (&iterator, self->selected);
  while (g_hash_table_iter_next (&iterator, &item, NULL))
    g_ptr_array_add (items, g_object_ref (item));
  return items;
}

/**
 * crm_entry_dup_detail:
 * @entry: of the journal
 * @more: (nullable): what else is to be said
 *
 * Returns: (transfer full): who, when, and @more
 */
char *
crm_entry_dup_detail (const CrmHistoryEntry *entry, const char *more)
{
  gint64 now = crm_clock_now ();
  gboolean is_near = crm_moment_to_date (now) - crm_moment_to_date (entry->moment) <= 1;
  g_autofree char *when = is_near ? crm_moment_format_relative (entry->moment, now)
                                  : crm_moment_format (entry->moment, NULL);
  GString *detail = g_string_new (NULL);

  if (entry->person_name != NULL)
    g_string_append_printf (detail, "%s · ", entry->person_name);
  g_string_append (detail, when);
  if (more != NULL && *more != '\0')
    g_string_append_printf (detail, " · %s", more);
  return g_string_free (detail, FALSE);
}

void
crm_entry_append (GMenu *menu, const char *label, const char *action, gint64 change)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, g_variant_new_int64 (change));
  g_menu_append_item (menu, item);
}
