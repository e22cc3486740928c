/* "Why?" beside values that a rule set. */
#include "config.h"

#include "crm-why-button.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-field-row.h"
#include "crm-latest.h"
#include "crm-open-button.h"
#include "crm-why.h"

#define WIDEST 40

/* --- The answer */

static void
add_way (GtkWidget *box, CrmWorkspace *workspace, const char *text, const char *entity, gint64 id)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  crm_open_button_set (button, workspace, entity, id);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDEST);
  gtk_widget_add_css_class (label, style);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_ways (GtkWidget *box, CrmWorkspace *workspace, const CrmWhy *why)
{
  g_autofree char *task = why->activity != 0
                              ? crm_reference_title (crm_workspace_get_reader (workspace),
                                                     crm_entity_find ("activity"), why->activity)
                              : NULL;

  if (task != NULL) {
    /* Translators: %s is a task */
    g_autofree char *text = g_strdup_printf (_ ("Open the Task “%s”"), task);
    add_way (box, workspace, text, "activity", why->activity);
  }
  if (why->outcome != 0)
    add_way (box, workspace, _ ("Show in the Process"), "outcome", why->outcome);
  else if (why->process != 0)
    add_way (box, workspace, _ ("Show in the Process"), "process", why->process);
}

static void
create_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  CrmFieldRow *row = user_data;
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));
  CrmWorkspace *workspace = crm_field_row_get_workspace (row);
  const CrmField *field = crm_field_row_get_description (row);
  g_autoptr (CrmWhy) why =
      crm_why_read (crm_workspace_get_reader (workspace), crm_record_get_entity (record),
                    crm_record_get_id (record), field, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *history = gtk_button_new_with_label (_ ("History of This Field"));
  GtkWidget *popover = gtk_popover_new ();

  gtk_widget_set_margin_top (box, 6);
  if (why != NULL) {
    g_autofree char *when = crm_moment_format (why->moment, NULL);
    g_autofree char *who = why->person_name != NULL
                               ? g_strdup_printf ("%s · %s", when, why->person_name)
                               : g_strdup (when);
    add_label (box, why->rule, "heading");
    add_label (box, who, "dimmed");
    add_ways (box, workspace, why);
  } else
    add_label (box, _ ("It was set by hand since"), "dimmed");
  gtk_widget_add_css_class (history, "flat");
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (history)), GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (history), "record.field-history");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (history), "s", field->name);
  gtk_box_append (GTK_BOX (box), history);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
make_button (CrmFieldRow *row)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name = g_strdup_printf (
      /* Translators: asks why a field has its value; %s is the name of the field */
      _ ("Why? %s"), crm_field_get_label (crm_field_row_get_description (row)));

  /* A child instead of a label: it has no arrow. */
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), gtk_label_new (_ ("Why?")));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup_cb, row, NULL);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "why");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("A rule set this value"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

/* --- Which rows have one */

typedef struct {
  GCancellable *reading; /* owned; NULL when nothing is read */
} Watch;

typedef struct {
  GtkWidget *root; /* owned */
  GCancellable *cancellable;
  const CrmEntity *entity;
  gint64 id;
  CrmFields fields;
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  return crm_why_find_fields (database, reading->entity, reading->id, &reading->fields, error);
}

static void
mark_rows (GtkWidget *widget, CrmFields fields)
{
  if (CRM_IS_FIELD_ROW (widget)) {
    CrmFieldRow *row = CRM_FIELD_ROW (widget);
    gboolean ruled = crm_fields_has (fields, crm_field_row_get_field (row));
    if (ruled != (crm_field_row_get_beside (row) != NULL))
      crm_field_row_set_beside (row, ruled ? make_button (row) : NULL);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mark_rows (child, fields);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  Watch *watch = g_object_get_data (G_OBJECT (reading->root), "crm-why");

  if (crm_store_read_finish (CRM_STORE (source), result, NULL) && watch != NULL &&
      watch->reading == reading->cancellable) {
    mark_rows (reading->root, reading->fields);
    g_clear_object (&watch->reading);
  }
  g_object_unref (reading->cancellable);
  g_object_unref (reading->root);
  g_free (reading);
}

static void
refreshed_cb (GtkWidget *root, CrmRecordForm *form)
{
  Watch *watch = g_object_get_data (G_OBJECT (root), "crm-why");
  Reading *reading;

  if (watch == NULL)
    return;
  crm_latest_begin (&watch->reading);
  reading = g_new0 (Reading, 1);
  reading->root = g_object_ref (root);
  reading->cancellable = g_object_ref (watch->reading);
  reading->entity = crm_record_form_get_entity (form);
  reading->id = crm_record_get_id (crm_record_form_get_record (form));
  crm_store_read_async (crm_workspace_get_store (crm_record_form_get_workspace (form)), read_func,
                        reading, NULL, watch->reading, read_cb, reading);
}

static void
free_watch (gpointer data)
{
  Watch *watch = data;

  crm_latest_stop (&watch->reading);
  g_free (watch);
}

/**
 * crm_why_buttons_attach:
 * @form: of a record that is stored
 * @root: its rows are below it
 */
void
crm_why_buttons_attach (CrmRecordForm *form, GtkWidget *root)
{
  Watch *watch = g_new0 (Watch, 1);

  g_object_set_data_full (G_OBJECT (root), "crm-why", watch, free_watch);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), root,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  refreshed_cb (root, form);
}
