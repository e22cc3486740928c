/* Invoices to fill the built-in forms with, as plain or as nasty as a test wants them. */
#include "config.h"

#include "document-fixture.h"

#include "crm-address.h"
#include "crm-date.h"
#include "crm-document-private.h"
#include "crm-payment-code.h"
#include "crm-vat.h"

#include <cairo.h>

typedef struct {
  const char *form, *country, *language, *currency, *vat, *reduced;
  CrmVatPolicy policy;
  gboolean inclusive;
  const char *number, *basis, *note;
  const char *seller[16][2], *buyer[12][2];
  const char *names[8], *units[4];
  const char *long_name, *long_buyer;
} Sample;

static const Sample SAMPLES[] = {
  {
      .form = "ru-invoice",
      .country = "ru",
      .language = "ru",
      .currency = "RUB",
      .vat = "22",
      .reduced = "10",
      .policy = CRM_VAT_PER_LINE,
      .inclusive = TRUE,
      .number = "147",
      .basis = "Договор поставки № 15/2026 от 12 января 2026 г.",
      .note = "Счёт действителен в течение пяти банковских дней.",
      .seller = { { "name", "ООО «Северный ветер»" },
                  { "full_name", "Общество с ограниченной ответственностью «Северный ветер»" },
                  { "inn", "7707083893" },
                  { "kpp", "770701001" },
                  { "ogrn", "1027700132195" },
                  { "address", "117312, г. Москва, ул. Вавилова, д. 19, офис 404" },
                  { "phone", "+7 (495) 123-45-67" },
                  { "email", "office@sever-veter.example" },
                  { "director", "Иванов Сергей Петрович" },
                  { "director_post", "Генеральный директор" },
                  { "accountant", "Кузнецова Анна Владимировна" },
                  { "account.number", "40702810138250123017" },
                  { "account.bank", "ПАО СБЕРБАНК" },
                  { "account.city", "г. Москва" },
                  { "account.bic", "044525225" },
                  { "account.corr_account", "30101810400000000225" } },
      .buyer = { { "name", "АО «Рога & Копыта»" },
                 { "inn", "7736050003" },
                 { "kpp", "773601001" },
                 { "address", "119421, г. Москва, Ленинский пр-кт, д. 111, корп. 1" },
                 { "phone", "+7 (499) 765-43-21" } },
      .names = { "Станок токарный GTX Pro 500", "Резец проходной отогнутый ВК8 25×16×140",
                 "Доставка до склада покупателя", "Пусконаладочные работы",
                 "Масло индустриальное И-20А", "Патрон трёхкулачковый самоцентрирующий Ø200",
                 "Обучение персонала (2 дня)", "Кабель ВВГнг 3×2,5" },
      .units = { "шт", "компл", "усл. ед.", "м" },
      .long_name =
          "Комплект оборудования для производства <особо> тонкостенных & \"длинных\" изделий из "
          "нержавеющей стали 12Х18Н10Т по техническому заданию Заказчика № 44-ФЗ/2026-й, включая "
          "шефмонтаж, пусконаладку, обучение персонала и гарантийное обслуживание в течение 36 "
          "месяцев",
      .long_buyer =
          "Федеральное государственное бюджетное образовательное учреждение высшего образования "
          "«Научно-исследовательский <институт> \"Сверхдлинных & необычайно\" многословных "
          "наименований "
          "имени трижды Героя Социалистического Труда академика Константинопольского»",
  },
  {
      .form = "ua-invoice",
      .country = "ua",
      .language = "uk",
      .currency = "UAH",
      .vat = "20",
      .reduced = "7",
      .policy = CRM_VAT_PER_LINE,
      .inclusive = FALSE,
      .number = "РФ-148",
      .basis = "Договір № 7 від 01.02.2026",
      .note = "Рахунок дійсний до сплати протягом трьох банківських днів.",
      .seller = { { "name", "ТОВ «Вітер і Хвиля»" },
                  { "full_name", "Товариство з обмеженою відповідальністю «Вітер і Хвиля»" },
                  { "edrpou", "32855961" },
                  { "ipn", "328559626512" },
                  { "address", "01001, м. Київ, вул. Хрещатик, буд. 22, оф. 7" },
                  { "phone", "+380 44 123 45 67" },
                  { "director", "Шевченко Олена Іванівна" },
                  { "director_post", "Директор" },
                  { "accountant", "Коваль Ірина Петрівна" },
                  { "account.iban", "UA213223130000026007233566001" },
                  { "account.bank", "АТ «УКРЕКСІМБАНК»" } },
      .buyer = { { "name", "ФОП Їжакевич Ґалаґан П'ятниця" },
                 { "edrpou", "2530414071" },
                 { "address", "79000, м. Львів, пл. Ринок, 1" },
                 { "phone", "+380 32 765 43 21" } },
      .names = { "Верстат токарний GTX Pro 500", "Різець прохідний ВК8",
                 "Доставка до складу покупця", "Налагодження обладнання",
                 "Олива індустріальна І-20А", "Патрон трикулачковий Ø200", "Навчання персоналу",
                 "Кабель ВВГ 3×2,5" },
      .units = { "шт", "компл", "послуга", "м" },
      .long_name = "Комплект обладнання для виробництва <особливо> тонкостінних & \"довгих\" "
                   "виробів із нержавіючої "
                   "сталі за технічним завданням Замовника, включно з шефмонтажем, налагодженням, "
                   "навчанням та "
                   "гарантійним обслуговуванням упродовж тридцяти шести місяців",
      .long_buyer = "Державний вищий навчальний заклад «Науково-дослідний <інститут> \"наддовгих & "
                    "незвичайно\" "
                    "багатослівних найменувань імені академіка Константинопольського» Міністерства "
                    "освіти і науки України",
  },
  {
      .form = "pl-proforma",
      .country = "pl",
      .language = "pl",
      .currency = "PLN",
      .vat = "23",
      .reduced = "8",
      .policy = CRM_VAT_ON_RATE_SUM,
      .inclusive = FALSE,
      .number = "PF/2026/03/0015",
      .basis = "Zamówienie nr ZAM/44/2026",
      .note = "Towar wydajemy po zaksięgowaniu wpłaty.",
      .seller = { { "name", "Żółw i Jeż sp. z o.o." },
                  { "full_name", "Żółw i Jeż spółka z ograniczoną odpowiedzialnością" },
                  { "nip", "5260250274" },
                  { "regon", "192598184" },
                  { "krs", "0000012345" },
                  { "address", "ul. Źródlana 5/7, 00-950 Warszawa" },
                  { "phone", "+48 22 123 45 67" },
                  { "email", "biuro@zolwijez.example" },
                  { "director", "Łukasz Gżegżółka" },
                  { "account.iban", "PL61109010140000071219812874" },
                  { "account.bank", "Santander Bank Polska S.A." } },
      .buyer = { { "name", "Hurtownia \"Śnieżka\" Spółka Jawna" },
                 { "nip", "8567346215" },
                 { "address", "al. Niepodległości 18, 81-345 Gdynia" } },
      .names = { "Tokarka GTX Pro 500", "Nóż tokarski składany 25×16",
                 "Transport do magazynu nabywcy", "Uruchomienie i regulacja",
                 "Olej maszynowy I-20A", "Uchwyt trójszczękowy Ø200", "Szkolenie pracowników",
                 "Przewód YDY 3×2,5" },
      .units = { "szt.", "kpl.", "usł.", "m" },
      .long_name = "Zestaw urządzeń do produkcji <szczególnie> cienkościennych & \"długich\" "
                   "wyrobów ze stali "
                   "nierdzewnej według zapytania ofertowego zamawiającego, wraz z montażem, "
                   "uruchomieniem, szkoleniem "
                   "oraz obsługą gwarancyjną przez trzydzieści sześć miesięcy",
      .long_buyer = "Przedsiębiorstwo Produkcyjno-Handlowo-Usługowe \"Brzęczyszczykiewicz & "
                    "<Synowie>\" Spółka z "
                    "ograniczoną odpowiedzialnością Spółka komandytowa w restrukturyzacji z "
                    "siedzibą w Chrząszczyżewoszycach",
  },
  {
      .form = "en-invoice",
      .country = "other",
      .language = "en",
      .currency = "EUR",
      .vat = "20",
      .reduced = "10",
      .policy = CRM_VAT_ON_RATE_SUM,
      .inclusive = FALSE,
      .number = "INV-2026-0015",
      .basis = "Contract 15/2026 of 12 January 2026",
      .note = "Please state the invoice number with your payment.",
      .seller = { { "name", "North Wind GmbH" },
                  { "full_name", "North Wind GmbH" },
                  { "nip", "DE123456789" },
                  { "address", "Hafenstraße 7, 20457 Hamburg, Germany" },
                  { "phone", "+49 40 1234567" },
                  { "email", "office@northwind.example" },
                  { "director", "Jörg Müller" },
                  { "director_post", "Managing Director" },
                  { "account.iban", "DE33100205000001194700" },
                  { "account.bic", "BFSWDE33BER" },
                  { "account.bank", "Bank für Sozialwirtschaft" } },
      .buyer = { { "name", "Tools & Dies Ltd" },
                 { "address", "12 High Street, Sheffield S1 2AB, United Kingdom" },
                 { "email", "accounts@tools.example" } },
      .names = { "Lathe GTX Pro 500", "Turning tool 25×16", "Delivery to the buyer's warehouse",
                 "Commissioning", "Machine oil I-20A", "Three-jaw chuck Ø200", "Training",
                 "Cable 3×2.5" },
      .units = { "pcs", "set", "service", "m" },
      .long_name = "Set of machines for the production of <particularly> thin-walled & \"long\" "
                   "parts of stainless steel "
                   "to the customer's specification, with installation, commissioning, training of "
                   "the staff and "
                   "service under warranty for thirty-six months",
      .long_buyer = "The Worshipful Company of \"Exceedingly & Unusually\" <Long> Names and Their "
                    "Makers, Purveyors of "
                    "Inscriptions to the Crown since 1666, trading as Longnames International "
                    "Holdings (Overseas) Limited",
  },
};

