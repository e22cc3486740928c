/* What the toolkit leaves unsaid to a screen reader: that a row of a list can be pressed, and what
 * the arrows of a month are for. */
#include "config.h"

#include "crm-accessible.h"

#include <glib/gi18n.h>

static void
activate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate (widget);
}

/**
 * crm_accessible_init:
 *
 * Gives every row of a list the action `row.activate`, which a screen reader or another aid presses
 * as Enter would. To be called once, before the first row is made: the kinds of rows that are known
 * by then would not have it.
 */
void
crm_accessible_init (void)
{
  /* The class stays as long as the program runs. */
  GtkWidgetClass *rows = g_type_class_ref (GTK_TYPE_LIST_BOX_ROW);

  gtk_widget_class_install_action (rows, "row.activate", NULL, activate_action);
}

static void
name_buttons (GtkWidget *widget, guint *n)
{
  const char *const names[] = { _ ("Previous Month"), _ ("Next Month"), _ ("Previous Year"),
                                _ ("Next Year") };

  if (GTK_IS_BUTTON (widget) && *n < G_N_ELEMENTS (names)) {
    gtk_widget_set_tooltip_text (widget, names[*n]);
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    names[(*n)++], -1);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_buttons (child, n);
}

/**
 * crm_accessible_name_calendar:
 * @calendar: a month to choose a day from
 *
 * Names the four arrows of its head, which are pictures alone.
 */
void
crm_accessible_name_calendar (GtkCalendar *calendar)
{
  guint n = 0;

  g_return_if_fail (GTK_IS_CALENDAR (calendar));
  name_buttons (GTK_WIDGET (calendar), &n);
}
