/* A group operation that a gate stopped. */
#include "config.h"

#include "crm-batch-gate.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-decimal.h"
#include "crm-gate-sheet.h"
#include "crm-gate.h"

#define N_NAMES 3
/* Nobody fills in more one by one. */
#define MOST_STOPPED 50

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  CrmBatch *batch;         /* owned; of all */
  GArray *stopped;         /* gint64; owned */
  guint at;                /* the one that is asked about */
  gint64 stage;
  CrmBatchAgain again;
  GError *error; /* owned; why the batch was not done */
} Walk;

static void
free_walk (Walk *walk)
{
  g_object_unref (walk->parent);
  g_object_unref (walk->workspace);
  g_clear_pointer (&walk->batch, crm_batch_free);
  g_array_unref (walk->stopped);
  g_error_free (walk->error);
  g_free (walk);
}

/* --- Those that lack something */

static gboolean
is_stopped (Walk *walk, CrmDatabase *database, CrmRecord *deal)
{
  const CrmEntity *entity = crm_record_get_entity (deal);
  g_autoptr (GArray) needs = NULL;

  for (int i = 0; i < entity->n_fields; i++)
    if (crm_batch_get_value (walk->batch, i) != NULL)
      crm_record_set_value (deal, i, crm_batch_get_value (walk->batch, i));
  needs = crm_gate_read_needs (database, deal, walk->stage, NULL);
  return needs != NULL && needs->len > 0;
}

/* On the reader's thread: nobody else looks at the walk meanwhile. */
static gboolean
find_stopped_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Walk *walk = data;
  const CrmEntity *deals = crm_batch_get_entity (walk->batch);

  for (gsize i = 0; i < crm_batch_get_n (walk->batch) && walk->stopped->len <= MOST_STOPPED; i++) {
    gint64 id = crm_batch_get_id_at (walk->batch, i);
    g_autoptr (CrmRecord) deal = crm_record_load (database, deals, id, NULL);
    if (deal != NULL && is_stopped (walk, database, deal))
      g_array_append_val (walk->stopped, id);
  }
  return TRUE;
}

/* --- One after the other, then the others at once */

static void
move_others (Walk *walk)
{
  g_autoptr (GHashTable) without = g_hash_table_new (g_int64_hash, g_int64_equal);
  CrmBatch *others;
  g_autofree char *number = NULL;
  g_autofree char *said = NULL;

  for (guint i = 0; i < walk->stopped->len; i++)
    g_hash_table_add (without, &g_array_index (walk->stopped, gint64, i));
  others = crm_batch_copy (walk->batch, without);
  if (crm_batch_get_n (others) == 0) {
    crm_batch_free (others);
    return;
  }
  number = crm_decimal_format ((gint64) crm_batch_get_n (others), 0, 0, crm_number_style_local ());
  said = g_strdup_printf (
      /* Translators: %s is a number */
      ngettext ("%s record changed", "%s records changed", (gulong) crm_batch_get_n (others)),
      number);
  walk->again (walk->parent, walk->workspace, others, said);
}

static void ask_next (Walk *walk);

static gboolean
next_cb (gpointer data)
{
  ask_next (data);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (AdwDialog *sheet, Walk *walk)
{
  const CrmEntity *deals = crm_batch_get_entity (walk->batch);
  g_autoptr (CrmRecord) deal =
      crm_record_load (crm_workspace_get_reader (walk->workspace), deals,
                       g_array_index (walk->stopped, gint64, walk->at), NULL);

  g_signal_handlers_disconnect_by_data (sheet, walk);
  /* Who gives up one of them gives up the rest. */
  if (deal != NULL && crm_record_get_integer (deal, "stage") != walk->stage) {
    free_walk (walk);
    return;
  }
  walk->at++;
  g_idle_add (next_cb, walk);
}

static void
ask_next (Walk *walk)
{
  CrmGateSheet *sheet = NULL;

  while (sheet == NULL && walk->at < walk->stopped->len) {
    sheet = crm_gate_sheet_new (walk->workspace, g_array_index (walk->stopped, gint64, walk->at),
                                walk->stage);
    if (sheet == NULL)
      walk->at++;
  }
  if (sheet == NULL) {
    move_others (walk);
    free_walk (walk);
    return;
  }
  g_signal_connect (sheet, "closed", G_CALLBACK (closed_cb), walk);
  adw_dialog_present (ADW_DIALOG (sheet), walk->parent);
}

/* --- What is wanted */

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Walk *walk = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (answer, "fill") == 0) {
    ask_next (walk);
    return;
  }
  if (g_strcmp0 (answer, "others") == 0)
    move_others (walk);
  free_walk (walk);
}

