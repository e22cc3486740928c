/* The list of descriptions and how to find one's way in it. */
#include "config.h"

#include "crm-entity.h"

#include <string.h>

#include "crm-descriptions.h"
#include "crm-descriptions-private.h"
#include "crm-error.h"
#include "entities.h"

/* What is owned stands behind its owner, so that an export read back in this order finds what it
 * links to. */
static const CrmEntity *const built_in[] = {
  &crm_entity_custom_field,  &crm_entity_choice,         &crm_entity_tag,
  &crm_entity_person,        &crm_entity_company,        &crm_entity_address,
  &crm_entity_bank_account,  &crm_entity_contact,        &crm_entity_product,
  &crm_entity_pipeline,      &crm_entity_stage,          &crm_entity_campaign,
  &crm_entity_deal,          &crm_entity_stage_move,     &crm_entity_document,
  &crm_entity_document_line, &crm_entity_payment,        &crm_entity_process,
  &crm_entity_task_type,     &crm_entity_outcome,        &crm_entity_message_template,
  &crm_entity_effect,        &crm_entity_process_member, &crm_entity_process_run,
  &crm_entity_receipt,       &crm_entity_activity,       &crm_entity_message,
  &crm_entity_sequence,      &crm_entity_note,           &crm_entity_file,
  &crm_entity_different,     &crm_entity_merge,          &crm_entity_saved_view,
  &crm_entity_mention,       &crm_entity_person_segment, &crm_entity_person_group,
  &crm_entity_rate,          &crm_entity_gate,           &crm_entity_reminder,
  &crm_entity_recurrence,    &crm_entity_checklist_item, &crm_entity_participant,
  &crm_entity_own_day,       &crm_entity_issue,          &crm_entity_request_kind,
  &crm_entity_request_item,  &crm_entity_request_answer, &crm_entity_form,
};

#define SUBJECT_SHIFT 48

/* What everybody sees: the built-in descriptions with room for what users add. */
static CrmEntity live[G_N_ELEMENTS (built_in)];
static const CrmEntity *entities[G_N_ELEMENTS (built_in)];

/* A place that is not taken yet; a thread that counts places early sees nothing but this. */
static const CrmField free_place = {
  .name = "x_",
  .label = "",
  .kind = CRM_KIND_TEXT,
  .flags =
      CRM_FIELD_CUSTOM | CRM_FIELD_GONE | CRM_FIELD_ABSENT | CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY,
};

static void
make_room (CrmEntity *entity)
{
  CrmField *fields = g_new (CrmField, entity->n_fields + CRM_CUSTOM_MOST);

  memcpy (fields, entity->fields, sizeof (CrmField) * (gsize) entity->n_fields);
  for (int i = 0; i < CRM_CUSTOM_MOST; i++)
    fields[entity->n_fields + i] = free_place;
  entity->fields = fields;
  entity->n_built_in = entity->n_fields;
}

static void
require_entities (void)
{
  static gsize made;

  if (!g_once_init_enter (&made))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (built_in); i++) {
    live[i] = *built_in[i];
    make_room (&live[i]);
    entities[i] = &live[i];
  }
  g_once_init_leave (&made, 1);
}

CrmEntity *
crm_entity_get_live (int i)
{
  require_entities ();
  return &live[i];
}

const CrmEntity *
crm_entity_get_built_in (int i)
{
  return built_in[i];
}

CrmField *
crm_entity_take_place (CrmEntity *self, const CrmField *field)
{
  CrmField *place;

  for (int i = self->n_built_in; i < self->n_fields; i++)
    if (strcmp (self->fields[i].name, field->name) == 0 && self->fields[i].kind == field->kind &&
        g_strcmp0 (self->fields[i].target, field->target) == 0)
      return (CrmField *) &self->fields[i];
  if (self->n_fields == self->n_built_in + CRM_CUSTOM_MOST)
    return NULL;
  place = (CrmField *) &self->fields[self->n_fields];
  *place = *field;
  g_atomic_int_inc (&self->n_fields);
  return place;
}

/**
 * crm_entities:
 * @n_entities: (out) (optional): how many
 *
 * Returns: (array length=n_entities) (transfer none): all descriptions, owners before what they own
 */
const CrmEntity *const *
crm_entities (int *n_entities)
{
  require_entities ();
  if (n_entities != NULL)
    *n_entities = G_N_ELEMENTS (entities);
  return entities;
}

/**
 * crm_entity_find:
 * @name: as on the command line
 *
 * Returns: (nullable): the description
 */
