/* Pages of a PDF as pictures. */
#include "config.h"

#include "crm-pdf-draw.h"

#include <glib/gi18n-lib.h>

#include "crm-error.h"

/* A picture has no more dots in a row or column. */
#define MOST_DOTS 4000

static GVariant *
pack_picture (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  return g_variant_new ("(iii@ay)", width, height, stride,
                        g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                                   cairo_image_surface_get_data (surface),
                                                   (gsize) stride * (gsize) height, 1));
}

/*
 * crm_pdf_draw:
 * @document: a PDF
 * @page: from 0; one behind the last is the last
 * @percent: of 96 dots an inch
 * @func: draws on top of the page
 * @data: for @func
 * @error: DAMAGED, a sentence
 *
 * Returns: (transfer floating) (nullable): width, height, stride and the dots, "(iiiay)"
 */
GVariant *
crm_pdf_draw (PopplerDocument *document, guint page, guint percent, CrmPdfDrawFunc func,
              gpointer data, GError **error)
{
  int n_pages = poppler_document_get_n_pages (document);
  g_autoptr (Page) sheet =
      poppler_document_get_page (document, (int) MIN (page, (guint) n_pages - 1));
  cairo_surface_t *surface;
  cairo_t *cr;
  GVariant *picture;
  double width, height, scale;

  if (sheet == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("This page cannot be read"));
    return NULL;
  }
  poppler_page_get_size (sheet, &width, &height);
  if (!(width >= 1 && height >= 1 && width < 1000000 && height < 1000000)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("This page has no size"));
    return NULL;
  }
  scale = MIN (percent / 100.0 * 96 / 72, MOST_DOTS / MAX (width, height));
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX (1, (int) (width * scale)),
                                        MAX (1, (int) (height * scale)));
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (sheet, cr);
  func (sheet, cr, data);
  cairo_destroy (cr);
  picture = pack_picture (surface);
  cairo_surface_destroy (surface);
  return picture;
}
