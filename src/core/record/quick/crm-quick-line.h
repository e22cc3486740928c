/* The quick line: a task as it is said, "call Kowalski tomorrow 10 offer 40 000". */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/* What a stretch of the line was taken for. */
typedef enum {
  CRM_QUICK_TITLE, /* an ordinary word */
  CRM_QUICK_NAME,  /* an ordinary word that may name a client */
  CRM_QUICK_KIND,  /* what is to be done: call, meeting, letter; stays in the title */
  CRM_QUICK_DATE,
  CRM_QUICK_TIME,
  CRM_QUICK_AMOUNT,
  CRM_QUICK_DEAL, /* a deal is meant; stays in the title */
  CRM_QUICK_PRIORITY,
  CRM_QUICK_PERSON /* who is to do it, with the word before the name */
} CrmQuickPartKind;

typedef struct {
  CrmQuickPartKind kind;
  guint start; /* bytes of the line */
  guint end;   /* behind the last */
} CrmQuickPart;

/* No word is lost: those parts that stand for a value are values, all others are the title. */
typedef struct {
  GArray *parts;        /* owned; of CrmQuickPart, in order; all letters and digits are in one */
  char *title;          /* owned; may be empty */
  const char *kind;     /* a code of the kinds of a task; "task" where nothing says */
  const char *priority; /* a code; NULL where nothing says */
  gboolean has_date;
  gint64 date;
  int minutes;     /* since midnight; -1: no time is said */
  int end_minutes; /* where it ends; -1: not said */
  gboolean has_amount;
  gint64 amount;        /* minor units */
  const char *currency; /* ISO code; NULL where nothing says */
  gboolean has_deal;    /* a deal or an amount is said */
  char *person;         /* owned; the name as written; NULL */
} CrmQuickLine;

/* How sure a record is meant, from a word that only begins alike to its whole name. */
typedef struct {
  guint start; /* bytes of the line */
  guint end;
  const CrmEntity *entity;
  gint64 id;
  char *title; /* owned */
  int score;
} CrmQuickHit;

CrmQuickLine *crm_quick_line_parse (const char *text, const char *language, gint64 now,
                                    const char *country);
CrmQuickLine *crm_quick_line_read (const char *text, const char *language, gint64 now,
                                   const char *country);
void crm_quick_line_free (CrmQuickLine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuickLine, crm_quick_line_free)
void crm_quick_line_leave_words (CrmQuickLine *self, const char *text, CrmQuickPartKind kind);
gint64 crm_quick_line_get_due (CrmQuickLine *self, gint64 now);
void crm_quick_line_fill (CrmQuickLine *self, CrmRecord *task, gint64 now);

void crm_quick_hit_free (CrmQuickHit *self);
GPtrArray *crm_quick_line_find (CrmQuickLine *self, const char *text, CrmDatabase *database,
                                GError **error);
GPtrArray *crm_quick_line_find_persons (CrmQuickLine *self, CrmDatabase *database, GError **error);
gboolean crm_quick_line_settle_person (CrmQuickLine *self, const char *text, CrmDatabase *database,
                                       GPtrArray **persons, GError **error);

G_END_DECLS
