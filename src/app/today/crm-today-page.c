/* Today. */
#include "config.h"

#include "crm-today-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-day-ring.h"
#include "crm-document.h"
#include "crm-message-row.h"
#include "crm-money-text.h"
#include "crm-relations.h"
#include "crm-result-dialog.h"
#include "crm-task-row.h"
#include "crm-today-card.h"
#include "crm-today-plan.h"
#include "crm-whose.h"

/* Days for which one sees what became of a request. */
#define LATELY 2

struct _CrmTodayPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmTodayPlan *plan;
  gboolean is_set_up;
  CrmTodayCard *tasks;
  CrmTodayCard *late;
  CrmTodayCard *awaited;
  CrmTodayCard *neglected;
  CrmTodayCard *mentions;
  CrmTodayCard *waiting;
  CrmTodayCard *results;
  CrmTodayCard *outbox;
  GCancellable *summing; /* owned */
  guint midnight;

  AdwWindowTitle *header;
  GtkDropDown *whose;
  AdwBin *chips;
  GtkBox *left;
  GtkBox *right;
  GtkWidget *funnel;
  GtkListBox *stages;
};

G_DEFINE_FINAL_TYPE (CrmTodayPage, crm_today_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Rows ----------------------------------------------------------------------------------------
 */

static const char *
reference (CrmRecord *record, const char *field)
{
  return crm_record_get_reference_title (
      record, crm_entity_field_index (crm_record_get_entity (record), field));
}

static void
set_subtitle (AdwActionRow *row, const char *a, const char *b)
{
  gboolean both = a != NULL && b != NULL && *a != '\0' && *b != '\0';
  g_autofree char *text =
      both ? g_strdup_printf ("%s · %s", a, b) : g_strdup (a != NULL && *a != '\0' ? a : b);
  if (text != NULL) {
    g_autofree char *line = crm_text_one_line (text, 200);
    adw_action_row_set_subtitle (row, line);
  }
}

static GtkWidget *
add_mark (AdwActionRow *row, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, style);
  adw_action_row_add_suffix (row, label);
  return label;
}

typedef struct {
  CrmWorkspace *workspace; /* owned */
  CrmRecord *record;       /* owned */
} Target;

static void
free_target (gpointer data, GClosure *closure)
{
  Target *target = data;
  g_object_unref (target->workspace);
  g_object_unref (target->record);
  g_free (target);
}

static void
add_button (AdwActionRow *row, const char *label, CrmRecord *record, CrmWorkspace *workspace,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Target *target = g_new0 (Target, 1);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, crm_record_get_title (record));

  target->workspace = g_object_ref (workspace);
  target->record = g_object_ref (record);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_data (button, "clicked", clicked, target, free_target, 0);
  adw_action_row_add_suffix (row, button);
}

static void
paid_cb (GtkButton *button, Target *target)
{
  g_autoptr (GError) error = NULL;
  /* Translators: a document */
  g_autofree char *text = g_strdup_printf (_ ("“%s” paid"), crm_record_get_title (target->record));
  CrmChange *change = crm_workspace_begin (target->workspace, text);

  if (crm_document_add_payment (change, crm_workspace_get_reader (target->workspace),
                                crm_record_get_id (target->record), crm_clock_today (), &error))
    crm_workspace_commit_and_say (target->workspace, change, text);
  else {
    crm_change_free (change);
    crm_workspace_say (target->workspace, error->message);
  }
}

/* Days that have passed of those until the money is expected. */
static void
add_ring (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  GtkWidget *ring = g_object_new (CRM_TYPE_DAY_RING, NULL);
  gint64 begin = crm_record_get_integer (record, "date");
  gint64 due = crm_record_get_integer (record, "due_date");
  gint64 today = crm_workspace_get_today (workspace);

  crm_day_ring_set_days (CRM_DAY_RING (ring), today - begin, due - begin);
  gtk_widget_add_css_class (ring, today > due ? "error" : "accent");
  adw_action_row_add_prefix (row, ring);
}

static void
fill_document (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  const CrmEntity *documents = crm_record_get_entity (record);
  gint64 days = crm_record_get_integer (record, "due_date") - crm_clock_today ();
  g_autofree char *kind = crm_record_format (record, crm_entity_field_index (documents, "kind"));
  g_autofree char *total = crm_record_format (record, crm_entity_field_index (documents, "total"));
  g_autofree char *title = g_strdup_printf ("%s %s", kind, crm_record_get_title (record));
  g_autofree char *when = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  set_subtitle (row, reference (record, "company"), total);
  if (!crm_record_is_empty (record, "due_date")) {
    if (days < 0)
      when = g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong) -days),
                              (int) MIN (-days, G_MAXINT));
    else
      when = g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) days),
                              (int) MIN (days, G_MAXINT));
    add_mark (row, when, days < 0 ? "error" : "dimmed");
    add_ring (row, record, workspace);
  }
  add_button (row, C_ ("document", "Paid"), record, workspace, G_CALLBACK (paid_cb));
}

