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

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

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

  /**
   * CrmGanttItem::changed:
   * @self: the row
   *
   * It says something else, or its bars are others.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
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

/* --- The same row, read twice */

/**
 * crm_gantt_item_hash:
 * @item: a row
 *
 * Returns: the same for rows of the same record, and for headings of the same title
 */
guint
crm_gantt_item_hash (gconstpointer item)
{
  const CrmGanttItem *self = item;

  return self->entity != NULL ? g_str_hash (self->entity) ^ g_int64_hash (&self->id)
                              : g_str_hash (self->title);
}

/**
 * crm_gantt_item_equal:
 * @a: a row
 * @b: a row
 *
 * Returns: whether they stand for the same record, or are headings of the same title
 */
gboolean
crm_gantt_item_equal (gconstpointer a, gconstpointer b)
{
  const CrmGanttItem *first = a;
  const CrmGanttItem *second = b;

  if (first->entity == NULL || second->entity == NULL)
    return first->entity == second->entity && g_strcmp0 (first->title, second->title) == 0;
  return g_strcmp0 (first->entity, second->entity) == 0 && first->id == second->id;
}

static gboolean
has_same_bars (CrmGanttItem *self, CrmGanttItem *other)
{
  if (self->bars->len != other->bars->len)
    return FALSE;
  for (guint i = 0; i < self->bars->len; i++) {
    const CrmGanttBar *a = crm_gantt_item_get_bar (self, i);
    const CrmGanttBar *b = crm_gantt_item_get_bar (other, i);
    if (a->start != b->start || a->end != b->end || a->state != b->state || a->id != b->id ||
        g_strcmp0 (a->entity, b->entity) != 0 || g_strcmp0 (a->label, b->label) != 0)
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_gantt_item_take:
 * @self: a row that is shown
 * @other: the same row as it was read now; of no use afterwards
 *
 * Where they differ @self becomes what @other says, and tells of it.
 */
void
crm_gantt_item_take (CrmGanttItem *self, CrmGanttItem *other)
{
  GArray *bars = self->bars;

  if (self == other || (g_strcmp0 (self->title, other->title) == 0 &&
                        g_strcmp0 (self->note, other->note) == 0 && has_same_bars (self, other)))
    return;
  g_set_str (&self->title, other->title);
  g_set_str (&self->note, other->note);
  self->bars = other->bars;
  other->bars = bars;
  g_signal_emit (self, signals[CHANGED], 0);
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
