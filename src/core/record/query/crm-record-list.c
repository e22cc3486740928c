/* A list of any size.
 *
 * The ids of all records in order are held in memory (8 bytes each), read on the reader thread; a
 * record is read when it is looked at and forgotten when nobody looks. The list follows the store
 * by itself: a field that decides neither membership nor order refreshes its row; otherwise the ids
 * are read anew and compared, and since only the records that the announcement names can have
 * moved, the difference is a few single rows going and coming. */
#include "config.h"

#include "crm-record-list.h"

#include "crm-id-moves.h"
#include "crm-query-private.h"
#include "crm-record-list-private.h"

/* Enough for a tall window; more would only delay its first frame. */
#define FIRST_PAGE 64
/* The rest is read when that frame is drawn: it would only get in its way. */
#define FIRST_FRAME_MS 60
/* More steps than these are a new list: each moves the ids behind it, 0.4 ms for a million. */
#define MOST_STEPS 64

enum { PROP_LOADING = 1, PROP_N_ITEMS, PROP_ERROR, N_PROPERTIES };
static GParamSpec *properties[N_PROPERTIES];
enum { REPLACED, MOVED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void crm_record_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CrmRecordList, crm_record_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      crm_record_list_list_model_init))

/* --- Reading ids on the reader thread
 * ------------------------------------------------------------- */

/* Does not hold the list: when nobody wants it any more its reading ends. */
typedef struct {
  GWeakRef list;
  CrmQuery *query;       /* owned */
  GArray *ids;           /* owned */
  CrmGrouping *grouping; /* owned; NULL: not grouped */
  CrmGroupFolds *folds;  /* owned; a copy */
  GPtrArray *parts;      /* CrmGroupPart; owned */
  GCancellable *cancellable;
} Reading;

static void
free_reading (Reading *reading)
{
  g_weak_ref_clear (&reading->list);
  crm_query_unref (reading->query);
  g_array_unref (reading->ids);
  g_clear_pointer (&reading->parts, g_ptr_array_unref);
  g_clear_pointer (&reading->folds, crm_group_folds_unref);
  g_clear_pointer (&reading->grouping, crm_grouping_unref);
  g_object_unref (reading->cancellable);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  if (reading->grouping == NULL)
    return crm_query_read_ids (reading->query, database, -1, 0, reading->ids, error);
  reading->parts =
      crm_grouping_read (reading->grouping, reading->query, database, reading->folds, error);
  return reading->parts != NULL;
}