/* What I asked a colleague for: when it is due, or what became of it. */
static void
fill_request (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  int due = crm_entity_field_index (crm_record_get_entity (record), "due");
  const char *state = crm_record_get_text (record, "state");
  const char *reason = crm_record_get_text (record, "outcome");
  g_autofree char *text = NULL;

  set_subtitle (row, reference (record, "responsible"), reference (record, "company"));
  if (g_strcmp0 (state, "done") == 0)
    add_mark (row, C_ ("request", "Answered"), "success");
  else if (g_strcmp0 (state, "cancelled") == 0) {
    set_subtitle (row, reference (record, "responsible"), reason);
    add_mark (row, C_ ("request", "Refused"), "error");
  } else if (!crm_record_is_empty (record, "due")) {
    text = crm_moment_format_relative (crm_record_get_integer (record, "due"), crm_clock_now ());
    add_mark (row, text,
              crm_record_is_overdue (record, due, crm_clock_now ()) ? "error" : "dimmed");
  }
}

static void
fill_deal (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  set_subtitle (row, reference (record, "company"), reference (record, "stage"));
  if (crm_record_is_empty (record, "next_activity"))
    add_mark (row, _ ("no next step"), "warning");
  else {
    g_autofree char *when = crm_date_format_relative (
        crm_record_get_integer (record, "next_activity"), crm_clock_today ());
    add_mark (row, when, "error");
  }
}

/* Who has seen it need not be told again; that is no step of Undo. */
static void
see (Target *target)
{
  CrmChange *change = crm_workspace_begin (target->workspace, C_ ("mention", "Seen"));

  crm_change_set_given (change);
  crm_change_set_integer (change, crm_record_get_entity (target->record),
                          crm_record_get_id (target->record), "seen", TRUE);
  crm_workspace_commit (target->workspace, change, NULL, NULL);
}

static void
seen_cb (GtkWidget *widget, Target *target)
{
  see (target);
}

static void
fill_mention (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) note = crm_record_load (reader, crm_entity_find ("note"),
                                                crm_record_get_integer (record, "note"), NULL);
  g_autoptr (CrmRecord) about = crm_record_load_seen (record, reader);
  g_autofree char *line =
      crm_text_one_line (note != NULL ? crm_record_get_text (note, "text") : "", 200);
  g_autofree char *when =
      crm_moment_format_relative (crm_record_get_integer (record, "created"), crm_clock_now ());
  Target *target = g_new0 (Target, 1);

  target->workspace = g_object_ref (workspace);
  target->record = g_object_ref (record);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line);
  set_subtitle (row, crm_record_get_title (about),
                note != NULL ? reference (note, "author") : NULL);
  add_mark (row, when, "dimmed");
  add_button (row, C_ ("mention", "Seen"), record, workspace, G_CALLBACK (seen_cb));
  g_signal_connect_data (row, "activated", G_CALLBACK (seen_cb), target, free_target, 0);
}

static void
ask_result_cb (GtkWidget *button, Target *target)
{
  crm_result_ask (button, target->workspace, target->record);
}

/* Who it was with and when; the rest is for the answer to say. */
static void
fill_result (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  const CrmEntity *tasks = crm_record_get_entity (record);
  const char *field = crm_record_is_empty (record, "start") ? "due" : "start";
  const char *company = reference (record, "company");
  g_autofree char *kind = crm_record_format (record, crm_entity_field_index (tasks, "kind"));
  g_autofree char *when =
      crm_moment_format_relative (crm_record_get_integer (record, field), crm_clock_now ());
  g_autofree char *kind_and_time = g_strdup_printf ("%s · %s", kind, when);

  set_subtitle (row, kind_and_time, company);
  add_button (row, _ ("What Came of It?"), record, workspace, G_CALLBACK (ask_result_cb));
}

/* --- Queries
 * ---------------------------------------------------------------------------------------- */

