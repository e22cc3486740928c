/* The PDF of every form that comes with the program: a strict reader finds no fault in it, a screen
 * reader finds everything in its order, and codes say what is printed. */
#include "config.h"

#include "crm-form-filter.h"
#include "crm-payment-code.h"
#include "crm-render.h"
#include "document-fixture.h"
#include "pdf-fixture.h"

#include <glib/gstdio.h>
#include <poppler.h>
#include <string.h>
#include <zbar.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PopplerPage, g_object_unref)

/* Enough for a second page of wide forms; a page is read anew for every tag. */
#define N_LINES 14

/* What is found in the text. */
typedef enum {
  PLACE_TITLE,
  PLACE_PARTY,
  PLACE_FIRST_LINE,
  PLACE_LAST_LINE,
  PLACE_TOTAL,
  PLACE_SIGNATURE,
  PLACE_SENDER,
  PLACE_RECIPIENT,
  N_PLACES,
} Place;

static const char place_letters[] = "tpfl=sor";

/* How a form is read: letters of place_letters. The first whose end a form's name has. */
static const struct {
  const char *suffix, *order;
} ORDERS[] = {
  { "ru-waybill", "ptfl=s" }, /* the unified form has its title below those it is between */
  { "ua-waybill", "tpfl=s" },
  { "-waybill", "tpfls" },     /* of goods, not of money */
  { "ru-correction", "tpls" }, /* what did not change is not in it, as the first line here */
  { "-correction", "tpfls" },
  { "-contract", "tpsfl=" }, /* with the specification as an annex behind the signatures */
  { "-agreement", "tpsfl=" },
  { "-reminder", "pts" }, /* a letter begins with whom it is to */
  { "-statement", "tps" },
  { "-dl", "or" }, /* envelopes */
  { "-c5", "or" },
  { "-c4", "or" },
  { "label", "r" },
  { "", "tpfl=s" },
};

static CrmFormLayout *
lay_out (const char *name, CrmFormData *data)
{
  g_autoptr (CrmForm) form = document_fixture_load (name);
  g_autoptr (GError) error = NULL;
  CrmFormLayout *layout =
      crm_form_layout_new (form, data, CRM_FORM_LAYOUT_WITH_STAMP, NULL, &error);
  g_assert_no_error (error);
  return layout;
}

/* White space of every kind as single spaces. */
static char *
squeeze (const char *text)
{
  GString *squeezed = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (!g_unichar_isspace (c))
      g_string_append_unichar (squeezed, c);
    else if (squeezed->len > 0 && squeezed->str[squeezed->len - 1] != ' ')
      g_string_append_c (squeezed, ' ');
  }
  return g_string_free (squeezed, FALSE);
}

static char *
read_pages (PopplerDocument *document)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < poppler_document_get_n_pages (document); i++) {
    g_autoptr (PopplerPage) page = poppler_document_get_page (document, i);
    g_autofree char *part = poppler_page_get_text (page);
    g_string_append_printf (text, "%s\n", part);
  }
  return squeeze (text->str);
}

