/* A list of the values a field can have, to tick. */
#include "config.h"

#include "crm-value-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-colours.h"
#include "crm-dictionary.h"
#include "crm-latest.h"
#include "crm-option.h"
#include "crm-pill.h"
#include "crm-search-escape.h"
#include "crm-text.h"

/* A shorter list is seen at a glance: it needs no search. */
#define MOST_WITHOUT_SEARCH 10
#define MOST_CHARACTERS 60
#define MOST_TAGS 50

struct _CrmValueList {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmFilter *filter;       /* owned */
  GCancellable *reading;   /* owned; NULL when nothing is read */

  GtkSearchEntry *search_entry;
  GtkScrolledWindow *scrolled_window;
  GtkListBox *list_box;
};

G_DEFINE_FINAL_TYPE (CrmValueList, crm_value_list, GTK_TYPE_WIDGET)

static void
toggled_cb (GtkCheckButton *button, CrmValueList *self)
{
  CrmOption *option = g_object_get_data (G_OBJECT (button), "option");
  crm_filter_toggle_value (self->filter, crm_option_get_value (option),
                           gtk_check_button_get_active (button));
}

static GtkWidget *
create_content (CrmValueList *self, CrmOption *option)
{
  const CrmField *field = crm_filter_get_field (self->filter);
  g_autofree char *title = crm_text_one_line (crm_option_get_title (option), MOST_CHARACTERS);
  g_autofree char *subtitle = crm_text_one_line (crm_option_get_subtitle (option), MOST_CHARACTERS);
  GtkWidget *box, *label;

  if (crm_field_is_coloured (field)) {
    GtkWidget *pill = crm_pill_new ();
    crm_pill_set (pill, title,
                  crm_colour_find (self->workspace, field, crm_option_get_value (option)));
    return pill;
  }
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "ellipsize",
                        PANGO_ELLIPSIZE_END, NULL);
  gtk_box_append (GTK_BOX (box), label);
  if (subtitle[0] != '\0') {
    const char *const classes[] = { "dimmed", "caption", NULL };
    label = g_object_new (GTK_TYPE_LABEL, "label", subtitle, "xalign", 0.0, "ellipsize",
                          PANGO_ELLIPSIZE_END, "css-classes", classes, NULL);
    gtk_box_append (GTK_BOX (box), label);
  }
  return box;
}

static void
append_option (CrmValueList *self, CrmOption *option)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *button = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), create_content (self, option));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_option_get_title (option), -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               crm_filter_has_value (self->filter, crm_option_get_value (option)));
  g_object_set_data_full (G_OBJECT (button), "option", g_object_ref (option), g_object_unref);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list_box, row);
}

static void
me_toggled_cb (GtkCheckButton *button, CrmValueList *self)
{
  crm_filter_toggle_me (self->filter, gtk_check_button_get_active (button));
}

/* Whoever asks: a view that is saved for all shows each their own. */
static void
append_me (CrmValueList *self)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *button = gtk_check_button_new_with_label (C_ ("filter", "Me"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), crm_filter_has_me (self->filter));
  g_signal_connect (button, "toggled", G_CALLBACK (me_toggled_cb), self);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list_box, row);
}

static void
show_options (CrmValueList *self, GPtrArray *options)
{
  gtk_list_box_remove_all (self->list_box);
  if (crm_field_can_be_me (crm_filter_get_field (self->filter)) &&
      gtk_editable_get_text (GTK_EDITABLE (self->search_entry))[0] == '\0')
    append_me (self);
  for (guint i = 0; i < options->len; i++)
    append_option (self, options->pdata[i]);
}

/* --- Reading what there is to choose from */

typedef struct {
  CrmValueList *self; /* owned */
  const CrmField *field;
  char *text;
  GPtrArray *options; /* owned */
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->self);
  g_clear_pointer (&reading->options, g_ptr_array_unref);
  g_free (reading->text);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

static void
add_option (GPtrArray *options, const char *title, CrmValueType type, gint64 integer,
            const char *text)
{
  CrmValue value = { .type = type };
  if (type == CRM_VALUE_INTEGER)
    value.integer = integer;
  else
    value.text = (char *) text;
  g_ptr_array_add (options, crm_option_new (CRM_OPTION_VALUE, title, NULL, &value));
}

