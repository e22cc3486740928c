/* The popover in which one of many is chosen. */
#include "config.h"

#include "crm-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-latest.h"
#include "crm-option.h"

/* So few need no search. */
#define FEW_CHOICES 10

/**
 * CrmChooser:
 *
 * Searches while one types, on the reader thread; Enter takes the first hit. Where a title is all
 * that a new record needs, it can be made on the spot.
 */
struct _CrmChooser {
  GtkPopover parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmField *field;
  CrmValue current;
  GListStore *options;          /* owned */
  GtkSingleSelection *selected; /* borrowed: the view's */
  GCancellable *reading;        /* owned; NULL when nothing is read */

  GtkEditable *search;
  GtkListView *view;
  GtkWidget *nothing;
};

G_DEFINE_FINAL_TYPE (CrmChooser, crm_chooser, GTK_TYPE_POPOVER)

enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  CrmChooser *self; /* owned */
  const CrmField *field;
  char *text;
  GPtrArray *options;
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->self);
  g_free (reading->text);
  g_clear_pointer (&reading->options, g_ptr_array_unref);
  g_free (reading);
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  reading->options = crm_options_read (database, reading->field, reading->text, error);
  return reading->options != NULL;
}

static gboolean
is_offered (GPtrArray *options, const char *title)
{
  g_autofree char *wanted = g_utf8_casefold (title, -1);

  for (guint i = 0; i < options->len; i++) {
    g_autofree char *offered = g_utf8_casefold (crm_option_get_title (options->pdata[i]), -1);
    if (strcmp (wanted, offered) == 0)
      return TRUE;
  }
  return FALSE;
}

static guint
find_current (CrmChooser *self, GPtrArray *options)
{
  for (guint i = 0; i < options->len; i++)
    if (crm_option_get_kind (options->pdata[i]) != CRM_OPTION_CREATE &&
        crm_value_equal (crm_option_get_value (options->pdata[i]), &self->current))
      return i;
  return 0;
}

static void
show_options (CrmChooser *self, GPtrArray *options, const char *text)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));

  if (*bare == '\0' && (self->field->flags & CRM_FIELD_REQUIRED) == 0) {
    g_ptr_array_insert (options, 0,
                        crm_option_new (CRM_OPTION_NONE, C_ ("no value", "None"), NULL, NULL));
  } else if (*bare != '\0' && crm_options_can_create (self->field) && !is_offered (options, bare)) {
    CrmValue value = { .type = CRM_VALUE_TEXT, .text = bare };
    /* Translators: %s is the name of a record that does not exist yet */
    g_autofree char *title = g_strdup_printf (_ ("Add “%s”"), bare);
    g_ptr_array_add (options, crm_option_new (CRM_OPTION_CREATE, title, NULL, &value));
  }
  g_list_store_splice (self->options, 0, g_list_model_get_n_items (G_LIST_MODEL (self->options)),
                       options->pdata, options->len);
  gtk_widget_set_visible (self->nothing, options->len == 0);
  if (options->len > 0)
    gtk_list_view_scroll_to (self->view, find_current (self, options), GTK_LIST_SCROLL_SELECT,
                             NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;

  /* A reading that was overtaken by further letters says nothing. */
  if (crm_store_read_finish (CRM_STORE (source), result, &error) &&
      reading->self->workspace != NULL)
    show_options (reading->self, reading->options, reading->text);
  free_reading (reading);
}

static void
stop_reading (CrmChooser *self)
{
  crm_latest_stop (&self->reading);
}

static void
read_options (CrmChooser *self)
{
  Reading *reading = g_new0 (Reading, 1);

  stop_reading (self);
  reading->self = g_object_ref (self);
  reading->field = self->field;
  reading->text = g_strdup (gtk_editable_get_text (self->search));
  if (self->field->kind == CRM_KIND_CHOICE) {
    reading->options = crm_options_read (NULL, self->field, reading->text, NULL);
    show_options (self, reading->options, reading->text);
    free_reading (reading);
    return;
  }
  self->reading = g_cancellable_new ();
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

/* --- Choosing */

static void
pick (CrmChooser *self, const CrmValue *value)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, value);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id;
  CrmValue value;

  if (self->workspace == NULL)
    return;
  id = crm_workspace_commit_finish (self->workspace, result, &error);
  if (id < 0) {
    crm_workspace_report (self->workspace, _ ("This could not be added"), error);
    return;
  }
  value = (CrmValue) { .type = CRM_VALUE_INTEGER, .integer = id };
  pick (self, &value);
}

static void
create_record (CrmChooser *self, const char *title)
{
  const CrmEntity *target = crm_field_get_target (self->field);
  g_autoptr (CrmRecord) record = crm_record_new (target);
  /* Translators: the name of an entity (Company) and the title of a new record */
  g_autofree char *label =
      g_strdup_printf (C_ ("change", "New %s: %s"), crm_entity_get_label (target), title);
  CrmChange *change = crm_workspace_begin (self->workspace, label);

  crm_record_set_text (record, crm_entity_title_field (target)->name, title);
  if (self->field->list != NULL)
    crm_record_set_text (record, "list", self->field->list);
  crm_change_add (change, record);
  crm_workspace_commit (self->workspace, change, created_cb, g_object_ref (self));
}

