/* A new company file with one's own company in it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a person says of the company, as typed; empty where nothing was said. */
typedef struct {
  char *country; /* "ru", "ua", "pl", "other" */
  char *company;
  char *tax_number;
  char *person;
} CrmBeginning;

CrmBeginning *crm_beginning_copy (const CrmBeginning *self);
void crm_beginning_free (CrmBeginning *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBeginning, crm_beginning_free)

gboolean crm_beginning_create (const CrmBeginning *self, const char *path,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Which country a person in this locale most likely works in. */
const char *crm_beginning_guess_country (void);

G_END_DECLS
