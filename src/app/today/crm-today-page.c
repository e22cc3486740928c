/* Today. */
#include "config.h"

#include "crm-today-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-date.h"
#include "crm-latest.h"
#include "crm-message-row.h"
#include "crm-task-row.h"
#include "crm-today-rows.h"
#include "crm-whose.h"

/* Days for which one sees what became of a request. */
#define LATELY 2

G_DEFINE_FINAL_TYPE (CrmTodayPage, crm_today_page, ADW_TYPE_NAVIGATION_PAGE)

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

CrmQuery *
crm_today_page_query (CrmTodayPage *self, const char *entity, const char *sort)
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
  CrmQuery *query =
      narrow_integer (crm_today_page_query (self, "document", "due_date"), "due_date", op, date);
  /* A paper that was only noted as sent is waited for, too. */
  return narrow (query, "status in for_signature,signed");
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
  CrmQuery *query = crm_today_page_query (self, "activity", field);

  query = narrow_integer (query, field, CRM_OP_GREATER_EQUAL, from);
  return narrow_integer (query, field, CRM_OP_LESS_EQUAL, until);
}

/* Longer ago nobody remembers it, and imports bring talks of years ago. */
#define RESULT_DAYS 14

/* Talks that are over and of which nobody has said how they went. */
static void
show_results (CrmTodayPage *self)
{
  gint64 now = crm_workspace_get_now (self->workspace);
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
  g_autoptr (CrmQuery) of = crm_today_page_query (self, "message", "id");
  g_autoptr (CrmQuery) waiting = crm_message_query_waiting (of);

  crm_today_card_set_queries (self->outbox, waiting, NULL);
}

static void
show_plan (CrmTodayPage *self)
{
  g_autoptr (CrmQuery) deals = crm_today_page_query (self, "deal", "id");
  g_autoptr (GPtrArray) persons = crm_whose_list_persons (self->whose, self->workspace);

  crm_today_plan_set (self->plan, deals, persons);
}

static void
update (CrmTodayPage *self)
{
  gint64 today = crm_workspace_get_today (self->workspace);
  gint64 tomorrow = crm_moment_from_date (today + 1);
  g_autofree char *date = crm_date_format_long (today, NULL);
  g_autoptr (CrmQuery) tasks = narrow (
      narrow_integer (crm_today_page_query (self, "activity", "due"), "due", CRM_OP_LESS, tomorrow),
      "state in new,attention,in_work");
  /* What was handed over waits to be taken now, whenever it is due. */
  g_autofree char *iso = crm_moment_to_iso (tomorrow);
  /* A meeting has no term: it is for the day on which it begins. */
  g_autofree char *waiting =
      g_strdup_printf ("(due empty and (start empty or start < %s or state = attention))"
                       " or (state = attention and due >= %s)",
                       iso, iso);
  g_autoptr (CrmQuery) undated =
      narrow (narrow (crm_today_page_query (self, "activity", "id"), waiting),
              "state in new,attention,in_work");
  g_autoptr (CrmQuery) late = query_documents (self, CRM_OP_LESS, today);
  g_autoptr (CrmQuery) awaited = query_documents (self, CRM_OP_GREATER_EQUAL, today);
  g_autoptr (CrmQuery) passed =
      narrow (narrow_integer (crm_today_page_query (self, "deal", "next_activity"), "next_activity",
                              CRM_OP_LESS, today),
              "stage.outcome = open");
  g_autoptr (CrmQuery) without =
      narrow (narrow (crm_today_page_query (self, "deal", "id"), "next_activity empty"),
              "stage.outcome = open");

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
  crm_today_page_read_funnel (self);
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
    crm_today_page_read_funnel (self);
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
  crm_latest_stop (&self->summing);
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
  g_signal_connect_swapped (self->stages, "row-activated", G_CALLBACK (crm_today_page_open_stage),
                            self);
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
  adw_bin_set_child (self->chips, crm_whose_chips_new (self->whose));
  gtk_widget_set_visible (GTK_WIDGET (self->chips),
                          gtk_widget_get_visible (adw_bin_get_child (self->chips)));
  self->tasks =
      add_card (self, self->left, _ ("Tasks"), _ ("Nothing is left to do today"), fill_task);
  crm_today_card_set_names (self->tasks, _ ("With a term"), _ ("Without a term"));
  self->mentions = add_card (self, self->left, _ ("Mentions"), _ ("Nobody asks for you in a note"),
                             crm_today_row_fill_mention);
  crm_today_card_set_hides (self->mentions, TRUE);
  self->waiting = add_card (self, self->left, _ ("Waiting for Others"),
                            _ ("Nobody owes you an answer"), crm_today_row_fill_request);
  crm_today_card_set_names (self->waiting, _ ("Unanswered"), _ ("Answered lately"));
  self->results = add_card (self, self->left, _ ("How Did It Go?"), _ ("Every talk has its result"),
                            crm_today_row_fill_result);
  crm_today_card_set_names (self->results, _ ("With a term"), _ ("Without a term"));
  crm_today_card_set_hides (self->results, TRUE);
  self->outbox = add_card (self, self->left, _ ("Messages to Send"), _ ("Nothing waits to be sent"),
                           crm_message_row_fill);
  crm_today_card_set_hides (self->outbox, TRUE);
  self->neglected = add_card (self, self->left, _ ("Deals Without a Next Step"),
                              _ ("Every deal has its next step"), crm_today_row_fill_deal);
  crm_today_card_set_names (self->neglected, _ ("The step is overdue"), _ ("No next step"));
  self->plan = CRM_TODAY_PLAN (crm_today_plan_new (workspace));
  gtk_box_append (self->right, GTK_WIDGET (self->plan));
  self->late = add_card (self, self->right, _ ("Overdue Documents"), _ ("Nothing is overdue"),
                         crm_today_row_fill_document);
  self->awaited = add_card (self, self->right, _ ("Payments Awaited"), _ ("No payment is awaited"),
                            crm_today_row_fill_document);
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
