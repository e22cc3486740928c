/* What can be done with a document on its page. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-agreements-dialog.h"
#include "crm-address-dialog.h"
#include "crm-alert.h"
#include "crm-clock.h"
#include "crm-document-output.h"
#include "crm-document-page-private.h"
#include "crm-document-repeat.h"
#include "crm-document.h"
#include "crm-einvoice-output.h"
#include "crm-form-page.h"

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("document");
}

static GAction *
find (CrmDocumentPage *self, const char *name)
{
  return g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
}

static gboolean
has_stamp (CrmDocumentPage *self)
{
  g_autoptr (GVariant) state = g_action_get_state (find (self, "stamp"));
  return g_variant_get_boolean (state);
}

gboolean
crm_document_page_flush (CrmDocumentPage *self)
{
  gboolean lines = crm_document_lines_flush (self->lines);

  if (crm_record_form_flush (self->form) && lines)
    return TRUE;
  crm_workspace_say (self->workspace, _ ("Some values could not be saved; they are marked"));
  return FALSE;
}

/* --- After all that is typed is written */

typedef struct {
  CrmDocumentPage *self; /* owned */
  void (*then) (CrmDocumentPage *self, gint number);
  gint number;
} Step;

static gboolean
wait_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return TRUE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Step *step = user_data;
  g_autoptr (CrmDocumentPage) self = step->self;

  crm_store_write_finish (CRM_STORE (source), result, NULL);
  if (self->workspace != NULL)
    step->then (self, step->number);
  g_free (step);
}

/* The writer takes one thing after another: when it comes to this, what was typed is written. */
static void
when_written (CrmDocumentPage *self, void (*then) (CrmDocumentPage *self, gint number), gint number)
{
  CrmStore *store = crm_workspace_get_store (self->workspace);
  Step *step;

  if (!crm_store_is_writable (store)) {
    then (self, number);
    return;
  }
  step = g_new (Step, 1);
  step->self = g_object_ref (self);
  step->then = then;
  step->number = number;
  crm_store_write_async (store, wait_func, NULL, NULL, NULL, written_cb, step);
}

/* --- Issue and payment */

static void
commit_or_say (CrmDocumentPage *self, CrmChange *change, gboolean can, const GError *error,
               const char *said)
{
  if (can)
    crm_workspace_commit_and_say (self->workspace, change, said);
  else {
    crm_workspace_say (self->workspace, error->message);
    crm_change_free (change);
  }
}

static void
issue (CrmDocumentPage *self, gint number)
{
  const char *title = adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self));
  /* Translators: %s is a document: "Invoice (draft)" */
  g_autofree char *label = g_strdup_printf (_ ("Issue: %s"), title);
  CrmChange *change = crm_workspace_begin (self->workspace, label);
  g_autoptr (GError) error = NULL;
  gboolean can = crm_document_add_issue (change, crm_workspace_get_reader (self->workspace),
                                         self->document, &error);

  commit_or_say (self, change, can, error, _ ("Issued: it is locked now"));
}

static void
issue_anyway_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDocumentPage) self = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (response, "issue") == 0 && self->workspace != NULL)
    issue (self, 0);
}

/* What is issued cannot be filled in any more: what the form lacks is said before. */
static void
warn_or_issue (CrmDocumentPage *self, CrmDocumentPaper *paper)
{
  g_autofree char *warning = paper != NULL ? crm_document_paper_dup_warning (paper) : NULL;
  AdwAlertDialog *dialog;

  if (warning == NULL) {
    issue (self, 0);
    return;
  }
  dialog = ADW_ALERT_DIALOG (crm_alert_new (crm_document_paper_get_heading (paper), warning));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "issue", _ ("_Issue Anyway"),
                                  NULL);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, issue_anyway_cb, g_object_ref (self));
}

static void
paper_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDocumentPage) self = user_data;
  g_autoptr (CrmDocumentPaper) paper = crm_document_paper_read_finish (result, NULL);

  if (self->workspace != NULL)
    warn_or_issue (self, paper);
}

