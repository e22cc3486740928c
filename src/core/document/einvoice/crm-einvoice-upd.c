/* УПД and счёт-фактура of the format 5.03 (order ЕД-7-26/970@): what the seller hands to an
 * operator of electronic documents to be signed and sent. */
#include "config.h"

#include <string.h>

#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-einvoice-private.h"
#include "crm-vat.h"

#define SHIPMENT                                                                                   \
  "Документ об отгрузке товаров (выполнении работ), передаче имущественных прав (документ об "     \
  "оказании услуг)"
#define BOTH                                                                                       \
  "Счет-фактура и документ об отгрузке товаров (выполнении работ), передаче имущественных прав "   \
  "(документ об оказании услуг)"
#define MOSCOW (3 * 3600) /* the time that such files are stamped with, wherever they are made */

static char *
dup_date (const CrmFormData *data, const char *path)
{
  int year, month, day;

  if (!crm_einvoice_has (data, path))
    return NULL;
  crm_date_to_ymd (crm_einvoice_get_number (data, path), &year, &month, &day);
  return g_strdup_printf ("%02d.%02d.%04d", day, month, year);
}

static void
set_date (xmlNodePtr node, const char *name, const CrmFormData *data, const char *path)
{
  g_autofree char *date = dup_date (data, path);
  crm_einvoice_set (node, name, date);
}

static const char *
get_of (const CrmFormData *data, const char *party, const char *name)
{
  g_autofree char *path = g_strconcat (party, ".", name, NULL);
  return crm_einvoice_get_text (data, path);
}

static gboolean
has_kind (const CrmFormData *data, const char *kind)
{
  return g_strcmp0 (crm_einvoice_get_text (data, "document.kind"), kind) == 0;
}

/* СЧФ is the invoice alone, ДОП the transfer alone, СЧФДОП both. An act and a waybill are
 * transfers: since 2026 there is no other format for them. */
static const char *
get_function (const CrmFormData *data)
{
  if (has_kind (data, "factura"))
    return "СЧФ";
  if (has_kind (data, "act") || has_kind (data, "waybill"))
    return "ДОП";
  return crm_einvoice_get_number (data, "einvoice.taxed") != 0 ? "СЧФДОП" : "ДОП";
}

/* --- The name of the file */

/* Until an operator has given its own, a party is known by ИНН and КПП. */
static char *
dup_party_id (const CrmFormData *data, const char *party)
{
  const char *kpp = get_of (data, party, "kpp");
  return g_strconcat (get_of (data, party, "inn"), kpp, NULL);
}

/* The same document has the same number in any file: a UUID of what names it. */
static char *
dup_uuid (const CrmFormData *data)
{
  g_autofree char *seller = dup_party_id (data, "seller");
  g_autofree char *buyer = dup_party_id (data, "buyer");
  g_autofree char *date = dup_date (data, "document.date");
  g_autofree char *issued =
      g_strdup_printf ("%" G_GINT64_FORMAT, crm_einvoice_get_number (data, "einvoice.issued"));
  g_autofree char *named =
      g_strjoin ("\n", seller, buyer, get_function (data),
                 crm_einvoice_get_text (data, "document.number"), date, issued, NULL);
  guint8 digest[20];
  gsize size = sizeof digest;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);

  g_checksum_update (checksum, (const guchar *) named, (gssize) strlen (named));
  g_checksum_get_digest (checksum, digest, &size);
  digest[6] = (digest[6] & 0x0f) | 0x50; /* RFC 9562, version 5 */
  digest[8] = (digest[8] & 0x3f) | 0x80;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          digest[0], digest[1], digest[2], digest[3], digest[4], digest[5],
                          digest[6], digest[7], digest[8], digest[9], digest[10], digest[11],
                          digest[12], digest[13], digest[14], digest[15]);
}

static GDateTime *
new_issued (const CrmFormData *data)
{
  return g_date_time_new_from_unix_utc (crm_einvoice_get_number (data, "einvoice.issued") + MOSCOW);
}

/* Prefix, to whom, from whom, day, number; then that nothing in it is marked, traced or of state
 * contracts. */
