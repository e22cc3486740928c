/* The text of a file as it comes: decoded piece by piece, what is past forgotten. */
#include "config.h"

#include "crm-table-text-private.h"

#include "crm-decoder.h"
#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PIECE 65536

struct _CrmTableText {
  GInputStream *stream; /* owned; NULL where the text was given whole */
  CrmDecoder *decoder;  /* owned; NULL likewise */
  const char *encoding; /* interned; NULL: of a text that was decoded already */
  char *name;           /* owned */
  GString *text;        /* owned: what is decoded and still needed */
  gboolean ended;
  guint64 n_bytes;
};

/*
 * crm_table_text_new:
 * @stream: the bytes
 * @encoding: what they are in
 * @name: how the file is called in messages
 * @error: return location for a `CRM_ERROR_INVALID` where the encoding is not known
 *
 * Returns: (transfer full): the text, of which nothing is read yet
 */
CrmTableText *
crm_table_text_new (GInputStream *stream, const char *encoding, const char *name, GError **error)
{
  g_autoptr (CrmDecoder) decoder = crm_decoder_new (encoding, error);
  if (decoder == NULL) {
    return NULL;
  }
  CrmTableText *text = g_new0 (CrmTableText, 1);
  text->stream = g_object_ref (stream);
  text->decoder = g_steal_pointer (&decoder);
  text->encoding = g_intern_string (encoding);
  text->name = g_strdup (name);
  text->text = g_string_sized_new (2 * PIECE);
  return text;
}

/* A text that is there as a whole, UTF-8; copied. */
CrmTableText *
crm_table_text_new_whole (const char *text, gsize length)
{
  CrmTableText *whole = g_new0 (CrmTableText, 1);
  whole->name = g_strdup ("");
  whole->text = g_string_new_len (text, (gssize) length);
  whole->ended = TRUE;
  return whole;
}

/* What the bytes are in; NULL where it was a text from the beginning. */
const char *
crm_table_text_get_encoding (CrmTableText *text)
{
  return text->encoding;
}

void
crm_table_text_free (CrmTableText *text)
{
  if (text != NULL) {
    g_clear_object (&text->stream);
    g_clear_pointer (&text->decoder, crm_decoder_free);
    g_free (text->name);
    g_string_free (text->text, TRUE);
    g_free (text);
  }
}

/* What is decoded and not forgotten. */
const GString *
crm_table_text_get (CrmTableText *text)
{
  return text->text;
}

gboolean
crm_table_text_has_ended (CrmTableText *text)
{
  return text->ended;
}

guint64
crm_table_text_get_n_bytes (CrmTableText *text)
{
  return text->n_bytes;
}

const char *
crm_table_text_get_name (CrmTableText *text)
{
  return text->name;
}

/*
 * crm_table_fail_reading:
 * @name: the file's name
 * @reason: (transfer full): why GIO could not read it
 * @error: return location for the same in our domain
 *
 * Returns: %FALSE
 */
gboolean
crm_table_fail_reading (const char *name, GError *reason, GError **error)
{
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Reading “%s” was stopped"), name);
  } else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("The file “%s” does not exist"), name);
  } else {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The file “%s” cannot be read: %s"), name,
                 reason->message);
  }
  g_error_free (reason);
  return FALSE;
}

/*
 * crm_table_check_cancelled:
 * @name: the file's name
 * @cancellable: (nullable): a cancellable
 * @error: return location for a `CRM_ERROR_CANCELLED`
 *
 * Returns: whether to go on; streams in memory do not look at cancellables themselves
 */
gboolean
crm_table_check_cancelled (const char *name, GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;
  return !g_cancellable_set_error_if_cancelled (cancellable, &reason) ||
         crm_table_fail_reading (name, reason, error);
}

/*
 * crm_table_text_read_on:
 * @text: a text that has not ended
 * @past: (inout): how many bytes of it are no longer needed; set to 0 when they are gone
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error: the file cannot be read, is too large, or is no text
 *
 * Decodes the next piece.
 */
gboolean
crm_table_text_read_on (CrmTableText *text, gsize *past, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE);
  GError *reason = NULL;
  gssize length = g_input_stream_read (text->stream, piece, PIECE, cancellable, &reason);
  if (length < 0) {
    return crm_table_fail_reading (text->name, reason, error);
  }
  text->n_bytes += (guint64) length;
  if (text->n_bytes > CRM_TABLE_BYTES_MOST) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is larger than 256 MB: divide it into several files"), text->name);
    return FALSE;
  }
  g_string_erase (text->text, 0, (gssize) *past);
  *past = 0;
  gsize old = text->text->len;
  text->ended = length == 0;
  crm_decoder_feed (text->decoder, piece, (gsize) length, text->ended, text->text);
  if (memchr (text->text->str + old, '\0', text->text->len - old) != NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” has zero bytes in it: it is not a text"), text->name);
    return FALSE;
  }
  return TRUE;
}
