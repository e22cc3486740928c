/* list, get: records as they are. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-clock.h"
#include "crm-command-private.h"
#include "crm-query.h"
#include "crm-setup.h"

#define ROWS_AT_ONCE 500
#define MOST_STEPS 4

/* One column of a list: the record's number, its revision, or a field, perhaps through references
 * ("company.city"). */
typedef struct {
  enum { COLUMN_ID, COLUMN_REVISION, COLUMN_FIELD } what;
  int path[MOST_STEPS];
  int n_path;
} ListColumn;

static gboolean
parse_path (const CrmEntity *entity, const char *text, ListColumn *column, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text, ".", -1);

  if (strcmp (text, "id") == 0 || strcmp (text, "revision") == 0) {
    column->what = text[0] == 'i' ? COLUMN_ID : COLUMN_REVISION;
    return TRUE;
  }
  column->what = COLUMN_FIELD;
  for (int i = 0; names[i] != NULL; i++) {
    const CrmField *field = crm_entity_require_field (entity, names[i], error);

    if (field == NULL)
      return FALSE;
    if (i == MOST_STEPS) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” leads too far"), text);
      return FALSE;
    }
    column->path[column->n_path++] = (int) (field - entity->fields);
    if (names[i + 1] == NULL)
      return TRUE;
    entity = crm_field_get_target (field);
    if (entity == NULL) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” in “%s” does not lead to another record"), names[i], text);
      return FALSE;
    }
  }
  return crm_entity_require_field (entity, text, error) != NULL;
}

static const CrmField *
get_last_field (const CrmEntity *entity, const ListColumn *column)
{
  for (int i = 0; i + 1 < column->n_path; i++)
    entity = crm_field_get_target (&entity->fields[column->path[i]]);
  return &entity->fields[column->path[column->n_path - 1]];
}

static gboolean
add_column (CrmCommand *self, const CrmEntity *entity, GArray *columns, const char *name,
            GError **error)
{
  ListColumn column = { 0 };
  gboolean figures;

  if (!parse_path (entity, name, &column, error))
    return FALSE;
  figures =
      column.what != COLUMN_FIELD || crm_kind_is_number (get_last_field (entity, &column)->kind);
  crm_command_output_add_column (self->output, name, figures);
  g_array_append_val (columns, column);
  return TRUE;
}

static gboolean
choose_columns (CrmCommand *self, const CrmEntity *entity, GArray *columns, GError **error)
{
  const char *chosen = crm_command_get_option (self, "columns");
  g_auto (GStrv) names = g_strsplit (chosen != NULL ? chosen : "", ",", -1);

  if (chosen == NULL) {
    if (!add_column (self, entity, columns, "id", error))
      return FALSE;
    for (int i = 0; i < entity->n_fields; i++)
      if ((entity->fields[i].flags & CRM_FIELD_LISTED) &&
          !add_column (self, entity, columns, entity->fields[i].name, error))
        return FALSE;
    return TRUE;
  }
  for (char **name = names; *name != NULL; name++)
    if (!add_column (self, entity, columns, g_strstrip (*name), error))
      return FALSE;
  return columns->len > 0 ||
         crm_command_refuse_usage (self, error, _ ("the option “--%s” needs %s after it"),
                                   "columns", "a,b");
}

/* Follows the references of a path; what leads nowhere is an empty cell. */
static void
print_cell (CrmCommand *self, CrmRecord *record, const ListColumn *column)
{
  g_autoptr (CrmRecord) owned = NULL;

  for (int i = 0; i + 1 < column->n_path && record != NULL; i++) {
    const CrmEntity *entity = crm_record_get_entity (record);
    const CrmValue *value = crm_record_get_value (record, column->path[i]);
    CrmRecord *next = NULL;

    if (value->type == CRM_VALUE_INTEGER)
      next =
          crm_record_load (self->database, crm_field_get_target (&entity->fields[column->path[i]]),
                           value->integer, NULL);
    g_set_object (&owned, next);
    g_clear_object (&next);
    record = owned;
  }
  crm_command_output_add_field (self->output, record, column->path[column->n_path - 1]);
}

