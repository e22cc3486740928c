/* Conditions as SQL, and statements with values bound to them. */
#include "config.h"

#include "crm-date.h"
#include "crm-query-private.h"
#include "crm-record-private.h"
#include "crm-text.h"

typedef struct {
  enum { BIND_VALUE, BIND_INTEGER, BIND_TEXT, BIND_BLOB } type;
  const CrmValue *value; /* borrowed of the query */
  gint64 integer;
  gpointer owned; /* freed with the statement's text */
} CrmBind;

void
crm_sql_init (CrmSql *self)
{
  self->text = g_string_new (NULL);
  self->binds = g_array_new (FALSE, TRUE, sizeof (CrmBind));
}

void
crm_sql_clear (CrmSql *self)
{
  for (guint i = 0; self->binds != NULL && i < self->binds->len; i++) {
    CrmBind *bind = &g_array_index (self->binds, CrmBind, i);
    if (bind->type == BIND_TEXT)
      g_free (bind->owned);
    else if (bind->type == BIND_BLOB)
      g_bytes_unref (bind->owned);
  }
  g_clear_pointer (&self->binds, g_array_unref);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
}

static void
append_value (CrmSql *self, const CrmValue *value)
{
  CrmBind bind = { .type = BIND_VALUE, .value = value };
  g_array_append_val (self->binds, bind);
  g_string_append_printf (self->text, "?%u", self->binds->len);
}

static void
append_integer (CrmSql *self, gint64 integer)
{
  CrmBind bind = { .type = BIND_INTEGER, .integer = integer };
  g_array_append_val (self->binds, bind);
  g_string_append_printf (self->text, "?%u", self->binds->len);
}

void
crm_sql_append_text (CrmSql *self, char *text)
{
  CrmBind bind = { .type = BIND_TEXT, .owned = text };
  g_array_append_val (self->binds, bind);
  g_string_append_printf (self->text, "?%u", self->binds->len);
}

static void
append_key (CrmSql *self, CrmDatabase *database, const char *text)
{
  CrmBind bind = { .type = BIND_BLOB,
                   .owned = crm_collator_sort_key (crm_database_get_collator (database), text) };
  g_array_append_val (self->binds, bind);
  g_string_append_printf (self->text, "?%u", self->binds->len);
}

/* --- Operands, told from the day and the person of the question */

/* From the first to the last that an operand stands for; FALSE where it is not a stretch of
 * numbers. */
static gboolean
get_stretch (CrmSql *self, const CrmField *field, const CrmOperand *operand, gint64 *first,
             gint64 *last)
{
  switch (operand->kind) {
  case CRM_OPERAND_VALUE:
    if (operand->value.type != CRM_VALUE_INTEGER)
      return FALSE;
    *first = *last = operand->value.integer;
    return TRUE;
  case CRM_OPERAND_ME:
    *first = *last = self->context->me;
    return TRUE;
  case CRM_OPERAND_NOW:
    *first = *last = field->kind == CRM_KIND_MOMENT ? self->context->now : self->context->today;
    return TRUE;
  case CRM_OPERAND_DAY:
    *first = *last = operand->value.integer;
    break;
  case CRM_OPERAND_SPAN:
    crm_span_get_days (&operand->span, self->context->today, first, last);
    break;
  }
  if (field->kind == CRM_KIND_MOMENT) {
    /* A moment falls on a day from its first second to the last before the next. */
    *first = *first == G_MININT64 ? G_MININT64 : crm_moment_from_date (*first);
    *last = crm_moment_from_date (*last + 1) - 1;
  }
  return TRUE;
}

static const CrmOperand *
operand_at (CrmCondition *condition, guint i)
{
  return &g_array_index (condition->operands, CrmOperand, i);
}

static const char *
op_sign (CrmOp op)
{
  switch (op) {
  case CRM_OP_EQUAL:
    return "=";
  case CRM_OP_NOT_EQUAL:
    return "IS NOT";
  case CRM_OP_LESS:
    return "<";
  case CRM_OP_LESS_EQUAL:
    return "<=";
  case CRM_OP_GREATER:
    return ">";
  case CRM_OP_GREATER_EQUAL:
    return ">=";
  default:
    g_assert_not_reached ();
  }
}

static void
append_bound (CrmSql *self, const CrmField *field, const char *sign, gint64 bound)
{
  g_string_append_printf (self->text, "\"%s\" %s ", field->name, sign);
  append_integer (self, bound);
}

