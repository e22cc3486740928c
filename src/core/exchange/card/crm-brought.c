/* What somebody drops or pastes. */
#include "config.h"

#include "crm-brought.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-brought-private.h"
#include "crm-batch.h"
#include "crm-date.h"
#include "crm-duplicate.h"
#include "crm-importer.h"
#include "crm-mail.h"
#include "crm-query.h"
#include "crm-signature.h"
#include "crm-text.h"

#define MOST_ROWS 50
#define MOST_NOTE 20000

static void
free_item (gpointer data)
{
  CrmBroughtItem *item = data;

  g_clear_object (&item->record);
  g_clear_pointer (&item->content, g_bytes_unref);
  g_free (item->company);
  g_free (item->twin_title);
  g_free (item->name);
  g_free (item);
}

CrmBrought *
crm_brought_new (gint64 subject, gint64 me)
{
  CrmBrought *self = g_new0 (CrmBrought, 1);

  self->items = g_ptr_array_new_with_free_func (free_item);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  self->subject = subject;
  self->me = me;
  return self;
}

void
crm_brought_free (CrmBrought *self)
{
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

CrmBroughtItem *
crm_brought_add (CrmBrought *self, CrmBroughtKind kind, CrmRecord *record)
{
  CrmBroughtItem *item = g_new0 (CrmBroughtItem, 1);

  item->kind = kind;
  item->record = record;
  item->is_wanted = TRUE;
  g_ptr_array_add (self->items, item);
  return item;
}

static void G_GNUC_PRINTF (2, 3) add_remark (CrmBrought *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  for (guint i = 0; i < self->remarks->len; i++)
    if (strcmp (self->remarks->pdata[i], text) == 0)
      return;
  g_ptr_array_add (self->remarks, g_steal_pointer (&text));
}

/* --- What one looks at */

static CrmRecord *
load_subject (CrmBrought *self, CrmDatabase *database)
{
  const CrmEntity *entity = self->subject != 0 ? crm_subject_get_entity (self->subject) : NULL;

  return entity != NULL
             ? crm_record_load (database, entity, crm_subject_get_id (self->subject), NULL)
             : NULL;
}

void
crm_brought_share_subject (CrmBrought *self, CrmDatabase *database, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (CrmRecord) subject = load_subject (self, database);

  if (subject == NULL || crm_record_get_entity (subject) == entity)
    return;
  crm_record_share (record, subject);
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_REFERENCE &&
        (entity->fields[i].flags & CRM_FIELD_READ_ONLY) == 0 &&
        crm_field_get_target (&entity->fields[i]) == crm_record_get_entity (subject) &&
        g_strcmp0 (entity->fields[i].initial, "me") != 0) {
      crm_record_set_integer (record, entity->fields[i].name, crm_record_get_id (subject));
      return;
    }
}

/* --- Contacts */

static void
find_contact_twin (CrmBroughtItem *item, CrmDatabase *database)
{
  g_autoptr (GPtrArray) found =
      crm_duplicate_find (database, item->record, CRM_MATCH_LIKELY, 1, NULL);
  CrmDuplicate *twin = found != NULL && found->len > 0 ? found->pdata[0] : NULL;

  if (twin == NULL)
    return;
  item->twin = twin->id;
  item->twin_title = g_strdup (twin->title);
}

/* The company that is called so; else it is made with the contact. */
static void
set_company (CrmBrought *self, CrmBroughtItem *item, CrmDatabase *database, const char *company)
{
  const CrmField *field = crm_entity_field (crm_record_get_entity (item->record), "company");
  gint64 id = 0;

  if (company == NULL || *company == '\0') {
    crm_brought_share_subject (self, database, item->record);
    return;
  }
  if (crm_reference_find (database, field, company, &id, NULL))
    crm_record_set_integer (item->record, "company", id);
  else
    item->company = g_strdup (company);
}

static void
set_if_said (CrmRecord *record, const char *field, const char *text)
{
  if (text != NULL && *text != '\0')
    crm_record_set_text (record, field, text);
}

