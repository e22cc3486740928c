/* Countries that goods come from, by the number that Russian papers want. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "Китай", "China" or "cn" -> "156", as ОКСМ and ISO 3166-1 have it; NULL: it is not known. */
const char *crm_country_code_find (const char *name);

G_END_DECLS