static void
append_between (CrmSql *self, const CrmField *field, gint64 first, gint64 last)
{
  if (first == last) {
    append_bound (self, field, "=", first);
    return;
  }
  if (first == G_MININT64) {
    append_bound (self, field, "<=", last);
    return;
  }
  append_bound (self, field, "BETWEEN", first);
  g_string_append (self->text, " AND ");
  append_integer (self, last);
}

static void
append_stretch (CrmSql *self, const CrmField *field, CrmOp op, gint64 first, gint64 last)
{
  switch (op) {
  case CRM_OP_EQUAL:
    append_between (self, field, first, last);
    return;
  case CRM_OP_NOT_EQUAL:
    if (first == last) {
      append_bound (self, field, "IS NOT", first);
      return;
    }
    g_string_append_printf (self->text, "(\"%s\" IS NULL OR NOT ", field->name);
    append_between (self, field, first, last);
    g_string_append_c (self->text, ')');
    return;
  case CRM_OP_LESS:
  case CRM_OP_GREATER_EQUAL:
    append_bound (self, field, op_sign (op), first);
    return;
  case CRM_OP_LESS_EQUAL:
  case CRM_OP_GREATER:
    append_bound (self, field, op_sign (op), last);
    return;
  default:
    g_assert_not_reached ();
  }
}

static void
append_compared (CrmSql *self, CrmDatabase *database, const CrmField *field, CrmOp op,
                 const CrmOperand *operand)
{
  gboolean key = crm_field_has_key (field);
  gint64 first, last;

  if (get_stretch (self, field, operand, &first, &last)) {
    append_stretch (self, field, op, first, last);
    return;
  }
  g_string_append_printf (self->text, "\"%s%s\" %s ", field->name, key ? "_key" : "", op_sign (op));
  if (key && operand->value.type == CRM_VALUE_TEXT)
    append_key (self, database, operand->value.text);
  else
    append_value (self, &operand->value);
}

/* --- Tests */

static guint
count_distinct (CrmCondition *condition)
{
  guint n = 0;

  for (guint i = 0; i < condition->operands->len; i++) {
    gboolean seen = FALSE;
    for (guint j = 0; j < i && !seen; j++)
      seen = crm_operand_equal (operand_at (condition, i), operand_at (condition, j));
    n += seen ? 0 : 1;
  }
  return n;
}

/* Several tags: the derived table knows who carries which. */
static void
append_tags (CrmSql *self, const CrmEntity *entity, CrmCondition *condition)
{
  gboolean negated = condition->op == CRM_OP_NOT_EQUAL || condition->op == CRM_OP_NOT_IN;
  gboolean all = condition->op == CRM_OP_ALL;

  g_string_append_printf (self->text,
                          "id %s (SELECT record FROM record_tag WHERE entity = %d AND tag IN (",
                          negated ? "NOT IN" : "IN", entity->code);
  for (guint i = 0; i < condition->operands->len; i++) {
    if (i > 0)
      g_string_append (self->text, ", ");
    append_value (self, &operand_at (condition, i)->value);
  }
  g_string_append_c (self->text, ')');
  if (all)
    g_string_append_printf (self->text, " GROUP BY record HAVING count (DISTINCT tag) = %u",
                            count_distinct (condition));
  g_string_append_c (self->text, ')');
}

/* Values of one form, which SQLite looks up in a set. */
static gboolean
are_values (CrmCondition *condition)
{
  for (guint i = 0; i < condition->operands->len; i++) {
    CrmOperandKind kind = operand_at (condition, i)->kind;
    if (kind != CRM_OPERAND_VALUE && kind != CRM_OPERAND_ME)
      return FALSE;
  }
  return TRUE;
}

static void
append_set (CrmSql *self, CrmDatabase *database, const CrmField *field, CrmCondition *condition)
{
  gboolean key = crm_field_has_key (field);

  if (!are_values (condition)) {
    for (guint i = 0; i < condition->operands->len; i++) {
      g_string_append (self->text, i > 0 ? " OR " : "(");
      append_compared (self, database, field, CRM_OP_EQUAL, operand_at (condition, i));
    }
    g_string_append (self->text, condition->operands->len > 0 ? ")" : "0");
    return;
  }
  g_string_append_printf (self->text, "\"%s%s\" IN (", field->name, key ? "_key" : "");
  for (guint i = 0; i < condition->operands->len; i++) {
    const CrmOperand *operand = operand_at (condition, i);
    g_string_append (self->text, i > 0 ? ", " : "");
    if (operand->kind == CRM_OPERAND_ME)
      append_integer (self, self->context->me);
    else if (key && operand->value.type == CRM_VALUE_TEXT)
      append_key (self, database, operand->value.text);
    else
      append_value (self, &operand->value);
  }
  g_string_append_c (self->text, ')');
}

