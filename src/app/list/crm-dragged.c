/* Records that are dragged, and where they can be let go. */
#include "config.h"

#include "crm-dragged.h"

#include <glib/gi18n.h>

#include "crm-text.h"

#define MOST_LETTERS 40

G_DEFINE_BOXED_TYPE (CrmDragged, crm_dragged, crm_dragged_copy, crm_dragged_free)

/**
 * crm_dragged_new:
 * @entity: of the records
 * @ids: (element-type gint64): which; kept
 *
 * Returns: (transfer full): records on their way
 */
CrmDragged *
crm_dragged_new (const CrmEntity *entity, GArray *ids)
{
  CrmDragged *self = g_new0 (CrmDragged, 1);

  self->entity = entity;
  self->ids = g_array_ref (ids);
  return self;
}

CrmDragged *
crm_dragged_copy (CrmDragged *self)
{
  return crm_dragged_new (self->entity, self->ids);
}

void
crm_dragged_free (CrmDragged *self)
{
  g_array_unref (self->ids);
  g_free (self);
}

/* --- Where it begins */

typedef struct {
  CrmWorkspace *workspace; /* owned */
  CrmDragFunc func;
  gpointer data;
} Source;

static void
free_source (gpointer data, GClosure *closure)
{
  Source *source = data;
  g_object_unref (source->workspace);
  g_free (source);
}

static GdkContentProvider *
prepare_cb (GtkDragSource *gesture, double x, double y, Source *source)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  g_autoptr (CrmDragged) dragged = source->func (widget, x, y, source->data);

  return dragged != NULL ? gdk_content_provider_new_typed (CRM_TYPE_DRAGGED, dragged) : NULL;
}

/* "Orion" or "12 records" */
static char *
describe (CrmWorkspace *workspace, const CrmDragged *dragged)
{
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;

  if (dragged->ids->len == 1) {
    title = crm_reference_title (crm_workspace_get_reader (workspace), dragged->entity,
                                 g_array_index (dragged->ids, gint64, 0));
    return crm_text_one_line (title != NULL ? title : crm_entity_get_label (dragged->entity),
                              MOST_LETTERS);
  }
  number = crm_decimal_format (dragged->ids->len, 0, 0, crm_number_style_local ());
  /* Translators: how many records there are; %s is a number */
  return g_strdup_printf (ngettext ("%s record", "%s records", dragged->ids->len), number);
}

static void
begin_cb (GtkDragSource *gesture, GdkDrag *drag, Source *source)
{
  GValue value = G_VALUE_INIT;
  GtkWidget *label;
  g_autofree char *text = NULL;

  g_value_init (&value, CRM_TYPE_DRAGGED);
  if (!gdk_content_provider_get_value (gdk_drag_get_content (drag), &value, NULL)) {
    g_value_unset (&value);
    return;
  }
  text = describe (source->workspace, g_value_get_boxed (&value));
  g_value_unset (&value);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "dragged-records");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  gdk_drag_set_hotspot (drag, -12, -6);
}

/**
 * crm_dragged_add_source:
 * @widget: from which records are dragged
 * @workspace: theirs
 * @func: says which
 * @data: for @func; to live as long as @widget
 */
void
crm_dragged_add_source (GtkWidget *widget, CrmWorkspace *workspace, CrmDragFunc func, gpointer data)
{
  GtkDragSource *gesture = gtk_drag_source_new ();
  Source *source = g_new0 (Source, 1);

  source->workspace = g_object_ref (workspace);
  source->func = func;
  source->data = data;
  gtk_drag_source_set_actions (gesture, GDK_ACTION_MOVE);
  g_signal_connect_data (gesture, "prepare", G_CALLBACK (prepare_cb), source, free_source, 0);
  g_signal_connect (gesture, "drag-begin", G_CALLBACK (begin_cb), source);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (gesture));
}

/* --- Where it ends */

typedef struct {
  CrmDropFunc func;
  gpointer data;
} Target;

static void
free_target (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* A drag of this window has what it drags at hand: whether it means something is known at once. */
static gboolean
accept_cb (GtkDropTarget *controller, GdkDrop *drop, Target *target)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GdkDrag *drag = gdk_drop_get_drag (drop);
  GValue value = G_VALUE_INIT;
  gboolean accepted = FALSE;

  if (drag == NULL ||
      !gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), CRM_TYPE_DRAGGED))
    return FALSE;
  g_value_init (&value, CRM_TYPE_DRAGGED);
  if (gdk_content_provider_get_value (gdk_drag_get_content (drag), &value, NULL))
    accepted = target->func (widget, g_value_get_boxed (&value), -1, -1, FALSE, target->data);
  g_value_unset (&value);
  return accepted;
}

static gboolean
drop_cb (GtkDropTarget *controller, const GValue *value, double x, double y, Target *target)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const CrmDragged *dragged;

  if (!G_VALUE_HOLDS (value, CRM_TYPE_DRAGGED))
    return FALSE;
  dragged = g_value_get_boxed (value);
  return target->func (widget, dragged, x, y, FALSE, target->data) &&
         target->func (widget, dragged, x, y, TRUE, target->data);
}

/**
 * crm_dragged_add_target:
 * @widget: on which records can be let go
 * @func: says whether that means something, and does it; called with a negative place while it is
 *   not known yet where on the widget
 * @data: for @func; to live as long as @widget
 */
void
crm_dragged_add_target (GtkWidget *widget, CrmDropFunc func, gpointer data)
{
  GtkDropTarget *controller = gtk_drop_target_new (CRM_TYPE_DRAGGED, GDK_ACTION_MOVE);
  Target *target = g_new0 (Target, 1);

  target->func = func;
  target->data = data;
  g_signal_connect_data (controller, "accept", G_CALLBACK (accept_cb), target, free_target, 0);
  g_signal_connect (controller, "drop", G_CALLBACK (drop_cb), target);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (controller));
}
