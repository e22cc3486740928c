/* Names in the columns of a table and the records they mean, found or created. */
#include "config.h"

#include "crm-import-links-private.h"

#include "crm-error.h"
#include "crm-import-target-private.h"
#include "crm-query.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const CrmEntity *entity;
  const char *list; /* interned; NULL: all */
  CrmImportTarget *target;
} Link;

typedef struct {
  const CrmEntity *entity;
  guint64 n;
} Created;

struct _CrmImportLinks {
  CrmDatabase *database;
  CrmChange *change; /* NULL: nothing is written */
  GArray *links;     /* Link */
  GArray *created;   /* Created */
  gint64 next_pseudo;
};

static void
clear_link (gpointer data)
{
  crm_import_target_free (((Link *) data)->target);
}

/*
 * crm_import_links_new:
 * @database: the connection of the thread
 * @change: (nullable): under commit, where missing records are added; %NULL for a dry run
 *
 * Returns: (transfer full): links that know nothing yet: what is there is read when it is asked for
 */
CrmImportLinks *
crm_import_links_new (CrmDatabase *database, CrmChange *change)
{
  CrmImportLinks *self = g_new0 (CrmImportLinks, 1);
  self->database = database;
  self->change = change;
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  g_array_set_clear_func (self->links, clear_link);
  self->created = g_array_new (FALSE, FALSE, sizeof (Created));
  self->next_pseudo = G_MININT32; /* below those of rows, above those of none */
  return self;
}

void
crm_import_links_free (CrmImportLinks *self)
{
  g_array_unref (self->links);
  g_array_unref (self->created);
  g_free (self);
}

static CrmImportTarget *
require_target (CrmImportLinks *self, const CrmEntity *entity, const char *list, GError **error)
{
  Link link = { entity, g_intern_string (list), NULL };
  for (guint i = 0; i < self->links->len; i++) {
    const Link *known = &g_array_index (self->links, Link, i);
    if (known->entity == entity && known->list == link.list)
      return known->target;
  }
  link.target = crm_import_target_new (self->database, entity, link.list, error);
  if (link.target != NULL)
    g_array_append_val (self->links, link);
  return link.target;
}

/* Of several, those that are called exactly so, letter by letter, if any are. */
static void
keep_exact (CrmImportLinks *self, const CrmEntity *target, const char *text, GArray *ids)
{
  g_autoptr (GArray) exact = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *tidy = crm_text_tidy (text);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    g_autofree char *title = id > 0 ? crm_reference_title (self->database, target, id) : NULL;
    if (g_strcmp0 (title, tidy) == 0)
      g_array_append_val (exact, id);
  }
  if (exact->len > 0) {
    g_array_set_size (ids, 0);
    g_array_append_vals (ids, exact->data, exact->len);
  }
}

/* "Ivan Petrov" of another company is another man. */
static void
drop_others (CrmImportTarget *target, const CrmField *apart, CrmRecord *context, GArray *ids)
{
  gint64 here = crm_record_get_integer (context, apart->name);
  if (here == 0)
    return;
  for (guint i = ids->len; i > 0; i--) {
    gint64 there = crm_import_target_get_apart_value (target, g_array_index (ids, gint64, i - 1));
    if (there != 0 && there != here)
      g_array_remove_index (ids, i - 1);
  }
}

/*
 * crm_import_links_find:
 * @self: links
 * @field: the reference
 * @target: what it points at
 * @text: a title, a key, or what it stands for
 * @context: what else the row says
 * @id: (out): what is meant; 0: nothing is called so
 * @error: INVALID where several are called so; of the store
 *
 * Returns: whether it is clear what is meant
 */
gboolean
crm_import_links_find (CrmImportLinks *self, const CrmField *field, const CrmEntity *target,
                       const char *text, CrmRecord *context, gint64 *id, GError **error)
{
  CrmImportTarget *known = require_target (self, target, field->list, error);
  const CrmField *apart = crm_import_target_get_apart (target, crm_record_get_entity (context));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  *id = 0;
  if (known == NULL)
    return FALSE;
  crm_import_target_find (known, text, ids);
  if (apart != NULL)
    drop_others (known, apart, context, ids);
  if (ids->len > 1)
    keep_exact (self, target, text, ids);
  if (ids->len > 1 && !target->no_search) {
    g_autofree char *quoted = crm_text_one_line (text, 60);
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: how many; a plural such as "Companies"; a name */
                 _ ("there are several of that name: %u %s “%s”"), ids->len,
                 crm_entity_get_label_plural (target), quoted);
    return FALSE;
  }
  if (ids->len > 0)
    *id = g_array_index (ids, gint64, 0);
  return TRUE;
}

