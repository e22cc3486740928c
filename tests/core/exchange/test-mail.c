/* Letters and signatures of other people: read as they are meant, bounded whatever comes. */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "crm-error.h"
#include "crm-mail.h"
#include "crm-signature.h"

#define FUZZ_SECONDS 2

static const char letter[] =
    "From: =?utf-8?B?0JDQvdC90LA=?= =?utf-8?B?INCf0LXRgtGA0L7QstCw?= <Anna@Orion.example>\r\n"
    "To: me@example.org\r\n"
    "Subject: =?koi8-r?Q?=F0=D2=C9=D7=C5=D4?=\r\n"
    "Date: Mon, 23 Nov 2026 10:00:00 +0200\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed;\r\n boundary=\"b 1\"\r\n\r\n"
    "preamble\r\n"
    "--b 1\r\nContent-Type: multipart/alternative; boundary=b2\r\n\r\n"
    "--b2\r\nContent-Type: text/plain; charset=windows-1251\r\n"
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    "=C4=EE=E1=F0=FB=E9=\r\n =E4=E5=ED=FC\r\n"
    "--b2\r\nContent-Type: text/html\r\n\r\n<p>Hidden</p>\r\n--b2--\r\n"
    "--b 1\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n"
    "Content-Disposition: attachment;\r\n filename*0*=utf-8''%D0%A1%D1%87;\r\n"
    " filename*1*=%D1%91%D1%82.pdf\r\n\r\nUERGLTEu\r\nNA==\r\n"
    "--b 1--\r\n";

static void
test_letter (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (letter, strlen (letter));
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMail) mail = crm_mail_parse (bytes, &error);
  CrmMailPart *part;

  g_assert_no_error (error);
  g_assert_cmpstr (mail->from_name, ==, "Анна Петрова");
  g_assert_cmpstr (mail->from_address, ==, "anna@orion.example");
  g_assert_cmpstr (mail->subject, ==, "Привет");
  g_assert_cmpstr (mail->text, ==, "Добрый день");
  g_assert_cmpint (mail->date, ==, 1795420800);
  g_assert_cmpuint (mail->parts->len, ==, 1);
  part = mail->parts->pdata[0];
  g_assert_cmpstr (part->name, ==, "Счёт.pdf");
  g_assert_cmpuint (g_bytes_get_size (part->content), ==, 7);
  g_assert_cmpint (memcmp (g_bytes_get_data (part->content, NULL), "PDF-1.4", 7), ==, 0);
  g_assert_cmpuint (mail->remarks->len, ==, 0);
}

static void
test_html_and_broken (void)
{
  static const char html[] = "Subject: x\n"
                             "Content-Type: text/html; charset=utf-8\n\n"
                             "<html><head><style>p {}</style></head><body><p>One&nbsp;&amp; two<br>"
                             "three</p><script>bad()</script> &#x41;</body>";
  static const char cut[] = "Subject: y\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nText";
  static const char secret[] =
      "Subject: z\nContent-Type: multipart/encrypted; boundary=q\n\n"
      "--q\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--q--\n";
  g_autoptr (GBytes) a = g_bytes_new_static (html, strlen (html));
  g_autoptr (GBytes) b = g_bytes_new_static (cut, strlen (cut));
  g_autoptr (GBytes) c = g_bytes_new_static (secret, strlen (secret));
  g_autoptr (GBytes) d = g_bytes_new_static ("PK\3\4 no letter", 14);
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmMail) first = crm_mail_parse (a, NULL);
  g_autoptr (CrmMail) second = crm_mail_parse (b, NULL);
  g_autoptr (CrmMail) third = crm_mail_parse (c, NULL);

  g_assert_cmpstr (first->text, ==, "One & two\nthree\nA");
  g_assert_cmpstr (second->text, ==, "Text");
  g_assert_cmpuint (second->remarks->len, ==, 1);
  g_assert_cmpuint (third->remarks->len, ==, 1);
  g_assert_null (crm_mail_parse (d, &error));
  g_assert_error (error, CRM_ERROR, CRM_ERROR_INVALID);
}

static void
test_signatures (void)
{
  static const struct {
    const char *text;
    const char *name, *post, *company, *phone, *mobile, *email, *website;
  } cases[] = {
    { "С уважением,\nАнна Петрова\nМенеджер по продажам\nООО «Орион»\nтел.: +7 495 123-45-67\n"
      "моб. +7 (916) 123-45-67\nanna@orion.ru\nwww.orion.ru\nИНН 7701234567",
      "Анна Петрова", "Менеджер по продажам", "ООО «Орион»", "+7 495 123-45-67",
      "+7 (916) 123-45-67", "anna@orion.ru", "www.orion.ru" },
    { "З повагою,\nОлена Коваленко, керівник відділу\nТОВ \"Вега\" | 044 123 45 67 | "
      "olena@vega.com.ua",
      "Олена Коваленко", "керівник відділу", "ТОВ \"Вега\"", "044 123 45 67", NULL,
      "olena@vega.com.ua", NULL },
    { "Pozdrawiam\nJan Kowalski\nDyrektor handlowy\nOrion Sp. z o.o.\nkom. 600 100 200\n"
      "jan.kowalski@orion.pl",
      "Jan Kowalski", "Dyrektor handlowy", "Orion Sp. z o.o.", NULL, "600 100 200",
      "jan.kowalski@orion.pl", NULL },
    { "Best regards,\nMary O'Neil | Head of Sales\nAcme Ltd\nPhone: +44 20 7946 0958\n"
      "mary@acme.com",
      "Mary O'Neil", "Head of Sales", "Acme Ltd", "+44 20 7946 0958", NULL, "mary@acme.com", NULL },
    { "Имя: Пётр Иванов\nДолжность: закупки\nКомпания: Заря\n+7 912 000 11 22", "Пётр Иванов",
      "закупки", "Заря", "+7 912 000 11 22", NULL, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CrmSignature) found = crm_signature_parse (cases[i].text);
    g_test_message ("%s", cases[i].text);
    g_assert_nonnull (found);
    g_assert_cmpstr (found->name, ==, cases[i].name);
    g_assert_cmpstr (found->post, ==, cases[i].post);
    g_assert_cmpstr (found->company, ==, cases[i].company);
    g_assert_cmpstr (found->phone, ==, cases[i].phone);
    g_assert_cmpstr (found->mobile, ==, cases[i].mobile);
    g_assert_cmpstr (found->email, ==, cases[i].email);
    g_assert_cmpstr (found->website, ==, cases[i].website);
  }
}

