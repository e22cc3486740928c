/* The two halves of a merge: what the record that stays says, and what points at it. */
#pragma once

#include "crm-merge.h"

G_BEGIN_DECLS

/* One record that gives way to another of its kind. */
typedef struct {
  const CrmEntity *entity;
  gint64 keep;
  gint64 other;
} CrmMergePair;

/* Where the search for what points at the others has come to. */
typedef struct {
  GArray *pairs; /* CrmMergePair; those of owned twins are appended; owned */
  guint pair;
  int entity;
  int field;
  gint64 after; /* id of the last record read */
} CrmMergeLinks;

/* Queues the next slice; FALSE without an error when all is done. */
gboolean crm_merge_links_feed (CrmMergeLinks *self, CrmChange *change, CrmDatabase *database,
                               GError **error);

/* @records: the one that stays first; @choices: id for each field, 0: none. (transfer full) */
CrmRecord *crm_merge_make_record (GPtrArray *records, const gint64 *choices, CrmDatabase *database,
                                  GArray *sources, GError **error);

G_END_DECLS
