/* add, set, delete, merge: changes of one record. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-command-paper.h"
#include "crm-command-private.h"
#include "crm-merge.h"
#include "crm-setup.h"

#define TITLE_IN_LABEL 60

/* Only what is there can be issued. */
static gboolean
is_deed (CrmCommand *self, const CrmEntity *entity, const CrmField *field)
{
  return self->verb == &crm_verb_set && crm_command_find_deed (entity, field) != NULL;
}

/* FIELD=VALUE; the field is checked, the value is left as typed. */
static const CrmField *
split_assignment (CrmCommand *self, const CrmEntity *entity, const char *text, const char **value,
                  GError **error)
{
  const char *sign = strchr (text, '=');
  g_autofree char *name = NULL;
  const CrmField *field;

  if (sign == NULL || sign == text) {
    crm_command_refuse_usage (self, error, _ ("“%s” is not FIELD=VALUE"), text);
    return NULL;
  }
  name = g_strstrip (g_strndup (text, (gsize) (sign - text)));
  field = crm_entity_require_field (entity, name, error);
  if (field == NULL)
    return NULL;
  if ((field->flags & CRM_FIELD_READ_ONLY) && !is_deed (self, entity, field)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” is kept by the program and cannot be set"), field->name);
    return NULL;
  }
  *value = sign + 1;
  return field;
}

static gboolean
parse_value (CrmCommand *self, const CrmField *field, const char *text, CrmValue *value,
             GError **error)
{
  gboolean refers = field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_FILE;
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gboolean done;

  if (refers && trimmed[0] != '\0') {
    gint64 id;

    done = crm_reference_find (self->database, field, trimmed, &id, error);
    if (done)
      crm_value_set_integer (value, id);
  } else {
    done = crm_field_parse (field, text, value, error);
  }
  if (!done)
    g_prefix_error (error, "%s: ", field->name);
  return done;
}

/* FIELD=@PATH of a field that refers to a file: the file is attached to the record. */
static gboolean
is_attachment (const CrmField *field, const char *text)
{
  return field->kind == CRM_KIND_FILE && text[0] == '@';
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  GBytes *bytes = g_file_load_bytes (file, NULL, NULL, &local);

  if (bytes != NULL)
    return bytes;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no file “%s”."), path);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be read: %s"), path,
                 local->message);
  return NULL;
}

/* Adds the files that are to be attached, once the record has its number or a stand-in for it. */
static gboolean
attach_files (CrmCommand *self, CrmChange *change, const CrmEntity *entity, gint64 id, guint from,
              GError **error)
{
  for (guint i = from; i < self->arguments->len; i++) {
    const char *text;
    const CrmField *field =
        split_assignment (self, entity, crm_command_get_argument (self, i), &text, error);
    g_autofree char *path = NULL;
    g_autofree char *name = NULL;
    g_autoptr (GBytes) bytes = NULL;

    if (field == NULL)
      return FALSE;
    if (!is_attachment (field, text))
      continue;
    path = crm_command_dup_path (self, text + 1);
    name = g_path_get_basename (path);
    bytes = read_file (path, error);
    if (bytes == NULL)
      return FALSE;
    crm_change_set_integer (
        change, entity, id, field->name,
        crm_change_add_file (change, crm_subject_make (entity, id), name, bytes));
  }
  return TRUE;
}

/* FIELD=now of fields that stand for something that is done. */
static gboolean
do_deeds (CrmCommand *self, CrmChange *change, const CrmEntity *entity, gint64 id, guint from,
          GError **error)
{
  for (guint i = from; i < self->arguments->len; i++) {
    const char *text;
    const CrmField *field =
        split_assignment (self, entity, crm_command_get_argument (self, i), &text, error);

    if (field == NULL)
      return FALSE;
    if (!is_deed (self, entity, field))
      continue;
    if (strcmp (text, "now") != 0) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                   _ ("“%s” is kept by the program; it can only become “now”"), field->name);
      return FALSE;
    }
    if (!crm_command_find_deed (entity, field) (change, self->database, id, error))
      return FALSE;
  }
  return TRUE;
}

/* Takes over the assignments that follow the first @from arguments; @fields gets each of their
 * fields. */
