/* Whether what a row says is there already: by its keys (tax number, article, e-mail, number
 * elsewhere), or by what names it where no key says otherwise. */
#include "config.h"

#include "crm-import-identity-private.h"

#include "crm-check-digits.h"
#include "crm-import-index-private.h"
#include <string.h>

#define MOST_TRAITS 8

typedef struct {
  const CrmField *field;
  CrmImportCompare compare;
  CrmImportIndex *index; /* owned; NULL: it only tells apart */
} Trait;

/* What the traits of a record are, as 64 bits each; 0: empty. A million of them are kept, each only
 * with as many values as there are traits. */
typedef struct {
  gint64 id;
  guint64 weak; /* bit per trait that others may have as well */
  guint64 values[MOST_TRAITS];
} Signature;

struct _CrmImportIdentity {
  CrmDatabase *database;
  const CrmEntity *entity;
  const CrmField *update_by;
  gboolean named; /* its title names it */
  Trait traits[MOST_TRAITS];
  guint n_traits;     /* the title is the last that has an index */
  GArray *signatures; /* beginnings of Signature of what came in this import, by growing absolute
                         id; NULL as long as the traits are not known */
};

static gboolean
is_key (const CrmField *field)
{
  return (field->flags & CRM_FIELD_KEY) && !(field->flags & CRM_FIELD_TITLE) &&
         crm_kind_get_storage (field->kind) == CRM_VALUE_TEXT;
}

static gboolean
add_trait (CrmImportIdentity *self, const CrmField *field, CrmImportCompare compare,
           gboolean indexed, GError **error)
{
  Trait *trait = &self->traits[self->n_traits];
  if (self->n_traits == MOST_TRAITS)
    return TRUE;
  self->n_traits++;
  *trait = (Trait) { .field = field, .compare = compare };
  if (!indexed)
    return TRUE;
  trait->index = crm_import_index_new (compare);
  return crm_import_index_load (trait->index, self->database, self->entity, field, NULL, error);
}

static gboolean
add_traits (CrmImportIdentity *self, CrmFields fields, GError **error)
{
  const CrmEntity *entity = self->entity;
  const CrmField *title = crm_entity_title_field (entity);

  if (self->update_by != NULL)
    return add_trait (self, self->update_by,
                      self->update_by == title ? CRM_IMPORT_BY_WORDS : CRM_IMPORT_BY_KEY, TRUE,
                      error);
  for (int i = 0; i < entity->n_fields; i++)
    if (is_key (&entity->fields[i]) && crm_fields_has (fields, i) &&
        !add_trait (self, &entity->fields[i], CRM_IMPORT_BY_KEY, TRUE, error))
      return FALSE;
  /* A document's number is title and key in one. */
  self->named = (title->flags & CRM_FIELD_NAMES) != 0;
  if (crm_kind_get_storage (title->kind) == CRM_VALUE_TEXT &&
      (title->flags & (CRM_FIELD_NAMES | CRM_FIELD_KEY)) &&
      !add_trait (self, title, self->named ? CRM_IMPORT_BY_WORDS : CRM_IMPORT_BY_KEY, TRUE, error))
    return FALSE;
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_NAMES) && &entity->fields[i] != title &&
        !add_trait (self, &entity->fields[i], CRM_IMPORT_BY_KEY, FALSE, error))
      return FALSE;
  return TRUE;
}

/*
 * crm_import_identity_new:
 * @database: any connection of the thread
 * @entity: what the rows are
 * @fields: those that the table fills
 * @update_by: (nullable): the one field that decides
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): what is there, as far as it has to be known
 */
