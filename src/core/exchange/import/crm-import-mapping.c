/* How columns come to their fields: by their headings, then by what is in them, or by choice. */
#include "config.h"

#include "crm-import-headings-private.h"
#include "crm-import-mapping-private.h"

#include "crm-activity-dates.h"
#include "crm-check-digits.h"
#include "crm-error.h"
#include "crm-query.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define RECORD_ID "id"
#define ATTACHMENT "attachment"
#define ID_SUFFIX ".id"
#define TITLE_SUFFIX ".title"
#define FEWEST_NUMBERS 5 /* that tell tax numbers from others by their check digits */

/* One way to give a column a field. */
typedef struct {
  CrmHeadingMatch match;
  guint column;
} Candidate;

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  const Candidate *left = a;
  const Candidate *right = b;
  if (left->match.rank != right->match.rank)
    return left->match.rank < right->match.rank ? -1 : 1;
  if (left->match.position != right->match.position)
    return left->match.position < right->match.position ? -1 : 1;
  if (left->column != right->column)
    return left->column < right->column ? -1 : 1;
  return left->match.field < right->match.field ? -1 : left->match.field > right->match.field;
}

static gboolean
is_taken (CrmImportTable *table, const CrmField *field)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].role == CRM_IMPORT_FIELD && table->columns[i].field == field)
      return TRUE;
  return FALSE;
}

/* Kinds of which a field can take what several columns hold. */
static gboolean
can_join (const CrmField *field)
{
  return field->kind == CRM_KIND_NOTE || field->kind == CRM_KIND_TAGS;
}

static void
assign (CrmImportColumn *column, CrmImportRole role, const CrmField *field, CrmImportReason reason)
{
  column->role = role;
  column->field = field;
  column->reason = reason;
}

/* Columns that come together in one field, each under its heading. */
static void
mark_joined (CrmImportTable *table)
{
  for (guint i = 0; i < table->n_columns; i++) {
    CrmImportColumn *column = &table->columns[i];
    column->joined = FALSE;
    for (guint j = 0; j < i && !column->joined; j++)
      column->joined = column->role == CRM_IMPORT_FIELD &&
                       table->columns[j].role == CRM_IMPORT_FIELD &&
                       table->columns[j].field == column->field;
  }
}

static gboolean
are_half (CrmImportTable *table, guint column, CrmColumnKind kind)
{
  CrmColumnGuess *guess = table->sights[column].guess;
  return crm_column_guess_get_n_of_kind (guess, kind) * 2 >= crm_column_guess_get_n_filled (guess);
}

static gboolean
are_choices (CrmImportTable *table, guint column, const CrmField *field)
{
  GPtrArray *values = table->sights[column].values;
  guint n_found = 0;
  if (crm_field_find_choice (field, CRM_IMPORT_OTHER) != NULL)
    return table->columns[column].kind == CRM_COLUMN_TEXT;
  for (guint i = 0; i < values->len; i++)
    n_found += crm_import_find_choice (field, values->pdata[i]) != NULL;
  return n_found * 2 >= values->len;
}

/* Numbers of records of another program lead somewhere only where such records were imported before
 * with theirs. */
static gboolean
has_external_ids (CrmDatabase *database, const CrmEntity *target)
{
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) known = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (database == NULL || crm_entity_field (target, "external_id") == NULL)
    return FALSE;
  all = crm_query_new (target);
  known = crm_query_filter (all, "external_id", CRM_OP_NOT_EMPTY, NULL, database, NULL);
  return known != NULL && crm_query_read_ids (known, database, 1, 0, ids, NULL) && ids->len > 0;
}

/* Whether what is in the column can be what its heading says: a column "status" of words is no
 * number. */
