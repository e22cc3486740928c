/* What each kind of field can do, in one table. */
#include "config.h"

#include "crm-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-clock.h"
#include "crm-date.h"
#include "crm-error.h"
#include "crm-text.h"

typedef gboolean (*ParseFunc) (const CrmField *field, const char *text, CrmValue *value,
                               GError **error);
typedef char *(*FormatFunc) (const CrmField *field, const CrmValue *value, const char *currency,
                             CrmNumberStyle style);

typedef struct {
  const char *name;
  CrmValueType storage;
  gboolean number;
  guint decimals;
  guint least_decimals;
  ParseFunc parse;
  FormatFunc format;
} Kind;

static const Kind kinds[CRM_N_KINDS];

static gboolean
parse_text (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  char *tidy = crm_text_tidy (text);
  for (char *c = tidy; *c != '\0'; c++)
    if (*c == '\n')
      *c = ' ';
  crm_value_take_text (value, tidy);
  return TRUE;
}

static gboolean
parse_note (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  crm_value_take_text (value, crm_text_tidy (text));
  return TRUE;
}

static gboolean
parse_decimal (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  gint64 number;
  if (!crm_decimal_parse (text, kinds[field->kind].decimals, &number, error))
    return FALSE;
  crm_value_set_integer (value, number);
  return TRUE;
}

/* What people write before or behind a sum; anything else beside the digits is a mistake. */
static gboolean
is_currency (const char *text, gsize length)
{
  static const char *const words[] = {
    "rub", "руб", "руб.", "р",    "р.",  "рублей", "uah", "грн", "грн.", "гривень", "pln",
    "zł",  "zl",  "eur",  "euro", "usd", "byn",    "kzt", "тг",  "gbp",  "czk",     "kč",
  };
  g_autofree char *part = g_strndup (text, length);
  g_autofree char *bare = crm_text_tidy (part);
  g_autofree char *folded = g_utf8_casefold (bare, -1);

  if (bare[0] == '\0' || (g_utf8_next_char (bare)[0] == '\0' &&
                          g_unichar_type (g_utf8_get_char (bare)) == G_UNICODE_CURRENCY_SYMBOL))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (folded, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* "12 500,00 ₽", "1200 PLN", "$5", "-$5": the sign is dropped, the currency is a field of its own.
 */
static gboolean
parse_money (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  gboolean negative = text[0] == '-' || g_str_has_prefix (text, "−");
  const char *head = negative ? g_utf8_next_char (text) : text;
  const char *start = head;
  const char *end = text + strlen (text);
  g_autofree char *number = NULL;

  while (*start != '\0' && !g_ascii_isdigit (*start) && strchr ("-+.,", *start) == NULL)
    start = g_utf8_next_char (start);
  while (end > start && !g_ascii_isdigit (end[-1]))
    end--;
  if (*start == '\0' || !is_currency (head, (gsize) (start - head)) ||
      !is_currency (end, strlen (end))) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a number"), text);
    return FALSE;
  }
  number = g_strdup_printf ("%s%.*s", negative ? "-" : "", (int) (end - start), start);
  return parse_decimal (field, number, value, error);
}

static gboolean
parse_percent (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_autofree char *bare = g_strchomp (g_strdup (text));
  gsize length = strlen (bare);
  if (length > 0 && bare[length - 1] == '%')
    bare[length - 1] = '\0';
  return parse_decimal (field, g_strchomp (bare), value, error);
}

static gboolean
parse_date (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  gint64 date;
  if (strcmp (text, "today") == 0)
    date = crm_clock_today ();
  else if (!crm_date_parse (text, &date, error))
    return FALSE;
  crm_value_set_integer (value, date);
  return TRUE;
}

static gboolean
parse_moment (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  gint64 moment;
  if (strcmp (text, "now") == 0)
    moment = crm_clock_now ();
  else if (!crm_moment_parse (text, &moment, error))
    return FALSE;
  crm_value_set_integer (value, moment);
  return TRUE;
}

static gboolean
parse_duration (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  const char *colon = strchr (text, ':');
  if (colon != NULL) {
    g_autofree char *hours = g_strndup (text, (gsize) (colon - text));
    gint64 h, m;
    if (!crm_decimal_parse (hours, 0, &h, error) || !crm_decimal_parse (colon + 1, 0, &m, error))
      return FALSE;
    if (h < 0 || h > 1000000 || m < 0 || m > 59) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not hours and minutes"), text);
      return FALSE;
    }
    crm_value_set_integer (value, h * 60 + m);
    return TRUE;
  }
  return parse_decimal (field, text, value, error);
}

