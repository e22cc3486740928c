/* Forms and what fills them: values, filters, texts with fields, and files that are refused with
 * their line. */
#include "config.h"

#include "crm-date.h"
#include "crm-error.h"
#include "crm-form-field.h"
#include "crm-form-text.h"
#include "crm-render.h"
#include "document-fixture.h"

#include <string.h>

static CrmFormData *
create_data (void)
{
  CrmFormData *data = crm_form_data_new ();
  crm_form_data_set_text (data, "seller.name", "ООО «Ёлка» & <b>Ко</b> {{x}}");
  crm_form_data_set_text (data, "seller.account.bank", "Банк");
  crm_form_data_set_text (data, "seller.director", "Иванов Иван Иванович");
  crm_form_data_set_text (data, "empty", "");
  crm_form_data_set_text (data, "nrb", "61 1090 1014 0000 0712 1981 2874");
  crm_form_data_set_text (data, "iban", "PL61109010140000071219812874");
  crm_form_data_set_text (data, "rate", "22");
  crm_form_data_set_money (data, "sum", 123456789, "RUB");
  crm_form_data_set_money (data, "nothing", 0, "RUB");
  crm_form_data_set_quantity (data, "quantity", 2500000);
  crm_form_data_set_price (data, "price", 123400);
  crm_form_data_set_percent (data, "percent", 1250);
  crm_form_data_set_date (data, "date", crm_date_from_ymd (2026, 3, 5));
  crm_form_data_set_integer (data, "count", 21);
  crm_form_data_set_flag (data, "flag", TRUE);
  for (int i = 0; i < 3; i++) {
    CrmFormData *item = crm_form_data_add_item (data, "items");
    g_autofree char *name = g_strdup_printf ("item%d", i);
    crm_form_data_set_text (item, "name", name);
    crm_form_data_set_integer (item, "n", i);
  }
  return data;
}

static void
test_data (void)
{
  g_autoptr (CrmFormData) data = create_data ();
  const CrmFormData *list = crm_form_data_lookup (data, "items");
  g_assert_cmpuint (crm_form_data_get_n_items (list), ==, 3);
  const CrmFormData *item = crm_form_data_get_item (list, 1);
  g_assert_cmpstr (crm_form_data_get_text (crm_form_data_lookup (item, "name")), ==, "item1");
  /* A row sees the document around it. */
  g_assert_cmpstr (crm_form_data_get_text (crm_form_data_lookup (item, "seller.account.bank")), ==,
                   "Банк");
  g_assert_cmpstr (crm_form_data_get_text (crm_form_data_lookup (data, "items.2.name")), ==,
                   "item2");
  g_assert_null (crm_form_data_lookup (data, "items.3.name"));
  g_assert_null (crm_form_data_lookup (data, "items.-1"));
  g_assert_null (crm_form_data_lookup (data, "seller.nobody"));
  g_assert_null (crm_form_data_lookup (data, "seller.name.deeper"));
  g_assert_null (crm_form_data_lookup (data, ""));
  g_assert_true (crm_form_data_is_empty (NULL));
  g_assert_true (crm_form_data_is_empty (crm_form_data_lookup (data, "empty")));
  g_assert_true (crm_form_data_is_empty (crm_form_data_lookup (data, "nothing")));
  g_assert_false (crm_form_data_is_empty (crm_form_data_lookup (data, "date")));
  crm_form_data_set_text (data, "sum", "again");
  g_assert_cmpint (crm_form_data_get_kind (crm_form_data_lookup (data, "sum")), ==,
                   CRM_FORM_VALUE_TEXT);
  crm_form_data_set_text (data, "bad", "a\377b");
  g_assert_true (
      g_utf8_validate (crm_form_data_get_text (crm_form_data_lookup (data, "bad")), -1, NULL));
}

