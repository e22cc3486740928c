/* What is asked of records: a tree of tests, tied by "and" and "or", and of tests of what points at
 * them. Immutable, of any thread. */
#pragma once

#include "crm-period.h"
#include "crm-record.h"

G_BEGIN_DECLS

typedef struct _CrmCondition CrmCondition;

typedef enum {
  CRM_OP_EQUAL,
  CRM_OP_NOT_EQUAL,
  CRM_OP_LESS,
  CRM_OP_LESS_EQUAL,
  CRM_OP_GREATER,
  CRM_OP_GREATER_EQUAL,
  CRM_OP_CONTAINS,
  CRM_OP_IN, /* one of; of tags: any of */
  CRM_OP_EMPTY,
  CRM_OP_NOT_EMPTY,
  CRM_OP_BETWEEN,      /* two operands, both in it */
  CRM_OP_NOT_IN,       /* none of; what is empty too */
  CRM_OP_NOT_CONTAINS, /* what is empty too */
  CRM_OP_BEGINS,
  CRM_OP_ALL, /* of tags: all of */
  CRM_N_OPS
} CrmOp;

/**
 * CrmOperandKind:
 * @CRM_OPERAND_VALUE: a value as the field stores it
 * @CRM_OPERAND_DAY: a day, for a moment: from its first second to its last
 * @CRM_OPERAND_SPAN: a stretch of days told from today
 * @CRM_OPERAND_ME: the person who asks
 * @CRM_OPERAND_NOW: this moment; for a date today
 *
 * All but values and days are relative: what they are is known when the question is run. Stretches
 * compare as a whole: equal is within, less is before, greater is after.
 */
typedef enum {
  CRM_OPERAND_VALUE,
  CRM_OPERAND_DAY,
  CRM_OPERAND_SPAN,
  CRM_OPERAND_ME,
  CRM_OPERAND_NOW
} CrmOperandKind;

typedef struct {
  CrmOperandKind kind;
  CrmValue value; /* owned; of DAY an integer */
  CrmSpan span;
} CrmOperand;

void crm_operand_clear (CrmOperand *self);
void crm_operand_copy (const CrmOperand *self, CrmOperand *copy);
gboolean crm_operand_equal (const CrmOperand *a, const CrmOperand *b);

/**
 * CrmConditionKind:
 * @CRM_CONDITION_TEST: a field, perhaps of a record that is referred to, compares with operands
 * @CRM_CONDITION_ALL: all of the children; those that cannot be asked do not count
 * @CRM_CONDITION_ANY: one of the children; those that cannot be asked do not count
 * @CRM_CONDITION_HAS: there are records that point here, and that meet the child if there is one
 * @CRM_CONDITION_HAS_NO: there are no such records
 * @CRM_CONDITION_UNREADABLE: was written for what is not there any more; asks for nothing
 */
typedef enum {
  CRM_CONDITION_TEST,
  CRM_CONDITION_ALL,
  CRM_CONDITION_ANY,
  CRM_CONDITION_HAS,
  CRM_CONDITION_HAS_NO,
  CRM_CONDITION_UNREADABLE
} CrmConditionKind;

/* @path: a field, or fields joined by dots through references ("company.city"). */
CrmCondition *crm_condition_new_test (const CrmEntity *entity, const char *path, CrmOp op,
                                      const CrmOperand *operands, gsize n_operands, GError **error);
/* ALL or ANY; takes the elements over. (element-type CrmCondition) */
CrmCondition *crm_condition_new_group (CrmConditionKind kind, GPtrArray *children);
/* @link: a field of @source that refers to @entity, or a subject. @child: of @source; may be NULL,
 * taken over. */
CrmCondition *crm_condition_new_link (const CrmEntity *entity, const CrmEntity *source,
                                      const CrmField *link, gboolean negated, CrmCondition *child);
CrmCondition *crm_condition_ref (CrmCondition *self);
void crm_condition_unref (CrmCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCondition, crm_condition_unref)

/**
 * CrmParseFlags:
 * @CRM_PARSE_STRICT: the first thing that is wrong is an error
 * @CRM_PARSE_LENIENT: what is not there any more becomes unreadable, the rest is used
 */
typedef enum { CRM_PARSE_STRICT, CRM_PARSE_LENIENT } CrmParseFlags;
CrmCondition *crm_condition_parse (const CrmEntity *entity, const char *text, CrmDatabase *database,
                                   CrmParseFlags flags, GError **error);
/* What crm_condition_parse() reads back to the same. @database: may be NULL; gives names beside
 * numbers of records. */
char *crm_condition_to_text (CrmCondition *self, CrmDatabase *database);

CrmConditionKind crm_condition_get_kind (CrmCondition *self);
/* Of a test: the field that is compared, and the way to it. Of a link: the way to whom is pointed
 * at, mostly "". */
const CrmField *crm_condition_get_field (CrmCondition *self);
char *crm_condition_dup_path (CrmCondition *self);
CrmOp crm_condition_get_op (CrmCondition *self);
const CrmOperand *crm_condition_get_operands (CrmCondition *self, gsize *n_operands);
/* Of groups all, of links none or one. */
guint crm_condition_get_n_children (CrmCondition *self);
CrmCondition *crm_condition_get_child (CrmCondition *self, guint i); /* borrowed */
const CrmEntity *crm_condition_get_source (CrmCondition *self);      /* of a link */
const CrmField *crm_condition_get_link (CrmCondition *self);
/* What is wrong with it, a sentence; NULL: nothing. */
const char *crm_condition_get_problem (CrmCondition *self);
void crm_condition_collect_problems (CrmCondition *self, GPtrArray *problems); /* adds copies */
/* Whether it asks for nothing, by itself or because none of its children asks. */
gboolean crm_condition_is_idle (CrmCondition *self);
gboolean crm_condition_is_relative (CrmCondition *self); /* depends on the day or the person */

/* Whether a person can be meant by "me". */
gboolean crm_field_can_be_me (const CrmField *field);

G_END_DECLS
