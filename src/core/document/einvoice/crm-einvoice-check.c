/* The rules of e-invoice formats, which are data, and what a document breaks of them. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-check-digits.h"
#include "crm-decimal.h"
#include "crm-document.h"
#include "crm-einvoice-private.h"
#include "crm-einvoice-rules.h"
#include "crm-error.h"
#include "crm-ksef-code.h"
#include "crm-vat.h"

#define FOLDER "/io/github/voronka_crm/Voronka/einvoice/"

/*
 * A rule is a line of five words: test, path, argument, field, condition; "-" is none, "#" begins a
 * comment. The path is one of the form's names (crm-form-data.h, and what crm_einvoice_derive()
 * adds). One that begins with the name of a list is asked of each of its items. The field is the
 * path that the sentence names, where it is another; a rule with a condition holds where the value
 * at that path is there and is not zero.
 *
 *   required PATH           it is filled in
 *   length PATH N           it has at most N characters
 *   number PATH KIND        its check digits are right: nip, inn, kpp, iban, ksef
 *   one-of PATH A,B         it is one of these words
 *   person PATH             it is a surname and a first name
 *   positive PATH           it is not less than zero
 *   lines -                 there is a line
 *   most LIST N             there are at most N items
 *   sum PATH LIST.NAME      it is the sum over the list
 *   add PATH A,B            it is A and B together
 *   tax PATH LIST.NAME      VAT of each rate is the rate of the other, but for rounding line by
 * line
 */

typedef struct {
  const CrmFormData *data;
  GStrvBuilder *found;
  char **words; /* of the rule */
  int line;     /* of a list, from 1; 0: none */
} Check;

/* --- What is said */

static void
say (Check *self, char *sentence)
{
  g_autofree char *whole = NULL;

  if (self->line > 0)
    /* Translators: a line of a document, and what is wrong with it */
    whole = g_strdup_printf (_ ("Line %d: %s"), self->line, sentence);
  g_strv_builder_add (self->found, whole != NULL ? whole : sentence);
  g_free (sentence);
}

static char *
dup_field (Check *self)
{
  const char *path = strcmp (self->words[3], "-") == 0 ? self->words[1] : self->words[3];

  if (g_str_has_prefix (path, "lines."))
    path += strlen ("lines.");
  return crm_document_dup_path_name (path);
}

/* --- Tests of one value */

static char *
dup_text (const CrmFormData *value)
{
  if (value == NULL || crm_form_data_is_empty (value))
    return NULL;
  if (crm_form_data_get_kind (value) == CRM_FORM_VALUE_TEXT)
    return g_strdup (crm_form_data_get_text (value));
  return g_strdup_printf ("%" G_GINT64_FORMAT, crm_form_data_get_number (value));
}

static void
check_required (Check *self, const CrmFormData *value)
{
  g_autofree char *text = dup_text (value);
  g_autofree char *field = dup_field (self);

  /* A draft's number is a dash. */
  if (text == NULL || g_str_equal (g_strstrip (text), "") || g_str_equal (text, "—"))
    say (self, g_strdup_printf (_ ("“%s” is not filled in"), field));
}

static void
check_length (Check *self, const CrmFormData *value)
{
  g_autofree char *text = dup_text (value);
  g_autofree char *field = dup_field (self);
  int most = atoi (self->words[2]);

  if (text != NULL && g_utf8_strlen (text, -1) > most)
    say (self, g_strdup_printf (ngettext ("“%s” is longer than %d character",
                                          "“%s” is longer than %d characters", (unsigned) most),
                                field, most));
}

static gboolean
is_right_number (const char *kind, const char *text)
{
  if (strcmp (kind, "nip") == 0)
    return crm_check_nip (text);
  if (strcmp (kind, "inn") == 0)
    return crm_check_inn (text);
  if (strcmp (kind, "kpp") == 0)
    return crm_check_kpp (text);
  if (strcmp (kind, "ksef") == 0)
    return crm_ksef_number_is_valid (text);
  return crm_check_iban (text);
}

