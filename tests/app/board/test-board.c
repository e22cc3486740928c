/* The board: cards move by drop and by keyboard, sums follow, losing asks why. */
#include "config.h"

#include "app-fixture.h"
#include "crm-board-card.h"
#include "crm-board-column.h"
#include "crm-board-page.h"
#include "crm-gate-sheet.h"

static gint64
add_deals (AppFixture *fixture)
{
  static const char *const companies[] = { "ООО «Орион Строй»", "ТОВ «Вега & Ко»",
                                           "Kowalski <i>Meble</i> Sp. z o.o.", "АО «Альтаир»" };
  static const char *const stages[] = { "New", "Proposal", "Contract", "Won" };
  gint64 first = 0;

  for (int i = 0; i < 12; i++) {
    g_autofree char *value = g_strdup_printf ("%d000.50", i + 1);
    gint64 id;
    if (i < 4)
      record_fixture_add (&fixture->record, "company", "name", companies[i], NULL);
    id = record_fixture_add (&fixture->record, "deal", "name",
                             i % 3 ? "Окна для офиса" : "Поставка и монтаж окон на весь дом",
                             "company", companies[i % 4], "stage", stages[(i / 3) % 4], "value",
                             value, "currency", i % 5 ? "RUB" : "PLN", NULL);
    if (first == 0)
      first = id;
  }
  return first;
}

static CrmBoardColumn *
find_column (AppFixture *fixture, const char *name)
{
  GtkWidget *widget = app_find (fixture->window, CRM_TYPE_BOARD_COLUMN, name);
  g_assert_nonnull (widget);
  return CRM_BOARD_COLUMN (widget);
}

typedef struct {
  AppFixture *fixture;
  gint64 deal;
  const char *stage;
} Expectation;

static gboolean
is_on_stage (gpointer data)
{
  Expectation *expectation = data;
  const CrmEntity *deals = crm_entity_find ("deal");
  g_autoptr (CrmRecord) deal = crm_record_load (
      record_fixture_reader (&expectation->fixture->record), deals, expectation->deal, NULL);
  return g_strcmp0 (crm_record_get_reference_title (deal, crm_entity_field_index (deals, "stage")),
                    expectation->stage) == 0;
}

static void
show (AppFixture *fixture)
{
  app_fixture_show (fixture, ADW_NAVIGATION_PAGE (crm_board_page_new (fixture->workspace)), 1280,
                    800);
  app_settle (300);
}

static void
drop (CrmBoardColumn *column, gint64 deal)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (column));
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, G_TYPE_INT64);
  g_value_set_int64 (&value, deal);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_DROP_TARGET (controller) &&
        gdk_content_formats_contain_gtype (
            gtk_drop_target_get_formats (GTK_DROP_TARGET (controller)), G_TYPE_INT64))
      g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
  }
  g_assert_true (taken);
}

static void
test_drop (AppFixture *fixture, gconstpointer country)
{
  gint64 deal = add_deals (fixture);
  Expectation moved = { fixture, deal, "Contract" }, back = { fixture, deal, "New" };

  show (fixture);
  app_picture (fixture->window, "board");
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "Kowalski <i>Meble</i> Sp. z o.o."));
  drop (find_column (fixture, "Contract"), deal);
  g_assert_true (app_wait_for (is_on_stage, &moved));
  crm_workspace_undo (fixture->workspace);
  g_assert_true (app_wait_for (is_on_stage, &back));
}

static void
test_keyboard (AppFixture *fixture, gconstpointer country)
{
  gint64 deal = add_deals (fixture);
  Expectation moved = { fixture, deal, "First contact" };
  CrmBoardColumn *column;

  show (fixture);
  column = find_column (fixture, "New");
  g_assert_true (crm_board_column_focus_deal (column, deal));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (column), "column.shift", "i", 1));
  g_assert_true (app_wait_for (is_on_stage, &moved));
  app_settle (300);
  g_assert_true (crm_board_column_focus_deal (find_column (fixture, "First contact"), deal));
}

