/* Records as a workbook. What is a text stays a text: nothing in it becomes a formula or a link
 * that a spreadsheet follows. */
#include "config.h"

#include "crm-exporter-private.h"

#include "crm-date.h"
#include "crm-error.h"
#include "crm-kind.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <xlsxwriter.h>

#define WIDTH_LEAST 8
#define WIDTH_MOST 60
#define TEXT_MOST 32766 /* characters of a cell: the programs take no more */
#define SECONDS_A_DAY 86400

typedef struct {
  lxw_workbook *workbook;
  lxw_worksheet *sheet;
  lxw_format *heading;
  lxw_format *money;
  lxw_format *price;
  lxw_format *percent;
  lxw_format *date;
  lxw_format *moment;
  lxw_format *wrapped;
  GArray *widths; /* owned: guint, one a column */
  lxw_row_t row;
} Writer;

static lxw_format *
add_format (Writer *writer, const char *code, guint8 builtin)
{
  lxw_format *format = workbook_add_format (writer->workbook);
  format_set_align (format, LXW_ALIGN_VERTICAL_TOP);
  if (code != NULL)
    format_set_num_format (format, code);
  else if (builtin != 0)
    format_set_num_format_index (format, builtin);
  return format;
}

static void
widen (Writer *writer, guint column, gsize characters)
{
  guint width = (guint) MIN (characters, WIDTH_MOST);
  while (writer->widths->len <= column) {
    guint least = WIDTH_LEAST;
    g_array_append_val (writer->widths, least);
  }
  if (g_array_index (writer->widths, guint, column) < width)
    g_array_index (writer->widths, guint, column) = width;
}

static gboolean
check (lxw_error status, GError **error)
{
  if (status == LXW_NO_ERROR)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The export cannot be written: %s"),
               lxw_strerror (status));
  return FALSE;
}

static gboolean
write_text (Writer *writer, guint column, const char *text, lxw_format *format, GError **error)
{
  g_autofree char *cut = NULL;
  const char *end = strchr (text, '\n');
  widen (writer, column, (gsize) g_utf8_strlen (text, end != NULL ? end - text : -1));
  if (g_utf8_strlen (text, -1) > TEXT_MOST) {
    cut = g_utf8_substring (text, 0, TEXT_MOST);
    text = cut;
  }
  if (format == NULL && end != NULL)
    format = writer->wrapped;
  return text[0] == '\0' || check (worksheet_write_string (writer->sheet, writer->row,
                                                           (lxw_col_t) column, text, format),
                                   error);
}

static gboolean
write_number (Writer *writer, guint column, double number, lxw_format *format, gsize characters,
              GError **error)
{
  widen (writer, column, characters);
  return check (
      worksheet_write_number (writer->sheet, writer->row, (lxw_col_t) column, number, format),
      error);
}

/* Days of the programs begin before their calendar does: the first months of 1900 are texts. */
static gboolean
write_day (Writer *writer, guint column, gint64 date, gint64 seconds, lxw_format *format,
           GError **error)
{
  gint64 serial = date - crm_date_from_ymd (1899, 12, 30);
  if (serial <= 60) {
    int year;
    int month;
    int day;
    g_autofree char *text = NULL;
    crm_date_to_ymd (date, &year, &month, &day);
    text = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
    return write_text (writer, column, text, NULL, error);
  }
  return write_number (writer, column, (double) serial + (double) seconds / SECONDS_A_DAY, format,
                       seconds > 0 ? 16 : 10, error);
}

static gboolean
write_value (CrmExporter *self, Writer *writer, guint column, CrmRecord *record,
             const CrmField *field, GError **error)
{
  const CrmValue *value =
      crm_record_get_value (record, (int) (field - crm_record_get_entity (record)->fields));
  gboolean for_people = (self->flags & CRM_EXPORT_FOR_PEOPLE) != 0;
  lxw_format *format = NULL;
  g_autofree char *text = NULL;
  double number;

  if (value->type == CRM_VALUE_EMPTY)
    return TRUE;
  switch (field->kind) {
  case CRM_KIND_DATE:
    return write_day (writer, column, value->integer, 0, writer->date, error);
  case CRM_KIND_MOMENT: {
    gint64 date = crm_moment_to_date (value->integer);
    return write_day (writer, column, date, value->integer - crm_moment_from_date (date),
                      writer->moment, error);
  }
  case CRM_KIND_MONEY:
    format = writer->money;
    break;
  case CRM_KIND_PRICE:
    format = writer->price;
    break;
  case CRM_KIND_PERCENT:
    format = writer->percent;
    break;
  case CRM_KIND_REFERENCE:
  case CRM_KIND_SUBJECT:
    text = crm_export_dup_link_title (record, field);
    return write_text (writer, column, text != NULL ? text : "", NULL, error);
  default:
    break;
  }
  if (!crm_kind_is_number (field->kind)) {
    text = crm_export_dup_value (record, field, for_people);
    return write_text (writer, column, text != NULL ? text : "", NULL, error);
  }
  text = crm_field_to_machine (field, value);
  number = g_ascii_strtod (text, NULL);
  return write_number (writer, column, field->kind == CRM_KIND_PERCENT ? number / 100 : number,
                       format, strlen (text) + strlen (text) / 3 + 1, error);
}

