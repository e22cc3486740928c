/* What was won this month against the plan. */
#include "config.h"

#include "crm-today-plan.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-currency.h"
#include "crm-date.h"
#include "crm-field-row.h"
#include "crm-latest.h"
#include "crm-money-text.h"
#include "crm-record-form.h"

struct _CrmTodayPlan {
  AdwBin parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmQuery *won;           /* owned; NULL until set */
  GPtrArray *persons;      /* owned; CrmRecord */
  GCancellable *reading;   /* owned */

  AdwActionRow *row;
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (CrmTodayPlan, crm_today_plan, ADW_TYPE_BIN)

typedef struct {
  CrmTodayPlan *self;        /* owned */
  CrmQuery *won;             /* owned */
  GArray *groups;            /* owned */
  GCancellable *cancellable; /* owned */
} Reading;

static const CrmEntity *
people (void)
{
  return crm_entity_find ("person");
}

static gint64
get_first_day (gint64 today)
{
  int year, month, day;

  crm_date_to_ymd (today, &year, &month, &day);
  return crm_date_from_ymd (year, month, 1);
}

/* --- Showing */

/* The plans as they are in the file now. */
static gint64
read_plan (CrmTodayPlan *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  gint64 plan = 0;

  for (guint i = 0; self->persons != NULL && i < self->persons->len; i++) {
    g_autoptr (CrmRecord) person =
        crm_record_load (reader, people (), crm_record_get_id (self->persons->pdata[i]), NULL);
    gint64 own = person != NULL ? crm_record_get_integer (person, "month_plan") : 0;
    if (own > 0 && own < G_MAXINT64 - plan)
      plan += own;
  }
  return plan;
}

static void
show (CrmTodayPlan *self, GArray *groups)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  const char *currency = crm_workspace_get_currency (self->workspace);
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
  g_autofree char *won = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  gint64 plan = read_plan (self);
  gint64 count = 0;
  gint64 sum = 0;
  gboolean converted;

  for (guint i = 0; i < groups->len; i++) {
    const CrmGroup *group = &g_array_index (groups, CrmGroup, i);
    count += group->count;
    crm_money_text_add (amounts, group->group.type == CRM_VALUE_TEXT ? group->group.text : NULL,
                        group->sum);
  }
  won = crm_money_text_new (self->workspace, amounts, " + ", &parts);
  if (*won == '\0') {
    g_free (won);
    won = crm_money_format (0, currency, crm_number_style_local ());
  }
  if (plan > 0) {
    g_autofree char *planned = crm_money_format (plan, currency, crm_number_style_local ());
    /* Translators: money that was won, and the plan of the month: "12 000 € of 40 000 €" */
    title = g_strdup_printf (_ ("%s of %s"), won, planned);
  }
  subtitle = g_strdup_printf (
      ngettext ("%d deal won this month", "%d deals won this month", (gulong) count),
      (int) MIN (count, G_MAXINT));
  if (plan > 0 && crm_currency_sum (reader, amounts, crm_workspace_get_today (self->workspace),
                                    &sum, &converted, NULL)) {
    double part = (double) sum / (double) plan;
    g_autofree char *percent = g_strdup_printf (_ ("%d %%"), (int) CLAMP (part * 100, 0, 100000));
    g_autofree char *both = g_strdup_printf ("%s · %s", percent, subtitle);
    g_set_str (&subtitle, both);
    gtk_progress_bar_set_fraction (self->bar, CLAMP (part, 0, 1));
  } else if (plan == 0) {
    g_autofree char *both = g_strdup_printf ("%s · %s", subtitle, _ ("no plan is set"));
    g_set_str (&subtitle, both);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->bar), plan > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), title != NULL ? title : won);
  adw_action_row_set_subtitle (self->row, subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->row), parts);
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->groups =
      crm_query_read_groups (reading->won, database, "currency", NULL, "value", error);
  return reading->groups != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmTodayPlan) self = reading->self;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  /* The file may have been closed since. */
  if (done && self->reading == reading->cancellable &&
      crm_workspace_get_reader (self->workspace) != NULL)
    show (self, reading->groups);
  crm_query_unref (reading->won);
  g_clear_pointer (&reading->groups, g_array_unref);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static void
