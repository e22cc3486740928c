/* Elements of a form turned into blocks of boxes: columns, rows, ruled boxes, rules, digits. */
#include "config.h"

#include "crm-layout-private.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_RULE 0.5 /* points */
#define MOST_DEPTH 64

/**
 * crm_layout_is_visible:
 * @state: the state
 * @element: an element
 * @scope: where its condition is looked up
 *
 * Returns: whether the element is to be seen
 */
gboolean
crm_layout_is_visible (CrmLayoutState *state, const CrmFormElement *element,
                       const CrmFormData *scope)
{
  const CrmFormSetting *condition = crm_form_element_find (element, CRM_FORM_VISIBLE_IF);
  if (!crm_form_element_flag (element, CRM_FORM_SHOWN, TRUE) ||
      (condition != NULL && !crm_form_condition_holds (condition->condition, scope)))
    return FALSE;
  return !crm_form_element_flag (element, CRM_FORM_WITH_STAMP, FALSE) ||
         (state->flags & CRM_FORM_LAYOUT_WITH_STAMP) != 0;
}

/* Remembers that something could not be done as the form says; the person is told before printing.
 */
void
crm_layout_warn (CrmLayoutState *state, const CrmFormElement *element, const char *message)
{
  g_hash_table_add (state->warnings,
                    g_strdup_printf (_ ("Line %u of the form, <%s>: %s"), element->line,
                                     crm_form_element_kind_to_string (element->kind), message));
}

/* Boxes that no inner element has named are the element's own. */
void
crm_layout_name_boxes (CrmBlock *block, const CrmFormElement *element)
{
  for (guint i = 0; block != NULL && i < block->boxes->len; i++) {
    CrmBox *box = block->boxes->pdata[i];
    if (box->element == 0)
      box->element = element->ordinal;
  }
}

static gboolean
is_over (const CrmFormElement *element)
{
  return crm_form_element_flag (element, CRM_FORM_OVER, FALSE);
}

static CrmBlock *
layout_rule (const CrmFormElement *element, const CrmStyle *style, double width)
{
  double thickness = crm_form_element_number (element, CRM_FORM_THICKNESS, DEFAULT_RULE);
  guint32 color = (guint32) crm_form_element_number (element, CRM_FORM_COLOR, style->color);
  CrmBlock *block = crm_block_new (width);
  block->height = thickness;
  crm_block_add_rule (block, 0, thickness / 2, width, 0, thickness, color);
  return block;
}

static CrmBlock *
layout_space (const CrmFormElement *element, double width)
{
  CrmBlock *block = crm_block_new (width);
  block->height = crm_form_element_number (element, CRM_FORM_HEIGHT, 0);
  return block;
}

/* Children one under another; what lies over takes no room. */
static CrmBlock *
stack_children (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
                const CrmStyle *style, double width)
{
  CrmBlock *block = crm_block_new (width);
  double gap = crm_form_element_number (element, CRM_FORM_GAP, 0);
  gboolean first = TRUE;
  for (guint i = 0; i < element->children->len; i++) {
    const CrmFormElement *child = element->children->pdata[i];
    CrmBlock *inner = crm_layout_element (state, child, scope, style, width);
    if (inner == NULL)
      continue;
    if (is_over (child)) {
      crm_block_take (block, inner, 0, block->height);
      continue;
    }
    double height = inner->height;
    double above = (first ? 0 : gap) + crm_form_element_number (child, CRM_FORM_ABOVE, 0);
    crm_block_take (block, inner, 0, block->height + above);
    block->height += above + height + crm_form_element_number (child, CRM_FORM_BELOW, 0);
    first = FALSE;
  }
  return block;
}

static void
put_fill (CrmBlock *block, const CrmFormElement *element, double width, double height)
{
  if (!crm_form_element_has (element, CRM_FORM_FILL))
    return;
  CrmBox *box = crm_box_new (CRM_FORM_BOX_FILL, 0, 0, width, height);
  box->role = CRM_BOX_ARTIFACT;
  box->color = (guint32) crm_form_element_number (element, CRM_FORM_FILL, 0);
  g_ptr_array_insert (block->boxes, 0, box);
}

/* A column: its children one under another, inside padding and border. */
CrmBlock *
crm_layout_column (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
                   const CrmStyle *style, double width)
{
  double padding = crm_form_element_number (element, CRM_FORM_PADDING, 0);
  CrmBlock *inner = stack_children (state, element, scope, style, MAX (width - 2 * padding, 1));
  CrmBlock *block = crm_block_new (width);
  block->height =
      MAX (inner->height + 2 * padding, crm_form_element_number (element, CRM_FORM_HEIGHT, 0));
  crm_block_take (block, inner, padding, padding);
  put_fill (block, element, width, block->height);
  crm_block_add_frame (
      block, 0, 0, width, block->height, crm_form_element_choice (element, CRM_FORM_BORDER, 0),
      crm_form_element_number (element, CRM_FORM_BORDER_WIDTH, DEFAULT_RULE), style->color);
  return block;
}

