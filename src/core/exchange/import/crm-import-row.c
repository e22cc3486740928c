/* One row of a table and what becomes of it. */
#include "config.h"

#include "crm-import-row-private.h"

typedef struct {
  CrmImportCellState state;
  char *text; /* owned; NULL: "" */
} Cell;

/**
 * CrmImportRow:
 *
 * A row of the preview of an import. It does not change once it is given out.
 */
struct _CrmImportRow {
  GObject parent_instance;

  guint64 number;
  guint64 line;
  CrmImportState state;
  gint64 twin;
  CrmImportExisting existing;
  char *remark;      /* owned */
  CrmRecord *record; /* owned */
  int n_cells;
  Cell *cells; /* owned, one a field that there was when the row was read */
};

G_DEFINE_FINAL_TYPE (CrmImportRow, crm_import_row, G_TYPE_OBJECT)

static void
crm_import_row_finalize (GObject *object)
{
  CrmImportRow *self = CRM_IMPORT_ROW (object);

  for (int i = 0; i < self->n_cells; i++)
    g_free (self->cells[i].text);
  g_free (self->cells);
  g_free (self->remark);
  g_object_unref (self->record);

  G_OBJECT_CLASS (crm_import_row_parent_class)->finalize (object);
}

static void
crm_import_row_class_init (CrmImportRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = crm_import_row_finalize;
}

static void
crm_import_row_init (CrmImportRow *self)
{
}

CrmImportRow *
crm_import_row_new (guint64 number, guint64 line, CrmRecord *record)
{
  CrmImportRow *self = g_object_new (CRM_TYPE_IMPORT_ROW, NULL);
  self->number = number;
  self->line = line;
  self->record = g_object_ref (record);
  self->n_cells = crm_record_get_entity (record)->n_fields;
  self->cells = g_new0 (Cell, (gsize) self->n_cells);
  return self;
}

void
crm_import_row_set_state (CrmImportRow *self, CrmImportState state, const char *remark)
{
  self->state = state;
  g_set_str (&self->remark, remark);
}

void
crm_import_row_set_twin (CrmImportRow *self, gint64 twin, CrmImportExisting existing)
{
  self->twin = twin;
  self->existing = existing;
}

void
crm_import_row_set_cell (CrmImportRow *self, int field, CrmImportCellState state, const char *text)
{
  if (field >= self->n_cells)
    return;
  self->cells[field].state = state;
  g_set_str (&self->cells[field].text, text);
}

/**
 * crm_import_row_get_number:
 * @self: a row
 *
 * Returns: its number among the rows of data, from 1
 */
guint64
crm_import_row_get_number (CrmImportRow *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), 0);
  return self->number;
}

/**
 * crm_import_row_get_line:
 * @self: a row
 *
 * Returns: the line of the file where it begins, from 1
 */
guint64
crm_import_row_get_line (CrmImportRow *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), 0);
  return self->line;
}

/**
 * crm_import_row_get_state:
 * @self: a row
 *
 * Returns: what becomes of it
 */
CrmImportState
crm_import_row_get_state (CrmImportRow *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), CRM_IMPORT_WRONG);
  return self->state;
}

/**
 * crm_import_row_get_remark:
 * @self: a row
 *
 * Returns: (nullable): what is wrong with it, or what it is the same as: a sentence
 */
const char *
crm_import_row_get_remark (CrmImportRow *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), NULL);
  return self->remark;
}

/**
 * crm_import_row_get_record:
 * @self: a row
 *
 * Returns: (transfer none): the record as it will be
 */
CrmRecord *
crm_import_row_get_record (CrmImportRow *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), NULL);
  return self->record;
}

/**
 * crm_import_row_get_cell_state:
 * @self: a row
 * @field: of the record's entity
 *
 * Returns: what becomes of the field
 */
CrmImportCellState
crm_import_row_get_cell_state (CrmImportRow *self, int field)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), CRM_IMPORT_CELL_EMPTY);
  g_return_val_if_fail (field >= 0 && field < crm_record_get_entity (self->record)->n_fields,
                        CRM_IMPORT_CELL_EMPTY);
  return field < self->n_cells ? self->cells[field].state : (CrmImportCellState) 0;
}

/**
 * crm_import_row_get_text:
 * @self: a row
 * @field: of the record's entity
 *
 * Returns: the field's value as people will read it; the cell of the file where that is wrong; ""
 */
const char *
crm_import_row_get_text (CrmImportRow *self, int field)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), "");
  g_return_val_if_fail (field >= 0 && field < crm_record_get_entity (self->record)->n_fields, "");
  return field < self->n_cells && self->cells[field].text != NULL ? self->cells[field].text : "";
}

/**
 * crm_import_row_get_twin:
 * @self: a row
 *
 * Returns: the id of the record that it seems to be; negative: an earlier row of the file; 0: none
 */
gint64
crm_import_row_get_twin (CrmImportRow *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), 0);
  return self->twin;
}

/**
 * crm_import_row_get_existing:
 * @self: a row
 *
 * Returns: what is done with it where it has a twin
 */
CrmImportExisting
crm_import_row_get_existing (CrmImportRow *self)
{
  g_return_val_if_fail (CRM_IS_IMPORT_ROW (self), CRM_IMPORT_EXISTING_SKIP);
  return self->existing;
}