const CrmEntity *
crm_entity_find (const char *name)
{
  require_entities ();
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strcmp (entities[i]->name, name) == 0)
      return entities[i];
  return NULL;
}

/**
 * crm_entity_by_code:
 * @code: as in the journal
 *
 * Returns: (nullable): the description
 */
const CrmEntity *
crm_entity_by_code (int code)
{
  require_entities ();
  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (entities[i]->code == code)
      return entities[i];
  return NULL;
}

/**
 * crm_entity_require:
 * @name: as on the command line
 * @error: NOT_FOUND names what there is
 *
 * Returns: (nullable): the description
 */
const CrmEntity *
crm_entity_require (const char *name, GError **error)
{
  const CrmEntity *entity = crm_entity_find (name);
  if (entity == NULL) {
    g_autoptr (GString) names = g_string_new (NULL);
    for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
      if (!entities[i]->internal)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", entities[i]->name);
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                 _ ("There is no entity “%s”; there are: %s"), name, names->str);
  }
  return entity;
}

/**
 * crm_entity_get_label:
 * @self: a description
 *
 * Returns: the translated name of one record
 */
const char *
crm_entity_get_label (const CrmEntity *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "entity", self->label);
}

/**
 * crm_entity_get_label_plural:
 * @self: a description
 *
 * Returns: the translated name of the section
 */
const char *
crm_entity_get_label_plural (const CrmEntity *self)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "entity", self->label_plural);
}

/**
 * crm_entity_get_label_new:
 * @self: a description
 *
 * Returns: the translated label of the button that makes one: "New company"
 */
const char *
crm_entity_get_label_new (const CrmEntity *self)
{
  if (self->label_new == NULL)
    return C_ ("entity", "New record");
  return g_dpgettext2 (GETTEXT_PACKAGE, "entity", self->label_new);
}

/**
 * crm_entity_get_purpose:
 * @self: a description
 *
 * Returns: what belongs there, a translated sentence; "" for what the program keeps by itself
 */
const char *
crm_entity_get_purpose (const CrmEntity *self)
{
  return self->purpose != NULL ? g_dpgettext2 (GETTEXT_PACKAGE, "purpose", self->purpose) : "";
}

/**
 * crm_entity_field_index:
 * @self: a description
 * @name: of a field
 *
 * A field that was deleted is still found by its name, as its history speaks of it; one in use of
 * the same name comes before it.
 *
 * Returns: its place, -1 if there is none
 */
int
crm_entity_field_index (const CrmEntity *self, const char *name)
{
  int gone = -1;

  for (int i = 0; i < self->n_fields; i++)
    if (self->fields[i].name == name || strcmp (self->fields[i].name, name) == 0) {
      if ((self->fields[i].flags & CRM_FIELD_GONE) == 0)
        return i;
      if (gone < 0 && (self->fields[i].flags & CRM_FIELD_ABSENT) == 0)
        gone = i;
    }
  return gone;
}

/**
 * crm_entity_field:
 * @self: a description
 * @name: of a field
 *
 * Returns: (nullable): the field
 */
const CrmField *
crm_entity_field (const CrmEntity *self, const char *name)
{
  int i = crm_entity_field_index (self, name);
  return i < 0 ? NULL : &self->fields[i];
}

/**
 * crm_entity_require_field:
 * @self: a description
 * @name: of a field
 * @error: NOT_FOUND names what there is
 *
 * Returns: (nullable): the field
 */
const CrmField *
crm_entity_require_field (const CrmEntity *self, const char *name, GError **error)
{
  const CrmField *field = crm_entity_field (self, name);
  if (field == NULL || (field->flags & CRM_FIELD_GONE) != 0) {
    g_autoptr (GString) names = g_string_new (NULL);
    field = NULL;
    for (int i = 0; i < self->n_fields; i++)
      if ((self->fields[i].flags & CRM_FIELD_GONE) == 0)
        g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", self->fields[i].name);
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("“%s” has no field “%s”; it has: %s"),
                 self->name, name, names->str);
  }
  return field;
}

/**
 * crm_entity_title_field:
 * @self: a description
 *
 * Returns: the field that names a record
 */
const CrmField *
crm_entity_title_field (const CrmEntity *self)
{
  for (int i = 0; i < self->n_fields; i++)
    if (self->fields[i].flags & CRM_FIELD_TITLE)
      return &self->fields[i];
  g_assert_not_reached ();
}

/**
 * crm_entity_has_search:
 * @self: a description
 *
 * Returns: whether its records are found by their words
 */
gboolean
crm_entity_has_search (const CrmEntity *self)
{
  return !self->no_search;
}

