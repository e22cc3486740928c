/* The document editor. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-attachment.h"
#include "crm-document-page-private.h"
#include "crm-document-standing.h"
#include "crm-document-totals.h"
#include "crm-document.h"
#include "crm-latest.h"
#include "crm-pages.h"
#include "crm-record-fields.h"

/**
 * CrmDocumentPage:
 *
 * What is typed is a change each; the totals follow by the core's rules, the live page by what is
 * announced. An issued document's rows are made anew without their editors.
 */
G_DEFINE_FINAL_TYPE (CrmDocumentPage, crm_document_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- The rows */

/* Each at its own place on the page, not among the details. */
static const char *const elsewhere[] = { "company", "date",    "due_date", "status", "total",
                                         "net",     "vat",     "paid",     "issued", "status_since",
                                         "pdf",     "created", "changed",  NULL };

static void
append_group (CrmRecordForm *form, GtkBox *box, const char *title, GArray *fields)
{
  if (fields->len > 0)
    gtk_box_append (box,
                    crm_field_group_new (form, title, (int *) fields->data, fields->len, FALSE));
  g_array_set_size (fields, 0);
}

static void
make_details (CrmDocumentPage *self)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  g_autoptr (GArray) fields = g_array_new (FALSE, FALSE, sizeof (int));
  const char *group = NULL;

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    if ((field->flags & CRM_FIELD_HIDDEN) != 0 || g_strv_contains (elsewhere, field->name))
      continue;
    if (g_strcmp0 (group, crm_field_get_group (field)) != 0) {
      append_group (self->form, self->details, group, fields);
      group = crm_field_get_group (field);
    }
    g_array_append_val (fields, i);
  }
  append_group (self->form, self->details, group, fields);
}

static GtkWidget *
make_essential (CrmDocumentPage *self, const char *name)
{
  int field = crm_entity_field_index (crm_record_form_get_entity (self->form), name);

  return crm_field_group_new (self->form, NULL, &field, 1, FALSE);
}

static void
make_essentials (CrmDocumentPage *self)
{
  GtkWidget *dates = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (dates), TRUE);
  gtk_box_append (GTK_BOX (dates), make_essential (self, "date"));
  gtk_box_append (GTK_BOX (dates), make_essential (self, "due_date"));
  gtk_box_append (self->essentials, make_essential (self, "company"));
  gtk_box_append (self->essentials, dates);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
make_rows (CrmDocumentPage *self)
{
  self->issued = crm_document_is_issued (crm_record_form_get_record (self->form));
  clear_box (self->essentials);
  clear_box (self->details);
  make_essentials (self);
  make_details (self);
  crm_document_lines_set_editable (
      self->lines,
      !self->issued && crm_store_is_writable (crm_workspace_get_store (self->workspace)));
}

/* --- Following the document */

static char *
dup_title (CrmRecord *record)
{
  const char *code = crm_record_get_text (record, "kind");
  const CrmField *field = crm_entity_field (crm_record_get_entity (record), "kind");
  const CrmChoice *choice = code != NULL ? crm_field_find_choice (field, code) : NULL;
  const char *kind = choice != NULL ? crm_choice_get_label (choice)
                                    : crm_entity_get_label (crm_record_get_entity (record));
  const char *number = crm_record_get_text (record, "number");
  g_autofree char *named =
      number != NULL ? g_strdup_printf ("%s %s", kind, number) : g_strdup (kind);

  if (crm_document_is_issued (record))
    return g_steal_pointer (&named);
  /* Translators: %s is a kind of document and its number: "Invoice (draft)" */
  return g_strdup_printf (_ ("%s (draft)"), named);
}

static void
show_title (CrmDocumentPage *self, CrmRecord *record)
{
  g_autofree char *title = dup_title (record);
  const char *buyer = crm_record_get_reference_title (
      record, crm_entity_field_index (crm_record_get_entity (record), "company"));

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, buyer != NULL ? buyer : "");
}