static void
check_and_issue (CrmDocumentPage *self, gint number)
{
  g_autoptr (CrmChange) probe = crm_workspace_begin (self->workspace, "");
  g_autoptr (GError) error = NULL;

  if (!crm_document_add_issue (probe, crm_workspace_get_reader (self->workspace), self->document,
                               &error))
    crm_workspace_say (self->workspace, error->message);
  else if (crm_document_preview_is_busy (self->preview))
    crm_document_paper_read_async (self->workspace, self->document, 0, NULL, paper_read_cb,
                                   g_object_ref (self));
  else
    warn_or_issue (self, crm_document_preview_get_paper (self->preview));
}

static void
issue_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmDocumentPage *self = user_data;

  if (crm_document_page_flush (self))
    when_written (self, check_and_issue, 0);
}

static void
pay (CrmDocumentPage *self, gint number)
{
  const char *title = adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (self));
  /* Translators: %s is a document: "Invoice 124" */
  g_autofree char *label = g_strdup_printf (_ ("Paid: %s"), title);
  CrmChange *change = crm_workspace_begin (self->workspace, label);
  g_autoptr (GError) error = NULL;
  gboolean can = crm_document_add_payment (change, crm_workspace_get_reader (self->workspace),
                                           self->document, crm_clock_today (), &error);

  commit_or_say (self, change, can, error, _ ("Payment of today noted"));
}

static void
paid_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  when_written (user_data, pay, 0);
}

/* --- Paper */

static void
put_out (CrmDocumentPage *self, gint output)
{
  crm_document_output (GTK_WIDGET (self), self->workspace, self->document,
                       (CrmDocumentOutput) output, has_stamp (self));
}

static void
start_output (CrmDocumentPage *self, CrmDocumentOutput output)
{
  if (crm_document_page_flush (self))
    when_written (self, put_out, (gint) output);
}

static void
print_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  start_output (user_data, CRM_DOCUMENT_PRINT);
}

static void
save_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  start_output (user_data, CRM_DOCUMENT_SAVE);
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  start_output (user_data, CRM_DOCUMENT_OPEN);
}

static void
copy_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  start_output (user_data, CRM_DOCUMENT_COPY);
}

static void
send_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  start_output (user_data, CRM_DOCUMENT_SEND);
}

static void
stamp_action (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  CrmDocumentPage *self = user_data;

  g_simple_action_set_state (action, state);
  if (self->preview != NULL)
    crm_document_preview_set_stamp (self->preview, g_variant_get_boolean (state));
}

static void
zoom_in_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_document_preview_zoom (((CrmDocumentPage *) user_data)->preview, CRM_ZOOM_IN);
}

static void
zoom_out_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_document_preview_zoom (((CrmDocumentPage *) user_data)->preview, CRM_ZOOM_OUT);
}

static void
zoom_fit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  crm_document_preview_zoom (((CrmDocumentPage *) user_data)->preview, CRM_ZOOM_FIT);
}

static void
einvoice_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmDocumentPage *self = user_data;
  CrmEinvoiceFormat format;

  if (crm_einvoice_format_parse (g_variant_get_string (parameter, NULL), &format, NULL))
    crm_einvoice_output (GTK_WIDGET (self), self->workspace, self->document, format);
}

/* "E-Invoice File…", with the formats to choose from where there are several. */
static void
show_einvoices (CrmDocumentPage *self, CrmRecord *record)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  int n = 0;

  for (int i = 0; record != NULL && i < CRM_EINVOICE_N_FORMATS; i++) {
    g_autoptr (GMenuItem) item = NULL;
    if (!crm_einvoice_format_fits ((CrmEinvoiceFormat) i,
                                   crm_workspace_get_reader (self->workspace), record))
      continue;
    item = g_menu_item_new (crm_einvoice_format_get_label ((CrmEinvoiceFormat) i), NULL);
    g_menu_item_set_action_and_target (item, "document.einvoice", "s",
                                       crm_einvoice_format_to_string ((CrmEinvoiceFormat) i));
    g_menu_append_item (menu, item);
    n++;
  }
  g_menu_remove_all (self->einvoice_section);
  if (n == 1) {
    g_autoptr (GMenuItem) only = g_menu_item_new_from_model (G_MENU_MODEL (menu), 0);
    g_menu_item_set_label (only, _ ("E-_Invoice File…"));
    g_menu_append_item (self->einvoice_section, only);
  } else if (n > 1)
    g_menu_append_submenu (self->einvoice_section, _ ("E-_Invoice File"), G_MENU_MODEL (menu));
}

