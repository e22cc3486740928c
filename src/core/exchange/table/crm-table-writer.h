/* Tables for other people's programs: CSV as RFC 4180 has it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmTableWriterFlags:
 * @CRM_TABLE_WRITER_BOM: begin with a byte-order mark, by which spreadsheets know UTF-8
 * @CRM_TABLE_WRITER_RAW: write cells as they are, for machines; without it a cell that a
 *   spreadsheet would take for a formula gets an apostrophe before it
 */
typedef enum {
  CRM_TABLE_WRITER_PLAIN = 0,
  CRM_TABLE_WRITER_BOM = 1 << 0,
  CRM_TABLE_WRITER_RAW = 1 << 1,
} CrmTableWriterFlags;

#define CRM_TYPE_TABLE_WRITER (crm_table_writer_get_type ())
G_DECLARE_FINAL_TYPE (CrmTableWriter, crm_table_writer, CRM, TABLE_WRITER, GObject)

CrmTableWriter *crm_table_writer_new (GOutputStream *stream, char delimiter,
                                      CrmTableWriterFlags flags);
CrmTableWriter *crm_table_writer_new_for_path (const char *path, char delimiter,
                                               CrmTableWriterFlags flags, GError **error);
gboolean crm_table_writer_write (CrmTableWriter *self, const char *const *cells, gsize n_cells,
                                 GCancellable *cancellable, GError **error);
gboolean crm_table_writer_close (CrmTableWriter *self, GCancellable *cancellable, GError **error);
guint64 crm_table_writer_get_n_rows (CrmTableWriter *self);

G_END_DECLS