/* The own company was described after the draft was made: it is the seller. */
static void
take_own (CrmDocumentPage *self, CrmRecord *record)
{
  g_autoptr (CrmRecord) filled = NULL;
  CrmChange *change;

  if (!crm_record_is_empty (record, "seller") || crm_document_is_issued (record) ||
      !crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    return;
  filled = crm_record_copy (record);
  if (!crm_document_prepare_draft (crm_workspace_get_reader (self->workspace), filled, NULL) ||
      crm_record_is_empty (filled, "seller"))
    return;
  change = crm_workspace_begin (self->workspace, _ ("Seller filled in"));
  for (int i = 0; i < crm_record_get_entity (record)->n_fields; i++)
    if (!crm_value_equal (crm_record_get_value (record, i), crm_record_get_value (filled, i)))
      crm_change_set (change, crm_record_get_entity (record), self->document,
                      crm_record_get_entity (record)->fields[i].name,
                      crm_record_get_value (filled, i));
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}

static void
show_own (CrmDocumentPage *self, CrmRecord *record)
{
  gboolean lacks = crm_workspace_get_own_company (self->workspace) == 0;

  if (self->lacks_own && !lacks)
    take_own (self, record);
  self->lacks_own = lacks;
  adw_banner_set_revealed (self->own, lacks && crm_record_is_empty (record, "seller"));
}

static void
refreshed_cb (CrmDocumentPage *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);

  if (self->issued != crm_document_is_issued (record))
    make_rows (self);
  show_title (self, record);
  show_own (self, record);
  crm_document_page_enable_actions (self);
}

/* What stands on the paper: the document, its lines, those it names, and their accounts. */
static void
store_changed_cb (CrmDocumentPage *self, CrmAnnouncement *announcement)
{
  static const char *const printed[] = { "document",     "document_line", "company",
                                         "bank_account", "file",          "form" };

  for (gsize i = 0; i < G_N_ELEMENTS (printed); i++)
    if (crm_announcement_touches (announcement, crm_entity_find (printed[i]))) {
      crm_document_preview_refresh (self->preview);
      break;
    }
  crm_document_page_count_changed (self, announcement);
}

static void
gone_cb (CrmDocumentPage *self)
{
  gtk_stack_set_visible_child_name (self->state, "gone");
  crm_document_page_enable_actions (self);
  crm_pages_leave (GTK_WIDGET (self));
}

static void
returned_cb (CrmDocumentPage *self)
{
  gtk_stack_set_visible_child_name (self->state, "document");
  crm_document_page_enable_actions (self);
}

static void
undo_cb (CrmDocumentPage *self)
{
  crm_workspace_undo (self->workspace);
}

static void
kept_cb (CrmDocumentPage *self)
{
  guint n = crm_record_form_count_kept (self->form, NULL);
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u value is not saved yet", "%u values are not saved yet", n), n);

  if (n > 0)
    adw_banner_set_title (self->unsaved, text);
  adw_banner_set_revealed (self->unsaved, n > 0);
}

static GtkWidget *
find_row (GtkWidget *widget, int field)
{
  if (CRM_IS_FIELD_ROW (widget))
    return crm_field_row_get_field (CRM_FIELD_ROW (widget)) == field ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *row = find_row (child, field);
    if (row != NULL)
      return row;
  }
  return NULL;
}

