/* Records as cards of an address book: vCard 3.0 (RFC 2426), which all programs read. */
#include "config.h"

#include "crm-exporter-private.h"

#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-kind.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LINE_BYTES 75
#define PICTURES_LOOKED_AT 8

typedef struct {
  GOutputStream *stream;
  GString *buffer; /* owned */
} Writer;

static gboolean
has_kind (const CrmEntity *entity, CrmKind kind)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == kind)
      return TRUE;
  return FALSE;
}

gboolean
crm_export_format_fits (CrmExportFormat format, const CrmEntity *entity)
{
  if (format == CRM_EXPORT_ICS)
    return strcmp (entity->name, "activity") == 0;
  return format != CRM_EXPORT_VCARD || has_kind (entity, CRM_KIND_PHONE) ||
         has_kind (entity, CRM_KIND_EMAIL);
}

static void
append_escaped (GString *line, const char *text)
{
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '\n')
      g_string_append (line, "\\n");
    else if (*p == '\r')
      continue;
    else {
      if (strchr ("\\,;", *p) != NULL)
        g_string_append_c (line, '\\');
      g_string_append_c (line, *p);
    }
  }
}

/* Folds a line where it is full, but never within a character. */
void
crm_export_append_line (GString *buffer, const char *line)
{
  gsize length = strlen (line);
  gsize most = LINE_BYTES;
  while (length > most) {
    gsize n = most;
    while (n > 1 && ((guchar) line[n] & 0xc0) == 0x80)
      n--;
    g_string_append_len (buffer, line, (gssize) n);
    g_string_append (buffer, "\r\n ");
    line += n;
    length -= n;
    most = LINE_BYTES - 1;
  }
  g_string_append (buffer, line);
  g_string_append (buffer, "\r\n");
}

void
crm_export_append_property (GString *buffer, const char *name, const char *text)
{
  g_autoptr (GString) line = NULL;
  if (text == NULL || text[0] == '\0')
    return;
  line = g_string_new (name);
  g_string_append_c (line, ':');
  append_escaped (line, text);
  crm_export_append_line (buffer, line->str);
}

static const char *
get_text (CrmRecord *record, const char *field)
{
  const CrmField *known = crm_entity_field (crm_record_get_entity (record), field);
  return known != NULL && crm_kind_get_storage (known->kind) == CRM_VALUE_TEXT
             ? crm_record_get_text (record, field)
             : NULL;
}

static void
append_parts (GString *buffer, const char *name, const char *const *parts, gsize n_parts)
{
  g_autoptr (GString) line = g_string_new (name);
  for (gsize i = 0; i < n_parts; i++) {
    g_string_append_c (line, i > 0 ? ';' : ':');
    append_escaped (line, parts[i] != NULL ? parts[i] : "");
  }
  crm_export_append_line (buffer, line->str);
}

/* Whom it is: a person with the parts of a name, or a company. */
static void
append_names (GString *buffer, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const char *title = crm_record_get_title (record);
  gboolean is_person = crm_entity_field (entity, "last_name") != NULL;
  const char *const parts[] = { get_text (record, "last_name"), get_text (record, "first_name"),
                                get_text (record, "middle_name"), NULL, NULL };
  int company = crm_entity_field_index (entity, "company");

  crm_export_append_property (buffer, "FN", title);
  append_parts (buffer, "N", parts, G_N_ELEMENTS (parts));
  if (company >= 0)
    crm_export_append_property (buffer, "ORG", crm_record_get_reference_title (record, company));
  else if (!is_person && crm_entity_field (entity, "tax_number") != NULL) {
    crm_export_append_property (buffer, "ORG", title);
    crm_export_append_property (buffer, "X-ABShowAs", "COMPANY");
  }
}

static void
append_address (GString *buffer, const char *text)
{
  const char *const parts[] = { NULL, NULL, text, NULL, NULL, NULL, NULL };
  if (text != NULL && text[0] != '\0')
    append_parts (buffer, "ADR;TYPE=WORK", parts, G_N_ELEMENTS (parts));
}

static void
append_tags (GString *buffer, const char *stored)
{
  g_auto (GStrv) tags = crm_tags_split (stored);
  g_autoptr (GString) line = g_string_new ("CATEGORIES:");
  for (guint i = 0; tags[i] != NULL; i++) {
    g_string_append (line, i > 0 ? "," : "");
    append_escaped (line, tags[i]);
  }
  crm_export_append_line (buffer, line->str);
}