refresh (CrmTodayPlan *self)
{
  Reading *reading;

  if (self->won == NULL)
    return;
  crm_latest_begin (&self->reading);
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->won = crm_query_ref (self->won);
  reading->cancellable = g_object_ref (self->reading);
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

static void
store_changed_cb (CrmTodayPlan *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, people ()) ||
      crm_announcement_touches (announcement, crm_entity_find ("deal")) ||
      crm_announcement_touches (announcement, crm_entity_find ("rate")))
    refresh (self);
}

/* --- Going on */

static void
open_cb (CrmTodayPlan *self)
{
  crm_workspace_open_list (self->workspace, self->won, _ ("Won This Month"));
}

static void
closed_cb (CrmRecordForm *form)
{
  crm_record_form_flush (form);
}

/* The plan of each whose deals are shown. */
static void
set_cb (CrmTodayPlan *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < self->persons->len; i++) {
    g_autoptr (CrmRecord) person =
        crm_record_load (reader, people (), crm_record_get_id (self->persons->pdata[i]), NULL);
    g_autoptr (CrmRecordForm) form = NULL;
    GtkWidget *row;
    if (person == NULL)
      continue;
    form = crm_record_form_new (self->workspace, person);
    row = crm_field_row_new (form, crm_entity_field_index (people (), "month_plan"));
    crm_field_row_set_caption (CRM_FIELD_ROW (row), crm_record_get_title (person));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_cb), form, G_CONNECT_SWAPPED);
  }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, crm_field_get_label (crm_entity_field (people (), "month_plan")));
  adw_dialog_set_content_width (dialog, 420);
  adw_dialog_set_content_height (dialog, 320);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
crm_today_plan_dispose (GObject *object)
{
  CrmTodayPlan *self = CRM_TODAY_PLAN (object);

  crm_latest_stop (&self->reading);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->won, crm_query_unref);
  g_clear_pointer (&self->persons, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_today_plan_parent_class)->dispose (object);
}

static void
crm_today_plan_class_init (CrmTodayPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_today_plan_dispose;
}

static void
crm_today_plan_init (CrmTodayPlan *self)
{
}

static void
make_card (CrmTodayPlan *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *set = gtk_button_new_from_icon_name ("document-edit-symbolic");

  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Plan of the Month"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->bar), "funnel-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Plan of the Month"), -1);
  adw_action_row_add_suffix (self->row, GTK_WIDGET (self->bar));
  gtk_widget_set_valign (set, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (set, "flat");
  gtk_widget_set_tooltip_text (set, _ ("Set the Plan"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (set), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Set the Plan"), -1);
  gtk_widget_set_visible (set, crm_store_is_writable (crm_workspace_get_store (self->workspace)));
  adw_action_row_add_suffix (self->row, set);
  g_signal_connect_object (self->row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (set, "clicked", G_CALLBACK (set_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->row));
  adw_bin_set_child (ADW_BIN (self), group);
}

/**
 * crm_today_plan_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): a card about nobody's deals yet
 */
GtkWidget *
crm_today_plan_new (CrmWorkspace *workspace)
{
  CrmTodayPlan *self = g_object_new (CRM_TYPE_TODAY_PLAN, NULL);

  self->workspace = g_object_ref (workspace);
  make_card (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * crm_today_plan_set:
 * @self: a card
 * @deals: those of @persons, whatever their stage
 * @persons: (element-type CrmRecord): whose plans are added up
 */
void
crm_today_plan_set (CrmTodayPlan *self, CrmQuery *deals, GPtrArray *persons)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) won =
      crm_query_filter_expression (deals, "stage.outcome = won", NULL, &error);

  g_assert_no_error (error);
  g_clear_pointer (&self->won, crm_query_unref);
  self->won = crm_query_filter_integer (won, "closed", CRM_OP_GREATER_EQUAL,
                                        get_first_day (crm_workspace_get_today (self->workspace)));
  g_clear_pointer (&self->persons, g_ptr_array_unref);
  self->persons = g_ptr_array_ref (persons);
  refresh (self);
}