char *
crm_einvoice_dup_upd_name (const CrmFormData *data)
{
  g_autofree char *seller = dup_party_id (data, "seller");
  g_autofree char *buyer = dup_party_id (data, "buyer");
  g_autofree char *uuid = dup_uuid (data);
  g_autoptr (GDateTime) issued = new_issued (data);
  g_autofree char *day = g_date_time_format (issued, "%Y%m%d");

  return g_strdup_printf ("ON_NSCHFDOPPR_%s_%s_%s_%s_0_0_0_0_0_00", buyer, seller, day, uuid);
}

/* --- Parties */

static void
add_person (xmlNodePtr parent, const char *name)
{
  xmlNodePtr node = crm_einvoice_add (parent, "ФИО");
  g_auto (GStrv) parts = g_strsplit (name, " ", 3);
  guint n = g_strv_length (parts);

  /* "Иванов И.И." stands for a name and a patronymic together. */
  crm_einvoice_set (node, "Фамилия", n > 0 ? parts[0] : NULL);
  if (n == 2) {
    const char *dot = strchr (parts[1], '.');
    if (dot != NULL && dot[1] != '\0') {
      g_autofree char *first = g_strndup (parts[1], (gsize) (dot - parts[1]) + 1);
      crm_einvoice_set (node, "Имя", first);
      crm_einvoice_set (node, "Отчество", dot + 1);
      return;
    }
  }
  crm_einvoice_set (node, "Имя", n > 1 ? parts[1] : NULL);
  crm_einvoice_set (node, "Отчество", n > 2 ? parts[2] : NULL);
}

static void
add_party (const CrmFormData *data, xmlNodePtr parent, const char *name, const char *party,
           const char *place)
{
  xmlNodePtr node = crm_einvoice_add (parent, name);
  xmlNodePtr identity = crm_einvoice_add (node, "ИдСв");
  xmlNodePtr who, address;

  if (strlen (get_of (data, party, "inn")) == 12) {
    who = crm_einvoice_add (identity, "СвИП");
    crm_einvoice_set (who, "ИННФЛ", get_of (data, party, "inn"));
    add_person (who, get_of (data, party, "person"));
  } else {
    who = crm_einvoice_add (identity, "СвЮЛУч");
    crm_einvoice_set (who, "НаимОрг", crm_einvoice_get_name (data, party));
    crm_einvoice_set (who, "ИННЮЛ", get_of (data, party, "inn"));
    crm_einvoice_set (who, "КПП", get_of (data, party, "kpp"));
  }
  address = crm_einvoice_add (crm_einvoice_add (node, "Адрес"), "АдрИнф");
  crm_einvoice_set (address, "КодСтр", "643");
  crm_einvoice_set (address, "НаимСтран", "Россия");
  crm_einvoice_set (address, "АдрТекст",
                    get_of (data, party, get_of (data, party, place) != NULL ? place : "address"));
}

/* --- What the invoice says before its table */

static gboolean
is_service (const CrmFormData *line)
{
  return g_strcmp0 (crm_einvoice_get_text (line, "kind"), "service") == 0;
}

/* Goods, services or both: bits 1 and 2. */
static int
get_sorts (const CrmFormData *data)
{
  const CrmFormData *lines = crm_form_data_lookup (data, "lines");
  int sorts = 0;

  for (gsize i = 0; i < crm_form_data_get_n_items (lines); i++)
    sorts |= is_service (crm_form_data_get_item (lines, i)) ? 2 : 1;
  return sorts;
}

static void
add_payments (const CrmFormData *data, xmlNodePtr invoice)
{
  const CrmFormData *payments = crm_form_data_lookup (data, "payments");

  for (gsize i = 0; payments != NULL && i < crm_form_data_get_n_items (payments); i++) {
    const CrmFormData *payment = crm_form_data_get_item (payments, i);
    const char *number = crm_einvoice_get_text (payment, "number");
    g_autofree char *amount =
        crm_einvoice_format_money (crm_einvoice_get_number (payment, "amount"));
    xmlNodePtr node;
    /* Line 5 names payment orders, and what has no number is none. */
    if (number == NULL)
      continue;
    node = crm_einvoice_add (invoice, "СвПРД");
    crm_einvoice_set (node, "НомерПРД", number);
    set_date (node, "ДатаПРД", payment, "date");
    crm_einvoice_set (node, "СуммаПРД", amount);
  }
}