static void
check_number (Check *self, const CrmFormData *value)
{
  g_autofree char *text = dup_text (value);
  g_autofree char *field = dup_field (self);

  if (text != NULL && !is_right_number (self->words[2], text))
    say (self,
         g_strdup_printf (_ ("“%s”: the number “%s” is not right, a digit is wrong"), field, text));
}

static void
check_one_of (Check *self, const CrmFormData *value)
{
  g_autofree char *text = dup_text (value);
  g_autofree char *field = dup_field (self);
  g_auto (GStrv) words = g_strsplit (self->words[2], ",", -1);

  if (text == NULL)
    say (self, g_strdup_printf (_ ("“%s” is not filled in"), field));
  else if (!g_strv_contains ((const char *const *) words, text)) {
    g_autofree char *list = g_strjoinv (", ", words);
    say (self, g_strdup_printf (_ ("“%s” is “%s”; such a file takes only: %s"), field, text, list));
  }
}

static void
check_person (Check *self, const CrmFormData *value)
{
  g_autofree char *text = dup_text (value);
  g_autofree char *field = dup_field (self);

  if (text != NULL && strchr (g_strstrip (text), ' ') == NULL)
    say (self, g_strdup_printf (_ ("“%s” needs a surname and a first name"), field));
}

static void
check_positive (Check *self, const CrmFormData *value)
{
  g_autofree char *field = dup_field (self);

  if (value != NULL && crm_form_data_get_number (value) < 0)
    say (self, g_strdup_printf (_ ("“%s” must not be less than zero"), field));
}

/* --- Tests over lists */

static void
say_sum (Check *self)
{
  g_autofree char *field = dup_field (self);
  say (self, g_strdup_printf (_ ("The amounts do not add up to “%s”"), field));
}

static void
check_lines (Check *self, const CrmFormData *value)
{
  const CrmFormData *lines = crm_form_data_lookup (self->data, "lines");

  if (lines == NULL || crm_form_data_get_n_items (lines) == 0)
    say (self, g_strdup (_ ("The document has no lines")));
}

static void
check_most (Check *self, const CrmFormData *value)
{
  int most = atoi (self->words[2]);

  if (value != NULL && crm_form_data_get_n_items (value) > (gsize) most)
    say (self, g_strdup_printf (ngettext ("The document has more than %d line",
                                          "The document has more than %d lines", (unsigned) most),
                                most));
}

static void
check_sum (Check *self, const CrmFormData *value)
{
  g_auto (GStrv) parts = g_strsplit (self->words[2], ".", 2);
  const CrmFormData *list = crm_form_data_lookup (self->data, parts[0]);
  gint64 sum = 0;

  for (gsize i = 0; list != NULL && i < crm_form_data_get_n_items (list); i++)
    if (__builtin_add_overflow (
            sum, crm_einvoice_get_number (crm_form_data_get_item (list, i), parts[1]), &sum)) {
      say_sum (self);
      return;
    }
  if (sum != crm_einvoice_get_number (self->data, self->words[1]))
    say_sum (self);
}

static void
check_add (Check *self, const CrmFormData *value)
{
  g_auto (GStrv) parts = g_strsplit (self->words[2], ",", -1);
  gint64 sum = 0;

  for (gsize i = 0; parts[i] != NULL; i++)
    if (__builtin_add_overflow (sum, crm_einvoice_get_number (self->data, parts[i]), &sum))
      sum = G_MININT64;
  if (sum != crm_einvoice_get_number (self->data, self->words[1]))
    say_sum (self);
}

/* BR-CO-17 with the latitude of its published check: one whole unit of the currency, as much as
 * rounding line by line comes to on a hundred lines. */
