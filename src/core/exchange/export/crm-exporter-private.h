/* The inside of an exporter: what its formats share. */
#pragma once

#include "crm-export-column-private.h"
#include "crm-grouping.h"

G_BEGIN_DECLS

struct _CrmExporter {
  GObject parent_instance;

  CrmQuery *query;       /* owned */
  CrmGrouping *grouping; /* owned; NULL: in the order of @query alone */
  CrmExportFormat format;
  CrmExportFlags flags;
  GArray *columns; /* owned: CrmExportColumn */
  CrmExportProgress progress;
  gpointer progress_data;
  GDestroyNotify progress_destroy;
  guint64 n_rows;
};

/* @record: the next; its columns are those of the exporter. */
typedef gboolean (*CrmExportRowFunc) (CrmExporter *self, CrmDatabase *database, CrmRecord *record,
                                      gpointer writer, GCancellable *cancellable, GError **error);

gboolean crm_exporter_write_records (CrmExporter *self, CrmDatabase *database,
                                     CrmExportRowFunc func, gpointer writer,
                                     GCancellable *cancellable, GError **error);
gboolean crm_exporter_write_xlsx (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
                                  GCancellable *cancellable, GError **error);
gboolean crm_exporter_write_vcard (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
                                   GCancellable *cancellable, GError **error);
gboolean crm_exporter_write_ics (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
                                 GCancellable *cancellable, GError **error);

#define CRM_EXPORT_BUFFERED_MOST 65536

/* Writes @buffer and empties it. CANCELLED, FULL, IO. */
gboolean crm_export_flush (GOutputStream *stream, GString *buffer, GCancellable *cancellable,
                           GError **error);
/* The same where @buffer holds enough for it to be worth it. */
gboolean crm_export_flush_full (GOutputStream *stream, GString *buffer, GCancellable *cancellable,
                                GError **error);
/* A line of a card or a calendar, folded where it is full. */
void crm_export_append_line (GString *buffer, const char *line);

/* "NAME:text"; no line where @text is NULL or empty. */
void crm_export_append_property (GString *buffer, const char *name, const char *text);

/* Leaves the file of @stream as it was: @was_there tells whether there was one. */
void crm_export_abandon (GOutputStream *stream, GFile *file, gboolean was_there);

G_END_DECLS
