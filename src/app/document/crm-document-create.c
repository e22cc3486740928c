/* New documents: for a company, for a deal, after another one. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-document-page-private.h"
#include "crm-document.h"
#include "crm-error.h"

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;
  gint64 document = crm_workspace_commit_finish (workspace, result, &error);

  if (document < 0)
    crm_workspace_report (workspace, _ ("The document could not be made"), error);
  else
    crm_workspace_open_record (workspace, crm_entity_find ("document"), document);
}

/* The language of papers is the seller's country's, unless the preferences say otherwise. */
static void
set_language (CrmChange *change, gint64 stand_in)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *language = g_settings_get_string (settings, "document-language");

  if (*language != '\0')
    crm_change_set_text (change, crm_entity_find ("document"), stand_in, "language", language);
}

static void
commit (CrmWorkspace *workspace, CrmChange *change, gint64 stand_in, const GError *error)
{
  if (stand_in == 0) {
    crm_workspace_report (workspace, _ ("The document could not be made"), error);
    crm_change_free (change);
  } else
    crm_workspace_commit (workspace, change, added_cb, g_object_ref (workspace));
}

/**
 * crm_document_page_create:
 * @workspace: where it is written
 * @kind: (nullable): of the document; %NULL: what asks for money in the workspace's country
 * @company: the buyer; 0: the deal's, or nobody yet
 * @deal: what it is for; 0: none
 *
 * Writes a draft and opens it.
 */
void
crm_document_page_create (CrmWorkspace *workspace, const char *kind, gint64 company, gint64 deal)
{
  const CrmField *field = crm_entity_field (crm_entity_find ("document"), "kind");
  const char *code =
      kind != NULL ? kind : crm_document_default_kind (crm_workspace_get_country (workspace));
  const CrmChoice *choice = crm_field_find_choice (field, code);
  /* Translators: %s is a kind of document: "New: Invoice" */
  g_autofree char *label =
      g_strdup_printf (_ ("New: %s"), choice != NULL ? crm_choice_get_label (choice) : code);
  CrmChange *change = crm_workspace_begin (workspace, label);
  g_autoptr (GError) error = NULL;
  gint64 stand_in = crm_document_add_draft (change, crm_workspace_get_reader (workspace), code,
                                            company, deal, &error);

  if (stand_in != 0)
    set_language (change, stand_in);
  commit (workspace, change, stand_in, error);
}

/**
 * crm_document_page_copy:
 * @workspace: where it is written
 * @document: id of the document
 *
 * Writes a draft that says the same and opens it.
 */
void
crm_document_page_copy (CrmWorkspace *workspace, gint64 document)
{
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (workspace),
                                                crm_entity_find ("document"), document);
  /* Translators: %s is the number of a document */
  g_autofree char *label = g_strdup_printf (_ ("Copy of %s"), title != NULL ? title : "…");
  CrmChange *change = crm_workspace_begin (workspace, label);
  g_autoptr (GError) error = NULL;
  gint64 stand_in =
      crm_document_add_copy (change, crm_workspace_get_reader (workspace), document, &error);

  commit (workspace, change, stand_in, error);
}

/**
 * crm_document_page_make_from:
 * @workspace: where it is written
 * @document: id of the document that it is made from
 * @kind: what to make
 *
 * Writes a draft with what is left of @document and opens it, or says why not.
 */
void
crm_document_page_make_from (CrmWorkspace *workspace, gint64 document, const char *kind)
{
  const CrmField *field = crm_entity_field (crm_entity_find ("document"), "kind");
  const CrmChoice *choice = crm_field_find_choice (field, kind);
  g_autofree char *label =
      g_strdup_printf (_ ("New: %s"), choice != NULL ? crm_choice_get_label (choice) : kind);
  CrmChange *change = crm_workspace_begin (workspace, label);
  g_autoptr (GError) error = NULL;
  gint64 stand_in = crm_document_add_made_from (change, crm_workspace_get_reader (workspace),
                                                document, kind, &error);

  if (stand_in == 0 && g_error_matches (error, CRM_ERROR, CRM_ERROR_REFUSED)) {
    crm_workspace_say (workspace, error->message);
    crm_change_free (change);
  } else
    commit (workspace, change, stand_in, error);
}
