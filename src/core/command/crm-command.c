/* A command from its words to its exit code. */
#include "config.h"

#include "crm-command.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-command-private.h"
#include "crm-command-process.h"
#include "crm-consistency.h"
#include "crm-descriptions.h"
#include "crm-document.h"
#include "crm-mention.h"
#include "crm-setting.h"
#include "crm-gate.h"
#include "crm-stage-history.h"

/* Another command that writes is soon done: it is waited for, a window is not. */
#define MOST_WAITS 40
#define WAIT (50 * G_TIME_SPAN_MILLISECOND)

const CrmVerb *const crm_verbs[] = {
  &crm_verb_new,     &crm_verb_entities,   &crm_verb_fields,  &crm_verb_list,
  &crm_verb_get,     &crm_verb_history,    &crm_verb_add,     &crm_verb_set,
  &crm_verb_delete,  &crm_verb_merge,      &crm_verb_undo,    &crm_verb_redo,
  &crm_verb_changes, &crm_verb_start,      &crm_verb_finish,  &crm_verb_stop,
  &crm_verb_tick,    &crm_verb_try,        &crm_verb_import,  &crm_verb_export,
  &crm_verb_render,  &crm_verb_render_all, &crm_verb_report,  &crm_verb_check,
  &crm_verb_backup,  &crm_verb_restore,    &crm_verb_recover, NULL,
};

/**
 * crm_verb_find:
 * @name: as typed
 *
 * Returns: (nullable): the verb
 */
const CrmVerb *
crm_verb_find (const char *name)
{
  for (gsize i = 0; crm_verbs[i] != NULL; i++)
    if (strcmp (crm_verbs[i]->name, name) == 0)
      return crm_verbs[i];
  return NULL;
}

/**
 * crm_command_dup_error_line:
 * @error: what went wrong
 *
 * Returns: (transfer full): one line with its end
 */
char *
crm_command_dup_error_line (const GError *error)
{
  g_autofree char *sentence = crm_command_one_line (error->message);

  return g_strdup_printf ("voronkactl: %s\n", sentence);
}

/**
 * crm_command_print_path:
 * @self: a command
 * @name: of the column, for programs
 * @path: what was written
 * @sentence: for people, with %s for the path
 * @error: return location for an error
 *
 * Returns: whether it could be printed
 */
gboolean
crm_command_print_path (CrmCommand *self, const char *name, const char *path, const char *sentence,
                        GError **error)
{
  g_autofree char *said = g_strdup_printf (sentence, path);

  if (self->format == CRM_COMMAND_TABLE)
    return crm_command_output_say (self->output, said, error);
  crm_command_output_set_single (self->output);
  crm_command_output_add_column (self->output, name, FALSE);
  crm_command_output_add_text (self->output, path);
  return crm_command_output_end_row (self->output, error) &&
         crm_command_output_end (self->output, error);
}

/**
 * crm_command_write_func:
 * @database: the writer's connection, inside a transaction
 * @command: a command whose verb writes
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Returns: whether the verb did its work. Writer thread.
 */
gboolean
crm_command_write_func (CrmDatabase *database, gpointer command, GCancellable *cancellable,
                        GError **error)
{
  CrmCommand *self = command;
  gboolean done;

  self->database = database;
  done = self->verb->run (self, error);
  self->database = NULL;
  return done;
}

/* A file of an older version has to be brought to this one before it can be read, and sort keys of
 * another ICU to be made anew, which takes a writer. */
static CrmStore *
open_for_reading (CrmCommand *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmStore) store = crm_store_open (self->file, CRM_STORE_READ_ONLY, &local);
  gboolean is_stale = FALSE;

  if (store != NULL && !crm_setting_needs_rebuild (crm_store_get_reader (store), &is_stale, error))
    return NULL;
  if (is_stale) {
    g_autoptr (CrmStore) writer = crm_store_open (self->file, CRM_STORE_READ_WRITE, NULL);

    /* Where that cannot be, the order of letters is that of yesterday. */
    if (writer != NULL && crm_consistency_rebuild_if_needed (writer, NULL))
      return g_steal_pointer (&writer);
  }
  if (store != NULL)
    return g_steal_pointer (&store);
  if (g_error_matches (local, CRM_ERROR, CRM_ERROR_READ_ONLY))
    return crm_store_open (self->file, CRM_STORE_READ_WRITE, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

static gboolean
run_reading (CrmCommand *self, GError **error)
{
  g_autoptr (CrmStore) store = open_for_reading (self, error);
  gboolean done;

  if (store == NULL || !crm_descriptions_load (crm_store_get_reader (store), error))
    return FALSE;
  self->database = crm_store_get_reader (store);
  /* One transaction: all that is printed is of one moment. */
  if (!crm_database_begin (self->database, error))
    return FALSE;
  crm_database_set_cancellable (self->database, self->cancellable);
  done = self->verb->run (self, error);
  crm_database_set_cancellable (self->database, NULL);
  crm_database_rollback (self->database);
  self->database = NULL;
  return done && crm_store_close (store, error);
}

static gboolean
write_text (GOutputStream *stream, const char *text, gsize length, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (g_output_stream_write_all (stream, text, length, NULL, NULL, &local) &&
      g_output_stream_flush (stream, NULL, &local))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The output could not be written: %s"),
               local->message);
  return FALSE;
}

