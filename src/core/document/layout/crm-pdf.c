/* Pages of a layout as a PDF: metadata, embedded fonts, structure, and a file that is whole or not
 * there. */
#include "config.h"

#include "crm-render.h"

#include "crm-pdf-private.h"
#include "crm-render-private.h"

#include "crm-clock.h"
#include "crm-error.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface, const CrmFormLayout *layout)
{
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, layout->title);
  if (layout->author[0] != '\0')
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, layout->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Voronka " PACKAGE_VERSION);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (crm_clock_now ());
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

static GPtrArray *
list_figures (const CrmFormLayout *layout)
{
  GPtrArray *figures = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < layout->pages->len; i++) {
    const CrmPage *page = layout->pages->pdata[i];
    for (guint j = 0; j < page->boxes->len; j++) {
      const CrmBox *box = page->boxes->pdata[j];
      if (box->role != CRM_BOX_FIGURE)
        continue;
      CrmPdfFigure *figure = g_new (CrmPdfFigure, 1);
      *figure = (CrmPdfFigure) { box->description,
                                 { box->x, layout->height - box->y - box->height,
                                   box->x + box->width, layout->height - box->y } };
      g_ptr_array_add (figures, figure);
    }
  }
  return figures;
}

/**
 * crm_form_layout_to_pdf:
 * @layout: a layout
 * @cancellable: (nullable): stops it
 * @error: %CRM_ERROR_CANCELLED, or %CRM_ERROR_IO when cairo fails
 *
 * Makes a PDF with title, author and language, fonts embedded as subsets, and a structure that
 * gives its text in the order of reading and says what its pictures show. The same layout gives the
 * same bytes but for the time of making (VORONKA_NOW fixes it). Any thread, one at a time.
 *
 * Returns: (transfer full): the file's contents, or %NULL
 */
GBytes *
crm_form_layout_to_pdf (const CrmFormLayout *layout, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (layout != NULL, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (PangoContext) context = crm_text_context_new (layout->language);
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (write_cb, bytes, layout->width, layout->height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (CrmPdfText) text = crm_pdf_text_new (cr);
  set_metadata (surface, layout);
  pango_cairo_update_context (cr, context);
  cairo_tag_begin (cr, "Document", NULL);
  for (guint i = 0; i < layout->pages->len && !g_cancellable_is_cancelled (cancellable); i++) {
    crm_render_pdf_page (layout, i, cr, context, text);
    /* Whatever comes after the last page would be a page of its own. */
    if (i == layout->pages->len - 1)
      cairo_tag_end (cr, "Document");
    cairo_show_page (cr);
  }
  crm_shaped_forget ();
  cairo_status_t status = cairo_status (cr);
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
  g_autoptr (GBytes) pdf = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_autoptr (GPtrArray) figures = list_figures (layout);
  return crm_pdf_finish (pdf, layout->language, figures);
}

static CrmError
find_code (const GError *cause)
{
  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return CRM_ERROR_FULL;
  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ROFS) ||
      g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
      g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_PERM))
    return CRM_ERROR_READ_ONLY;
  return CRM_ERROR_IO;
}

/**
 * crm_form_layout_save_pdf:
 * @layout: a layout
 * @path: file name in the file system's encoding
 * @cancellable: (nullable): stops it
 * @error: as crm_form_layout_to_pdf(), or %CRM_ERROR_FULL, %CRM_ERROR_READ_ONLY, %CRM_ERROR_IO
 *
 * Writes the PDF to a file. On failure a file that was there before is as it was.
 *
 * Returns: whether the file is written
 */
gboolean
crm_form_layout_save_pdf (const CrmFormLayout *layout, const char *path, GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);
  g_autoptr (GError) local_error = NULL;
  gsize size;
  g_autoptr (GBytes) pdf = crm_form_layout_to_pdf (layout, cancellable, error);
  if (pdf == NULL)
    return FALSE;
  const char *data = g_bytes_get_data (pdf, &size);
  if (g_file_set_contents_full (path, data, (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &local_error))
    return TRUE;
  g_autofree char *name = g_filename_display_name (path);
  g_set_error (error, CRM_ERROR, find_code (local_error), _ ("%s cannot be written: %s"), name,
               local_error->message);
  return FALSE;
}
