/* What one was reminded of lately. */
#include "config.h"

#include "crm-reminders-dialog.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-date.h"
#include "crm-outcome-buttons.h"
#include "crm-query.h"
#include "crm-today-card.h"

#define DAYS 3
#define MOST_BUTTONS 1
#define MOST_LATE 200

static void
fill_reminder (AdwActionRow *row, CrmRecord *reminder, CrmWorkspace *workspace)
{
  gint64 subject = crm_record_get_integer (reminder, "subject");
  const CrmEntity *entity = subject != 0 ? crm_subject_get_entity (subject) : NULL;
  g_autofree char *kind = crm_record_format (
      reminder, crm_entity_field_index (crm_record_get_entity (reminder), "kind"));
  g_autofree char *when =
      crm_moment_format_relative (crm_record_get_integer (reminder, "moment"), crm_clock_now ());
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", kind, when);
  g_autoptr (CrmRecord) task = NULL;
  GtkWidget *buttons;

  adw_action_row_set_subtitle (row, subtitle);
  if (entity != crm_entity_find ("activity"))
    return;
  task = crm_record_load (crm_workspace_get_reader (workspace), entity,
                          crm_subject_get_id (subject), NULL);
  buttons = task != NULL ? crm_outcome_buttons_new (workspace, task, MOST_BUTTONS) : NULL;
  if (buttons == NULL)
    return;
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (row, buttons);
}

/* Those of the last days. */
static GPtrArray *
fetch_late (CrmWorkspace *workspace)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("reminder"));
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, "moment", TRUE, NULL);
  g_autoptr (CrmQuery) late = crm_query_filter_integer (sorted, "moment", CRM_OP_GREATER_EQUAL,
                                                        crm_clock_now () - (gint64) DAYS * 86400);
  gint64 me = crm_workspace_get_me (workspace);
  g_autofree char *mine =
      me != 0 ? g_strdup_printf ("person = #%" G_GINT64_FORMAT " or person empty", me)
              : g_strdup ("person empty");
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmQuery) query = crm_query_filter_expression (late, mine, reader, &error);

  g_assert_no_error (error);
  return crm_query_fetch_all (query, reader, MOST_LATE, NULL);
}

/* They stay listed when they are no longer new. */
static CrmQuery *
new_query (GPtrArray *waiting, GPtrArray *late)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("reminder"));
  g_autoptr (CrmQuery) sorted = crm_query_sort (all, "moment", TRUE, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < waiting->len + (late != NULL ? late->len : 0); i++) {
    gint64 id =
        crm_record_get_id (i < waiting->len ? waiting->pdata[i] : late->pdata[i - waiting->len]);
    if (g_hash_table_add (seen, g_memdup2 (&id, sizeof id)))
      g_array_append_val (ids, id);
  }
  return crm_query_only (sorted, (const gint64 *) ids->data, ids->len);
}

static gboolean
has_older (GPtrArray *waiting)
{
  for (guint i = 0; i < waiting->len; i++)
    if (crm_record_get_integer (waiting->pdata[i], "moment") <
        crm_clock_now () - (gint64) DAYS * 86400)
      return TRUE;
  return FALSE;
}

static void
opened_cb (AdwDialog *dialog)
{
  adw_dialog_close (dialog);
}

/**
 * crm_reminders_dialog_new:
 * @workspace: an open company file
 * @waiting: (element-type CrmRecord): those that were not told of yet, however old
 *
 * Returns: (transfer floating): these and the reminders of the last days, each with its answer
 */
AdwDialog *
crm_reminders_dialog_new (CrmWorkspace *workspace, GPtrArray *waiting)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  g_autoptr (GPtrArray) late = fetch_late (workspace);
  g_autoptr (CrmQuery) query = new_query (waiting, late);
  CrmTodayCard *card = crm_today_card_new (
      workspace, has_older (waiting) ? _ ("Reminders") : _ ("The Last Three Days"),
      _ ("Nothing you were reminded of"), fill_reminder);

  crm_today_card_set_queries (card, query, NULL);
  gtk_widget_set_margin_top (GTK_WIDGET (card), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (card), 24);
  gtk_widget_set_margin_start (GTK_WIDGET (card), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (card), 12);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (card));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), clamp);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), scroll);
  adw_dialog_set_child (dialog, view);
  adw_dialog_set_title (dialog, _ ("Reminders"));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 600);
  g_signal_connect_object (workspace, "open-record", G_CALLBACK (opened_cb), dialog,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (workspace, "open-list", G_CALLBACK (opened_cb), dialog,
                           G_CONNECT_SWAPPED);
  return dialog;
}
