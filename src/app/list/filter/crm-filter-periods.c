/* From what a stretch of days is chosen that is told from today. */
#include "config.h"

#include "crm-filter-periods.h"

#include <glib/gi18n.h>

GtkDropDown *
crm_filter_choice_new (const char *const *labels, guint selected, const char *name)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (labels);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return GTK_DROP_DOWN (drop_down);
}

static void
period_toggled_cb (GtkCheckButton *button, CrmFilter *filter)
{
  CrmSpan span;

  if (!gtk_check_button_get_active (button))
    return;
  span = crm_span_of_period (
      (CrmPeriod) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "period")));
  crm_filter_set_span (filter, &span);
}

/* "Last", "30", "days": the parts of a stretch that people count out themselves. */
typedef struct {
  CrmFilter *filter; /* owned */
  GtkCheckButton *button;
  GtkDropDown *kind;
  GtkSpinButton *number;
  GtkDropDown *unit;
} Counted;

static void
free_counted (gpointer data)
{
  Counted *counted = data;
  g_object_unref (counted->filter);
  g_free (counted);
}

static const CrmSpanKind counted_kinds[] = { CRM_SPAN_LAST, CRM_SPAN_NEXT, CRM_SPAN_OLDER };

static void
take_counted (Counted *counted)
{
  CrmSpan span = { .kind = counted_kinds[gtk_drop_down_get_selected (counted->kind)],
                   .unit = (CrmUnit) gtk_drop_down_get_selected (counted->unit),
                   .n = gtk_spin_button_get_value_as_int (counted->number) };
  crm_filter_set_span (counted->filter, &span);
}

static void
counted_toggled_cb (Counted *counted)
{
  if (gtk_check_button_get_active (counted->button))
    take_counted (counted);
}

static void
counted_changed_cb (Counted *counted)
{
  if (gtk_check_button_get_active (counted->button))
    take_counted (counted);
  else
    gtk_check_button_set_active (counted->button, TRUE);
}

static GtkWidget *
create_counted (CrmFilter *filter, GtkCheckButton *first)
{
  const char *const kinds[] = { C_ ("period", "The last"), C_ ("period", "The next"),
                                C_ ("period", "Longer ago than"), NULL };
  const char *const units[] = { C_ ("unit", "days"),   C_ ("unit", "weeks"),
                                C_ ("unit", "months"), C_ ("unit", "quarters"),
                                C_ ("unit", "years"),  NULL };
  const CrmSpan *span = crm_filter_get_span (filter);
  gboolean is_counted = span->kind != CRM_SPAN_ONE;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Counted *counted = g_new0 (Counted, 1);

  counted->filter = g_object_ref (filter);
  counted->button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_check_button_set_group (counted->button, first);
  gtk_check_button_set_active (counted->button, is_counted);
  gtk_accessible_update_property (GTK_ACCESSIBLE (counted->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Count from Today"), -1);
  counted->kind = crm_filter_choice_new (kinds, is_counted ? span->kind - CRM_SPAN_LAST : 0,
                                         _ ("Before or After Today"));
  counted->number = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (1, CRM_SPAN_MOST, 1));
  gtk_spin_button_set_value (counted->number, is_counted ? span->n : 30);
  gtk_accessible_update_property (GTK_ACCESSIBLE (counted->number), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How Many"), -1);
  counted->unit = crm_filter_choice_new (units, is_counted ? span->unit : CRM_UNIT_DAY, _ ("Unit"));
  g_signal_connect_swapped (counted->button, "toggled", G_CALLBACK (counted_toggled_cb), counted);
  g_signal_connect_swapped (counted->kind, "notify::selected", G_CALLBACK (counted_changed_cb),
                            counted);
  g_signal_connect_swapped (counted->number, "value-changed", G_CALLBACK (counted_changed_cb),
                            counted);
  g_signal_connect_swapped (counted->unit, "notify::selected", G_CALLBACK (counted_changed_cb),
                            counted);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (counted->button));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (counted->kind));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (counted->number));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (counted->unit));
  g_object_set_data_full (G_OBJECT (box), "counted", counted, free_counted);
  return box;
}

/**
 * crm_filter_periods_new:
 * @filter: of CRM_TEST_PERIOD; changes as the person goes
 *
 * Returns: (transfer floating): what its stretch of days is chosen from
 */
GtkWidget *
crm_filter_periods_new (CrmFilter *filter)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkCheckButton *first = NULL;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  for (int period = 0; period < CRM_N_PERIODS; period++) {
    GtkWidget *button = gtk_check_button_new_with_label (crm_period_get_label ((CrmPeriod) period));
    CrmSpan span = crm_span_of_period ((CrmPeriod) period);
    if (first != NULL)
      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first);
    else
      first = GTK_CHECK_BUTTON (button);
    gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                                 crm_span_equal (crm_filter_get_span (filter), &span));
    g_object_set_data (G_OBJECT (button), "period", GINT_TO_POINTER (period));
    g_signal_connect (button, "toggled", G_CALLBACK (period_toggled_cb), filter);
    gtk_grid_attach (GTK_GRID (grid), button, period % 2, period / 2, 1, 1);
  }
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), create_counted (filter, first));
  return box;
}
