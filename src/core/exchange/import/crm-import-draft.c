/* A row of a table as a record that is not written yet: cells read by their columns, names looked
 * up. */
#include "config.h"

#include "crm-import-draft-private.h"

#include "crm-error.h"
#include "crm-import-cell-private.h"
#include "crm-import-index-private.h"
#include "crm-import-mapping-private.h"
#include "crm-setting.h"
#include "crm-setup.h"
#include "crm-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NAME_CHARACTERS 60

struct _CrmImportDrafter {
  const CrmImportPlan *plan;
  CrmDatabase *database;
  CrmImportLinks *links;
  CrmRecord *prototype;  /* owned: what a new record begins with */
  int note;              /* the field for what has no other place; -1 */
  int currency;          /* the field of the currency of sums; -1 */
  char *own_currency;    /* owned */
  CrmFields sums;        /* that are sums */
  GArray *order;         /* guint: columns, those that others depend on first */
  CrmImportIndex *later; /* owned: titles of all rows; NULL where no row points at another */
  GPtrArray *texts;      /* owned texts that a missing reference borrows */
  CrmImportDraft draft;
};

static int
get_index (CrmImportDrafter *self, const CrmField *field)
{
  return (int) (field - self->plan->entity->fields);
}

static gboolean
is_reference (const CrmField *field)
{
  return field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_SUBJECT;
}

/* A contact can be found only when its company is. */
static gboolean
is_dependent (CrmImportDrafter *self, const CrmImportColumn *column)
{
  return column->field->kind == CRM_KIND_REFERENCE &&
         crm_import_links_depends (crm_field_get_target (column->field), self->plan->entity);
}

static void
sort_columns (CrmImportDrafter *self)
{
  CrmImportTable *table = self->plan->table;
  for (int dependent = 0; dependent < 2; dependent++)
    for (guint i = 0; i < table->n_columns; i++)
      if (table->columns[i].role == CRM_IMPORT_FIELD &&
          is_dependent (self, &table->columns[i]) == (dependent != 0))
        g_array_append_val (self->order, i);
}

static gboolean
points_at_own_rows (CrmImportDrafter *self)
{
  CrmImportTable *table = self->plan->table;
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].role == CRM_IMPORT_FIELD &&
        table->columns[i].field->kind == CRM_KIND_REFERENCE &&
        crm_field_get_target (table->columns[i].field) == self->plan->entity)
      return TRUE;
  return FALSE;
}

static int
find_column (CrmImportDrafter *self, const CrmField *field)
{
  CrmImportTable *table = self->plan->table;
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].role == CRM_IMPORT_FIELD && table->columns[i].field == field)
      return (int) i;
  return -1;
}

/* What the rows are called, read before the first is worked off. */
static gboolean
read_titles (CrmImportDrafter *self, GError **error)
{
  int column = find_column (self, crm_entity_title_field (self->plan->entity));
  const CrmTableRow *row;
  if (column < 0 || !points_at_own_rows (self))
    return TRUE;
  self->later = crm_import_index_new (CRM_IMPORT_BY_NAME);
  if (!crm_table_reader_rewind (self->plan->reader, self->plan->cancellable, error))
    return FALSE;
  do {
    if (!crm_table_reader_read (self->plan->reader, &row, self->plan->cancellable, error))
      return FALSE;
    if (row != NULL)
      crm_import_index_add (self->later, row->cells[column], (gint64) row->number);
  } while (row != NULL);
  return TRUE;
}

/* What no column gives is the same in all new records. */
static void
fill_prototype (CrmImportDrafter *self)
{
  const CrmEntity *entity = self->plan->entity;
  for (int i = 0; self->plan->defaults != NULL && i < entity->n_fields; i++) {
    const CrmValue *value = crm_record_get_value (self->plan->defaults, i);
    if (value->type != CRM_VALUE_EMPTY && find_column (self, &entity->fields[i]) < 0)
      crm_record_set_value (self->prototype, i, value);
  }
}

static gboolean
has_default (CrmImportDrafter *self, int field)
{
  return self->plan->defaults != NULL &&
         crm_record_get_value (self->plan->defaults, field)->type != CRM_VALUE_EMPTY;
}

