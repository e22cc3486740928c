/* Folding, sort keys, phones and e-mails. */
#include "config.h"

#include "crm-text.h"

#include <string.h>

typedef struct {
  const char *text;
  const char *expected;
} Pair;

static void
test_fold (void)
{
  static const Pair cases[] = {
    { NULL, "" },
    { "", "" },
    { "   ", "" },
    { "Hello World", "hello world" },
    { "  two \t\n words\r\n ", "two words" },
    { "ПРИВЕТ, Мир", "привет, мир" },
    { "Ёлка ёлка", "елка елка" },
    { "Йод йод", "йод йод" },
    { "Їжак їжак", "їжак їжак" },
    { "Ґанок ґанок", "ганок ганок" },
    { "Є є І і", "є є і і" },
    { "Ўрад Ѓ Ќ", "урад г к" },
    { "и\314\206 И\314\206", "й й" },
    { "і\314\210 І\314\210", "ї ї" },
    { "е\314\210 Е\314\210", "е е" },
    { "а\314\206 і\314\206 и\314\210", "а і и" },
    { "замо\314\201к", "замок" },
    { "п'ять п’ять пʼять п`ять п‘ять п´ять", "пять пять пять пять пять пять" },
    { "O'Neil", "oneil" },
    { "Żółć Łódź", "zolc lodz" },
    { "Zażółć gęślą jaźń", "zazolc gesla jazn" },
    { "Ørsted Đorđe ıİ", "orsted dorde ii" },
    { "Straße STRASSE Straẞe", "strasse strasse strasse" },
    { "ﬁn №5 x² ½ Ⅷ", "fin no5 x2 1\342\201\2042 viii" },
    { "ＡＢＣ１２", "abc12" },
    { "co\302\255operate", "cooperate" },
    { "a\342\200\213b\357\273\277c\342\200\216d", "abcd" },
    { "a\302\240b\342\200\257c\343\200\200d", "a b c d" },
    { "Нью\342\200\221Йорк Нью—Йорк Нью−Йорк", "нью-йорк нью-йорк нью-йорк" },
    { "ΌΣΟΣ όσος", "οσοσ οσοσ" },
    { "Grüße é É ñ ç", "grusse e e n c" },
    { "日本語 😀", "日本語 😀" },
    { "\x01 a\x02", "a" },
    { "a\xff"
      "b",
      "a\357\277\275b" },
    { "\xd0", "\357\277\275" },
    { "\xd0 x", "\357\277\275 x" },
    { "\xe2\x82", "\357\277\275\357\277\275" },
    { "\xc0\x80", "\357\277\275\357\277\275" },
    { "\xed\xa0\x80", "\357\277\275\357\277\275\357\277\275" },
    { "\314\206x", "x" },
    { "\xb8\314\206", "\357\277\275" },
    { "ﷺ", "صلى الله عليه وسلم" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *folded = crm_text_fold (cases[i].text);
    g_assert_cmpstr (folded, ==, cases[i].expected);
  }
}

/* Every character: what it folds to is folded already, and so does its decomposed form. */
static void
test_fold_every_character (void)
{
  for (gunichar c = 1; c <= 0x10ffff; c++) {
    char text[16] = "x";

    if (!g_unichar_validate (c))
      continue;
    text[1 + g_unichar_to_utf8 (c, text + 1)] = '\0';
    g_autofree char *once = crm_text_fold (text);
    g_autofree char *twice = crm_text_fold (once);
    g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
    g_autofree char *folded_decomposed = crm_text_fold (decomposed);
    if (!g_utf8_validate (once, -1, NULL) || !g_str_equal (once, twice) ||
        !g_str_equal (once, folded_decomposed))
      g_error ("U+%04X: “%s”, folded again “%s”, decomposed “%s”", c, once, twice,
               folded_decomposed);
  }
}

/* Case makes no difference in the alphabets of the people who use this. */
static void
test_fold_case (void)
{
  for (gunichar c = 0x20; c < 0x0530; c++) {
    char text[8] = { 0 };
    char upper[8] = { 0 };
    char lower[8] = { 0 };

    /* These three have capitals of other letters: micro sign, dotless i and a combining mark. */
    if (c == 0xb5 || c == 0x0131 || c == 0x0345)
      continue;
    g_unichar_to_utf8 (c, text);
    g_unichar_to_utf8 (g_unichar_toupper (c), upper);
    g_unichar_to_utf8 (g_unichar_tolower (c), lower);
    g_autofree char *folded = crm_text_fold (text);
    g_autofree char *folded_upper = crm_text_fold (upper);
    g_autofree char *folded_lower = crm_text_fold (lower);
    g_assert_cmpstr (folded, ==, folded_upper);
    g_assert_cmpstr (folded, ==, folded_lower);
  }
}

static char *
make_random_bytes (gsize most)
{
  static const char *const pieces[] = {
    "а", "И", "\314\206", "\314\210", "і", " ", "Q", "\xd0", "\xff", "ß", "ﷺ", "'", "\302\255", "é",
  };
  GString *text = g_string_new (NULL);

  while (text->len < most && g_test_rand_int_range (0, 20) != 0) {
    if (g_test_rand_bit ())
      g_string_append (text, pieces[g_test_rand_int_range (0, (gint32) G_N_ELEMENTS (pieces))]);
    else
      g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
  }
  return g_string_free (text, FALSE);
}

static void
test_any_bytes (void)
{
  for (guint i = 0; i < 20000; i++) {
    g_autofree char *bytes = make_random_bytes (100);
    g_autofree char *once = crm_text_fold (bytes);
    g_autofree char *twice = crm_text_fold (once);
    g_autofree char *squeezed = crm_text_squeeze (bytes);
    g_autofree char *tidy = crm_text_tidy (bytes);
    g_autofree char *tidier = crm_text_tidy (tidy);
    gsize most = (gsize) g_test_rand_int_range (1, 30);
    g_autofree char *line = crm_text_one_line (bytes, most);

    g_assert_cmpstr (once, ==, twice);
    g_assert_true (g_utf8_validate (once, -1, NULL));
    g_assert_true (g_utf8_validate (squeezed, -1, NULL));
    g_assert_null (strchr (squeezed, ' '));
    g_assert_cmpstr (tidy, ==, tidier);
    g_assert_true (g_utf8_validate (tidy, -1, NULL));
    g_assert_null (strchr (tidy, '\r'));
    g_assert_true (g_utf8_validate (line, -1, NULL));
    g_assert_cmpint (g_utf8_strlen (line, -1), <=, (glong) most);
    g_assert_null (strpbrk (line, "\r\n\t"));
  }
}

static void
test_squeeze (void)
{
  static const Pair cases[] = {
    { NULL, "" },
    { " - ", "" },
    { "GTX Pro", "gtxpro" },
    { "GTX-Pro", "gtxpro" },
    { "GTXPro", "gtxpro" },
    { "ООО «Ромашка-1»", "оооромашка1" },
    { "+7 (916) 123-45-67", "79161234567" },
    { "日本, 語", "日本語" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *squeezed = crm_text_squeeze (cases[i].text);
    g_assert_cmpstr (squeezed, ==, cases[i].expected);
  }
}

static void
test_tidy (void)
{
  static const Pair cases[] = {
    { NULL, "" },
    { " \n ", "" },
    { "  a  b \n", "a  b" },
    { "a\r\nb\rc\nd", "a\nb\nc\nd" },
    { "a\r\r\nb", "a\n\nb" },
    { "a\342\200\250b\302\205c", "a\nb\nc" },
    { "a\tb\x07"
      "c\x7f",
      "a\tbc" },
    { "\x01 a", "a" },
    { "a\xffz", "a\357\277\275z" },
    { "a\xc0\x80z", "a\357\277\275\357\277\275z" },
    { "\302\240Łódź\302\240", "Łódź" },
    { "\r", "" },
    { "a\r", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *tidy = crm_text_tidy (cases[i].text);
    g_assert_cmpstr (tidy, ==, cases[i].expected);
  }
}

static void
test_one_line (void)
{
  static const struct {
    const char *text;
    gsize most;
    const char *expected;
  } cases[] = {
    { NULL, 5, "" },
    { "  a \n\n b\t", 0, "a b" },
    { "abcdef", 6, "abcdef" },
    { "abcdefg", 6, "abcde…" },
    { "abcdef   ", 6, "abcdef" },
    { "abcdef  g", 6, "abcde…" },
    { "abcd efgh", 6, "abcd…" },
    { "Привет, мир", 7, "Привет…" },
    { "ab", 1, "…" },
    { "a", 1, "a" },
    /* the accent goes with its letter */
    { "abе\314\201de", 4, "ab…" },
    { "a\xff", 0, "a\357\277\275" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *line = crm_text_one_line (cases[i].text, cases[i].most);
    g_assert_cmpstr (line, ==, cases[i].expected);
  }
}

static CrmCollator *
make_collator (const char *locale)
{
  g_autoptr (GError) error = NULL;
  CrmCollator *collator = crm_collator_new (locale, &error);

  g_assert_no_error (error);
  return collator;
}

static void
test_collator_order (void)
{
  static const struct {
    const char *locale;
    const char *texts[12]; /* in their order */
  } cases[] = {
    { "ru", { "", "Анна", "борис", "Елена", "ёлка", "Жанна", "йод", "Яков", "Zoe" } },
    { "uk_UA.UTF-8", { "ганок", "ґанок", "дім", "ель", "єдність", "ива", "ікра", "їжак", "йод" } },
    { "pl", { "cal", "ćma", "dom", "lot", "łoś", "zebra", "źrebię", "żaba" } },
    { "en_US", { "item 2", "item 10", "Item 10", "item 010a", "item 100" } },
    { "", { "a", "A", "b" } },
    { "C.UTF-8", { "a", "A", "b" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmCollator) collator = make_collator (cases[i].locale);
    g_autoptr (GBytes) previous = NULL;
    for (guint j = 0; j < G_N_ELEMENTS (cases[i].texts) && cases[i].texts[j] != NULL; j++) {
      g_autoptr (GBytes) key = crm_collator_sort_key (collator, cases[i].texts[j]);
      if (previous != NULL && g_bytes_compare (previous, key) >= 0)
        g_error ("%s: “%s” comes before “%s”", cases[i].locale, cases[i].texts[j],
                 cases[i].texts[j - 1]);
      g_clear_pointer (&previous, g_bytes_unref);
      previous = g_bytes_ref (key);
    }
  }
}

static void
test_collator_write_key (void)
{
  g_autoptr (CrmCollator) collator = make_collator ("ru");
  g_autoptr (GByteArray) buffer = g_byte_array_new ();

  for (guint i = 0; i < 3000; i++) {
    g_autofree char *text = make_random_bytes (600);
    g_autoptr (GBytes) key = crm_collator_sort_key (collator, text);
    gsize length = crm_collator_write_key (collator, text, buffer);

    g_assert_cmpuint (length, ==, buffer->len);
    g_assert_cmpmem (buffer->data, length, g_bytes_get_data (key, NULL), g_bytes_get_size (key));
    g_assert_null (memchr (buffer->data, 0, length));
  }
  g_assert_cmpuint (crm_collator_write_key (collator, NULL, buffer), ==,
                    crm_collator_write_key (collator, "", buffer));
}

/* Only the first 200 characters count, however long they are in bytes. */
static void
test_collator_long_text (void)
{
  static const char *const letters[] = { "x", "ж", "語", "😀" };
  g_autoptr (CrmCollator) collator = make_collator ("ru");

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    for (guint j = 0; j < 199; j++)
      g_string_append (text, letters[i]);
    g_autoptr (GBytes) shorter = crm_collator_sort_key (collator, text->str);
    g_string_append (text, letters[i]);
    g_autoptr (GBytes) whole = crm_collator_sort_key (collator, text->str);
    g_string_append (text, "and more");
    g_autoptr (GBytes) longer = crm_collator_sort_key (collator, text->str);

    g_assert_false (g_bytes_equal (shorter, whole));
    g_assert_true (g_bytes_equal (whole, longer));
  }
}

/* A text of an other system sorts as that of this one. */
static void
test_collator_decomposed (void)
{
  g_autoptr (CrmCollator) collator = make_collator ("ru");
  g_autoptr (GBytes) composed = crm_collator_sort_key (collator, "йод");
  g_autoptr (GBytes) decomposed = crm_collator_sort_key (collator, "и\314\206од");

  g_assert_true (g_bytes_equal (composed, decomposed));
}

static void
test_collator_version (void)
{
  g_autofree char *version = crm_collator_version ();
  g_autofree char *again = crm_collator_version ();

  g_assert_true (g_regex_match_simple (
      "^icu [1-9]\\d*\\.\\d+ cldr [1-9]\\d*\\.\\d+ uca [1-9]\\d*\\.\\d+ keys \\d+$", version, 0,
      0));
  g_assert_cmpstr (version, ==, again);
}

static void
test_phone (void)
{
  static const struct {
    const char *phone;
    const char *country;
    const char *expected;
  } cases[] = {
    { "8 (916) 123-45-67", "ru", "+79161234567" },
    { "8 (916) 123-45-67 доб. 12", "ru", "+79161234567" },
    { "+7 916 123 45 67", "ru", "+79161234567" },
    { "7 916 123-45-67", "ru", "+79161234567" },
    { "916 123 45 67", "ru", "+79161234567" },
    { "495 123 45 67", "ru", "+74951234567" },
    { "тел. 8-800-555-35-35", "ru", "+78005553535" },
    { "89161234567, 89169999999", "ru", "+79161234567" },
    { "8 916 123 45 67 / 8 495 111 22 33", "ru", "+79161234567" },
    { "8 916 123 45 67 +7 495 111 22 33", "ru", "+79161234567" },
    { "123-45-67", "ru", "1234567" },
    { "067 123 45 67", "ua", "+380671234567" },
    { "8 067 123 45 67", "ua", "+380671234567" },
    { "380671234567", "ua", "+380671234567" },
    { "67 123 45 67", "ua", "+380671234567" },
    { "601 234 567", "pl", "+48601234567" },
    { "0 22 123 45 67", "pl", "+48221234567" },
    { "48 601 234 567", "pl", "+48601234567" },
    { "0048 601 234 567", "pl", "+48601234567" },
    { "0048 601 234 567", "ru", "+48601234567" },
    { "+44 (0)20 7946 0018", "pl", "+442079460018" },
    { "030/1234567", "other", "0301234567" },
    { "601 234 567", "other", "601234567" },
    { "601 234 567", NULL, "601234567" },
    { "12345 ext 678", "ru", "12345" },
    { "12345#678", "ru", "12345" },
    { "+7\302\240916\302\240123‑45‑67", "ru", "+79161234567" },
    { "1234", "ru", NULL },
    { "+123456789012345", "ru", "+123456789012345" },
    { "+1234567890123456", "ru", NULL },
    { "1234567890123456789012345678901234567890", "ru", NULL },
    { "no phone", "ru", NULL },
    { "", "ru", NULL },
    { NULL, "ru", NULL },
    { "00", "ru", NULL },
    { "001234", "ru", NULL },
    { "\xff"
      "89161234567",
      "ru", "+79161234567" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *phone = crm_phone_normalize (cases[i].phone, cases[i].country);
    g_assert_cmpstr (phone, ==, cases[i].expected);
    if (phone == NULL || *phone != '+')
      continue;
    g_autofree char *again = crm_phone_normalize (phone, cases[i].country);
    g_assert_cmpstr (again, ==, phone);
  }
}

static void
test_email (void)
{
  static const char *const right[] = {
    "a@b.co",         "anna.ivanova+crm@mail.example.org", "o'neil@example.ie",
    "иван@пример.рф", "info@xn--e1afmkfd.xn--p1ai",        "_x@y-z.com.ua",
  };
  static const char *const wrong[] = {
    NULL,       "",         "a",        "@b.co",    "a@",        "a@b",
    "a@b.",     "a@.b",     "a@b..co",  ".a@b.co",  "a.@b.co",   "a..b@c.co",
    "a b@c.co", "a@b c.co", "a@b@c.co", "a@-b.co",  "a@b-.co",   "a@b_c.co",
    "<a@b.co>", "a@b.co ",  "a@b.co\n", "a,b@c.co", "\xff@b.co", "a\302\240b@c.co",
  };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (crm_email_is_valid (right[i]));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (crm_email_is_valid (wrong[i]));

  g_autofree char *local = g_strnfill (65, 'a');
  g_autofree char *address = g_strconcat (local, "@b.co", NULL);
  g_assert_false (crm_email_is_valid (address));
  g_assert_true (crm_email_is_valid (address + 1));
}

static void
test_capitalize (void)
{
  static const char *const texts[][2] = {
    { "", "" },
    { "ноябрь 2026", "Ноябрь 2026" },
    { "życie", "Życie" },
    { "\307\206a", "\307\205a" }, /* a letter of two: the first large, the second small */
    { "2 days", "2 days" },
    { "November", "November" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *large = crm_text_capitalize (texts[i][0]);
    g_assert_cmpstr (large, ==, texts[i][1]);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-every-character", test_fold_every_character);
  g_test_add_func ("/text/fold-case", test_fold_case);
  g_test_add_func ("/text/any-bytes", test_any_bytes);
  g_test_add_func ("/text/squeeze", test_squeeze);
  g_test_add_func ("/text/tidy", test_tidy);
  g_test_add_func ("/text/one-line", test_one_line);
  g_test_add_func ("/text/capitalize", test_capitalize);
  g_test_add_func ("/collator/order", test_collator_order);
  g_test_add_func ("/collator/write-key", test_collator_write_key);
  g_test_add_func ("/collator/long-text", test_collator_long_text);
  g_test_add_func ("/collator/decomposed", test_collator_decomposed);
  g_test_add_func ("/collator/version", test_collator_version);
  g_test_add_func ("/phone/normalize", test_phone);
  g_test_add_func ("/email/is-valid", test_email);
  return g_test_run ();
}
