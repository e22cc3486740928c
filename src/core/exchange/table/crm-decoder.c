/* Bytes of any encoding into UTF-8, piece by piece. */
#include "config.h"

#include "crm-decoder.h"

#include "crm-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PENDING_MOST 16 /* bytes of a character cut by the end of a piece */
#define REPLACEMENT "\xef\xbf\xbd"
#define MARK "\xef\xbb\xbf"

struct _CrmDecoder {
  GIConv converter; /* owned; (GIConv) -1 for UTF-8, which is only checked */
  gsize unit;       /* bytes to skip where nothing can be decoded */
  guint8 pending[PENDING_MOST];
  gsize n_pending;
  gboolean begun;
  gboolean after_cr;
  guint64 line;
  guint64 n_undecodable;
  guint64 first_undecodable_line;
};

/**
 * crm_decoder_new:
 * @encoding: its name, as g_iconv() knows it
 * @error: return location for a `CRM_ERROR_INVALID` where the system does not know it
 *
 * Returns: (transfer full): a decoder at the beginning of a text
 */
CrmDecoder *
crm_decoder_new (const char *encoding, GError **error)
{
  g_return_val_if_fail (encoding != NULL, NULL);
  GIConv converter = (GIConv) -1;
  if (g_ascii_strcasecmp (encoding, "UTF-8") != 0) {
    converter = *encoding != '\0' ? g_iconv_open ("UTF-8", encoding) : (GIConv) -1;
    if (converter == (GIConv) -1) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The encoding “%s” is not known here"),
                   encoding);
      return NULL;
    }
  }
  CrmDecoder *decoder = g_new0 (CrmDecoder, 1);
  decoder->converter = converter;
  decoder->unit = g_ascii_strncasecmp (encoding, "UTF-16", 6) == 0   ? 2
                  : g_ascii_strncasecmp (encoding, "UTF-32", 6) == 0 ? 4
                                                                     : 1;
  decoder->line = 1;
  return decoder;
}

/**
 * crm_decoder_free:
 * @decoder: (transfer full) (nullable): a decoder
 */
void
crm_decoder_free (CrmDecoder *decoder)
{
  if (decoder != NULL) {
    if (decoder->converter != (GIConv) -1) {
      g_iconv_close (decoder->converter);
    }
    g_free (decoder);
  }
}

/* Counts the lines that end in the text from @start on. */
static void
count_lines (CrmDecoder *decoder, const GString *text, gsize start)
{
  for (gsize i = start; i < text->len; i++) {
    char c = text->str[i];
    if (c == '\r' || (c == '\n' && !decoder->after_cr)) {
      decoder->line++;
    }
    decoder->after_cr = c == '\r';
  }
}

static void
append_undecodable (CrmDecoder *decoder, GString *text, gsize *counted)
{
  count_lines (decoder, text, *counted);
  *counted = text->len;
  decoder->n_undecodable++;
  if (decoder->first_undecodable_line == 0) {
    decoder->first_undecodable_line = decoder->line;
  }
  g_string_append (text, REPLACEMENT);
}

/* The next functions decode what they can and return how many bytes that took; the rest is the
 * beginning of a character whose end has not come yet. */
static gsize
decode_utf8 (CrmDecoder *decoder, const guint8 *bytes, gsize length, GString *text, gsize *counted)
{
  gsize done = 0;
  while (done < length) {
    const char *start = (const char *) bytes + done;
    const char *end;
    gboolean valid = g_utf8_validate_len (start, length - done, &end);
    g_string_append_len (text, start, end - start);
    done += (gsize) (end - start);
    if (valid) {
      break;
    }
    if (*end == '\0') {
      /* A zero byte is a character, though C strings cannot hold it: the reader refuses it. */
      g_string_append_c (text, '\0');
      done++;
    } else if (length - done < 4 &&
               g_utf8_get_char_validated (end, (gssize) (length - done)) == (gunichar) -2) {
      break;
    } else {
      append_undecodable (decoder, text, counted);
      done++;
    }
  }
  return done;
}

