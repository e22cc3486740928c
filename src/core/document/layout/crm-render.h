/* Pages of a layout drawn: on any cairo context, and into a PDF. */
#pragma once

#include "crm-layout.h"

#include <cairo.h>

G_BEGIN_DECLS

void crm_form_layout_draw_page (const CrmFormLayout *layout, guint page, cairo_t *cr);
GBytes *crm_form_layout_to_pdf (const CrmFormLayout *layout, GCancellable *cancellable,
                                GError **error);
gboolean crm_form_layout_save_pdf (const CrmFormLayout *layout, const char *path,
                                   GCancellable *cancellable, GError **error);

G_END_DECLS
