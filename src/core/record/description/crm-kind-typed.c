/* Values as people type them into a form. */
#include "config.h"

#include "crm-kind.h"

#include <string.h>

#include "crm-clock.h"
#include "crm-date.h"

/* In English a comma before three digits groups them: what is shown as "1,234" must come back as
 * 1234. */
static char *
drop_groups (const char *text)
{
  g_autoptr (GRegex) groups =
      g_regex_new ("^[^0-9]*[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?[^0-9]*$", 0, 0, NULL);
  char *bare = g_strdup (text);
  char *to = bare;

  if (!g_regex_match (groups, text, 0, NULL))
    return bare;
  for (const char *from = text; *from != '\0'; from++)
    if (*from != ',')
      *to++ = *from;
  *to = '\0';
  return bare;
}

/**
 * crm_field_parse_typed:
 * @field: what the text is for
 * @text: (nullable): as typed; blank makes the value empty
 * @value: (inout): the value; untouched on error
 * @error: INVALID, with the text in quotes
 *
 * As crm_field_parse(), reading numbers in the notation of the person's locale and dates and
 * moments as of crm_date_parse_typed().
 *
 * Returns: whether the text could be read
 */
gboolean
crm_field_parse_typed (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (text != NULL ? text : ""));
  gint64 integer;

  if (*typed == '\0' || (field->kind != CRM_KIND_DATE && field->kind != CRM_KIND_MOMENT)) {
    if (crm_kind_is_number (field->kind) && crm_number_style_local () == CRM_NUMBER_EN) {
      g_autofree char *bare = drop_groups (typed);
      return crm_field_parse (field, bare, value, error);
    }
    return crm_field_parse (field, typed, value, error);
  }
  if (!(field->kind == CRM_KIND_DATE
            ? crm_date_parse_typed (typed, crm_clock_today (), &integer, error)
            : crm_moment_parse_typed (typed, crm_clock_now (), &integer, error)))
    return FALSE;
  crm_value_set_integer (value, integer);
  return TRUE;
}
