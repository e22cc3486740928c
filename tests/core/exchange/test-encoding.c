/* The encoding of other people's bytes is found, and they become the text that was meant. */
#include "config.h"

#include "crm-decoder.h"
#include "crm-encoding.h"
#include "crm-error.h"

#include <locale.h>
#include <string.h>

static const char russian[] =
    "Наименование;Город;Телефон\r\nООО «Ромашка»;Санкт-Петербург;8 (812) 555-12-34\r\n"
    "ИП Щукин Ёжик Эдуардович;Йошкар-Ола;+7 905 123-45-67\r\n";
static const char russian_without_signs[] =
    "Наименование;Город\r\nИП Щукин Ёжик Эдуардович;Йошкар-Ола\r\n";
static const char ukrainian[] =
    "Назва;Місто;Примітка\r\nТОВ «Їжак»;Київ;ґанок і в'їзд з Європейської площі\r\n";
static const char polish[] =
    "Nazwa;Miasto\r\nSpółka z ograniczoną odpowiedzialnością „Żółw”;Łódź\r\n"
    "Przedsiębiorstwo Wielobranżowe Ćma;Świętochłowice\r\n";
static const char polish_without_quotes[] =
    "Nazwa;Miasto\r\nSpółka z ograniczoną odpowiedzialnością Żółw;Łódź\r\nŚwit;Gdańsk\r\n";
static const char western[] = "Name;Ort\r\nMüller & Söhne GmbH;Köln\r\nSociété Générale;Orléans\r\n"
                              "Café façade à la crème – très français;Besançon\r\n";

static GByteArray *
encode (const char *text, const char *encoding)
{
  gsize length;
  g_autoptr (GError) error = NULL;
  char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  return g_byte_array_new_take ((guint8 *) bytes, length);
}

static char *
decode (const GByteArray *bytes, const char *encoding, gsize piece, guint64 *n_undecodable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmDecoder) decoder = crm_decoder_new (encoding, &error);
  g_assert_no_error (error);
  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < bytes->len; i += piece) {
    gsize length = MIN (piece, bytes->len - i);
    crm_decoder_feed (decoder, bytes->data + i, length, FALSE, text);
  }
  crm_decoder_feed (decoder, NULL, 0, TRUE, text);
  *n_undecodable = crm_decoder_get_n_undecodable (decoder);
  return g_string_free (text, FALSE);
}

static const struct {
  const char *name;
  const char *text;
  const char *encoding;
  const char *found; /* NULL: the same */
} cases[] = {
  { "russian-1251", russian, "windows-1251", NULL },
  { "russian-koi8r", russian_without_signs, "KOI8-R", NULL },
  { "russian-866", "Наименование;Город\r\nООО Ромашка;Йошкар-Ола\r\n", "IBM866", NULL },
  { "russian-utf8", russian, "UTF-8", NULL },
  { "russian-utf16le", russian, "UTF-16LE", NULL },
  { "russian-utf16be", russian, "UTF-16BE", NULL },
  { "ukrainian-1251", ukrainian, "windows-1251", NULL },
  { "ukrainian-koi8u", "Назва;Місто\r\nТОВ Їжак;Київ\r\nґанок і в'їзд;Рівне\r\n", "KOI8-U", NULL },
  { "ukrainian-utf16le", ukrainian, "UTF-16LE", NULL },
  { "polish-1250", polish, "windows-1250", NULL },
  { "polish-8859-2", polish_without_quotes, "ISO-8859-2", NULL },
  { "polish-utf16be", polish, "UTF-16BE", NULL },
  { "western-1252", western, "windows-1252", NULL },
  { "english", "Name;City\r\nAcme;London\r\n", "UTF-8", NULL },
  { "english-utf16le", "Name;City\r\nAcme;London\r\n", "UTF-16LE", NULL },
  /* Short ones, with which libraries of statistics err. */
  { "short-name", "Москва", "windows-1251", NULL },
  { "short-capitals", "ИНН", "windows-1251", NULL },
  { "short-koi8", "Москва", "KOI8-R", NULL },
  { "short-koi8-capitals", "НАИМЕНОВАНИЕ", "KOI8-R", NULL },
  { "short-polish", "Kraków", "windows-1250", NULL },
  { "short-polish-capitals", "SPÓŁKA", "windows-1250", NULL },
  { "short-polish-surname", "Wiśniewska;Zażółć;gęślą", "windows-1250", NULL },
  { "short-small-letters", "1000 рублей", "windows-1251", NULL },
  { "short-koi8-small-letters", "1000 рублей", "KOI8-R", NULL },
  { "short-rare-letters", "Орёл;Шахты;Южа", "windows-1251", NULL },
  { "short-ukrainian", "Київ", "windows-1251", NULL },
  { "capitals-like-utf8", "INFO-NET ZESPÓŁ EFEKTYWNY", "windows-1250", NULL },
  { "short-866", "Цена", "IBM866", NULL },
  { "price", "Цена;100 руб.", "windows-1251", NULL },
  { "no-break-space", "Цена;1\302\240972 руб. №\302\2405", "windows-1251", NULL },
};

