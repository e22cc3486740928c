/* The signature under a letter. */
#include "config.h"

#include "crm-signature.h"

#include <string.h>

#include "crm-text.h"

/*
 * Lines are taken one by one. What has a form of its own (e-mail, web address, telephone) is taken
 * out first; the rest of the line is cut at bars, commas and dashes, and each piece is a labelled
 * value ("Должность: ..."), a company (it has a legal form), a position (it has a word of those
 * that positions are made of) or a name: two to four words that begin with a capital letter. The
 * first of each kind holds.
 */

#define MOST_LINES 25 /* from the end: a signature stands beneath */
#define MOST_LETTERS 8000

#define EMAIL "[\\p{L}\\p{N}._%+\\-]+@[\\p{L}\\p{N}\\-]+(?:\\.[\\p{L}\\p{N}\\-]+)+"
#define SITE                                                                                       \
  "(?:https?://[^\\s,;|<>]+|www\\.[^\\s,;|<>]+|\\b[a-z0-9\\-]+\\.(?:com|ru|ua|pl|net|org|eu|"      \
  "com\\.ua|com\\.pl|рф|укр)\\b(?:/[^\\s,;|<>]*)?)"
#define PHONE "(?<![\\w.])\\+?\\(?\\d[\\d\\s().\\-\\x{2013}\\x{2011}]{5,22}\\d"

#define NUMBERS                                                                                    \
  "(?i)(?:^|[^\\p{L}])(?:инн|кпп|огрн|огрнип|окпо|бик|р/с|к/"                                      \
  "с|іпн|єдрпоу|едрпоу|мфо|nip|regon|krs|"                                                         \
  "iban|pesel|vat)(?:$|[^\\p{L}])"
#define MOBILE                                                                                     \
  "(?i)(?:^|[^\\p{L}])(?:моб|мобильн|мобільн|сот|mob|mobile|cell|kom|kom[oó]rk|m|м)"               \
  "[\\p{L}]*[.:)]*\\s*$"
#define FAX "(?i)(?:^|[^\\p{L}])(?:факс|fax|faks)[\\p{L}]*[.:)]*\\s*$"

#define FORMS                                                                                      \
  "(?:^|[\\s\"«„(])(?:ООО|ОАО|ЗАО|ПАО|АО|НПО|ИП|ТОВ|ПП|ФОП|ПрАТ|ПАТ|АТ|ДП|КП|LLC|Ltd\\.?|Limited|" \
  "Inc\\.?|Corp\\.?|GmbH|AG|S\\.\\s?A\\.|[Ss]p\\.\\s?z\\s?o\\.?\\s?o\\.?|[Ss]p\\.\\s?[jkp]\\.|"    \
  "P\\.?H\\.?U\\.?|OÜ|UAB)(?:$|[\\s,.\"»”)])|[«„“\"][\\p{L}\\p{N}][^«»„“”\"]{1,60}[»”\"]"

#define POSTS                                                                                      \
  "(?i)(?:директор|менеджер|руководител|начальник|бухгалтер|инженер|специалист|заместител|"        \
  "представител|консультант|юрист|секретар|администратор|управляющ|логист|закупщик|снабжен|"       \
  "керівник|фахівець|заступник|інженер|представник|спеціаліст|адміністратор|бухгалтерка|"          \
  "dyrektor|kierowni|prezes|specjalist|księgow|handlow|menedżer|menadżer|przedstawiciel|"          \
  "inżynier|asystent|właściciel|koordynator|doradca|manager|director|head of|engineer|officer|"    \
  "accountant|assistant|specialist|consultant|representative|president|founder|owner|\\bceo\\b|"   \
  "\\bcto\\b|\\bcfo\\b|\\bsales\\b|lawyer|owner|администр)"

#define CLOSINGS                                                                                   \
  "(?i)^\\s*(?:--\\s*$|с уважением|с наилучшими пожеланиями|всего доброго|з повагою|"              \
  "з найкращими побажаннями|z poważaniem|z wyrazami szacunku|pozdrawiam|(?:best |kind |warm )?"    \
  "regards|sincerely|yours (?:sincerely|faithfully|truly)|best wishes|thanks|thank you)[,.!]?\\s*"

