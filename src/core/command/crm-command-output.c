/* What a verb prints: the same rows as a table for people, as JSON or as CSV. */
#include "config.h"

#include "crm-command-output.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-json-string.h"

/* The widths of a table's columns are those of its first rows; what comes later is not held back.
 */
#define ROWS_MEASURED 200
#define WIDEST_PADDED 40
#define LONGEST_LINE 2000

typedef struct {
  char *name; /* owned */
  gboolean figures;
  int width;
} Column;

struct _CrmCommandOutput {
  GOutputStream *stream; /* owned */
  CrmCommandFormat format;
  GArray *columns; /* Column */
  gboolean is_single;
  gboolean has_begun;
  guint64 n_rows;
  GPtrArray *cells;   /* owned strings of the row under way, as the format writes them */
  GPtrArray *waiting; /* GStrv, rows of a table not yet printed; NULL once widths are known */
  GString *text;      /* owned; reused for each row */
};

static void
clear_column (gpointer data)
{
  g_free (((Column *) data)->name);
}

/**
 * crm_command_output_new:
 * @stream: where to
 * @format: table, JSON or CSV
 *
 * Returns: (transfer full): an output without columns
 */
CrmCommandOutput *
crm_command_output_new (GOutputStream *stream, CrmCommandFormat format)
{
  CrmCommandOutput *self = g_new0 (CrmCommandOutput, 1);

  self->stream = g_object_ref (stream);
  self->format = format;
  self->columns = g_array_new (FALSE, TRUE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->text = g_string_new (NULL);
  return self;
}

/**
 * crm_command_output_free:
 * @self: an output
 */
void
crm_command_output_free (CrmCommandOutput *self)
{
  g_clear_object (&self->stream);
  g_array_unref (self->columns);
  g_ptr_array_unref (self->cells);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * crm_command_output_add_column:
 * @self: an output without rows
 * @name: the head of the column, the member of the objects
 * @figures: whether it stands to the right in a table
 */
void
crm_command_output_add_column (CrmCommandOutput *self, const char *name, gboolean figures)
{
  Column column = { g_strdup (name), figures, (int) g_utf8_strlen (name, -1) };

  g_return_if_fail (!self->has_begun);
  g_array_append_val (self->columns, column);
}

/**
 * crm_command_output_set_single:
 * @self: an output without rows
 *
 * There will be one row: in JSON it is an object of its own, not one of an array.
 */
void
crm_command_output_set_single (CrmCommandOutput *self)
{
  self->is_single = TRUE;
}

static gboolean
flush_text (CrmCommandOutput *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean done = g_output_stream_write_all (self->stream, self->text->str, self->text->len, NULL,
                                             NULL, &local);

  g_string_truncate (self->text, 0);
  if (!done)
    g_set_error (error, CRM_ERROR,
                 g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? CRM_ERROR_FULL
                                                                          : CRM_ERROR_IO,
                 _ ("The output could not be written: %s"), local->message);
  return done;
}

static char *
dup_json_string (const char *text)
{
  GString *json = g_string_new (NULL);

  crm_json_append_string (json, text);
  return g_string_free (json, FALSE);
}

/* One line, and nothing in it that a terminal would obey. */
static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (letter == '\n' || letter == '\t')
      g_string_append_c (plain, ' ');
    else if (g_unichar_iscntrl (letter) || letter == 0x2028 || letter == 0x2029)
      g_string_append_unichar (plain, 0xfffd);
    else
      g_string_append_unichar (plain, letter);
  }
  return g_string_free (plain, FALSE);
}

/**
 * crm_command_one_line:
 * @text: any text
 *
 * Returns: (transfer full): fit for one line of a terminal: no controls, not endless
 */
char *
crm_command_one_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  char *plain = dup_plain (valid);

  if (g_utf8_strlen (plain, -1) > LONGEST_LINE)
    strcpy (g_utf8_offset_to_pointer (plain, LONGEST_LINE - 1), "…");
  return plain;
}

