/* A list follows the store: what somebody looks at is read again, and the ids where a change
 * decides on them or their order. */
#include "config.h"

#include "crm-query-private.h"
#include "crm-record-list-private.h"

static void
reload_alive (CrmRecordList *self, gint64 id)
{
  CrmRecord *record = g_hash_table_lookup (self->alive, &id);
  if (record != NULL) {
    g_autoptr (CrmRecord) kept = g_object_ref (record);
    /* A record that is gone leaves the list with the next reading; until then it stays as it was.
     */
    crm_record_reload (kept, crm_store_get_reader (self->store), NULL);
  }
}

void
crm_record_list_mark_moved (CrmRecordList *self, GHashTable *moved, gint64 id)
{
  g_hash_table_add (moved, g_memdup2 (&id, sizeof id));
}

/* The titles that rows show of others, as far as they may be others now. */
typedef struct {
  GHashTable *subjects; /* gint64* set: of records whose title changed */
  guint64 entities;     /* bit per place in crm_entities(): of which too much changed */
} Renamed;

static void
clear_renamed (Renamed *renamed)
{
  g_clear_pointer (&renamed->subjects, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Renamed, clear_renamed)

static void
collect_renamed (Renamed *renamed, CrmAnnouncement *announcement)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  renamed->subjects = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (int i = 0; i < n_entities; i++) {
    const CrmField *title = crm_entity_title_field (entities[i]);
    gsize n_news;
    const CrmNews *news = crm_announcement_get_news (announcement, entities[i], &n_news);
    if (crm_announcement_is_wide (announcement, entities[i]))
      renamed->entities |= G_GUINT64_CONSTANT (1) << i;
    for (gsize j = 0; j < n_news; j++)
      if (crm_fields_has (news[j].fields, title - entities[i]->fields)) {
        gint64 subject = crm_subject_make (entities[i], news[j].id);
        g_hash_table_add (renamed->subjects, g_memdup2 (&subject, sizeof subject));
      }
  }
}

static gboolean
is_renamed (const Renamed *renamed, const CrmField *field, const CrmValue *value)
{
  const CrmEntity *target = crm_field_get_target (field);
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  gint64 subject;

  if (value->type != CRM_VALUE_INTEGER || (target == NULL && field->kind != CRM_KIND_SUBJECT))
    return FALSE;
  subject = target != NULL ? crm_subject_make (target, value->integer) : value->integer;
  target = crm_subject_get_entity (subject);
  for (int i = 0; i < n_entities; i++)
    if (entities[i] == target && (renamed->entities & (G_GUINT64_CONSTANT (1) << i)) != 0)
      return TRUE;
  return g_hash_table_contains (renamed->subjects, &subject);
}

static gboolean
shows_renamed (CrmRecord *record, const Renamed *renamed)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  for (int i = 0; i < entity->n_fields; i++)
    if (is_renamed (renamed, &entity->fields[i], crm_record_get_value (record, i)))
      return TRUE;
  return FALSE;
}

/* Reads what somebody looks at and what is another now, each once. */
static void
refresh_alive (CrmRecordList *self, CrmAnnouncement *announcement)
{
  const CrmEntity *entity = crm_query_get_entity (self->query);
  gboolean wide = crm_announcement_is_wide (announcement, entity);
  g_autoptr (GHashTable) set = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) stale = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (Renamed) renamed = { 0 };
  GHashTableIter iterator;
  gpointer key, record;
  gsize n_news;
  const CrmNews *news = crm_announcement_get_news (announcement, entity, &n_news);

  for (gsize i = 0; i < n_news; i++)
    if (news[i].action == CRM_ACTION_SET)
      g_hash_table_add (set, (gpointer) &news[i].id);
  collect_renamed (&renamed, announcement);
  g_hash_table_iter_init (&iterator, self->alive);
  while (g_hash_table_iter_next (&iterator, &key, &record))
    if (wide || g_hash_table_contains (set, key) || shows_renamed (record, &renamed))
      g_array_append_val (stale, *(gint64 *) key);
  for (guint i = 0; i < stale->len; i++)
    reload_alive (self, g_array_index (stale, gint64, i));
}

static gboolean
is_reached (CrmRecordList *self, CrmAnnouncement *announcement)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);
  for (int i = 0; i < n_entities; i++)
    if (crm_announcement_touches (announcement, entities[i]) &&
        (crm_query_reaches (self->query, entities[i]) ||
         (self->grouping != NULL && crm_grouping_reaches (self->grouping, entities[i]))))
      return TRUE;
  return FALSE;
}

static void
store_changed_cb (CrmRecordList *self, GObject *object)
{
  CrmAnnouncement *announcement = CRM_ANNOUNCEMENT (object);
  const CrmEntity *entity = crm_query_get_entity (self->query);
  CrmFields deciding = crm_query_get_deciding_fields (self->query);
  gboolean reread =
      crm_announcement_is_wide (announcement, entity) || is_reached (self, announcement);
  gsize n_news;
  const CrmNews *news = crm_announcement_get_news (announcement, entity, &n_news);

  refresh_alive (self, announcement);
  for (gsize i = 0; i < n_news; i++)
    if (news[i].action != CRM_ACTION_SET || crm_fields_intersect (news[i].fields, deciding) ||
        (self->grouping != NULL && crm_record_list_is_regrouped (self, &news[i]))) {
      crm_record_list_mark_moved (self, self->moved, news[i].id);
      reread = TRUE;
    }
  /* What is being read at the moment may be older than this change. */
  if (reread)
    crm_record_list_start_reading (self);
}

/**
 * crm_record_list_follow:
 * @self: a list that has its store
 *
 * Begins to hear of what is committed. Main thread.
 */
void
crm_record_list_follow (CrmRecordList *self)
{
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
