/* The descriptions of the open file.
 *
 * Fields and choices are read by every thread at any moment. They are therefore changed so that
 * whoever looks sees either the old or the new: a field's place is filled before it is counted,
 * texts and lists of choices are made whole before a pointer to them is set, and nothing that
 * anybody may hold is ever freed or moved. */
#include "config.h"

#include "crm-descriptions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-column.h"
#include "crm-descriptions-private.h"

static GMutex mutex;
static guint serial;          /* atomic */
static GPtrArray *retired;    /* lists of choices that are not in force any more; never freed */
static gboolean has_unproven; /* loaded inside a transaction that may yet be undone */

static const CrmCustomKind custom_kinds[] = {
  { "text", CRM_KIND_TEXT },
  { "note", CRM_KIND_NOTE },
  { "choice", CRM_KIND_REFERENCE, "choice", TRUE },
  { "yes_no", CRM_KIND_YES_NO },
  { "date", CRM_KIND_DATE },
  { "moment", CRM_KIND_MOMENT },
  { "integer", CRM_KIND_INTEGER },
  { "quantity", CRM_KIND_QUANTITY },
  { "money", CRM_KIND_MONEY },
  { "percent", CRM_KIND_PERCENT },
  { "duration", CRM_KIND_DURATION },
  { "email", CRM_KIND_EMAIL },
  { "phone", CRM_KIND_PHONE },
  { "link", CRM_KIND_LINK },
  { "company", CRM_KIND_REFERENCE, "company" },
  { "contact", CRM_KIND_REFERENCE, "contact" },
  { "person", CRM_KIND_REFERENCE, "person" },
  { "product", CRM_KIND_REFERENCE, "product" },
};

/**
 * crm_custom_kind_find:
 * @code: (nullable): as stored
 *
 * Returns: (nullable): what such a field is
 */
const CrmCustomKind *
crm_custom_kind_find (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (custom_kinds); i++)
    if (g_strcmp0 (custom_kinds[i].code, code) == 0)
      return &custom_kinds[i];
  return NULL;
}

/* "company.x_colour": what the dictionary of its values is called in "list" of choice. */
static char *
dup_list (const CrmEntity *entity, const char *field)
{
  return g_strconcat (entity->name, ".", field, NULL);
}

/**
 * crm_entity_has_built_in_choice:
 * @i: place of the description in crm_entities()
 * @field: name of a choice
 * @code: a stored value
 *
 * Returns: whether it is one of the program's own
 */
gboolean
crm_entity_has_built_in_choice (int i, const char *field, const char *code)
{
  const CrmField *built_in = crm_entity_field (crm_entity_get_built_in (i), field);

  return built_in != NULL && crm_field_find_choice (built_in, code) != NULL;
}

guint
crm_descriptions_get_serial (void)
{
  return (guint) g_atomic_int_get (&serial);
}

static int
find_entity (const char *name)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    if (g_strcmp0 (entities[i]->name, name) == 0)
      return i;
  return -1;
}

/* --- Fields of the users' own */

typedef enum {
  COLUMN_ENTITY,
  COLUMN_NAME,
  COLUMN_LABEL,
  COLUMN_KIND,
  COLUMN_GROUP,
  COLUMN_HINT,
  COLUMN_POSITION,
  COLUMN_REQUIRED,
  COLUMN_LISTED,
  COLUMN_SEARCHED,
  COLUMN_SORTED,
} Column;

static const char *
get_interned (CrmStatement *row, int column)
{
  return g_intern_string (crm_statement_get_text (row, column));
}

/* As a field that is not in use: its records keep what they have, and it is nowhere to be seen. */
static CrmField
make_gone (const CrmField *field, gboolean is_absent)
{
  CrmField gone = *field;

  gone.flags = CRM_FIELD_CUSTOM | CRM_FIELD_GONE | CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY |
               (is_absent ? CRM_FIELD_ABSENT : 0);
  return gone;
}

static gboolean
read_row (CrmStatement *row, const CrmEntity *entity, CrmField *field)
{
  const CrmCustomKind *kind = crm_custom_kind_find (crm_statement_get_text (row, COLUMN_KIND));
  g_autofree char *list = NULL;

  if (kind == NULL)
    return FALSE;
  *field = (CrmField) {
    .name = get_interned (row, COLUMN_NAME),
    .label = get_interned (row, COLUMN_LABEL),
    .kind = kind->kind,
    .flags = CRM_FIELD_CUSTOM,
    .group = get_interned (row, COLUMN_GROUP),
    .hint = get_interned (row, COLUMN_HINT),
    .target = kind->target,
    .position = (int) crm_statement_get_integer (row, COLUMN_POSITION),
  };
  list = dup_list (entity, field->name);
  if (kind->has_list)
    field->list = g_intern_string (list);
  if (crm_statement_get_integer (row, COLUMN_REQUIRED) != 0)
    field->flags |= CRM_FIELD_REQUIRED;
  if (crm_statement_get_integer (row, COLUMN_LISTED) != 0)
    field->flags |= CRM_FIELD_LISTED;
  if (crm_statement_get_integer (row, COLUMN_SEARCHED) != 0)
    field->flags |= CRM_FIELD_SEARCHED;
  if (crm_statement_get_integer (row, COLUMN_SORTED) != 0)
    field->flags |= CRM_FIELD_INDEXED;
  return TRUE;
}