static CrmBroughtItem *
add_signature (CrmBrought *self, CrmDatabase *database, const CrmSignature *signature)
{
  CrmRecord *contact = crm_record_new (crm_entity_find ("contact"));
  CrmBroughtItem *item;

  set_if_said (contact, "name", signature->name != NULL ? signature->name : signature->company);
  set_if_said (contact, "post", signature->post);
  set_if_said (contact, "phone", signature->phone);
  set_if_said (contact, "mobile", signature->mobile);
  set_if_said (contact, "email", signature->email);
  set_if_said (contact, "website", signature->website);
  if (self->me != 0)
    crm_record_set_integer (contact, "responsible", self->me);
  item = crm_brought_add (self, CRM_BROUGHT_CONTACT, contact);
  set_company (self, item, database, signature->company);
  find_contact_twin (item, database);
  return item;
}

/* What the import would make beside the card. */
static gboolean
is_stand_in (CrmRecord *record, int field)
{
  return crm_record_get_entity (record)->fields[field].kind == CRM_KIND_REFERENCE &&
         crm_record_get_value (record, field)->type == CRM_VALUE_INTEGER &&
         crm_record_get_value (record, field)->integer <= 0;
}

/* What a row says, as a record that is mine; NULL: a remark says why there is none. */
static CrmRecord *
make_record (CrmBrought *self, const CrmEntity *entity, CrmImportRow *row)
{
  CrmRecord *read = crm_import_row_get_record (row);
  CrmRecord *record;

  if (crm_import_row_get_state (row) == CRM_IMPORT_WRONG || read == NULL ||
      crm_record_get_entity (read) != entity) {
    const char *remark = crm_import_row_get_remark (row);
    if (remark != NULL)
      add_remark (self, "%s", remark);
    return NULL;
  }
  record = crm_record_new (entity);
  for (int i = 0; i < entity->n_fields; i++)
    if (crm_record_get_value (read, i)->type != CRM_VALUE_EMPTY &&
        (entity->fields[i].flags & CRM_FIELD_READ_ONLY) == 0 && !is_stand_in (read, i))
      crm_record_set_value (record, i, crm_record_get_value (read, i));
  if (self->me != 0)
    crm_record_set_integer (record, "responsible", self->me);
  return record;
}

static void
add_card (CrmBrought *self, CrmDatabase *database, CrmImportRow *row, CrmRecord *contact)
{
  int company = crm_entity_field_index (crm_record_get_entity (contact), "company");
  CrmBroughtItem *item = crm_brought_add (self, CRM_BROUGHT_CONTACT, contact);

  if (crm_record_is_empty (contact, "company"))
    set_company (self, item, database,
                 is_stand_in (crm_import_row_get_record (row), company)
                     ? crm_import_row_get_text (row, company)
                     : NULL);
  find_contact_twin (item, database);
}

/* Rows that point at others of the same file: those are not written yet, and cannot be found. */
static void
leave_same_file (CrmImporter *importer, const CrmEntity *entity)
{
  for (guint i = 0; i < crm_importer_get_n_columns (importer); i++) {
    g_autofree char *target = crm_importer_dup_target (importer, i);
    const CrmField *field = target != NULL ? crm_entity_field (entity, target) : NULL;
    if (field != NULL && crm_field_get_target (field) == entity)
      crm_importer_set_target (importer, i, "", NULL);
  }
}

gboolean
crm_brought_add_rows (CrmBrought *self, CrmDatabase *database, const char *name, GBytes *content,
                      CrmTableFormat format, const char *entity, CrmBroughtAddRow add,
                      const char *too_many)
{
  const CrmEntity *description = crm_entity_find (entity);
  g_autoptr (CrmTableReader) reader = crm_table_reader_new_for_bytes (content, name);
  g_autoptr (CrmImporter) importer = NULL;
  GListModel *rows;
  guint before = self->items->len;

  if (!crm_table_reader_open (reader, NULL, NULL) || crm_table_reader_get_format (reader) != format)
    return FALSE;
  importer = crm_importer_new (reader);
  if (!crm_importer_look (importer, database, NULL, NULL))
    return FALSE;
  crm_importer_set_entity (importer, description, database);
  leave_same_file (importer, description);
  crm_importer_set_existing (importer, CRM_IMPORT_EXISTING_ADD);
  if (!crm_importer_preview (importer, database, MOST_ROWS, NULL, NULL))
    return FALSE;
  rows = crm_importer_get_rows (importer);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (CrmImportRow) row = g_list_model_get_item (rows, i);
    CrmRecord *record = make_record (self, description, row);
    if (record != NULL)
      add (self, database, row, record);
  }
  if (crm_importer_get_n_rows (importer) > MOST_ROWS)
    add_remark (self, too_many, MOST_ROWS);
  return self->items->len > before;
}

