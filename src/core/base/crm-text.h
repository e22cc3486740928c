/* Text as people compare it: folded for search, keyed for sorting, phones and e-mails in one
 * notation. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *crm_text_fold (const char *text);
char *crm_text_squeeze (
    const char *text); /* folded, letters and digits only: "GTX Pro" and "GTXPro" are one */
char *crm_text_tidy (
    const char *text); /* white space trimmed, line ends unified, invalid UTF-8 and NUL replaced */
char *crm_text_one_line (const char *text, gsize most_characters);
char *crm_text_capitalize (const char *text);

typedef struct _CrmCollator CrmCollator;
CrmCollator *crm_collator_new (const char *locale, GError **error);
void crm_collator_free (CrmCollator *collator);
GBytes *crm_collator_sort_key (CrmCollator *collator, const char *text);
/* As crm_collator_sort_key(), into a buffer that grows and is reused; returns the length. For bulk
 * loads. */
gsize crm_collator_write_key (CrmCollator *collator, const char *text, GByteArray *buffer);
char *
crm_collator_version (void); /* ICU and CLDR data version; a change of it makes stored keys stale */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCollator, crm_collator_free)

char *crm_phone_normalize (const char *phone,
                           const char *country); /* "+79161234567"; NULL if no phone */
gboolean crm_email_is_valid (const char *email);

G_END_DECLS
