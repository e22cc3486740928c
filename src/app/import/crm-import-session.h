/* One import under way: the file, what a person chose, and the work that runs beside the window. */
#pragma once

#include "crm-importer.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/* What a person says about the file; NULL, -1: it is to be found. */
typedef struct {
  const char *encoding; /* one of crm_encoding_list() */
  int delimiter;        /* as of crm_table_reader_set_delimiter() */
  gint64 header_line;   /* as of crm_table_reader_set_header_line() */
  const char *sheet;    /* of a workbook; interned */
} CrmImportManner;

#define CRM_TYPE_IMPORT_RAW_ROW (crm_import_raw_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportRawRow, crm_import_raw_row, CRM, IMPORT_RAW_ROW, GObject)
/* A row as it stands in the file; "" beyond its last cell. */
const char *crm_import_raw_row_get_cell (CrmImportRawRow *self, guint column);

#define CRM_TYPE_IMPORT_SESSION (crm_import_session_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportSession, crm_import_session, CRM, IMPORT_SESSION, GObject)

CrmImportSession *crm_import_session_new (CrmWorkspace *workspace, const CrmEntity *entity);
CrmWorkspace *crm_import_session_get_workspace (CrmImportSession *self);
/* Stops what is under way for good. */
void crm_import_session_stop (CrmImportSession *self);
gboolean crm_import_session_is_busy (CrmImportSession *self);
/* What the work has come to, in thousandths; -1 where that cannot be said. */
int crm_import_session_get_progress (CrmImportSession *self);

/* Emits "opened" or "failed" (the error). */
void crm_import_session_open (CrmImportSession *self, GFile *file);
/* The same with a table that was pasted; @name is how messages call it. */
void crm_import_session_open_bytes (CrmImportSession *self, GBytes *bytes, const char *name);
/* Reads the file again as the person says it is written. */
void crm_import_session_set_manner (CrmImportSession *self, const CrmImportManner *manner);
const CrmImportManner *crm_import_session_get_manner (CrmImportSession *self);
CrmTableReader *crm_import_session_get_reader (CrmImportSession *self); /* NULL before "opened" */
CrmImporter *crm_import_session_get_importer (CrmImportSession *self);  /* likewise */
GListModel *crm_import_session_get_raw_rows (CrmImportSession *self);

/* Calls @func at once, or as soon as no thread uses the importer: the only way to change what it
 * does. What is under way is stopped, since it would be of the old choice. */
typedef void (*CrmImportChangeFunc) (CrmImporter *importer, gpointer data);
void crm_import_session_change (CrmImportSession *self, CrmImportChangeFunc func, gpointer data,
                                GDestroyNotify destroy);

/* Emits "previewed" or "failed". */
void crm_import_session_preview (CrmImportSession *self);
/* Emits "committed" or "failed". */
void crm_import_session_commit (CrmImportSession *self);
/* Stops a commit; "failed" with CRM_ERROR_CANCELLED follows, and nothing is written. */
void crm_import_session_cancel (CrmImportSession *self);

G_END_DECLS