static gboolean
parse_yes_no (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  static const char *const yes[] = { "1", "yes", "y", "true", "да", "так", "tak", "on", "+", "x" };
  static const char *const no[] = { "0", "no", "n", "false", "нет", "ні", "нi", "nie", "off", "-" };
  g_autofree char *folded = g_utf8_casefold (text, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    if (strcmp (folded, yes[i]) == 0) {
      crm_value_set_integer (value, 1);
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    if (strcmp (folded, no[i]) == 0) {
      crm_value_set_integer (value, 0);
      return TRUE;
    }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is neither yes nor no"), text);
  return FALSE;
}

static gboolean
parse_choice (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_autofree char *folded = crm_text_squeeze (text);
  g_autoptr (GString) codes = g_string_new (NULL);
  for (const CrmChoice *choice = field->choices; choice->code != NULL; choice++) {
    g_autofree char *code = crm_text_squeeze (choice->code);
    g_autofree char *label = crm_text_squeeze (crm_choice_get_label (choice));
    g_autofree char *english = crm_text_squeeze (choice->label);
    if (strcmp (folded, code) == 0 || strcmp (folded, label) == 0 ||
        strcmp (folded, english) == 0) {
      crm_value_set_text (value, choice->code);
      return TRUE;
    }
    g_string_append_printf (codes, "%s%s", codes->len > 0 ? ", " : "", choice->code);
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not one of: %s"), text, codes->str);
  return FALSE;
}

static gboolean
parse_reference (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  gint64 id;
  if (!crm_decimal_parse (text, 0, &id, NULL) || id == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not the number of a record"),
                 text);
    return FALSE;
  }
  crm_value_set_integer (value, id);
  return TRUE;
}

static gboolean
parse_subject (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  const CrmEntity *entity;
  gint64 id;
  if (g_strv_length (parts) != 2 || !crm_decimal_parse (parts[1], 0, &id, NULL) || id <= 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a record such as company:17"),
                 text);
    return FALSE;
  }
  entity = crm_entity_require (parts[0], error);
  if (entity == NULL)
    return FALSE;
  crm_value_set_integer (value, crm_subject_make (entity, id));
  return TRUE;
}

static gboolean
parse_tags (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_auto (GStrv) tags = g_strsplit_set (text, ",;\n", -1);
  crm_value_take_text (value, crm_tags_join ((const char *const *) tags));
  return TRUE;
}

static char *
format_text (const CrmField *field, const CrmValue *value, const char *currency,
             CrmNumberStyle style)
{
  return g_strdup (value->text);
}

static char *
format_decimal (const CrmField *field, const CrmValue *value, const char *currency,
                CrmNumberStyle style)
{
  return crm_decimal_format (value->integer, kinds[field->kind].decimals,
                             kinds[field->kind].least_decimals, style);
}

/* A year is an integer too: figures of four digits stand without a gap, as typesetters have it. */
static char *
format_integer (const CrmField *field, const CrmValue *value, const char *currency,
                CrmNumberStyle style)
{
  if (ABS (value->integer) < 10000)
    style = CRM_NUMBER_MACHINE;
  return format_decimal (field, value, currency, style);
}

static char *
format_money (const CrmField *field, const CrmValue *value, const char *currency,
              CrmNumberStyle style)
{
  if (style == CRM_NUMBER_MACHINE || currency == NULL)
    return crm_decimal_format (value->integer, CRM_MONEY_DECIMALS, CRM_MONEY_DECIMALS, style);
  return crm_money_format (value->integer, currency, style);
}

static char *
format_percent (const CrmField *field, const CrmValue *value, const char *currency,
                CrmNumberStyle style)
{
  g_autofree char *number = crm_decimal_format (value->integer, CRM_PERCENT_DECIMALS, 0, style);
  if (style == CRM_NUMBER_MACHINE)
    return g_steal_pointer (&number);
  return g_strconcat (number, style == CRM_NUMBER_EN ? "%" : "\u00a0%", NULL);
}

static char *
format_date (const CrmField *field, const CrmValue *value, const char *currency,
             CrmNumberStyle style)
{
  return style == CRM_NUMBER_MACHINE ? crm_date_to_iso (value->integer)
                                     : crm_date_format_short (value->integer, NULL);
}

static char *
format_moment (const CrmField *field, const CrmValue *value, const char *currency,
               CrmNumberStyle style)
{
  return style == CRM_NUMBER_MACHINE ? crm_moment_to_iso (value->integer)
                                     : crm_moment_format (value->integer, NULL);
}

static char *
format_duration (const CrmField *field, const CrmValue *value, const char *currency,
                 CrmNumberStyle style)
{
  if (style == CRM_NUMBER_MACHINE)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, value->integer / 60,
                          ABS (value->integer % 60));
}

