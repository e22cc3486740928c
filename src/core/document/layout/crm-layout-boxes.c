/* Ruled boxes: cells over columns and lines, some of them over several, as in the bank box of an
 * invoice. */
#include "config.h"

#include "crm-layout-private.h"

#define DEFAULT_RULE 0.5
#define DEFAULT_PADDING (1 * CRM_FORM_POINTS_PER_MM)

typedef struct {
  const CrmFormElement *element;
  CrmBlock *block; /* owned */
  CrmStyle style;
  double padding;
  guint line, column;
  guint n_lines, n_columns;
} Cell;

static void
clear_cell (gpointer data)
{
  Cell *cell = data;
  crm_block_free (cell->block);
}

static guint
read_span (const CrmFormElement *element, CrmFormAttribute attribute, guint most)
{
  return (guint) CLAMP (crm_form_element_number (element, attribute, 1), 1, most);
}

/* The first column from @column on that no cell of a line above reaches down into. */
static guint
find_free_column (const GArray *cells, guint line, guint column, guint n_columns)
{
  for (guint i = 0; i < cells->len; i++) {
    const Cell *cell = &g_array_index (cells, Cell, i);
    gboolean reaches = cell->line < line && cell->line + cell->n_lines > line;
    if (reaches && column >= cell->column && column < cell->column + cell->n_columns) {
      column = cell->column + cell->n_columns;
      i = G_MAXUINT; /* from the beginning: an earlier cell may stand there */
    }
  }
  return MIN (column, n_columns);
}

static double
sum_widths (const double *widths, guint from, guint n)
{
  double sum = 0;
  for (guint i = from; i < from + n; i++)
    sum += widths[i];
  return sum;
}

static void
place_line (CrmLayoutState *state, const CrmFormElement *line, guint index,
            const CrmFormData *scope, const CrmStyle *style, const double *widths, guint n_columns,
            double padding, GArray *cells)
{
  CrmStyle own = *style;
  crm_style_cascade (&own, line);
  guint column = 0;
  for (guint i = 0; i < line->children->len; i++) {
    Cell cell = { .element = line->children->pdata[i], .style = own, .line = index };
    cell.column = find_free_column (cells, index, column, n_columns);
    if (cell.column >= n_columns)
      break;
    crm_style_cascade (&cell.style, cell.element);
    cell.n_columns = read_span (cell.element, CRM_FORM_COLSPAN, n_columns - cell.column);
    cell.n_lines = read_span (cell.element, CRM_FORM_ROWSPAN, 100);
    cell.padding = crm_form_element_number (cell.element, CRM_FORM_PADDING, padding);
    column = cell.column + cell.n_columns;
    double width = sum_widths (widths, cell.column, cell.n_columns) - 2 * cell.padding;
    /* Padding and border are drawn here, over the height of the line. */
    CrmBlock *content = crm_block_new (MAX (width, 1));
    double gap = crm_form_element_number (cell.element, CRM_FORM_GAP, 0);
    for (guint j = 0; j < cell.element->children->len; j++) {
      const CrmFormElement *child = cell.element->children->pdata[j];
      CrmBlock *inner = crm_layout_element (state, child, scope, &cell.style, MAX (width, 1));
      if (inner == NULL)
        continue;
      double height = inner->height;
      double above =
          crm_form_element_number (child, CRM_FORM_ABOVE, 0) + (content->height > 0 ? gap : 0);
      crm_block_take (content, inner, 0, content->height + above);
      if (!crm_form_element_flag (child, CRM_FORM_OVER, FALSE))
        content->height += above + height + crm_form_element_number (child, CRM_FORM_BELOW, 0);
    }
    cell.block = content;
    g_array_append_val (cells, cell);
  }
}

static void
find_heights (const GArray *cells, guint n_lines, double *heights)
{
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < cells->len; i++) {
      const Cell *cell = &g_array_index (cells, Cell, i);
      double height = cell->block->height + 2 * cell->padding;
      guint last = MIN (cell->line + cell->n_lines, n_lines) - 1;
      if (pass == 0 && cell->n_lines == 1)
        heights[cell->line] = MAX (heights[cell->line], height);
      /* What a tall cell still lacks is added to its last line. */
      double there = sum_widths (heights, cell->line, last - cell->line + 1);
      if (pass == 1 && there < height)
        heights[last] += height - there;
    }
  }
}

