/* Text of a layout: shaped, measured, wrapped, shrunk to fit, underlined and captioned. */
#include "config.h"

#include "crm-layout-private.h"

#include <glib/gi18n-lib.h>

#define FAMILIES ", Liberation Sans, DejaVu Sans" /* where the form's own family lacks a sign */
#define LEAST_SHRINK 0.6
#define MISSING_COLOR 0xd01020
#define CAPTION_SIZE 0.78 /* of the text's own size */
#define RULE_GAP 0.6      /* points between text and the rule below it */

/* Pango's default map is the screen's and belongs to GTK: paper has its own, one for each thread.
 */
static PangoFontMap *
get_font_map (void)
{
  static GPrivate font_map = G_PRIVATE_INIT (g_object_unref);
  PangoFontMap *map = g_private_get (&font_map);
  if (map == NULL) {
    map = pango_cairo_font_map_new ();
    pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
    g_private_set (&font_map, map);
  }
  return map;
}

/**
 * crm_form_layout_prepare:
 *
 * Lets pango begin to read what fonts there are, on a thread of its own. A program that is started
 * for one page calls it first and does meanwhile what else is to be done. Of use to the thread that
 * lays out; not needed.
 */
void
crm_form_layout_prepare (void)
{
  get_font_map ();
}

/**
 * crm_text_context_new:
 * @language: (nullable): language of the text
 *
 * What shapes text for paper: no hinting and fractional positions, so that a line breaks at the
 * same word on every screen, printer and in the PDF. Only for the calling thread.
 *
 * Returns: (transfer full): the context
 */
PangoContext *
crm_text_context_new (const char *language)
{
  PangoContext *context = pango_font_map_create_context (get_font_map ());
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_language (context,
                              pango_language_from_string (language != NULL ? language : "en"));
  return context;
}

CrmTextSpec *
crm_text_spec_ref (CrmTextSpec *spec)
{
  g_atomic_ref_count_inc (&spec->n_refs);
  return spec;
}

void
crm_text_spec_unref (CrmTextSpec *spec)
{
  if (spec == NULL || !g_atomic_ref_count_dec (&spec->n_refs))
    return;
  g_clear_pointer (&spec->styles, pango_attr_list_unref);
  g_free (spec->text);
  g_free (spec->family);
  g_free (spec->language);
  g_free (spec);
}

/* As an attribute it counts in the extents of each line; pango_layout_set_line_spacing() does not,
 * and texts would run into each other. */
static void
set_line_height (PangoLayout *layout, double factor)
{
  PangoAttrList *styles = pango_layout_get_attributes (layout);
  g_autoptr (PangoAttrList) list =
      styles != NULL ? pango_attr_list_copy (styles) : pango_attr_list_new ();
  pango_attr_list_insert (list, pango_attr_line_height_new (factor));
  pango_layout_set_attributes (layout, list);
}

/**
 * crm_text_spec_create_layout:
 * @spec: a piece of text
 * @context: what shapes it
 *
 * Returns: (transfer full): the text wrapped into lines
 */