static char *
format_yes_no (const CrmField *field, const CrmValue *value, const char *currency,
               CrmNumberStyle style)
{
  if (style == CRM_NUMBER_MACHINE)
    return g_strdup (value->integer != 0 ? "yes" : "no");
  return g_strdup (value->integer != 0 ? C_ ("value", "Yes") : C_ ("value", "No"));
}

static char *
format_choice (const CrmField *field, const CrmValue *value, const char *currency,
               CrmNumberStyle style)
{
  const CrmChoice *choice = crm_field_find_choice (field, value->text);
  if (style == CRM_NUMBER_MACHINE || choice == NULL)
    return g_strdup (value->text);
  return g_strdup (crm_choice_get_label (choice));
}

static char *
format_reference (const CrmField *field, const CrmValue *value, const char *currency,
                  CrmNumberStyle style)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
}

static char *
format_subject (const CrmField *field, const CrmValue *value, const char *currency,
                CrmNumberStyle style)
{
  const CrmEntity *entity = crm_subject_get_entity (value->integer);
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, entity != NULL ? entity->name : "?",
                          crm_subject_get_id (value->integer));
}

static char *
format_tags (const CrmField *field, const CrmValue *value, const char *currency,
             CrmNumberStyle style)
{
  g_auto (GStrv) tags = crm_tags_split (value->text);
  return g_strjoinv (", ", tags);
}

static const Kind kinds[CRM_N_KINDS] = {
  [CRM_KIND_TEXT] = { "text", CRM_VALUE_TEXT, .parse = parse_text, .format = format_text },
  [CRM_KIND_NOTE] = { "note", CRM_VALUE_TEXT, .parse = parse_note, .format = format_text },
  [CRM_KIND_INTEGER] = { "integer", CRM_VALUE_INTEGER, TRUE, 0, 0, parse_decimal, format_integer },
  [CRM_KIND_MONEY] = { "money", CRM_VALUE_INTEGER, TRUE, CRM_MONEY_DECIMALS, CRM_MONEY_DECIMALS,
                       parse_money, format_money },
  [CRM_KIND_PRICE] = { "price", CRM_VALUE_INTEGER, TRUE, CRM_PRICE_DECIMALS, 2, parse_money,
                       format_decimal },
  [CRM_KIND_QUANTITY] = { "quantity", CRM_VALUE_INTEGER, TRUE, CRM_QUANTITY_DECIMALS, 0,
                          parse_decimal, format_decimal },
  [CRM_KIND_PERCENT] = { "percent", CRM_VALUE_INTEGER, TRUE, CRM_PERCENT_DECIMALS, 0, parse_percent,
                         format_percent },
  [CRM_KIND_DATE] = { "date", CRM_VALUE_INTEGER, .parse = parse_date, .format = format_date },
  [CRM_KIND_MOMENT] = { "moment", CRM_VALUE_INTEGER, .parse = parse_moment,
                        .format = format_moment },
  [CRM_KIND_DURATION] = { "duration", CRM_VALUE_INTEGER, TRUE, 0, 0, parse_duration,
                          format_duration },
  [CRM_KIND_YES_NO] = { "yes-no", CRM_VALUE_INTEGER, .parse = parse_yes_no,
                        .format = format_yes_no },
  [CRM_KIND_CHOICE] = { "choice", CRM_VALUE_TEXT, .parse = parse_choice, .format = format_choice },
  [CRM_KIND_REFERENCE] = { "reference", CRM_VALUE_INTEGER, .parse = parse_reference,
                           .format = format_reference },
  [CRM_KIND_EMAIL] = { "e-mail", CRM_VALUE_TEXT, .parse = parse_text, .format = format_text },
  [CRM_KIND_PHONE] = { "phone", CRM_VALUE_TEXT, .parse = parse_text, .format = format_text },
  [CRM_KIND_LINK] = { "link", CRM_VALUE_TEXT, .parse = parse_text, .format = format_text },
  [CRM_KIND_FILE] = { "file", CRM_VALUE_INTEGER, .parse = parse_reference,
                      .format = format_reference },
  [CRM_KIND_TAGS] = { "tags", CRM_VALUE_TEXT, .parse = parse_tags, .format = format_tags },
  [CRM_KIND_SUBJECT] = { "subject", CRM_VALUE_INTEGER, .parse = parse_subject,
                         .format = format_subject },
};

