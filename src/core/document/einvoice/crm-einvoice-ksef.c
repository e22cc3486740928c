/* FA(3) 1-0E of the Polish KSeF. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-einvoice-private.h"

#define NAMESPACE "http://crd.gov.pl/wzor/2025/06/25/13775/"
#define MOST_PHONE 16
#define MOST_EMAIL 255
#define MOST_UNION_NUMBER 12

/* The fields of net and VAT for each rate; 0 % depends on where the buyer is. */
static const struct {
  const char *code, *net, *vat, *name;
} rates[] = {
  { "23", "P_13_1", "P_14_1", "23" },     { "22", "P_13_1", "P_14_1", "22" },
  { "8", "P_13_2", "P_14_2", "8" },       { "7", "P_13_2", "P_14_2", "7" },
  { "5", "P_13_3", "P_14_3", "5" },       { "0 KR", "P_13_6_1", NULL, "0 KR" },
  { "0 WDT", "P_13_6_2", NULL, "0 WDT" }, { "0 EX", "P_13_6_3", NULL, "0 EX" },
  { "none", "P_13_7", NULL, "zw" },
};

static gboolean
is_in_union (const char *letters)
{
  static const char *const union_letters[] = { "AT", "BE", "BG", "CY", "CZ", "DK", "EE", "FI",
                                               "FR", "DE", "EL", "GR", "HR", "HU", "IE", "IT",
                                               "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO",
                                               "SK", "SI", "ES", "SE", "XI", NULL };
  g_autofree char *two = letters != NULL ? g_ascii_strup (letters, 2) : NULL;
  return two != NULL && g_strv_contains (union_letters, two);
}

/* The index in rates; the check has let no other code through. */
static gsize
find_rate (const CrmFormData *data, const char *code)
{
  const char *country = crm_einvoice_get_text (data, "buyer.country_code");
  gsize i = 0;

  if (g_strcmp0 (code, "0") == 0)
    code = g_strcmp0 (country, "PL") == 0 ? "0 KR" : is_in_union (country) ? "0 WDT" : "0 EX";
  while (i < G_N_ELEMENTS (rates) - 1 && g_strcmp0 (rates[i].code, code) != 0)
    i++;
  return i;
}

static char *
dup_phone (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *at = text; at != NULL && *at != '\0'; at++)
    if (g_ascii_isalnum (*at) || *at == '+')
      g_string_append_c (plain, *at);
  return g_string_free (plain, FALSE);
}

static void
add_date (xmlNodePtr parent, const char *name, const CrmFormData *data, const char *path)
{
  g_autofree char *date = NULL;

  if (!crm_einvoice_has (data, path))
    return;
  date = crm_date_to_iso (crm_einvoice_get_number (data, path));
  crm_einvoice_add_text (parent, name, date);
}

/* --- Header and parties */

static void
add_header (const CrmFormData *data, xmlNodePtr root)
{
  xmlNodePtr header = crm_einvoice_add (root, "Naglowek");
  xmlNodePtr code = crm_einvoice_add_text (header, "KodFormularza", "FA");
  g_autoptr (GDateTime) issued =
      g_date_time_new_from_unix_utc (crm_einvoice_get_number (data, "einvoice.issued"));
  g_autofree char *moment = g_date_time_format (issued, "%Y-%m-%dT%H:%M:%SZ");

  crm_einvoice_set (code, "kodSystemowy", "FA (3)");
  crm_einvoice_set (code, "wersjaSchemy", "1-0E");
  crm_einvoice_add_text (header, "WariantFormularza", "3");
  crm_einvoice_add_text (header, "DataWytworzeniaFa", moment);
  crm_einvoice_add_text (header, "SystemInfo", "Voronka");
}

static const char *
get_of (const CrmFormData *data, const char *party, const char *name)
{
  g_autofree char *path = g_strconcat (party, ".", name, NULL);
  return crm_einvoice_get_text (data, path);
}

/* Whether the schema takes it; what reaches nobody is no reason to refuse an invoice. */
static gboolean
is_email (const char *text)
{
  const char *at = text != NULL ? strchr (text, '@') : NULL;
  return at != NULL && at != text && at[1] != '\0' && g_utf8_strlen (text, -1) <= MOST_EMAIL;
}

