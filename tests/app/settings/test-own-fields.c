/* Fields of one's own and dictionaries, through the widgets. */
#include "config.h"

#include "app-fixture.h"
#include "crm-search.h"
#include "crm-dictionary.h"
#include "crm-preferences.h"
#include "crm-record-fields.h"

typedef struct {
  AppFixture app;
  GSettings *settings;
  CrmBackground *background;
  AdwDialog *dialog; /* borrowed */
} SettingsFixture;

static void
set_up (SettingsFixture *fixture, gconstpointer page)
{
  app_fixture_set_up (&fixture->app, NULL);
  fixture->settings = g_settings_new (APP_ID);
  record_fixture_add (&fixture->app.record, "choice", "list", "source", "name", "Fair", "colour",
                      "success", NULL);
  record_fixture_add (&fixture->app.record, "choice", "list", "source", "name", "Trade <fair>",
                      NULL);
  record_fixture_add (&fixture->app.record, "company", "name", "Orion", "source", "Fair", NULL);
  app_fixture_show (&fixture->app, adw_navigation_page_new (gtk_label_new (""), "page"), 900, 700);
  fixture->background = crm_background_new (fixture->settings);
  fixture->dialog = ADW_DIALOG (
      crm_preferences_new (fixture->app.workspace, fixture->settings, fixture->background));
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->app.window));
  app_settle (100);
  g_signal_emit_by_name (app_find (fixture->dialog, ADW_TYPE_ACTION_ROW, page), "activated");
  app_settle (400);
}

static void
tear_down (SettingsFixture *fixture, gconstpointer page)
{
  g_clear_object (&fixture->background);
  g_clear_object (&fixture->settings);
  app_fixture_tear_down (&fixture->app, NULL);
}

static GtkWidget *
find (SettingsFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = app_find (fixture->app.window, type, name);

  if (widget == NULL)
    g_error ("there is no %s “%s”", g_type_name (type), name);
  return widget;
}

static void
press (SettingsFixture *fixture, GType type, const char *name)
{
  GtkWidget *widget = find (fixture, type, name);

  if (GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else
    g_signal_emit_by_name (widget, "activated");
  app_settle (150);
}

static void
type_name (SettingsFixture *fixture, const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (find (fixture, ADW_TYPE_ENTRY_ROW, "Name")), name);
}

static gboolean
has_hobby (gpointer data)
{
  return crm_entity_require_field (crm_entity_find ("company"), "x_hobby", NULL) != NULL;
}

static gboolean
has_no_hobby (gpointer data)
{
  return !has_hobby (data);
}

/* As soon as it is added: in lists, in the search, in what is exported and printed. */
static void
assert_is_everywhere (SettingsFixture *fixture)
{
  RecordFixture *record = &fixture->app.record;
  const CrmField *field = crm_entity_field (crm_entity_find ("company"), "x_hobby");
  gint64 id = record_fixture_add (record, "company", "name", "Orion", "x_hobby", "Chess", NULL);
  g_autoptr (GPtrArray) hits =
      crm_search_read (record_fixture_reader (record), NULL, "chess", 5, NULL);

  g_assert_true (field->flags & CRM_FIELD_LISTED);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpint (((CrmSearchHit *) hits->pdata[0])->id, ==, id);
  g_assert_cmpstr (((CrmSearchHit *) hits->pdata[0])->found, ==, "Chess");
}

static void
test_add_and_delete_field (SettingsFixture *fixture, gconstpointer page)
{
  app_picture (fixture->app.window, "fields-empty");
  press (fixture, ADW_TYPE_BUTTON_ROW, "_Add Field…");
  type_name (fixture, "Hobby");
  app_picture (fixture->app.window, "field-dialog");
  press (fixture, GTK_TYPE_BUTTON, "Add Field");
  g_assert_true (app_wait_for (has_hobby, NULL));
  assert_is_everywhere (fixture);
  app_settle (300);
  record_fixture_add (&fixture->app.record, "custom_field", "entity", "company", "label",
                      "Second & <b>", "kind", "date", NULL);
  app_settle (100);
  app_picture (fixture->app.window, "fields");
  press (fixture, GTK_TYPE_BUTTON, "Move Hobby Down");
  app_settle (200);
  press (fixture, ADW_TYPE_ACTION_ROW, "Hobby");
  app_picture (fixture->app.window, "field-edit");
  press (fixture, ADW_TYPE_BUTTON_ROW, "_Delete Field…");
  app_picture (fixture->app.window, "field-delete");
  press (fixture, GTK_TYPE_BUTTON, "Delete");
  g_assert_true (app_wait_for (has_no_hobby, NULL));
  crm_workspace_undo (fixture->app.workspace);
  g_assert_true (app_wait_for (has_hobby, NULL));
  g_assert_cmpint (crm_entity_field (crm_entity_find ("company"), "x_hobby")->position, ==, 2);
}

static gboolean
is_merged (gpointer data)
{
  SettingsFixture *fixture = data;
  g_autoptr (CrmDictionary) dictionary = crm_dictionary_find ("source");
  g_autoptr (GPtrArray) values =
      crm_dictionary_read (dictionary, record_fixture_reader (&fixture->app.record), NULL);
  gint64 n = 0;

  for (guint i = 0; i < values->len; i++) {
    CrmDictionaryValue *value = values->pdata[i];
    if (g_strcmp0 (value->name, "Fair") == 0)
      return FALSE;
    n += value->n_used;
  }
  return n == 1;
}

