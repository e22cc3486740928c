/* How surely two records are the same thing, and why. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-match.h"
#include "crm-name-key.h"
#include "crm-text.h"

#define MOST_FIELDS 24

/* Percent that one agreement alone is worth; several together are worth what is left when each has
 * failed: two independent witnesses. */
#define WORTH_NUMBER 90
#define WORTH_EMAIL 60
#define WORTH_PHONE 55
#define WORTH_NAME 70
#define WORTH_SHORT_NAME 50
/* A phone or a mailbox is shared in an office: without the name it is worth less. */
#define WORTH_SHARED 35
/* What is added and taken away afterwards. */
#define OTHER_NUMBER 45
#define OTHER_BELONGING 35
#define OTHER_BELONGING_KNOWN 20
#define SAME_BELONGING 15
#define OTHER_PLACE 12
#define SAME_PLACE 8

typedef enum { ROLE_NAME, ROLE_NUMBER, ROLE_EMAIL, ROLE_PHONE, ROLE_BELONGING, ROLE_PLACE } Role;

typedef struct {
  int field;
  Role role;
  char *key;  /* owned; NULL: empty */
  char *text; /* owned; folded, of a name */
} Trait;

struct _CrmMatchCard {
  const CrmEntity *entity;
  gint64 id;
  guint n_traits;
  Trait traits[MOST_FIELDS];
};

static gboolean
get_role (const CrmField *field, Role *role)
{
  if (field->flags & CRM_FIELD_MATCH)
    *role = field->kind == CRM_KIND_PHONE           ? ROLE_PHONE
            : field->kind == CRM_KIND_EMAIL         ? ROLE_EMAIL
            : (field->flags & CRM_FIELD_TITLE) != 0 ? ROLE_NAME
                                                    : ROLE_NUMBER;
  else if (field->flags & CRM_FIELD_NAMES)
    *role = ROLE_BELONGING;
  else if ((field->flags & CRM_FIELD_SUBTITLE) && (field->flags & CRM_FIELD_INDEXED) &&
           field->kind == CRM_KIND_TEXT)
    *role = ROLE_PLACE;
  else
    return FALSE;
  return TRUE;
}

static char *
make_key (const CrmField *field, Role role, const CrmValue *value)
{
  g_autoptr (GPtrArray) keys = NULL;

  if (value->type == CRM_VALUE_EMPTY)
    return NULL;
  if (value->type == CRM_VALUE_INTEGER)
    return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
  if (role == ROLE_BELONGING)
    return crm_text_squeeze (value->text);
  if (role == ROLE_PLACE)
    return crm_name_key (value->text);
  keys = g_ptr_array_new_with_free_func (g_free);
  crm_match_append_keys (field, value->text, keys);
  return keys->len > 0 ? g_strdup ((const char *) keys->pdata[0] + 1) : NULL;
}

static void
add_trait (CrmMatchCard *self, int field, Role role, const CrmValue *value)
{
  Trait *trait = &self->traits[self->n_traits];

  if (self->n_traits == MOST_FIELDS)
    return;
  self->n_traits++;
  trait->field = field;
  trait->role = role;
  trait->key = make_key (&self->entity->fields[field], role, value);
  if (role == ROLE_NAME && value->type == CRM_VALUE_TEXT)
    trait->text = crm_text_squeeze (value->text);
}

/**
 * crm_match_card_new:
 * @record: a record, written or not
 *
 * Returns: (transfer full): what is compared of it
 */
CrmMatchCard *
crm_match_card_new (CrmRecord *record)
{
  CrmMatchCard *self = g_new0 (CrmMatchCard, 1);
  Role role;

  self->entity = crm_record_get_entity (record);
  self->id = crm_record_get_id (record);
  for (int i = 0; i < self->entity->n_fields; i++)
    if (get_role (&self->entity->fields[i], &role))
      add_trait (self, i, role, crm_record_get_value (record, i));
  return self;
}

/**
 * crm_match_card_read:
 * @database: any connection of this thread
 * @entity: a description
 * @id: of a record
 * @error: of the store
 *
 * Returns: (transfer full) (nullable): what is compared of it; %NULL without an error when there is
 *   no such record
 */
