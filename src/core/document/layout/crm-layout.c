/* A filled form laid out on pages: headers and footers around the body, page numbers, and what is
 * missing. */
#include "config.h"

#include "crm-layout-private.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_FAMILY "PT Sans"
#define DEFAULT_SIZE 9
#define DEFAULT_MARGIN 10 /* millimetres */
#define WORK_OF_ELEMENT 32
#define LEAST_SIDE 10 /* millimetres, of a page */
#define MOST_SIDE 3000
#define MARGIN_NUMBER 9999 /* stands for page numbers while heights are measured */

static const struct {
  double width, height; /* millimetres */
} PAPERS[] = {
  [CRM_FORM_PAPER_A4] = { 210, 297 },         [CRM_FORM_PAPER_A5] = { 148, 210 },
  [CRM_FORM_PAPER_LETTER] = { 215.9, 279.4 }, [CRM_FORM_PAPER_C4] = { 229, 324 },
  [CRM_FORM_PAPER_C5] = { 162, 229 },         [CRM_FORM_PAPER_DL] = { 110, 220 },
};

typedef struct {
  double width, height;
  double top, right, bottom, left;
} Sheet;

static void
read_sheet (const CrmForm *form, Sheet *sheet)
{
  const CrmFormElement *page = crm_form_element_child (form->root, CRM_FORM_ELEMENT_PAGE);
  const double margin = DEFAULT_MARGIN * CRM_FORM_POINTS_PER_MM;
  int paper = CRM_FORM_PAPER_A4;
  gboolean landscape = FALSE;
  *sheet = (Sheet) { 0, 0, margin, margin, margin, margin };
  if (page != NULL) {
    paper = crm_form_element_choice (page, CRM_FORM_PAPER, paper);
    landscape = crm_form_element_flag (page, CRM_FORM_LANDSCAPE, FALSE);
    sheet->top = crm_form_element_number (page, CRM_FORM_MARGIN_TOP, margin);
    sheet->right = crm_form_element_number (page, CRM_FORM_MARGIN_RIGHT, margin);
    sheet->bottom = crm_form_element_number (page, CRM_FORM_MARGIN_BOTTOM, margin);
    sheet->left = crm_form_element_number (page, CRM_FORM_MARGIN_LEFT, margin);
  }
  double width = PAPERS[paper].width * CRM_FORM_POINTS_PER_MM;
  double height = PAPERS[paper].height * CRM_FORM_POINTS_PER_MM;
  sheet->width = landscape ? height : width;
  sheet->height = landscape ? width : height;
  if (page != NULL) {
    sheet->width = crm_form_element_number (page, CRM_FORM_WIDTH, sheet->width);
    sheet->height = crm_form_element_number (page, CRM_FORM_HEIGHT, sheet->height);
  }
}

/* @width and @height in millimetres, or 0: as the form says. */
static void
resize_sheet (Sheet *sheet, double width, double height)
{
  const double least = LEAST_SIDE * CRM_FORM_POINTS_PER_MM,
               most = MOST_SIDE * CRM_FORM_POINTS_PER_MM;

  if (width > 0)
    sheet->width = width * CRM_FORM_POINTS_PER_MM;
  if (height > 0)
    sheet->height = height * CRM_FORM_POINTS_PER_MM;
  sheet->width = CLAMP (sheet->width, least, most);
  sheet->height = CLAMP (sheet->height, least, most);
}

void
crm_layout_count (CrmLayoutState *state, gsize bytes)
{
  state->work += WORK_OF_ELEMENT + bytes;
}

/* Whether nothing more is to be made: somebody stopped it, or it has taken too long. */
gboolean
crm_layout_is_stopped (const CrmLayoutState *state)
{
  return g_cancellable_is_cancelled (state->cancellable) ||
         ((state->flags & CRM_FORM_LAYOUT_BOUNDED) != 0 &&
          state->work > CRM_FORM_LAYOUT_MOST_WORK) ||
         (state->deadline != 0 && g_get_monotonic_time () > state->deadline);
}

