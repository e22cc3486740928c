/* Boxes and blocks of them: made, put together, and cut in two where a page ends. */
#include "config.h"

#include "crm-layout-private.h"

CrmBox *
crm_box_new (CrmFormBoxKind kind, double x, double y, double width, double height)
{
  CrmBox *box = g_new0 (CrmBox, 1);
  box->kind = kind;
  box->x = x;
  box->y = y;
  box->width = width;
  box->height = height;
  box->row = -1;
  box->column = -1;
  return box;
}

static CrmQr *
copy_qr (const CrmQr *qr)
{
  if (qr == NULL)
    return NULL;
  CrmQr *copy = g_memdup2 (qr, sizeof *qr);
  copy->modules = g_memdup2 (qr->modules, (gsize) qr->size * qr->size);
  return copy;
}

static CrmBox *
copy_box (const CrmBox *box)
{
  CrmBox *copy = g_memdup2 (box, sizeof *box);
  copy->text = box->text != NULL ? crm_text_spec_ref (box->text) : NULL;
  copy->image = box->image != NULL ? cairo_surface_reference (box->image) : NULL;
  copy->qr = copy_qr (box->qr);
  copy->description = g_strdup (box->description);
  return copy;
}

void
crm_box_free (CrmBox *box)
{
  if (box == NULL)
    return;
  g_clear_pointer (&box->text, crm_text_spec_unref);
  g_clear_pointer (&box->image, cairo_surface_destroy);
  g_clear_pointer (&box->qr, crm_qr_free);
  g_free (box->description);
  g_free (box);
}

CrmBlock *
crm_block_new (double width)
{
  CrmBlock *block = g_new0 (CrmBlock, 1);
  block->width = width;
  block->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_box_free);
  return block;
}

void
crm_block_free (CrmBlock *block)
{
  if (block == NULL)
    return;
  g_ptr_array_unref (block->boxes);
  g_free (block);
}

/* Takes the box. */
CrmBox *
crm_block_add (CrmBlock *block, CrmBox *box)
{
  g_ptr_array_add (block->boxes, box);
  return box;
}

/* Takes the inner block and moves its boxes in, its corner at x, y. The height is the caller's
 * matter. */
void
crm_block_take (CrmBlock *block, CrmBlock *inner, double x, double y)
{
  if (inner == NULL)
    return;
  g_autoptr (GPtrArray) boxes = g_steal_pointer (&inner->boxes);
  g_ptr_array_set_free_func (boxes, NULL);
  for (guint i = 0; i < boxes->len; i++) {
    CrmBox *box = boxes->pdata[i];
    box->x += x;
    box->y += y;
    g_ptr_array_add (block->boxes, box);
  }
  g_free (inner);
}

void
crm_block_add_rule (CrmBlock *block, double x, double y, double width, double height,
                    double thickness, guint32 color)
{
  CrmBox *box = crm_box_new (CRM_FORM_BOX_RULE, x, y, width, height);
  box->role = CRM_BOX_ARTIFACT;
  box->thickness = thickness;
  box->color = color;
  crm_block_add (block, box);
}

void
crm_block_add_frame (CrmBlock *block, double x, double y, double width, double height, int sides,
                     double thickness, guint32 color)
{
  if (sides & CRM_FORM_SIDE_TOP)
    crm_block_add_rule (block, x, y, width, 0, thickness, color);
  if (sides & CRM_FORM_SIDE_BOTTOM)
    crm_block_add_rule (block, x, y + height, width, 0, thickness, color);
  if (sides & CRM_FORM_SIDE_LEFT)
    crm_block_add_rule (block, x, y, 0, height, thickness, color);
  if (sides & CRM_FORM_SIDE_RIGHT)
    crm_block_add_rule (block, x + width, y, 0, height, thickness, color);
}

/**
 * crm_box_list_line_ends:
 * @box: a box of text
 * @context: what shapes text
 *
 * Returns: (transfer full): for each line that the box shows, where it ends below the box's top
 */
GArray *
crm_box_list_line_ends (const CrmBox *box, PangoContext *context)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (PangoLayout) layout = crm_text_spec_create_layout (box->text, context);
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (layout);
  int top = 0;
  guint line = 0;
  do {
    int from, to;
    pango_layout_iter_get_line_yrange (iter, &from, &to);
    if (line == box->first_line)
      top = from;
    if (line >= box->first_line && line < box->first_line + box->n_lines) {
      double end = pango_units_to_double (to - top);
      g_array_append_val (ends, end);
    }
    line++;
  } while (pango_layout_iter_next_line (iter));
  return ends;
}

/**
 * crm_block_new_lines:
 * @box: a box of text
 * @ends: what crm_box_list_line_ends() gave
 * @from: first of its lines, from 0
 * @to: the line after the last
 *
 * Returns: (transfer full): a block of these lines alone
 */
