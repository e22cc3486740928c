/* A new company file with what everybody needs on the first day: a pipeline, dictionaries,
 * numberings. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/* "ru" -> language "ru", "ua" -> "uk", "pl" -> "pl", others "en" */
const char *crm_country_get_language (const char *country);
const char *crm_country_get_currency (const char *country);
const char *crm_country_get_locale (const char *country);

/* Rooms above fill a new file further: in the transaction that begins it, in its language. */
typedef gboolean (*CrmSetupFunc) (CrmDatabase *database, const char *language, GError **error);
void crm_setup_add_func (CrmSetupFunc func); /* once, at start */
gboolean crm_setup_create (const char *path, const char *country,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The person at this seat: who "me" is. 0 when nobody works here any more. */
gint64 crm_setup_get_me (CrmDatabase *database);

G_END_DECLS
