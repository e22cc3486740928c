/* Envelopes and labels in the window: what is offered, what is seen beforehand, and what is said of
 * those who have no address. */
#include "config.h"

#include <string.h>

#include "app-fixture.h"
#include "crm-address-dialog.h"
#include "crm-address-run.h"
#include "crm-document-sheet.h"
#include "crm-document.h"
#include "crm-record-page.h"

typedef struct {
  AppFixture app;
  char *said;
  char *reported;
  GArray *ids;
} Fixture;

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, Fixture *fixture)
{
  g_set_str (&fixture->said, text);
}

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, Fixture *fixture)
{
  g_set_str (&fixture->reported, text);
}

static void
add_company (Fixture *fixture, const char *name, const char *address)
{
  gint64 id =
      record_fixture_add (&fixture->app.record, "company", "name", name, "country", "ru", NULL);
  if (address != NULL)
    record_fixture_set (&fixture->app.record, "company", id, "postal_address", address);
  g_array_append_val (fixture->ids, id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  app_fixture_set_up (&fixture->app, "ru");
  g_signal_connect (fixture->app.workspace, "said", G_CALLBACK (said_cb), fixture);
  g_signal_connect (fixture->app.workspace, "reported", G_CALLBACK (reported_cb), fixture);
  fixture->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  record_fixture_add (&fixture->app.record, "company", "name", "ООО «Северный ветер»", "type",
                      "my_company", "country", "ru", "legal_address",
                      "117312, г. Москва, ул. Вавилова, д. 19", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  app_fixture_tear_down (&fixture->app, "ru");
  g_array_unref (fixture->ids);
  g_free (fixture->said);
  g_free (fixture->reported);
}

static AdwDialog *
show (Fixture *fixture, int width)
{
  AdwDialog *dialog;

  app_fixture_show (&fixture->app, adw_navigation_page_new (gtk_label_new ("…"), "Companies"),
                    width, 720);
  dialog = crm_address_dialog_new (GTK_WIDGET (fixture->app.window), fixture->app.workspace,
                                   crm_entity_find ("company"), fixture->ids);
  adw_dialog_present (dialog, GTK_WIDGET (fixture->app.window));
  return dialog;
}

static gboolean
is_ready (gpointer dialog)
{
  GtkWidget *button = app_find (dialog, GTK_TYPE_BUTTON, "Print…");
  return button != NULL && gtk_widget_get_sensitive (button);
}

static GtkWidget *
find_row (AdwDialog *dialog, GType type)
{
  GtkWidget *row = app_find_type (dialog, type);
  g_assert_nonnull (row);
  return row;
}

static gboolean
is_seen (gpointer dialog)
{
  return app_find_type (dialog, CRM_TYPE_DOCUMENT_SHEET) != NULL;
}

static void
test_choose (Fixture *fixture, gconstpointer width)
{
  AdwDialog *dialog;
  GtkWidget *papers;

  for (int i = 0; i < 30; i++) {
    g_autofree char *name = g_strdup_printf ("ООО «Строитель-%d»", i + 1);
    add_company (fixture, name, "420000, г. Казань, ул. Лесная, д. 7, офис 12");
  }
  dialog = show (fixture, GPOINTER_TO_INT (width));
  g_assert_true (app_wait_for (is_ready, dialog));
  /* Many go on labels at first, and some are used already. */
  g_assert_true (app_wait_for (is_seen, dialog));
  papers = find_row (dialog, ADW_TYPE_COMBO_ROW);
  if (GPOINTER_TO_INT (width) > 400)
    g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (papers)), ==, 3);
  adw_combo_row_set_selected (ADW_COMBO_ROW (papers), 3);
  app_settle (300);
  adw_spin_row_set_value (ADW_SPIN_ROW (find_row (dialog, ADW_TYPE_SPIN_ROW)), 5);
  app_settle (300);
  app_picture (fixture->app.window, GPOINTER_TO_INT (width) < 400 ? "labels-narrow" : "labels");
  adw_combo_row_set_selected (ADW_COMBO_ROW (papers), 0);
  app_settle (300);
  g_assert_true (app_wait_for (is_ready, dialog));
  g_assert_null (app_find_type (dialog, ADW_TYPE_SPIN_ROW));
  app_picture (fixture->app.window, GPOINTER_TO_INT (width) < 400 ? "envelope-narrow" : "envelope");
  adw_dialog_force_close (dialog);
  app_settle (100);

  /* What was chosen last is what it begins with. */
  dialog = show (fixture, GPOINTER_TO_INT (width));
  g_assert_true (app_wait_for (is_ready, dialog));
  g_assert_cmpuint (
      adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (dialog, ADW_TYPE_COMBO_ROW))), ==, 0);
  g_assert_true (app_wait_for (is_ready, dialog));
  adw_dialog_force_close (dialog);
  app_settle (100);
}