/**
 * crm_layout_share_widths:
 * @fixed: (array length=n): widths that are given; 0 where a share is taken
 * @weights: (array length=n): shares
 * @n: how many
 * @available: points to share
 * @widths: (out caller-allocates) (array length=n): the widths; they never add up to more
 */
void
crm_layout_share_widths (const double *fixed, const double *weights, gsize n, double available,
                         double *widths)
{
  double taken = 0, weight = 0;
  for (gsize i = 0; i < n; i++) {
    taken += fixed[i];
    weight += fixed[i] > 0 ? 0 : weights[i];
  }
  /* Widths that ask for more than there is are all cut alike; shares keep a tenth to be seen in. */
  double room = weight > 0 ? available * 0.9 : available;
  double scale = taken > room ? room / taken : 1;
  double left = available - taken * scale;
  for (gsize i = 0; i < n; i++)
    widths[i] = fixed[i] > 0 ? fixed[i] * scale : left * weights[i] / weight;
}

typedef struct {
  const CrmFormElement *element;
  CrmBlock *block; /* owned until it is placed */
  double above, below;
} Placed;

/* Puts the children of a row side by side, each at the height that it or the row asks for. */
static void
place_in_row (const CrmFormElement *element, CrmBlock *row, Placed *placed, const double *widths,
              guint n, double gap)
{
  int valign = crm_form_element_choice (element, CRM_FORM_VALIGN, CRM_FORM_VALIGN_TOP);
  double x = 0;
  for (guint i = 0; i < n; i++) {
    if (placed[i].block != NULL) {
      double slack = row->height - placed[i].block->height - placed[i].above - placed[i].below;
      int own = crm_form_element_choice (placed[i].element, CRM_FORM_VALIGN, valign);
      crm_block_take (row, placed[i].block, x, placed[i].above + slack * own / 2);
    }
    x += widths[i] + gap;
  }
}

static CrmBlock *
layout_row (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
            const CrmStyle *style, double width)
{
  guint n = 0, n_children = element->children->len;
  double gap = crm_form_element_number (element, CRM_FORM_GAP, 0);
  g_autofree Placed *placed = g_new0 (Placed, n_children);
  g_autofree double *fixed = g_new0 (double, n_children);
  g_autofree double *weights = g_new0 (double, n_children);
  g_autofree double *widths = g_new0 (double, n_children);
  CrmBlock *row = crm_block_new (width);
  for (guint i = 0; i < n_children; i++) {
    const CrmFormElement *child = element->children->pdata[i];
    if (!crm_layout_is_visible (state, child, scope))
      continue;
    if (is_over (child)) {
      crm_block_take (row, crm_layout_element (state, child, scope, style, width), 0, 0);
      continue;
    }
    placed[n].element = child;
    placed[n].above = crm_form_element_number (child, CRM_FORM_ABOVE, 0);
    placed[n].below = crm_form_element_number (child, CRM_FORM_BELOW, 0);
    fixed[n] = MAX (crm_form_element_number (child, CRM_FORM_WIDTH, 0), 0);
    weights[n] = crm_form_element_number (child, CRM_FORM_WEIGHT, 1);
    n++;
  }
  if (n > 0)
    crm_layout_share_widths (fixed, weights, n, MAX (width - gap * (n - 1), 1), widths);
  for (guint i = 0; i < n; i++) {
    placed[i].block = crm_layout_element (state, placed[i].element, scope, style, widths[i]);
    if (placed[i].block != NULL)
      row->height = MAX (row->height, placed[i].block->height + placed[i].above + placed[i].below);
  }
  place_in_row (element, row, placed, widths, n, gap);
  return row;
}

/**
 * crm_layout_digits:
 * @state: the state
 * @element: an element "digits"
 * @scope: where its value is looked up
 * @style: style around it
 * @width: points
 *
 * A character to a cell, as tax forms have them. The last of too many characters are lost and
 * warned of.
 *
 * Returns: (transfer full): the cells
 */
