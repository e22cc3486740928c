/* One page on screen. */
#include "config.h"

#include "crm-document-sheet.h"

#include <adwaita.h>
#include <math.h>

/* A sheet that fits the room is not larger than this, in logical pixels to a point. */
#define MOST_FITTING 2.0
#define LEAST_WIDTH 120

struct _CrmDocumentSheet {
  GtkWidget parent_instance;

  double width;
  double height;
  double zoom;
  GdkTexture *picture;  /* owned; NULL: white */
  guint edition;        /* of the picture */
  graphene_rect_t mark; /* in points; of no width: none */
};

G_DEFINE_FINAL_TYPE (CrmDocumentSheet, crm_document_sheet, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
crm_document_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
crm_document_sheet_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  CrmDocumentSheet *self = CRM_DOCUMENT_SHEET (widget);
  double zoom = self->zoom > 0 ? self->zoom : MOST_FITTING;
  int wide = (int) ceil (self->width * zoom);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *natural = wide;
    *minimum = self->zoom > 0 ? wide : LEAST_WIDTH;
  } else {
    int width = for_size >= 0 ? MIN (for_size, wide) : wide;
    *minimum = *natural = (int) ceil (width * self->height / self->width);
  }
}

/* A frame around what is marked, in the accent colour and a little outside of it. */
static void
snapshot_mark (CrmDocumentSheet *self, GtkSnapshot *snapshot)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) color = adw_style_manager_get_accent_color_rgba (manager);
  float zoom = (float) crm_document_sheet_get_shown_zoom (self);
  const graphene_rect_t *mark = &self->mark;
  const float widths[] = { 2, 2, 2, 2 };
  const GdkRGBA colors[] = { *color, *color, *color, *color };
  GskRoundedRect frame;

  if (mark->size.width <= 0)
    return;
  gsk_rounded_rect_init_from_rect (
      &frame,
      &GRAPHENE_RECT_INIT (mark->origin.x * zoom - 4, mark->origin.y * zoom - 4,
                           mark->size.width * zoom + 8, mark->size.height * zoom + 8),
      4);
  gtk_snapshot_append_border (snapshot, &frame, widths, colors);
}

static void
crm_document_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmDocumentSheet *self = CRM_DOCUMENT_SHEET (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                             (float) gtk_widget_get_height (widget));

  if (self->picture != NULL)
    gtk_snapshot_append_scaled_texture (snapshot, self->picture, GSK_SCALING_FILTER_TRILINEAR,
                                        &area);
  snapshot_mark (self, snapshot);
}

static void
crm_document_sheet_dispose (GObject *object)
{
  g_clear_object (&CRM_DOCUMENT_SHEET (object)->picture);

  G_OBJECT_CLASS (crm_document_sheet_parent_class)->dispose (object);
}

static void
crm_document_sheet_class_init (CrmDocumentSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_document_sheet_dispose;
  widget_class->get_request_mode = crm_document_sheet_get_request_mode;
  widget_class->measure = crm_document_sheet_measure;
  widget_class->snapshot = crm_document_sheet_snapshot;
  gtk_widget_class_set_css_name (widget_class, "papersheet");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
crm_document_sheet_init (CrmDocumentSheet *self)
{
  self->width = 595;
  self->height = 842;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_START);
}

GtkWidget *
crm_document_sheet_new (void)
{
  return g_object_new (CRM_TYPE_DOCUMENT_SHEET, NULL);
}

/**
 * crm_document_sheet_set_size:
 * @self: a sheet
 * @width: points, above 0
 * @height: points, above 0
 */
void
crm_document_sheet_set_size (CrmDocumentSheet *self, double width, double height)
{
  if (width <= 0 || height <= 0 || (self->width == width && self->height == height))
    return;
  self->width = width;
  self->height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
crm_document_sheet_set_zoom (CrmDocumentSheet *self, double zoom)
{
  self->zoom = zoom;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * crm_document_sheet_get_shown_zoom:
 * @self: a sheet
 *
 * Returns: logical pixels to a point, as it stands on the screen
 */
double
crm_document_sheet_get_shown_zoom (CrmDocumentSheet *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) / self->width;
}

void
crm_document_sheet_set_text (CrmDocumentSheet *self, const char *name, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

void
crm_document_sheet_set_picture (CrmDocumentSheet *self, GdkTexture *picture, guint edition)
{
  g_set_object (&self->picture, picture);
  self->edition = edition;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
get_scale (CrmDocumentSheet *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_scale (surface)
                         : gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

int
crm_document_sheet_get_wanted_width (CrmDocumentSheet *self, guint edition)
{
  int width = (int) ceil (gtk_widget_get_width (GTK_WIDGET (self)) * get_scale (self));

  if (width == 0 || (self->picture != NULL && self->edition == edition &&
                     gdk_texture_get_width (self->picture) == width))
    return 0;
  return width;
}

void
crm_document_sheet_drop_picture (CrmDocumentSheet *self)
{
  if (self->picture == NULL)
    return;
  g_clear_object (&self->picture);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * crm_document_sheet_set_mark:
 * @self: a sheet
 * @mark: (nullable): what is framed, in points; %NULL: nothing
 */
void
crm_document_sheet_set_mark (CrmDocumentSheet *self, const graphene_rect_t *mark)
{
  self->mark = mark != NULL ? *mark : GRAPHENE_RECT_INIT (0, 0, 0, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
