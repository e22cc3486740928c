/* Rows of a list that are dragged, and what is let go on them. */
#include "config.h"

#include "crm-list-drag.h"

#include "crm-cell.h"
#include "crm-drop.h"
#include "crm-list-page-private.h"
#include "crm-selection-ids.h"

#define ACTIVE GTK_STATE_FLAG_DROP_ACTIVE
/* Cells do not touch: a place between two belongs to the one before. */
#define STEP 24

static GtkWidget *
find_cell (GtkWidget *view, double x, double y, CrmRecord **record)
{
  for (double nearer = x; nearer > 0; nearer -= STEP)
    for (GtkWidget *widget = gtk_widget_pick (view, nearer, y, GTK_PICK_DEFAULT);
         widget != NULL && widget != view; widget = gtk_widget_get_parent (widget)) {
      *record = crm_is_cell (widget)         ? crm_cell_get_record (widget)
                : CRM_IS_RECORD_ROW (widget) ? crm_record_row_get_record (CRM_RECORD_ROW (widget))
                                             : NULL;
      if (*record != NULL)
        return widget;
    }
  return NULL;
}

/* The row itself, which the style lights up. */
static GtkWidget *
find_row (GtkWidget *cell)
{
  GtkWidget *widget = cell;

  while (widget != NULL && g_strcmp0 (gtk_widget_get_css_name (widget), "row") != 0)
    widget = gtk_widget_get_parent (widget);
  return widget;
}

/* --- Away from here: the row under the pointer, with all others if it is one of those chosen */

static CrmDragged *
drag_func (GtkWidget *view, double x, double y, gpointer data)
{
  CrmListPage *self = data;
  CrmRecord *record = NULL;
  g_autoptr (GArray) ids = NULL;
  gint64 id;
  guint position;

  if (self->selection == NULL || find_cell (view, x, y, &record) == NULL)
    return NULL;
  id = crm_record_get_id (record);
  if (crm_record_list_find (crm_list_loader_get_list (self->loader), id, &position) &&
      gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    ids = crm_selection_dup_ids (self->selection);
  else {
    ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_array_append_val (ids, id);
  }
  return crm_dragged_new (self->entity, ids);
}

/* --- Onto a row */

static void
light_up (CrmListPage *self, GtkWidget *row)
{
  if (self->lit_row == row)
    return;
  if (self->lit_row != NULL)
    gtk_widget_unset_state_flags (self->lit_row, ACTIVE);
  g_set_weak_pointer (&self->lit_row, row);
  if (row != NULL)
    gtk_widget_set_state_flags (row, ACTIVE, FALSE);
}

/* Before the place is known any row may be meant. */
static gboolean
drop_func (GtkWidget *view, const CrmDragged *dragged, double x, double y, gboolean take,
           gpointer data)
{
  CrmListPage *self = data;
  CrmRecord *record = NULL;
  gint64 id = 0;

  if (x >= 0 && find_cell (view, x, y, &record) == NULL)
    return FALSE;
  if (record != NULL)
    id = crm_record_get_id (record);
  if (take)
    light_up (self, NULL);
  return crm_drop_on_record (GTK_WIDGET (self), self->workspace, self->entity, id, dragged, take);
}

static void
motion_cb (GtkDropControllerMotion *controller, double x, double y, CrmListPage *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  CrmRecord *record = NULL;
  GtkWidget *cell = NULL;

  /* The view is lit where what is dragged means something on its rows. */
  if (gtk_widget_get_state_flags (view) & ACTIVE)
    cell = find_cell (view, x, y, &record);
  light_up (self, cell != NULL ? find_row (cell) : NULL);
}

static void
leave_cb (GtkDropControllerMotion *controller, CrmListPage *self)
{
  light_up (self, NULL);
}

void
crm_list_drag_add (CrmListPage *self, GtkWidget *view)
{
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  crm_dragged_add_source (view, self->workspace, drag_func, self);
  crm_dragged_add_target (view, drop_func, self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (view, motion);
}

CrmRecord *
crm_list_drag_find_record (GtkWidget *widget, double x, double y)
{
  CrmRecord *record = NULL;

  return find_cell (widget, x, y, &record) != NULL ? record : NULL;
}
