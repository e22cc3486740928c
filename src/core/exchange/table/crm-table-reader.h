/* Tables from other people's files, whatever their encoding, delimiter and manners. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CRM_TABLE_ROWS_MOST 2000000

/**
 * CrmTableFormat:
 * @CRM_TABLE_FORMAT_DELIMITED: cells between delimiters: CSV and its relatives
 * @CRM_TABLE_FORMAT_JSON: an array of objects
 * @CRM_TABLE_FORMAT_XLSX: a sheet of a workbook
 * @CRM_TABLE_FORMAT_VCARD: cards of an address book
 * @CRM_TABLE_FORMAT_LDIF: entries of a directory
 * @CRM_TABLE_FORMAT_ICS: events and tasks of a calendar
 */
typedef enum {
  CRM_TABLE_FORMAT_DELIMITED,
  CRM_TABLE_FORMAT_JSON,
  CRM_TABLE_FORMAT_XLSX,
  CRM_TABLE_FORMAT_VCARD,
  CRM_TABLE_FORMAT_LDIF,
  CRM_TABLE_FORMAT_ICS,
} CrmTableFormat;

/**
 * CrmTableRowFlags:
 * @CRM_TABLE_ROW_BADLY_QUOTED: its quotation marks are wrong; the cells are a guess
 * @CRM_TABLE_ROW_UNDECODABLE: it has characters that its encoding does not have, as U+FFFD
 * @CRM_TABLE_ROW_LONG: it has more filled cells than the table has columns
 * @CRM_TABLE_ROW_SHORT: it has fewer cells than the table has columns; the rest are empty
 */
typedef enum {
  CRM_TABLE_ROW_BADLY_QUOTED = 1 << 0,
  CRM_TABLE_ROW_UNDECODABLE = 1 << 1,
  CRM_TABLE_ROW_LONG = 1 << 2,
  CRM_TABLE_ROW_SHORT = 1 << 3,
} CrmTableRowFlags;

/**
 * CrmTableRow:
 * @number: its number among the rows of data, from 1
 * @line: the line of the file where it begins, from 1
 * @flags: what is unusual about it
 * @problem: (nullable): what is wrong with it, in a translated sentence; %NULL where nothing is
 * @n_cells: how many cells: as many as the table has columns, more only in a long row
 * @cells: (array length=n_cells): its cells, UTF-8; "" for an empty one; %NULL follows the last
 * @typed: (array length=n_cells) (nullable): 1 for a cell that is a number or a date in machine
 *   notation beyond doubt; %NULL: the file knows texts alone
 */
typedef struct {
  guint64 number;
  guint64 line;
  CrmTableRowFlags flags;
  const char *problem;
  guint n_cells;
  const char *const *cells;
  const guint8 *typed;
} CrmTableRow;

#define CRM_TYPE_TABLE_READER (crm_table_reader_get_type ())
G_DECLARE_FINAL_TYPE (CrmTableReader, crm_table_reader, CRM, TABLE_READER, GObject)

CrmTableReader *crm_table_reader_new_for_path (const char *path);
CrmTableReader *crm_table_reader_new_for_bytes (GBytes *bytes, const char *name);

void crm_table_reader_set_encoding (CrmTableReader *self, const char *encoding);
void crm_table_reader_set_delimiter (CrmTableReader *self, int delimiter);
void crm_table_reader_set_header_line (CrmTableReader *self, gint64 line);
void crm_table_reader_set_sheet (CrmTableReader *self, const char *sheet);
void crm_table_reader_set_keep_guards (CrmTableReader *self, gboolean keep);

gboolean crm_table_reader_open (CrmTableReader *self, GCancellable *cancellable, GError **error);
gboolean crm_table_reader_rewind (CrmTableReader *self, GCancellable *cancellable, GError **error);
gboolean crm_table_reader_read (CrmTableReader *self, const CrmTableRow **row,
                                GCancellable *cancellable, GError **error);

const char *crm_table_reader_get_name (CrmTableReader *self);
CrmTableFormat crm_table_reader_get_format (CrmTableReader *self);
const char *crm_table_reader_get_encoding (CrmTableReader *self);
char crm_table_reader_get_delimiter (CrmTableReader *self);
guint64 crm_table_reader_get_header_line (CrmTableReader *self);
gboolean crm_table_reader_has_names (CrmTableReader *self);
const char *const *crm_table_reader_get_columns (CrmTableReader *self);
guint crm_table_reader_get_n_columns (CrmTableReader *self);
const char *const *crm_table_reader_get_sheets (CrmTableReader *self);
const char *crm_table_reader_get_sheet (CrmTableReader *self);
const char *crm_table_reader_get_entity (CrmTableReader *self);
guint64 crm_table_reader_get_size (CrmTableReader *self);
guint64 crm_table_reader_get_position (CrmTableReader *self);
guint64 crm_table_reader_get_n_rows (CrmTableReader *self);
guint64 crm_table_reader_get_n_comments (CrmTableReader *self);

G_END_DECLS
