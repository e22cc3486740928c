/* Phone numbers in one notation, so that the same number is found however it was typed. */
#include "config.h"

#include "crm-text.h"

#include <string.h>

/* Fewer digits are no number that one could call, more are none at all (ITU-T E.164). */
#define FEWEST_DIGITS 5
#define MOST_DIGITS 15

typedef struct {
  char digits[MOST_DIGITS + 8]; /* room for prefixes that normalizing takes off */
  guint n_digits;
  gboolean international;
} Typed;

/* Whether what follows is another number or an extension: "доб. 12", "ext 12", ", +7...", "#12". */
static gboolean
ends_number (gunichar c)
{
  return c == '+' || c == ',' || c == ';' || c == '#' || c == '/' || c == '*' ||
         g_unichar_isalpha (c);
}

static gboolean
read_typed (const char *phone, Typed *typed)
{
  *typed = (Typed) { 0 };
  for (const char *p = phone; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (c >= '0' && c <= '9') {
      if (typed->n_digits == sizeof typed->digits - 1)
        return FALSE;
      typed->digits[typed->n_digits++] = (char) c;
    } else if (typed->n_digits >= FEWEST_DIGITS && ends_number (c)) {
      break;
    } else if (c == '+' && typed->n_digits == 0) {
      typed->international = TRUE;
    } else if (typed->international && g_str_has_prefix (p, "(0)")) {
      /* "+44 (0)20": the zero is for calls within the country */
      p += strlen ("(0");
    }
  }
  return typed->n_digits >= FEWEST_DIGITS;
}

/* What a number typed without "+" begins with in a country, and what stands there internationally.
 */
static const struct {
  const char *country;
  guint n_digits;
  const char *prefix;
  guint n_cut;
  const char *replacement;
} rules[] = {
  { "ru", 11, "8", 1, "+7" }, /* long distance */
  { "ru", 11, "7", 0, "+" },  /* a forgotten plus */
  { "ru", 10, "9", 0, "+7" }, /* mobile */
  { "ru", 10, "8", 0, "+7" }, /* free of charge, and towns */
  { "ru", 10, "4", 0, "+7" },  { "ru", 10, "3", 0, "+7" },  { "ua", 10, "0", 0, "+38" },
  { "ua", 11, "80", 0, "+3" }, { "ua", 12, "380", 0, "+" }, { "ua", 9, "", 0, "+380" },
  { "pl", 9, "", 0, "+48" },   { "pl", 10, "0", 1, "+48" }, /* a trunk prefix of the past */
  { "pl", 11, "48", 0, "+" },
};

/**
 * crm_phone_normalize:
 * @phone: (nullable): a phone number as typed
 * @country: (nullable): "ru", "ua", "pl": whose numbers need no country code; others have no rules
 *
 * Brings a number into one notation: "8 (916) 123-45-67 доб. 12" of Russia is "+79161234567".
 * Spaces, brackets, dashes, words and the extension go, of several numbers the first stays, "00" at
 * the beginning is "+". Numbers that no rule makes international stay as bare digits. Any thread.
 *
 * Returns: (transfer full) (nullable): the number, or NULL when it has fewer than 5 or more than 15
 *   digits
 */
char *
crm_phone_normalize (const char *phone, const char *country)
{
  Typed typed;
  const char *digits = typed.digits;
  const char *plus = "";
  gsize n_digits;

  if (phone == NULL)
    return NULL;
  g_autofree char *valid = g_utf8_make_valid (phone, -1);
  if (!read_typed (valid, &typed))
    return NULL;

  if (typed.international) {
    plus = "+";
  } else if (g_str_has_prefix (digits, "00")) {
    plus = "+";
    digits += 2;
  } else {
    for (guint i = 0; i < G_N_ELEMENTS (rules); i++) {
      if (g_strcmp0 (rules[i].country, country) != 0 || rules[i].n_digits != typed.n_digits ||
          !g_str_has_prefix (digits, rules[i].prefix))
        continue;
      plus = rules[i].replacement;
      digits += rules[i].n_cut;
      break;
    }
  }

  n_digits = strlen (digits) + strspn (plus + (*plus == '+'), "0123456789");
  if (n_digits < FEWEST_DIGITS || n_digits > MOST_DIGITS)
    return NULL;
  return g_strconcat (plus, digits, NULL);
}
