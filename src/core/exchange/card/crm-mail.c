/* One letter as mail programs save it. */
#include "config.h"

#include "crm-mail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-mail-private.h"
#include "crm-text.h"

#define MOST_DEPTH 12
#define MOST_PARTS 300
#define MOST_TEXT (200 * 1024)

typedef struct {
  CrmMail *mail;
  char *html; /* owned; where there is no plain text */
  int n_parts;
} Reading;

static void
free_part (gpointer data)
{
  CrmMailPart *part = data;

  g_free (part->name);
  g_free (part->type);
  g_clear_pointer (&part->content, g_bytes_unref);
  g_free (part);
}

void
crm_mail_free (CrmMail *self)
{
  g_free (self->subject);
  g_free (self->from_name);
  g_free (self->from_address);
  g_free (self->to);
  g_free (self->text);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

static void
remark (CrmMail *mail, const char *text)
{
  for (guint i = 0; i < mail->remarks->len; i++)
    if (strcmp (mail->remarks->pdata[i], text) == 0)
      return;
  g_ptr_array_add (mail->remarks, g_strdup (text));
}

/* --- Parts */

/* The header's parameter, or that of another one that mail programs write it into. */
static char *
dup_name (GHashTable *disposition, GHashTable *type)
{
  const char *name = g_hash_table_lookup (disposition, "filename");
  g_autofree char *tidy = NULL;

  if (name == NULL)
    name = g_hash_table_lookup (type, "name");
  if (name == NULL)
    return NULL;
  tidy = crm_text_tidy (name);
  for (char *at = tidy; *at != '\0'; at++)
    if (*at == '/' || *at == '\\' || g_ascii_iscntrl (*at))
      *at = '_';
  return *tidy != '\0' ? g_steal_pointer (&tidy) : NULL;
}

static const char *
get_suffix (const char *type)
{
  static const struct {
    const char *type;
    const char *suffix;
  } known[] = { { "message/rfc822", ".eml" }, { "text/calendar", ".ics" },
                { "text/vcard", ".vcf" },     { "text/x-vcard", ".vcf" },
                { "image/png", ".png" },      { "image/jpeg", ".jpg" },
                { "image/gif", ".gif" },      { "application/pdf", ".pdf" },
                { "text/html", ".html" },     { "text/plain", ".txt" } };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (strcmp (known[i].type, type) == 0)
      return known[i].suffix;
  return ".dat";
}

static void
attach (Reading *reading, char *name, const char *type, GByteArray *content, gboolean is_inline)
{
  CrmMailPart *part = g_new0 (CrmMailPart, 1);

  part->name = name != NULL ? name
                            /* Translators: the name of a file, before its number and suffix */
                            : g_strdup_printf ("%s %u%s", _ ("Attachment"),
                                               reading->mail->parts->len + 1, get_suffix (type));
  part->type = g_strdup (type);
  part->content = g_byte_array_free_to_bytes (content);
  part->is_inline = is_inline;
  g_ptr_array_add (reading->mail->parts, part);
}

static void
take_text (Reading *reading, const char *type, GHashTable *parameters, GByteArray *content)
{
  CrmMail *mail = reading->mail;
  g_autofree char *text =
      crm_mail_to_utf8 ((const char *) content->data, MIN (content->len, MOST_TEXT),
                        g_hash_table_lookup (parameters, "charset"));

  if (content->len > MOST_TEXT)
    remark (mail, _ ("The letter is very long: only its beginning was taken"));
  if (strcmp (type, "text/html") == 0) {
    if (reading->html == NULL)
      reading->html = g_steal_pointer (&text);
  } else if (mail->text == NULL)
    mail->text = g_steal_pointer (&text);
  else if (strlen (mail->text) < MOST_TEXT) {
    g_autofree char *both = g_strconcat (mail->text, "\n", text, NULL);
    g_set_str (&mail->text, both);
  }
}

static void read_part (Reading *reading, CrmMailSlice part, int depth);

/* The next line that is the boundary; how it is written is in @last. FALSE: there is none. */
static gboolean
find_boundary (CrmMailSlice body, gsize from, const char *boundary, gsize *begin, gsize *end,
               gboolean *last)
{
  gsize length = strlen (boundary);

  for (gsize at = from; at < body.length;) {
    const char *line = body.data + at;
    const char *newline = memchr (line, '\n', body.length - at);
    gsize next = newline != NULL ? (gsize) (newline - body.data) + 1 : body.length;
    if (body.length - at >= length + 2 && line[0] == '-' && line[1] == '-' &&
        memcmp (line + 2, boundary, length) == 0) {
      gsize rest = at + 2 + length;
      *begin = at;
      *end = next;
      *last = body.length - rest >= 2 && body.data[rest] == '-' && body.data[rest + 1] == '-';
      return TRUE;
    }
    at = next;
  }
  return FALSE;
}

static void
read_multipart (Reading *reading, CrmMailSlice body, const char *boundary, int depth)
{
  gsize begin, end, next_begin, next_end;
  gboolean last = FALSE;

  if (!find_boundary (body, 0, boundary, &begin, &end, &last)) {
    remark (reading->mail, _ ("The letter is broken: its parts could not be told apart"));
    return;
  }
  while (!last && end < body.length) {
    CrmMailSlice part = { body.data + end, body.length - end };
    if (find_boundary (body, end, boundary, &next_begin, &next_end, &last))
      part.length = next_begin - end;
    else {
      next_end = body.length;
      last = TRUE;
      remark (reading->mail, _ ("The letter is cut off"));
    }
    read_part (reading, part, depth + 1);
    end = next_end;
  }
}

static void
read_leaf (Reading *reading, GHashTable *headers, CrmMailSlice body, const char *type,
           GHashTable *parameters)
{
  const char *value = g_hash_table_lookup (headers, "content-disposition");
  g_autoptr (GHashTable) disposition = NULL;
  g_autofree char *way = crm_mail_read_parameters (value != NULL ? value : "", &disposition);
  g_autofree char *name = dup_name (disposition, parameters);
  gboolean attached = strcmp (way, "attachment") == 0;
  GByteArray *content;

  content = crm_mail_decode_body (body, g_hash_table_lookup (headers, "content-transfer-encoding"));
  if (strstr (type, "encrypted") != NULL || strstr (type, "pkcs7-mime") != NULL)
    remark (reading->mail, _ ("An encrypted part was not read"));
  if (!attached && name == NULL &&
      (strcmp (type, "text/plain") == 0 || strcmp (type, "text/html") == 0)) {
    take_text (reading, type, parameters, content);
    g_byte_array_unref (content);
  } else if (content->len > 0)
    attach (reading, g_steal_pointer (&name), type, content,
            !attached && g_str_has_prefix (type, "image/"));
  else
    g_byte_array_unref (content);
}

static void
read_part (Reading *reading, CrmMailSlice part, int depth)
{
  CrmMailSlice body;
  g_autoptr (GHashTable) headers = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *type = NULL;
  const char *value;
  const char *boundary;

  if (depth > MOST_DEPTH || reading->n_parts++ > MOST_PARTS) {
    remark (reading->mail, _ ("The letter has more parts than are taken"));
    return;
  }
  headers = crm_mail_read_headers (part, &body);
  value = g_hash_table_lookup (headers, "content-type");
  type = crm_mail_read_parameters (value != NULL ? value : "text/plain", &parameters);
  if (strchr (type, '/') == NULL)
    g_set_str (&type, "text/plain");
  boundary = g_hash_table_lookup (parameters, "boundary");
  if (strcmp (type, "multipart/encrypted") == 0)
    remark (reading->mail, _ ("An encrypted part was not read"));
  if (g_str_has_prefix (type, "multipart/") && boundary != NULL && *boundary != '\0')
    read_multipart (reading, body, boundary, depth);
  else if (g_str_has_prefix (type, "multipart/")) {
    remark (reading->mail, _ ("The letter is broken: its parts could not be told apart"));
    read_leaf (reading, headers, body, "text/plain", parameters);
  } else
    read_leaf (reading, headers, body, type, parameters);
}

/* --- The letter */

static char *
dup_header (GHashTable *headers, const char *name)
{
  const char *value = g_hash_table_lookup (headers, name);
  g_autofree char *decoded = crm_mail_decode_header (value != NULL ? value : "");

  return crm_text_one_line (decoded, 500);
}

static gboolean
is_letter (GHashTable *headers)
{
  static const char *const names[] = { "from", "subject", "date", "received", "message-id", "to" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_hash_table_contains (headers, names[i]))
      return TRUE;
  return FALSE;
}

/* A mailbox keeps a line before each letter. */
static CrmMailSlice
skip_mailbox_line (CrmMailSlice whole)
{
  const char *end = whole.length > 5 && memcmp (whole.data, "From ", 5) == 0
                        ? memchr (whole.data, '\n', whole.length)
                        : NULL;

  if (end != NULL) {
    whole.length -= (gsize) (end + 1 - whole.data);
    whole.data = end + 1;
  }
  return whole;
}

/**
 * crm_mail_parse:
 * @bytes: of the file
 * @error: INVALID: it is no letter
 *
 * Bounded in depth, parts and text whatever the file holds. Any thread.
 *
 * Returns: (transfer full) (nullable): the letter
 */
CrmMail *
crm_mail_parse (GBytes *bytes, GError **error)
{
  CrmMailSlice whole = { NULL, 0 };
  CrmMailSlice body;
  g_autoptr (GHashTable) headers = NULL;
  CrmMail *mail;
  Reading reading = { 0 };
  const char *value;

  whole.data = g_bytes_get_data (bytes, &whole.length);
  if (whole.data == NULL)
    whole.data = "";
  whole = skip_mailbox_line (whole);
  headers = crm_mail_read_headers (whole, &body);
  if (!is_letter (headers)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("This file is no letter"));
    return NULL;
  }
  mail = reading.mail = g_new0 (CrmMail, 1);
  mail->parts = g_ptr_array_new_with_free_func (free_part);
  mail->remarks = g_ptr_array_new_with_free_func (g_free);
  mail->subject = dup_header (headers, "subject");
  mail->to = dup_header (headers, "to");
  value = g_hash_table_lookup (headers, "from");
  crm_mail_split_address (value != NULL ? value : "", &mail->from_name, &mail->from_address);
  value = g_hash_table_lookup (headers, "date");
  mail->date = value != NULL ? crm_mail_parse_date (value) : 0;
  read_part (&reading, whole, 0);
  if (mail->text == NULL)
    mail->text = reading.html != NULL ? crm_mail_html_to_text (reading.html) : g_strdup ("");
  g_free (reading.html);
  {
    g_autofree char *tidy = crm_text_tidy (mail->text);
    g_set_str (&mail->text, tidy);
  }
  return mail;
}
