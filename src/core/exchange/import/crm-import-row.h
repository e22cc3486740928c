/* One row of a table and what becomes of it. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/**
 * CrmImportExisting:
 * @CRM_IMPORT_EXISTING_SKIP: a row that is there already is left out
 * @CRM_IMPORT_EXISTING_UPDATE: its filled cells are written to the record that is there
 * @CRM_IMPORT_EXISTING_ADD: it is added once more
 *
 * What is done with a row that seems to be there already: by its key (tax number, article, number
 * elsewhere), its e-mail, its phone or what names it.
 */
typedef enum {
  CRM_IMPORT_EXISTING_SKIP,
  CRM_IMPORT_EXISTING_UPDATE,
  CRM_IMPORT_EXISTING_ADD,
} CrmImportExisting;

/**
 * CrmImportState:
 * @CRM_IMPORT_NEW: a record is added
 * @CRM_IMPORT_CHANGED: a record that is there already gets other values
 * @CRM_IMPORT_SAME: it is there already and says nothing new, or is left as it is
 * @CRM_IMPORT_WRONG: it cannot be imported
 *
 * What becomes of a row.
 */
typedef enum {
  CRM_IMPORT_NEW,
  CRM_IMPORT_CHANGED,
  CRM_IMPORT_SAME,
  CRM_IMPORT_WRONG,
} CrmImportState;

/**
 * CrmImportCellState:
 * @CRM_IMPORT_CELL_EMPTY: nothing is written
 * @CRM_IMPORT_CELL_NEW: a value of a new record
 * @CRM_IMPORT_CELL_CHANGED: another value than the record has
 * @CRM_IMPORT_CELL_SAME: the value that the record has
 * @CRM_IMPORT_CELL_CREATES: a reference to a record that is created with it
 * @CRM_IMPORT_CELL_WRONG: what could not be read
 *
 * What becomes of one field of a row.
 */
typedef enum {
  CRM_IMPORT_CELL_EMPTY,
  CRM_IMPORT_CELL_NEW,
  CRM_IMPORT_CELL_CHANGED,
  CRM_IMPORT_CELL_SAME,
  CRM_IMPORT_CELL_CREATES,
  CRM_IMPORT_CELL_WRONG,
} CrmImportCellState;

#define CRM_TYPE_IMPORT_ROW (crm_import_row_get_type ())
G_DECLARE_FINAL_TYPE (CrmImportRow, crm_import_row, CRM, IMPORT_ROW, GObject)

guint64 crm_import_row_get_number (CrmImportRow *self); /* among the rows of data, from 1 */
guint64 crm_import_row_get_line (CrmImportRow *self);   /* of the file, from 1 */
CrmImportState crm_import_row_get_state (CrmImportRow *self);
/* The record of the company file that it seems to be; 0: none. */
gint64 crm_import_row_get_twin (CrmImportRow *self);
/* What is done with it where it has a twin. */
CrmImportExisting crm_import_row_get_existing (CrmImportRow *self);
/* What is wrong, or of what it is a double, a sentence; NULL where nothing is to be said. */
const char *crm_import_row_get_remark (CrmImportRow *self);
/* The record as it will be (with the values it has already, where it is changed); borrowed. */
CrmRecord *crm_import_row_get_record (CrmImportRow *self);
CrmImportCellState crm_import_row_get_cell_state (CrmImportRow *self, int field);
/* The value as people will read it; where it is wrong, the cell of the file. "" if empty. */
const char *crm_import_row_get_text (CrmImportRow *self, int field);

G_END_DECLS