/* A cell in the three notations; @literal: JSON takes it as it is. */
static void
take_cell (CrmCommandOutput *self, const char *text, gboolean literal)
{
  char *cell = NULL;

  switch (self->format) {
  case CRM_COMMAND_TABLE:
    cell = dup_plain (text != NULL ? text : "");
    break;
  case CRM_COMMAND_JSON:
    cell = text == NULL ? g_strdup ("null") : literal ? g_strdup (text) : dup_json_string (text);
    break;
  case CRM_COMMAND_CSV:
    cell = g_strdup (text != NULL ? text : "");
    break;
  }
  g_ptr_array_add (self->cells, cell);
}

/**
 * crm_command_output_add_text:
 * @self: an output
 * @text: (nullable): the cell; %NULL is empty
 */
void
crm_command_output_add_text (CrmCommandOutput *self, const char *text)
{
  take_cell (self, text, FALSE);
}

/**
 * crm_command_output_add_integer:
 * @self: an output
 * @integer: the cell, a number in JSON
 */
void
crm_command_output_add_integer (CrmCommandOutput *self, gint64 integer)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, integer);

  take_cell (self, text, TRUE);
}

/**
 * crm_command_output_add_boolean:
 * @self: an output
 * @value: the cell: true or false in JSON, yes or no elsewhere
 */
void
crm_command_output_add_boolean (CrmCommandOutput *self, gboolean value)
{
  if (self->format == CRM_COMMAND_JSON)
    take_cell (self, value ? "true" : "false", TRUE);
  else if (self->format == CRM_COMMAND_CSV)
    take_cell (self, value ? "yes" : "no", FALSE);
  else
    take_cell (self, value ? C_ ("value", "Yes") : C_ ("value", "No"), FALSE);
}

/**
 * crm_command_output_add_moment:
 * @self: an output
 * @moment: the cell, ISO for machines
 */
void
crm_command_output_add_moment (CrmCommandOutput *self, gint64 moment)
{
  g_autofree char *text = self->format == CRM_COMMAND_TABLE ? crm_moment_format (moment, NULL)
                                                            : crm_moment_to_iso (moment);

  take_cell (self, text, FALSE);
}

/**
 * crm_command_output_add_list:
 * @self: an output
 * @texts: (array zero-terminated=1): an array in JSON, joined by ", " elsewhere
 */
void
crm_command_output_add_list (CrmCommandOutput *self, const char *const *texts)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autofree char *joined = NULL;

  if (self->format != CRM_COMMAND_JSON) {
    joined = g_strjoinv (", ", (char **) texts);
    take_cell (self, joined, FALSE);
    return;
  }
  for (gsize i = 0; texts[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    crm_json_append_string (json, texts[i]);
  }
  g_string_append_c (json, ']');
  take_cell (self, json->str, TRUE);
}

static void
add_pointer (CrmCommandOutput *self, const CrmEntity *entity, gint64 id, const char *title)
{
  g_autoptr (GString) json = g_string_new ("{");

  if (entity != NULL) {
    g_string_append (json, "\"entity\":");
    crm_json_append_string (json, entity->name);
    g_string_append_c (json, ',');
  }
  g_string_append_printf (json, "\"id\":%" G_GINT64_FORMAT ",\"title\":", id);
  crm_json_append_string (json, title != NULL ? title : "");
  g_string_append_c (json, '}');
  take_cell (self, json->str, TRUE);
}

static void
add_json_field (CrmCommandOutput *self, CrmRecord *record, int index)
{
  const CrmField *field = &crm_record_get_entity (record)->fields[index];
  const CrmValue *value = crm_record_get_value (record, index);
  const char *title = crm_record_get_reference_title (record, index);
  g_autofree char *text = crm_field_to_machine (field, value);
  g_auto (GStrv) tags = NULL;

  switch (field->kind) {
  case CRM_KIND_INTEGER:
  case CRM_KIND_DURATION:
    take_cell (self, text, TRUE);
    return;
  case CRM_KIND_YES_NO:
    take_cell (self, value->integer != 0 ? "true" : "false", TRUE);
    return;
  case CRM_KIND_REFERENCE:
  case CRM_KIND_FILE:
    add_pointer (self, NULL, value->integer, title);
    return;
  case CRM_KIND_SUBJECT:
    add_pointer (self, crm_subject_get_entity (value->integer), crm_subject_get_id (value->integer),
                 title);
    return;
  case CRM_KIND_TAGS:
    tags = crm_tags_split (value->text);
    crm_command_output_add_list (self, (const char *const *) tags);
    return;
  case CRM_KIND_TEXT:
  case CRM_KIND_NOTE:
  case CRM_KIND_MONEY:
  case CRM_KIND_PRICE:
  case CRM_KIND_QUANTITY:
  case CRM_KIND_PERCENT:
  case CRM_KIND_DATE:
  case CRM_KIND_MOMENT:
  case CRM_KIND_CHOICE:
  case CRM_KIND_EMAIL:
  case CRM_KIND_PHONE:
  case CRM_KIND_LINK:
  case CRM_N_KINDS:
    break;
  }
  take_cell (self, text, FALSE);
}

