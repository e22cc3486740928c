/* PDF and pictures of pages: text, fonts, metadata, codes read back, and the same lines on screen
 * and paper. */
#include "config.h"

#include "crm-error.h"
#include "crm-payment-code.h"
#include "crm-pdf-private.h"
#include "crm-render.h"
#include "document-fixture.h"
#include "pdf-fixture.h"

#include <glib/gstdio.h>
#include <poppler.h>
#include <string.h>
#include <zbar.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

#define MOST_BYTES 25000 /* of an invoice of one page */

static CrmFormLayout *
lay_out (const char *name, gsize n_lines, DocumentFixtureFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmForm) form = document_fixture_load (name);
  g_autoptr (CrmFormData) data = document_fixture_new (name, n_lines, flags);
  CrmFormLayout *layout =
      crm_form_layout_new (form, data, CRM_FORM_LAYOUT_WITH_STAMP, NULL, &error);
  g_assert_no_error (error);
  return layout;
}

/* The text of all pages with white space as single spaces. */
static char *
read_text (PopplerDocument *document)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < poppler_document_get_n_pages (document); i++) {
    g_autoptr (PopplerPage) page = poppler_document_get_page (document, i);
    g_autofree char *part = poppler_page_get_text (page);
    g_string_append_printf (text, "%s\n", part);
  }
  g_string_replace (text, "\302\240", " ", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_text (void)
{
  static const struct {
    const char *form, *title, *author, *strings[12];
  } cases[] = {
    { "ru-invoice",
      "Счет на оплату № 147 от 5 марта 2026\302\240г.",
      "Общество с ограниченной ответственностью «Северный ветер»",
      { "044525225", "30101810400000000225", "Поставщик", "АО «Рога & Копыта»",
        "Станок токарный GTX Pro 500", "Всего наименований 5, на сумму 128 525,65 руб.",
        "Сто двадцать восемь тысяч пятьсот двадцать пять рублей 65 копеек",
        "В том числе НДС (22 %):", "17 142,09", "Иванов С. П." } },
    { "ua-invoice",
      "Рахунок на оплату № РФ-148 від 5 березня 2026\302\240р.",
      "Товариство з обмеженою відповідальністю «Вітер і Хвиля»",
      { "UA21 3223 1300 0002 6007 2335 6600 1", "ФОП Їжакевич Ґалаґан П'ятниця",
        "Сума ПДВ (20 %):", "гривень", "Шевченко О. І." } },
    { "pl-proforma",
      "Pro forma nr PF/2026/03/0015",
      "Żółw i Jeż spółka z ograniczoną odpowiedzialnością",
      { "Żółw i Jeż sp. z o.o.", "NIP: 8567346215", "PL61 1090 1014 0000 0712 1981 2874", "Razem",
        "złotych", "Łukasz Gżegżółka", "nie jest fakturą" } },
    { "en-invoice",
      "Invoice INV-2026-0015",
      "North Wind GmbH",
      { "BFSWDE33BER", "Tools & Dies Ltd", "VAT 20%", "euros", "Jörg Müller", "Page 1 of 1" } },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmFormLayout) layout = lay_out (cases[i].form, 5, 0);
    g_autoptr (GBytes) pdf = pdf_fixture_make (layout);
    g_autoptr (PopplerDocument) document = pdf_fixture_open (pdf);
    g_autofree char *title = poppler_document_get_title (document);
    g_autofree char *author = poppler_document_get_author (document);
    g_autofree char *text = read_text (document);
    double width, height;
    g_autoptr (PopplerPage) page = poppler_document_get_page (document, 0);
    poppler_page_get_size (page, &width, &height);
    g_assert_cmpfloat_with_epsilon (width, 595.28, 0.1);
    g_assert_cmpfloat_with_epsilon (height, 841.89, 0.1);
    g_assert_cmpstr (title, ==, cases[i].title);
    g_assert_cmpstr (author, ==, cases[i].author);
    g_assert_cmpint (poppler_document_get_n_pages (document), ==, 1);
    for (gsize j = 0; cases[i].strings[j] != NULL; j++)
      if (strstr (text, cases[i].strings[j]) == NULL)
        g_error ("“%s” is not in %s", cases[i].strings[j], text);
    g_assert_cmpuint (g_bytes_get_size (pdf), <, MOST_BYTES);
  }
}