static gboolean
print_record (CrmCommand *self, CrmRecord *record, GArray *columns, GError **error)
{
  for (guint i = 0; i < columns->len; i++) {
    const ListColumn *column = &g_array_index (columns, ListColumn, i);

    switch (column->what) {
    case COLUMN_ID:
      crm_command_output_add_integer (self->output, crm_record_get_id (record));
      break;
    case COLUMN_REVISION:
      crm_command_output_add_integer (self->output, crm_record_get_revision (record));
      break;
    case COLUMN_FIELD:
      print_cell (self, record, column);
      break;
    }
  }
  return crm_command_output_end_row (self->output, error);
}

/* All ids at once, the records in slices: a million of them never stand in memory together. */
static gboolean
print_records (CrmCommand *self, CrmQuery *query, GArray *columns, gint64 limit, gint64 offset,
               GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!crm_query_read_ids (query, self->database, limit, offset, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i += ROWS_AT_ONCE) {
    g_autoptr (GPtrArray) records =
        crm_query_fetch (self->database, crm_query_get_entity (query),
                         &g_array_index (ids, gint64, i), MIN (ROWS_AT_ONCE, ids->len - i), error);

    if (records == NULL || crm_command_refuse_cancelled (self, error))
      return FALSE;
    for (guint j = 0; j < records->len; j++)
      if (records->pdata[j] != NULL && !print_record (self, records->pdata[j], columns, error))
        return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

static gboolean
print_count (CrmCommand *self, CrmQuery *query, GError **error)
{
  gint64 count = crm_query_count (query, self->database, error);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, count);

  if (count < 0)
    return FALSE;
  if (self->format == CRM_COMMAND_TABLE)
    return crm_command_output_say (self->output, text, error);
  crm_command_output_set_single (self->output);
  crm_command_output_add_column (self->output, "count", TRUE);
  crm_command_output_add_integer (self->output, count);
  return crm_command_output_end_row (self->output, error) &&
         crm_command_output_end (self->output, error);
}

/**
 * crm_command_build_query:
 * @self: a command with %CRM_QUERY_OPTIONS
 * @entity: of which records
 * @error: NOT_FOUND, INVALID or USAGE of what was given
 *
 * Returns: (transfer full) (nullable): which records are meant, in what order
 */
CrmQuery *
crm_command_build_query (CrmCommand *self, const CrmEntity *entity, GError **error)
{
  g_autoptr (CrmQuery) query = crm_query_new (entity);
  g_autoptr (GPtrArray) filters = crm_command_get_options (self, "filter");
  const char *search = crm_command_get_option (self, "search");
  g_autoptr (GPtrArray) sorts = crm_command_get_options (self, "sort");
  gint64 me;

  for (guint i = 0; i < filters->len; i++) {
    CrmQuery *narrowed =
        crm_query_filter_expression (query, filters->pdata[i], self->database, error);

    if (narrowed == NULL)
      return NULL;
    crm_query_unref (query);
    query = narrowed;
  }
  if (search != NULL) {
    CrmQuery *narrowed;

    if (!crm_entity_has_search (entity)) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” cannot be searched; use “--filter”"), entity->name);
      return NULL;
    }
    narrowed = crm_query_search (query, search);
    crm_query_unref (query);
    query = narrowed;
  }
  for (guint i = 0; i < sorts->len; i++) {
    const char *sort = sorts->pdata[i];
    CrmQuery *sorted = crm_query_sort_then (query, sort + (sort[0] == '-'), sort[0] == '-', error);

    if (sorted == NULL)
      return NULL;
    crm_query_unref (query);
    query = sorted;
  }
  me = crm_setup_get_me (self->database);
  if (me == 0 && crm_query_names_me (query)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("It is not known who “me” is: choose a person in the preferences"));
    return NULL;
  }
  return crm_query_at (query, crm_clock_now (), me);
}

