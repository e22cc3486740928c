/* The editor of a form. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-block-page.h"
#include "crm-document.h"
#include "crm-form-page-private.h"

#define QUIET_MILLISECONDS 120

/**
 * CrmFormPage:
 *
 * Every step is a step on the draft, and the page beside shows it at once; documents are printed so
 * from the moment it is saved, which is one change. What is not saved is kept in the company file
 * until somebody comes back to it.
 */
G_DEFINE_FINAL_TYPE (CrmFormPage, crm_form_page, ADW_TYPE_NAVIGATION_PAGE)

CrmFormDraft *
crm_form_page_get_draft (CrmFormPage *self)
{
  return crm_form_session_get_draft (self->session);
}

gboolean
crm_form_page_is_changed (CrmFormPage *self)
{
  return g_strcmp0 (crm_form_draft_get_source (crm_form_page_get_draft (self)), self->stored) != 0;
}

char *
crm_form_page_dup_draft_name (CrmFormPage *self)
{
  return self->form != 0 ? g_strdup_printf ("form-%" G_GINT64_FORMAT, self->form)
                         : g_strdup_printf ("form-%s-%s", self->kind,
                                            self->standard != NULL ? self->standard : "");
}

void
crm_form_page_show_title (CrmFormPage *self)
{
  const char *state = crm_form_page_is_changed (self) ? _ ("Changes are not saved yet")
                      : self->form == 0               ? _ ("Standard form")
                      : self->in_use                  ? C_ ("choice", "In use")
                                                      : C_ ("choice", "Not in use");

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), self->name);
  adw_window_title_set_title (self->title, self->name);
  adw_window_title_set_subtitle (self->title, state);
  adw_banner_set_revealed (
      self->behind,
      self->form != 0 && !self->is_broken &&
          crm_form_is_behind (crm_form_draft_get_form (crm_form_page_get_draft (self)),
                              self->standard));
}

/* --- The blocks beside the page */

static void
show_preview (CrmFormPage *self)
{
  guint selected = crm_form_session_get_selected (self->session);
  guint last =
      selected != 0 ? crm_form_draft_get_last (crm_form_page_get_draft (self), selected) : 0;

  crm_document_preview_set_form (self->preview,
                                 crm_form_draft_get_form (crm_form_page_get_draft (self)));
  crm_document_preview_set_marked (self->preview, selected, last);
}

static void
renew_cb (gpointer user_data)
{
  CrmFormPage *self = user_data;

  self->renewing = 0;
  crm_form_page_fill_outline (self);
}

/* After a step back or forth everything may be another. */
void
crm_form_page_renew_side (CrmFormPage *self)
{
  AdwNavigationPage *shown = adw_navigation_view_get_visible_page (self->side);

  self->look = crm_form_whole_new (self);
  adw_bin_set_child (self->whole, self->look);
  if (CRM_IS_BLOCK_PAGE (shown) && !crm_block_page_renew (CRM_BLOCK_PAGE (shown)))
    crm_form_session_select (self->session, 0);
}

static void
draft_changed_cb (CrmFormPage *self)
{
  CrmDrafts *drafts = crm_workspace_get_drafts (self->workspace);
  g_autofree char *name = crm_form_page_dup_draft_name (self);

  crm_drafts_set (drafts, name,
                  crm_form_page_is_changed (self)
                      ? crm_form_draft_get_source (crm_form_page_get_draft (self))
                      : NULL);
  if (self->stepping)
    crm_form_page_renew_side (self);
  g_clear_handle_id (&self->renewing, g_source_remove);
  self->renewing = g_timeout_add_once (QUIET_MILLISECONDS, renew_cb, self);
  show_preview (self);
  crm_form_page_show_title (self);
  crm_form_page_enable_actions (self);
}

static void
selected_cb (CrmFormPage *self)
{
  guint block = crm_form_session_get_selected (self->session);
  AdwNavigationPage *outline = adw_navigation_view_find_page (self->side, "outline");

  if (block == 0) {
    adw_navigation_view_pop_to_page (self->side, outline);
  } else {
    AdwNavigationPage *page = ADW_NAVIGATION_PAGE (crm_block_page_new (self->session, block));
    AdwNavigationPage *pages[] = { outline, page };
    if (adw_navigation_view_get_visible_page (self->side) == outline)
      adw_navigation_view_push (self->side, page);
    else
      adw_navigation_view_replace (self->side, pages, G_N_ELEMENTS (pages));
  }
  crm_form_page_mark_outline (self);
  show_preview (self);
}

/* The person went back: from a column to its table, or to the outline. */
static void
popped_cb (CrmFormPage *self)
{
  AdwNavigationPage *shown = adw_navigation_view_get_visible_page (self->side);

  if (CRM_IS_BLOCK_PAGE (shown))
    crm_block_page_renew (CRM_BLOCK_PAGE (shown));
  else if (crm_form_session_get_selected (self->session) != 0)
    crm_form_session_select (self->session, 0);
}

static void
block_activated_cb (CrmFormPage *self, GtkListBoxRow *row)
{
  crm_form_session_select (self->session,
                           GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "block")));
}