/* Rows come out of the file in their order, each once. */
static void
test_order (void)
{
  static const gsize counts[] = { 1, 26, 120 };
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autoptr (CrmFormLayout) layout = lay_out ("ru-invoice", counts[i], DOCUMENT_FIXTURE_NASTY);
    g_autoptr (GBytes) pdf = pdf_fixture_make (layout);
    g_autoptr (PopplerDocument) document = pdf_fixture_open (pdf);
    g_autofree char *text = read_text (document);
    const char *at = text;
    g_assert_cmpint (poppler_document_get_n_pages (document), ==,
                     (int) crm_form_layout_get_n_pages (layout));
    for (gsize row = 0; row < counts[i]; row += 3) {
      g_autofree char *article = g_strdup_printf ("(GTX-%03u)", (guint) row + 1);
      const char *found = strstr (at, article);
      g_assert_nonnull (found);
      g_assert_null (strstr (found + 1, article));
      at = found;
    }
    g_assert_nonnull (strstr (text, "<особо>"));
    g_assert_nonnull (strstr (text, "\"длинных\""));
  }
}

static void
test_fonts (void)
{
  static const char *const forms[] = { "ru-invoice", "pl-proforma" };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (CrmFormLayout) layout = lay_out (forms[i], 30, 0);
    g_autoptr (GBytes) pdf = pdf_fixture_make (layout);
    g_autoptr (PopplerDocument) document = pdf_fixture_open (pdf);
    g_autoptr (PopplerFontInfo) info = poppler_font_info_new (document);
    PopplerFontsIter *fonts = NULL;
    guint n_fonts = 0;
    g_assert_true (poppler_font_info_scan (info, 100, &fonts));
    do {
      g_assert_true (poppler_fonts_iter_is_embedded (fonts));
      g_assert_true (poppler_fonts_iter_is_subset (fonts));
      g_assert_true (g_str_has_prefix (poppler_fonts_iter_get_name (fonts), "PTSans"));
      n_fonts++;
    } while (poppler_fonts_iter_next (fonts));
    poppler_fonts_iter_free (fonts);
    g_assert_cmpuint (n_fonts, >=, 2);
  }
}

/* A strict reader finds no fault in the file, and the language in it. */
static void
test_structure (void)
{
  g_autofree char *qpdf = g_find_program_in_path ("qpdf");
  if (qpdf == NULL) {
    g_test_skip ("qpdf is not installed");
    return;
  }
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("voronka-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "invoice.pdf", NULL);
  g_autoptr (CrmFormLayout) layout = lay_out ("ua-invoice", 60, DOCUMENT_FIXTURE_PICTURES);
  const char *const check[] = { "qpdf", "--check", path, NULL };
  const char *const show[] = { "qpdf", "--qdf", "--object-streams=disable", path, "-", NULL };
  g_autofree char *report = NULL;
  int status = -1;
  g_assert_true (crm_form_layout_save_pdf (layout, path, NULL, &error));
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) check, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &report, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_assert_nonnull (strstr (report, "No syntax or stream encoding errors found"));
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (show, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GBytes) output = NULL;
  g_assert_true (g_subprocess_communicate (process, NULL, NULL, &output, NULL, &error));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (output, NULL),
                                  (gssize) g_bytes_get_size (output), "/Lang (uk)"));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (output, NULL),
                                  (gssize) g_bytes_get_size (output), "/Marked true"));
  g_unlink (path);
  g_rmdir (folder);
}

