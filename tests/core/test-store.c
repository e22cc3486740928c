/* A company file in use: what is written, told and refused. */
#include "config.h"

#include "crm-setting.h"
#include "crm-store.h"
#include "store-fixture.h"

typedef struct {
  GPtrArray *words; /* what happened, in order */
} Log;

static gboolean
write_note (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GObject) announcement = g_object_new (G_TYPE_OBJECT, NULL);

  g_object_set_data_full (announcement, "text", g_strdup (data), g_free);
  crm_database_set_announcement (database, announcement);
  return crm_setting_write (database, "note", data, error);
}

static gboolean
write_and_fail (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GObject) announcement = g_object_new (G_TYPE_OBJECT, NULL);

  crm_database_set_announcement (database, announcement);
  if (crm_setting_write (database, "note", "never", error))
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, "a rule forbids it");
  return FALSE;
}

static void
changed_cb (CrmStore *store, GObject *announcement, gpointer data)
{
  Log *log = data;
  const char *text = g_object_get_data (announcement, "text");

  g_ptr_array_add (log->words, g_strdup_printf ("changed %s", text));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Log *log = data;
  g_autoptr (GError) error = NULL;

  if (crm_store_write_finish (CRM_STORE (source), result, &error))
    g_ptr_array_add (log->words, g_strdup ("done"));
  else
    g_ptr_array_add (log->words, g_strdup_printf ("failed %s", error->message));
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CrmStore *store = fixture_open (fixture);
  Log log = { g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *note = NULL;

  g_signal_connect (store, "changed", G_CALLBACK (changed_cb), &log);
  crm_store_write_async (store, write_note, g_strdup ("one"), g_free, NULL, written_cb, &log);
  crm_store_write_async (store, write_and_fail, NULL, NULL, NULL, written_cb, &log);
  crm_store_write_async (store, write_note, g_strdup ("two"), g_free, NULL, written_cb, &log);
  while (log.words->len < 5)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (log.words->pdata[0], ==, "changed one");
  /* An earlier callback may come before or after a later announcement, never before its own. */
  g_ptr_array_set_size (log.words, 0);

  crm_store_write_async (store, write_note, g_strdup ("three"), g_free, NULL, written_cb, &log);
  g_assert_true (crm_store_write (store, write_note, (gpointer) "four", NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (log.words->len, ==, 2);
  g_assert_cmpstr (log.words->pdata[0], ==, "changed three");
  g_assert_cmpstr (log.words->pdata[1], ==, "changed four");
  while (log.words->len < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (log.words->pdata[2], ==, "done");

  note = crm_setting_dup (crm_store_get_reader (store), "note", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (note, ==, "four");
  g_assert_true (crm_store_close (store, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (store);
  g_ptr_array_unref (log.words);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/store/changed-comes-in-order-before-the-callback", test_order);
  return g_test_run ();
}
