/* Documents that come again: which day, which words, and what time makes of them. */
#pragma once

#include "crm-change.h"
#include "crm-working-calendar.h"

G_BEGIN_DECLS

/* (transfer full): how often a document is to come again, filled in as it is usual; not yet
 * written. */
CrmRecord *crm_document_new_repeat (CrmDatabase *database, gint64 document, GError **error);
/* The one that is not ended; 0: the document does not repeat. */
gint64 crm_document_find_repeat (CrmDatabase *database, gint64 document);

/* @date and so many units further; on @day (1 to 31) of its month, or the month's last one. */
gint64 crm_document_repeat_step (gint64 date, gint64 every, const char *unit, gint64 day);
/* The day it is made for: @date unless that is a day off and @rest is "before" or "after". */
gint64 crm_document_repeat_move (gint64 date, const char *rest, CrmWorkingCalendar *calendar);
/* "Rent for May 2026" -> "Rent for June 2026": {month}, {quarter}, {year} are filled, and months
 * that are written out move on by as much as the document does. */
char *crm_document_repeat_text (const char *text, const char *language, gint64 from, gint64 to);

/* What is to be said to @person (0: everybody) about @subject; takes @text. */
typedef void (*CrmDocumentTell) (gint64 subject, gint64 moment, gint64 person, char *text,
                                 gpointer data);
/* Makes all that has come due up to @now, each once. Writer thread, inside a transaction. */
gboolean crm_document_repeat_tick (CrmDatabase *database, gint64 now, gint64 me,
                                   CrmDocumentTell tell, gpointer data, gint64 *n_made,
                                   GError **error);

G_END_DECLS
