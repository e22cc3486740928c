/* Drawing shared by screen, printer and PDF. */
#pragma once

#include "crm-layout-private.h"

G_BEGIN_DECLS

void crm_render_page (const CrmFormLayout *layout, guint page, cairo_t *cr, PangoContext *context,
                      gboolean tagged);

G_END_DECLS
