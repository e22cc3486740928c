/* Fills in a blank of others from what is known of the record that it hangs on. */
#include "config.h"

#include "crm-blank-dialog-private.h"

#include <glib/gi18n.h>

#include "crm-blank-row.h"
#include "crm-blank-values.h"

static const char *const sides[] = { "company", "own" };

G_DEFINE_FINAL_TYPE (CrmBlankDialog, crm_blank_dialog, ADW_TYPE_DIALOG)

static const char *
get_language (CrmBlankDialog *self)
{
  const char *country = crm_workspace_get_country (self->workspace);

  if (g_strcmp0 (country, "ua") == 0)
    return "uk";
  if (g_strcmp0 (country, "ru") == 0 || g_strcmp0 (country, "pl") == 0)
    return country;
  return "en";
}

const char *
crm_blank_dialog_get_about (CrmBlankDialog *self)
{
  if (!gtk_widget_get_visible (self->head))
    return crm_form_data_lookup (self->data, "company") != NULL ? "company" : "own";
  return sides[MIN (adw_combo_row_get_selected (self->about), 1)];
}

static void
enable (CrmBlankDialog *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
crm_blank_dialog_update (CrmBlankDialog *self)
{
  guint n_pages = MAX (1, crm_pdf_reader_get_n_pages (self->reader));
  g_autofree char *text = g_strdup_printf (C_ ("page", "%u of %u"), self->page + 1, n_pages);

  gtk_label_set_text (self->pages, text);
  gtk_widget_set_visible (self->bar, n_pages > 1);
  enable (self, "previous", self->page > 0);
  enable (self, "next", self->page + 1 < n_pages);
  enable (self, "save", !self->saving);
}

/* --- Fields */

static void
set_source (CrmBlankDialog *self, guint i, char *source)
{
  g_free (self->sources->pdata[i]);
  self->sources->pdata[i] = source;
}

static guint
find_row (CrmBlankDialog *self, GtkWidget *row)
{
  guint i = 0;
  g_ptr_array_find (self->rows, row, &i);
  return i;
}

/* What a person typed. */
static void
changed_cb (GtkWidget *row, gpointer user_data)
{
  CrmBlankDialog *self = user_data;
  guint i = find_row (self, row);
  g_autofree char *text = crm_blank_row_dup_text (row, self->fields->pdata[i]);

  set_source (self, i, g_strconcat ("=", text, NULL));
  crm_blank_dialog_draw_soon (self);
}

static void
take_path (CrmBlankDialog *self, guint i, const char *path)
{
  const CrmBlankField *field = self->fields->pdata[i];
  g_autofree char *value = crm_blank_dup_value (field, self->data, path, get_language (self));

  set_source (self, i, g_strconcat ("@", path, NULL));
  crm_blank_row_set_text (self->rows->pdata[i], field, value);
}

static void
guess (CrmBlankDialog *self, guint i)
{
  const CrmBlankField *field = self->fields->pdata[i];
  g_autofree char *path = crm_blank_guess (field, crm_blank_dialog_get_about (self), self->data);

  if (path != NULL)
    take_path (self, i, path);
  else {
    /* What the blank came with stays. */
    set_source (self, i, g_strdup (""));
    crm_blank_row_set_text (self->rows->pdata[i], field, field->value);
  }
}

/* A change of sides leaves alone what a person typed. */
static void
about_cb (CrmBlankDialog *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (((const char *) self->sources->pdata[i])[0] != '=')
      guess (self, i);
  crm_blank_dialog_draw_soon (self);
}

static void
recall (CrmBlankDialog *self)
{
  g_autofree char *about = NULL;
  g_auto (GStrv) sources = NULL;
  gboolean known = crm_blank_recall (crm_workspace_get_reader (self->workspace), self->fields,
                                     &about, &sources, NULL);

  if (known)
    adw_combo_row_set_selected (self->about, g_str_equal (about, "own") ? 1 : 0);
  for (guint i = 0; i < self->fields->len; i++) {
    if (known && sources[i][0] == '@')
      take_path (self, i, sources[i] + 1);
    else if (known && sources[i][0] == '=') {
      set_source (self, i, g_strdup (sources[i]));
      crm_blank_row_set_text (self->rows->pdata[i], self->fields->pdata[i], sources[i] + 1);
    } else
      guess (self, i);
  }
  g_signal_connect_swapped (self->about, "notify::selected", G_CALLBACK (about_cb), self);
}

/* --- Values to choose from */

static void
chosen_cb (GtkWidget *popover, const char *path, CrmBlankDialog *self)
{
  GtkWidget *row = g_object_get_data (G_OBJECT (popover), "row");

  take_path (self, find_row (self, row), path);
  crm_blank_dialog_draw_soon (self);
}

static void
create_values (GtkMenuButton *button, gpointer user_data)
{
  CrmBlankDialog *self = user_data;
  GtkWidget *popover;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = crm_blank_values_new (self->data, get_language (self));
  g_object_set_data (G_OBJECT (popover), "row", g_object_get_data (G_OBJECT (button), "row"));
  g_signal_connect (popover, "chosen", G_CALLBACK (chosen_cb), self);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
make_values_button (CrmBlankDialog *self, GtkWidget *row)
{
  GtkWidget *button = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-list-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Take From the Records"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take From the Records"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "row", row);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_values, self, NULL);
  return button;
}

