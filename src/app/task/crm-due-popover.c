/* The popover in which a moment for a task is chosen. */
#include "config.h"

#include "crm-due-popover.h"

#include <glib/gi18n.h>

#include "crm-accessible.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-quick-line.h"

#define MORNING (9 * 60)

struct _CrmDuePopover {
  GtkPopover parent_instance;

  CrmWorkspace *workspace; /* owned */
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (CrmDuePopover, crm_due_popover, GTK_TYPE_POPOVER)

enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *const choices[] = { "hour", "tomorrow", "monday", "week", NULL };

static void
pick (CrmDuePopover *self, gint64 moment)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, moment);
}

static gint64
morning_of (gint64 date)
{
  CrmQuickLine line = { .has_date = TRUE, .date = date, .minutes = MORNING, .end_minutes = -1 };

  return crm_quick_line_get_due (&line, crm_clock_now ());
}

static void
choice_cb (CrmDuePopover *self, GtkWidget *button)
{
  pick (self, crm_due_choice_get_moment (g_object_get_data (G_OBJECT (button), "choice")));
}

static void
add_choice (CrmDuePopover *self, GtkBox *box, const char *choice)
{
  GtkWidget *button = gtk_button_new_with_label (crm_due_choice_get_label (choice));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "choice", (gpointer) choice);
  g_signal_connect_object (button, "clicked", G_CALLBACK (choice_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, button);
}

/* "friday 15:00", "in 3 days", "24.12": as in the quick line. */
static void
entry_activate_cb (CrmDuePopover *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  const char *const *languages = g_get_language_names ();
  g_autoptr (CrmQuickLine) line = crm_quick_line_read (text, languages[0], crm_clock_now (),
                                                       crm_workspace_get_country (self->workspace));
  gint64 due = crm_quick_line_get_due (line, crm_clock_now ());

  if (due == 0 || line->title[0] != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    pick (self, due);
}

static void
entry_changed_cb (CrmDuePopover *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
day_selected_cb (CrmDuePopover *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);

  pick (self,
        morning_of (crm_date_from_ymd (g_date_time_get_year (day), g_date_time_get_month (day),
                                       g_date_time_get_day_of_month (day))));
}

static void
crm_due_popover_dispose (GObject *object)
{
  CrmDuePopover *self = CRM_DUE_POPOVER (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_due_popover_parent_class)->dispose (object);
}

static void
crm_due_popover_class_init (CrmDuePopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_due_popover_dispose;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
crm_due_popover_init (CrmDuePopover *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  GtkWidget *calendar = gtk_calendar_new ();
  const char *label = _ ("Date and Time");

  crm_accessible_name_calendar (GTK_CALENDAR (calendar));
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->entry, _ ("Friday 15:00, in 3 days…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; choices[i] != NULL; i++)
    add_choice (self, box, choices[i]);
  gtk_widget_set_margin_top (GTK_WIDGET (self->entry), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->entry), 6);
  gtk_box_append (box, GTK_WIDGET (self->entry));
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (box, calendar);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (box));
}

/**
 * crm_due_popover_new:
 * @workspace: whose country tells the working days
 *
 * Returns: (transfer floating): the popover
 */
GtkWidget *
crm_due_popover_new (CrmWorkspace *workspace)
{
  CrmDuePopover *self = g_object_new (CRM_TYPE_DUE_POPOVER, NULL);

  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}

/**
 * crm_due_choices:
 *
 * Returns: (array zero-terminated=1): the moments that are meant most often, by name
 */
const char *const *
crm_due_choices (void)
{
  return choices;
}

/**
 * crm_due_choice_get_label:
 * @choice: of crm_due_choices()
 *
 * Returns: what it is called, translated
 */
const char *
crm_due_choice_get_label (const char *choice)
{
  const char *const labels[] = { _ ("In an Hour"), _ ("Tomorrow Morning"), _ ("Monday Morning"),
                                 _ ("In a Week") };

  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (choices[i], choice))
      return labels[i];
  g_return_val_if_reached (NULL);
}

/**
 * crm_due_choice_get_moment:
 * @choice: of crm_due_choices()
 *
 * Returns: what it means now
 */
gint64
crm_due_choice_get_moment (const char *choice)
{
  gint64 today = crm_clock_today ();

  if (g_str_equal (choice, "hour"))
    return crm_clock_now () + 3600;
  if (g_str_equal (choice, "tomorrow"))
    return morning_of (today + 1);
  if (g_str_equal (choice, "monday"))
    return morning_of (today + 8 - crm_date_weekday (today));
  return morning_of (today + 7);
}