static gboolean
add_cards (CrmBrought *self, CrmDatabase *database, const char *name, GBytes *content)
{
  return crm_brought_add_rows (
      self, database, name, content, CRM_TABLE_FORMAT_VCARD, "contact", add_card,
      _ ("Only the first %d cards were taken: import the file to have them all"));
}

/* --- Texts */

static gboolean
begins_with (const char *text, const char *begin)
{
  return g_ascii_strncasecmp (text + strspn (text, " \t\r\n"), begin, strlen (begin)) == 0;
}

gboolean
crm_brought_knows_text (const char *text)
{
  g_autoptr (CrmSignature) signature = NULL;

  if (begins_with (text, "BEGIN:VCARD") || begins_with (text, "BEGIN:VCALENDAR"))
    return TRUE;
  signature = crm_signature_parse (text);
  return signature != NULL;
}

gboolean
crm_brought_add_text (CrmBrought *self, CrmDatabase *database, const char *text)
{
  gboolean is_card = begins_with (text, "BEGIN:VCARD");
  g_autoptr (CrmSignature) signature = NULL;

  if (is_card || begins_with (text, "BEGIN:VCALENDAR")) {
    const char *start = text + strspn (text, " \t\r\n");
    g_autoptr (GBytes) content = g_bytes_new (start, strlen (start));
    return is_card ? add_cards (self, database, "card.vcf", content)
                   : crm_brought_add_events (self, database, "event.ics", content);
  }
  signature = crm_signature_parse (text);
  if (signature == NULL)
    return FALSE;
  add_signature (self, database, signature);
  return TRUE;
}

/* --- Letters */

static gint64
find_by_address (CrmDatabase *database, const char *entity, const char *field, const char *address)
{
  const CrmEntity *description = crm_entity_find (entity);
  CrmValue value = { .type = CRM_VALUE_TEXT, .text = (char *) address };
  g_autoptr (CrmQuery) all = crm_query_new (description);
  g_autoptr (CrmQuery) those = crm_query_filter_values (all, field, CRM_OP_EQUAL, &value, 1);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!crm_query_read_ids (those, database, 1, 0, ids, NULL) || ids->len == 0)
    return 0;
  return crm_subject_make (description, g_array_index (ids, gint64, 0));
}

/* Who wrote it, if that is known. */
static gint64
find_sender (CrmDatabase *database, const char *address)
{
  static const char *const where[][2] = { { "contact", "email" },
                                          { "contact", "email_2" },
                                          { "company", "email" } };
  gint64 found = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (where) && found == 0 && *address != '\0'; i++)
    found = find_by_address (database, where[i][0], where[i][1], address);
  return found;
}

