/* PDF blanks of others: their fields, what may be written into them, and what was before. */
#include "config.h"

#include "crm-blank.h"

#include <string.h>

#include "crm-clock.h"
#include "crm-document-private.h"
#include "crm-form-filter.h"
#include "crm-setting.h"
#include "crm-text.h"

/* Setting "blank:HASH": whom it is about, then a line a field, escaped. */
#define PREFIX "blank:"
#define HASH_CHARACTERS 24

static void
free_field (gpointer data)
{
  CrmBlankField *field = data;
  g_free (field->name);
  g_free (field->tip);
  g_free (field->caption);
  g_strfreev (field->choices);
  g_free (field->value);
  g_free (field);
}

/**
 * crm_blank_read_fields:
 * @listed: "a(sssuassuub)", as voronka-reader lists them
 *
 * Returns: (transfer container) (element-type CrmBlankField): the fields
 */
GPtrArray *
crm_blank_read_fields (GVariant *listed)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (free_field);
  CrmBlankField field = { 0 };
  GVariantIter iter;
  guint kind;

  g_variant_iter_init (&iter, listed);
  while (g_variant_iter_next (&iter, "(sssu^assuub)", &field.name, &field.tip, &field.caption,
                              &kind, &field.choices, &field.value, &field.page, &field.most,
                              &field.multiline)) {
    field.kind = (CrmBlankKind) MIN (kind, CRM_BLANK_CHOICE);
    g_ptr_array_add (fields, g_memdup2 (&field, sizeof field));
  }
  return fields;
}

/**
 * crm_blank_field_get_label:
 * @field: a field
 *
 * Returns: (transfer none): what a person knows it by
 */
const char *
crm_blank_field_get_label (const CrmBlankField *field)
{
  if (field->tip[0] != '\0')
    return field->tip;
  return field->caption[0] != '\0' ? field->caption : field->name;
}

/* --- What there is to fill in */

static CrmRecord *
load_reference (CrmDatabase *database, CrmRecord *record, const char *field)
{
  const CrmField *description = crm_entity_field (crm_record_get_entity (record), field);

  if (description == NULL || crm_record_is_empty (record, field))
    return NULL;
  return crm_record_load (database, crm_field_get_target (description),
                          crm_record_get_integer (record, field), NULL);
}

static void
set_document (CrmFormData *data, CrmRecord *document)
{
  const char *currency = crm_record_get_text (document, "currency");

  if (!crm_record_is_empty (document, "date"))
    crm_form_data_set_date (data, "document.date", crm_record_get_integer (document, "date"));
  crm_form_data_set_money (data, "document.total", crm_record_get_integer (document, "total"),
                           currency != NULL ? currency : "EUR");
}

/**
 * crm_blank_dup_data:
 * @database: any connection of this thread
 * @entity: of the record that the blank hangs on
 * @id: of the record
 * @error: NOT_FOUND
 *
 * Returns: (transfer full) (nullable): "own" with the details of the own company, "company",
 * "contact", "deal" and "document" as far as the record has or is one, and "today"
 */
CrmFormData *
crm_blank_dup_data (CrmDatabase *database, const CrmEntity *entity, gint64 id, GError **error)
{
  static const char *const names[] = { "document", "deal", "contact", "company" };
  g_autoptr (CrmRecord) record = crm_record_load (database, entity, id, error);
  g_autoptr (CrmRecord) company = NULL, own = NULL;
  g_autoptr (CrmFormData) data = NULL;
  gint64 own_id;

  if (record == NULL)
    return NULL;
  data = crm_form_data_new ();
  crm_form_data_set_date (data, "today", crm_clock_today ());
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (CrmRecord) found = g_str_equal (entity->name, names[i])
                                      ? g_object_ref (record)
                                      : load_reference (database, record, names[i]);
    if (found == NULL)
      continue;
    if (g_str_equal (names[i], "document"))
      set_document (data, found);
    if (g_str_equal (names[i], "company"))
      crm_document_set_company (data, database, "company", found);
    crm_document_set_fields (data, names[i], found);
  }
  own = load_reference (database, record, "seller");
  own_id = own == NULL ? crm_document_find_own_company (database) : 0;
  if (own_id != 0)
    own = crm_record_load (database, crm_entity_find ("company"), own_id, NULL);
  if (own != NULL) {
    crm_document_set_company (data, database, "own", own);
    crm_document_set_fields (data, "own", own);
  }
  return g_steal_pointer (&data);
}

