/* Legal forms, which say what a company is and not which. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes legal forms out of folded words; where nothing else is there they stay. */
void crm_name_strip_forms (GPtrArray *words);

G_END_DECLS
