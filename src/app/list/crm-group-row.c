/* The heading of a group as a row of a list. */
#include "config.h"

#include "crm-group-row.h"

#include <glib/gi18n.h>

#include "crm-sums-text.h"
#include "crm-text.h"

#define MOST_CHARACTERS 200

struct _CrmGroupRow {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* borrowed: the page that holds the list keeps it */
  CrmColumns *columns;     /* borrowed likewise; NULL in a list without */
  gboolean spans;          /* is in a cell, and is as wide as the row where it is the first */
  GtkWidget *box;          /* NULL until it is the first cell */
  GtkWidget *arrow;
  GtkWidget *name;
  GtkWidget *count;
  GtkWidget *sums;
  CrmGroupHeader *header; /* owned */
  gulong changed;
};

G_DEFINE_FINAL_TYPE (CrmGroupRow, crm_group_row, GTK_TYPE_WIDGET)

static char *
dup_sums (CrmGroupHeader *header, CrmWorkspace *workspace, CrmColumns *columns, char **parts)
{
  return crm_sums_dup_text (crm_group_header_get_sums (header),
                            crm_group_header_get_entity (header), columns, workspace, FALSE, parts);
}

char *
crm_group_header_dup_description (CrmGroupHeader *header, CrmWorkspace *workspace,
                                  CrmColumns *columns)
{
  gint64 n = crm_group_header_get_count (header);
  g_autofree char *number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  g_autofree char *sums = dup_sums (header, workspace, columns, NULL);
  g_autofree char *name = crm_text_one_line (crm_group_header_get_label (header), MOST_CHARACTERS);
  g_autofree char *records =
      g_strdup_printf (ngettext ("%s record", "%s records", (gulong) n), number);
  const char *state = crm_group_header_is_open (header)
                          /* Translators: said of a group in a list */
                          ? C_ ("group", "expanded")
                          /* Translators: said of a group in a list */
                          : C_ ("group", "collapsed");

  return g_strdup_printf ("%s, %s%s%s, %s", name, records, sums[0] != '\0' ? ", " : "", sums,
                          state);
}

static void
show_header (CrmGroupRow *self)
{
  g_autofree char *number = NULL;
  g_autofree char *sums = NULL;
  g_autofree char *parts = NULL;
  g_autofree char *name = NULL;

  if (self->box == NULL || self->header == NULL)
    return;
  number = crm_decimal_format (crm_group_header_get_count (self->header), 0, 0,
                               crm_number_style_local ());
  sums = dup_sums (self->header, self->workspace, self->columns, &parts);
  name = crm_text_one_line (crm_group_header_get_label (self->header), MOST_CHARACTERS);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                crm_group_header_is_open (self->header) ? "pan-down-symbolic"
                                : gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL
                                    ? "pan-start-symbolic"
                                    : "pan-end-symbolic");
  gtk_label_set_text (GTK_LABEL (self->name), name);
  gtk_label_set_text (GTK_LABEL (self->count), number);
  gtk_label_set_text (GTK_LABEL (self->sums), sums);
  gtk_widget_set_tooltip_text (self->sums, parts);
}

static GtkWidget *
create_label (CrmGroupRow *self, const char *class, PangoEllipsizeMode ellipsize)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "ellipsize", ellipsize, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static void
create_box (CrmGroupRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->arrow = gtk_image_new ();
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->arrow), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_box_append (GTK_BOX (self->box), self->arrow);
  self->name = create_label (self, "heading", PANGO_ELLIPSIZE_END);
  self->count = create_label (self, "numeric", PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (self->count, "dimmed");
  self->sums = create_label (self, "numeric", PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (self->sums, 12);
  show_header (self);
}

/* --- The first cell of a row stands for all of it */

static gboolean
is_first (CrmGroupRow *self)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *before = cell;

  if (!self->spans)
    return TRUE;
  while (before != NULL && (before = gtk_widget_get_prev_sibling (before)) != NULL)
    if (gtk_widget_get_visible (before))
      return FALSE;
  return TRUE;
}

static GtkSizeRequestMode
crm_group_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
crm_group_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  CrmGroupRow *self = CRM_GROUP_ROW (widget);

  *minimum = *natural = 0;
  if (!is_first (self))
    return;
  if (self->box == NULL)
    create_box (self);
  /* Columns are as wide as their records need. */
  if (orientation == GTK_ORIENTATION_VERTICAL || !self->spans)
    gtk_widget_measure (self->box, orientation, -1, minimum, natural, NULL, NULL);
}