static gboolean
fits (CrmImportTable *table, guint column, const CrmField *field, CrmDatabase *database)
{
  if (table->columns[column].n_filled == 0)
    return TRUE;
  switch (field->kind) {
  case CRM_KIND_INTEGER:
  case CRM_KIND_MONEY:
  case CRM_KIND_PRICE:
  case CRM_KIND_QUANTITY:
  case CRM_KIND_PERCENT:
    return are_half (table, column, CRM_COLUMN_NUMBER);
  case CRM_KIND_DATE:
  case CRM_KIND_MOMENT:
    return are_half (table, column, CRM_COLUMN_DATE);
  case CRM_KIND_YES_NO:
    return are_half (table, column, CRM_COLUMN_YES_NO);
  case CRM_KIND_CHOICE:
    return are_choices (table, column, field);
  case CRM_KIND_REFERENCE:
    return table->columns[column].kind != CRM_COLUMN_NUMBER ||
           has_external_ids (database, crm_field_get_target (field));
  case CRM_KIND_TEXT:
    return table->columns[column].kind != CRM_COLUMN_YES_NO;
  default:
    return TRUE;
  }
}

static void
add_candidates (CrmImportTable *table, const CrmEntity *entity, gboolean weakly, GArray *candidates)
{
  const CrmImportHeadings *headings = crm_import_headings_get (entity);
  for (guint i = 0; i < table->n_columns; i++) {
    guint n_matches;
    const CrmHeadingMatch *matches =
        weakly ? crm_import_headings_find_weakly (headings, table->columns[i].heading, &n_matches)
               : crm_import_headings_find (headings, table->columns[i].heading, &n_matches);
    for (guint j = 0; j < n_matches; j++) {
      Candidate candidate = { matches[j], i };
      g_array_append_val (candidates, candidate);
    }
  }
  g_array_sort (candidates, compare_candidates);
}

/* The next field of the same kind that has no column yet: a second telephone has its own place. */
static const CrmField *
find_free_like (CrmImportTable *table, const CrmEntity *entity, CrmKind kind)
{
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    if (field->kind == kind && crm_field_is_importable (field) &&
        !(field->flags & CRM_FIELD_HIDDEN) && !is_taken (table, field))
      return field;
  }
  return NULL;
}

/* Gives columns the fields of the candidates, the best first. @beside: also columns whose field is
 * taken, where it can hold several or has another like it. */
static void
take_candidates (CrmImportTable *table, const CrmEntity *entity, CrmDatabase *database,
                 GArray *candidates, gboolean beside, gboolean filled)
{
  for (guint i = 0; i < candidates->len; i++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, i);
    CrmImportColumn *column = &table->columns[candidate->column];
    const CrmField *field = candidate->match.field;
    if (column->role != CRM_IMPORT_IGNORED || (column->n_filled > 0) != filled ||
        !fits (table, candidate->column, field, database))
      continue;
    if (is_taken (table, field) && !(beside && can_join (field)))
      field = beside && (field->kind == CRM_KIND_PHONE || field->kind == CRM_KIND_EMAIL)
                  ? find_free_like (table, entity, field->kind)
                  : NULL;
    if (field != NULL)
      assign (column, CRM_IMPORT_FIELD, field, CRM_IMPORT_BY_HEADING);
  }
}

static gboolean
are_tax_numbers (CrmImportTable *table, guint column)
{
  static const char *const countries[] = { "ru", "ua", "pl" };
  GPtrArray *values = table->sights[column].values;
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++) {
    guint n_right = 0;
    for (guint j = 0; j < values->len; j++) {
      g_autofree char *doubt = crm_check_tax_number (values->pdata[j], countries[i]);
      n_right += doubt == NULL;
    }
    if (values->len >= FEWEST_NUMBERS && n_right * 10 >= values->len * 8)
      return TRUE;
  }
  return FALSE;
}

/* The field of tax numbers: a key whose digits check themselves. */
static const CrmField *
find_free_number (CrmImportTable *table, const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_KEY) && entity->fields[i].kind == CRM_KIND_TEXT &&
        entity->fields[i].check != NULL && !is_taken (table, &entity->fields[i]))
      return &entity->fields[i];
  return NULL;
}

