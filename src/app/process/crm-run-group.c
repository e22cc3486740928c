/* The tasks of a run in time, and who takes part in it. */
#include "config.h"

#include "crm-run-group.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-gantt.h"
#include "crm-latest.h"
#include "crm-run-timeline.h"
#include "crm-runs-gantt.h"

/* Several things are told of one step. */
#define CALM_MS 150
/* Rows of the chart that are seen without scrolling, and what one takes. */
#define MOST_ROWS 6
#define ROW_HEIGHT 56
#define AXIS_HEIGHT 44
#define AVATAR_SIZE 28

struct _CrmRunGroup {
  AdwPreferencesGroup parent_instance;

  CrmRecordForm *form;       /* owned */
  GCancellable *cancellable; /* owned; NULL while nothing is read */
  guint calm;
  GPtrArray *people; /* owned; borrowed rows */
  CrmGantt *gantt;
  GtkWidget *bar;
  GtkLabel *percent;
};

G_DEFINE_FINAL_TYPE (CrmRunGroup, crm_run_group, ADW_TYPE_PREFERENCES_GROUP)

typedef struct {
  gint64 person;
  guint name; /* of the timeline's */
  guint n_done;
  guint n_open;
} Participant;

/* --- Who takes part */

static void
person_activated_cb (CrmRunGroup *self, GtkWidget *row)
{
  CrmRecord *run = crm_record_form_get_record (self->form);
  gint64 person = *(gint64 *) g_object_get_data (G_OBJECT (row), "person");
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmQuery) of =
      crm_query_filter_integer (all, "run", CRM_OP_EQUAL, crm_record_get_id (run));
  g_autoptr (CrmQuery) theirs = crm_query_filter_integer (of, "responsible", CRM_OP_EQUAL, person);
  g_autofree char *title =
      /* Translators: a kind of records and the record they belong to, as "Contacts: Orion" */
      g_strdup_printf (C_ ("list title", "%s: %s"),
                       adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                       crm_record_get_title (run));

  crm_workspace_open_list (crm_record_form_get_workspace (self->form), theirs, title);
}

static void
add_person (CrmRunGroup *self, const char *name, const Participant *participant)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *done = g_strdup_printf (
      ngettext ("%u task done", "%u tasks done", participant->n_done), participant->n_done);
  g_autofree char *open =
      g_strdup_printf (ngettext ("%u open", "%u open", participant->n_open), participant->n_open);
  g_autofree char *said = g_strdup_printf ("%s, %s", done, open);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), participant->n_open > 0 ? said : done);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (AVATAR_SIZE, name, TRUE));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person",
                          g_memdup2 (&participant->person, sizeof participant->person), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (person_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->people, row);
}

/* In the order in which they came into it. */
static GArray *
find_participants (CrmRunTimeline *timeline)
{
  GArray *people = g_array_new (FALSE, TRUE, sizeof (Participant));

  for (guint i = 0; i < timeline->spans->len; i++) {
    const CrmTaskSpan *span = &g_array_index (timeline->spans, CrmTaskSpan, i);
    Participant *participant = NULL;
    for (guint j = 0; j < people->len && participant == NULL; j++)
      if (g_array_index (people, Participant, j).person == span->person)
        participant = &g_array_index (people, Participant, j);
    if (participant == NULL && span->person != 0) {
      Participant fresh = { span->person, span->who, 0, 0 };
      g_array_append_val (people, fresh);
      participant = &g_array_index (people, Participant, people->len - 1);
    }
    if (participant != NULL && span->state == CRM_TASK_SPAN_DONE)
      participant->n_done++;
    else if (participant != NULL)
      participant->n_open++;
  }
  return people;
}