/* --- Rows */

static void
focused_cb (GtkEventController *controller, gpointer user_data)
{
  CrmBlankDialog *self = user_data;
  GtkWidget *row = gtk_event_controller_get_widget (controller);
  const CrmBlankField *field = self->fields->pdata[find_row (self, row)];

  if (field->page == self->page)
    return;
  self->page = field->page;
  crm_blank_dialog_draw_soon (self);
}

static void
add_row (CrmBlankDialog *self, AdwPreferencesGroup *group, const CrmBlankField *field)
{
  GtkWidget *row = crm_blank_row_new (field, changed_cb, self);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (focus, "enter", G_CALLBACK (focused_cb), self);
  gtk_widget_add_controller (row, focus);
  if (field->kind == CRM_BLANK_TEXT)
    crm_blank_row_add_suffix (row, make_values_button (self, row));
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->sources, g_strdup (""));
}

static void
make_rows (CrmBlankDialog *self)
{
  const CrmBlankField *last =
      self->fields->len > 0 ? self->fields->pdata[self->fields->len - 1] : NULL;
  GtkWidget *group = NULL;
  guint page = 0;

  for (guint i = 0; i < self->fields->len; i++) {
    const CrmBlankField *field = self->fields->pdata[i];
    if (group == NULL || field->page != page) {
      group = adw_preferences_group_new ();
      page = field->page;
      if (last->page > 0) {
        g_autofree char *title = g_strdup_printf (_ ("Page %u"), page + 1);
        adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
      }
      gtk_box_append (self->groups, group);
    }
    add_row (self, ADW_PREFERENCES_GROUP (group), field);
  }
}

static char *
dup_name (CrmBlankDialog *self, const char *side)
{
  g_autofree char *path = g_strconcat (side, ".name", NULL);
  const CrmFormData *name = crm_form_data_lookup (self->data, path);
  const char *text = name != NULL ? crm_form_data_get_text (name) : NULL;

  return g_strdup (text != NULL ? text : "");
}

static void
show_sides (CrmBlankDialog *self)
{
  g_autofree char *company = dup_name (self, "company");
  g_autofree char *own = dup_name (self, "own");
  const char *const names[] = { company, own, NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_combo_row_set_model (self->about, G_LIST_MODEL (list));
  gtk_widget_set_visible (self->head, *company != '\0' && *own != '\0');
}

/* --- Actions */

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_blank_dialog_save (user_data);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_dialog_close (ADW_DIALOG (user_data));
}

static void
turn_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmBlankDialog *self = user_data;
  gboolean next = g_strcmp0 (g_action_get_name (G_ACTION (action)), "next") == 0;

  self->page = next ? self->page + 1 : self->page - 1;
  crm_blank_dialog_draw (self);
}

static const GActionEntry entries[] = {
  { "save", save_action },
  { "cancel", cancel_action },
  { "previous", turn_action },
  { "next", turn_action },
};

static void
crm_blank_dialog_dispose (GObject *object)
{
  CrmBlankDialog *self = CRM_BLANK_DIALOG (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->about != NULL)
    g_signal_handlers_disconnect_by_data (self->about, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_BLANK_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->reader);
  g_clear_object (&self->file);
  g_clear_object (&self->actions);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_blank_dialog_parent_class)->dispose (object);
}

static void
crm_blank_dialog_finalize (GObject *object)
{
  CrmBlankDialog *self = CRM_BLANK_DIALOG (object);

  g_clear_pointer (&self->data, crm_form_data_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->sources);

  G_OBJECT_CLASS (crm_blank_dialog_parent_class)->finalize (object);
}

static void
crm_blank_dialog_class_init (CrmBlankDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_blank_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_blank_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-blank-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, split);
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, toggle);
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, save);
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, head);
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, about);
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmBlankDialog, pages);
}

static void
crm_blank_dialog_init (CrmBlankDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->sources = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "blank", G_ACTION_GROUP (self->actions));
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->save);
}

/**
 * crm_blank_dialog_new:
 * @workspace: where the file is
 * @file: its record, which hangs on another
 * @content: a PDF
 * @listed: "a(sssuassuub)", its fields
 *
 * Returns: (transfer floating): a dialog with every field filled in as far as is known
 */
AdwDialog *
crm_blank_dialog_new (CrmWorkspace *workspace, CrmRecord *file, GBytes *content, GVariant *listed)
{
  CrmBlankDialog *self = g_object_new (CRM_TYPE_BLANK_DIALOG, NULL);
  gint64 subject = crm_record_get_integer (file, "subject");

  self->workspace = g_object_ref (workspace);
  self->file = g_object_ref (file);
  self->reader = crm_pdf_reader_new (content);
  self->fields = crm_blank_read_fields (listed);
  self->data =
      crm_blank_dup_data (crm_workspace_get_reader (workspace), crm_subject_get_entity (subject),
                          crm_subject_get_id (subject), NULL);
  if (self->data == NULL)
    self->data = crm_form_data_new ();
  make_rows (self);
  show_sides (self);
  recall (self);
  crm_blank_dialog_draw (self);
  return ADW_DIALOG (self);
}