CrmImportDrafter *
crm_import_drafter_new (const CrmImportPlan *plan, CrmDatabase *database, CrmImportLinks *links,
                        GError **error)
{
  g_autoptr (CrmImportDrafter) self = g_new0 (CrmImportDrafter, 1);
  const CrmEntity *entity = plan->entity;
  g_autofree char *country = crm_setting_dup (database, CRM_SETTING_COUNTRY, NULL);

  self->plan = plan;
  self->database = database;
  self->links = links;
  self->prototype = crm_record_new (entity);
  self->own_currency = g_strdup (crm_country_get_currency (country));
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->draft.missing = g_array_new (FALSE, FALSE, sizeof (CrmImportMissing));
  self->draft.wrong = g_string_new (NULL);
  self->note = -1;
  self->currency = crm_entity_field_index (entity, "currency");
  for (int i = 0; i < entity->n_fields; i++) {
    CrmKind kind = entity->fields[i].kind;
    if (kind == CRM_KIND_NOTE && self->note < 0 && !(entity->fields[i].flags & CRM_FIELD_TITLE))
      self->note = i;
    if (kind == CRM_KIND_MONEY || kind == CRM_KIND_PRICE)
      crm_fields_add (&self->sums, i);
  }
  fill_prototype (self);
  sort_columns (self);
  return read_titles (self, error) ? g_steal_pointer (&self) : NULL;
}

void
crm_import_drafter_free (CrmImportDrafter *self)
{
  g_clear_object (&self->draft.record);
  g_array_unref (self->draft.missing);
  g_string_free (self->draft.wrong, TRUE);
  g_object_unref (self->prototype);
  g_clear_pointer (&self->later, crm_import_index_free);
  g_array_unref (self->order);
  g_ptr_array_unref (self->texts);
  g_free (self->own_currency);
  g_free (self);
}

/* The row is wrong: the column's name and what is the matter with the cell. */
static void
add_wrong (CrmImportDrafter *self, int column, int field, const char *sentence)
{
  CrmImportDraft *draft = &self->draft;
  if (draft->wrong->len > 0)
    g_string_append (draft->wrong, "; ");
  else
    draft->column = column;
  if (column >= 0)
    g_string_append_printf (draft->wrong, "%s: ", self->plan->table->columns[column].heading);
  g_string_append (draft->wrong, sentence);
  if (field >= 0)
    crm_fields_add (&draft->wrong_fields, field);
}

/* Appends to the note what has no place of its own, under its heading. */
static void
add_to_note (CrmImportDrafter *self, int field, const char *heading, const char *text)
{
  CrmImportDraft *draft = &self->draft;
  const char *name = self->plan->entity->fields[field].name;
  const char *before =
      crm_fields_has (draft->filled, field) ? crm_record_get_text (draft->record, name) : NULL;
  g_autofree char *tidy = crm_text_tidy (text);
  g_autofree char *joined = NULL;
  if (tidy[0] == '\0')
    return;
  joined = g_strconcat (before != NULL ? before : "", before != NULL ? "\n" : "",
                        heading != NULL ? heading : "", heading != NULL ? ": " : "", tidy, NULL);
  crm_record_set_text (draft->record, name, joined);
  crm_fields_add (&draft->filled, field);
}

/* "company:Orion" of an export: of which entity, and its name. */
static const CrmEntity *
split_subject (const char *text, const char **name)
{
  const char *colon = strchr (text, ':');
  g_autofree char *entity = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  *name = colon != NULL ? colon + 1 : text;
  return entity != NULL ? crm_entity_find (entity) : NULL;
}

static void
set_link (CrmImportDrafter *self, int field, const CrmEntity *target, gint64 id)
{
  const CrmField *description = &self->plan->entity->fields[field];
  crm_record_set_integer (self->draft.record, description->name,
                          description->kind == CRM_KIND_SUBJECT ? crm_subject_make (target, id)
                                                                : id);
  crm_fields_add (&self->draft.filled, field);
}

