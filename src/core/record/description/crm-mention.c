/* Persons who are mentioned in notes. */
#include "config.h"

#include "crm-mention.h"

#include <string.h>

/*
 * A note says "@" and a person's name, as it is typed. Beside it a record of "mention" keeps who
 * was meant, so that a person who is renamed is still meant, and finds by whom. The longest name
 * that fits is meant; of two persons with one name both are.
 */

void
crm_mention_free (CrmMention *self)
{
  g_free (self->written);
  g_free (self->name);
  g_free (self);
}

static GPtrArray *
new_mentions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) crm_mention_free);
}

static gboolean
is_word (gunichar letter)
{
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter);
}

/* "@" within a word is an e-mail address. */
static gboolean
begins_at (const char *text, const char *at)
{
  return at == text || !is_word (g_utf8_get_char (g_utf8_find_prev_char (text, at)));
}

static gboolean
has_name (const char *text, const char *name)
{
  gsize length = strlen (name);

  return length > 0 && strncmp (text, name, length) == 0 &&
         !is_word (g_utf8_get_char (text + length));
}

/**
 * crm_mentions_find:
 * @mentions: (element-type CrmMention): those looked for
 * @text: any text
 * @start: (out): where the first of them begins, in bytes
 * @mention: (out): which one it is
 *
 * Returns: the length of the first mention with its "@", in bytes; 0 if there is none
 */
gsize
crm_mentions_find (GPtrArray *mentions, const char *text, gsize *start, const CrmMention **mention)
{
  for (const char *at = strchr (text, '@'); at != NULL; at = strchr (at + 1, '@')) {
    const CrmMention *longest = NULL;
    if (!begins_at (text, at))
      continue;
    for (guint i = 0; i < mentions->len; i++) {
      const CrmMention *other = mentions->pdata[i];
      if (has_name (at + 1, other->written) &&
          (longest == NULL || strlen (other->written) > strlen (longest->written)))
        longest = other;
    }
    if (longest != NULL) {
      *start = (gsize) (at - text);
      *mention = longest;
      return strlen (longest->written) + 1;
    }
  }
  return 0;
}

/**
 * crm_mentions_dup_text:
 * @mentions: (element-type CrmMention): those of the note
 * @text: of the note
 *
 * Returns: (transfer full): the text with all persons as they are called now
 */
char *
crm_mentions_dup_text (GPtrArray *mentions, const char *text)
{
  g_autoptr (GString) result = g_string_new (NULL);
  const CrmMention *mention;
  gsize start, length;

  while ((length = crm_mentions_find (mentions, text, &start, &mention)) > 0) {
    g_string_append_len (result, text, (gssize) start);
    g_string_append_printf (result, "@%s", mention->name);
    text += start + length;
  }
  g_string_append (result, text);
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* --- Reading */

static gboolean
append_rows (CrmDatabase *database, const char *sql, gint64 note, GPtrArray *mentions, GArray *ids,
             GError **error)
{
  g_autoptr (CrmStatement) statement = crm_database_prepare (database, sql, error);
  gboolean has_row = FALSE;

  if (statement == NULL)
    return FALSE;
  if (note != 0)
    crm_statement_bind_integer (statement, 1, note);
  do {
    if (!crm_statement_step (statement, &has_row, error))
      return FALSE;
    if (has_row) {
      CrmMention *mention = g_new0 (CrmMention, 1);
      gint64 id = crm_statement_get_integer (statement, 3);
      mention->person = crm_statement_get_integer (statement, 0);
      mention->written = g_strdup (crm_statement_get_text (statement, 1));
      mention->name = g_strdup (crm_statement_get_text (statement, 2));
      g_ptr_array_add (mentions, mention);
      if (ids != NULL)
        g_array_append_val (ids, id);
    }
  } while (has_row);
  return TRUE;
}

#define MENTIONS                                                                                   \
  "SELECT person.id, mention.name, person.name, mention.id"                                        \
  " FROM mention JOIN person ON person.id = mention.person WHERE mention.note = ?1"                \
  " ORDER BY mention.id"

/**
 * crm_mentions_read:
 * @database: a connection of this thread
 * @note: the id of a note
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CrmMention) (nullable): who is mentioned in it
 */
GPtrArray *
crm_mentions_read (CrmDatabase *database, gint64 note, GError **error)
{
  g_autoptr (GPtrArray) mentions = new_mentions ();

  if (!append_rows (database, MENTIONS, note, mentions, NULL, error))
    return NULL;
  return g_steal_pointer (&mentions);
}

/* --- Following */

static gboolean
is_same (const CrmMention *a, const CrmMention *b)
{
  return a->person == b->person && strcmp (a->written, b->written) == 0;
}

static gboolean
contains (GPtrArray *mentions, const CrmMention *mention)
{
  for (guint i = 0; i < mentions->len; i++)
    if (is_same (mentions->pdata[i], mention))
      return TRUE;
  return FALSE;
}

/* Adds to @found who of @known is mentioned in the text. */
static void
find_all (GPtrArray *known, const char *text, GPtrArray *found)
{
  const CrmMention *mention;
  gsize start, length;

  while (text != NULL && (length = crm_mentions_find (known, text, &start, &mention)) > 0) {
    for (guint i = 0; i < known->len; i++) {
      CrmMention *other = known->pdata[i];
      if (strcmp (other->written, mention->written) == 0 && !contains (found, other))
        g_ptr_array_add (found, other);
    }
    text += start + length;
  }
}

static void
add_mention (CrmChange *change, CrmRecord *note, const CrmMention *mention)
{
  g_autoptr (CrmRecord) record = crm_record_new (crm_entity_find ("mention"));

  crm_record_set_integer (record, "note", crm_record_get_id (note));
  crm_record_set_integer (record, "person", mention->person);
  crm_record_set_text (record, "name", mention->written);
  /* What one writes oneself is no news. */
  crm_record_set_integer (record, "seen",
                          crm_record_get_integer (note, "author") == mention->person);
  crm_change_add (change, record);
}

static gboolean
follow (CrmChange *change, CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  const CrmEntity *notes = crm_entity_find ("note");
  g_autoptr (GPtrArray) kept = new_mentions ();
  g_autoptr (GPtrArray) known = new_mentions ();
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *text;

  if (deed->entity != notes || deed->action == CRM_ACTION_DELETE ||
      !crm_fields_has (deed->fields, crm_entity_field_index (notes, "text")))
    return TRUE;
  text = crm_record_get_text (deed->after, "text");
  if (deed->action == CRM_ACTION_ADD && (text == NULL || strchr (text, '@') == NULL))
    return TRUE;
  /* Who was meant once is meant by the name of then. */
  if (!append_rows (database, MENTIONS, deed->id, kept, ids, error) ||
      !append_rows (database, MENTIONS, deed->id, known, NULL, error) ||
      !append_rows (database, "SELECT id, name, name, 0 FROM person", 0, known, NULL, error))
    return FALSE;
  find_all (known, text, found);
  for (guint i = 0; i < kept->len; i++)
    if (!contains (found, kept->pdata[i]))
      crm_change_delete (change, crm_entity_find ("mention"), g_array_index (ids, gint64, i));
  for (guint i = 0; i < found->len; i++)
    if (!contains (kept, found->pdata[i]))
      add_mention (change, deed->after, found->pdata[i]);
  return TRUE;
}

/**
 * crm_mention_register:
 *
 * Lets mentions follow the texts of notes. Once, at start.
 */
void
crm_mention_register (void)
{
  crm_reactor_register (follow);
}