static gboolean
is_fax (const char *heading)
{
  static const char *const words[] = { "fax", "факс", "faks" };
  g_autofree char *squeezed = crm_text_squeeze (heading);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (squeezed, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* What a column holds by its looks: e-mails, telephones and tax numbers are known by them, and a
 * table without headings begins with what its rows are called. */
static const CrmField *
find_by_content (CrmImportTable *table, const CrmEntity *entity, guint i)
{
  const CrmImportColumn *column = &table->columns[i];
  const CrmImportSight *sight = &table->sights[i];
  const CrmField *title = crm_entity_title_field (entity);
  const CrmField *field;

  if (column->kind == CRM_COLUMN_EMAIL)
    return find_free_like (table, entity, CRM_KIND_EMAIL);
  if (sight->n_phones * 10 >= sight->values->len * 8)
    return is_fax (column->heading) ? NULL : find_free_like (table, entity, CRM_KIND_PHONE);
  if (are_tax_numbers (table, i))
    return find_free_number (table, entity);
  if (table->has_header)
    return NULL;
  switch (column->kind) {
  case CRM_COLUMN_DATE:
    return find_free_like (table, entity, CRM_KIND_DATE);
  case CRM_COLUMN_NUMBER:
    field = find_free_like (table, entity, CRM_KIND_MONEY);
    return field != NULL ? field : find_free_like (table, entity, CRM_KIND_PRICE);
  case CRM_COLUMN_TEXT:
    return title->kind == CRM_KIND_TEXT && !is_taken (table, title) ? title : NULL;
  default:
    return NULL;
  }
}

/* A price list calls its first column after what is in it: "Prices of the usual works". What is
 * priced is called by the first column of texts. */
static void
propose_title (CrmImportTable *table, const CrmEntity *entity)
{
  const CrmField *title = crm_entity_title_field (entity);
  gboolean priced = FALSE;

  for (guint i = 0; i < table->n_columns; i++)
    priced |= table->columns[i].role == CRM_IMPORT_FIELD &&
              table->columns[i].field->kind == CRM_KIND_PRICE && table->columns[i].n_filled > 0;
  if (!priced || title->kind != CRM_KIND_TEXT || is_taken (table, title))
    return;
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].role == CRM_IMPORT_IGNORED && table->columns[i].kind == CRM_COLUMN_TEXT &&
        table->columns[i].n_filled * 2 > table->n_rows) {
      assign (&table->columns[i], CRM_IMPORT_FIELD, title, CRM_IMPORT_BY_CONTENT);
      return;
    }
}

static void
propose_by_content (CrmImportTable *table, const CrmEntity *entity)
{
  for (guint i = 0; i < table->n_columns; i++) {
    const CrmField *field = NULL;
    if (table->columns[i].role == CRM_IMPORT_IGNORED && table->columns[i].n_filled > 0)
      field = find_by_content (table, entity, i);
    if (field != NULL)
      assign (&table->columns[i], CRM_IMPORT_FIELD, field, CRM_IMPORT_BY_CONTENT);
  }
}

/* First each field gets its best column, then those beside it; what a heading says outright goes
 * before what its cells look like, and this before what it only hints at; empty columns go last. */
static void
propose_foreign (CrmImportTable *table, const CrmEntity *entity, CrmDatabase *database)
{
  g_autoptr (GArray) strong = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GArray) weak = g_array_new (FALSE, FALSE, sizeof (Candidate));

  add_candidates (table, entity, FALSE, strong);
  add_candidates (table, entity, TRUE, weak);
  take_candidates (table, entity, database, strong, FALSE, TRUE);
  take_candidates (table, entity, database, strong, TRUE, TRUE);
  propose_by_content (table, entity);
  take_candidates (table, entity, database, weak, TRUE, TRUE);
  take_candidates (table, entity, database, strong, TRUE, FALSE);
  propose_title (table, entity);
}

/* "company.id", "company.title" -> company; NULL where the heading is no such thing. */
static const CrmField *
find_link_heading (const CrmEntity *entity, const char *heading, const char *suffix)
{
  g_autofree char *name = NULL;
  const CrmField *field;
  if (!g_str_has_suffix (heading, suffix))
    return NULL;
  name = g_strndup (heading, strlen (heading) - strlen (suffix));
  field = crm_entity_field (entity, name);
  return field != NULL && (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_SUBJECT)
             ? field
             : NULL;
}

