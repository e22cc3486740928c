/* The fields of a PDF that is to be filled in. */
#pragma once

#include <poppler.h>

G_BEGIN_DECLS

typedef struct _CrmPdfBlank CrmPdfBlank;

CrmPdfBlank *crm_pdf_blank_new (PopplerDocument *document);
void crm_pdf_blank_free (CrmPdfBlank *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPdfBlank, crm_pdf_blank_free)

guint crm_pdf_blank_get_n_fields (CrmPdfBlank *self);
GVariant *crm_pdf_blank_list (CrmPdfBlank *self);
void crm_pdf_blank_fill (CrmPdfBlank *self, GVariant *values);
/* What poppler could not write itself: a CrmPdfDrawFunc. */
void crm_pdf_blank_draw (PopplerPage *page, cairo_t *cr, gpointer self);
GVariant *crm_pdf_blank_copy (CrmPdfBlank *self, GError **error);

G_END_DECLS
