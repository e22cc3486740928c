/* What the files of the calendar room share: the time that a record takes. */
#pragma once

#include "crm-calendar.h"
#include "crm-recurrence.h"

G_BEGIN_DECLS

/* The time that something takes: of whole days from midnight to the midnight after. */
typedef struct {
  gint64 start;
  gint64 end; /* not before @start */
  gboolean is_all_day;
} CrmStay;

/* What is known of it; what is not is G_MININT64. FALSE: it has no time at all. */
#define CRM_NO_MOMENT G_MININT64
gboolean crm_stay_make (gint64 start, gint64 ends, gint64 due, gboolean is_all_day, CrmStay *span);
gboolean crm_stay_of (CrmRecord *activity, CrmStay *span);
/* The same length at another time: days remain whole, hours remain hours. */
CrmStay crm_stay_at (const CrmStay *self, gint64 start);
/* Writes it into the fields by which this record tells its time. */
void crm_stay_write (const CrmStay *self, CrmRecord *activity);
/* From the one time to the other with all that depends on it: a term that stands apart follows. */
void crm_stay_put (const CrmStay *self, const CrmStay *old, CrmRecord *activity);

/* Whether it has only a term: a task, whose rule says when the next one is due. */
gboolean crm_calendar_has_only_term (CrmRecord *activity);
/* Whether it is to be done by a time, one after the other; others are held, each by itself. */
gboolean crm_calendar_is_task (CrmRecord *activity);
gboolean crm_calendar_is_settled (const char *state);
/* All that people say of it, without what is the record's own. */
CrmRecord *crm_calendar_copy_content (CrmRecord *activity);
/* A copy of a record of a series for one of its occurrences, not yet added. */
CrmRecord *crm_calendar_make_own (CrmRecord *series, gint64 occurrence);
/* The place in a process, and what came of it there, is that of one record alone. */
void crm_calendar_forget_process (CrmRecord *activity);
/* With it go the steps of its list, who takes part and what a request asks for. */
gboolean crm_calendar_copy_parts (CrmChange *change, CrmDatabase *database, gint64 from, gint64 to,
                                  GError **error);
/* (transfer full) (element-type CrmRecord): those of an entity that name @id in @field, by their
 * ids.
 */
GPtrArray *crm_calendar_read_of (CrmDatabase *database, const char *entity, const char *field,
                                 gint64 id, GError **error);
/* Adds records of their own for occurrences of @series, which is written as @id and has the parts
 * of @from. */
gboolean crm_calendar_add_apart (CrmChange *change, CrmDatabase *database, gint64 from,
                                 CrmRecord *series, gint64 id, GArray *occurrences, GError **error);
/* Sets what differs. */
void crm_calendar_save (CrmChange *change, CrmRecord *before, CrmRecord *after);

gboolean crm_calendar_react (CrmChange *change, CrmDatabase *database, const CrmDeed *deed,
                             GError **error);

G_END_DECLS
