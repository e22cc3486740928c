/* The body of a form made into chunks: what may stand apart on two pages and what must stay
 * together. */
#include "config.h"

#include "crm-layout-pages.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>

#define LEAST_LINES 2 /* of a text at the foot and at the head of a page */

struct _CrmFlow {
  CrmLayoutState *state;
  double page_height;
  double total;       /* height of all chunks so far */
  GArray *chunks;     /* of CrmChunk */
  GPtrArray *tables;  /* owned, of CrmTable */
  double below;       /* what the last element wants under it */
  gboolean glue_next; /* the last element stays with the next */
  gboolean break_next;
};

static void
clear_chunk (gpointer data)
{
  crm_block_free (((CrmChunk *) data)->block);
}

void
crm_flow_free (CrmFlow *flow)
{
  if (flow == NULL)
    return;
  g_array_unref (flow->chunks);
  g_ptr_array_unref (flow->tables);
  g_free (flow);
}

CrmChunk *
crm_flow_get_chunks (CrmFlow *flow, guint *n_chunks)
{
  *n_chunks = flow->chunks->len;
  return (CrmChunk *) (void *) flow->chunks->data;
}

/* Takes the block. */
static CrmChunk *
add_chunk (CrmFlow *flow, const CrmFormElement *element, CrmChunkKind kind, CrmBlock *block,
           double above, gboolean glued)
{
  CrmChunk chunk = { kind, block, flow->below + above, glued || flow->glue_next, flow->break_next };
  chunk.element = element;
  crm_layout_name_boxes (block, element);
  flow->total += chunk.above + (block != NULL ? block->height : 0);
  flow->below = 0;
  flow->glue_next = FALSE;
  flow->break_next = FALSE;
  g_array_append_val (flow->chunks, chunk);
  return &g_array_index (flow->chunks, CrmChunk, flow->chunks->len - 1);
}

/* A text may end on another page than it begins on, but leaves no line alone on either. */
static void
add_lines (CrmFlow *flow, const CrmFormElement *element, const CrmBox *box, double above,
           gboolean glued)
{
  g_autoptr (GArray) ends = crm_box_list_line_ends (box, flow->state->pango);
  for (guint from = 0; from < ends->len;) {
    guint to = MIN (from + (from == 0 ? LEAST_LINES : 1), ends->len);
    if (ends->len - to < LEAST_LINES)
      to = ends->len;
    add_chunk (flow, element, CRM_CHUNK_PLAIN, crm_block_new_lines (box, ends, from, to), above,
               glued);
    above = 0;
    glued = FALSE;
    from = to;
  }
}

static gboolean
is_stopped (const CrmFlow *flow)
{
  /* Far beyond the limit of pages nothing more needs to be made. */
  return crm_layout_is_stopped (flow->state) ||
         flow->total > flow->page_height * CRM_FORM_LAYOUT_MAX_PAGES;
}

static void
add_table (CrmFlow *flow, const CrmFormElement *element, const CrmFormData *scope,
           const CrmStyle *style, double width, double above, gboolean glued)
{
  CrmTable *table = crm_table_new (flow->state, element, scope, style, width);
  gsize n_rows = crm_table_get_n_rows (table);
  gsize kept = MIN (crm_table_get_keep_rows (table), n_rows);
  gsize together = MAX ((gsize) crm_form_element_number (element, CRM_FORM_ROWS_TOGETHER, 1), 1);
  g_ptr_array_add (flow->tables, table);
  add_chunk (flow, element, CRM_CHUNK_TABLE_HEAD, crm_table_create_head (table, FALSE), above,
             glued)
      ->table = table;
  for (gsize row = 0; row < n_rows && !is_stopped (flow); row++) {
    /* The head stays with its first row, the last rows with each other, and rows of one item. */
    gboolean stays = row == 0 || n_rows - row < kept || row % together != 0;
    CrmChunk *chunk =
        add_chunk (flow, element, CRM_CHUNK_TABLE_ROW, crm_table_create_row (table, row), 0, stays);
    chunk->table = table;
    chunk->row = row;
  }
  if (crm_form_element_has (element, CRM_FORM_PAGE_TOTAL))
    add_chunk (flow, element, CRM_CHUNK_TABLE_PAGE_TOTAL, NULL, 0, TRUE)->table = table;
  if (crm_form_element_has (element, CRM_FORM_GRAND_TOTAL))
    add_chunk (flow, element, CRM_CHUNK_PLAIN, crm_table_create_grand_total (table), 0, TRUE);
}