static void
append_fields (GString *buffer, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    const CrmValue *value = crm_record_get_value (record, i);
    if (value->type != CRM_VALUE_TEXT)
      continue;
    if (field->kind == CRM_KIND_PHONE)
      crm_export_append_property (
          buffer, strcmp (field->name, "mobile") == 0 ? "TEL;TYPE=CELL" : "TEL;TYPE=WORK",
          value->text);
    else if (field->kind == CRM_KIND_EMAIL)
      crm_export_append_property (buffer, "EMAIL;TYPE=INTERNET", value->text);
    else if (field->kind == CRM_KIND_LINK)
      crm_export_append_property (buffer, "URL", value->text);
    else if (field->kind == CRM_KIND_TAGS)
      append_tags (buffer, value->text);
  }
}

static gboolean
append_picture (GString *buffer, CrmDatabase *database, CrmRecord *record, GError **error)
{
  const CrmEntity *entity = crm_entity_find ("file");
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  g_autoptr (CrmQuery) own = crm_query_filter_integer (
      all, "subject", CRM_OP_EQUAL,
      crm_subject_make (crm_record_get_entity (record), crm_record_get_id (record)));
  g_autoptr (CrmQuery) first = crm_query_sort (own, "id", FALSE, error);
  g_autoptr (GPtrArray) files =
      first != NULL ? crm_query_fetch_all (first, database, PICTURES_LOOKED_AT, error) : NULL;
  if (files == NULL)
    return FALSE;
  for (guint i = 0; i < files->len; i++) {
    const char *type =
        files->pdata[i] != NULL ? crm_record_get_text (files->pdata[i], "media_type") : NULL;
    g_autoptr (GBytes) bytes = NULL;
    g_autofree char *base64 = NULL;
    g_autofree char *line = NULL;
    g_autofree char *kind = NULL;
    if (type == NULL || !g_str_has_prefix (type, "image/"))
      continue;
    bytes =
        crm_file_read_content (database, crm_record_get_text (files->pdata[i], "sha256"), error);
    if (bytes == NULL)
      return FALSE;
    base64 = g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    kind = g_ascii_strup (type + strlen ("image/"), -1);
    line = g_strdup_printf ("PHOTO;ENCODING=b;TYPE=%s:%s", kind, base64);
    crm_export_append_line (buffer, line);
    return TRUE;
  }
  return TRUE;
}

static gboolean
write_card (CrmExporter *self, CrmDatabase *database, CrmRecord *record, gpointer data,
            GCancellable *cancellable, GError **error)
{
  Writer *writer = data;
  GString *buffer = writer->buffer;
  int birthday = crm_entity_field_index (crm_record_get_entity (record), "birthday");
  const char *address = get_text (record, "address");

  crm_export_append_line (buffer, "BEGIN:VCARD");
  crm_export_append_line (buffer, "VERSION:3.0");
  append_names (buffer, record);
  crm_export_append_property (buffer, "TITLE", get_text (record, "post"));
  append_fields (buffer, record);
  crm_export_append_property (buffer, "IMPP", get_text (record, "messenger"));
  append_address (buffer, address != NULL ? address : get_text (record, "legal_address"));
  if (birthday >= 0 && crm_record_get_value (record, birthday)->type == CRM_VALUE_INTEGER) {
    g_autofree char *day = crm_field_to_machine (&crm_record_get_entity (record)->fields[birthday],
                                                 crm_record_get_value (record, birthday));
    crm_export_append_property (buffer, "BDAY", day);
  }
  crm_export_append_property (buffer, "NOTE", get_text (record, "note"));
  crm_export_append_property (buffer, "UID", get_text (record, "external_id"));
  if (!append_picture (buffer, database, record, error))
    return FALSE;
  crm_export_append_line (buffer, "END:VCARD");
  return crm_export_flush_full (writer->stream, buffer, cancellable, error);
}

gboolean
crm_exporter_write_vcard (CrmExporter *self, CrmDatabase *database, GOutputStream *stream,
                          GCancellable *cancellable, GError **error)
{
  const CrmEntity *entity = crm_query_get_entity (self->query);
  g_autoptr (GString) buffer = g_string_new (NULL);
  Writer writer = { stream, buffer };
  if (!crm_export_format_fits (CRM_EXPORT_VCARD, entity)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 /* Translators: a plural such as "Products" */
                 _ ("%s have neither telephones nor e-mails: they cannot become cards"),
                 crm_entity_get_label_plural (entity));
    return FALSE;
  }
  return crm_exporter_write_records (self, database, write_card, &writer, cancellable, error) &&
         crm_export_flush (stream, buffer, cancellable, error);
}
