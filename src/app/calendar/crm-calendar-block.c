/* One entry as it stands in a calendar. */
#include "config.h"

#include "crm-calendar-block.h"

#include "crm-calendar-text.h"

/* From the lower edge on which one takes hold to stretch. */
#define EDGE 8
#define PADDING_X 6
#define PADDING_Y 2

struct _CrmCalendarBlock {
  GtkWidget parent_instance;

  CrmCalendarPlan *plan;         /* owned */
  GPtrArray *entries;            /* owned; holds @entry */
  const CrmCalendarEntry *entry; /* borrowed; NULL: unused */
  CrmCalendarBlockForm form;
  gboolean is_end;
  const char *colour; /* style class */
  PangoLayout *text;  /* owned; NULL until it is drawn */
};

G_DEFINE_FINAL_TYPE (CrmCalendarBlock, crm_calendar_block, GTK_TYPE_WIDGET)

enum { ACTIVATE, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- What is written */

static void
append (GString *text, const char *separator, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", part);
}

static char *
dup_text (CrmCalendarBlock *self)
{
  const CrmCalendarEntry *entry = self->entry;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *time = crm_calendar_text_time (entry->start);
  g_autofree char *hours = crm_calendar_text_hours (entry->start, entry->end, FALSE);

  switch (self->form) {
  case CRM_CALENDAR_BLOCK_LINE:
    g_string_append_printf (text, "%s %s", time, entry->title);
    append (text, " · ", entry->company);
    break;
  case CRM_CALENDAR_BLOCK_BAR:
    append (text, " · ", entry->title);
    append (text, " · ", entry->company);
    break;
  case CRM_CALENDAR_BLOCK_BOX:
    append (text, "", entry->title);
    append (text, " · ", entry->company);
    g_string_append_printf (text, "\n%s", hours);
    append (text, " · ", crm_calendar_text_kind (entry->kind));
    append (text, " · ", entry->place);
    break;
  }
  append (text, " · ", crm_calendar_plan_get_person (self->plan, entry));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static PangoLayout *
get_layout (CrmCalendarBlock *self, int width, int height)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoAttribute *title;

  if (self->text == NULL) {
    text = dup_text (self);
    self->text = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
    attributes = pango_attr_list_new ();
    pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
    if (self->form == CRM_CALENDAR_BLOCK_BOX) {
      title = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      title->start_index = 0;
      title->end_index = (guint) strlen (self->entry->title);
      pango_attr_list_insert (attributes, title);
    }
    if (self->entry->is_settled)
      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
    pango_layout_set_attributes (self->text, attributes);
    pango_layout_set_ellipsize (self->text, PANGO_ELLIPSIZE_END);
    pango_layout_set_wrap (self->text, PANGO_WRAP_WORD_CHAR);
  }
  pango_layout_set_width (self->text, MAX (width, 1) * PANGO_SCALE);
  if (self->form == CRM_CALENDAR_BLOCK_BOX)
    pango_layout_set_height (self->text, MAX (height, 1) * PANGO_SCALE);
  else
    pango_layout_set_height (self->text, -1);
  return self->text;
}

static void
crm_calendar_block_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CrmCalendarBlock *self = CRM_CALENDAR_BLOCK (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  gboolean is_low = height < crm_calendar_block_measure_line (widget);
  PangoLayout *layout;
  GdkRGBA colour;
  int text_height;

  if (self->entry == NULL || width <= PADDING_X)
    return;
  layout = get_layout (self, width - 2 * PADDING_X, height - 2 * PADDING_Y);
  gtk_widget_get_color (widget, &colour);
  pango_layout_get_pixel_size (layout, NULL, &text_height);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (PADDING_X, self->form != CRM_CALENDAR_BLOCK_BOX || is_low
                                                     ? (float) MAX ((height - text_height) / 2, 0)
                                                     : PADDING_Y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
crm_calendar_block_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? crm_calendar_block_measure_line (widget) : 0;
}

static gboolean
query_tooltip_cb (CrmCalendarBlock *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *name = NULL;

  if (self->entry == NULL)
    return FALSE;
  name =
      crm_calendar_text_name (self->entry, crm_calendar_plan_get_person (self->plan, self->entry));
  gtk_tooltip_set_text (tooltip, name);
  return TRUE;
}

static void
crm_calendar_block_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  CrmCalendarBlock *self = CRM_CALENDAR_BLOCK (widget);

  GTK_WIDGET_CLASS (crm_calendar_block_parent_class)->css_changed (widget, change);
  g_clear_object (&self->text);
}

static void
activate_cb (CrmCalendarBlock *self)
{
  if (self->entry != NULL)
    crm_calendar_plan_open (self->plan, self->entry, GTK_WIDGET (self));
}

/* What a screen reader presses. */
static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate (widget);
}

