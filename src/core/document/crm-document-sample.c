/* A made-up document, to look at a form before there is a real one. */
#include "config.h"

#include <string.h>

#include "crm-address.h"
#include "crm-clock.h"
#include "crm-document-private.h"

typedef struct {
  const char *language;
  const char *currency;
  const char *seller;
  const char *buyer;
  const char *person;
  const char *address;
  const char *bank;
  const char *basis;
  const char *unit;
  const char *goods[3];
} Sample;

static const Sample samples[] = {
  { "en",
    "EUR",
    "North Wind Ltd",
    "Orion Building Ltd",
    "John Smith",
    "1 Main Street, Riverside",
    "First Bank",
    "Contract 17 of 3 March 2026",
    "pcs",
    { "Window, two panes", "Fitting of a window", "Delivery" } },
  { "ru",
    "RUB",
    "ООО «Северный ветер»",
    "ООО «Орион-Строй»",
    "Иванов Сергей Петрович",
    "101000, г. Москва, ул. Мира, д. 1",
    "ПАО «Первый банк»",
    "Договор № 17 от 3 марта 2026 г.",
    "шт",
    { "Окно двухкамерное", "Монтаж окна", "Доставка" } },
  { "uk",
    "UAH",
    "ТОВ «Північний вітер»",
    "ТОВ «Оріон-Буд»",
    "Іваненко Сергій Петрович",
    "01001, м. Київ, вул. Миру, 1",
    "АТ «Перший банк»",
    "Договір № 17 від 3 березня 2026 р.",
    "шт",
    { "Вікно двокамерне", "Монтаж вікна", "Доставка" } },
  { "pl",
    "PLN",
    "Północny Wiatr Sp. z o.o.",
    "Orion Bud Sp. z o.o.",
    "Jan Kowalski",
    "ul. Pokoju 1, 00-001 Warszawa",
    "Pierwszy Bank S.A.",
    "Umowa 17 z 3 marca 2026",
    "szt.",
    { "Okno dwuszybowe", "Montaż okna", "Dostawa" } },
};

static const Sample *
find_sample (const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    if (g_strcmp0 (samples[i].language, language) == 0)
      return &samples[i];
  return &samples[0];
}

static void
set_text (CrmFormData *data, const char *prefix, const char *name, const char *text)
{
  g_autofree char *path = g_strconcat (prefix, ".", name, NULL);

  crm_form_data_set_text (data, path, text);
}

static void
set_company (CrmFormData *data, const char *prefix, const char *name, const Sample *sample)
{
  static const char *const numbers[] = { "inn", "kpp",   "ogrn", "edrpou", "ipn",
                                         "nip", "regon", "krs",  "okpo",   "tax_number" };
  static const char *const names[] = { "director", "accountant", "releaser" };
  g_autofree char *account = g_strconcat (prefix, ".account", NULL);

  set_text (data, prefix, "name", name);
  set_text (data, prefix, "full_name", name);
  set_text (data, prefix, "address", sample->address);
  set_text (data, prefix, "phone", "+00 000 000 00 00");
  set_text (data, prefix, "email", "mail@example.com");
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    set_text (data, prefix, numbers[i], "1234567890");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    set_text (data, prefix, names[i], sample->person);
  set_text (data, account, "bank", sample->bank);
  set_text (data, account, "number", "00000000000000000000");
  set_text (data, account, "iban", "XX00000000000000000000000000");
  set_text (data, account, "bic", "000000000");
  set_text (data, account, "corr_account", "00000000000000000000");
}

static void
set_address (CrmFormData *data, const char *side, const char *name, const Sample *sample)
{
  g_autofree char *code = NULL;
  g_autofree char *lines = crm_address_split (
      sample->address, g_strcmp0 (sample->language, "uk") == 0 ? "ua" : sample->language, &code);

  set_text (data, side, "name", name);
  set_text (data, side, "address", lines);
  set_text (data, side, "index", code);
}

