/* Deal: one attempt to sell one thing to one client; its pipeline and stages; the moves between
 * them. */
#include "config.h"

#include <inttypes.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-working-time.h"
#include "entities.h"

/* A term longer than that is a slip of the keys. */
#define MOST_WORK_DAYS 10000

static const CrmField pipeline_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, CRM_FIELD_LISTED, .initial = "0" },
  { "active", NC_ ("field", "In use"), CRM_KIND_YES_NO, CRM_FIELD_LISTED, .initial = "yes" },
};

const CrmEntity crm_entity_pipeline = {
  .code = 15,
  .name = "pipeline",
  .label = NC_ ("entity", "Pipeline"),
  .label_plural = NC_ ("entity", "Pipelines"),
  .label_new = NC_ ("entity", "New pipeline"),
  .purpose = NC_ ("purpose", "The ways your deals go, each with stages of its own."),
  .icon = "funnel-symbolic",
  .fields = pipeline_fields,
  .n_fields = G_N_ELEMENTS (pipeline_fields),
  .sort = "position",
  .no_search = TRUE,
};

static const CrmChoice outcomes[] = {
  { "open", NC_ ("choice", "In work"), "accent" },
  { "won", NC_ ("choice", "Won"), "success",
    "closed won|closedwon|success|успешно реализовано|выиграна|выиграно|виграна|виграно|успішно|"
    "wygrana|wygrane|sprzedane" },
  { "lost", NC_ ("choice", "Lost"), "error",
    "closed lost|closedlost|failed|закрыто и не реализовано|проиграна|проиграно|отказ|програна|"
    "програно|відмова|przegrana|przegrane|stracone" },
  { NULL },
};

/* A new stage stands last of its kind: what is in work before what is won or lost. */
static gboolean
prepare_stage (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (old != NULL || !crm_record_is_empty (record, "position"))
    return TRUE;
  return crm_place_last (record, "pipeline", "outcome", database, error);
}

static const CrmField stage_fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED | CRM_FIELD_NAMES },
  { "pipeline", NC_ ("field", "Pipeline"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_LISTED | CRM_FIELD_NAMES,
    .target = "pipeline" },
  { "position", NC_ ("field", "Order"), CRM_KIND_INTEGER, CRM_FIELD_LISTED },
  { "outcome", NC_ ("field", "Meaning"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = outcomes, .initial = "open" },
  { "probability", NC_ ("field", "Probability"), CRM_KIND_PERCENT, CRM_FIELD_LISTED,
    .initial = "50" },
  { "stale_days", NC_ ("field", "Stale after days"), CRM_KIND_INTEGER, CRM_FIELD_LISTED },
  { "colour", NC_ ("field", "Colour"), CRM_KIND_CHOICE, CRM_FIELD_LISTED, .choices = crm_colours,
    .initial = "accent" },
};

const CrmEntity crm_entity_stage = {
  .code = 16,
  .name = "stage",
  .label = NC_ ("entity", "Stage"),
  .label_plural = NC_ ("entity", "Stages"),
  .label_new = NC_ ("entity", "New stage"),
  .purpose = NC_ ("purpose", "The steps of a deal from the first word to the payment."),
  .icon = "view-columns-symbolic",
  .fields = stage_fields,
  .n_fields = G_N_ELEMENTS (stage_fields),
  .prepare = prepare_stage,
  .sort = "position",
  .no_search = TRUE,
};

/* Read alone and not with its record: a load asks for every deal. */
static gboolean
read_is_open (CrmDatabase *database, gint64 stage, gboolean *open, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "SELECT outcome FROM stage WHERE id = ?1", error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_integer (statement, 1, stage);
  if (!crm_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no %s %" PRId64),
                 crm_entity_stage.name, stage);
    return FALSE;
  }
  *open = g_strcmp0 (crm_statement_get_text (statement, 0), "open") == 0;
  return TRUE;
}

/* The moment a deal came to its stage, and the day it was won or lost. A deal that brings dates of
 * its own, from an import, came to its stage when it was closed or opened. */
static gboolean
stamp_stage (CrmRecord *record, CrmRecord *old, CrmDatabase *database, GError **error)
{
  gint64 moment = crm_record_get_integer (record, "changed");
  const char *from;
  gboolean open;

  if (old != NULL &&
      crm_record_get_integer (old, "stage") == crm_record_get_integer (record, "stage"))
    return TRUE;
  if (!read_is_open (database, crm_record_get_integer (record, "stage"), &open, error))
    return FALSE;
  if (open)
    crm_record_clear_field (record, "closed");
  else if (crm_record_is_empty (record, "closed"))
    crm_record_set_integer (record, "closed", crm_moment_to_date (moment));
  if (old == NULL && !crm_record_is_empty (record, "stage_since"))
    return TRUE;
  from = open ? "opened" : "closed";
  if (old == NULL && !crm_record_is_empty (record, from)) {
    gint64 date = crm_record_get_integer (record, from);
    if (date != crm_moment_to_date (moment))
      moment = crm_moment_from_date (date);
  }
  crm_record_set_integer (record, "stage_since", moment);
  return TRUE;
}

