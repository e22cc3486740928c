/* What the headings of other people's tables mean to an entity: its fields' names, labels in all
 * languages, and aliases. */
#include "config.h"

#include "crm-import-headings-private.h"

#include "crm-descriptions.h"
#include "crm-import-offer.h"
#include "crm-text.h"
#include "crm-translations.h"

#include <string.h>

struct _CrmImportHeadings {
  guint serial;        /* of the descriptions that they were made from */
  GHashTable *matches; /* owned: squeezed heading to GArray of CrmHeadingMatch, best first */
};

/*
 * crm_heading_squeeze:
 * @heading: as it stands in a file
 *
 * Returns: (transfer full): what is compared: letters and digits, or, where there are none ("№"),
 *   the folded text
 */
char *
crm_heading_squeeze (const char *heading)
{
  char *squeezed = crm_text_squeeze (heading);
  if (squeezed[0] != '\0')
    return squeezed;
  g_free (squeezed);
  return crm_text_fold (heading);
}

/*
 * crm_field_is_importable:
 * @field: a field
 *
 * Returns: whether cells of other people's files can be its values: what the program keeps itself
 *   and files cannot
 */
gboolean
crm_field_is_importable (const CrmField *field)
{
  return field->kind != CRM_KIND_FILE &&
         ((field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN)) == 0 ||
          (field->flags & CRM_FIELD_IMPORTABLE) != 0);
}

/*
 * crm_entity_is_importable:
 * @entity: an entity
 *
 * Returns: whether its records can come from a table: those that consist of bytes cannot
 */
gboolean
crm_entity_is_importable (const CrmEntity *entity)
{
  if (entity->internal)
    return FALSE;
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_REQUIRED) &&
        (entity->fields[i].flags & CRM_FIELD_HIDDEN))
      return FALSE;
  return TRUE;
}

/* A row of another program does not make one: steps and tasks belong to it from the beginning. */
static const char *const begun[] = { "process", "process_run", NULL };

/**
 * crm_import_is_offered:
 * @entity: an entity
 *
 * Returns: whether people are offered to fill its list from a table
 */
gboolean
crm_import_is_offered (const CrmEntity *entity)
{
  return crm_entity_is_importable (entity) && !g_strv_contains (begun, entity->name);
}

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const CrmHeadingMatch *left = a;
  const CrmHeadingMatch *right = b;
  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;
  if (left->position != right->position)
    return left->position < right->position ? -1 : 1;
  return left->field < right->field ? -1 : left->field > right->field;
}

static void
add_match (CrmImportHeadings *self, const char *heading, const CrmField *field, CrmHeadingRank rank,
           guint position)
{
  CrmHeadingMatch match = { field, rank, position };
  g_autofree char *squeezed = crm_heading_squeeze (heading);
  GArray *matches;

  if (squeezed[0] == '\0')
    return;
  matches = g_hash_table_lookup (self->matches, squeezed);
  if (matches == NULL) {
    matches = g_array_new (FALSE, FALSE, sizeof (CrmHeadingMatch));
    g_hash_table_insert (self->matches, g_steal_pointer (&squeezed), matches);
  }
  for (guint i = 0; i < matches->len; i++)
    if (g_array_index (matches, CrmHeadingMatch, i).field == field)
      return; /* better ones come first */
  g_array_append_val (matches, match);
}

static void
add_field (CrmImportHeadings *self, const CrmField *field)
{
  gboolean is_custom = (field->flags & CRM_FIELD_CUSTOM) != 0;
  g_autoptr (GPtrArray) labels =
      is_custom ? g_ptr_array_new () : crm_translations_of ("field", field->label);
  g_auto (GStrv) aliases = g_strsplit (field->aliases != NULL ? field->aliases : "", "|", -1);
  g_autofree char *number = g_strconcat (field->name, "_id", NULL);
  guint n_aliases = g_strv_length (aliases);

  add_match (self, field->name, field, CRM_HEADING_NAME, 0);
  if (field->flags & CRM_FIELD_HIDDEN)
    return; /* only a file that knows the field means it */
  add_match (self, field->label, field, CRM_HEADING_LABEL, 0);
  add_match (self, crm_field_get_label (field), field, CRM_HEADING_LABEL, 0);
  for (guint i = 0; i < labels->len; i++)
    add_match (self, labels->pdata[i], field, CRM_HEADING_LABEL, 0);
  for (guint i = 0; i < n_aliases; i++)
    add_match (self, aliases[i], field, CRM_HEADING_ALIAS, i);
  if (field->kind == CRM_KIND_REFERENCE)
    add_match (self, number, field, CRM_HEADING_ALIAS, n_aliases);
}

