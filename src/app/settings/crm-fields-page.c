/* The page of the preferences for the users' own fields. */
#include "config.h"

#include "crm-fields-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-descriptions.h"
#include "crm-dictionary-page.h"
#include "crm-field-dialog.h"
#include "crm-order-row.h"

struct _CrmFieldsPage {
  AdwPreferencesPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  GPtrArray *entities;     /* CrmEntity; one a line of the row */
  GPtrArray *fields;       /* CrmRecord; owned; as shown */

  AdwComboRow *entity_row;
  AdwPreferencesGroup *list; /* NULL until shown */
};

G_DEFINE_FINAL_TYPE (CrmFieldsPage, crm_fields_page, ADW_TYPE_PREFERENCES_PAGE)

static const CrmEntity *
get_entity (CrmFieldsPage *self)
{
  return self->entities->pdata[adw_combo_row_get_selected (self->entity_row)];
}

static GPtrArray *
read_fields (CrmFieldsPage *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("custom_field"));
  CrmValue name = { .type = CRM_VALUE_TEXT, .text = (char *) get_entity (self)->name };
  g_autoptr (CrmQuery) own = crm_query_filter_values (all, "entity", CRM_OP_EQUAL, &name, 1);
  GPtrArray *fields =
      crm_query_fetch_all (own, crm_workspace_get_reader (self->workspace), -1, NULL);

  return fields != NULL ? fields : g_ptr_array_new_with_free_func (g_object_unref);
}

/* --- Callbacks */

/* A choice without values is no use: they are asked for next. */
static void
saved_cb (CrmFieldsPage *self, gint64 id)
{
  g_autoptr (CrmRecord) record = id != 0
                                     ? crm_record_load (crm_workspace_get_reader (self->workspace),
                                                        crm_entity_find ("custom_field"), id, NULL)
                                     : NULL;
  const CrmEntity *entity =
      record != NULL ? crm_entity_find (crm_record_get_text (record, "entity")) : NULL;
  const CrmField *field =
      entity != NULL ? crm_entity_field (entity, crm_record_get_text (record, "name")) : NULL;

  if (field != NULL && field->list != NULL)
    crm_dictionary_page_show (GTK_WIDGET (self), self->workspace, field->list);
}

static void
open_dialog (CrmFieldsPage *self, gint64 id)
{
  CrmFieldDialog *dialog = crm_field_dialog_new (self->workspace, get_entity (self), id);

  if (dialog == NULL)
    return;
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
add_cb (CrmFieldsPage *self)
{
  open_dialog (self, 0);
}

static void
activated_cb (CrmFieldsPage *self, AdwActionRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  open_dialog (self, *id);
}

static void
move_cb (gpointer owner, guint from, guint to)
{
  CrmFieldsPage *self = owner;
  CrmChange *change;
  gpointer moved;

  if (self->workspace == NULL || MAX (from, to) >= self->fields->len)
    return;
  moved = g_ptr_array_steal_index (self->fields, from);
  g_ptr_array_insert (self->fields, (int) to, moved);
  change = crm_workspace_begin (self->workspace, C_ ("change", "Order of fields"));
  for (guint i = 0; i < self->fields->len; i++)
    crm_change_set_integer (change, crm_entity_find ("custom_field"),
                            crm_record_get_id (self->fields->pdata[i]), "position", i + 1);
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}

/* --- Rows */

static GtkWidget *
create_row (CrmFieldsPage *self, guint i)
{
  CrmRecord *record = self->fields->pdata[i];
  int kind = crm_entity_field_index (crm_record_get_entity (record), "kind");
  g_autofree char *subtitle = crm_record_format (record, kind);
  GtkWidget *row = crm_order_row_new (crm_record_get_title (record), subtitle, i, self->fields->len,
                                      move_cb, self);
  gint64 id = crm_record_get_id (record);

  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_fields_cb (CrmFieldsPage *self)
{
  const CrmEntity *entity = get_entity (self);

  if (self->list != NULL)
    adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self), self->list);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = read_fields (self);
  self->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->list, crm_entity_get_label_plural (entity));
  if (self->fields->len == 0)
    adw_preferences_group_set_description (
        self->list,
        _ ("No fields of your own yet. What you add stands in forms, lists, filters, imports and "
           "printed forms at once."));
  for (guint i = 0; i < self->fields->len; i++)
    adw_preferences_group_add (self->list, create_row (self, i));
  adw_preferences_group_add (self->list, crm_button_row_new (_ ("_Add Field…"), "list-add-symbolic",
                                                             G_CALLBACK (add_cb), self));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->list);
}

static void
store_changed_cb (CrmFieldsPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("custom_field")))
    show_fields_cb (self);
}

static void
crm_fields_page_dispose (GObject *object)
{
  CrmFieldsPage *self = CRM_FIELDS_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->entities, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_fields_page_parent_class)->dispose (object);
}

static void
crm_fields_page_class_init (CrmFieldsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_fields_page_dispose;
}

static void
crm_fields_page_init (CrmFieldsPage *self)
{
  self->entities = g_ptr_array_new ();
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), C_ ("preferences", "Fields"));
}

static void
append_choice (CrmFieldsPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *group = adw_preferences_group_new ();
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    if (crm_entity_is_extensible (entities[i])) {
      g_ptr_array_add (self->entities, (gpointer) entities[i]);
      gtk_string_list_append (names, crm_entity_get_label_plural (entities[i]));
    }
  self->entity_row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entity_row), _ ("Fields of"));
  adw_combo_row_set_model (self->entity_row, G_LIST_MODEL (names));
  for (guint i = 0; i < self->entities->len; i++)
    if (self->entities->pdata[i] == crm_entity_find ("company"))
      adw_combo_row_set_selected (self->entity_row, i);
  g_signal_connect_object (self->entity_row, "notify::selected", G_CALLBACK (show_fields_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->entity_row));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (group));
}

/**
 * crm_fields_page_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the page
 */
CrmFieldsPage *
crm_fields_page_new (CrmWorkspace *workspace)
{
  CrmFieldsPage *self = g_object_new (CRM_TYPE_FIELDS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  append_choice (self);
  show_fields_cb (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
