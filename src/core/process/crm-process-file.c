/* The built-in processes: files of data/processes become records, in the language of the company
 * file. From then on they are its own. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-process-private.h"
#include "crm-processes.h"

#define FOLDER "/io/github/voronka_crm/Voronka/processes/"
#define INITIAL "/io/github/voronka_crm/Voronka/choices/initial.ini"

/*
 * A file describes one process. [process] is the process; [template:CODE] a message template;
 * [step:CODE] a task type; [outcome:STEP.CODE] one of its outcomes. Keys are fields of the
 * entities, with [ru], [uk], [pl] where they are texts. "pipeline=first" is the first pipeline of
 * the file. "do" of an outcome lists its effects, parted by semicolons, in order:
 *
 *   set PATH VALUE           stage STAGE             next STEP        document KIND
 *   reissue                  receipt                 payment
 *   message TEMPLATE         project                 notify
 *
 * followed by FIELD=VALUE of the effect. STAGE is one of initial.ini; "text=N" is the key textN of
 * the outcome, "if=N" its key ifN.
 */

static const char *const files[] = { "classic", "conveyor", "agency" };

typedef struct {
  CrmDatabase *database;
  CrmChange *change;
  GKeyFile *file;
  GKeyFile *initial;
  const char *language;
  const char *name;
  gint64 pipeline;
  gint64 process;      /* stand-in */
  GHashTable *records; /* "step:cold_call" -> stand-in */
  int position;
} Loading;

static gboolean
fail (Loading *loading, const char *group, const char *what, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, "%s.ini: [%s]: %s", loading->name, group, what);
  return FALSE;
}

static gint64
find_record (Loading *loading, const char *kind, const char *code)
{
  g_autofree char *name = g_strdup_printf ("%s:%s", kind, code);

  return (gint64) GPOINTER_TO_INT (g_hash_table_lookup (loading->records, name));
}

/* The stage of the file that is called as initial.ini calls it; 0 where the company has its own. */
static gint64
find_stage (Loading *loading, const char *code)
{
  g_autofree char *group = g_strdup_printf ("stage:%s", code);
  g_autoptr (GPtrArray) stages =
      crm_process_read (loading->database, "stage", "pipeline", loading->pipeline, NULL);
  g_autofree char *name =
      g_key_file_get_locale_string (loading->initial, group, "name", loading->language, NULL);

  for (guint i = 0; stages != NULL && i < stages->len; i++)
    if (g_strcmp0 (crm_record_get_title (stages->pdata[i]), name) == 0)
      return crm_record_get_id (stages->pdata[i]);
  for (guint i = 0; stages != NULL && i < stages->len; i++)
    if (g_strcmp0 (crm_record_get_text (stages->pdata[i], "outcome"), code) == 0)
      return crm_record_get_id (stages->pdata[i]);
  return 0;
}

static gboolean
read_fields (Loading *loading, const char *group, CrmRecord *record, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (loading->file, group, NULL, error);
  const CrmEntity *entity = crm_record_get_entity (record);

  for (char **key = keys; key != NULL && *key != NULL; key++) {
    g_autofree char *text = NULL;
    /* Keys of other languages, and those that are read in another way. */
    if (strchr (*key, '[') != NULL || strcmp (*key, "do") == 0 || strcmp (*key, "pipeline") == 0 ||
        (g_str_has_prefix (*key, "text") && g_ascii_isdigit ((*key)[4])) ||
        (g_str_has_prefix (*key, "if") && g_ascii_isdigit ((*key)[2])))
      continue;
    if (crm_entity_field (entity, *key) == NULL)
      return fail (loading, group, *key, error);
    text = g_key_file_get_locale_string (loading->file, group, *key, loading->language, NULL);
    if (!crm_record_parse (record, *key, text, error)) {
      g_prefix_error (error, "%s.ini: [%s]: ", loading->name, group);
      return FALSE;
    }
  }
  return keys != NULL;
}

