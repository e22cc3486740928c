/* A process drawn from left to right. The cards are widgets, so that keyboard and screen reader
 * have them; only the lines are drawn. */
#include "config.h"

#include "crm-process-drawing.h"

#include <glib/gi18n.h>

#include "crm-step-card.h"

/* Room for lines that turn at the ends. */
#define MARGIN 42
#define LAYER_GAP 72
#define CARD_GAP 24
#define LANE_HEIGHT 14
#define LANE_GAP 10
/* Lines that lead back run below everything, each on its own. */
#define BACK_LANE 12
#define THICKNESS 2.0f
#define ARROW 5.0f

struct _CrmProcessDrawing {
  GtkWidget parent_instance;

  CrmProcessGraph *graph; /* owned; may be NULL */
  GPtrArray *cards;       /* owned; of borrowed children, one a step */
  int *layer_x;           /* owned; left side of each layer, one more at the end */
  int *item_y;            /* unused without a graph */
  int height;             /* of all cards, without what leads back */
  const char *sought;     /* entity of what is to be seen; NULL: nothing is */
  gint64 sought_id;
  guint scroll;
};

G_DEFINE_FINAL_TYPE (CrmProcessDrawing, crm_process_drawing, GTK_TYPE_WIDGET)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static CrmGraphStep *
get_step (CrmProcessDrawing *self, guint i)
{
  return &g_array_index (self->graph->steps, CrmGraphStep, i);
}

static const CrmGraphEdge *
get_edge (CrmProcessDrawing *self, guint i)
{
  return &g_array_index (self->graph->edges, CrmGraphEdge, i);
}

static const CrmGraphStep *
get_start (CrmProcessDrawing *self, const CrmGraphEdge *edge)
{
  const CrmGraphOutcome *outcome =
      &g_array_index (self->graph->outcomes, CrmGraphOutcome, edge->outcome);
  return get_step (self, outcome->step);
}

/* --- Where everything stands */

static void
measure_card (CrmProcessDrawing *self, guint i, int *width, int *height)
{
  gtk_widget_measure (self->cards->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, width, NULL,
                      NULL);
  gtk_widget_measure (self->cards->pdata[i], GTK_ORIENTATION_VERTICAL, *width, NULL, height, NULL,
                      NULL);
}

/* The step or the passing edge at a place of a layer; its height. */
static int
measure_place (CrmProcessDrawing *self, int layer, int place, guint *step)
{
  *step = G_MAXUINT;
  for (guint i = 0; i < self->graph->steps->len; i++) {
    int width, height;
    if (get_step (self, i)->layer != layer || get_step (self, i)->place != place)
      continue;
    *step = i;
    measure_card (self, i, &width, &height);
    return height;
  }
  return LANE_HEIGHT;
}

static int
count_places (CrmProcessDrawing *self, int layer)
{
  int n = 0;

  for (guint i = 0; i < self->graph->steps->len; i++)
    n += get_step (self, i)->layer == layer ? 1 : 0;
  for (guint i = 0; i < self->graph->edges->len; i++) {
    int first = get_start (self, get_edge (self, i))->layer + 1;
    n += layer >= first && layer < first + (int) get_edge (self, i)->via->len ? 1 : 0;
  }
  return n;
}

static int
measure_layer_height (CrmProcessDrawing *self, int layer)
{
  int n = count_places (self, layer);
  int height = 0;

  for (int place = 0; place < n; place++) {
    guint step;
    height += measure_place (self, layer, place, &step) + (place > 0 ? CARD_GAP : 0);
  }
  return height;
}

static int
measure_layer_width (CrmProcessDrawing *self, int layer)
{
  int widest = 0;

  for (guint i = 0; i < self->graph->steps->len; i++) {
    int width, height;
    if (get_step (self, i)->layer != layer)
      continue;
    measure_card (self, i, &width, &height);
    widest = MAX (widest, width);
  }
  return widest;
}

static int
count_back (CrmProcessDrawing *self)
{
  int n = 0;

  for (guint i = 0; i < self->graph->edges->len; i++)
    n += get_edge (self, i)->back ? 1 : 0;
  return n;
}

