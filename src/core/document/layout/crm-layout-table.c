/* Tables of a layout: columns over the items of a list, heads, rows, and totals of pages and of
 * all. */
#include "config.h"

#include "crm-form-filter.h"
#include "crm-layout-private.h"

#define DEFAULT_RULE 0.5
#define DEFAULT_PADDING (0.9 * CRM_FORM_POINTS_PER_MM)
#define VERTICAL_PADDING 0.55 /* of the padding at the sides */
#define MOST_AUTO 0.45        /* of the table, for one column that follows its contents */
#define SLACK 0.5             /* points: a measured text must not wrap for a rounding */

typedef struct {
  const CrmFormElement *element;
  CrmStyle style;
  double x, width;
  const char *sum;  /* borrowed, nullable: path of what is added up */
  gint64 *sums;     /* owned, nullable: over the rows before each row */
  gboolean has_sum; /* there is anything to add up */
  CrmFormValueKind sum_kind;
} Column;

struct _CrmTable {
  CrmLayoutState *state;
  const CrmFormElement *element;
  const CrmFormData *scope;
  const CrmFormData *list; /* nullable */
  CrmStyle style, head_style;
  double width;
  double padding, vertical, thickness;
  int ruled;
  int number;
  GArray *columns; /* of Column */
};

static Column *
get_column (const CrmTable *table, guint index)
{
  return &g_array_index (table->columns, Column, index);
}

static void
clear_column (gpointer data)
{
  Column *column = data;
  g_free (column->sums);
}

gsize
crm_table_get_n_rows (const CrmTable *table)
{
  return table->list != NULL ? crm_form_data_get_n_items (table->list) : 0;
}

/* How many last rows stay together with what follows the table. */
gsize
crm_table_get_keep_rows (const CrmTable *table)
{
  return (gsize) crm_form_element_number (table->element, CRM_FORM_KEEP_ROWS, 2);
}

static gboolean
wants (const CrmTable *table, CrmFormAttribute attribute)
{
  return crm_form_element_has (table->element, attribute);
}

/* Adds up a column once, so that the totals of any stretch of rows are a subtraction. A sum that
 * does not fit into 64 bits stays at its end; documents that large are refused where they are made.
 */
static void
add_up (CrmTable *table, Column *column)
{
  gsize n_rows = crm_table_get_n_rows (table);
  column->sums = g_new0 (gint64, n_rows + 1);
  column->sum_kind = CRM_FORM_VALUE_INTEGER;
  for (gsize row = 0; row < n_rows; row++) {
    const CrmFormData *value =
        crm_form_data_lookup (crm_form_data_get_item (table->list, row), column->sum);
    gint64 number = value != NULL ? crm_form_data_get_number (value) : 0;
    if (value != NULL) {
      column->sum_kind = crm_form_data_get_kind (value);
      column->has_sum = TRUE;
    }
    if (__builtin_add_overflow (column->sums[row], number, &column->sums[row + 1]))
      column->sums[row + 1] = number < 0 ? G_MININT64 : G_MAXINT64;
  }
}

/* The widest cell of a column, found by counting characters: measuring them all would take as long
 * as laying out the table. */
