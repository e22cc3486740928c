/* One more thing that a stage asks for: a field, or a document and how far it must have come. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-gate-group.h"
#include "crm-gate.h"
#include "crm-page-group.h"

typedef struct {
  CrmWorkspace *workspace; /* owned */
  gint64 stage;
  GPtrArray *paths;  /* owned; those of fields, then the kinds of documents */
  guint n_fields;    /* how many of them are fields */
  AdwDialog *dialog; /* borrowed */
  AdwComboRow *what;
  AdwComboRow *status;
} Asking;

static void
free_asking (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->workspace);
  g_ptr_array_unref (asking->paths);
  g_free (asking);
}

static const CrmField *
get_document_field (const char *name)
{
  return crm_entity_field (crm_entity_find ("document"), name);
}

static gboolean
is_document (Asking *asking)
{
  return adw_combo_row_get_selected (asking->what) >= asking->n_fields;
}

static void
what_cb (Asking *asking)
{
  gtk_widget_set_visible (GTK_WIDGET (asking->status), is_document (asking));
}

static void
add_cb (Asking *asking)
{
  g_autoptr (CrmRecord) gate = crm_record_new (crm_entity_find ("gate"));
  guint selected = adw_combo_row_get_selected (asking->what);
  CrmChange *change;

  if (selected >= asking->paths->len)
    return;
  crm_record_set_integer (gate, "stage", asking->stage);
  crm_record_set_text (gate, is_document (asking) ? "document" : "field",
                       asking->paths->pdata[selected]);
  if (is_document (asking))
    crm_record_set_text (
        gate, "status",
        get_document_field ("status")->choices[adw_combo_row_get_selected (asking->status)].code);
  change =
      crm_workspace_begin (asking->workspace, crm_entity_get_label_new (crm_entity_find ("gate")));
  crm_change_add (change, gate);
  crm_workspace_commit (asking->workspace, change, NULL, NULL);
  adw_dialog_close (asking->dialog);
}

static GtkStringList *
list_names (Asking *asking)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  const CrmChoice *kinds = get_document_field ("kind")->choices;

  asking->paths = crm_gate_dup_paths ();
  asking->n_fields = asking->paths->len;
  for (guint i = 0; i < asking->n_fields; i++) {
    g_autofree char *name = crm_gate_dup_name (asking->paths->pdata[i], NULL, NULL);
    gtk_string_list_append (names, name);
  }
  for (; kinds->code != NULL; kinds++) {
    /* Translators: %s is a kind of document: "Document: Contract" */
    g_autofree char *name = g_strdup_printf (_ ("Document: %s"), crm_choice_get_label (kinds));
    gtk_string_list_append (names, name);
    g_ptr_array_add (asking->paths, g_strdup (kinds->code));
  }
  return names;
}

/* A document that was rejected is no document. */
static GtkStringList *
list_statuses (void)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  const CrmChoice *status = get_document_field ("status")->choices;

  for (; status->code != NULL && g_strcmp0 (status->code, "rejected") != 0; status++)
    gtk_string_list_append (names, crm_choice_get_label (status));
  return names;
}

/**
 * crm_gate_dialog_new:
 * @workspace: an open company file
 * @stage: that asks
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_gate_dialog_new (CrmWorkspace *workspace, gint64 stage)
{
  Asking *asking = g_new0 (Asking, 1);
  AdwDialog *dialog = asking->dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *add = gtk_button_new_with_mnemonic (C_ ("gate", "_Add"));

  asking->workspace = g_object_ref (workspace);
  asking->stage = stage;
  asking->what = crm_page_combo_new (_ ("Field or Document"), list_names (asking), 0);
  asking->status = crm_page_combo_new (_ ("At Least"), list_statuses (), 0);
  adw_combo_row_set_enable_search (asking->what, TRUE);
  adw_combo_row_set_search_match_mode (asking->what, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  g_signal_connect_swapped (asking->what, "notify::selected", G_CALLBACK (what_cb), asking);
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (add_cb), asking);
  gtk_widget_add_css_class (add, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), add);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (asking->what));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (asking->status));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Ask for More"));
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_content_height (dialog, 260);
  adw_dialog_set_child (dialog, view);
  g_object_set_data_full (G_OBJECT (dialog), "asking", asking, free_asking);
  what_cb (asking);
  return dialog;
}
