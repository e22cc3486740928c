/* The events and tasks of another program's calendar one by one (iCalendar, RFC 5545): what repeats
 * first, then what is different in single occurrences of it. */
#include "config.h"

#include "crm-clock.h"
#include "crm-error.h"
#include "crm-ics-private.h"
#include "crm-table-lines-private.h"
#include "crm-table-objects-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_BYTES (G_GUINT64_CONSTANT (64) << 20)
#define MOST_OF_ENTRY ((gsize) 1 << 20)

/* From BEGIN: to END:. */
typedef struct {
  char *text; /* owned */
  guint64 line;
  gboolean is_cut; /* the file ends within it */
} Block;

typedef struct {
  CrmTableLines *lines;  /* owned */
  CrmIcsZones *zones;    /* owned */
  GArray *blocks;        /* Block; NULL until the file is read */
  GPtrArray *exceptions; /* owned rows that wait for the others */
  GArray *exception_lines;
  guint next;
  guint next_exception;
  gint64 now;
  GHashTable *seen;
  GPtrArray *names; /* owned */
} CrmIcsRows;

/* In the order in which they are shown. */
static const char *const columns[] = {
  "title", "kind",     "state",  "start",  "ends",   "all_day",    "due",         "place",
  "note",  "priority", "remind", "repeat", "series", "occurrence", "external_id",
};

static void
clear_block (gpointer block)
{
  g_free (((Block *) block)->text);
}

static gpointer
make_rows (CrmTableText *text)
{
  CrmIcsRows *rows = g_new0 (CrmIcsRows, 1);

  rows->lines = crm_table_lines_new (text);
  rows->zones = crm_ics_zones_new ();
  rows->exceptions = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  rows->exception_lines = g_array_new (FALSE, FALSE, sizeof (guint64));
  rows->seen = g_hash_table_new (g_str_hash, g_str_equal);
  rows->names = g_ptr_array_new_with_free_func (g_free);
  rows->now = crm_clock_now ();
  return rows;
}

static void
free_rows (gpointer data)
{
  CrmIcsRows *rows = data;

  crm_table_lines_free (rows->lines);
  crm_ics_zones_free (rows->zones);
  g_clear_pointer (&rows->blocks, g_array_unref);
  g_ptr_array_unref (rows->exceptions);
  g_array_unref (rows->exception_lines);
  g_hash_table_unref (rows->seen);
  g_ptr_array_unref (rows->names);
  g_free (rows);
}

/* --- Blocks */

/* "BEGIN:VEVENT", whatever its letters and what stands behind. */
static gboolean
is_mark (const char *line, const char *mark, const char *name)
{
  gsize length = strlen (mark);

  if (g_ascii_strncasecmp (line, mark, length) != 0)
    return FALSE;
  line += length;
  line += strspn (line, " \t");
  return g_ascii_strncasecmp (line, name, strlen (name)) == 0 &&
         line[strlen (name) + strspn (line + strlen (name), " \t")] == '\0';
}