static gboolean
has_rule (const CrmBlock *block, const CrmBox *rule)
{
  for (guint i = 0; i < block->boxes->len; i++) {
    const CrmBox *box = block->boxes->pdata[i];
    if (box->kind == CRM_FORM_BOX_RULE && ABS (box->x - rule->x) < 0.01 &&
        ABS (box->y - rule->y) < 0.01 && ABS (box->width - rule->width) < 0.01 &&
        ABS (box->height - rule->height) < 0.01)
      return TRUE;
  }
  return FALSE;
}

/* Neighbours share their rule; one is enough. */
static void
merge_rules (CrmBlock *block, CrmBlock *rules)
{
  for (guint i = 0; i < rules->boxes->len;) {
    if (has_rule (block, rules->boxes->pdata[i]))
      i++;
    else
      crm_block_add (block, g_ptr_array_steal_index (rules->boxes, i));
  }
  crm_block_free (rules);
}

/**
 * crm_layout_boxes:
 * @state: the state
 * @element: an element "boxes"
 * @scope: where values are looked up
 * @style: style around it
 * @width: points
 *
 * Returns: (transfer full): the ruled cells with what they hold
 */
CrmBlock *
crm_layout_boxes (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
                  const CrmStyle *style, double width)
{
  const GArray *shares = crm_form_element_find (element, CRM_FORM_COLUMNS)->shares;
  guint n_columns = shares->len, n_lines = 0;
  double padding = crm_form_element_number (element, CRM_FORM_PADDING, DEFAULT_PADDING);
  double thickness = crm_form_element_number (element, CRM_FORM_BORDER_WIDTH, DEFAULT_RULE);
  g_autofree double *fixed = g_new0 (double, n_columns);
  g_autofree double *weights = g_new0 (double, n_columns);
  g_autofree double *widths = g_new0 (double, n_columns);
  g_autofree double *heights = g_new0 (double, element->children->len + 1);
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (cells, clear_cell);
  for (guint i = 0; i < n_columns; i++) {
    fixed[i] = g_array_index (shares, CrmFormShare, i).width;
    weights[i] = g_array_index (shares, CrmFormShare, i).weight;
  }
  crm_layout_share_widths (fixed, weights, n_columns, width, widths);
  for (guint i = 0; i < element->children->len; i++) {
    const CrmFormElement *line = element->children->pdata[i];
    if (!crm_layout_is_visible (state, line, scope))
      continue;
    heights[n_lines] = crm_form_element_number (line, CRM_FORM_HEIGHT, 0);
    place_line (state, line, n_lines, scope, style, widths, n_columns, padding, cells);
    n_lines++;
  }
  find_heights (cells, n_lines, heights);
  CrmBlock *block = crm_block_new (width);
  CrmBlock *rules = crm_block_new (width);
  block->height = sum_widths (heights, 0, n_lines);
  for (guint i = 0; i < cells->len; i++) {
    Cell *cell = &g_array_index (cells, Cell, i);
    double x = sum_widths (widths, 0, cell->column);
    double y = sum_widths (heights, 0, cell->line);
    double cell_width = sum_widths (widths, cell->column, cell->n_columns);
    double cell_height =
        sum_widths (heights, cell->line, MIN (cell->n_lines, n_lines - cell->line));
    int valign = crm_form_element_choice (cell->element, CRM_FORM_VALIGN, CRM_FORM_VALIGN_TOP);
    double slack = cell_height - 2 * cell->padding - cell->block->height;
    if (crm_form_element_has (cell->element, CRM_FORM_FILL)) {
      CrmBox *fill = crm_box_new (CRM_FORM_BOX_FILL, x, y, cell_width, cell_height);
      fill->role = CRM_BOX_ARTIFACT;
      fill->color = (guint32) crm_form_element_number (cell->element, CRM_FORM_FILL, 0);
      crm_block_add (block, fill);
    }
    crm_block_take (block, g_steal_pointer (&cell->block), x + cell->padding,
                    y + cell->padding + slack * valign / 2);
    crm_block_add_frame (rules, x, y, cell_width, cell_height,
                         crm_form_element_choice (cell->element, CRM_FORM_BORDER, CRM_FORM_SIDES),
                         thickness, style->color);
  }
  merge_rules (block, rules);
  return block;
}