CrmBlock *
crm_block_new_lines (const CrmBox *box, const GArray *ends, guint from, guint to)
{
  double top = from > 0 ? g_array_index (ends, double, from - 1) : 0;
  CrmBlock *block = crm_block_new (box->x + box->width);
  CrmBox *part = crm_block_add (block, copy_box (box));
  part->y = 0;
  part->first_line += from;
  part->n_lines = to - from;
  part->height = block->height = g_array_index (ends, double, to - 1) - top;
  return block;
}

/* How many of a text's lines end above the height, and where the last of them ends. */
static guint
count_lines_above (CrmLayoutState *state, const CrmBox *box, double height, double *end)
{
  g_autoptr (GArray) ends = crm_box_list_line_ends (box, state->pango);
  guint n_lines = 0;
  while (n_lines < ends->len && g_array_index (ends, double, n_lines) <= height)
    n_lines++;
  *end = n_lines > 0 ? g_array_index (ends, double, n_lines - 1) : 0;
  return n_lines;
}

/* Cuts a box that the height runs through. Texts are cut between lines, rules and fills anywhere,
 * pictures not at all: they go below. */
static CrmBox *
cut_box (CrmLayoutState *state, CrmBox *box, double height, double *moved)
{
  CrmBox *below = copy_box (box);
  double kept = height - box->y;
  *moved = 0;
  switch (box->kind) {
  case CRM_FORM_BOX_TEXT: {
    double end = 0;
    guint n_lines = count_lines_above (state, box, kept, &end);
    below->y = 0;
    below->first_line += n_lines;
    below->n_lines -= n_lines;
    below->height -= end;
    *moved = kept - end;
    box->n_lines = n_lines;
    box->height = end;
    break;
  }
  case CRM_FORM_BOX_RULE:
  case CRM_FORM_BOX_FILL:
    below->y = 0;
    below->height -= kept;
    box->height = kept;
    break;
  case CRM_FORM_BOX_IMAGE:
  case CRM_FORM_BOX_QR:
    below->y = 0;
    *moved = kept;
    box->height = 0;
    break;
  }
  return below;
}

static gboolean
is_nothing (const CrmBox *box)
{
  return box->kind == CRM_FORM_BOX_RULE ? box->width <= 0 && box->height <= 0
                                        : box->width <= 0 || box->height <= 0;
}

/**
 * crm_block_split:
 * @state: the state
 * @block: a block higher than @height; keeps what is above
 * @height: where it is cut
 * @rest: (out) (transfer full): what is below
 *
 * Cuts a block that no page is high enough for.
 *
 * Returns: whether anything was left above, without which cutting again would never end
 */
gboolean
crm_block_split (CrmLayoutState *state, CrmBlock *block, double height, CrmBlock **rest)
{
  g_autoptr (CrmBlock) below = crm_block_new (block->width);
  g_autoptr (GPtrArray) boxes = g_steal_pointer (&block->boxes);
  double gained = 0;
  gboolean any_above = FALSE;
  g_ptr_array_set_free_func (boxes, NULL);
  block->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_box_free);
  g_autoptr (GPtrArray) whole = g_ptr_array_new ();
  for (guint i = 0; i < boxes->len; i++) {
    CrmBox *box = boxes->pdata[i];
    if (box->y + box->height <= height + 0.001) {
      any_above = any_above || (box->kind != CRM_FORM_BOX_RULE && box->kind != CRM_FORM_BOX_FILL);
      g_ptr_array_add (block->boxes, box);
    } else if (box->y >= height) {
      box->y -= height;
      g_ptr_array_add (whole, box);
      g_ptr_array_add (below->boxes, box);
    } else {
      double moved;
      CrmBox *part = cut_box (state, box, height, &moved);
      gained = MAX (gained, moved);
      any_above = any_above || (box->kind == CRM_FORM_BOX_TEXT && box->n_lines > 0);
      if (is_nothing (part))
        crm_box_free (part);
      else
        g_ptr_array_add (below->boxes, part);
      if (is_nothing (box))
        crm_box_free (box);
      else
        g_ptr_array_add (block->boxes, box);
    }
  }
  /* A line that did not fit goes below as a whole, so what stands under it makes room. */
  for (guint i = 0; i < whole->len; i++)
    ((CrmBox *) whole->pdata[i])->y += gained;
  for (guint i = 0; i < below->boxes->len; i++) {
    CrmBox *box = below->boxes->pdata[i];
    gboolean stretched = box->y == 0 && (box->kind == CRM_FORM_BOX_FILL ||
                                         (box->kind == CRM_FORM_BOX_RULE && box->height > 0));
    if (stretched)
      box->height += gained;
  }
  below->height = block->height - height + gained;
  block->height = height;
  *rest = g_steal_pointer (&below);
  return any_above;
}