#define NAME "^\\p{Lu}[\\p{L}'’ʼ\\-]+(?:\\s+(?:\\p{Lu}\\.?|\\p{Lu}[\\p{L}'’ʼ\\-]+)){1,3}$"

static GRegex *
get_regex (const char *pattern, GRegexCompileFlags flags)
{
  static GMutex mutex;
  static GHashTable *regexes = NULL;
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (regexes == NULL)
    regexes = g_hash_table_new (g_str_hash, g_str_equal);
  regex = g_hash_table_lookup (regexes, pattern);
  if (regex == NULL) {
    regex = g_regex_new (pattern, flags, 0, NULL);
    g_assert (regex != NULL);
    g_hash_table_insert (regexes, (gpointer) pattern, regex);
  }
  g_mutex_unlock (&mutex);
  return regex;
}

static gboolean
matches (const char *pattern, const char *text)
{
  return g_regex_match (get_regex (pattern, 0), text, 0, NULL);
}

void
crm_signature_free (CrmSignature *self)
{
  g_free (self->name);
  g_free (self->post);
  g_free (self->company);
  g_free (self->phone);
  g_free (self->mobile);
  g_free (self->email);
  g_free (self->website);
  g_free (self);
}

static void
keep (char **field, const char *text)
{
  if (*field == NULL && *text != '\0')
    *field = crm_text_one_line (text, 200);
}

/* --- What has a form of its own: taken, and blanked in @line */

static void
blank (GString *line, int begin, int end)
{
  memset (line->str + begin, ' ', (gsize) (end - begin));
}

static void
take_all (const char *pattern, GString *line, char **field)
{
  g_autoptr (GMatchInfo) match = NULL;
  int begin;
  int end;
  g_autofree char *copy = g_strdup (line->str);

  g_regex_match (get_regex (pattern, G_REGEX_CASELESS), copy, 0, &match);
  while (g_match_info_matches (match)) {
    g_autofree char *found = g_match_info_fetch (match, 0);
    if (g_match_info_fetch_pos (match, 0, &begin, &end)) {
      keep (field, found);
      blank (line, begin, end);
    }
    g_match_info_next (match, NULL);
  }
}

static guint
count_digits (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += g_ascii_isdigit (*text) != 0;
  return n;
}

static void
take_phones (CrmSignature *self, GString *line)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *copy = g_strdup (line->str);
  int begin;
  int end;

  if (matches (NUMBERS, copy))
    return;
  g_regex_match (get_regex (PHONE, 0), copy, 0, &match);
  while (g_match_info_matches (match)) {
    g_autofree char *found = g_match_info_fetch (match, 0);
    guint n = count_digits (found);
    if (g_match_info_fetch_pos (match, 0, &begin, &end) && n >= 7 && n <= 15) {
      g_autofree char *before = g_strndup (copy, (gsize) begin);
      if (matches (MOBILE, before))
        keep (&self->mobile, found);
      else if (matches (FAX, before))
        ;
      else if (self->phone == NULL)
        keep (&self->phone, found);
      else
        keep (&self->mobile, found);
      blank (line, begin, end);
    }
    g_match_info_next (match, NULL);
  }
}

/* --- Pieces */