/* Says why a date that was typed does not stand. */
static char *
check_next_activity (CrmRecord *record, const CrmField *field)
{
  int planned = crm_entity_field_index (crm_record_get_entity (record), "planned_activity");
  g_autofree char *date = NULL;

  if (crm_record_is_empty (record, "planned_activity") ||
      crm_record_get_integer (record, "planned_activity") ==
          crm_record_get_integer (record, "next_activity"))
    return NULL;
  date = crm_record_format (record, planned);
  /* Translators: %s is a date */
  return g_strdup_printf (_ ("The date of the open task. Without it %s is planned."), date);
}

static gboolean
is_changed (CrmRecord *record, CrmRecord *old, const char *field)
{
  int index = crm_entity_field_index (crm_record_get_entity (record), field);

  return old == NULL ? !crm_record_is_empty (record, field)
                     : !crm_value_equal (crm_record_get_value (record, index),
                                         crm_record_get_value (old, index));
}

/* The day on which the term of the contract is over; the day of the beginning is its first. Whoever
 * sets another day has it so until the term or the beginning moves. */
static void
plan_finish (CrmRecord *record, CrmRecord *old, CrmDatabase *database)
{
  gint64 days = crm_record_get_integer (record, "work_days");
  g_autoptr (CrmWorkingCalendar) calendar = NULL;

  if (days < 1 || days > MOST_WORK_DAYS || crm_record_is_empty (record, "planned_start") ||
      is_changed (record, old, "planned_finish") ||
      !(is_changed (record, old, "planned_start") || is_changed (record, old, "work_days")))
    return;
  calendar = crm_working_time_load (database);
  crm_record_set_integer (
      record, "planned_finish",
      crm_working_calendar_add_days (calendar, crm_record_get_integer (record, "planned_start") - 1,
                                     (int) days));
}

/* A deal without a stage begins at the first. */
static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  if (crm_record_is_empty (record, "stage")) {
    gint64 stage;
    if (!crm_database_query_integer (
            database,
            "SELECT stage.id FROM stage JOIN pipeline ON pipeline.id = stage.pipeline"
            " ORDER BY pipeline.position, pipeline.id, stage.position, stage.id LIMIT 1",
            0, &stage, error))
      return FALSE;
    if (stage != 0)
      crm_record_set_integer (record, "stage", stage);
  }
  plan_finish (record, old, database);
  return crm_record_is_empty (record, "stage") || stamp_stage (record, old, database, error);
}

