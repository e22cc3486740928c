/* A question to the records: entity, filters, search, sort. Immutable: a new question is a new
 * object. */
#pragma once

#include "crm-condition.h"

G_BEGIN_DECLS

typedef struct _CrmQuery CrmQuery;

CrmQuery *crm_query_new (const CrmEntity *entity);
CrmQuery *crm_query_ref (CrmQuery *self);
void crm_query_unref (CrmQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQuery, crm_query_unref)

/* Each returns a new query. @path is a field, or fields joined by dots through references
 * ("company.city"). */
CrmQuery *crm_query_filter (CrmQuery *self, const char *path, CrmOp op, const char *text,
                            CrmDatabase *database, GError **error);
CrmQuery *crm_query_filter_integer (CrmQuery *self, const char *field, CrmOp op, gint64 integer);
/* With values at hand: one, several for IN, none for EMPTY and NOT_EMPTY. */
CrmQuery *crm_query_filter_values (CrmQuery *self, const char *field, CrmOp op,
                                   const CrmValue *values, gsize n_values);
/* Of all that answer, only these: chosen rows, the records behind a number. */
CrmQuery *crm_query_only (CrmQuery *self, const gint64 *ids, gsize n_ids);
/* "stage = Won or value > 1000": see crm_condition_parse(). */
CrmQuery *crm_query_filter_expression (CrmQuery *self, const char *expression,
                                       CrmDatabase *database, GError **error);
CrmQuery *crm_query_where (CrmQuery *self, CrmCondition *condition); /* and this */
/* The present: who asks (0: nobody known), and when. Must be said before a question that is
 * relative is run; crm_query_to_text() keeps nothing of it. */
CrmQuery *crm_query_at (CrmQuery *self, gint64 now, gint64 me);
gboolean crm_query_is_relative (CrmQuery *self); /* depends on the day or the person */
gboolean crm_query_names_me (CrmQuery *self);    /* depends on the person */
CrmQuery *crm_query_search (CrmQuery *self,
                            const char *text); /* NULL or "" takes the search away */
CrmQuery *crm_query_sort (CrmQuery *self, const char *path, gboolean descending,
                          GError **error); /* replaces the sort; NULL: entity's own */
/* And by this among equals; up to four fields. */
CrmQuery *crm_query_sort_then (CrmQuery *self, const char *path, gboolean descending,
                               GError **error);
/* "-created,name": replaces the sort. */
CrmQuery *crm_query_sort_text (CrmQuery *self, const char *text, GError **error);

/* Gives a new record the values it must have to answer the query: those of "field = value". */
void crm_query_fill (CrmQuery *self, CrmRecord *draft);

const CrmEntity *crm_query_get_entity (CrmQuery *self);
const char *crm_query_get_search (CrmQuery *self);
const char *crm_query_get_sort (CrmQuery *self, gboolean *descending);
guint crm_query_get_n_sorts (CrmQuery *self); /* 0: the entity's own order */
/* Transfer full: a path, "id" for the order they were made in. */
char *crm_query_dup_sort (CrmQuery *self, guint i, gboolean *descending);
guint crm_query_get_n_conditions (CrmQuery *self);
CrmCondition *crm_query_get_condition (CrmQuery *self, guint i); /* borrowed; all of them hold */

/* Entity, conditions, search and order as lines of text, the same for ever and whatever the
 * language; see crm-query-text.c. @database: may be NULL; gives names beside numbers of records. */
char *crm_query_to_text (CrmQuery *self, CrmDatabase *database);
/* What is there no more says so in @problems (element-type utf8: sentences; may be NULL), stays in
 * the query, and asks for nothing. */
CrmQuery *crm_query_from_text (const char *text, CrmDatabase *database, GPtrArray *problems,
                               GError **error);

/* The fields that decide membership or order: a change of others leaves the list as it is. */
CrmFields crm_query_get_deciding_fields (CrmQuery *self);
gboolean crm_query_reaches (CrmQuery *self, const CrmEntity *entity); /* through a path */
/* Whether sorting by it is served by an index, or the table is small enough to sort at once. */
gboolean crm_query_can_sort (CrmDatabase *database, const CrmEntity *entity, const CrmField *field);
gboolean crm_query_is_order_served (CrmQuery *self, CrmDatabase *database); /* likewise */

/* Any thread with its own connection. limit < 0: all. Appends gint64 to @ids. */
gboolean crm_query_read_ids (CrmQuery *self, CrmDatabase *database, gint64 limit, gint64 offset,
                             GArray *ids, GError **error);
/* Calls back with one field's value of every record, in order, without making records. */
typedef void (*CrmValueFunc) (gint64 id, const CrmValue *value, gpointer data);
gboolean crm_query_read_values (CrmQuery *self, CrmDatabase *database, const char *field,
                                CrmValueFunc func, gpointer data, GError **error);
gint64 crm_query_count (CrmQuery *self, CrmDatabase *database, GError **error); /* -1 on error */
/* Records in the order of @ids; a missing one is NULL in the array. (element-type CrmRecord) */
GPtrArray *crm_query_fetch (CrmDatabase *database, const CrmEntity *entity, const gint64 *ids,
                            gsize n_ids, GError **error);
GPtrArray *crm_query_fetch_all (CrmQuery *self, CrmDatabase *database, gint64 limit,
                                GError **error);

/* Counts and sums by a field's value, and within it by a second one (sums of several currencies do
 * not add up). */
typedef struct {
  CrmValue group;
  CrmValue subgroup; /* empty without a second field */
  gint64 count;
  gint64 sum;
} CrmGroup;
GArray *crm_query_read_groups (CrmQuery *self, CrmDatabase *database, const char *group_field,
                               const char *subgroup_field, const char *sum_field, GError **error);

/* What figures of some records come to, by currency. */
typedef struct {
  char *currency; /* owned; NULL where none is named */
  gint64 count;
  gint64 *sums; /* owned; one a field */
} CrmSum;
GArray *crm_query_read_sums (CrmDatabase *database, const CrmEntity *entity, const gint64 *ids,
                             gsize n_ids, const int *fields, guint n_fields, GError **error);

G_END_DECLS