/* Takes @query and gives it back narrowed; the expressions are ours and always right. */
static CrmQuery *
narrow (CrmQuery *query, const char *expression)
{
  g_autoptr (GError) error = NULL;
  CrmQuery *narrowed = crm_query_filter_expression (query, expression, NULL, &error);
  g_assert_no_error (error);
  crm_query_unref (query);
  return narrowed;
}

static CrmQuery *
query_of (CrmTodayPage *self, const char *entity, const char *sort)
{
  g_autoptr (CrmQuery) whole = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) all = crm_desk_narrow (crm_workspace_get_desk (self->workspace), whole);
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, sort, FALSE, NULL);

  return crm_whose_narrow (self->whose, self->workspace, sorted);
}

static CrmQuery *
narrow_integer (CrmQuery *query, const char *field, CrmOp op, gint64 integer)
{
  CrmQuery *narrowed = crm_query_filter_integer (query, field, op, integer);
  crm_query_unref (query);
  return narrowed;
}

static CrmQuery *
query_documents (CrmTodayPage *self, CrmOp op, gint64 date)
{
  CrmQuery *query = narrow_integer (query_of (self, "document", "due_date"), "due_date", op, date);
  /* A paper that was only noted as sent is waited for, too. */
  return narrow (query, "status in for_signature,signed");
}

/* --- The small funnel
 * --------------------------------------------------------------------------------- */

typedef struct {
  CrmTodayPage *page; /* owned */
  CrmQuery *query;    /* owned */
  CrmQuery *stages;   /* owned */
  GArray *groups;     /* owned */
  GPtrArray *records; /* owned: the open stages in order */
  GCancellable *cancellable;
} Summing;

static gboolean
sum_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Summing *summing = data;
  summing->groups =
      crm_query_read_groups (summing->query, database, "stage", "currency", "value", error);
  if (summing->groups == NULL)
    return FALSE;
  summing->records = crm_query_fetch_all (summing->stages, database, 50, error);
  return summing->records != NULL;
}

static void
stage_activated_cb (CrmTodayPage *self, GtkListBoxRow *row)
{
  CrmRecord *stage = g_object_get_data (G_OBJECT (row), "stage");
  g_autoptr (CrmQuery) mine = query_of (self, "deal", "name");
  g_autoptr (CrmQuery) query =
      crm_query_filter_integer (mine, "stage", CRM_OP_EQUAL, crm_record_get_id (stage));
  crm_workspace_open_list (self->workspace, query, crm_record_get_title (stage));
}

static void
append_stage (CrmTodayPage *self, CrmRecord *stage, gint64 count, gint64 most, const char *sums,
              const char *parts)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *bar = gtk_progress_bar_new ();
  g_autofree char *number = crm_decimal_format (count, 0, 0, crm_number_style_local ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (stage));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sums);
  gtk_widget_set_tooltip_text (row, parts);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar),
                                 most > 0 ? (double) count / (double) most : 0);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (bar, "funnel-bar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_record_get_title (stage), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  add_mark (ADW_ACTION_ROW (row), number, "heading");
  g_object_set_data_full (G_OBJECT (row), "stage", g_object_ref (stage), g_object_unref);
  gtk_list_box_append (self->stages, row);
}

static void
show_funnel (CrmTodayPage *self, Summing *summing)
{
  g_autofree gint64 *counts = g_new0 (gint64, summing->records->len + 1);
  g_autoptr (GPtrArray) sums = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 most = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stages))) != NULL)
    gtk_list_box_remove (self->stages, child);
  for (guint i = 0; i < summing->records->len; i++) {
    g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (CrmAmount));
    char *tip;
    for (guint j = 0; j < summing->groups->len; j++) {
      const CrmGroup *group = &g_array_index (summing->groups, CrmGroup, j);
      if (group->group.type != CRM_VALUE_INTEGER ||
          group->group.integer != crm_record_get_id (summing->records->pdata[i]))
        continue;
      counts[i] += group->count;
      crm_money_text_add (amounts,
                          group->subgroup.type == CRM_VALUE_TEXT ? group->subgroup.text : NULL,
                          group->sum);
    }
    most = MAX (most, counts[i]);
    g_ptr_array_add (sums, crm_money_text_new (self->workspace, amounts, " · ", &tip));
    g_ptr_array_add (parts, tip);
  }
  for (guint i = 0; i < summing->records->len; i++)
    append_stage (self, summing->records->pdata[i], counts[i], most, sums->pdata[i],
                  parts->pdata[i]);
}

