/* The half hours of a day, to choose from. */
#include "config.h"

#include "crm-half-hours.h"

#include <gtk/gtk.h>

/**
 * crm_half_hours_new:
 * @n: how many: a day has CRM_HALF_HOURS_A_DAY, and one more where it may end at 24:00
 *
 * Returns: (transfer full): their names from midnight on
 */
GListModel *
crm_half_hours_new (guint n)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++) {
    guint minutes = i * CRM_HALF_HOUR;
    g_autofree char *name = g_strdup_printf ("%u:%02u", minutes / 60, minutes % 60);
    gtk_string_list_append (names, name);
  }
  return G_LIST_MODEL (names);
}
