/* The rows of the cards of Today. */
#include "config.h"

#include "crm-today-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-date.h"
#include "crm-day-ring.h"
#include "crm-document.h"
#include "crm-relations.h"
#include "crm-result-dialog.h"
#include "crm-text.h"

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

GtkWidget *
crm_today_row_add_mark (AdwActionRow *row, const char *text, const char *style)
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

/* Where nothing can be written it is not offered. @question: what it is for those who hear it;
 * what is seen is short enough for a telephone. */
static void
add_button (AdwActionRow *row, const char *label, const char *question, CrmRecord *record,
            CrmWorkspace *workspace, GCallback clicked)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", question, crm_record_get_title (record));
  GtkWidget *button;
  Target *target;

  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return;
  button = gtk_button_new_with_label (label);
  target = g_new0 (Target, 1);
  target->workspace = g_object_ref (workspace);
  target->record = g_object_ref (record);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (strcmp (question, label) != 0)
    gtk_widget_set_tooltip_text (button, question);
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
                                crm_record_get_id (target->record),
                                crm_workspace_get_today (target->workspace), &error))
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

void
crm_today_row_fill_document (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  const CrmEntity *documents = crm_record_get_entity (record);
  gint64 days = crm_record_get_integer (record, "due_date") - crm_workspace_get_today (workspace);
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
    crm_today_row_add_mark (row, when, days < 0 ? "error" : "dimmed");
    add_ring (row, record, workspace);
  }
  add_button (row, C_ ("document", "Paid"), C_ ("document", "Paid"), record, workspace,
              G_CALLBACK (paid_cb));
}

/* What I asked a colleague for: when it is due, or what became of it. */
void
crm_today_row_fill_request (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  int due = crm_entity_field_index (crm_record_get_entity (record), "due");
  const char *state = crm_record_get_text (record, "state");
  const char *reason = crm_record_get_text (record, "outcome");
  g_autofree char *text = NULL;

  set_subtitle (row, reference (record, "responsible"), reference (record, "company"));
  if (g_strcmp0 (state, "done") == 0)
    crm_today_row_add_mark (row, C_ ("request", "Answered"), "success");
  else if (g_strcmp0 (state, "cancelled") == 0) {
    set_subtitle (row, reference (record, "responsible"), reason);
    crm_today_row_add_mark (row, C_ ("request", "Refused"), "error");
  } else if (!crm_record_is_empty (record, "due")) {
    text = crm_moment_format_relative (crm_record_get_integer (record, "due"),
                                       crm_workspace_get_now (workspace));
    crm_today_row_add_mark (row, text,
                            crm_record_is_overdue (record, due, crm_workspace_get_now (workspace))
                                ? "error"
                                : "dimmed");
  }
}

void
crm_today_row_fill_deal (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  set_subtitle (row, reference (record, "company"), reference (record, "stage"));
  if (crm_record_is_empty (record, "next_activity"))
    crm_today_row_add_mark (row, _ ("no next step"), "warning");
  else {
    g_autofree char *when = crm_date_format_relative (
        crm_record_get_integer (record, "next_activity"), crm_workspace_get_today (workspace));
    crm_today_row_add_mark (row, when, "error");
  }
}

/* Who has seen it need not be told again; that is no step of Undo. */
static void
see (Target *target)
{
  CrmChange *change;

  if (!crm_store_is_writable (crm_workspace_get_store (target->workspace)))
    return;
  change = crm_workspace_begin (target->workspace, C_ ("mention", "Seen"));
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

void
crm_today_row_fill_mention (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) note = crm_record_load (reader, crm_entity_find ("note"),
                                                crm_record_get_integer (record, "note"), NULL);
  g_autoptr (CrmRecord) about = crm_record_load_seen (record, reader);
  g_autofree char *line =
      crm_text_one_line (note != NULL ? crm_record_get_text (note, "text") : "", 200);
  g_autofree char *when = crm_moment_format_relative (crm_record_get_integer (record, "created"),
                                                      crm_workspace_get_now (workspace));
  Target *target = g_new0 (Target, 1);

  target->workspace = g_object_ref (workspace);
  target->record = g_object_ref (record);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line);
  set_subtitle (row, crm_record_get_title (about),
                note != NULL ? reference (note, "author") : NULL);
  crm_today_row_add_mark (row, when, "dimmed");
  add_button (row, C_ ("mention", "Seen"), C_ ("mention", "Seen"), record, workspace,
              G_CALLBACK (seen_cb));
  g_signal_connect_data (row, "activated", G_CALLBACK (seen_cb), target, free_target, 0);
}

static void
ask_result_cb (GtkWidget *button, Target *target)
{
  crm_result_ask (button, target->workspace, target->record);
}

/* Who it was with and when; the rest is for the answer to say. */
void
crm_today_row_fill_result (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace)
{
  const CrmEntity *tasks = crm_record_get_entity (record);
  const char *field = crm_record_is_empty (record, "start") ? "due" : "start";
  const char *company = reference (record, "company");
  g_autofree char *kind = crm_record_format (record, crm_entity_field_index (tasks, "kind"));
  g_autofree char *when = crm_moment_format_relative (crm_record_get_integer (record, field),
                                                      crm_workspace_get_now (workspace));
  g_autofree char *kind_and_time = g_strdup_printf ("%s · %s", kind, when);

  set_subtitle (row, kind_and_time, company);
  add_button (row, crm_field_get_label (crm_entity_field (tasks, "result")), _ ("What Came of It?"),
              record, workspace, G_CALLBACK (ask_result_cb));
}
