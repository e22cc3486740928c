/* Pages of a PDF as pictures. */
#pragma once

#include <poppler.h>

G_BEGIN_DECLS

/* Not every version of poppler says how its pages are given back. */
typedef PopplerPage Page;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, g_object_unref)

/* Draws on @cr, whose unit is a point, what belongs upon the page. */
typedef void (*CrmPdfDrawFunc) (PopplerPage *page, cairo_t *cr, gpointer data);

GVariant *crm_pdf_draw (PopplerDocument *document, guint page, guint percent, CrmPdfDrawFunc func,
                        gpointer data, GError **error);

G_END_DECLS