static void
crm_calendar_block_dispose (GObject *object)
{
  CrmCalendarBlock *self = CRM_CALENDAR_BLOCK (object);

  self->entry = NULL;
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->text);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (crm_calendar_block_parent_class)->dispose (object);
}

static void
crm_calendar_block_class_init (CrmCalendarBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_calendar_block_dispose;
  widget_class->snapshot = crm_calendar_block_snapshot;
  widget_class->measure = crm_calendar_block_measure;
  widget_class->css_changed = crm_calendar_block_css_changed;
  gtk_widget_class_set_css_name (widget_class, "calendarblock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  signals[ACTIVATE] = g_signal_new_class_handler (
      "activate", CRM_TYPE_CALENDAR_BLOCK, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
      G_CALLBACK (activate_cb), NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[ACTIVATE]);
  gtk_widget_class_install_action (widget_class, "entry.open", NULL, open_action);
}

static void
crm_calendar_block_init (CrmCalendarBlock *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

GtkWidget *
crm_calendar_block_new (CrmCalendarPlan *plan)
{
  CrmCalendarBlock *self = g_object_new (CRM_TYPE_CALENDAR_BLOCK, NULL);

  self->plan = g_object_ref (plan);
  return GTK_WIDGET (self);
}

static void
set_class (CrmCalendarBlock *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *colour = crm_calendar_plan_get_colour (self->plan, self->entry);

  if (g_strcmp0 (colour, self->colour) != 0) {
    if (self->colour != NULL)
      gtk_widget_remove_css_class (widget, self->colour);
    gtk_widget_add_css_class (widget, colour);
    self->colour = colour;
  }
  if (self->entry->is_settled)
    gtk_widget_add_css_class (widget, "settled");
  else
    gtk_widget_remove_css_class (widget, "settled");
  if (self->form == CRM_CALENDAR_BLOCK_LINE)
    gtk_widget_add_css_class (widget, "line");
  else
    gtk_widget_remove_css_class (widget, "line");
}

/**
 * crm_calendar_block_set:
 * @self: a block
 * @entry: of the plan
 * @form: how it is written
 * @is_end: whether the last part of the entry stands here
 */
void
crm_calendar_block_set (CrmCalendarBlock *self, const CrmCalendarEntry *entry,
                        CrmCalendarBlockForm form, gboolean is_end)
{
  g_autofree char *name = NULL;

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_ptr_array_ref (crm_calendar_plan_get_entries (self->plan));
  self->entry = entry;
  self->form = form;
  self->is_end = is_end;
  g_clear_object (&self->text);
  set_class (self);
  name = crm_calendar_text_name (entry, crm_calendar_plan_get_person (self->plan, entry));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
crm_calendar_block_clear (CrmCalendarBlock *self)
{
  self->entry = NULL;
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->text);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

const CrmCalendarEntry *
crm_calendar_block_get (CrmCalendarBlock *self)
{
  return self->entry;
}

gboolean
crm_calendar_block_is (CrmCalendarBlock *self, gint64 activity, gint64 occurrence)
{
  return self->entry != NULL && self->entry->activity == activity &&
         self->entry->occurrence == occurrence;
}

gboolean
crm_calendar_block_is_edge (CrmCalendarBlock *self, double y)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  return self->is_end && self->form == CRM_CALENDAR_BLOCK_BOX &&
         y > height - MIN (EDGE, height / 3);
}

int
crm_calendar_block_measure_line (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (height) + 2 * PADDING_Y;
}

/* --- Used again */

void
crm_calendar_pool_init (CrmCalendarPool *self, GtkWidget *parent, CrmCalendarPlan *plan)
{
  self->parent = parent;
  self->plan = plan;
  self->blocks = g_ptr_array_new ();
  self->n_used = 0;
}

void
crm_calendar_pool_clear (CrmCalendarPool *self)
{
  for (guint i = 0; self->blocks != NULL && i < self->blocks->len; i++)
    gtk_widget_unparent (self->blocks->pdata[i]);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

void
crm_calendar_pool_begin (CrmCalendarPool *self)
{
  self->n_used = 0;
}

CrmCalendarBlock *
crm_calendar_pool_take (CrmCalendarPool *self)
{
  if (self->n_used == self->blocks->len) {
    GtkWidget *block = crm_calendar_block_new (self->plan);
    gtk_widget_set_parent (block, self->parent);
    g_ptr_array_add (self->blocks, block);
  }
  return self->blocks->pdata[self->n_used++];
}

void
crm_calendar_pool_end (CrmCalendarPool *self)
{
  for (guint i = self->n_used; i < self->blocks->len; i++)
    crm_calendar_block_clear (self->blocks->pdata[i]);
}

CrmCalendarBlock *
crm_calendar_pool_find (CrmCalendarPool *self, gint64 activity, gint64 occurrence)
{
  for (guint i = 0; i < self->n_used; i++)
    if (crm_calendar_block_is (self->blocks->pdata[i], activity, occurrence))
      return self->blocks->pdata[i];
  return NULL;
}
