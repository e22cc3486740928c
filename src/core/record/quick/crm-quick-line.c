/* The quick line: which words are which parts of a task, and what stays as its title. */
#include "config.h"

#include "crm-quick-line.h"

#include <string.h>

#include "crm-date.h"
#include "crm-quick-private.h"
#include "crm-text.h"

/* Without a time it is to be done by the end of the working day. */
#define END_OF_DAY (18 * 60)
#define MOST_TEXT 2000

static void
add_part (QuickReader *self, CrmQuickPartKind kind, guint first, guint n)
{
  CrmQuickPart part = { kind, g_array_index (self->tokens, QuickToken, first).start,
                        g_array_index (self->tokens, QuickToken, first + n - 1).end };

  g_array_append_val (self->line->parts, part);
}

/* "for Anna", "@anna": behind the word up to two names with a capital. */
static guint
read_person (QuickReader *self, guint i)
{
  const QuickToken *token = crm_quick_token (self, i);
  guint n;
  guint end;

  if (self->line->person != NULL)
    return 0;
  if (token->folded[0] == '@' && token->folded[1] != '\0') {
    self->line->person = g_strndup (self->text + token->start + 1, token->end - token->start - 1);
    return 1;
  }
  n = crm_quick_match (self, i, QUICK_WORD_FOR, NULL);
  token = n > 0 ? crm_quick_token (self, i + n) : NULL;
  if (token == NULL || !token->capital)
    return 0;
  end = token->end;
  for (guint j = 1; j < 2 && !token->pause; j++) {
    const QuickToken *next = crm_quick_token (self, i + n + j);
    if (next == NULL || !next->capital)
      break;
    end = next->end;
    n += 1;
  }
  self->line->person = g_strndup (self->text + token->start, end - token->start);
  return n + 1;
}

/* "+48 600 700 800" is a phone. */
static guint
read_phone (QuickReader *self, guint i)
{
  guint n = 1;
  int number;

  if (crm_quick_token (self, i)->folded[0] != '+')
    return 0;
  while (crm_quick_token (self, i + n) != NULL && !crm_quick_token (self, i + n - 1)->pause &&
         strlen (crm_quick_token (self, i + n)->folded) <= 4 &&
         crm_quick_number (crm_quick_token (self, i + n), 0, 9999, &number))
    n++;
  return n;
}

/* What is to be done stands first, or behind the name of whom it is about: "Orion: call". */
static guint
read_kind (QuickReader *self, guint i, gboolean has_words)
{
  int kind;
  guint n;

  if (strcmp (self->line->kind, crm_quick_kinds[0]) != 0 ||
      (has_words && i > 0 && !crm_quick_token (self, i - 1)->pause))
    return 0;
  n = crm_quick_match (self, i, QUICK_WORD_KIND, &kind);
  if (n > 0)
    self->line->kind = crm_quick_kinds[kind];
  return n;
}

static guint
read_priority (QuickReader *self, guint i)
{
  int priority;
  guint n =
      self->line->priority == NULL ? crm_quick_match (self, i, QUICK_WORD_PRIORITY, &priority) : 0;

  if (n > 0)
    self->line->priority = crm_quick_priorities[priority];
  return n;
}

static void
read_words (QuickReader *self)
{
  gboolean has_words = FALSE;
  gboolean after_date = FALSE;
  gboolean after_deal = FALSE;
  gboolean may_name = FALSE;

  for (guint i = 0; i < self->tokens->len;) {
    const QuickToken *token = crm_quick_token (self, i);
    CrmQuickPartKind kind = CRM_QUICK_DATE;
    guint n = crm_quick_read_date (self, i);
    gboolean names_next = FALSE;

    if (n == 0 && (n = crm_quick_read_time (self, i, after_date)) > 0)
      kind = CRM_QUICK_TIME;
    if (n == 0 && (n = crm_quick_read_amount (self, i, after_deal)) > 0)
      kind = CRM_QUICK_AMOUNT;
    if (n == 0 && (n = read_priority (self, i)) > 0)
      kind = CRM_QUICK_PRIORITY;
    if (n == 0 && (n = read_person (self, i)) > 0)
      kind = CRM_QUICK_PERSON;
    if (n == 0 && (n = read_kind (self, i, has_words)) > 0)
      kind = CRM_QUICK_KIND;
    if (n == 0 && (n = crm_quick_match (self, i, QUICK_WORD_DEAL, NULL)) > 0) {
      kind = CRM_QUICK_DEAL;
      self->line->has_deal = TRUE;
    }
    if (n == 0 && (n = read_phone (self, i)) > 0)
      kind = CRM_QUICK_TITLE;
    if (n == 0) {
      guint with = crm_quick_match (self, i, QUICK_WORD_WITH, NULL);
      kind = with == 0 && (may_name || token->capital) ? CRM_QUICK_NAME : CRM_QUICK_TITLE;
      names_next = with > 0;
      n = MAX (with, 1);
    }
    add_part (self, kind, i, n);
    has_words = has_words || kind == CRM_QUICK_TITLE || kind == CRM_QUICK_NAME ||
                kind == CRM_QUICK_DEAL || kind == CRM_QUICK_KIND;
    after_date = kind == CRM_QUICK_DATE;
    after_deal = kind == CRM_QUICK_DEAL;
    may_name = names_next || kind == CRM_QUICK_KIND;
    i += n;
  }
}

