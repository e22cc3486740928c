/* What a PDF from cairo still lacks, or has too much of. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A picture that is part of the text. */
typedef struct {
  const char *description; /* borrowed: what it shows, in the document's language */
  double edges[4];         /* left, bottom, right and top, in points from the page's lower left */
} CrmPdfFigure;

GBytes *crm_pdf_finish (GBytes *pdf, const char *language, const GPtrArray *figures);
GBytes *crm_pdf_prune_font (GBytes *bytes, guint index);

G_END_DECLS
