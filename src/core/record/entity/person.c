/* Person: whoever works in the company and can be responsible for something. */
#include "config.h"

#include "entities.h"

static const CrmChoice roles[] = {
  { "seller", NC_ ("choice", "Seller"), "accent" },
  { "head", NC_ ("choice", "Head of sales"), "success" },
  { "project_manager", NC_ ("choice", "Project manager"), "neutral" },
  { "office_manager", NC_ ("choice", "Office manager"), "neutral" },
  { "accountant", NC_ ("choice", "Accountant"), "neutral" },
  { "administrator", NC_ ("choice", "Administrator"), "neutral" },
  { NULL },
};

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED |
        CRM_FIELD_LISTED | CRM_FIELD_NAMES,
    .aliases =
        "sales_agent|agent|employee|manager name|full name|сотрудник|менеджер|фио|співробітник|"
        "піб|pracownik|imię i nazwisko" },
  { "role", NC_ ("field", "Role"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, .choices = roles,
    .initial = "seller", .aliases = "роль|rola" },
  { "post", NC_ ("field", "Position"), CRM_KIND_TEXT, CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE,
    .aliases = "position|job title|title|должность|посада|stanowisko" },
  { "supervisor", NC_ ("field", "Supervisor"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    .target = "person",
    .aliases = "manager|head|boss|руководитель|начальник|керівник|przełożony|kierownik" },
  { "office", NC_ ("field", "Office"), CRM_KIND_TEXT, CRM_FIELD_LISTED,
    .aliases =
        "regional_office|region|department|branch|офис|филиал|отдел|офіс|відділ|biuro|oddział" },
  { "phone", NC_ ("field", "Phone"), CRM_KIND_PHONE, CRM_FIELD_SEARCHED | CRM_FIELD_LISTED,
    .aliases = "telephone|mobile|телефон|telefon" },
  { "email", NC_ ("field", "E-mail"), CRM_KIND_EMAIL,
    CRM_FIELD_SEARCHED | CRM_FIELD_LISTED | CRM_FIELD_KEY,
    .aliases = "e-mail|mail|почта|электронная почта|пошта|електронна пошта",
    .check = crm_check_email_field },
  { "hourly_cost", NC_ ("field", "Cost of an hour"), CRM_KIND_MONEY, 0,
    .aliases = "hourly cost|rate" },
  { "active", NC_ ("field", "Works here"), CRM_KIND_YES_NO, 0, .initial = "yes" },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, 0,
    .aliases = "notes|comment|примечание|примітка|uwagi" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_person = {
  .code = 1,
  .name = "person",
  .label = NC_ ("entity", "Person"),
  .label_plural = NC_ ("entity", "Persons"),
  .label_new = NC_ ("entity", "New person"),
  .purpose =
      NC_ ("purpose",
           "The people of your company: whoever sells, leads or can be responsible for something."),
  .icon = "avatar-default-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .sort = "name",
};
