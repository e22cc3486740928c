/* Any writing in plain Latin letters. */
#include "config.h"

#include "crm-text-ascii.h"

#include <unicode/ustring.h>
#include <unicode/utrans.h>

static UTransliterator *
get_transliterator (void)
{
  static UTransliterator *transliterator;
  static gsize opened;

  if (g_once_init_enter (&opened)) {
    UErrorCode status = U_ZERO_ERROR;
    transliterator =
        utrans_openU (u"Any-Latin; Latin-ASCII; Lower", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    if (U_FAILURE (status))
      transliterator = NULL;
    g_once_init_leave (&opened, 1);
  }
  return transliterator;
}

/**
 * crm_text_to_ascii:
 * @text: UTF-8
 *
 * "Скидка" becomes "skidka": for names that machines are to read and people still to recognise.
 *
 * Returns: (transfer full): in small Latin letters, as far as there are such for it; nothing of
 * what has none
 */
char *
crm_text_to_ascii (const char *text)
{
  const UTransliterator *transliterator = get_transliterator ();
  g_autoptr (GString) ascii = g_string_new (NULL);
  glong length = 0;
  g_autofree gunichar2 *letters = g_utf8_to_utf16 (text, -1, NULL, &length, NULL);
  int32_t capacity = (int32_t) length * 8 + 16;
  g_autofree gunichar2 *room = g_new0 (gunichar2, capacity);
  int32_t text_length = (int32_t) length;
  int32_t limit = text_length;
  UErrorCode status = U_ZERO_ERROR;

  for (glong i = 0; i < length; i++)
    room[i] = letters[i];
  if (transliterator != NULL)
    utrans_transUChars (transliterator, (UChar *) room, &text_length, capacity, 0, &limit, &status);
  for (int32_t i = 0; i < text_length && U_SUCCESS (status); i++)
    if (room[i] < 0x80)
      g_string_append_c (ascii, (char) room[i]);
  return g_string_free (g_steal_pointer (&ascii), FALSE);
}
