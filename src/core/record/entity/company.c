/* Company: clients, partners, competitors, and one's own companies with all that printed forms
 * need. */
#include "config.h"

#include "crm-date.h"
#include "entities.h"

static const CrmChoice types[] = {
  { "client", NC_ ("choice", "Client"), "success" },
  { "potential_client", NC_ ("choice", "Potential client"), "accent" },
  { "client_supplier", NC_ ("choice", "Client and supplier"), "success" },
  { "partner", NC_ ("choice", "Partner"), "accent" },
  { "competitor", NC_ ("choice", "Competitor"), "warning" },
  { "new", NC_ ("choice", "New"), "neutral" },
  { "my_company", NC_ ("choice", "My company"), "neutral" },
  { NULL },
};

static const CrmChoice relations[] = {
  { "uninterested", NC_ ("relation", "Uninterested"), "error" },
  { "possible", NC_ ("relation", "Possible"), "neutral" },
  { "potential", NC_ ("relation", "Potential"), "accent" },
  { "arrived", NC_ ("relation", "Came"), "accent" },
  { "lost", NC_ ("relation", "Went away"), "error" },
  { "returned", NC_ ("relation", "Returned"), "warning" },
  { "one_off", NC_ ("relation", "One-off"), "success" },
  { "permanent", NC_ ("relation", "Permanent"), "success" },
  { "frequent", NC_ ("relation", "Frequent"), "success" },
  { NULL },
};

/* By which of a product's prices a client buys. */
static const CrmChoice price_lists[] = {
  { "retail", NC_ ("choice", "Retail prices") },
  { "wholesale", NC_ ("choice", "Wholesale prices") },
  { "dealer", NC_ ("choice", "Dealer prices") },
  { NULL },
};

static const CrmChoice tax_systems[] = {
  { "general", NC_ ("choice", "Pays VAT") },
  { "none", NC_ ("choice", "Without VAT") },
  { "reduced_5", NC_ ("choice", "VAT 5 %, simplified (Russia)") },
  { "reduced_7", NC_ ("choice", "VAT 7 %, simplified (Russia)") },
  { NULL },
};

static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  gint64 parent = crm_record_get_integer (record, "parent");
  if (parent != 0 && parent == crm_record_get_id (record)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” cannot be its own parent company"),
                 crm_record_get_title (record));
    return FALSE;
  }
  /* Why it ended a person says; when, is today unless they say so too. */
  if (old != NULL && g_strcmp0 (crm_record_get_text (record, "relation"), "lost") == 0 &&
      g_strcmp0 (crm_record_get_text (old, "relation"), "lost") != 0 &&
      crm_record_is_empty (record, "end_date"))
    crm_record_set_integer (record, "end_date",
                            crm_moment_to_date (crm_record_get_integer (record, "changed")));
  return TRUE;
}