/* How the document calls itself, and how that is called by which the goods went. */
static const char *
get_title (const CrmFormData *data, const char *path)
{
  const char *kind = crm_einvoice_get_text (data, path);

  if (g_strcmp0 (kind, "act") == 0)
    return "Акт выполненных работ";
  return g_strcmp0 (kind, "waybill") == 0 ? "Товарная накладная"
                                          : "Универсальный передаточный документ";
}

static void
add_shipment (const CrmFormData *data, xmlNodePtr invoice)
{
  gboolean other = crm_einvoice_get_text (data, "shipment.number") != NULL;
  xmlNodePtr node = crm_einvoice_add (invoice, "ДокПодтвОтгрНом");

  crm_einvoice_set (node, "РеквНаимДок",
                    get_title (data, other ? "shipment.kind" : "document.kind"));
  crm_einvoice_set (node, "РеквНомерДок",
                    crm_einvoice_get_text (data, other ? "shipment.number" : "document.number"));
  set_date (node, "РеквДатаДок", data, other ? "shipment.date" : "document.date");
}

static void
add_invoice (const CrmFormData *data, xmlNodePtr document)
{
  xmlNodePtr invoice = crm_einvoice_add (document, "СвСчФакт");
  xmlNodePtr node;

  crm_einvoice_set (invoice, "НомерДок", crm_einvoice_get_text (data, "document.number"));
  set_date (invoice, "ДатаДок", data, "document.date");
  add_party (data, invoice, "СвПрод", "seller", "address");
  if (get_sorts (data) & 1) {
    crm_einvoice_add_text (crm_einvoice_add (invoice, "ГрузОт"), "ОнЖе", "он же");
    add_party (data, invoice, "ГрузПолуч", "buyer", "postal_address");
  }
  add_payments (data, invoice);
  add_shipment (data, invoice);
  add_party (data, invoice, "СвПокуп", "buyer", "address");
  node = crm_einvoice_add (invoice, "ДенИзм");
  crm_einvoice_set (node, "КодОКВ", crm_einvoice_get_text (data, "document.currency_number"));
  crm_einvoice_set (node, "НаимОКВ", crm_einvoice_get_text (data, "document.currency_name"));
}

/* --- The table */

static void
add_tax (xmlNodePtr parent, const char *name, gint64 vat, gboolean taxed)
{
  xmlNodePtr node = crm_einvoice_add (parent, name);

  if (taxed)
    crm_einvoice_add_money (node, "СумНал", vat);
  else
    crm_einvoice_add_text (node, "БезНДС", "без НДС");
}

static void
add_line (xmlNodePtr table, const CrmFormData *line, gsize number)
{
  xmlNodePtr node = crm_einvoice_add (table, "СведТов");
  xmlNodePtr more;
  const char *code = crm_einvoice_get_text (line, "vat_rate");
  gint64 quantity = crm_einvoice_get_number (line, "quantity");
  gint64 net = crm_einvoice_get_number (line, "net");
  gboolean taxed = FALSE;
  g_autofree char *id = g_strdup_printf ("%" G_GSIZE_FORMAT, number);
  g_autofree char *pieces = crm_einvoice_format_number (quantity, CRM_QUANTITY_DECIMALS);
  g_autofree char *price = crm_decimal_format (crm_einvoice_get_number (line, "net_price"),
                                               CRM_PRICE_DECIMALS, 2, CRM_NUMBER_MACHINE);
  g_autofree char *before = crm_einvoice_format_money (net);
  g_autofree char *after = crm_einvoice_format_money (crm_einvoice_get_number (line, "gross"));
  g_autofree char *rate = NULL;

  crm_vat_code_parse (code, NULL, &taxed, NULL);
  rate = taxed ? g_strconcat (code, "%", NULL) : g_strdup ("без НДС");
  crm_einvoice_set (node, "НомСтр", id);
  crm_einvoice_set (node, "НаимТов", crm_einvoice_get_text (line, "name"));
  crm_einvoice_set (node, "ОКЕИ_Тов", crm_einvoice_get_text (line, "okei"));
  crm_einvoice_set (node, "НаимЕдИзм", crm_einvoice_get_text (line, "unit"));
  crm_einvoice_set (node, "КолТов", pieces);
  crm_einvoice_set (node, "ЦенаТов", price);
  crm_einvoice_set (node, "СтТовБезНДС", before);
  crm_einvoice_set (node, "НалСт", rate);
  crm_einvoice_set (node, "СтТовУчНал", after);
  more = crm_einvoice_add (node, "ДопСведТов");
  crm_einvoice_set (more, "ПрТовРаб", is_service (line) ? "3" : "1");
  crm_einvoice_set (more, "КодТов", crm_einvoice_get_text (line, "article"));
  crm_einvoice_add_text (more, "КрНаимСтрПр", crm_einvoice_get_text (line, "origin"));
  crm_einvoice_add_text (crm_einvoice_add (node, "Акциз"), "БезАкциз", "без акциза");
  add_tax (node, "СумНал", crm_einvoice_get_number (line, "vat"), taxed);
}