static void
crm_process_drawing_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                             int *minimum, int *natural, int *minimum_baseline,
                             int *natural_baseline)
{
  CrmProcessDrawing *self = CRM_PROCESS_DRAWING (widget);
  int size = 2 * MARGIN;
  int most = 0;

  if (self->graph != NULL && orientation == GTK_ORIENTATION_HORIZONTAL)
    for (int layer = 0; layer < self->graph->n_layers; layer++)
      size += measure_layer_width (self, layer) + (layer > 0 ? LAYER_GAP : 0);
  else if (self->graph != NULL) {
    for (int layer = 0; layer < self->graph->n_layers; layer++)
      most = MAX (most, measure_layer_height (self, layer));
    size += most + count_back (self) * BACK_LANE;
  }
  *minimum = *natural = size;
}

static int
mirror (CrmProcessDrawing *self, int x, int width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  return rtl ? gtk_widget_get_width (GTK_WIDGET (self)) - x - width : x;
}

static void
place_card (CrmProcessDrawing *self, guint i, int x, int y, int width, int height)
{
  gtk_widget_allocate (
      self->cards->pdata[i], width, height, -1,
      gsk_transform_translate (NULL,
                               &GRAPHENE_POINT_INIT ((float) mirror (self, x, width), (float) y)));
}

static void
note_lane (CrmProcessDrawing *self, int layer, int place, int y)
{
  for (guint i = 0; i < self->graph->edges->len; i++) {
    const CrmGraphEdge *edge = get_edge (self, i);
    int passed = layer - get_start (self, edge)->layer - 1;
    if (passed >= 0 && passed < (int) edge->via->len &&
        g_array_index (edge->via, int, (guint) passed) == place)
      self->item_y[i * (guint) self->graph->n_layers + (guint) layer] = y;
  }
}

static void
place_layer (CrmProcessDrawing *self, int layer, int x, int width)
{
  int n = count_places (self, layer);
  int y = MARGIN + (self->height - measure_layer_height (self, layer)) / 2;

  for (int place = 0; place < n; place++) {
    guint step;
    int height = measure_place (self, layer, place, &step);
    if (step != G_MAXUINT)
      place_card (self, step, x, y, width, height);
    else
      note_lane (self, layer, place, y + height / 2);
    y += height + CARD_GAP;
  }
}

/* --- What is looked for is brought into view once it has its place */

static GtkWidget *
find_sought (CrmProcessDrawing *self)
{
  int step = -1;

  if (self->sought == NULL || self->graph == NULL)
    return NULL;
  if (g_str_equal (self->sought, "task_type"))
    step = crm_process_graph_find_step (self->graph, self->sought_id);
  for (guint i = 0; step < 0 && i < self->graph->outcomes->len; i++) {
    const CrmGraphOutcome *outcome = &g_array_index (self->graph->outcomes, CrmGraphOutcome, i);
    if (crm_record_get_id (outcome->record) == self->sought_id)
      step = (int) outcome->step;
  }
  return step >= 0 ? self->cards->pdata[step] : NULL;
}

static gboolean
scroll_cb (gpointer data)
{
  CrmProcessDrawing *self = data;
  GtkWidget *card = find_sought (self);
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);

  self->scroll = 0;
  self->sought = NULL;
  if (card != NULL && viewport != NULL)
    gtk_viewport_scroll_to (GTK_VIEWPORT (viewport), card, NULL);
  return G_SOURCE_REMOVE;
}

static void
scroll_later (CrmProcessDrawing *self)
{
  if (self->scroll == 0 && find_sought (self) != NULL)
    self->scroll = g_idle_add (scroll_cb, self);
}

static void
crm_process_drawing_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmProcessDrawing *self = CRM_PROCESS_DRAWING (widget);
  int x = MARGIN;

  if (self->graph == NULL)
    return;
  self->height = 0;
  for (int layer = 0; layer < self->graph->n_layers; layer++)
    self->height = MAX (self->height, measure_layer_height (self, layer));
  for (int layer = 0; layer < self->graph->n_layers; layer++) {
    int layer_width = measure_layer_width (self, layer);
    self->layer_x[layer] = x;
    place_layer (self, layer, x, layer_width);
    x += layer_width + LAYER_GAP;
  }
  self->layer_x[self->graph->n_layers] = x;
  scroll_later (self);
}

/* --- Lines */

typedef struct {
  float x, y;
} Point;