static void
picked_cb (CrmFormPage *self, guint element)
{
  guint block = crm_form_draft_find_block (crm_form_page_get_draft (self), element);

  if (block == 0)
    return;
  crm_form_session_select (self->session, block);
  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
}

/* --- What is stored */

static char *
dup_standard_name (const char *kind)
{
  const CrmChoice *choice =
      crm_field_find_choice (crm_entity_field (crm_entity_find ("form"), "kind"), kind);

  return g_strdup (choice != NULL ? crm_choice_get_label (choice) : kind);
}

static char *
dup_standard_source (CrmFormPage *self)
{
  g_autoptr (GBytes) bytes =
      self->standard != NULL ? crm_form_read_builtin (self->standard, NULL) : NULL;

  if (bytes == NULL)
    return g_strdup ("<form name=\"own\">\n  <body>\n  </body>\n</form>\n");
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

gboolean
crm_form_page_load (CrmFormPage *self)
{
  g_autoptr (CrmRecord) record = NULL;

  if (self->form == 0)
    return TRUE;
  record = crm_record_load (crm_workspace_get_reader (self->workspace), crm_entity_find ("form"),
                            self->form, NULL);
  if (record == NULL)
    return FALSE;
  g_set_str (&self->standard, crm_record_get_text (record, "base"));
  g_set_str (&self->kind, crm_record_get_text (record, "kind"));
  g_set_str (&self->name, crm_record_get_title (record));
  g_set_str (&self->stored, crm_record_get_text (record, "source"));
  self->company = crm_record_get_integer (record, "company");
  self->in_use = g_strcmp0 (crm_record_get_text (record, "state"), "in_use") == 0;
  return TRUE;
}

/* What was typed and not saved comes first, then what is stored, then the standard form. */
static CrmFormDraft *
open_draft (CrmFormPage *self)
{
  g_autofree char *name = crm_form_page_dup_draft_name (self);
  g_autofree char *kept = crm_drafts_dup (crm_workspace_get_drafts (self->workspace), name);
  g_autofree char *standard = dup_standard_source (self);
  g_autoptr (GError) error = NULL;
  CrmFormDraft *draft;

  if (self->stored == NULL)
    g_set_str (&self->stored, standard);
  draft = kept != NULL ? crm_form_draft_new (kept, NULL) : NULL;
  if (draft != NULL) {
    adw_banner_set_title (self->kept, _ ("These changes were not saved last time."));
    adw_banner_set_revealed (self->kept, TRUE);
    return draft;
  }
  draft = crm_form_draft_new (self->stored, &error);
  if (draft == NULL) {
    g_autofree char *text =
        /* Translators: %s says what is wrong with the file of a form */
        g_strdup_printf (_ ("This form cannot be used, so documents are printed on the standard "
                            "one, which is shown here. %s"),
                         error->message);
    self->is_broken = TRUE;
    adw_banner_set_title (self->broken, text);
    adw_banner_set_revealed (self->broken, TRUE);
    draft = crm_form_draft_new (standard, NULL);
  }
  return draft;
}

static void
discard_cb (CrmFormPage *self)
{
  adw_banner_set_revealed (self->kept, FALSE);
  self->stepping = TRUE;
  crm_form_session_check (self->session, NULL);
  crm_form_draft_set_source (crm_form_page_get_draft (self), self->stored, _ ("Changes discarded"),
                             NULL);
  self->stepping = FALSE;
}

static void
show_source_cb (CrmFormPage *self)
{
  crm_form_source_show (self, self->stored);
}

/* Taken back from elsewhere, or deleted: what nobody is changing here follows. */
static void
store_changed_cb (CrmFormPage *self, CrmAnnouncement *announcement)
{
  gboolean changed;
  GtkWidget *view;

  if (self->form == 0 || !crm_announcement_touches (announcement, crm_entity_find ("form")))
    return;
  changed = crm_form_page_is_changed (self);
  if (crm_form_page_load (self)) {
    if (!changed && !self->is_broken && crm_form_page_is_changed (self)) {
      self->stepping = TRUE;
      crm_form_draft_set_source (crm_form_page_get_draft (self), self->stored, _ ("Form changed"),
                                 NULL);
      self->stepping = FALSE;
    }
    crm_form_page_show_title (self);
    crm_form_page_enable_actions (self);
    return;
  }
  view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  if (view != NULL && adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) ==
                          ADW_NAVIGATION_PAGE (self))
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

/* --- What the page shows */

static gint64
find_document (CrmFormPage *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) of_kind =
      crm_query_filter (all, "kind", CRM_OP_EQUAL, self->kind, NULL, NULL);
  g_autoptr (CrmQuery) sorted =
      of_kind != NULL ? crm_query_sort (of_kind, "date", TRUE, NULL) : NULL;
  g_autoptr (GPtrArray) records =
      sorted != NULL
          ? crm_query_fetch_all (sorted, crm_workspace_get_reader (self->workspace), 1, NULL)
          : NULL;

  return records != NULL && records->len > 0 ? crm_record_get_id (records->pdata[0]) : 0;
}