/* What a screen reader hears of a card, and what it can press on it. */
static void
test_accessible (AppFixture *fixture, gconstpointer country)
{
  gint64 deal = add_deals (fixture);
  Expectation moved = { fixture, deal, "First contact" }, back = { fixture, deal, "New" };
  CrmBoardCard *card;

  show (fixture);
  card = CRM_BOARD_CARD (app_find_type (find_column (fixture, "New"), CRM_TYPE_BOARD_CARD));
  while (crm_record_get_id (crm_board_card_get_record (card)) != deal)
    card = CRM_BOARD_CARD (
        app_find_type (gtk_widget_get_next_sibling (gtk_widget_get_parent (GTK_WIDGET (card))),
                       CRM_TYPE_BOARD_CARD));
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL,
      "ООО «Орион Строй», Поставка и монтаж окон на весь дом, PLN\302\2401,000.50, no next step, "
      "On this stage for 0 days");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (card), "card.forward", NULL));
  g_assert_true (app_wait_for (is_on_stage, &moved));
  app_settle (300);
  card =
      CRM_BOARD_CARD (app_find_type (find_column (fixture, "First contact"), CRM_TYPE_BOARD_CARD));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (card), "card.back", NULL));
  g_assert_true (app_wait_for (is_on_stage, &back));
}

static CrmGateSheet *
find_sheet (AppFixture *fixture)
{
  AdwDialog *dialog = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  return dialog != NULL && CRM_IS_GATE_SHEET (dialog) ? CRM_GATE_SHEET (dialog) : NULL;
}

static gboolean
is_closed (gpointer data)
{
  return find_sheet (data) == NULL;
}

static gboolean
can_move (CrmGateSheet *sheet)
{
  GtkWidget *button = app_find (sheet, GTK_TYPE_BUTTON, "Move");
  g_assert_nonnull (button);
  return gtk_widget_get_sensitive (button);
}

static void
press (gpointer root, const char *name)
{
  GtkWidget *button = app_find (root, GTK_TYPE_BUTTON, name);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
test_losing_asks_why (AppFixture *fixture, gconstpointer country)
{
  gint64 deal = add_deals (fixture);
  Expectation lost = { fixture, deal, "Lost" };
  g_autoptr (CrmRecord) record = NULL;
  CrmGateSheet *sheet;
  GtkWidget *reason;

  show (fixture);
  drop (find_column (fixture, "Lost"), deal);
  app_settle (300);
  sheet = find_sheet (fixture);
  g_assert_nonnull (sheet);
  g_assert_false (can_move (sheet));
  g_assert_false (is_on_stage (&lost));
  app_picture (fixture->window, "board-lost");
  reason = app_find (sheet, GTK_TYPE_CHECK_BUTTON, "Too expensive");
  g_assert_nonnull (reason);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (reason), TRUE);
  press (sheet, "Move");
  g_assert_true (app_wait_for (is_on_stage, &lost));
  record = crm_record_load (record_fixture_reader (&fixture->record), crm_entity_find ("deal"),
                            deal, NULL);
  g_assert_false (crm_record_is_empty (record, "lost_reason"));
  g_assert_true (app_wait_for (is_closed, fixture));
}

/* --- Gates */

