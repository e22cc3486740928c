/* What a user does all day, and how to see that nothing of it was lost or torn. */
#include "config.h"

#include "store-work.h"

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "crm-setting.h"

typedef struct {
  gint64 number;
  guint size;
} Action;

static gboolean
add_to (CrmDatabase *database, const char *name, gint64 amount, GError **error)
{
  g_autoptr (CrmStatement) statement = NULL;

  statement = crm_database_prepare (database,
                                    "INSERT INTO setting (name, value)\n"
                                    "VALUES (?1, ?2)\n"
                                    "ON CONFLICT (name) DO UPDATE SET value = value + ?2",
                                    error);
  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, name);
  crm_statement_bind_integer (statement, 2, amount);
  return crm_statement_run (statement, error);
}

gboolean
work_do (CrmDatabase *database, gint64 number, guint size, GError **error)
{
  g_autofree char *name = g_strdup_printf ("action %08" G_GINT64_FORMAT, number);
  g_autofree char *text = g_strnfill (size, (char) ('a' + number % 26));

  return crm_setting_write (database, name, text, error) &&
         add_to (database, "count of actions", 1, error) &&
         add_to (database, "sum of sizes", size, error);
}

static gboolean
do_action (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Action *action = data;

  return work_do (database, action->number, action->size, error);
}

gboolean
work_do_in_store (CrmStore *store, gint64 number, guint size, GError **error)
{
  Action action = { number, size };

  return crm_store_write (store, do_action, &action, NULL, error);
}

static gint64
query (CrmDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  if (!crm_database_query_integer (database, sql, 0, &value, &error))
    g_error ("%s: %s", sql, error->message);
  return value;
}

gint64
work_count (CrmDatabase *database, char **fault)
{
  gint64 n_actions = query (database, "SELECT count(*) FROM setting WHERE name LIKE 'action %'");
  gint64 last = query (database, "SELECT max(substr(name, 8)) + 0 FROM setting\n"
                                 "WHERE name LIKE 'action %'");
  gint64 count = query (database, "SELECT value + 0 FROM setting WHERE name = 'count of actions'");
  gint64 sum = query (database, "SELECT value + 0 FROM setting WHERE name = 'sum of sizes'");
  gint64 size = query (database, "SELECT sum(length(value)) FROM setting\n"
                                 "WHERE name LIKE 'action %'");

  *fault = NULL;
  if (n_actions == last && n_actions == count && sum == size)
    return n_actions;
  *fault = g_strdup_printf ("%" G_GINT64_FORMAT " actions, the last is %" G_GINT64_FORMAT
                            ", counted %" G_GINT64_FORMAT ", sum %" G_GINT64_FORMAT
                            " for %" G_GINT64_FORMAT,
                            n_actions, last, count, sum, size);
  return -1;
}

void
work_copy_file (const char *from, const char *to)
{
  static const char *const sidecars[] = { "-wal", "-shm", "-journal" };
  g_autofree char *bytes = NULL;
  gsize size = 0;
  FILE *stream;

  for (gsize i = 0; i < G_N_ELEMENTS (sidecars); i++) {
    g_autofree char *sidecar = g_strconcat (to, sidecars[i], NULL);

    g_unlink (sidecar);
  }
  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  /* Emptied in place, some file systems write it to the disk when it is closed. */
  g_unlink (to);
  stream = fopen (to, "wbe");
  g_assert_nonnull (stream);
  g_assert_cmpuint (fwrite (bytes, 1, size, stream), ==, size);
  fclose (stream);
}