/* --- Page */

static void
crm_form_page_hidden (AdwNavigationPage *page)
{
  CrmFormPage *self = CRM_FORM_PAGE (page);

  if (self->workspace != NULL)
    crm_drafts_flush (crm_workspace_get_drafts (self->workspace));
  if (self->session != NULL && crm_form_page_is_changed (self) && !self->is_broken &&
      crm_form_draft_get_undo_label (crm_form_page_get_draft (self)) != NULL)
    crm_workspace_say (self->workspace,
                       _ ("The changes of the form are kept, but not in use: it was not saved"));
  if (ADW_NAVIGATION_PAGE_CLASS (crm_form_page_parent_class)->hidden != NULL)
    ADW_NAVIGATION_PAGE_CLASS (crm_form_page_parent_class)->hidden (page);
}

static void
crm_form_page_dispose (GObject *object)
{
  CrmFormPage *self = CRM_FORM_PAGE (object);

  g_clear_handle_id (&self->renewing, g_source_remove);
  self->preview = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FORM_PAGE);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_form_page_parent_class)->dispose (object);
}

static void
crm_form_page_finalize (GObject *object)
{
  CrmFormPage *self = CRM_FORM_PAGE (object);

  g_free (self->standard);
  g_free (self->kind);
  g_free (self->name);
  g_free (self->stored);

  G_OBJECT_CLASS (crm_form_page_parent_class)->finalize (object);
}

static void
crm_form_page_class_init (CrmFormPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_form_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_form_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hidden = crm_form_page_hidden;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, shortcuts);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, title);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, kept);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, broken);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, behind);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, split);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, side);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, whole);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, outline);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, preview_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmFormPage, beside);
  gtk_widget_class_bind_template_callback (widget_class, block_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, popped_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_source_cb);
}

static void
crm_form_page_init (CrmFormPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_form_page_add_actions (self);
}

static void
set_up (CrmFormPage *self)
{
  g_autoptr (CrmFormDraft) draft = open_draft (self);

  self->session = crm_form_session_new (self->workspace, draft);
  if (self->document == 0)
    self->document = find_document (self);
  self->preview = CRM_DOCUMENT_PREVIEW (crm_document_preview_new_on (
      self->workspace, self->document, self->kind, crm_form_draft_get_form (draft)));
  adw_bin_set_child (self->preview_bin, GTK_WIDGET (self->preview));
  g_signal_connect_object (self->preview, "picked", G_CALLBACK (picked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (self->workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  crm_form_page_renew_side (self);
  crm_form_page_fill_outline (self);
  crm_form_page_show_title (self);
  crm_form_page_enable_actions (self);
}

/**
 * crm_form_page_new:
 * @workspace: where the form is
 * @form: id of its record
 * @document: what the page shows; 0: the newest of its kind, or a made-up one
 *
 * Returns: (transfer floating): its editor
 */
CrmFormPage *
crm_form_page_new (CrmWorkspace *workspace, gint64 form, gint64 document)
{
  CrmFormPage *self = g_object_new (CRM_TYPE_FORM_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->form = form;
  self->document = document;
  if (!crm_form_page_load (self)) {
    self->form = 0;
    self->kind = g_strdup ("invoice");
    self->name = dup_standard_name (self->kind);
  }
  set_up (self);
  return self;
}

/**
 * crm_form_page_new_from:
 * @workspace: where the form will be
 * @standard: (nullable): name of the standard form that it begins as
 * @kind: of documents
 * @document: what the page shows; 0: the newest of its kind, or a made-up one
 *
 * Returns: (transfer floating): its editor
 */
CrmFormPage *
crm_form_page_new_from (CrmWorkspace *workspace, const char *standard, const char *kind,
                        gint64 document)
{
  CrmFormPage *self = g_object_new (CRM_TYPE_FORM_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  self->standard = g_strdup (standard);
  self->kind = g_strdup (kind);
  self->name = dup_standard_name (kind);
  self->document = document;
  set_up (self);
  return self;
}

void
crm_form_page_push (GtkWidget *widget, AdwNavigationPage *page)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL)
    adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
  else
    g_object_unref (g_object_ref_sink (page));
}

/**
 * crm_form_page_open_for:
 * @widget: on a page
 * @workspace: where the document is
 * @document: its id
 *
 * Shows the editor of the form that the document is printed on, above that page.
 */
void
crm_form_page_open_for (GtkWidget *widget, CrmWorkspace *workspace, gint64 document)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) record =
      crm_record_load (reader, crm_entity_find ("document"), document, NULL);
  g_autofree char *name = record != NULL ? crm_document_dup_form_name (reader, record, NULL) : NULL;
  gint64 own = crm_document_form_name_parse (name);

  if (record == NULL)
    return;
  if (own != 0)
    crm_form_page_push (widget, ADW_NAVIGATION_PAGE (crm_form_page_new (workspace, own, document)));
  else
    crm_form_page_push (widget,
                        ADW_NAVIGATION_PAGE (crm_form_page_new_from (
                            workspace, name, crm_record_get_text (record, "kind"), document)));
}
