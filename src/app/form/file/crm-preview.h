/* Pictures of what strangers send: pages of PDFs and images, within limits of size and time. */
#pragma once

#include <gdk/gdk.h>

#include "crm-pdf-reader.h"
#include "crm-record.h"

G_BEGIN_DECLS

#define CRM_TYPE_PREVIEW (crm_preview_get_type ())
G_DECLARE_FINAL_TYPE (CrmPreview, crm_preview, CRM, PREVIEW, GObject)

gboolean crm_preview_can_show (CrmRecord *file); /* by its type */
CrmPreview *crm_preview_new (GBytes *content);
/* One at a time. @page from 0; @scale in percent of 96 dots an inch. */
void crm_preview_draw_async (CrmPreview *self, guint page, guint percent, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
GdkTexture *crm_preview_draw_finish (CrmPreview *self, GAsyncResult *result, GError **error);
/* What voronka-reader drew. */
GdkTexture *crm_preview_unpack (GVariant *picture, GError **error);
/* What reads it, if it is a PDF; NULL if not. */
CrmPdfReader *crm_preview_get_reader (CrmPreview *self);
guint crm_preview_get_n_pages (CrmPreview *self); /* 0 until something was drawn */

G_END_DECLS