static void
test_find (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GByteArray) bytes = encode (cases[i].text, cases[i].encoding);
  const char *wanted = cases[i].found != NULL ? cases[i].found : cases[i].encoding;
  gboolean certain;
  const char *found = crm_encoding_find (bytes->data, bytes->len, &certain);
  guint64 n_undecodable;
  g_assert_nonnull (found);
  g_autofree char *text = decode (bytes, found, 7, &n_undecodable);
  g_assert_cmpstr (text, ==, cases[i].text);
  g_assert_cmpuint (n_undecodable, ==, 0);
  g_assert_cmpstr (found, ==, wanted);

  /* The same, however the bytes come. */
  g_autoptr (CrmEncodingFinder) finder = crm_encoding_finder_new ();
  for (gsize at = 0; at < bytes->len; at += 64) {
    crm_encoding_finder_feed (finder, bytes->data + at, MIN (64, bytes->len - at));
  }
  g_assert_cmpstr (crm_encoding_finder_finish (finder, NULL), ==, wanted);
}

static void
test_marks (void)
{
  static const struct {
    const char *encoding;
    const char *mark;
    gsize length;
  } marks[] = {
    { "UTF-8", "\xef\xbb\xbf", 3 },        { "UTF-16LE", "\xff\xfe", 2 },
    { "UTF-16BE", "\xfe\xff", 2 },         { "UTF-32LE", "\xff\xfe\x00\x00", 4 },
    { "UTF-32BE", "\x00\x00\xfe\xff", 4 },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autoptr (GByteArray) bytes = encode (ukrainian, marks[i].encoding);
    g_byte_array_prepend (bytes, (const guint8 *) marks[i].mark, (guint) marks[i].length);
    gboolean certain = FALSE;
    const char *found = crm_encoding_find (bytes->data, bytes->len, &certain);
    g_assert_cmpstr (found, ==, marks[i].encoding);
    g_assert_true (certain);
    for (gsize piece = 1; piece < 9; piece++) {
      guint64 n_undecodable;
      g_autofree char *text = decode (bytes, found, piece, &n_undecodable);
      g_assert_cmpstr (text, ==, ukrainian);
      g_assert_cmpuint (n_undecodable, ==, 0);
    }
  }
}

/* A UTF-8 file stays one when a letter in it is damaged or its end is cut off. */
static void
test_damaged_utf8 (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i < 20; i++) {
    g_string_append (text, russian);
  }
  text->str[strlen (russian) + 1] = '\xff';
  gboolean certain = TRUE;
  g_assert_cmpstr (crm_encoding_find ((guint8 *) text->str, text->len, &certain), ==, "UTF-8");
  g_assert_false (certain);

  g_autoptr (GByteArray) cut = g_byte_array_new ();
  g_byte_array_append (cut, (const guint8 *) russian, 25); /* in the middle of a letter */
  g_assert_cmpstr (crm_encoding_find (cut->data, cut->len, NULL), ==, "UTF-8");
}

