/* Closing a dialog with what was typed into it. */
#include "config.h"

#include "crm-dialog-guard.h"

#include <glib/gi18n.h>

#include "crm-alert.h"

#define KEY "crm-dialog-guard"

typedef struct {
  CrmDialogIsTyped is_typed;
  CrmDialogClosing closing; /* NULL: nobody wants to know */
  AdwDialog *question;      /* weak; NULL: none is asked */
} Guard;

static void
free_guard (gpointer data)
{
  Guard *guard = data;

  g_clear_weak_pointer (&guard->question);
  g_free (guard);
}

static void
close_dialog (AdwDialog *dialog, gboolean discarded)
{
  Guard *guard = g_object_get_data (G_OBJECT (dialog), KEY);

  if (guard->closing != NULL)
    guard->closing (dialog, discarded);
  crm_dialog_close_now (dialog);
}

static void
discard_cb (AdwDialog *dialog)
{
  close_dialog (dialog, TRUE);
}

static void
close_attempt_cb (AdwDialog *dialog)
{
  Guard *guard = g_object_get_data (G_OBJECT (dialog), KEY);
  AdwDialog *question;

  if (guard->question != NULL)
    return;
  if (!guard->is_typed (dialog)) {
    close_dialog (dialog, FALSE);
    return;
  }
  question = crm_alert_new (_ ("Discard What You Typed?"), NULL);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "keep", _ ("_Keep Editing"),
                                  "discard", _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "keep");
  g_signal_connect_object (question, "response::discard", G_CALLBACK (discard_cb), dialog,
                           G_CONNECT_SWAPPED);
  g_set_weak_pointer (&guard->question, question);
  adw_dialog_present (question, GTK_WIDGET (dialog));
}

/**
 * crm_dialog_guard:
 * @dialog: a dialog in which one types
 * @is_typed: (scope forever): whether something would be lost; may take in what rows hold
 * @closing: (nullable) (scope forever): called before it is closed by the person
 *
 * Escape, Cancel and every other way to close ask from now on where something was typed. What was
 * written is closed with crm_dialog_close_now().
 */
void
crm_dialog_guard (AdwDialog *dialog, CrmDialogIsTyped is_typed, CrmDialogClosing closing)
{
  Guard *guard = g_new0 (Guard, 1);

  guard->is_typed = is_typed;
  guard->closing = closing;
  g_object_set_data_full (G_OBJECT (dialog), KEY, guard, free_guard);
  adw_dialog_set_can_close (dialog, FALSE);
  g_signal_connect (dialog, "close-attempt", G_CALLBACK (close_attempt_cb), NULL);
}

/**
 * crm_dialog_close_now:
 * @dialog: a dialog
 *
 * Closes it without a question; one that is asked just now goes with it.
 */
void
crm_dialog_close_now (AdwDialog *dialog)
{
  Guard *guard = g_object_get_data (G_OBJECT (dialog), KEY);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (dialog));

  if (guard != NULL && guard->question != NULL)
    adw_dialog_force_close (guard->question);
  /* A dialog over a navigation page that is closed with the focus in it is never freed. */
  if (root != NULL)
    gtk_root_set_focus (root, NULL);
  adw_dialog_force_close (dialog);
}
