/* Pages of a layout drawn on a cairo context, the same way wherever it leads. */
#include "config.h"

#include "crm-render.h"

#include "crm-render-private.h"

#include <string.h>

#define SIGN "₴"
#define SIGN_SHARE 0.72 /* of the inner circle, for the height of the sign */
#define MODULE_PIXELS 8 /* so that viewers that smooth pictures leave modules sharp */

static void
set_color (cairo_t *cr, guint32 color)
{
  cairo_set_source_rgb (cr, (color >> 16 & 0xff) / 255.0, (color >> 8 & 0xff) / 255.0,
                        (color & 0xff) / 255.0);
}

/* Where boxes are drawn, and with what. */
typedef struct {
  cairo_t *cr;
  PangoContext *context;
  CrmPdfText *pdf; /* nullable: of a PDF */
} Canvas;

static void
show_line (const Canvas *canvas, PangoLayoutLine *line, double x, double y)
{
  if (canvas->pdf != NULL) {
    crm_pdf_text_show_line (canvas->pdf, line, x, y);
    return;
  }
  cairo_move_to (canvas->cr, x, y);
  pango_cairo_show_layout_line (canvas->cr, line);
}

/* In a tagged PDF each of several lines is a span: the space that a line breaks at becomes marked
 * content of its own, after which some readers lose what follows in the same element. */
static void
draw_text (const CrmBox *box, const Canvas *canvas, gboolean tagged)
{
  cairo_t *cr = canvas->cr;
  gboolean spans = tagged && box->n_lines > 1;
  int shift = 0;
  g_autoptr (PangoLayout) layout = canvas->pdf != NULL
                                       ? crm_shaped_get (box->text, canvas->context, &shift)
                                       : crm_text_spec_create_layout (box->text, canvas->context);
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  int top = 0;
  guint line = 0;
  set_color (cr, box->color);
  do {
    PangoRectangle logical;
    int from, to;
    pango_layout_iter_get_line_yrange (iter, &from, &to);
    if (line == box->first_line)
      top = from;
    if (line >= box->first_line && line < box->first_line + box->n_lines) {
      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      double x = box->x + pango_units_to_double (logical.x + shift);
      double y = box->y + pango_units_to_double (pango_layout_iter_get_baseline (iter) - top);
      if (spans)
        cairo_tag_begin (cr, "Span", NULL);
      show_line (canvas, pango_layout_iter_get_line_readonly (iter), x, y);
      if (spans)
        cairo_tag_end (cr, "Span");
    }
    line++;
  } while (pango_layout_iter_next_line (iter));
  cairo_new_path (cr);
}

static gboolean
is_line_like (const CrmBox *box, const CrmBox *first)
{
  return box->kind == CRM_FORM_BOX_RULE && box->role == CRM_BOX_ARTIFACT &&
         box->color == first->color && box->thickness == first->thickness;
}

/* Rules that follow each other are one line with gaps: what a table takes to draw grows with the
 * square of how many things cairo is given. Returns how many boxes they are. */
static guint
draw_rules (const GPtrArray *boxes, guint from, cairo_t *cr)
{
  const CrmBox *first = boxes->pdata[from];
  guint n = 0;
  set_color (cr, first->color);
  cairo_set_line_width (cr, first->thickness);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_SQUARE);
  do {
    const CrmBox *box = boxes->pdata[from + n++];
    cairo_move_to (cr, box->x, box->y);
    cairo_line_to (cr, box->x + box->width, box->y + box->height);
  } while (from + n < boxes->len && is_line_like (boxes->pdata[from + n], first));
  cairo_stroke (cr);
  return n;
}

static void
draw_fill (const CrmBox *box, cairo_t *cr)
{
  set_color (cr, box->color);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_fill (cr);
}

