/* A row of a Gantt chart. */
#include "config.h"

#include "crm-gantt-item.h"

struct _CrmGanttItem {
  GObject parent_instance;

  char *title;        /* owned */
  char *note;         /* owned; may be NULL */
  const char *entity; /* static; NULL: a heading */
  gint64 id;
  GArray *bars; /* owned; CrmGanttBar */
};

G_DEFINE_FINAL_TYPE (CrmGanttItem, crm_gantt_item, G_TYPE_OBJECT)

static void
clear_bar (gpointer data)
{
  g_free (((CrmGanttBar *) data)->label);
}

static void
crm_gantt_item_finalize (GObject *object)
{
  CrmGanttItem *self = CRM_GANTT_ITEM (object);

  g_free (self->title);
  g_free (self->note);
  g_array_unref (self->bars);

  G_OBJECT_CLASS (crm_gantt_item_parent_class)->finalize (object);
}

static void
crm_gantt_item_class_init (CrmGanttItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_gantt_item_finalize;
}

static void
crm_gantt_item_init (CrmGanttItem *self)
{
  self->bars = g_array_new (FALSE, FALSE, sizeof (CrmGanttBar));
  g_array_set_clear_func (self->bars, clear_bar);
}

CrmGanttItem *
crm_gantt_item_new (const char *title, const char *note, const char *entity, gint64 id)
{
  CrmGanttItem *self = g_object_new (CRM_TYPE_GANTT_ITEM, NULL);

  self->title = g_strdup (title);
  self->note = g_strdup (note);
  self->entity = entity;
  self->id = id;
  return self;
}

CrmGanttItem *
crm_gantt_item_new_heading (const char *title, const char *note)
{
  return crm_gantt_item_new (title, note, NULL, 0);
}

/**
 * crm_gantt_item_add_bar:
 * @self: a row
 * @start: seconds since 1970 in UTC
 * @end: later than @start
 * @state: its colour
 * @label: what it is
 * @entity: static, with @id what is opened by it
 * @id: of the record
 */
void
crm_gantt_item_add_bar (CrmGanttItem *self, gint64 start, gint64 end, CrmGanttState state,
                        const char *label, const char *entity, gint64 id)
{
  CrmGanttBar bar = { start, MAX (end, start + 1), state, g_strdup (label), entity, id };

  g_array_append_val (self->bars, bar);
}

const char *
crm_gantt_item_get_title (CrmGanttItem *self)
{
  return self->title;
}

const char *
crm_gantt_item_get_note (CrmGanttItem *self)
{
  return self->note;
}

const char *
crm_gantt_item_get_entity (CrmGanttItem *self)
{
  return self->entity;
}

gint64
crm_gantt_item_get_id (CrmGanttItem *self)
{
  return self->id;
}

guint
crm_gantt_item_get_n_bars (CrmGanttItem *self)
{
  return self->bars->len;
}

const CrmGanttBar *
crm_gantt_item_get_bar (CrmGanttItem *self, guint bar)
{
  return &g_array_index (self->bars, CrmGanttBar, bar);
}
