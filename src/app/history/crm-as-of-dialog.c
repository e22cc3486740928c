/* "As of a date". */
#include "config.h"

#include "crm-as-of-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-accessible.h"
#include "crm-as-of-window.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-rewind.h"

struct _CrmAsOfDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */

  GtkCalendar *calendar;
  GtkEditable *time;
  GtkLabel *said;
  GtkWidget *show;
};

G_DEFINE_FINAL_TYPE (CrmAsOfDialog, crm_as_of_dialog, ADW_TYPE_DIALOG)

/* Without a time it is the end of the day. */
static gboolean
read_moment (CrmAsOfDialog *self, gint64 *moment)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);
  g_autofree char *time = g_strstrip (g_strdup (gtk_editable_get_text (self->time)));
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");
  g_autofree char *padded =
      strchr (time, ':') == time + 1 ? g_strconcat ("0", time, NULL) : g_strdup (time);
  g_autofree char *whole = g_strdup_printf ("%sT%s", text, *padded != '\0' ? padded : "23:59:59");

  return crm_moment_parse (whole, moment, NULL);
}

static void
changed_cb (CrmAsOfDialog *self)
{
  g_autofree char *when = NULL;
  g_autofree char *said = NULL;
  gint64 moment;
  gboolean right;

  if (self->workspace == NULL)
    return;
  right = read_moment (self, &moment);
  if (!right)
    gtk_label_set_text (self->said,
                        _ ("The time is written as 14:30; empty is the end of the day."));
  else if (moment > crm_clock_now ())
    gtk_label_set_text (self->said, _ ("This moment is still to come: it will look as now."));
  else {
    when = crm_moment_format (moment, NULL);
    /* Translators: %s is a date and time */
    said = g_strdup_printf (_ ("Everything as it was on %s"), when);
    gtk_label_set_text (self->said, said);
  }
  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->time), "error");
  gtk_widget_set_sensitive (self->show, right);
}

static void
show_cb (CrmAsOfDialog *self)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr (CrmWorkspace) workspace = g_object_ref (self->workspace);
  gint64 moment;
  gint64 change = 0;

  if (!read_moment (self, &moment))
    return;
  if (!crm_rewind_find_change (crm_workspace_get_reader (workspace), moment, &change, &error)) {
    crm_workspace_report (workspace, _ ("The past could not be shown"), error);
    return;
  }
  adw_dialog_close (ADW_DIALOG (self));
  crm_as_of_window_open (workspace, root, change, moment);
}

static void
crm_as_of_dialog_dispose (GObject *object)
{
  CrmAsOfDialog *self = CRM_AS_OF_DIALOG (object);

  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_AS_OF_DIALOG);

  G_OBJECT_CLASS (crm_as_of_dialog_parent_class)->dispose (object);
}

static void
crm_as_of_dialog_class_init (CrmAsOfDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_as_of_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-as-of-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmAsOfDialog, calendar);
  gtk_widget_class_bind_template_child (widget_class, CrmAsOfDialog, time);
  gtk_widget_class_bind_template_child (widget_class, CrmAsOfDialog, said);
  gtk_widget_class_bind_template_child (widget_class, CrmAsOfDialog, show);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
crm_as_of_dialog_init (CrmAsOfDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_accessible_name_calendar (self->calendar);
}

/**
 * crm_as_of_dialog_new:
 * @workspace: of the present
 *
 * Returns: (transfer floating): the question, with yesterday to begin with
 */
AdwDialog *
crm_as_of_dialog_new (CrmWorkspace *workspace)
{
  CrmAsOfDialog *self = g_object_new (CRM_TYPE_AS_OF_DIALOG, NULL);
  int year, month, day;

  crm_date_to_ymd (crm_clock_today () - 1, &year, &month, &day);
  g_object_set (self->calendar, "year", year, "month", month - 1, "day", day, NULL);
  self->workspace = g_object_ref (workspace);
  changed_cb (self);
  return ADW_DIALOG (self);
}
