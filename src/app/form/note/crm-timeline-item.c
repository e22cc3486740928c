/* One entry of a record's timeline, and where they come from: the journal, notes, files, and what
 * points at the record. */
#include "config.h"

#include "crm-timeline-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-mention.h"
#include "crm-relations.h"
#include "crm-text.h"

struct _CrmTimelineItem {
  GObject parent_instance;

  CrmTimelineKind kind;
  gint64 moment;
  gint64 change;
  const CrmEntity *entity;
  gint64 id;
  gint64 author;
  gint64 thread; /* of a note: itself or what it answers */
  gint64 order;  /* where it stands: a discussion stands where it went on last */
  gboolean is_reply;
  char *markup; /* of a text that mentions persons */
  char *who;
  char *text;
  char *cause;
  gboolean undone;
  gboolean is_day;
};

G_DEFINE_FINAL_TYPE (CrmTimelineItem, crm_timeline_item, G_TYPE_OBJECT)

static void
crm_timeline_item_finalize (GObject *object)
{
  CrmTimelineItem *self = CRM_TIMELINE_ITEM (object);

  g_free (self->who);
  g_free (self->text);
  g_free (self->cause);
  g_free (self->markup);

  G_OBJECT_CLASS (crm_timeline_item_parent_class)->finalize (object);
}

static void
crm_timeline_item_class_init (CrmTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_timeline_item_finalize;
}

static void
crm_timeline_item_init (CrmTimelineItem *self)
{
}

static CrmTimelineItem *
make_item (CrmTimelineKind kind, gint64 moment)
{
  CrmTimelineItem *self = g_object_new (CRM_TYPE_TIMELINE_ITEM, NULL);

  self->kind = kind;
  self->moment = moment;
  self->order = moment;
  return self;
}

/* Plain accessors: their contracts stand in the header. */

CrmTimelineKind
crm_timeline_item_get_kind (CrmTimelineItem *self)
{
  return self->kind;
}

gint64
crm_timeline_item_get_moment (CrmTimelineItem *self)
{
  return self->moment;
}

gboolean
crm_timeline_item_is_day (CrmTimelineItem *self)
{
  return self->is_day;
}

const char *
crm_timeline_item_get_who (CrmTimelineItem *self)
{
  return self->who;
}

const char *
crm_timeline_item_get_text (CrmTimelineItem *self)
{
  return self->text;
}

const char *
crm_timeline_item_get_cause (CrmTimelineItem *self)
{
  return self->cause;
}

gboolean
crm_timeline_item_get_undone (CrmTimelineItem *self)
{
  return self->undone;
}

const CrmEntity *
crm_timeline_item_get_entity (CrmTimelineItem *self)
{
  return self->entity;
}

gint64
crm_timeline_item_get_id (CrmTimelineItem *self)
{
  return self->id;
}

gint64
crm_timeline_item_get_author (CrmTimelineItem *self)
{
  return self->author;
}

gboolean
crm_timeline_item_is_reply (CrmTimelineItem *self)
{
  return self->is_reply;
}

const char *
crm_timeline_item_get_markup (CrmTimelineItem *self)
{
  return self->markup;
}

gboolean
crm_timeline_item_contains (CrmTimelineItem *self, const char *folded)
{
  g_autofree char *text = self->text != NULL ? crm_text_fold (self->text) : NULL;
  g_autofree char *who = NULL;

  if (text != NULL && strstr (text, folded) != NULL)
    return TRUE;
  who = self->who != NULL ? crm_text_fold (self->who) : NULL;
  return who != NULL && strstr (who, folded) != NULL;
}

gboolean
crm_timeline_item_equal (CrmTimelineItem *self, CrmTimelineItem *other)
{
  return self->kind == other->kind && self->moment == other->moment &&
         self->change == other->change && self->order == other->order &&
         self->entity == other->entity && self->id == other->id && self->undone == other->undone &&
         g_strcmp0 (self->text, other->text) == 0 && g_strcmp0 (self->who, other->who) == 0;
}

/* --- The journal */

static CrmTimelineKind
kind_of_action (CrmAction action)
{
  switch (action) {
  case CRM_ACTION_ADD:
    return CRM_TIMELINE_ADDED;
  case CRM_ACTION_DELETE:
    return CRM_TIMELINE_DELETED;
  case CRM_ACTION_SET:
    break;
  }
  return CRM_TIMELINE_CHANGE;
}

/* "Value: 100 → 200" */
static char *
describe_entry (const CrmHistoryEntry *entry)
{
  return g_strdup_printf ("%s: %s → %s", crm_field_get_label (entry->field),
                          entry->old_text != NULL ? entry->old_text : "—",
                          entry->new_text != NULL ? entry->new_text : "—");
}

static void
append_line (CrmTimelineItem *item, const CrmHistoryEntry *entry)
{
  g_autofree char *line = describe_entry (entry);
  g_autofree char *text = item->text;

  item->text = text != NULL ? g_strconcat (text, "\n", line, NULL) : g_strdup (line);
}