static void
set_loading (CrmRecordList *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
crm_record_list_emit_changed (CrmRecordList *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static gint64
id_at (GArray *ids, guint i)
{
  return g_array_index (ids, gint64, i);
}

static void
set_error (CrmRecordList *self, const char *error)
{
  if (g_set_str (&self->error, error))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

void
crm_record_list_emit_replaced (CrmRecordList *self)
{
  g_signal_emit (self, signals[REPLACED], 0);
}

static void
step_cb (guint position, guint removed, guint added, gpointer data)
{
  crm_record_list_emit_changed (data, position, removed, added);
}

static void
carried_cb (guint position, gpointer data)
{
  g_signal_emit (data, signals[MOVED], 0, position);
}

static void
adopt (CrmRecordList *self, Reading *reading)
{
  g_auto (CrmIdMoves) moves = { 0 };
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GHashTable) moved = g_steal_pointer (&self->moved);
  gboolean is_beginning = self->is_beginning;

  /* What is heard of while the views follow belongs to the next reading. */
  self->moved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->is_beginning = FALSE;
  if (reading->grouping != NULL)
    ids = crm_record_list_adopt_parts (self, reading->parts, moved);
  else
    ids = g_array_ref (reading->ids);
  if (ids != NULL && crm_id_moves_find (&moves, self->ids, ids, moved, is_beginning, MOST_STEPS))
    crm_id_moves_apply (&moves, self->ids, ids, step_cb, carried_cb, self);
  else
    crm_record_list_emit_replaced (self);
  if (ids != NULL && self->grouping != NULL)
    crm_record_list_read_missing (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecordList) self = g_weak_ref_get (&reading->list);
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, &error);

  if (self == NULL || self->reading != reading->cancellable)
    return; /* nobody waits for it, or a newer reading is under way */
  g_clear_object (&self->reading);
  set_error (self, done ? NULL : error->message);
  if (done)
    adopt (self, reading);
  /* The views may have asked for another reading meanwhile. */
  if (self->reading == NULL)
    set_loading (self, FALSE);
}

void
crm_record_list_start_reading (CrmRecordList *self)
{
  Reading *reading = g_new0 (Reading, 1);

  g_clear_handle_id (&self->start, g_source_remove);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  g_weak_ref_init (&reading->list, self);
  reading->query = crm_query_ref (self->query);
  reading->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (self->grouping != NULL) {
    reading->grouping = crm_grouping_ref (self->grouping);
    reading->folds = crm_group_folds_copy (self->folds);
  }
  reading->cancellable = g_object_ref (self->reading);
  crm_store_read_async (self->store, read_func, reading, NULL, self->reading, read_cb, reading);
}

static gboolean
start_cb (gpointer data)
{
  CrmRecordList *self = data;
  self->start = 0;
  crm_record_list_start_reading (self);
  return G_SOURCE_REMOVE;
}

/* --- List model
 * ------------------------------------------------------------------------------------- */

static void
record_gone_cb (gpointer data, GObject *record)
{
  CrmRecordList *self = data;
  GHashTableIter iterator;
  gpointer key, value;

  g_hash_table_iter_init (&iterator, self->alive);
  while (g_hash_table_iter_next (&iterator, &key, &value))
    if (value == record) {
      g_hash_table_iter_remove (&iterator);
      return;
    }
}

static GType
crm_record_list_get_item_type (GListModel *model)
{
  return CRM_RECORD_LIST (model)->grouping != NULL ? G_TYPE_OBJECT : CRM_TYPE_RECORD;
}

static guint
crm_record_list_get_n_items (GListModel *model)
{
  return CRM_RECORD_LIST (model)->ids->len;
}

static gpointer
crm_record_list_get_item (GListModel *model, guint position)
{
  CrmRecordList *self = CRM_RECORD_LIST (model);
  const CrmEntity *entity = crm_query_get_entity (self->query);
  g_autoptr (GPtrArray) records = NULL;
  CrmRecord *record;
  gint64 id;

  if (position >= self->ids->len)
    return NULL;
  id = id_at (self->ids, position);
  if (id < 0)
    return crm_record_list_get_header (self, id);
  record = g_hash_table_lookup (self->alive, &id);
  if (record != NULL)
    return g_object_ref (record);
  records = crm_query_fetch (crm_store_get_reader (self->store), entity, &id, 1, NULL);
  if (records != NULL && records->pdata[0] != NULL)
    record = g_object_ref (records->pdata[0]);
  else
    /* Deleted a moment ago: an empty row until the list hears of it. */
    record = crm_record_new_empty (entity);
  g_hash_table_insert (self->alive, g_memdup2 (&id, sizeof id), record);
  g_object_weak_ref (G_OBJECT (record), record_gone_cb, self);
  return record;
}

static void
crm_record_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = crm_record_list_get_item_type;
  iface->get_n_items = crm_record_list_get_n_items;
  iface->get_item = crm_record_list_get_item;
}

/* --- Object
 * ----------------------------------------------------------------------------------------- */

static void
crm_record_list_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  switch (property) {
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  case PROP_N_ITEMS:
    g_value_set_uint (value, self->ids->len);
    break;
  case PROP_ERROR:
    g_value_set_string (value, self->error);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
crm_record_list_dispose (GObject *object)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);
  GHashTableIter iterator;
  gpointer record;

  g_clear_handle_id (&self->start, g_source_remove);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_hash_table_iter_init (&iterator, self->alive);
  while (g_hash_table_iter_next (&iterator, NULL, &record))
    g_object_weak_unref (G_OBJECT (record), record_gone_cb, self);
  g_hash_table_remove_all (self->alive);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (crm_record_list_parent_class)->dispose (object);
}

static void
crm_record_list_finalize (GObject *object)
{
  CrmRecordList *self = CRM_RECORD_LIST (object);

  g_clear_pointer (&self->query, crm_query_unref);
  g_array_unref (self->ids);
  g_hash_table_unref (self->alive);
  g_hash_table_unref (self->moved);
  g_free (self->error);
  crm_record_list_clear_groups (self);

  G_OBJECT_CLASS (crm_record_list_parent_class)->finalize (object);
}