/**
 * crm_kind_get_name:
 * @kind: a kind
 *
 * Returns: its name on the command line, untranslated
 */
const char *
crm_kind_get_name (CrmKind kind)
{
  return kinds[kind].name;
}

/**
 * crm_kind_get_storage:
 * @kind: a kind
 *
 * Returns: integer or text
 */
CrmValueType
crm_kind_get_storage (CrmKind kind)
{
  return kinds[kind].storage;
}

/**
 * crm_kind_is_number:
 * @kind: a kind
 *
 * Returns: whether it is shown as figures, to the right
 */
gboolean
crm_kind_is_number (CrmKind kind)
{
  return kinds[kind].number;
}

/**
 * crm_field_parse:
 * @field: what the text is for
 * @text: (nullable): as typed, or as crm_field_to_machine() wrote it; blank makes the value empty
 * @value: (inout): the value; untouched on error
 * @error: INVALID, with the text in quotes
 *
 * Returns: whether the text could be read
 */
gboolean
crm_field_parse (const CrmField *field, const char *text, CrmValue *value, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  if (trimmed[0] == '\0') {
    crm_value_clear (value);
    return TRUE;
  }
  return kinds[field->kind].parse (field, trimmed, value, error);
}

/**
 * crm_field_format:
 * @field: whose value
 * @value: the value
 * @currency: (nullable): of money
 * @style: how numbers are written
 *
 * Returns: (transfer full): "" for an empty value
 */
char *
crm_field_format (const CrmField *field, const CrmValue *value, const char *currency,
                  CrmNumberStyle style)
{
  if (value->type == CRM_VALUE_EMPTY)
    return g_strdup ("");
  g_return_val_if_fail (value->type == kinds[field->kind].storage, g_strdup ("?"));
  return kinds[field->kind].format (field, value, currency, style);
}

/**
 * crm_field_to_machine:
 * @field: whose value
 * @value: the value
 *
 * Returns: (transfer full): what crm_field_parse() reads back to the same value
 */
char *
crm_field_to_machine (const CrmField *field, const CrmValue *value)
{
  return crm_field_format (field, value, NULL, CRM_NUMBER_MACHINE);
}

/**
 * crm_tags_split:
 * @stored: (nullable): the value of a tags field
 *
 * Returns: (transfer full): the tags
 */
GStrv
crm_tags_split (const char *stored)
{
  return g_strsplit (stored != NULL ? stored : "", "\n", -1);
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * crm_tags_join:
 * @tags: (array zero-terminated=1): in any order, with doubles and blanks
 *
 * Returns: (transfer full): the stored form: sorted, once each, one a line
 */
char *
crm_tags_join (const char *const *tags)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) stored = g_string_new (NULL);
  for (; *tags != NULL; tags++) {
    char *tag = crm_text_tidy (*tags);
    if (tag[0] != '\0')
      g_ptr_array_add (sorted, tag);
    else
      g_free (tag);
  }
  g_ptr_array_sort (sorted, compare_tags);
  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || strcmp (sorted->pdata[i], sorted->pdata[i - 1]) != 0)
      g_string_append_printf (stored, "%s%s", stored->len > 0 ? "\n" : "",
                              (char *) sorted->pdata[i]);
  return g_string_free (g_steal_pointer (&stored), FALSE);
}