/* "Orion, Vega, Altair …" */
static char *
dup_names (Walk *walk)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MIN (walk->stopped->len, N_NAMES); i++) {
    g_autofree char *title = crm_reference_title (crm_workspace_get_reader (walk->workspace),
                                                  crm_batch_get_entity (walk->batch),
                                                  g_array_index (walk->stopped, gint64, i));
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", title != NULL ? title : "");
  }
  if (walk->stopped->len > N_NAMES)
    g_string_append (names, " …");
  return g_string_free_and_steal (names);
}

static void
ask (Walk *walk)
{
  guint n = walk->stopped->len;
  g_autofree char *stage = crm_reference_title (crm_workspace_get_reader (walk->workspace),
                                                crm_entity_find ("stage"), walk->stage);
  g_autofree char *count = g_strdup_printf (
      /* Translators: how many deals; the name of a stage */
      ngettext ("%u deal cannot enter “%s” yet", "%u deals cannot enter “%s” yet", n), n,
      stage != NULL ? stage : "");
  g_autofree char *names = dup_names (walk);
  g_autofree char *body =
      g_strdup_printf ("%s: %s.\n\n%s", count, names,
                       _ ("Something is missing that the stage asks for. Nothing was changed."));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (_ ("Not All Can Move Yet"), body));

  adw_alert_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  if (n < crm_batch_get_n (walk->batch))
    adw_alert_dialog_add_response (dialog, "others", _ ("Move the _Others"));
  if (n <= MOST_STOPPED) {
    adw_alert_dialog_add_response (dialog, "fill", _ ("_Fill In One by One"));
    adw_alert_dialog_set_response_appearance (dialog, "fill", ADW_RESPONSE_SUGGESTED);
    adw_alert_dialog_set_default_response (dialog, "fill");
  }
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, walk->parent, NULL, answered_cb, walk);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Walk *walk = user_data;
  gboolean read = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (read && walk->stopped->len > 0 && gtk_widget_get_realized (walk->parent)) {
    ask (walk);
    return;
  }
  /* It was filled in meanwhile: the error says what was. */
  crm_workspace_report (walk->workspace, _ ("This could not be saved"), walk->error);
  free_walk (walk);
}

/**
 * crm_batch_gate_lead:
 * @parent: over what is asked; has to be in a window
 * @workspace: where it is written
 * @batch: what was to be done; taken where %TRUE is returned
 * @error: why it was not
 * @again: does what is left
 *
 * Returns: whether a gate stopped several: then the person is led through them, as soon as they are
 *   found
 */
gboolean
crm_batch_gate_lead (GtkWidget *parent, CrmWorkspace *workspace, CrmBatch *batch,
                     const GError *error, CrmBatchAgain again)
{
  const CrmMissing *missing = crm_gate_error_get_missing (error);
  Walk *walk;

  if (missing == NULL || crm_batch_get_n (batch) < 2 || gtk_widget_get_root (parent) == NULL)
    return FALSE;
  walk = g_new0 (Walk, 1);
  walk->parent = g_object_ref (GTK_WIDGET (gtk_widget_get_root (parent)));
  walk->workspace = g_object_ref (workspace);
  walk->batch = batch;
  walk->stopped = g_array_new (FALSE, FALSE, sizeof (gint64));
  walk->stage = missing->stage;
  walk->again = again;
  walk->error = g_error_copy (error);
  crm_store_read_async (crm_workspace_get_store (workspace), find_stopped_func, walk, NULL, NULL,
                        found_cb, walk);
  return TRUE;
}
