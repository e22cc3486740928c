/* The pages of many papers, counted through. */
#include "config.h"

#include "crm-paper-pages.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#include "crm-error.h"
#include "crm-pdf-pages.h"
#include "crm-render.h"

/* What is issued is taken from the stored bytes, as it was handed over; all else from the layout
 * that the screen shows. Of the stored ones only the last that was looked at is open: hundreds of
 * them would not be small. */
typedef struct {
  CrmDocumentPaper *paper; /* owned */
  int n_pages;
} Part;

struct _CrmPaperPages {
  GArray *parts; /* Part */
  int n_pages;
  CrmPdfPages *open; /* owned; NULL: none */
  guint n_open;      /* of which part */
};

static void
clear_part (gpointer data)
{
  g_clear_object (&((Part *) data)->paper);
}

void
crm_paper_pages_free (CrmPaperPages *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->parts);
  g_clear_object (&self->open);
  g_free (self);
}

/**
 * crm_paper_pages_new:
 * @papers: (element-type CrmDocumentPaper): in their order
 * @error: INVALID when bytes of one are no PDF
 *
 * Returns: (transfer full) (nullable): their pages. Any thread; then one thread at a time.
 */
CrmPaperPages *
crm_paper_pages_new (GPtrArray *papers, GError **error)
{
  g_autoptr (CrmPaperPages) self = g_new0 (CrmPaperPages, 1);

  self->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (self->parts, clear_part);
  for (guint i = 0; i < papers->len; i++) {
    CrmDocumentPaper *paper = papers->pdata[i];
    CrmFormLayout *layout = crm_document_paper_get_layout (paper);
    Part part = { paper, 0 };
    if (layout != NULL)
      part.n_pages = (int) crm_form_layout_get_n_pages (layout);
    else if (crm_document_paper_get_bytes (paper) != NULL) {
      g_autoptr (CrmPdfPages) pages =
          crm_pdf_pages_new (crm_document_paper_get_bytes (paper), error);
      if (pages == NULL)
        return NULL;
      part.n_pages = crm_pdf_pages_get_n_pages (pages);
    }
    if (part.n_pages == 0)
      continue;
    g_object_ref (part.paper);
    g_array_append_val (self->parts, part);
    self->n_pages += part.n_pages;
  }
  return g_steal_pointer (&self);
}

int
crm_paper_pages_get_n_pages (CrmPaperPages *self)
{
  return self->n_pages;
}

/* The part that a page belongs to; @page becomes its number there. */
static const Part *
find_part (CrmPaperPages *self, int *page)
{
  guint i = 0;

  g_return_val_if_fail (*page < self->n_pages, NULL);
  while (*page >= g_array_index (self->parts, Part, i).n_pages)
    *page -= g_array_index (self->parts, Part, i++).n_pages;
  if (crm_document_paper_get_layout (g_array_index (self->parts, Part, i).paper) == NULL &&
      (self->open == NULL || self->n_open != i)) {
    g_clear_object (&self->open);
    self->open = crm_pdf_pages_new (
        crm_document_paper_get_bytes (g_array_index (self->parts, Part, i).paper), NULL);
    self->n_open = i;
  }
  return &g_array_index (self->parts, Part, i);
}

void
crm_paper_pages_get_size (CrmPaperPages *self, int page, double *width, double *height)
{
  const Part *part = find_part (self, &page);
  CrmFormLayout *layout = crm_document_paper_get_layout (part->paper);

  if (layout != NULL)
    crm_form_layout_get_page_size (layout, width, height);
  else
    crm_pdf_pages_get_size (self->open, page, width, height);
}

void
crm_paper_pages_draw (CrmPaperPages *self, int page, cairo_t *cr)
{
  const Part *part = find_part (self, &page);
  CrmFormLayout *layout = crm_document_paper_get_layout (part->paper);

  if (layout != NULL)
    crm_form_layout_draw_page (layout, (guint) page, cr);
  else
    crm_pdf_pages_print (self->open, page, cr);
}

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * crm_paper_pages_to_pdf:
 * @self: pages
 * @cancellable: (nullable): stops it
 * @error: CANCELLED, IO
 *
 * Returns: (transfer full) (nullable): all of them as one PDF
 */
GBytes *
crm_paper_pages_to_pdf (CrmPaperPages *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, 595, 842);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  for (int i = 0; i < self->n_pages && !g_cancellable_is_cancelled (cancellable); i++) {
    double width, height;
    crm_paper_pages_get_size (self, i, &width, &height);
    cairo_pdf_surface_set_size (surface, width, height);
    cairo_save (cr);
    crm_paper_pages_draw (self, i, cr);
    cairo_restore (cr);
    cairo_show_page (cr);
  }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (g_cancellable_is_cancelled (cancellable)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Making the PDF was stopped"));
    return NULL;
  }
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The PDF cannot be made: %s"),
                 cairo_status_to_string (status));
    return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
