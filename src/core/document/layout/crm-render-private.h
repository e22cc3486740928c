/* Drawing shared by screen, printer and PDF. */
#pragma once

#include "crm-layout-private.h"
#include "crm-pdf-text-private.h"

G_BEGIN_DECLS

void crm_render_pdf_page (const CrmFormLayout *layout, guint page, cairo_t *cr,
                          PangoContext *context, CrmPdfText *pdf);

G_END_DECLS
