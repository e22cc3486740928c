/* Letters to debtors: made in one step, then printed, saved or sent. */
#include "config.h"

#include "crm-letters.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-document-debtor.h"
#include "crm-document-output.h"
#include "crm-error.h"
#include "crm-paper-batch.h"
#include "crm-work-progress.h"

/* Each letter is a window of the mail program. */
#define MOST_MAILED 5
#define FEW 3

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  GPtrArray *debtors;      /* owned */
  GArray *ids;             /* owned; gint64: of the letters, once they are made */
  gint64 me;
  guint mailed;              /* of those: so many were given to the mail program */
  char *label;               /* owned */
  CrmWorkProgress *progress; /* a reference */
} Letters;

static void
free_letters (Letters *letters)
{
  g_object_unref (letters->parent);
  g_object_unref (letters->workspace);
  g_ptr_array_unref (letters->debtors);
  g_array_unref (letters->ids);
  g_free (letters->label);
  g_clear_pointer (&letters->progress, crm_work_progress_release);
  g_free (letters);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Letters, free_letters)

static char *
dup_said (guint n)
{
  g_autofree char *number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  /* Translators: %s is a number */
  return g_strdup_printf (ngettext ("%s letter was made", "%s letters were made", n), number);
}

/* --- What is done with them */

static void mail_next (Letters *letters);

static void
next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Letters) letters = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (answer, "next") == 0)
    mail_next (g_steal_pointer (&letters));
}

/* The clipboard holds one PDF: the next letter waits until it was pasted. */
static void
ask_next (Letters *letters)
{
  /* Translators: "Letter 2 of 5" */
  g_autofree char *heading =
      g_strdup_printf (_ ("Letter %u of %u"), letters->mailed, letters->ids->len);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (
      heading,
      _ ("It is open in the mail program, which takes no attachment from here: paste the PDF, "
         "which is in the clipboard, into the letter. Then go on with the next one.")));

  adw_alert_dialog_add_responses (dialog, "stop", _ ("_Stop"), "next", _ ("_Next Letter"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "next", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "next");
  adw_alert_dialog_set_close_response (dialog, "stop");
  adw_alert_dialog_choose (dialog, letters->parent, NULL, next_cb, letters);
}

/* What could not be opened was said, and the next one fared no better. */
static void
sent_cb (CrmDocumentSent sent, gpointer data)
{
  g_autoptr (Letters) letters = data;

  letters->mailed++;
  if (sent == CRM_DOCUMENT_UNSENT || letters->mailed >= letters->ids->len)
    return;
  if (sent == CRM_DOCUMENT_ATTACHED)
    mail_next (g_steal_pointer (&letters));
  else
    ask_next (g_steal_pointer (&letters));
}

static void
mail_next (Letters *letters)
{
  crm_document_send (letters->parent, letters->workspace,
                     g_array_index (letters->ids, gint64, letters->mailed), TRUE, sent_cb, letters);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Letters) letters = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  static const struct {
    const char *answer;
    CrmPaperBatchKind kind;
  } kinds[] = { { "print", CRM_PAPER_BATCH_PRINT },
                { "one", CRM_PAPER_BATCH_ONE_PDF },
                { "each", CRM_PAPER_BATCH_PDFS } };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (answer, kinds[i].answer) == 0)
      crm_paper_batch_start (letters->parent, letters->workspace, letters->ids, kinds[i].kind);
  if (g_strcmp0 (answer, "mail") == 0)
    mail_next (g_steal_pointer (&letters));
}

static void
ask (Letters *letters)
{
  g_autofree char *heading = dup_said (letters->ids->len);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      crm_alert_new (heading, _ ("Issued and kept among the documents. Undo takes this back.")));

  adw_alert_dialog_add_responses (dialog, "later", _ ("_Later"), "each", _ ("A PDF _Each…"), "one",
                                  _ ("One PD_F…"), "print", _ ("_Print…"), NULL);
  if (letters->ids->len <= MOST_MAILED)
    adw_alert_dialog_add_response (dialog, "mail", _ ("Send by _Mail…"));
  adw_alert_dialog_set_response_appearance (dialog, "print", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "print");
  adw_alert_dialog_set_close_response (dialog, "later");
  adw_alert_dialog_choose (dialog, letters->parent, NULL, answered_cb, letters);
}

/* --- Making */

/* One change: one number after another, one step of Undo. */
static gboolean
make_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Letters *letters = data;
  g_autoptr (CrmChange) change = crm_change_new (letters->label, letters->me, CRM_ORIGIN_WINDOW);

  for (guint i = 0; i < letters->debtors->len; i++) {
    gint64 stand_in = crm_document_add_letter (change, database, letters->debtors->pdata[i], error);
    if (stand_in == 0)
      return FALSE;
    g_array_append_val (letters->ids, stand_in);
  }
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      crm_change_commit (change, database, error) < 0)
    return FALSE;
  for (guint i = 0; i < letters->ids->len; i++) {
    gint64 *id = &g_array_index (letters->ids, gint64, i);
    *id = crm_change_get_id (change, *id);
  }
  return TRUE;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Letters) letters = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = crm_store_write_finish (CRM_STORE (source), result, &error);

  crm_work_progress_end (letters->progress);
  if (done)
    ask (g_steal_pointer (&letters));
  else if (g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED) ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    crm_workspace_say (letters->workspace, _ ("Stopped. Nothing was written."));
  else
    crm_workspace_report (letters->workspace, _ ("The letters could not be made"), error);
}

/**
 * crm_letters_make:
 * @parent: over what is asked; in a window
 * @workspace: where they are written
 * @debtors: (transfer full) (element-type CrmDebtor): to whom
 */
void
crm_letters_make (GtkWidget *parent, CrmWorkspace *workspace, GPtrArray *debtors)
{
  Letters *letters = g_new0 (Letters, 1);

  letters->parent = g_object_ref (parent);
  letters->workspace = g_object_ref (workspace);
  letters->debtors = debtors;
  letters->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  letters->me = crm_workspace_get_me (workspace);
  letters->label = dup_said (debtors->len);
  letters->progress = crm_work_progress_new ();
  if (debtors->len > FEW)
    crm_work_progress_present (letters->progress, parent, _ ("Preparing Documents"), "", FALSE);
  crm_store_write_async (crm_workspace_get_store (workspace), make_func, letters, NULL,
                         crm_work_progress_get_cancellable (letters->progress), made_cb, letters);
}
