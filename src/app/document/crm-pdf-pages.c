/* The pages of a PDF as pictures, text and print. */
#include "config.h"

#include "crm-pdf-pages.h"

#include <glib/gi18n.h>
#include <poppler.h>

#include "crm-error.h"

/* Not every version of poppler says how its pages are given back. */
typedef PopplerPage Page;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, g_object_unref)

/* A picture beyond this takes more memory than it shows. */
#define MOST_PIXELS_WIDE 8192

typedef struct {
  double width;
  double height;
} Size;

/**
 * CrmPdfPages:
 *
 * Poppler serves one thread at a time: every look at the document is under the lock.
 */
struct _CrmPdfPages {
  GObject parent_instance;

  GBytes *bytes; /* owned */
  GMutex lock;
  PopplerDocument *document; /* owned */
  Size *sizes;               /* owned */
  int n_pages;
};

G_DEFINE_FINAL_TYPE (CrmPdfPages, crm_pdf_pages, G_TYPE_OBJECT)

static void
crm_pdf_pages_finalize (GObject *object)
{
  CrmPdfPages *self = CRM_PDF_PAGES (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->sizes, g_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (crm_pdf_pages_parent_class)->finalize (object);
}

static void
crm_pdf_pages_class_init (CrmPdfPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_pdf_pages_finalize;
}

static void
crm_pdf_pages_init (CrmPdfPages *self)
{
  g_mutex_init (&self->lock);
}

/**
 * crm_pdf_pages_new:
 * @bytes: a PDF
 * @error: INVALID when it is none
 *
 * Returns: (transfer full) (nullable): its pages. Any thread.
 */
CrmPdfPages *
crm_pdf_pages_new (GBytes *bytes, GError **error)
{
  g_autoptr (CrmPdfPages) self = g_object_new (CRM_TYPE_PDF_PAGES, NULL);
  g_autoptr (GError) fault = NULL;

  self->bytes = g_bytes_ref (bytes);
  self->document = poppler_document_new_from_bytes (bytes, NULL, &fault);
  if (self->document == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("This PDF cannot be read: %s"),
                 fault->message);
    return NULL;
  }
  self->n_pages = poppler_document_get_n_pages (self->document);
  self->sizes = g_new0 (Size, self->n_pages + 1);
  for (int i = 0; i < self->n_pages; i++) {
    g_autoptr (Page) page = poppler_document_get_page (self->document, i);
    /* A page that is broken still has its place. */
    self->sizes[i] = (Size) { 595, 842 };
    if (page != NULL)
      poppler_page_get_size (page, &self->sizes[i].width, &self->sizes[i].height);
  }
  return g_steal_pointer (&self);
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  CrmPdfPages *pages = crm_pdf_pages_new (data, &error);

  if (pages != NULL)
    g_task_return_pointer (task, pages, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * crm_pdf_pages_open_async:
 * @bytes: a PDF
 * @cancellable: (nullable): stops it
 * @callback: ends with crm_pdf_pages_open_finish()
 * @user_data: for @callback
 */
void
crm_pdf_pages_open_async (GBytes *bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, open_thread);
}

CrmPdfPages *
crm_pdf_pages_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
crm_pdf_pages_get_bytes (CrmPdfPages *self)
{
  return self->bytes;
}

int
crm_pdf_pages_get_n_pages (CrmPdfPages *self)
{
  return self->n_pages;
}

void
crm_pdf_pages_get_size (CrmPdfPages *self, int page, double *width, double *height)
{
  g_return_if_fail (page >= 0 && page < self->n_pages);

  *width = self->sizes[page].width;
  *height = self->sizes[page].height;
}

/**
 * crm_pdf_pages_dup_text:
 * @self: pages
 * @page: from 0
 *
 * Returns: (transfer full): what is written on the page
 */
char *
crm_pdf_pages_dup_text (CrmPdfPages *self, int page)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Page) sheet = poppler_document_get_page (self->document, page);

  return sheet != NULL ? poppler_page_get_text (sheet) : g_strdup ("");
}

/**
 * crm_pdf_pages_print:
 * @self: pages
 * @page: from 0
 * @cr: one unit is a point
 */
void
crm_pdf_pages_print (CrmPdfPages *self, int page, cairo_t *cr)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Page) sheet = poppler_document_get_page (self->document, page);

  if (sheet != NULL)
    poppler_page_render_for_printing (sheet, cr);
}

/* --- Pictures */

typedef struct {
  int page;
  int width;
} Drawing;

static GdkTexture *
make_texture (cairo_surface_t *surface)
{
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autoptr (GBytes) pixels = g_bytes_new_with_free_func (
      cairo_image_surface_get_data (surface), (gsize) height * (gsize) stride,
      (GDestroyNotify) cairo_surface_destroy, cairo_surface_reference (surface));

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), height,
                                 GDK_MEMORY_DEFAULT, pixels, (gsize) stride);
}

static GdkTexture *
draw (CrmPdfPages *self, int page, int width)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Page) sheet = poppler_document_get_page (self->document, page);
  double scale = width / self->sizes[page].width;
  int height = MAX (1, (int) (self->sizes[page].height * scale + 0.5));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  GdkTexture *texture = NULL;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  if (sheet != NULL)
    poppler_page_render (sheet, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    texture = make_texture (surface);
  cairo_surface_destroy (surface);
  return texture;
}

static void
draw_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Drawing *drawing = data;
  GdkTexture *texture;

  if (g_task_return_error_if_cancelled (task))
    return;
  texture = draw (source, drawing->page, drawing->width);
  if (texture != NULL)
    g_task_return_pointer (task, texture, g_object_unref);
  else
    g_task_return_new_error (task, CRM_ERROR, CRM_ERROR_INVALID, _ ("Page %d cannot be drawn"),
                             drawing->page + 1);
}

/**
 * crm_pdf_pages_draw_async:
 * @self: pages
 * @page: from 0
 * @width: device pixels
 * @cancellable: (nullable): stops it
 * @callback: ends with crm_pdf_pages_draw_finish()
 * @user_data: for @callback
 */
void
crm_pdf_pages_draw_async (CrmPdfPages *self, int page, int width, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Drawing *drawing = g_new (Drawing, 1);

  g_return_if_fail (page >= 0 && page < self->n_pages);
  drawing->page = page;
  drawing->width = CLAMP (width, 1, MOST_PIXELS_WIDE);
  g_task_set_task_data (task, drawing, g_free);
  g_task_run_in_thread (task, draw_thread);
}

GdkTexture *
crm_pdf_pages_draw_finish (CrmPdfPages *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
