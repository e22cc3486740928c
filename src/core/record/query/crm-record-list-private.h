/* The inside of a list. */
#pragma once

#include "crm-record-list.h"

G_BEGIN_DECLS

struct _CrmRecordList {
  GObject parent_instance;

  CrmStore *store;       /* owned */
  CrmQuery *query;       /* owned */
  GArray *ids;           /* gint64, in order; of a grouped list headings too, as negative numbers */
  GHashTable *alive;     /* gint64* -> CrmRecord, borrowed: those somebody holds */
  GHashTable *moved;     /* gint64* set: records that may have moved since @ids was read */
  gboolean is_beginning; /* only the first page is in @ids */
  guint start;           /* source of the first reading, until it begins */
  GCancellable *reading; /* owned; NULL when no reading is under way */
  gboolean loading;
  char *error;

  CrmGrouping *grouping; /* owned; NULL: not grouped, and then none of these */
  CrmGroupFolds *folds;  /* owned */
  GPtrArray *parts;      /* CrmGroupPart without ids, in order; owned */
  GHashTable *by_number; /* gint64* -> CrmGroupPart, borrowed of @parts */
  GHashTable *headers;   /* gint64* -> CrmGroupHeader, owned: those that were looked at */
  gboolean is_mixed;     /* a group was read alone: a record may stand in two for a moment */
};

void crm_record_list_emit_changed (CrmRecordList *self, guint position, guint removed, guint added);
void crm_record_list_emit_replaced (CrmRecordList *self);
/* Reads all ids anew; a reading under way is given up. */
void crm_record_list_start_reading (CrmRecordList *self);
/* Hears of each commit from now on. */
void crm_record_list_follow (CrmRecordList *self);
void crm_record_list_mark_moved (CrmRecordList *self, GHashTable *moved, gint64 id);

void crm_record_list_init_groups (CrmRecordList *self, CrmGrouping *grouping, CrmGroupFolds *folds);
void crm_record_list_clear_groups (CrmRecordList *self);
/* Takes over what was read. Returns: the rows it makes; NULL when the list is to be replaced. */
GArray *crm_record_list_adopt_parts (CrmRecordList *self, GPtrArray *parts, GHashTable *moved);
/* Reads what was opened while others were read. */
void crm_record_list_read_missing (CrmRecordList *self);
gpointer crm_record_list_get_header (CrmRecordList *self, gint64 number);
gboolean crm_record_list_is_regrouped (CrmRecordList *self, const CrmNews *news);

G_END_DECLS
