/* The inside of a query. */
#pragma once

#include "crm-condition-private.h"
#include "crm-query.h"

G_BEGIN_DECLS

#define CRM_MOST_SORTS 4

/* One field of the order. */
typedef struct {
  const CrmField *path[CRM_MOST_PATH];
  int n_path; /* 0: in the order they were made */
  gboolean descending;
} CrmSort;

/* The present that relative operands are told from. */
typedef struct {
  gint64 now;
  gint64 today;
  gint64 me;
} CrmQueryContext;

struct _CrmQuery {
  gatomicrefcount references;
  const CrmEntity *entity;
  GPtrArray *conditions; /* CrmCondition; owned: all of them */
  char *search;          /* as typed; owned */
  char *expression;      /* for the index; owned */
  char *only;            /* a reference-counted string of ids in JSON; NULL: all */
  CrmSort sorts[CRM_MOST_SORTS];
  guint n_sorts; /* 0: the entity's own */
  gboolean has_context;
  CrmQueryContext context;
};

/* Appends " WHERE ..." and the values to bind. Values are borrowed from the query, which must
 * outlive it. */
typedef struct {
  GString *text;
  GArray *binds;                  /* CrmBind: what is bound, and owned where the query does not */
  const CrmQueryContext *context; /* borrowed of the query */
} CrmSql;
void crm_sql_init (CrmSql *self);
void crm_sql_clear (CrmSql *self);
void crm_sql_append_where (CrmSql *self, CrmQuery *query, CrmDatabase *database);
/* One condition, in parentheses where it needs them. Idle ones must not be given. */
void crm_sql_append_condition (CrmSql *self, CrmDatabase *database, const CrmEntity *entity,
                               CrmCondition *condition);
/* A condition on what a reference points at, as a join of the table @entity; FALSE: it is none. */
gboolean crm_sql_append_join (CrmSql *self, CrmDatabase *database, const CrmEntity *entity,
                              CrmCondition *condition, guint number);
void crm_sql_append_text (CrmSql *self, char *text); /* takes it over */
void crm_sql_append_order (CrmSql *self, CrmQuery *query);
/* The same order where all rows are read, and more of each than an index holds. */
void crm_sql_append_sorted (CrmSql *self, CrmQuery *query);
/* Borrows the values of @self: it must outlive the statement. */
CrmStatement *crm_sql_prepare (CrmSql *self, CrmDatabase *database, GError **error);

/* What figures come to, CrmSum by currency. */
GArray *crm_sums_new (void);
/* That of a currency, begun where it is new; good until the next is. */
CrmSum *crm_sums_require (GArray *sums, const char *currency, guint n_fields);

/* Whether the first page comes at once: an index gives order and choice. */
gboolean crm_query_is_quick (CrmQuery *query, CrmDatabase *database);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmSql, crm_sql_clear)

G_END_DECLS