/* Writes in this process, or has it written by the one that holds the file. What the verb prints is
 * kept until it is true. */
static gboolean
run_writing (CrmCommand *self, const char *const *arguments, GOutputStream *kept, int *exit_code,
             GOutputStream *output, GOutputStream *errors, GError **error)
{
  g_autoptr (CrmStore) store = NULL;
  g_autoptr (GError) local = NULL;

  for (int i = 0; store == NULL; i++) {
    g_autofree char *printed = NULL;
    g_autofree char *said = NULL;

    g_clear_error (&local);
    store = crm_store_open (self->file, CRM_STORE_READ_WRITE, &local);
    if (store != NULL)
      break;
    if (!g_error_matches (local, CRM_ERROR, CRM_ERROR_BUSY) || i >= MOST_WAITS) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (i % 10 == 0 && crm_command_send (self, arguments, exit_code, &printed, &said))
      return write_text (errors, said, strlen (said), error) &&
             write_text (output, printed, strlen (printed), error);
    g_usleep (WAIT);
  }
  if (!crm_descriptions_load (crm_store_get_reader (store), error) ||
      !crm_consistency_rebuild_if_needed (store, error) ||
      !crm_store_write (store, crm_command_write_func, self, self->cancellable, error))
    return FALSE;
  /* What was written is safe even where this fails. */
  if (!crm_store_close (store, &local))
    crm_command_warn (self, local->message);
  return write_text (output, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (kept)),
                     g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (kept)), error);
}

static gboolean
print_help (CrmCommand *self, GOutputStream *output, GError **error)
{
  g_autofree char *text =
      self->verb != NULL ? crm_verb_dup_help (self->verb) : crm_verb_dup_overview ();

  return write_text (output, text, strlen (text), error);
}

static gboolean
run (const char *const *arguments, const char *folder, GOutputStream *output, GOutputStream *errors,
     GCancellable *cancellable, int *exit_code, GError **error)
{
  g_autoptr (GOutputStream) kept = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) buffered = g_buffered_output_stream_new_sized (output, 1 << 16);
  g_autoptr (CrmCommand) self = NULL;
  CrmVerbAccess access;
  gboolean done = FALSE;

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffered), FALSE);
  self = crm_command_new (arguments, folder, error);
  if (self == NULL)
    return FALSE;
  g_set_object (&self->cancellable, cancellable);
  if (self->wants_help)
    return print_help (self, output, error);
  if (self->verb->prepare != NULL)
    self->verb->prepare ();
  access = crm_command_get_access (self);
  self->output = crm_command_output_new (access == CRM_VERB_WRITE ? kept : buffered, self->format);
  if (access != CRM_VERB_PLAIN && self->file == NULL) {
    self->file = crm_command_find_file (error);
    if (self->file == NULL)
      return FALSE;
  }
  switch (access) {
  case CRM_VERB_PLAIN:
  case CRM_VERB_FILE:
    done = self->verb->run (self, error);
    break;
  case CRM_VERB_READ:
    done = run_reading (self, error);
    break;
  case CRM_VERB_WRITE:
    done = run_writing (self, arguments, kept, exit_code, output, errors, error);
    break;
  }
  /* What was found out before a failure is of use; warnings of what was not done are not. */
  if (!done) {
    g_output_stream_flush (buffered, NULL, NULL);
    return FALSE;
  }
  if (self->exit_code != 0)
    *exit_code = self->exit_code;
  return write_text (buffered, "", 0, error) &&
         write_text (errors, self->warnings->str, self->warnings->len, error);
}

/**
 * crm_command_run:
 * @arguments: (array zero-terminated=1): as after the program's name
 * @folder: the working folder
 * @output: where results go
 * @errors: where warnings go, and one line for what went wrong
 * @cancellable: (nullable): stops it; what was to be written is not
 *
 * Runs a command from its words to its end. Verbs that only read open the file themselves beside
 * whoever writes it; verbs that write take the file's lock, or are sent to the process of this
 * session that holds it.
 *
 * Returns: the exit code: 0 done, 1 refused or not found, 2 wrong usage, 3 damaged or unreadable
 * file
 */
int
crm_command_run (const char *const *arguments, const char *folder, GOutputStream *output,
                 GOutputStream *errors, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  int exit_code = 0;

  crm_stage_history_register ();
  crm_gate_register ();
  crm_mention_register ();
  crm_document_register ();
  crm_command_register_processes ();
  if (!run (arguments, folder, output, errors, cancellable, &exit_code, &error)) {
    g_autofree char *line = crm_command_dup_error_line (error);

    exit_code = crm_error_exit_code (error);
    g_output_stream_write_all (errors, line, strlen (line), NULL, NULL, NULL);
  }
  return exit_code;
}