/* What was brought in from elsewhere was made before the journal heard of it. */
static gint64
find_made (CrmDatabase *database, const CrmEntity *entity, gint64 id, gint64 moment)
{
  g_autoptr (CrmRecord) record = NULL;

  if (crm_entity_field (entity, "created") == NULL)
    return moment;
  record = crm_record_load (database, entity, id, NULL);
  if (record == NULL || crm_record_is_empty (record, "created"))
    return moment;
  return MIN (moment, crm_record_get_integer (record, "created"));
}

static gboolean
read_history (CrmDatabase *database, const CrmEntity *entity, gint64 id, guint most,
              GPtrArray *items, GError **error)
{
  g_autoptr (GPtrArray) entries = crm_journal_read_history (database, entity, id, most, error);
  CrmTimelineItem *last = NULL;

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++) {
    const CrmHistoryEntry *entry = entries->pdata[i];
    CrmTimelineKind kind = kind_of_action (entry->action);
    if (last == NULL || last->change != entry->change || last->kind != kind) {
      last = make_item (kind, kind == CRM_TIMELINE_ADDED
                                  ? find_made (database, entity, id, entry->moment)
                                  : entry->moment);
      last->change = entry->change;
      last->author = entry->person;
      last->who = g_strdup (entry->person_name);
      last->undone = entry->undone;
      g_ptr_array_add (items, last);
    }
    if (entry->field != NULL)
      append_line (last, entry);
    if (last->cause == NULL)
      last->cause = g_strdup (entry->cause);
  }
  return TRUE;
}

/* --- Notes, files and what points at the record */

typedef struct {
  CrmDatabase *database;
  guint most;
  GPtrArray *items;
  gint64 horizon; /* nothing older is known of some source */
  gboolean more;
} Reading;

/* "@Anna" leads to the person; all else is plain text. */
static char *
dup_markup (GPtrArray *mentions, const char *text)
{
  g_autoptr (GString) markup = g_string_new (NULL);
  const CrmMention *mention;
  gsize start, length;

  while ((length = crm_mentions_find (mentions, text, &start, &mention)) > 0) {
    g_autofree char *before = g_markup_escape_text (text, (gssize) start);
    g_autofree char *name = g_markup_escape_text (mention->name, -1);
    g_string_append_printf (markup, "%s<a href=\"person:%" G_GINT64_FORMAT "\">@%s</a>", before,
                            mention->person, name);
    text += start + length;
  }
  g_autofree char *rest = g_markup_escape_text (text, -1);
  g_string_append (markup, rest);
  return g_string_free (g_steal_pointer (&markup), FALSE);
}

static gboolean
read_note (Reading *reading, CrmTimelineItem *item, CrmRecord *note, GError **error)
{
  g_autoptr (GPtrArray) mentions = NULL;
  g_autofree char *text = NULL;

  item->is_reply = !crm_record_is_empty (note, "reply_to");
  item->thread = item->is_reply ? crm_record_get_integer (note, "reply_to") : item->id;
  if (item->text == NULL || strchr (item->text, '@') == NULL)
    return TRUE;
  mentions = crm_mentions_read (reading->database, item->id, error);
  if (mentions == NULL)
    return FALSE;
  if (mentions->len == 0)
    return TRUE;
  text = g_steal_pointer (&item->text);
  item->markup = dup_markup (mentions, text);
  item->text = crm_mentions_dup_text (mentions, text);
  return TRUE;
}

/* A discussion stands together, where it went on last. */
static void
order_discussions (GPtrArray *items)
{
  g_autoptr (GHashTable) latest = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < items->len; i++) {
    CrmTimelineItem *item = items->pdata[i];
    CrmTimelineItem *other = g_hash_table_lookup (latest, &item->thread);
    if (item->thread != 0 && (other == NULL || item->moment > other->moment))
      g_hash_table_replace (latest, &item->thread, item);
  }
  for (guint i = 0; i < items->len; i++) {
    CrmTimelineItem *item = items->pdata[i];
    CrmTimelineItem *last = g_hash_table_lookup (latest, &item->thread);
    if (last != NULL)
      item->order = last->moment;
  }
}

