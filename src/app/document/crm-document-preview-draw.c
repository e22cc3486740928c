/* Draws the sheets of a preview that are seen, and drops the pictures of those far away. */
#include "config.h"

#include "crm-document-preview-private.h"

#include "crm-document-sheet.h"

/* Sheets so far from what is seen keep no picture. */
#define NEAR_SHEETS 2

typedef struct {
  CrmDocumentPreview *self; /* owned */
  CrmDocumentSheet *sheet;  /* owned */
  guint edition;
} Drawing;

static void draw_seen (CrmDocumentPreview *self);

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Drawing *drawing = user_data;
  g_autoptr (CrmDocumentPreview) self = drawing->self;
  g_autoptr (CrmDocumentSheet) sheet = drawing->sheet;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) picture =
      crm_pdf_pages_draw_finish (CRM_PDF_PAGES (source), result, &error);

  self->n_drawing--;
  if (picture != NULL && self->workspace != NULL && drawing->edition == self->edition)
    crm_document_sheet_set_picture (sheet, picture, drawing->edition);
  g_free (drawing);
  /* What was overtaken is drawn anew; what cannot be drawn is not tried again. */
  if (self->workspace != NULL && self->n_drawing == 0 &&
      (picture != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    draw_seen (self);
}

static void
draw_sheet (CrmDocumentPreview *self, CrmDocumentSheet *sheet, int page, int width)
{
  Drawing *drawing = g_new (Drawing, 1);

  drawing->self = g_object_ref (self);
  drawing->sheet = g_object_ref (sheet);
  drawing->edition = self->edition;
  self->n_drawing++;
  crm_pdf_pages_draw_async (self->pages, page, width, self->drawing, drawn_cb, drawing);
}

/* Whether any of it is within the scrolled window; @nearby: or close to it. */
static gboolean
is_seen (CrmDocumentPreview *self, GtkWidget *sheet, gboolean nearby)
{
  graphene_rect_t area;
  float height = (float) gtk_widget_get_height (GTK_WIDGET (self->scrolled));
  float margin = nearby ? NEAR_SHEETS * height : 0;

  return gtk_widget_compute_bounds (sheet, GTK_WIDGET (self->scrolled), &area) &&
         area.origin.y + area.size.height >= -margin && area.origin.y <= height + margin;
}

static void
draw_seen (CrmDocumentPreview *self)
{
  int page = 0;

  if (self->pages == NULL || self->n_drawing > 0 ||
      !gtk_widget_get_mapped (GTK_WIDGET (self->scrolled)))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sheets)); child != NULL;
       child = gtk_widget_get_next_sibling (child), page++) {
    CrmDocumentSheet *sheet = CRM_DOCUMENT_SHEET (child);
    int width = crm_document_sheet_get_wanted_width (sheet, self->edition);
    if (is_seen (self, child, FALSE)) {
      if (width > 0)
        draw_sheet (self, sheet, page, width);
    } else if (!is_seen (self, child, TRUE))
      crm_document_sheet_drop_picture (sheet);
  }
}

static gboolean
draw_seen_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  draw_seen (CRM_DOCUMENT_PREVIEW (widget));
  return G_SOURCE_REMOVE;
}

/* After the sheets have their places. */
void
crm_document_preview_draw_soon (CrmDocumentPreview *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), draw_seen_tick_cb, NULL, NULL);
}
