/* Records that are part of another one. */
#include "config.h"

#include "crm-owned-list.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-record-dialog.h"
#include "crm-record-list.h"
#include "crm-record-page.h"

/* More are shown on a page of their own. */
#define MOST_ROWS 20

struct _CrmOwnedList {
  AdwPreferencesGroup parent_instance;

  CrmRecordForm *form; /* owned */
  CrmRelation relation;
  CrmRecordList *list; /* owned */
  GPtrArray *rows;     /* owned; of borrowed rows */
};

G_DEFINE_FINAL_TYPE (CrmOwnedList, crm_owned_list, ADW_TYPE_PREFERENCES_GROUP)

static CrmWorkspace *
get_workspace (CrmOwnedList *self)
{
  return crm_record_form_get_workspace (self->form);
}

static gboolean
is_writable (CrmOwnedList *self)
{
  return crm_store_is_writable (crm_workspace_get_store (get_workspace (self)));
}

static void
add_cb (CrmOwnedList *self)
{
  g_autoptr (CrmRecord) draft =
      crm_relation_make_draft (&self->relation, crm_record_form_get_record (self->form));
  CrmNewDialog *dialog = crm_new_dialog_new (get_workspace (self), self->relation.entity, draft);

  crm_new_dialog_set_stays (dialog, TRUE);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static gint64
get_id (GtkWidget *widget)
{
  return *(gint64 *) g_object_get_data (G_OBJECT (widget), "id");
}

static void
activated_cb (CrmOwnedList *self, GtkWidget *row)
{
  AdwDialog *dialog =
      crm_record_dialog_new (get_workspace (self), self->relation.entity, get_id (row));

  if (dialog != NULL)
    adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
remove_cb (CrmOwnedList *self, GtkWidget *button)
{
  gint64 id = get_id (button);
  crm_workspace_delete (get_workspace (self), self->relation.entity, &id, 1);
}

static void
show_all_cb (CrmOwnedList *self)
{
  g_autofree char *title = crm_relation_dup_title (&self->relation);
  crm_workspace_open_list (get_workspace (self), crm_record_list_get_query (self->list), title);
}

static void
set_id (GtkWidget *widget, gint64 id)
{
  g_object_set_data_full (G_OBJECT (widget), "id", g_memdup2 (&id, sizeof id), g_free);
}

static GtkWidget *
make_row (CrmOwnedList *self, CrmRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *facts = crm_record_dup_facts (record);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (record));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  set_id (row, crm_record_get_id (record));
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  if (is_writable (self)) {
    GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
    /* Translators: %s is the title of a record */
    g_autofree char *name = g_strdup_printf (_ ("Delete “%s”"), crm_record_get_title (record));
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_tooltip_text (button, name);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
    set_id (button, crm_record_get_id (record));
    g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  }
  return row;
}

static GtkWidget *
make_button_row (CrmOwnedList *self, const char *title, const char *icon, GCallback callback)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (row), icon);
  g_signal_connect_object (row, "activated", callback, self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_row (CrmOwnedList *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
show_records (CrmOwnedList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < MIN (n, MOST_ROWS); i++) {
    g_autoptr (CrmRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    if (record != NULL)
      add_row (self, make_row (self, record));
  }
  if (n > MOST_ROWS)
    add_row (self, make_button_row (self, _ ("Show All"), "view-list-symbolic",
                                    G_CALLBACK (show_all_cb)));
  if (is_writable (self))
    add_row (self, make_button_row (self, crm_entity_get_label_new (self->relation.entity),
                                    "list-add-symbolic", G_CALLBACK (add_cb)));
  /* What may be without this record is of use to few: it shows where there is some. */
  gtk_widget_set_visible (GTK_WIDGET (self),
                          n > 0 || (self->relation.field->flags & CRM_FIELD_REQUIRED) != 0);
}

static void read_records (CrmOwnedList *self);

static void
replaced_cb (CrmOwnedList *self)
{
  read_records (self);
}

static void
read_records (CrmOwnedList *self)
{
  g_autoptr (CrmQuery) query = crm_relation_make_query (
      &self->relation, crm_record_get_id (crm_record_form_get_record (self->form)));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  self->list = crm_record_list_new (crm_workspace_get_store (get_workspace (self)), query);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (show_records), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "replaced", G_CALLBACK (replaced_cb), self,
                           G_CONNECT_SWAPPED);
  show_records (self);
}

/* A record that changes without moving in the list is told of by the record itself. */
static void
store_changed_cb (CrmOwnedList *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, self->relation.entity))
    show_records (self);
}

static void
crm_owned_list_dispose (GObject *object)
{
  CrmOwnedList *self = CRM_OWNED_LIST (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->form);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_owned_list_parent_class)->dispose (object);
}

static void
crm_owned_list_class_init (CrmOwnedListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_owned_list_dispose;
}

static void
crm_owned_list_init (CrmOwnedList *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * crm_owned_list_new:
 * @form: of the record that owns them
 * @relation: which records
 *
 * Returns: (transfer floating): a boxed list of them, with a row to add one
 */
GtkWidget *
crm_owned_list_new (CrmRecordForm *form, const CrmRelation *relation)
{
  CrmOwnedList *self = g_object_new (CRM_TYPE_OWNED_LIST, NULL);
  g_autofree char *title = crm_relation_dup_title (relation);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  self->form = g_object_ref (form);
  self->relation = *relation;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), escaped);
  read_records (self);
  g_signal_connect_object (crm_workspace_get_store (get_workspace (self)), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return GTK_WIDGET (self);
}