static gboolean
list_records (CrmCommand *self, GError **error)
{
  const CrmEntity *entity = crm_command_require_entity (self, 0, error);
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (ListColumn));
  gint64 limit;
  gint64 offset;

  if (entity == NULL || !crm_command_read_number (self, "limit", -1, &limit, error) ||
      !crm_command_read_number (self, "offset", 0, &offset, error))
    return FALSE;
  query = crm_command_build_query (self, entity, error);
  if (query == NULL)
    return FALSE;
  if (crm_command_has_option (self, "count"))
    return print_count (self, query, error);
  return choose_columns (self, entity, columns, error) &&
         print_records (self, query, columns, limit, offset, error);
}

static gboolean
print_field_rows (CrmCommand *self, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  crm_command_output_add_column (self->output, "field", FALSE);
  crm_command_output_add_column (self->output, "label", FALSE);
  crm_command_output_add_column (self->output, "value", FALSE);
  crm_command_output_add_text (self->output, "id");
  crm_command_output_add_text (self->output, "");
  crm_command_output_add_integer (self->output, crm_record_get_id (record));
  if (!crm_command_output_end_row (self->output, error))
    return FALSE;
  for (int i = 0; i < entity->n_fields; i++) {
    if ((entity->fields[i].flags & CRM_FIELD_GONE) != 0)
      continue;
    crm_command_output_add_text (self->output, entity->fields[i].name);
    crm_command_output_add_text (self->output, crm_field_get_label (&entity->fields[i]));
    crm_command_output_add_field (self->output, record, i);
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error);
}

static gboolean
get_record (CrmCommand *self, GError **error)
{
  const CrmEntity *entity = crm_command_require_entity (self, 0, error);
  g_autoptr (CrmRecord) record = NULL;
  gint64 id;

  if (entity == NULL || !crm_command_require_id (self, 1, &id, error))
    return FALSE;
  record = crm_record_load (self->database, entity, id, error);
  if (record == NULL)
    return FALSE;
  if (self->format == CRM_COMMAND_TABLE)
    return print_field_rows (self, record, error);

  crm_command_output_set_single (self->output);
  crm_command_output_add_column (self->output, "id", TRUE);
  crm_command_output_add_column (self->output, "revision", TRUE);
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_GONE) == 0)
      crm_command_output_add_column (self->output, entity->fields[i].name, FALSE);
  crm_command_output_add_integer (self->output, crm_record_get_id (record));
  crm_command_output_add_integer (self->output, crm_record_get_revision (record));
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_GONE) == 0)
      crm_command_output_add_field (self->output, record, i);
  return crm_command_output_end_row (self->output, error) &&
         crm_command_output_end (self->output, error);
}

static gboolean
run_list (CrmCommand *self, GError **error)
{
  return crm_command_run_as_of (self, list_records, error);
}

static gboolean
run_get (CrmCommand *self, GError **error)
{
  return crm_command_run_as_of (self, get_record, error);
}

static const CrmVerbOption get_options[] = {
  CRM_AS_OF_OPTION,
  { NULL },
};

static const CrmVerbOption list_options[] = {
  CRM_QUERY_OPTIONS,
  CRM_AS_OF_OPTION,
  { "columns", "a,b", N_ ("these fields, also through references: company.city") },
  { "limit", "N", N_ ("at most so many") },
  { "offset", "N", N_ ("pass over so many") },
  { "count", NULL, N_ ("only how many there are") },
  { NULL },
};

const CrmVerb crm_verb_list = {
  .name = "list",
  .usage = "ENTITY",
  .help = N_ ("list records"),
  .access = CRM_VERB_READ,
  .least = 1,
  .most = 1,
  .options = list_options,
  .notes = CRM_QUERY_NOTES,
  .run = run_list,
};

const CrmVerb crm_verb_get = {
  .name = "get",
  .usage = "ENTITY ID",
  .help = N_ ("print all fields of a record"),
  .access = CRM_VERB_READ,
  .least = 2,
  .most = 2,
  .options = get_options,
  .run = run_get,
};
