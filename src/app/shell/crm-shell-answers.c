/* What the workspace asks of the window: to say, to warn, to ask, and to go somewhere. */
#include "config.h"

#include "crm-shell-private.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-gate-sheet.h"
#include "crm-list-page.h"
#include "crm-pages.h"
#include "crm-recents.h"

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, gpointer user_data)
{
  CrmShell *self = user_data;
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (with_undo) {
    adw_toast_set_button_label (toast, _ ("_Undo"));
    adw_toast_set_action_name (toast, "win.undo");
    /* What was done since would be undone instead: the offer goes with the next one. */
    adw_toast_overlay_dismiss_all (self->toasts);
  }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, gpointer user_data)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (heading, NULL));
  GtkWidget *body = gtk_label_new (text);

  /* One can copy what one cannot understand. */
  gtk_label_set_selectable (GTK_LABEL (body), TRUE);
  gtk_label_set_wrap (GTK_LABEL (body), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (body), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (body), GTK_JUSTIFY_CENTER);
  adw_alert_dialog_set_extra_child (dialog, body);
  adw_alert_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (user_data));
}

static void
gated_cb (CrmWorkspace *workspace, gint64 deal, gint64 stage, gpointer user_data)
{
  CrmGateSheet *sheet = crm_gate_sheet_new (workspace, deal, stage);

  if (sheet != NULL)
    adw_dialog_present (ADW_DIALOG (sheet), GTK_WIDGET (user_data));
}

static void
open_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id, gpointer user_data)
{
  CrmShell *self = user_data;
  const char *path = crm_store_get_path (crm_workspace_get_store (workspace));

  crm_recents_add (self->settings, path, entity, id);
  crm_shell_open_record (self, entity, id);
}

static void
new_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
               gpointer user_data)
{
  crm_pages_make_new (workspace, entity, draft, GTK_WIDGET (user_data));
}

static void
open_list_cb (CrmWorkspace *workspace, CrmQuery *query, const char *title, gpointer user_data)
{
  CrmShell *self = user_data;
  CrmListPage *page = crm_list_page_new (workspace, query, title);

  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (page));
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
agreed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  g_task_return_boolean (task, g_strcmp0 (response, "delete") == 0);
}

static void
confirm_delete_cb (CrmWorkspace *workspace, guint n, GTask *task, gpointer user_data)
{
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Delete %u record?", "Delete %u records?", n), n);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      crm_alert_new (heading, _ ("What belongs to them goes with them: notes, files, lines. "
                                 "It is one step, and Undo brings all of it back.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (user_data), NULL, agreed_cb, g_object_ref (task));
}

void
crm_shell_answer (CrmShell *self)
{
  g_signal_connect (self->workspace, "said", G_CALLBACK (said_cb), self);
  g_signal_connect (self->workspace, "reported", G_CALLBACK (reported_cb), self);
  g_signal_connect (self->workspace, "gated", G_CALLBACK (gated_cb), self);
  g_signal_connect (self->workspace, "open-record", G_CALLBACK (open_record_cb), self);
  g_signal_connect (self->workspace, "new-record", G_CALLBACK (new_record_cb), self);
  g_signal_connect (self->workspace, "open-list", G_CALLBACK (open_list_cb), self);
  g_signal_connect (self->workspace, "confirm-delete", G_CALLBACK (confirm_delete_cb), self);
}