/* The side of a card, or of a row of it, on which lines leave (@end) or arrive. */
static Point
find_side (CrmProcessDrawing *self, GtkWidget *card, GtkWidget *row, gboolean end)
{
  graphene_rect_t frame = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  Point point = { 0, 0 };

  if (!gtk_widget_compute_bounds (card, GTK_WIDGET (self), &frame) ||
      !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
    return point;
  point.x = end != rtl ? frame.origin.x + frame.size.width : frame.origin.x;
  point.y = bounds.origin.y + bounds.size.height / 2;
  return point;
}

static void
curve_to (GskPathBuilder *path, Point *from, float x, float y)
{
  float middle = (from->x + x) / 2;

  gsk_path_builder_cubic_to (path, middle, from->y, middle, y, x, y);
  *from = (Point) { x, y };
}

/* Around what stands between. */
static void
lead_on (CrmProcessDrawing *self, guint i, GskPathBuilder *path, Point from, Point to)
{
  const CrmGraphEdge *edge = get_edge (self, i);
  int first = get_start (self, edge)->layer + 1;

  for (int layer = first; layer < first + (int) edge->via->len; layer++) {
    float y = (float) self->item_y[i * (guint) self->graph->n_layers + (guint) layer];
    int width = self->layer_x[layer + 1] - LAYER_GAP - self->layer_x[layer];
    int x = mirror (self, self->layer_x[layer], width);
    gboolean rtl = from.x > to.x;
    curve_to (path, &from, (float) (rtl ? x + width : x), y);
    from.x = (float) (rtl ? x : x + width);
    gsk_path_builder_line_to (path, from.x, from.y);
  }
  curve_to (path, &from, to.x, to.y);
}

/* Below everything, back to where it was. */
static void
lead_back (CrmProcessDrawing *self, int lane, GskPathBuilder *path, Point from, Point to)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float out = (float) (rtl ? -LAYER_GAP : LAYER_GAP) / 2.5f;
  float y = (float) (MARGIN + self->height + LANE_GAP + lane * BACK_LANE);

  gsk_path_builder_cubic_to (path, from.x + out, from.y, from.x + out, y, from.x, y);
  gsk_path_builder_line_to (path, to.x, y);
  gsk_path_builder_cubic_to (path, to.x - out, y, to.x - out, to.y, to.x, to.y);
}

static void
draw_arrow (GtkSnapshot *snapshot, Point to, gboolean rtl, const GdkRGBA *colour)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  float back = rtl ? ARROW * 1.6f : -ARROW * 1.6f;

  gsk_path_builder_move_to (builder, to.x, to.y);
  gsk_path_builder_line_to (builder, to.x + back, to.y - ARROW);
  gsk_path_builder_line_to (builder, to.x + back, to.y + ARROW);
  gsk_path_builder_close (builder);
  path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, colour);
}

static void
draw_edge (CrmProcessDrawing *self, GtkSnapshot *snapshot, guint i, int *lane)
{
  const CrmGraphEdge *edge = get_edge (self, i);
  const CrmGraphOutcome *outcome =
      &g_array_index (self->graph->outcomes, CrmGraphOutcome, edge->outcome);
  CrmStepCard *card = self->cards->pdata[outcome->step];
  CrmStepCard *target = self->cards->pdata[edge->to];
  gint64 id = crm_record_get_id (outcome->record);
  Point from = find_side (self, GTK_WIDGET (card), crm_step_card_get_outcome_row (card, id), TRUE);
  Point to = find_side (self, GTK_WIDGET (target), crm_step_card_get_head (target), FALSE);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskStroke) stroke = gsk_stroke_new (THICKNESS);
  g_autoptr (GskPath) path = NULL;
  Point tip = to;
  GdkRGBA colour;

  /* The line ends where the arrow begins. */
  to.x += rtl ? ARROW : -ARROW;
  gsk_path_builder_move_to (builder, from.x, from.y);
  if (edge->back)
    lead_back (self, (*lane)++, builder, from, to);
  else
    lead_on (self, i, builder, from, to);
  path = gsk_path_builder_to_path (builder);
  crm_step_card_get_outcome_colour (card, id, &colour);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &colour);
  draw_arrow (snapshot, tip, rtl, &colour);
}

static void
crm_process_drawing_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmProcessDrawing *self = CRM_PROCESS_DRAWING (widget);
  int lane = 0;

  if (self->graph != NULL)
    for (guint i = 0; i < self->graph->edges->len; i++)
      draw_edge (self, snapshot, i, &lane);
  GTK_WIDGET_CLASS (crm_process_drawing_parent_class)->snapshot (widget, snapshot);
}