static void
add_reach (const CrmFormData *data, xmlNodePtr node, const char *party)
{
  const char *email = get_of (data, party, "email");
  g_autofree char *phone = dup_phone (get_of (data, party, "phone"));
  xmlNodePtr reach;

  if (phone[0] == '\0' || strlen (phone) > MOST_PHONE)
    g_clear_pointer (&phone, g_free);
  if (!is_email (email))
    email = NULL;
  if (email == NULL && phone == NULL)
    return;
  reach = crm_einvoice_add (node, "DaneKontaktowe");
  crm_einvoice_add_text (reach, "Email", email);
  crm_einvoice_add_text (reach, "Telefon", phone);
}

static void
add_address (const CrmFormData *data, xmlNodePtr node, const char *party)
{
  xmlNodePtr address = crm_einvoice_add (node, "Adres");

  crm_einvoice_add_text (address, "KodKraju", get_of (data, party, "country_code"));
  crm_einvoice_add_text (address, "AdresL1", get_of (data, party, "address"));
}

static void
add_seller (const CrmFormData *data, xmlNodePtr root)
{
  xmlNodePtr node = crm_einvoice_add (root, "Podmiot1");
  xmlNodePtr identity;

  if (crm_einvoice_get_text (data, "seller.vat_id") != NULL)
    crm_einvoice_add_text (node, "PrefiksPodatnika", "PL");
  identity = crm_einvoice_add (node, "DaneIdentyfikacyjne");
  crm_einvoice_add_text (identity, "NIP", crm_einvoice_get_text (data, "seller.nip"));
  crm_einvoice_add_text (identity, "Nazwa", crm_einvoice_get_name (data, "seller"));
  add_address (data, node, "seller");
  add_reach (data, node, "seller");
}

/* By NIP, by an EU VAT number, by another number, or by none: a private person. */
static void
add_buyer (const CrmFormData *data, xmlNodePtr root)
{
  xmlNodePtr node = crm_einvoice_add (root, "Podmiot2");
  xmlNodePtr identity = crm_einvoice_add (node, "DaneIdentyfikacyjne");
  const char *vat = crm_einvoice_get_text (data, "buyer.vat_id");
  const char *other = crm_einvoice_get_text (data, "buyer.tax_id");
  g_autofree char *number = crm_einvoice_dup_code (vat);

  if (crm_einvoice_get_text (data, "buyer.nip") != NULL)
    crm_einvoice_add_text (identity, "NIP", crm_einvoice_get_text (data, "buyer.nip"));
  else if (is_in_union (number) && strlen (number) <= 2 + MOST_UNION_NUMBER) {
    g_autofree char *letters = g_ascii_strup (number, 2);
    /* Greece has letters of its own there. */
    crm_einvoice_add_text (identity, "KodUE", strcmp (letters, "GR") == 0 ? "EL" : letters);
    crm_einvoice_add_text (identity, "NrVatUE", number + 2);
  } else if (other != NULL) {
    crm_einvoice_add_text (identity, "KodKraju",
                           crm_einvoice_get_text (data, "buyer.country_code"));
    crm_einvoice_add_text (identity, "NrID", other);
  } else {
    crm_einvoice_add_text (identity, "BrakID", "1");
  }
  crm_einvoice_add_text (identity, "Nazwa", crm_einvoice_get_name (data, "buyer"));
  add_address (data, node, "buyer");
  add_reach (data, node, "buyer");
  crm_einvoice_add_text (node, "JST", "2");
  crm_einvoice_add_text (node, "GV", "2");
}

/* --- Sums */