static void
test_no_text (void)
{
  static const guint8 zeros[] = { 'a', 'b', 0, 'c', 'd', 'e', 0xff, 0, 0, 0, 1, 2, 3, 0x80, 9 };
  g_assert_null (crm_encoding_find (zeros, sizeof zeros, NULL));
  g_assert_cmpstr (crm_encoding_find (NULL, 0, NULL), ==, "UTF-8");
}

static void
test_undecodable_line (void)
{
  /* 0x98 is no letter of windows-1251. */
  static const guint8 bytes[] = { 0xcc, 0xee, '\r', '\n', 0xe0, '\n', 0x98, 0xe1, '\n', 0x98 };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CrmDecoder) decoder = crm_decoder_new ("windows-1251", NULL);
  for (gsize i = 0; i < sizeof bytes; i++) {
    crm_decoder_feed (decoder, bytes + i, 1, i + 1 == sizeof bytes, text);
  }
  g_assert_cmpstr (text->str, ==, "Мо\r\nа\n\xef\xbf\xbdб\n\xef\xbf\xbd");
  g_assert_cmpuint (crm_decoder_get_n_undecodable (decoder), ==, 2);
  g_assert_cmpuint (crm_decoder_get_first_undecodable_line (decoder), ==, 3);

  g_autoptr (CrmDecoder) utf8 = crm_decoder_new ("UTF-8", NULL);
  g_string_truncate (text, 0);
  crm_decoder_feed (utf8, (const guint8 *) "a\nb\xe2\x82 c\n\xf0\x9f", 10, TRUE, text);
  g_assert_cmpstr (text->str, ==, "a\nb\xef\xbf\xbd\xef\xbf\xbd c\n\xef\xbf\xbd");
  g_assert_cmpuint (crm_decoder_get_n_undecodable (utf8), ==, 3);
  g_assert_cmpuint (crm_decoder_get_first_undecodable_line (utf8), ==, 2);
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (crm_decoder_new ("windows-1313", &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "windows-1313"));
  g_assert_false (crm_encoding_is_known (""));
  g_assert_false (crm_encoding_is_known ("windows-1313"));
  for (gsize i = 0; crm_encoding_list ()[i] != NULL; i++) {
    g_autofree char *label = crm_encoding_get_label (crm_encoding_list ()[i]);
    g_assert_true (crm_encoding_is_known (crm_encoding_list ()[i]));
    g_assert_nonnull (strstr (label, crm_encoding_list ()[i]));
  }
}

/* Any bytes in any encoding become valid UTF-8, however they are cut. */
static void
test_random (void)
{
  for (int round = 0; round < 300; round++) {
    const char *encoding = crm_encoding_list ()[round % 12];
    g_autoptr (GByteArray) bytes = g_byte_array_new ();
    int length = g_test_rand_int_range (0, 400);
    for (int i = 0; i < length; i++) {
      guint8 byte = (guint8) g_test_rand_int_range (1, 256);
      g_byte_array_append (bytes, &byte, 1);
    }
    guint64 n_whole;
    guint64 n_pieces;
    g_autofree char *whole = decode (bytes, encoding, 1000, &n_whole);
    g_autofree char *pieces =
        decode (bytes, encoding, (gsize) g_test_rand_int_range (1, 20), &n_pieces);
    g_assert_true (g_utf8_validate (whole, -1, NULL));
    g_assert_cmpstr (whole, ==, pieces);
    g_assert_cmpuint (n_whole, ==, n_pieces);
    crm_encoding_find (bytes->data, bytes->len, NULL);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/encoding/find/", cases[i].name, NULL);
    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_find);
  }
  g_test_add_func ("/encoding/marks", test_marks);
  g_test_add_func ("/encoding/damaged-utf8", test_damaged_utf8);
  g_test_add_func ("/encoding/no-text", test_no_text);
  g_test_add_func ("/decoder/undecodable-line", test_undecodable_line);
  g_test_add_func ("/decoder/unknown", test_unknown);
  g_test_add_func ("/decoder/random", test_random);
  return g_test_run ();
}