/* The words a person sees: of a reference the title of the record it points at. */
static void
append_words (CrmSql *self, const CrmField *field, CrmOp op, const char *words)
{
  const char *compare = op == CRM_OP_BEGINS ? ") = 1" : ") > 0";

  if (op == CRM_OP_NOT_CONTAINS) {
    g_string_append_printf (self->text, "(\"%s\" IS NULL OR NOT (", field->name);
    append_words (self, field, CRM_OP_CONTAINS, words);
    g_string_append (self->text, "))");
    return;
  }
  if (field->kind == CRM_KIND_REFERENCE) {
    const CrmEntity *target = crm_field_get_target (field);
    g_string_append_printf (self->text, "\"%s\" IN (SELECT id FROM \"%s\" WHERE ", field->name,
                            target->name);
    append_words (self, crm_entity_title_field (target), op, words);
    g_string_append_c (self->text, ')');
    return;
  }
  g_string_append_printf (self->text, "instr (crm_fold (\"%s\"), ", field->name);
  crm_sql_append_text (self, crm_text_fold (words));
  g_string_append (self->text, compare);
}

static const char *
get_words (CrmCondition *condition)
{
  const CrmValue *value = &operand_at (condition, 0)->value;
  return value->type == CRM_VALUE_TEXT ? value->text : "";
}

static void
append_test (CrmSql *self, CrmDatabase *database, const CrmEntity *entity, CrmCondition *condition)
{
  const CrmField *field = crm_condition_get_field (condition);
  gint64 first, last, ignored;

  switch (condition->op) {
  case CRM_OP_EMPTY:
    g_string_append_printf (self->text, "\"%s\" IS NULL", field->name);
    return;
  case CRM_OP_NOT_EMPTY:
    g_string_append_printf (self->text, "\"%s\" IS NOT NULL", field->name);
    return;
  case CRM_OP_CONTAINS:
  case CRM_OP_NOT_CONTAINS:
  case CRM_OP_BEGINS:
    append_words (self, field, condition->op, get_words (condition));
    return;
  case CRM_OP_BETWEEN:
    if (get_stretch (self, field, operand_at (condition, 0), &first, &ignored) &&
        get_stretch (self, field, operand_at (condition, 1), &ignored, &last))
      append_between (self, field, first, last);
    else
      g_string_append_c (self->text, '0');
    return;
  case CRM_OP_ALL:
    append_tags (self, entity, condition);
    return;
  case CRM_OP_IN:
    if (field->kind == CRM_KIND_TAGS)
      append_tags (self, entity, condition);
    else
      append_set (self, database, field, condition);
    return;
  case CRM_OP_NOT_IN:
    if (field->kind == CRM_KIND_TAGS) {
      append_tags (self, entity, condition);
      return;
    }
    g_string_append_printf (self->text, "(\"%s\" IS NULL OR NOT (", field->name);
    append_set (self, database, field, condition);
    g_string_append (self->text, "))");
    return;
  case CRM_OP_EQUAL:
  case CRM_OP_NOT_EQUAL:
    if (field->kind == CRM_KIND_TAGS) {
      append_tags (self, entity, condition);
      return;
    }
    break;
  case CRM_OP_LESS:
  case CRM_OP_LESS_EQUAL:
  case CRM_OP_GREATER:
  case CRM_OP_GREATER_EQUAL:
    break;
  case CRM_N_OPS:
    g_assert_not_reached ();
  }
  append_compared (self, database, field, condition->op, operand_at (condition, 0));
}

/* Opens one parenthesis a step; returns whose records it is then about. */
static const CrmEntity *
append_way (CrmSql *self, const CrmEntity *entity, const CrmField *const *path, int n)
{
  for (int i = 0; i < n; i++) {
    entity = crm_field_get_target (path[i]);
    g_string_append_printf (self->text, "\"%s\" IN (SELECT id FROM \"%s\" WHERE ", path[i]->name,
                            entity->name);
  }
  return entity;
}

static void
close_way (CrmSql *self, int n)
{
  for (int i = 0; i < n; i++)
    g_string_append_c (self->text, ')');
}

