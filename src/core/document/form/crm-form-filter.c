/* Filters of form fields: how a typed value becomes text in the document's language. */
#include "config.h"

#include "crm-form-filter.h"

#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-error.h"
#include "crm-vat.h"
#include "crm-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_BREAK_SPACE "\302\240"

typedef enum { NO_ARGUMENT, GENDER, COUNT, TEXT } ArgumentKind;

static const struct {
  const char *name;
  ArgumentKind argument;
} FILTERS[] = {
  [CRM_FORM_FILTER_MONEY] = { "money", NO_ARGUMENT },
  [CRM_FORM_FILTER_MONEY_SIGN] = { "money-sign", NO_ARGUMENT },
  [CRM_FORM_FILTER_MONEY_UNIT] = { "money-unit", NO_ARGUMENT },
  [CRM_FORM_FILTER_UNIT] = { "unit", NO_ARGUMENT },
  [CRM_FORM_FILTER_QUANTITY] = { "quantity", NO_ARGUMENT },
  [CRM_FORM_FILTER_PRICE] = { "price", NO_ARGUMENT },
  [CRM_FORM_FILTER_PERCENT] = { "percent", NO_ARGUMENT },
  [CRM_FORM_FILTER_DATE] = { "date", NO_ARGUMENT },
  [CRM_FORM_FILTER_DATE_LONG] = { "date-long", NO_ARGUMENT },
  [CRM_FORM_FILTER_WORDS] = { "words", NO_ARGUMENT },
  [CRM_FORM_FILTER_WORDS_FRACTION] = { "words-fraction", NO_ARGUMENT },
  [CRM_FORM_FILTER_WORDS_NUMBER] = { "words-number", GENDER },
  [CRM_FORM_FILTER_VAT] = { "vat", NO_ARGUMENT },
  [CRM_FORM_FILTER_UPPER] = { "upper", NO_ARGUMENT },
  [CRM_FORM_FILTER_LOWER] = { "lower", NO_ARGUMENT },
  [CRM_FORM_FILTER_FIRST_CAPITAL] = { "first-capital", NO_ARGUMENT },
  [CRM_FORM_FILTER_INITIALS] = { "initials", NO_ARGUMENT },
  [CRM_FORM_FILTER_GROUP] = { "group", COUNT },
  [CRM_FORM_FILTER_NRB] = { "nrb", NO_ARGUMENT },
  [CRM_FORM_FILTER_DEFAULT] = { "default", TEXT },
};

/**
 * crm_form_filter_find:
 * @name: name of a filter
 * @argument: (nullable): what stands after its colon
 * @filter: (out): the filter
 * @error: %CRM_ERROR_INVALID when there is none of that name or its argument is wrong
 *
 * Returns: whether it was found
 */
gboolean
crm_form_filter_find (const char *name, const char *argument, CrmFormFilter *filter, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (FILTERS); i++) {
    if (!g_str_equal (FILTERS[i].name, name))
      continue;
    gboolean right = FALSE;
    switch (FILTERS[i].argument) {
    case NO_ARGUMENT:
      right = argument == NULL;
      break;
    case GENDER:
      right = argument != NULL && strlen (argument) == 1 && strchr ("mfn", argument[0]) != NULL;
      break;
    case COUNT:
      right =
          argument != NULL && strlen (argument) == 1 && argument[0] >= '1' && argument[0] <= '9';
      break;
    case TEXT:
      right = argument != NULL;
      break;
    }
    if (!right) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” is not an argument of the filter “%s”"), argument ? argument : "",
                   name);
      return FALSE;
    }
    *filter = (CrmFormFilter) i;
    return TRUE;
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("There is no filter “%s”"), name);
  return FALSE;
}

static CrmNumberStyle
find_style (const char *language)
{
  return g_strcmp0 (language, "machine") == 0 ? CRM_NUMBER_MACHINE
                                              : crm_number_style_for_language (language);
}

static guint
count_decimals (CrmFormValueKind kind)
{
  switch (kind) {
  case CRM_FORM_VALUE_MONEY:
    return CRM_MONEY_DECIMALS;
  case CRM_FORM_VALUE_QUANTITY:
    return CRM_QUANTITY_DECIMALS;
  case CRM_FORM_VALUE_PRICE:
    return CRM_PRICE_DECIMALS;
  case CRM_FORM_VALUE_PERCENT:
    return CRM_PERCENT_DECIMALS;
  case CRM_FORM_VALUE_OBJECT:
  case CRM_FORM_VALUE_LIST:
  case CRM_FORM_VALUE_TEXT:
  case CRM_FORM_VALUE_DATE:
  case CRM_FORM_VALUE_INTEGER:
  case CRM_FORM_VALUE_FLAG:
  case CRM_FORM_VALUE_BYTES:
    break;
  }
  return 0;
}

static char *
format_number (const CrmFormData *value, guint least_decimals, const char *language)
{
  return crm_decimal_format (crm_form_data_get_number (value),
                             count_decimals (crm_form_data_get_kind (value)), least_decimals,
                             find_style (language));
}