static char *
dup_letter (CrmBrought *self, CrmMail *mail)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *when = mail->date != 0 ? crm_moment_format (mail->date, NULL) : g_strdup ("");
  g_autofree char *from =
      *mail->from_name != '\0' && *mail->from_address != '\0'
          ? g_strdup_printf ("%s <%s>", mail->from_name, mail->from_address)
          : g_strdup (*mail->from_name != '\0' ? mail->from_name : mail->from_address);

  g_string_append (text,
                   *mail->subject != '\0' ? mail->subject : C_ ("letter", "Without a subject"));
  /* Translators: who wrote a letter, and when */
  g_string_append_printf (text, C_ ("letter", "\nFrom: %s, %s"), from, when);
  if (*mail->text != '\0')
    g_string_append_printf (text, "\n\n%s", mail->text);
  if (g_utf8_strlen (text->str, -1) > MOST_NOTE) {
    g_string_truncate (text, (gsize) (g_utf8_offset_to_pointer (text->str, MOST_NOTE) - text->str));
    g_string_append (text, "…");
    add_remark (self, _ ("The letter is very long: only its beginning was taken"));
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* A sender who is not known is offered as a contact, with what the signature says. */
static guint
add_sender (CrmBrought *self, CrmDatabase *database, CrmMail *mail)
{
  g_autoptr (CrmSignature) signature = crm_signature_parse (mail->text);
  CrmBroughtItem *item;

  if (signature == NULL)
    signature = g_new0 (CrmSignature, 1);
  if (*mail->from_name != '\0')
    g_set_str (&signature->name, mail->from_name);
  else if (signature->name == NULL)
    signature->name = g_strdup (mail->from_address);
  g_set_str (&signature->email, mail->from_address);
  item = add_signature (self, database, signature);
  item->is_wanted = self->subject == 0 ||
                    g_strcmp0 (crm_subject_get_entity (self->subject)->name, "company") == 0;
  return self->items->len - 1;
}

static void
place (CrmBrought *self, CrmBroughtItem *item, gint64 subject, guint of)
{
  item->subject = subject;
  item->of = of;
}

static gboolean
is_calendar (CrmMailPart *part)
{
  g_autofree char *name = g_ascii_strdown (part->name, -1);

  return strcmp (part->type, "text/calendar") == 0 || g_str_has_suffix (name, ".ics");
}

static gboolean
add_letter (CrmBrought *self, CrmDatabase *database, GBytes *content)
{
  g_autoptr (CrmMail) mail = crm_mail_parse (content, NULL);
  g_autofree char *text = NULL;
  gint64 sender;
  gint64 subject;
  guint of = 0;
  CrmRecord *note;

  if (mail == NULL)
    return FALSE;
  sender = find_sender (database, mail->from_address);
  subject = self->subject != 0 ? self->subject : sender;
  if (sender == 0 && *mail->from_address != '\0')
    of = add_sender (self, database, mail);
  note = crm_record_new (crm_entity_find ("note"));
  text = dup_letter (self, mail);
  crm_record_set_text (note, "text", text);
  if (self->me != 0)
    crm_record_set_integer (note, "author", self->me);
  place (self, crm_brought_add (self, CRM_BROUGHT_NOTE, note), subject, of);
  for (guint i = 0; i < mail->parts->len; i++) {
    CrmMailPart *part = mail->parts->pdata[i];
    CrmBroughtItem *item;
    if (is_calendar (part) &&
        crm_brought_add_events (self, database, "invitation.ics", part->content))
      continue;
    item = crm_brought_add (self, CRM_BROUGHT_FILE, NULL);
    item->name = g_strdup (part->name);
    item->content = g_bytes_ref (part->content);
    item->is_wanted = !part->is_inline;
    place (self, item, subject, of);
  }
  for (guint i = 0; i < mail->remarks->len; i++)
    add_remark (self, "%s", (char *) mail->remarks->pdata[i]);
  return TRUE;
}

/* --- Files */

/* Where one looks at no record a file hangs on something to do. */
static void
add_plain_file (CrmBrought *self, const char *name, GBytes *content)
{
  CrmBroughtItem *item;
  guint of = 0;

  if (self->subject == 0) {
    CrmRecord *task = crm_record_new (crm_entity_find ("activity"));
    crm_record_set_text (task, "title", name);
    if (self->me != 0)
      crm_record_set_integer (task, "responsible", self->me);
    crm_brought_add (self, CRM_BROUGHT_TASK, task);
    of = self->items->len - 1;
  }
  item = crm_brought_add (self, CRM_BROUGHT_FILE, NULL);
  item->name = g_strdup (name);
  item->content = g_bytes_ref (content);
  place (self, item, self->subject, of);
}

void
crm_brought_add_file (CrmBrought *self, CrmDatabase *database, const char *name, GBytes *content)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  gboolean read = FALSE;
  gboolean known = TRUE;

  if (g_str_has_suffix (lower, ".vcf") || g_str_has_suffix (lower, ".vcard"))
    read = add_cards (self, database, name, content);
  else if (g_str_has_suffix (lower, ".ics") || g_str_has_suffix (lower, ".vcs"))
    read = crm_brought_add_events (self, database, name, content);
  else if (g_str_has_suffix (lower, ".eml"))
    read = add_letter (self, database, content);
  else
    known = FALSE;
  if (read)
    return;
  if (known)
    add_remark (self, _ ("“%s” could not be read: it is attached as a file"), name);
  add_plain_file (self, name, content);
}

