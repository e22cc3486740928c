/* One property of a card: name, parameters, value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *group;      /* owned, upper case; NULL */
  char *name;       /* owned, upper case */
  GPtrArray *types; /* owned texts, upper case: TYPE=..., also those written without TYPE */
  char *charset;    /* owned; NULL */
  char *media;      /* owned: of a picture: "image/jpeg", "JPEG"; NULL */
  gboolean quoted_printable;
  gboolean base64;
  gboolean is_link;  /* VALUE=uri */
  const char *value; /* borrowed, as it stands */
} CrmVcardLine;

gboolean crm_vcard_line_parse (CrmVcardLine *self, const char *text);
void crm_vcard_line_clear (CrmVcardLine *self);
gboolean crm_vcard_line_has_type (const CrmVcardLine *self, const char *type);
/* The value decoded, still with its backslashes. @encoding: (nullable): that the file was read in.
 */
char *crm_vcard_line_dup_value (const CrmVcardLine *self, const char *encoding);
gboolean crm_vcard_is_base64 (const char *text);
/* "a\;b;c" apart at what is not protected, and without protection. */
GPtrArray *crm_vcard_split (const char *value, char separator);
char *crm_vcard_unescape (const char *text);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmVcardLine, crm_vcard_line_clear)

G_END_DECLS