/* What a program says of the file at @path. */
static char *
run_on (const char *path, const char *program, const char *option)
{
  const char *const arguments[] = { program, option, path, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  char *output = NULL;
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  if (g_subprocess_get_exit_status (process) != 0)
    g_error ("%s: %s", program, output);
  return output;
}

/* --- Order */

static const char *
find_order (const char *name)
{
  gsize i = 0;
  while (!g_str_has_suffix (name, ORDERS[i].suffix))
    i++;
  return ORDERS[i].order;
}

/* A word of a text: it is on one line wherever the text is broken. */
static char *
dup_word (const CrmFormData *data, const char *path, int index)
{
  g_autofree char *text = squeeze (crm_form_data_get_text (crm_form_data_lookup (data, path)));
  g_auto (GStrv) words = g_strsplit_set (text, " -", -1);
  return g_strdup (words[index < 0 ? (int) g_strv_length (words) + index : index]);
}

/* The surname, which is first where there is a patronymic. */
static char *
dup_surname (const CrmFormData *data)
{
  const char *name = crm_form_data_get_text (crm_form_data_lookup (data, "seller.director"));
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  return dup_word (data, "seller.director", g_strv_length (words) == 3 ? 0 : -1);
}

static char *
dup_total (const CrmFormData *data)
{
  const char *language = crm_form_data_get_text (crm_form_data_lookup (data, "document.language"));
  g_autofree char *text = crm_form_number_format (
      CRM_FORM_VALUE_MONEY, crm_form_data_get_number (crm_form_data_lookup (data, "totals.gross")),
      language);
  return squeeze (text);
}

static char *
dup_place (const CrmFormData *data, Place place)
{
  switch (place) {
  case PLACE_TITLE:
    return squeeze (crm_form_data_get_text (crm_form_data_lookup (data, "document.number")));
  case PLACE_PARTY:
    return dup_word (data, "buyer.name", -1);
  case PLACE_FIRST_LINE:
    return dup_word (data, "lines.0.name", 0);
  case PLACE_LAST_LINE:
    return dup_word (data, "lines.13.name", 0);
  case PLACE_TOTAL:
    return dup_total (data);
  case PLACE_SIGNATURE:
    return dup_surname (data);
  case PLACE_SENDER:
    return dup_word (data, "sender.name", 0);
  default:
    return dup_word (data, "recipient.name", 0);
  }
}

static void
check_order (const char *name, const char *text, const CrmFormData *data)
{
  const char *end = text;

  for (const char *letter = find_order (name); *letter != '\0'; letter++) {
    Place place = (Place) (strchr (place_letters, *letter) - place_letters);
    gboolean is_first = place <= PLACE_FIRST_LINE || place >= PLACE_SENDER;
    g_autofree char *word = dup_place (data, place);
    const char *at = is_first ? strstr (text, word) : g_strrstr (text, word);
    if (at == NULL || at < end)
      g_error ("%s: “%s” is %s in: %s", name, word, at == NULL ? "not" : "too early", text);
    end = at;
  }
}

/* --- Structure */

/* The tags of a listing by pdfinfo: each is in a line of its own, two deeper than what it is in. */
static void
check_tags (const char *name, const char *listing)
{
  g_auto (GStrv) lines = g_strsplit (listing, "\n", -1);
  const char *within[32] = { NULL };
  guint n_titles = 0, n_tables = 0, n_heads = 0;

  for (gsize i = 0; lines[i] != NULL; i++) {
    gsize depth = strspn (lines[i], " ") / 2;
    const char *tag = lines[i] + 2 * depth;
    g_assert_cmpuint (depth, <, G_N_ELEMENTS (within));
    within[depth] = tag;
    n_titles += g_str_has_prefix (tag, "H1 ");
    n_tables += g_str_has_prefix (tag, "Table ");
    n_heads += g_str_has_prefix (tag, "TH");
    if (g_str_has_prefix (tag, "TR"))
      g_assert_true (g_str_has_prefix (within[depth - 1], "Table "));
    if (g_str_has_prefix (tag, "TH") || g_str_has_prefix (tag, "TD"))
      g_assert_true (g_str_has_prefix (within[depth - 1], "TR"));
  }
  /* What goes by post has no title and nothing to count. */
  if (strchr (find_order (name), 't') == NULL ? n_titles + n_tables + n_heads > 0
                                              : n_titles != 1 || n_tables == 0 || n_heads < 4)
    g_error ("%s has %u titles, %u tables, %u heads", name, n_titles, n_tables, n_heads);
}

/* What the tags hold, in their order. */
static char *
read_tags (const char *listing)
{
  g_auto (GStrv) lines = g_strsplit (listing, "\n", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *line = lines[i] + strspn (lines[i], " ");
    gsize length = strlen (line);
    if (length >= 2 && line[0] == '"')
      g_string_append_printf (text, "%.*s ", (int) length - 2, line + 1);
  }
  return squeeze (text->str);
}

static void
check_catalog (const char *name, const char *path, const CrmFormData *data)
{
  g_autofree char *objects = run_on (path, "qpdf", "--json");
  g_autofree char *language =
      g_strdup_printf ("\"/Lang\": \"u:%s\"",
                       crm_form_data_get_text (crm_form_data_lookup (data, "document.language")));
  if (strstr (objects, language) == NULL)
    g_error ("%s does not say its language: %s", name, language);
  g_assert_nonnull (strstr (objects, "\"/StructTreeRoot\""));
  g_assert_nonnull (strstr (objects, "\"/Marked\": true"));
}

static void
check_with_tools (const char *name, GBytes *pdf, const CrmFormData *data)
{
  g_autofree char *qpdf = g_find_program_in_path ("qpdf");
  g_autofree char *pdfinfo = g_find_program_in_path ("pdfinfo");
  if (qpdf == NULL || pdfinfo == NULL) {
    g_test_skip ("qpdf or poppler-utils is not installed");
    return;
  }
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("voronka-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "paper.pdf", NULL);
  g_assert_no_error (error);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  g_autofree char *report = run_on (path, "qpdf", "--check");
  g_autofree char *listing = run_on (path, "pdfinfo", "-struct-text");
  g_autofree char *text = read_tags (listing);
  g_assert_nonnull (strstr (report, "No syntax or stream encoding errors found"));
  g_assert_null (strstr (report, "WARNING"));
  check_catalog (name, path, data);
  check_tags (name, listing);
  check_order (name, text, data);
  g_unlink (path);
  g_rmdir (folder);
}

/* --- Fonts */

static void
check_fonts (PopplerDocument *document)
{
  g_autoptr (PopplerFontInfo) info = poppler_font_info_new (document);
  PopplerFontsIter *fonts = NULL;
  g_assert_true (poppler_font_info_scan (info, 100, &fonts));
  do {
    g_assert_true (poppler_fonts_iter_is_embedded (fonts));
    g_assert_true (poppler_fonts_iter_is_subset (fonts));
    g_assert_true (g_str_has_prefix (poppler_fonts_iter_get_name (fonts), "PTS"));
  } while (poppler_fonts_iter_next (fonts));
  poppler_fonts_iter_free (fonts);
}

/* --- Codes */

static guint8 *
paint_grey (PopplerPage *page, int *width, int *height)
{
  double points_wide, points_high;
  poppler_page_get_size (page, &points_wide, &points_high);
  *width = (int) (points_wide * 2.5);
  *height = (int) (points_high * 2.5);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, *width, *height);
  cairo_t *cr = cairo_create (surface);
  guint8 *grey = g_malloc ((gsize) *width * (gsize) *height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, 2.5, 2.5);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  for (int y = 0; y < *height; y++) {
    const guint8 *row = cairo_image_surface_get_data (surface) +
                        (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
    for (int x = 0; x < *width; x++)
      grey[y * *width + x] = (guint8) ((row[4 * x] + row[4 * x + 1] + row[4 * x + 2]) / 3);
  }
  cairo_surface_destroy (surface);
  return grey;
}

/* The codes of all pages, as bytes. */
static GPtrArray *
scan (PopplerDocument *document)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_scanner_set_config (scanner, 0, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  for (int i = 0; i < poppler_document_get_n_pages (document); i++) {
    g_autoptr (PopplerPage) page = poppler_document_get_page (document, i);
    int width, height;
    g_autofree guint8 *grey = paint_grey (page, &width, &height);
    zbar_image_t *image = zbar_image_create ();
    zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
    zbar_image_set_size (image, (guint) width, (guint) height);
    zbar_image_set_data (image, grey, (gulong) width * (gulong) height, NULL);
    zbar_scan_image (scanner, image);
    for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
         symbol = zbar_symbol_next (symbol))
      g_ptr_array_add (
          codes, g_bytes_new (zbar_symbol_get_data (symbol), zbar_symbol_get_data_length (symbol)));
    zbar_image_destroy (image);
  }
  zbar_image_scanner_destroy (scanner);
  return codes;
}

static char *
drop_spaces (const char *text)
{
  g_autofree char *squeezed = squeeze (text);
  g_auto (GStrv) words = g_strsplit (squeezed, " ", -1);
  return g_strjoinv ("", words);
}

static char *
keep_digits (const char *text)
{
  GString *digits = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  return g_string_free (digits, FALSE);
}

/* A payer who reads and one who scans pay the same sum to the same account. */
static void
check_codes (const char *name, PopplerDocument *document, const char *text, CrmFormData *data)
{
  gboolean wanted = g_str_has_suffix (name, "-invoice") || g_str_has_suffix (name, "-proforma");
  g_autoptr (GPtrArray) codes = scan (document);
  g_autofree char *printed = drop_spaces (text);

  g_assert_cmpuint (codes->len, ==, wanted);
  for (guint i = 0; i < codes->len; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmPaymentCode) code = crm_payment_code_decode (codes->pdata[i], &error);
    g_assert_no_error (error);
    gboolean gost = crm_payment_code_get_kind (code) == CRM_PAYMENT_CODE_GOST;
    const char *account = crm_payment_code_get (code, gost ? "PersonalAcc" : "account");
    g_autofree char *payee = drop_spaces (crm_payment_code_get (code, gost ? "Name" : "payee"));
    g_autofree char *amount = keep_digits (crm_payment_code_get (code, gost ? "Sum" : "amount"));
    g_autofree char *total = dup_total (data);
    g_autofree char *sum = keep_digits (total);
    g_assert_true (crm_payment_code_check (code, &error));
    g_assert_nonnull (strstr (printed, account));
    g_assert_nonnull (strstr (printed, payee));
    /* A sum that the Polish standard has no room for is left to the payer. */
    gboolean fits = crm_payment_code_get_kind (code) != CRM_PAYMENT_CODE_ZBP || strlen (sum) <= 6;
    g_assert_cmpstr (amount, ==, fits ? sum : "000000");
  }
}

static void
test_form (gconstpointer name)
{
  g_setenv ("VORONKA_NOW", "2026-11-23T09:00:00Z", TRUE);
  g_autoptr (CrmFormData) data = document_fixture_new (name, N_LINES, DOCUMENT_FIXTURE_PICTURES);
  g_autoptr (CrmFormLayout) layout = lay_out (name, data);
  g_autoptr (CrmFormLayout) again = lay_out (name, data);
  g_autoptr (GBytes) pdf = pdf_fixture_make (layout);
  g_autoptr (GBytes) other = pdf_fixture_make (again);
  g_autoptr (PopplerDocument) document = pdf_fixture_open (pdf);
  g_autofree char *text = read_pages (document);

  g_assert_true (g_bytes_equal (pdf, other));
  check_fonts (document);
  check_order (name, text, data);
  check_codes (name, document, text, data);
  check_with_tools (name, pdf, data);
  g_unsetenv ("VORONKA_NOW");
}

int
main (int argc, char *argv[])
{
  g_auto (GStrv) names = crm_form_list_builtin ();

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_strconcat ("/paper-files/", names[i], NULL);
    g_test_add_data_func (path, names[i], test_form);
  }
  return g_test_run ();
}