static cairo_surface_t *
paint_pdf (PopplerDocument *document, int index, double scale)
{
  double width, height;
  g_autoptr (PopplerPage) page = poppler_document_get_page (document, index);
  poppler_page_get_size (page, &width, &height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * scale),
                                                         (int) (height * scale));
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
paint_layout (const CrmFormLayout *layout, guint page, double scale)
{
  double width, height;
  crm_form_layout_get_page_size (layout, &width, &height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * scale),
                                                         (int) (height * scale));
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  crm_form_layout_draw_page (layout, page, cr);
  cairo_destroy (cr);
  return surface;
}

static guint8
get_grey (cairo_surface_t *surface, int x, int y)
{
  const guint8 *pixel = cairo_image_surface_get_data (surface) +
                        (gsize) y * (gsize) cairo_image_surface_get_stride (surface) +
                        4 * (gsize) x;
  return (guint8) ((pixel[0] + pixel[1] + pixel[2]) / 3);
}

/* What codes a picture holds, as bytes. */
static char *
scan (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  g_autofree guint8 *grey = g_malloc ((gsize) width * (gsize) height);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      grey[(gsize) y * (gsize) width + (gsize) x] = get_grey (surface, x, y);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_scanner_set_config (scanner, 0, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  zbar_image_t *image = zbar_image_create ();
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, (guint) width, (guint) height);
  zbar_image_set_data (image, grey, (gulong) width * (gulong) height, NULL);
  char *text = NULL;
  if (zbar_scan_image (scanner, image) == 1)
    text = g_strndup (zbar_symbol_get_data (zbar_image_first_symbol (image)),
                      zbar_symbol_get_data_length (zbar_image_first_symbol (image)));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return text;
}

static void
test_codes (void)
{
  static const struct {
    const char *form, *key, *value;
    CrmPaymentCodeKind kind;
  } cases[] = {
    { "ru-invoice", "PersonalAcc", "40702810138250123017", CRM_PAYMENT_CODE_GOST },
    { "ua-invoice", "account", "UA213223130000026007233566001", CRM_PAYMENT_CODE_NBU_003 },
    { "pl-proforma", "account", "61109010140000071219812874", CRM_PAYMENT_CODE_ZBP },
    { "en-invoice", "account", "DE33100205000001194700", CRM_PAYMENT_CODE_EPC },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmFormLayout) layout = lay_out (cases[i].form, 2, DOCUMENT_FIXTURE_PICTURES);
    g_autoptr (GBytes) pdf = pdf_fixture_make (layout);
    g_autoptr (PopplerDocument) document = pdf_fixture_open (pdf);
    cairo_surface_t *surfaces[] = { paint_pdf (document, 0, 2.5), paint_layout (layout, 0, 2.5) };
    for (guint j = 0; j < 2; j++) {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = scan (surfaces[j]);
      g_assert_nonnull (text);
      g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
      g_autoptr (CrmPaymentCode) code = crm_payment_code_decode (payload, &error);
      g_assert_no_error (error);
      g_assert_cmpint (crm_payment_code_get_kind (code), ==, cases[i].kind);
      g_assert_cmpstr (crm_payment_code_get (code, cases[i].key), ==, cases[i].value);
      g_assert_true (crm_payment_code_check (code, &error));
      cairo_surface_destroy (surfaces[j]);
    }
  }
}

/* Screen and paper differ only in how edges are smoothed: no pixel is ink on one and far from ink
 * on the other. */
static void
assert_alike (cairo_surface_t *one, cairo_surface_t *other)
{
  int width = cairo_image_surface_get_width (one), height = cairo_image_surface_get_height (one);
  gint64 difference = 0, n_ink = 0, n_astray = 0;
  for (int y = 2; y < height - 2; y++) {
    for (int x = 2; x < width - 2; x++) {
      int a = get_grey (one, x, y), b = get_grey (other, x, y);
      gboolean near = FALSE;
      difference += ABS (a - b);
      if (a > 100)
        continue;
      n_ink++;
      for (int dy = -2; !near && dy <= 2; dy++)
        for (int dx = -2; !near && dx <= 2; dx++)
          near = get_grey (other, x + dx, y + dy) < 200;
      n_astray += !near;
    }
  }
  g_assert_cmpint (n_ink, >, 1000);
  g_assert_cmpint (n_astray, ==, 0);
  g_assert_cmpint (difference, <, (gint64) width * height * 8);
}