gboolean
crm_import_is_own_export (CrmImportTable *table, const CrmEntity *entity)
{
  gboolean has_title = FALSE;
  for (guint i = 0; i < table->n_columns; i++) {
    const char *heading = table->columns[i].heading;
    const CrmField *field = crm_entity_field (entity, heading);
    if (field == NULL)
      field = find_link_heading (entity, heading, TITLE_SUFFIX);
    if (field == NULL && strcmp (heading, RECORD_ID) != 0 &&
        find_link_heading (entity, heading, ID_SUFFIX) == NULL)
      return FALSE;
    has_title |= field != NULL && (field->flags & CRM_FIELD_TITLE) != 0;
  }
  return has_title &&
         (table->told_entity == NULL || strcmp (table->told_entity, entity->name) == 0);
}

/* A date that followed from other records there follows from them here: where the file says what
 * was typed, that is what is typed again. */
static void
propose_typed (CrmImportTable *table, const CrmEntity *entity)
{
  for (guint i = 0; i < table->n_columns; i++) {
    CrmImportColumn *column = &table->columns[i];
    int field = column->role == CRM_IMPORT_FIELD ? (int) (column->field - entity->fields) : -1;
    int typed = crm_activity_dates_typed (entity, field);
    if (typed < 0)
      continue;
    for (guint j = 0; j < table->n_columns; j++)
      if (table->columns[j].role == CRM_IMPORT_FIELD &&
          table->columns[j].field == &entity->fields[typed])
        assign (&table->columns[j], CRM_IMPORT_IGNORED, NULL, CRM_IMPORT_BY_NOTHING);
    assign (column, CRM_IMPORT_FIELD, &entity->fields[typed], CRM_IMPORT_BY_HEADING);
  }
}

static void
propose_own (CrmImportTable *table, const CrmEntity *entity)
{
  for (guint i = 0; i < table->n_columns; i++) {
    CrmImportColumn *column = &table->columns[i];
    const CrmField *field = crm_entity_field (entity, column->heading);
    const CrmField *reference = find_link_heading (entity, column->heading, ID_SUFFIX);
    if (field == NULL)
      field = find_link_heading (entity, column->heading, TITLE_SUFFIX);
    if (field != NULL && field->kind != CRM_KIND_FILE)
      assign (column, CRM_IMPORT_FIELD, field, CRM_IMPORT_BY_HEADING);
    else if (reference != NULL)
      assign (column, CRM_IMPORT_REFERENCE_ID, reference, CRM_IMPORT_BY_HEADING);
    else if (field == NULL)
      assign (column, CRM_IMPORT_RECORD_ID, NULL, CRM_IMPORT_BY_HEADING);
  }
  propose_typed (table, entity);
}

static void
propose_attachments (CrmImportTable *table)
{
  for (guint i = 0; i < table->n_columns; i++) {
    const char *sample = table->columns[i].samples[0];
    if (table->columns[i].role == CRM_IMPORT_IGNORED && sample != NULL &&
        g_str_has_prefix (sample, "data:") && strstr (sample, ";base64,") != NULL) {
      assign (&table->columns[i], CRM_IMPORT_ATTACHMENT, NULL, CRM_IMPORT_BY_CONTENT);
      return; /* one a table: crm_import_set_target() keeps it so */
    }
  }
}

/*
 * crm_import_propose:
 * @table: what was seen
 * @entity: what its rows are
 * @database: (nullable): for what is remembered and for what there is to link to
 *
 * Gives each column the field that its heading, its cells or an earlier import say it has.
 */
void
crm_import_propose (CrmImportTable *table, const CrmEntity *entity, CrmDatabase *database)
{
  for (guint i = 0; i < table->n_columns; i++) {
    assign (&table->columns[i], CRM_IMPORT_IGNORED, NULL, CRM_IMPORT_BY_NOTHING);
    table->columns[i].joined = FALSE;
  }
  if (database != NULL && crm_import_recall (table, entity, database)) {
    mark_joined (table);
    return;
  }
  if (crm_import_is_own_export (table, entity)) {
    propose_own (table, entity);
  } else {
    propose_foreign (table, entity, database);
  }
  propose_attachments (table);
  mark_joined (table);
}

static gboolean
refuse_target (const CrmEntity *entity, const char *target, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               _ ("%s has no field “%s” that a column could become"), entity->name, target);
  return FALSE;
}