/* From here to the end of the row. */
static int
measure_span (CrmGroupRow *self, int width)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;
  int inset = cell != NULL ? gtk_widget_get_width (cell) - width : 0;

  return self->spans && row != NULL ? MAX (width, gtk_widget_get_width (row) - inset) : width;
}

static void
crm_group_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CrmGroupRow *self = CRM_GROUP_ROW (widget);
  gboolean first = is_first (self);
  int least, span;
  GskTransform *transform = NULL;

  if (first && self->box == NULL)
    create_box (self);
  if (self->box == NULL)
    return;
  gtk_widget_set_child_visible (self->box, first);
  if (!first)
    return;
  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  span = MAX (measure_span (self, width), least);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) (width - span), 0));
  gtk_widget_allocate (self->box, span, height, baseline, transform);
}

/* --- Clicks */

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CrmGroupRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CrmGroupRow *self)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->spans && row != NULL)
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    gtk_widget_grab_focus (row);
  if (self->header != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "list.toggle-group", "s",
                                crm_group_header_get_key (self->header));
}

/* --- Object */

static void
crm_group_row_dispose (GObject *object)
{
  CrmGroupRow *self = CRM_GROUP_ROW (object);

  crm_group_row_set_header (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_group_row_parent_class)->dispose (object);
}

static void
crm_group_row_class_init (CrmGroupRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_group_row_dispose;
  widget_class->get_request_mode = crm_group_row_get_request_mode;
  widget_class->measure = crm_group_row_measure;
  widget_class->size_allocate = crm_group_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "crm-group");
}

static void
crm_group_row_init (CrmGroupRow *self)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (gesture, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}

static GtkWidget *
create_row (CrmWorkspace *workspace, CrmColumns *columns)
{
  CrmGroupRow *self = g_object_new (CRM_TYPE_GROUP_ROW, NULL);

  self->workspace = workspace;
  self->columns = columns;
  self->spans = columns != NULL;
  if (columns != NULL)
    g_signal_connect_object (columns, "changed", G_CALLBACK (show_header), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

#define RECORD_CHILD "crm-record-child"
#define GROUP_CHILD "crm-group-child"

/**
 * crm_group_row_require_child:
 * @item: a GtkListItem or a GtkColumnViewCell whose child shows a record
 * @is_group: whether it shows a heading now
 * @workspace: the workspace; must outlive the row
 * @columns: (nullable): of the column view, whose sums are shown; must outlive the row
 *
 * Rows are used again for what comes into view: few of them ever need both widgets.
 *
 * Returns: (transfer none): a CrmGroupRow, or the widget that was there for a record
 */
GtkWidget *
crm_group_row_require_child (GObject *item, gboolean is_group, CrmWorkspace *workspace,
                             CrmColumns *columns)
{
  g_autoptr (GtkWidget) child = NULL;
  GtkWidget *other;

  g_object_get (item, "child", &child, NULL);
  if (CRM_IS_GROUP_ROW (child) == is_group)
    return child; /* the item holds it */
  other = g_object_get_data (item, is_group ? GROUP_CHILD : RECORD_CHILD);
  if (other == NULL) {
    other = g_object_ref_sink (create_row (workspace, columns));
    g_object_set_data_full (item, GROUP_CHILD, other, g_object_unref);
    g_object_set_data_full (item, RECORD_CHILD, g_object_ref (child), g_object_unref);
  }
  g_object_set (item, "child", other, NULL);
  return other;
}

void
crm_group_row_set_header (CrmGroupRow *self, CrmGroupHeader *header)
{
  g_return_if_fail (CRM_IS_GROUP_ROW (self));
  if (self->header == header)
    return;
  if (self->header != NULL)
    g_clear_signal_handler (&self->changed, self->header);
  g_set_object (&self->header, header);
  if (header == NULL)
    return;
  self->changed = g_signal_connect_swapped (header, "changed", G_CALLBACK (show_header), self);
  show_header (self);
}

CrmGroupHeader *
crm_group_row_get_header (CrmGroupRow *self)
{
  g_return_val_if_fail (CRM_IS_GROUP_ROW (self), NULL);
  return self->header;
}