/* The sum and what of it is VAT at a fifth, in minor units. */
static void
set_sums (CrmFormData *data, const char *prefix, gint64 gross, const char *currency)
{
  static const char *const names[] = { "net", "vat", "gross", "amount" };
  const gint64 sums[] = { gross - gross / 6, gross / 6, gross, gross };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strconcat (prefix, names[i], NULL);
    crm_form_data_set_money (data, path, sums[i], currency);
  }
}

static gint64
set_lines (CrmFormData *data, const char *list, const Sample *sample)
{
  gint64 total = 0;

  crm_form_data_add_list (data, list);
  for (guint i = 0; i < G_N_ELEMENTS (sample->goods); i++) {
    CrmFormData *item = crm_form_data_add_item (data, list);
    gint64 price = 12000 * (gint64) (3 - i); /* with kopecks */
    gint64 sum = price * (i + 1);
    crm_form_data_set_integer (item, "position", i + 1);
    crm_form_data_set_text (item, "name", sample->goods[i]);
    crm_form_data_set_text (item, "article", "");
    crm_form_data_set_text (item, "unit", sample->unit);
    crm_form_data_set_quantity (item, "quantity", (gint64) (i + 1) * 1000000);
    crm_form_data_set_price (item, "price", price * 100);
    crm_form_data_set_price (item, "net_price", price * 500 / 6);
    crm_form_data_set_price (item, "discounted_price", price * 100);
    crm_form_data_set_percent (item, "discount", 0);
    crm_form_data_set_text (item, "vat_rate", "20");
    set_sums (item, "", sum, sample->currency);
    total += sum;
  }
  return total;
}

/**
 * crm_document_dup_sample:
 * @kind: of documents
 * @language: (nullable): of its texts
 *
 * Returns: (transfer full): what a made-up document of that kind says
 */
CrmFormData *
crm_document_dup_sample (const char *kind, const char *language)
{
  const Sample *sample = find_sample (language);
  CrmFormData *data = crm_form_data_new ();
  CrmFormData *rate;
  gint64 total;

  crm_form_data_set_text (data, "document.number", "17");
  crm_form_data_set_text (data, "document.kind", kind);
  crm_form_data_set_text (data, "document.basis", sample->basis);
  crm_form_data_set_text (data, "document.language", sample->language);
  crm_form_data_set_text (data, "document.currency", sample->currency);
  crm_form_data_set_date (data, "document.date", crm_clock_today ());
  crm_form_data_set_date (data, "document.due_date", crm_clock_today () + 14);
  crm_form_data_set_flag (data, "document.prices_include_vat", TRUE);
  crm_form_data_set_flag (data, "document.has_discounts", FALSE);
  set_company (data, "seller", sample->seller, sample);
  set_company (data, "buyer", sample->buyer, sample);
  set_company (data, "company", sample->buyer, sample);
  set_address (data, "sender", sample->seller, sample);
  set_address (data, "recipient", sample->buyer, sample);
  crm_form_data_set_text (data, "recipient.person", sample->person);
  total = set_lines (data, "lines", sample);
  set_sums (data, "totals.", total, sample->currency);
  crm_form_data_set_money (data, "totals.discount", 0, sample->currency);
  crm_form_data_set_integer (data, "totals.count", G_N_ELEMENTS (sample->goods));
  crm_form_data_set_quantity (data, "totals.quantity", 6000000);
  crm_form_data_set_flag (data, "totals.taxed", TRUE);
  crm_form_data_set_flag (data, "totals.has_goods", TRUE);
  crm_form_data_add_list (data, "rates");
  rate = crm_form_data_add_item (data, "rates");
  crm_form_data_set_text (rate, "rate", "20");
  crm_form_data_set_flag (rate, "taxed", TRUE);
  set_sums (rate, "", total, sample->currency);
  return data;
}
