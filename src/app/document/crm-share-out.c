/* Payments shared out over what is open. */
#include "config.h"

#include "crm-share-out.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-document-share.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  gint64 payment;
} Asked;

static void
free_asked (Asked *asked)
{
  g_object_unref (asked->workspace);
  g_free (asked);
}

/* Says why not. */
static GArray *
share_out (CrmWorkspace *workspace, CrmChange *change, gint64 payment)
{
  g_autoptr (GError) error = NULL;
  GArray *shares =
      crm_payment_add_share_out (change, crm_workspace_get_reader (workspace), payment, &error);

  if (shares == NULL)
    crm_workspace_say (workspace, error->message);
  return shares;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  CrmChange *change;
  g_autoptr (GArray) shares = NULL;

  if (g_strcmp0 (answer, "share") == 0) {
    /* As things stand now. */
    change = crm_workspace_begin (asked->workspace, _ ("Payment shared out"));
    shares = share_out (asked->workspace, change, asked->payment);
    if (shares != NULL)
      crm_workspace_commit_and_say (asked->workspace, change, _ ("Payment shared out"));
    else
      crm_change_free (change);
  }
  free_asked (asked);
}

/* "Invoice 18: 500,00 zł", one a line */
static char *
dup_body (CrmWorkspace *workspace, GArray *shares)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < shares->len; i++) {
    const CrmPaymentShare *share = &g_array_index (shares, CrmPaymentShare, i);
    g_autoptr (CrmRecord) document = crm_record_load (reader, documents, share->document, NULL);
    g_autofree char *kind =
        document != NULL ? crm_record_format (document, crm_entity_field_index (documents, "kind"))
                         : g_strdup ("…");
    g_autofree char *money = crm_money_format (
        share->amount, document != NULL ? crm_record_get_currency (document) : NULL,
        crm_number_style_local ());
    g_string_append_printf (body, "%s%s %s: %s", i > 0 ? "\n" : "", kind,
                            document != NULL ? crm_record_get_title (document) : "", money);
  }
  return g_string_free (g_steal_pointer (&body), FALSE);
}

/**
 * crm_share_out_ask:
 * @parent: a widget of the window
 * @workspace: where the payment is
 * @payment: its id
 *
 * Shows to which documents it would go, and lets it go there.
 */
void
crm_share_out_ask (GtkWidget *parent, CrmWorkspace *workspace, gint64 payment)
{
  g_autoptr (CrmChange) probe = crm_workspace_begin (workspace, "");
  g_autoptr (GArray) shares = share_out (workspace, probe, payment);
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog;
  Asked *asked;

  if (shares == NULL)
    return;
  body = dup_body (workspace, shares);
  dialog = ADW_ALERT_DIALOG (crm_alert_new (_ ("Share This Payment Out?"), body));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "share", _ ("_Share Out"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "share", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "share");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  asked = g_new0 (Asked, 1);
  asked->workspace = g_object_ref (workspace);
  asked->payment = payment;
  adw_alert_dialog_choose (dialog, parent, NULL, answered_cb, asked);
}

/* --- On the page of a payment */

static void
pressed_cb (CrmRecordForm *form, GtkWidget *button)
{
  crm_share_out_ask (button, crm_record_form_get_workspace (form),
                     crm_record_get_id (crm_record_form_get_record (form)));
}

static void
refreshed_cb (GtkWidget *group, CrmRecordForm *form)
{
  CrmWorkspace *workspace = crm_record_form_get_workspace (form);
  GtkWidget *row = g_object_get_data (G_OBJECT (group), "row");
  CrmRecord *payment = crm_record_form_get_record (form);
  g_autofree char *text = NULL;
  gint64 spare = 0;

  crm_payment_read_spare (crm_workspace_get_reader (workspace), payment, &spare, NULL);
  text = crm_money_format (spare, crm_record_get_currency (payment), crm_number_style_local ());
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_set_visible (group,
                          spare > 0 && crm_store_is_writable (crm_workspace_get_store (workspace)));
}

/**
 * crm_share_out_group_new:
 * @form: of a payment
 *
 * Returns: (transfer floating): what can be spared of a payment, with a button
 */
GtkWidget *
crm_share_out_group_new (CrmRecordForm *form)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Share Out…"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  /* Translators: a sum stands beneath: what of a payment no document needs */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Not needed by its document"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (pressed_cb), form, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_object_set_data (G_OBJECT (group), "row", row);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), group, G_CONNECT_SWAPPED);
  refreshed_cb (group, form);
  return group;
}
