/* The live page. */
#include "config.h"

#include "crm-document-preview-private.h"

#include <glib/gi18n.h>

#include "crm-document-sheet.h"
#include "crm-latest.h"
#include "crm-text.h"

/* Typing is not disturbed by a page for every letter. */
#define QUIET_MILLISECONDS 150
/* Logical pixels to a point: 96 to an inch. */
#define NATURAL_ZOOM (96.0 / 72.0)
#define ZOOM_STEP 1.25
#define LEAST_ZOOM 0.3
#define MOST_ZOOM 8.0
#define MOST_SPOKEN_CHARACTERS 4000

G_DEFINE_FINAL_TYPE (CrmDocumentPreview, crm_document_preview, GTK_TYPE_WIDGET)

enum { MADE, PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

void
crm_document_preview_pick (CrmDocumentPreview *self, guint element)
{
  g_signal_emit (self, signals[PICKED], 0, element);
}

/* --- A new paper */

static void
show_sheets (CrmDocumentPreview *self)
{
  int n_pages = crm_pdf_pages_get_n_pages (self->pages);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sheets));

  for (int i = 0; i < n_pages; i++) {
    g_autofree char *text = NULL;
    g_autofree char *spoken = NULL;
    g_autofree char *name = NULL;
    double width, height;
    if (child == NULL) {
      child = crm_document_sheet_new ();
      crm_document_sheet_set_zoom (CRM_DOCUMENT_SHEET (child), self->zoom);
      gtk_box_append (self->sheets, child);
      if (self->form != NULL)
        crm_document_preview_let_pick (self, child);
    }
    crm_pdf_pages_get_size (self->pages, i, &width, &height);
    crm_document_sheet_set_size (CRM_DOCUMENT_SHEET (child), width, height);
    /* Translators: number of the page, number of pages */
    name = g_strdup_printf (_ ("Page %d of %d"), i + 1, n_pages);
    text = i < 20 ? crm_pdf_pages_dup_text (self->pages, i) : g_strdup ("");
    spoken = crm_text_one_line (text, MOST_SPOKEN_CHARACTERS);
    crm_document_sheet_set_text (CRM_DOCUMENT_SHEET (child), name, spoken);
    child = gtk_widget_get_next_sibling (child);
  }
  while (child != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (child);
    gtk_box_remove (self->sheets, child);
    child = next;
  }
}

static void
show_missing (CrmDocumentPreview *self)
{
  const char *const *missing = crm_document_paper_get_missing (self->paper);
  g_autofree char *list = g_strjoinv (", ", (char **) missing);
  /* Translators: %s is a list of fields: "Seller: Bank, Buyer: Tax number" */
  g_autofree char *text = g_strdup_printf (_ ("Not filled in: %s"), list);

  if (*list != '\0')
    adw_banner_set_title (self->missing, text);
  adw_banner_set_revealed (self->missing, *list != '\0');
  if (crm_document_paper_get_fallback (self->paper) != NULL)
    adw_banner_set_title (self->fallback, crm_document_paper_get_fallback (self->paper));
  adw_banner_set_revealed (self->fallback, crm_document_paper_get_fallback (self->paper) != NULL);
}

static void
end_making (CrmDocumentPreview *self)
{
  g_clear_object (&self->making);
  g_signal_emit (self, signals[MADE], 0);
}

static void
show_state (CrmDocumentPreview *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->state, name);
  gtk_widget_set_visible (self->controls, g_strcmp0 (name, "pages") == 0);
}

static void
show_failure (CrmDocumentPreview *self, const GError *error)
{
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->failed, text);
  show_state (self, "failed");
  end_making (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDocumentPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmPdfPages) pages = crm_pdf_pages_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    return;
  if (pages == NULL) {
    show_failure (self, error);
    return;
  }
  g_set_object (&self->pages, pages);
  self->edition++;
  crm_latest_begin (&self->drawing);
  show_sheets (self);
  crm_document_preview_show_marks (self);
  show_state (self, "pages");
  end_making (self);
  crm_document_preview_draw_soon (self);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDocumentPreview) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDocumentPaper) paper = crm_document_paper_read_finish (result, &error);
  GBytes *bytes;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->workspace == NULL)
    return;
  if (paper == NULL) {
    show_failure (self, error);
    return;
  }
  g_set_object (&self->paper, paper);
  show_missing (self);
  bytes = crm_document_paper_get_bytes (paper);
  if (bytes != NULL) {
    crm_pdf_pages_open_async (bytes, self->making, opened_cb, g_object_ref (self));
    return;
  }
  g_clear_object (&self->pages);
  if (crm_document_paper_get_reason (paper) != NULL) {
    g_autofree char *text = g_markup_escape_text (crm_document_paper_get_reason (paper), -1);
    adw_status_page_set_description (self->nothing, text);
  }
  show_state (self, "nothing");
  end_making (self);
}

static void
stop_making (CrmDocumentPreview *self)
{
  crm_latest_stop (&self->making);
}

static void
make_cb (gpointer user_data)
{
  CrmDocumentPreview *self = user_data;
  CrmDocumentPaperFlags flags =
      CRM_DOCUMENT_PAPER_MARKED | (self->stamp ? CRM_DOCUMENT_PAPER_STAMP : 0);

  self->waiting = 0;
  stop_making (self);
  self->making = g_cancellable_new ();
  if (self->form != NULL)
    crm_document_paper_read_on_async (self->workspace, self->document, self->kind, self->form,
                                      flags, self->making, made_cb, g_object_ref (self));
  else
    crm_document_paper_read_async (self->workspace, self->document, flags, self->making, made_cb,
                                   g_object_ref (self));
}

/* --- Widget */

