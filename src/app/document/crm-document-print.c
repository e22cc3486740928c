/* Papers through the desktop's printing. */
#include "config.h"

#include "crm-document-print.h"

#include <glib/gi18n.h>
#include <math.h>

/* By its name, under which printers know it; @width is the smaller side, in points. */
static GtkPaperSize *
make_size (double width, double height)
{
  static const char *const names[] = { GTK_PAPER_NAME_A4, GTK_PAPER_NAME_A5, GTK_PAPER_NAME_LETTER,
                                       "iso_dl",          "iso_c5",          "iso_c4" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    GtkPaperSize *size = gtk_paper_size_new (names[i]);
    if (fabs (gtk_paper_size_get_width (size, GTK_UNIT_POINTS) - width) <= 2 &&
        fabs (gtk_paper_size_get_height (size, GTK_UNIT_POINTS) - height) <= 2)
      return size;
    gtk_paper_size_free (size);
  }
  return gtk_paper_size_new_custom ("voronka", "Voronka", width, height, GTK_UNIT_POINTS);
}

static GtkPageSetup *
make_setup (CrmPaperPages *pages, int page)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *size;
  double width, height;

  crm_paper_pages_get_size (pages, page, &width, &height);
  if (width > height) {
    double wide = width;
    gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
    width = height;
    height = wide;
  }
  size = make_size (width, height);
  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_page_setup_set_top_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_bottom_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_left_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_right_margin (setup, 0, GTK_UNIT_POINTS);
  return setup;
}

static void
request_setup_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page,
                  GtkPageSetup *setup, gpointer user_data)
{
  g_autoptr (GtkPageSetup) wanted = make_setup (user_data, page);

  gtk_page_setup_set_orientation (setup, gtk_page_setup_get_orientation (wanted));
  gtk_page_setup_set_paper_size (setup, gtk_page_setup_get_paper_size (wanted));
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  crm_paper_pages_draw (user_data, page, gtk_print_context_get_cairo_context (context));
}

static void
free_pages (gpointer data, GClosure *closure)
{
  crm_paper_pages_free (data);
}

/**
 * crm_document_print_operation_new_pages:
 * @pages: (transfer full): what is printed
 * @name: of the job
 *
 * Returns: (transfer full): an operation that can be run
 */
GtkPrintOperation *
crm_document_print_operation_new_pages (CrmPaperPages *pages, const char *name)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = make_setup (pages, 0);

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, name);
  gtk_print_operation_set_n_pages (operation, crm_paper_pages_get_n_pages (pages));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (request_setup_cb), pages);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), pages, free_pages, 0);
  return operation;
}

/**
 * crm_document_print_operation_new_many:
 * @papers: (element-type CrmDocumentPaper): what is printed, one after the other
 * @error: INVALID when bytes of one are no PDF
 *
 * Returns: (transfer full) (nullable): an operation that can be run
 */
GtkPrintOperation *
crm_document_print_operation_new_many (GPtrArray *papers, GError **error)
{
  CrmPaperPages *pages = crm_paper_pages_new (papers, error);

  if (pages == NULL)
    return NULL;
  return crm_document_print_operation_new_pages (
      pages, papers->len == 1 ? crm_document_paper_get_title (papers->pdata[0]) : _ ("Documents"));
}

/**
 * crm_document_print_operation_new:
 * @paper: what is printed
 * @error: INVALID when its bytes are no PDF
 *
 * Returns: (transfer full) (nullable): an operation that can be run
 */
GtkPrintOperation *
crm_document_print_operation_new (CrmDocumentPaper *paper, GError **error)
{
  g_autoptr (GPtrArray) papers = g_ptr_array_new ();

  g_ptr_array_add (papers, paper);
  return crm_document_print_operation_new_many (papers, error);
}