CrmImportIdentity *
crm_import_identity_new (CrmDatabase *database, const CrmEntity *entity, CrmFields fields,
                         const CrmField *update_by, GError **error)
{
  g_autoptr (CrmImportIdentity) self = g_new0 (CrmImportIdentity, 1);
  self->database = database;
  self->entity = entity;
  self->update_by = update_by;
  if (!add_traits (self, fields, error))
    return NULL;
  self->signatures = g_array_new (
      FALSE, FALSE,
      (guint) (G_STRUCT_OFFSET (Signature, values) + self->n_traits * sizeof (guint64)));
  return g_steal_pointer (&self);
}

void
crm_import_identity_free (CrmImportIdentity *self)
{
  for (guint i = 0; i < self->n_traits; i++)
    g_clear_pointer (&self->traits[i].index, crm_import_index_free);
  g_clear_pointer (&self->signatures, g_array_unref);
  g_free (self);
}

/* The title of a contact follows from the parts of its name. */
static char *
dup_text (CrmImportIdentity *self, CrmRecord *record, const CrmField *field)
{
  const char *text = crm_record_get_text (record, field->name);
  if (text != NULL || !(field->flags & CRM_FIELD_TITLE))
    return g_strdup (text);
  return crm_record_make_title (record, NULL, NULL, self->database);
}

/* Whether some country's check digits fit. */
static gboolean
is_right_somewhere (const char *number)
{
  static const char *const countries[] = { "ru", "ua", "pl" };
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++) {
    g_autofree char *doubt = crm_check_tax_number (number, countries[i]);
    if (doubt == NULL)
      return TRUE;
  }
  return FALSE;
}

/* Others may have it as well: an e-mail, another program's number, a tax number that is none but
 * stands where one was asked for. */
static gboolean
is_weak (const CrmField *field, CrmRecord *record)
{
  const char *text = crm_record_get_text (record, field->name);
  if (field->kind == CRM_KIND_EMAIL || strcmp (field->name, "external_id") == 0)
    return TRUE;
  return field->check != NULL && text != NULL && !is_right_somewhere (text);
}

static guint64
get_trait (CrmImportIdentity *self, const Trait *trait, CrmRecord *record)
{
  if (crm_kind_get_storage (trait->field->kind) == CRM_VALUE_TEXT) {
    g_autofree char *text = dup_text (self, record, trait->field);
    return text != NULL ? crm_import_hash (trait->compare, text) : 0;
  }
  return (guint64) crm_record_get_integer (record, trait->field->name);
}

static Signature
make_signature (CrmImportIdentity *self, CrmRecord *record, gint64 id)
{
  Signature signature = { .id = id };
  for (guint i = 0; i < self->n_traits; i++) {
    signature.values[i] = get_trait (self, &self->traits[i], record);
    if (signature.values[i] != 0 && (self->traits[i].field->flags & CRM_FIELD_KEY) &&
        is_weak (self->traits[i].field, record))
      signature.weak |= G_GUINT64_CONSTANT (1) << i;
  }
  return signature;
}

static gboolean
find_signature (CrmImportIdentity *self, gint64 id, Signature *signature, GError **error)
{
  guint low = 0;
  guint high = self->signatures->len;
  g_autoptr (CrmRecord) record = NULL;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    guint size = g_array_get_element_size (self->signatures);
    const char *known = self->signatures->data + (gsize) middle * size;
    gint64 known_id;
    memcpy (&known_id, known, sizeof known_id);
    if (known_id == id) {
      memcpy (signature, known, size);
      return TRUE;
    }
    if (ABS (known_id) < ABS (id))
      low = middle + 1;
    else
      high = middle;
  }
  record = crm_record_load (self->database, self->entity, id, error);
  if (record == NULL)
    return FALSE;
  *signature = make_signature (self, record, id);
  return TRUE;
}

/* Agreement in one trait counts unless another says otherwise: two companies of one name with two
 * tax numbers are two, and so are two people with one e-mail, and two branches with one tax number.
 * A tax number or an article is enough whatever the name. */