static void
summed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Summing *summing = user_data;
  g_autoptr (CrmTodayPage) self = summing->page;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (done && self->summing == summing->cancellable)
    show_funnel (self, summing);
  crm_query_unref (summing->query);
  crm_query_unref (summing->stages);
  g_clear_pointer (&summing->groups, g_array_unref);
  g_clear_pointer (&summing->records, g_ptr_array_unref);
  g_object_unref (summing->cancellable);
  g_free (summing);
}

static void
read_funnel (CrmTodayPage *self)
{
  Summing *summing = g_new0 (Summing, 1);

  if (self->summing != NULL)
    g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
  self->summing = g_cancellable_new ();
  summing->page = g_object_ref (self);
  summing->query = query_of (self, "deal", "id");
  summing->stages = narrow (crm_query_new (crm_entity_find ("stage")), "outcome = open");
  summing->cancellable = g_object_ref (self->summing);
  crm_store_read_async (crm_workspace_get_store (self->workspace), sum_func, summing, NULL,
                        self->summing, summed_cb, summing);
}

/* --- The page
 * ------------------------------------------------------------------------------------------ */

/* Of notes that mention nobody whom one looks after there is nothing to say. */
static void
show_mentions (CrmTodayPage *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("mention"));
  g_autoptr (CrmQuery) whose = crm_whose_narrow_by (self->whose, self->workspace, all, "person");
  g_autoptr (CrmQuery) unseen = narrow (crm_query_ref (whose), "seen = no");

  crm_today_card_set_queries (self->mentions, unseen, NULL);
}

/* Those that are open, and those that came to an end lately. */
static void
show_waiting (CrmTodayPage *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  gint64 since = crm_moment_from_date (crm_workspace_get_today (self->workspace) - LATELY);
  g_autoptr (CrmQuery) asked = crm_whose_narrow_by (self->whose, self->workspace, all, "asker");
  g_autoptr (CrmQuery) by_due = crm_query_sort (asked, "due", FALSE, NULL);
  g_autoptr (CrmQuery) open = narrow (crm_query_ref (by_due), "state in new,attention,in_work");
  g_autoptr (CrmQuery) ended =
      narrow_integer (narrow (crm_query_ref (asked), "state in done,cancelled"), "changed",
                      CRM_OP_GREATER_EQUAL, since);

  crm_today_card_set_queries (self->waiting, open, ended);
}

static CrmQuery *
query_between (CrmTodayPage *self, const char *field, gint64 from, gint64 until)
{
  CrmQuery *query = query_of (self, "activity", field);

  query = narrow_integer (query, field, CRM_OP_GREATER_EQUAL, from);
  return narrow_integer (query, field, CRM_OP_LESS_EQUAL, until);
}

/* Longer ago nobody remembers it, and imports bring talks of years ago. */
#define RESULT_DAYS 14

/* Talks that are over and of which nobody has said how they went. */
static void
show_results (CrmTodayPage *self)
{
  gint64 now = crm_clock_now ();
  gint64 since = now - (gint64) RESULT_DAYS * 86400;
  const char *talks = "state in new,attention,in_work and kind in call,meeting and repeat empty";
  g_autofree char *iso = crm_moment_to_iso (now);
  g_autofree char *over = g_strdup_printf ("due empty and (ends empty or ends <= %s)", iso);
  g_autoptr (CrmQuery) due = narrow (query_between (self, "due", since, now), talks);
  g_autoptr (CrmQuery) begun =
      narrow (narrow (query_between (self, "start", since, now), talks), over);

  crm_today_card_set_queries (self->results, due, begun);
}

static void
show_outbox (CrmTodayPage *self)
{
  g_autoptr (CrmQuery) of = query_of (self, "message", "id");
  g_autoptr (CrmQuery) waiting = crm_message_query_waiting (of);

  crm_today_card_set_queries (self->outbox, waiting, NULL);
}

static void
show_plan (CrmTodayPage *self)
{
  g_autoptr (CrmQuery) deals = query_of (self, "deal", "id");
  g_autoptr (GPtrArray) persons = crm_whose_list_persons (self->whose, self->workspace);

  crm_today_plan_set (self->plan, deals, persons);
}