static void
add_table (const CrmFormData *data, xmlNodePtr document)
{
  const CrmFormData *lines = crm_form_data_lookup (data, "lines");
  xmlNodePtr table = crm_einvoice_add (document, "ТаблСчФакт");
  g_autofree char *before =
      crm_einvoice_format_money (crm_einvoice_get_number (data, "totals.net"));
  g_autofree char *after =
      crm_einvoice_format_money (crm_einvoice_get_number (data, "totals.gross"));
  xmlNodePtr total;

  for (gsize i = 0; i < crm_form_data_get_n_items (lines); i++)
    add_line (table, crm_form_data_get_item (lines, i), i + 1);
  total = crm_einvoice_add (table, "ВсегоОпл");
  crm_einvoice_set (total, "СтТовБезНДСВсего", before);
  crm_einvoice_set (total, "СтТовУчНалВсего", after);
  add_tax (total, "СумНалВсего", crm_einvoice_get_number (data, "totals.vat"),
           crm_einvoice_get_number (data, "einvoice.taxed") != 0);
}

/* --- The transfer and who signs */

/* The nearest paper before this one that the two agreed upon. */
static gboolean
add_basis (const CrmFormData *data, xmlNodePtr transfer)
{
  static const struct {
    const char *kind, *name;
  } kinds[] = { { "from.agreement", "Дополнительное соглашение" },
                { "from.contract", "Договор" },
                { "from.invoice", "Счет на оплату" },
                { "from.proforma", "Счет на оплату" } };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    const char *number = get_of (data, kinds[i].kind, "number");
    g_autofree char *date = g_strconcat (kinds[i].kind, ".date", NULL);
    xmlNodePtr node;
    if (number == NULL || strcmp (number, "—") == 0)
      continue;
    node = crm_einvoice_add (transfer, "ОснПер");
    crm_einvoice_set (node, "РеквНаимДок", kinds[i].name);
    crm_einvoice_set (node, "РеквНомерДок", number);
    set_date (node, "РеквДатаДок", data, date);
    return TRUE;
  }
  return FALSE;
}

