/* Every form that comes with the program, at every length: nothing lost, cut, outside the page or
 * parted from what it belongs to. VORONKA_TEST_PICTURES gets a picture of each page. */
#include "config.h"

#include "crm-error.h"
#include "crm-form-filter.h"
#include "crm-layout.h"
#include "crm-render.h"
#include "document-fixture.h"

#include <cairo.h>
#include <string.h>

static const gsize COUNTS[] = { 1, 25, 26, 60, 500 };

static const struct {
  const char *name;
  DocumentFixtureFlags flags;
} SHAPES[] = {
  { "plain", 0 },
  { "nasty", DOCUMENT_FIXTURE_NASTY | DOCUMENT_FIXTURE_DISCOUNTS | DOCUMENT_FIXTURE_PICTURES },
  { "no-vat", DOCUMENT_FIXTURE_NO_VAT | DOCUMENT_FIXTURE_PICTURES },
  { "bare", DOCUMENT_FIXTURE_BARE },
  { "foreign", DOCUMENT_FIXTURE_FOREIGN | DOCUMENT_FIXTURE_PICTURES },
  { "sole", DOCUMENT_FIXTURE_SOLE | DOCUMENT_FIXTURE_PICTURES },
};

static CrmFormLayout *
lay_out (const char *name, gsize n_lines, DocumentFixtureFlags flags)
{
  g_autoptr (CrmForm) form = document_fixture_load (name);
  g_autoptr (CrmFormData) data = document_fixture_new (name, n_lines, flags);
  g_autoptr (GError) error = NULL;
  CrmFormLayout *layout =
      crm_form_layout_new (form, data, CRM_FORM_LAYOUT_WITH_STAMP, NULL, &error);
  g_assert_no_error (error);
  return layout;
}

static void
take_pictures (CrmFormLayout *layout, const char *name, const char *shape, gsize n_lines)
{
  const char *folder = g_getenv ("VORONKA_TEST_PICTURES");
  guint n_pages = crm_form_layout_get_n_pages (layout);
  double width, height, scale = 1.6;

  if (folder == NULL || n_lines == 500)
    return;
  crm_form_layout_get_page_size (layout, &width, &height);
  for (guint page = 0; page < n_pages; page++) {
    g_autofree char *file =
        g_strdup_printf ("%s/%s-%s-%03u-%u.png", folder, name, shape, (guint) n_lines, page + 1);
    cairo_surface_t *surface = cairo_image_surface_create (
        CAIRO_FORMAT_RGB24, (int) (width * scale), (int) (height * scale));
    cairo_t *cr = cairo_create (surface);
    cairo_set_source_rgb (cr, 1, 1, 1);
    cairo_paint (cr);
    cairo_scale (cr, scale, scale);
    crm_form_layout_draw_page (layout, page, cr);
    cairo_destroy (cr);
    cairo_surface_write_to_png (surface, file);
    cairo_surface_destroy (surface);
  }
}

/* Rows in their order, each once; gives the page and the number of the last one. */
static int
check_rows (CrmFormLayout *layout, int table, guint *last_page)
{
  int last = -1;
  for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++) {
    for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
      CrmFormBox box;
      crm_form_layout_get_box (layout, page, i, &box);
      if (box.table != table || box.row < 0)
        continue;
      g_assert_cmpint (box.row, >=, last);
      g_assert_cmpint (box.row, <=, last + 1);
      last = box.row;
      *last_page = page;
    }
  }
  return last;
}

static void
check_inside (CrmFormLayout *layout)
{
  double width, height;
  crm_form_layout_get_page_size (layout, &width, &height);
  for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++) {
    for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
      CrmFormBox box;
      crm_form_layout_get_box (layout, page, i, &box);
      g_assert_cmpfloat (box.x, >=, 10);
      g_assert_cmpfloat (box.y, >=, 10);
      g_assert_cmpfloat (box.x + box.width, <=, width - 10);
      g_assert_cmpfloat (box.y + box.height, <=, height - 10);
    }
  }
}

static gboolean
has_lines (const char *name)
{
  static const char *const others[] = { "-reminder",  "-statement",  "-contract",
                                        "-agreement", "-correction", "-dl",
                                        "-c5",        "-c4",         "label" };
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_has_suffix (name, others[i]))
      return FALSE;
  return TRUE;
}