/* "Должность: Менеджер": what stands behind it; NULL: another label or none. */
static gboolean
take_labelled (CrmSignature *self, const char *piece)
{
  static const struct {
    gsize field;
    const char *labels;
  } known[] = {
    { G_STRUCT_OFFSET (CrmSignature, name), "|name|full name|contact|имя|фио|контакт|контактное "
                                            "лицо|ім'я|імʼя|піб|контактна особа|imię i "
                                            "nazwisko|osoba kontaktowa|" },
    { G_STRUCT_OFFSET (CrmSignature, post),
      "|position|title|job title|должность|посада|stanowisko|" },
    { G_STRUCT_OFFSET (CrmSignature, company),
      "|company|organization|organisation|компания|организация|компанія|організація|підприємство|"
      "firma|" },
  };
  const char *colon = strchr (piece, ':');
  g_autofree char *label = NULL;
  g_autofree char *wanted = NULL;

  if (colon == NULL)
    return FALSE;
  label = g_strndup (piece, (gsize) (colon - piece));
  g_strstrip (label);
  {
    g_autofree char *lower = g_utf8_strdown (label, -1);
    wanted = g_strdup_printf ("|%s|", lower);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strstr (known[i].labels, wanted) != NULL) {
      g_autofree char *value = g_strstrip (g_strdup (colon + 1));
      keep (G_STRUCT_MEMBER_P (self, known[i].field), value);
      return TRUE;
    }
  return FALSE;
}

static void
take_piece (CrmSignature *self, const char *piece)
{
  if (g_utf8_strlen (piece, -1) < 2 || g_utf8_strlen (piece, -1) > 120)
    return;
  if (matches (FORMS, piece))
    keep (&self->company, piece);
  else if (matches (POSTS, piece))
    keep (&self->post, piece);
  else if (matches (NAME, piece))
    keep (&self->name, piece);
}

static void
strip_ends (char *piece)
{
  gsize length;

  g_strstrip (piece);
  while ((length = strlen (piece)) > 0 && strchr (",;|-*_", piece[length - 1]) != NULL)
    piece[length - 1] = '\0';
  while (*piece != '\0' && strchr (",;|-*_> ", *piece) != NULL)
    memmove (piece, piece + 1, strlen (piece));
  g_strstrip (piece);
}

static void
take_line (CrmSignature *self, const char *text)
{
  g_autoptr (GString) line = g_string_new (text);
  g_autofree char *rest = NULL;
  g_auto (GStrv) pieces = NULL;

  take_all (EMAIL, line, &self->email);
  take_all (SITE, line, &self->website);
  take_phones (self, line);
  rest = g_regex_replace_literal (get_regex (CLOSINGS, 0), line->str, -1, 0, "", 0, NULL);
  if (rest == NULL)
    return;
  strip_ends (rest);
  if (take_labelled (self, rest))
    return;
  pieces = g_regex_split (get_regex ("\\s*[|•·,;\\t]\\s*|\\s+[-–—/]\\s+", 0), rest, 0);
  for (char **piece = pieces; piece != NULL && *piece != NULL; piece++) {
    strip_ends (*piece);
    if (!take_labelled (self, *piece))
      take_piece (self, *piece);
  }
}

/* One line is an order rather than a signature, unless it has a name and an e-mail. */
static gboolean
is_contact (CrmSignature *self, guint n_lines)
{
  gboolean reached = self->email != NULL || self->phone != NULL || self->mobile != NULL;

  if (!reached || (self->name == NULL && self->company == NULL))
    return FALSE;
  return n_lines > 1 || (self->name != NULL && self->email != NULL);
}

/**
 * crm_signature_parse:
 * @text: plain text
 *
 * Returns: (transfer full) (nullable): who it names; %NULL: nobody whom one could reach
 */
CrmSignature *
crm_signature_parse (const char *text)
{
  g_autofree char *tidy = crm_text_tidy (text);
  const char *begin = tidy;
  glong n_letters = g_utf8_strlen (tidy, -1);
  g_auto (GStrv) lines = NULL;
  g_autoptr (CrmSignature) self = g_new0 (CrmSignature, 1);
  guint n_lines = 0;
  guint n_filled = 0;

  if (n_letters > MOST_LETTERS)
    begin = g_utf8_offset_to_pointer (tidy, n_letters - MOST_LETTERS);
  lines = g_strsplit (begin, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_strstrip (*line);
    n_filled += **line != '\0';
  }
  for (char **line = lines; *line != NULL; line++) {
    if (**line == '\0')
      continue;
    if (n_filled-- > MOST_LINES)
      continue;
    n_lines++;
    take_line (self, *line);
  }
  return is_contact (self, n_lines) ? g_steal_pointer (&self) : NULL;
}