/* The sample of that very form, else the one of its country or language. */
static const Sample *
find_sample (const char *form)
{
  g_autofree char *prefix = g_strndup (form, 2);
  for (gsize i = 0; i < G_N_ELEMENTS (SAMPLES); i++)
    if (g_str_has_prefix (SAMPLES[i].form, prefix) || g_str_equal (SAMPLES[i].language, prefix))
      return &SAMPLES[i];
  g_assert_not_reached ();
}

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A PNG: a ring as of a stamp, or a stroke as of a signature. */
GBytes *
document_fixture_picture (int width, int height, guint32 color, gboolean ring)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, (color >> 16) / 255.0, (color >> 8 & 255) / 255.0,
                        (color & 255) / 255.0);
  cairo_set_line_width (cr, height * 0.04);
  if (ring) {
    cairo_arc (cr, width / 2.0, height / 2.0, height * 0.45, 0, 2 * G_PI);
    cairo_stroke (cr);
    cairo_arc (cr, width / 2.0, height / 2.0, height * 0.3, 0, 2 * G_PI);
  } else {
    cairo_move_to (cr, width * 0.1, height * 0.7);
    cairo_curve_to (cr, width * 0.3, -height * 0.5, width * 0.4, height * 1.4, width * 0.55,
                    height * 0.4);
    cairo_curve_to (cr, width * 0.6, height * 0.2, width * 0.7, height * 0.9, width * 0.95,
                    height * 0.3);
  }
  cairo_stroke (cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, write_cb, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
set_party (CrmFormData *data, const char *party, const char *const (*fields)[2], gsize n)
{
  for (gsize i = 0; i < n && fields[i][0] != NULL; i++) {
    g_autofree char *path = g_strconcat (party, ".", fields[i][0], NULL);
    crm_form_data_set_text (data, path, fields[i][1]);
  }
}

/* Who has no director, no accountant and no КПП. */
static void
set_sole (CrmFormData *data, const Sample *sample)
{
  static const char *const none[] = { "full_name", "kpp",           "ipn",
                                      "director",  "director_post", "accountant" };
  gboolean ru = g_str_equal (sample->country, "ru");

  if (!ru && !g_str_equal (sample->country, "ua"))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++) {
    g_autofree char *path = g_strconcat ("seller.", none[i], NULL);
    crm_form_data_set_text (data, path, "");
  }
  crm_form_data_set_text (data, "seller.name",
                          ru ? "ИП Воробьёва Мария Игоревна" : "ФОП Їжакевич Марія Ігорівна");
  crm_form_data_set_text (data, ru ? "seller.inn" : "seller.edrpou",
                          ru ? "500110474504" : "2530414071");
  if (ru)
    crm_form_data_set_text (data, "seller.ogrn", "304500116000157");
}