/* --- Effects */

static gboolean
read_argument (Loading *loading, const char *group, CrmRecord *effect, const char *word,
               GError **error)
{
  g_auto (GStrv) parts = g_strsplit (word, "=", 2);
  g_autofree char *text = NULL;
  const char *field = parts[0];

  if (parts[1] == NULL)
    return fail (loading, group, word, error);
  if (strcmp (parts[0], "text") == 0 || strcmp (parts[0], "if") == 0) {
    g_autofree char *key = g_strconcat (parts[0], parts[1], NULL);
    text = g_key_file_get_locale_string (loading->file, group, key, loading->language, error);
    field = strcmp (parts[0], "if") == 0 ? "condition" : "text";
    if (text == NULL)
      return FALSE;
  } else
    text = g_strdup (parts[1]);
  if (strcmp (field, "status") == 0)
    field = "document_status";
  if (crm_entity_field (crm_record_get_entity (effect), field) == NULL)
    return fail (loading, group, word, error);
  return crm_record_parse (effect, field, text, error);
}

static gboolean
read_object (Loading *loading, const char *group, CrmRecord *effect, char **words, guint *used,
             gboolean *skip, GError **error)
{
  const char *kind = words[0];
  const char *object = words[1] != NULL && strchr (words[1], '=') == NULL ? words[1] : NULL;
  const char *const references[][3] = { { "next", "step", "next" },
                                        { "message", "template", "template" } };

  *used = object != NULL ? 2 : 1;
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    if (strcmp (kind, references[i][0]) == 0) {
      gint64 id = object != NULL ? find_record (loading, references[i][1], object) : 0;
      if (id == 0)
        return fail (loading, group, object != NULL ? object : kind, error);
      crm_record_set_integer (effect, references[i][2], id);
      return TRUE;
    }
  if (strcmp (kind, "stage") == 0) {
    gint64 stage = object != NULL ? find_stage (loading, object) : 0;
    /* A company with stages of its own says itself where its deals go. */
    *skip = stage == 0;
    crm_record_set_integer (effect, "stage", stage);
  } else if (strcmp (kind, "document") == 0) {
    return object != NULL && crm_record_parse (effect, "document_kind", object, error);
  } else if (strcmp (kind, "set") == 0) {
    g_auto (GStrv) path = g_strsplit (object != NULL ? object : "", ".", 2);
    if (path[0] == NULL || path[1] == NULL || words[2] == NULL)
      return fail (loading, group, kind, error);
    crm_record_set_text (effect, "field", path[1]);
    crm_record_set_text (effect, "value", words[2]);
    *used = 3;
    return crm_record_parse (effect, "target", path[0], error);
  }
  return TRUE;
}

static gboolean
add_effect (Loading *loading, const char *group, gint64 outcome, int position, const char *text,
            GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (CrmRecord) effect = crm_record_new (crm_entity_find ("effect"));
  gboolean skip = FALSE;
  guint used;

  if (!crm_record_parse (effect, "kind", words[0], error)) {
    g_prefix_error (error, "%s.ini: [%s]: ", loading->name, group);
    return FALSE;
  }
  crm_record_set_integer (effect, "outcome", outcome);
  crm_record_set_integer (effect, "position", position);
  if (!read_object (loading, group, effect, words, &used, &skip, error))
    return FALSE;
  for (char **word = words + used; *word != NULL; word++)
    if (!read_argument (loading, group, effect, *word, error))
      return FALSE;
  if (!skip)
    crm_change_add (loading->change, effect);
  return TRUE;
}

static gboolean
add_effects (Loading *loading, const char *group, GError **error)
{
  g_autofree char *text = g_key_file_get_string (loading->file, group, "do", NULL);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  gint64 outcome = (gint64) GPOINTER_TO_INT (g_hash_table_lookup (loading->records, group));
  int position = 0;

  for (char **part = parts; *part != NULL; part++)
    if (g_strstrip (*part)[0] != '\0' &&
        !add_effect (loading, group, outcome, ++position, *part, error))
      return FALSE;
  return TRUE;
}