/**
 * crm_command_output_add_field:
 * @self: an output
 * @record: (nullable): a record read with its titles; %NULL makes the cell empty
 * @field: index of the field
 *
 * Adds a field's value: as people read it in a table, with the title of what it refers to; in
 * machine notation in CSV, a reference as its id; in JSON integers as numbers, decimals and all
 * else as strings, yes and no as booleans, tags as an array, a reference as {"id", "title"}.
 */
void
crm_command_output_add_field (CrmCommandOutput *self, CrmRecord *record, int field)
{
  const CrmValue *value = record != NULL ? crm_record_get_value (record, field) : NULL;
  g_autofree char *text = NULL;

  if (value == NULL || value->type == CRM_VALUE_EMPTY) {
    take_cell (self, NULL, FALSE);
    return;
  }
  switch (self->format) {
  case CRM_COMMAND_TABLE:
    text = crm_record_format (record, field);
    take_cell (self, text, FALSE);
    return;
  case CRM_COMMAND_CSV:
    text = crm_field_to_machine (&crm_record_get_entity (record)->fields[field], value);
    take_cell (self, text, FALSE);
    return;
  case CRM_COMMAND_JSON:
    add_json_field (self, record, field);
    return;
  }
}

/* How many columns of a terminal a text takes. */
static int
measure (const char *text)
{
  int width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar letter = g_utf8_get_char (text);

    if (!g_unichar_iszerowidth (letter))
      width += g_unichar_iswide (letter) ? 2 : 1;
  }
  return width;
}

static void
append_padding (GString *text, int width)
{
  for (; width > 0; width--)
    g_string_append_c (text, ' ');
}

static void
append_table_row (CrmCommandOutput *self, const char *const *cells)
{
  for (guint i = 0; i < self->columns->len; i++) {
    const Column *column = &g_array_index (self->columns, Column, i);
    int padding = column->width - measure (cells[i]);

    if (i > 0)
      g_string_append (self->text, "  ");
    if (column->figures)
      append_padding (self->text, padding);
    g_string_append (self->text, cells[i]);
    if (!column->figures && i + 1 < self->columns->len)
      append_padding (self->text, padding);
  }
  g_string_append_c (self->text, '\n');
}

/* The head and the rows held back so far; from now on rows are printed as they come. */
static gboolean
print_waiting (CrmCommandOutput *self, GError **error)
{
  g_autoptr (GPtrArray) rows = g_steal_pointer (&self->waiting);
  g_autoptr (GPtrArray) head = g_ptr_array_new ();

  for (guint i = 0; i < self->columns->len; i++) {
    Column *column = &g_array_index (self->columns, Column, i);

    g_ptr_array_add (head, column->name);
    for (guint j = 0; j < rows->len; j++)
      column->width =
          MAX (column->width, MIN (measure (((char **) rows->pdata[j])[i]), WIDEST_PADDED));
  }
  append_table_row (self, (const char *const *) head->pdata);
  for (guint j = 0; j < rows->len; j++)
    append_table_row (self, rows->pdata[j]);
  return flush_text (self, error);
}

static gboolean
end_table_row (CrmCommandOutput *self, GError **error)
{
  if (self->waiting == NULL) {
    append_table_row (self, (const char *const *) self->cells->pdata);
    return flush_text (self, error);
  }
  g_ptr_array_add (self->cells, NULL);
  g_ptr_array_add (self->waiting, g_strdupv ((char **) self->cells->pdata));
  return self->waiting->len < ROWS_MEASURED || print_waiting (self, error);
}

