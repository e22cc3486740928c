/* Sort keys: bytes that memcmp() orders as people of a language do. */
#include "config.h"

#include "crm-text.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ulocdata.h>
#include <unicode/ustring.h>

/* Nobody tells texts apart by what comes later, and long notes would swell the index. */
#define KEYED_CHARACTERS 200

/* To be raised when the options below change: stored keys are stale then. */
#define KEY_GENERATION 1

#define REPLACEMENT_CHARACTER 0xfffd

struct _CrmCollator {
  UCollator *collator; /* owned */
  GByteArray *key;     /* owned: reused by crm_collator_sort_key() */
  UChar text[2 * KEYED_CHARACTERS];
};

/* "ru_RU.UTF-8@euro" as ICU has it: "ru_RU"; the C locale is no language's. */
static char *
make_icu_locale (const char *locale)
{
  if (locale == NULL)
    locale = setlocale (LC_COLLATE, NULL);
  if (locale == NULL || g_str_equal (locale, "C") || g_str_has_prefix (locale, "C.") ||
      g_str_equal (locale, "POSIX"))
    return g_strdup ("");
  return g_strndup (locale, strcspn (locale, ".@"));
}

/**
 * crm_collator_new:
 * @locale: (nullable): "ru", "uk_UA.UTF-8"; "" for the order of no language; NULL for the person's
 *   locale (LC_COLLATE)
 * @error: return location for an error
 *
 * Makes a collator of a language: case and accents count last, and digits count as numbers, so that
 * "item 2" comes before "item 10". A collator serves one thread at a time.
 *
 * Returns: (transfer full): a collator, or NULL with %CRM_ERROR_IO when the order's data are
 * missing
 */
CrmCollator *
crm_collator_new (const char *locale, GError **error)
{
  UErrorCode status = U_ZERO_ERROR;
  g_autofree char *icu_locale = make_icu_locale (locale);
  UCollator *icu_collator = ucol_open (icu_locale, &status);

  if (U_SUCCESS (status)) {
    ucol_setStrength (icu_collator, UCOL_TERTIARY);
    ucol_setAttribute (icu_collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
    /* Decomposed texts, as other systems write file names, sort with the composed ones. */
    ucol_setAttribute (icu_collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
  }
  if (U_FAILURE (status)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO,
                 _ ("The sorting order of “%s” is not available: %s"), icu_locale,
                 u_errorName (status));
    if (icu_collator != NULL)
      ucol_close (icu_collator);
    return NULL;
  }

  CrmCollator *collator = g_new0 (CrmCollator, 1);
  collator->collator = icu_collator;
  collator->key = g_byte_array_new ();
  return collator;
}

/**
 * crm_collator_free:
 * @collator: (transfer full) (nullable): a collator
 */
void
crm_collator_free (CrmCollator *collator)
{
  if (collator == NULL)
    return;
  ucol_close (collator->collator);
  g_byte_array_unref (collator->key);
  g_free (collator);
}

/* As much of the text as is keyed, in UTF-16; every character takes one or two units. */
static int32_t
load_text (CrmCollator *collator, const char *text)
{
  gsize n_bytes = 0;
  guint n_characters = 0;
  int32_t length = 0;
  UErrorCode status = U_ZERO_ERROR;

  for (; text[n_bytes] != '\0'; n_bytes++) {
    gboolean begins_character = ((guint8) text[n_bytes] & 0xc0) != 0x80;
    if (begins_character && n_characters++ == KEYED_CHARACTERS)
      break;
    /* Stray continuation bytes are one U+FFFD each. */
    if (n_bytes >= 4 * KEYED_CHARACTERS)
      break;
  }
  u_strFromUTF8WithSub (collator->text, G_N_ELEMENTS (collator->text), &length, text,
                        (int32_t) n_bytes, REPLACEMENT_CHARACTER, NULL, &status);
  return MIN (length, (int32_t) G_N_ELEMENTS (collator->text));
}

/**
 * crm_collator_write_key:
 * @collator: a collator
 * @text: (nullable): a text; NULL is as ""
 * @buffer: what the key is written to, in place of what it held
 *
 * As crm_collator_sort_key(), into a buffer that grows and is reused: for bulk loads.
 *
 * Returns: the length of the key, which is the length of @buffer
 */
gsize
crm_collator_write_key (CrmCollator *collator, const char *text, GByteArray *buffer)
{
  int32_t length;
  int32_t needed;

  g_return_val_if_fail (collator != NULL && buffer != NULL, 0);

  length = load_text (collator, text != NULL ? text : "");
  /* Keys are seldom longer than four bytes a character. */
  g_byte_array_set_size (buffer, (guint) length * 4 + 16);
  needed = ucol_getSortKey (collator->collator, collator->text, length, buffer->data,
                            (int32_t) buffer->len);
  if (needed > (int32_t) buffer->len) {
    g_byte_array_set_size (buffer, (guint) needed);
    needed = ucol_getSortKey (collator->collator, collator->text, length, buffer->data, needed);
  }
  /* ICU counts the NUL that ends every key. */
  g_byte_array_set_size (buffer, (guint) MAX (needed - 1, 0));
  return buffer->len;
}

/**
 * crm_collator_sort_key:
 * @collator: a collator
 * @text: (nullable): a text, of which the first 200 characters count; NULL is as ""
 *
 * Returns: (transfer full): bytes, without a trailing NUL, that compare as memcmp() does in the
 * order of the language
 */
GBytes *
crm_collator_sort_key (CrmCollator *collator, const char *text)
{
  g_return_val_if_fail (collator != NULL, NULL);

  crm_collator_write_key (collator, text, collator->key);
  return g_bytes_new (collator->key->data, collator->key->len);
}

/**
 * crm_collator_version:
 *
 * What stored sort keys depend on besides the locale: versions of ICU, of its data and of the
 * options used here. Keys are to be made anew where it differs from that stored with them. Any
 * thread.
 *
 * Returns: (transfer full): "icu 76.1 cldr 46.0 uca 16.0 keys 1"
 */
char *
crm_collator_version (void)
{
  UVersionInfo icu = { 0 };
  UVersionInfo cldr = { 0 };
  UVersionInfo uca = { 0 };
  UErrorCode status = U_ZERO_ERROR;
  UCollator *root = ucol_open ("", &status);

  u_getVersion (icu);
  if (U_SUCCESS (status))
    ucol_getUCAVersion (root, uca);
  ulocdata_getCLDRVersion (cldr, &status);
  if (root != NULL)
    ucol_close (root);
  return g_strdup_printf ("icu %u.%u cldr %u.%u uca %u.%u keys %d", icu[0], icu[1], cldr[0],
                          cldr[1], uca[0], uca[1], KEY_GENERATION);
}
