/* Pictures of what strangers send. */
#include "config.h"

#include "crm-preview.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <string.h>

#include "crm-error.h"

/* A picture has no more dots in a row or column, */
#define MOST_DOTS 4000
/* an image that has more is drawn smaller, one with more than this many in all is refused, */
#define MOST_DOTS_IN_ALL (200 * 1000 * 1000)
/* and drawing takes no longer. */
#define MOST_SECONDS 15

/**
 * CrmPreview:
 *
 * Draws on a thread of its own, PDFs by a process of their own. What takes too long is given up,
 * and with it the preview.
 */
struct _CrmPreview {
  GObject parent_instance;

  GBytes *content;      /* owned */
  CrmPdfReader *reader; /* owned; NULL for images */
  guint n_pages;
  gboolean given_up;
};

G_DEFINE_FINAL_TYPE (CrmPreview, crm_preview, G_TYPE_OBJECT)

static void
crm_preview_finalize (GObject *object)
{
  CrmPreview *self = CRM_PREVIEW (object);

  g_clear_object (&self->reader);
  g_bytes_unref (self->content);

  G_OBJECT_CLASS (crm_preview_parent_class)->finalize (object);
}

static void
crm_preview_class_init (CrmPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_preview_finalize;
}

static void
crm_preview_init (CrmPreview *self)
{
}

/**
 * crm_preview_can_show:
 * @file: the record of a file
 *
 * Returns: whether it says that it is a PDF or an image
 */
gboolean
crm_preview_can_show (CrmRecord *file)
{
  const char *type = crm_record_get_text (file, "media_type");
  return type != NULL &&
         (strcmp (type, "application/pdf") == 0 || g_str_has_prefix (type, "image/"));
}

static gboolean
is_pdf (GBytes *content)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);
  /* Some programs write a line or two before it. */
  return data != NULL && g_strstr_len (data, (gssize) MIN (size, 1024), "%PDF-") != NULL;
}

/**
 * crm_preview_new:
 * @content: the bytes of a PDF or an image
 *
 * Returns: (transfer full): a preview
 */
CrmPreview *
crm_preview_new (GBytes *content)
{
  CrmPreview *self = g_object_new (CRM_TYPE_PREVIEW, NULL);
  self->content = g_bytes_ref (content);
  if (is_pdf (content))
    self->reader = crm_pdf_reader_new (content);
  return self;
}

guint
crm_preview_get_n_pages (CrmPreview *self)
{
  return self->n_pages;
}

CrmPdfReader *
crm_preview_get_reader (CrmPreview *self)
{
  return self->reader;
}

/* --- PDF */

/**
 * crm_preview_unpack:
 * @picture: "(iiiay)", as voronka-reader draws
 * @error: DAMAGED when it is none
 *
 * Returns: (transfer full) (nullable): the picture. Any thread.
 */
GdkTexture *
crm_preview_unpack (GVariant *picture, GError **error)
{
  g_autoptr (GVariant) dots = NULL;
  g_autoptr (GBytes) bytes = NULL;
  int width, height, stride;

  g_variant_get (picture, "(iii@ay)", &width, &height, &stride, &dots);
  bytes = g_variant_get_data_as_bytes (dots);
  if (width < 1 || height < 1 || width > G_MAXINT16 || height > G_MAXINT16 || stride < 4 * width ||
      g_bytes_get_size (bytes) != (gsize) stride * (gsize) height) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("This page cannot be read"));
    return NULL;
  }
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
}

static GdkTexture *
draw_page (CrmPreview *self, guint index, guint percent, GError **error)
{
  g_autoptr (GVariant) picture = crm_pdf_reader_ask (
      self->reader, "draw", g_variant_new ("(uu)", index, percent), "(iiiay)", error);

  return picture != NULL ? crm_preview_unpack (picture, error) : NULL;
}

/* --- Images */

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gboolean *refused)
{
  int longest = MAX (width, height);

  if (width < 1 || height < 1 || (gint64) width * height > MOST_DOTS_IN_ALL) {
    *refused = TRUE;
    /* A loader cannot be stopped from here, but it can be kept from taking the memory. */
    gdk_pixbuf_loader_set_size (loader, 1, 1);
  } else if (longest > MOST_DOTS)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ((gint64) width * MOST_DOTS / longest)),
                                MAX (1, (int) ((gint64) height * MOST_DOTS / longest)));
}

