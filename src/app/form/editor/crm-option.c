/* One of the things that a chooser offers, and where they come from. */
#include "config.h"

#include "crm-option.h"

#include <string.h>

#include "crm-search.h"
#include "crm-text.h"

#define MOST_OPTIONS 50

struct _CrmOption {
  GObject parent_instance;

  CrmOptionKind kind;
  char *title;
  char *subtitle;
  CrmValue value;
};

G_DEFINE_FINAL_TYPE (CrmOption, crm_option, G_TYPE_OBJECT)

static void
crm_option_finalize (GObject *object)
{
  CrmOption *self = CRM_OPTION (object);

  g_free (self->title);
  g_free (self->subtitle);
  crm_value_clear (&self->value);

  G_OBJECT_CLASS (crm_option_parent_class)->finalize (object);
}

static void
crm_option_class_init (CrmOptionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_option_finalize;
}

static void
crm_option_init (CrmOption *self)
{
}

/**
 * crm_option_new:
 * @kind: what choosing it does
 * @title: what is shown
 * @subtitle: (nullable): shown beneath
 * @value: (nullable): what is chosen
 *
 * Returns: (transfer full): an option
 */
CrmOption *
crm_option_new (CrmOptionKind kind, const char *title, const char *subtitle, const CrmValue *value)
{
  CrmOption *self = g_object_new (CRM_TYPE_OPTION, NULL);

  self->kind = kind;
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  if (value != NULL)
    crm_value_copy (value, &self->value);
  return self;
}

CrmOptionKind
crm_option_get_kind (CrmOption *self)
{
  return self->kind;
}

const char *
crm_option_get_title (CrmOption *self)
{
  return self->title;
}

const char *
crm_option_get_subtitle (CrmOption *self)
{
  return self->subtitle;
}

const CrmValue *
crm_option_get_value (CrmOption *self)
{
  return &self->value;
}

static void
add_record (GPtrArray *options, gint64 id, const char *title, const char *subtitle)
{
  CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = id };
  g_ptr_array_add (options, crm_option_new (CRM_OPTION_VALUE, title, subtitle, &value));
}

static gboolean
contains (const char *title, const char *folded)
{
  g_autofree char *folded_title = crm_text_fold (title);
  return strstr (folded_title, folded) != NULL;
}

static void
read_choices (const CrmField *field, const char *text, GPtrArray *options)
{
  g_autofree char *folded = crm_text_fold (text);

  for (const CrmChoice *choice = field->choices; choice->code != NULL; choice++) {
    CrmValue value = { .type = CRM_VALUE_TEXT, .text = (char *) choice->code };
    const char *label = crm_choice_get_label (choice);
    if (!choice->is_inactive && (contains (label, folded) || contains (choice->code, folded)))
      g_ptr_array_add (options, crm_option_new (CRM_OPTION_VALUE, label, NULL, &value));
  }
}

static gboolean
search (CrmDatabase *database, const CrmEntity *target, const char *text, GPtrArray *options,
        GError **error)
{
  g_autoptr (GPtrArray) hits = crm_search_read (database, target, text, MOST_OPTIONS, error);

  if (hits == NULL)
    return FALSE;
  for (guint i = 0; i < hits->len; i++) {
    CrmSearchHit *hit = hits->pdata[i];
    add_record (options, hit->id, hit->title, hit->subtitle);
  }
  return TRUE;
}

/* Without a text, or where no search index is: in the entity's own order, those still in use. */
static gboolean
browse (CrmDatabase *database, const CrmField *field, const char *text, GPtrArray *options,
        GError **error)
{
  const CrmEntity *target = crm_field_get_target (field);
  g_autoptr (CrmQuery) query = crm_query_new (target);
  g_autoptr (GPtrArray) records = NULL;

  if (field->list != NULL) {
    CrmQuery *of_list =
        crm_query_filter (query, "list", CRM_OP_EQUAL, field->list, database, error);
    if (of_list == NULL)
      return FALSE;
    crm_query_unref (query);
    query = of_list;
  }
  if (crm_entity_field (target, "active") != NULL) {
    CrmQuery *in_use = crm_query_filter_integer (query, "active", CRM_OP_NOT_EQUAL, 0);
    crm_query_unref (query);
    query = in_use;
  }
  if (*text != '\0' && crm_entity_title_field (target)->kind == CRM_KIND_TEXT) {
    CrmQuery *fitting = crm_query_filter (query, crm_entity_title_field (target)->name,
                                          CRM_OP_CONTAINS, text, database, error);
    if (fitting == NULL)
      return FALSE;
    crm_query_unref (query);
    query = fitting;
  }
  records = crm_query_fetch_all (query, database, MOST_OPTIONS, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    CrmRecord *record = records->pdata[i];
    g_autofree char *subtitle = record != NULL ? crm_record_dup_subtitle (record) : NULL;
    if (record != NULL)
      add_record (options, crm_record_get_id (record), crm_record_get_title (record), subtitle);
  }
  return TRUE;
}

/**
 * crm_options_read:
 * @database: a connection of this thread
 * @field: a choice or a reference
 * @text: what is typed; "" for the first ones
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmOption) (nullable): what can be chosen, at most fifty
 */
GPtrArray *
crm_options_read (CrmDatabase *database, const CrmField *field, const char *text, GError **error)
{
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *bare = g_strstrip (g_strdup (text));
  gboolean done = TRUE;

  if (field->kind == CRM_KIND_CHOICE)
    read_choices (field, bare, options);
  else if (*bare != '\0' && crm_entity_has_search (crm_field_get_target (field)))
    done = search (database, crm_field_get_target (field), bare, options, error);
  else
    done = browse (database, field, bare, options, error);
  return done ? g_steal_pointer (&options) : NULL;
}

/**
 * crm_options_can_create:
 * @field: a reference
 *
 * Returns: whether a record that the reference can point at needs nothing but a title
 */
gboolean
crm_options_can_create (const CrmField *field)
{
  const CrmEntity *target = crm_field_get_target (field);

  if (field->kind != CRM_KIND_REFERENCE || target->internal ||
      crm_entity_title_field (target)->kind != CRM_KIND_TEXT)
    return FALSE;
  for (int i = 0; i < target->n_fields; i++) {
    const CrmField *other = &target->fields[i];
    if ((other->flags & CRM_FIELD_REQUIRED) != 0 && (other->flags & CRM_FIELD_TITLE) == 0 &&
        other->initial == NULL && (field->list == NULL || strcmp (other->name, "list") != 0))
      return FALSE;
  }
  return (crm_entity_title_field (target)->flags & CRM_FIELD_REQUIRED) != 0;
}