/* "Договор № 15/2026 от 12.01.2026", as people write it. */
static gboolean
add_written_basis (const CrmFormData *data, xmlNodePtr transfer)
{
  const char *text = crm_einvoice_get_text (data, "document.basis");
  g_autoptr (GRegex) regex =
      g_regex_new ("^\\s*(.+?)\\s*№\\s*(\\S+)\\s+от\\s+(.+?)\\s*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *name = NULL, *number = NULL, *day = NULL, *date = NULL;
  gint64 when;
  int year, month, of_month;
  xmlNodePtr node;

  if (text == NULL || !g_regex_match (regex, text, 0, &match))
    return FALSE;
  name = g_match_info_fetch (match, 1);
  number = g_match_info_fetch (match, 2);
  day = g_match_info_fetch (match, 3);
  if (g_str_has_suffix (day, " г."))
    day[strlen (day) - strlen (" г.")] = '\0';
  if (!crm_date_parse_typed (day, crm_einvoice_get_number (data, "document.date"), &when, NULL))
    return FALSE;
  crm_date_to_ymd (when, &year, &month, &of_month);
  date = g_strdup_printf ("%02d.%02d.%04d", of_month, month, year);
  node = crm_einvoice_add (transfer, "ОснПер");
  crm_einvoice_set (node, "РеквНаимДок", name);
  crm_einvoice_set (node, "РеквНомерДок", number);
  crm_einvoice_set (node, "РеквДатаДок", date);
  return TRUE;
}

static void
add_transfer (const CrmFormData *data, xmlNodePtr document)
{
  static const char *const deeds[] = { "Товары переданы", "Товары переданы", "Услуги оказаны",
                                       "Товары переданы, услуги оказаны" };
  xmlNodePtr transfer = crm_einvoice_add (crm_einvoice_add (document, "СвПродПер"), "СвПер");

  crm_einvoice_set (transfer, "СодОпер", deeds[get_sorts (data)]);
  set_date (transfer, "ДатаПер", data, "document.date");
  if (!add_written_basis (data, transfer) && !add_basis (data, transfer))
    crm_einvoice_add_text (transfer, "БезДокОснПер", "1");
}

static void
add_signer (const CrmFormData *data, xmlNodePtr document)
{
  xmlNodePtr signer = crm_einvoice_add (document, "Подписант");
  const char *post = crm_einvoice_get_text (data, "seller.director_post");

  crm_einvoice_set (signer, "Должн", post != NULL ? post : "Руководитель");
  crm_einvoice_set (signer, "ТипПодпис", "1");
  crm_einvoice_set (signer, "СпосПодтПолном", "1");
  add_person (signer, crm_einvoice_get_text (data, "seller.director"));
}

static void
set_maker (const CrmFormData *data, xmlNodePtr document)
{
  const char *kpp = crm_einvoice_get_text (data, "seller.kpp");
  g_autofree char *maker =
      g_strconcat (crm_einvoice_get_name (data, "seller"), kpp != NULL ? ", ИНН/КПП " : ", ИНН ",
                   crm_einvoice_get_text (data, "seller.inn"), kpp != NULL ? "/" : NULL, kpp, NULL);

  crm_einvoice_set (document, "НаимЭконСубСост", maker);
}

xmlDocPtr
crm_einvoice_write_upd (const CrmFormData *data, const char *name)
{
  xmlDocPtr xml = xmlNewDoc ((const xmlChar *) "1.0");
  xmlNodePtr root = xmlNewDocNode (xml, NULL, (const xmlChar *) "Файл", NULL);
  g_autoptr (GDateTime) issued = new_issued (data);
  g_autofree char *day = g_date_time_format (issued, "%d.%m.%Y");
  g_autofree char *clock = g_date_time_format (issued, "%H.%M.%S");
  const char *function = get_function (data);
  xmlNodePtr document;

  xmlDocSetRootElement (xml, root);
  crm_einvoice_set (root, "ИдФайл", name);
  crm_einvoice_set (root, "ВерсФорм", "5.03");
  crm_einvoice_set (root, "ВерсПрог", "Voronka");
  document = crm_einvoice_add (root, "Документ");
  crm_einvoice_set (document, "КНД", "1115131");
  crm_einvoice_set (document, "Функция", function);
  if (strcmp (function, "СЧФ") != 0)
    crm_einvoice_set (document, "ПоФактХЖ", SHIPMENT);
  if (has_kind (data, "act") || has_kind (data, "waybill"))
    crm_einvoice_set (document, "НаимДокОпр", get_title (data, "document.kind"));
  else if (strcmp (function, "СЧФ") != 0)
    crm_einvoice_set (document, "НаимДокОпр", strcmp (function, "ДОП") == 0 ? SHIPMENT : BOTH);
  crm_einvoice_set (document, "ДатаИнфПр", day);
  crm_einvoice_set (document, "ВремИнфПр", clock);
  set_maker (data, document);
  add_invoice (data, document);
  add_table (data, document);
  if (strcmp (function, "СЧФ") != 0)
    add_transfer (data, document);
  add_signer (data, document);
  return xml;
}
