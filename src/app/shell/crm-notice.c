/* What the desktop is told about a change. */
#include "config.h"

#include "crm-notice.h"

#include <glib/gi18n.h>

#include "crm-journal.h"
#include "crm-pages.h"
#include "crm-setup.h"
#include "crm-text.h"

/* A change of many fields lists them one by one; the field told about is among so many. */
#define MOST_ENTRIES 100

#define MOST_LETTERS 200

static char *
count_deals (guint n)
{
  return g_strdup_printf (ngettext ("%u deal changed its stage", "%u deals changed their stage", n),
                          n);
}

static char *
count_documents (guint n)
{
  return g_strdup_printf (
      ngettext ("%u document changed its status", "%u documents changed their status", n), n);
}

/* The fields whose change is news, and how many such changes are called. */
static const struct {
  const char *entity;
  const char *field;
  char *(*count) (guint n);
} told[] = {
  { "deal", "stage", count_deals },
  { "document", "status", count_documents },
};

/**
 * crm_notice_free:
 * @self: a notice
 */
void
crm_notice_free (CrmNotice *self)
{
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

/**
 * crm_notice_dup_id:
 * @self: a notice
 *
 * Returns: (transfer full): under this id a later notice of the same replaces it on the desktop
 */
char *
crm_notice_dup_id (const CrmNotice *self)
{
  return crm_pages_dup_name (self->entity, self->id);
}

/* Records of @entity whose field changed; those that the same change made or took away are no news.
 */
static GArray *
find_changed (CrmAnnouncement *announcement, const CrmEntity *entity, int field)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) others = g_hash_table_new (g_int64_hash, g_int64_equal);
  gsize n_news = 0;
  const CrmNews *news = crm_announcement_get_news (announcement, entity, &n_news);

  for (gsize i = 0; i < n_news; i++)
    if (news[i].action != CRM_ACTION_SET)
      g_hash_table_add (others, (gpointer) &news[i].id);
  for (gsize i = 0; i < n_news; i++)
    if (news[i].action == CRM_ACTION_SET && crm_fields_has (news[i].fields, field) &&
        g_hash_table_add (others, (gpointer) &news[i].id))
      g_array_append_val (ids, news[i].id);
  return ids;
}

static char *
describe_step (CrmDatabase *database, CrmAnnouncement *announcement, const CrmEntity *entity,
               gint64 id, const CrmField *field)
{
  g_autoptr (GPtrArray) history =
      crm_journal_read_history (database, entity, id, MOST_ENTRIES, NULL);

  for (guint i = 0; history != NULL && i < history->len; i++) {
    CrmHistoryEntry *entry = history->pdata[i];

    if (entry->change != crm_announcement_get_change (announcement) || entry->field != field)
      continue;
    if (entry->old_text == NULL)
      return g_strdup (entry->new_text);
    /* Translators: what a stage or status was and what it became, "Proposal → Contract" */
    return g_strdup_printf (C_ ("notification", "%s → %s"), entry->old_text,
                            entry->new_text != NULL ? entry->new_text : "—");
  }
  return NULL;
}

static CrmNotice *
new_notice (CrmAnnouncement *announcement, const CrmEntity *entity, gint64 id)
{
  CrmNotice *notice = g_new0 (CrmNotice, 1);

  notice->entity = entity;
  notice->id = id;
  notice->change = crm_announcement_get_change (announcement);
  return notice;
}

static CrmNotice *
tell_one (CrmDatabase *database, CrmAnnouncement *announcement, const CrmEntity *entity, gint64 id,
          const CrmField *field)
{
  g_autofree char *name = crm_reference_title (database, entity, id);
  CrmNotice *notice;

  if (name == NULL)
    return NULL;
  notice = new_notice (announcement, entity, id);
  /* Translators: what changed: kind of record and its name, "Deal Windows for the office" */
  notice->title =
      g_strdup_printf (C_ ("notification", "%s %s"), crm_entity_get_label (entity), name);
  notice->body = describe_step (database, announcement, entity, id, field);
  return notice;
}

