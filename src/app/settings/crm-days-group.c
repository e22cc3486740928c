/* Preferences: days on which the company is free, or works, other than its country does. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-hours-group.h"
#include "crm-order-row.h"
#include "crm-record-page.h"

/* Those of long ago are of no more use in a list. */
#define MOST_SHOWN 60

struct _CrmDaysGroup {
  AdwPreferencesGroup parent_instance;

  CrmWorkspace *workspace; /* owned */
  GPtrArray *rows;         /* owned; of borrowed rows */
  gboolean removing;       /* the row at @removed takes the focus with it */
  guint removed;
};

G_DEFINE_FINAL_TYPE (CrmDaysGroup, crm_days_group, ADW_TYPE_PREFERENCES_GROUP)

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("own_day");
}

static void
add_cb (CrmDaysGroup *self)
{
  CrmNewDialog *dialog = crm_new_dialog_new (self->workspace, get_entity (), NULL);

  crm_new_dialog_set_stays (dialog, TRUE);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
remove_cb (CrmDaysGroup *self, GtkWidget *button)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  self->removing = g_ptr_array_find (
      self->rows, gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW), &self->removed);
  crm_workspace_delete (self->workspace, get_entity (), id, 1);
}

static GtkWidget *
create_row (CrmDaysGroup *self, CrmRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *date =
      crm_record_format (record, crm_entity_field_index (get_entity (), "date"));
  g_autofree char *day = crm_record_format (record, crm_entity_field_index (get_entity (), "day"));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", date, day);
  /* Translators: %s is the title of a record */
  g_autofree char *name = g_strdup_printf (_ ("Delete “%s”"), crm_record_get_title (record));
  gint64 id = crm_record_get_id (record);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (record));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button,
                            crm_store_is_writable (crm_workspace_get_store (self->workspace)));
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
add_row (CrmDaysGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
fill (CrmDaysGroup *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (get_entity ());
  g_autoptr (CrmQuery) latest = crm_query_sort (all, "date", TRUE, NULL);
  g_autoptr (GPtrArray) days =
      crm_query_fetch_all (latest, crm_workspace_get_reader (self->workspace), MOST_SHOWN, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; days != NULL && i < days->len; i++)
    add_row (self, create_row (self, days->pdata[i]));
  if (crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    add_row (self, crm_button_row_new (_ ("_Add a Day…"), "list-add-symbolic", G_CALLBACK (add_cb),
                                       self));
  if (self->removing && self->rows->len > 0)
    gtk_widget_grab_focus (self->rows->pdata[MIN (self->removed, self->rows->len - 1)]);
  self->removing = FALSE;
}

static void
store_changed_cb (CrmDaysGroup *self, CrmAnnouncement *announcement)
{
  if (self->workspace != NULL && crm_announcement_touches (announcement, get_entity ()))
    fill (self);
}

static void
crm_days_group_dispose (GObject *object)
{
  CrmDaysGroup *self = CRM_DAYS_GROUP (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_days_group_parent_class)->dispose (object);
}

static void
crm_days_group_class_init (CrmDaysGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_days_group_dispose;
}

static void
crm_days_group_init (CrmDaysGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * crm_days_group_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the list of its own days, that follows the file
 */
GtkWidget *
crm_days_group_new (CrmWorkspace *workspace)
{
  CrmDaysGroup *self = g_object_new (CRM_TYPE_DAYS_GROUP, NULL);

  self->workspace = g_object_ref (workspace);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Days of Our Own"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      _ ("Free, worked or shorter, other than the holidays of the country"));
  fill (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