CrmBlock *
crm_layout_digits (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
                   const CrmStyle *style, double width)
{
  guint count = (guint) CLAMP (crm_form_element_number (element, CRM_FORM_COUNT, 1), 1, 100);
  double cell = width / count;
  double thickness = crm_form_element_number (element, CRM_FORM_BORDER_WIDTH, DEFAULT_RULE);
  CrmStyle centered = *style;
  centered.align = CRM_FORM_ALIGN_CENTER;
  g_autofree char *value = crm_form_text_expand_plain (
      crm_form_element_text (element, CRM_FORM_VALUE), scope, &state->texts);
  g_autoptr (CrmBlock) sample = crm_layout_plain (state, "0", &centered, cell);
  CrmBlock *block = crm_block_new (width);
  block->height = crm_form_element_number (element, CRM_FORM_HEIGHT, sample->height + 2);
  if (g_utf8_strlen (value, -1) > (glong) count)
    crm_layout_warn (state, element, _ ("there are more characters than cells"));
  const char *p = value;
  for (guint i = 0; i < count; i++) {
    if (*p != '\0') {
      g_autofree char *character = g_strndup (p, (gsize) (g_utf8_next_char (p) - p));
      CrmBlock *text = crm_layout_plain (state, character, &centered, cell);
      double y = (block->height - text->height) / 2;
      crm_block_take (block, text, i * cell, y);
      p = g_utf8_next_char (p);
    }
    crm_block_add_rule (block, i * cell, 0, 0, block->height, thickness, style->color);
  }
  crm_block_add_frame (block, 0, 0, width, block->height, CRM_FORM_SIDES & ~CRM_FORM_SIDE_LEFT,
                       thickness, style->color);
  return block;
}

/**
 * crm_layout_element:
 * @state: the state
 * @element: an element that stands in the body, a header, a row, a column or a cell
 * @scope: where its values are looked up
 * @style: style around it
 * @width: points it may take
 *
 * Lays out one element as a whole, without looking at pages.
 *
 * Returns: (transfer full) (nullable): the block; %NULL if nothing is to be seen
 */
CrmBlock *
crm_layout_element (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
                    const CrmStyle *style, double width)
{
  CrmStyle own = *style;
  double asked = crm_form_element_number (element, CRM_FORM_WIDTH, 0);
  if (!crm_layout_is_visible (state, element, scope) || state->depth > MOST_DEPTH ||
      crm_layout_is_stopped (state))
    return NULL;
  crm_layout_count (state, 0);
  crm_style_cascade (&own, element);
  if (asked > 0 && element->kind != CRM_FORM_ELEMENT_QR && element->kind != CRM_FORM_ELEMENT_IMAGE)
    width = MIN (width, asked);
  CrmBlock *block = NULL;
  state->depth++;
  switch (element->kind) {
  case CRM_FORM_ELEMENT_COLUMN:
    block = crm_layout_column (state, element, scope, &own, width);
    break;
  case CRM_FORM_ELEMENT_ROW:
    block = layout_row (state, element, scope, &own, width);
    break;
  case CRM_FORM_ELEMENT_TEXT:
    block = crm_layout_text (state, element, element->text, scope, &own, width,
                             crm_form_element_choice (element, CRM_FORM_WRAP, CRM_FORM_WRAP_WORD),
                             crm_form_element_flag (element, CRM_FORM_SHRINK, FALSE));
    break;
  case CRM_FORM_ELEMENT_IMAGE:
    block = crm_layout_image (state, element, scope, width);
    break;
  case CRM_FORM_ELEMENT_QR:
    block = crm_layout_qr (state, element, scope, &own, width);
    break;
  case CRM_FORM_ELEMENT_RULE:
    block = layout_rule (element, &own, width);
    break;
  case CRM_FORM_ELEMENT_SPACE:
    block = layout_space (element, width);
    break;
  case CRM_FORM_ELEMENT_BOXES:
    block = crm_layout_boxes (state, element, scope, &own, width);
    break;
  case CRM_FORM_ELEMENT_DIGITS:
    block = crm_layout_digits (state, element, scope, &own, width);
    break;
  case CRM_FORM_ELEMENT_TABLE: {
    g_autoptr (CrmTable) table = crm_table_new (state, element, scope, &own, width);
    block = crm_table_create_whole (table);
    break;
  }
  case CRM_FORM_ELEMENT_FORM:
  case CRM_FORM_ELEMENT_PAGE:
  case CRM_FORM_ELEMENT_HEADER:
  case CRM_FORM_ELEMENT_FOOTER:
  case CRM_FORM_ELEMENT_BODY:
  case CRM_FORM_ELEMENT_LINE:
  case CRM_FORM_ELEMENT_CELL:
  case CRM_FORM_ELEMENT_COL:
  case CRM_FORM_ELEMENT_BREAK:
  case CRM_FORM_ELEMENT_B:
  case CRM_FORM_ELEMENT_I:
  case CRM_FORM_ELEMENT_SPAN:
  case CRM_FORM_ELEMENT_BR:
  case CRM_FORM_N_ELEMENTS:
    break;
  }
  state->depth--;
  crm_layout_name_boxes (block, element);
  return block;
}