static CrmImportHeadings *
make_headings (const CrmEntity *entity)
{
  CrmImportHeadings *self = g_new0 (CrmImportHeadings, 1);
  GHashTableIter iter;
  gpointer matches;

  self->serial = crm_descriptions_get_serial ();
  self->matches =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_field_is_importable (&entity->fields[i]))
      add_field (self, &entity->fields[i]);
  g_hash_table_iter_init (&iter, self->matches);
  while (g_hash_table_iter_next (&iter, NULL, &matches))
    g_array_sort (matches, compare_matches);
  return self;
}

/*
 * crm_import_headings_get:
 * @entity: an entity
 *
 * Returns: (transfer none): its headings, made once for its fields. Any thread.
 */
const CrmImportHeadings *
crm_import_headings_get (const CrmEntity *entity)
{
  static GMutex mutex;
  static GHashTable *all;  /* CrmEntity to CrmImportHeadings, the latest */
  static GPtrArray *older; /* somebody may look into them yet */
  CrmImportHeadings *self;

  g_mutex_lock (&mutex);
  if (all == NULL)
    all = g_hash_table_new (NULL, NULL);
  self = g_hash_table_lookup (all, entity);
  if (self == NULL || self->serial != crm_descriptions_get_serial ()) {
    if (self != NULL)
      g_ptr_array_add (older != NULL ? older : (older = g_ptr_array_new ()), self);
    self = make_headings (entity);
    g_hash_table_insert (all, (gpointer) entity, self);
  }
  g_mutex_unlock (&mutex);
  return self;
}

static const CrmHeadingMatch *
find_squeezed (const CrmImportHeadings *self, const char *squeezed, guint *n_matches)
{
  GArray *matches = g_hash_table_lookup (self->matches, squeezed);
  *n_matches = matches != NULL ? matches->len : 0;
  return matches != NULL ? (const CrmHeadingMatch *) matches->data : NULL;
}

/*
 * crm_import_headings_find:
 * @self: headings of an entity
 * @heading: as it stands in a file
 * @n_matches: (out): how many fields it may mean
 *
 * Returns: (array length=n_matches) (nullable): those fields, best first
 */
const CrmHeadingMatch *
crm_import_headings_find (const CrmImportHeadings *self, const char *heading, guint *n_matches)
{
  g_autofree char *squeezed = crm_heading_squeeze (heading);
  return find_squeezed (self, squeezed, n_matches);
}

/* Objects in objects have dots in their names, and texts in several languages their codes. */
static char *
make_bare (const char *heading)
{
  static const char *const languages[] = { "_en", "_ru", "_uk", "_ua", "_pl" };
  const char *dot = strrchr (heading, '.');
  /* Not the point of an abbreviation: "Price (pcs.)". */
  gboolean nested = dot != NULL && g_unichar_isalnum (g_utf8_get_char (dot + 1));
  char *bare = g_strdup (nested ? dot + 1 : heading);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_suffix (bare, languages[i]))
      bare[strlen (bare) - strlen (languages[i])] = '\0';
  bare[strcspn (bare, "([{,")] = '\0';
  return bare;
}

const CrmHeadingMatch *
crm_import_headings_find_weakly (const CrmImportHeadings *self, const char *heading,
                                 guint *n_matches)
{
  g_autofree char *bare = make_bare (heading);
  g_autofree char *squeezed = crm_heading_squeeze (bare);
  gsize length = strlen (squeezed);

  while (length > 0 && g_ascii_isdigit (squeezed[length - 1]))
    squeezed[--length] = '\0';
  if (length == 0) {
    *n_matches = 0;
    return NULL;
  }
  return find_squeezed (self, squeezed, n_matches);
}