static void
set_pictures (CrmFormData *data)
{
  static const struct {
    const char *path;
    int width, height;
    guint32 color;
    gboolean ring;
  } pictures[] = {
    { "seller.logo", 300, 120, 0x1a5fb4, TRUE },
    { "seller.stamp", 300, 300, 0x2040b0, TRUE },
    { "seller.director_signature", 300, 120, 0x102080, FALSE },
    { "seller.accountant_signature", 300, 120, 0x302070, FALSE },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autoptr (GBytes) png = document_fixture_picture (pictures[i].width, pictures[i].height,
                                                       pictures[i].color, pictures[i].ring);
    crm_form_data_set_bytes (data, pictures[i].path, png);
  }
}

static void
add_line (CrmFormData *data, const char *list, const Sample *sample, gsize index,
          const CrmVatLine *line, const CrmVatSums *sums, gboolean nasty)
{
  CrmFormData *item = crm_form_data_add_item (data, list);
  gboolean is_long = nasty && index % 4 == 0;
  gint64 discounted = 0;
  crm_form_data_set_integer (item, "position", (gint64) index + 1);
  crm_form_data_set_integer (item, "id", (gint64) index + 1);
  crm_form_data_set_integer (item, "base", (gint64) index + 1);
  crm_form_data_set_text (item, "name", is_long ? sample->long_name : sample->names[index % 8]);
  if (index % 3 == 0) {
    g_autofree char *article = g_strdup_printf ("GTX-%03u", (guint) index + 1);
    crm_form_data_set_text (item, "article", article);
  }
  crm_form_data_set_text (item, "unit", sample->units[index % 4]);
  crm_form_data_set_quantity (item, "quantity", line->quantity);
  crm_form_data_set_price (item, "price", line->price);
  crm_form_data_set_percent (item, "discount", line->discount);
  crm_decimal_multiply (line->price, 10000 - line->discount, 10000, &discounted);
  crm_form_data_set_price (item, "discounted_price", discounted);
  if (sample->inclusive && line->quantity != 0) {
    crm_decimal_multiply (sums->net, 1000000, line->quantity, &discounted);
    discounted *= 100;
  }
  crm_form_data_set_price (item, "net_price", discounted);
  crm_form_data_set_text (item, "vat_rate", line->code);
  crm_form_data_set_money (item, "net", sums->net, sample->currency);
  crm_form_data_set_money (item, "vat", sums->vat, sample->currency);
  crm_form_data_set_money (item, "gross", sums->gross, sample->currency);
  crm_form_data_set_money (item, "amount", sums->amount, sample->currency);
  crm_form_data_set_money (item, "discount_amount", sums->discount, sample->currency);
}