static gboolean
contradicts (CrmImportIdentity *self, guint by, const Signature *a, const Signature *b)
{
  const CrmField *found = self->traits[by].field;
  guint64 weak = a->weak | b->weak;
  gboolean by_weak = ((weak >> by) & 1) != 0;
  for (guint i = 0; i < self->n_traits; i++) {
    const CrmField *other = self->traits[i].field;
    gboolean other_is_weak = ((weak >> i) & 1) != 0;
    if (i == by || a->values[i] == 0 || b->values[i] == 0 || a->values[i] == b->values[i])
      continue;
    if (found->flags & CRM_FIELD_TITLE)
      return TRUE;
    if (other->flags & CRM_FIELD_NAMES) {
      if (by_weak || !(other->flags & CRM_FIELD_TITLE))
        return TRUE;
    } else if (!other_is_weak && (by_weak || i < by))
      return TRUE;
  }
  return FALSE;
}

/*
 * crm_import_identity_find:
 * @self: what is there
 * @draft: what a row says; references to what is to be created are %CRM_IMPORT_PENDING
 * @ids: (element-type gint64): appended to: what it is
 * @error: of the store
 *
 * Returns: whether it could be found out
 */
gboolean
crm_import_identity_find (CrmImportIdentity *self, CrmRecord *draft, GArray *ids, GError **error)
{
  Signature wanted;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (self->n_traits == 0)
    return TRUE;
  wanted = make_signature (self, draft, 0);
  for (guint i = 0; i < self->n_traits && ids->len == 0; i++) {
    g_autofree char *text = NULL;
    if (self->traits[i].index == NULL || wanted.values[i] == 0)
      continue;
    text = dup_text (self, draft, self->traits[i].field);
    g_array_set_size (found, 0);
    crm_import_index_find (self->traits[i].index, text, found);
    for (guint j = 0; j < found->len; j++) {
      gint64 id = g_array_index (found, gint64, j);
      Signature there;
      if (self->update_by == NULL && !find_signature (self, id, &there, error))
        return FALSE;
      if (self->update_by != NULL || !contradicts (self, i, &wanted, &there))
        g_array_append_val (ids, id);
    }
  }
  return TRUE;
}

/*
 * crm_import_identity_is_other:
 * @self: what is there
 * @draft: what a row says
 * @id: a record
 * @other: (out): whether a number of both, or what tells branches of one number apart, differs
 * @error: of the store
 *
 * Returns: whether it could be found out
 */
gboolean
crm_import_identity_is_other (CrmImportIdentity *self, CrmRecord *draft, gint64 id, gboolean *other,
                              GError **error)
{
  Signature wanted = make_signature (self, draft, 0);
  Signature there;

  *other = FALSE;
  if (!find_signature (self, id, &there, error))
    return FALSE;
  for (guint i = 0; i < self->n_traits; i++) {
    const CrmField *field = self->traits[i].field;
    gboolean weak = ((((wanted.weak | there.weak) >> i) & 1) != 0);
    *other |= !(field->flags & CRM_FIELD_TITLE) && !weak && wanted.values[i] != 0 &&
              there.values[i] != 0 && wanted.values[i] != there.values[i] &&
              crm_kind_get_storage (field->kind) == CRM_VALUE_TEXT;
  }
  return TRUE;
}

/*
 * crm_import_identity_add:
 * @self: what is there
 * @record: what a row has become
 * @id: its id; in a dry run the negative number of the row
 */
void
crm_import_identity_add (CrmImportIdentity *self, CrmRecord *record, gint64 id)
{
  Signature signature;
  if (self->n_traits == 0)
    return;
  signature = make_signature (self, record, id);
  g_array_append_vals (self->signatures, &signature, 1);
  for (guint i = 0; i < self->n_traits; i++) {
    g_autofree char *text = NULL;
    if (self->traits[i].index == NULL || signature.values[i] == 0)
      continue;
    text = dup_text (self, record, self->traits[i].field);
    crm_import_index_add (self->traits[i].index, text, id);
  }
}