/* Those that somebody typed into a record as well as those that were given a colour. */
static gboolean
read_tags (CrmDatabase *database, const char *text, GPtrArray *options, GError **error)
{
  g_autoptr (CrmDictionary) tags = crm_dictionary_find ("tag");
  g_autoptr (GPtrArray) values = crm_dictionary_read (tags, database, error);
  g_autofree char *wanted = crm_text_fold (text);

  for (guint i = 0; values != NULL && i < values->len && options->len < MOST_TAGS; i++) {
    const char *name = ((CrmDictionaryValue *) values->pdata[i])->name;
    g_autofree char *folded = crm_text_fold (name);
    if (strstr (folded, wanted) != NULL)
      add_option (options, name, CRM_VALUE_TEXT, 0, name);
  }
  return values != NULL;
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  g_autoptr (GPtrArray) options = NULL;

  if (reading->field->kind != CRM_KIND_TAGS && reading->field->kind != CRM_KIND_YES_NO) {
    reading->options = crm_options_read (database, reading->field, reading->text, error);
    return reading->options != NULL;
  }
  reading->options = g_ptr_array_new_with_free_func (g_object_unref);
  if (reading->field->kind == CRM_KIND_TAGS)
    return read_tags (database, reading->text, reading->options, error);
  add_option (reading->options, C_ ("value", "Yes"), CRM_VALUE_INTEGER, 1, NULL);
  add_option (reading->options, C_ ("value", "No"), CRM_VALUE_INTEGER, 0, NULL);
  return TRUE;
}

/* What is ticked stands first, found or not. */
static void
add_ticked (CrmValueList *self, GPtrArray *options)
{
  const CrmField *field = crm_filter_get_field (self->filter);
  const CrmEntity *target = crm_field_get_target (field);
  gboolean is_tags = field->kind == CRM_KIND_TAGS;

  for (guint i = 0; (target != NULL || is_tags) && i < crm_filter_get_n_values (self->filter);
       i++) {
    const CrmValue *value = crm_filter_get_value (self->filter, i);
    g_autofree char *title = NULL;
    gboolean is_there = value->type == CRM_VALUE_EMPTY; /* the person who asks */
    for (guint j = 0; j < options->len; j++)
      is_there |= crm_value_equal (crm_option_get_value (options->pdata[j]), value);
    if (is_there)
      continue;
    title = is_tags ? g_strdup (value->text)
                    : crm_reference_title (crm_workspace_get_reader (self->workspace), target,
                                           value->integer);
    g_ptr_array_insert (
        options, 0, crm_option_new (CRM_OPTION_VALUE, title != NULL ? title : "…", NULL, value));
  }
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  CrmValueList *self = reading->self;

  /* A newer question was asked, the list is gone, or the page says what is wrong with the file. */
  if (!crm_store_read_finish (CRM_STORE (source), result, NULL) || self->workspace == NULL)
    return;
  g_clear_object (&self->reading);
  add_ticked (self, reading->options);
  show_options (self, reading->options);
  if (reading->text[0] == '\0')
    gtk_widget_set_visible (GTK_WIDGET (self->search_entry),
                            reading->options->len > MOST_WITHOUT_SEARCH);
}

static void
start_reading (CrmValueList *self)
{
  Reading *reading = g_new0 (Reading, 1);

  crm_latest_begin (&self->reading);
  reading->self = g_object_ref (self);
  reading->field = crm_filter_get_field (self->filter);
  reading->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

/* --- Object */

static void
search_changed_cb (CrmValueList *self)
{
  start_reading (self);
}

static void
crm_value_list_dispose (GObject *object)
{
  CrmValueList *self = CRM_VALUE_LIST (object);

  crm_latest_stop (&self->reading);
  g_clear_object (&self->filter);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_VALUE_LIST);

  G_OBJECT_CLASS (crm_value_list_parent_class)->dispose (object);
}

static gboolean
crm_value_list_grab_focus (GtkWidget *widget)
{
  CrmValueList *self = CRM_VALUE_LIST (widget);
  if (gtk_widget_get_visible (GTK_WIDGET (self->search_entry)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  return gtk_widget_child_focus (GTK_WIDGET (self->list_box), GTK_DIR_TAB_FORWARD);
}

static void
crm_value_list_class_init (CrmValueListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_value_list_dispose;
  widget_class->grab_focus = crm_value_list_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-value-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmValueList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CrmValueList, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, CrmValueList, list_box);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
crm_value_list_init (CrmValueList *self)
{
  GtkLayoutManager *layout;

  gtk_widget_init_template (GTK_WIDGET (self));
  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  crm_search_escape_add (self->search_entry);
}

/**
 * crm_value_list_new:
 * @workspace: the workspace
 * @filter: of CRM_TEST_ONE_OF, NONE_OF or ALL_OF; what is ticked are its values
 *
 * Returns: (transfer floating): a list to tick
 */
GtkWidget *
crm_value_list_new (CrmWorkspace *workspace, CrmFilter *filter)
{
  CrmValueList *self = g_object_new (CRM_TYPE_VALUE_LIST, NULL);

  self->workspace = g_object_ref (workspace);
  self->filter = g_object_ref (filter);
  start_reading (self);
  return GTK_WIDGET (self);
}