static void
set_sums (CrmFormData *data, const Sample *sample, const CrmVatResult *result)
{
  crm_form_data_add_list (data, "rates");
  for (gsize i = 0; i < result->n_rates; i++) {
    CrmFormData *rate = crm_form_data_add_item (data, "rates");
    crm_form_data_set_text (rate, "rate", result->rates[i].code);
    crm_form_data_set_flag (data, result->rates[i].taxed ? "totals.taxed" : "totals.exempt", TRUE);
    crm_form_data_set_flag (rate, "taxed", result->rates[i].taxed);
    crm_form_data_set_money (rate, "net", result->rates[i].sums.net, sample->currency);
    crm_form_data_set_money (rate, "vat", result->rates[i].sums.vat, sample->currency);
    crm_form_data_set_money (rate, "gross", result->rates[i].sums.gross, sample->currency);
  }
  crm_form_data_set_money (data, "totals.net", result->total.net, sample->currency);
  crm_form_data_set_money (data, "totals.vat", result->total.vat, sample->currency);
  crm_form_data_set_money (data, "totals.gross", result->total.gross, sample->currency);
  crm_form_data_set_money (data, "totals.amount", result->total.amount, sample->currency);
  crm_form_data_set_money (data, "totals.discount", result->total.discount, sample->currency);
  crm_form_data_set_integer (data, "totals.count", (gint64) result->n_lines);
  crm_form_data_set_flag (data, "totals.has_goods", TRUE);
  crm_form_data_set_quantity (data, "totals.quantity", (gint64) result->n_lines * 1000000);
}

