/* The signature under a letter: who somebody is and how to reach them, read from plain text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All texts are owned; NULL: it does not say. */
typedef struct {
  char *name;
  char *post;
  char *company;
  char *phone;
  char *mobile;
  char *email;
  char *website;
} CrmSignature;

/* In English, Russian, Ukrainian or Polish. NULL: the text names nobody with a way to reach them.
 * Any thread. */
CrmSignature *crm_signature_parse (const char *text);
void crm_signature_free (CrmSignature *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmSignature, crm_signature_free)

G_END_DECLS
