/* Saves a list as a view: as the one that is open, or under a name that is asked for. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-list-views-private.h"

#include "crm-alert.h"

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("saved_view");
}

static void
set_text_value (CrmRecord *record, const char *field, const char *text)
{
  if (text != NULL && text[0] != '\0')
    crm_record_set_text (record, field, text);
  else
    crm_record_clear_field (record, field);
}

void
crm_list_page_save_view (CrmListPage *self)
{
  g_autofree char *label =
      g_strdup_printf (_ ("Save view “%s”"), crm_record_get_title (self->view));
  g_autofree char *query = crm_list_page_dup_view_query (self);
  g_autofree char *columns = crm_columns_to_text (self->columns, TRUE);
  CrmChange *change = crm_workspace_begin (self->workspace, label);
  gint64 id = crm_record_get_id (self->view);

  crm_change_set_text (change, get_entity (), id, "query", query);
  crm_change_set_text (change, get_entity (), id, "columns", columns);
  crm_change_set_text (change, get_entity (), id, "grouped_by",
                       self->grouping != NULL ? crm_grouping_get_text (self->grouping) : NULL);
  crm_workspace_commit_and_say (self->workspace, change, _ ("View saved"));
  crm_list_page_remember_state (self);
  crm_list_page_show_view (self);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmListPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (self->workspace == NULL)
    return; /* the page is gone; the store has it all the same */
  id = crm_workspace_commit_finish (self->workspace, result, &error);
  if (id < 0) {
    crm_workspace_report (self->workspace, _ ("The view could not be saved"), error);
    return;
  }
  crm_list_page_read_views (self);
  g_set_object (&self->view, crm_list_page_find_view (self, id));
  crm_list_page_remember_state (self);
  crm_list_page_show_view (self);
  crm_workspace_say_done (self->workspace, _ ("View saved"));
}

static void
add (CrmListPage *self, const char *name, gboolean shared)
{
  g_autofree char *label = g_strdup_printf (_ ("Save view “%s”"), name);
  g_autofree char *query = crm_list_page_dup_view_query (self);
  g_autofree char *columns = crm_columns_to_text (self->columns, TRUE);
  g_autoptr (CrmRecord) view = crm_record_new (get_entity ());
  CrmChange *change = crm_workspace_begin (self->workspace, label);
  gint64 me = crm_workspace_get_me (self->workspace);

  crm_record_set_text (view, "name", name);
  crm_record_set_text (view, "entity", self->memory);
  set_text_value (view, "query", query);
  set_text_value (view, "columns", columns);
  set_text_value (view, "grouped_by",
                  self->grouping != NULL ? crm_grouping_get_text (self->grouping) : NULL);
  if (!shared && me != 0)
    crm_record_set_integer (view, "owner", me);
  crm_change_add (change, view);
  crm_workspace_commit (self->workspace, change, added_cb, g_object_ref (self));
}

/* --- The dialog that asks for a name */

typedef struct {
  CrmListPage *page; /* owned */
  gint64 id;         /* of the view that gets another name; 0: of a new one */
  GtkEditable *name;
  AdwSwitchRow *shared; /* NULL: is not asked */
} Naming;

static void
free_naming (gpointer data)
{
  Naming *naming = data;
  g_object_unref (naming->page);
  g_free (naming);
}

static char *
dup_typed (Naming *naming)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (naming->name)));
}

static void
typed_cb (GtkEditable *editable, AdwAlertDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (editable)));
  adw_alert_dialog_set_response_enabled (dialog, "save", name[0] != '\0');
}

static void
named_cb (AdwAlertDialog *dialog, const char *response, Naming *naming)
{
  CrmListPage *self = naming->page;
  g_autofree char *name = dup_typed (naming);
  CrmChange *change;

  if (g_strcmp0 (response, "save") != 0 || name[0] == '\0' || self->workspace == NULL)
    return;
  if (naming->id == 0) {
    add (self, name, naming->shared == NULL || adw_switch_row_get_active (naming->shared));
    return;
  }
  change = crm_workspace_begin (self->workspace, _ ("Rename view"));
  crm_change_set_text (change, get_entity (), naming->id, "name", name);
  crm_workspace_commit_and_say (self->workspace, change, _ ("View renamed"));
}

static void
activated_cb (GtkWidget *row, AdwAlertDialog *dialog)
{
  if (!adw_alert_dialog_get_response_enabled (dialog, "save"))
    return;
  g_signal_emit_by_name (dialog, "response", "save");
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

void
crm_list_page_name_view (CrmListPage *self, gint64 id, const char *name)
{
  AdwDialog *dialog = crm_alert_new (id == 0 ? _ ("Save View") : _ ("Rename View"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_entry_row_new ();
  Naming *naming = g_new0 (Naming, 1);

  naming->page = g_object_ref (self);
  naming->id = id;
  naming->name = GTK_EDITABLE (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Name"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  if (id == 0 && crm_workspace_get_me (self->workspace) != 0) {
    naming->shared = ADW_SWITCH_ROW (adw_switch_row_new ());
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (naming->shared), _ ("For everyone"));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (naming->shared));
  }
  adw_alert_dialog_set_extra_child (alert, group);
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "save");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect (row, "changed", G_CALLBACK (typed_cb), dialog);
  g_signal_connect (row, "entry-activated", G_CALLBACK (activated_cb), dialog);
  g_signal_connect_data (dialog, "response", G_CALLBACK (named_cb), naming,
                         (GClosureNotify) (void (*) (void)) free_naming, 0);
  gtk_editable_set_text (GTK_EDITABLE (row), name);
  typed_cb (GTK_EDITABLE (row), alert);
  adw_dialog_present (dialog, GTK_WIDGET (self));
  gtk_widget_grab_focus (row);
}