/* The same, with the reason. */
gboolean
crm_layout_refuse_stopped (const CrmLayoutState *state, GError **error)
{
  if (g_cancellable_is_cancelled (state->cancellable))
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Laying out was stopped"));
  else if (crm_layout_is_stopped (state))
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         _ ("The form takes too long to lay out"));
  else
    return FALSE;
  return TRUE;
}

static void
add_missing (const char *path, gpointer data)
{
  CrmLayoutState *state = data;
  g_hash_table_add (state->missing, g_strdup (path));
}

static void
init_state (CrmLayoutState *state, CrmForm *form, const CrmFormData *data, CrmFormLayoutFlags flags,
            GCancellable *cancellable)
{
  const CrmFormData *language = crm_form_data_lookup (data, "document.language");
  state->form = form;
  state->data = data;
  state->flags = flags;
  state->cancellable = cancellable;
  if ((flags & CRM_FORM_LAYOUT_SHORTLY) != 0)
    state->deadline = g_get_monotonic_time () + CRM_FORM_LAYOUT_MOST_SECONDS * G_USEC_PER_SEC;
  state->language = crm_form_get_language (form);
  if (state->language == NULL && !crm_form_data_is_empty (language))
    state->language = crm_form_data_get_text (language);
  if (state->language == NULL)
    state->language = "en";
  state->pango = crm_text_context_new (state->language);
  state->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->warnings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  state->images =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                             (GDestroyNotify) cairo_surface_destroy);
  state->texts = (CrmFormTextContext) {
    .language = state->language,
    .mark_missing = (flags & CRM_FORM_LAYOUT_MARK_MISSING) != 0,
    .missing = add_missing,
    .missing_data = state,
  };
}

static void
clear_state (CrmLayoutState *state)
{
  g_clear_object (&state->pango);
  g_clear_pointer (&state->missing, g_hash_table_unref);
  g_clear_pointer (&state->warnings, g_hash_table_unref);
  g_clear_pointer (&state->images, g_hash_table_unref);
}

static void
mark_as_artifact (CrmBlock *block)
{
  for (guint i = 0; i < block->boxes->len; i++)
    ((CrmBox *) block->boxes->pdata[i])->role = CRM_BOX_ARTIFACT;
}

/* All headers, or all footers, that a page has, one under another. */
static CrmBlock *
layout_margin (CrmLayoutState *state, CrmFormElementKind kind, const CrmStyle *style, double width,
               gboolean first_page)
{
  CrmBlock *block = crm_block_new (width);
  int other = first_page ? CRM_FORM_PAGES_REST : CRM_FORM_PAGES_FIRST;
  for (guint i = 0; i < state->form->root->children->len; i++) {
    const CrmFormElement *element = state->form->root->children->pdata[i];
    if (element->kind != kind || !crm_layout_is_visible (state, element, state->data) ||
        crm_form_element_choice (element, CRM_FORM_PAGES, CRM_FORM_PAGES_ALL) == other)
      continue;
    CrmStyle own = *style;
    crm_style_cascade (&own, element);
    CrmBlock *part = crm_layout_column (state, element, state->data, &own, width);
    double height = part->height;
    crm_block_take (block, part, 0, block->height);
    block->height += height;
  }
  mark_as_artifact (block);
  return block;
}

static double
measure_margin (CrmLayoutState *state, CrmFormElementKind kind, const CrmStyle *style, double width,
                gboolean first_page)
{
  state->texts.page = state->texts.pages = MARGIN_NUMBER;
  g_autoptr (CrmBlock) block = layout_margin (state, kind, style, width, first_page);
  state->texts.page = state->texts.pages = 0;
  return block->height;
}