static void
add_sums (const CrmFormData *data, xmlNodePtr invoice, gboolean corrects)
{
  const CrmFormData *list = crm_form_data_lookup (data, corrects ? "changes" : "rates");
  gsize n = list != NULL ? crm_form_data_get_n_items (list) : 0;

  /* In the order of the form; two rates may share a field. */
  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    gint64 net = 0, vat = 0, home = 0;
    gboolean there = FALSE;
    if (i > 0 && strcmp (rates[i].net, rates[i - 1].net) == 0)
      continue;
    for (gsize k = 0; k < n; k++) {
      const CrmFormData *item = crm_form_data_get_item (list, k);
      gsize rate = find_rate (data, crm_einvoice_get_text (item, "rate"));
      if (strcmp (rates[rate].net, rates[i].net) != 0)
        continue;
      there = TRUE;
      net += crm_einvoice_get_number (item, "net");
      vat += crm_einvoice_get_number (item, "vat");
      home += crm_einvoice_get_number (item, "vat_home");
    }
    if (!there)
      continue;
    crm_einvoice_add_money (invoice, rates[i].net, net);
    if (rates[i].vat == NULL)
      continue;
    crm_einvoice_add_money (invoice, rates[i].vat, vat);
    if (crm_einvoice_get_number (data, "einvoice.converts") != 0) {
      g_autofree char *in_zlotys = g_strconcat (rates[i].vat, "W", NULL);
      crm_einvoice_add_money (invoice, in_zlotys, home);
    }
  }
  crm_einvoice_add_money (
      invoice, "P_15",
      crm_einvoice_get_number (data, corrects ? "difference.gross" : "totals.gross"));
}

/* 1 yes, 2 no: by the words that the law wants on the paper too. */
static const char *
is_noted (const CrmFormData *data, const char *words)
{
  const char *note = crm_einvoice_get_text (data, "document.note");
  g_autofree char *folded = note != NULL ? g_utf8_casefold (note, -1) : NULL;
  return folded != NULL && strstr (folded, words) != NULL ? "1" : "2";
}

static void
add_annotations (const CrmFormData *data, xmlNodePtr invoice)
{
  xmlNodePtr node = crm_einvoice_add (invoice, "Adnotacje");
  xmlNodePtr exempt;

  crm_einvoice_add_text (node, "P_16", is_noted (data, "metoda kasowa"));
  crm_einvoice_add_text (node, "P_17", is_noted (data, "samofakturowanie"));
  crm_einvoice_add_text (node, "P_18", is_noted (data, "odwrotne obciążenie"));
  crm_einvoice_add_text (node, "P_18A", is_noted (data, "mechanizm podzielonej płatności"));
  exempt = crm_einvoice_add (node, "Zwolnienie");
  if (crm_einvoice_get_number (data, "einvoice.exempt") != 0) {
    crm_einvoice_add_text (exempt, "P_19", "1");
    crm_einvoice_add_text (exempt, "P_19A", crm_einvoice_get_text (data, "seller.vat_exemption"));
  } else {
    crm_einvoice_add_text (exempt, "P_19N", "1");
  }
  crm_einvoice_add_text (crm_einvoice_add (node, "NoweSrodkiTransportu"), "P_22N", "1");
  crm_einvoice_add_text (node, "P_23", "2");
  crm_einvoice_add_text (crm_einvoice_add (node, "PMarzy"), "P_PMarzyN", "1");
}

static void
add_corrected (const CrmFormData *data, xmlNodePtr invoice)
{
  const char *number = crm_einvoice_get_text (data, "base.ksef_number");
  xmlNodePtr node;

  /* On the paper of a correction the basis is its reason. */
  crm_einvoice_add_text (invoice, "PrzyczynaKorekty",
                         crm_einvoice_get_text (data, "document.basis"));
  node = crm_einvoice_add (invoice, "DaneFaKorygowanej");
  add_date (node, "DataWystFaKorygowanej", data, "base.date");
  crm_einvoice_add_text (node, "NrFaKorygowanej", crm_einvoice_get_text (data, "base.number"));
  crm_einvoice_add_text (node, number != NULL ? "NrKSeF" : "NrKSeFN", "1");
  crm_einvoice_add_text (node, "NrKSeFFaKorygowanej", number);
}

/* --- Lines */

