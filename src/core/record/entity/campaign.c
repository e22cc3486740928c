/* Campaign: deals that have something in common, a product, a season, a promotion, and are planned,
 * led and counted together. */
#include "config.h"

#include "entities.h"

#define MONEY NC_ ("group", "Money")
#define TALK NC_ ("group", "What to say and do")

static const CrmChoice statuses[] = {
  { "planned", NC_ ("campaign", "Planned"), "neutral",
    "draft|new|план|запланирована|запланована|planowana" },
  { "running", NC_ ("campaign", "Running"), "accent",
    "active|in progress|started|идёт|активна|триває|trwa|aktywna" },
  { "finished", NC_ ("campaign", "Finished"), "success",
    "completed|complete|closed|done|завершена|закончена|zakończona" },
  { NULL },
};

static gboolean
is_settled (CrmRecord *record)
{
  return g_strcmp0 (crm_record_get_text (record, "status"), "finished") == 0;
}

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_SEARCHED | CRM_FIELD_INDEXED |
        CRM_FIELD_LISTED | CRM_FIELD_NAMES,
    .aliases = "campaign|campaign name|кампания|название|кампанія|назва|kampania|nazwa" },
  { "status", NC_ ("field", "Status"), CRM_KIND_CHOICE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .choices = statuses,
    .initial = "planned", .aliases = "state|статус|состояние|стан" },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE,
    CRM_FIELD_LISTED | CRM_FIELD_INDEXED, .target = "person", .initial = "me",
    .aliases = "owner|manager|ответственный|відповідальний|opiekun" },
  { "start_date", NC_ ("field", "Start"), CRM_KIND_DATE, CRM_FIELD_LISTED,
    .aliases = "start|begin|начало|початок|rozpoczęcie" },
  { "end_date", NC_ ("field", "End"), CRM_KIND_DATE, CRM_FIELD_LISTED | CRM_FIELD_DUE,
    .aliases = "end|finish|конец|окончание|кінець|завершення|zakończenie" },
  { "goal", NC_ ("field", "Goal"), CRM_KIND_NOTE, CRM_FIELD_SEARCHED,
    .aliases = "target|objective|цель|ціль|мета|cel",
    .hint = NC_ ("hint", "What is to be reached, and how one will know") },
  { "tags", NC_ ("field", "Tags"), CRM_KIND_TAGS, 0, .aliases = "tag|метки|теги|tagi" },
  { "planned_value", NC_ ("field", "Planned value"), CRM_KIND_MONEY, CRM_FIELD_LISTED, MONEY,
    .aliases = "expected revenue|plan|план|плановая сумма|планова сума|planowana wartość",
    .hint = NC_ ("hint", "What the deals are to bring in all") },
  { "budget", NC_ ("field", "Budget"), CRM_KIND_MONEY, CRM_FIELD_LISTED, MONEY,
    .aliases = "cost|бюджет|budżet", .hint = NC_ ("hint", "What the campaign may cost") },
  { "currency", NC_ ("field", "Currency"), CRM_KIND_CHOICE, 0, MONEY, .choices = crm_currencies,
    .aliases = "валюта|waluta" },
  { "rules", NC_ ("field", "Rules of communication"), CRM_KIND_NOTE, CRM_FIELD_SEARCHED, TALK,
    .hint = NC_ ("hint", "Whom to call and when, what to offer, what never to promise") },
  { "texts", NC_ ("field", "Texts"), CRM_KIND_NOTE, CRM_FIELD_SEARCHED, TALK,
    .hint = NC_ ("hint", "Letters and words for calls, ready to be copied") },
  { "note", NC_ ("field", "Remark"), CRM_KIND_NOTE, CRM_FIELD_SEARCHED, TALK,
    .aliases = "notes|description|comment|примечание|описание|примітка|опис|uwagi|opis" },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_campaign = {
  .code = 45,
  .name = "campaign",
  .label = NC_ ("entity", "Campaign"),
  .label_plural = NC_ ("entity", "Campaigns"),
  .label_new = NC_ ("entity", "New campaign"),
  .purpose = NC_ (
      "purpose",
      "Deals that have something in common: a product, a season, a promotion, those once lost."),
  .icon = "megaphone-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .is_settled = is_settled,
  .sort = "name",
  .progress = "deal",
  .cards = "progress",
};
