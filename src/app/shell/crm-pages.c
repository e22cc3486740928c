/* Which page shows a record, and how a new one comes into being. */
#include "config.h"

#include "crm-pages.h"

#include <glib/gi18n.h>

#include "crm-document.h"
#include "crm-record-page.h"

/* --- Records as such
 * ------------------------------------------------------------------------------------- */

static AdwNavigationPage *
create_record_page (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  return ADW_NAVIGATION_PAGE (crm_record_page_new (workspace, entity, id));
}

static void
ask_for_record (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
                GtkWidget *parent)
{
  adw_dialog_present (ADW_DIALOG (crm_new_dialog_new (workspace, entity, draft)), parent);
}

/* --- Documents: a draft is made at once and edited beside its page
 * --------------------------------------- */

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = crm_workspace_commit_finish (workspace, result, &error);

  if (id < 0)
    crm_workspace_report (workspace, _ ("The document could not be made"), error);
  else
    crm_workspace_open_record (workspace, crm_entity_find ("document"), id);
}

/* The kind that was asked for; what a new record says by itself is nobody's wish. */
static const char *
find_kind (CrmWorkspace *workspace, CrmRecord *draft)
{
  const CrmField *field = crm_entity_field (crm_entity_find ("document"), "kind");
  const char *kind = draft != NULL ? crm_record_get_text (draft, "kind") : NULL;

  if (kind != NULL && g_strcmp0 (kind, field->initial) != 0)
    return kind;
  return crm_document_default_kind (crm_workspace_get_country (workspace));
}

static void
draft_document (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
                GtkWidget *parent)
{
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autofree char *language = g_settings_get_string (settings, "document-language");
  const CrmField *kind_field = crm_entity_field (entity, "kind");
  const char *kind = find_kind (workspace, draft);
  gint64 company = draft != NULL ? crm_record_get_integer (draft, "company") : 0;
  gint64 deal = draft != NULL ? crm_record_get_integer (draft, "deal") : 0;
  /* Translators: a change: the kind of document that was begun, "New: Invoice" */
  g_autofree char *label = g_strdup_printf (
      _ ("New: %s"), crm_choice_get_label (crm_field_find_choice (kind_field, kind)));
  CrmChange *change = crm_workspace_begin (workspace, label);
  g_autoptr (GError) error = NULL;
  gint64 id = crm_document_add_draft (change, crm_workspace_get_reader (workspace), kind, company,
                                      deal, &error);

  if (id == 0) {
    crm_change_free (change);
    crm_workspace_report (workspace, _ ("The document could not be made"), error);
    return;
  }
  if (language[0] != '\0')
    crm_change_set_text (change, entity, id, "language", language);
  crm_workspace_commit (workspace, change, drafted_cb, g_object_ref (workspace));
}

/* --- What is not as all others
 * ----------------------------------------------------------------------------- */

typedef struct {
  const char *entity; /* NULL: all others */
  AdwNavigationPage *(*create) (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);
  void (*make_new) (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
                    GtkWidget *parent);
} Pages;

static const Pages pages[] = {
  { "document", create_record_page, draft_document },
  { NULL, create_record_page, ask_for_record },
};

static const Pages *
find_pages (const CrmEntity *entity)
{
  gsize i = 0;

  while (pages[i].entity != NULL && g_strcmp0 (pages[i].entity, entity->name) != 0)
    i++;
  return &pages[i];
}

/**
 * crm_pages_create:
 * @workspace: whose record it is
 * @entity: of the record
 * @id: of the record
 *
 * Returns: (transfer floating): the page on which it is seen and edited
 */
AdwNavigationPage *
crm_pages_create (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  return find_pages (entity)->create (workspace, entity, id);
}

/**
 * crm_pages_make_new:
 * @workspace: where the record will be
 * @entity: of the record
 * @draft: (nullable): values to begin with
 * @parent: a widget of the window, for a dialog
 *
 * Asks for what a new record needs, or makes it at once and opens it.
 */
void
crm_pages_make_new (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
                    GtkWidget *parent)
{
  find_pages (entity)->make_new (workspace, entity, draft, parent);
}
