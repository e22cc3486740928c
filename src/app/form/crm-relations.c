/* What follows from the descriptions about a record's page. */
#include "config.h"

#include "crm-relations.h"

#include <glib/gi18n.h>

#include "crm-batch.h"
#include "crm-date.h"
#include "crm-progress.h"

#define MOST_FACTS 5

/* Notes and files hang on any record: the timeline and the files show them. */
static gboolean
is_attached (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_SUBJECT &&
        (entity->fields[i].flags & CRM_FIELD_OWNER) != 0)
      return TRUE;
  return FALSE;
}

/**
 * crm_relations_read:
 * @entity: a description
 *
 * Returns: (transfer full) (element-type CrmRelation): which fields of which entities point at it
 */
GArray *
crm_relations_read (const CrmEntity *entity)
{
  GArray *relations = g_array_new (FALSE, FALSE, sizeof (CrmRelation));
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++) {
    gboolean first = TRUE;
    if (entities[i]->internal || is_attached (entities[i]))
      continue;
    for (int j = 0; j < entities[i]->n_fields; j++) {
      const CrmField *field = &entities[i]->fields[j];
      CrmRelation relation = { entities[i], field, (field->flags & CRM_FIELD_OWNER) != 0, first };
      if (field->kind != CRM_KIND_REFERENCE || crm_field_get_target (field) != entity)
        continue;
      g_array_append_val (relations, relation);
      first = FALSE;
    }
  }
  return relations;
}

/**
 * crm_relation_make_query:
 * @self: a relation
 * @id: of the record pointed at
 *
 * Returns: (transfer full): the records that point at it
 */
CrmQuery *
crm_relation_make_query (const CrmRelation *self, gint64 id)
{
  g_autoptr (CrmQuery) all = crm_query_new (self->entity);
  return crm_query_filter_integer (all, self->field->name, CRM_OP_EQUAL, id);
}

/**
 * crm_relation_dup_title:
 * @self: a relation
 *
 * Returns: (transfer full): "Documents"; "Documents (Seller)" where it is not the first of its
 *   entity
 */
char *
crm_relation_dup_title (const CrmRelation *self)
{
  const char *label = crm_entity_get_label_plural (self->entity);

  if (self->first)
    return g_strdup (label);
  /* Translators: the name of an entity in plural and of the field that points at this record */
  return g_strdup_printf (C_ ("related records", "%s (%s)"), label,
                          crm_field_get_label (self->field));
}

/**
 * crm_relation_make_draft:
 * @self: a relation
 * @record: the record pointed at
 *
 * What the new record has in common with this one, the same company say, is filled in.
 *
 * Returns: (transfer full): a draft
 */
CrmRecord *
crm_relation_make_draft (const CrmRelation *self, CrmRecord *record)
{
  CrmRecord *draft = crm_record_new (self->entity);

  crm_record_share (draft, record);
  crm_record_set_integer (draft, self->field->name, crm_record_get_id (record));
  return draft;
}

static gboolean
has_colours (const CrmField *field)
{
  const CrmEntity *target = crm_field_get_target (field);

  if (field->kind == CRM_KIND_CHOICE)
    return field->choices[0].code != NULL && field->choices[0].colour != NULL;
  return field->kind == CRM_KIND_REFERENCE && target != NULL &&
         crm_entity_field (target, "colour") != NULL && (field->flags & CRM_FIELD_LISTED) != 0;
}

/**
 * crm_entity_find_status:
 * @entity: a description
 *
 * Returns: (nullable): the first field with colours that is served by an index (what people filter
 *   by), else the first one with colours
 */
const CrmField *
crm_entity_find_status (const CrmEntity *entity)
{
  const CrmField *status = NULL;

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    if (!has_colours (field) || (field->flags & CRM_FIELD_HIDDEN) != 0)
      continue;
    if ((field->flags & CRM_FIELD_INDEXED) != 0)
      return field;
    if (status == NULL)
      status = field;
  }
  return status;
}

/**
 * crm_entity_is_task:
 * @entity: a description
 *
 * Returns: whether it is something to be done: its status knows CRM_STATUS_DONE, and there is a day
 *   by which, that people set themselves
 */
gboolean
crm_entity_is_task (const CrmEntity *entity)
{
  const CrmField *status = crm_entity_find_status (entity);
  gboolean has_day = FALSE;

  for (int i = 0; i < entity->n_fields; i++)
    has_day |= (entity->fields[i].flags & (CRM_FIELD_DUE | CRM_FIELD_READ_ONLY)) == CRM_FIELD_DUE;
  return has_day && status != NULL && status->kind == CRM_KIND_CHOICE &&
         crm_field_find_choice (status, CRM_STATUS_DONE) != NULL;
}

gboolean
crm_entity_is_checklist (const CrmEntity *entity)
{
  const CrmField *done = crm_entity_field (entity, "done");

  return done != NULL && done->kind == CRM_KIND_YES_NO &&
         crm_entity_field (entity, "position") != NULL;
}

/**
 * crm_entity_find_stage:
 * @entity: a description
 *
 * Returns: (nullable): the reference to what has an order and a meaning: a deal's stage
 */
const CrmField *
crm_entity_find_stage (const CrmEntity *entity)
{
  return crm_progress_find_stage (entity);
}

/**
 * crm_record_dup_status_colour:
 * @record: a record
 * @status: of crm_entity_find_status()
 * @database: a connection of this thread
 *
 * Returns: (transfer full): a named colour of the palette
 */
