/* How a client pays, in one row that leads to the papers. */
#include "config.h"

#include "crm-payment-habit-group.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-date.h"
#include "crm-latest.h"
#include "crm-payment-habit.h"

/* Several things are told of one payment. */
#define CALM_MS 150

struct _CrmPaymentHabitGroup {
  AdwPreferencesGroup parent_instance;

  CrmRecordForm *form;       /* owned */
  GCancellable *cancellable; /* owned; NULL while nothing is read */
  guint calm;
  AdwActionRow *row;
};

G_DEFINE_FINAL_TYPE (CrmPaymentHabitGroup, crm_payment_habit_group, ADW_TYPE_PREFERENCES_GROUP)

typedef struct {
  CrmPaymentHabitGroup *group; /* owned */
  GCancellable *cancellable;   /* owned */
  gint64 company;
  gint64 today;
  CrmPaymentHabit habit;
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  return crm_payment_habit_read (database, reading->company, reading->today, &reading->habit,
                                 error);
}

static void
show (CrmPaymentHabitGroup *self, const CrmPaymentHabit *habit)
{
  g_autofree char *text = crm_payment_habit_dup_text (habit);
  g_autofree char *details = crm_payment_habit_dup_details (habit);

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text == NULL)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), text);
  adw_action_row_set_subtitle (self->row, details);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmPaymentHabitGroup) self = reading->group;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (self->form != NULL && self->cancellable == reading->cancellable) {
    g_clear_object (&self->cancellable);
    /* Where the file cannot be read the page says so. */
    if (done)
      show (self, &reading->habit);
  }
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static void
ask (CrmPaymentHabitGroup *self)
{
  CrmWorkspace *workspace = crm_record_form_get_workspace (self->form);
  Reading *reading = g_new0 (Reading, 1);

  crm_latest_begin (&self->cancellable);
  reading->group = g_object_ref (self);
  reading->cancellable = g_object_ref (self->cancellable);
  reading->company = crm_record_get_id (crm_record_form_get_record (self->form));
  reading->today = crm_workspace_get_today (workspace);
  crm_store_read_async (crm_workspace_get_store (workspace), read_func, reading, NULL,
                        self->cancellable, read_cb, reading);
}

static void
calm_cb (gpointer data)
{
  CrmPaymentHabitGroup *self = data;

  self->calm = 0;
  ask (self);
}

static void
store_changed_cb (CrmPaymentHabitGroup *self, CrmAnnouncement *announcement)
{
  if (self->calm == 0 && (crm_announcement_touches (announcement, crm_entity_find ("payment")) ||
                          crm_announcement_touches (announcement, crm_entity_find ("document"))))
    self->calm = g_timeout_add_once (CALM_MS, calm_cb, self);
}

/* What asked for money by a day, the latest first. */
static void
activated_cb (CrmPaymentHabitGroup *self)
{
  CrmRecord *company = crm_record_form_get_record (self->form);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) own =
      crm_query_filter_integer (all, "company", CRM_OP_EQUAL, crm_record_get_id (company));
  g_autoptr (CrmQuery) promised =
      crm_query_filter (own, "due_date", CRM_OP_NOT_EMPTY, NULL, NULL, NULL);
  g_autoptr (CrmQuery) sorted = crm_query_sort (promised, "due_date", TRUE, NULL);
  g_autofree char *title =
      /* Translators: a kind of records and the record they belong to, as "Contacts: Orion" */
      g_strdup_printf (C_ ("list title", "%s: %s"),
                       crm_entity_get_label_plural (crm_entity_find ("document")),
                       crm_record_get_title (company));

  crm_workspace_open_list (crm_record_form_get_workspace (self->form), sorted, title);
}

static void
crm_payment_habit_group_dispose (GObject *object)
{
  CrmPaymentHabitGroup *self = CRM_PAYMENT_HABIT_GROUP (object);

  g_clear_handle_id (&self->calm, g_source_remove);
  crm_latest_stop (&self->cancellable);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (crm_payment_habit_group_parent_class)->dispose (object);
}

static void
crm_payment_habit_group_class_init (CrmPaymentHabitGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_payment_habit_group_dispose;
}

static void
crm_payment_habit_group_init (CrmPaymentHabitGroup *self)
{
  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_action_row_add_suffix (self->row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), TRUE);
  g_signal_connect_object (self->row, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("How They Pay"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->row));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * crm_payment_habit_group_new:
 * @form: of a company
 *
 * Returns: (transfer floating): a boxed list that follows the file
 */
GtkWidget *
crm_payment_habit_group_new (CrmRecordForm *form)
{
  CrmPaymentHabitGroup *self = g_object_new (CRM_TYPE_PAYMENT_HABIT_GROUP, NULL);

  self->form = g_object_ref (form);
  g_signal_connect_object (crm_workspace_get_store (crm_record_form_get_workspace (form)),
                           "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  ask (self);
  return GTK_WIDGET (self);
}