static CrmNotice *
tell_many (CrmDatabase *database, CrmAnnouncement *announcement, const CrmEntity *entity,
           GArray *ids, char *title)
{
  CrmNotice *notice = new_notice (announcement, entity, 0);
  g_autoptr (GString) names = g_string_new (NULL);

  notice->title = title;
  for (guint i = 0; i < CRM_NOTICE_MOST; i++) {
    g_autofree char *name = crm_reference_title (database, entity, g_array_index (ids, gint64, i));

    if (name != NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  }
  g_string_append (names, "…");
  notice->body = g_string_free (g_steal_pointer (&names), FALSE);
  return notice;
}

/* Too many to be named, as after an import. */
static CrmNotice *
tell_wide (CrmAnnouncement *announcement, const CrmEntity *entity)
{
  CrmNotice *notice = new_notice (announcement, entity, 0);

  notice->title = g_strdup (crm_entity_get_label_plural (entity));
  notice->body = g_strdup (crm_announcement_get_label (announcement));
  return notice;
}

/* "Anna mentions you": in a note that was written elsewhere. */
static void
tell_mentions (CrmDatabase *database, CrmAnnouncement *announcement, GPtrArray *notices)
{
  const CrmEntity *entity = crm_entity_find ("mention");
  gint64 me = crm_setup_get_me (database);
  gsize n_news = 0;
  const CrmNews *news = crm_announcement_get_news (announcement, entity, &n_news);

  for (gsize i = 0; i < n_news && me != 0; i++) {
    g_autoptr (CrmRecord) mention = news[i].action == CRM_ACTION_ADD
                                        ? crm_record_load (database, entity, news[i].id, NULL)
                                        : NULL;
    g_autoptr (CrmRecord) note = NULL;
    const char *author;
    gint64 subject;
    CrmNotice *notice;

    if (mention == NULL || crm_record_get_integer (mention, "person") != me)
      continue;
    note = crm_record_load (database, crm_entity_find ("note"),
                            crm_record_get_integer (mention, "note"), NULL);
    subject = note != NULL ? crm_record_get_integer (note, "subject") : 0;
    if (subject == 0 || crm_subject_get_entity (subject) == NULL)
      continue;
    notice =
        new_notice (announcement, crm_subject_get_entity (subject), crm_subject_get_id (subject));
    author = crm_record_get_reference_title (
        note, crm_entity_field_index (crm_record_get_entity (note), "author"));
    /* Translators: %s is a person who wrote a note */
    notice->title = author != NULL ? g_strdup_printf (_ ("%s mentions you"), author)
                                   : g_strdup (_ ("You are mentioned in a note"));
    notice->body = crm_text_one_line (crm_record_get_text (note, "text"), MOST_LETTERS);
    g_ptr_array_add (notices, notice);
  }
}

/**
 * crm_notices_read:
 * @database: a connection of this thread, with the change in it
 * @announcement: word of a commit
 * @with_own: whether changes by one's own hand in the window are told too
 *
 * A deal's stage and a document's status are news when something else than the window's own hand
 * changed them: the command line, an import, a rule, time.
 *
 * Returns: (transfer full) (element-type CrmNotice): what is told, nothing for most changes
 */
GPtrArray *
crm_notices_read (CrmDatabase *database, CrmAnnouncement *announcement, gboolean with_own)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_notice_free);

  if (!with_own && crm_announcement_get_origin (announcement) == CRM_ORIGIN_WINDOW)
    return notices;
  tell_mentions (database, announcement, notices);
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++) {
    const CrmEntity *entity = crm_entity_find (told[i].entity);
    int index = crm_entity_field_index (entity, told[i].field);
    g_autoptr (GArray) ids = NULL;

    if (crm_announcement_is_wide (announcement, entity)) {
      g_ptr_array_add (notices, tell_wide (announcement, entity));
      continue;
    }
    ids = find_changed (announcement, entity, index);
    if (ids->len > CRM_NOTICE_MOST)
      g_ptr_array_add (notices,
                       tell_many (database, announcement, entity, ids, told[i].count (ids->len)));
    else
      for (guint j = 0; j < ids->len; j++) {
        CrmNotice *notice = tell_one (database, announcement, entity,
                                      g_array_index (ids, gint64, j), &entity->fields[index]);
        if (notice != NULL)
          g_ptr_array_add (notices, notice);
      }
  }
  return notices;
}