/* Nothing to print is said where the page would be, and nothing can be printed. */
static void
test_without (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog;

  add_company (fixture, "Безадресный", NULL);
  dialog = show (fixture, 700);
  app_settle (500);
  g_assert_false (is_ready (dialog));
  g_assert_nonnull (app_find (dialog, GTK_TYPE_LABEL,
                              "“Безадресный” has no address: fill in its postal or legal address"));
  app_picture (fixture->app.window, "without-address");
  adw_dialog_force_close (dialog);
  app_settle (100);
}

static gboolean
has_said (gpointer data)
{
  return ((Fixture *) data)->said != NULL;
}

static gboolean
shows_problems (gpointer data)
{
  return app_find (((Fixture *) data)->app.window, GTK_TYPE_LABEL,
                   "“Безадресный” has no address: fill in its postal or legal address") != NULL;
}

static void
test_run (Fixture *fixture, gconstpointer data)
{
  CrmAddressPaper paper = { "label", crm_label_sheet_find ("70x37"), 3 };

  add_company (fixture, "Орион", "420000, г. Казань, ул. Лесная, д. 7");
  add_company (fixture, "Безадресный", NULL);
  app_fixture_show (&fixture->app, adw_navigation_page_new (gtk_label_new ("…"), "Companies"), 700,
                    600);
  crm_address_run (GTK_WIDGET (fixture->app.window), fixture->app.workspace,
                   crm_entity_find ("company"), fixture->ids, &paper, CRM_DOCUMENT_COPY);
  g_assert_true (app_wait_for (has_said, fixture));
  g_assert_true (app_wait_for (shows_problems, fixture));
  g_assert_null (fixture->reported);
}

/* Where a letter goes to, there is the menu; a deal has no address. */
static void
test_menu (Fixture *fixture, gconstpointer data)
{
  gint64 deal = record_fixture_add (&fixture->app.record, "deal", "name", "Sale", NULL);
  AdwNavigationPage *page;

  add_company (fixture, "Орион", "420000, г. Казань, ул. Лесная, д. 7");
  page =
      ADW_NAVIGATION_PAGE (crm_record_page_new (fixture->app.workspace, crm_entity_find ("company"),
                                                g_array_index (fixture->ids, gint64, 0)));
  app_fixture_show (&fixture->app, page, 700, 600);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "record.envelope", NULL));
  app_settle (300);
  g_assert_nonnull (app_find_type (fixture->app.window, CRM_TYPE_ADDRESS_DIALOG));
  adw_dialog_force_close (
      ADW_DIALOG (app_find_type (fixture->app.window, CRM_TYPE_ADDRESS_DIALOG)));
  app_settle (200);

  page = ADW_NAVIGATION_PAGE (
      crm_record_page_new (fixture->app.workspace, crm_entity_find ("deal"), deal));
  app_fixture_show (&fixture->app, page, 700, 600);
  gtk_widget_activate_action (GTK_WIDGET (page), "record.envelope", NULL);
  app_settle (200);
  g_assert_null (app_find_type (fixture->app.window, CRM_TYPE_ADDRESS_DIALOG));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  crm_document_register ();
  g_test_add ("/address-dialog/choose", Fixture, GINT_TO_POINTER (700), set_up, test_choose,
              tear_down);
  g_test_add ("/address-dialog/choose/narrow", Fixture, GINT_TO_POINTER (360), set_up, test_choose,
              tear_down);
  g_test_add ("/address-dialog/without", Fixture, NULL, set_up, test_without, tear_down);
  g_test_add ("/address-dialog/run", Fixture, NULL, set_up, test_run, tear_down);
  g_test_add ("/address-dialog/menu", Fixture, NULL, set_up, test_menu, tear_down);
  return g_test_run ();
}
