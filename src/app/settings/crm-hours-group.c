/* Preferences: the hours in which the company works, a row a weekday. */
#include "config.h"

#include "crm-hours-group.h"

#include <glib/gi18n.h>

#include "crm-half-hours.h"
#include "crm-working-time.h"

/* A day may end at midnight. */
#define N_STEPS (CRM_HALF_HOURS_A_DAY + 1)

/* A weekday that is being edited. */
typedef struct {
  CrmWorkspace *workspace; /* owned */
  int weekday;
  AdwExpanderRow *row; /* borrowed: they live as long as each other */
  AdwComboRow *from;
  AdwComboRow *to;
} Day;

static const char *const weekdays[] = {
  N_ ("Monday"), N_ ("Tuesday"),  N_ ("Wednesday"), N_ ("Thursday"),
  N_ ("Friday"), N_ ("Saturday"), N_ ("Sunday"),
};

static void
day_free (gpointer data)
{
  Day *day = data;

  g_object_unref (day->workspace);
  g_free (day);
}

static void
show_hours (Day *day)
{
  guint from = adw_combo_row_get_selected (day->from) * CRM_HALF_HOUR;
  guint to = adw_combo_row_get_selected (day->to) * CRM_HALF_HOUR;
  g_autofree char *hours =
      g_strdup_printf ("%u:%02u–%u:%02u", from / 60, from % 60, to / 60, to % 60);

  adw_expander_row_set_subtitle (
      day->row, adw_expander_row_get_enable_expansion (day->row) ? hours : _ ("Free"));
}

typedef struct {
  CrmWorkspace *workspace; /* owned */
  int weekday, from, to;
} Hours;

static gboolean
set_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Hours *hours = data;

  return crm_working_time_set_hours (database, hours->weekday, hours->from, hours->to, error);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Hours *hours = user_data;
  g_autoptr (CrmWorkspace) workspace = hours->workspace;
  g_autoptr (GError) error = NULL;

  g_free (hours);
  if (!crm_store_write_finish (CRM_STORE (source), result, &error))
    crm_workspace_report (workspace, _ ("This could not be saved"), error);
}

static void
changed_cb (Day *day)
{
  gboolean works = adw_expander_row_get_enable_expansion (day->row);
  int from = (int) adw_combo_row_get_selected (day->from) * CRM_HALF_HOUR;
  int to = (int) adw_combo_row_get_selected (day->to) * CRM_HALF_HOUR;
  Hours *hours;

  /* What is said while the rows go is nobody's choice. */
  if (gtk_widget_in_destruction (GTK_WIDGET (day->row)) ||
      adw_combo_row_get_selected (day->from) == GTK_INVALID_LIST_POSITION ||
      adw_combo_row_get_selected (day->to) == GTK_INVALID_LIST_POSITION)
    return;
  /* An end before the beginning follows it. */
  if (works && to <= from) {
    to = MIN (from + CRM_HALF_HOUR, 24 * 60);
    from = MIN (from, to - CRM_HALF_HOUR);
    adw_combo_row_set_selected (day->from, (guint) (from / CRM_HALF_HOUR));
    adw_combo_row_set_selected (day->to, (guint) (to / CRM_HALF_HOUR));
  }
  show_hours (day);
  hours = g_new0 (Hours, 1);
  *hours =
      (Hours) { g_object_ref (day->workspace), day->weekday, works ? from : 0, works ? to : 0 };
  crm_store_write_async (crm_workspace_get_store (day->workspace), set_func, hours, NULL, NULL,
                         set_cb, hours);
}

static AdwComboRow *
add_time (Day *day, const char *title, int minutes)
{
  g_autoptr (GListModel) names = crm_half_hours_new (N_STEPS);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), names);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint) (minutes / CRM_HALF_HOUR));
  adw_expander_row_add_row (day->row, row);
  return ADW_COMBO_ROW (row);
}

static GtkWidget *
create_day (CrmWorkspace *workspace, int weekday)
{
  Day *day = g_new0 (Day, 1);
  GtkWidget *row = adw_expander_row_new ();
  int from, to;
  gboolean works =
      crm_working_time_get_hours (crm_workspace_get_reader (workspace), weekday, &from, &to);

  day->workspace = g_object_ref (workspace);
  day->weekday = weekday;
  day->row = ADW_EXPANDER_ROW (row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (weekdays[weekday - 1]));
  adw_expander_row_set_show_enable_switch (day->row, TRUE);
  adw_expander_row_set_enable_expansion (day->row, works);
  day->from = add_time (day, _ ("From"), works ? from : 9 * 60);
  day->to = add_time (day, _ ("Until"), works ? to : 18 * 60);
  adw_expander_row_set_expanded (day->row, FALSE);
  show_hours (day);
  gtk_widget_set_sensitive (row, crm_store_is_writable (crm_workspace_get_store (workspace)));
  g_signal_connect_swapped (row, "notify::enable-expansion", G_CALLBACK (changed_cb), day);
  g_signal_connect_swapped (day->from, "notify::selected", G_CALLBACK (changed_cb), day);
  g_signal_connect_swapped (day->to, "notify::selected", G_CALLBACK (changed_cb), day);
  g_object_set_data_full (G_OBJECT (row), "day", day, day_free);
  return row;
}

/**
 * crm_hours_group_fill:
 * @group: where the rows go
 * @workspace: an open company file
 *
 * Adds a row a weekday; what is chosen there is kept at once.
 */
void
crm_hours_group_fill (AdwPreferencesGroup *group, CrmWorkspace *workspace)
{
  for (int weekday = 1; weekday <= 7; weekday++)
    adw_preferences_group_add (group, create_day (workspace, weekday));
}
