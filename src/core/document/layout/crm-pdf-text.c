/* Draws lines of text into a PDF as pango does, glyph by glyph with the letters they stand for, in
 * fonts that are as small as can be. */
#include "config.h"

#include "crm-pdf-text-private.h"

#include <math.h>

#define FEW 128     /* glyphs of a piece that stand on the stack */
#define STEPS 256.0 /* in a point, of cairo's own places */

struct _CrmPdfText {
  PangoRenderer parent_instance;
  cairo_t *cr; /* borrowed */
  double x, y; /* where the line begins */
};

G_DEFINE_FINAL_TYPE (CrmPdfText, crm_pdf_text, PANGO_TYPE_RENDERER)

static void
set_color (CrmPdfText *self, PangoRenderPart part)
{
  PangoColor *color = pango_renderer_get_color (PANGO_RENDERER (self), part);
  if (color != NULL)
    cairo_set_source_rgb (self->cr, color->red / 65535.0, color->green / 65535.0,
                          color->blue / 65535.0);
}

/* Glyphs that no font has are drawn by pango as boxes; letters that run to the left are rare. */
static gboolean
is_plain (const PangoGlyphItem *piece)
{
  if (piece->item->analysis.level % 2 != 0)
    return FALSE;
  for (int i = 0; i < piece->glyphs->num_glyphs; i++) {
    PangoGlyph glyph = piece->glyphs->glyphs[i].glyph;
    if (glyph == 0 || glyph & PANGO_GLYPH_UNKNOWN_FLAG)
      return FALSE;
  }
  return TRUE;
}

static int
place_glyphs (const PangoGlyphItem *piece, double x, double y, cairo_glyph_t *glyphs)
{
  int n = 0, along = 0;
  for (int i = 0; i < piece->glyphs->num_glyphs; i++) {
    const PangoGlyphInfo *info = &piece->glyphs->glyphs[i];
    if (info->glyph != PANGO_GLYPH_EMPTY) {
      glyphs[n].index = info->glyph;
      glyphs[n].x = x + pango_units_to_double (along + info->geometry.x_offset);
      glyphs[n].y = y + pango_units_to_double (info->geometry.y_offset);
      n++;
    }
    along += info->geometry.width;
  }
  return n;
}

static int
list_clusters (PangoGlyphItem *piece, const char *text, cairo_text_cluster_t *clusters)
{
  PangoGlyphItemIter iter;
  int n = 0;
  for (gboolean more = pango_glyph_item_iter_init_start (&iter, piece, text); more;
       more = pango_glyph_item_iter_next_cluster (&iter)) {
    clusters[n].num_bytes = iter.end_index - iter.start_index;
    clusters[n].num_glyphs = 0;
    for (int i = iter.start_glyph; i < iter.end_glyph; i++)
      if (piece->glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY)
        clusters[n].num_glyphs++;
    n++;
  }
  return n;
}

static void
show_glyphs (CrmPdfText *self, const char *text, PangoGlyphItem *piece, double x, double y)
{
  int most = piece->glyphs->num_glyphs;
  cairo_glyph_t few_glyphs[FEW], *glyphs = few_glyphs;
  cairo_text_cluster_t few_clusters[FEW], *clusters = few_clusters;
  if (most > FEW) {
    glyphs = g_new (cairo_glyph_t, most);
    clusters = g_new (cairo_text_cluster_t, most);
  }
  int n_glyphs = place_glyphs (piece, x, y, glyphs);
  int n_clusters = list_clusters (piece, text, clusters);
  cairo_show_text_glyphs (self->cr, text + piece->item->offset, piece->item->length, glyphs,
                          n_glyphs, clusters, n_clusters, 0);
  if (most > FEW) {
    g_free (glyphs);
    g_free (clusters);
  }
}

static void
crm_pdf_text_draw_glyph_item (PangoRenderer *renderer, const char *text, PangoGlyphItem *piece,
                              int x, int y)
{
  CrmPdfText *self = CRM_PDF_TEXT (renderer);
  cairo_scaled_font_t *font =
      text != NULL && is_plain (piece) ? crm_pdf_type_get (piece->item->analysis.font) : NULL;
  double from_x = self->x + pango_units_to_double (x);
  double from_y = self->y + pango_units_to_double (y);
  cairo_save (self->cr);
  set_color (self, PANGO_RENDER_PART_FOREGROUND);
  if (font != NULL) {
    cairo_set_scaled_font (self->cr, font);
    show_glyphs (self, text, piece, from_x, from_y);
  } else {
    cairo_move_to (self->cr, from_x, from_y);
    pango_cairo_show_glyph_item (self->cr, text, piece);
  }
  cairo_restore (self->cr);
}

static void
crm_pdf_text_draw_rectangle (PangoRenderer *renderer, PangoRenderPart part, int x, int y, int width,
                             int height)
{
  CrmPdfText *self = CRM_PDF_TEXT (renderer);
  cairo_save (self->cr);
  set_color (self, part);
  cairo_new_path (self->cr);
  cairo_rectangle (self->cr, self->x + pango_units_to_double (x),
                   self->y + pango_units_to_double (y), pango_units_to_double (width),
                   pango_units_to_double (height));
  cairo_fill (self->cr);
  cairo_restore (self->cr);
}

static void
crm_pdf_text_class_init (CrmPdfTextClass *klass)
{
  PangoRendererClass *renderer_class = PANGO_RENDERER_CLASS (klass);
  renderer_class->draw_glyph_item = crm_pdf_text_draw_glyph_item;
  renderer_class->draw_rectangle = crm_pdf_text_draw_rectangle;
}

static void
crm_pdf_text_init (CrmPdfText *self)
{
}

/**
 * crm_pdf_text_new:
 * @cr: of a PDF; must outlive what is returned
 *
 * Returns: (transfer full): what draws lines of text, on this thread
 */
CrmPdfText *
crm_pdf_text_new (cairo_t *cr)
{
  CrmPdfText *self = g_object_new (CRM_TYPE_PDF_TEXT, NULL);
  self->cr = cr;
  return self;
}

/**
 * crm_pdf_text_show_line:
 * @self: what draws
 * @line: a line
 * @x: where it begins, in points
 * @y: of its baseline
 *
 * Looks as pango_cairo_show_layout_line() does, and begins in the same place.
 */
void
crm_pdf_text_show_line (CrmPdfText *self, PangoLayoutLine *line, double x, double y)
{
  self->x = rint (x * STEPS) / STEPS;
  self->y = rint (y * STEPS) / STEPS;
  pango_renderer_draw_layout_line (PANGO_RENDERER (self), line, 0, 0);
}
