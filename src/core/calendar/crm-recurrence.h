/* When something comes again: the rules and exceptions that a record keeps as text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmRecurrence:
 *
 * What stands in "repeat" of an activity: lines as RFC 5545 writes them. The first may be a bare
 * rule, "FREQ=WEEKLY;BYDAY=MO"; further ones begin with "RRULE:", "EXDATE:" or "RDATE:" and list
 * moments of universal time, "20261205T090000Z", or local days, "20261205". A rule counts in wall
 * time of this machine's zone: Monday 10:00 is 10:00 in summer and in winter. Its first occurrence
 * is the record's own time, whatever the rule says of it.
 */
typedef struct _CrmRecurrence CrmRecurrence;

/* INVALID says what is wrong. Rules that repeat within a day are refused. */
CrmRecurrence *crm_recurrence_parse (const char *text, GError **error);
CrmRecurrence *crm_recurrence_copy (CrmRecurrence *self);
void crm_recurrence_free (CrmRecurrence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmRecurrence, crm_recurrence_free)

char *crm_recurrence_to_text (CrmRecurrence *self);
/* The rule alone, and everything else below it: for editors of the rule. */
char *crm_recurrence_dup_rule (CrmRecurrence *self);

/* What is not before @from and before @until, in order; @start is the first of all. */
typedef gboolean (*CrmOccurrenceFunc) (gint64 occurrence, gpointer data); /* FALSE: stop */
void crm_recurrence_foreach (CrmRecurrence *self, gint64 start, gint64 from, gint64 until,
                             CrmOccurrenceFunc func, gpointer data);
/* The first one later than @after. */
gboolean crm_recurrence_next (CrmRecurrence *self, gint64 start, gint64 after, gint64 *occurrence);
gboolean crm_recurrence_has (CrmRecurrence *self, gint64 start, gint64 occurrence);

/* From here on this one is left out. */
void crm_recurrence_exclude (CrmRecurrence *self, gint64 occurrence);
/* Nothing at or after @moment comes any more; @start: moment of the first. */
void crm_recurrence_end_before (CrmRecurrence *self, gint64 start, gint64 moment);
/* (transfer full): without what was added to its rules. */
CrmRecurrence *crm_recurrence_copy_rules (CrmRecurrence *self);
/* What is left from @moment on, which becomes the first: a count goes down by what came before.
 * Where its rules go on, it is one of theirs: they count from there. */
void crm_recurrence_begin_at (CrmRecurrence *self, gint64 start, gint64 moment);
/* The whole of it moves as the occurrence @from does, which goes to @to: weekdays turn, the day of
 * the month becomes that of @to, exceptions follow. @start: the first one, put to where it is then.
 * @moments: (element-type gint64): of the old ones, likewise. REFUSED where the rule says days that
 * cannot be moved alike. */
gboolean crm_recurrence_move (CrmRecurrence *self, gint64 *start, gint64 from, gint64 to,
                              GArray *moments, GError **error);

G_END_DECLS
