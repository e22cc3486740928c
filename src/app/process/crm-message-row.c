/* The outbox in the window. */
#include "config.h"

#include "crm-message-row.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-document-output.h"
#include "crm-today-card.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  gint64 message;
} Target;

static void
free_target (gpointer data, GClosure *closure)
{
  Target *target = data;

  g_object_unref (target->workspace);
  g_free (target);
}

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("message");
}

static CrmRecord *
load (CrmWorkspace *workspace, gint64 message)
{
  return crm_record_load (crm_workspace_get_reader (workspace), get_entity (), message, NULL);
}

static gboolean
is_sms (CrmRecord *message)
{
  return g_strcmp0 (crm_record_get_text (message, "channel"), "sms") == 0;
}

static gboolean
is_waiting (CrmRecord *message)
{
  const char *state = crm_record_get_text (message, "state");
  return g_strcmp0 (state, "waiting") == 0 || g_strcmp0 (state, "failed") == 0;
}

/* --- To send it */

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    crm_workspace_report (workspace, _ ("No program for text messages could be opened"), error);
  else
    crm_workspace_say (workspace, _ ("Opened in the program for text messages"));
}

static void
open_sms (GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *message)
{
  const char *recipient = crm_record_get_text (message, "recipient");
  const char *text = crm_record_get_text (message, "body");
  g_autofree char *to = g_uri_escape_string (recipient != NULL ? recipient : "", "+", FALSE);
  g_autofree char *body = g_uri_escape_string (text != NULL ? text : "", NULL, FALSE);
  g_autofree char *uri = g_strdup_printf ("sms:%s?body=%s", to, body);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, launched_cb,
                           g_object_ref (workspace));
}

/**
 * crm_message_open:
 * @parent: a widget of the window
 * @workspace: where it is
 * @message: its id
 *
 * A person looks at it there and sends it. Its document goes along as PDF.
 */
void
crm_message_open (GtkWidget *parent, CrmWorkspace *workspace, gint64 message)
{
  g_autoptr (CrmRecord) record = load (workspace, message);

  if (record == NULL)
    return;
  if (is_sms (record))
    open_sms (parent, workspace, record);
  else
    crm_document_compose (parent, workspace, crm_record_get_integer (record, "document"),
                          crm_record_get_text (record, "recipient"), crm_record_get_title (record),
                          crm_record_get_text (record, "body"));
}

static void
open_cb (GtkWidget *button, gpointer user_data)
{
  Target *target = user_data;

  crm_message_open (button, target->workspace, target->message);
}

/* --- What became of it */

static void
mark (Target *target, const char *state)
{
  g_autoptr (CrmRecord) message = load (target->workspace, target->message);
  gboolean sent = g_str_equal (state, "sent");
  g_autofree char *said = NULL;
  CrmChange *change;

  if (message == NULL)
    return;
  said = g_strdup_printf (sent
                              /* Translators: the subject of a letter */
                              ? _ ("“%s” marked as sent")
                              /* Translators: the subject of a letter */
                              : _ ("“%s” will not be sent"),
                          crm_record_get_title (message));
  change = crm_workspace_begin (target->workspace, said);
  crm_change_set_text (change, get_entity (), target->message, "state", state);
  if (sent)
    crm_change_set_integer (change, get_entity (), target->message, "sent", crm_clock_now ());
  crm_workspace_commit_and_say (target->workspace, change, said);
}

static void
sent_cb (GtkWidget *button, gpointer user_data)
{
  mark (user_data, "sent");
}

static void
drop_cb (GtkWidget *button, gpointer user_data)
{
  mark (user_data, "cancelled");
}

static void
copy_cb (GtkWidget *button, gpointer user_data)
{
  Target *target = user_data;
  g_autoptr (CrmRecord) message = load (target->workspace, target->message);
  const char *text = message != NULL ? crm_record_get_text (message, "body") : NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
  crm_workspace_say (target->workspace, _ ("Copied"));
}

/* --- Buttons */

static void
connect (GtkWidget *button, CrmWorkspace *workspace, CrmRecord *message, GCallback callback)
{
  Target *target = g_new0 (Target, 1);

  target->workspace = g_object_ref (workspace);
  target->message = crm_record_get_id (message);
  g_signal_connect_data (button, "clicked", callback, target, free_target, 0);
}

static const char *
get_open_label (CrmRecord *message)
{
  return is_sms (message) ? _ ("Open as a Text Message") : _ ("Open in the Mail Program");
}