static void
test_screen_is_paper (void)
{
  static const char *const forms[] = { "ru-invoice", "ua-invoice", "pl-proforma", "en-invoice" };
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (CrmFormLayout) layout =
        lay_out (forms[i], 40, DOCUMENT_FIXTURE_PICTURES | DOCUMENT_FIXTURE_DISCOUNTS);
    g_autoptr (GBytes) pdf = pdf_fixture_make (layout);
    g_autoptr (PopplerDocument) document = pdf_fixture_open (pdf);
    for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++) {
      cairo_surface_t *paper = paint_pdf (document, (int) page, 1.5);
      cairo_surface_t *screen = paint_layout (layout, page, 1.5);
      assert_alike (paper, screen);
      assert_alike (screen, paper);
      cairo_surface_destroy (paper);
      cairo_surface_destroy (screen);
    }
  }
}

static void
test_same_bytes (void)
{
  g_autoptr (CrmFormLayout) layout = lay_out ("ru-invoice", 30, DOCUMENT_FIXTURE_PICTURES);
  g_autoptr (CrmFormLayout) again = lay_out ("ru-invoice", 30, DOCUMENT_FIXTURE_PICTURES);
  g_setenv ("VORONKA_NOW", "2026-11-23T09:00:00Z", TRUE);
  g_autoptr (GBytes) one = pdf_fixture_make (layout);
  g_autoptr (GBytes) other = pdf_fixture_make (again);
  g_unsetenv ("VORONKA_NOW");
  g_assert_true (g_bytes_equal (one, other));
}

static gpointer
make_in_thread (gpointer data)
{
  return pdf_fixture_make (data);
}

/* A layout made in one thread is drawn in another, as the window does it. */
static void
test_threads (void)
{
  g_autoptr (CrmFormLayout) layout = lay_out ("pl-proforma", 30, DOCUMENT_FIXTURE_PICTURES);
  g_setenv ("VORONKA_NOW", "2026-11-23T09:00:00Z", TRUE);
  g_autoptr (GBytes) here = pdf_fixture_make (layout);
  g_autoptr (GBytes) there = g_thread_join (g_thread_new ("renderer", make_in_thread, layout));
  g_unsetenv ("VORONKA_NOW");
  g_assert_true (g_bytes_equal (here, there));
}