static void
test_filters (void)
{
  static const struct {
    const char *field, *language, *text;
  } cases[] = {
    { "sum", "ru", "1 234 567,89" },
    { "sum|money", "en", "1,234,567.89" },
    { "sum|money-sign", "ru", "1 234 567,89 ₽" },
    { "sum|money-unit", "ru", "1 234 567,89 руб." },
    { "sum|money-unit", "en", "1,234,567.89 RUB" },
    { "sum|unit", "ru", "руб." },
    { "sum|words", "ru",
      "Один миллион двести тридцать четыре тысячи пятьсот шестьдесят семь рублей 89 копеек" },
    { "sum|words|upper", "ru",
      "ОДИН МИЛЛИОН ДВЕСТИ ТРИДЦАТЬ ЧЕТЫРЕ ТЫСЯЧИ ПЯТЬСОТ ШЕСТЬДЕСЯТ СЕМЬ РУБЛЕЙ 89 КОПЕЕК" },
    { "quantity", "pl", "2,5" },
    { "quantity|price", "en", "2.50" },
    { "price", "uk", "12,34" },
    { "percent|percent", "ru", "12,5 %" },
    { "percent|percent", "en", "12.5%" },
    { "date", "ru", "05.03.2026" },
    { "date|date-long", "uk", "5 березня 2026 р." },
    { "count|words-number:f", "ru", "двадцать одна" },
    { "count|words-number:m|first-capital", "uk", "Двадцять один" },
    { "rate|vat", "ru", "22 %" },
    { "empty|default:–", "ru", "–" },
    { "nobody?|default:none", "ru", "none" },
    { "seller.director|initials", "ru", "Иванов И. И." },
    { "seller.account.bank|initials", "ru", "Банк" },
    { "seller.account.bank|lower", "ru", "банк" },
    { "nrb|nrb", "pl", "61 1090 1014 0000 0712 1981 2874" },
    { "iban|nrb", "pl", "PL61 1090 1014 0000 0712 1981 2874" },
    { "iban|group:4", "pl", "PL61 1090 1014 0000 0712 1981 2874" },
    { "flag", "ru", "yes" },
    { "items", "ru", "" },
    { "seller.name|money", "ru", "ООО «Ёлка» & <b>Ко</b> {{x}}" }, /* a filter for another kind */
  };
  g_autoptr (CrmFormData) data = create_data ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmFormField) field = crm_form_field_parse (cases[i].field, &error);
    g_assert_no_error (error);
    g_autofree char *text = crm_form_field_format (
        field, crm_form_data_lookup (data, crm_form_field_get_path (field)), cases[i].language);
    g_autoptr (GString) plain = g_string_new (text);
    g_string_replace (plain, "\302\240", " ", 0); /* no-break spaces, for the eyes of this table */
    g_assert_cmpstr (plain->str, ==, cases[i].text);
  }
}

static void
test_field_errors (void)
{
  static const char *const fields[] = {
    "",
    "a..b",
    ".a",
    "a b",
    "a|nofilter",
    "a|words-number",
    "a|words-number:x",
    "a|group:0",
    "a|group:12",
    "a|upper:x",
    "a|default",
    "а|upper",
    "a|",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (crm_form_field_parse (fields[i], &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  }
}

static void
collect_missing (const char *path, gpointer data)
{
  g_string_append_printf (data, "%s;", path);
}

static void
test_text (void)
{
  static const struct {
    const char *source, *text, *marked, *missing;
  } cases[] = {
    { "plain", "plain", "plain", "" },
    { "  two\n   lines  ", "two lines", "two lines", "" },
    { "{{seller.name}}!", "ООО «Ёлка» & <b>Ко</b> {{x}}!", "ООО «Ёлка» & <b>Ко</b> {{x}}!", "" },
    { "a{{#seller.account.bank}}, {{seller.account.bank}}{{/}}.", "a, Банк.", "a, Банк.", "" },
    { "a {{#empty}}b{{/empty}} {{^empty}}c{{/}}", "a c", "a c", "" },
    { "{{#items}}{{name}}={{n}} {{/}}end", "item0=0 item1=1 item2=2 end",
      "item0=0 item1=1 item2=2 end", "" },
    { "{{#items}}{{#n=1}}{{name}}{{/}}{{/}}", "item1", "item1", "" },
    { "{{#sum !empty}}yes{{/}}{{#sum empty}}no{{/}}{{#count!=21}}no{{/}}", "yes", "yes", "" },
    { "[{{nobody}}] {{empty}} {{nobody?}} {{empty|default:x}}", "[] x", "[[nobody]] [empty] x",
      "nobody;empty;" },
    { "{{#seller.account.bank}}{{#nobody}}{{oops}}{{/}}in{{/}}", "in", "in", "" },
    { "{{page}} of {{pages}}", "3 of 7", "3 of 7", "" },
  };
  g_autoptr (CrmFormData) data = create_data ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GString) missing = g_string_new (NULL);
    g_autoptr (CrmFormText) text = crm_form_text_parse (cases[i].source, &error);
    g_assert_no_error (error);
    CrmFormTextContext context = { "ru", FALSE, 3, 7, collect_missing, missing };
    g_autofree char *plain = crm_form_text_expand_plain (text, data, &context);
    g_assert_cmpstr (plain, ==, cases[i].text);
    g_assert_cmpstr (missing->str, ==, cases[i].missing);
    context.mark_missing = TRUE;
    g_autofree char *marked = crm_form_text_expand_plain (text, data, &context);
    g_assert_cmpstr (marked, ==, cases[i].marked);
  }
}