static void
update (CrmTodayPage *self)
{
  gint64 today = crm_workspace_get_today (self->workspace);
  gint64 tomorrow = crm_moment_from_date (today + 1);
  g_autofree char *date = crm_date_format_long (today, NULL);
  g_autoptr (CrmQuery) tasks =
      narrow (narrow_integer (query_of (self, "activity", "due"), "due", CRM_OP_LESS, tomorrow),
              "state in new,attention,in_work");
  /* What was handed over waits to be taken now, whenever it is due. */
  g_autofree char *iso = crm_moment_to_iso (tomorrow);
  /* A meeting has no term: it is for the day on which it begins. */
  g_autofree char *waiting =
      g_strdup_printf ("(due empty and (start empty or start < %s or state = attention))"
                       " or (state = attention and due >= %s)",
                       iso, iso);
  g_autoptr (CrmQuery) undated = narrow (narrow (query_of (self, "activity", "id"), waiting),
                                         "state in new,attention,in_work");
  g_autoptr (CrmQuery) late = query_documents (self, CRM_OP_LESS, today);
  g_autoptr (CrmQuery) awaited = query_documents (self, CRM_OP_GREATER_EQUAL, today);
  g_autoptr (CrmQuery) passed = narrow (narrow_integer (query_of (self, "deal", "next_activity"),
                                                        "next_activity", CRM_OP_LESS, today),
                                        "stage.outcome = open");
  g_autoptr (CrmQuery) without = narrow (
      narrow (query_of (self, "deal", "id"), "next_activity empty"), "stage.outcome = open");

  adw_window_title_set_subtitle (self->header, date);
  show_mentions (self);
  show_waiting (self);
  show_plan (self);
  show_results (self);
  show_outbox (self);
  crm_today_card_set_queries (self->tasks, tasks, undated);
  crm_today_card_set_queries (self->late, late, NULL);
  crm_today_card_set_queries (self->awaited, awaited, NULL);
  crm_today_card_set_queries (self->neglected, passed, without);
  read_funnel (self);
}

static void
whose_cb (CrmTodayPage *self)
{
  if (self->is_set_up)
    update (self);
}

static void
store_changed_cb (CrmTodayPage *self, GObject *object)
{
  CrmAnnouncement *announcement = CRM_ANNOUNCEMENT (object);
  if (crm_announcement_touches (announcement, crm_entity_find ("deal")) ||
      crm_announcement_touches (announcement, crm_entity_find ("rate")) ||
      crm_announcement_touches (announcement, crm_entity_find ("stage")))
    read_funnel (self);
}

/* The program may stay open over night: what is due is another thing then. */
static gboolean
midnight_cb (gpointer data)
{
  CrmTodayPage *self = data;
  g_autofree char *date = crm_date_format_long (crm_workspace_get_today (self->workspace), NULL);
  if (g_strcmp0 (adw_window_title_get_subtitle (self->header), date) != 0)
    update (self);
  else
    show_results (self);
  return G_SOURCE_CONTINUE;
}

static void
crm_today_page_dispose (GObject *object)
{
  CrmTodayPage *self = CRM_TODAY_PAGE (object);

  g_clear_handle_id (&self->midnight, g_source_remove);
  if (self->summing != NULL)
    g_cancellable_cancel (self->summing);
  g_clear_object (&self->summing);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TODAY_PAGE);

  G_OBJECT_CLASS (crm_today_page_parent_class)->dispose (object);
}

static void
crm_today_page_class_init (CrmTodayPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_today_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, header);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, whose);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, chips);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, left);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, right);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, funnel);
  gtk_widget_class_bind_template_child (widget_class, CrmTodayPage, stages);
  gtk_widget_class_bind_template_callback (widget_class, whose_cb);
}

static void
crm_today_page_init (CrmTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->stages, "row-activated", G_CALLBACK (stage_activated_cb), self);
  self->midnight = g_timeout_add_seconds (60, midnight_cb, self);
}

/* In the order in which they are read: down the left side, then down the right one. */
static const char *const cards[] = { "tasks",  "waiting", "neglected", "plan",
                                     "funnel", "late",    "awaited",   NULL };

static GtkWidget *
get_card (CrmTodayPage *self, const char *name)
{
  gpointer widgets[] = { self->tasks,  self->waiting, self->neglected, self->plan,
                         self->funnel, self->late,    self->awaited };

  for (guint i = 0; cards[i] != NULL; i++)
    if (strcmp (cards[i], name) == 0)
      return widgets[i];
  return NULL;
}