static void
check_layout (const char *name, const char *shape, DocumentFixtureFlags flags, gsize n_lines)
{
  g_autoptr (CrmFormLayout) layout = lay_out (name, n_lines, flags);
  guint n_pages = crm_form_layout_get_n_pages (layout), last_page = 0;
  const char *const *warnings = crm_form_layout_get_warnings (layout);

  take_pictures (layout, name, shape, n_lines);
  for (gsize i = 0; warnings[i] != NULL; i++)
    g_error ("%s %s %u: %s", name, shape, (guint) n_lines, warnings[i]);
  check_inside (layout);
  if (g_str_has_prefix (name, "envelope") || g_str_equal (name, "label"))
    g_assert_cmpuint (n_pages, ==, 1);
  if (!has_lines (name))
    return;
  g_assert_cmpint (check_rows (layout, 1, &last_page), ==, (int) n_lines - 1);
  /* Totals and signatures stay with the last line. */
  g_assert_cmpuint (last_page, ==, n_pages - 1);
}

static void
test_shapes (gconstpointer data)
{
  const char *name = data;
  for (gsize i = 0; i < G_N_ELEMENTS (SHAPES); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (COUNTS) - (i > 0); j++)
      check_layout (name, SHAPES[i].name, SHAPES[i].flags, COUNTS[j]);
}

/* A document that says everything leaves nothing red. */
static void
test_complete (gconstpointer data)
{
  g_autoptr (CrmForm) form = document_fixture_load (data);
  g_autoptr (CrmFormData) values = document_fixture_new (data, 3, DOCUMENT_FIXTURE_PICTURES);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFormLayout) layout =
      crm_form_layout_new (form, values, CRM_FORM_LAYOUT_MARK_MISSING, NULL, &error);
  g_autofree char *missing = NULL;

  g_assert_no_error (error);
  missing = g_strjoinv (", ", (char **) crm_form_layout_get_missing (layout));
  g_assert_cmpstr (missing, ==, "");
}

static gboolean
says (CrmFormLayout *layout, const char *text)
{
  for (guint page = 0; page < crm_form_layout_get_n_pages (layout); page++) {
    for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
      CrmFormBox box;
      crm_form_layout_get_box (layout, page, i, &box);
      if (box.text != NULL && strstr (box.text, text) != NULL)
        return TRUE;
    }
  }
  return FALSE;
}

/* Who is a sole trader signs for oneself: nobody else is asked for. */
static void
test_sole (gconstpointer data)
{
  g_autoptr (CrmForm) form = document_fixture_load (data);
  g_autoptr (CrmFormData) values =
      document_fixture_new (data, 3, DOCUMENT_FIXTURE_SOLE | DOCUMENT_FIXTURE_PICTURES);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFormLayout) layout =
      crm_form_layout_new (form, values, CRM_FORM_LAYOUT_MARK_MISSING, NULL, &error);
  gboolean ru = g_str_has_prefix (data, "ru-");
  g_autofree char *missing = NULL;

  g_assert_no_error (error);
  missing = g_strjoinv (", ", (char **) crm_form_layout_get_missing (layout));
  g_assert_cmpstr (missing, ==, "");
  g_assert_true (
      says (layout, ru ? "Воробьёва\302\240М.\302\240И." : "Їжакевич\302\240М.\302\240І."));
  if (!ru)
    g_assert_true (says (layout, "РНОКПП 2530414071"));
  if (g_str_equal (data, "ru-upd") || g_str_equal (data, "ru-factura"))
    g_assert_true (says (layout, "ОГРНИП 304500116000157"));
  if (g_str_equal (data, "ru-contract"))
    g_assert_true (says (layout, "именуемый в дальнейшем «Исполнитель», действующий на основании "
                                 "записи в ЕГРИП (ОГРНИП 304500116000157)"));
}

/* Where nothing is taxed, no sum of tax stands, as in the file; what is no goods has no consignee.
 */