/* --- The rest */

static gboolean
add_group (Loading *loading, const char *group, GError **error)
{
  static const char *const entities[][2] = { { "process", "process" },
                                             { "template", "message_template" },
                                             { "step", "task_type" },
                                             { "outcome", "outcome" } };
  g_auto (GStrv) parts = g_strsplit (group, ":", 2);
  g_auto (GStrv) codes = g_strsplit (parts[1] != NULL ? parts[1] : "", ".", 2);
  g_autoptr (CrmRecord) record = NULL;
  gint64 id;

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strcmp (parts[0], entities[i][0]) == 0)
      record = crm_record_new (crm_entity_find (entities[i][1]));
  if (record == NULL)
    return fail (loading, group, parts[0], error);
  if (!read_fields (loading, group, record, error))
    return FALSE;
  if (strcmp (parts[0], "process") == 0) {
    crm_record_set_text (record, "state", "active");
    if (loading->pipeline != 0 && g_key_file_has_key (loading->file, group, "pipeline", NULL))
      crm_record_set_integer (record, "pipeline", loading->pipeline);
  } else {
    crm_record_set_text (record, "code", codes[1] != NULL ? codes[1] : codes[0]);
    if (strcmp (parts[0], "step") == 0)
      crm_record_set_integer (record, "process", loading->process);
    if (strcmp (parts[0], "outcome") == 0)
      crm_record_set_integer (record, "task_type", find_record (loading, "step", codes[0]));
    if (crm_entity_field (crm_record_get_entity (record), "position") != NULL)
      crm_record_set_integer (record, "position", ++loading->position);
  }
  id = crm_change_add (loading->change, record);
  if (strcmp (parts[0], "process") == 0)
    loading->process = id;
  g_hash_table_insert (loading->records, g_strdup (group), GINT_TO_POINTER ((int) id));
  return TRUE;
}

static gboolean
add_file (Loading *loading, GError **error)
{
  g_autofree char *path = g_strdup_printf (FOLDER "%s.ini", loading->name);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_processes_get_resource (), path, 0, error);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) groups = NULL;

  if (bytes == NULL ||
      !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, error))
    return FALSE;
  loading->file = file;
  loading->records = records;
  loading->position = 0;
  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group != NULL; group++)
    if (!add_group (loading, *group, error))
      return FALSE;
  for (char **group = groups; *group != NULL; group++)
    if (g_str_has_prefix (*group, "outcome:") && !add_effects (loading, *group, error))
      return FALSE;
  return TRUE;
}

static gint64
find_pipeline (CrmDatabase *database)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("pipeline"));
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (all, "position,id", NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  return sorted != NULL && crm_query_read_ids (sorted, database, 1, 0, ids, NULL) && ids->len > 0
             ? g_array_index (ids, gint64, 0)
             : 0;
}

/**
 * crm_process_install:
 * @database: the writer's connection, inside a transaction
 * @language: of the company file
 * @error: INVALID: a built-in process is wrong
 *
 * Returns: whether the company file has the built-in processes now. Writer thread.
 */
gboolean
crm_process_install (CrmDatabase *database, const char *language, GError **error)
{
  g_autoptr (CrmChange) change = crm_change_new (_ ("Built-in processes"), 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GKeyFile) initial = g_key_file_new ();
  g_autoptr (GBytes) bytes = g_resources_lookup_data (INITIAL, 0, error);
  Loading loading = { .database = database,
                      .change = change,
                      .initial = initial,
                      .language = language,
                      .pipeline = find_pipeline (database) };

  if (bytes == NULL ||
      !g_key_file_load_from_bytes (initial, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, error))
    return FALSE;
  crm_change_set_given (change);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    loading.name = files[i];
    if (!add_file (&loading, error))
      return FALSE;
  }
  return crm_change_commit (change, database, error) >= 0;
}
