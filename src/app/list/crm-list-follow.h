/* Lets a list store become what was read anew. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void crm_list_follow (GListStore *store, GPtrArray *items, GEqualFunc equal);

G_END_DECLS
