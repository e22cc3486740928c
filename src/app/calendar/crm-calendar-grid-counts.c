/* How many entries of the grid of hours there is no room for: a button that leads to all of them.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-calendar-grid-private.h"
#include "crm-calendar-text.h"
#include "crm-date.h"

#define GAP 2

/* In a day, in the list of it. */
static void
clicked_cb (CrmCalendarGrid *self, GtkWidget *button)
{
  for (guint i = 0; i < self->counts->len; i++) {
    const CrmCalendarCount *count = &g_array_index (self->counts, CrmCalendarCount, i);
    gint64 date = self->date + count->column;
    if (self->buttons->pdata[i] != button)
      continue;
    crm_calendar_plan_set_cursor (self->plan, date, count->from);
    crm_calendar_plan_go (self->plan, date, self->n_days == 1 ? "agenda" : "day");
    return;
  }
}

static void
make_button (CrmCalendarGrid *self)
{
  GtkWidget *button = gtk_button_new_with_label ("");

  gtk_widget_add_css_class (button, "calendar-count");
  gtk_widget_set_child_visible (button, FALSE);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->buttons, button);
}

/* Beside those that there is room for; what overlaps counts as one. */
static void
find_counts (CrmCalendarGrid *self)
{
  CrmCalendarCount *last = NULL;

  g_array_set_size (self->counts, 0);
  for (guint i = 0; i < self->parts->len; i++) {
    const CrmCalendarPart *part = &g_array_index (self->parts, CrmCalendarPart, i);
    CrmCalendarCount count = { part->column, part->span.from, part->span.until, 0 };
    if (gtk_widget_get_child_visible (GTK_WIDGET (part->block)))
      continue;
    if (last == NULL || part->column != last->column || part->span.from >= last->until) {
      g_array_append_val (self->counts, count);
      last = &g_array_index (self->counts, CrmCalendarCount, self->counts->len - 1);
    }
    last->until = MAX (last->until, part->span.until);
    last->n++;
  }
}

/* Children come into being outside of an allocation. */
static void
fill_cb (gpointer data)
{
  CrmCalendarGrid *self = data;

  self->filling = 0;
  while (self->buttons->len < self->counts->len)
    make_button (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
name_button (CrmCalendarGrid *self, GtkWidget *button, const CrmCalendarCount *count)
{
  gint64 date = self->date + count->column;
  g_autofree char *text = g_strdup_printf ("+%d", count->n);
  g_autofree char *more =
      g_strdup_printf (ngettext ("+%d more", "+%d more", (gulong) count->n), count->n);
  g_autofree char *time = crm_calendar_text_time (crm_moment_from_wall (date, count->from * 60));
  g_autofree char *day = crm_calendar_text_day (date);
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", more, time, day);

  /* Another text would ask for another size again and again. */
  if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), text) != 0)
    gtk_button_set_label (GTK_BUTTON (button), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
place_button (CrmCalendarGrid *self, GtkWidget *button, const CrmCalendarCount *count)
{
  int left = crm_calendar_grid_get_x (self, count->column) + 1;
  int right = crm_calendar_grid_get_x (self, count->column + 1) - GAP;
  int y = (int) crm_calendar_grid_get_y (self, count->from) + GAP;
  int width, height, x;

  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  x = MAX (right - width, left);
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  gtk_widget_allocate (button, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
}

/* After the parts have their places. */
void
crm_calendar_grid_place_counts (CrmCalendarGrid *self)
{
  find_counts (self);
  for (guint i = 0; i < self->buttons->len; i++) {
    GtkWidget *button = self->buttons->pdata[i];
    gboolean is_used = i < self->counts->len;
    gtk_widget_set_child_visible (button, is_used);
    if (!is_used)
      continue;
    name_button (self, button, &g_array_index (self->counts, CrmCalendarCount, i));
    place_button (self, button, &g_array_index (self->counts, CrmCalendarCount, i));
  }
  if (self->buttons->len < self->counts->len && self->filling == 0)
    self->filling = g_idle_add_once (fill_cb, self);
}

void
crm_calendar_grid_clear_counts (CrmCalendarGrid *self)
{
  g_clear_handle_id (&self->filling, g_source_remove);
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_widget_unparent (self->buttons->pdata[i]);
  g_ptr_array_set_size (self->buttons, 0);
  g_array_set_size (self->counts, 0);
}