static gboolean
end_json_row (CrmCommandOutput *self, GError **error)
{
  if (!self->is_single)
    g_string_append (self->text, self->n_rows == 0 ? "[\n" : ",\n");
  for (guint i = 0; i < self->columns->len; i++) {
    g_string_append_c (self->text, i == 0 ? '{' : ',');
    crm_json_append_string (self->text, g_array_index (self->columns, Column, i).name);
    g_string_append_printf (self->text, ":%s", (char *) self->cells->pdata[i]);
  }
  g_string_append_c (self->text, '}');
  return flush_text (self, error);
}

/* Lines end as a shell's do; a spreadsheet takes both kinds. Nothing is guarded against being taken
 * for a formula: this is for programs, what is for people is exported. */
static void
append_csv_row (CrmCommandOutput *self, const char *const *cells)
{
  for (guint i = 0; i < self->columns->len; i++) {
    gboolean quoted = strpbrk (cells[i], "\",\r\n") != NULL || cells[i][0] == ' ' ||
                      (cells[i][0] == '\0' && self->columns->len == 1);

    if (i > 0)
      g_string_append_c (self->text, ',');
    if (quoted)
      g_string_append_c (self->text, '"');
    for (const char *c = cells[i]; *c != '\0'; c++) {
      if (*c == '"')
        g_string_append_c (self->text, '"');
      g_string_append_c (self->text, *c);
    }
    if (quoted)
      g_string_append_c (self->text, '"');
  }
  g_string_append_c (self->text, '\n');
}

static void
append_csv_head (CrmCommandOutput *self)
{
  g_autoptr (GPtrArray) head = g_ptr_array_new ();

  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (head, g_array_index (self->columns, Column, i).name);
  append_csv_row (self, (const char *const *) head->pdata);
}

static gboolean
end_csv_row (CrmCommandOutput *self, GError **error)
{
  if (self->n_rows == 0)
    append_csv_head (self);
  append_csv_row (self, (const char *const *) self->cells->pdata);
  return flush_text (self, error);
}

/**
 * crm_command_output_end_row:
 * @self: an output whose row has a cell for each column
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
crm_command_output_end_row (CrmCommandOutput *self, GError **error)
{
  gboolean done = FALSE;

  g_return_val_if_fail (self->cells->len == self->columns->len, FALSE);

  self->has_begun = TRUE;
  switch (self->format) {
  case CRM_COMMAND_TABLE:
    done = end_table_row (self, error);
    break;
  case CRM_COMMAND_JSON:
    done = end_json_row (self, error);
    break;
  case CRM_COMMAND_CSV:
    done = end_csv_row (self, error);
    break;
  }
  g_ptr_array_set_size (self->cells, 0);
  self->n_rows++;
  return done;
}

/**
 * crm_command_output_end:
 * @self: an output with columns
 * @error: return location for an error
 *
 * Writes what was held back, and what stands at the end.
 *
 * Returns: whether it could be written
 */
gboolean
crm_command_output_end (CrmCommandOutput *self, GError **error)
{
  switch (self->format) {
  case CRM_COMMAND_TABLE:
    return self->waiting == NULL || print_waiting (self, error);
  case CRM_COMMAND_JSON:
    g_string_append (self->text, self->is_single ? "\n" : self->n_rows == 0 ? "[]\n" : "\n]\n");
    return flush_text (self, error);
  case CRM_COMMAND_CSV:
    if (self->n_rows == 0)
      append_csv_head (self);
    return flush_text (self, error);
  }
  g_assert_not_reached ();
}

/**
 * crm_command_output_say:
 * @self: an output
 * @sentence: what people are told; JSON and CSV have no place for it
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
crm_command_output_say (CrmCommandOutput *self, const char *sentence, GError **error)
{
  g_autofree char *line = NULL;

  if (self->format != CRM_COMMAND_TABLE)
    return TRUE;
  line = crm_command_one_line (sentence);
  g_string_append_printf (self->text, "%s\n", line);
  return flush_text (self, error);
}
