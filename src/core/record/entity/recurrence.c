/* Recurrence: a document that comes again every month, quarter or year, as a draft or as a
 * reminder.
 */
#include "config.h"

#include "crm-date.h"
#include "crm-error.h"
#include "entities.h"

static const CrmChoice units[] = {
  { "week", NC_ ("recurrence", "Week") },
  { "month", NC_ ("recurrence", "Month") },
  { "quarter", NC_ ("recurrence", "Quarter") },
  { "year", NC_ ("recurrence", "Year") },
  { NULL },
};

static const CrmChoice rests[] = {
  { "same", NC_ ("recurrence", "On that day all the same") },
  { "before", NC_ ("recurrence", "On the working day before") },
  { "after", NC_ ("recurrence", "On the working day after") },
  { NULL },
};

static const CrmChoice deeds[] = {
  { "draft", NC_ ("recurrence", "Make a draft and a task") },
  { "remind", NC_ ("recurrence", "Remind only") },
  { NULL },
};

static const CrmChoice states[] = {
  { "active", NC_ ("recurrence", "Repeats"), "success" },
  { "paused", NC_ ("recurrence", "Paused"), "warning" },
  { "ended", NC_ ("recurrence", "Ended"), "neutral" },
  { NULL },
};

/* Who puts the next one on another day means the later ones too. What comes of itself goes on by
 * `made`, or is moved back to a shorter month's last day, and leaves the wanted day alone. */
static gboolean
is_moved_by_hand (CrmRecord *record, CrmRecord *old)
{
  static const char *const left[] = { "day", "made" };

  for (gsize i = 0; i < G_N_ELEMENTS (left); i++)
    if (crm_record_get_integer (record, left[i]) != crm_record_get_integer (old, left[i]))
      return FALSE;
  return crm_record_get_integer (record, "next") != crm_record_get_integer (old, "next");
}

/* The day that is wanted is the day of the next one unless it is said. */
static gboolean
prepare (CrmRecord *record, CrmRecord *old, gpointer database, GError **error)
{
  gint64 every = crm_record_get_integer (record, "every");
  gint64 day = crm_record_get_integer (record, "day");
  int of_month;

  if (every < 1 || every > 99) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("It repeats every 1 to 99 weeks, months, quarters or years"));
    return FALSE;
  }
  if (crm_record_is_empty (record, "day") || (old != NULL && is_moved_by_hand (record, old))) {
    crm_date_to_ymd (crm_record_get_integer (record, "next"), NULL, NULL, &of_month);
    crm_record_set_integer (record, "day", of_month);
  } else if (day < 1 || day > 31) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("The day is 1 to 31; 31 is the last one of every month"));
    return FALSE;
  }
  if (!crm_record_is_empty (record, "times") && crm_record_get_integer (record, "times") < 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("“Times still” must not be less than zero"));
    return FALSE;
  }
  return TRUE;
}

static gboolean
is_settled (CrmRecord *record)
{
  return g_strcmp0 (crm_record_get_text (record, "state"), "active") != 0;
}

#define WHEN NC_ ("group", "When")
#define SO_FAR NC_ ("group", "So far")

static const CrmField fields[] = {
  { "name", NC_ ("field", "Name"), CRM_KIND_TEXT,
    CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_LISTED },
  { "document", NC_ ("field", "What is repeated"), CRM_KIND_REFERENCE,
    CRM_FIELD_REQUIRED | CRM_FIELD_OWNER | CRM_FIELD_LISTED | CRM_FIELD_INDEXED,
    .target = "document" },
  { "state", NC_ ("field", "State"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    .choices = states, .initial = "active" },
  { "deed", NC_ ("field", "What happens"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, .choices = deeds,
    .initial = "draft" },
  { "responsible", NC_ ("field", "Responsible"), CRM_KIND_REFERENCE, CRM_FIELD_LISTED,
    .target = "person", .initial = "me" },
  { "every", NC_ ("field", "Every"), CRM_KIND_INTEGER, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED, WHEN,
    .initial = "1" },
  { "unit", NC_ ("field", "Unit of time"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED | CRM_FIELD_LISTED,
    WHEN, .choices = units, .initial = "month" },
  { "next", NC_ ("field", "Next on"), CRM_KIND_DATE,
    CRM_FIELD_REQUIRED | CRM_FIELD_LISTED | CRM_FIELD_INDEXED | CRM_FIELD_DUE, WHEN,
    .initial = "today" },
  { "day", NC_ ("field", "Day of the month"), CRM_KIND_INTEGER, 0, WHEN,
    .hint = NC_ ("hint", "1 to 31; 31 is the last day") },
  { "rest", NC_ ("field", "On a day off"), CRM_KIND_CHOICE, CRM_FIELD_REQUIRED, WHEN,
    .choices = rests, .initial = "before" },
  { "until", NC_ ("field", "Until"), CRM_KIND_DATE, CRM_FIELD_LISTED, WHEN },
  { "times", NC_ ("field", "Times still"), CRM_KIND_INTEGER, 0, WHEN,
    .hint = NC_ ("hint", "Empty: without end") },
  { "made", NC_ ("field", "Made so far"), CRM_KIND_INTEGER, CRM_FIELD_READ_ONLY | CRM_FIELD_LISTED,
    SO_FAR },
  { "last", NC_ ("field", "Last one"), CRM_KIND_DATE, CRM_FIELD_READ_ONLY, SO_FAR },
  CRM_FIELD_CREATED,
  CRM_FIELD_CHANGED,
};

const CrmEntity crm_entity_recurrence = {
  .code = 102,
  .name = "recurrence",
  .label = NC_ ("entity", "Repeating document"),
  .label_plural = NC_ ("entity", "Repeating documents"),
  .label_new = NC_ ("entity", "Repeat a document"),
  .purpose =
      NC_ ("purpose", "Documents that come again: rent, subscriptions, service by the month."),
  .icon = "media-playlist-repeat-symbolic",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
  .is_settled = is_settled,
  .prepare = prepare,
  .sort = "next",
  .no_search = TRUE,
  .no_merge = TRUE,
};