/**
 * crm_form_number_format:
 * @kind: a kind of number
 * @number: in the unit of that kind
 * @language: language of the document, or "machine"
 *
 * Returns: (transfer full): the number as a value of that kind is written without filters
 */
char *
crm_form_number_format (CrmFormValueKind kind, gint64 number, const char *language)
{
  gboolean is_sum = kind == CRM_FORM_VALUE_MONEY || kind == CRM_FORM_VALUE_PRICE;
  return crm_decimal_format (number, count_decimals (kind), is_sum ? 2 : 0, find_style (language));
}

/* What stands after a sum on paper; signs are for screens. */
static const char *
find_unit (const char *currency, const char *language)
{
  if (g_str_equal (currency, "RUB") && g_strcmp0 (language, "ru") == 0)
    return "руб.";
  if (g_str_equal (currency, "UAH") && g_strcmp0 (language, "uk") == 0)
    return "грн";
  if (g_str_equal (currency, "PLN") && g_strcmp0 (language, "pl") == 0)
    return "zł";
  return currency;
}

static gboolean
is_number (const CrmFormData *value)
{
  switch (crm_form_data_get_kind (value)) {
  case CRM_FORM_VALUE_MONEY:
  case CRM_FORM_VALUE_QUANTITY:
  case CRM_FORM_VALUE_PRICE:
  case CRM_FORM_VALUE_PERCENT:
  case CRM_FORM_VALUE_INTEGER:
    return TRUE;
  case CRM_FORM_VALUE_OBJECT:
  case CRM_FORM_VALUE_LIST:
  case CRM_FORM_VALUE_TEXT:
  case CRM_FORM_VALUE_DATE:
  case CRM_FORM_VALUE_FLAG:
  case CRM_FORM_VALUE_BYTES:
    break;
  }
  return FALSE;
}

/**
 * crm_form_value_format:
 * @value: (nullable): a value
 * @language: language of the document, or "machine" for conditions
 *
 * Writes a value by its kind alone.
 *
 * Returns: (transfer full): text; empty for objects, lists, bytes and nothing
 */
char *
crm_form_value_format (const CrmFormData *value, const char *language)
{
  if (value == NULL)
    return g_strdup ("");
  switch (crm_form_data_get_kind (value)) {
  case CRM_FORM_VALUE_TEXT:
    return g_strdup (crm_form_data_get_text (value));
  case CRM_FORM_VALUE_MONEY:
  case CRM_FORM_VALUE_PRICE:
  case CRM_FORM_VALUE_QUANTITY:
  case CRM_FORM_VALUE_PERCENT:
  case CRM_FORM_VALUE_INTEGER:
    return crm_form_number_format (crm_form_data_get_kind (value), crm_form_data_get_number (value),
                                   language);
  case CRM_FORM_VALUE_DATE:
    if (g_strcmp0 (language, "machine") == 0)
      return crm_date_to_iso (crm_form_data_get_number (value));
    return crm_date_format_short (crm_form_data_get_number (value), language);
  case CRM_FORM_VALUE_FLAG:
    return g_strdup (crm_form_data_get_number (value) != 0 ? "yes" : "no");
  case CRM_FORM_VALUE_OBJECT:
  case CRM_FORM_VALUE_LIST:
  case CRM_FORM_VALUE_BYTES:
    break;
  }
  return g_strdup ("");
}

static char *
write_money (CrmFormFilter filter, const CrmFormData *value, const char *language)
{
  gint64 money = crm_form_data_get_number (value);
  const char *currency = crm_form_data_get_text (value);
  switch ((int) filter) {
  case CRM_FORM_FILTER_MONEY:
    return format_number (value, 2, language);
  case CRM_FORM_FILTER_MONEY_SIGN:
    return crm_money_format (money, currency, find_style (language));
  case CRM_FORM_FILTER_UNIT:
    return g_strdup (find_unit (currency, language));
  case CRM_FORM_FILTER_WORDS:
    return crm_words_money (money, currency, language);
  case CRM_FORM_FILTER_WORDS_FRACTION:
    return crm_words_money_fraction (money, currency, language);
  case CRM_FORM_FILTER_MONEY_UNIT: {
    g_autofree char *number = format_number (value, 2, language);
    return g_strconcat (number, NO_BREAK_SPACE, find_unit (currency, language), NULL);
  }
  default:
    return NULL;
  }
}

static char *
write_words (const char *gender, gint64 number, const char *language)
{
  CrmGender found = gender[0] == 'f'   ? CRM_GENDER_FEMININE
                    : gender[0] == 'n' ? CRM_GENDER_NEUTER
                                       : CRM_GENDER_MASCULINE;
  return crm_words_number (number, found, language);
}

/**
 * crm_form_filter_write:
 * @filter: a filter
 * @argument: (nullable): its argument
 * @value: (nullable): a value
 * @language: language of the document
 *
 * Lets a filter write a value of the kind it is meant for.
 *
 * Returns: (transfer full) (nullable): text; %NULL where the filter has nothing to do with that
 * kind
 */