static void
test_values_are_only_text (void)
{
  g_autoptr (CrmFormData) data = crm_form_data_new ();
  g_autoptr (CrmFormText) text = crm_form_text_parse ("{{v}}", NULL);
  CrmFormTextContext context = { .language = "ru" };
  crm_form_data_set_text (data, "v", "a\tb\r\nc\342\200\257d\342\200\250e\001f{{v}}");
  g_autofree char *plain = crm_form_text_expand_plain (text, data, &context);
  g_assert_cmpstr (plain, ==, "a b\nc\302\240d\nef{{v}}");
}

static CrmForm *
parse (const char *xml, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  return crm_form_parse (bytes, error);
}

static void
test_refusals (void)
{
  static const struct {
    const char *xml, *says;
  } cases[] = {
    { "", "*" },
    { "<form name='x'/>", "*<body>*" },
    { "<page/>", "*Line 1*<page>*cannot stand here*" },
    { "<form name='x'>\n<body>\n<nonsense/></body></form>", "*Line 3*<nonsense>*no such element*" },
    { "<form name='x'><body><cell/></body></form>", "*<cell>*cannot stand here*" },
    { "<form name='x'><body><text colour='red'/></body></form>", "*<text>*colour*" },
    { "<form name='x'><body><text size='large'/></body></form>", "*<text>*size*large*" },
    { "<form name='x'><body><text width='-5'/></body></form>", "*<text>*width*-5*" },
    { "<form name='x'><body><text width='nan'/></body></form>", "*<text>*width*" },
    { "<form name='x'><body><text bold='maybe'/></body></form>", "*<text>*bold*maybe*" },
    { "<form name='x'><body><text color='red'/></body></form>", "*<text>*color*red*" },
    { "<form name='x'><body><text align='middle'/></body></form>", "*<text>*align*middle*" },
    { "<form name='x'><body><text visible-if=''/></body></form>", "*<text>*" },
    { "<form name='x'><body>\n<text>{{a</text></body></form>", "*Line 2*<text>*" },
    { "<form name='x'><body><text>{{#a}}b</text></body></form>", "*<text>*section*a*" },
    { "<form name='x'><body><text>{{/a}}</text></body></form>", "*<text>*" },
    { "<form name='x'><body><text>{{a|nofilter}}</text></body></form>", "*<text>*nofilter*" },
    { "<form name='x'><body><text><text/></text></body></form>", "*<text>*cannot stand here*" },
    { "<form name='x'><body>loose</body></form>", "*<body>*text cannot stand here*" },
    { "<form name='x'><body><image width='5'/></body></form>", "*<image>*field*missing*" },
    { "<form name='x'><body><table><col/></table></body></form>", "*<table>*list*missing*" },
    { "<form name='x'><body><boxes columns='a'/></body></form>", "*<boxes>*columns*" },
    { "<form name='x'><body><text>&nonsense;</text></body></form>", "*cannot be read*" },
    { "<form name='x'><body>", "*cannot be read*" },
    { "<form><body/></form>", "*<form>*name*missing*" },
    { "<!DOCTYPE form [<!ENTITY a 'b'>]><form name='x'><body><text>&a;</text></body></form>", "*" },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CrmForm) form = parse (cases[i].xml, &error);
    g_assert_null (form);
    g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
    if (!g_pattern_match_simple (cases[i].says, error->message))
      g_error ("“%s” is refused with “%s”", cases[i].xml, error->message);
  }
}

static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new ("<form name='x'><body>");
  g_autoptr (GString) many = g_string_new ("<form name='x'><body>");
  g_autoptr (GString) large = g_string_new ("<form name='x'><body><text>");
  for (guint i = 0; i < CRM_FORM_MAX_DEPTH; i++)
    g_string_append (deep, "<column>");
  for (guint i = 0; i < CRM_FORM_MAX_ELEMENTS; i++)
    g_string_append (many, "<rule/>");
  while (large->len <= CRM_FORM_MAX_SIZE)
    g_string_append (large, "0123456789abcdef");
  g_string_append (large, "</text></body></form>");
  const char *const texts[] = { deep->str, many->str, large->str };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (parse (texts[i], &error));
    g_assert_error (error, CRM_ERROR, CRM_ERROR_REFUSED);
  }
}

static void
test_builtin (void)
{
  g_auto (GStrv) names = crm_form_list_builtin ();
  g_autoptr (GError) error = NULL;
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autoptr (CrmForm) form = crm_form_load_builtin (names[i], &error);
    g_assert_no_error (error);
    g_assert_cmpstr (crm_form_get_name (form), ==, names[i]);
  }
  g_assert_cmpstr (crm_form_find_builtin ("invoice", "ua", "uk"), ==, "ua-invoice");
  g_assert_cmpstr (crm_form_find_builtin ("invoice", "de", NULL), ==, "en-invoice");
  g_assert_cmpstr (crm_form_find_builtin ("invoice", NULL, NULL), ==, "en-invoice");
  g_assert_cmpstr (crm_form_find_builtin ("waybill", "ru", "en"), ==, "ru-waybill");
  g_assert_null (crm_form_find_builtin ("upd", "pl", "pl"));
  g_assert_null (crm_form_load_builtin ("../choices/initial", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND);
}

