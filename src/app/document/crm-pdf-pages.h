/* The pages of a PDF as pictures, text and print. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define CRM_TYPE_PDF_PAGES (crm_pdf_pages_get_type ())
G_DECLARE_FINAL_TYPE (CrmPdfPages, crm_pdf_pages, CRM, PDF_PAGES, GObject)

CrmPdfPages *crm_pdf_pages_new (GBytes *bytes, GError **error);
void crm_pdf_pages_open_async (GBytes *bytes, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
CrmPdfPages *crm_pdf_pages_open_finish (GAsyncResult *result, GError **error);

GBytes *crm_pdf_pages_get_bytes (CrmPdfPages *self);
int crm_pdf_pages_get_n_pages (CrmPdfPages *self);
/* In points. */
void crm_pdf_pages_get_size (CrmPdfPages *self, int page, double *width, double *height);
/* What is written on it, in reading order. Any thread; waits while a page is drawn. */
char *crm_pdf_pages_dup_text (CrmPdfPages *self, int page);
/* For the printer: one unit of @cr is a point. Any thread. */
void crm_pdf_pages_print (CrmPdfPages *self, int page, cairo_t *cr);

/* @width: of the picture in device pixels. */
void crm_pdf_pages_draw_async (CrmPdfPages *self, int page, int width, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *crm_pdf_pages_draw_finish (CrmPdfPages *self, GAsyncResult *result, GError **error);

G_END_DECLS
