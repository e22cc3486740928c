/* By what a list is grouped. */
#include "config.h"

#include "crm-grouping.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-error.h"
#include "crm-grouping-private.h"
#include "crm-text.h"

static const struct {
  const char *name;
  const char *label;
} parts[] = {
  [CRM_GROUP_VALUE] = { NULL, NULL },
  [CRM_GROUP_LETTER] = { "letter", NC_ ("group by", "First letter") },
  [CRM_GROUP_MONTH] = { "month", NC_ ("group by", "Month") },
  [CRM_GROUP_QUARTER] = { "quarter", NC_ ("group by", "Quarter") },
  [CRM_GROUP_YEAR] = { "year", NC_ ("group by", "Year") },
};

static gboolean
is_date (const CrmField *field)
{
  return field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT;
}

/* Which parts of its values make sense. */
static gboolean
can_group (const CrmField *field, CrmGroupBy by)
{
  switch (by) {
  case CRM_GROUP_VALUE:
    return field->kind == CRM_KIND_CHOICE || field->kind == CRM_KIND_REFERENCE ||
           field->kind == CRM_KIND_YES_NO || field->kind == CRM_KIND_TEXT ||
           field->kind == CRM_KIND_PERCENT || field->kind == CRM_KIND_INTEGER;
  case CRM_GROUP_LETTER:
    return field->kind == CRM_KIND_TEXT;
  case CRM_GROUP_MONTH:
  case CRM_GROUP_QUARTER:
  case CRM_GROUP_YEAR:
    return is_date (field);
  }
  g_assert_not_reached ();
}

/**
 * crm_grouping_new:
 * @entity: of the records
 * @text: a path, of dates and names with the part: "stage", "close_date:month", "name:letter"
 * @error: NOT_FOUND, INVALID
 *
 * Returns: (transfer full) (nullable): the grouping
 */
CrmGrouping *
crm_grouping_new (const CrmEntity *entity, const char *text, GError **error)
{
  g_autoptr (CrmGrouping) self = g_new0 (CrmGrouping, 1);
  const char *colon = strchr (text, ':');
  g_autofree char *path =
      colon != NULL ? g_strndup (text, (gsize) (colon - text)) : g_strdup (text);

  g_atomic_ref_count_init (&self->references);
  self->entity = entity;
  self->text = g_strdup (text);
  self->n_path = crm_query_resolve_path (entity, path, self->path, error);
  if (self->n_path == 0)
    return NULL;
  for (gsize i = 0; colon != NULL && i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (parts[i].name, colon + 1) == 0)
      self->by = (CrmGroupBy) i;
  if (!can_group (crm_grouping_get_last (self), self->by) ||
      (colon != NULL && self->by == CRM_GROUP_VALUE)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("Nothing can be grouped by “%s”"), text);
    return NULL;
  }
  return g_steal_pointer (&self);
}

CrmGrouping *
crm_grouping_ref (CrmGrouping *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
crm_grouping_unref (CrmGrouping *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->text);
  g_free (self);
}

const CrmEntity *
crm_grouping_get_entity (CrmGrouping *self)
{
  return self->entity;
}

const char *
crm_grouping_get_text (CrmGrouping *self)
{
  return self->text;
}

CrmGroupBy
crm_grouping_get_by (CrmGrouping *self)
{
  return self->by;
}

const CrmField *
crm_grouping_get_field (CrmGrouping *self)
{
  return self->path[0];
}

const char *
crm_group_by_get_label (CrmGroupBy by)
{
  return parts[by].label != NULL ? g_dpgettext2 (NULL, "group by", parts[by].label) : NULL;
}

/* Whether people would look for it in a menu. */
static gboolean
is_offered (const CrmField *field, CrmGroupBy by)
{
  if ((field->flags & CRM_FIELD_HIDDEN) || !can_group (field, by))
    return FALSE;
  if (field->kind == CRM_KIND_INTEGER || field->kind == CRM_KIND_PERCENT)
    return FALSE;
  if (field->kind == CRM_KIND_TEXT)
    return by == CRM_GROUP_LETTER
               ? (field->flags & CRM_FIELD_TITLE) && (field->flags & CRM_FIELD_KEY) == 0
               : (field->flags & (CRM_FIELD_TITLE | CRM_FIELD_KEY)) == 0 &&
                     (field->flags & CRM_FIELD_INDEXED);
  return TRUE;
}

/**
 * crm_grouping_dup_choices:
 * @entity: a description
 *
 * Returns: (transfer full) (element-type CrmGrouping): what makes sense, in the order of the fields
 */
