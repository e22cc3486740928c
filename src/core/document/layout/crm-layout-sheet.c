/* Pages put on sheets: envelopes one after another, labels in their grid. */
#include "config.h"

#include "crm-layout-sheet.h"

#include "crm-layout-private.h"

#define SHEET_WIDTH 210 /* millimetres, of A4 */
#define SHEET_HEIGHT 297

/* Sold everywhere; those with a gap between the labels have rounded corners. */
static const CrmLabelSheet sheets[] = {
  { "70x37", 3, 8, 70, 37, 0, 0.5, 70, 37 },
  { "70x42.3", 3, 7, 70, 42.3, 0, 0.45, 70, 42.3 },
  { "63.5x38.1", 3, 7, 63.5, 38.1, 7.2, 15.15, 66.04, 38.1 },
  { "99.1x38.1", 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1 },
  { "105x74", 2, 4, 105, 74, 0, 0.5, 105, 74 },
  { "52.5x29.7", 4, 10, 52.5, 29.7, 0, 0, 52.5, 29.7 },
};

/**
 * crm_label_sheet_list:
 * @n_sheets: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_sheets): the sheets that labels are printed on
 */
const CrmLabelSheet *
crm_label_sheet_list (gsize *n_sheets)
{
  *n_sheets = G_N_ELEMENTS (sheets);
  return sheets;
}

const CrmLabelSheet *
crm_label_sheet_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sheets); i++)
    if (g_strcmp0 (sheets[i].name, name) == 0)
      return &sheets[i];
  return NULL;
}

static CrmFormLayout *
new_layout (const CrmFormLayout *like, double width, double height, const char *title)
{
  static const char *const nothing[] = { NULL };
  CrmFormLayout *layout = g_new0 (CrmFormLayout, 1);

  g_atomic_ref_count_init (&layout->n_refs);
  layout->width = width;
  layout->height = height;
  layout->title = g_strdup (title);
  layout->author = g_strdup (like->author);
  layout->language = g_strdup (like->language);
  layout->missing = g_strdupv ((char **) nothing);
  layout->warnings = g_strdupv ((char **) nothing);
  layout->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_page_free);
  return layout;
}

/**
 * crm_form_layout_join:
 * @layouts: (element-type CrmFormLayout): at least one, all of one size; nobody else has them
 * @title: of all together
 *
 * Returns: (transfer full): their pages one after another. Any thread.
 */
CrmFormLayout *
crm_form_layout_join (GPtrArray *layouts, const char *title)
{
  g_return_val_if_fail (layouts != NULL && layouts->len > 0, NULL);
  const CrmFormLayout *first = layouts->pdata[0];
  CrmFormLayout *joined = new_layout (first, first->width, first->height, title);

  for (guint i = 0; i < layouts->len; i++) {
    CrmFormLayout *layout = layouts->pdata[i];
    while (layout->pages->len > 0)
      g_ptr_array_add (joined->pages, g_ptr_array_steal_index (layout->pages, 0));
  }
  return joined;
}

static CrmPage *
add_sheet (CrmFormLayout *layout)
{
  CrmPage *page = g_new0 (CrmPage, 1);

  page->boxes = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_box_free);
  g_ptr_array_add (layout->pages, page);
  return page;
}

/* The boxes of a label's page, at @x and @y of the sheet. Tables of two labels are two tables. */
static void
move_page (CrmPage *sheet, CrmFormLayout *label, double x, double y, int n_before)
{
  CrmPage *page = label->pages->pdata[0];

  while (page->boxes->len > 0) {
    CrmBox *box = g_ptr_array_steal_index (page->boxes, 0);
    box->x += x;
    box->y += y;
    if (box->table != 0)
      box->table += n_before * CRM_FORM_MAX_ELEMENTS;
    g_ptr_array_add (sheet->boxes, box);
  }
}

/**
 * crm_form_layout_impose:
 * @layouts: (element-type CrmFormLayout): a page each, of the size of a label; nobody else has them
 * @sheet: the labels
 * @first: the label that the first one comes on, from 0; those before it are used already
 * @title: of all together
 *
 * Labels fill a sheet row by row, as one reads.
 *
 * Returns: (transfer full): as many sheets as it takes. Any thread.
 */
CrmFormLayout *
crm_form_layout_impose (GPtrArray *layouts, const CrmLabelSheet *sheet, guint first,
                        const char *title)
{
  g_return_val_if_fail (layouts != NULL && layouts->len > 0 && sheet != NULL, NULL);
  const double mm = CRM_FORM_POINTS_PER_MM;
  guint n_labels = sheet->columns * sheet->rows;
  guint place = first % n_labels;
  CrmFormLayout *all = new_layout (layouts->pdata[0], SHEET_WIDTH * mm, SHEET_HEIGHT * mm, title);
  CrmPage *page = add_sheet (all);

  for (guint i = 0; i < layouts->len; i++, place++) {
    if (place == n_labels) {
      page = add_sheet (all);
      place = 0;
    }
    move_page (page, layouts->pdata[i], (sheet->left + place % sheet->columns * sheet->step_x) * mm,
               (sheet->top + place / sheet->columns * sheet->step_y) * mm, (int) (place + 1));
  }
  return all;
}