static void
set_account (CrmFormData *data, const Sample *sample, gsize n_lines)
{
  static const char *const sums[] = { "reminder.total",      "account.debit",
                                      "account.credit",      "account.opening",
                                      "account.closing",     "account.opening_size",
                                      "account.closing_size" };
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    crm_form_data_set_money (data, sums[i], 12345678 + (gint64) i, sample->currency);
  crm_form_data_set_flag (data, "account.opening_buyer_owes", TRUE);
  crm_form_data_set_flag (data, "account.closing_buyer_owes", TRUE);
  crm_form_data_set_date (data, "account.from", crm_date_from_ymd (2026, 1, 1));
  crm_form_data_set_date (data, "account.until", crm_date_from_ymd (2026, 3, 5));
  crm_form_data_set_integer (data, "reminder.level", (gint64) (n_lines % 3) + 1);
  crm_form_data_add_list (data, "debts");
  crm_form_data_add_list (data, "entries");
  for (gsize i = 0; i < n_lines; i++) {
    CrmFormData *debt = crm_form_data_add_item (data, "debts");
    CrmFormData *entry = crm_form_data_add_item (data, "entries");
    g_autofree char *number = g_strdup_printf ("%u/2026", (guint) i + 1);
    crm_form_data_set_text (debt, "number", number);
    crm_form_data_set_date (debt, "date", crm_date_from_ymd (2026, 1, 15));
    crm_form_data_set_date (debt, "due_date", crm_date_from_ymd (2026, 1, 29));
    crm_form_data_set_integer (debt, "days", 35);
    crm_form_data_set_money (debt, "total", 1234567, sample->currency);
    crm_form_data_set_money (debt, "paid", 1000000, sample->currency);
    crm_form_data_set_money (debt, "left", 234567, sample->currency);
    crm_form_data_set_date (entry, "date", crm_date_from_ymd (2026, 2, 1));
    crm_form_data_set_text (entry, "name", number);
    crm_form_data_set_money (entry, i % 2 ? "credit" : "debit", 1234567, sample->currency);
  }
}

/* What corrections, letters and statements tell of the documents before. */
static void
set_family (CrmFormData *data, const Sample *sample, CrmVatLine *lines, gsize n_lines,
            gboolean nasty)
{
  static const char *const befores[] = { "base", "from.contract", "from.invoice", "shipment",
                                         "corrected" };
  static const char *const sums[] = { "net", "vat", "gross" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmVatResult) result = NULL;
  CrmFormData *item;

  for (gsize i = 0; i < G_N_ELEMENTS (befores); i++) {
    g_autofree char *number = g_strconcat (befores[i], ".number", NULL);
    g_autofree char *date = g_strconcat (befores[i], ".date", NULL);
    crm_form_data_set_text (data, number, "17/2026");
    crm_form_data_set_date (data, date, crm_date_from_ymd (2026, 2, 17));
  }
  crm_form_data_add_list (data, "payments");
  item = crm_form_data_add_item (data, "payments");
  crm_form_data_set_text (item, "number", "318");
  crm_form_data_set_flag (item, "follows", FALSE);
  crm_form_data_set_date (item, "date", crm_date_from_ymd (2026, 2, 20));
  crm_form_data_set_money (item, "amount", 1234567, sample->currency);
  for (gsize i = 0; i < n_lines; i++)
    lines[i].quantity += i % 2 * 1000000;
  result = crm_vat_compute (lines, n_lines, sample->policy, sample->inclusive, &error);
  g_assert_no_error (error);
  crm_form_data_add_list (data, "before");
  for (gsize i = 0; i < n_lines; i++)
    add_line (data, "before", sample, i, &lines[i], &result->lines[i], nasty);
  crm_form_data_add_list (data, "changes");
  item = crm_form_data_add_item (data, "changes");
  crm_form_data_set_text (item, "rate", sample->vat);
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++) {
    static const char *const ends[] = { "", "_before", "_after", "_size" };
    for (gsize j = 0; j < G_N_ELEMENTS (ends); j++) {
      g_autofree char *name = g_strconcat (sums[i], ends[j], NULL);
      g_autofree char *path = g_strconcat ("difference.", name, NULL);
      crm_form_data_set_money (item, name, j == 0 ? -123456 : 123456, sample->currency);
      crm_form_data_set_money (data, path, j == 0 ? -123456 : 123456, sample->currency);
    }
  }
  crm_form_data_set_flag (data, "difference.less", TRUE);
  crm_form_data_set_flag (data, "correction.taxed", result->total.vat != 0);
  crm_form_data_set_text (data, "corrected.kind", n_lines % 2 ? "upd" : "factura");
  crm_form_data_set_text (data, "shipment.kind", "waybill");
  crm_document_set_corrections (data, sample->currency);
  set_account (data, sample, n_lines);
}

