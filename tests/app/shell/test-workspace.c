/* The workspace: writing with a word about it, undo, deleting many. */
#include "config.h"

#include "app-fixture.h"

typedef struct {
  char *text;
  gboolean with_undo;
  guint n;
  GTask *task;
} Heard;

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, gpointer data)
{
  Heard *heard = data;
  g_set_str (&heard->text, text);
  heard->with_undo = with_undo;
}

static void
confirm_cb (CrmWorkspace *workspace, guint n, GTask *task, gpointer data)
{
  Heard *heard = data;
  heard->n = n;
  g_set_object (&heard->task, task);
}

static gboolean
has_text (gpointer data)
{
  return ((Heard *) data)->text != NULL;
}

static void
test_delete_says_and_undo_brings_back (AppFixture *fixture, gconstpointer country)
{
  const CrmEntity *company = crm_entity_find ("company");
  gint64 id = record_fixture_add (&fixture->record, "company", "name", "Orion & <Stroy>", NULL);
  Heard heard = { NULL };
  g_autoptr (CrmRecord) record = NULL;

  g_signal_connect (fixture->workspace, "said", G_CALLBACK (said_cb), &heard);
  crm_workspace_delete (fixture->workspace, company, &id, 1);
  g_assert_true (app_wait_for (has_text, &heard));
  g_assert_cmpstr (heard.text, ==, "“Orion & <Stroy>” deleted");
  g_assert_true (heard.with_undo);
  g_assert_null (
      crm_record_load (crm_workspace_get_reader (fixture->workspace), company, id, NULL));

  g_clear_pointer (&heard.text, g_free);
  crm_workspace_undo (fixture->workspace);
  g_assert_true (app_wait_for (has_text, &heard));
  g_assert_cmpstr (heard.text, ==, "Undone: “Orion & <Stroy>” deleted");
  record = crm_record_load (crm_workspace_get_reader (fixture->workspace), company, id, NULL);
  g_assert_nonnull (record);
  g_free (heard.text);
}

static void
test_many_are_agreed_to_first (AppFixture *fixture, gconstpointer country)
{
  const CrmEntity *company = crm_entity_find ("company");
  gint64 ids[51];
  Heard heard = { NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = record_fixture_add (&fixture->record, "company", "name", "Vega", NULL);
  g_signal_connect (fixture->workspace, "said", G_CALLBACK (said_cb), &heard);
  g_signal_connect (fixture->workspace, "confirm-delete", G_CALLBACK (confirm_cb), &heard);
  crm_workspace_delete (fixture->workspace, company, ids, G_N_ELEMENTS (ids));
  app_settle (50);
  g_assert_cmpuint (heard.n, ==, 51);
  g_assert_null (heard.text);

  g_task_return_boolean (heard.task, TRUE);
  g_clear_object (&heard.task);
  g_assert_true (app_wait_for (has_text, &heard));
  g_assert_cmpstr (heard.text, ==, "51 records deleted");
  g_free (heard.text);
}

int
main (int argc, char **argv)
{
  app_test_init (&argc, &argv);
  g_test_add ("/workspace/delete-says-and-undo-brings-back", AppFixture, NULL, app_fixture_set_up,
              test_delete_says_and_undo_brings_back, app_fixture_tear_down);
  g_test_add ("/workspace/many-are-agreed-to-first", AppFixture, NULL, app_fixture_set_up,
              test_many_are_agreed_to_first, app_fixture_tear_down);
  return g_test_run ();
}
