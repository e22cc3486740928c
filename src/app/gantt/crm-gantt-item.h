/* A row of a Gantt chart, or a heading between rows. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum { CRM_GANTT_DONE, CRM_GANTT_OPEN, CRM_GANTT_LATE, CRM_GANTT_PLANNED } CrmGanttState;

typedef struct {
  gint64 start; /* seconds since 1970 in UTC */
  gint64 end;   /* later than @start */
  CrmGanttState state;
  char *label;        /* owned; what it is */
  const char *entity; /* static; with @id what is opened by it */
  gint64 id;
} CrmGanttBar;

#define CRM_TYPE_GANTT_ITEM (crm_gantt_item_get_type ())
G_DECLARE_FINAL_TYPE (CrmGanttItem, crm_gantt_item, CRM, GANTT_ITEM, GObject)

/* @note: beneath the title, may be NULL. @entity: static, with @id what is opened by the row. */
CrmGanttItem *crm_gantt_item_new (const char *title, const char *note, const char *entity,
                                  gint64 id);
CrmGanttItem *crm_gantt_item_new_heading (const char *title, const char *note);
void crm_gantt_item_add_bar (CrmGanttItem *self, gint64 start, gint64 end, CrmGanttState state,
                             const char *label, const char *entity, gint64 id);

/* Two that were read of the same record, or headings of the same title: for a hash table. */
guint crm_gantt_item_hash (gconstpointer item);
gboolean crm_gantt_item_equal (gconstpointer a, gconstpointer b);
/* @self becomes what @other says, "changed" where that is something else; @other is spent. */
void crm_gantt_item_take (CrmGanttItem *self, CrmGanttItem *other);

const char *crm_gantt_item_get_title (CrmGanttItem *self);
const char *crm_gantt_item_get_note (CrmGanttItem *self);
const char *crm_gantt_item_get_entity (CrmGanttItem *self); /* NULL: a heading */
gint64 crm_gantt_item_get_id (CrmGanttItem *self);
guint crm_gantt_item_get_n_bars (CrmGanttItem *self);
const CrmGanttBar *crm_gantt_item_get_bar (CrmGanttItem *self, guint bar);

G_END_DECLS