GPtrArray *
crm_grouping_dup_choices (const CrmEntity *entity)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_grouping_unref);

  for (int i = 0; i < entity->n_fields; i++)
    for (gsize by = 0; by < G_N_ELEMENTS (parts); by++)
      if (is_offered (&entity->fields[i], (CrmGroupBy) by)) {
        const char *name = entity->fields[i].name;
        g_autofree char *text = parts[by].name != NULL
                                    ? g_strconcat (name, ":", parts[by].name, NULL)
                                    : g_strdup (name);
        g_ptr_array_add (choices, crm_grouping_new (entity, text, NULL));
      }
  return choices;
}

/**
 * crm_grouping_dup_sum_fields:
 * @entity: a description
 *
 * Returns: (transfer full) (element-type int): indexes of the fields whose sum says something
 */
GArray *
crm_grouping_dup_sum_fields (const CrmEntity *entity)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & (CRM_FIELD_HIDDEN | CRM_FIELD_RATIO)) == 0 &&
        (entity->fields[i].kind == CRM_KIND_MONEY || entity->fields[i].kind == CRM_KIND_QUANTITY))
      g_array_append_val (fields, i);
  return fields;
}

/* Whether a change of records of @entity can change what the groups are called or hold. */
gboolean
crm_grouping_reaches (CrmGrouping *self, const CrmEntity *entity)
{
  for (int i = 0; i < self->n_path; i++)
    if (crm_field_get_target (self->path[i]) == entity)
      return TRUE;
  return FALSE;
}

/* --- Keys */

static gint64
find_choice_rank (const CrmField *field, const char *code)
{
  gint64 rank = 0;
  for (const CrmChoice *choice = field->choices; choice != NULL && choice->code != NULL; choice++) {
    if (g_strcmp0 (choice->code, code) == 0)
      return rank;
    rank++;
  }
  return rank;
}

static char *
make_date_key (CrmGrouping *self, gint64 value, gint64 *rank)
{
  gint64 date =
      crm_grouping_get_last (self)->kind == CRM_KIND_MOMENT ? crm_moment_to_date (value) : value;
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  *rank = year * 12 + month;
  switch (self->by) {
  case CRM_GROUP_MONTH:
    return g_strdup_printf ("%04d-%02d", year, month);
  case CRM_GROUP_QUARTER:
    *rank = year * 4 + (month - 1) / 3;
    return g_strdup_printf ("%04d-Q%d", year, (month - 1) / 3 + 1);
  case CRM_GROUP_YEAR:
    *rank = year;
    return g_strdup_printf ("%04d", year);
  case CRM_GROUP_VALUE:
  case CRM_GROUP_LETTER:
    break;
  }
  g_assert_not_reached ();
}

char *
crm_grouping_make_key (CrmGrouping *self, const CrmValue *raw, gint64 *rank)
{
  const CrmField *field = crm_grouping_get_last (self);

  *rank = 0;
  if (raw->type == CRM_VALUE_EMPTY ||
      (raw->type == CRM_VALUE_TEXT && raw->text[0] == '\0' && self->by != CRM_GROUP_LETTER)) {
    *rank = CRM_RANK_EMPTY;
    return g_strdup ("");
  }
  if (is_date (field))
    return make_date_key (self, raw->integer, rank);
  if (self->by == CRM_GROUP_LETTER) {
    if (g_unichar_isalnum (g_utf8_get_char (raw->text)))
      return g_strdup (raw->text);
    *rank = -1;
    return g_strdup (CRM_KEY_SIGNS);
  }
  if (raw->type == CRM_VALUE_TEXT) {
    *rank = field->kind == CRM_KIND_CHOICE ? find_choice_rank (field, raw->text) : 0;
    return g_strdup (raw->text);
  }
  *rank = field->kind == CRM_KIND_REFERENCE ? 0 : raw->integer;
  /* What is so comes before what is not. */
  if (field->kind == CRM_KIND_YES_NO)
    *rank = -raw->integer;
  return g_strdup_printf ("%" G_GINT64_FORMAT, raw->integer);
}

void
crm_grouping_get_days (CrmGrouping *self, const char *key, gint64 *first, gint64 *last)
{
  int year = (int) g_ascii_strtoll (key, NULL, 10);
  int from = 1, to = 12;

  if (self->by == CRM_GROUP_MONTH)
    from = to = atoi (key + 5);
  else if (self->by == CRM_GROUP_QUARTER) {
    from = (atoi (key + 6) - 1) * 3 + 1;
    to = from + 2;
  }
  *first = crm_date_from_ymd (year, from, 1);
  *last = crm_date_from_ymd (year, to, crm_date_days_in_month (year, to));
}

/* --- Labels */

