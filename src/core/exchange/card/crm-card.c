/* A person of somebody's address book, as it becomes a row. Its columns are called as the fields of
 * a contact are. */
#include "config.h"

#include "crm-card-private.h"

#include "crm-date.h"
#include "crm-table-objects-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define UNKNOWN_YEAR 1604 /* some programs write so a birthday without a year */

static const char *const columns[] = {
  "name",    "last_name", "first_name", "middle_name", "company",   "post",
  "phone",   "mobile",    "email",      "email_2",     "messenger", "website",
  "address", "birthday",  "tags",       "note",        "picture",   "external_id",
};

/* One of several of a kind. */
typedef struct {
  char *text;  /* owned */
  char *label; /* owned; NULL */
  CrmCardFlags flags;
} Entry;

struct _CrmCard {
  GHashTable *cells; /* owned: name of a column to text */
  GArray *phones;    /* Entry */
  GArray *emails;
  GArray *addresses;
  GArray *links;
  GArray *messengers;
  GString *tags; /* owned */
  GString *note; /* owned */
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;
  g_free (entry->text);
  g_free (entry->label);
}

static GArray *
make_entries (void)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (entries, clear_entry);
  return entries;
}

CrmCard *
crm_card_new (void)
{
  CrmCard *self = g_new0 (CrmCard, 1);
  self->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->phones = make_entries ();
  self->emails = make_entries ();
  self->addresses = make_entries ();
  self->links = make_entries ();
  self->messengers = make_entries ();
  self->tags = g_string_new (NULL);
  self->note = g_string_new (NULL);
  return self;
}

void
crm_card_free (CrmCard *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->cells, g_hash_table_unref);
  g_array_unref (self->phones);
  g_array_unref (self->emails);
  g_array_unref (self->addresses);
  g_array_unref (self->links);
  g_array_unref (self->messengers);
  g_string_free (self->tags, TRUE);
  g_string_free (self->note, TRUE);
  g_free (self);
}

static char *
strip (const char *text)
{
  return g_strstrip (g_strdup (text));
}

const char *
crm_card_get (CrmCard *self, const char *column)
{
  return g_hash_table_lookup (self->cells, column);
}

void
crm_card_set (CrmCard *self, const char *column, const char *text)
{
  g_autofree char *stripped = strip (text);
  if (stripped[0] != '\0' && crm_card_get (self, column) == NULL)
    g_hash_table_insert (self->cells, g_strdup (column), g_steal_pointer (&stripped));
}

void
crm_card_add_note (CrmCard *self, const char *label, const char *text)
{
  g_autofree char *stripped = strip (text);
  if (stripped[0] == '\0')
    return;
  if (self->note->len > 0)
    g_string_append_c (self->note, '\n');
  if (label != NULL)
    g_string_append_printf (self->note, "%s: ", label);
  g_string_append (self->note, stripped);
}

/* Those that are preferred come first; one that is there already says nothing. */
static void
add_entry (GArray *entries, const char *text, CrmCardFlags flags, const char *label)
{
  Entry entry = { strip (text), g_strdup (label), flags };
  guint at = entries->len;
  gboolean known = entry.text[0] == '\0';
  for (guint i = 0; i < entries->len; i++)
    known |= strcmp (g_array_index (entries, Entry, i).text, entry.text) == 0;
  if (known) {
    clear_entry (&entry);
    return;
  }
  while (at > 0 && (flags & CRM_CARD_PREFERRED) &&
         !(g_array_index (entries, Entry, at - 1).flags & CRM_CARD_PREFERRED))
    at--;
  g_array_insert_val (entries, at, entry);
}

void
crm_card_add_phone (CrmCard *self, const char *text, CrmCardFlags flags, const char *label)
{
  add_entry (self->phones, text, flags, label);
}

void
crm_card_add_email (CrmCard *self, const char *text, CrmCardFlags flags, const char *label)
{
  add_entry (self->emails, text, flags, label);
}

void
crm_card_add_address (CrmCard *self, const char *text, CrmCardFlags flags, const char *label)
{
  add_entry (self->addresses, text, flags, label);
}

void
crm_card_add_link (CrmCard *self, const char *text, const char *label)
{
  add_entry (self->links, text, 0, label);
}

void
crm_card_add_messenger (CrmCard *self, const char *text, const char *label)
{
  add_entry (self->messengers, text, 0, label);
}

void
crm_card_add_tags (CrmCard *self, const char *text)
{
  if (self->tags->len > 0)
    g_string_append_c (self->tags, '\n');
  g_string_append (self->tags, text);
}

void
crm_card_set_picture (CrmCard *self, const char *media_type, const char *base64)
{
  g_autofree char *url = g_strconcat ("data:", media_type, ";base64,", base64, NULL);
  crm_card_set (self, "picture", url);
}

void
crm_card_set_problem (CrmCard *self, const char *sentence)
{
  g_hash_table_insert (self->cells, g_strdup (CRM_TABLE_OBJECT_PROBLEM), g_strdup (sentence));
}

