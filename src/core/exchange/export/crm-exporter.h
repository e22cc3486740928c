/* Records as a table for other people's programs, and for our own import. */
#pragma once

#include "crm-grouping.h"
#include "crm-query.h"
#include "crm-store.h"

G_BEGIN_DECLS

/**
 * CrmExportFormat:
 * @CRM_EXPORT_CSV: CSV, UTF-8
 * @CRM_EXPORT_JSON: {"entity": "company", "records": [{"name": "Orion", ...}, ...]}; integers are
 *   numbers, decimals strings, yes and no booleans, tags an array, a reference is {"id", "title"}
 * @CRM_EXPORT_XLSX: a workbook of one sheet: figures and days are such, texts are never formulas
 * @CRM_EXPORT_VCARD: a card a record, version 3.0, with its picture; the columns play no part
 * @CRM_EXPORT_ICS: a calendar of tasks and meetings (RFC 5545); the columns play no part. For
 *   people, tasks are events too: few programs show tasks of others
 */
typedef enum {
  CRM_EXPORT_CSV,
  CRM_EXPORT_JSON,
  CRM_EXPORT_XLSX,
  CRM_EXPORT_VCARD,
  CRM_EXPORT_ICS,
} CrmExportFormat;

/**
 * CrmExportFlags:
 * @CRM_EXPORT_FOR_MACHINES: names of fields for headings, machine notation, cells as they are
 * @CRM_EXPORT_FOR_PEOPLE: CSV for a spreadsheet: a byte-order mark, labels for headings, no
 *   numbers of records, cells that would run as formulas guarded
 * @CRM_EXPORT_WITHOUT_IDS: no numbers of records
 */
typedef enum {
  CRM_EXPORT_FOR_MACHINES = 0,
  CRM_EXPORT_FOR_PEOPLE = 1 << 0,
  CRM_EXPORT_WITHOUT_IDS = 1 << 1,
} CrmExportFlags;

/* Called now and then on the thread that works. */
typedef void (*CrmExportProgress) (guint64 done, guint64 total, gpointer data);

/* In CSV a reference "company" is two columns: "company", the title, and "company.id". The record's
 * own number is "id". Dates are ISO, money has a decimal point. A subject's title and id begin with
 * its entity: "company:Orion", "company:17". Our own import reads both formats back. */
#define CRM_TYPE_EXPORTER (crm_exporter_get_type ())
G_DECLARE_FINAL_TYPE (CrmExporter, crm_exporter, CRM, EXPORTER, GObject)

/* Whether records of @entity can be written so: only who has a telephone or e-mail has a card, and
 * only tasks stand in a calendar. */
gboolean crm_export_format_fits (CrmExportFormat format, const CrmEntity *entity);

CrmExporter *crm_exporter_new (CrmQuery *query, CrmExportFormat format, CrmExportFlags flags);
/* Names of fields, "id", or paths through references ("company.city"), in order; NULL: id and all
 * fields. */
gboolean crm_exporter_set_columns (CrmExporter *self, const char *const *columns, GError **error);
/* Group after group, as a list shows them; within one in the order of the query. NULL: none. */
void crm_exporter_set_grouping (CrmExporter *self, CrmGrouping *grouping);
void crm_exporter_set_progress (CrmExporter *self, CrmExportProgress progress, gpointer data,
                                GDestroyNotify destroy);
guint64 crm_exporter_get_n_rows (CrmExporter *self); /* written so far */

/* Any thread with its own connection. */
gboolean crm_exporter_write (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
                             GCancellable *cancellable, GError **error);
/* The file appears when it is whole, or not at all. */
gboolean crm_exporter_write_file (CrmExporter *self, CrmDatabase *database, const char *path,
                                  GCancellable *cancellable, GError **error);
/* Main thread; works on a thread of its own with a connection of its own to @store's file. */
void crm_exporter_write_file_async (CrmExporter *self, CrmStore *store, const char *path,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean crm_exporter_write_file_finish (CrmExporter *self, GAsyncResult *result, GError **error);

G_END_DECLS