/**
 * crm_entity_is_extensible:
 * @self: a description
 *
 * Returns: whether users may add fields to it: to what has pages of its own and is searched for
 */
gboolean
crm_entity_is_extensible (const CrmEntity *self)
{
  return !self->internal && !self->no_search;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const CrmEntity *self = data;
  int x = *(const int *) a;
  int y = *(const int *) b;
  int by_position = self->fields[x].position - self->fields[y].position;

  /* Built-in fields have no position and keep their order. */
  return by_position != 0 ? by_position : x - y;
}

/**
 * crm_entity_list_fields:
 * @self: a description
 *
 * Returns: (transfer full) (element-type int): the places of its fields in the order in which
 * people see them, those that users have added last; without fields that are gone
 */
GArray *
crm_entity_list_fields (const CrmEntity *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < self->n_fields; i++)
    if ((self->fields[i].flags & CRM_FIELD_GONE) == 0)
      g_array_append_val (places, i);
  g_array_sort_with_data (places, compare_places, (gpointer) self);
  return places;
}

/**
 * crm_field_get_label:
 * @self: a field
 *
 * Returns: its translated label
 */
const char *
crm_field_get_label (const CrmField *self)
{
  if ((self->flags & CRM_FIELD_CUSTOM) != 0)
    return self->label;
  return g_dpgettext2 (GETTEXT_PACKAGE, "field", self->label);
}

/**
 * crm_field_get_group:
 * @self: a field
 *
 * Returns: (nullable): the translated name of its group in a form
 */
const char *
crm_field_get_group (const CrmField *self)
{
  return self->group == NULL || self->group[0] == '\0'
             ? NULL
             : g_dpgettext2 (GETTEXT_PACKAGE, "group", self->group);
}

/**
 * crm_field_get_target:
 * @self: a field
 *
 * Returns: (nullable): what it refers to
 */
const CrmEntity *
crm_field_get_target (const CrmField *self)
{
  return self->target == NULL ? NULL : crm_entity_find (self->target);
}

/**
 * crm_field_find_choice:
 * @self: a field
 * @code: (nullable): a stored value
 *
 * Returns: (nullable): that choice
 */
const CrmChoice *
crm_field_find_choice (const CrmField *self, const char *code)
{
  if (self->choices == NULL || code == NULL)
    return NULL;
  for (const CrmChoice *choice = self->choices; choice->code != NULL; choice++)
    if (strcmp (choice->code, code) == 0)
      return choice;
  return NULL;
}

const char *const crm_choice_contexts[] = {
  "choice",     "relation", "status",   "task",    "priority", "vat",     "country",
  "currency",   "language", "reminder", "effect",  "event",    "ending",  "run",
  "who",        "process",  "campaign", "channel", "message",  "receipt", "request",
  "recurrence", "own day",  "entity",   NULL
};

/**
 * crm_choice_get_label:
 * @self: a choice
 *
 * A word that means different things in different lists has another context than "choice"; all are
 * tried.
 *
 * Returns: its translated label
 */
const char *
crm_choice_get_label (const CrmChoice *self)
{
  if (self->is_custom)
    return self->label;
  for (gsize i = 0; crm_choice_contexts[i] != NULL; i++) {
    const char *label = g_dpgettext2 (GETTEXT_PACKAGE, crm_choice_contexts[i], self->label);
    if (label != self->label)
      return label;
  }
  return self->label;
}

/**
 * crm_subject_make:
 * @entity: of the record
 * @id: of the record; a stand-in of a change (negative) too
 *
 * Returns: both in one integer
 */
gint64
crm_subject_make (const CrmEntity *entity, gint64 id)
{
  gint64 low = id & ((G_GINT64_CONSTANT (1) << SUBJECT_SHIFT) - 1);
  return ((gint64) entity->code << SUBJECT_SHIFT) | low;
}

/**
 * crm_subject_get_entity:
 * @subject: as crm_subject_make() gives it
 *
 * Returns: (nullable): the entity
 */
const CrmEntity *
crm_subject_get_entity (gint64 subject)
{
  return crm_entity_by_code ((int) (subject >> SUBJECT_SHIFT));
}

/**
 * crm_subject_get_id:
 * @subject: as crm_subject_make() gives it
 *
 * Returns: the id; negative for a stand-in
 */
gint64
crm_subject_get_id (gint64 subject)
{
  guint64 low = (guint64) subject << (64 - SUBJECT_SHIFT);
  return (gint64) low >> (64 - SUBJECT_SHIFT);
}