static void
arrange (CrmTodayPage *self)
{
  g_autoptr (GArray) items =
      crm_desk_arrange (crm_workspace_get_desk (self->workspace), CRM_DESK_CARDS, cards, NULL);
  guint n_shown = 0;
  guint place = 0;

  for (guint i = 0; i < items->len; i++)
    n_shown += !g_array_index (items, CrmDeskItem, i).hidden;
  for (guint i = 0; i < items->len; i++) {
    const CrmDeskItem *item = &g_array_index (items, CrmDeskItem, i);
    g_autoptr (GtkWidget) card = g_object_ref (get_card (self, item->name));
    GtkBox *box = item->hidden || place >= MAX (n_shown / 2, 1) ? self->right : self->left;

    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (card)), card);
    gtk_box_append (box, card);
    gtk_widget_set_visible (card, !item->hidden);
    place += !item->hidden;
  }
  /* What is there only while something is: beneath the tasks where these are on its side. */
  if (gtk_widget_get_parent (GTK_WIDGET (self->tasks)) == GTK_WIDGET (self->left))
    gtk_box_reorder_child_after (self->left, GTK_WIDGET (self->outbox), GTK_WIDGET (self->tasks));
}

const char *const *
crm_today_page_get_cards (void)
{
  return cards;
}

/**
 * crm_today_page_get_card_label:
 * @name: of a card
 *
 * Returns: what stands above it, translated
 */
const char *
crm_today_page_get_card_label (const char *name)
{
  const char *const labels[] = { _ ("Tasks"),
                                 _ ("Waiting for Others"),
                                 _ ("Deals Without a Next Step"),
                                 _ ("Plan of the Month"),
                                 _ ("Deals in Work"),
                                 _ ("Overdue Documents"),
                                 _ ("Payments Awaited") };

  for (guint i = 0; cards[i] != NULL; i++)
    if (strcmp (cards[i], name) == 0)
      return labels[i];
  return name;
}

/* Of several people's tasks each says whose it is. */
static void
fill_task (AdwActionRow *row, CrmRecord *task, CrmWorkspace *workspace)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (row), CRM_TYPE_TODAY_PAGE);

  if (page != NULL && !crm_whose_is_one (CRM_TODAY_PAGE (page)->whose))
    crm_task_row_fill_of_all (row, task, workspace);
  else
    crm_task_row_fill (row, task, workspace);
}

static CrmTodayCard *
add_card (CrmTodayPage *self, GtkBox *box, const char *title, const char *nothing,
          CrmTodayRowFunc fill)
{
  CrmTodayCard *card = crm_today_card_new (self->workspace, title, nothing, fill);
  gtk_box_append (box, GTK_WIDGET (card));
  return card;
}

/**
 * crm_today_page_new:
 * @workspace: the workspace
 *
 * Returns: (transfer floating): what waits for me today
 */
CrmTodayPage *
crm_today_page_new (CrmWorkspace *workspace)
{
  CrmTodayPage *self = g_object_new (CRM_TYPE_TODAY_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  crm_whose_set_up (self->whose, workspace);
  adw_bin_set_child (self->chips, crm_whose_chips_new (self->whose, workspace));
  gtk_widget_set_visible (GTK_WIDGET (self->chips),
                          gtk_widget_get_visible (adw_bin_get_child (self->chips)));
  self->tasks =
      add_card (self, self->left, _ ("Tasks"), _ ("Nothing is left to do today"), fill_task);
  self->mentions = add_card (self, self->left, _ ("Mentions"), _ ("Nobody asks for you in a note"),
                             fill_mention);
  self->waiting = add_card (self, self->left, _ ("Waiting for Others"),
                            _ ("Nobody owes you an answer"), fill_request);
  self->results = add_card (self, self->left, _ ("How Did It Go?"), _ ("Every talk has its result"),
                            fill_result);
  crm_today_card_set_hides (self->results, TRUE);
  self->outbox = add_card (self, self->left, _ ("Messages to Send"), _ ("Nothing waits to be sent"),
                           crm_message_row_fill);
  crm_today_card_set_hides (self->outbox, TRUE);
  self->neglected = add_card (self, self->left, _ ("Deals Without a Next Step"),
                              _ ("Every deal has its next step"), fill_deal);
  self->plan = CRM_TODAY_PLAN (crm_today_plan_new (workspace));
  gtk_box_append (self->right, GTK_WIDGET (self->plan));
  self->late = add_card (self, self->right, _ ("Overdue Documents"), _ ("Nothing is overdue"),
                         fill_document);
  self->awaited = add_card (self, self->right, _ ("Payments Awaited"), _ ("No payment is awaited"),
                            fill_document);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_desk (workspace), "focus-changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_desk (workspace), "arranged::" CRM_DESK_CARDS,
                           G_CALLBACK (arrange), self, G_CONNECT_SWAPPED);
  arrange (self);
  self->is_set_up = TRUE;
  update (self);
  return self;
}