/* A place's name, kind and target never change; the rest is set one word at a time. */
static gboolean
set_place (CrmField *place, const CrmField *field)
{
  if (place->label == field->label && place->flags == field->flags &&
      place->group == field->group && place->hint == field->hint &&
      place->position == field->position)
    return FALSE;
  place->label = field->label;
  place->group = field->group;
  place->hint = field->hint;
  place->position = field->position;
  place->flags = field->flags;
  return TRUE;
}

static gboolean
retire_others (CrmDatabase *database, CrmEntity *entity, GHashTable *in_use, gboolean *changed,
               GError **error)
{
  GHashTable *columns = NULL;

  for (int i = entity->n_built_in; i < entity->n_fields; i++) {
    CrmField *place = (CrmField *) &entity->fields[i];
    CrmField gone;

    if (g_hash_table_contains (in_use, place))
      continue;
    if (columns == NULL)
      columns = crm_column_list (database, entity->name, error);
    if (columns == NULL)
      return FALSE;
    gone = make_gone (place, !g_hash_table_contains (columns, place->name));
    *changed |= set_place (place, &gone);
  }
  return TRUE;
}

static gboolean
load_fields (CrmDatabase *database, gboolean *changed, GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (
      database,
      "SELECT entity, name, label, kind, \"group\", hint, coalesce (position, 0), required, listed,"
      " searched, sorted FROM custom_field ORDER BY entity, id",
      error);
  g_autoptr (GHashTable) in_use = g_hash_table_new (NULL, NULL);
  gboolean has_row = FALSE;
  int n_entities;

  if (statement == NULL)
    return FALSE;
  for (;;) {
    CrmField field;
    CrmField *place;
    int entity;
    int before;

    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (!has_row)
      break;
    entity = find_entity (crm_statement_get_text (statement, COLUMN_ENTITY));
    if (entity < 0 || !read_row (statement, crm_entity_get_live (entity), &field))
      continue; /* of a later version of the program */
    before = crm_entity_get_live (entity)->n_fields;
    place = crm_entity_take_place (crm_entity_get_live (entity), &field);
    if (place == NULL)
      continue;
    *changed |= set_place (place, &field) || before != crm_entity_get_live (entity)->n_fields;
    g_hash_table_add (in_use, place);
  }
  crm_entities (&n_entities);
  for (int i = 0; i < n_entities; i++)
    if (!retire_others (database, crm_entity_get_live (i), in_use, changed, error))
      return FALSE;
  return TRUE;
}

/* --- Choices with the company's own words */

typedef struct {
  CrmChoice choice;
  gint64 position;
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a;
  const Entry *y = b;
  return x->position < y->position ? -1 : x->position > y->position;
}

static Entry *
find_entry (GArray *entries, const char *code)
{
  for (guint i = 0; i < entries->len; i++)
    if (strcmp (g_array_index (entries, Entry, i).choice.code, code) == 0)
      return &g_array_index (entries, Entry, i);
  return NULL;
}

static gboolean
is_same_list (const CrmChoice *a, const CrmChoice *b)
{
  for (; a->code != NULL && b->code != NULL; a++, b++)
    if (strcmp (a->code, b->code) != 0 || strcmp (a->label, b->label) != 0 ||
        g_strcmp0 (a->colour, b->colour) != 0 || a->is_custom != b->is_custom ||
        a->is_inactive != b->is_inactive)
      return FALSE;
  return a->code == b->code;
}

/* Takes over @entries as the choices of @place, unless they say the same. */
static gboolean
set_choices (CrmField *place, GArray *entries)
{
  CrmChoice *choices = g_new0 (CrmChoice, entries->len + 1);

  for (guint i = 0; i < entries->len; i++)
    choices[i] = g_array_index (entries, Entry, i).choice;
  if (is_same_list (choices, place->choices)) {
    g_free (choices);
    return FALSE;
  }
  if (retired == NULL)
    retired = g_ptr_array_new ();
  g_ptr_array_add (retired, choices);
  g_atomic_pointer_set (&place->choices, choices);
  return TRUE;
}

static GArray *
make_entries (const CrmField *built_in)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (const CrmChoice *choice = built_in->choices; choice->code != NULL; choice++) {
    Entry entry = { *choice, entries->len + 1 };
    g_array_append_val (entries, entry);
  }
  return entries;
}