static void
draw_image (const CrmBox *box, cairo_t *cr)
{
  double width = cairo_image_surface_get_width (box->image);
  double height = cairo_image_surface_get_height (box->image);
  cairo_save (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_scale (cr, box->width / width, box->height / height);
  cairo_set_source_surface (cr, box->image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  /* Ink over print: white paper around a scanned stamp must not hide what it lies on. */
  if (box->over)
    cairo_set_operator (cr, CAIRO_OPERATOR_MULTIPLY);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* The hryvnia in a white circle, as resolution 97 of the National Bank of Ukraine wants it: as a
 * drawing, so that it is no part of the page's text. */
static void
draw_sign (const CrmQr *qr, cairo_t *cr, PangoContext *context, double x, double y, double module)
{
  PangoRectangle ink;
  double middle = qr->size * module / 2;
  double radius = qr->sign * module / 2, inner = (qr->sign - 4) * module;
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + middle, y + middle, radius, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string ("PT Sans, DejaVu Sans Bold 40");
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, SIGN, -1);
  pango_layout_get_extents (layout, &ink, NULL);
  if (ink.height <= 0)
    return;
  double scale = inner * SIGN_SHARE / pango_units_to_double (ink.height);
  cairo_save (cr);
  cairo_translate (cr, x + middle, y + middle);
  cairo_scale (cr, scale, scale);
  cairo_move_to (cr, -pango_units_to_double (ink.x + ink.width / 2),
                 -pango_units_to_double (ink.y + ink.height / 2));
  pango_cairo_layout_path (cr, layout);
  cairo_restore (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_fill (cr);
}

/* A picture of one bit a pixel: two hundred times smaller in a PDF than squares, and as sharp. */
static cairo_surface_t *
create_modules (const CrmQr *qr)
{
  guint size = qr->size * MODULE_PIXELS;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A1, (int) size, (int) size);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  for (guint row = 0; row < qr->size; row++) {
    guint8 *first = data + (gsize) row * MODULE_PIXELS * (gsize) stride;
    guint32 *line = (guint32 *) (void *) first;
    const guint8 *modules = qr->modules + (gsize) row * qr->size;
    for (guint x = 0; x < size; x++)
      if (modules[x / MODULE_PIXELS])
        line[x / 32] |= G_BYTE_ORDER == G_LITTLE_ENDIAN ? 1u << x % 32 : 1u << (31 - x % 32);
    for (guint i = 1; i < MODULE_PIXELS; i++)
      memcpy (first + (gsize) i * (gsize) stride, first, (gsize) stride);
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_qr (const CrmBox *box, cairo_t *cr, PangoContext *context)
{
  const CrmQr *qr = box->qr;
  double module = box->width / (qr->size + 2 * CRM_QR_QUIET_ZONE);
  double left = box->x + CRM_QR_QUIET_ZONE * module;
  double top = box->y + CRM_QR_QUIET_ZONE * module;
  cairo_surface_t *surface = create_modules (qr);
  cairo_pattern_t *pattern = cairo_pattern_create_for_surface (surface);
  cairo_pattern_set_filter (pattern, CAIRO_FILTER_NEAREST);
  set_color (cr, 0xffffff);
  cairo_rectangle (cr, left, top, qr->size * module, qr->size * module);
  cairo_fill (cr);
  cairo_save (cr);
  cairo_translate (cr, left, top);
  cairo_scale (cr, module / MODULE_PIXELS, module / MODULE_PIXELS);
  set_color (cr, 0);
  cairo_mask (cr, pattern);
  cairo_restore (cr);
  cairo_pattern_destroy (pattern);
  cairo_surface_destroy (surface);
  if (qr->sign > 0)
    draw_sign (qr, cr, context, left, top, module);
}

/* Draws a box, or several alike. Returns how many. */
static guint
draw_boxes (const GPtrArray *boxes, guint from, const Canvas *canvas, gboolean tagged)
{
  const CrmBox *box = boxes->pdata[from];
  cairo_t *cr = canvas->cr;
  switch (box->kind) {
  case CRM_FORM_BOX_TEXT:
    draw_text (box, canvas, tagged);
    break;
  case CRM_FORM_BOX_RULE:
    return draw_rules (boxes, from, cr);
  case CRM_FORM_BOX_FILL:
    draw_fill (box, cr);
    break;
  case CRM_FORM_BOX_IMAGE:
    draw_image (box, cr);
    break;
  case CRM_FORM_BOX_QR:
    draw_qr (box, cr, canvas->context);
    break;
  }
  return 1;
}

/* The structure of a tagged PDF, for screen readers and for those who copy text. */
typedef struct {
  cairo_t *cr;
  int table;
  int row;
  gboolean in_row;
} Tagger;

static void
close_table (Tagger *tagger)
{
  if (tagger->in_row)
    cairo_tag_end (tagger->cr, "TR");
  if (tagger->table != 0)
    cairo_tag_end (tagger->cr, "Table");
  tagger->in_row = FALSE;
  tagger->table = 0;
}

static const char *
begin_box (Tagger *tagger, const CrmBox *box)
{
  static const char *const TAGS[] = {
    [CRM_BOX_PARAGRAPH] = "P",   [CRM_BOX_TITLE] = "H1", [CRM_BOX_HEADING] = "H2",
    [CRM_BOX_HEAD_CELL] = "TH",  [CRM_BOX_CELL] = "TD",  [CRM_BOX_ARTIFACT] = NULL,
    [CRM_BOX_FIGURE] = "Figure",
  };
  const char *tag = TAGS[box->role];
  if (tag == NULL)
    return NULL;
  gboolean cell = box->role == CRM_BOX_HEAD_CELL || box->role == CRM_BOX_CELL;
  if (!cell || box->table != tagger->table)
    close_table (tagger);
  if (cell && tagger->table == 0) {
    cairo_tag_begin (tagger->cr, "Table", NULL);
    tagger->table = box->table;
  } else if (cell && tagger->in_row && box->row != tagger->row) {
    cairo_tag_end (tagger->cr, "TR");
    tagger->in_row = FALSE;
  }
  if (cell && !tagger->in_row) {
    cairo_tag_begin (tagger->cr, "TR", NULL);
    tagger->in_row = TRUE;
    tagger->row = box->row;
  }
  cairo_tag_begin (tagger->cr, tag, NULL);
  return tag;
}

static void
draw_page (const CrmFormLayout *layout, guint page, const Canvas *canvas)
{
  const CrmPage *found = layout->pages->pdata[page];
  Tagger tagger = { .cr = canvas->cr };
  for (guint i = 0, n; i < found->boxes->len; i += n) {
    const CrmBox *box = found->boxes->pdata[i];
    const char *tag = canvas->pdf != NULL ? begin_box (&tagger, box) : NULL;
    n = draw_boxes (found->boxes, i, canvas, tag != NULL);
    if (tag != NULL)
      cairo_tag_end (canvas->cr, tag);
  }
  if (canvas->pdf != NULL)
    close_table (&tagger);
}

/* A page of a PDF, with its structure. */
void
crm_render_pdf_page (const CrmFormLayout *layout, guint page, cairo_t *cr, PangoContext *context,
                     CrmPdfText *pdf)
{
  const Canvas canvas = { cr, context, pdf };
  draw_page (layout, page, &canvas);
}

/**
 * crm_form_layout_draw_page:
 * @layout: a layout
 * @page: from 0
 * @cr: a cairo context whose unit is the point, its origin the top left corner of the page
 *
 * Draws a page, without its white. A printer's context and an image scaled to the screen show the
 * same lines as the PDF. Any thread, one at a time.
 */
void
crm_form_layout_draw_page (const CrmFormLayout *layout, guint page, cairo_t *cr)
{
  g_return_if_fail (layout != NULL && page < layout->pages->len && cr != NULL);
  g_autoptr (PangoContext) context = crm_text_context_new (layout->language);
  const Canvas canvas = { cr, context, NULL };
  cairo_save (cr);
  pango_cairo_update_context (cr, context);
  draw_page (layout, page, &canvas);
  cairo_restore (cr);
}
