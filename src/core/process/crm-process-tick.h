/* What time brings. */
#pragma once

#include "crm-alarm.h"
#include "crm-change.h"

G_BEGIN_DECLS

/* How much there was of each. */
typedef struct {
  gint64 due;       /* tasks that came due */
  gint64 over;      /* calls and meetings that are over, and their result asked for */
  gint64 overdue;   /* papers waited for too long */
  gint64 promised;  /* payments promised for today */
  gint64 lapsed;    /* invoices that lapsed */
  gint64 neglected; /* deals nobody cares for */
  gint64 repeated;  /* drafts of documents that come again */
  gint64 shown;     /* reminders to be shown now, summaries included */
} CrmTick;

/* Does all that has come due up to @now, once, however late and however often it is called. Writer
 * thread, inside a transaction. */
gboolean crm_process_tick (CrmDatabase *database, gint64 now, gint64 me, CrmTick *tick,
                           GError **error);

G_END_DECLS
