/* The work of a person: the plan of the month, open tasks, deals in work, overdue documents, and
 * whom the person leads. */
#include "config.h"

#include "crm-person-work.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-date.h"
#include "crm-focus.h"
#include "crm-money-text.h"
#include "crm-today-plan.h"

/* What belongs to a person may change a thousand times in an import. */
#define CALM_MS 250
#define MOST_NAMES 6

typedef enum { LINE_TASKS, LINE_DEALS, LINE_DOCUMENTS, LINE_LED, N_LINES } Line;

struct _CrmPersonWork {
  AdwBin parent_instance;

  CrmRecordForm *form;       /* owned */
  GCancellable *cancellable; /* owned; NULL while nothing is read */
  guint calm;
  CrmQuery *queries[N_LINES]; /* owned; NULL before the first answer */
  AdwActionRow *rows[N_LINES];
  GtkLabel *counts[N_LINES];
};

G_DEFINE_FINAL_TYPE (CrmPersonWork, crm_person_work, ADW_TYPE_BIN)

static const char *const titles[N_LINES] = {
  NC_ ("person", "Open tasks"),
  NC_ ("person", "Deals in work"),
  NC_ ("person", "Overdue documents"),
  NC_ ("person", "Subordinates"),
};

static const char *
get_title (Line line)
{
  return g_dpgettext2 (NULL, "person", titles[line]);
}

/* --- What is asked: any thread */

typedef struct {
  CrmPersonWork *self; /* owned */
  gint64 person;
  gint64 today;              /* days */
  GCancellable *cancellable; /* owned */
  CrmQuery *queries[N_LINES];
  gint64 counts[N_LINES];
  gint64 late;      /* of the open tasks */
  GArray *sums;     /* CrmGroup; of the deals by currency */
  GPtrArray *names; /* CrmRecord; of those that are led, not all */
} Reading;

static void
free_reading (Reading *reading)
{
  for (int i = 0; i < N_LINES; i++)
    g_clear_pointer (&reading->queries[i], crm_query_unref);
  g_clear_pointer (&reading->sums, g_array_unref);
  g_clear_pointer (&reading->names, g_ptr_array_unref);
  g_object_unref (reading->cancellable);
  g_object_unref (reading->self);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

/* Those the person answers for; the expressions are ours and always right. */
static CrmQuery *
query_own (gint64 person, const char *entity, const char *expression)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "responsible", CRM_OP_EQUAL, person);
  g_autoptr (GError) error = NULL;
  CrmQuery *query = crm_query_filter_expression (own, expression, NULL, &error);

  g_assert_no_error (error);
  return query;
}

static gboolean
count_late (Reading *reading, CrmDatabase *database, GError **error)
{
  g_autofree char *iso = crm_moment_to_iso (crm_moment_from_date (reading->today));
  g_autofree char *expression = g_strdup_printf ("due < %s", iso);
  g_autoptr (CrmQuery) late =
      crm_query_filter_expression (reading->queries[LINE_TASKS], expression, NULL, error);

  reading->late = late != NULL ? crm_query_count (late, database, error) : -1;
  return reading->late >= 0;
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  g_autoptr (CrmQuery) papers =
      query_own (reading->person, "document", "status in for_signature,signed");

  reading->queries[LINE_TASKS] =
      query_own (reading->person, "activity", "state in new,attention,in_work");
  reading->queries[LINE_DEALS] = query_own (reading->person, "deal", "stage.outcome = open");
  reading->queries[LINE_DOCUMENTS] =
      crm_query_filter_integer (papers, "due_date", CRM_OP_LESS, reading->today);
  reading->queries[LINE_LED] = crm_focus_query_led (database, reading->person, error);
  if (reading->queries[LINE_LED] == NULL)
    return FALSE;
  for (int i = 0; i < N_LINES; i++) {
    reading->counts[i] = crm_query_count (reading->queries[i], database, error);
    if (reading->counts[i] < 0)
      return FALSE;
  }
  reading->sums = crm_query_read_groups (reading->queries[LINE_DEALS], database, "currency", NULL,
                                         "value", error);
  reading->names = crm_query_fetch_all (reading->queries[LINE_LED], database, MOST_NAMES, error);
  return reading->sums != NULL && reading->names != NULL && count_late (reading, database, error);
}

/* --- What is shown */

static char *
format_sums (CrmPersonWork *self, GArray *groups)
{
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (CrmAmount));

  for (guint i = 0; i < groups->len; i++) {
    const CrmGroup *group = &g_array_index (groups, CrmGroup, i);
    crm_money_text_add (amounts, group->group.type == CRM_VALUE_TEXT ? group->group.text : NULL,
                        group->sum);
  }
  return crm_money_text_new (crm_record_form_get_workspace (self->form), amounts, " + ", NULL);
}