CrmMatchCard *
crm_match_card_read (CrmDatabase *database, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id");
  g_autoptr (CrmStatement) statement = NULL;
  CrmMatchCard *self;
  gboolean has_row;
  int column = 0;
  Role role;

  for (int i = 0; i < entity->n_fields; i++)
    if (get_role (&entity->fields[i], &role))
      g_string_append_printf (sql, ", \"%s\"", entity->fields[i].name);
  g_string_append_printf (sql, " FROM \"%s\" WHERE id = ?1", entity->name);
  statement = crm_database_prepare (database, sql->str, error);
  if (statement == NULL)
    return NULL;
  crm_statement_bind_integer (statement, 1, id);
  if (!crm_statement_step (statement, &has_row, error) || !has_row)
    return NULL;
  self = g_new0 (CrmMatchCard, 1);
  self->entity = entity;
  self->id = id;
  for (int i = 0; i < entity->n_fields; i++) {
    g_auto (CrmValue) value = CRM_VALUE_INIT;
    if (!get_role (&entity->fields[i], &role))
      continue;
    column++;
    if (crm_statement_is_null (statement, column))
      value.type = CRM_VALUE_EMPTY;
    else if (crm_kind_get_storage (entity->fields[i].kind) == CRM_VALUE_TEXT)
      crm_value_set_text (&value, crm_statement_get_text (statement, column));
    else
      crm_value_set_integer (&value, crm_statement_get_integer (statement, column));
    add_trait (self, i, role, &value);
  }
  return self;
}

/**
 * crm_match_card_free:
 * @self: a card
 */
void
crm_match_card_free (CrmMatchCard *self)
{
  for (guint i = 0; i < self->n_traits; i++) {
    g_free (self->traits[i].key);
    g_free (self->traits[i].text);
  }
  g_free (self);
}

/* --- Comparing */

#define CERTAIN G_GINT64_CONSTANT (1000000000)

typedef struct {
  CrmMatchScore score;
  gint64 doubt; /* that all agreements are chance, in parts of CERTAIN */
  int change;   /* of the percent, afterwards */
  gboolean same_number;
  gboolean other_number;
  gboolean same_reach;
  gboolean other_belonging;
} Weighing;

static void
compare_names (Weighing *weighing, const Trait *a, const Trait *b)
{
  if (a->key == NULL || b->key == NULL)
    return;
  weighing->score.name = crm_name_difference (a->key, b->key);
  if (weighing->score.name < 0)
    return;
  weighing->score.literal = g_strcmp0 (a->text, b->text) == 0;
  crm_fields_add (&weighing->score.same, a->field);
}

static int
get_name_worth (const CrmMatchScore *score, const Trait *name)
{
  int worth = strlen (name->key) < 4 ? WORTH_SHORT_NAME : WORTH_NAME;
  return worth - 10 * score->name;
}

static void
add_doubt (Weighing *weighing, int worth)
{
  weighing->doubt = weighing->doubt * (100 - worth) / 100;
}

static void
compare_numbers (Weighing *weighing, const Trait *a, const Trait *b)
{
  if (a->key == NULL || b->key == NULL)
    return;
  if (strcmp (a->key, b->key) == 0) {
    crm_fields_add (&weighing->score.same, a->field);
    weighing->same_number = TRUE;
    add_doubt (weighing, WORTH_NUMBER);
  } else {
    crm_fields_add (&weighing->score.differs, a->field);
    weighing->other_number = TRUE;
    weighing->change -= OTHER_NUMBER;
  }
}

/* A person's second phone may be the first of the other record. */
static void
compare_reach (Weighing *weighing, const CrmMatchCard *a, const CrmMatchCard *b, Role role,
               int worth)
{
  for (guint i = 0; i < a->n_traits; i++)
    for (guint j = 0; j < b->n_traits; j++)
      if (a->traits[i].role == role && b->traits[j].role == role && a->traits[i].key != NULL &&
          g_strcmp0 (a->traits[i].key, b->traits[j].key) == 0) {
        crm_fields_add (&weighing->score.same, a->traits[i].field);
        weighing->same_reach = TRUE;
        add_doubt (weighing, weighing->score.name >= 0 ? worth : WORTH_SHARED);
        return;
      }
}