static void
crm_record_list_class_init (CrmRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = crm_record_list_get_property;
  object_class->dispose = crm_record_list_dispose;
  object_class->finalize = crm_record_list_finalize;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] =
      g_param_spec_string ("error", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * CrmRecordList::replaced:
   *
   * Too much changed to be told row by row: whoever shows the list makes a new one of the same
   * query.
   */
  signals[REPLACED] = g_signal_new ("replaced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmRecordList::moved:
   * @self: the list
   * @position: of a record that has just come
   *
   * The record at @position is the one that went in the items-changed before: what was chosen stays
   * so.
   */
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
crm_record_list_init (CrmRecordList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->alive = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->moved = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * crm_record_list_new:
 * @store: where the records are
 * @query: which and in what order
 *
 * Where an index serves the query, the first page is read at once, in this call; the rest follows.
 *
 * Returns: (transfer full): the list. Main thread.
 */
CrmRecordList *
crm_record_list_new (CrmStore *store, CrmQuery *query)
{
  CrmRecordList *self = g_object_new (CRM_TYPE_RECORD_LIST, NULL);
  CrmDatabase *reader = crm_store_get_reader (store);

  self->store = g_object_ref (store);
  self->query = crm_query_ref (query);
  self->loading = TRUE;
  if (crm_query_is_quick (query, reader)) {
    if (!crm_query_read_ids (query, reader, FIRST_PAGE, 0, self->ids, NULL))
      g_array_set_size (self->ids, 0);
    self->loading = self->ids->len == FIRST_PAGE;
  }
  self->is_beginning = self->loading;
  if (self->ids->len > 0 && self->loading)
    self->start =
        g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, FIRST_FRAME_MS, start_cb, self, NULL);
  else if (self->loading)
    crm_record_list_start_reading (self);
  crm_record_list_follow (self);
  return self;
}

/**
 * crm_record_list_new_grouped:
 * @store: where the records are
 * @query: which and in what order within each group
 * @grouping: by what
 * @folds: which groups are open; changed as they are opened and closed
 *
 * Nothing is there at once: the groups are counted on the reader thread.
 *
 * Returns: (transfer full): the list. Main thread.
 */
CrmRecordList *
crm_record_list_new_grouped (CrmStore *store, CrmQuery *query, CrmGrouping *grouping,
                             CrmGroupFolds *folds)
{
  CrmRecordList *self = g_object_new (CRM_TYPE_RECORD_LIST, NULL);

  self->store = g_object_ref (store);
  self->query = crm_query_ref (query);
  self->loading = TRUE;
  self->is_beginning = TRUE;
  crm_record_list_init_groups (self, grouping, folds);
  crm_record_list_follow (self);
  crm_record_list_start_reading (self);
  return self;
}

CrmQuery *
crm_record_list_get_query (CrmRecordList *self)
{
  return self->query;
}

gboolean
crm_record_list_get_loading (CrmRecordList *self)
{
  return self->loading;
}

/**
 * crm_record_list_get_id_at:
 * @self: a list
 * @position: below the number of items
 *
 * Returns: the record's id, without reading the record; 0 beyond the end and for a heading
 */
gint64
crm_record_list_get_id_at (CrmRecordList *self, guint position)
{
  gint64 id = position < self->ids->len ? id_at (self->ids, position) : 0;
  return MAX (id, 0);
}

/**
 * crm_record_list_find:
 * @self: a list
 * @id: of a record
 * @position: (out) (optional): where it stands
 *
 * Looks through the ids: 1 ms a million.
 *
 * Returns: whether the record is in the list
 */
gboolean
crm_record_list_find (CrmRecordList *self, gint64 id, guint *position)
{
  for (guint i = 0; i < self->ids->len; i++)
    if (id_at (self->ids, i) == id) {
      if (position != NULL)
        *position = i;
      return TRUE;
    }
  return FALSE;
}

guint
crm_record_list_get_n_alive (CrmRecordList *self)
{
  return g_hash_table_size (self->alive);
}
