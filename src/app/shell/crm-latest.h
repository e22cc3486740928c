/* Of readings that overtake one another only the latest counts. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GCancellable *crm_latest_begin (GCancellable **latest);
void crm_latest_stop (GCancellable **latest);

G_END_DECLS
