/* Text of a PDF, and the fonts that are embedded in it. */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

cairo_scaled_font_t *crm_pdf_type_get (PangoFont *font);

#define CRM_TYPE_PDF_TEXT (crm_pdf_text_get_type ())
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PangoRenderer, g_object_unref)
G_DECLARE_FINAL_TYPE (CrmPdfText, crm_pdf_text, CRM, PDF_TEXT, PangoRenderer)
CrmPdfText *crm_pdf_text_new (cairo_t *cr);
void crm_pdf_text_show_line (CrmPdfText *self, PangoLayoutLine *line, double x, double y);

G_END_DECLS