static char *
join_names (GPtrArray *names, gint64 count)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            crm_record_get_title (names->pdata[i]));
  if (count > names->len)
    g_string_append (text, "…");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show (CrmPersonWork *self, Reading *reading)
{
  g_autofree char *sums = format_sums (self, reading->sums);
  g_autofree char *names = join_names (reading->names, reading->counts[LINE_LED]);
  g_autofree char *late = NULL;

  if (reading->late > 0)
    late = g_strdup_printf (ngettext ("%d is late", "%d are late", (gulong) reading->late),
                            (int) MIN (reading->late, G_MAXINT));
  for (int i = 0; i < N_LINES; i++) {
    g_autofree char *number =
        crm_decimal_format (reading->counts[i], 0, 0, crm_number_style_local ());
    g_clear_pointer (&self->queries[i], crm_query_unref);
    self->queries[i] = g_steal_pointer (&reading->queries[i]);
    gtk_label_set_text (self->counts[i], number);
    gtk_widget_set_sensitive (GTK_WIDGET (self->rows[i]), reading->counts[i] > 0);
  }
  adw_action_row_set_subtitle (self->rows[LINE_TASKS], late != NULL ? late : "");
  adw_action_row_set_subtitle (self->rows[LINE_DEALS], sums);
  adw_action_row_set_subtitle (self->rows[LINE_LED], names);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[LINE_LED]), reading->counts[LINE_LED] > 0);
  if (reading->counts[LINE_DOCUMENTS] > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->counts[LINE_DOCUMENTS]), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counts[LINE_DOCUMENTS]), "error");
}

/* --- Reading */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  CrmPersonWork *self = reading->self;

  if (!crm_store_read_finish (CRM_STORE (source), result, NULL) || self->form == NULL ||
      self->cancellable != reading->cancellable)
    return; /* something newer is asked, or the file cannot be read: the page says so */
  g_clear_object (&self->cancellable);
  show (self, reading);
}

static void
start_reading (CrmPersonWork *self)
{
  CrmWorkspace *workspace = crm_record_form_get_workspace (self->form);
  Reading *reading = g_new0 (Reading, 1);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  reading->self = g_object_ref (self);
  reading->person = crm_record_get_id (crm_record_form_get_record (self->form));
  reading->today = crm_workspace_get_today (workspace);
  reading->cancellable = g_object_ref (self->cancellable);
  crm_store_read_async (crm_workspace_get_store (workspace), read_func, reading, NULL,
                        self->cancellable, read_cb, reading);
}

static void
calm_cb (gpointer data)
{
  CrmPersonWork *self = data;
  self->calm = 0;
  start_reading (self);
}

static void
store_changed_cb (CrmPersonWork *self, CrmAnnouncement *announcement)
{
  static const char *const shown[] = { "activity", "deal", "stage", "document", "person", "rate" };

  for (gsize i = 0; i < G_N_ELEMENTS (shown) && self->calm == 0; i++)
    if (crm_announcement_touches (announcement, crm_entity_find (shown[i])))
      self->calm = g_timeout_add_once (CALM_MS, calm_cb, self);
}

/* --- Going on */

static void
activated_cb (CrmPersonWork *self, AdwActionRow *row)
{
  CrmRecord *record = crm_record_form_get_record (self->form);

  for (int i = 0; i < N_LINES; i++) {
    g_autofree char *title = NULL;
    if (self->rows[i] != row || self->queries[i] == NULL)
      continue;
    title =
        g_strdup_printf (C_ ("list title", "%s: %s"), get_title (i), crm_record_get_title (record));
    crm_workspace_open_list (crm_record_form_get_workspace (self->form), self->queries[i], title);
  }
}

/* --- Object */

static void
crm_person_work_dispose (GObject *object)
{
  CrmPersonWork *self = CRM_PERSON_WORK (object);

  g_clear_handle_id (&self->calm, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (int i = 0; i < N_LINES; i++)
    g_clear_pointer (&self->queries[i], crm_query_unref);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (crm_person_work_parent_class)->dispose (object);
}

static void
crm_person_work_class_init (CrmPersonWorkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_person_work_dispose;
}

static void
crm_person_work_init (CrmPersonWork *self)
{
}

static GtkWidget *
make_row (CrmPersonWork *self, Line line)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_title (line));
  gtk_widget_add_css_class (count, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_sensitive (row, FALSE);
  gtk_widget_set_visible (row, line != LINE_LED);
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  self->rows[line] = ADW_ACTION_ROW (row);
  self->counts[line] = GTK_LABEL (count);
  return row;
}

static GtkWidget *
make_plan (CrmPersonWork *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  GtkWidget *plan = crm_today_plan_new (crm_record_form_get_workspace (self->form));
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) deals =
      crm_query_filter_integer (all, "responsible", CRM_OP_EQUAL, crm_record_get_id (record));

  g_ptr_array_add (persons, g_object_ref (record));
  crm_today_plan_set (CRM_TODAY_PLAN (plan), deals, persons);
  return plan;
}

/**
 * crm_person_work_new:
 * @form: of a person who works here
 *
 * Returns: (transfer floating): their plan and their work, that follow the file
 */
GtkWidget *
crm_person_work_new (CrmRecordForm *form)
{
  CrmPersonWork *self = g_object_new (CRM_TYPE_PERSON_WORK, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *group = adw_preferences_group_new ();

  self->form = g_object_ref (form);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), C_ ("person", "Work"));
  for (int i = 0; i < N_LINES; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, i));
  gtk_box_append (GTK_BOX (box), make_plan (self));
  gtk_box_append (GTK_BOX (box), group);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (crm_workspace_get_store (crm_record_form_get_workspace (form)),
                           "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  start_reading (self);
  return GTK_WIDGET (self);
}
