/* A checksum at the end of every page, so that what the disk has spoilt is seen before it is used.
 */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

#define CRM_CHECKSUM_VFS "voronka"

void crm_checksum_register (sqlite3_vfs *inner);
gboolean crm_checksum_is_right (const guint8 *page, gsize size, guint32 number);
void crm_checksum_write (guint8 *page, gsize size, guint32 number);

G_END_DECLS
