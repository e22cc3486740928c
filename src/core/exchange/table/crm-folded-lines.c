/* Lines that go on in the next ones: what is one is decided by the format, a line at a time. */
#include "config.h"

#include "crm-folded-lines-private.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/*
 * crm_folded_lines_init:
 * @folded: not initialized
 * @text: (transfer full): a text of which nothing is read yet
 * @may_double: whether an empty second line means that each line has an empty one behind it
 */
void
crm_folded_lines_init (CrmFoldedLines *folded, CrmTableText *text, gboolean may_double)
{
  *folded = (CrmFoldedLines) { .lines = crm_table_lines_new (text),
                               .line = g_string_new (NULL),
                               .ahead = g_string_new (NULL),
                               .may_double = may_double };
}

void
crm_folded_lines_clear (CrmFoldedLines *folded)
{
  g_clear_pointer (&folded->lines, crm_table_lines_free);
  g_string_free (g_steal_pointer (&folded->line), TRUE);
  g_string_free (g_steal_pointer (&folded->ahead), TRUE);
}

static gboolean
is_empty (const char *line)
{
  return *line == '\n' || *line == '\r';
}

/* The next line of the file without its end; empty ones too. FALSE in @any: there is none. */
static gboolean
read_line (CrmFoldedLines *folded, GString *into, gboolean *any, GCancellable *cancellable,
           GError **error)
{
  const char *line;
  gsize length;

  do
    if (!crm_table_lines_next (folded->lines, &line, &length, cancellable, error))
      return FALSE;
  while (line != NULL && folded->skips_empty && is_empty (line));
  *any = line != NULL;
  folded->skips_empty |= *any && folded->may_double &&
                         crm_table_lines_get_number (folded->lines) == 2 && is_empty (line);
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  g_string_truncate (into, 0);
  /* A nought would end the text before its end. */
  for (gsize i = 0; i < length; i++)
    if (line[i] != '\0')
      g_string_append_c (into, line[i]);
  return TRUE;
}

/*
 * crm_folded_lines_begin:
 * @folded: lines
 * @any: (out): whether there is a line
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Puts the next line, or the one that was kept, into `line`.
 *
 * Returns: whether it could be read
 */
gboolean
crm_folded_lines_begin (CrmFoldedLines *folded, gboolean *any, GCancellable *cancellable,
                        GError **error)
{
  if (folded->has_ahead) {
    g_string_assign (folded->line, folded->ahead->str);
    folded->has_ahead = FALSE;
    *any = TRUE;
  } else if (!read_line (folded, folded->line, any, cancellable, error))
    return FALSE;
  if (*any)
    folded->number = crm_table_lines_get_number (folded->lines);
  return TRUE;
}

/*
 * crm_folded_lines_look_ahead:
 * @folded: lines, of which one is begun
 * @any: (out): whether there is a further line
 * @cancellable: (nullable): a cancellable
 * @error: `INVALID`: what was put together is too long; as crm_table_lines_next()
 *
 * Puts the line behind those of `line` into `ahead`.
 *
 * Returns: whether it could be read
 */
gboolean
crm_folded_lines_look_ahead (CrmFoldedLines *folded, gboolean *any, GCancellable *cancellable,
                             GError **error)
{
  if (!read_line (folded, folded->ahead, any, cancellable, error))
    return FALSE;
  if (folded->line->len <= CRM_TABLE_LINE_MOST)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("Line %" PRIu64 " of “%s” is longer than 8 MB: it is not a table"),
               folded->number, crm_table_text_get_name (crm_table_lines_get_text (folded->lines)));
  return FALSE;
}

/* The line ahead does not belong to this one: the next begins with it. */
void
crm_folded_lines_keep_ahead (CrmFoldedLines *folded)
{
  folded->has_ahead = TRUE;
}
