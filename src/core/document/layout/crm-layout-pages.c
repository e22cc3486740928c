/* Where pages end: chunks that do not break, put on page after page, tables with their heads and
 * totals. */
#include "config.h"

#include "crm-layout-pages.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>

#define TINY 0.01      /* points: what rounding may cost */
#define LEAST_ROOM 60  /* points: less at the foot of a page is not worth a part of anything */
#define MOST_WHOLE 0.8 /* of a page: what is higher may be cut rather than moved */

typedef struct {
  CrmLayoutState *state;
  const CrmPageFrame *frame;
  GPtrArray *pages; /* of CrmPage; borrowed */
  double y;
  gboolean empty; /* nothing but repeated heads on this page yet */
  CrmTable *open; /* borrowed: the table whose rows go on */
  gsize from_row, to_row;
} Pager;

void
crm_page_free (CrmPage *page)
{
  g_ptr_array_unref (page->boxes);
  g_free (page);
}

static double
get_bottom (const Pager *pager)
{
  return pager->pages->len <= 1 ? pager->frame->bottom_first : pager->frame->bottom_rest;
}

static gboolean
start_page (Pager *pager, GError **error)
{
  if (pager->pages->len >= CRM_FORM_LAYOUT_MAX_PAGES) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("The document has more than %d pages"),
                 CRM_FORM_LAYOUT_MAX_PAGES);
    return FALSE;
  }
  CrmPage *page = g_new0 (CrmPage, 1);
  page->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_box_free);
  g_ptr_array_add (pager->pages, page);
  pager->y = pager->pages->len == 1 ? pager->frame->top_first : pager->frame->top_rest;
  pager->empty = TRUE;
  return TRUE;
}

/* Lines of one text that follow each other on a page are one text again, for readers of the PDF. */
static gboolean
continue_text (CrmPage *page, CrmBlock *block, double y)
{
  if (page->boxes->len == 0 || block->boxes->len != 1)
    return FALSE;
  CrmBox *last = page->boxes->pdata[page->boxes->len - 1];
  const CrmBox *next = block->boxes->pdata[0];
  if (last->kind != CRM_FORM_BOX_TEXT || next->kind != CRM_FORM_BOX_TEXT ||
      last->text != next->text || last->first_line + last->n_lines != next->first_line ||
      ABS (last->y + last->height - y) > TINY)
    return FALSE;
  last->n_lines += next->n_lines;
  last->height += next->height;
  return TRUE;
}

/* Takes the block. */
static void
put_block (Pager *pager, CrmBlock *block)
{
  CrmPage *page = pager->pages->pdata[pager->pages->len - 1];
  g_autoptr (CrmBlock) owned = block;
  g_autoptr (GPtrArray) boxes = NULL;
  double y = pager->y;
  pager->y += block->height;
  if (continue_text (page, block, y))
    return;
  boxes = g_steal_pointer (&owned->boxes);
  owned->boxes = g_ptr_array_new ();
  g_ptr_array_set_free_func (boxes, NULL);
  for (guint i = 0; i < boxes->len; i++) {
    CrmBox *box = boxes->pdata[i];
    box->x += pager->frame->left;
    box->y += y;
    g_ptr_array_add (page->boxes, box);
  }
}

/* Takes the block. */
static void
put_block_of (Pager *pager, CrmBlock *block, const CrmFormElement *element)
{
  crm_layout_name_boxes (block, element);
  put_block (pager, block);
}

/* Ends the page; a table that goes on closes with its page total and opens again with head and
 * carry. */
static gboolean
break_page (Pager *pager, const CrmChunk *next, GError **error)
{
  gboolean goes_on =
      pager->open != NULL && next->table == pager->open && next->kind != CRM_CHUNK_TABLE_HEAD;
  if (goes_on && pager->to_row > pager->from_row)
    put_block_of (pager, crm_table_create_page_total (pager->open, pager->from_row, pager->to_row),
                  next->element);
  if (!start_page (pager, error))
    return FALSE;
  if (goes_on) {
    put_block_of (pager, crm_table_create_head (pager->open, TRUE), next->element);
    put_block_of (pager, crm_table_create_carry (pager->open, pager->to_row), next->element);
    pager->from_row = pager->to_row;
  } else {
    pager->open = NULL;
  }
  return TRUE;
}

static double
get_height (const CrmChunk *chunk)
{
  if (chunk->kind == CRM_CHUNK_TABLE_PAGE_TOTAL)
    return crm_table_get_page_total_height (chunk->table);
  return chunk->block->height;
}

/* What must stay free below a chunk: the total of the page, as long as rows may follow it. */
static double
get_reserve (const CrmChunk *chunk)
{
  gboolean row = chunk->kind == CRM_CHUNK_TABLE_ROW || chunk->kind == CRM_CHUNK_TABLE_HEAD;
  return row ? crm_table_get_page_total_height (chunk->table) : 0;
}