static void
compare_belonging (Weighing *weighing, const Trait *a, const Trait *b)
{
  gboolean place = a->role == ROLE_PLACE;

  if (a->key == NULL || b->key == NULL)
    return;
  if (strcmp (a->key, b->key) == 0) {
    crm_fields_add (&weighing->score.same, a->field);
    weighing->change += place ? SAME_PLACE : SAME_BELONGING;
    return;
  }
  crm_fields_add (&weighing->score.differs, a->field);
  weighing->other_belonging |= !place;
  if (place)
    weighing->change -= OTHER_PLACE;
  else
    weighing->change -= weighing->same_reach ? OTHER_BELONGING_KNOWN : OTHER_BELONGING;
}

/**
 * crm_match_compare:
 * @a: a card
 * @b: another of the same entity
 *
 * Any thread.
 *
 * Returns: how surely they are the same thing
 */
CrmMatchScore
crm_match_compare (const CrmMatchCard *a, const CrmMatchCard *b)
{
  Weighing weighing = { .score = { .name = -1 }, .doubt = CERTAIN };

  g_return_val_if_fail (a->entity == b->entity, weighing.score);
  for (guint i = 0; i < a->n_traits; i++)
    if (a->traits[i].role == ROLE_NAME) {
      compare_names (&weighing, &a->traits[i], &b->traits[i]);
      if (weighing.score.name >= 0)
        add_doubt (&weighing, get_name_worth (&weighing.score, &a->traits[i]));
    }
  compare_reach (&weighing, a, b, ROLE_PHONE, WORTH_PHONE);
  compare_reach (&weighing, a, b, ROLE_EMAIL, WORTH_EMAIL);
  for (guint i = 0; i < a->n_traits; i++)
    if (a->traits[i].role == ROLE_NUMBER)
      compare_numbers (&weighing, &a->traits[i], &b->traits[i]);
  if (crm_fields_is_empty (weighing.score.same))
    return weighing.score;
  for (guint i = 0; i < a->n_traits; i++)
    if (a->traits[i].role == ROLE_BELONGING || a->traits[i].role == ROLE_PLACE)
      compare_belonging (&weighing, &a->traits[i], &b->traits[i]);
  weighing.score.percent = CLAMP (
      (int) ((100 * (CERTAIN - weighing.doubt) + CERTAIN / 2) / CERTAIN) + weighing.change, 0, 100);
  weighing.score.certain = weighing.same_number && weighing.score.name == 0 &&
                           !weighing.other_number && !weighing.other_belonging;
  return weighing.score;
}

/* --- In words */

static char *
dup_name_reason (const CrmMatchScore *self)
{
  if (self->name > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "name differs by %d letter",
                                         "name differs by %d letters", (gulong) self->name),
                            self->name);
  return g_strdup (self->literal ? _ ("same name")
                                 : _ ("same name in other letters, order or legal form"));
}

/**
 * crm_match_score_dup_reasons:
 * @self: a score
 * @entity: of the records
 *
 * Returns: (transfer full): why they are taken for one, divided by commas; "" for no reason
 */
char *
crm_match_score_dup_reasons (const CrmMatchScore *self, const CrmEntity *entity)
{
  GString *reasons = g_string_new (NULL);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *reason = NULL;

    if ((field->flags & CRM_FIELD_MATCH) && (field->flags & CRM_FIELD_TITLE))
      reason = crm_fields_has (self->same, i) ? dup_name_reason (self) : NULL;
    else if (crm_fields_has (self->same, i))
      /* Translators: why two records may be duplicates; %s is the name of a field: Tax number */
      reason = g_strdup_printf (C_ ("reason", "same: %s"), crm_field_get_label (field));
    else if (crm_fields_has (self->differs, i))
      /* Translators: what speaks against two records being duplicates; %s is a field: City */
      reason = g_strdup_printf (C_ ("reason", "different: %s"), crm_field_get_label (field));
    if (reason != NULL)
      g_string_append_printf (reasons, "%s%s", reasons->len > 0 ? ", " : "", reason);
  }
  return g_string_free (reasons, FALSE);
}
