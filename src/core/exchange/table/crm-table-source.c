/* Where a table comes from: a file or bytes, what it is called, and what encoding it is in. */
#include "config.h"

#include "crm-table-source-private.h"

#include "crm-encoding.h"
#include "crm-error.h"
#include "crm-table-kind-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE 65536

void
crm_table_source_clear (CrmTableSource *source)
{
  g_clear_object (&source->file);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_clear_pointer (&source->name, g_free);
}

static GInputStream *
open_stream (CrmTableSource *source, GCancellable *cancellable, GError **error)
{
  if (source->bytes != NULL) {
    source->size = g_bytes_get_size (source->bytes);
    return g_memory_input_stream_new_from_bytes (source->bytes);
  }
  GError *reason = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (
      source->file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
      G_FILE_QUERY_INFO_NONE, cancellable, &reason);
  if (info == NULL) {
    crm_table_fail_reading (source->name, reason, error);
    return NULL;
  }
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is not a file"), source->name);
    return NULL;
  }
  source->size = (guint64) g_file_info_get_size (info);
  if (source->size > CRM_TABLE_BYTES_MOST) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is larger than 256 MB: divide it into several files"), source->name);
    return NULL;
  }
  GFileInputStream *stream = g_file_read (source->file, cancellable, &reason);
  if (stream == NULL) {
    crm_table_fail_reading (source->name, reason, error);
    return NULL;
  }
  return G_INPUT_STREAM (stream);
}

/*
 * crm_table_source_open_text:
 * @source: a source
 * @encoding: what it is in
 * @cancellable: (nullable): stops it
 * @error: return location for an error
 *
 * Returns: (transfer full): its text from the beginning
 */
CrmTableText *
crm_table_source_open_text (CrmTableSource *source, const char *encoding, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GInputStream) stream = open_stream (source, cancellable, error);
  return stream != NULL ? crm_table_text_new (stream, encoding, source->name, error) : NULL;
}

/* Says that the source is no table but @kind, which has its article. Returns: %FALSE */
gboolean
crm_table_source_refuse (const CrmTableSource *source, const char *kind, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               /* Translators: a file's name and what it is, with its article */
               _ ("“%s” cannot be read as a table: it is %s"), source->name, kind);
  return FALSE;
}

/* Says that there is nothing in the source. Returns: %FALSE */
gboolean
crm_table_source_refuse_empty (const CrmTableSource *source, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is empty: there is no table in it"),
               source->name);
  return FALSE;
}

/* Whether the source begins as a zip archive does, such as a workbook is. */
gboolean
crm_table_source_is_archive (CrmTableSource *source, gboolean *is_archive,
                             GCancellable *cancellable, GError **error)
{
  char beginning[4];
  gsize length = 0;
  GError *reason = NULL;
  g_autoptr (GInputStream) stream = open_stream (source, cancellable, error);
  *is_archive = FALSE;
  if (stream == NULL) {
    return FALSE;
  }
  if (!g_input_stream_read_all (stream, beginning, sizeof beginning, &length, cancellable,
                                &reason)) {
    return crm_table_fail_reading (source->name, reason, error);
  }
  *is_archive = length == 4 && memcmp (beginning, "PK\003\004", 4) == 0;
  return TRUE;
}

/* Whether the first bytes may be those of a text. */
static gboolean
check_beginning (const CrmTableSource *source, const guint8 *bytes, gsize length, GError **error)
{
  const char *kind = crm_table_kind_of_bytes (bytes, length);
  if (kind != NULL) {
    return crm_table_source_refuse (source, kind, error);
  }
  return length > 0 || crm_table_source_refuse_empty (source, error);
}

/*
 * crm_table_source_find_encoding:
 * @source: a source
 * @chosen: (nullable): the encoding that a person says it is in
 * @certain: (out): whether it was chosen or is beyond doubt
 * @cancellable: (nullable): stops it
 * @error: return location for an error, also where the source is no text at all
 *
 * Reads all bytes once, so that one letter near the end can tell the encoding.
 *
 * Returns: (transfer none): the encoding, or %NULL
 */
const char *
crm_table_source_find_encoding (CrmTableSource *source, const char *chosen, gboolean *certain,
                                GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = open_stream (source, cancellable, error);
  if (stream == NULL) {
    return NULL;
  }
  g_autoptr (CrmEncodingFinder) finder = crm_encoding_finder_new ();
  g_autofree guint8 *piece = g_malloc (PIECE);
  gboolean first = TRUE;
  gsize length;
  *certain = TRUE;
  do {
    GError *reason = NULL;
    if (!crm_table_check_cancelled (source->name, cancellable, error)) {
      return NULL;
    }
    if (!g_input_stream_read_all (stream, piece, PIECE, &length, cancellable, &reason)) {
      crm_table_fail_reading (source->name, reason, error);
      return NULL;
    }
    if (first && !check_beginning (source, piece, length, error)) {
      return NULL;
    }
    if (chosen != NULL) {
      return g_intern_string (chosen);
    }
    first = FALSE;
    crm_encoding_finder_feed (finder, piece, length);
  } while (length == PIECE);
  const char *encoding = crm_encoding_finder_finish (finder, certain);
  if (encoding == NULL) {
    crm_table_source_refuse (source, _ ("not a text"), error);
  }
  return encoding;
}