PangoLayout *
crm_text_spec_create_layout (const CrmTextSpec *spec, PangoContext *context)
{
  static const PangoAlignment ALIGNMENTS[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                               PANGO_ALIGN_RIGHT, PANGO_ALIGN_LEFT };
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_new ();
  g_autofree char *families = g_strconcat (spec->family, FAMILIES, NULL);
  pango_font_description_set_family (font, families);
  pango_font_description_set_size (font, pango_units_from_double (spec->size));
  pango_font_description_set_weight (font, spec->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style (font, spec->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_text (layout, spec->text, -1);
  pango_layout_set_attributes (layout, spec->styles);
  if (spec->line_spacing > 0 && spec->line_spacing != 1)
    set_line_height (layout, spec->line_spacing);
  pango_layout_set_alignment (layout, ALIGNMENTS[spec->align]);
  pango_layout_set_justify (layout, spec->align == CRM_FORM_ALIGN_JUSTIFY);
  if (spec->wrap != CRM_FORM_WRAP_NONE)
    pango_layout_set_wrap (layout, spec->wrap == CRM_FORM_WRAP_CHAR ? PANGO_WRAP_CHAR
                                                                    : PANGO_WRAP_WORD_CHAR);
  if (spec->width >= 0 && spec->wrap != CRM_FORM_WRAP_NONE)
    pango_layout_set_width (layout, pango_units_from_double (spec->width));
  return layout;
}

void
crm_style_cascade (CrmStyle *style, const CrmFormElement *element)
{
  const char *family = crm_form_element_string (element, CRM_FORM_FONT);
  if (family != NULL)
    style->family = family;
  style->size = crm_form_element_number (element, CRM_FORM_SIZE, style->size);
  style->bold = crm_form_element_flag (element, CRM_FORM_BOLD, style->bold);
  style->italic = crm_form_element_flag (element, CRM_FORM_ITALIC, style->italic);
  style->color = (guint32) crm_form_element_number (element, CRM_FORM_COLOR, style->color);
  style->align = crm_form_element_choice (element, CRM_FORM_ALIGN, style->align);
  style->line_spacing =
      crm_form_element_number (element, CRM_FORM_LINE_SPACING, style->line_spacing);
}

static void
insert_attribute (PangoAttrList **list, PangoAttribute *attribute, const CrmFormSpan *span)
{
  if (*list == NULL)
    *list = pango_attr_list_new ();
  attribute->start_index = (guint) span->start;
  attribute->end_index = (guint) span->end;
  pango_attr_list_insert (*list, attribute);
}

static void
insert_color (PangoAttrList **list, guint32 color, const CrmFormSpan *span)
{
  insert_attribute (list,
                    pango_attr_foreground_new ((guint16) ((color >> 16 & 0xff) * 257),
                                               (guint16) ((color >> 8 & 0xff) * 257),
                                               (guint16) ((color & 0xff) * 257)),
                    span);
}

/* NULL where the text is of one style. */
static PangoAttrList *
make_attributes (const CrmFormRuns *runs, gboolean mark_missing)
{
  g_autoptr (PangoAttrList) list = NULL;
  for (guint i = 0; i < runs->spans->len; i++) {
    const CrmFormSpan *span = &g_array_index (runs->spans, CrmFormSpan, i);
    const CrmFormInline *style = &span->style;
    if (style->bold >= 0)
      insert_attribute (
          &list, pango_attr_weight_new (style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL),
          span);
    if (style->italic >= 0)
      insert_attribute (
          &list, pango_attr_style_new (style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL),
          span);
    if (style->underline > 0)
      insert_attribute (&list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), span);
    if (style->size > 0)
      insert_attribute (&list, pango_attr_size_new (pango_units_from_double (style->size)), span);
    if (style->font != NULL) {
      g_autofree char *families = g_strconcat (style->font, FAMILIES, NULL);
      insert_attribute (&list, pango_attr_family_new (families), span);
    }
    if (span->missing && mark_missing)
      insert_color (&list, MISSING_COLOR, span);
    else if (style->color >= 0)
      insert_color (&list, (guint32) style->color, span);
  }
  return g_steal_pointer (&list);
}

static CrmTextSpec *
create_spec (const CrmLayoutState *state, const char *text, const CrmStyle *style, double width)
{
  CrmTextSpec *spec = g_new0 (CrmTextSpec, 1);
  g_atomic_ref_count_init (&spec->n_refs);
  spec->text = g_strdup (text);
  spec->family = g_strdup (style->family);
  spec->language = g_strdup (state->language);
  spec->size = style->size;
  spec->bold = style->bold;
  spec->italic = style->italic;
  spec->color = style->color;
  spec->align = style->align;
  spec->line_spacing = style->line_spacing;
  spec->width = width;
  return spec;
}

/* Whether a line without a width stands where one in a width does when it is moved. */
static gboolean
can_shift (const CrmTextSpec *spec)
{
  return spec->align == CRM_FORM_ALIGN_LEFT || spec->align == CRM_FORM_ALIGN_RIGHT;
}

/* Makes one line narrower, down to a limit beyond which it wraps rather than becomes unreadable.
 * Where one line fits as it is, it looks the same in @spec's width: (transfer full) that line. */
static PangoLayout *
shrink_to_fit (CrmLayoutState *state, CrmTextSpec *spec)
{
  int wrap = spec->wrap;
  spec->wrap = CRM_FORM_WRAP_NONE;
  g_autoptr (PangoLayout) layout = crm_text_spec_create_layout (spec, state->pango);
  PangoRectangle logical;
  pango_layout_get_extents (layout, NULL, &logical);
  double natural = pango_units_to_double (logical.width);
  spec->wrap = wrap;
  if (natural <= spec->width || natural <= 0)
    return can_shift (spec) && pango_layout_get_line_count (layout) == 1 ? g_steal_pointer (&layout)
                                                                         : NULL;
  double scale = MAX (spec->width / natural * 0.998, LEAST_SHRINK);
  g_autoptr (PangoAttrList) list =
      spec->styles != NULL ? pango_attr_list_copy (spec->styles) : pango_attr_list_new ();
  pango_attr_list_insert (list, pango_attr_scale_new (scale));
  g_clear_pointer (&spec->styles, pango_attr_list_unref);
  spec->styles = g_steal_pointer (&list);
  return NULL;
}

/* Takes the spec, and the text as shrink_to_fit() gave it. A block of one box, as high as the text.
 */
static CrmBlock *
create_text_block (CrmLayoutState *state, CrmTextSpec *spec, PangoLayout *line, double width)
{
  g_autoptr (PangoLayout) layout =
      line != NULL ? line : crm_text_spec_create_layout (spec, state->pango);
  PangoRectangle logical;
  pango_layout_get_extents (layout, NULL, &logical);
  double height = pango_units_to_double (logical.height);
  double x = 0;
  /* Text that is not wrapped has no width to be aligned in, so it is placed here. */
  if (spec->wrap == CRM_FORM_WRAP_NONE && spec->align != CRM_FORM_ALIGN_LEFT)
    x = (width - pango_units_to_double (logical.width)) *
        (spec->align == CRM_FORM_ALIGN_RIGHT ? 1 : 0.5);
  CrmBlock *block = crm_block_new (width);
  CrmBox *box = crm_box_new (CRM_FORM_BOX_TEXT, x, 0, width, height);
  box->text = spec;
  box->color = spec->color;
  box->n_lines = (guint) pango_layout_get_line_count (layout);
  block->height = height;
  if (spec->text[0] == '\0')
    crm_box_free (box);
  else {
    int shift =
        line != NULL && spec->wrap != CRM_FORM_WRAP_NONE && spec->align == CRM_FORM_ALIGN_RIGHT
            ? pango_units_from_double (spec->width) - logical.width
            : 0;
    crm_shaped_keep (spec, layout, shift);
    crm_block_add (block, box);
  }
  return block;
}

/* Text of a known style without fields. */
CrmBlock *
crm_layout_plain (CrmLayoutState *state, const char *text, const CrmStyle *style, double width)
{
  return create_text_block (state, create_spec (state, text, style, width), NULL, width);
}

/* How wide a text is on one line, in points. */
double
crm_layout_measure (CrmLayoutState *state, const char *text, const CrmStyle *style)
{
  g_autoptr (CrmTextSpec) spec = create_spec (state, text, style, -1);
  g_autoptr (PangoLayout) layout = crm_text_spec_create_layout (spec, state->pango);
  PangoRectangle logical;
  pango_layout_get_extents (layout, NULL, &logical);
  return pango_units_to_double (logical.width);
}

/* "2.1. " before the text of a clause. A clause that is not shown is not counted. */
static void
number_clause (CrmLayoutState *state, const CrmFormElement *element, CrmFormRuns *runs)
{
  guint level = (guint) crm_form_element_number (element, CRM_FORM_CLAUSE, 0);
  g_autoptr (GString) number = g_string_new (NULL);

  if (level == 0)
    return;
  level = MIN (level, G_N_ELEMENTS (state->clauses));
  state->clauses[level - 1]++;
  for (guint i = level; i < G_N_ELEMENTS (state->clauses); i++)
    state->clauses[i] = 0;
  for (guint i = 0; i < level; i++)
    g_string_append_printf (number, "%u.", state->clauses[i]);
  g_string_append (number, " ");
  g_string_prepend_len (runs->text, number->str, (gssize) number->len);
  for (guint i = 0; i < runs->spans->len; i++) {
    CrmFormSpan *span = &g_array_index (runs->spans, CrmFormSpan, i);
    span->start += number->len;
    span->end += number->len;
  }
}

static CrmBlock *
fill_text (CrmLayoutState *state, const CrmFormElement *element, const CrmFormText *text,
           const CrmFormData *scope, const CrmStyle *style, double width, int wrap, gboolean shrink)
{
  g_auto (CrmFormRuns) runs;
  crm_form_runs_init (&runs);
  crm_form_text_expand (text, scope, &state->texts, &runs);
  crm_layout_count (state, runs.steps + runs.text->len);
  if (runs.text->len == 0 || crm_layout_is_stopped (state))
    return NULL;
  if (runs.cut && element != NULL)
    crm_layout_warn (state, element, _ ("the text is cut"));
  number_clause (state, element, &runs);
  CrmTextSpec *spec = create_spec (state, runs.text->str, style, width);
  spec->styles = make_attributes (&runs, state->texts.mark_missing);
  spec->wrap = wrap;
  PangoLayout *line = shrink ? shrink_to_fit (state, spec) : NULL;
  guint most = (guint) crm_form_element_number (element, CRM_FORM_MAX_LINES, 0);
  CrmBlock *block = create_text_block (state, spec, line, width);
  CrmBox *box = block->boxes->len > 0 ? block->boxes->pdata[0] : NULL;
  if (box != NULL && most > 0 && box->n_lines > most) {
    box->height = block->height = box->height * most / box->n_lines;
    box->n_lines = most;
    crm_layout_warn (state, element, _ ("the text is cut"));
  }
  return block;
}

/* A rule under the text, as wide as the place, and a caption under the rule. */
static void
add_underline (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
               const CrmStyle *style, CrmBlock *block)
{
  double thickness = crm_form_element_number (element, CRM_FORM_BORDER_WIDTH, 0.5);
  block->height += RULE_GAP;
  crm_block_add_rule (block, 0, block->height, block->width, 0, thickness, style->color);
  const CrmFormText *text = crm_form_element_text (element, CRM_FORM_CAPTION);
  g_autofree char *caption = crm_form_text_expand_plain (text, scope, &state->texts);
  if (caption[0] == '\0')
    return;
  CrmStyle small = *style;
  small.size *= CAPTION_SIZE;
  small.bold = FALSE;
  small.align = CRM_FORM_ALIGN_CENTER;
  CrmBlock *below = crm_layout_plain (state, caption, &small, block->width);
  double height = below->height;
  crm_block_take (block, below, 0, block->height + RULE_GAP);
  block->height += RULE_GAP + height;
}

/**
 * crm_layout_text:
 * @state: the state
 * @element: (nullable): where underline, caption, height, role and the limit of lines are said
 * @text: what it says
 * @scope: where its fields are looked up
 * @style: its style, already cascaded
 * @width: points
 * @wrap: CRM_FORM_WRAP_...
 * @shrink: whether one line becomes smaller rather than wraps
 *
 * Returns: (transfer full) (nullable): the text; %NULL if nothing is there to be seen
 */
CrmBlock *
crm_layout_text (CrmLayoutState *state, const CrmFormElement *element, const CrmFormText *text,
                 const CrmFormData *scope, const CrmStyle *style, double width, int wrap,
                 gboolean shrink)
{
  gboolean underline = crm_form_element_flag (element, CRM_FORM_UNDERLINE, FALSE);
  double least = crm_form_element_number (element, CRM_FORM_HEIGHT, 0);
  CrmBlock *block = fill_text (state, element, text, scope, style, width, wrap, shrink);
  if (block == NULL && !underline && least <= 0)
    return NULL;
  if (block == NULL && underline) /* an empty line to write on is as high as a full one */
    block = crm_layout_plain (state, " ", style, width);
  if (block == NULL)
    block = crm_block_new (width);
  static const CrmBoxRole ROLES[] = { CRM_BOX_PARAGRAPH, CRM_BOX_TITLE, CRM_BOX_HEADING };
  for (guint i = 0; i < block->boxes->len; i++)
    ((CrmBox *) block->boxes->pdata[i])->role =
        ROLES[crm_form_element_choice (element, CRM_FORM_ROLE, CRM_FORM_ROLE_TEXT)];
  block->height = MAX (block->height, least);
  if (underline)
    add_underline (state, element, scope, style, block);
  return block;
}