static const char *
find_begun (const char *line)
{
  static const char *const names[] = { "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_mark (line, "BEGIN:", names[i]))
      return names[i];
  return NULL;
}

static void
end_block (CrmIcsRows *rows, GString *text, const char *name, guint64 line, gboolean is_cut)
{
  Block block = { NULL, line, is_cut };

  if (strcmp (name, "VTIMEZONE") == 0) {
    if (!is_cut)
      crm_ics_zones_add (rows->zones, text->str);
    return;
  }
  if (text->len > MOST_OF_ENTRY)
    g_string_truncate (text, MOST_OF_ENTRY);
  block.text = g_strndup (text->str, text->len);
  g_array_append_val (rows->blocks, block);
}

/* FALSE: an end of what did not begin. */
static gboolean
keeps_balance (const char *line, const char *name, gboolean is_within, guint *depth)
{
  if (is_within && g_ascii_strncasecmp (line, "BEGIN:", 6) == 0)
    (*depth)++;
  if (g_ascii_strncasecmp (line, "END:", 4) != 0 || is_mark (line, "END:", name))
    return TRUE;
  if (*depth == 0)
    return FALSE;
  (*depth)--;
  return TRUE;
}

/* A file that is attached is not brought along; here it would only take the room of what is. The
 * lines into which it is folded go with it. */
static gboolean
is_attached (const char *line, gboolean was_attached)
{
  if (line[0] == ' ' || line[0] == '\t')
    return was_attached;
  return g_ascii_strncasecmp (line, "ATTACH", 6) == 0 && (line[6] == ':' || line[6] == ';');
}

static gboolean
read_blocks (CrmIcsRows *rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *name = NULL; /* of the block that is open */
  guint64 begun = 0;
  guint depth = 0; /* of what stands within it */
  gboolean attached = FALSE;
  const char *line;
  gsize length;

  rows->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  g_array_set_clear_func (rows->blocks, clear_block);
  while (TRUE) {
    g_autofree char *plain = NULL;
    if (!crm_table_lines_next (rows->lines, &line, &length, cancellable, error))
      return FALSE;
    if (line == NULL)
      break;
    if (crm_table_text_get_n_bytes (crm_table_lines_get_text (rows->lines)) > MOST_BYTES) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“%s” is larger than 64 MB: it is not a calendar"),
                   crm_table_text_get_name (crm_table_lines_get_text (rows->lines)));
      return FALSE;
    }
    while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
      length--;
    plain = g_strndup (line, length); /* up to a nought */
    attached = is_attached (plain, attached);
    if (name == NULL) {
      name = find_begun (plain);
      begun = crm_table_lines_get_number (rows->lines);
      g_string_truncate (text, 0);
      depth = 0;
    }
    if (name == NULL || plain[strspn (plain, " \t")] == '\0')
      continue;
    /* One that begins within another: that one has no end. */
    if (text->len > 0 && find_begun (plain) != NULL) {
      end_block (rows, text, name, begun, TRUE);
      name = find_begun (plain);
      begun = crm_table_lines_get_number (rows->lines);
      g_string_truncate (text, 0);
      depth = 0;
    }
    if (!keeps_balance (plain, name, text->len > 0, &depth))
      continue;
    if (text->len <= MOST_OF_ENTRY && !attached)
      g_string_append_printf (text, "%s\r\n", plain);
    if (is_mark (plain, "END:", name)) {
      end_block (rows, text, name, begun, FALSE);
      name = NULL;
    }
  }
  if (name != NULL)
    end_block (rows, text, name, begun, TRUE);
  return TRUE;
}

/* --- Rows */

static void
note_names (CrmIcsRows *rows, GHashTable *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_hash_table_contains (row, columns[i]))
      g_hash_table_add (rows->seen, (gpointer) columns[i]);
}

static GHashTable *
read_block (CrmIcsRows *rows, Block *block, gboolean *is_exception)
{
  GHashTable *row = crm_ics_read_entry (block->text, rows->zones, rows->now, is_exception);

  if (block->is_cut) {
    *is_exception = FALSE;
    g_hash_table_insert (row, g_strdup (CRM_TABLE_OBJECT_PROBLEM),
                         g_strdup (_ ("the entry has no end: the file is cut off")));
  }
  g_clear_pointer (&block->text, g_free);
  note_names (rows, row);
  return row;
}

static gboolean
next_row (gpointer data, GHashTable **row, guint64 *line, GCancellable *cancellable, GError **error)
{
  CrmIcsRows *rows = data;

  *row = NULL;
  if (rows->blocks == NULL && !read_blocks (rows, cancellable, error))
    return FALSE;
  while (rows->next < rows->blocks->len) {
    Block *block = &g_array_index (rows->blocks, Block, rows->next++);
    gboolean is_exception;
    g_autoptr (GHashTable) read = read_block (rows, block, &is_exception);
    if (!is_exception) {
      *line = block->line;
      *row = g_steal_pointer (&read);
      return TRUE;
    }
    g_ptr_array_add (rows->exceptions, g_steal_pointer (&read));
    g_array_append_val (rows->exception_lines, block->line);
  }
  if (rows->next_exception < rows->exceptions->len) {
    *line = g_array_index (rows->exception_lines, guint64, rows->next_exception);
    *row = g_hash_table_ref (rows->exceptions->pdata[rows->next_exception++]);
  }
  return TRUE;
}

static GPtrArray *
get_names (gpointer data)
{
  CrmIcsRows *rows = data;

  g_ptr_array_set_size (rows->names, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_hash_table_contains (rows->seen, columns[i]))
      g_ptr_array_add (rows->names, g_strdup (columns[i]));
  return rows->names;
}

static const char *
get_entity (gpointer data)
{
  return "activity";
}

static CrmTableText *
get_text (gpointer data)
{
  return crm_table_lines_get_text (((CrmIcsRows *) data)->lines);
}

/* iCalendar, and what its forerunner has in common with it. */
const CrmTableObjects crm_ics_objects = {
  .make = make_rows,
  .free = free_rows,
  .next = next_row,
  .get_names = get_names,
  .get_entity = get_entity,
  .get_text = get_text,
};