static gsize
decode_other (CrmDecoder *decoder, const guint8 *bytes, gsize length, GString *text, gsize *counted)
{
  char *in = (char *) bytes;
  gsize in_left = length;
  while (in_left > 0) {
    char buffer[4096];
    char *out = buffer;
    gsize out_left = sizeof buffer;
    gsize result = g_iconv (decoder->converter, &in, &in_left, &out, &out_left);
    int failure = result == (gsize) -1 ? errno : 0;
    g_string_append_len (text, buffer, out - buffer);
    if (failure == EINVAL) {
      break;
    }
    if (failure == EILSEQ) {
      gsize skip = MIN (decoder->unit, in_left);
      append_undecodable (decoder, text, counted);
      in += skip;
      in_left -= skip;
      g_iconv (decoder->converter, NULL, NULL, NULL, NULL);
    }
  }
  return length - in_left;
}

static gsize
decode (CrmDecoder *decoder, const guint8 *bytes, gsize length, GString *text, gsize *counted)
{
  return decoder->converter == (GIConv) -1 ? decode_utf8 (decoder, bytes, length, text, counted)
                                           : decode_other (decoder, bytes, length, text, counted);
}

/**
 * crm_decoder_feed:
 * @decoder: a decoder
 * @bytes: (array length=length): the next bytes
 * @length: how many
 * @last: whether none follow
 * @text: the text to append to; valid UTF-8, though it may contain zero bytes
 *
 * Decodes the next bytes. A character cut by their end waits for the next call.
 */
void
crm_decoder_feed (CrmDecoder *decoder, const guint8 *bytes, gsize length, gboolean last,
                  GString *text)
{
  g_return_if_fail (decoder != NULL && text != NULL);
  gsize start = text->len;
  gsize counted = start;

  /* First the character that was cut, with as many of the new bytes as it may need. */
  while (decoder->n_pending > 0 && length > 0) {
    gsize taken = MIN (PENDING_MOST - decoder->n_pending, length);
    guint8 joined[PENDING_MOST];
    memcpy (joined, decoder->pending, decoder->n_pending);
    memcpy (joined + decoder->n_pending, bytes, taken);
    gsize done = decode (decoder, joined, decoder->n_pending + taken, text, &counted);
    if (done >= decoder->n_pending) {
      bytes += done - decoder->n_pending;
      length -= done - decoder->n_pending;
      decoder->n_pending = 0;
    } else if (decoder->n_pending + taken < PENDING_MOST) {
      memmove (decoder->pending, joined + done, decoder->n_pending + taken - done);
      decoder->n_pending = decoder->n_pending + taken - done;
      length = 0;
    } else {
      append_undecodable (decoder, text, &counted);
      decoder->n_pending = 0;
    }
  }
  if (length > 0) {
    gsize done = decode (decoder, bytes, length, text, &counted);
    gsize left = length - done;
    if (left > PENDING_MOST) {
      append_undecodable (decoder, text, &counted);
      left = 0;
    }
    memcpy (decoder->pending, bytes + done, left);
    decoder->n_pending = left;
  }
  if (last && decoder->n_pending > 0) {
    append_undecodable (decoder, text, &counted);
    decoder->n_pending = 0;
  }
  if (!decoder->begun && text->len > start) {
    decoder->begun = TRUE;
    if (g_str_has_prefix (text->str + start, MARK)) {
      g_string_erase (text, (gssize) start, strlen (MARK));
    }
    counted = MIN (counted, text->len);
  }
  count_lines (decoder, text, counted);
}

/**
 * crm_decoder_get_n_undecodable:
 * @decoder: a decoder
 *
 * Returns: how many places could not be decoded so far
 */
guint64
crm_decoder_get_n_undecodable (CrmDecoder *decoder)
{
  g_return_val_if_fail (decoder != NULL, 0);
  return decoder->n_undecodable;
}

/**
 * crm_decoder_get_first_undecodable_line:
 * @decoder: a decoder
 *
 * Returns: the line of the first of these places, from 1; 0 where there is none
 */
guint64
crm_decoder_get_first_undecodable_line (CrmDecoder *decoder)
{
  g_return_val_if_fail (decoder != NULL, 0);
  return decoder->first_undecodable_line;
}