/* "19800322", "1980-03-22T00:00:00Z", "--0322", "16040322"; what is no day at all, or has no year,
 * is kept as it is written. */
void
crm_card_set_birthday (CrmCard *self, const char *text)
{
  char digits[9] = "";
  guint n = 0;
  gboolean plain = g_ascii_isdigit (text[0]);
  for (const char *p = text; *p != '\0' && *p != 'T' && n < 8; p++) {
    if (g_ascii_isdigit (*p))
      digits[n++] = *p;
    else if (*p != '-')
      plain = FALSE;
  }
  digits[n] = '\0';
  if (plain && n == 8) {
    int number = atoi (digits);
    int year = number / 10000;
    int month = number / 100 % 100;
    int day = number % 100;
    if (year != UNKNOWN_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 31) {
      g_autofree char *iso = g_strdup_printf ("%04d-%02d-%02d", year, month, day);
      if (crm_date_parse (iso, NULL, NULL)) {
        crm_card_set (self, "birthday", iso);
        return;
      }
    } else if (year == UNKNOWN_YEAR) {
      g_autofree char *yearless = g_strdup_printf ("--%02d-%02d", month, day);
      crm_card_add_note (self, C_ ("field", "Birthday"), yearless);
      return;
    }
  } else if (crm_date_parse (text, NULL, NULL)) {
    crm_card_set (self, "birthday", text);
    return;
  }
  crm_card_add_note (self, C_ ("field", "Birthday"), text);
}

/* --- What becomes of several */

static void
keep (CrmCard *self, const char *what, const Entry *entry)
{
  g_autofree char *label = entry->label != NULL && entry->label[0] != '\0'
                               ? g_strdup_printf ("%s (%s)", what, entry->label)
                               : g_strdup (what);
  crm_card_add_note (self, label, entry->text);
}

static void
place_phones (CrmCard *self)
{
  for (guint i = 0; i < self->phones->len; i++) {
    const Entry *entry = &g_array_index (self->phones, Entry, i);
    gboolean other = (entry->flags & (CRM_CARD_FAX | CRM_CARD_PAGER)) != 0;
    const char *column = (entry->flags & CRM_CARD_CELL) ? "mobile" : "phone";
    if (!other && crm_card_get (self, column) == NULL)
      crm_card_set (self, column, entry->text);
    else if (!other && (entry->flags & CRM_CARD_CELL) && crm_card_get (self, "phone") == NULL)
      crm_card_set (self, "phone", entry->text);
    else
      keep (self, (entry->flags & CRM_CARD_FAX) ? _ ("Fax") : C_ ("field", "Phone"), entry);
  }
}

static void
place (CrmCard *self, GArray *entries, const char *column, const char *second, const char *what)
{
  for (guint i = 0; i < entries->len; i++) {
    const Entry *entry = &g_array_index (entries, Entry, i);
    if (crm_card_get (self, column) == NULL)
      crm_card_set (self, column, entry->text);
    else if (second != NULL && crm_card_get (self, second) == NULL)
      crm_card_set (self, second, entry->text);
    else
      keep (self, what, entry);
  }
}

/* A card without a name is called by what else it says. */
static void
find_name (CrmCard *self)
{
  static const char *const sources[] = { "company", "email", "phone", "mobile" };
  g_autoptr (GString) name = g_string_new (NULL);
  static const char *const parts[] = { "last_name", "first_name", "middle_name" };
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (crm_card_get (self, parts[i]) != NULL)
      g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "",
                              crm_card_get (self, parts[i]));
  crm_card_set (self, "name", name->str);
  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    if (crm_card_get (self, sources[i]) != NULL)
      crm_card_set (self, "name", crm_card_get (self, sources[i]));
}

GHashTable *
crm_card_end (CrmCard *self, GHashTable *seen)
{
  GHashTable *cells;
  place_phones (self);
  place (self, self->emails, "email", "email_2", C_ ("field", "E-mail"));
  place (self, self->addresses, "address", NULL, C_ ("field", "Address"));
  place (self, self->links, "website", NULL, C_ ("field", "Website"));
  place (self, self->messengers, "messenger", NULL, C_ ("field", "Messenger"));
  crm_card_set (self, "tags", self->tags->str);
  crm_card_set (self, "note", self->note->str);
  find_name (self);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (crm_card_get (self, columns[i]) != NULL)
      g_hash_table_add (seen, (gpointer) columns[i]);
  /* A card of which nothing is known is a row all the same, to be refused. */
  if (g_hash_table_size (self->cells) == 0)
    crm_card_set_problem (self, _ ("the card is empty"));
  if (g_hash_table_size (seen) == 0)
    g_hash_table_add (seen, (gpointer) columns[0]);
  cells = g_steal_pointer (&self->cells);
  crm_card_free (self);
  return cells;
}

void
crm_card_list_columns (GHashTable *seen, GPtrArray *names)
{
  g_ptr_array_set_size (names, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_hash_table_contains (seen, columns[i]))
      g_ptr_array_add (names, g_strdup (columns[i]));
}
