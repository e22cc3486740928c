/* What the rows of a table are: the entity whose fields its headings name best. */
#include "config.h"

#include "crm-import-headings-private.h"
#include "crm-import-mapping-private.h"

#include "crm-text.h"
#include "crm-translations.h"

#include <string.h>

/* A score is in thousandths of a column that names a field of this entity alone. */
#define UNIT 1000
/* A column is what the rows are called by; one is a number that checks itself; a heading only hints
 * at a field; the file is called like the entity; it belongs to others and is rarely imported by
 * itself; what must be filled has no column. */
#define FOR_TITLE 700
#define FOR_NUMBER 700
#define FOR_HINT 250
#define FOR_FILE_NAME 1600
#define FOR_DICTIONARY -1500
#define FOR_MISSING -2500
/* From so much on headings leave no doubt: with a column for what the rows are called by, and
 * without, where the rest has to say it. "id" and "name" may be anything. */
#define LEAST_WITH_TITLE 1400
#define LEAST_WITHOUT_TITLE 2400
/* So many columns of their own tell that there are parts. */
#define LEAST_OF_PART 2

typedef struct {
  const CrmEntity *entity;
  int score;
  int n_links; /* fields of others that point at it: companies are what a base is about */
} Rank;

/* Who happened to write a record, or has it on their desk, says nothing of what it is about. */
static gboolean
is_link (const CrmField *field, const CrmEntity *to)
{
  return field->kind == CRM_KIND_REFERENCE && g_strcmp0 (field->initial, "me") != 0 &&
         crm_field_get_target (field) == to;
}

static int
count_links (const CrmEntity *entity)
{
  int n_entities;
  int n_links = 0;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields; j++)
      n_links += is_link (&entities[i]->fields[j], entity);
  return n_links;
}

static const CrmHeadingMatch *
find_best (const CrmEntity *entity, const char *heading)
{
  guint n_matches;
  const CrmHeadingMatch *matches =
      crm_import_headings_find (crm_import_headings_get (entity), heading, &n_matches);
  return n_matches > 0 ? &matches[0] : NULL;
}

static gboolean
hints (const CrmEntity *entity, const char *heading)
{
  guint n_matches;
  crm_import_headings_find_weakly (crm_import_headings_get (entity), heading, &n_matches);
  return n_matches > 0;
}

static gboolean
name_contains (const char *squeezed_name, const char *word)
{
  g_autofree char *squeezed = crm_text_squeeze (word);
  return strlen (squeezed) >= 4 && strstr (squeezed_name, squeezed) != NULL;
}

/* "accounts.csv", "Kontakty 2024.csv": the entity's name and labels in all languages, and what its
 * records are called by in other programs. */
static gboolean
is_called_like (CrmImportTable *table, const CrmEntity *entity)
{
  g_autofree char *name = crm_text_squeeze (table->name);
  const CrmField *title = crm_entity_title_field (entity);
  g_auto (GStrv) aliases = g_strsplit (title->aliases != NULL ? title->aliases : "", "|", -1);
  const char *const labels[] = { entity->label, entity->label_plural };

  if (name_contains (name, entity->name) ||
      name_contains (name, crm_entity_get_label_plural (entity)))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++) {
    g_autoptr (GPtrArray) translations = crm_translations_of ("entity", labels[i]);
    if (name_contains (name, labels[i]))
      return TRUE;
    for (guint j = 0; j < translations->len; j++)
      if (name_contains (name, translations->pdata[j]))
        return TRUE;
  }
  for (char **alias = aliases; *alias != NULL; alias++)
    if (strchr (*alias, ' ') == NULL && name_contains (name, *alias))
      return TRUE;
  return FALSE;
}

/* How many entities know a heading: "name" tells nothing, "inn" much. */
static int
count_entities (const char *heading)
{
  int n_entities;
  int n_known = 0;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  for (int i = 0; i < n_entities; i++)
    n_known += crm_entity_is_importable (entities[i]) && find_best (entities[i], heading) != NULL;
  return n_known;
}

static gboolean
has_column_for (CrmImportTable *table, const CrmEntity *entity, const CrmField *field)
{
  for (guint i = 0; i < table->n_columns; i++) {
    const CrmHeadingMatch *match = find_best (entity, table->columns[i].heading);
    if (match != NULL && match->field == field)
      return TRUE;
  }
  return FALSE;
}