static gboolean
stays (CrmQuickPartKind kind)
{
  return kind == CRM_QUICK_TITLE || kind == CRM_QUICK_NAME || kind == CRM_QUICK_KIND ||
         kind == CRM_QUICK_DEAL;
}

/* The words that are no value, as they were written, with the signs between those that stood
 * together; an offer that was told behind other words is set off. */
static void
make_title (CrmQuickLine *self, const char *text)
{
  g_autoptr (GString) title = g_string_new (NULL);
  guint before = G_MAXUINT; /* the end of the word before, where it stays too */
  gunichar first;

  for (guint i = 0; i < self->parts->len; i++) {
    const CrmQuickPart *part = &g_array_index (self->parts, CrmQuickPart, i);
    if (!stays (part->kind)) {
      before = G_MAXUINT;
      continue;
    }
    if (title->len > 0) {
      if (before != G_MAXUINT)
        g_string_append_len (title, text + before, (gssize) (part->start - before));
      else if (part->kind == CRM_QUICK_DEAL)
        g_string_append (title, ", ");
      else
        g_string_append_c (title, ' ');
    } else if (i > 0 && before == G_MAXUINT)
      before = 0;
    g_string_append_len (title, text + part->start, (gssize) (part->end - part->start));
    before = part->end;
  }
  g_free (self->title);
  self->title = crm_text_one_line (title->str, MOST_TEXT);
  first = g_utf8_get_char (self->title);
  if (g_unichar_islower (first)) {
    char letter[6];
    int length = g_unichar_to_utf8 (g_unichar_totitle (first), letter);
    g_autofree char *head = g_strndup (letter, (gsize) length);
    char *capital = g_strconcat (head, g_utf8_next_char (self->title), NULL);
    g_free (self->title);
    self->title = capital;
  }
}

/**
 * crm_quick_line_parse:
 * @text: valid UTF-8, one line
 * @language: "en", "ru", "uk" or "pl"; others are taken for English
 * @now: the present moment: "tomorrow" is the day after its day
 * @country: whose working days count: "ru", "ua", "pl", "other"
 *
 * Reads a task as it is said. A pure function of its arguments and of the time zone. Any thread.
 *
 * Returns: (transfer full): the parts and what they say
 */
CrmQuickLine *
crm_quick_line_parse (const char *text, const char *language, gint64 now, const char *country)
{
  QuickReader self = { 0 };
  CrmQuickLine *line;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);
  line = g_new0 (CrmQuickLine, 1);
  line->parts = g_array_new (FALSE, FALSE, sizeof (CrmQuickPart));
  line->kind = crm_quick_kinds[0];
  line->minutes = line->end_minutes = -1;
  self.text = text;
  self.language = CRM_LANGUAGE_EN;
  crm_language_find (language, &self.language);
  self.tokens = crm_quick_tokenize (text);
  self.now = now;
  self.today = crm_moment_to_date (now);
  self.country = country;
  self.line = line;
  read_words (&self);
  make_title (line, text);
  g_array_unref (self.tokens);
  return line;
}

/* How much of the line a language explains. */
static guint
count_understood (CrmQuickLine *self)
{
  guint n = 0;

  for (guint i = 0; i < self->parts->len; i++) {
    const CrmQuickPart *part = &g_array_index (self->parts, CrmQuickPart, i);
    if (part->kind != CRM_QUICK_TITLE && part->kind != CRM_QUICK_NAME)
      n += part->end - part->start;
  }
  return n;
}

/**
 * crm_quick_line_read:
 * @text: as for crm_quick_line_parse()
 * @language: (nullable): of the person; others are taken only where they explain more
 * @now: as for crm_quick_line_parse()
 * @country: as for crm_quick_line_parse()
 *
 * People of two languages type in both.
 *
 * Returns: (transfer full): the line in the language in which most of it says something
 */
