/* Alerts in windows of any width: warnings of the library are fatal here. */
#include "config.h"

#include "app-fixture.h"
#include "crm-alert.h"

/* Longer than a line, in each language, and with a title of a record in it. */
static const char *const headings[] = {
  "Short?",
  "Discard What You Typed?",
  "Отказаться от введённого?",
  "Відкинути введене в усіх полях?",
  "Odrzucić wszystko, co wpisano?",
  "Delete “Public joint-stock company Orion Stroy and partners, branch of Kyiv”?",
  "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
};

static void
test_fits (AppFixture *fixture, gconstpointer country)
{
  static const int widths[] = { 360, 420, 1280 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++) {
    app_fixture_show (fixture, adw_navigation_page_new (gtk_label_new ("Here"), "Here"), widths[i],
                      640);
    for (gsize j = 0; j < G_N_ELEMENTS (headings); j++) {
      AdwDialog *alert = crm_alert_new (headings[j], j % 2 == 0 ? "One sentence." : NULL);
      g_autofree char *picture = g_strdup_printf ("alert-%d-%zu", widths[i], j);
      adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "keep", "_Keep Editing", "discard",
                                      "_Discard", NULL);
      adw_dialog_present (alert, GTK_WIDGET (fixture->window));
      app_settle (300);
      g_assert_nonnull (app_find (alert, GTK_TYPE_LABEL, headings[j]));
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, widths[i]);
      app_picture (fixture->window, picture);
      adw_dialog_force_close (alert);
      app_settle (50);
    }
  }
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/alerts/fits", AppFixture, NULL, app_fixture_set_up, test_fits,
              app_fixture_tear_down);
  return g_test_run ();
}
