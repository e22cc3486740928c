/* Contact: a person at a client's, or a client who is a person. */
#include "config.h"

#include "entities.h"

#define REACH NC_ ("group", "Contact details")

static const CrmField fields[] = {
  { "name", NC_ ("field", "Person's name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED |
        CRM_FIELD_LISTED | CRM_FIELD_NAMES | CRM_FIELD_MATCH,
    .aliases = "name|название|назва|nazwa|full name|display name|contact "
               "name|contact|фио|имя|контакт|контактное "
               "лицо|піб|контактна особа|"
               "imię i nazwisko|osoba kontaktowa|kontakt" },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_NAMES, .target = "company",
    .aliases = "company_name|account|organization|organisation|organization 1 - "
               "name|employer|компания|организация|компанія|"
               "організація|firma|nazwa_firmy" },
  { "post", NC_ ("field", "Position"), CRM_KIND_TEXT, CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE,
    .aliases = "job title|position|organization 1 - title|title|должность|посада|stanowisko" },
  { "last_name", NC_ ("field", "Last name"), CRM_KIND_TEXT, 0,
    .aliases = "last_name|surname|family name|фамилия|прізвище|nazwisko" },
  { "first_name", NC_ ("field", "First name"), CRM_KIND_TEXT, 0,
    .aliases = "first_name|given name|имя|ім'я|imie|imię" },
  { "middle_name", NC_ ("field", "Middle name"), CRM_KIND_TEXT, 0,
    .aliases = "middle_name|additional name|patronymic|отчество|по батькові|drugie imię" },
  { "phone", NC_ ("field", "Phone"), CRM_KIND_PHONE,
    CRM_FIELD_SEARCHED | CRM_FIELD_LISTED | CRM_FIELD_MATCH, REACH,
    .aliases = "phone_work|work phone|business phone|telephone|phone number|phone 1 - "
               "value|телефон|telefon" },
  { "mobile", NC_ ("field", "Mobile phone"), CRM_KIND_PHONE, CRM_FIELD_SEARCHED | CRM_FIELD_MATCH,
    REACH,
    .aliases = "mobile phone|mobile number|cell|home mobile|phone_home|home "
               "phone|phone_other|phone 2 - value|мобильный|мобильный "
               "телефон|мобільний|"
               "telefon komórkowy" },
  { "email", NC_ ("field", "E-mail"), CRM_KIND_EMAIL,
    CRM_FIELD_SEARCHED | CRM_FIELD_LISTED | CRM_FIELD_KEY | CRM_FIELD_MATCH, REACH,
    .aliases = "email_work|e-mail|primary email|e-mail address|e-mail 1 - "
               "value|mail|почта|электронная почта|пошта|"
               "електронна пошта",
    .check = crm_check_email_field },
  { "email_2", NC_ ("field", "Second e-mail"), CRM_KIND_EMAIL, CRM_FIELD_SEARCHED | CRM_FIELD_MATCH,
    REACH, .aliases = "email_home|secondary email|e-mail 2 address|e-mail 2 - value|email_other",
    .check = crm_check_email_field },
  { "messenger", NC_ ("field", "Messenger"), CRM_KIND_TEXT, 0, REACH,
    .aliases = "telegram|viber|whatsapp|screen name|мессенджер|месенджер|komunikator" },
  { "website", NC_ ("field", "Website"), CRM_KIND_LINK, 0, REACH,
    .aliases = "linkedin_url|web page|web page 1|website 1 - value|сайт|strona" },
  { "address", NC_ ("field", "Address"), CRM_KIND_TEXT, 0, REACH,
    .aliases =
        "work address|home address|business street|address 1 - formatted|адрес|адреса|adres" },
  { "birthday", NC_ ("field", "Birthday"), CRM_KIND_DATE, 0, NC_ ("group", "Relations"),
    .aliases = "birth date|date of birth|дата рождения|дата народження|data urodzenia" },
  { "status", NC_ ("field", "Status"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    NC_ ("group", "Relations"), .target = "choice", .list = "contact_status", .aliases = "статус" },
  { "source", NC_ ("field", "Source"), CRM_KIND_REFERENCE, 0, NC_ ("group", "Relations"),
    .target = "choice", .list = "source", .aliases = "lead source|источник|джерело|źródło" },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    NC_ ("group", "Relations"), .target = "person", .initial = "me",
    .aliases = "sales|owner|менеджер|ответственный|відповідальний|opiekun" },
  { "tags", NC_ ("field", "Tags"), CRM_KIND_TAGS, 0, NC_ ("group", "Relations"),
    .aliases = "tag|labels|метки|теги|tagi" },
  { "next_activity", NC_ ("field", "Next activity"), CRM_KIND_DATE,
    CRM_FIELD_READ_ONLY | CRM_FIELD_DUE, NC_ ("group", "Relations") },
  { "last_activity", NC_ ("field", "Last activity"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY,
    NC_ ("group", "Relations") },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, CRM_FIELD_SEARCHED, NC_ ("group", "Relations"),
    .aliases = "notes|background|comment|comments|примечание|примітка|uwagi" },
  { "external_id", NC_ ("field", "Number elsewhere"), CRM_KIND_TEXT,
    CRM_FIELD_KEY | CRM_FIELD_INDEXED, NC_ ("group", "Record"), .aliases = "id|contact_id" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_contact = {
  .code = 13,
  .name = "contact",
  .label = NC_ ("entity", "Contact"),
  .label_plural = NC_ ("entity", "Contacts"),
  .label_new = NC_ ("entity", "New contact"),
  .purpose = NC_ ("purpose", "The people you call and write to, and clients who are persons."),
  .icon = "contact-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .named_after = "last_name+first_name+middle_name|email",
  .sort = "name",
  .segment_path = "company.segment",
};
