/* Looks a whole company file over, beside whoever works in it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void crm_data_check_async (const char *path, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
/* One sentence for each fault, an empty list where there is none. */
GStrv crm_data_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
