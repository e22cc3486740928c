/* history, changes, undo, redo: what was done, and back. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-command-private.h"
#include "crm-journal.h"
#include "crm-setup.h"

#define USUAL_LIMIT 50

static const char *
name_action (CrmAction action)
{
  switch (action) {
  case CRM_ACTION_ADD:
    return "add";
  case CRM_ACTION_SET:
    return "set";
  case CRM_ACTION_DELETE:
    return "delete";
  }
  return "";
}

static gboolean
print_history (CrmCommand *self, GPtrArray *entries, guint most, GError **error)
{
  static const char *const columns[] = { "change", "moment", "person", "label", "action",
                                         "field",  "old",    "new",    "cause", "undone" };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    crm_command_output_add_column (self->output, columns[i], i == 0);
  for (guint i = 0; i < MIN (entries->len, most); i++) {
    const CrmHistoryEntry *entry = entries->pdata[i];

    crm_command_output_add_integer (self->output, entry->change);
    crm_command_output_add_moment (self->output, entry->moment);
    crm_command_output_add_text (self->output, entry->person_name);
    crm_command_output_add_text (self->output, entry->label);
    crm_command_output_add_text (self->output, name_action (entry->action));
    crm_command_output_add_text (self->output, entry->field != NULL ? entry->field->name : NULL);
    crm_command_output_add_text (self->output, entry->old_text);
    crm_command_output_add_text (self->output, entry->new_text);
    crm_command_output_add_text (self->output, entry->cause);
    crm_command_output_add_boolean (self->output, entry->undone);
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

static gboolean
run_history (CrmCommand *self, GError **error)
{
  const CrmEntity *entity = crm_command_require_entity (self, 0, error);
  g_autoptr (GPtrArray) entries = NULL;
  gint64 id;
  gint64 limit;

  if (entity == NULL || !crm_command_require_id (self, 1, &id, error) ||
      !crm_command_read_number (self, "limit", G_MAXINT, &limit, error))
    return FALSE;
  limit = MIN (limit, G_MAXINT);
  entries = crm_journal_read_history (self->database, entity, id, (guint) limit, error);
  if (entries == NULL)
    return FALSE;
  /* A deleted record has a history, and one that never was has none. */
  if (entries->len == 0 && limit > 0) {
    g_autoptr (CrmRecord) record = crm_record_load (self->database, entity, id, error);

    if (record == NULL)
      return FALSE;
  }
  return print_history (self, entries, (guint) limit, error);
}

static gboolean
run_changes (CrmCommand *self, GError **error)
{
  static const char *const columns[] = {
    "change", "moment", "person", "label", "records", "undone"
  };
  g_autoptr (GPtrArray) entries = NULL;
  gint64 limit;

  if (!crm_command_read_number (self, "limit", USUAL_LIMIT, &limit, error))
    return FALSE;
  entries = crm_journal_read_changes (self->database, (guint) MIN (limit, G_MAXINT), error);
  if (entries == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    crm_command_output_add_column (self->output, columns[i], i == 0 || i == 4);
  for (guint i = 0; i < entries->len; i++) {
    const CrmHistoryEntry *entry = entries->pdata[i];

    crm_command_output_add_integer (self->output, entry->change);
    crm_command_output_add_moment (self->output, entry->moment);
    crm_command_output_add_text (self->output, entry->person_name);
    crm_command_output_add_text (self->output, entry->label);
    crm_command_output_add_integer (self->output, g_ascii_strtoll (entry->new_text, NULL, 10));
    crm_command_output_add_boolean (self->output, entry->undone);
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

static gboolean
print_step (CrmCommand *self, const char *name, const char *sentence, const char *label,
            GError **error)
{
  g_autofree char *said = g_strdup_printf (sentence, label);

  if (self->format == CRM_COMMAND_TABLE)
    return crm_command_output_say (self->output, said, error);
  crm_command_output_set_single (self->output);
  crm_command_output_add_column (self->output, name, FALSE);
  crm_command_output_add_text (self->output, label);
  return crm_command_output_end_row (self->output, error) &&
         crm_command_output_end (self->output, error);
}

static gboolean
run_undo (CrmCommand *self, GError **error)
{
  g_autofree char *label = NULL;

  return crm_journal_undo (self->database, crm_setup_get_me (self->database), CRM_ORIGIN_COMMAND,
                           &label, error) &&
         print_step (self, "undone", _ ("Undone: %s"), label, error);
}

static gboolean
run_redo (CrmCommand *self, GError **error)
{
  g_autofree char *label = NULL;

  return crm_journal_redo (self->database, crm_setup_get_me (self->database), CRM_ORIGIN_COMMAND,
                           &label, error) &&
         print_step (self, "redone", _ ("Done again: %s"), label, error);
}

static const CrmVerbOption limit_options[] = {
  { "limit", "N", N_ ("at most so many") },
  { NULL },
};

const CrmVerb crm_verb_history = {
  .name = "history",
  .usage = "ENTITY ID",
  .help = N_ ("who changed what of a record, when and why"),
  .access = CRM_VERB_READ,
  .least = 2,
  .most = 2,
  .options = limit_options,
  .run = run_history,
};

const CrmVerb crm_verb_changes = {
  .name = "changes",
  .usage = "",
  .help = N_ ("the last changes, newest first"),
  .access = CRM_VERB_READ,
  .most = 0,
  .options = limit_options,
  .run = run_changes,
};

const CrmVerb crm_verb_undo = {
  .name = "undo",
  .usage = "",
  .help = N_ ("take back the last change"),
  .access = CRM_VERB_WRITE,
  .most = 0,
  .run = run_undo,
};

const CrmVerb crm_verb_redo = {
  .name = "redo",
  .usage = "",
  .help = N_ ("bring back what was undone last"),
  .access = CRM_VERB_WRITE,
  .most = 0,
  .run = run_redo,
};