/* Of choices the one that says the same, or has it in it, or is in it. */
static char *
find_choice (const CrmBlankField *field, const char *text)
{
  g_autofree char *wanted = crm_text_squeeze (text);

  for (gsize pass = 0; pass < 2 && wanted[0] != '\0'; pass++)
    for (gsize i = 0; field->choices[i] != NULL; i++) {
      g_autofree char *choice = crm_text_squeeze (field->choices[i]);
      if (pass == 0 ? strcmp (choice, wanted) == 0
                    : choice[0] != '\0' &&
                          (strstr (choice, wanted) != NULL || strstr (wanted, choice) != NULL))
        return g_strdup (field->choices[i]);
    }
  return g_strdup ("");
}

/**
 * crm_blank_dup_value:
 * @field: a field
 * @data: of crm_blank_dup_data()
 * @path: of a value in it
 * @language: of the text
 *
 * Returns: (transfer full): what it is filled with, not longer than it takes; "" for nothing
 */
char *
crm_blank_dup_value (const CrmBlankField *field, const CrmFormData *data, const char *path,
                     const char *language)
{
  const CrmFormData *value = crm_form_data_lookup (data, path);
  g_autofree char *text = value != NULL ? crm_form_value_format (value, language) : NULL;

  if (text == NULL || field->kind == CRM_BLANK_CHECK)
    return g_strdup ("");
  if (field->kind == CRM_BLANK_CHOICE)
    return find_choice (field, text);
  if (field->most > 0 && g_utf8_strlen (text, -1) > (glong) field->most)
    return g_strdup ("");
  return g_steal_pointer (&text);
}

/* --- Memory */

static char *
make_setting (GPtrArray *fields)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *hash = NULL;

  for (guint i = 0; i < fields->len; i++) {
    const CrmBlankField *field = fields->pdata[i];
    g_autofree char *line = g_strdup_printf ("%s\n%u\n", field->name, (guint) field->kind);
    g_checksum_update (checksum, (const guchar *) line, -1);
  }
  hash = g_strndup (g_checksum_get_string (checksum), HASH_CHARACTERS);
  return g_strconcat (PREFIX, hash, NULL);
}

/**
 * crm_blank_recall:
 * @database: any connection of this thread
 * @fields: (element-type CrmBlankField): of a blank
 * @about: (out): "own" or "company"
 * @sources: (out) (transfer full): one a field
 * @error: the database's
 *
 * Returns: whether a blank with these fields was filled in before
 */
gboolean
crm_blank_recall (CrmDatabase *database, GPtrArray *fields, char **about, char ***sources,
                  GError **error)
{
  g_autofree char *name = make_setting (fields);
  g_autofree char *text = crm_setting_dup (database, name, error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  if (lines == NULL || g_strv_length (lines) != fields->len + 1)
    return FALSE;
  *about = g_strdup (g_str_equal (lines[0], "own") ? "own" : "company");
  *sources = g_new0 (char *, fields->len + 1);
  for (guint i = 0; i < fields->len; i++) {
    g_autofree char *source = g_strcompress (lines[i + 1]);
    (*sources)[i] = g_utf8_make_valid (source, -1);
  }
  return TRUE;
}

/**
 * crm_blank_remember:
 * @database: the writing connection, in a transaction
 * @fields: (element-type CrmBlankField): of a blank
 * @about: "own" or "company"
 * @sources: one a field: "@PATH", "=TEXT" or ""
 * @error: the database's
 *
 * Returns: whether the next blank with these fields will be filled in likewise
 */
gboolean
crm_blank_remember (CrmDatabase *database, GPtrArray *fields, const char *about,
                    const char *const *sources, GError **error)
{
  g_autofree char *name = make_setting (fields);
  g_autoptr (GString) text = g_string_new (about);

  for (guint i = 0; i < fields->len; i++) {
    g_autofree char *escaped = g_strescape (sources[i], NULL);
    g_string_append_printf (text, "\n%s", escaped);
  }
  return crm_setting_write (database, name, text->str, error);
}
