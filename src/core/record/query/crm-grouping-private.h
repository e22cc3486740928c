/* The inside of a grouping. */
#pragma once

#include "crm-grouping.h"
#include "crm-query-private.h"

G_BEGIN_DECLS

struct _CrmGrouping {
  gatomicrefcount references;
  const CrmEntity *entity;
  const CrmField *path[CRM_MOST_PATH]; /* references, then the field itself */
  int n_path;
  CrmGroupBy by;
  char *text; /* owned */
};

/* The field whose values make the groups. */
#define crm_grouping_get_last(self) ((self)->path[(self)->n_path - 1])

/* The group that a value is in: its key, and its place among the groups where numbers decide. */
char *crm_grouping_make_key (CrmGrouping *self, const CrmValue *raw, gint64 *rank);
char *crm_grouping_make_label (CrmGrouping *self, CrmDatabase *database, const char *key);
/* Both days are in the group. */
void crm_grouping_get_days (CrmGrouping *self, const char *key, gint64 *first, gint64 *last);

#define CRM_RANK_EMPTY G_MAXINT64
/* Names that begin with no letter and no figure. */
#define CRM_KEY_SIGNS "#"

CrmGroupPart *crm_group_part_new (void);
/* In halves no sum can overflow; whole ones cost half as much. */
void crm_sql_append_sums (GString *sql, const CrmEntity *entity, GArray *fields,
                          gboolean in_halves);
/* Adds a row's currency, count and sums, in this order from @column on. */
void crm_group_part_add_row (CrmGroupPart *part, CrmStatement *row, int column, guint n_fields,
                             gboolean in_halves);
/* What SQLite says where a sum does not fit into 64 bits; such an error is cleared. */
gboolean crm_group_is_overflow (GError **error);
const char *crm_group_currency_column (const CrmEntity *entity);

G_END_DECLS