static void
show_unsaved_cb (CrmDocumentPage *self)
{
  int field;
  GtkWidget *row;

  if (crm_record_form_count_kept (self->form, &field) == 0)
    return;
  row = find_row (GTK_WIDGET (self->essentials), field);
  if (row == NULL)
    row = find_row (GTK_WIDGET (self->details), field);
  for (GtkWidget *above = row; above != NULL; above = gtk_widget_get_parent (above)) {
    GtkWidget *stack = gtk_widget_get_parent (above);
    if (stack != NULL && ADW_IS_VIEW_STACK (stack))
      adw_view_stack_set_visible_child (ADW_VIEW_STACK (stack), above);
  }
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
describe_own_cb (CrmDocumentPage *self)
{
  g_autoptr (CrmRecord) draft = crm_record_new (crm_entity_find ("company"));

  crm_record_parse (draft, "type", "my_company", NULL);
  crm_record_set_text (draft, "country", crm_workspace_get_country (self->workspace));
  crm_workspace_new_record (self->workspace, crm_entity_find ("company"), draft);
}

/* Half and half until the person says otherwise. */
static void
paned_cb (GtkPaned *paned)
{
  gboolean is_set;
  int most;

  g_object_get (paned, "position-set", &is_set, "max-position", &most, NULL);
  if (!is_set && most > 0 && most < G_MAXINT)
    gtk_paned_set_position (paned, gtk_widget_get_width (GTK_WIDGET (paned)) / 2);
}

/* Going along a list one looks at the same of each document; when there is more or less room the
 * same stays in view. */
static void
visible_child_cb (CrmDocumentPage *self, GParamSpec *property, AdwViewStack *views)
{
  const char *name = adw_view_stack_get_visible_child_name (views);

  if (self->form == NULL || name == NULL || !gtk_widget_get_mapped (GTK_WIDGET (views)))
    return;
  if (self->trail != NULL)
    crm_record_trail_set_tab (self->trail, name);
  crm_document_page_fill_tab (self, name);
  crm_document_page_show_tab (self, name);
}

/* Files dropped anywhere on the page hang on the document. */
static gboolean
drop_cb (CrmDocumentPage *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files == NULL || self->form == NULL ||
      !crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    return FALSE;
  crm_attach_files (self->workspace,
                    crm_subject_make (crm_record_form_get_entity (self->form), self->document),
                    files, NULL, NULL);
  return TRUE;
}

static void
crm_document_page_hiding (AdwNavigationPage *page)
{
  CrmDocumentPage *self = CRM_DOCUMENT_PAGE (page);

  if (self->form != NULL)
    crm_document_page_flush (self);
  if (ADW_NAVIGATION_PAGE_CLASS (crm_document_page_parent_class)->hiding != NULL)
    ADW_NAVIGATION_PAGE_CLASS (crm_document_page_parent_class)->hiding (page);
}

static void
crm_document_page_dispose (GObject *object)
{
  CrmDocumentPage *self = CRM_DOCUMENT_PAGE (object);

  self->lines = NULL;
  self->preview = NULL;
  crm_latest_stop (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DOCUMENT_PAGE);
  g_clear_object (&self->form);
  g_clear_object (&self->trail);
  g_clear_object (&self->actions);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->make_kind, g_free);

  G_OBJECT_CLASS (crm_document_page_parent_class)->dispose (object);
}

static void
crm_document_page_class_init (CrmDocumentPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_document_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hiding = crm_document_page_hiding;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-document-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, shortcuts);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, title);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, steps);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, main_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, state);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, own);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, unsaved);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, standing);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, essentials);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, lines_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, totals);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, details);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, preview_bin);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, tasks);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, finance);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, papers);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, files);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, wide_views);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, narrow_views);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, layouts);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, make_section);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPage, einvoice_section);
  gtk_widget_class_bind_template_callback (widget_class, describe_own_cb);
  gtk_widget_class_bind_template_callback (widget_class, paned_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_unsaved_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
}

static void
crm_document_page_init (CrmDocumentPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->state), GTK_EVENT_CONTROLLER (target));
  adw_banner_set_use_markup (self->own, FALSE);
  crm_document_page_add_actions (self);
}

static void
make_parts (CrmDocumentPage *self)
{
  self->lines = CRM_DOCUMENT_LINES (crm_document_lines_new (self->workspace, self->document));
  self->preview = CRM_DOCUMENT_PREVIEW (crm_document_preview_new (self->workspace, self->document));
  adw_bin_set_child (self->lines_bin, GTK_WIDGET (self->lines));
  adw_bin_set_child (self->preview_bin, GTK_WIDGET (self->preview));
  adw_bin_set_child (self->standing, crm_document_standing_new (self->form));
  adw_bin_set_child (self->totals, crm_document_totals_new (self->form));
  make_rows (self);
  kept_cb (self);
  refreshed_cb (self);
  crm_document_page_count (self);
  if (self->trail != NULL)
    crm_document_page_show_tab (self, crm_record_trail_get_tab (self->trail));
}

/**
 * crm_document_page_new:
 * @workspace: where the document is
 * @document: its id
 *
 * Returns: (transfer floating): its editor; where there is no such document it says so
 */
CrmDocumentPage *
crm_document_page_new (CrmWorkspace *workspace, gint64 document)
{
  CrmDocumentPage *self = g_object_new (CRM_TYPE_DOCUMENT_PAGE, NULL);
  g_autoptr (CrmRecord) record = crm_record_load (crm_workspace_get_reader (workspace),
                                                  crm_entity_find ("document"), document, NULL);

  self->workspace = g_object_ref (workspace);
  self->document = document;
  crm_document_page_add_trail (self);
  if (record == NULL) {
    gtk_stack_set_visible_child_name (self->state, "gone");
    crm_document_page_enable_actions (self);
    return self;
  }
  self->form = crm_record_form_new (workspace, record);
  crm_record_form_set_is_open (self->form, crm_document_is_open_field);
  make_parts (self);
  g_signal_connect_object (self->form, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "returned", G_CALLBACK (returned_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