static void
add_line (const CrmFormData *data, xmlNodePtr invoice, const CrmFormData *line, int number,
          gboolean before)
{
  gboolean inclusive = crm_einvoice_get_number (data, "document.prices_include_vat") != 0;
  gint64 quantity = crm_einvoice_get_number (line, "quantity");
  gint64 amount = crm_einvoice_get_number (line, inclusive ? "gross" : "net");
  gboolean reduced = crm_einvoice_get_number (line, "discount_amount") != 0;
  xmlNodePtr node = crm_einvoice_add (invoice, "FaWiersz");
  g_autofree char *id = g_strdup_printf ("%d", number);
  g_autofree char *pieces = crm_einvoice_format_number (quantity, CRM_QUANTITY_DECIMALS);
  /* A discount is in the price, and P_10 is for what is not. */
  g_autofree char *price = reduced ? crm_einvoice_format_unit_price (amount, quantity, 8)
                                   : crm_decimal_format (crm_einvoice_get_number (line, "price"),
                                                         CRM_PRICE_DECIMALS, 2, CRM_NUMBER_MACHINE);

  crm_einvoice_add_text (node, "NrWierszaFa", id);
  crm_einvoice_add_text (node, "P_7", crm_einvoice_get_text (line, "name"));
  crm_einvoice_add_text (node, "Indeks", crm_einvoice_get_text (line, "article"));
  crm_einvoice_add_text (node, "P_8A", crm_einvoice_get_text (line, "unit"));
  crm_einvoice_add_text (node, "P_8B", pieces);
  crm_einvoice_add_text (node, inclusive ? "P_9B" : "P_9A", price);
  crm_einvoice_add_money (node, inclusive ? "P_11A" : "P_11", amount);
  /* Art. 106e ust. 10: VAT that was rounded line by line is told line by line. */
  if (g_strcmp0 (crm_einvoice_get_text (data, "document.vat_policy"), "per_line") == 0)
    crm_einvoice_add_money (node, "P_11Vat", crm_einvoice_get_number (line, "vat"));
  crm_einvoice_add_text (node, "P_12",
                         rates[find_rate (data, crm_einvoice_get_text (line, "vat_rate"))].name);
  if (before)
    crm_einvoice_add_text (node, "StanPrzed", "1");
}

/* Whether a line says what it said before. */
static gboolean
is_same (const CrmFormData *a, const CrmFormData *b)
{
  static const char *const numbers[] = { "quantity", "price", "discount", "net", "gross" };
  static const char *const texts[] = { "name", "unit", "article", "vat_rate" };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (crm_einvoice_get_number (a, numbers[i]) != crm_einvoice_get_number (b, numbers[i]))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (crm_einvoice_get_text (a, texts[i]), crm_einvoice_get_text (b, texts[i])) != 0)
      return FALSE;
  return TRUE;
}

static const CrmFormData *
find_after (const CrmFormData *lines, gint64 id, gsize *position)
{
  for (*position = 0; *position < crm_form_data_get_n_items (lines); ++*position) {
    const CrmFormData *line = crm_form_data_get_item (lines, *position);
    if (id != 0 && crm_einvoice_get_number (line, "base") == id)
      return line;
  }
  return NULL;
}

/* Each line that changed as it was and as it is, in rows of their own; then what is new. */
static void
add_changed_lines (const CrmFormData *data, xmlNodePtr invoice)
{
  const CrmFormData *before = crm_form_data_lookup (data, "before");
  const CrmFormData *lines = crm_form_data_lookup (data, "lines");
  gsize n = crm_form_data_get_n_items (lines);
  g_autofree gboolean *told = g_new0 (gboolean, n + 1);
  int number = 0;

  for (gsize i = 0; before != NULL && i < crm_form_data_get_n_items (before); i++) {
    const CrmFormData *was = crm_form_data_get_item (before, i);
    gsize position;
    const CrmFormData *is = find_after (lines, crm_einvoice_get_number (was, "id"), &position);
    if (is != NULL)
      told[position] = TRUE;
    if (is != NULL && is_same (was, is))
      continue;
    add_line (data, invoice, was, ++number, TRUE);
    if (is != NULL)
      add_line (data, invoice, is, ++number, FALSE);
  }
  for (gsize i = 0; i < n; i++)
    if (!told[i])
      add_line (data, invoice, crm_form_data_get_item (lines, i), ++number, FALSE);
}

/* --- Payment and foot */