static GBytes *
load_source (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/io/github/voronka_crm/Voronka/forms/%s.xml", name);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, 0, &error);
  g_assert_no_error (error);
  return bytes;
}

/* Swaps words of the form among each other, so that much of it still parses and is laid out. */
static void
mutate (GString *xml, GRand *random)
{
  static const char *const words[] = {
    "row",   "column", "text",   "table", "cell", "line",  "boxes", "auto",   "100000", "0",
    "-3",    "1e9",    "none",   "all",   "yes",  "no",    "lines", "rates",  "{{",     "}}",
    "{{/}}", "<",      "/>",     "\"",    "&",    "2000",  "0.01",  "seller", "right",  "keep",
    "over",  "width",  "height", "break", "size", "image", "qr",
  };
  for (int i = g_rand_int_range (random, 1, 6); i > 0 && xml->len > 20; i--) {
    gsize from = (gsize) g_rand_int_range (random, 0, (gint32) xml->len - 10);
    while (from > 0 && g_ascii_isalnum (xml->str[from - 1]))
      from--;
    gsize length = 0;
    while (from + length < xml->len && g_ascii_isalnum (xml->str[from + length]))
      length++;
    g_string_erase (xml, (gssize) from, (gssize) length);
    g_string_insert (xml, (gssize) from, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
  }
}

/* Puts other numbers into attributes, which keeps the form whole and makes the layout strange. */
static void
mutate_numbers (GString *xml, GRand *random)
{
  static const char *const numbers[] = { "0", "1", "2", "7", "50", "100", "300", "2000", "0.01" };
  for (int i = g_rand_int_range (random, 1, 30); i > 0; i--) {
    const char *from = xml->str + g_rand_int_range (random, 100, (gint32) xml->len);
    const char *quote = strstr (from, "=\"");
    if (quote == NULL || !g_ascii_isdigit (quote[2]))
      continue;
    gsize length = strspn (quote + 2, "0123456789.");
    gssize at = quote + 2 - xml->str;
    g_string_erase (xml, at, (gssize) length);
    g_string_insert (xml, at, numbers[g_rand_int_range (random, 0, G_N_ELEMENTS (numbers))]);
  }
}

static void
test_fuzz (void)
{
  g_auto (GStrv) names = crm_form_list_builtin ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261123);
  guint n_laid_out = 0;
  for (guint round = 0; round < 600; round++) {
    const char *name = names[round % 4];
    g_autoptr (GBytes) source = load_source (name);
    g_autoptr (GString) xml =
        g_string_new_len (g_bytes_get_data (source, NULL), (gssize) g_bytes_get_size (source));
    if (round % 5 == 0)
      g_string_truncate (xml, (gsize) g_rand_int_range (random, 0, (gint32) xml->len));
    else if (round % 5 == 1)
      mutate (xml, random);
    else if (round % 5 >= 3)
      mutate_numbers (xml, random);
    else
      for (guint i = 0; i < 4; i++)
        xml->str[g_rand_int_range (random, 0, (gint32) xml->len)] =
            (char) g_rand_int_range (random, 0, 256);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) bytes = g_bytes_new (xml->str, xml->len);
    g_autoptr (CrmForm) form = crm_form_parse (bytes, &error);
    if (form == NULL) {
      g_assert_nonnull (error);
      continue;
    }
    g_autoptr (CrmFormData) data =
        document_fixture_new (name, (gsize) g_rand_int_range (random, 0, 9), round % 16);
    g_autoptr (CrmFormLayout) layout = crm_form_layout_new (form, data, round % 4, NULL, &error);
    g_assert_true ((layout != NULL) == (error == NULL));
    n_laid_out += layout != NULL;
  }
  g_assert_cmpuint (n_laid_out, >, 60);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form-data/lookup", test_data);
  g_test_add_func ("/form-field/filters", test_filters);
  g_test_add_func ("/form-field/errors", test_field_errors);
  g_test_add_func ("/form-text/expand", test_text);
  g_test_add_func ("/form-text/values-are-only-text", test_values_are_only_text);
  g_test_add_func ("/form/refusals-say-where", test_refusals);
  g_test_add_func ("/form/limits", test_limits);
  g_test_add_func ("/form/builtin", test_builtin);
  g_test_add_func ("/form/damaged-files-never-crash", test_fuzz);
  return g_test_run ();
}