static gboolean
assign (CrmCommand *self, CrmRecord *record, guint from, CrmFields *fields, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  *fields = (CrmFields) { 0 };
  for (guint i = from; i < self->arguments->len; i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    const char *text;
    const CrmField *field =
        split_assignment (self, entity, crm_command_get_argument (self, i), &text, error);
    int index;

    if (field != NULL && is_deed (self, entity, field))
      continue;
    if (field == NULL ||
        (!is_attachment (field, text) && !parse_value (self, field, text, &value, error)))
      return FALSE;
    index = (int) (field - entity->fields);
    if (crm_fields_has (*fields, index))
      return crm_command_refuse_usage (self, error, _ ("“%s” is given twice"), field->name);
    crm_fields_add (fields, index);
    if (!is_attachment (field, text))
      crm_record_set_value (record, index, &value);
  }
  return TRUE;
}

static void
warn_of_fields (CrmCommand *self, CrmRecord *record, CrmFields fields)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (int i = 0; i < entity->n_fields; i++) {
    g_autofree char *doubt = NULL;
    g_autofree char *sentence = NULL;

    if (!crm_fields_has (fields, i))
      continue;
    doubt = crm_record_check_field (record, i);
    if (doubt == NULL)
      continue;
    sentence = g_strdup_printf ("%s: %s", entity->fields[i].name, doubt);
    crm_command_warn (self, sentence);
  }
}

static char *
dup_label (const char *format, CrmRecord *record)
{
  g_autofree char *title = crm_text_one_line (crm_record_get_title (record), TITLE_IN_LABEL);

  return g_strdup_printf (format, crm_entity_get_label (crm_record_get_entity (record)), title);
}

/* For programs both numbers; for people the new one, and silence where nothing is new. */
static gboolean
print_numbers (CrmCommand *self, gint64 id, gint64 change, gboolean is_new, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  if (self->format == CRM_COMMAND_TABLE)
    return !is_new || crm_command_output_say (self->output, text, error);
  crm_command_output_set_single (self->output);
  crm_command_output_add_column (self->output, "id", TRUE);
  crm_command_output_add_column (self->output, "change", TRUE);
  crm_command_output_add_integer (self->output, id);
  crm_command_output_add_integer (self->output, change);
  return crm_command_output_end_row (self->output, error) &&
         crm_command_output_end (self->output, error);
}

typedef struct {
  const CrmEntity *entity;
  gint64 stand_in;
} Added;

/* A title that follows from other fields is known once the record is written. */
static gboolean
label_added (CrmChange *change, CrmDatabase *database, gpointer data, GError **error)
{
  const Added *added = data;
  g_autoptr (CrmRecord) record =
      crm_record_load (database, added->entity, crm_change_get_id (change, added->stand_in), NULL);

  if (record != NULL) {
    g_autofree char *label = dup_label (C_ ("change", "New: %s “%s”"), record);

    crm_change_set_label (change, label);
  }
  return FALSE;
}

static gboolean
run_add (CrmCommand *self, GError **error)
{
  const CrmEntity *entity = crm_command_require_entity (self, 0, error);
  gint64 me = crm_setup_get_me (self->database);
  g_autoptr (CrmRecord) given = NULL;
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmRecord) written = NULL;
  g_autoptr (CrmChange) change = NULL;
  Added added = { entity };
  CrmFields fields;
  gint64 number;

  if (entity == NULL)
    return FALSE;
  given = crm_record_new (entity);
  if (!assign (self, given, 1, &fields, error))
    return FALSE;
  record = crm_command_fill_in (self->database, given, error);
  if (record == NULL || !assign (self, record, 1, &fields, error))
    return FALSE;
  change = crm_change_new (crm_entity_get_label (entity), me, CRM_ORIGIN_COMMAND);
  added.stand_in = crm_change_add (change, record);
  if (!attach_files (self, change, entity, added.stand_in, 1, error))
    return FALSE;
  crm_change_set_feed (change, label_added, &added, NULL, 0);
  number = crm_change_commit (change, self->database, error);
  if (number < 0)
    return FALSE;
  written =
      crm_record_load (self->database, entity, crm_change_get_id (change, added.stand_in), error);
  if (written == NULL)
    return FALSE;
  warn_of_fields (self, written, crm_fields_all ());
  return print_numbers (self, crm_record_get_id (written), number, TRUE, error);
}

static gboolean
run_set (CrmCommand *self, GError **error)
{
  const CrmEntity *entity = crm_command_require_entity (self, 0, error);
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmChange) change = NULL;
  g_autofree char *label = NULL;
  CrmFields fields;
  gint64 id;
  gint64 number;

  if (entity == NULL || !crm_command_require_id (self, 1, &id, error))
    return FALSE;
  record = crm_record_load (self->database, entity, id, error);
  if (record == NULL)
    return FALSE;
  label = dup_label (C_ ("change", "Edit: %s “%s”"), record);
  if (!assign (self, record, 2, &fields, error))
    return FALSE;
  change = crm_change_new (label, crm_setup_get_me (self->database), CRM_ORIGIN_COMMAND);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_fields_has (fields, i))
      crm_change_set (change, entity, id, entity->fields[i].name, crm_record_get_value (record, i));
  if (!attach_files (self, change, entity, id, 2, error) ||
      !do_deeds (self, change, entity, id, 2, error))
    return FALSE;
  number = crm_change_commit (change, self->database, error);
  if (number < 0)
    return FALSE;
  warn_of_fields (self, record, fields);
  return print_numbers (self, id, number, FALSE, error);
}