/* Whether a column is nothing but its children, which then may stand on several pages. */
static gboolean
is_transparent (const CrmFormElement *element)
{
  static const CrmFormAttribute SOLID[] = { CRM_FORM_BORDER, CRM_FORM_FILL, CRM_FORM_PADDING,
                                            CRM_FORM_WIDTH, CRM_FORM_HEIGHT };
  if (element->kind != CRM_FORM_ELEMENT_COLUMN ||
      crm_form_element_flag (element, CRM_FORM_KEEP, FALSE))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (SOLID); i++)
    if (crm_form_element_has (element, SOLID[i]))
      return FALSE;
  return TRUE;
}

static void
add_block (CrmFlow *flow, const CrmFormElement *element, const CrmFormData *scope,
           const CrmStyle *style, double width, double above, gboolean glued)
{
  gboolean over = crm_form_element_flag (element, CRM_FORM_OVER, FALSE);
  g_autoptr (CrmBlock) block = crm_layout_element (flow->state, element, scope, style, width);
  if (block == NULL)
    return;
  const CrmBox *box = block->boxes->len == 1 ? block->boxes->pdata[0] : NULL;
  if (box != NULL && box->kind == CRM_FORM_BOX_TEXT && box->n_lines > 2 * LEAST_LINES - 1 &&
      !crm_form_element_flag (element, CRM_FORM_KEEP, FALSE))
    add_lines (flow, element, box, above, glued);
  else
    add_chunk (flow, element, CRM_CHUNK_PLAIN, g_steal_pointer (&block), over ? 0 : above, glued);
  if (over)
    flow->glue_next = TRUE;
}

static void
add_children (CrmFlow *flow, const CrmFormElement *parent, const CrmFormData *scope,
              const CrmStyle *style, double width, double above, gboolean glued)
{
  double gap = crm_form_element_number (parent, CRM_FORM_GAP, 0);
  guint before = flow->chunks->len;
  for (guint i = 0; i < parent->children->len && !is_stopped (flow); i++) {
    const CrmFormElement *child = parent->children->pdata[i];
    gboolean first = flow->chunks->len == before;
    double space = crm_form_element_number (child, CRM_FORM_ABOVE, 0) + (first ? above : gap);
    gboolean stays =
        (first && glued) || crm_form_element_flag (child, CRM_FORM_KEEP_WITH_PREVIOUS, FALSE);
    CrmStyle own = *style;
    guint n_chunks = flow->chunks->len;
    if (!crm_layout_is_visible (flow->state, child, scope))
      continue;
    crm_style_cascade (&own, child);
    if (child->kind == CRM_FORM_ELEMENT_BREAK)
      flow->break_next = TRUE;
    else if (is_transparent (child))
      add_children (flow, child, scope, &own, width, space, stays);
    else if (child->kind == CRM_FORM_ELEMENT_TABLE)
      add_table (flow, child, scope, &own, width, space, stays);
    else
      add_block (flow, child, scope, style, width, space, stays);
    if (flow->chunks->len == n_chunks)
      continue;
    flow->below += crm_form_element_number (child, CRM_FORM_BELOW, 0);
    flow->glue_next =
        flow->glue_next || crm_form_element_flag (child, CRM_FORM_KEEP_WITH_NEXT, FALSE);
  }
}

/**
 * crm_flow_new:
 * @state: the state
 * @body: the form's body
 * @style: its style
 * @frame: where on a page it goes
 * @error: %CRM_ERROR_CANCELLED
 *
 * Returns: (transfer full): the body in chunks, or %NULL
 */
CrmFlow *
crm_flow_new (CrmLayoutState *state, const CrmFormElement *body, const CrmStyle *style,
              const CrmPageFrame *frame, GError **error)
{
  g_autoptr (CrmFlow) flow = g_new0 (CrmFlow, 1);
  flow->state = state;
  flow->page_height = MAX (frame->bottom_rest - frame->top_rest, 1);
  flow->chunks = g_array_new (FALSE, TRUE, sizeof (CrmChunk));
  g_array_set_clear_func (flow->chunks, clear_chunk);
  flow->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_table_free);
  add_children (flow, body, state->data, style, frame->width, 0, FALSE);
  if (crm_layout_refuse_stopped (state, error))
    return NULL;
  if (is_stopped (flow)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("The document has more than %d pages"),
                 CRM_FORM_LAYOUT_MAX_PAGES);
    return NULL;
  }
  return g_steal_pointer (&flow);
}