/* "November 2026": months are named in the language of the program. */
static char *
make_month_label (const char *key)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (atoi (key), atoi (key + 5), 1, 0, 0, 0);
  /* Translators: a month as the heading of a group, as "November 2026"; %OB is the month's name as
   * it stands alone, %Y the year */
  g_autofree char *text = time != NULL ? g_date_time_format (time, C_ ("group", "%OB %Y")) : NULL;

  return text != NULL ? crm_text_capitalize (text) : g_strdup (key);
}

static char *
make_reference_label (const CrmField *field, CrmDatabase *database, const char *key)
{
  const CrmEntity *target = crm_field_get_target (field);
  char *title = crm_reference_title (database, target, g_ascii_strtoll (key, NULL, 10));
  return title != NULL ? title : g_strdup (crm_entity_get_label (target));
}

char *
crm_grouping_make_label (CrmGrouping *self, CrmDatabase *database, const char *key)
{
  const CrmField *field = crm_grouping_get_last (self);
  const CrmChoice *choice;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (key[0] == '\0')
    /* Translators: the heading of a group of records whose field is empty */
    return g_strdup (C_ ("group", "Not set"));
  switch (self->by) {
  case CRM_GROUP_LETTER:
    return g_utf8_strup (key, -1);
  case CRM_GROUP_MONTH:
    return make_month_label (key);
  case CRM_GROUP_QUARTER:
    /* Translators: a quarter as the heading of a group: its number, then the year */
    return g_strdup_printf (C_ ("group", "Q%1$d %2$d"), atoi (key + 6), atoi (key));
  case CRM_GROUP_YEAR:
    return g_strdup (key);
  case CRM_GROUP_VALUE:
    break;
  }
  if (field->kind == CRM_KIND_CHOICE) {
    choice = crm_field_find_choice (field, key);
    return g_strdup (choice != NULL ? crm_choice_get_label (choice) : key);
  }
  if (field->kind == CRM_KIND_REFERENCE)
    return make_reference_label (field, database, key);
  if (field->kind == CRM_KIND_TEXT)
    return g_strdup (key);
  crm_value_set_integer (&value, g_ascii_strtoll (key, NULL, 10));
  return crm_field_format (field, &value, NULL, crm_number_style_local ());
}

/* --- Which groups are open */

/* A list up to this length is opened as a whole. */
#define MOST_OPEN 2000

struct _CrmGroupFolds {
  grefcount references;
  enum { UNDECIDED, ALL_CLOSED, ALL_OPEN } all;
  GHashTable *others;  /* char* set: the groups that differ from @all; owned */
  GHashTable *numbers; /* char* -> gint64 as pointer; owned */
};

CrmGroupFolds *
crm_group_folds_new (void)
{
  CrmGroupFolds *self = g_new0 (CrmGroupFolds, 1);
  g_ref_count_init (&self->references);
  self->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

CrmGroupFolds *
crm_group_folds_ref (CrmGroupFolds *self)
{
  g_ref_count_inc (&self->references);
  return self;
}

/* What another thread may read: without the numbers. */
CrmGroupFolds *
crm_group_folds_copy (CrmGroupFolds *self)
{
  CrmGroupFolds *copy = crm_group_folds_new ();
  GHashTableIter iter;
  gpointer key;

  copy->all = self->all;
  g_hash_table_iter_init (&iter, self->others);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (copy->others, g_strdup (key));
  return copy;
}

void
crm_group_folds_unref (CrmGroupFolds *self)
{
  if (!g_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->others);
  g_hash_table_unref (self->numbers);
  g_free (self);
}

gboolean
crm_group_folds_is_open (CrmGroupFolds *self, const char *key)
{
  return (self->all == ALL_OPEN) != g_hash_table_contains (self->others, key);
}

void
crm_group_folds_set_open (CrmGroupFolds *self, const char *key, gboolean open)
{
  if (self->all == UNDECIDED)
    self->all = ALL_CLOSED;
  if (open == (self->all == ALL_OPEN))
    g_hash_table_remove (self->others, key);
  else
    g_hash_table_add (self->others, g_strdup (key));
}

void
crm_group_folds_set_all (CrmGroupFolds *self, gboolean open)
{
  self->all = open ? ALL_OPEN : ALL_CLOSED;
  g_hash_table_remove_all (self->others);
}

void
crm_group_folds_decide (CrmGroupFolds *self, gint64 n_records)
{
  if (self->all == UNDECIDED)
    self->all = n_records <= MOST_OPEN ? ALL_OPEN : ALL_CLOSED;
}

gint64
crm_group_folds_get_number (CrmGroupFolds *self, const char *key)
{
  gpointer number = g_hash_table_lookup (self->numbers, key);
  if (number == NULL) {
    number = GSIZE_TO_POINTER (g_hash_table_size (self->numbers) + 1);
    g_hash_table_insert (self->numbers, g_strdup (key), number);
  }
  return -(gint64) GPOINTER_TO_SIZE (number);
}