static int
compute_score (CrmImportTable *table, const CrmEntity *entity)
{
  CrmFields counted = { 0 };
  int score = 0;

  if (table->told_entity != NULL && strcmp (table->told_entity, entity->name) == 0)
    return G_MAXINT;
  for (guint i = 0; i < table->n_columns; i++) {
    const CrmHeadingMatch *match = find_best (entity, table->columns[i].heading);
    gint64 field;
    if (table->columns[i].n_filled == 0)
      continue; /* programs export all columns they have, used or not */
    if (match == NULL) {
      score += hints (entity, table->columns[i].heading) ? FOR_HINT : 0;
      continue;
    }
    field = match->field - entity->fields;
    /* Two columns of one field say it once. */
    score += crm_fields_has (counted, field)
                 ? 0
                 : UNIT / 5 + UNIT / count_entities (table->columns[i].heading);
    crm_fields_add (&counted, field);
  }
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    if (field->flags & CRM_FIELD_TITLE)
      score += has_column_for (table, entity, field) ? FOR_TITLE : 0;
    else if ((field->flags & CRM_FIELD_KEY) && field->kind == CRM_KIND_TEXT && field->check != NULL)
      score += has_column_for (table, entity, field) ? FOR_NUMBER : 0;
    else if ((field->flags & CRM_FIELD_REQUIRED) && field->initial == NULL &&
             entity->prepare == NULL && !has_column_for (table, entity, field))
      score += FOR_MISSING;
  }
  if (is_called_like (table, entity))
    score += FOR_FILE_NAME;
  return entity->no_search ? score + FOR_DICTIONARY : score;
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Rank *left = a;
  const Rank *right = b;
  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  return right->n_links - left->n_links;
}

/*
 * crm_import_rank_entities:
 * @table: what was seen
 *
 * Returns: (transfer container) (element-type CrmEntity): all entities that can be imported, those
 *   whose fields the headings name best first
 */
GPtrArray *
crm_import_rank_entities (CrmImportTable *table)
{
  GPtrArray *sorted = g_ptr_array_new ();
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (Rank));
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    if (crm_entity_is_importable (entities[i])) {
      Rank rank = { entities[i], compute_score (table, entities[i]), count_links (entities[i]) };
      g_array_append_val (ranks, rank);
    }
  g_array_sort (ranks, compare_ranks);
  for (guint i = 0; i < ranks->len; i++)
    g_ptr_array_add (sorted, (gpointer) g_array_index (ranks, Rank, i).entity);
  return sorted;
}

/* A column of tax numbers says it all, and so does one that is headed as prices. */
static gboolean
has_number_or_price (CrmImportTable *table)
{
  for (guint i = 0; i < table->n_columns; i++) {
    const CrmImportColumn *column = &table->columns[i];
    if (column->role != CRM_IMPORT_FIELD || column->n_filled == 0)
      continue;
    if (((column->field->flags & CRM_FIELD_KEY) && column->field->check != NULL &&
         column->reason == CRM_IMPORT_BY_CONTENT) ||
        (column->field->kind == CRM_KIND_PRICE && column->reason == CRM_IMPORT_BY_HEADING))
      return TRUE;
  }
  return FALSE;
}

/*
 * crm_import_is_evident:
 * @table: what was seen, with the columns proposed for @entity
 * @entity: what fits best
 *
 * Returns: whether the rows surely are that; otherwise a person should say it
 */
gboolean
crm_import_is_evident (CrmImportTable *table, const CrmEntity *entity)
{
  return compute_score (table, entity) >=
             (has_column_for (table, entity, crm_entity_title_field (entity))
                  ? LEAST_WITH_TITLE
                  : LEAST_WITHOUT_TITLE) ||
         has_number_or_price (table);
}

/* Columns that nothing becomes of, and that name fields of @part. */
static guint
count_columns_of (CrmImportTable *table, const CrmEntity *part)
{
  guint n = 0;

  for (guint i = 0; i < table->n_columns; i++)
    n += table->columns[i].role == CRM_IMPORT_IGNORED && table->columns[i].n_filled > 0 &&
         find_best (part, table->columns[i].heading) != NULL;
  return n;
}

/*
 * crm_import_find_part:
 * @table: what was seen, with the columns proposed for @entity
 * @entity: what its rows are taken for
 *
 * An export of invoices has a row a line, and says the invoice again in each.
 *
 * Returns: (nullable): what belongs to @entity and has columns of its own in the table
 */
const CrmEntity *
crm_import_find_part (CrmImportTable *table, const CrmEntity *entity)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields; j++) {
      const CrmField *field = &entities[i]->fields[j];
      if ((field->flags & CRM_FIELD_OWNER) && crm_field_get_target (field) == entity &&
          crm_entity_is_importable (entities[i]) && has_column_for (table, entities[i], field) &&
          has_column_for (table, entities[i], crm_entity_title_field (entities[i])) &&
          count_columns_of (table, entities[i]) >= LEAST_OF_PART)
        return entities[i];
    }
  return NULL;
}