char *
crm_form_filter_write (CrmFormFilter filter, const char *argument, const CrmFormData *value,
                       const char *language)
{
  if (value == NULL)
    return NULL;
  CrmFormValueKind kind = crm_form_data_get_kind (value);
  char *text = NULL;
  if (kind == CRM_FORM_VALUE_MONEY)
    text = write_money (filter, value, language);
  if (text != NULL)
    return text;
  if (kind == CRM_FORM_VALUE_DATE && filter == CRM_FORM_FILTER_DATE_LONG)
    return crm_date_format_long (crm_form_data_get_number (value), language);
  if (!is_number (value))
    return NULL;
  if (filter == CRM_FORM_FILTER_QUANTITY)
    return format_number (value, 0, language);
  if (filter == CRM_FORM_FILTER_PRICE)
    return format_number (value, 2, language);
  if (filter == CRM_FORM_FILTER_WORDS_NUMBER && kind == CRM_FORM_VALUE_INTEGER)
    return write_words (argument, crm_form_data_get_number (value), language);
  if (filter == CRM_FORM_FILTER_PERCENT) {
    g_autofree char *number = format_number (value, 0, language);
    gboolean spaced = g_strcmp0 (language, "ru") == 0 || g_strcmp0 (language, "uk") == 0;
    return g_strconcat (number, spaced ? NO_BREAK_SPACE "%" : "%", NULL);
  }
  return NULL;
}

static char *
capitalize (const char *text)
{
  if (text[0] == '\0')
    return g_strdup (text);
  GString *result = g_string_new (NULL);
  g_string_append_unichar (result, g_unichar_toupper (g_utf8_get_char (text)));
  g_string_append (result, g_utf8_next_char (text));
  return g_string_free (result, FALSE);
}

/* Surname, then initials; what is not a bare name of two or three words stays as it is. */
static char *
abbreviate_name (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n_words = g_strv_length (words);
  if ((n_words != 2 && n_words != 3) || strchr (text, '.') != NULL)
    return g_strdup (text);
  GString *result = g_string_new (words[0]);
  for (guint i = 1; i < n_words; i++) {
    if (words[i][0] == '\0') {
      g_string_free (result, TRUE);
      return g_strdup (text);
    }
    g_string_append (result, NO_BREAK_SPACE);
    g_string_append_unichar (result, g_unichar_toupper (g_utf8_get_char (words[i])));
    g_string_append_c (result, '.');
  }
  return g_string_free (result, FALSE);
}

/* Spaces after @first characters and then after every @every, whatever spaces there were. */
static char *
group_characters (const char *text, guint first, guint every)
{
  GString *result = g_string_new (NULL);
  guint left = first;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar character = g_utf8_get_char (p);
    if (g_unichar_isspace (character))
      continue;
    if (left == 0) {
      g_string_append (result, NO_BREAK_SPACE);
      left = every;
    }
    g_string_append_unichar (result, character);
    left--;
  }
  return g_string_free (result, FALSE);
}

/* An account with its country's letters keeps them before the first two digits: "PL61 1090 ...". */
static char *
group_account (const char *text)
{
  gboolean prefixed = g_ascii_isalpha (text[0]);
  return group_characters (text, prefixed ? 4 : 2, 4);
}

/**
 * crm_form_filter_change:
 * @filter: a filter
 * @argument: (nullable): its argument
 * @text: text so far
 * @language: language of the document
 *
 * Lets a filter change text. A filter that is meant for another kind of value changes nothing.
 *
 * Returns: (transfer full): text
 */
char *
crm_form_filter_change (CrmFormFilter filter, const char *argument, const char *text,
                        const char *language)
{
  g_return_val_if_fail (text != NULL, NULL);
  switch (filter) {
  case CRM_FORM_FILTER_UPPER:
    return g_utf8_strup (text, -1);
  case CRM_FORM_FILTER_LOWER:
    return g_utf8_strdown (text, -1);
  case CRM_FORM_FILTER_FIRST_CAPITAL:
    return capitalize (text);
  case CRM_FORM_FILTER_INITIALS:
    return abbreviate_name (text);
  case CRM_FORM_FILTER_GROUP:
    return group_characters (text, (guint) (argument[0] - '0'), (guint) (argument[0] - '0'));
  case CRM_FORM_FILTER_NRB:
    return group_account (text);
  case CRM_FORM_FILTER_DEFAULT:
    return g_strdup (text[0] != '\0' ? text : argument);
  case CRM_FORM_FILTER_VAT:
    return crm_vat_code_format (text, language);
  case CRM_FORM_FILTER_MONEY:
  case CRM_FORM_FILTER_MONEY_SIGN:
  case CRM_FORM_FILTER_MONEY_UNIT:
  case CRM_FORM_FILTER_UNIT:
  case CRM_FORM_FILTER_QUANTITY:
  case CRM_FORM_FILTER_PRICE:
  case CRM_FORM_FILTER_PERCENT:
  case CRM_FORM_FILTER_DATE:
  case CRM_FORM_FILTER_DATE_LONG:
  case CRM_FORM_FILTER_WORDS:
  case CRM_FORM_FILTER_WORDS_FRACTION:
  case CRM_FORM_FILTER_WORDS_NUMBER:
    break;
  }
  return g_strdup (text);
}
