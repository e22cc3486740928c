/* A status in colour and word. */
#include "config.h"

#include "crm-pill.h"

static const char *const colours[] = { "neutral", "accent", "success", "warning", "error" };

/**
 * crm_pill_new:
 *
 * Returns: (transfer floating): a pill without text
 */
GtkWidget *
crm_pill_new (void)
{
  return g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, "single-line-mode", TRUE,
                       "halign", GTK_ALIGN_START, "valign", GTK_ALIGN_CENTER, "css-classes",
                       (const char *const[]) { "crm-pill", "neutral", NULL }, NULL);
}

/**
 * crm_pill_set:
 * @pill: of crm_pill_new()
 * @text: the word
 * @colour: (nullable): name of a colour
 */
void
crm_pill_set (GtkWidget *pill, const char *text, const char *colour)
{
  const char *class = "neutral";

  for (gsize i = 0; i < G_N_ELEMENTS (colours); i++)
    if (g_strcmp0 (colour, colours[i]) == 0)
      class = colours[i];
  if (!gtk_widget_has_css_class (pill, class))
    gtk_widget_set_css_classes (pill, (const char *[]) { "crm-pill", class, NULL });
  gtk_label_set_text (GTK_LABEL (pill), text);
}
