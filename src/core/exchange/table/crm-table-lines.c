/* The lines of a text, with the way back to a marked one. */
#include "config.h"

#include "crm-table-lines-private.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

struct _CrmTableLines {
  CrmTableText *text; /* owned */
  gsize next;         /* where the next line begins in it */
  gsize scanned;      /* up to where no line end was found */
  gsize mark;
  gboolean marked;
  guint64 number; /* of the line returned last */
  guint64 mark_number;
};

/*
 * crm_table_lines_new:
 * @text: (transfer full): a text of which nothing is read yet
 *
 * Returns: (transfer full): its lines, before the first
 */
CrmTableLines *
crm_table_lines_new (CrmTableText *text)
{
  CrmTableLines *lines = g_new0 (CrmTableLines, 1);
  lines->text = text;
  return lines;
}

void
crm_table_lines_free (CrmTableLines *lines)
{
  if (lines != NULL) {
    crm_table_text_free (lines->text);
    g_free (lines);
  }
}

static gboolean
read_on (CrmTableLines *lines, GCancellable *cancellable, GError **error)
{
  gsize kept = lines->marked ? MIN (lines->mark, lines->next) : lines->next;
  gsize past = kept;
  if (!crm_table_text_read_on (lines->text, &past, cancellable, error)) {
    return FALSE;
  }
  gsize gone = kept - past;
  lines->next -= gone;
  lines->scanned -= gone;
  lines->mark = lines->marked ? lines->mark - gone : 0;
  return TRUE;
}

/* Finds the end of the line that begins at next, its terminator included; 0 where more is needed.
 */
static gsize
find_end (CrmTableLines *lines)
{
  const char *text = crm_table_text_get (lines->text)->str;
  gsize length = crm_table_text_get (lines->text)->len;
  gboolean ended = crm_table_text_has_ended (lines->text);
  gsize from = MAX (lines->scanned, lines->next);
  const char *feed = memchr (text + from, '\n', length - from);
  gsize until = feed != NULL ? (gsize) (feed - text) : length;
  const char *carriage = memchr (text + from, '\r', until - from);
  if (carriage != NULL) {
    gsize end = (gsize) (carriage - text) + 1;
    if (end < length) {
      return text[end] == '\n' ? end + 1 : end;
    }
    lines->scanned = end - 1;
    return ended ? end : 0;
  }
  if (feed != NULL) {
    return until + 1;
  }
  lines->scanned = length;
  return ended ? length : 0;
}

/*
 * crm_table_lines_next:
 * @lines: lines
 * @line: (out) (nullable): the next line with its terminator (LF, CR LF or CR), valid until the
 *   next call; %NULL at the end
 * @length: (out): its length in bytes
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
crm_table_lines_next (CrmTableLines *lines, const char **line, gsize *length,
                      GCancellable *cancellable, GError **error)
{
  gsize end;
  while ((end = find_end (lines)) == 0 && !crm_table_text_has_ended (lines->text)) {
    if (crm_table_text_get (lines->text)->len - lines->next > CRM_TABLE_LINE_MOST) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("Line %" PRIu64 " of “%s” is longer than 8 MB: it is not a table"),
                   lines->number + 1, crm_table_text_get_name (lines->text));
      return FALSE;
    }
    if (!read_on (lines, cancellable, error)) {
      return FALSE;
    }
  }
  *line = NULL;
  *length = 0;
  if (end > lines->next) {
    *line = crm_table_text_get (lines->text)->str + lines->next;
    *length = end - lines->next;
    lines->next = end;
    lines->scanned = end;
    lines->number++;
  }
  return TRUE;
}

/* Marks the next line, so that crm_table_lines_go_back() returns to it. */
void
crm_table_lines_mark (CrmTableLines *lines)
{
  lines->mark = lines->next;
  lines->mark_number = lines->number;
  lines->marked = TRUE;
}

void
crm_table_lines_go_back (CrmTableLines *lines)
{
  g_assert (lines->marked);
  lines->next = lines->mark;
  lines->scanned = lines->mark;
  lines->number = lines->mark_number;
}

/* How many bytes of text stand between the mark and the next line. */
gsize
crm_table_lines_get_since_mark (CrmTableLines *lines)
{
  return lines->next - lines->mark;
}

/* The number of the line returned last, from 1. */
guint64
crm_table_lines_get_number (CrmTableLines *lines)
{
  return lines->number;
}

CrmTableText *
crm_table_lines_get_text (CrmTableLines *lines)
{
  return lines->text;
}