CrmQuickLine *
crm_quick_line_read (const char *text, const char *language, gint64 now, const char *country)
{
  static const char *const languages[] = { "en", "ru", "uk", "pl" };
  CrmQuickLine *best = crm_quick_line_parse (text, language, now, country);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    CrmQuickLine *line;
    if (language != NULL && g_str_has_prefix (language, languages[i]))
      continue;
    line = crm_quick_line_parse (text, languages[i], now, country);
    if (count_understood (line) > count_understood (best)) {
      crm_quick_line_free (best);
      best = line;
    } else
      crm_quick_line_free (line);
  }
  return best;
}

/**
 * crm_quick_line_free:
 * @self: a line
 */
void
crm_quick_line_free (CrmQuickLine *self)
{
  g_array_unref (self->parts);
  g_free (self->title);
  g_free (self->person);
  g_free (self);
}

/**
 * crm_quick_line_leave_words:
 * @self: a line
 * @text: what it was read from
 * @kind: parts that were taken wrongly
 *
 * Their words are words of the title again, and what they said is not said.
 */
void
crm_quick_line_leave_words (CrmQuickLine *self, const char *text, CrmQuickPartKind kind)
{
  for (guint i = 0; i < self->parts->len; i++) {
    CrmQuickPart *part = &g_array_index (self->parts, CrmQuickPart, i);
    if (part->kind == kind)
      part->kind = kind == CRM_QUICK_PERSON ? CRM_QUICK_NAME : CRM_QUICK_TITLE;
  }
  switch (kind) {
  case CRM_QUICK_KIND:
    self->kind = crm_quick_kinds[0];
    break;
  case CRM_QUICK_DATE:
    self->has_date = FALSE;
    break;
  case CRM_QUICK_TIME:
    self->minutes = self->end_minutes = -1;
    break;
  case CRM_QUICK_AMOUNT:
    self->has_amount = FALSE;
    self->currency = NULL;
    break;
  case CRM_QUICK_DEAL:
    self->has_deal = FALSE;
    break;
  case CRM_QUICK_PRIORITY:
    self->priority = NULL;
    break;
  case CRM_QUICK_PERSON:
    g_clear_pointer (&self->person, g_free);
    break;
  case CRM_QUICK_TITLE:
  case CRM_QUICK_NAME:
    break;
  }
  make_title (self, text);
}

static gint64
moment_at (gint64 date, int minutes)
{
  int year, month, day;
  g_autoptr (GDateTime) local = NULL;

  crm_date_to_ymd (date, &year, &month, &day);
  local = g_date_time_new_local (year, month, day, minutes / 60, minutes % 60, 0);
  return local != NULL ? g_date_time_to_unix (local)
                       : crm_moment_from_date (date) + (gint64) minutes * 60;
}

static gint64
get_moment (CrmQuickLine *self, int minutes, gint64 now)
{
  gint64 date = self->date;
  gint64 moment;

  if (!self->has_date) {
    date = crm_moment_to_date (now);
    if (moment_at (date, minutes) < now)
      date++;
  }
  moment = moment_at (date, minutes);
  return moment;
}

/**
 * crm_quick_line_get_due:
 * @self: a line
 * @now: the present moment
 *
 * A time without a day is the next that comes; a day without a time is the end of its working
 * hours.
 *
 * Returns: until when; 0 where nothing says
 */
gint64
crm_quick_line_get_due (CrmQuickLine *self, gint64 now)
{
  if (!self->has_date && self->minutes < 0)
    return 0;
  return get_moment (self, self->minutes >= 0 ? self->minutes : END_OF_DAY, now);
}

/**
 * crm_quick_line_fill:
 * @self: a line
 * @task: gets title, kind, priority, start and due
 * @now: the present moment
 *
 * Calls and meetings begin at the time that is said.
 */
void
crm_quick_line_fill (CrmQuickLine *self, CrmRecord *task, gint64 now)
{
  gint64 due = crm_quick_line_get_due (self, now);

  crm_record_set_text (task, "title", self->title);
  crm_record_set_text (task, "kind", self->kind);
  if (self->priority != NULL)
    crm_record_set_text (task, "priority", self->priority);
  if (due == 0)
    return;
  if (self->minutes >= 0 && (self->end_minutes > 0 || strcmp (self->kind, "task") != 0))
    crm_record_set_integer (task, "start", due);
  if (self->end_minutes > 0)
    due += (gint64) (self->end_minutes - self->minutes) * 60;
  crm_record_set_integer (task, "due", due);
}
