/* One value of a condition as people write it: me, now, this quarter, 1..5, #17, or a value of the
 * field. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-condition-private.h"
#include "crm-date.h"
#include "crm-error.h"

static gboolean
record_exists (CrmDatabase *database, const CrmEntity *entity, gint64 id)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" WHERE id = %" G_GINT64_FORMAT, entity->name, id);
  gint64 found;
  return crm_database_query_integer (database, sql, 0, &found, NULL) && found == id;
}

static gboolean
parse_reference (const CrmField *field, const char *text, gboolean quoted, CrmDatabase *database,
                 CrmValue *value, GError **error)
{
  const CrmEntity *target = crm_field_get_target (field);
  gint64 id;

  if (!quoted && text[0] == '#' &&
      g_ascii_string_to_signed (text + 1, 10, 1, G_MAXINT64, &id, NULL)) {
    if (database != NULL && !record_exists (database, target, id)) {
      /* Translators: of a filter; the first is a field, the second a number such as #17 */
      g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                   _ ("%s: the record %s does not exist any more"), crm_field_get_label (field),
                   text);
      return FALSE;
    }
    crm_value_set_integer (value, id);
    return TRUE;
  }
  if (database == NULL)
    return crm_field_parse (field, text, value, error);
  if (!crm_reference_find (database, field, text, &id, error))
    return FALSE;
  crm_value_set_integer (value, id);
  return TRUE;
}

/* FALSE where it is none. */
static gboolean
parse_relative (const CrmField *field, const char *text, CrmOperand *operand)
{
  gboolean day = field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT;
  gint64 date;

  if (crm_field_can_be_me (field) && g_ascii_strcasecmp (text, "me") == 0)
    operand->kind = CRM_OPERAND_ME;
  else if (day && g_ascii_strcasecmp (text, "now") == 0)
    operand->kind = CRM_OPERAND_NOW;
  else if (day && crm_span_parse (text, &operand->span))
    operand->kind = CRM_OPERAND_SPAN;
  else if (field->kind == CRM_KIND_MOMENT && strchr (text, ':') == NULL &&
           crm_date_parse (text, &date, NULL)) {
    operand->kind = CRM_OPERAND_DAY;
    crm_value_set_integer (&operand->value, date);
  } else
    return FALSE;
  return TRUE;
}

static gboolean
has_range (const CrmField *field)
{
  return crm_kind_is_number (field->kind) || field->kind == CRM_KIND_DATE ||
         field->kind == CRM_KIND_MOMENT || field->kind == CRM_KIND_DURATION;
}

gboolean
crm_operand_parse (const CrmField *field, const char *text, gboolean quoted, CrmOp *op,
                   CrmDatabase *database, GArray *operands, GError **error)
{
  CrmOperand operand = { 0 };
  const char *dots =
      quoted || *op != CRM_OP_EQUAL || !has_range (field) ? NULL : strstr (text, "..");

  if (dots != NULL) {
    g_autofree char *first = g_strstrip (g_strndup (text, (gsize) (dots - text)));
    g_autofree char *last = g_strstrip (g_strdup (dots + 2));
    *op = CRM_OP_BETWEEN;
    return crm_operand_parse (field, first, FALSE, op, database, operands, error) &&
           crm_operand_parse (field, last, FALSE, op, database, operands, error);
  }
  if (operands->len >= CRM_MOST_OPERANDS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s: there are more than %d values"),
                 field->name, CRM_MOST_OPERANDS);
    return FALSE;
  }
  if (*op == CRM_OP_CONTAINS || *op == CRM_OP_NOT_CONTAINS || *op == CRM_OP_BEGINS)
    crm_value_set_text (&operand.value, text);
  else if (quoted || !parse_relative (field, text, &operand)) {
    gboolean reference = field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE;
    if (!(reference ? parse_reference (field, text, quoted, database, &operand.value, error)
                    : crm_field_parse (field, text, &operand.value, error)))
      return FALSE;
  }
  if (operand.value.type == CRM_VALUE_EMPTY && operand.kind == CRM_OPERAND_VALUE &&
      *op != CRM_OP_CONTAINS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("%s: there is nothing to compare with; use “empty”"), field->name);
    return FALSE;
  }
  g_array_append_val (operands, operand);
  return TRUE;
}
