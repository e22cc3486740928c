/* Words looked for in a PDF, and marked where they are. */
#pragma once

#include <poppler.h>

G_BEGIN_DECLS

/**
 * CrmPdfMark:
 * @text: (nullable): what is looked for; owned
 * @page: of the place where one is
 * @index: of it among those on the page
 */
typedef struct {
  char *text;
  guint page;
  guint index;
} CrmPdfMark;

GVariant *crm_pdf_find (PopplerDocument *document, CrmPdfMark *mark, const char *text, guint page,
                        guint index);
/* A CrmPdfDrawFunc. */
void crm_pdf_mark_draw (PopplerPage *page, cairo_t *cr, gpointer mark);

G_END_DECLS