/* --- Writing */

/* What the one that is there lacks is filled in. */
static void
fill_in (CrmBroughtItem *item, CrmDatabase *database, CrmChange *change, gint64 company)
{
  const CrmEntity *entity = crm_record_get_entity (item->record);
  g_autoptr (CrmRecord) twin = crm_record_load (database, entity, item->twin, NULL);

  for (int i = 0; twin != NULL && i < entity->n_fields; i++)
    if (crm_record_get_value (twin, i)->type == CRM_VALUE_EMPTY &&
        crm_record_get_value (item->record, i)->type != CRM_VALUE_EMPTY &&
        (entity->fields[i].flags & CRM_FIELD_READ_ONLY) == 0)
      crm_change_set (change, entity, item->twin, entity->fields[i].name,
                      crm_record_get_value (item->record, i));
  if (twin != NULL && company != 0 && crm_record_is_empty (twin, "company"))
    crm_change_set_integer (change, entity, item->twin, "company", company);
}

static gint64
add_company (CrmBrought *self, CrmBroughtItem *item, CrmChange *change)
{
  g_autoptr (CrmRecord) company = NULL;

  /* Another one may have been chosen meanwhile. */
  if (item->company == NULL || !crm_record_is_empty (item->record, "company"))
    return 0;
  company = crm_record_new (crm_entity_find ("company"));
  crm_record_set_text (company, "name", item->company);
  if (self->me != 0)
    crm_record_set_integer (company, "responsible", self->me);
  return crm_change_add (change, company);
}

/* The record's id, or its stand-in; 0: it is not written and not there. */
static gint64
write_record (CrmBrought *self, CrmBroughtItem *item, CrmDatabase *database, CrmChange *change)
{
  gint64 company;

  if (!item->is_wanted)
    return item->twin;
  company = item->kind == CRM_BROUGHT_CONTACT ? add_company (self, item, change) : 0;
  if (item->twin != 0 && item->kind == CRM_BROUGHT_CONTACT) {
    fill_in (item, database, change, company);
    return item->twin;
  }
  if (company != 0)
    crm_record_set_integer (item->record, "company", company);
  return crm_change_add (change, item->record);
}

static gint64
find_home (CrmBrought *self, CrmBroughtItem *item, const gint64 *ids)
{
  CrmBroughtItem *of = self->items->pdata[item->of];

  if (item->subject != 0)
    return item->subject;
  return of->record != NULL && ids[item->of] != 0
             ? crm_subject_make (crm_record_get_entity (of->record), ids[item->of])
             : 0;
}

guint
crm_brought_write (CrmBrought *self, CrmDatabase *database, CrmChange *change)
{
  g_autofree gint64 *ids = g_new0 (gint64, self->items->len + 1);
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++) {
    CrmBroughtItem *item = self->items->pdata[i];
    if (item->kind != CRM_BROUGHT_CONTACT && item->kind != CRM_BROUGHT_TASK)
      continue;
    ids[i] = write_record (self, item, database, change);
    n += item->is_wanted;
  }
  for (guint i = 0; i < self->items->len; i++) {
    CrmBroughtItem *item = self->items->pdata[i];
    gint64 home;
    if (!item->is_wanted || (item->kind != CRM_BROUGHT_NOTE && item->kind != CRM_BROUGHT_FILE))
      continue;
    home = find_home (self, item, ids);
    if (home == 0)
      continue;
    if (item->kind == CRM_BROUGHT_NOTE) {
      crm_record_set_integer (item->record, "subject", home);
      crm_change_add (change, item->record);
    } else
      crm_change_add_file (change, home, item->name, item->content);
    n++;
  }
  return n;
}