static void
show (CrmRunGroup *self, CrmRunTimeline *timeline)
{
  g_autoptr (GArray) people = find_participants (timeline);
  g_autoptr (GListModel) items = crm_runs_gantt_make_tasks (timeline);
  guint n = MIN (g_list_model_get_n_items (items), MOST_ROWS);
  int percent =
      timeline->runs->len > 0 ? g_array_index (timeline->runs, CrmTimelineRun, 0).percent : 0;
  g_autofree char *said = g_strdup_printf ("%d %%", percent);

  gtk_level_bar_set_value (GTK_LEVEL_BAR (self->bar), percent / 100.0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                  -1);
  gtk_label_set_text (self->percent, said);
  crm_gantt_set_items (self->gantt, items,
                       crm_workspace_get_now (crm_record_form_get_workspace (self->form)));
  gtk_widget_set_size_request (GTK_WIDGET (self->gantt), -1, AXIS_HEIGHT + (int) n * ROW_HEIGHT);
  gtk_widget_set_visible (GTK_WIDGET (self->gantt), n > 0);
  for (guint i = 0; i < self->people->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->people->pdata[i]);
  g_ptr_array_set_size (self->people, 0);
  for (guint i = 0; i < people->len; i++) {
    const Participant *participant = &g_array_index (people, Participant, i);
    add_person (self, crm_run_timeline_get_name (timeline, participant->name), participant);
  }
}

/* --- Reading */

typedef struct {
  CrmRunGroup *group; /* owned */
  gint64 run;
  gint64 now;
  CrmRunTimeline *timeline;  /* owned; NULL until it is read */
  GCancellable *cancellable; /* owned */
} Reading;

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->timeline = crm_run_timeline_read_one (database, reading->run, reading->now, error);
  return reading->timeline != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (CrmRunGroup) self = reading->group;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (self->form != NULL && self->cancellable == reading->cancellable) {
    g_clear_object (&self->cancellable);
    /* Where the file cannot be read the page says so. */
    if (done)
      show (self, reading->timeline);
  }
  g_clear_pointer (&reading->timeline, crm_run_timeline_free);
  g_object_unref (reading->cancellable);
  g_free (reading);
}

static void
ask (CrmRunGroup *self)
{
  Reading *reading = g_new0 (Reading, 1);

  crm_latest_begin (&self->cancellable);
  reading->group = g_object_ref (self);
  reading->run = crm_record_get_id (crm_record_form_get_record (self->form));
  reading->now = crm_workspace_get_now (crm_record_form_get_workspace (self->form));
  reading->cancellable = g_object_ref (self->cancellable);
  crm_store_read_async (crm_workspace_get_store (crm_record_form_get_workspace (self->form)),
                        read_func, reading, NULL, self->cancellable, read_cb, reading);
}

static gboolean
calm_cb (gpointer data)
{
  CrmRunGroup *self = data;

  self->calm = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (CrmRunGroup *self, CrmAnnouncement *announcement)
{
  if (self->calm == 0 && (crm_announcement_touches (announcement, crm_entity_find ("activity")) ||
                          crm_announcement_touches (announcement, crm_entity_find ("process_run"))))
    self->calm = g_timeout_add (CALM_MS, calm_cb, self);
}

/* --- The object */

static void
activated_cb (CrmRunGroup *self, const char *entity, gint64 id)
{
  crm_workspace_open_record (crm_record_form_get_workspace (self->form), crm_entity_find (entity),
                             id);
}

static void
crm_run_group_dispose (GObject *object)
{
  CrmRunGroup *self = CRM_RUN_GROUP (object);

  g_clear_handle_id (&self->calm, g_source_remove);
  crm_latest_stop (&self->cancellable);
  g_clear_object (&self->form);
  g_clear_pointer (&self->people, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_run_group_parent_class)->dispose (object);
}

static void
crm_run_group_class_init (CrmRunGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_run_group_dispose;
}

static void
crm_run_group_init (CrmRunGroup *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->people = g_ptr_array_new ();
  self->bar = gtk_level_bar_new_for_interval (0, 1);
  self->percent = GTK_LABEL (gtk_label_new (NULL));
  self->gantt = crm_gantt_new ();
  crm_gantt_set_narrow (self->gantt, TRUE);
  gtk_widget_add_css_class (self->bar, "plan");
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->percent), "numeric");
  gtk_widget_add_css_class (line, "run-percent");
  gtk_box_append (GTK_BOX (line), self->bar);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->percent));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->gantt));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Tasks and Participants"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_connect_object (self->gantt, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * crm_run_group_new:
 * @form: of the page of a running process
 *
 * Returns: (transfer floating): the group
 */
GtkWidget *
crm_run_group_new (CrmRecordForm *form)
{
  CrmRunGroup *self = g_object_new (CRM_TYPE_RUN_GROUP, NULL);

  self->form = g_object_ref (form);
  g_signal_connect_object (crm_workspace_get_store (crm_record_form_get_workspace (form)),
                           "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  ask (self);
  return GTK_WIDGET (self);
}
