/* The pieces of a letter: headers, words in other encodings, bodies. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of the letter, borrowed. */
typedef struct {
  const char *data;
  gsize length;
} CrmMailSlice;

/* Headers of a part: name in lower case -> value as it stands, unfolded. @body: what follows. */
GHashTable *crm_mail_read_headers (CrmMailSlice part, CrmMailSlice *body);
/* With words in other encodings read: (transfer full). */
char *crm_mail_decode_header (const char *value);
/* The value before the parameters in lower case; the parameters: lower case -> decoded value. */
char *crm_mail_read_parameters (const char *value, GHashTable **parameters);
/* @encoding: of Content-Transfer-Encoding; NULL: none. */
GByteArray *crm_mail_decode_body (CrmMailSlice body, const char *encoding);
/* Valid UTF-8 whatever comes. @charset: as the letter says; NULL: it does not. */
char *crm_mail_to_utf8 (const char *bytes, gsize length, const char *charset);
/* "Anna <anna@example.org>" apart. */
void crm_mail_split_address (const char *value, char **name, char **address);
/* Seconds; 0: not a date. */
gint64 crm_mail_parse_date (const char *value);
char *crm_mail_html_to_text (const char *html);

G_END_DECLS
