/* Records that are part of another one. */
#include "config.h"

#include "crm-owned-list.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-part-row.h"
#include "crm-record-dialog.h"
#include "crm-record-list.h"

/* More are shown on a page of their own. */
#define MOST_ROWS 20

struct _CrmOwnedList {
  AdwPreferencesGroup parent_instance;

  CrmRecordForm *form; /* owned */
  CrmRelation relation;
  CrmRecordList *list;         /* owned */
  GPtrArray *rows;             /* owned; of borrowed rows */
  CrmOwnedListPrepare prepare; /* NULL: nothing more */
  gboolean steady;             /* seen where there is nothing in it */
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
  CrmRecord *whole = crm_record_form_get_record (self->form);
  g_autoptr (CrmRecord) draft = crm_relation_make_draft (&self->relation, whole);

  if (self->prepare != NULL)
    self->prepare (draft, whole);
  crm_part_add_draft (GTK_WIDGET (self), get_workspace (self), draft);
}

static void
activated_cb (CrmOwnedList *self, GtkWidget *row)
{
  AdwDialog *dialog = crm_record_dialog_new (get_workspace (self), self->relation.entity,
                                             crm_record_get_id (crm_part_row_get_record (row)));

  if (dialog != NULL)
    adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
remove_cb (CrmOwnedList *self, GtkWidget *button)
{
  gint64 id = crm_record_get_id (crm_part_row_get_record (button));
  crm_workspace_delete (get_workspace (self), self->relation.entity, &id, 1);
}

static void
show_all_cb (CrmOwnedList *self)
{
  g_autofree char *title = crm_relation_dup_title (&self->relation);
  crm_workspace_open_list (get_workspace (self), crm_record_list_get_query (self->list), title);
}

static GtkWidget *
make_row (CrmOwnedList *self, CrmRecord *record)
{
  g_autofree char *facts =
      crm_record_dup_facts_within (record, crm_record_form_get_record (self->form));

  return crm_part_row_new (record, facts, G_CALLBACK (activated_cb),
                           is_writable (self) ? G_CALLBACK (remove_cb) : NULL, self);
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
    add_row (self, crm_part_row_new_button (_ ("Show All"), "view-list-symbolic",
                                            G_CALLBACK (show_all_cb), self));
  if (is_writable (self))
    add_row (self, crm_part_row_new_button (crm_entity_get_label_new (self->relation.entity),
                                            "list-add-symbolic", G_CALLBACK (add_cb), self));
  /* What may be without this record is of use to few: it shows where there is some. */
  gtk_widget_set_visible (GTK_WIDGET (self),
                          n > 0 || self->steady ||
                              (self->relation.field->flags & CRM_FIELD_REQUIRED) != 0);
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

void
crm_owned_list_set_prepare (CrmOwnedList *self, CrmOwnedListPrepare prepare)
{
  self->prepare = prepare;
}

void
crm_owned_list_set_steady (CrmOwnedList *self, gboolean steady)
{
  self->steady = steady;
  show_records (self);
}
