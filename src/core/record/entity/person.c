/* Person: whoever works in the company and can be responsible for something; and the segments and
 * product groups that a person works on. */
#include "config.h"

#include "crm-error.h"
#include "entities.h"

/* Above so many there is a ring, or nobody would know their own chief. */
#define MOST_RANKS 1000

static gint64
get_supervisor (CrmDatabase *database, gint64 person)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT supervisor FROM person WHERE id = %" G_GINT64_FORMAT, person);
  gint64 supervisor;

  return crm_database_query_integer (database, sql, 0, &supervisor, NULL) ? supervisor : 0;
}

/* Nobody leads those who lead them. */
static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  gint64 id = old != NULL ? crm_record_get_id (record) : 0;
  gint64 above = crm_record_get_integer (record, "supervisor");

  if (id == 0)
    return TRUE;
  for (int i = 0; above != 0 && i < MOST_RANKS; i++) {
    if (above == id) {
      gint64 supervisor = crm_record_get_integer (record, "supervisor");
      g_autofree char *chief =
          crm_reference_title (database, crm_entity_find ("person"), supervisor);
      if (supervisor == id)
        g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” cannot be their own supervisor"),
                     crm_record_get_title (record));
      else
        /* Translators: both are names of persons */
        g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                     _ ("“%s” cannot be led by “%s”, who is below them"),
                     crm_record_get_title (record), chief != NULL ? chief : "");
      return FALSE;
    }
    above = get_supervisor (database, above);
  }
  return TRUE;
}

const CrmChoice crm_roles[] = {
  { "seller", NC_ ("choice", "Seller"), "accent" },
  { "head", NC_ ("choice", "Head of sales"), "success" },
  { "project_manager", NC_ ("choice", "Project manager"), "neutral" },
  { "office_manager", NC_ ("choice", "Office manager"), "neutral" },
  { "accountant", NC_ ("choice", "Accountant"), "neutral" },
  { "administrator", NC_ ("choice", "Administrator"), "neutral" },
  { NULL },
};

static const CrmField fields[] = {
  { "name", NC_ ("field", "Person's name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED |
        CRM_FIELD_LISTED | CRM_FIELD_NAMES,
    .aliases = "name|название|назва|nazwa|sales_agent|agent|employee|manager name|full "
               "name|сотрудник|менеджер|фио|співробітник|"
               "піб|pracownik|imię i nazwisko" },
  { "role", NC_ ("field", "Role"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, .choices = crm_roles,
    .initial = "seller", .aliases = "роль|rola" },
  { "post", NC_ ("field", "Position"), CRM_KIND_TEXT, CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE,
    .aliases = "position|job title|title|должность|посада|stanowisko" },
  { "supervisor", NC_ ("field", "Supervisor"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    .target = "person",
    .aliases = "manager|head|boss|руководитель|начальник|керівник|przełożony|kierownik" },
  { "office", NC_ ("field", "Office"), CRM_KIND_TEXT, CRM_FIELD_LISTED,
    .aliases = "regional_office|department|branch|офис|филиал|отдел|офіс|відділ|biuro|oddział" },
  { "phone", NC_ ("field", "Phone"), CRM_KIND_PHONE, CRM_FIELD_SEARCHED | CRM_FIELD_LISTED,
    .aliases = "telephone|mobile|телефон|telefon" },
  { "email", NC_ ("field", "E-mail"), CRM_KIND_EMAIL,
    CRM_FIELD_SEARCHED | CRM_FIELD_LISTED | CRM_FIELD_KEY,
    .aliases = "e-mail|mail|почта|электронная почта|пошта|електронна пошта",
    .check = crm_check_email_field },
  { "hourly_cost", NC_ ("field", "Cost of an hour"), CRM_KIND_MONEY, 0,
    .aliases = "hourly cost|rate" },
  { "month_plan", NC_ ("field", "Sales plan for a month"), CRM_KIND_MONEY, 0,
    .aliases = "plan|quota|план продаж|план продажів|plan sprzedaży" },
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
  .prepare = prepare,
  .sort = "name",
  .cards = "work",
};

static const CrmField segment_fields[] = {
  { "segment", NC_ ("field", "Segment"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED, .target = "choice",
    .list = "segment" },
  { "person", NC_ ("field", "Person"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_LISTED,
    .target = "person" },
};

const CrmEntity crm_entity_person_segment = {
  .code = 63,
  .name = "person_segment",
  .label = NC_ ("entity", "Segment of a person"),
  .label_plural = NC_ ("entity", "Own segments"),
  .label_new = NC_ ("entity", "Add a segment"),
  .purpose = NC_ ("purpose", "The segments a person works on: the working filter goes by them."),
  .icon = "view-list-symbolic",
  .fields = segment_fields,
  .n_fields = G_N_ELEMENTS (segment_fields),
  .sort = "segment",
  .no_search = TRUE,
  .no_merge = TRUE,
};

static const CrmField group_fields[] = {
  { "group", NC_ ("field", "Product group"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED, .target = "choice",
    .list = "product_group" },
  { "person", NC_ ("field", "Person"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_INDEXED | CRM_FIELD_LISTED,
    .target = "person" },
};

const CrmEntity crm_entity_person_group = {
  .code = 64,
  .name = "person_group",
  .label = NC_ ("entity", "Product group of a person"),
  .label_plural = NC_ ("entity", "Own product groups"),
  .label_new = NC_ ("entity", "Add a product group"),
  .purpose = NC_ ("purpose", "The product groups a person sells: the working filter goes by them."),
  .icon = "view-list-symbolic",
  .fields = group_fields,
  .n_fields = G_N_ELEMENTS (group_fields),
  .sort = "group",
  .no_search = TRUE,
  .no_merge = TRUE,
};
