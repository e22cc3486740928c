/* Several records made one: what they say is chosen field by field, what points at them points at
 * the one that stays. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

typedef struct _CrmMerge CrmMerge;

/* Whether records of it can be made one at all. */
gboolean crm_merge_is_possible (const CrmEntity *entity);

CrmMerge *crm_merge_new (const CrmEntity *entity, gint64 keep, const gint64 *others,
                         gsize n_others);
void crm_merge_free (CrmMerge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMerge, crm_merge_free)
/* Takes a field's value from one of the records; without a choice the first filled one stays, tags
 * are united and remarks put one after another. */
void crm_merge_choose (CrmMerge *self, int field, gint64 id);
/* Makes it what the change does; taken over. */
void crm_merge_fill (CrmMerge *self, CrmChange *change);

/* Several merges as one change, which keeps its label. (element-type CrmMerge), taken over. */
void crm_merge_fill_all (GPtrArray *merges, CrmChange *change);

/* The record as it will be, and for each field from which record the value is taken; 0: from
 * several or none. */
CrmRecord *crm_merge_preview (CrmMerge *self, CrmDatabase *database, GArray *sources,
                              GError **error);

/* What points at a record: a line of "what comes along". */
typedef struct {
  const CrmEntity *entity;
  gint64 n;
} CrmMergeLink;
/* (element-type CrmMergeLink), one for each entity, without what goes with the record. */
GArray *crm_merge_count_links (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                               GError **error);

/* The last merge into a record that is still in force: the change in the journal, which
 * crm_journal_revert() takes back; 0 where there is none. */
gint64 crm_merge_find (CrmDatabase *database, const CrmEntity *entity, gint64 id, char **lost,
                       GError **error);

G_END_DECLS