static gboolean
write_cell (CrmExporter *self, CrmDatabase *database, Writer *writer, guint i, CrmRecord *record,
            GError **error)
{
  const CrmExportColumn *column = &g_array_index (self->columns, CrmExportColumn, i);
  const CrmField *field = crm_export_column_get_field (column);
  g_autoptr (CrmRecord) at = NULL;
  GError *reason = NULL;

  if (field == NULL)
    return write_number (writer, i, (double) crm_record_get_id (record), NULL, 8, error);
  at = crm_export_column_follow (column, database, record, &reason);
  if (reason != NULL) {
    g_propagate_error (error, reason);
    return FALSE;
  }
  return at == NULL || write_value (self, writer, i, at, field, error);
}

static gboolean
write_row (CrmExporter *self, CrmDatabase *database, CrmRecord *record, gpointer data,
           GCancellable *cancellable, GError **error)
{
  Writer *writer = data;
  writer->row++;
  if (writer->row >= LXW_ROW_MAX) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         _ ("A sheet has room for 1,048,575 records: export fewer, or as CSV"));
    return FALSE;
  }
  for (guint i = 0; i < self->columns->len; i++)
    if (!write_cell (self, database, writer, i, record, error))
      return FALSE;
  return TRUE;
}

static void
begin_sheet (CrmExporter *self, Writer *writer)
{
  const CrmEntity *entity = crm_query_get_entity (self->query);
  g_autofree char *name =
      g_utf8_substring (crm_entity_get_label_plural (entity), 0,
                        MIN (31, g_utf8_strlen (crm_entity_get_label_plural (entity), -1)));
  /* What no name of a sheet may have. */
  g_strdelimit (name, "[]:*?/\\'", ' ');
  writer->sheet = workbook_add_worksheet (writer->workbook, name);
  if (writer->sheet == NULL)
    writer->sheet = workbook_add_worksheet (writer->workbook, NULL);
  writer->heading = workbook_add_format (writer->workbook);
  format_set_bold (writer->heading);
  writer->money = add_format (writer, "#,##0.00", 0);
  writer->price = add_format (writer, "#,##0.00##", 0);
  writer->percent = add_format (writer, "0.00%", 0);
  writer->date = add_format (writer, NULL, 14);
  writer->moment = add_format (writer, NULL, 22);
  writer->wrapped = add_format (writer, NULL, 0);
  format_set_text_wrap (writer->wrapped);
  worksheet_freeze_panes (writer->sheet, 1, 0);
}

static gboolean
write_sheet (CrmExporter *self, CrmDatabase *database, Writer *writer, GCancellable *cancellable,
             GError **error)
{
  begin_sheet (self, writer);
  for (guint i = 0; i < self->columns->len; i++) {
    g_autofree char *heading =
        crm_export_column_dup_heading (&g_array_index (self->columns, CrmExportColumn, i),
                                       (self->flags & CRM_EXPORT_FOR_PEOPLE) != 0);
    if (!write_text (writer, i, heading, writer->heading, error))
      return FALSE;
  }
  if (!crm_exporter_write_records (self, database, write_row, writer, cancellable, error))
    return FALSE;
  for (guint i = 0; i < writer->widths->len; i++)
    worksheet_set_column (writer->sheet, (lxw_col_t) i, (lxw_col_t) i,
                          g_array_index (writer->widths, guint, i) + 2, NULL);
  if (self->columns->len > 0)
    worksheet_autofilter (writer->sheet, 0, 0, writer->row, (lxw_col_t) (self->columns->len - 1));
  return TRUE;
}

static gboolean
copy_file (const char *path, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileInputStream) input = g_file_read (file, cancellable, &reason);
  if (input != NULL &&
      g_output_stream_splice (stream, G_INPUT_STREAM (input), G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE,
                              cancellable, &reason) >= 0)
    return TRUE;
  g_set_error (error, CRM_ERROR,
               g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? CRM_ERROR_CANCELLED
                                                                          : CRM_ERROR_IO,
               _ ("The export cannot be written: %s"), reason->message);
  return FALSE;
}

/* The library writes files alone, row by row into one beside. */
gboolean
crm_exporter_write_xlsx (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
                         GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("voronka-export-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "export.xlsx", NULL) : NULL;
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
  Writer writer = { 0 };
  gboolean done = FALSE;

  if (folder == NULL)
    return FALSE;
  writer.workbook = workbook_new_opt (path, &options);
  writer.widths = g_array_new (FALSE, FALSE, sizeof (guint));
  if (writer.workbook != NULL) {
    done = write_sheet (self, database, &writer, cancellable, error);
    /* Closing frees it, whatever came before. */
    done = check (workbook_close (writer.workbook), done ? error : NULL) && done;
  }
  done = done && copy_file (path, stream, cancellable, error);
  g_array_unref (writer.widths);
  g_unlink (path);
  g_rmdir (folder);
  return done;
}