static const char *
get_text (const CrmFormData *data, const char *path)
{
  const CrmFormData *value = crm_form_data_lookup (data, path);
  return value != NULL ? crm_form_data_get_text (value) : NULL;
}

static void
set_payment_code (CrmFormData *data, const Sample *sample, gint64 amount)
{
  CrmPaymentCodeKind kind;
  g_autoptr (GError) error = NULL;
  gboolean ru = g_str_equal (sample->country, "ru");
  g_autofree char *purpose = g_strdup_printf ("%s %s", sample->number, "2026-03-05");
  CrmPayment payment = {
    .payee = get_text (data, "seller.name"),
    .account = get_text (data, ru ? "seller.account.number" : "seller.account.iban"),
    .bank = get_text (data, "seller.account.bank"),
    .bic = get_text (data, "seller.account.bic"),
    .corr_account = get_text (data, "seller.account.corr_account"),
    .tax_number = get_text (data, ru                                    ? "seller.inn"
                                  : g_str_equal (sample->country, "ua") ? "seller.edrpou"
                                                                        : "seller.nip"),
    .kpp = get_text (data, "seller.kpp"),
    .amount = amount,
    .purpose = purpose,
    .reference = sample->number,
  };
  if (!crm_payment_code_kind_for (sample->country, sample->currency, &kind))
    return;
  g_autoptr (CrmPaymentCode) code = crm_payment_code_new_for (kind, &payment, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) payload = crm_payment_code_encode (code, &error);
  g_assert_no_error (error);
  crm_form_data_set_bytes (data, "payment_code", payload);
  crm_form_data_set_text (data, "payment_code_kind", crm_payment_code_kind_to_string (kind));
}

/* What goes by post is of no country: each in its turn. */
static gboolean
is_for_post (const char *form)
{
  return g_str_has_prefix (form, "envelope") || g_str_equal (form, "label");
}

static void
set_address (CrmFormData *data, const Sample *sample, const char *side, const char *party)
{
  static const struct {
    const char *from, *to;
  } pairs[] = { { "name", "name" }, { "address", "address" } };
  g_autofree char *code = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *flag = g_strconcat (side, ".long", NULL);
  g_autofree char *index = g_strconcat (side, ".index", NULL);
  gsize letters = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *from = g_strconcat (party, ".", pairs[i].from, NULL);
    g_autofree char *to = g_strconcat (side, ".", pairs[i].to, NULL);
    const char *text = get_text (data, from);
    if (text == NULL)
      text = "101000, г. Москва, ул. Мира, д. 1";
    if (i == 1)
      text = lines = crm_address_split (text, sample->country, &code);
    letters += g_utf8_strlen (text, -1);
    crm_form_data_set_text (data, to, text);
  }
  crm_form_data_set_text (data, index, code);
  crm_form_data_set_flag (data, flag, letters > 90);
}

