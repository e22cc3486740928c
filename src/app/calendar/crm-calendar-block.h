/* One entry as it stands in a calendar: a light widget that is used again for others. */
#pragma once

#include <gtk/gtk.h>

#include "crm-calendar-plan.h"

G_BEGIN_DECLS

#define CRM_TYPE_CALENDAR_BLOCK (crm_calendar_block_get_type ())
G_DECLARE_FINAL_TYPE (CrmCalendarBlock, crm_calendar_block, CRM, CALENDAR_BLOCK, GtkWidget)

/* How it is written. */
typedef enum {
  CRM_CALENDAR_BLOCK_BAR,  /* one line, of whole days */
  CRM_CALENDAR_BLOCK_LINE, /* one line, with its hour */
  CRM_CALENDAR_BLOCK_BOX   /* as many lines as there is room for */
} CrmCalendarBlockForm;

GtkWidget *crm_calendar_block_new (CrmCalendarPlan *plan);
/* @entry: of the plan's entries, which are held as long. @is_end: whether it ends here, so that it
 * can be stretched. */
void crm_calendar_block_set (CrmCalendarBlock *self, const CrmCalendarEntry *entry,
                             CrmCalendarBlockForm form, gboolean is_end);
void crm_calendar_block_clear (CrmCalendarBlock *self);
/* Borrowed, as long as it is not set again; NULL: it is not used now. */
const CrmCalendarEntry *crm_calendar_block_get (CrmCalendarBlock *self);
gboolean crm_calendar_block_is (CrmCalendarBlock *self, gint64 activity, gint64 occurrence);
/* Whether one takes hold of its lower edge there; @y is of the block. */
gboolean crm_calendar_block_is_edge (CrmCalendarBlock *self, double y);
int crm_calendar_block_measure_line (GtkWidget *widget); /* height of one line with its padding */

/* --- Of blocks that are used again: the next unused one, made where there is none. */
typedef struct {
  GtkWidget *parent;
  CrmCalendarPlan *plan; /* borrowed */
  GPtrArray *blocks;     /* owned; of borrowed children */
  guint n_used;
} CrmCalendarPool;

void crm_calendar_pool_init (CrmCalendarPool *self, GtkWidget *parent, CrmCalendarPlan *plan);
void crm_calendar_pool_clear (CrmCalendarPool *self); /* unparents all */
void crm_calendar_pool_begin (CrmCalendarPool *self);
CrmCalendarBlock *crm_calendar_pool_take (CrmCalendarPool *self);
void crm_calendar_pool_end (CrmCalendarPool *self); /* hides those that are not taken */
CrmCalendarBlock *crm_calendar_pool_find (CrmCalendarPool *self, gint64 activity,
                                          gint64 occurrence);

G_END_DECLS
