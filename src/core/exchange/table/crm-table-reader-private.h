/* The inside of a reader of tables. */
#pragma once

#include "crm-table-objects-private.h"
#include "crm-table-reader.h"
#include "crm-table-records-private.h"
#include "crm-table-sniff-private.h"
#include "crm-table-source-private.h"
#include "crm-xlsx-rows-private.h"

G_BEGIN_DECLS

struct _CrmTableReader {
  GObject parent_instance;

  CrmTableSource source;

  char *chosen_encoding; /* owned; NULL: to be found */
  int chosen_delimiter;
  gint64 chosen_header_line;
  char *chosen_sheet; /* owned; NULL: the first that is not empty */
  gboolean keep_guards;

  CrmTableFormat format;
  const char *encoding; /* borrowed or interned */
  gboolean encoding_certain;
  CrmTableShape shape;
  GStrv columns; /* owned; NULL before it is open */
  guint n_columns;
  char *entity; /* owned */

  CrmTableRecords *records;      /* owned */
  CrmXlsxBook *book;             /* owned */
  CrmXlsxRows *sheet_rows;       /* owned */
  GPtrArray *sheets;             /* borrowed names, and NULL at the end; NULL: no workbook */
  const char *sheet;             /* borrowed from the book */
  const CrmTableObjects *kind;   /* of objects; NULL: rows of cells */
  gpointer objects;              /* owned: of that kind */
  GHashTable *object;            /* owned: the cells of the row given out last */
  GStrv members;                 /* owned: the objects' members that are the columns */
  const CrmTableRecord *pending; /* borrowed from records: read, but not given out */
  guint64 n_rows;
  guint64 n_comments;
  GPtrArray *cells;  /* owned: an array of borrowed cells */
  GByteArray *types; /* owned: beside the cells, where the file knows */
  GString *problem;  /* owned */
  CrmTableRow row;
};

/* Finds what the file is and how it is written. */
gboolean crm_table_reader_find_table (CrmTableReader *self, GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
