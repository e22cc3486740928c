/* The inside of a condition. */
#pragma once

#include "crm-condition.h"

G_BEGIN_DECLS

#define CRM_MOST_PATH 4
#define CRM_MOST_OPERANDS 1000

struct _CrmCondition {
  gatomicrefcount references;
  CrmConditionKind kind;
  const CrmField *path[CRM_MOST_PATH]; /* references, then the field itself; of a link references */
  int n_path;
  CrmOp op;
  GArray *operands;        /* CrmOperand; owned */
  GPtrArray *children;     /* CrmCondition; owned */
  const CrmEntity *source; /* of a link */
  const CrmField *link;
  char *text;    /* owned; of an unreadable one */
  char *problem; /* owned; may be NULL */
};

CrmCondition *crm_condition_new_unreadable (const char *text, const char *problem);
/* With references before the field that is pointed at; borrowed by none. */
void crm_condition_set_path (CrmCondition *self, const CrmField *const *path, int n_path);

/* "a.b.c" as fields; returns how many, 0 on error. */
int crm_query_resolve_path (const CrmEntity *entity, const char *path, const CrmField **fields,
                            GError **error);

/* One operand as typed; appends one, or for "1..5" two and sets @op to BETWEEN. */
gboolean crm_operand_parse (const CrmField *field, const char *text, gboolean quoted, CrmOp *op,
                            CrmDatabase *database, GArray *operands, GError **error);
void crm_condition_append_quoted (GString *text, const char *value);
/* Whether an operand of that kind is anywhere in it. */
gboolean crm_condition_names (CrmCondition *self, CrmOperandKind kind);

G_END_DECLS
