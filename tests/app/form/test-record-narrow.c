/* The pages of all kinds of records on a telephone, in the language with the longest words: where
 * something does not fit the library warns, and that is fatal here. */
#include "config.h"

#include "crm-clock.h"
#include "crm-date.h"
#include "crm-demo.h"
#include "form-fixture.h"

#define MOST 6

static void
test_fits (AppFixture *fixture, gconstpointer country)
{
  static const char *const entities[] = { "company", "contact",  "deal",    "activity",
                                          "product", "campaign", "person",  "process_run",
                                          "message", "document", "payment", "bank_account" };
  g_autoptr (GError) error = NULL;

  g_assert_true (crm_demo_fill (fixture->record.store, 12, 3, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++) {
    g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entities[i]));
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_autofree char *picture = g_strdup_printf ("narrow-%s", entities[i]);
    g_assert_true (crm_query_read_ids (all, crm_workspace_get_reader (fixture->workspace), MOST, 0,
                                       ids, NULL));
    for (guint j = 0; j < ids->len; j++) {
      gint64 id = g_array_index (ids, gint64, j);
      g_test_message ("%s %" G_GINT64_FORMAT, entities[i], id);
      form_show (fixture, entities[i], id, 360, 720);
      app_settle (150);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
      if (j == 0)
        app_picture (fixture->window, picture);
    }
  }
}

/* What one asks after a talk fits beside its title. */
static void
test_today (AppFixture *fixture, gconstpointer country)
{
  const CrmEntity *task = crm_entity_find ("activity");
  g_autofree char *hour_ago = crm_moment_to_iso (crm_clock_now () - 3600);
  g_autofree char *me =
      g_strdup_printf ("%" G_GINT64_FORMAT, crm_workspace_get_me (fixture->workspace));
  g_autofree char *name = NULL;

  record_fixture_add (&fixture->record, task->name, "title", "Уточнить размеры и количество",
                      "kind", "call", "due", hour_ago, "responsible", me, NULL);
  app_fixture_show_window (fixture, 360, 720);
  name = g_strdup_printf ("%s: %s", g_dgettext (NULL, "What Came of It?"),
                          "Уточнить размеры и количество");
  app_expect (fixture->window, GTK_TYPE_BUTTON, name, TRUE);
  app_picture (fixture->window, "narrow-today");
}

/* On a telephone what one adds rarely is in the menu, and comes back with the room. */
static void
test_buttons (AppFixture *fixture, gconstpointer country)
{
  gint64 id = record_fixture_add (&fixture->record, "company", "name", "Орион", NULL);
  const char *name = crm_entity_get_label_new (crm_entity_find ("contact"));
  CrmRecordPage *page = form_show (fixture, "company", id, 1000, 720);

  app_expect (page, GTK_TYPE_BUTTON, name, TRUE);
  page = form_show (fixture, "company", id, 360, 720);
  app_expect (page, GTK_TYPE_BUTTON, name, FALSE);
  g_assert_nonnull (app_find (page, GTK_TYPE_MENU_BUTTON, g_dgettext (NULL, "More to Add")));
  app_picture (fixture->window, "narrow-buttons");
}

int
main (int argc, char **argv)
{
  g_setenv ("VORONKA_TEST_LOCALE", "ru_RU.UTF-8", FALSE);
  app_test_init (&argc, &argv);
  g_test_add ("/record-narrow/fits", AppFixture, "ru", app_fixture_set_up, test_fits,
              app_fixture_tear_down);
  g_test_add ("/record-narrow/today", AppFixture, "ru", app_fixture_set_up, test_today,
              app_fixture_tear_down);
  g_test_add ("/record-narrow/buttons", AppFixture, "ru", app_fixture_set_up, test_buttons,
              app_fixture_tear_down);
  return g_test_run ();
}
