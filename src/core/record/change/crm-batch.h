/* One piece of work on many records: one change, one Undo. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

typedef struct _CrmBatch CrmBatch;

/* @ids: gint64; kept. What to do with each is one of these: to set values and tags, to delete, to
 * make something for it. */
CrmBatch *crm_batch_new (const CrmEntity *entity, GArray *ids);
void crm_batch_free (CrmBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBatch, crm_batch_free)

const CrmEntity *crm_batch_get_entity (CrmBatch *self);
gsize crm_batch_get_n (CrmBatch *self);
gint64 crm_batch_get_id_at (CrmBatch *self, gsize position);

/* Each gets this value; empty clears the field. For several fields, called once for each. */
void crm_batch_set (CrmBatch *self, int field, const CrmValue *value);
/* Each gets the tags of @added and loses those of @removed; one a line, %NULL for none. */
void crm_batch_change_tags (CrmBatch *self, int field, const char *added, const char *removed);
void crm_batch_delete (CrmBatch *self);
/* For each a record like @part is made, with it as its party; all of them point at @whole, which is
 * made first (%NULL: @part says itself at what it points). Both are copied. */
void crm_batch_make (CrmBatch *self, CrmRecord *whole, CrmRecord *part);
/* Whether crm_batch_make() can make something of @entity for each record of @subjects. */
gboolean crm_batch_can_make (const CrmEntity *entity, const CrmEntity *subjects);

/* What each gets; NULL: it keeps what it has. */
const CrmValue *crm_batch_get_value (CrmBatch *self, int field);
/* The same for those that are not in @without (element-type gint64; NULL: for all); NULL where
 * nothing is set. */
CrmBatch *crm_batch_copy (CrmBatch *self, GHashTable *without);

/* Told on the writer's thread how many of all are done. */
typedef void (*CrmBatchProgress) (guint64 done, guint64 total, gpointer data);
void crm_batch_set_progress (CrmBatch *self, CrmBatchProgress progress, gpointer data,
                             GDestroyNotify destroy);
/* Gives the work to a change, which is committed as any other. Takes the batch. Records that are
 * gone by then are passed over. */
void crm_batch_fill (CrmBatch *self, CrmChange *change, GCancellable *cancellable);

/* A new record takes from @with what both have: the same company, the same source. */
void crm_record_share (CrmRecord *draft, CrmRecord *with);

G_END_DECLS