/* --- Files */

static void
attached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDocumentPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  /* Translators: %s is the name of a file */
  g_autofree char *said = g_strdup_printf (_ ("“%s” attached"), shown);
  CrmChange *change;

  if (self->workspace == NULL)
    return;
  if (bytes == NULL) {
    crm_workspace_report (self->workspace, _ ("The file could not be attached"), error);
    return;
  }
  change = crm_workspace_begin (self->workspace, said);
  crm_change_add_file (change, crm_subject_make (get_entity (), self->document), shown, bytes);
  crm_workspace_commit_and_say (self->workspace, change, said);
}

static void
attach_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDocumentPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    g_file_load_bytes_async (file, NULL, attached_cb, g_steal_pointer (&self));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           self->workspace != NULL)
    crm_workspace_report (self->workspace, _ ("The file could not be attached"), error);
}

static void
attach_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (user_data));

  gtk_file_dialog_set_title (dialog, _ ("Attach a File"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        attach_chosen_cb, g_object_ref (user_data));
}

/* --- The document as a whole */

static void
duplicate (CrmDocumentPage *self, gint number)
{
  crm_document_page_copy (self->workspace, self->document);
}

static void
duplicate_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (crm_document_page_flush (user_data))
    when_written (user_data, duplicate, 0);
}

/* How it is repeated already, or how it could be. */
static void
repeat (CrmDocumentPage *self, gint number)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  const CrmEntity *entity = crm_entity_find ("recurrence");
  gint64 id = crm_document_find_repeat (reader, self->document);
  g_autoptr (CrmRecord) draft =
      id == 0 ? crm_document_new_repeat (reader, self->document, NULL) : NULL;

  if (id != 0)
    crm_workspace_open_record (self->workspace, entity, id);
  else if (draft != NULL)
    crm_workspace_new_record (self->workspace, entity, draft);
}

static void
repeat_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (crm_document_page_flush (user_data))
    when_written (user_data, repeat, 0);
}

/* What is to be made waits here for what was typed. */
static void
make_from (CrmDocumentPage *self, gint number)
{
  g_autofree char *kind = g_steal_pointer (&self->make_kind);

  if (kind == NULL)
    return;
  if ((crm_document_kind_get_flags (kind) & CRM_DOCUMENT_KIND_OWN_DEAL) != 0)
    crm_agreements_dialog_show (GTK_WIDGET (self), self->workspace, self->document, kind);
  else
    crm_document_page_make_from (self->workspace, self->document, kind);
}

static void
make_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmDocumentPage *self = user_data;

  if (!crm_document_page_flush (self))
    return;
  g_set_str (&self->make_kind, g_variant_get_string (parameter, NULL));
  when_written (self, make_from, 0);
}

/* "Make from This" with the kinds that follow this one; nothing where none does. */
static void
show_next_kinds (CrmDocumentPage *self, CrmRecord *record)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_auto (GStrv) kinds =
      record != NULL
          ? crm_document_list_next_kinds (crm_workspace_get_reader (self->workspace), record)
          : g_new0 (char *, 1);
  const CrmField *field = crm_entity_field (get_entity (), "kind");

  for (gsize i = 0; kinds[i] != NULL; i++) {
    const CrmChoice *choice = crm_field_find_choice (field, kinds[i]);
    g_autoptr (GMenuItem) item = g_menu_item_new (crm_choice_get_label (choice), NULL);
    g_menu_item_set_action_and_target (item, "document.make", "s", kinds[i]);
    g_menu_append_item (menu, item);
  }
  g_menu_remove_all (self->make_section);
  if (kinds[0] != NULL)
    g_menu_append_submenu (self->make_section, _ ("_Make from This"), G_MENU_MODEL (menu));
}

static void
change_form (CrmDocumentPage *self, gint number)
{
  crm_form_page_open_for (GTK_WIDGET (self), self->workspace, self->document);
}

