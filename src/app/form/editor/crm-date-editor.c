/* Dates and moments: typed in a few letters, or picked from a calendar. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-accessible.h"
#include "crm-date.h"
#include "crm-field-editor.h"

#define SECONDS_OF_DAY 86400

static GtkEditable *
get_text (GtkWidget *editor)
{
  return GTK_EDITABLE (crm_editor_get_part (editor, "text"));
}

static gboolean
read_value (CrmFieldRow *row, GtkWidget *editor, CrmValue *value, GError **error)
{
  return crm_field_parse_typed (crm_field_row_get_description (row),
                                gtk_editable_get_text (get_text (editor)), value, error);
}

/* A day picked for a moment keeps the time of day that stands there. */
static void
take_day (CrmFieldRow *row, GtkWidget *editor, gint64 day)
{
  const CrmField *description = crm_field_row_get_description (row);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_auto (CrmValue) taken = CRM_VALUE_INIT;
  g_autofree char *text = NULL;
  gint64 time = 9 * 3600;

  if (description->kind == CRM_KIND_MOMENT) {
    if (read_value (row, editor, &value, NULL) && value.type == CRM_VALUE_INTEGER)
      time = value.integer - crm_moment_from_date (crm_moment_to_date (value.integer));
    crm_value_set_integer (&taken,
                           crm_moment_from_date (day) + CLAMP (time, 0, SECONDS_OF_DAY - 1));
  } else
    crm_value_set_integer (&taken, day);
  text = crm_editor_format (row, &taken);
  gtk_editable_set_text (get_text (editor), text);
  gtk_popover_popdown (
      gtk_menu_button_get_popover (GTK_MENU_BUTTON (crm_editor_get_part (editor, "button"))));
  crm_field_row_commit (row);
}

static void
day_selected_cb (GtkCalendar *calendar, CrmFieldRow *row)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  GtkWidget *editor = g_object_get_data (G_OBJECT (calendar), "editor");

  take_day (row, editor,
            crm_date_from_ymd (g_date_time_get_year (day), g_date_time_get_month (day),
                               g_date_time_get_day_of_month (day)));
}

static void
today_cb (GtkButton *button, CrmFieldRow *row)
{
  take_day (row, g_object_get_data (G_OBJECT (button), "editor"), crm_clock_today ());
}

static void
clear_cb (GtkButton *button, CrmFieldRow *row)
{
  GtkWidget *editor = g_object_get_data (G_OBJECT (button), "editor");

  gtk_editable_set_text (get_text (editor), "");
  gtk_popover_popdown (
      gtk_menu_button_get_popover (GTK_MENU_BUTTON (crm_editor_get_part (editor, "button"))));
  crm_field_row_commit (row);
}

static GtkWidget *
make_shortcut (CrmFieldRow *row, GtkWidget *editor, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_hexpand (button, TRUE);
  g_object_set_data (G_OBJECT (button), "editor", editor);
  g_signal_connect_object (button, "clicked", callback, row, 0);
  return button;
}

static void
create_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  GtkWidget *editor = user_data;
  CrmFieldRow *row = CRM_FIELD_ROW (gtk_widget_get_ancestor (editor, CRM_TYPE_FIELD_ROW));
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *calendar = gtk_calendar_new ();
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  crm_accessible_name_calendar (GTK_CALENDAR (calendar));
  if (read_value (row, editor, &value, NULL) && value.type == CRM_VALUE_INTEGER) {
    gint64 date = crm_field_row_get_description (row)->kind == CRM_KIND_MOMENT
                      ? crm_moment_to_date (value.integer)
                      : value.integer;
    int year, month, day;
    crm_date_to_ymd (date, &year, &month, &day);
    g_autoptr (GDateTime) shown = g_date_time_new_local (year, month, day, 0, 0, 0);
    if (shown != NULL)
      gtk_calendar_select_day (GTK_CALENDAR (calendar), shown);
  }
  g_object_set_data (G_OBJECT (calendar), "editor", editor);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (day_selected_cb), row, 0);
  gtk_box_append (GTK_BOX (line), make_shortcut (row, editor, _ ("Today"), G_CALLBACK (today_cb)));
  gtk_box_append (GTK_BOX (line),
                  make_shortcut (row, editor, _ ("No Date"), G_CALLBACK (clear_cb)));
  gtk_box_append (GTK_BOX (box), calendar);
  gtk_box_append (GTK_BOX (box), line);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static GtkWidget *
make (CrmFieldRow *row)
{
  const char *label = crm_field_get_label (crm_field_row_get_description (row));
  GtkWidget *editor = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = crm_editor_make_text (row);
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: %s is the name of a field with a date */
  g_autofree char *name = g_strdup_printf (_ ("%s: choose a day"), label);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  crm_editor_set_name (button, name);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popover_cb, editor, NULL);
  gtk_widget_add_css_class (text, "numeric");
  crm_editor_set_part (editor, "text", text);
  crm_editor_set_part (editor, "button", button);
  gtk_box_append (GTK_BOX (editor), text);
  gtk_box_append (GTK_BOX (editor), button);
  return editor;
}

static void
show (CrmFieldRow *row, GtkWidget *editor, const CrmValue *value)
{
  g_autofree char *text = crm_editor_format (row, value);
  gtk_editable_set_text (get_text (editor), text);
}

static char *
dup_text (GtkWidget *editor)
{
  return g_strdup (gtk_editable_get_text (get_text (editor)));
}

static void
set_text (GtkWidget *editor, const char *text)
{
  gtk_editable_set_text (get_text (editor), text);
}

const CrmFieldEditor crm_date_editor = {
  .make = make,
  .show = show,
  .read = read_value,
  .dup_text = dup_text,
  .set_text = set_text,
};