static GdkTexture *
draw_image (GBytes *content, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GBytes) pixels = NULL;
  gboolean refused = FALSE;
  gboolean loaded;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &refused);
  loaded = gdk_pixbuf_loader_write_bytes (loader, content, error);
  /* Closed in any case; the first error is the one that counts. */
  if (!gdk_pixbuf_loader_close (loader, loaded ? error : NULL))
    loaded = FALSE;
  if (refused) {
    g_clear_error (error);
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("This picture is too large"));
    return NULL;
  }
  if (!loaded)
    return NULL;
  if (gdk_pixbuf_loader_get_pixbuf (loader) == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("This picture cannot be read"));
    return NULL;
  }
  upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  pixels = gdk_pixbuf_read_pixel_bytes (upright);
  return gdk_memory_texture_new (gdk_pixbuf_get_width (upright), gdk_pixbuf_get_height (upright),
                                 gdk_pixbuf_get_has_alpha (upright) ? GDK_MEMORY_R8G8B8A8
                                                                    : GDK_MEMORY_R8G8B8,
                                 pixels, (gsize) gdk_pixbuf_get_rowstride (upright));
}

/* --- Threads */

typedef struct {
  GTask *task; /* owned; the one that waits for the picture */
  guint page;
  guint percent;
  guint timeout;
} Drawing;

static void
free_drawing (gpointer data)
{
  Drawing *drawing = data;
  g_object_unref (drawing->task);
  g_free (drawing);
}

static void
draw_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CrmPreview *self = source;
  Drawing *drawing = data;
  GError *error = NULL;
  GdkTexture *texture = self->reader != NULL
                            ? draw_page (self, drawing->page, drawing->percent, &error)
                            : draw_image (self->content, &error);

  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, texture, g_object_unref);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CrmPreview *self = CRM_PREVIEW (source);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GdkTexture) texture = NULL;
  GError *error = NULL;

  texture = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->given_up) {
    g_clear_error (&error);
    return;
  }
  g_clear_handle_id (&drawing->timeout, g_source_remove);
  if (texture != NULL)
    self->n_pages = self->reader != NULL ? crm_pdf_reader_get_n_pages (self->reader) : 1;
  if (texture != NULL)
    g_task_return_pointer (drawing->task, g_steal_pointer (&texture), g_object_unref);
  else
    g_task_return_error (drawing->task, error);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Drawing *drawing = user_data;
  CrmPreview *self = g_task_get_source_object (drawing->task);

  drawing->timeout = 0;
  self->given_up = TRUE;
  if (self->reader != NULL)
    crm_pdf_reader_stop (self->reader);
  g_task_return_new_error (drawing->task, CRM_ERROR, CRM_ERROR_REFUSED,
                           _ ("This takes too long to draw"));
  return G_SOURCE_REMOVE;
}

/**
 * crm_preview_draw_async:
 * @self: a preview
 * @page: from 0; images have one
 * @percent: of the natural size, for PDFs
 * @cancellable: (nullable): gives up waiting
 * @callback: ends with crm_preview_draw_finish()
 * @user_data: for @callback
 */
void
crm_preview_draw_async (CrmPreview *self, guint page, guint percent, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) waiting = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) task = NULL;
  Drawing *drawing;

  if (self->given_up) {
    g_task_return_new_error (waiting, CRM_ERROR, CRM_ERROR_REFUSED,
                             _ ("This takes too long to draw"));
    return;
  }
  drawing = g_new0 (Drawing, 1);
  drawing->task = g_object_ref (waiting);
  drawing->page = page;
  drawing->percent = percent;
  drawing->timeout = g_timeout_add_seconds (MOST_SECONDS, timeout_cb, drawing);
  task = g_task_new (self, NULL, drawn_cb, NULL);
  g_task_set_task_data (task, drawing, free_drawing);
  g_task_run_in_thread (task, draw_thread);
}

/**
 * crm_preview_draw_finish:
 * @self: a preview
 * @result: of crm_preview_draw_async()
 * @error: why there is no picture, a sentence
 *
 * Returns: (transfer full) (nullable): the picture
 */
GdkTexture *
crm_preview_draw_finish (CrmPreview *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