/* What is something else stays that. */
static void
test_no_signatures (void)
{
  static const char *const texts[] = { "", "Call Anna Kowalska 600 100 200 tomorrow",
                                       "Buy paper\nand pens", "12345678901234567890\n0000",
                                       "позвонить Иванову завтра 10:00" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CrmSignature) found = crm_signature_parse (texts[i]);
    g_assert_null (found);
  }
}

/* --- Whatever comes */

static GByteArray *
mutate (GRand *random, GBytes *seed)
{
  static const char *const words[] = { "\r\n",         "--b 1",          "=?utf-8?B?",
                                       "?=",           "boundary=",      "filename*0*=",
                                       "\xff\xfe",     "base64",         "multipart/mixed;",
                                       "Content-Type", "message/rfc822", "&#x110000;",
                                       "<style>",      "=\r\n",          "''" };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, g_bytes_get_data (seed, NULL), (guint) g_bytes_get_size (seed));
  for (int n = g_rand_int_range (random, 1, 10); n > 0 && bytes->len > 4; n--) {
    guint at = (guint) g_rand_int_range (random, 0, (gint32) bytes->len);
    guint wanted = (guint) g_rand_int_range (random, 1, 80);
    guint length = MIN (bytes->len - at, wanted);
    const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];
    switch (g_rand_int_range (random, 0, 4)) {
    case 0:
      bytes->data[at] = (guint8) g_rand_int_range (random, 0, 256);
      break;
    case 1:
      g_byte_array_remove_range (bytes, at, length);
      break;
    case 2:
      memcpy (bytes->data + at, word, MIN (strlen (word), bytes->len - at));
      break;
    default: {
      g_autofree guint8 *copy = g_memdup2 (bytes->data + at, length);
      g_byte_array_append (bytes, copy, length);
    }
    }
  }
  return bytes;
}

static void
read_any (GBytes *bytes)
{
  g_autoptr (CrmMail) mail = crm_mail_parse (bytes, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data != NULL ? data : "", size);
  g_autoptr (CrmSignature) signature = crm_signature_parse (text);

  if (mail == NULL)
    return;
  g_assert_true (g_utf8_validate (mail->text, -1, NULL));
  g_assert_true (g_utf8_validate (mail->subject, -1, NULL));
  g_assert_true (g_utf8_validate (mail->from_name, -1, NULL));
  for (guint i = 0; i < mail->parts->len; i++) {
    CrmMailPart *part = mail->parts->pdata[i];
    g_assert_true (g_utf8_validate (part->name, -1, NULL) && *part->name != '\0');
    g_assert_null (strchr (part->name, '/'));
  }
}

static void
test_fuzz (void)
{
  const char *seconds = g_getenv ("VORONKA_FUZZ_SECONDS");
  const char *seed = g_getenv ("VORONKA_FUZZ_SEED");
  const char *folder = g_getenv ("VORONKA_FUZZ_LETTERS");
  gint64 end =
      g_get_monotonic_time () +
      (seconds != NULL ? g_ascii_strtoll (seconds, NULL, 10) : FUZZ_SECONDS) * G_USEC_PER_SEC;
  guint32 number =
      seed != NULL ? (guint32) g_ascii_strtoull (seed, NULL, 10) : (guint32) g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (number);
  g_autoptr (GPtrArray) seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  g_test_message ("VORONKA_FUZZ_SEED=%u", number);
  g_ptr_array_add (seeds, g_bytes_new_static (letter, strlen (letter)));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    char *content;
    gsize length;
    if (g_file_get_contents (path, &content, &length, NULL))
      g_ptr_array_add (seeds, g_bytes_new_take (content, length));
  }
  for (guint i = 0; i < seeds->len; i++)
    read_any (seeds->pdata[i]);
  while (g_get_monotonic_time () < end) {
    GByteArray *bytes =
        mutate (random, seeds->pdata[g_rand_int_range (random, 0, (gint32) seeds->len)]);
    g_autoptr (GBytes) mutated = g_byte_array_free_to_bytes (bytes);
    read_any (mutated);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail/letter", test_letter);
  g_test_add_func ("/mail/html-and-broken", test_html_and_broken);
  g_test_add_func ("/mail/fuzz", test_fuzz);
  g_test_add_func ("/signature/languages", test_signatures);
  g_test_add_func ("/signature/none", test_no_signatures);
  return g_test_run ();
}
