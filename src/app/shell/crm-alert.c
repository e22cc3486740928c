/* Questions and refusals that stand before everything else. */
#include "config.h"

#include "crm-alert.h"

/* A heading has a large label for one line and a small one for several; the large one is measured
 * for the width of the small one as well, which it must be able to have. */
static void
let_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget)) {
    gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_wrap (child);
}

/**
 * crm_alert_new:
 * @heading: (nullable): the question, or what has come to be
 * @body: (nullable): what is to be known about it
 *
 * Returns: (transfer floating): an AdwAlertDialog without responses
 */
AdwDialog *
crm_alert_new (const char *heading, const char *body)
{
  AdwDialog *alert = adw_alert_dialog_new (heading, body);

  let_wrap (adw_dialog_get_child (alert));
  return alert;
}
