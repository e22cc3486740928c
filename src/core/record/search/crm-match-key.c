/* Keys: records that may be the same thing have one in common, or names that stand side by side. */
#include "config.h"

#include <string.h>

#include "crm-match.h"
#include "crm-name-key.h"
#include "crm-text.h"

/* So many digits at the end tell a phone apart in one country; what stands before is typed in many
 * ways. */
#define PHONE_DIGITS 9
#define FEWEST_PHONE_DIGITS 6
/* From so many digits on a number is one that an office gave. */
#define FEWEST_NUMBER_DIGITS 8
#define FEWEST_NUMBER_LETTERS 3

/**
 * crm_match_is_possible:
 * @entity: a description
 *
 * Returns: whether its records are compared
 */
gboolean
crm_match_is_possible (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & CRM_FIELD_MATCH)
      return TRUE;
  return FALSE;
}

static gsize
read_digits (const char *text, char *digits, gsize size)
{
  gsize n = 0;
  for (const char *p = text; *p != '\0' && n < size - 1; p++)
    if (g_ascii_isdigit (*p))
      digits[n++] = *p;
  digits[n] = '\0';
  return n;
}

/* "0000000000" is typed where one had no number. */
static gboolean
is_made_up (const char *digits)
{
  return strspn (digits, (const char[]) { digits[0], '\0' }) == strlen (digits) ||
         strcmp (digits, "123456789") == 0 || strcmp (digits, "1234567890") == 0;
}

static void
append (GPtrArray *keys, char kind, const char *text)
{
  g_ptr_array_add (keys, g_strdup_printf ("%c%s", kind, text));
}

static void
append_phone (const char *text, GPtrArray *keys)
{
  g_autofree char *phone = crm_phone_normalize (text, NULL);
  char digits[24];
  gsize n = phone != NULL ? read_digits (phone, digits, sizeof digits) : 0;
  const char *end;

  if (n < FEWEST_PHONE_DIGITS)
    return;
  end = digits + (n > PHONE_DIGITS ? n - PHONE_DIGITS : 0);
  if (!is_made_up (end))
    append (keys, CRM_MATCH_PHONE, end);
}

static void
append_email (const char *text, GPtrArray *keys)
{
  g_autofree char *folded = crm_text_fold (text);
  if (crm_email_is_valid (folded))
    append (keys, CRM_MATCH_EMAIL, folded);
}

static void
append_number (const char *text, GPtrArray *keys)
{
  g_autofree char *squeezed = crm_text_squeeze (text);
  char digits[32];
  gsize n = read_digits (squeezed, digits, sizeof digits);

  /* "PL 525-000-77-38" is 5250007738. */
  if (n >= FEWEST_NUMBER_DIGITS && strlen (squeezed) <= n + 2) {
    if (!is_made_up (digits))
      append (keys, CRM_MATCH_NUMBER, digits);
  } else if (strlen (squeezed) >= FEWEST_NUMBER_LETTERS && (n == 0 || !is_made_up (squeezed)))
    append (keys, CRM_MATCH_NUMBER, squeezed);
}

static void
append_name (const char *text, GPtrArray *keys)
{
  g_autofree char *key = crm_name_key (text);
  g_autofree char *backwards = NULL;

  if (strlen (key) < 2)
    return;
  backwards = crm_name_key_reverse (key);
  append (keys, CRM_MATCH_NAME, key);
  append (keys, CRM_MATCH_BACKWARDS, backwards);
}

/**
 * crm_match_append_keys:
 * @field: a field marked CRM_FIELD_MATCH
 * @text: its value
 * @keys: (element-type utf8): appended to
 */
void
crm_match_append_keys (const CrmField *field, const char *text, GPtrArray *keys)
{
  if (field->kind == CRM_KIND_PHONE)
    append_phone (text, keys);
  else if (field->kind == CRM_KIND_EMAIL)
    append_email (text, keys);
  else if (field->flags & CRM_FIELD_TITLE)
    append_name (text, keys);
  else
    append_number (text, keys);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * crm_match_dup_keys:
 * @record: a record, written or not
 *
 * Returns: (transfer full) (element-type utf8): its keys in order, each once
 */
GPtrArray *
crm_match_dup_keys (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmValue *value = crm_record_get_value (record, i);
    if ((entity->fields[i].flags & CRM_FIELD_MATCH) && value->type == CRM_VALUE_TEXT)
      crm_match_append_keys (&entity->fields[i], value->text, keys);
  }
  g_ptr_array_sort (keys, compare_keys);
  for (guint i = keys->len; i > 1; i--)
    if (strcmp (keys->pdata[i - 1], keys->pdata[i - 2]) == 0)
      g_ptr_array_remove_index (keys, i - 1);
  return keys;
}
