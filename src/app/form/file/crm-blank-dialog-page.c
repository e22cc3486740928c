/* The page of a blank as it will be, drawn anew as fields are filled in. */
#include "config.h"

#include "crm-blank-dialog-private.h"

#include <glib/gi18n.h>

#include "crm-blank-row.h"
#include "crm-preview.h"

/* Of the natural size. */
#define PERCENT 125
/* The page follows what is typed after so many milliseconds. */
#define DELAY 250

GVariant *
crm_blank_dialog_make_values (CrmBlankDialog *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < self->fields->len; i++) {
    g_autofree char *text = crm_blank_row_dup_text (self->rows->pdata[i], self->fields->pdata[i]);
    g_variant_builder_add (&builder, "s", text);
  }
  return g_variant_builder_end (&builder);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmBlankDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) picture =
      crm_pdf_reader_ask_finish (CRM_PDF_READER (source), result, &error);
  g_autoptr (GdkTexture) texture = picture != NULL ? crm_preview_unpack (picture, &error) : NULL;

  if (self->workspace == NULL)
    return;
  self->drawing = FALSE;
  if (texture != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  else
    crm_workspace_report (self->workspace, _ ("The page cannot be shown"), error);
  crm_blank_dialog_update (self);
  if (self->stale && texture != NULL)
    crm_blank_dialog_draw (self);
}

static void
filled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmBlankDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) filled = crm_pdf_reader_ask_finish (CRM_PDF_READER (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (filled == NULL) {
    self->drawing = FALSE;
    crm_workspace_report (self->workspace, _ ("The page cannot be shown"), error);
    return;
  }
  crm_pdf_reader_ask_async (self->reader, "draw", g_variant_new ("(uu)", self->page, PERCENT),
                            "(iiiay)", self->cancellable, drawn_cb, g_object_ref (self));
}

void
crm_blank_dialog_draw (CrmBlankDialog *self)
{
  self->stale = self->drawing;
  if (self->drawing)
    return;
  self->drawing = TRUE;
  crm_blank_dialog_update (self);
  crm_pdf_reader_ask_async (self->reader, "fill", crm_blank_dialog_make_values (self), "u",
                            self->cancellable, filled_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  CrmBlankDialog *self = user_data;

  self->timer = 0;
  crm_blank_dialog_draw (self);
  return G_SOURCE_REMOVE;
}

void
crm_blank_dialog_draw_soon (CrmBlankDialog *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (DELAY, timer_cb, self);
}
