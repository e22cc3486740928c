/* What the files of the quick line share. */
#pragma once

#include "crm-language-private.h"
#include "crm-quick-line.h"

G_BEGIN_DECLS

/* What a word or a few can say; the value beside each is told in crm-quick-words.c. */
typedef enum {
  QUICK_WORD_KIND,
  QUICK_WORD_DAY,
  QUICK_WORD_WEEKDAY,
  QUICK_WORD_MONTH,
  QUICK_WORD_NEXT,
  QUICK_WORD_THIS,
  QUICK_WORD_UNIT,
  QUICK_WORD_SPAN,
  QUICK_WORD_IN,
  QUICK_WORD_AT,
  QUICK_WORD_ON,
  QUICK_WORD_NUMBER,
  QUICK_WORD_PART_OF_DAY,
  QUICK_WORD_HALF,
  QUICK_WORD_OCLOCK,
  QUICK_WORD_PERIOD,
  QUICK_WORD_ORDINAL,
  QUICK_WORD_OF_MONTH,
  QUICK_WORD_PRIORITY,
  QUICK_WORD_DEAL,
  QUICK_WORD_TIMES,
  QUICK_WORD_CURRENCY,
  QUICK_WORD_FOR,
  QUICK_WORD_NUMBERED,
  QUICK_WORD_WITH
} QuickWord;

enum {
  QUICK_UNIT_MINUTE,
  QUICK_UNIT_HOUR,
  QUICK_UNIT_DAY,
  QUICK_UNIT_WORKING_DAY,
  QUICK_UNIT_WEEK,
  QUICK_UNIT_MONTH
};
enum { QUICK_NEXT_WEEK, QUICK_NEXT_MONTH, QUICK_END_OF_WEEK, QUICK_END_OF_MONTH, QUICK_THIS_WEEK };

/* Values of QUICK_WORD_KIND, _PRIORITY, _CURRENCY are places in these. */
extern const char *const crm_quick_kinds[];
extern const char *const crm_quick_priorities[];
extern const char *const crm_quick_currencies[];

typedef struct {
  QuickWord word;
  int value;
  const char *phrases; /* separated by |; words that end with * may go on */
} QuickPhrases;

typedef struct {
  const QuickPhrases *phrases;
  gsize n_phrases;
} QuickTable;

QuickTable crm_quick_words (CrmLanguage language);

/* One word of the line. */
typedef struct {
  guint start;
  guint end;
  char *folded;     /* owned */
  gboolean capital; /* begins with a capital letter */
  gboolean pause;   /* followed by a comma, colon or dash */
} QuickToken;

typedef struct {
  const char *text;
  CrmLanguage language;
  GArray *tokens; /* of QuickToken */
  gint64 now;
  gint64 today;
  const char *country;
  CrmQuickLine *line;
} QuickReader;

GArray *crm_quick_tokenize (const char *text);
/* How many tokens from @i on say it; 0 where they do not. The longest phrase counts. */
guint crm_quick_match (QuickReader *self, guint i, QuickWord word, int *value);
gboolean crm_quick_match_word (CrmLanguage language, QuickWord word, const char *folded,
                               int *value);
const QuickToken *crm_quick_token (QuickReader *self, guint i); /* NULL behind the last */
gboolean crm_quick_number (const QuickToken *token, int least, int most, int *number);

/* Each reads what begins at @i into the line: how many tokens it took, 0 where it is none. */
guint crm_quick_read_date (QuickReader *self, guint i);
guint crm_quick_read_time (QuickReader *self, guint i, gboolean after_date);
guint crm_quick_read_amount (QuickReader *self, guint i, gboolean after_deal);

G_END_DECLS