static void
type (CrmGateSheet *sheet, const char *field, const char *text)
{
  GtkWidget *entry = app_find (sheet, GTK_TYPE_ENTRY, field);

  if (entry == NULL)
    entry = app_find (sheet, GTK_TYPE_TEXT, field);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static gint64
add_gated (AppFixture *fixture)
{
  gint64 company = record_fixture_add (&fixture->record, "company", "name", "Orion", NULL);

  g_assert_cmpint (company, >, 0);
  record_fixture_add (&fixture->record, "gate", "stage", "Contract", "field", "value", NULL);
  record_fixture_add (&fixture->record, "gate", "stage", "Contract", "field", "company.tax_number",
                      NULL);
  record_fixture_add (&fixture->record, "gate", "stage", "Contract", "document", "proposal", NULL);
  record_fixture_add (&fixture->record, "gate", "stage", "Contract", "document", "contract",
                      "status", "signed", NULL);
  return record_fixture_add (&fixture->record, "deal", "name", "Windows", "company", "Orion", NULL);
}

static void
test_gate_asks (AppFixture *fixture, gconstpointer country)
{
  gint64 deal = add_gated (fixture);
  Expectation moved = { fixture, deal, "Contract" }, back = { fixture, deal, "New" };
  g_autofree char *path = g_build_filename (fixture->record.folder, "signed.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *before = record_fixture_dump (&fixture->record);
  g_autofree char *after = NULL;
  CrmGateSheet *sheet;

  g_assert_true (g_file_set_contents (path, "signed", -1, NULL));
  show (fixture);
  drop (find_column (fixture, "Contract"), deal);
  app_settle (300);
  sheet = find_sheet (fixture);
  g_assert_nonnull (sheet);
  app_picture (fixture->window, "gate-sheet");
  g_assert_false (can_move (sheet));
  g_assert_null (app_find (sheet, GTK_TYPE_LABEL, "Expected to close"));
  type (sheet, "Value", "1200");
  type (sheet, "Tax number", "7707083893");
  g_assert_false (can_move (sheet));
  press (sheet, "Make");
  g_assert_false (can_move (sheet));
  crm_gate_sheet_attach (sheet, 1, file);
  app_settle (100);
  g_assert_true (can_move (sheet));
  app_picture (fixture->window, "gate-sheet-filled");
  press (sheet, "Move");
  g_assert_true (app_wait_for (is_on_stage, &moved));
  g_assert_true (app_wait_for (is_closed, fixture));
  /* One step of Undo takes back the move and all that was filled in. */
  crm_workspace_undo (fixture->workspace);
  g_assert_true (app_wait_for (is_on_stage, &back));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (after, ==, before);
}

static void
test_gate_closed_moves_nothing (AppFixture *fixture, gconstpointer country)
{
  gint64 deal = add_gated (fixture);
  Expectation back = { fixture, deal, "New" };
  g_autofree char *before = record_fixture_dump (&fixture->record);
  g_autofree char *after = NULL;
  CrmGateSheet *sheet;

  show (fixture);
  drop (find_column (fixture, "Contract"), deal);
  app_settle (300);
  sheet = find_sheet (fixture);
  g_assert_nonnull (sheet);
  type (sheet, "Value", "1200");
  adw_dialog_close (ADW_DIALOG (sheet));
  g_assert_true (app_wait_for (is_closed, fixture));
  g_assert_true (is_on_stage (&back));
  g_assert_true (crm_board_column_focus_deal (find_column (fixture, "New"), deal));
  after = record_fixture_dump (&fixture->record);
  g_assert_cmpstr (after, ==, before);
}

static gboolean
celebrates (gpointer data)
{
  return gtk_widget_has_css_class (data, "celebrating");
}

static void
test_won_is_celebrated (AppFixture *fixture, gconstpointer country)
{
  gint64 deal = add_deals (fixture);
  CrmBoardColumn *column;

  show (fixture);
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (fixture->window)), "gtk-enable-animations",
                TRUE, NULL);
  column = find_column (fixture, "Won");
  drop (column, deal);
  g_assert_true (app_wait_for (celebrates, column));
  app_settle (1300);
  g_assert_false (celebrates (column));
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (fixture->window)), "gtk-enable-animations",
                FALSE, NULL);
  drop (column, deal + 1);
  app_settle (500);
  g_assert_false (celebrates (column));
  app_settle (300);
}

static gboolean
has_sum (gpointer data)
{
  AppFixture *fixture = data;
  return app_find (find_column (fixture, "New"), GTK_TYPE_LABEL, "3") != NULL;
}

static gboolean
has_two (gpointer data)
{
  AppFixture *fixture = data;
  return app_find (find_column (fixture, "New"), GTK_TYPE_LABEL, "2") != NULL;
}

static void
test_sums_follow (AppFixture *fixture, gconstpointer country)
{
  gint64 deal = add_deals (fixture);

  show (fixture);
  g_assert_true (app_wait_for (has_sum, fixture));
  record_fixture_delete (&fixture->record, "deal", deal);
  g_assert_true (app_wait_for (has_two, fixture));
}

static void
test_empty_and_narrow (AppFixture *fixture, gconstpointer country)
{
  show (fixture);
  g_assert_nonnull (app_find (fixture->window, GTK_TYPE_LABEL, "No Deals Yet"));
  app_picture (fixture->window, "board-empty");
  add_deals (fixture);
  app_settle (300);
  gtk_window_set_default_size (fixture->window, 360, 640);
  app_settle (500);
  app_picture (fixture->window, "board-narrow");
  g_assert_null (app_find (fixture->window, GTK_TYPE_LABEL, "No Deals Yet"));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
#define ADD(path, func)                                                                            \
  g_test_add (path, AppFixture, NULL, app_fixture_set_up, func, app_fixture_tear_down)
  ADD ("/board/drop", test_drop);
  ADD ("/board/keyboard", test_keyboard);
  ADD ("/board/accessible", test_accessible);
  ADD ("/board/losing-asks-why", test_losing_asks_why);
  ADD ("/board/gate-asks", test_gate_asks);
  ADD ("/board/gate-closed-moves-nothing", test_gate_closed_moves_nothing);
  ADD ("/board/won-is-celebrated", test_won_is_celebrated);
  ADD ("/board/sums-follow", test_sums_follow);
  ADD ("/board/empty-and-narrow", test_empty_and_narrow);
  return g_test_run ();
}
