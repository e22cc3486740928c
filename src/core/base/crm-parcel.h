/* Values that one process sends another through a pipe. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean crm_parcel_write (GOutputStream *stream, GVariant *value, GError **error);
GVariant *crm_parcel_read (GInputStream *stream, const GVariantType *type, gsize most_bytes,
                           GError **error);

G_END_DECLS