char *
crm_record_dup_status_colour (CrmRecord *record, const CrmField *status, CrmDatabase *database)
{
  int i = (int) (status - crm_record_get_entity (record)->fields);
  const CrmValue *value = crm_record_get_value (record, i);
  const char *colour = NULL;
  g_autoptr (CrmRecord) target = NULL;

  if (value->type == CRM_VALUE_TEXT) {
    const CrmChoice *choice = crm_field_find_choice (status, value->text);
    colour = choice != NULL ? choice->colour : NULL;
  } else if (value->type == CRM_VALUE_INTEGER) {
    target = crm_record_load (database, crm_field_get_target (status), value->integer, NULL);
    colour = target != NULL ? crm_record_get_text (target, "colour") : NULL;
  }
  return g_strdup (colour != NULL ? colour : "neutral");
}

/* Whether it shows several sums. */
static gboolean
has_sums (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  int n = 0;

  for (int i = 0; i < entity->n_fields; i++)
    n += entity->fields[i].kind == CRM_KIND_MONEY &&
         (entity->fields[i].flags & (CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE)) != 0 &&
         crm_record_get_value (record, i)->type != CRM_VALUE_EMPTY;
  return n > 1;
}

/* Whether a reference names what stands around it anyway: the whole, or what both point at. */
static gboolean
is_around (CrmRecord *record, const CrmField *field, CrmRecord *whole)
{
  gint64 id = crm_record_get_integer (record, field->name);

  if (whole == NULL || field->kind != CRM_KIND_REFERENCE)
    return FALSE;
  if (crm_field_get_target (field) == crm_record_get_entity (whole) &&
      id == crm_record_get_id (whole))
    return TRUE;
  return crm_entity_field (crm_record_get_entity (whole), field->name) != NULL &&
         id == crm_record_get_integer (whole, field->name);
}

char *
crm_record_dup_facts (CrmRecord *record)
{
  return crm_record_dup_facts_within (record, NULL);
}

/**
 * crm_record_dup_facts_within:
 * @record: a record
 * @whole: (nullable): on whose page it stands
 *
 * Returns: (transfer full): the values of its first listed fields beside title and status, without
 *   what is known on that page; "" if it has none
 */
char *
crm_record_dup_facts_within (CrmRecord *record, CrmRecord *whole)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const CrmField *status = crm_entity_find_status (entity);
  g_autoptr (GString) facts = g_string_new (NULL);
  gboolean sums = has_sums (record);
  int n = 0;

  for (int i = 0; i < entity->n_fields && n < MOST_FACTS; i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *text = NULL;
    if ((field->flags & (CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE)) == 0 ||
        (field->flags & CRM_FIELD_TITLE) != 0 || field == status ||
        crm_record_get_value (record, i)->type == CRM_VALUE_EMPTY || field->kind == CRM_KIND_NOTE ||
        field->kind == CRM_KIND_YES_NO || is_around (record, field, whole))
      continue;
    text = crm_record_format (record, i);
    g_string_append (facts, n++ > 0 ? " · " : "");
    /* Of several dates or sums nobody could say which is which. */
    if (field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT ||
        (sums && field->kind == CRM_KIND_MONEY))
      /* Translators: the name of a field with a date or a sum, and that */
      g_string_append_printf (facts, C_ ("fact", "%s: %s"), crm_field_get_label (field), text);
    else
      g_string_append (facts, text);
  }
  return g_string_free (g_steal_pointer (&facts), FALSE);
}

/**
 * crm_record_get_when:
 * @record: a record
 * @is_day: (out): whether it is a day without a time
 *
 * A day on which the record was made stands for the moment at which it was.
 *
 * Returns: the moment of its first listed date, else of its making; 0 if it has none
 */
gint64
crm_record_get_when (CrmRecord *record, gboolean *is_day)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  gint64 created =
      crm_entity_field (entity, "created") != NULL ? crm_record_get_integer (record, "created") : 0;

  *is_day = FALSE;
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_value (record, i);
    if ((field->flags & CRM_FIELD_LISTED) == 0 || value->type != CRM_VALUE_INTEGER)
      continue;
    if (field->kind == CRM_KIND_MOMENT)
      return value->integer;
    if (field->kind == CRM_KIND_DATE && crm_moment_to_date (created) == value->integer)
      return created;
    if (field->kind == CRM_KIND_DATE) {
      *is_day = TRUE;
      return crm_moment_from_date (value->integer);
    }
  }
  return created;
}

/* What a record is part of and seen with; NULL where it has a page of its own. */
static CrmRecord *
load_owner (CrmRecord *record, CrmDatabase *database)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    gint64 value = crm_record_get_integer (record, field->name);
    if ((field->flags & CRM_FIELD_OWNER) == 0 || value == 0)
      continue;
    if (field->kind == CRM_KIND_SUBJECT && crm_subject_get_entity (value) != NULL)
      return crm_record_load (database, crm_subject_get_entity (value), crm_subject_get_id (value),
                              NULL);
    if (entity->internal && crm_field_get_target (field) != NULL)
      return crm_record_load (database, crm_field_get_target (field), value, NULL);
  }
  return NULL;
}

/**
 * crm_record_load_seen:
 * @record: any record
 * @database: a connection of this thread
 *
 * Returns: (transfer full): the record on whose page it is seen: of a mention what its note is
 *   about; itself where it has a page of its own
 */
CrmRecord *
crm_record_load_seen (CrmRecord *record, CrmDatabase *database)
{
  g_autoptr (CrmRecord) seen = g_object_ref (record);
  CrmRecord *owner;

  while ((owner = load_owner (seen, database)) != NULL) {
    g_object_unref (seen);
    seen = owner;
  }
  return g_steal_pointer (&seen);
}