static void
check_tax (Check *self, const CrmFormData *value)
{
  const CrmFormData *rates = crm_form_data_lookup (self->data, "rates");
  const CrmFormData *lines = crm_form_data_lookup (self->data, "lines");
  gint64 latitude = MAX (100, lines != NULL ? (gint64) crm_form_data_get_n_items (lines) : 0);

  for (gsize i = 0; rates != NULL && i < crm_form_data_get_n_items (rates); i++) {
    const CrmFormData *rate = crm_form_data_get_item (rates, i);
    gint64 percent = 0, expected = 0;
    gint64 vat = crm_einvoice_get_number (rate, "vat");
    if (!crm_vat_code_parse (crm_einvoice_get_text (rate, "rate"), &percent, NULL, NULL) ||
        !crm_decimal_multiply (crm_einvoice_get_number (rate, "net"), percent, 10000, &expected) ||
        vat < expected - latitude || vat > expected + latitude) {
      say_sum (self);
      return;
    }
  }
}

static const struct {
  const char *name;
  void (*run) (Check *self, const CrmFormData *value);
  gboolean whole; /* it looks at lists itself */
} tests[] = {
  { "required", check_required, FALSE },
  { "length", check_length, FALSE },
  { "number", check_number, FALSE },
  { "one-of", check_one_of, FALSE },
  { "person", check_person, FALSE },
  { "positive", check_positive, FALSE },
  { "lines", check_lines, TRUE },
  { "most", check_most, TRUE },
  { "sum", check_sum, TRUE },
  { "add", check_add, TRUE },
  { "tax", check_tax, TRUE },
};

/* --- Rules */

static gboolean
holds (Check *self)
{
  const CrmFormData *value;

  if (strcmp (self->words[4], "-") == 0)
    return TRUE;
  value = crm_form_data_lookup (self->data, self->words[4]);
  if (value == NULL || crm_form_data_is_empty (value))
    return FALSE;
  return crm_form_data_get_kind (value) == CRM_FORM_VALUE_TEXT ||
         crm_form_data_get_number (value) != 0;
}

static gboolean
run_rule (Check *self)
{
  const char *dot = strchr (self->words[1], '.');
  g_autofree char *list = dot != NULL ? g_strndup (self->words[1], dot - self->words[1]) : NULL;
  const CrmFormData *items = list != NULL ? crm_form_data_lookup (self->data, list) : NULL;
  gsize test = 0;

  while (test < G_N_ELEMENTS (tests) && strcmp (tests[test].name, self->words[0]) != 0)
    test++;
  if (test == G_N_ELEMENTS (tests))
    return FALSE;
  if (!holds (self))
    return TRUE;
  if (tests[test].whole || items == NULL || crm_form_data_get_kind (items) != CRM_FORM_VALUE_LIST) {
    tests[test].run (self, crm_form_data_lookup (self->data, self->words[1]));
    return TRUE;
  }
  for (gsize i = 0; i < crm_form_data_get_n_items (items); i++) {
    self->line = (int) i + 1;
    tests[test].run (self, crm_form_data_lookup (crm_form_data_get_item (items, i), dot + 1));
  }
  self->line = 0;
  return TRUE;
}

/* (transfer full): the words of a line, joined by nothing */
static GStrv
split_words (const char *line)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (line, " \t", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

/* (transfer full): the sentences without those that were said before */
static GStrv
dup_once (GStrv sentences)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; sentences[i] != NULL; i++)
    if (g_hash_table_add (seen, sentences[i]))
      g_strv_builder_add (builder, sentences[i]);
  return g_strv_builder_end (builder);
}

GStrv
crm_einvoice_check (const CrmFormData *data, CrmEinvoiceFormat format, GError **error)
{
  g_autofree char *path =
      g_strconcat (FOLDER, crm_einvoice_format_to_string (format), ".rules", NULL);
  g_autoptr (GBytes) rules = g_resource_lookup_data (crm_einvoice_get_resource (), path, 0, error);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) sentences = NULL;

  if (rules == NULL)
    return NULL;
  lines = g_strsplit (g_bytes_get_data (rules, NULL), "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) words = split_words (lines[i]);
    Check check = { data, found, words, 0 };
    if (words[0] == NULL || words[0][0] == '#')
      continue;
    if (g_strv_length (words) != 5 || !run_rule (&check)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("%s, line %u: this is no rule"), path,
                   (guint) i + 1);
      return NULL;
    }
  }
  sentences = g_strv_builder_end (found);
  return dup_once (sentences);
}
