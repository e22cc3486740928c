/* By what a list is grouped: a field, and of dates and names the part of them that is looked at. */
#pragma once

#include "crm-query.h"

G_BEGIN_DECLS

typedef struct _CrmGrouping CrmGrouping;

typedef enum {
  CRM_GROUP_VALUE,
  CRM_GROUP_LETTER,
  CRM_GROUP_MONTH,
  CRM_GROUP_QUARTER,
  CRM_GROUP_YEAR,
} CrmGroupBy;

/* Immutable; any thread. @text is a path, of dates and names with the part: "stage",
 * "close_date:month", "name:letter", "company.country". */
CrmGrouping *crm_grouping_new (const CrmEntity *entity, const char *text, GError **error);
CrmGrouping *crm_grouping_ref (CrmGrouping *self);
void crm_grouping_unref (CrmGrouping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmGrouping, crm_grouping_unref)

const CrmEntity *crm_grouping_get_entity (CrmGrouping *self);
const char *crm_grouping_get_text (CrmGrouping *self);
CrmGroupBy crm_grouping_get_by (CrmGrouping *self);
const CrmField *crm_grouping_get_field (CrmGrouping *self); /* the first of its path */
const char *crm_group_by_get_label (CrmGroupBy by);         /* "Month"; NULL for the whole value */
/* What makes sense for an entity, in the order of its fields. (element-type CrmGrouping) */
GPtrArray *crm_grouping_dup_choices (const CrmEntity *entity);
/* Indexes of the fields that are added up. (element-type int) */
GArray *crm_grouping_dup_sum_fields (const CrmEntity *entity);
gboolean crm_grouping_reaches (CrmGrouping *self, const CrmEntity *entity);

/* Which groups are open. Main thread; a copy may be read elsewhere. Until anybody decides, all are
 * open where the list is short. */
typedef struct _CrmGroupFolds CrmGroupFolds;
CrmGroupFolds *crm_group_folds_new (void);
CrmGroupFolds *crm_group_folds_ref (CrmGroupFolds *self);
CrmGroupFolds *crm_group_folds_copy (CrmGroupFolds *self);
void crm_group_folds_unref (CrmGroupFolds *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmGroupFolds, crm_group_folds_unref)
gboolean crm_group_folds_is_open (CrmGroupFolds *self, const char *key);
void crm_group_folds_set_open (CrmGroupFolds *self, const char *key, gboolean open);
void crm_group_folds_set_all (CrmGroupFolds *self, gboolean open);
/* Decides where nobody did: by how many records there are. */
void crm_group_folds_decide (CrmGroupFolds *self, gint64 n_records);
/* A negative number that stands for the group wherever ids stand. */
gint64 crm_group_folds_get_number (CrmGroupFolds *self, const char *key);

/* One group as it was read. */
typedef struct {
  char *key;    /* what it is known by: "17", "won", "2026-03"; "" without a value; owned */
  char *label;  /* translated; owned */
  gint64 count; /* records */
  GArray *sums; /* CrmSum of crm_grouping_dup_sum_fields(), one a currency; owned */
  GArray *ids;  /* gint64, in the query's order; owned; NULL: not read */
  gint64 rank;  /* among the groups, before what @sort_key says */
  GBytes *sort_key;
} CrmGroupPart;

/* What cannot be written as a number. */
#define CRM_SUM_UNKNOWN G_MININT64

/* Any thread with its own connection. @folds: of which the records are read too; may be NULL. */
GPtrArray *crm_grouping_read (CrmGrouping *self, CrmQuery *query, CrmDatabase *database,
                              CrmGroupFolds *folds, GError **error);
/* The ids of one group alone, appended to @ids. */
gboolean crm_grouping_read_ids (CrmGrouping *self, CrmQuery *query, CrmDatabase *database,
                                const char *key, GArray *ids, GError **error);
/* Everything the query answers as one group without ids. */
CrmGroupPart *crm_query_read_total (CrmQuery *self, CrmDatabase *database, GError **error);
void crm_group_part_free (CrmGroupPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmGroupPart, crm_group_part_free)

G_END_DECLS