static void
put_chunk (Pager *pager, CrmChunk *chunk)
{
  if (!pager->empty)
    pager->y += chunk->above;
  switch (chunk->kind) {
  case CRM_CHUNK_PLAIN:
    break;
  case CRM_CHUNK_TABLE_HEAD:
    pager->open = chunk->table;
    pager->from_row = pager->to_row = 0;
    break;
  case CRM_CHUNK_TABLE_ROW:
    pager->to_row = chunk->row + 1;
    break;
  case CRM_CHUNK_TABLE_PAGE_TOTAL:
    chunk->block = crm_table_create_page_total (chunk->table, pager->from_row, pager->to_row);
    pager->open = NULL;
    break;
  }
  put_block_of (pager, g_steal_pointer (&chunk->block), chunk->element);
  pager->empty = FALSE;
}

/* A chunk that no page is high enough for goes over as many as it takes. */
static gboolean
put_in_parts (Pager *pager, CrmChunk *chunk, GError **error)
{
  for (;;) {
    CrmBlock *rest = NULL;
    double room = get_bottom (pager) - pager->y - get_reserve (chunk);
    if (crm_layout_refuse_stopped (pager->state, error))
      return FALSE;
    if (chunk->block->height <= room + TINY || room <= 0 ||
        !crm_block_split (pager->state, chunk->block, room, &rest)) {
      if (rest != NULL || chunk->block->height > room + TINY)
        crm_layout_warn (pager->state, chunk->element, _ ("it is higher than a page"));
      put_chunk (pager, chunk);
      if (rest != NULL)
        put_block (pager, rest);
      return TRUE;
    }
    CrmBlock *part = chunk->block;
    chunk->block = rest;
    put_block (pager, part);
    if (!break_page (pager, chunk, error))
      return FALSE;
  }
}

/* Whether a chunk begins on this page although it does not fit: it would fit on no other either. */
static gboolean
begins_here (const Pager *pager, const CrmChunk *chunk, double room)
{
  double page = pager->frame->bottom_rest - pager->frame->top_rest;
  return chunk->block != NULL && chunk->block->height > page * MOST_WHOLE && room > LEAST_ROOM;
}

static gboolean
put_one_by_one (Pager *pager, CrmChunk *chunks, guint n, GError **error)
{
  for (guint i = 0; i < n; i++) {
    double room = get_bottom (pager) - pager->y - (pager->empty ? 0 : chunks[i].above);
    gboolean fits = get_height (&chunks[i]) + get_reserve (&chunks[i]) <= room + TINY;
    if (!fits && !pager->empty && !begins_here (pager, &chunks[i], room) &&
        !break_page (pager, &chunks[i], error))
      return FALSE;
    room = get_bottom (pager) - pager->y - get_reserve (&chunks[i]);
    if (chunks[i].kind == CRM_CHUNK_TABLE_PAGE_TOTAL || get_height (&chunks[i]) <= room + TINY)
      put_chunk (pager, &chunks[i]);
    else if (!put_in_parts (pager, &chunks[i], error))
      return FALSE;
  }
  return TRUE;
}

/* Puts chunks that stay together: on this page, or on the next, or where even that is too small,
 * apart. */
static gboolean
put_group (Pager *pager, CrmChunk *chunks, guint n, GError **error)
{
  double need = 0;
  for (guint i = 0; i < n; i++)
    need += get_height (&chunks[i]) + (i > 0 ? chunks[i].above : 0);
  need += get_reserve (&chunks[n - 1]);
  gboolean forced = chunks[0].breaks && !pager->empty;
  double room = get_bottom (pager) - pager->y - (pager->empty ? 0 : chunks[0].above);
  if ((forced || need > room + TINY) && !pager->empty && !break_page (pager, &chunks[0], error))
    return FALSE;
  if (need > get_bottom (pager) - pager->y - (pager->empty ? 0 : chunks[0].above) + TINY)
    return put_one_by_one (pager, chunks, n, error);
  for (guint i = 0; i < n; i++)
    put_chunk (pager, &chunks[i]);
  return TRUE;
}

/**
 * crm_layout_paginate:
 * @state: the state
 * @body: the form's body
 * @style: its style
 * @frame: where on a page it goes
 * @pages: (inout) (element-type CrmPage): pages are added to it, at least one
 * @error: %CRM_ERROR_REFUSED for too many pages, %CRM_ERROR_CANCELLED
 *
 * Lays out the body over pages.
 *
 * Returns: whether it is done
 */
gboolean
crm_layout_paginate (CrmLayoutState *state, const CrmFormElement *body, const CrmStyle *style,
                     const CrmPageFrame *frame, GPtrArray *pages, GError **error)
{
  g_autoptr (CrmFlow) flow = crm_flow_new (state, body, style, frame, error);
  Pager pager = { state, frame, pages };
  if (flow == NULL || !start_page (&pager, error))
    return FALSE;
  guint n_chunks;
  CrmChunk *chunks = crm_flow_get_chunks (flow, &n_chunks);
  for (guint i = 0; i < n_chunks;) {
    guint end = i + 1;
    while (end < n_chunks && chunks[end].glued && !chunks[end].breaks)
      end++;
    if (crm_layout_refuse_stopped (state, error) || !put_group (&pager, chunks + i, end - i, error))
      return FALSE;
    i = end;
  }
  return TRUE;
}