static void
test_save (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("voronka-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "счёт.pdf", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "none", "x.pdf", NULL);
  g_autoptr (CrmFormLayout) layout = lay_out ("ru-invoice", 3, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = NULL, *after = NULL;
  gsize size_before, size_after;
  g_assert_true (crm_form_layout_save_pdf (layout, path, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  g_assert_true (g_str_has_prefix (before, "%PDF-"));
  g_assert_false (crm_form_layout_save_pdf (layout, nowhere, NULL, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (crm_form_layout_save_pdf (layout, folder, NULL, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (crm_form_layout_save_pdf (layout, path, cancellable, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
  g_unlink (path);
  g_rmdir (folder);
}

static void
list_figures (PopplerStructureElementIter *iter, GString *descriptions)
{
  do {
    PopplerStructureElement *element = poppler_structure_element_iter_get_element (iter);
    PopplerStructureElementIter *child = poppler_structure_element_iter_get_child (iter);
    if (poppler_structure_element_get_kind (element) == POPPLER_STRUCTURE_ELEMENT_FIGURE) {
      g_autofree char *text = poppler_structure_element_get_alt_text (element);
      g_string_append_printf (descriptions, "%s; ", text);
    }
    if (child != NULL) {
      list_figures (child, descriptions);
      poppler_structure_element_iter_free (child);
    }
    g_object_unref (element);
  } while (poppler_structure_element_iter_next (iter));
}

/* Those who do not see the pictures are told what they are, each its own. */
static void
test_pictures (void)
{
  static const struct {
    const char *form;
    gsize n_lines;
    const char *figures;
  } cases[] = {
    { "en-invoice", 3,
      "Company logo; QR code for payment; Signature of the head; Company stamp; " },
    { "en-invoice", 200,
      "Company logo; QR code for payment; Signature of the head; Company stamp; " },
    { "ru-waybill", 70,
      "Signature of the head; Signature of the chief accountant; Company stamp; " },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmFormLayout) layout =
        lay_out (cases[i].form, cases[i].n_lines, DOCUMENT_FIXTURE_PICTURES);
    g_autoptr (GBytes) pdf = pdf_fixture_make (layout);
    g_autoptr (PopplerDocument) document = pdf_fixture_open (pdf);
    g_autoptr (GString) figures = g_string_new (NULL);
    PopplerStructureElementIter *iter = poppler_structure_element_iter_new (document);
    g_assert_nonnull (iter);
    list_figures (iter, figures);
    poppler_structure_element_iter_free (iter);
    g_assert_cmpstr (figures->str, ==, cases[i].figures);
  }
}

/* What is not made as cairo makes it comes back as it is, and never crashes. */
static void
test_damaged_pdf (void)
{
  g_autoptr (CrmFormLayout) layout = lay_out ("en-invoice", 1, 0);
  g_autoptr (GBytes) pdf = pdf_fixture_make (layout);
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (GPtrArray) figures = g_ptr_array_new ();
  CrmPdfFigure figure = { "Code", { 1, 2, 3, 4 } };
  gsize size = g_bytes_get_size (pdf);
  g_ptr_array_add (figures, &figure);
  for (guint i = 0; i < 300; i++) {
    g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (pdf, NULL), size);
    gsize length = i % 2 ? size : (gsize) g_rand_int_range (random, 1, (gint32) size);
    for (guint j = 0; j < 20; j++)
      data[g_rand_int_range (random, 0, (gint32) size)] =
          (guint8) g_rand_int_range (random, 0, 256);
    g_autoptr (GBytes) damaged = g_bytes_new (data, length);
    g_autoptr (GBytes) finished = crm_pdf_finish (damaged, "ru", figures);
    g_autoptr (GBytes) pruned = crm_pdf_prune_font (damaged, 0);
    g_assert_nonnull (finished);
  }
  g_autoptr (GBytes) junk = g_bytes_new_static ("%PDF-1.7\nstartxref\n9\n%%EOF\n", 27);
  g_autoptr (GBytes) same = crm_pdf_finish (junk, "ru", figures);
  g_assert_true (g_bytes_equal (junk, same));
  /* A file that is finished already is not made worse by finishing it again. */
  g_autoptr (GBytes) twice = crm_pdf_finish (pdf, "ru", figures);
  g_autoptr (PopplerDocument) document = pdf_fixture_open (twice);
  g_autofree char *text = read_text (document);
  g_assert_nonnull (strstr (text, "Lathe GTX Pro 500"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/text-and-metadata", test_text);
  g_test_add_func ("/render/rows-in-order", test_order);
  g_test_add_func ("/render/fonts-are-embedded-subsets", test_fonts);
  g_test_add_func ("/render/structure", test_structure);
  g_test_add_func ("/render/pictures-are-told", test_pictures);
  g_test_add_func ("/render/codes-are-readable", test_codes);
  g_test_add_func ("/render/screen-is-paper", test_screen_is_paper);
  g_test_add_func ("/render/same-bytes", test_same_bytes);
  g_test_add_func ("/render/threads", test_threads);
  g_test_add_func ("/render/save-is-atomic", test_save);
  g_test_add_func ("/render/damaged-pdf", test_damaged_pdf);
  return g_test_run ();
}
