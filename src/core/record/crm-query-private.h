/* The inside of a query. */
#pragma once

#include "crm-query.h"

G_BEGIN_DECLS

#define CRM_MOST_PATH 4

typedef struct {
  const CrmField *path[CRM_MOST_PATH]; /* references, then the field itself */
  int n_path;
  CrmOp op;
  GArray *values; /* CrmValue: one, several for IN, none for empty; owned */
} CrmCondition;

struct _CrmQuery {
  gatomicrefcount references;
  const CrmEntity *entity;
  GPtrArray *conditions; /* CrmCondition; owned */
  char *search;          /* as typed; owned */
  char *expression;      /* for the index; owned */
  char *only;            /* a reference-counted string of ids in JSON; NULL: all */
  const CrmField *sort[CRM_MOST_PATH];
  int n_sort;     /* 0: the entity's own order */
  gboolean by_id; /* in the order they were made */
  gboolean descending;
};

/* "a.b.c" as fields; returns how many, 0 on error. */
int crm_query_resolve_path (const CrmEntity *entity, const char *path, const CrmField **fields,
                            GError **error);

/* Appends " WHERE ..." and the values to bind. Values are borrowed from the query or owned by
 * @owned. */
typedef struct {
  GString *text;
  GArray *binds;    /* CrmBind */
  GPtrArray *owned; /* GBytes and strings that live as long as the statement runs */
} CrmSql;
void crm_sql_init (CrmSql *self);
void crm_sql_clear (CrmSql *self);
void crm_sql_append_where (CrmSql *self, CrmQuery *query, CrmDatabase *database);
void crm_sql_append_order (CrmSql *self, CrmQuery *query);
CrmStatement *crm_sql_prepare (CrmSql *self, CrmDatabase *database, GError **error);

/* Whether the first page comes at once: an index gives order and choice. */
gboolean crm_query_is_quick (CrmQuery *query, CrmDatabase *database);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmSql, crm_sql_clear)

G_END_DECLS