static void
move_boxes (CrmPage *page, CrmBlock *block, double x, double y, gboolean to_front)
{
  g_autoptr (CrmBlock) moved = crm_block_new (block->width);
  crm_block_take (moved, block, x, y);
  g_autoptr (GPtrArray) boxes = g_steal_pointer (&moved->boxes);
  moved->boxes = g_ptr_array_new ();
  g_ptr_array_set_free_func (boxes, NULL);
  for (guint i = 0; i < boxes->len; i++)
    g_ptr_array_insert (page->boxes, to_front ? (int) i : -1, boxes->pdata[i]);
}

/* What lies over the rest is drawn last, and fills first, so that they cover no rule of a
 * neighbour; everything else keeps its order, which is the order of reading. */
static void
order_boxes (CrmPage *page)
{
  g_autoptr (GPtrArray) ordered =
      g_ptr_array_new_full (page->boxes->len, (GDestroyNotify) crm_box_free);
  for (guint layer = 0; layer < 3; layer++) {
    for (guint i = 0; i < page->boxes->len; i++) {
      CrmBox *box = page->boxes->pdata[i];
      guint own = box->over ? 2 : box->kind == CRM_FORM_BOX_FILL ? 0 : 1;
      if (own == layer)
        g_ptr_array_add (ordered, box);
    }
  }
  g_ptr_array_set_free_func (page->boxes, NULL);
  g_ptr_array_unref (page->boxes);
  page->boxes = g_steal_pointer (&ordered);
}

static void
add_margins (CrmLayoutState *state, CrmFormLayout *layout, const Sheet *sheet,
             const CrmStyle *style)
{
  double width = sheet->width - sheet->left - sheet->right;
  state->texts.pages = layout->pages->len;
  for (guint i = 0; i < layout->pages->len; i++) {
    CrmPage *page = layout->pages->pdata[i];
    state->texts.page = i + 1;
    CrmBlock *header = layout_margin (state, CRM_FORM_ELEMENT_HEADER, style, width, i == 0);
    move_boxes (page, header, sheet->left, sheet->top, TRUE);
    CrmBlock *footer = layout_margin (state, CRM_FORM_ELEMENT_FOOTER, style, width, i == 0);
    double height = footer->height;
    move_boxes (page, footer, sheet->left, sheet->height - sheet->bottom - height, FALSE);
    order_boxes (page);
  }
}

static char **
list_sorted (GHashTable *set)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  GHashTableIter iter;
  gpointer text;
  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    g_ptr_array_add (texts, g_strdup (text));
  g_ptr_array_sort_values (texts, (GCompareFunc) strcmp);
  return (char **) g_ptr_array_steal (texts, NULL);
}

static char *
find_author (const CrmFormData *data)
{
  static const char *const PATHS[] = { "seller.full_name", "seller.name" };
  for (gsize i = 0; i < G_N_ELEMENTS (PATHS); i++) {
    const CrmFormData *value = crm_form_data_lookup (data, PATHS[i]);
    if (!crm_form_data_is_empty (value))
      return g_strdup (crm_form_data_get_text (value));
  }
  return g_strdup ("");
}

static gboolean
lay_out (CrmLayoutState *state, CrmFormLayout *layout, const Sheet *sheet, GError **error)
{
  const CrmFormElement *root = state->form->root;
  const CrmFormElement *body = crm_form_element_child (root, CRM_FORM_ELEMENT_BODY);
  CrmStyle style = { .family = DEFAULT_FAMILY, .size = DEFAULT_SIZE };
  crm_style_cascade (&style, root);
  CrmStyle body_style = style;
  crm_style_cascade (&body_style, body);
  double width = sheet->width - sheet->left - sheet->right;
  double bottom = sheet->height - sheet->bottom;
  CrmPageFrame frame = {
    .left = sheet->left,
    .width = width,
    .top_first = sheet->top + measure_margin (state, CRM_FORM_ELEMENT_HEADER, &style, width, TRUE),
    .top_rest = sheet->top + measure_margin (state, CRM_FORM_ELEMENT_HEADER, &style, width, FALSE),
    .bottom_first = bottom - measure_margin (state, CRM_FORM_ELEMENT_FOOTER, &style, width, TRUE),
    .bottom_rest = bottom - measure_margin (state, CRM_FORM_ELEMENT_FOOTER, &style, width, FALSE),
  };
  double least = 3 * style.size; /* a page that holds no line would never end */
  if (width < least || frame.bottom_first - frame.top_first < least ||
      frame.bottom_rest - frame.top_rest < least) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("Margins, headers and footers leave no room on the page"));
    return FALSE;
  }
  if (!crm_layout_paginate (state, body, &body_style, &frame, layout->pages, error))
    return FALSE;
  add_margins (state, layout, sheet, &style);
  return TRUE;
}