/* --- The object */

static void
clear (CrmProcessDrawing *self)
{
  for (guint i = 0; i < self->cards->len; i++)
    gtk_widget_unparent (self->cards->pdata[i]);
  g_ptr_array_set_size (self->cards, 0);
  g_clear_pointer (&self->graph, crm_process_graph_free);
  g_clear_pointer (&self->layer_x, g_free);
  g_clear_pointer (&self->item_y, g_free);
}

static void
crm_process_drawing_dispose (GObject *object)
{
  g_clear_handle_id (&CRM_PROCESS_DRAWING (object)->scroll, g_source_remove);
  clear (CRM_PROCESS_DRAWING (object));

  G_OBJECT_CLASS (crm_process_drawing_parent_class)->dispose (object);
}

static void
crm_process_drawing_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_PROCESS_DRAWING (object)->cards);

  G_OBJECT_CLASS (crm_process_drawing_parent_class)->finalize (object);
}

static void
crm_process_drawing_class_init (CrmProcessDrawingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = crm_process_drawing_dispose;
  object_class->finalize = crm_process_drawing_finalize;
  widget_class->measure = crm_process_drawing_measure;
  widget_class->size_allocate = crm_process_drawing_size_allocate;
  widget_class->snapshot = crm_process_drawing_snapshot;
  gtk_widget_class_set_css_name (widget_class, "processdrawing");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_PROCESS_DRAWING, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
crm_process_drawing_init (CrmProcessDrawing *self)
{
  self->cards = g_ptr_array_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The process, step by step"), -1);
}

/**
 * crm_process_drawing_new:
 *
 * Returns: (transfer floating): an empty drawing
 */
GtkWidget *
crm_process_drawing_new (void)
{
  return g_object_new (CRM_TYPE_PROCESS_DRAWING, NULL);
}

static void
chosen_cb (CrmStepCard *card, const char *entity, gint64 id, CrmProcessDrawing *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, entity, id);
}

/* In the order of the sale, which is the one that Tab follows. */
static void
add_cards (CrmProcessDrawing *self, gboolean with_counts)
{
  GtkWidget *last = NULL;

  g_ptr_array_set_size (self->cards, (int) self->graph->steps->len);
  for (int layer = 0; layer < self->graph->n_layers; layer++)
    for (int place = 0; place < (int) self->graph->steps->len + (int) self->graph->edges->len;
         place++)
      for (guint i = 0; i < self->graph->steps->len; i++) {
        GtkWidget *card;
        if (get_step (self, i)->layer != layer || get_step (self, i)->place != place)
          continue;
        card = crm_step_card_new (self->graph, i, with_counts);
        g_signal_connect_object (card, "chosen", G_CALLBACK (chosen_cb), self, 0);
        gtk_widget_insert_after (card, GTK_WIDGET (self), last);
        self->cards->pdata[i] = last = card;
      }
}

/**
 * crm_process_drawing_set_graph:
 * @self: a drawing
 * @graph: (transfer full): what it shows from now on
 * @with_counts: whether the numbers of tasks are shown
 */
void
crm_process_drawing_set_graph (CrmProcessDrawing *self, CrmProcessGraph *graph,
                               gboolean with_counts)
{
  clear (self);
  self->graph = graph;
  self->layer_x = g_new0 (int, (gsize) graph->n_layers + 1);
  self->item_y = g_new0 (int, (gsize) graph->n_layers * graph->edges->len + 1);
  add_cards (self, with_counts);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * crm_process_drawing_mark:
 * @self: a drawing
 * @entity: (nullable): "task_type" or "outcome"
 * @id: of the record
 */
void
crm_process_drawing_mark (CrmProcessDrawing *self, const char *entity, gint64 id)
{
  for (guint i = 0; i < self->cards->len; i++)
    crm_step_card_mark (self->cards->pdata[i], entity, id);
}

/**
 * crm_process_drawing_reveal:
 * @self: a drawing
 * @entity: "task_type" or "outcome"; static
 * @id: of the record
 */
void
crm_process_drawing_reveal (CrmProcessDrawing *self, const char *entity, gint64 id)
{
  self->sought = entity;
  self->sought_id = id;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
