/* Words looked for in a PDF, and marked where they are. */
#include "config.h"

#include "crm-pdf-find.h"

#include "crm-pdf-draw.h"

/* One question looks through no more pages. */
#define MOST_PAGES 100

static GList *
find_on_page (PopplerPage *page, const char *text)
{
  return text != NULL && *text != '\0'
             ? poppler_page_find_text_with_options (
                   page, text, POPPLER_FIND_DEFAULT | POPPLER_FIND_IGNORE_DIACRITICS)
             : NULL;
}

static void
free_matches (GList *matches)
{
  g_list_free_full (matches, (GDestroyNotify) poppler_rectangle_free);
}

/*
 * crm_pdf_find:
 * @document: a PDF
 * @mark: is set to the place that is found
 * @text: case and accents make no difference; "" for nothing
 * @page: from here on
 * @index: on that page from this one on
 *
 * Returns: (transfer floating): "(buu)", whether there is one, and its page and index; where there
 * is none so far, the page to go on with, which may be behind the last
 */
GVariant *
crm_pdf_find (PopplerDocument *document, CrmPdfMark *mark, const char *text, guint page,
              guint index)
{
  guint n_pages = (guint) poppler_document_get_n_pages (document);
  guint end = MIN (n_pages, page + MOST_PAGES);

  g_set_str (&mark->text, text);
  for (; page < end; page++, index = 0) {
    g_autoptr (Page) sheet = poppler_document_get_page (document, (int) page);
    GList *matches = sheet != NULL ? find_on_page (sheet, text) : NULL;
    guint n_matches = g_list_length (matches);
    free_matches (matches);
    if (index < n_matches) {
      mark->page = page;
      mark->index = index;
      return g_variant_new ("(buu)", TRUE, page, index);
    }
  }
  return g_variant_new ("(buu)", FALSE, page, 0);
}

void
crm_pdf_mark_draw (PopplerPage *page, cairo_t *cr, gpointer data)
{
  const CrmPdfMark *mark = data;
  GList *matches = find_on_page (page, mark->text);
  double width, height;
  guint i = 0;

  poppler_page_get_size (page, &width, &height);
  cairo_save (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_MULTIPLY);
  for (GList *item = matches; item != NULL; item = item->next, i++) {
    const PopplerRectangle *area = item->data;
    gboolean chosen = (guint) poppler_page_get_index (page) == mark->page && i == mark->index;
    if (chosen)
      cairo_set_source_rgb (cr, 1, 0.7, 0.3);
    else
      cairo_set_source_rgb (cr, 1, 0.95, 0.55);
    cairo_rectangle (cr, area->x1 - 1, height - area->y2 - 1, area->x2 - area->x1 + 2,
                     area->y2 - area->y1 + 2);
    cairo_fill (cr);
  }
  cairo_restore (cr);
  free_matches (matches);
}
