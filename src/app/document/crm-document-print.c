/* A paper through the desktop's printing. */
#include "config.h"

#include "crm-document-print.h"

#include <math.h>

#include "crm-pdf-pages.h"
#include "crm-render.h"

/* What is issued is printed from the stored bytes, as it was handed over; all else from the layout
 * that the screen shows. */
typedef struct {
  CrmFormLayout *layout; /* owned; NULL: from the pages */
  CrmPdfPages *pages;    /* owned */
} Source;

static void
free_source (gpointer data)
{
  Source *source = data;

  g_clear_pointer (&source->layout, crm_form_layout_unref);
  g_clear_object (&source->pages);
  g_free (source);
}

static void
get_size (Source *source, int page, double *width, double *height)
{
  if (source->layout != NULL)
    crm_form_layout_get_page_size (source->layout, width, height);
  else
    crm_pdf_pages_get_size (source->pages, page, width, height);
}

static GtkPageSetup *
make_setup (Source *source, int page)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  double width, height;

  get_size (source, page, &width, &height);
  if (width > height) {
    double wide = width;
    gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
    width = height;
    height = wide;
  }
  if (fabs (gtk_paper_size_get_width (size, GTK_UNIT_POINTS) - width) > 2 ||
      fabs (gtk_paper_size_get_height (size, GTK_UNIT_POINTS) - height) > 2) {
    gtk_paper_size_free (size);
    size = gtk_paper_size_new_custom ("voronka", "Voronka", width, height, GTK_UNIT_POINTS);
  }
  gtk_page_setup_set_paper_size (setup, size);
  gtk_paper_size_free (size);
  gtk_page_setup_set_top_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_bottom_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_left_margin (setup, 0, GTK_UNIT_POINTS);
  gtk_page_setup_set_right_margin (setup, 0, GTK_UNIT_POINTS);
  return setup;
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, gpointer user_data)
{
  Source *source = user_data;
  cairo_t *cr = gtk_print_context_get_cairo_context (context);

  if (source->layout != NULL)
    crm_form_layout_draw_page (source->layout, (guint) page, cr);
  else
    crm_pdf_pages_print (source->pages, page, cr);
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
  CrmFormLayout *layout = crm_document_paper_get_layout (paper);
  GtkPrintOperation *operation;
  g_autoptr (GtkPageSetup) setup = NULL;
  Source *source = g_new0 (Source, 1);

  if (layout != NULL)
    source->layout = crm_form_layout_ref (layout);
  else
    source->pages = crm_pdf_pages_new (crm_document_paper_get_bytes (paper), error);
  if (source->layout == NULL && source->pages == NULL) {
    free_source (source);
    return NULL;
  }
  operation = gtk_print_operation_new ();
  setup = make_setup (source, 0);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, crm_document_paper_get_title (paper));
  gtk_print_operation_set_n_pages (operation, layout != NULL
                                                  ? (int) crm_form_layout_get_n_pages (layout)
                                                  : crm_pdf_pages_get_n_pages (source->pages));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_show_progress (operation, TRUE);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), source,
                         (GClosureNotify) (void (*) (void)) free_source, 0);
  return operation;
}