/* Won or lost: the day was stamped with the stage. */
static gboolean
is_settled (CrmRecord *record)
{
  return !crm_record_is_empty (record, "closed");
}

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED |
        CRM_FIELD_LISTED,
    .aliases = "deal|deal name|opportunity|opportunity "
               "name|leads|subject|сделка|название|угода|назва|transakcja|szansa|nazwa" },
  { "company", NC_ ("field", "Company"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_SUBTITLE | CRM_FIELD_PARTY,
    .target = "company",
    .aliases = "account|account "
               "name|client|customer|organization|клиент|компания|контрагент|клієнт|компанія|"
               "klient|firma" },
  { "contact", NC_ ("field", "Contact"), CRM_KIND_REFERENCE, CRM_FIELD_PARTY, .target = "contact",
    .aliases = "contact name|person|контакт|kontakt" },
  { "product", NC_ ("field", "Product"), CRM_KIND_REFERENCE, 0, .target = "product",
    .aliases = "product name|item|товар|продукт|услуга|послуга|produkt|usługa" },
  { "stage", NC_ ("field", "Stage"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .target = "stage",
    .aliases = "deal_stage|status|этап|стадия|етап|стадія|etap" },
  { "value", NC_ ("field", "Value"), CRM_KIND_MONEY, CRM_FIELD_LISTED,
    .aliases = "close_value|amount|sum|price|сумма|стоимость|сума|вартість|kwota|wartość" },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE, 0, .choices = crm_currencies,
    .aliases = "валюта|waluta" },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .target = "person", .initial = "me",
    .aliases =
        "sales_agent|owner|agent|sales|менеджер|ответственный|відповідальний|opiekun|handlowiec" },
  { "source", NC_ ("field", "Source"), CRM_KIND_REFERENCE, 0, .target = "choice", .list = "source",
    .aliases = "lead source|источник|джерело|źródło" },
  { "campaign", NC_ ("field", "Campaign"), CRM_KIND_REFERENCE, CRM_FIELD_INDEXED,
    .target = "campaign", .aliases = "campaign name|кампания|кампанія|kampania" },
  { "opened", NC_ ("field", "Opened"), CRM_KIND_DATE, CRM_FIELD_LISTED, NC_ ("group", "Dates"),
    .initial = "today",
    .aliases =
        "engage_date|create date|open date|дата начала|дата создания|дата початку|data otwarcia" },
  { "expected_close", NC_ ("field", "Expected to close"), CRM_KIND_DATE,
    CRM_FIELD_LISTED | CRM_FIELD_DUE, NC_ ("group", "Dates"),
    .aliases = "expected close date|плановая дата|планова дата|planowane zamknięcie" },
  { "closed", NC_ ("field", "Closed"), CRM_KIND_DATE, 0, NC_ ("group", "Dates"),
    .aliases = "close_date|closed date|дата закрытия|дата закриття|data zamknięcia" },
  { "next_activity", NC_ ("field", "Next activity"), CRM_KIND_DATE,
    CRM_FIELD_LISTED | CRM_FIELD_DUE | CRM_FIELD_INDEXED, NC_ ("group", "Dates"),
    .aliases = "next step date|следующий шаг|наступний крок|następny krok",
    .check = check_next_activity },
  { "planned_activity", NC_ ("field", "Planned activity"), CRM_KIND_DATE,
    CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN, NC_ ("group", "Dates") },
  { "last_activity", NC_ ("field", "Last activity"), CRM_KIND_MOMENT,
    CRM_FIELD_READ_ONLY | CRM_FIELD_INDEXED, NC_ ("group", "Dates") },
  { "stage_since", NC_ ("field", "On this stage since"), CRM_KIND_MOMENT, CRM_FIELD_READ_ONLY,
    NC_ ("group", "Dates") },
  { "work_days", NC_ ("field", "Term, working days"), CRM_KIND_INTEGER, 0, NC_ ("group", "Work"),
    .hint = NC_ ("hint", "How long the contract gives for the work") },
  { "planned_start", NC_ ("field", "Planned start"), CRM_KIND_DATE, 0, NC_ ("group", "Work") },
  { "planned_finish", NC_ ("field", "Planned finish"), CRM_KIND_DATE, 0, NC_ ("group", "Work"),
    .hint = NC_ ("hint", "Follows from the start and the term") },
  { "lost_reason", NC_ ("field", "Reason of loss"), CRM_KIND_REFERENCE, 0, NC_ ("group", "Result"),
    .target = "choice", .list = "lost_reason",
    .aliases = "loss reason|причина отказа|причина втрати|powód utraty" },
  { "tags", NC_ ("field", "Tags"), CRM_KIND_TAGS, 0, NC_ ("group", "Result"),
    .aliases = "tag|метки|теги|tagi" },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, CRM_FIELD_SEARCHED, NC_ ("group", "Result"),
    .aliases = "notes|description|comment|примечание|описание|примітка|опис|uwagi|opis" },
  { "external_id", NC_ ("field", "Number elsewhere"), CRM_KIND_TEXT,
    CRM_FIELD_SEARCHED | CRM_FIELD_KEY | CRM_FIELD_INDEXED, NC_ ("group", "Record"),
    .aliases = "opportunity_id|deal_id|id" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_deal = {
  .code = 17,
  .name = "deal",
  .label = NC_ ("entity", "Deal"),
  .label_plural = NC_ ("entity", "Deals"),
  .label_new = NC_ ("entity", "New deal"),
  .purpose = NC_ (
      "purpose", "Each attempt to sell something to somebody, from the first word to the payment."),
  .icon = "funnel-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .prepare = prepare,
  .is_settled = is_settled,
  .named_after = "product|company|contact|external_id",
  .sort = "name",
  .segment_path = "company.segment",
  .group_path = "product.group",
  .cards = "sale|messages",
};

static const CrmField move_fields[] = {
  { "deal", NC_ ("field", "Deal"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_TITLE | CRM_FIELD_INDEXED | CRM_FIELD_LISTED |
        CRM_FIELD_BOUND,
    .target = "deal" },
  { "stage", NC_ ("field", "Stage"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_OWNER, .target = "stage" },
  { "entered", NC_ ("field", "Entered"), CRM_KIND_MOMENT, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED },
  { "left", NC_ ("field", "Left"), CRM_KIND_MOMENT, CRM_FIELD_LISTED },
  { "next_stage", NC_ ("field", "Went on to"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    .target = "stage" },
};

const CrmEntity crm_entity_stage_move = {
  .code = 18,
  .name = "stage_move",
  .label = NC_ ("entity", "Stay on a stage"),
  .label_plural = NC_ ("entity", "Stays on stages"),
  .icon = "funnel-symbolic",
  .fields = move_fields,
  .n_fields = G_N_ELEMENTS (move_fields),
  .sort = "-entered",
  .internal = TRUE,
  .no_search = TRUE,
};