static double
measure_column (CrmTable *table, Column *column)
{
  g_autofree char *longest = g_strdup ("");
  glong most = 0;
  double width = 0;
  for (gsize row = 0; row < crm_table_get_n_rows (table); row++) {
    g_autofree char *text = crm_form_text_expand_plain (
        column->element->text, crm_form_data_get_item (table->list, row), &table->state->texts);
    glong length = g_utf8_strlen (text, -1);
    if (length <= most)
      continue;
    most = length;
    g_set_str (&longest, text);
  }
  width = crm_layout_measure (table->state, longest, &column->style);
  if (column->sums != NULL) {
    CrmStyle bold = column->style;
    bold.bold = TRUE;
    g_autofree char *sum = crm_form_number_format (
        column->sum_kind, column->sums[crm_table_get_n_rows (table)], table->state->language);
    width = MAX (width, crm_layout_measure (table->state, sum, &bold));
  }
  g_autofree char *title = crm_form_text_expand_plain (
      crm_form_element_text (column->element, CRM_FORM_TITLE), table->scope, &table->state->texts);
  g_auto (GStrv) words = g_strsplit_set (title, " \n", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    width = MAX (width, crm_layout_measure (table->state, words[i], &table->head_style));
  return width + 2 * table->padding + SLACK;
}

static void
share_widths (CrmTable *table)
{
  guint n = table->columns->len;
  g_autofree double *fixed = g_new0 (double, n);
  g_autofree double *weights = g_new0 (double, n);
  g_autofree double *widths = g_new0 (double, n);
  double x = 0;
  for (guint i = 0; i < n; i++) {
    Column *column = get_column (table, i);
    double width = crm_form_element_number (column->element, CRM_FORM_WIDTH, 0);
    double least = crm_form_element_number (column->element, CRM_FORM_MIN_WIDTH, 0);
    if (width == CRM_FORM_AUTO)
      width = MIN (measure_column (table, column), table->width * MOST_AUTO);
    fixed[i] = MAX (width, least);
    weights[i] = crm_form_element_number (column->element, CRM_FORM_WEIGHT, 1);
  }
  crm_layout_share_widths (fixed, weights, n, table->width, widths);
  for (guint i = 0; i < n; i++) {
    get_column (table, i)->x = x;
    get_column (table, i)->width = widths[i];
    x += widths[i];
  }
  table->width = x;
}

/**
 * crm_table_new:
 * @state: the state; must outlive the table
 * @element: an element "table"
 * @scope: where its list is looked up
 * @style: its style, already cascaded
 * @width: points
 *
 * Decides on columns and their widths.
 *
 * Returns: (transfer full): the table
 */
CrmTable *
crm_table_new (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
               const CrmStyle *style, double width)
{
  CrmTable *table = g_new0 (CrmTable, 1);
  gboolean totals;
  table->state = state;
  table->element = element;
  table->scope = scope;
  table->list = crm_form_data_lookup (scope, crm_form_element_string (element, CRM_FORM_LIST));
  table->style = *style;
  table->width = width;
  table->number = (int) ++state->n_tables;
  table->padding = crm_form_element_number (element, CRM_FORM_PADDING, DEFAULT_PADDING);
  table->vertical = table->padding * VERTICAL_PADDING;
  table->thickness = crm_form_element_number (element, CRM_FORM_BORDER_WIDTH, DEFAULT_RULE);
  table->ruled = crm_form_element_choice (element, CRM_FORM_RULED, CRM_FORM_RULED_ALL);
  table->head_style = *style;
  table->head_style.size = crm_form_element_number (element, CRM_FORM_HEAD_SIZE, style->size);
  table->head_style.bold = crm_form_element_flag (element, CRM_FORM_HEAD_BOLD, FALSE);
  table->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (table->columns, clear_column);
  if (table->list != NULL && crm_form_data_get_kind (table->list) != CRM_FORM_VALUE_LIST)
    table->list = NULL;
  totals = wants (table, CRM_FORM_PAGE_TOTAL) || wants (table, CRM_FORM_CARRY) ||
           wants (table, CRM_FORM_GRAND_TOTAL);
  for (guint i = 0; i < element->children->len; i++) {
    Column column = { .element = element->children->pdata[i], .style = *style };
    if (!crm_layout_is_visible (state, column.element, scope))
      continue;
    crm_style_cascade (&column.style, column.element);
    column.sum = crm_form_element_string (column.element, CRM_FORM_SUM);
    if (column.sum != NULL && totals)
      add_up (table, &column);
    g_array_append_val (table->columns, column);
  }
  if (table->columns->len > 0)
    share_widths (table);
  return table;
}

void
crm_table_free (CrmTable *table)
{
  if (table == NULL)
    return;
  g_array_unref (table->columns);
  g_free (table);
}

/* Rules around cells of one line; the line below closes it, the one above has closed the line
 * above. */
static void
rule_line (CrmTable *table, CrmBlock *block, double y, double height, guint from, guint to,
           gboolean top)
{
  const Column *first = get_column (table, from), *last = get_column (table, to);
  double left = first->x, right = last->x + last->width;
  guint32 color = table->style.color;
  if (table->ruled == CRM_FORM_RULED_NONE)
    return;
  if (top)
    crm_block_add_rule (block, left, y, right - left, 0, table->thickness, color);
  if (table->ruled != CRM_FORM_RULED_OUTER)
    crm_block_add_rule (block, left, y + height, right - left, 0, table->thickness, color);
  if (table->ruled == CRM_FORM_RULED_ROWS)
    return;
  for (guint i = from; i <= to; i++)
    if (table->ruled == CRM_FORM_RULED_ALL || i == 0)
      crm_block_add_rule (block, get_column (table, i)->x, y, 0, height, table->thickness, color);
  if (table->ruled == CRM_FORM_RULED_ALL || to == table->columns->len - 1)
    crm_block_add_rule (block, right, y, 0, height, table->thickness, color);
}

/* The cell over several columns has rules around it and none through it. */
static void
rule_group (CrmTable *table, CrmBlock *block, double height, guint from, guint to)
{
  const Column *first = get_column (table, from), *last = get_column (table, to);
  int sides = table->ruled == CRM_FORM_RULED_ALL    ? CRM_FORM_SIDES
              : table->ruled == CRM_FORM_RULED_NONE ? 0
                                                    : CRM_FORM_SIDE_TOP | CRM_FORM_SIDE_BOTTOM;
  crm_block_add_frame (block, first->x, 0, last->x + last->width - first->x, height, sides,
                       table->thickness, table->style.color);
}

static void
fill_line (CrmTable *table, CrmBlock *block, double y, double height, CrmFormAttribute attribute)
{
  if (!wants (table, attribute))
    return;
  CrmBox *box = crm_box_new (CRM_FORM_BOX_FILL, 0, y, table->width, height);
  box->role = CRM_BOX_ARTIFACT;
  box->color = (guint32) crm_form_element_number (table->element, attribute, 0xffffff);
  g_ptr_array_insert (block->boxes, 0, box);
}

static void
mark_boxes (const CrmTable *table, CrmBlock *block, int row, int column, CrmBoxRole role)
{
  for (guint i = 0; i < block->boxes->len; i++) {
    CrmBox *box = block->boxes->pdata[i];
    box->table = table->number;
    box->row = row;
    box->column = column;
    if (box->role != CRM_BOX_ARTIFACT || role == CRM_BOX_ARTIFACT)
      box->role = role;
  }
}

static CrmBlock *
create_head_text (CrmTable *table, const char *text, double width)
{
  CrmStyle style = table->head_style;
  style.align = CRM_FORM_ALIGN_CENTER;
  return crm_layout_plain (table->state, text, &style, MAX (width - 2 * table->padding, 1));
}

/* Takes the text and centres it in its cell. */
static void
put_head_text (CrmTable *table, CrmBlock *head, CrmBlock *text, double x, double y, double height,
               int column, gboolean repeated)
{
  mark_boxes (table, text, -1, column, repeated ? CRM_BOX_ARTIFACT : CRM_BOX_HEAD_CELL);
  double slack = height - text->height;
  crm_block_take (head, text, x + table->padding, y + slack / 2);
}

static char *
expand_title (const CrmTable *table, const Column *column)
{
  return crm_form_text_expand_plain (crm_form_element_text (column->element, CRM_FORM_TITLE),
                                     table->scope, &table->state->texts);
}

/* The last of the columns that share the group of this one. */
static guint
find_group_end (const CrmTable *table, guint index)
{
  const char *group = crm_form_element_string (get_column (table, index)->element, CRM_FORM_GROUP);
  guint end = index;
  while (group != NULL && end + 1 < table->columns->len &&
         g_strcmp0 (group, crm_form_element_string (get_column (table, end + 1)->element,
                                                    CRM_FORM_GROUP)) == 0)
    end++;
  return end;
}

/* Titles over columns; where columns share a group its name stands above theirs. */
static double
put_titles (CrmTable *table, CrmBlock *head, gboolean repeated)
{
  guint n = table->columns->len;
  g_autofree CrmBlock **titles = g_new0 (CrmBlock *, n);
  g_autofree CrmBlock **groups = g_new0 (CrmBlock *, n);
  double upper = 0, lower = 0;
  for (guint i = 0; i < n; i++) {
    g_autofree char *title = expand_title (table, get_column (table, i));
    titles[i] = create_head_text (table, title, get_column (table, i)->width);
  }
  for (guint i = 0; i < n; i++) {
    const char *group = crm_form_element_string (get_column (table, i)->element, CRM_FORM_GROUP);
    guint end = find_group_end (table, i);
    if (group == NULL)
      continue;
    double width =
        get_column (table, end)->x + get_column (table, end)->width - get_column (table, i)->x;
    groups[i] = create_head_text (table, group, width);
    upper = MAX (upper, groups[i]->height + 2 * table->vertical);
    for (guint j = i; j <= end; j++)
      lower = MAX (lower, titles[j]->height + 2 * table->vertical);
    i = end;
  }
  for (guint i = 0; i < n; i++)
    lower = MAX (
        lower,
        titles[i]->height + 2 * table->vertical -
            (crm_form_element_has (get_column (table, i)->element, CRM_FORM_GROUP) ? 0 : upper));
  fill_line (table, head, 0, upper + lower, CRM_FORM_HEAD_FILL);
  for (guint i = 0; i < n; i++) {
    guint end = find_group_end (table, i);
    if (groups[i] == NULL) {
      put_head_text (table, head, titles[i], get_column (table, i)->x, 0, upper + lower, (int) i,
                     repeated);
      rule_line (table, head, 0, upper + lower, i, i, TRUE);
      continue;
    }
    put_head_text (table, head, groups[i], get_column (table, i)->x, 0, upper, (int) i, repeated);
    rule_group (table, head, upper, i, end);
    for (guint j = i; j <= end; j++)
      put_head_text (table, head, titles[j], get_column (table, j)->x, upper, lower, (int) j,
                     repeated);
    rule_line (table, head, upper, lower, i, end, TRUE);
    i = end;
  }
  return upper + lower;
}

static double
put_numbers (CrmTable *table, CrmBlock *head, double y, gboolean repeated)
{
  double height = 0;
  for (guint i = 0; i < table->columns->len; i++) {
    const Column *column = get_column (table, i);
    g_autofree char *counted = g_strdup_printf ("%u", i + 1);
    const char *number = crm_form_element_string (column->element, CRM_FORM_NUMBER);
    CrmBlock *text = create_head_text (table, number != NULL ? number : counted, column->width);
    height = text->height + table->vertical;
    put_head_text (table, head, text, column->x, y, height, (int) i, repeated);
  }
  rule_line (table, head, y, height, 0, table->columns->len - 1, FALSE);
  return height;
}

/**
 * crm_table_create_head:
 * @table: a table
 * @repeated: whether it is the head of a later page, which readers of the text should not hear
 * again
 *
 * Returns: (transfer full): the head with its row of column numbers; of no height where there is
 * none
 */
CrmBlock *
crm_table_create_head (CrmTable *table, gboolean repeated)
{
  CrmBlock *head = crm_block_new (table->width);
  if (table->columns->len == 0 || !crm_form_element_flag (table->element, CRM_FORM_HEAD, TRUE))
    return head;
  head->height = put_titles (table, head, repeated);
  if (crm_form_element_flag (table->element, CRM_FORM_NUMBERS, FALSE))
    head->height += put_numbers (table, head, head->height, repeated);
  return head;
}

/**
 * crm_table_create_row:
 * @table: a table
 * @row: from 0
 *
 * Returns: (transfer full): the row with its rules
 */
CrmBlock *
crm_table_create_row (CrmTable *table, gsize row)
{
  const CrmFormData *item = crm_form_data_get_item (table->list, row);
  guint n = table->columns->len;
  g_autofree CrmBlock **cells = g_new0 (CrmBlock *, MAX (n, 1));
  CrmBlock *block = crm_block_new (table->width);
  double height = table->style.size;
  for (guint i = 0; i < n; i++) {
    Column *column = get_column (table, i);
    cells[i] = crm_layout_text (
        table->state, column->element, column->element->text, item, &column->style,
        MAX (column->width - 2 * table->padding, 1),
        crm_form_element_choice (column->element, CRM_FORM_WRAP, CRM_FORM_WRAP_WORD),
        crm_form_element_flag (column->element, CRM_FORM_SHRINK,
                               column->style.align == CRM_FORM_ALIGN_RIGHT));
    if (cells[i] != NULL)
      height = MAX (height, cells[i]->height);
  }
  block->height = height + 2 * table->vertical;
  if (row % 2 == 1)
    fill_line (table, block, 0, block->height, CRM_FORM_STRIPE);
  for (guint i = 0; i < n; i++) {
    Column *column = get_column (table, i);
    if (cells[i] == NULL)
      continue;
    int valign = crm_form_element_choice (column->element, CRM_FORM_VALIGN, CRM_FORM_VALIGN_TOP);
    double slack = (height - cells[i]->height) * valign / 2;
    mark_boxes (table, cells[i], (int) row, (int) i, CRM_BOX_CELL);
    crm_block_take (block, cells[i], column->x + table->padding, table->vertical + slack);
  }
  if (n > 0)
    rule_line (table, block, 0, block->height, 0, n - 1,
               !crm_form_element_flag (table->element, CRM_FORM_HEAD, TRUE));
  return block;
}

/* A sum in a narrow column becomes smaller rather than wraps. */
static CrmBlock *
create_sum (CrmTable *table, const Column *column, gint64 sum)
{
  g_autofree char *text =
      column->has_sum ? crm_form_number_format (column->sum_kind, sum, table->state->language)
                      : g_strdup ("");
  double room = MAX (column->width - 2 * table->padding, 1);
  CrmStyle style = column->style;
  style.bold = TRUE;
  double width = crm_layout_measure (table->state, text, &style);
  if (width > room)
    style.size *= MAX (room / width * 0.99, 0.5);
  return crm_layout_plain (table->state, text, &style, room);
}

static gboolean
has_total (const Column *column)
{
  return column->sums != NULL || crm_form_element_has (column->element, CRM_FORM_TOTAL);
}

/* What stands in a line of totals under a column that is not added up. */
static CrmBlock *
create_total_text (CrmTable *table, const Column *column)
{
  g_autofree char *text = crm_form_text_expand_plain (
      crm_form_element_text (column->element, CRM_FORM_TOTAL), table->scope, &table->state->texts);
  CrmStyle style = column->style;
  style.align = CRM_FORM_ALIGN_CENTER;
  return crm_layout_plain (table->state, text, &style, MAX (column->width - 2 * table->padding, 1));
}

/* A line of totals: what it is called before the first sum, then the sums under their columns. */
static CrmBlock *
create_total (CrmTable *table, CrmFormAttribute attribute, gsize from_row, gsize to_row)
{
  CrmBlock *block = crm_block_new (table->width);
  const CrmFormText *text = crm_form_element_text (table->element, attribute);
  guint n = table->columns->len, first = 0;
  if (text == NULL || n == 0)
    return block;
  while (first + 1 < n && !has_total (get_column (table, first)))
    first++;
  g_autofree char *label = crm_form_text_expand_plain (text, table->scope, &table->state->texts);
  CrmStyle style = table->style;
  style.bold = TRUE;
  style.align = CRM_FORM_ALIGN_RIGHT;
  double width = first > 0 ? get_column (table, first)->x : table->width;
  CrmBlock *name =
      crm_layout_plain (table->state, label, &style, MAX (width - 2 * table->padding, 1));
  block->height = name->height + 2 * table->vertical;
  mark_boxes (table, name, -1, 0, CRM_BOX_CELL);
  crm_block_take (block, name, table->padding, table->vertical);
  for (guint i = first; i < n; i++) {
    const Column *column = get_column (table, i);
    if (!has_total (column))
      continue;
    CrmBlock *cell = column->sums != NULL
                         ? create_sum (table, column, column->sums[to_row] - column->sums[from_row])
                         : create_total_text (table, column);
    mark_boxes (table, cell, -1, (int) i, CRM_BOX_CELL);
    block->height = MAX (block->height, cell->height + 2 * table->vertical);
    crm_block_take (block, cell, column->x + table->padding, table->vertical);
    rule_line (table, block, 0, block->height, i, i, FALSE);
  }
  return block;
}

CrmBlock *
crm_table_create_carry (CrmTable *table, gsize n_rows_before)
{
  return create_total (table, CRM_FORM_CARRY, 0, n_rows_before);
}

CrmBlock *
crm_table_create_page_total (CrmTable *table, gsize from_row, gsize to_row)
{
  return create_total (table, CRM_FORM_PAGE_TOTAL, from_row, to_row);
}

CrmBlock *
crm_table_create_grand_total (CrmTable *table)
{
  return create_total (table, CRM_FORM_GRAND_TOTAL, 0, crm_table_get_n_rows (table));
}

/* What a page must keep free under its last row. */
double
crm_table_get_page_total_height (CrmTable *table)
{
  if (!wants (table, CRM_FORM_PAGE_TOTAL))
    return 0;
  g_autoptr (CrmBlock) block = crm_table_create_page_total (table, 0, crm_table_get_n_rows (table));
  return block->height;
}

/**
 * crm_table_create_whole:
 * @table: a table
 *
 * Returns: (transfer full): the table in one piece, for places where pages do not break
 */
CrmBlock *
crm_table_create_whole (CrmTable *table)
{
  CrmBlock *block = crm_table_create_head (table, FALSE);
  for (gsize row = 0; row < crm_table_get_n_rows (table); row++) {
    if (crm_layout_is_stopped (table->state))
      break;
    CrmBlock *line = crm_table_create_row (table, row);
    double height = line->height;
    crm_block_take (block, line, 0, block->height);
    block->height += height;
  }
  CrmBlock *total = crm_table_create_grand_total (table);
  double height = total->height;
  crm_block_take (block, total, 0, block->height);
  block->height += height;
  return block;
}