static void
test_untaxed (void)
{
  static const char *const forms[] = { "ru-upd", "ru-factura", "ru-waybill" };
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (forms); i++) {
    const char *name = forms[i / 2];
    gboolean untaxed = i % 2 == 0;
    g_autoptr (CrmForm) form = document_fixture_load (name);
    g_autoptr (CrmFormData) data =
        document_fixture_new (name, 2, untaxed ? DOCUMENT_FIXTURE_NO_VAT : 0);
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmFormLayout) layout = NULL;
    crm_form_data_set_flag (data, "totals.has_goods", !untaxed);
    layout = crm_form_layout_new (form, data, 0, NULL, &error);
    g_assert_no_error (error);
    if (says (layout, "без НДС") != untaxed)
      g_error ("%s: no VAT", name);
    if (untaxed && says (layout, "0,00"))
      g_error ("%s: a sum of no tax", name);
    if (i / 2 < 2)
      g_assert_true (says (layout, "он же") != untaxed);
  }
}

/* Why there is no VAT is said wherever there is none, and nowhere else. */
static void
test_exempt (void)
{
  static const char *const forms[] = { "pl-invoice", "pl-proforma",   "pl-correction",
                                       "en-invoice", "en-correction", "ru-invoice",
                                       "ru-act",     "ua-invoice",    "ua-act" };
  for (gsize i = 0; i < 2 * G_N_ELEMENTS (forms); i++) {
    const char *name = forms[i / 2];
    gboolean exempt = i % 2 == 0;
    g_autoptr (CrmForm) form = document_fixture_load (name);
    g_autoptr (CrmFormData) data =
        document_fixture_new (name, 2, exempt ? DOCUMENT_FIXTURE_NO_VAT : 0);
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmFormLayout) layout = NULL;
    if (!exempt)
      crm_form_data_set_text (data, "seller.vat_exemption", "art. 113 ust. 1");
    layout = crm_form_layout_new (form, data, 0, NULL, &error);
    g_assert_no_error (error);
    if (says (layout, "art. 113 ust. 1") != exempt)
      g_error ("%s: why there is no VAT", name);
  }
}

/* Whatever the document, the paper says its total as it was computed, to the kopeck. */
static void
test_totals (void)
{
  static const char *const forms[] = { "ru-act",      "ru-waybill", "ru-factura",  "ru-upd",
                                       "ua-act",      "ua-waybill", "pl-invoice",  "pl-act",
                                       "en-act",      "en-invoice", "ru-proposal", "uk-proposal",
                                       "pl-proposal", "en-proposal" };
  g_autoptr (GRand) random = g_rand_new_with_seed (17);
  for (guint round = 0; round < 84; round++) {
    const char *name = forms[round % G_N_ELEMENTS (forms)];
    gsize n_lines = (gsize) g_rand_int_range (random, 1, 40);
    DocumentFixtureFlags flags = (DocumentFixtureFlags) g_rand_int_range (random, 0, 8);
    g_autoptr (CrmForm) form = document_fixture_load (name);
    g_autoptr (CrmFormData) data = document_fixture_new (name, n_lines, flags);
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmFormLayout) layout = crm_form_layout_new (form, data, 0, NULL, &error);
    const CrmFormData *gross = crm_form_data_lookup (data, "totals.gross");
    g_autofree char *text = crm_form_number_format (
        CRM_FORM_VALUE_MONEY, crm_form_data_get_number (gross), crm_form_get_language (form));
    g_assert_no_error (error);
    if (!says (layout, text))
      g_error ("%s with %u lines does not say %s", name, (guint) n_lines, text);
  }
}

int
main (int argc, char *argv[])
{
  static const char *const soles[] = { "ru-invoice", "ru-act",      "ru-waybill",   "ru-upd",
                                       "ru-factura", "ru-contract", "ru-agreement", "ru-correction",
                                       "ua-invoice", "ua-act",      "ua-waybill",   "uk-contract" };
  g_auto (GStrv) names = crm_form_list_builtin ();

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *shapes = g_strconcat ("/paper-forms/shapes/", names[i], NULL);
    g_autofree char *complete = g_strconcat ("/paper-forms/complete/", names[i], NULL);
    g_test_add_data_func (shapes, names[i], test_shapes);
    g_test_add_data_func (complete, names[i], test_complete);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (soles); i++) {
    g_autofree char *path = g_strconcat ("/paper-forms/sole/", soles[i], NULL);
    g_test_add_data_func (path, soles[i], test_sole);
  }
  g_test_add_func ("/paper-forms/exempt", test_exempt);
  g_test_add_func ("/paper-forms/untaxed", test_untaxed);
  g_test_add_func ("/paper-forms/totals", test_totals);
  return g_test_run ();
}
