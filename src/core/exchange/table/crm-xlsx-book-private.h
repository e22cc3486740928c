/* A workbook without its rows: its sheets, shared texts and formats of cells. */
#pragma once

#include "crm-xlsx-number-private.h"
#include "crm-xml-feed-private.h"

G_BEGIN_DECLS

typedef struct {
  char *name; /* owned */
  char *part; /* owned: where its rows stand in the archive */
  gboolean hidden;
} CrmXlsxSheet;

typedef struct {
  const CrmTableSource *source; /* borrowed */
  GPtrArray *sheets;            /* CrmXlsxSheet */
  gboolean from_1904;
  GArray *formats;     /* CrmXlsxFormat: one a cell format */
  GString *texts;      /* the shared texts one after the other, each with its final zero */
  GArray *text_starts; /* gsize: where each begins */
} CrmXlsxBook;

CrmXlsxBook *crm_xlsx_book_open (const CrmTableSource *source, GCancellable *cancellable,
                                 GError **error);
void crm_xlsx_book_free (CrmXlsxBook *self);
const char *crm_xlsx_book_get_text (CrmXlsxBook *self, guint64 index);
CrmXlsxFormat crm_xlsx_book_get_format (CrmXlsxBook *self, guint64 index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXlsxBook, crm_xlsx_book_free)

G_END_DECLS