CrmFormData *
document_fixture_new (const char *form, gsize n_lines, DocumentFixtureFlags flags)
{
  Sample own = is_for_post (form) ? SAMPLES[n_lines % G_N_ELEMENTS (SAMPLES)] : *find_sample (form);
  const Sample *sample = &own;
  CrmFormData *data = crm_form_data_new ();
  gboolean nasty = (flags & DOCUMENT_FIXTURE_NASTY) != 0;
  gboolean bare = (flags & DOCUMENT_FIXTURE_BARE) != 0;
  if (flags & DOCUMENT_FIXTURE_FOREIGN)
    own.currency = "USD";
  crm_form_data_set_text (data, "document.number", sample->number);
  crm_form_data_set_date (data, "document.date", crm_date_from_ymd (2026, 3, 5));
  crm_form_data_set_text (data, "document.language", sample->language);
  crm_form_data_set_text (data, "document.currency", sample->currency);
  crm_form_data_set_text (data, "document.currency_name", "российский рубль");
  crm_form_data_set_text (data, "document.currency_number", "643");
  crm_form_data_set_text (data, "document.vat_policy", crm_vat_policy_to_string (sample->policy));
  crm_form_data_set_flag (data, "document.prices_include_vat", sample->inclusive);
  crm_form_data_set_flag (data, "document.has_discounts",
                          (flags & DOCUMENT_FIXTURE_DISCOUNTS) != 0);
  if (!bare) {
    crm_form_data_set_date (data, "document.due_date", crm_date_from_ymd (2026, 3, 12));
    crm_form_data_set_text (data, "document.basis", sample->basis);
    crm_form_data_set_text (data, "document.note", sample->note);
  }
  set_party (data, "seller", sample->seller, G_N_ELEMENTS (sample->seller));
  set_party (data, "buyer", sample->buyer, bare ? 1 : G_N_ELEMENTS (sample->buyer));
  if (nasty)
    crm_form_data_set_text (data, "buyer.name", sample->long_buyer);
  if (flags & DOCUMENT_FIXTURE_NO_VAT)
    crm_form_data_set_text (data, "seller.vat_exemption", "art. 113 ust. 1");
  if (flags & DOCUMENT_FIXTURE_SOLE)
    set_sole (data, sample);
  crm_document_set_person (data, "seller");
  crm_document_set_person (data, "buyer");
  set_address (data, sample, "sender", "seller");
  set_address (data, sample, "recipient", "buyer");
  if (flags & DOCUMENT_FIXTURE_PICTURES)
    set_pictures (data);
  g_autofree CrmVatLine *lines = g_new0 (CrmVatLine, n_lines);
  for (gsize i = 0; i < n_lines; i++) {
    const char *code = i % 5 == 4 ? sample->reduced : sample->vat;
    lines[i].quantity = i % 3 == 1 ? 2500000 : (gint64) (i % 7 + 1) * 1000000;
    lines[i].price = (gint64) (i * 7919 % 20000 + 170) * 11300;
    if (i % 10 == 4)
      lines[i].price += 25; /* a price of four decimals */
    if (nasty && i % 4 == 0)
      lines[i].price = 9876543210000;
    lines[i].discount = flags & DOCUMENT_FIXTURE_DISCOUNTS ? (gint64) (i % 3) * 500 : 0;
    lines[i].code = flags & DOCUMENT_FIXTURE_NO_VAT ? "none" : code;
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmVatResult) result =
      crm_vat_compute (lines, n_lines, sample->policy, sample->inclusive, &error);
  g_assert_no_error (error);
  crm_form_data_add_list (data, "lines");
  for (gsize i = 0; i < n_lines; i++)
    add_line (data, "lines", sample, i, &lines[i], &result->lines[i], nasty);
  set_sums (data, sample, result);
  set_family (data, sample, lines, n_lines, nasty);
  if (!bare)
    set_payment_code (data, sample, result->total.gross);
  return data;
}

CrmForm *
document_fixture_load (const char *form)
{
  g_autoptr (GError) error = NULL;
  CrmForm *loaded = crm_form_load_builtin (form, &error);
  g_assert_no_error (error);
  return loaded;
}