static void
read_entry (GArray *entries, CrmStatement *row)
{
  const char *code = crm_statement_get_text (row, 0);
  const char *name = crm_statement_get_text (row, 1);
  Entry *entry = find_entry (entries, code);

  if (entry == NULL) {
    Entry own = { .choice = { .code = g_intern_string (code) }, .position = entries->len + 1 };
    g_array_append_val (entries, own);
    entry = find_entry (entries, code);
  }
  /* The program's own word stays one that is translated. */
  if (g_strcmp0 (entry->choice.label, name) != 0) {
    entry->choice.label = g_intern_string (name);
    entry->choice.is_custom = TRUE;
  }
  if (!crm_statement_is_null (row, 2))
    entry->choice.colour = get_interned (row, 2);
  if (!crm_statement_is_null (row, 3))
    entry->position = crm_statement_get_integer (row, 3);
  entry->choice.is_inactive =
      !crm_statement_is_null (row, 4) && crm_statement_get_integer (row, 4) == 0;
}

static gboolean
load_choices (CrmDatabase *database, const CrmEntity *entity, const CrmField *built_in,
              CrmField *place, gboolean *changed, GError **error)
{
  g_autofree char *list = dup_list (entity, built_in->name);
  g_autoptr (GArray) entries = make_entries (built_in);
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database,
                            "SELECT code, name, colour, position, active FROM choice"
                            " WHERE \"list\" = ?1 AND code IS NOT NULL ORDER BY id",
                            error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  crm_statement_bind_text (statement, 1, list);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row)
      read_entry (entries, statement);
  } while (has_row);
  g_array_sort (entries, compare_entries);
  *changed |= set_choices (place, entries);
  return TRUE;
}

static void
add_list (GArray *entries, const CrmEntity *entity, const CrmField *field)
{
  g_autofree char *code = dup_list (entity, field->name);
  g_autofree char *label =
      /* Translators: name of a dictionary: "Companies: Type" */
      g_strdup_printf (_ ("%s: %s"), crm_entity_get_label_plural (entity),
                       crm_field_get_label (field));
  Entry entry = {
    .choice = { .code = g_intern_string (code),
                .label = g_intern_string (label),
                .is_custom = TRUE },
    .position = entries->len + 1,
  };
  g_array_append_val (entries, entry);
}

/* What "list" of a choice may be follows from the fields that have one. */
static void
load_lists (gboolean *changed)
{
  int at = find_entity ("choice");
  CrmEntity *choice = crm_entity_get_live (at);
  int list = crm_entity_field_index (choice, "list");
  g_autoptr (GArray) entries = make_entries (&crm_entity_get_built_in (at)->fields[list]);
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields; j++) {
      const CrmField *field = &entities[i]->fields[j];
      if ((field->flags & CRM_FIELD_OPEN) != 0 ||
          ((field->flags & CRM_FIELD_CUSTOM) != 0 && field->list != NULL &&
           (field->flags & CRM_FIELD_ABSENT) == 0))
        add_list (entries, entities[i], field);
    }
  *changed |= set_choices ((CrmField *) &choice->fields[list], entries);
}

static gboolean
load_all_choices (CrmDatabase *database, gboolean *changed, GError **error)
{
  int n_entities;

  crm_entities (&n_entities);
  for (int i = 0; i < n_entities; i++) {
    CrmEntity *entity = crm_entity_get_live (i);
    for (int j = 0; j < entity->n_built_in; j++)
      if ((entity->fields[j].flags & CRM_FIELD_OPEN) != 0 &&
          !load_choices (database, entity, &crm_entity_get_built_in (i)->fields[j],
                         (CrmField *) &entity->fields[j], changed, error))
        return FALSE;
  }
  load_lists (changed);
  return TRUE;
}

static gboolean
load (CrmDatabase *database, GError **error)
{
  gboolean changed = FALSE;
  gboolean done;

  g_mutex_lock (&mutex);
  done = load_fields (database, &changed, error) && load_all_choices (database, &changed, error);
  if (changed)
    g_atomic_int_inc (&serial);
  g_mutex_unlock (&mutex);
  return done;
}

/* What a transaction had added is not there. */
static void
rolled_back_cb (CrmDatabase *database)
{
  g_autoptr (GError) error = NULL;

  if (!crm_database_is_writable (database) || !has_unproven)
    return;
  has_unproven = FALSE;
  if (!load (database, &error))
    g_info ("descriptions: %s", error->message);
}

/**
 * crm_descriptions_load:
 * @database: any connection of this thread
 * @error: of the store
 *
 * Reads the fields and choices that users have added, and leaves out those of a file that was open
 * before. Inside a transaction that is undone they are read once more.
 *
 * Returns: whether the descriptions are those of the file now. Any thread.
 */
gboolean
crm_descriptions_load (CrmDatabase *database, GError **error)
{
  if (crm_database_is_writable (database) && crm_database_in_transaction (database)) {
    has_unproven = TRUE;
    crm_database_set_rolled_back_func (rolled_back_cb);
  }
  return load (database, error);
}
