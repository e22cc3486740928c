/* What was seen in a table before it is imported. One reading of the whole file, so that a date of
 * the last row still decides how those of the first are read. */
#include "config.h"

#include "crm-import-table-private.h"

#include "crm-text.h"

#include <string.h>

/* So many rows tell what a column is; later ones only whether its dates and decimals are what they
 * seem. */
#define ROWS_LOOKED_AT 2000
#define VALUES_KEPT 60
#define TICK_ROWS 512
#define SAMPLE_CHARACTERS 80
#define VALUE_BYTES 4096 /* of a cell that is kept: more of a picture tells nothing */

/* A number that one could call: "+" or brackets or dashes and at least seven digits. */
static gboolean
looks_like_phone (const char *cell)
{
  guint n_digits = 0;
  guint n_signs = 0;
  for (const char *p = cell; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      n_digits++;
    else if (strchr ("+()- ", *p) != NULL)
      n_signs++;
    else if (n_digits < 7)
      return FALSE;
  }
  if (n_digits < 7 || n_digits > 20 || crm_date_parse (cell, NULL, NULL))
    return FALSE;
  return n_signs > 0 || (n_digits == 11 && (cell[0] == '7' || cell[0] == '8'));
}

static void
keep_value (CrmImportColumn *column, CrmImportSight *sight, const char *cell)
{
  g_autofree char *cut = NULL;
  char *value;
  if (strlen (cell) > VALUE_BYTES) {
    const char *end = g_utf8_find_prev_char (cell, cell + VALUE_BYTES);
    cell = cut = g_strndup (cell, (gsize) (end - cell));
  }
  if (sight->values->len >= VALUES_KEPT || g_hash_table_contains (sight->known, cell))
    return;
  value = g_strdup (cell);
  g_hash_table_add (sight->known, value);
  g_ptr_array_add (sight->values, value);
  sight->n_phones += looks_like_phone (cell);
  for (guint i = 0; i < CRM_IMPORT_N_SAMPLES; i++)
    if (column->samples[i] == NULL) {
      column->samples[i] = crm_text_one_line (cell, SAMPLE_CHARACTERS);
      break;
    }
}

/* Whether further cells may still change how the column is read. */
static gboolean
is_open (CrmImportSight *sight)
{
  gboolean certain;
  switch (crm_column_guess_get_kind (sight->guess)) {
  case CRM_COLUMN_EMPTY:
    return TRUE;
  case CRM_COLUMN_DATE:
    crm_column_guess_get_date_order (sight->guess, CRM_DATE_ORDER_DMY, &certain);
    return !certain;
  case CRM_COLUMN_NUMBER:
    crm_column_guess_get_decimal_separator (sight->guess, &certain);
    return !certain;
  default:
    return FALSE;
  }
}

static void
look_at_row (CrmImportTable *self, const CrmTableRow *row, gboolean *open)
{
  for (guint i = 0; i < self->n_columns; i++) {
    const char *cell = row->cells[i];
    if (row->number == ROWS_LOOKED_AT)
      open[i] = is_open (&self->sights[i]);
    if (cell[0] == '\0')
      continue;
    self->columns[i].n_filled++;
    if (open[i] && row->typed != NULL && row->typed[i])
      crm_column_guess_add_typed (self->sights[i].guess, cell);
    else if (open[i])
      crm_column_guess_add (self->sights[i].guess, cell);
    if (row->number <= ROWS_LOOKED_AT)
      keep_value (&self->columns[i], &self->sights[i], cell);
  }
}

static CrmImportTable *
make_table (CrmTableReader *reader)
{
  CrmImportTable *self = g_new0 (CrmImportTable, 1);
  const char *const *headings = crm_table_reader_get_columns (reader);

  self->name = g_strdup (crm_table_reader_get_name (reader));
  self->told_entity = g_strdup (crm_table_reader_get_entity (reader));
  self->has_header = crm_table_reader_has_names (reader);
  self->n_columns = crm_table_reader_get_n_columns (reader);
  self->columns = g_new0 (CrmImportColumn, self->n_columns);
  self->sights = g_new0 (CrmImportSight, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++) {
    self->columns[i].heading = g_strdup (headings[i]);
    self->columns[i].samples = g_new0 (char *, CRM_IMPORT_N_SAMPLES + 1);
    self->sights[i].guess = crm_column_guess_new ();
    self->sights[i].values = g_ptr_array_new_with_free_func (g_free);
    self->sights[i].known = g_hash_table_new (g_str_hash, g_str_equal);
  }
  return self;
}

static void
conclude (CrmImportTable *self, CrmDateOrder order)
{
  for (guint i = 0; i < self->n_columns; i++) {
    CrmImportColumn *column = &self->columns[i];
    CrmColumnGuess *guess = self->sights[i].guess;
    column->kind = crm_column_guess_get_kind (guess);
    column->date_order =
        crm_column_guess_get_date_order (guess, order, &column->date_order_certain);
    column->decimal_separator =
        crm_column_guess_get_decimal_separator (guess, &column->decimal_certain);
  }
}

/*
 * crm_import_table_read:
 * @reader: an opened reader
 * @order: how dates are written where the file leaves it open
 * @tick: (nullable): called now and then
 * @data: for @tick
 * @cancellable: (nullable): stops it
 * @error: as crm_table_reader_read()
 *
 * Reads the whole file once.
 *
 * Returns: (transfer full) (nullable): what was seen; all columns are ignored as yet
 */
CrmImportTable *
crm_import_table_read (CrmTableReader *reader, CrmDateOrder order, CrmImportTick tick,
                       gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmImportTable) self = NULL;
  g_autofree gboolean *open = NULL;
  const CrmTableRow *row;

  if (!crm_table_reader_rewind (reader, cancellable, error))
    return NULL;
  self = make_table (reader);
  open = g_new (gboolean, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    open[i] = TRUE;
  do {
    if (!crm_table_reader_read (reader, &row, cancellable, error))
      return NULL;
    if (row != NULL)
      look_at_row (self, row, open);
    if (row != NULL && tick != NULL && row->number % TICK_ROWS == 0)
      tick (row->number, data);
  } while (row != NULL);
  self->n_rows = crm_table_reader_get_n_rows (reader);
  conclude (self, order);
  return g_steal_pointer (&self);
}

void
crm_import_table_free (CrmImportTable *self)
{
  for (guint i = 0; i < self->n_columns; i++) {
    g_free (self->columns[i].heading);
    g_strfreev (self->columns[i].samples);
    crm_column_guess_free (self->sights[i].guess);
    g_hash_table_unref (self->sights[i].known);
    g_ptr_array_unref (self->sights[i].values);
  }
  g_free (self->columns);
  g_free (self->sights);
  g_free (self->name);
  g_free (self->told_entity);
  g_free (self);
}
