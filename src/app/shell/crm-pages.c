/* Which page shows a record, and how a new one comes into being. */
#include "config.h"

#include "crm-pages.h"

#include "crm-document-page.h"
#include "crm-document.h"
#include "crm-form-page.h"
#include "crm-process-page.h"
#include "crm-record-page.h"

/* --- Records as such */

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

/* --- Documents: a draft is made at once and edited beside its page */

static AdwNavigationPage *
create_document_page (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  return ADW_NAVIGATION_PAGE (crm_document_page_new (workspace, id));
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

/* What comes next in a sale; nothing where nothing follows. */
static gboolean
make_next (CrmWorkspace *workspace, gint64 base)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) record =
      base > 0 ? crm_record_load (reader, crm_entity_find ("document"), base, NULL) : NULL;
  g_auto (GStrv) kinds = record != NULL ? crm_document_list_next_kinds (reader, record) : NULL;

  if (kinds == NULL || kinds[0] == NULL)
    return FALSE;
  crm_document_page_make_from (workspace, base, kinds[0]);
  return TRUE;
}

static void
draft_document (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
                GtkWidget *parent)
{
  if (draft != NULL && make_next (workspace, crm_record_get_integer (draft, "base")))
    return;
  crm_document_page_create (workspace, find_kind (workspace, draft),
                            draft != NULL ? crm_record_get_integer (draft, "company") : 0,
                            draft != NULL ? crm_record_get_integer (draft, "deal") : 0);
}

/* --- Processes are drawn */

static AdwNavigationPage *
create_process_page (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  return ADW_NAVIGATION_PAGE (crm_process_page_new (workspace, id));
}

/* What belongs to a process is seen in its drawing. */
static AdwNavigationPage *
create_process_part_page (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  CrmProcessPage *page = crm_process_page_new_at (workspace, entity, id);

  return page != NULL ? ADW_NAVIGATION_PAGE (page) : create_record_page (workspace, entity, id);
}

/* --- Forms are edited beside their page */

static AdwNavigationPage *
create_form_page (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  return ADW_NAVIGATION_PAGE (crm_form_page_new (workspace, id, 0));
}

/* A new one begins as one that is there. */
static void
show_forms (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft, GtkWidget *parent)
{
  gtk_widget_activate_action (parent, "win.forms", NULL);
}

/* --- What is not as all others */

typedef struct {
  const char *entity; /* NULL: all others */
  AdwNavigationPage *(*create) (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id);
  void (*make_new) (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
                    GtkWidget *parent);
} Pages;

static const Pages pages[] = {
  { "document", create_document_page, draft_document },
  { "process", create_process_page, ask_for_record },
  { "task_type", create_process_part_page, ask_for_record },
  { "outcome", create_process_part_page, ask_for_record },
  { "form", create_form_page, show_forms },
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

/**
 * crm_pages_dup_name:
 * @entity: of the record
 * @id: of the record
 *
 * Returns: (transfer full): its name among pages, notifications and entries of the palette
 */
char *
crm_pages_dup_name (const CrmEntity *entity, gint64 id)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, entity->name, id);
}

/**
 * crm_pages_parse_name:
 * @name: what should be such a name; it may come over the bus
 * @entity: (out): of the record
 * @id: (out): of the record; 0: all of them
 *
 * Returns: whether it is one
 */
gboolean
crm_pages_parse_name (const char *name, const CrmEntity **entity, gint64 *id)
{
  g_auto (GStrv) parts = g_strsplit (name, ":", 2);
  char *end = NULL;

  if (g_strv_length (parts) != 2)
    return FALSE;
  *entity = crm_entity_find (parts[0]);
  *id = g_ascii_strtoll (parts[1], &end, 10);
  return *entity != NULL && end != parts[1] && *end == '\0' && *id >= 0;
}

/**
 * crm_pages_leave:
 * @page: a navigation page
 *
 * Goes back from it where it is the one that is seen.
 */
void
crm_pages_leave (GtkWidget *page)
{
  GtkWidget *view = gtk_widget_get_ancestor (page, ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL && adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) ==
                          ADW_NAVIGATION_PAGE (page))
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}