/* The newest first, as far as the list's own order by id tells: later records have higher ids. */
static gboolean
read_records (Reading *reading, CrmQuery *query, CrmTimelineKind kind, GError **error)
{
  g_autoptr (CrmQuery) newest = crm_query_sort (query, "id", TRUE, error);
  g_autoptr (GPtrArray) records = NULL;
  gint64 oldest = G_MAXINT64;

  if (newest == NULL)
    return FALSE;
  records = crm_query_fetch_all (newest, reading->database, reading->most, error);
  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    CrmRecord *record = records->pdata[i];
    const CrmEntity *entity = crm_query_get_entity (query);
    CrmTimelineItem *item;
    int author;
    if (record == NULL)
      continue;
    author = crm_entity_field_index (entity, "author");
    item = make_item (kind, 0);
    item->moment = kind == CRM_TIMELINE_RELATED ? crm_record_get_when (record, &item->is_day)
                                                : crm_record_get_integer (record, "created");
    item->entity = entity;
    item->id = crm_record_get_id (record);
    if (author >= 0) {
      item->author = crm_record_get_integer (record, "author");
      item->who = g_strdup (crm_record_get_reference_title (record, author));
    }
    item->text = crm_record_dup_name (record);
    if (kind == CRM_TIMELINE_RELATED) {
      g_autofree char *facts = crm_record_dup_facts (record);
      if (*facts != '\0') {
        g_autofree char *title = g_steal_pointer (&item->text);
        item->text = g_strconcat (title, "\n", facts, NULL);
      }
    }
    oldest = MIN (oldest, item->moment);
    item->order = item->moment;
    if (kind == CRM_TIMELINE_NOTE && !read_note (reading, item, record, error)) {
      g_object_unref (item);
      return FALSE;
    }
    if (kind == CRM_TIMELINE_RELATED && item->author == 0 &&
        crm_entity_field (entity, "responsible") != NULL)
      item->author = crm_record_get_integer (record, "responsible");
    g_ptr_array_add (reading->items, item);
  }
  if (records->len >= reading->most) {
    reading->more = TRUE;
    reading->horizon = MAX (reading->horizon, oldest);
  }
  return TRUE;
}

static gboolean
read_attached (Reading *reading, const char *name, CrmTimelineKind kind, gint64 subject,
               GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (name));
  g_autoptr (CrmQuery) query = crm_query_filter_integer (all, "subject", CRM_OP_EQUAL, subject);

  return read_records (reading, query, kind, error);
}

static gboolean
read_related (Reading *reading, const CrmEntity *entity, gint64 id, GError **error)
{
  g_autoptr (GArray) relations = crm_relations_read (entity);

  for (guint i = 0; i < relations->len; i++) {
    const CrmRelation *relation = &g_array_index (relations, CrmRelation, i);
    g_autoptr (CrmQuery) query = NULL;
    if (!relation->first || relation->owned || !crm_entity_has_search (relation->entity))
      continue;
    query = crm_relation_make_query (relation, id);
    if (!read_records (reading, query, CRM_TIMELINE_RELATED, error))
      return FALSE;
  }
  return TRUE;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  CrmTimelineItem *x = *(CrmTimelineItem *const *) a;
  CrmTimelineItem *y = *(CrmTimelineItem *const *) b;

  if (x->order != y->order)
    return x->order > y->order ? -1 : 1;
  if (x->thread != 0 && x->thread == y->thread) {
    if (x->is_reply != y->is_reply)
      return x->is_reply ? 1 : -1;
    return x->id < y->id ? -1 : x->id > y->id;
  }
  /* Of what happened within one second, what was added to the record came after it. */
  if (x->change != y->change && x->change != 0 && y->change != 0)
    return x->change > y->change ? -1 : 1;
  if (x->kind != y->kind)
    return (int) y->kind - (int) x->kind;
  if (x->thread != y->thread)
    return x->thread > y->thread ? -1 : 1;
  return x->id > y->id ? -1 : x->id < y->id;
}

/**
 * crm_timeline_read:
 * @database: a connection of this thread
 * @entity: of the record
 * @id: of the record
 * @most: how many of each source
 * @more: (out): whether there is something older
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmTimelineItem) (nullable): newest first
 */
GPtrArray *
crm_timeline_read (CrmDatabase *database, const CrmEntity *entity, gint64 id, guint most,
                   gboolean *more, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  Reading reading = { database, most, items, G_MININT64, FALSE };
  gint64 subject = crm_subject_make (entity, id);
  guint n_history;

  if (!read_history (database, entity, id, most, items, error))
    return NULL;
  n_history = items->len;
  if (n_history > 0 && n_history * 2 >= most) {
    CrmTimelineItem *oldest = items->pdata[n_history - 1];
    reading.more = oldest->kind != CRM_TIMELINE_ADDED;
    if (reading.more)
      reading.horizon = oldest->moment;
  }
  if (!read_attached (&reading, "note", CRM_TIMELINE_NOTE, subject, error) ||
      !read_attached (&reading, "file", CRM_TIMELINE_FILE, subject, error) ||
      !read_related (&reading, entity, id, error))
    return NULL;
  order_discussions (items);
  g_ptr_array_sort (items, compare_items);
  /* What is older than the end of one source would stand in a wrong order. */
  for (guint i = items->len; i > 0 && reading.more; i--)
    if (((CrmTimelineItem *) items->pdata[i - 1])->order < reading.horizon)
      g_ptr_array_remove_index (items, i - 1);
  *more = reading.more;
  return g_steal_pointer (&items);
}