#define REQUISITES NC_ ("group", "Requisites")
#define PEOPLE NC_ ("group", "Signatures")
#define RELATIONS NC_ ("group", "Relations")
#define REACH NC_ ("group", "Contact details")

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED |
        CRM_FIELD_LISTED | CRM_FIELD_NAMES | CRM_FIELD_MATCH,
    .aliases =
        "account|company|company name|account name|organization|organisation|client|client name|"
        "customer|customer name|display name|short_name|название|наименование|наименование "
        "агента|наименование "
        "партнера|"
        "компания|организация|контрагент|клиент|краткое наименование|назва|назва компанії|компанія|"
        "організація|контрагент|клієнт|nazwa|nazwa_firmy|firma|nazwa "
        "firmy|kontrahent|klient|security" },
  { "type", NC_ ("field", "Type"), CRM_KIND_CHOICE, CRM_FIELD_LISTED | CRM_FIELD_OPEN, RELATIONS,
    .choices = types, .initial = "potential_client", .aliases = "тип|typ" },
  { "relation", NC_ ("field", "Relation"), CRM_KIND_CHOICE, CRM_FIELD_LISTED | CRM_FIELD_OPEN,
    RELATIONS, .choices = relations,
    .aliases = "status|relation|статус|отношения|відносини|relacja" },
  { "segment", NC_ ("field", "Segment"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED, RELATIONS,
    .target = "choice", .list = "segment",
    .aliases =
        "sector|industry|orgtype|gics sector|client role|сегмент|отрасль|тип агента|типагента|"
        "тип партнера|галузь|branża|segment" },
  { "source", NC_ ("field", "Source"), CRM_KIND_REFERENCE, 0, RELATIONS, .target = "choice",
    .list = "source", .aliases = "lead source|источник|джерело|źródło" },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED, RELATIONS, .target = "person",
    .aliases = "owner|manager|account manager|ответственный|менеджер|відповідальний|opiekun",
    .initial = "me" },
  { "parent", NC_ ("field", "Parent company"), CRM_KIND_REFERENCE, 0, RELATIONS,
    .target = "company",
    .aliases = "subsidiary_of|parent|parent account|parent company|холдинг|материнская "
               "компания|spółka matka" },
  { "tags", NC_ ("field", "Tags"), CRM_KIND_TAGS, 0, RELATIONS, .aliases = "tag|метки|теги|tagi" },
  { "next_activity", NC_ ("field", "Next activity"), CRM_KIND_DATE,
    CRM_FIELD_READ_ONLY | CRM_FIELD_DUE | CRM_FIELD_INDEXED, RELATIONS },
  { "last_activity", NC_ ("field", "Last activity"), CRM_KIND_MOMENT,
    CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED, RELATIONS },
  { "phone", NC_ ("field", "Phone"), CRM_KIND_PHONE,
    CRM_FIELD_SEARCHED | CRM_FIELD_LISTED | CRM_FIELD_MATCH, REACH,
    .aliases =
        "telephone|phone number|work phone|телефон|телефон агента|телефон партнера|telefon" },
  { "email", NC_ ("field", "E-mail"), CRM_KIND_EMAIL, CRM_FIELD_SEARCHED | CRM_FIELD_MATCH, REACH,
    .aliases = "e-mail|mail|email address|почта|электронная почта|электронная почта "
               "агента|электронная почта партнера|"
               "пошта|електронна пошта",
    .check = crm_check_email_field },
  { "website", NC_ ("field", "Website"), CRM_KIND_LINK, 0, REACH,
    .aliases = "web|site|url|web page|сайт|strona|www" },
  { "city", NC_ ("field", "City"), CRM_KIND_TEXT,
    CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE | CRM_FIELD_INDEXED, REACH,
    .aliases =
        "office_location|location|town|billing city|headquarters location|город|місто|miasto" },
  { "full_name", NC_ ("field", "Full name"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED, REQUISITES,
    .aliases = "full_name|legal name|полное наименование|полное название|повна назва|pełna nazwa" },
  { "country", NC_ ("field", "Country"), CRM_KIND_CHOICE, 0, REQUISITES, .choices = crm_countries,
    .aliases = "billing country|страна|країна|kraj" },
  { "tax_number", NC_ ("field", "Tax number"), CRM_KIND_TEXT,
    CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED | CRM_FIELD_KEY | CRM_FIELD_LISTED | CRM_FIELD_MATCH,
    REQUISITES,
    .aliases = "inn|nip|edrpou|vat number|id number|vat|tax id|инн|єдрпоу|едрпоу|рнокпп|нип",
    .check = crm_check_company_tax_number, .hint = NC_ ("hint", "ИНН, ЄДРПОУ or РНОКПП, NIP") },
  { "registration_number", NC_ ("field", "Registration number"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED,
    REQUISITES, .aliases = "ogrn|ogrnip|regon|огрн|огрнип",
    .hint = NC_ ("hint", "ОГРН or ОГРНИП, REGON") },
  { "kpp", NC_ ("field", "Branch code (КПП)"), CRM_KIND_TEXT, CRM_FIELD_NAMES, REQUISITES,
    .aliases = "кпп" },
  { "okpo", NC_ ("field", "Statistics code (ОКПО)"), CRM_KIND_TEXT, 0, REQUISITES,
    .aliases = "окпо" },
  { "okved", NC_ ("field", "Kind of activity (ОКВЭД, PKD)"), CRM_KIND_TEXT, 0, REQUISITES,
    .aliases = "оквэд|pkd|квед" },
  { "vat_number", NC_ ("field", "VAT payer's number (ІПН, EU VAT)"), CRM_KIND_TEXT, 0, REQUISITES,
    .aliases = "ipn|іпн|ипн" },
  { "krs", NC_ ("field", "Court register (KRS)"), CRM_KIND_TEXT, 0, REQUISITES },
  { "tax_system", NC_ ("field", "Taxation"), CRM_KIND_CHOICE, 0, REQUISITES, .choices = tax_systems,
    .aliases = "налогообложение|оподаткування|opodatkowanie" },
  { "vat_exemption", NC_ ("field", "Why without VAT"), CRM_KIND_TEXT, 0, REQUISITES,
    .hint = NC_ ("hint", "The article of the law, as e-invoices want it") },
  { "legal_address", NC_ ("field", "Legal address"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED, REQUISITES,
    .aliases = "address|billing address|billing street|street|address line 1|юридический "
               "адрес|юридический адрес "
               "партнера|адрес|адреса|"
               "юридична адреса|adres|adres siedziby" },
  { "postal_address", NC_ ("field", "Postal address"), CRM_KIND_TEXT, 0, REQUISITES,
    .aliases = "postal_address|shipping address|shipping street|почтовый адрес|поштова "
               "адреса|adres korespondencyjny" },
  { "director", NC_ ("field", "Director"), CRM_KIND_TEXT, CRM_FIELD_SEARCHED, PEOPLE,
    .aliases = "director|ceo|директор|руководитель|керівник|prezes" },
  { "director_post", NC_ ("field", "Director's position"), CRM_KIND_TEXT, 0, PEOPLE,
    .aliases = "должность руководителя|посада керівника" },
  { "director_basis", NC_ ("field", "Acts on the basis of"), CRM_KIND_TEXT, 0, PEOPLE,
    .aliases = "на основании|діє на підставі" },
  { "accountant", NC_ ("field", "Chief accountant"), CRM_KIND_TEXT, 0, PEOPLE,
    .aliases = "главный бухгалтер|головний бухгалтер|główny księgowy" },
  { "releaser", NC_ ("field", "Releases the goods"), CRM_KIND_TEXT, 0, PEOPLE },
  { "logo", NC_ ("field", "Logo"), CRM_KIND_FILE, 0, PEOPLE, .target = "file" },
  { "stamp", NC_ ("field", "Stamp"), CRM_KIND_FILE, 0, PEOPLE, .target = "file" },
  { "director_signature", NC_ ("field", "Director's signature"), CRM_KIND_FILE, 0, PEOPLE,
    .target = "file" },
  { "accountant_signature", NC_ ("field", "Accountant's signature"), CRM_KIND_FILE, 0, PEOPLE,
    .target = "file" },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE, 0, NC_ ("group", "Figures"),
    .choices = crm_currencies, .aliases = "customer currency|currency code|валюта|waluta" },
  { "payment_days", NC_ ("field", "Days to pay"), CRM_KIND_INTEGER, 0, NC_ ("group", "Figures"),
    .aliases = "payment terms|отсрочка|termin płatności" },
  { "price_list", NC_ ("field", "Prices"), CRM_KIND_CHOICE, 0, NC_ ("group", "Figures"),
    .choices = price_lists },
  { "discount", NC_ ("field", "Discount"), CRM_KIND_PERCENT, 0, NC_ ("group", "Figures"),
    .aliases = "скидка|знижка|rabat" },
  { "revenue", NC_ ("field", "Yearly revenue"), CRM_KIND_MONEY, 0, NC_ ("group", "Figures"),
    .aliases = "annual revenue|выручка|виручка|przychód" },
  { "employees", NC_ ("field", "Employees"), CRM_KIND_INTEGER, 0, NC_ ("group", "Figures"),
    .aliases = "staff|headcount|сотрудников|працівників|pracowników" },
  { "founded", NC_ ("field", "Year founded"), CRM_KIND_INTEGER, 0, NC_ ("group", "Figures"),
    .aliases = "year_established|established|founded|год основания|рік заснування|rok założenia" },
  { "end_reason", NC_ ("field", "Reason of the end"), CRM_KIND_REFERENCE, 0,
    NC_ ("group", "End of cooperation"), .target = "choice", .list = "end_reason" },
  { "end_date", NC_ ("field", "Date of the end"), CRM_KIND_DATE, 0,
    NC_ ("group", "End of cooperation") },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, CRM_FIELD_SEARCHED, NC_ ("group", "Remark"),
    .aliases = "notes|comment|comments|description|details|public notes|private "
               "notes|примечание|комментарий|примітка|uwagi|opis" },
  { "external_id", NC_ ("field", "Number elsewhere"), CRM_KIND_TEXT,
    CRM_FIELD_INDEXED | CRM_FIELD_KEY, NC_ ("group", "Record"),
    .aliases = "id|company_id|account_id|external id" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_company = {
  .code = 10,
  .name = "company",
  .label = NC_ ("entity", "Company"),
  .label_plural = NC_ ("entity", "Companies"),
  .label_new = NC_ ("entity", "New company"),
  .purpose = NC_ ("purpose",
                  "Clients, partners, competitors and your own companies, with their requisites."),
  .icon = "building-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .sort = "name",
  .segment_path = "segment",
  .cards = "sale|messages|payments",
};

static const CrmChoice address_kinds[] = {
  { "delivery", NC_ ("choice", "Delivery") },
  { "office", NC_ ("choice", "Office") },
  { "warehouse", NC_ ("choice", "Warehouse") },
  { "other", NC_ ("choice", "Other") },
  { NULL },
};

static const CrmField address_fields[] = {
  { "address", NC_ ("field", "Address"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "kind", NC_ ("field", "Kind"), CRM_KIND_CHOICE, CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE,
    .choices = address_kinds, .initial = "delivery" },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED, .target = "company" },
  { "postal_code", NC_ ("field", "Postal code"), CRM_KIND_TEXT, CRM_FIELD_LISTED },
  { "city", NC_ ("field", "City"), CRM_KIND_TEXT, CRM_FIELD_LISTED },
  { "country", NC_ ("field", "Country"), CRM_KIND_CHOICE, 0, .choices = crm_countries },
  { "note", NC_ ("field", "Remark"), CRM_KIND_TEXT, CRM_FIELD_LISTED },
};

const CrmEntity crm_entity_address = {
  .code = 11,
  .name = "address",
  .label = NC_ ("entity", "Address"),
  .label_plural = NC_ ("entity", "Addresses"),
  .label_new = NC_ ("entity", "New address"),
  .purpose = NC_ ("purpose", "Where a company works, stores and receives."),
  .icon = "mark-location-symbolic",
  .fields = address_fields,
  .n_fields = G_N_ELEMENTS (address_fields),
  .sort = "address",
  .no_search = TRUE,
};

static char *
check_account (CrmRecord *record, const CrmField *field)
{
  const char *account = crm_record_get_text (record, "account");
  const char *bic = crm_record_get_text (record, "bic");
  if (account == NULL)
    return NULL;
  if (g_ascii_isalpha (account[0])) {
    if (!crm_check_iban (account))
      return g_strdup (_ ("The check digits of this IBAN do not fit"));
  } else if (bic != NULL && !crm_check_ru_account (account, bic))
    return g_strdup (_ ("The account number does not fit this bank code (БИК)"));
  return NULL;
}

static const CrmField account_fields[] = {
  { "account", NC_ ("field", "Account number"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED, .check = check_account,
    .hint = NC_ ("hint", "20 digits in Russia, IBAN elsewhere") },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED, .target = "company" },
  { "bank", NC_ ("field", "Bank"), CRM_KIND_TEXT, CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE },
  { "bic", NC_ ("field", "Bank code (БИК, SWIFT)"), CRM_KIND_TEXT, CRM_FIELD_LISTED },
  { "corr_account", NC_ ("field", "Correspondent account"), CRM_KIND_TEXT, CRM_FIELD_LISTED },
  { "city", NC_ ("field", "City"), CRM_KIND_TEXT, 0 },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE, CRM_FIELD_LISTED,
    .choices = crm_currencies },
  { "main", NC_ ("field", "Main account"), CRM_KIND_YES_NO, CRM_FIELD_LISTED, .initial = "yes" },
  { "split_vat", NC_ ("field", "VAT account"), CRM_KIND_YES_NO, 0, .initial = "no" },
};

const CrmEntity crm_entity_bank_account = {
  .code = 12,
  .name = "bank_account",
  .label = NC_ ("entity", "Bank account"),
  .label_plural = NC_ ("entity", "Bank accounts"),
  .label_new = NC_ ("entity", "New bank account"),
  .purpose = NC_ ("purpose", "Where a company is paid; the main one is printed on invoices."),
  .icon = "wallet-symbolic",
  .fields = account_fields,
  .n_fields = G_N_ELEMENTS (account_fields),
  .sort = "account",
  .no_search = TRUE,
};
