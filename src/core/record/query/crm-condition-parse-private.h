/* A condition while it is read from its text: how far one is, and the words that are found there.
 */
#pragma once

#include "crm-condition.h"

G_BEGIN_DECLS

#define CRM_PATH_SIGNS "abcdefghijklmnopqrstuvwxyz0123456789_.:"

typedef struct {
  const char *whole; /* for messages */
  const char *at;
  int depth;
  CrmDatabase *database;
  CrmParseFlags flags;
} CrmConditionParser;

/* One value as written. */
typedef struct {
  char *text; /* owned */
  gboolean quoted;
} CrmConditionRaw;

typedef struct {
  const char *sign;
  CrmOp op;
  gboolean word;
  gboolean list;
  gboolean bare; /* no value follows */
} CrmConditionOperator;

const char *crm_condition_skip_spaces (const char *text);
/* Whether @text begins with @word and it ends there. */
gboolean crm_condition_is_word (const char *text, const char *word);
/* The sign or word that @text begins with, static; NULL: none. */
const CrmConditionOperator *crm_condition_find_operator (const char *text);
/* Whether "has" or "no" and an entity begin here. */
gboolean crm_condition_is_link (const char *text);
/* Appends CrmConditionRaw, whose texts the array is to free, and goes on behind them. */
void crm_condition_read_values (CrmConditionParser *self, const CrmConditionOperator *operator,
                                GArray * raws);

G_END_DECLS