static void
choose (CrmChooser *self, guint position)
{
  g_autoptr (CrmOption) option = g_list_model_get_item (G_LIST_MODEL (self->options), position);
  CrmValue none = CRM_VALUE_INIT;

  if (option == NULL)
    return;
  switch (crm_option_get_kind (option)) {
  case CRM_OPTION_VALUE:
    pick (self, crm_option_get_value (option));
    break;
  case CRM_OPTION_NONE:
    pick (self, &none);
    break;
  case CRM_OPTION_CREATE:
    create_record (self, crm_option_get_value (option)->text);
    break;
  }
}

static void
activate_cb (CrmChooser *self, guint position)
{
  choose (self, position);
}

static void
search_changed_cb (CrmChooser *self)
{
  read_options (self);
}

static void
search_activate_cb (CrmChooser *self)
{
  choose (self, gtk_single_selection_get_selected (self->selected));
}

static void
stop_search_cb (CrmChooser *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* The arrows move in the list while the letters go on to the search. */
static gboolean
key_pressed_cb (CrmChooser *self, guint key, guint code, GdkModifierType state)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->options));
  guint position = gtk_single_selection_get_selected (self->selected);

  if (n == 0 || (key != GDK_KEY_Down && key != GDK_KEY_Up))
    return GDK_EVENT_PROPAGATE;
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  else if (key == GDK_KEY_Down)
    position = MIN (position + 1, n - 1);
  else
    position = position > 0 ? position - 1 : 0;
  gtk_list_view_scroll_to (self->view, position, GTK_LIST_SCROLL_SELECT, NULL);
  return GDK_EVENT_STOP;
}

static void
setup_cb (CrmChooser *self, GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *subtitle = gtk_label_new (NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (subtitle), 0);
  gtk_label_set_ellipsize (GTK_LABEL (subtitle), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (subtitle, "caption");
  gtk_widget_add_css_class (subtitle, "dimmed");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_box_append (GTK_BOX (row), box);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (CrmChooser *self, GtkListItem *item)
{
  CrmOption *option = gtk_list_item_get_item (item);
  GtkWidget *box = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (box);
  GtkWidget *subtitle = gtk_widget_get_next_sibling (title);
  const char *text = crm_option_get_subtitle (option);

  gtk_label_set_text (GTK_LABEL (title), crm_option_get_title (option));
  gtk_label_set_text (GTK_LABEL (subtitle), text != NULL ? text : "");
  gtk_widget_set_visible (subtitle, text != NULL);
  gtk_widget_set_visible (gtk_widget_get_next_sibling (box),
                          crm_option_get_kind (option) != CRM_OPTION_CREATE &&
                              crm_value_equal (crm_option_get_value (option), &self->current));
  gtk_list_item_set_accessible_label (item, crm_option_get_title (option));
}

static void
crm_chooser_show (GtkWidget *widget)
{
  CrmChooser *self = CRM_CHOOSER (widget);

  GTK_WIDGET_CLASS (crm_chooser_parent_class)->show (widget);

  gtk_editable_set_text (self->search, "");
  read_options (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->search)))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
crm_chooser_dispose (GObject *object)
{
  CrmChooser *self = CRM_CHOOSER (object);

  stop_reading (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->options);
  crm_value_clear (&self->current);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CHOOSER);

  G_OBJECT_CLASS (crm_chooser_parent_class)->dispose (object);
}

static void
crm_chooser_class_init (CrmChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_chooser_dispose;
  widget_class->show = crm_chooser_show;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/voronka_crm/Voronka/ui/crm-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmChooser, search);
  gtk_widget_class_bind_template_child (widget_class, CrmChooser, view);
  gtk_widget_class_bind_template_child (widget_class, CrmChooser, nothing);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);

  /**
   * CrmChooser::picked:
   * @self: the chooser
   * @value: a CrmValue, empty for none
   */
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
crm_chooser_init (CrmChooser *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->options = g_list_store_new (CRM_TYPE_OPTION);
  self->selected = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->options)));
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (self->selected));
  g_object_unref (self->selected);
}

static gboolean
is_short (const CrmField *field)
{
  int n = 0;

  if (field->kind != CRM_KIND_CHOICE)
    return FALSE;
  while (field->choices[n].code != NULL)
    n++;
  return n <= FEW_CHOICES;
}

/**
 * crm_chooser_new:
 * @workspace: where the records are
 * @field: a choice or a reference
 *
 * Returns: (transfer floating): a popover that reads what can be chosen when it is shown
 */
GtkWidget *
crm_chooser_new (CrmWorkspace *workspace, const CrmField *field)
{
  CrmChooser *self = g_object_new (CRM_TYPE_CHOOSER, NULL);

  self->workspace = g_object_ref (workspace);
  self->field = field;
  gtk_widget_set_visible (GTK_WIDGET (self->search), !is_short (field));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_field_get_label (field), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search"), -1);
  if (crm_options_can_create (field))
    gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->search),
                                           _ ("Search, or type a new one"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_field_get_label (field), -1);
  return GTK_WIDGET (self);
}

/**
 * crm_chooser_set_current:
 * @self: a chooser
 * @value: what is chosen now
 */
void
crm_chooser_set_current (CrmChooser *self, const CrmValue *value)
{
  crm_value_clear (&self->current);
  crm_value_copy (value, &self->current);
}

/**
 * crm_chooser_set_text:
 * @self: a chooser that is shown
 * @text: what to search
 */
void
crm_chooser_set_text (CrmChooser *self, const char *text)
{
  gtk_editable_set_text (self->search, text);
}

GListModel *
crm_chooser_get_options (CrmChooser *self)
{
  return G_LIST_MODEL (self->options);
}