static void
append_link (CrmSql *self, CrmDatabase *database, const CrmEntity *entity, CrmCondition *condition)
{
  const char *name = condition->link->name;

  entity = append_way (self, entity, condition->path, condition->n_path);
  g_string_append_printf (self->text, "id %s (SELECT ",
                          condition->kind == CRM_CONDITION_HAS_NO ? "NOT IN" : "IN");
  if (condition->link->kind == CRM_KIND_SUBJECT) {
    gint64 zero = crm_subject_make (entity, 0);
    g_string_append_printf (self->text,
                            "\"%s\" - %" G_GINT64_FORMAT " FROM \"%s\" WHERE \"%s\" BETWEEN "
                            "%" G_GINT64_FORMAT " AND %" G_GINT64_FORMAT,
                            name, zero, condition->source->name, name, zero + 1,
                            crm_subject_make (entity, -1));
  } else
    g_string_append_printf (self->text, "\"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL", name,
                            condition->source->name, name);
  for (guint i = 0; i < condition->children->len; i++) {
    g_string_append (self->text, " AND ");
    crm_sql_append_condition (self, database, condition->source, condition->children->pdata[i]);
  }
  g_string_append_c (self->text, ')');
  close_way (self, condition->n_path);
}

static void
append_group (CrmSql *self, CrmDatabase *database, const CrmEntity *entity, CrmCondition *condition)
{
  const char *glue = "(";

  for (guint i = 0; i < condition->children->len; i++) {
    if (crm_condition_is_idle (condition->children->pdata[i]))
      continue;
    g_string_append (self->text, glue);
    crm_sql_append_condition (self, database, entity, condition->children->pdata[i]);
    glue = condition->kind == CRM_CONDITION_ANY ? " OR " : " AND ";
  }
  g_string_append_c (self->text, ')');
}

void
crm_sql_append_condition (CrmSql *self, CrmDatabase *database, const CrmEntity *entity,
                          CrmCondition *condition)
{
  int n = MAX (condition->n_path - 1, 0);

  switch (condition->kind) {
  case CRM_CONDITION_TEST:
    entity = append_way (self, entity, condition->path, n);
    append_test (self, database, entity, condition);
    close_way (self, n);
    return;
  case CRM_CONDITION_ALL:
  case CRM_CONDITION_ANY:
    append_group (self, database, entity, condition);
    return;
  case CRM_CONDITION_HAS:
  case CRM_CONDITION_HAS_NO:
    append_link (self, database, entity, condition);
    return;
  case CRM_CONDITION_UNREADABLE:
    break;
  }
  g_assert_not_reached ();
}

/* Only what the reference points at is named anew, so that all other names of the statement mean
 * what they meant. */
gboolean
crm_sql_append_join (CrmSql *self, CrmDatabase *database, const CrmEntity *entity,
                     CrmCondition *condition, guint number)
{
  int n = condition->n_path - 1;
  const CrmEntity *target;

  if (condition->kind != CRM_CONDITION_TEST || n < 1)
    return FALSE;
  target = crm_field_get_target (condition->path[0]);
  g_string_append_printf (self->text, " JOIN (SELECT id AS way%u FROM \"%s\" WHERE ", number,
                          target->name);
  append_test (self, database, append_way (self, target, condition->path + 1, n - 1), condition);
  close_way (self, n - 1);
  g_string_append_printf (self->text, ") ON way%u = \"%s\".\"%s\"", number, entity->name,
                          condition->path[0]->name);
  return TRUE;
}

CrmStatement *
crm_sql_prepare (CrmSql *self, CrmDatabase *database, GError **error)
{
  CrmStatement *statement = crm_database_prepare (database, self->text->str, error);
  for (guint i = 0; statement != NULL && i < self->binds->len; i++) {
    CrmBind *bind = &g_array_index (self->binds, CrmBind, i);
    gconstpointer data;
    gsize size;
    switch (bind->type) {
    case BIND_VALUE:
      crm_value_bind (bind->value, statement, (int) i + 1);
      break;
    case BIND_INTEGER:
      crm_statement_bind_integer (statement, (int) i + 1, bind->integer);
      break;
    case BIND_TEXT:
      crm_statement_bind_text (statement, (int) i + 1, bind->owned);
      break;
    case BIND_BLOB:
      data = g_bytes_get_data (bind->owned, &size);
      crm_statement_bind_blob (statement, (int) i + 1, data, size);
      break;
    }
  }
  return statement;
}
