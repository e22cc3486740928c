/* Duplicates: of one record while it is typed, and of all records of a kind. */
#pragma once

#include "crm-match.h"

G_BEGIN_DECLS

/* --- Of one record */

typedef struct {
  gint64 id;
  char *title;    /* owned */
  char *subtitle; /* owned; may be NULL */
  char *reasons;  /* owned: "same name, same: Phone" */
  CrmMatchScore score;
} CrmDuplicate;

void crm_duplicate_free (CrmDuplicate *self);
/* What may be the same thing as @record, written or not, best first. */
GPtrArray *crm_duplicate_find (CrmDatabase *database, CrmRecord *record, int least_percent,
                               guint most, GError **error);
/* The same without names that differ by a letter: quick enough for each row of a table. */
GPtrArray *crm_duplicate_find_by_keys (CrmDatabase *database, CrmRecord *record, int least_percent,
                                       guint most, GError **error);

/* --- Of all records */

typedef struct {
  gint64 first;
  gint64 second;
  CrmMatchScore score;
} CrmDuplicatePair;

/* How far it has come, 0 to 1; on the thread that searches. */
typedef void (*CrmDuplicateProgress) (guint permille, gpointer data);
/* All likely pairs, surest first. (element-type CrmDuplicatePair) */
GArray *crm_duplicate_search (CrmDatabase *database, const CrmEntity *entity,
                              CrmDuplicateProgress progress, gpointer data,
                              GCancellable *cancellable, GError **error);

/* Records that hang together by pairs; the surest first. */
typedef struct {
  GArray *ids;         /* gint64; owned */
  CrmMatchScore score; /* of the surest pair */
  int least;           /* percent of the least sure pair that joined it */
  gboolean certain;    /* each of them surely is one of the others */
} CrmDuplicateGroup;

void crm_duplicate_group_free (CrmDuplicateGroup *self);
GPtrArray *crm_duplicate_group (GArray *pairs);

/* People said that they are two. */
gboolean crm_duplicate_is_different (CrmDatabase *database, const CrmEntity *entity, gint64 a,
                                     gint64 b, gboolean *different, GError **error);

G_END_DECLS