static void
scrolled_cb (CrmDocumentPreview *self)
{
  crm_document_preview_draw_soon (self);
}

static void
crm_document_preview_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_document_preview_parent_class)->map (widget);

  crm_document_preview_draw_soon (CRM_DOCUMENT_PREVIEW (widget));
}

static void
crm_document_preview_dispose (GObject *object)
{
  CrmDocumentPreview *self = CRM_DOCUMENT_PREVIEW (object);

  g_clear_handle_id (&self->waiting, g_source_remove);
  stop_making (self);
  crm_latest_stop (&self->drawing);
  g_clear_object (&self->pages);
  g_clear_object (&self->paper);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->form, crm_form_unref);
  g_clear_pointer (&self->kind, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DOCUMENT_PREVIEW);

  G_OBJECT_CLASS (crm_document_preview_parent_class)->dispose (object);
}

static void
crm_document_preview_class_init (CrmDocumentPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_document_preview_dispose;
  widget_class->map = crm_document_preview_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-document-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, box);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, missing);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, fallback);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, state);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, sheets);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, nothing);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, failed);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, controls);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentPreview, form_button);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);

  /**
   * CrmDocumentPreview::made:
   *
   * A new paper is there, or it is known why there is none.
   */
  signals[MADE] = g_signal_new ("made", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  /**
   * CrmDocumentPreview::picked:
   * @element: ordinal of an element of the form
   *
   * The person clicked on what that element made. Only where the form is given.
   */
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
crm_document_preview_init (CrmDocumentPreview *self)
{
  GtkAdjustment *adjustment;

  self->stamp = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_banner_set_use_markup (self->missing, FALSE);
  adw_banner_set_use_markup (self->fallback, FALSE);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self,
                           G_CONNECT_SWAPPED);
  show_state (self, "waiting");
}

/**
 * crm_document_preview_new:
 * @workspace: where the document is
 * @document: its id
 *
 * Returns: (transfer floating): a preview, which is made at once
 */
GtkWidget *
crm_document_preview_new (CrmWorkspace *workspace, gint64 document)
{
  CrmDocumentPreview *self = g_object_new (CRM_TYPE_DOCUMENT_PREVIEW, NULL);

  self->workspace = g_object_ref (workspace);
  self->document = document;
  crm_document_preview_let_drag (self);
  make_cb (self);
  return GTK_WIDGET (self);
}

/**
 * crm_document_preview_new_on:
 * @workspace: where the document is
 * @document: its id; 0: one is made up
 * @kind: of the document that is made up
 * @form: what it is laid out on
 *
 * Returns: (transfer floating): a preview, which is made at once
 */
GtkWidget *
crm_document_preview_new_on (CrmWorkspace *workspace, gint64 document, const char *kind,
                             CrmForm *form)
{
  CrmDocumentPreview *self = g_object_new (CRM_TYPE_DOCUMENT_PREVIEW, NULL);

  self->workspace = g_object_ref (workspace);
  self->document = document;
  self->kind = g_strdup (kind);
  self->form = crm_form_ref (form);
  gtk_widget_set_visible (self->form_button, FALSE);
  make_cb (self);
  return GTK_WIDGET (self);
}

void
crm_document_preview_set_form (CrmDocumentPreview *self, CrmForm *form)
{
  if (self->form == form)
    return;
  g_clear_pointer (&self->form, crm_form_unref);
  self->form = crm_form_ref (form);
  crm_document_preview_refresh (self);
}

void
crm_document_preview_set_marked (CrmDocumentPreview *self, guint first, guint last)
{
  self->first_marked = first;
  self->last_marked = last;
  if (!crm_document_preview_is_busy (self))
    crm_document_preview_show_marks (self);
}

void
crm_document_preview_refresh (CrmDocumentPreview *self)
{
  g_clear_handle_id (&self->waiting, g_source_remove);
  self->waiting = g_timeout_add_once (QUIET_MILLISECONDS, make_cb, self);
}

void
crm_document_preview_set_stamp (CrmDocumentPreview *self, gboolean stamp)
{
  if (self->stamp == stamp)
    return;
  self->stamp = stamp;
  crm_document_preview_refresh (self);
}

gboolean
crm_document_preview_is_busy (CrmDocumentPreview *self)
{
  return self->waiting != 0 || self->making != NULL || self->n_drawing > 0;
}

CrmDocumentPaper *
crm_document_preview_get_paper (CrmDocumentPreview *self)
{
  return self->paper;
}

CrmPdfPages *
crm_document_preview_get_pages (CrmDocumentPreview *self)
{
  return self->pages;
}

static double
get_shown_zoom (CrmDocumentPreview *self)
{
  GtkWidget *sheet = gtk_widget_get_first_child (GTK_WIDGET (self->sheets));
  double shown = sheet != NULL ? crm_document_sheet_get_shown_zoom (CRM_DOCUMENT_SHEET (sheet)) : 0;

  return shown > 0 ? shown : NATURAL_ZOOM;
}

/**
 * crm_document_preview_zoom:
 * @self: a preview
 * @zoom: nearer, farther, or as wide as there is room
 */
void
crm_document_preview_zoom (CrmDocumentPreview *self, CrmZoom zoom)
{
  switch (zoom) {
  case CRM_ZOOM_IN:
    self->zoom = CLAMP (get_shown_zoom (self) * ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM);
    break;
  case CRM_ZOOM_OUT:
    self->zoom = CLAMP (get_shown_zoom (self) / ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM);
    break;
  case CRM_ZOOM_FIT:
    self->zoom = 0;
    break;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sheets)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    crm_document_sheet_set_zoom (CRM_DOCUMENT_SHEET (child), self->zoom);
  crm_document_preview_draw_soon (self);
}