/*
 * crm_import_set_target:
 * @table: what was seen
 * @entity: what its rows are
 * @column: which column
 * @target: a field, "FIELD.id", "id", or "" to ignore it
 * @error: NOT_FOUND: there is no such field, or it is the program's own
 *
 * Returns: whether the column has it now; another column that had it has none
 */
gboolean
crm_import_set_target (CrmImportTable *table, const CrmEntity *entity, guint column,
                       const char *target, GError **error)
{
  CrmImportRole role = CRM_IMPORT_FIELD;
  const CrmField *field = crm_entity_field (entity, target);

  if (target[0] == '\0') {
    role = CRM_IMPORT_IGNORED;
  } else if (strcmp (target, RECORD_ID) == 0) {
    role = CRM_IMPORT_RECORD_ID;
  } else if (strcmp (target, ATTACHMENT) == 0) {
    role = CRM_IMPORT_ATTACHMENT;
  } else if (field == NULL) {
    role = CRM_IMPORT_REFERENCE_ID;
    field = find_link_heading (entity, target, ID_SUFFIX);
    if (field == NULL)
      return refuse_target (entity, target, error);
  } else if (!crm_field_is_importable (field)) {
    return refuse_target (entity, target, error);
  }
  for (guint i = 0; i < table->n_columns; i++) {
    CrmImportColumn *other = &table->columns[i];
    if (i != column && role != CRM_IMPORT_IGNORED && other->role == role && other->field == field &&
        !(field != NULL && can_join (field)))
      assign (other, CRM_IMPORT_IGNORED, NULL, CRM_IMPORT_BY_CHOICE);
  }
  assign (&table->columns[column], role, field, CRM_IMPORT_BY_CHOICE);
  mark_joined (table);
  return TRUE;
}

char *
crm_import_dup_target (const CrmImportColumn *column)
{
  switch (column->role) {
  case CRM_IMPORT_IGNORED:
    return g_strdup ("");
  case CRM_IMPORT_FIELD:
    return g_strdup (column->field->name);
  case CRM_IMPORT_REFERENCE_ID:
    return g_strconcat (column->field->name, ID_SUFFIX, NULL);
  case CRM_IMPORT_RECORD_ID:
    return g_strdup (RECORD_ID);
  case CRM_IMPORT_ATTACHMENT:
    return g_strdup (ATTACHMENT);
  }
  g_assert_not_reached ();
}

/* The column that a person means by a heading: exactly, or as people compare them. */
static int
find_column (CrmImportTable *table, const char *heading)
{
  g_autofree char *wanted = crm_heading_squeeze (heading);
  for (guint i = 0; i < table->n_columns; i++)
    if (strcmp (table->columns[i].heading, heading) == 0)
      return (int) i;
  for (guint i = 0; i < table->n_columns; i++) {
    g_autofree char *squeezed = crm_heading_squeeze (table->columns[i].heading);
    if (strcmp (squeezed, wanted) == 0)
      return (int) i;
  }
  return -1;
}

/*
 * crm_import_map:
 * @table: what was seen
 * @entity: what its rows are
 * @assignment: 'Heading=field'; "Heading=" ignores the column
 * @error: USAGE: no "="; NOT_FOUND: no such column or field
 *
 * Returns: whether it was done
 */
gboolean
crm_import_map (CrmImportTable *table, const CrmEntity *entity, const char *assignment,
                GError **error)
{
  /* A heading may have "=" in it, a field not. */
  const char *equals = strrchr (assignment, '=');
  g_autofree char *heading = NULL;
  g_autofree char *target = NULL;
  int column;

  if (equals == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_USAGE, _ ("“%s” is not of the form Column=field"),
                 assignment);
    return FALSE;
  }
  heading = g_strstrip (g_strndup (assignment, (gsize) (equals - assignment)));
  target = g_strstrip (g_strdup (equals + 1));
  column = find_column (table, heading);
  if (column < 0) {
    g_autoptr (GString) headings = g_string_new (NULL);
    for (guint i = 0; i < table->n_columns; i++)
      g_string_append_printf (headings, "%s%s", i > 0 ? ", " : "", table->columns[i].heading);
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("“%s” has no column “%s”; there are: %s"), table->name, heading, headings->str);
    return FALSE;
  }
  return crm_import_set_target (table, entity, (guint) column, target, error);
}
