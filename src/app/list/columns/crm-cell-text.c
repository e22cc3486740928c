/* What a field of a record says in a list. */
#include "config.h"

#include "crm-cell-text.h"

#include "crm-date.h"
#include "crm-text.h"

/* No column shows more, and laying out ten thousand characters would hold up the window. */
#define MOST_CHARACTERS 300
#define MOST_EXACT_CHARACTERS 2000

static char *
format (CrmRecord *record, int field, const char *currency)
{
  const CrmField *description = &crm_record_get_entity (record)->fields[field];
  const char *own = crm_record_get_currency (record);

  if (description->kind != CRM_KIND_MONEY || own != NULL)
    return crm_record_format (record, field);
  return crm_field_format (description, crm_record_get_value (record, field), currency,
                           crm_number_style_local ());
}

/**
 * crm_cell_dup_text:
 * @record: a record
 * @field: index of the field
 * @currency: (nullable): of money whose record names none
 * @now: the present moment
 *
 * Returns: (transfer full): one line of at most 300 characters; "" for an empty value
 */
char *
crm_cell_dup_text (CrmRecord *record, int field, const char *currency, gint64 now)
{
  const CrmValue *value = crm_record_get_value (record, field);
  CrmKind kind = crm_record_get_entity (record)->fields[field].kind;
  g_autofree char *text = NULL;

  if (value->type == CRM_VALUE_EMPTY)
    return g_strdup ("");
  if (kind == CRM_KIND_DATE)
    return crm_date_format_relative (value->integer, crm_moment_to_date (now));
  if (kind == CRM_KIND_MOMENT)
    return crm_moment_format_relative (value->integer, now);
  text = format (record, field, currency);
  return crm_text_one_line (text, MOST_CHARACTERS);
}

/**
 * crm_cell_dup_exact:
 * @record: a record
 * @field: index of the field
 * @currency: (nullable): of money whose record names none
 *
 * Returns: (transfer full) (nullable): the whole value, with its lines, up to 2,000 characters
 */
char *
crm_cell_dup_exact (CrmRecord *record, int field, const char *currency)
{
  g_autofree char *text = NULL;

  if (crm_record_get_value (record, field)->type == CRM_VALUE_EMPTY)
    return NULL;
  text = format (record, field, currency);
  if (g_utf8_strlen (text, -1) > MOST_EXACT_CHARACTERS)
    return crm_text_one_line (text, MOST_EXACT_CHARACTERS);
  return g_steal_pointer (&text);
}