/**
 * crm_form_layout_new:
 * @form: a form
 * @data: what it is filled with
 * @flags: how
 * @cancellable: (nullable): stops it
 * @error: %CRM_ERROR_REFUSED beyond %CRM_FORM_LAYOUT_MAX_PAGES pages, %CRM_ERROR_INVALID where the
 *   form leaves no room on the page, %CRM_ERROR_CANCELLED
 *
 * Lays out a form. The same form, data, flags and fonts give the same pages, whoever asks. Any
 * thread.
 *
 * Returns: (transfer full): the pages, at least one, or %NULL
 */
CrmFormLayout *
crm_form_layout_new (CrmForm *form, const CrmFormData *data, CrmFormLayoutFlags flags,
                     GCancellable *cancellable, GError **error)
{
  return crm_form_layout_new_sized (form, data, 0, 0, flags, cancellable, error);
}

/**
 * crm_form_layout_new_sized:
 * @form: a form
 * @data: what it is filled with
 * @width: of a page in millimetres; 0: as the form says
 * @height: of a page in millimetres; 0: as the form says
 * @flags: how
 * @cancellable: (nullable): stops it
 * @error: as crm_form_layout_new()
 *
 * Lays out a form on a page of another size, as a label is on the sheets that are at hand. Any
 * thread.
 *
 * Returns: (transfer full): the pages, at least one, or %NULL
 */
CrmFormLayout *
crm_form_layout_new_sized (CrmForm *form, const CrmFormData *data, double width, double height,
                           CrmFormLayoutFlags flags, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (form != NULL && data != NULL, NULL);
  g_autoptr (CrmFormLayout) layout = g_new0 (CrmFormLayout, 1);
  g_atomic_ref_count_init (&layout->n_refs);
  layout->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_page_free);
  CrmLayoutState state = { 0 };
  Sheet sheet;
  read_sheet (form, &sheet);
  resize_sheet (&sheet, width, height);
  init_state (&state, form, data, flags, cancellable);
  crm_shaped_forget ();
  gboolean done = lay_out (&state, layout, &sheet, error);
  if (done && crm_layout_refuse_stopped (&state, error))
    done = FALSE;
  layout->width = sheet.width;
  layout->height = sheet.height;
  layout->language = g_strdup (state.language);
  layout->author = find_author (data);
  layout->title = crm_form_text_expand_plain (crm_form_element_text (form->root, CRM_FORM_TITLE),
                                              data, &state.texts);
  layout->missing = list_sorted (state.missing);
  layout->warnings = list_sorted (state.warnings);
  clear_state (&state);
  return done ? g_steal_pointer (&layout) : NULL;
}

CrmFormLayout *
crm_form_layout_ref (CrmFormLayout *layout)
{
  g_return_val_if_fail (layout != NULL, NULL);
  g_atomic_ref_count_inc (&layout->n_refs);
  return layout;
}

void
crm_form_layout_unref (CrmFormLayout *layout)
{
  if (layout == NULL || !g_atomic_ref_count_dec (&layout->n_refs))
    return;
  g_ptr_array_unref (layout->pages);
  g_free (layout->title);
  g_free (layout->author);
  g_free (layout->language);
  g_strfreev (layout->missing);
  g_strfreev (layout->warnings);
  g_free (layout->fallback);
  g_free (layout);
}

