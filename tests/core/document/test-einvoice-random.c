/* Whatever is in a document: its e-invoice file, the record, the paper and a report say the same,
 * to the kopeck. */
#include "config.h"

#include <string.h>

#include "crm-decimal.h"
#include "crm-query.h"
#include "einvoice-fixture.h"

#define RANDOM_DOCUMENTS 40

/* Numbers on paper have blanks and commas of their language: only digits are compared. */
static char *
dup_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (c < 128 && g_ascii_isdigit ((char) c))
      g_string_append_c (digits, (char) c);
    else if (c == ',' || c == '.')
      g_string_append_c (digits, '.');
    else if (c != 0xa0 && c != 0x202f && c != ' ')
      g_string_append_c (digits, '_');
  }
  return g_string_free (digits, FALSE);
}

static void
assert_printed (const char *digits, gint64 money, const char *language)
{
  g_autofree char *text = crm_decimal_format (money, 2, 2, CRM_NUMBER_MACHINE);

  if (strcmp (language, "en") == 0) {
    g_autofree char *grouped = crm_decimal_format (money, 2, 2, CRM_NUMBER_EN);
    g_autofree char *plain = dup_digits (grouped);
    g_assert_nonnull (strstr (digits, plain));
  } else if (strstr (digits, text) == NULL) {
    g_test_message ("%s not in %s", text, digits);
    g_assert_not_reached ();
  }
}

/* What a report adds up by kind comes to the same. */
static void
assert_reported (EinvoiceFixture *fixture, gint64 told)
{
  g_autoptr (CrmQuery) query = crm_query_new (crm_entity_find ("document"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) groups = crm_query_read_groups (
      query, record_fixture_reader (&fixture->record), "kind", NULL, "total", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (groups->len, ==, 1);
  g_assert_cmpint (g_array_index (groups, CrmGroup, 0).count, ==, RANDOM_DOCUMENTS);
  g_assert_cmpint (g_array_index (groups, CrmGroup, 0).sum, ==, told);
}

static void
test_random (EinvoiceFixture *fixture, gconstpointer country)
{
  static const struct {
    const char *net, *vat, *gross;
    const char *line_net, *line_gross;
  } paths[] = {
    [CRM_EINVOICE_UBL] = { "LegalMonetaryTotal/TaxExclusiveAmount", "TaxTotal/TaxAmount",
                           "LegalMonetaryTotal/PayableAmount", NULL, NULL },
    [CRM_EINVOICE_KSEF] = { NULL, NULL, "Fa/P_15", NULL, NULL },
    [CRM_EINVOICE_UPD] = { "ВсегоОпл/@СтТовБезНДСВсего", "СумНалВсего/СумНал",
                           "ВсегоОпл/@СтТовУчНалВсего", NULL, NULL },
  };
  static const char *const policies[] = { "per_line", "on_rate_sum", "from_gross" };
  const EinvoiceLand *land = einvoice_find_land (country);
  const char *rates[] = { strcmp (country, "ru") == 0 ? "22" : "23",
                          strcmp (country, "ru") == 0 ? "10" : "8", "5", "none" };

  static const char *const names[] = {
    "Окно", "A & B <c> \"d\" ]]>", "é ŵ 窓 🎈", "tab\there\nline", "\001 control \177", "Żółw – „x”"
  };

  gint64 told = 0;

  for (int n = 0; n < RANDOM_DOCUMENTS; n++) {
    gint64 id = einvoice_add_document (fixture, land->kind, n % 2 == 0 ? "no" : "yes");
    int n_lines = g_test_rand_int_range (1, 9);

    record_fixture_set (&fixture->record, "document", id, "vat_policy",
                        policies[g_test_rand_int_range (0, 3)]);
    for (int i = 0; i < n_lines; i++) {
      g_autofree char *quantity =
          crm_decimal_format (g_test_rand_int_range (1, 20000000), 6, 0, CRM_NUMBER_MACHINE);
      g_autofree char *price =
          crm_decimal_format (g_test_rand_int_range (1, 90000000), 4, 0, CRM_NUMBER_MACHINE);
      g_autofree char *discount = g_strdup_printf ("%d", g_test_rand_int_range (0, 3) * 7);
      einvoice_add_line (fixture, id, names[g_test_rand_int_range (0, G_N_ELEMENTS (names))],
                         quantity, price, discount, rates[g_test_rand_int_range (0, 4)], "m");
    }
    einvoice_issue (fixture, id);

    g_autoptr (CrmRecord) document = einvoice_load (fixture, id);
    g_autoptr (CrmEinvoice) einvoice = einvoice_make (fixture, id, land->format);
    g_autofree char *text = einvoice_dup_pdf_text (fixture, id);
    g_autofree char *digits = dup_digits (text);
    xmlDocPtr xml = einvoice_parse (einvoice);
    gint64 total = crm_record_get_integer (document, "total");

    g_assert_cmpint (einvoice_get_money (xml, paths[land->format].gross), ==, total);
    if (paths[land->format].net != NULL)
      g_assert_cmpint (einvoice_get_money (xml, paths[land->format].net), ==,
                       crm_record_get_integer (document, "net"));
    if (paths[land->format].vat != NULL)
      g_assert_cmpint (einvoice_get_money (xml, paths[land->format].vat), ==,
                       crm_record_get_integer (document, "vat"));
    if (land->format == CRM_EINVOICE_KSEF) {
      static const char *const parts[] = { "Fa/P_13_1", "Fa/P_14_1", "Fa/P_13_2", "Fa/P_14_2",
                                           "Fa/P_13_3", "Fa/P_14_3", "Fa/P_13_7" };
      gint64 sum = 0;
      for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
        sum += einvoice_get_money (xml, parts[i]);
      g_assert_cmpint (sum, ==, total);
    }
    assert_printed (digits, total, land->language);
    told += einvoice_get_money (xml, paths[land->format].gross);
    xmlFreeDoc (xml);
  }
  assert_reported (fixture, told);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, country, func)                                                                   \
  g_test_add ("/einvoice/" name, EinvoiceFixture, country, einvoice_set_up, func,                  \
              einvoice_tear_down)
  ADD ("random/ksef", "pl", test_random);
  ADD ("random/upd", "ru", test_random);
  ADD ("random/ubl", "other", test_random);
#undef ADD
  return g_test_run ();
}
