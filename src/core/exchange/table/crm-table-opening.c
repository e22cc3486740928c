/* What a file is and how it is written, before its first row is read. */
#include "config.h"

#include "crm-table-reader-private.h"

#include "crm-error.h"
#include "crm-table-kind-private.h"

#include <glib/gi18n-lib.h>

#define SAMPLE_LEAST 262144 /* bytes of text that the table's shape is guessed from */

/* Finds the table's format and shape from its beginning. */
static gboolean
find_shape (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmTableText) text =
      crm_table_source_open_text (&self->source, self->encoding, cancellable, error);
  if (text == NULL) {
    return FALSE;
  }
  const GString *sample = crm_table_text_get (text);
  while (sample->len < SAMPLE_LEAST && !crm_table_text_has_ended (text)) {
    gsize past = 0;
    if (!crm_table_text_read_on (text, &past, cancellable, error)) {
      return FALSE;
    }
  }
  const char *kind = crm_table_kind_of_text (sample->str);
  if (kind != NULL) {
    return crm_table_source_refuse (&self->source, kind, error);
  }
  self->format = crm_table_find_format (sample->str, self->source.name);
  self->kind = crm_table_objects_get (self->format);
  self->shape = (CrmTableShape) { 0 };
  if (self->format == CRM_TABLE_FORMAT_DELIMITED) {
    self->shape.delimiter = self->chosen_delimiter;
    self->shape.header_line = self->chosen_header_line;
    crm_table_sniff (sample->str, sample->len, !crm_table_text_has_ended (text), &self->shape);
  }
  return TRUE;
}

static gboolean
open_text (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  self->encoding = crm_table_source_find_encoding (&self->source, self->chosen_encoding,
                                                   &self->encoding_certain, cancellable, error);
  return self->encoding != NULL && find_shape (self, cancellable, error);
}

/* Opens a sheet and finds its shape; one without a row has no columns. */
static gboolean
try_sheet (CrmTableReader *self, const CrmXlsxSheet *sheet, GCancellable *cancellable,
           GError **error)
{
  guint n_columns;
  gint64 header_line;
  g_clear_pointer (&self->sheet_rows, crm_xlsx_rows_free);
  self->sheet_rows = crm_xlsx_rows_new (self->book, sheet, cancellable, error);
  if (self->sheet_rows == NULL ||
      !crm_xlsx_rows_find_shape (self->sheet_rows, &header_line, &n_columns, cancellable, error)) {
    return FALSE;
  }
  self->sheet = sheet->name;
  self->shape = (CrmTableShape) { .n_columns = n_columns };
  self->shape.header_line =
      self->chosen_header_line == CRM_TABLE_FIND_HEADER ? header_line : self->chosen_header_line;
  return TRUE;
}

static gboolean
refuse_sheet (CrmTableReader *self, GError **error)
{
  g_autofree char *names = g_strjoinv (", ", (char **) self->sheets->pdata);
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
               /* Translators: a file, the name of a sheet, names of sheets */
               _ ("“%s” has no sheet “%s”; there are: %s"), self->source.name, self->chosen_sheet,
               names);
  return FALSE;
}

/* A workbook: the chosen sheet, or the first that can be seen and has something in it. */
static gboolean
open_book (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  self->format = CRM_TABLE_FORMAT_XLSX;
  self->kind = NULL;
  self->encoding = "UTF-8";
  self->encoding_certain = TRUE;
  self->book = crm_xlsx_book_open (&self->source, cancellable, error);
  if (self->book == NULL) {
    return FALSE;
  }
  self->sheets = g_ptr_array_new ();
  for (guint i = 0; i < self->book->sheets->len; i++) {
    g_ptr_array_add (self->sheets, ((CrmXlsxSheet *) self->book->sheets->pdata[i])->name);
  }
  g_ptr_array_add (self->sheets, NULL);
  for (guint hidden = 0; hidden < 2; hidden++) {
    for (guint i = 0; i < self->book->sheets->len; i++) {
      const CrmXlsxSheet *sheet = self->book->sheets->pdata[i];
      gboolean wanted = self->chosen_sheet != NULL
                            ? g_utf8_collate (sheet->name, self->chosen_sheet) == 0
                            : sheet->hidden == (hidden != 0);
      if (!wanted) {
        continue;
      }
      if (!try_sheet (self, sheet, cancellable, error)) {
        return FALSE;
      }
      if (self->chosen_sheet != NULL || self->shape.n_columns > 0) {
        return TRUE;
      }
    }
  }
  return self->chosen_sheet != NULL ? refuse_sheet (self, error)
                                    : crm_table_source_refuse_empty (&self->source, error);
}

gboolean
crm_table_reader_find_table (CrmTableReader *self, GCancellable *cancellable, GError **error)
{
  gboolean is_archive;
  return crm_table_source_is_archive (&self->source, &is_archive, cancellable, error) &&
         (is_archive ? open_book (self, cancellable, error) : open_text (self, cancellable, error));
}