static gboolean
read_link (CrmImportDrafter *self, guint column, const char *cell, GError **error)
{
  const CrmField *field = self->plan->table->columns[column].field;
  int i = get_index (self, field);
  const CrmEntity *target =
      field->kind == CRM_KIND_SUBJECT ? split_subject (cell, &cell) : crm_field_get_target (field);
  g_autoptr (GError) reason = NULL;
  gint64 id;

  if (crm_fields_has (self->draft.filled, i))
    return TRUE; /* its number led to it already */
  if (target == NULL) {
    add_wrong (self, (int) column, i, _ ("it does not say which record is meant"));
    return TRUE;
  }
  if (!crm_import_links_find (self->links, field, target, cell, self->draft.record, &id, &reason)) {
    if (!g_error_matches (reason, CRM_ERROR, CRM_ERROR_INVALID)) {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
    add_wrong (self, (int) column, i, reason->message);
    return TRUE;
  }
  if (id != 0) {
    set_link (self, i, target, id);
    return TRUE;
  }
  char *text = crm_text_tidy (cell);
  CrmImportMissing missing = { i, column, target, text };
  g_ptr_array_add (self->texts, text);
  if (!crm_import_drafter_comes_later (self, &missing) &&
      (!self->plan->create_missing || field->kind == CRM_KIND_SUBJECT ||
       !crm_import_links_can_create (field, target, text))) {
    g_autofree char *quoted = crm_text_one_line (text, NAME_CHARACTERS);
    g_autofree char *sentence =
        /* Translators: a plural such as "Companies"; a name */
        g_strdup_printf (_ ("%s: there is none called “%s”"), crm_entity_get_label_plural (target),
                         quoted);
    add_wrong (self, (int) column, i, sentence);
    return TRUE;
  }
  g_array_append_val (self->draft.missing, missing);
  set_link (self, i, target, CRM_IMPORT_PENDING);
  return TRUE;
}

const CrmImportMissing *
crm_import_draft_find_missing (CrmImportDraft *self, int field)
{
  for (guint i = 0; i < self->missing->len; i++)
    if (g_array_index (self->missing, CrmImportMissing, i).field == field)
      return &g_array_index (self->missing, CrmImportMissing, i);
  return NULL;
}

gboolean
crm_import_drafter_comes_later (CrmImportDrafter *self, const CrmImportMissing *missing)
{
  g_autoptr (GArray) rows = NULL;
  if (self->later == NULL || missing->target != self->plan->entity)
    return FALSE;
  rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  crm_import_index_find (self->later, missing->text, rows);
  return rows->len > 0;
}

/* What an import does not fill begins as any new record does; where the table has a column for it,
 * an empty cell means that there is nothing. */
static void
read_blank (CrmImportDrafter *self, const CrmImportColumn *column)
{
  int i = get_index (self, column->field);
  if (crm_fields_has (self->draft.filled, i) || (column->field->flags & CRM_FIELD_REQUIRED))
    return;
  crm_record_clear_field (self->draft.record, column->field->name);
  crm_fields_add (&self->draft.cleared, i);
}

static void
read_value (CrmImportDrafter *self, guint index, const char *cell, gboolean typed,
            const char **currency)
{
  const CrmImportColumn *column = &self->plan->table->columns[index];
  int i = get_index (self, column->field);
  g_auto (CrmValue) value = CRM_VALUE_INIT;
  g_autoptr (GError) reason = NULL;
  gboolean rest = FALSE;

  if (column->field->kind == CRM_KIND_NOTE && self->note == i) {
    add_to_note (self, i, column->joined ? column->heading : NULL, cell);
    return;
  }
  if (!crm_import_cell_parse (column, cell, typed, &value, currency, &rest, &reason)) {
    add_wrong (self, (int) index, i, reason->message);
    return;
  }
  if (value.type == CRM_VALUE_EMPTY) {
    read_blank (self, column);
    return;
  }
  if (column->joined && crm_fields_has (self->draft.filled, i)) {
    /* Tags of several columns are the tags of all. */
    g_autofree char *both = g_strconcat (
        crm_record_get_text (self->draft.record, column->field->name), "\n", value.text, NULL);
    g_auto (GStrv) tags = crm_tags_split (both);
    crm_value_take_text (&value, crm_tags_join ((const char *const *) tags));
  }
  crm_record_set_value (self->draft.record, i, &value);
  crm_fields_add (&self->draft.filled, i);
  if (rest && self->note >= 0)
    add_to_note (self, self->note, column->heading, cell);
}

/* Numbers of an export lead to what has come of them in this import or one before it. */
static void
read_numbers (CrmImportDrafter *self, const CrmTableRow *row)
{
  CrmImportTable *table = self->plan->table;
  for (guint i = 0; i < table->n_columns; i++) {
    const CrmImportColumn *column = &table->columns[i];
    const char *cell = row->cells[i];
    const CrmEntity *target = NULL;
    gint64 id;
    if (column->role == CRM_IMPORT_RECORD_ID)
      self->draft.there = g_ascii_strtoll (cell, NULL, 10);
    if (column->role != CRM_IMPORT_REFERENCE_ID || cell[0] == '\0')
      continue;
    target = column->field->kind == CRM_KIND_SUBJECT ? split_subject (cell, &cell)
                                                     : crm_field_get_target (column->field);
    id = target != NULL
             ? crm_import_ids_find (self->plan->ids, target, g_ascii_strtoll (cell, NULL, 10))
             : 0;
    if (id != 0)
      set_link (self, get_index (self, column->field), target, id);
  }
}

/* Between the rows of a price list stand the names of its parts, alone in their rows: nothing is
 * sold by them. What this program wrote has records only, some with nothing but a name. */
static gboolean
is_heading (CrmImportDrafter *self, const CrmTableRow *row)
{
  CrmImportTable *table = self->plan->table;
  const CrmField *title = crm_entity_title_field (self->plan->entity);
  gboolean priced = FALSE;
  gboolean named = FALSE;

  if (table->n_columns < 3)
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++) {
    const CrmImportColumn *column = &table->columns[i];
    gboolean is_field = column->role == CRM_IMPORT_FIELD;
    /* A formula over empty cells gives nought. */
    gboolean filled = row->cells[i][0] != '\0' &&
                      !(row->typed != NULL && row->typed[i] && strcmp (row->cells[i], "0") == 0);
    priced |= is_field && column->field->kind == CRM_KIND_PRICE &&
              column->n_filled * 10 >= table->n_rows * 6;
    named |= is_field && column->field == title && filled;
    if (filled && !(is_field && column->field == title))
      return FALSE;
  }
  return priced && named && !crm_import_is_own_export (table, self->plan->entity);
}

