/* What was left out of many, in sentences that one can read and scroll. */
#include "config.h"

#include "crm-problems.h"

#include <glib/gi18n.h>

#include "crm-alert.h"

#define MOST_HEIGHT 280

static char *
join (GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", (char *) problems->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * crm_problems_show:
 * @parent: over what it is shown; in a window
 * @heading: what was done
 * @body: how many were left out
 * @problems: (element-type utf8): a sentence for each
 */
void
crm_problems_show (GtkWidget *parent, const char *heading, const char *body, GPtrArray *problems)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (heading, body));
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autofree char *text = join (problems);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_name (label, "problems");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), label);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  adw_alert_dialog_set_extra_child (dialog, scrolled);
  adw_alert_dialog_set_prefer_wide_layout (dialog, TRUE);
  adw_alert_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}