/*
 * crm_import_links_can_create:
 * @field: the reference
 * @target: what it points at
 * @text: what is not there
 *
 * Returns: whether a name is enough to make such a record: a company is, a document is not; a bare
 *   number is the number of a record elsewhere, no name
 */
gboolean
crm_import_links_can_create (const CrmField *field, const CrmEntity *target, const char *text)
{
  const CrmField *title = crm_entity_title_field (target);
  if (!(title->flags & CRM_FIELD_NAMES) || crm_kind_get_storage (title->kind) != CRM_VALUE_TEXT)
    return FALSE;
  return target->no_search || text[strspn (text, "0123456789 .,-")] != '\0';
}

/* A stage needs a pipeline: the first one. */
static gboolean
fill_required (CrmImportLinks *self, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    g_autoptr (CrmQuery) query = NULL;
    g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    if (field->kind != CRM_KIND_REFERENCE || !(field->flags & CRM_FIELD_REQUIRED) ||
        !crm_record_is_empty (record, field->name))
      continue;
    query = crm_query_new (crm_field_get_target (field));
    if (!crm_query_read_ids (query, self->database, 1, 0, ids, error))
      return FALSE;
    if (ids->len > 0)
      crm_record_set_integer (record, field->name, g_array_index (ids, gint64, 0));
  }
  return TRUE;
}

static CrmRecord *
make_record (CrmImportLinks *self, const CrmField *field, const CrmEntity *target, const char *text,
             CrmRecord *context, GError **error)
{
  g_autoptr (CrmRecord) record = crm_record_new (target);
  const CrmField *apart = crm_import_target_get_apart (target, crm_record_get_entity (context));

  if (!crm_record_parse (record, crm_entity_title_field (target)->name, text, error))
    return NULL;
  if (field->list != NULL)
    crm_record_set_text (record, "list", field->list);
  if (apart != NULL && !crm_record_is_empty (context, apart->name))
    crm_record_set_integer (record, apart->name, crm_record_get_integer (context, apart->name));
  if (!fill_required (self, record, error))
    return NULL;
  return g_steal_pointer (&record);
}

static void
count_created (CrmImportLinks *self, const CrmEntity *entity)
{
  Created created = { entity, 1 };
  for (guint i = 0; i < self->created->len; i++)
    if (g_array_index (self->created, Created, i).entity == entity) {
      g_array_index (self->created, Created, i).n++;
      return;
    }
  g_array_append_val (self->created, created);
}

/*
 * crm_import_links_create:
 * @self: links
 * @field: the reference
 * @target: what it points at
 * @text: what it shall be called
 * @context: what else the row says: a contact comes into its company
 * @id: (out): the new record
 * @refused: (out): whether it was refused, so that the import can go on without the row
 * @error: why not
 *
 * Makes a record of that name; in a dry run only as if.
 *
 * Returns: whether it is there
 */
gboolean
crm_import_links_create (CrmImportLinks *self, const CrmField *field, const CrmEntity *target,
                         const char *text, CrmRecord *context, gint64 *id, gboolean *refused,
                         GError **error)
{
  g_autoptr (CrmRecord) record = make_record (self, field, target, text, context, error);

  *refused = FALSE;
  if (record == NULL)
    return FALSE;
  if (self->change != NULL) {
    gint64 stand_in = crm_change_add (self->change, record);
    if (!crm_change_apply_now (self->change, self->database, refused, error))
      return FALSE;
    *id = crm_change_get_id (self->change, stand_in);
  } else
    *id = self->next_pseudo--;
  count_created (self, target);
  crm_import_links_add (self, record, *id);
  return TRUE;
}

/*
 * crm_import_links_add:
 * @self: links
 * @record: a record that came since
 * @id: its id
 *
 * Makes it findable in all that is read already.
 */
void
crm_import_links_add (CrmImportLinks *self, CrmRecord *record, gint64 id)
{
  for (guint i = 0; i < self->links->len; i++) {
    Link *link = &g_array_index (self->links, Link, i);
    if (link->entity == crm_record_get_entity (record))
      crm_import_target_add (link->target, record, id);
  }
}

gboolean
crm_import_links_depends (const CrmEntity *target, const CrmEntity *context)
{
  return crm_import_target_get_apart (target, context) != NULL;
}

guint64
crm_import_links_get_n_created (CrmImportLinks *self)
{
  guint64 n = 0;
  for (guint i = 0; i < self->created->len; i++)
    n += g_array_index (self->created, Created, i).n;
  return n;
}

/* "Companies: 12, Persons: 35"; NULL: nothing was created. */
char *
crm_import_links_dup_created (CrmImportLinks *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < self->created->len; i++) {
    const Created *created = &g_array_index (self->created, Created, i);
    g_string_append_printf (text, "%s%s: %" G_GUINT64_FORMAT, text->len > 0 ? ", " : "",
                            crm_entity_get_label_plural (created->entity), created->n);
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
