/* What a PDF from cairo still lacks, or has too much of. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *crm_pdf_finish (GBytes *pdf, const char *language);
GBytes *crm_pdf_prune_font (GBytes *bytes, guint index);

G_END_DECLS