static void
keep_unmapped (CrmImportDrafter *self, const CrmTableRow *row)
{
  CrmImportTable *table = self->plan->table;
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].role == CRM_IMPORT_IGNORED && row->cells[i][0] != '\0' &&
        strcmp (table->columns[i].heading, "reason") != 0)
      add_to_note (self, self->note, table->columns[i].heading, row->cells[i]);
}

/* Sums are in the currency that they or their own column name, else in that of the file. */
static void
set_currency (CrmImportDrafter *self, const char *named)
{
  const CrmField *field = self->currency >= 0 ? &self->plan->entity->fields[self->currency] : NULL;
  const char *currency = named != NULL ? named : self->own_currency;
  if (field == NULL || (named == NULL && has_default (self, self->currency)) ||
      !crm_fields_intersect (self->draft.filled, self->sums) ||
      crm_fields_has (self->draft.filled, self->currency) ||
      crm_fields_has (self->draft.cleared, self->currency))
    return;
  if (crm_field_find_choice (field, currency) == NULL) {
    g_autofree char *sentence = g_strdup_printf (_ ("the currency %s is not known"), currency);
    add_wrong (self, -1, self->currency, sentence);
    return;
  }
  crm_record_set_text (self->draft.record, field->name, currency);
}

static void
begin_draft (CrmImportDrafter *self)
{
  CrmImportDraft *draft = &self->draft;
  g_clear_object (&draft->record);
  draft->record = crm_record_copy (self->prototype);
  draft->filled = (CrmFields) { 0 };
  draft->cleared = (CrmFields) { 0 };
  draft->there = 0;
  draft->wrong_fields = (CrmFields) { 0 };
  draft->column = -1;
  g_array_set_size (draft->missing, 0);
  g_string_truncate (draft->wrong, 0);
  g_ptr_array_set_size (self->texts, 0);
}

/*
 * crm_import_drafter_read:
 * @self: a drafter
 * @row: the next row
 * @draft: (out) (transfer none): what it says, good until the next call
 * @error: of the store
 *
 * Returns: whether it could be worked off; a draft may be wrong all the same
 */
gboolean
crm_import_drafter_read (CrmImportDrafter *self, const CrmTableRow *row, CrmImportDraft **draft,
                         GError **error)
{
  CrmImportTable *table = self->plan->table;
  const char *currency = NULL;

  begin_draft (self);
  *draft = &self->draft;
  if (row->problem != NULL)
    add_wrong (self, -1, -1, row->problem);
  if (is_heading (self, row))
    add_wrong (self, -1, -1, _ ("it is a heading between the rows"));
  read_numbers (self, row);
  for (guint i = 0; i < self->order->len; i++) {
    guint index = g_array_index (self->order, guint, i);
    const CrmImportColumn *column = &table->columns[index];
    const char *cell = row->cells[index];
    if (crm_import_cell_is_blank (column->field, cell))
      read_blank (self, column);
    else if (is_reference (column->field)) {
      if (!read_link (self, index, cell, error))
        return FALSE;
    } else
      read_value (self, index, cell, row->typed != NULL && row->typed[index], &currency);
  }
  if (self->plan->keep_unmapped && self->note >= 0)
    keep_unmapped (self, row);
  set_currency (self, currency);
  return TRUE;
}