static void
test_dictionary (SettingsFixture *fixture, gconstpointer page)
{
  app_picture (fixture->app.window, "dictionaries");
  press (fixture, ADW_TYPE_ACTION_ROW, "Sources");
  app_settle (400);
  app_picture (fixture->app.window, "dictionary");
  press (fixture, ADW_TYPE_ACTION_ROW, "Fair");
  app_picture (fixture->app.window, "value-dialog");
  type_name (fixture, "trade <FAIR>");
  app_expect (fixture->app.window, GTK_TYPE_LABEL,
              "There is such a value already: choose “Replace by Another Value” to make them one",
              TRUE);
  g_assert_false (gtk_widget_get_sensitive (find (fixture, GTK_TYPE_BUTTON, "Save")));
  app_picture (fixture->app.window, "value-taken");
  press (fixture, ADW_TYPE_BUTTON_ROW, "_Delete…");
  app_picture (fixture->app.window, "value-replace");
  press (fixture, GTK_TYPE_BUTTON, "Replace");
  g_assert_true (app_wait_for (is_merged, fixture));
}

static gboolean
is_ally (gpointer data)
{
  const CrmField *type = crm_entity_field (crm_entity_find ("company"), "type");
  return g_strcmp0 (crm_choice_get_label (crm_field_find_choice (type, "partner")), "Ally") == 0;
}

static void
test_own_words (SettingsFixture *fixture, gconstpointer page)
{
  press (fixture, ADW_TYPE_ACTION_ROW, "Companies: Type");
  app_settle (400);
  app_picture (fixture->app.window, "words");
  press (fixture, ADW_TYPE_ACTION_ROW, "Partner");
  type_name (fixture, "Ally");
  press (fixture, GTK_TYPE_BUTTON, "Save");
  g_assert_true (app_wait_for (is_ally, NULL));
}

static gboolean
has_no_proposal (gpointer data)
{
  SettingsFixture *fixture = data;
  gint64 n;

  g_assert_true (crm_database_query_integer (
      record_fixture_reader (&fixture->app.record),
      "SELECT count (*) FROM stage JOIN deal WHERE stage.name = 'Proposal' OR deal.stage NOT IN "
      "(SELECT id FROM stage)",
      0, &n, NULL));
  return n == 0;
}

static void
test_stages (SettingsFixture *fixture, gconstpointer page)
{
  record_fixture_add (&fixture->app.record, "deal", "company", "Orion", "stage", "Proposal", NULL);
  press (fixture, ADW_TYPE_ACTION_ROW, "Sales");
  app_settle (400);
  app_picture (fixture->app.window, "stages");
  press (fixture, GTK_TYPE_BUTTON, "Delete Proposal");
  app_picture (fixture->app.window, "stage-delete");
  press (fixture, GTK_TYPE_BUTTON, "Delete");
  g_assert_true (app_wait_for (has_no_proposal, fixture));
  g_assert_true (record_fixture_undo (&fixture->app.record));
  g_assert_false (has_no_proposal (fixture));
}

static gboolean
has_gate (gpointer data)
{
  SettingsFixture *fixture = data;
  gint64 n;

  g_assert_true (crm_database_query_integer (
      record_fixture_reader (&fixture->app.record),
      "SELECT count (*) FROM gate JOIN stage ON stage.id = gate.stage WHERE stage.name = "
      "'Contract' AND gate.document = 'proposal' AND gate.status = 'signed'",
      0, &n, NULL));
  return n == 1;
}

static gboolean
shows_gate (gpointer data)
{
  return app_find (((SettingsFixture *) data)->app.window, GTK_TYPE_BUTTON,
                   "Delete “Commercial proposal (Signed)”") != NULL;
}

static guint
find_item (AdwComboRow *row, const char *name)
{
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);
    if (g_strcmp0 (gtk_string_object_get_string (item), name) == 0)
      return i;
  }
  g_error ("there is no “%s”", name);
}

static void
test_gates (SettingsFixture *fixture, gconstpointer page)
{
  AdwComboRow *row;

  press (fixture, ADW_TYPE_ACTION_ROW, "Sales");
  app_settle (400);
  press (fixture, ADW_TYPE_ACTION_ROW, "Contract");
  app_settle (400);
  app_picture (fixture->app.window, "stage-gates");
  press (fixture, ADW_TYPE_BUTTON_ROW, "Ask for _More…");
  app_settle (400);
  row = ADW_COMBO_ROW (find (fixture, ADW_TYPE_COMBO_ROW, "Field or Document"));
  g_assert_null (app_find (fixture->app.window, ADW_TYPE_COMBO_ROW, "At Least"));
  find_item (row, "Company: Tax number");
  adw_combo_row_set_selected (row, find_item (row, "Document: Commercial proposal"));
  app_settle (100);
  row = ADW_COMBO_ROW (find (fixture, ADW_TYPE_COMBO_ROW, "At Least"));
  adw_combo_row_set_selected (row, find_item (row, "Signed"));
  app_picture (fixture->app.window, "gate-dialog");
  press (fixture, GTK_TYPE_BUTTON, "Add");
  g_assert_true (app_wait_for (has_gate, fixture));
  g_assert_true (app_wait_for (shows_gate, fixture));
  g_assert_true (record_fixture_undo (&fixture->app.record));
  g_assert_false (has_gate (fixture));
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/settings/field", SettingsFixture, "Fields", set_up, test_add_and_delete_field,
              tear_down);
  g_test_add ("/settings/dictionary", SettingsFixture, "Dictionaries", set_up, test_dictionary,
              tear_down);
  g_test_add ("/settings/own-words", SettingsFixture, "Dictionaries", set_up, test_own_words,
              tear_down);
  g_test_add ("/settings/stages", SettingsFixture, "Dictionaries", set_up, test_stages, tear_down);
  g_test_add ("/settings/gates", SettingsFixture, "Dictionaries", set_up, test_gates, tear_down);
  return g_test_run ();
}