guint
crm_form_layout_get_n_pages (const CrmFormLayout *layout)
{
  g_return_val_if_fail (layout != NULL, 0);
  return layout->pages->len;
}

/**
 * crm_form_layout_get_page_size:
 * @layout: a layout
 * @width: (out): points
 * @height: (out): points
 */
void
crm_form_layout_get_page_size (const CrmFormLayout *layout, double *width, double *height)
{
  g_return_if_fail (layout != NULL && width != NULL && height != NULL);
  *width = layout->width;
  *height = layout->height;
}

const char *
crm_form_layout_get_title (const CrmFormLayout *layout)
{
  g_return_val_if_fail (layout != NULL, NULL);
  return layout->title;
}

/**
 * crm_form_layout_get_missing:
 * @layout: a layout
 *
 * Returns: (transfer none): the paths of values that the form wants and the data lacks, sorted, so
 * that the person can be warned before printing
 */
const char *const *
crm_form_layout_get_missing (const CrmFormLayout *layout)
{
  g_return_val_if_fail (layout != NULL, NULL);
  return (const char *const *) layout->missing;
}

/**
 * crm_form_layout_get_warnings:
 * @layout: a layout
 *
 * Returns: (transfer none): translated sentences on what could not be printed as the form says,
 * such as a picture that cannot be read
 */
const char *const *
crm_form_layout_get_warnings (const CrmFormLayout *layout)
{
  g_return_val_if_fail (layout != NULL, NULL);
  return (const char *const *) layout->warnings;
}

/**
 * crm_form_layout_get_fallback:
 * @layout: a layout
 *
 * Returns: (nullable): why the company's own form could not be used and the standard one was; a
 * translated sentence
 */
const char *
crm_form_layout_get_fallback (const CrmFormLayout *layout)
{
  g_return_val_if_fail (layout != NULL, NULL);
  return layout->fallback;
}

/**
 * crm_form_layout_set_fallback:
 * @layout: a layout that nobody else has seen yet
 * @sentence: what crm_form_layout_get_fallback() tells; a warning too
 */
void
crm_form_layout_set_fallback (CrmFormLayout *layout, const char *sentence)
{
  g_return_if_fail (layout != NULL && sentence != NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_set_str (&layout->fallback, sentence);
  g_strv_builder_add (builder, sentence);
  g_strv_builder_addv (builder, (const char **) layout->warnings);
  g_strfreev (layout->warnings);
  layout->warnings = g_strv_builder_end (builder);
}

/**
 * crm_form_layout_get_n_boxes:
 * @layout: a layout
 * @page: from 0
 *
 * Returns: how many things are on that page
 */
guint
crm_form_layout_get_n_boxes (const CrmFormLayout *layout, guint page)
{
  g_return_val_if_fail (layout != NULL && page < layout->pages->len, 0);
  return ((CrmPage *) layout->pages->pdata[page])->boxes->len;
}

/**
 * crm_form_layout_get_box:
 * @layout: a layout
 * @page: from 0
 * @index: from 0, in the order of reading
 * @box: (out caller-allocates): where it is and what; borrows from @layout
 */
void
crm_form_layout_get_box (const CrmFormLayout *layout, guint page, guint index, CrmFormBox *box)
{
  g_return_if_fail (index < crm_form_layout_get_n_boxes (layout, page) && box != NULL);
  const CrmPage *found = layout->pages->pdata[page];
  const CrmBox *inner = found->boxes->pdata[index];
  *box =
      (CrmFormBox) { inner->kind,   inner->x,      inner->y,
                     inner->width,  inner->height, inner->text != NULL ? inner->text->text : NULL,
                     inner->table,  inner->row,    inner->column,
                     inner->element };
}