/* @icon: NULL: the label is shown, else it is the tooltip. */
static GtkWidget *
add_button (GtkWidget *box, CrmWorkspace *workspace, CrmRecord *message, const char *icon,
            const char *label, GCallback callback)
{
  GtkWidget *button =
      icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, crm_record_get_title (message));

  if (icon != NULL) {
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_tooltip_text (button, label);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  connect (button, workspace, message, callback);
  if (ADW_IS_WRAP_BOX (box))
    adw_wrap_box_append (ADW_WRAP_BOX (box), button);
  else
    gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_fact (GString *facts, const char *fact)
{
  if (fact != NULL && *fact != '\0')
    g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", fact);
}

/**
 * crm_message_row_fill:
 * @row: of a list
 * @message: with the titles of its references
 * @workspace: where it is
 */
void
crm_message_row_fill (AdwActionRow *row, CrmRecord *message, CrmWorkspace *workspace)
{
  const CrmEntity *entity = get_entity ();
  g_autofree char *channel =
      crm_record_format (message, crm_entity_field_index (entity, "channel"));
  g_autoptr (GString) facts = g_string_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const char *recipient = crm_record_get_text (message, "recipient");

  add_fact (facts, crm_record_get_text (message, "problem"));
  add_fact (facts, channel);
  add_fact (facts, recipient);
  add_fact (facts,
            crm_record_get_reference_title (message, crm_entity_field_index (entity, "company")));
  adw_action_row_set_subtitle (row, facts->str);
  adw_action_row_set_subtitle_lines (row, 2);
  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return;
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  if (recipient != NULL)
    add_button (box, workspace, message, "mail-send-symbolic", get_open_label (message),
                G_CALLBACK (open_cb));
  add_button (box, workspace, message, "edit-copy-symbolic", _ ("Copy the Text"),
              G_CALLBACK (copy_cb));
  add_button (box, workspace, message, "object-select-symbolic", _ ("Mark as Sent"),
              G_CALLBACK (sent_cb));
  add_button (box, workspace, message, "edit-delete-symbolic", _ ("Do Not Send"),
              G_CALLBACK (drop_cb));
  adw_action_row_add_suffix (row, box);
}

static void
show_buttons (GtkWidget *box, CrmRecordForm *form)
{
  CrmWorkspace *workspace = crm_record_form_get_workspace (form);
  CrmRecord *message = crm_record_form_get_record (form);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    adw_wrap_box_remove (ADW_WRAP_BOX (box), child);
  gtk_widget_set_visible (box, is_waiting (message));
  if (!is_waiting (message))
    return;
  if (!crm_record_is_empty (message, "recipient"))
    gtk_widget_add_css_class (
        add_button (box, workspace, message, NULL, get_open_label (message), G_CALLBACK (open_cb)),
        "suggested-action");
  add_button (box, workspace, message, NULL, _ ("Mark as Sent"), G_CALLBACK (sent_cb));
  add_button (box, workspace, message, NULL, _ ("Do Not Send"), G_CALLBACK (drop_cb));
}

/**
 * crm_message_buttons_new:
 * @form: of a record's page
 *
 * Returns: (transfer floating) (nullable): what can be done with the message, following it
 */
GtkWidget *
crm_message_buttons_new (CrmRecordForm *form)
{
  CrmWorkspace *workspace = crm_record_form_get_workspace (form);
  GtkWidget *box;

  if (crm_record_form_get_entity (form) != get_entity () ||
      !crm_store_is_writable (crm_workspace_get_store (workspace)))
    return NULL;
  box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  show_buttons (box, form);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (show_buttons), box, G_CONNECT_SWAPPED);
  return box;
}

/* --- What waits */

CrmQuery *
crm_message_query_waiting (CrmQuery *query)
{
  g_autoptr (CrmQuery) waiting =
      crm_query_filter (query, "state", CRM_OP_IN, "waiting,failed", NULL, NULL);

  return crm_query_sort (waiting, "id", FALSE, NULL);
}

/* What of a message says that it is about such a record. */
static const CrmField *
find_link (const CrmEntity *entity)
{
  const CrmEntity *messages = get_entity ();

  for (int i = 0; i < messages->n_fields; i++)
    if (messages->fields[i].kind == CRM_KIND_REFERENCE && messages->fields[i].initial == NULL &&
        crm_field_get_target (&messages->fields[i]) == entity)
      return &messages->fields[i];
  g_assert_not_reached ();
}

/**
 * crm_message_card_new:
 * @form: of a record that messages can be about
 *
 * Returns: (transfer floating): what waits to be sent
 */
GtkWidget *
crm_message_card_new (CrmRecordForm *form)
{
  const CrmField *link = find_link (crm_record_form_get_entity (form));
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) of = NULL;
  g_autoptr (CrmQuery) waiting = NULL;
  CrmTodayCard *card;

  all = crm_query_new (get_entity ());
  of = crm_query_filter_integer (all, link->name, CRM_OP_EQUAL,
                                 crm_record_get_id (crm_record_form_get_record (form)));
  waiting = crm_message_query_waiting (of);
  card = crm_today_card_new (crm_record_form_get_workspace (form), _ ("Messages to Send"),
                             _ ("Nothing waits to be sent"), crm_message_row_fill);
  crm_today_card_set_hides (card, TRUE);
  crm_today_card_set_queries (card, waiting, NULL);
  return GTK_WIDGET (card);
}