static void
form_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (crm_document_page_flush (user_data))
    when_written (user_data, change_form, 0);
}

static void
print_envelope (CrmDocumentPage *self, gint number)
{
  crm_address_dialog_present_for (GTK_WIDGET (self), self->workspace, get_entity (),
                                  self->document);
}

static void
envelope_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  if (crm_document_page_flush (user_data))
    when_written (user_data, print_envelope, 0);
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmDocumentPage *self = user_data;
  crm_workspace_delete (self->workspace, get_entity (), &self->document, 1);
}

static void
show_reference (CrmDocumentPage *self, const char *name)
{
  CrmRecord *record = crm_record_form_get_record (self->form);

  crm_workspace_open_record (self->workspace,
                             crm_field_get_target (crm_entity_field (get_entity (), name)),
                             crm_record_get_integer (record, name));
}

static void
show_company_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_reference (user_data, "company");
}

static void
show_deal_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_reference (user_data, "deal");
}

static const GActionEntry entries[] = {
  { "issue", issue_action },         { "paid", paid_action },
  { "print", print_action },         { "save", save_action },
  { "open", open_action },           { "copy", copy_action },
  { "send", send_action },           { "stamp", NULL, NULL, "true", stamp_action },
  { "zoom-in", zoom_in_action },     { "zoom-out", zoom_out_action },
  { "zoom-fit", zoom_fit_action },   { "attach", attach_action },
  { "duplicate", duplicate_action }, { "make", make_action, "s" },
  { "delete", delete_action },       { "show-company", show_company_action },
  { "show-deal", show_deal_action }, { "einvoice", einvoice_action, "s" },
  { "repeat", repeat_action },       { "form", form_action },
  { "envelope", envelope_action },
};

void
crm_document_page_add_actions (CrmDocumentPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document", G_ACTION_GROUP (self->actions));
}

static void
enable (CrmDocumentPage *self, const char *name, gboolean can)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (find (self, name)), can);
}

/* One button leads: what comes next for this document. */
static void
show_main (CrmDocumentPage *self, gboolean can_issue, gboolean can_pay)
{
  CrmRecord *record = self->form != NULL ? crm_record_form_get_record (self->form) : NULL;

  /* What is only offered is not paid as a rule; the menu still can. */
  if (record != NULL && g_strcmp0 (crm_record_get_text (record, "kind"), "proposal") == 0)
    can_pay = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->main_button), can_issue || can_pay);
  if (can_issue) {
    gtk_button_set_label (self->main_button, C_ ("document", "Issue"));
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->main_button),
                                 _ ("Gives the number, keeps the PDF and locks the document"));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->main_button), "document.issue");
  } else if (can_pay) {
    gtk_button_set_label (self->main_button, C_ ("document", "Paid"));
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->main_button),
                                 _ ("Notes a payment of today of what is left"));
    gtk_actionable_set_action_name (GTK_ACTIONABLE (self->main_button), "document.paid");
  }
}

void
crm_document_page_enable_actions (CrmDocumentPage *self)
{
  gboolean there = self->form != NULL &&
                   g_str_equal (gtk_stack_get_visible_child_name (self->state), "document");
  gboolean writable = there && crm_store_is_writable (crm_workspace_get_store (self->workspace));
  CrmRecord *record = there ? crm_record_form_get_record (self->form) : NULL;
  gboolean issued = record != NULL && crm_document_is_issued (record);
  gboolean can_issue = writable && !issued;
  gboolean can_pay = writable && issued && !get_entity ()->is_settled (record) &&
                     crm_record_get_integer (record, "total") > 0;

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    enable (self, entries[i].name, there);
  enable (self, "issue", can_issue);
  enable (self, "paid", can_pay);
  enable (self, "attach", writable);
  enable (self, "duplicate", writable);
  enable (self, "make", writable);
  enable (self, "repeat", writable);
  enable (self, "delete", writable && !issued);
  enable (self, "show-company", there && !crm_record_is_empty (record, "company"));
  enable (self, "show-deal", there && !crm_record_is_empty (record, "deal"));
  show_main (self, can_issue, can_pay);
  show_next_kinds (self, writable ? record : NULL);
  show_einvoices (self, issued ? record : NULL);
}
