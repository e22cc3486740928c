/* The first 100 bytes of a file: whose it is, before SQLite is let near it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_HEADER_SIZE 100
#define CRM_HEADER_RESERVED 8 /* bytes at the end of each page, for its checksum */

typedef struct {
  gint64 size; /* of the file */
  guint page_size;
  guint reserved;
  guint32 application_id;
  guint32 user_version;
} CrmHeader;

gboolean crm_header_decode (const guint8 bytes[CRM_HEADER_SIZE], CrmHeader *header);
gboolean crm_header_read (const char *path, CrmHeader *header,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
