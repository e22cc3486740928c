/* The gates of one stage. */
#include "config.h"

#include "crm-gate-group.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-gate.h"
#include "crm-order-row.h"

struct _CrmGateGroup {
  AdwPreferencesGroup parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 stage;
  GPtrArray *rows; /* owned; of borrowed rows */
};

G_DEFINE_FINAL_TYPE (CrmGateGroup, crm_gate_group, ADW_TYPE_PREFERENCES_GROUP)

static void
add_cb (CrmGateGroup *self)
{
  adw_dialog_present (crm_gate_dialog_new (self->workspace, self->stage), GTK_WIDGET (self));
}

static void
remove_cb (CrmGateGroup *self, GtkWidget *button)
{
  gint64 id = *(gint64 *) g_object_get_data (G_OBJECT (button), "id");
  crm_workspace_delete (self->workspace, crm_entity_find ("gate"), &id, 1);
}

static void
add_row (CrmGateGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* Named anew, for the one who looks: the record is called as the one who made it reads. */
static GtkWidget *
create_row (CrmGateGroup *self, CrmRecord *gate)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = crm_gate_dup_name (crm_record_get_text (gate, "field"),
                                              crm_record_get_text (gate, "document"),
                                              crm_record_get_text (gate, "status"));
  /* Translators: %s is the title of a record */
  g_autofree char *name = g_strdup_printf (_ ("Delete “%s”"), title);
  gint64 id = crm_record_get_id (gate);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_gates (CrmGateGroup *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("gate"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "stage", CRM_OP_EQUAL, self->stage);
  g_autoptr (CrmQuery) query = crm_query_sort (own, "id", FALSE, NULL);
  g_autoptr (GPtrArray) gates =
      crm_query_fetch_all (query, crm_workspace_get_reader (self->workspace), -1, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; gates != NULL && i < gates->len; i++)
    add_row (self, create_row (self, gates->pdata[i]));
  if (crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    add_row (self, crm_button_row_new (_ ("Ask for _More…"), "list-add-symbolic",
                                       G_CALLBACK (add_cb), self));
}

static void
store_changed_cb (CrmGateGroup *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("gate")))
    show_gates (self);
}

static void
crm_gate_group_dispose (GObject *object)
{
  CrmGateGroup *self = CRM_GATE_GROUP (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_gate_group_parent_class)->dispose (object);
}

static void
crm_gate_group_class_init (CrmGateGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_gate_group_dispose;
}

static void
crm_gate_group_init (CrmGateGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * crm_gate_group_new:
 * @workspace: an open company file
 * @stage: whose gates
 *
 * Returns: (transfer floating): a boxed list of them, with a row to add one
 */
GtkWidget *
crm_gate_group_new (CrmWorkspace *workspace, gint64 stage)
{
  CrmGateGroup *self =
      g_object_new (CRM_TYPE_GATE_GROUP, "title", _ ("Asked for on Entering"), "description",
                    _ ("A deal comes to this stage only with all of this."), NULL);

  self->workspace = g_object_ref (workspace);
  self->stage = stage;
  show_gates (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
