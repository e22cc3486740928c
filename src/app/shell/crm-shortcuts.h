/* The keys, on one page. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwDialog *crm_shortcuts_new (void);

G_END_DECLS