static gboolean
run_delete (CrmCommand *self, GError **error)
{
  const CrmEntity *entity = crm_command_require_entity (self, 0, error);
  g_autoptr (CrmRecord) record = NULL;
  g_autoptr (CrmChange) change = NULL;
  g_autofree char *label = NULL;
  gint64 id;
  gint64 number;

  if (entity == NULL || !crm_command_require_id (self, 1, &id, error))
    return FALSE;
  record = crm_record_load (self->database, entity, id, error);
  if (record == NULL)
    return FALSE;
  label = dup_label (C_ ("change", "Delete: %s “%s”"), record);
  change = crm_change_new (label, crm_setup_get_me (self->database), CRM_ORIGIN_COMMAND);
  crm_change_delete (change, entity, id);
  number = crm_change_commit (change, self->database, error);
  return number >= 0 && print_numbers (self, id, number, FALSE, error);
}

/* --take FIELD=ID: whose value a field gets. */
static gboolean
take_choices (CrmCommand *self, const CrmEntity *entity, CrmMerge *merge, GError **error)
{
  g_autoptr (GPtrArray) choices = crm_command_get_options (self, "take");

  for (guint i = 0; i < choices->len; i++) {
    const char *text;
    const CrmField *field = split_assignment (self, entity, choices->pdata[i], &text, error);
    guint64 id;

    if (field == NULL)
      return FALSE;
    if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &id, NULL))
      return crm_command_refuse_usage (self, error, _ ("“%s” is not the number of a record"), text);
    crm_merge_choose (merge, (int) (field - entity->fields), (gint64) id);
  }
  return TRUE;
}

static gboolean
run_merge (CrmCommand *self, GError **error)
{
  const CrmEntity *entity = crm_command_require_entity (self, 0, error);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmMerge) merge = NULL;
  g_autoptr (CrmChange) change = NULL;
  gint64 keep;
  gint64 number;

  if (entity == NULL || !crm_command_require_id (self, 1, &keep, error))
    return FALSE;
  for (guint i = 2; i < self->arguments->len; i++) {
    gint64 id;
    if (!crm_command_require_id (self, i, &id, error))
      return FALSE;
    g_array_append_val (others, id);
  }
  merge = crm_merge_new (entity, keep, (const gint64 *) others->data, others->len);
  if (!take_choices (self, entity, merge, error))
    return FALSE;
  change = crm_change_new ("", crm_setup_get_me (self->database), CRM_ORIGIN_COMMAND);
  crm_merge_fill (g_steal_pointer (&merge), change);
  number = crm_change_commit (change, self->database, error);
  return number >= 0 && print_numbers (self, keep, number, FALSE, error);
}

const CrmVerb crm_verb_add = {
  .name = "add",
  .usage = "ENTITY FIELD=VALUE...",
  .help = N_ ("add a record and print its number"),
  .access = CRM_VERB_WRITE,
  .least = 2,
  .most = -1,
  .run = run_add,
};

const CrmVerb crm_verb_set = {
  .name = "set",
  .usage = "ENTITY ID FIELD=VALUE...",
  .help = N_ ("change fields of a record; an empty value clears one, @PATH attaches a file"),
  .access = CRM_VERB_WRITE,
  .least = 3,
  .most = -1,
  .run = run_set,
};

const CrmVerb crm_verb_delete = {
  .name = "delete",
  .usage = "ENTITY ID",
  .help = N_ ("delete a record with what belongs to it"),
  .access = CRM_VERB_WRITE,
  .least = 2,
  .most = 2,
  .run = run_delete,
};

const CrmVerb crm_verb_merge = {
  .name = "merge",
  .usage = "ENTITY KEEP-ID OTHER-ID...",
  .help = N_ ("make several records one: what points at the others points at the first"),
  .access = CRM_VERB_WRITE,
  .least = 3,
  .most = -1,
  .options =
      (const CrmVerbOption[]) {
          { "take", "FIELD=ID", N_ ("take the value of a field from that record"),
            .repeats = TRUE },
          { NULL },
      },
  .run = run_merge,
};