static void
add_payment (const CrmFormData *data, xmlNodePtr invoice)
{
  g_autofree char *account =
      crm_einvoice_dup_code (crm_einvoice_get_text (data, "seller.account.iban"));
  xmlNodePtr node, bank;

  if (account == NULL && !crm_einvoice_has (data, "document.due_date"))
    return;
  node = crm_einvoice_add (invoice, "Platnosc");
  if (crm_einvoice_has (data, "document.due_date"))
    add_date (crm_einvoice_add (node, "TerminPlatnosci"), "Termin", data, "document.due_date");
  crm_einvoice_add_text (node, "FormaPlatnosci", "6"); /* transfer */
  if (account == NULL)
    return;
  bank = crm_einvoice_add (node, "RachunekBankowy");
  crm_einvoice_add_text (bank, "NrRB", account);
  crm_einvoice_add_text (bank, "NazwaBanku", crm_einvoice_get_text (data, "seller.account.bank"));
}

static gboolean
has_digits (const char *text, gsize one, gsize other)
{
  gsize length = text != NULL ? strlen (text) : 0;
  return length > 0 && (length == one || length == other) && strspn (text, "0123456789") == length;
}

static void
add_foot (const CrmFormData *data, xmlNodePtr root)
{
  const char *note = crm_einvoice_get_text (data, "document.note");
  const char *krs = crm_einvoice_get_text (data, "seller.krs");
  const char *regon = crm_einvoice_get_text (data, "seller.regon");
  xmlNodePtr foot, registers;

  krs = has_digits (krs, 10, 10) ? krs : NULL;
  regon = has_digits (regon, 9, 14) ? regon : NULL;
  if (note == NULL && krs == NULL && regon == NULL)
    return;
  foot = crm_einvoice_add (root, "Stopka");
  if (note != NULL)
    crm_einvoice_add_text (crm_einvoice_add (foot, "Informacje"), "StopkaFaktury", note);
  if (krs == NULL && regon == NULL)
    return;
  registers = crm_einvoice_add (foot, "Rejestry");
  crm_einvoice_add_text (registers, "KRS", krs);
  crm_einvoice_add_text (registers, "REGON", regon);
}

xmlDocPtr
crm_einvoice_write_ksef (const CrmFormData *data)
{
  gboolean corrects = crm_einvoice_get_number (data, "einvoice.corrects") != 0;
  const CrmFormData *lines = crm_form_data_lookup (data, "lines");
  xmlDocPtr document = xmlNewDoc ((const xmlChar *) "1.0");
  xmlNodePtr root = xmlNewDocNode (document, NULL, (const xmlChar *) "Faktura", NULL);
  xmlNodePtr invoice;

  xmlDocSetRootElement (document, root);
  xmlSetNs (root, xmlNewNs (root, (const xmlChar *) NAMESPACE, NULL));
  add_header (data, root);
  add_seller (data, root);
  add_buyer (data, root);
  invoice = crm_einvoice_add (root, "Fa");
  crm_einvoice_add_text (invoice, "KodWaluty", crm_einvoice_get_text (data, "document.currency"));
  add_date (invoice, "P_1", data, "document.date");
  crm_einvoice_add_text (invoice, "P_2", crm_einvoice_get_text (data, "document.number"));
  crm_einvoice_add_text (invoice, "WZ", crm_einvoice_get_text (data, "from.waybill.number"));
  if (!corrects && crm_einvoice_get_number (data, "shipment.date") !=
                       crm_einvoice_get_number (data, "document.date"))
    add_date (invoice, "P_6", data, "shipment.date");
  add_sums (data, invoice, corrects);
  add_annotations (data, invoice);
  crm_einvoice_add_text (invoice, "RodzajFaktury", corrects ? "KOR" : "VAT");
  if (corrects) {
    add_corrected (data, invoice);
    add_changed_lines (data, invoice);
  } else {
    for (gsize i = 0; i < crm_form_data_get_n_items (lines); i++)
      add_line (data, invoice, crm_form_data_get_item (lines, i), (int) i + 1, FALSE);
  }
  add_payment (data, invoice);
  add_foot (data, root);
  return document;
}
