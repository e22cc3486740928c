/* The persons of a directory one by one (LDIF, RFC 2849), as mail programs export their address
 * books. What changes a directory instead of telling it is refused. */
#include "config.h"

#include "crm-card-private.h"
#include "crm-folded-lines-private.h"
#include "crm-table-objects-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  CrmFoldedLines lines;
  gboolean ended;
  GHashTable *seen;
  GPtrArray *names; /* owned */
} CrmLdifRows;

typedef struct {
  CrmCard *card; /* owned */
  GString *work; /* owned: parts of the address */
  GString *home; /* owned */
  GString *birthday;
  gboolean any;
  gboolean is_group;
  gboolean is_change;
} Entry;

static gpointer
make_rows (CrmTableText *text)
{
  CrmLdifRows *rows = g_new0 (CrmLdifRows, 1);
  crm_folded_lines_init (&rows->lines, text, FALSE);
  rows->seen = g_hash_table_new (g_str_hash, g_str_equal);
  rows->names = g_ptr_array_new_with_free_func (g_free);
  return rows;
}

static void
free_rows (gpointer data)
{
  CrmLdifRows *rows = data;
  crm_folded_lines_clear (&rows->lines);
  g_hash_table_unref (rows->seen);
  g_ptr_array_unref (rows->names);
  g_free (rows);
}

/* A line that begins with a space goes on from the one before; so does a comment. */
static gboolean
read_logical (CrmFoldedLines *folded, gboolean *any, GCancellable *cancellable, GError **error)
{
  gboolean more;
  if (!crm_folded_lines_begin (folded, any, cancellable, error))
    return FALSE;
  if (!*any)
    return TRUE;
  while (TRUE) {
    if (!crm_folded_lines_look_ahead (folded, &more, cancellable, error))
      return FALSE;
    if (!more)
      return TRUE;
    if (folded->ahead->str[0] != ' ' || folded->line->len == 0) {
      crm_folded_lines_keep_ahead (folded);
      return TRUE;
    }
    g_string_append (folded->line, folded->ahead->str + 1);
  }
}

/* "attribute: text", "attribute:: base64", "attribute;lang-ru: text"; NULL where it is none. */
static char *
split_line (const char *line, char **attribute, gboolean *base64)
{
  const char *colon = strchr (line, ':');
  const char *value;
  gsize length;
  g_autofree guchar *bytes = NULL;
  if (colon == NULL || colon == line)
    return NULL;
  *attribute = g_ascii_strdown (line, (gssize) (colon - line));
  (*attribute)[strcspn (*attribute, ";")] = '\0';
  *base64 = colon[1] == ':';
  value = colon + 1 + *base64;
  value += strspn (value, " ");
  if (colon[1] == '<')
    return g_strdup (""); /* the value is in another file */
  if (!*base64)
    return g_strdup (value);
  bytes = g_base64_decode (value, &length);
  return g_utf8_make_valid ((const char *) bytes, (gssize) length);
}

typedef enum { TO_COLUMN, TO_PHONE, TO_EMAIL, TO_LINK, TO_WORK, TO_HOME, TO_NOTE, TO_CHAT } Place;

static const struct {
  const char *attribute;
  Place place;
  const char *column; /* or a label */
  CrmCardFlags flags;
} attributes[] = {
  { "cn", TO_COLUMN, "name" },
  { "displayname", TO_COLUMN, "name" },
  { "sn", TO_COLUMN, "last_name" },
  { "surname", TO_COLUMN, "last_name" },
  { "givenname", TO_COLUMN, "first_name" },
  { "initials", TO_COLUMN, "middle_name" },
  { "o", TO_COLUMN, "company" },
  { "organizationname", TO_COLUMN, "company" },
  { "company", TO_COLUMN, "company" },
  { "title", TO_COLUMN, "post" },
  { "uid", TO_COLUMN, "external_id" },
  { "telephonenumber", TO_PHONE, NULL, CRM_CARD_PREFERRED },
  { "homephone", TO_PHONE, "home" },
  { "mobile", TO_PHONE, NULL, CRM_CARD_CELL },
  { "mobiletelephonenumber", TO_PHONE, NULL, CRM_CARD_CELL },
  { "cellphone", TO_PHONE, NULL, CRM_CARD_CELL },
  { "fax", TO_PHONE, NULL, CRM_CARD_FAX },
  { "facsimiletelephonenumber", TO_PHONE, NULL, CRM_CARD_FAX },
  { "pager", TO_PHONE, "pager", CRM_CARD_PAGER },
  { "pagerphone", TO_PHONE, "pager", CRM_CARD_PAGER },
  { "mail", TO_EMAIL, NULL, CRM_CARD_PREFERRED },
  { "mozillasecondemail", TO_EMAIL, NULL },
  { "labeleduri", TO_LINK, NULL },
  { "mozillaworkurl", TO_LINK, "work" },
  { "workurl", TO_LINK, "work" },
  { "mozillahomeurl", TO_LINK, "home" },
  { "homeurl", TO_LINK, "home" },
  { "street", TO_WORK },
  { "streetaddress", TO_WORK },
  { "postaladdress", TO_WORK },
  { "mozillaworkstreet2", TO_WORK },
  { "l", TO_WORK },
  { "locality", TO_WORK },
  { "localityname", TO_WORK },
  { "st", TO_WORK },
  { "stateorprovincename", TO_WORK },
  { "postalcode", TO_WORK },
  { "c", TO_WORK },
  { "co", TO_WORK },
  { "countryname", TO_WORK },
  { "mozillahomestreet", TO_HOME },
  { "mozillahomestreet2", TO_HOME },
  { "mozillahomelocalityname", TO_HOME },
  { "mozillahomestate", TO_HOME },
  { "mozillahomepostalcode", TO_HOME },
  { "mozillahomecountryname", TO_HOME },
  { "ou", TO_NOTE, N_ ("Department") },
  { "department", TO_NOTE, N_ ("Department") },
  { "mozillanickname", TO_NOTE, N_ ("Nickname") },
  { "description", TO_NOTE },
  { "mozillacustom1", TO_NOTE },
  { "mozillacustom2", TO_NOTE },
  { "mozillacustom3", TO_NOTE },
  { "mozillacustom4", TO_NOTE },
  { "custom1", TO_NOTE },
  { "custom2", TO_NOTE },
  { "custom3", TO_NOTE },
  { "custom4", TO_NOTE },
  { "nsaimid", TO_CHAT },
};

static void
append_part (GString *text, const char *part)
{
  if (part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
}

static void
take (Entry *entry, gsize i, const char *value)
{
  const char *column = attributes[i].column;
  switch (attributes[i].place) {
  case TO_COLUMN:
    crm_card_set (entry->card, column, value);
    break;
  case TO_PHONE:
    crm_card_add_phone (entry->card, value, attributes[i].flags, column);
    break;
  case TO_EMAIL:
    crm_card_add_email (entry->card, value, attributes[i].flags, column);
    break;
  case TO_LINK:
    crm_card_add_link (entry->card, value, column);
    break;
  case TO_WORK:
    append_part (entry->work, value);
    break;
  case TO_HOME:
    append_part (entry->home, value);
    break;
  case TO_NOTE:
    crm_card_add_note (entry->card, column != NULL ? _ (column) : NULL, value);
    break;
  case TO_CHAT:
    crm_card_add_messenger (entry->card, value, NULL);
    break;
  }
}

static void
take_line (Entry *entry, const char *line)
{
  g_autofree char *attribute = NULL;
  gboolean base64 = FALSE;
  g_autofree char *value = split_line (line, &attribute, &base64);
  const char *name = attribute;
  if (value == NULL)
    return;
  if (strcmp (name, "dn") == 0) {
    entry->any = TRUE;
    return;
  }
  entry->is_change |= strcmp (name, "changetype") == 0 && g_ascii_strcasecmp (value, "add") != 0;
  if (strcmp (name, "objectclass") == 0)
    entry->is_group |= g_ascii_strncasecmp (value, "groupof", 7) == 0;
  else if (strcmp (name, "birthyear") == 0)
    g_string_prepend (entry->birthday, value);
  else if (strcmp (name, "birthmonth") == 0 || strcmp (name, "birthday") == 0)
    g_string_append_printf (entry->birthday, "-%s%s", strlen (value) == 1 ? "0" : "", value);
  else if ((strcmp (name, "jpegphoto") == 0 || strcmp (name, "thumbnailphoto") == 0) && base64)
    crm_card_set_picture (entry->card, "image/jpeg", strrchr (line, ':') + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (strcmp (attributes[i].attribute, name) == 0) {
      take (entry, i, value);
      break;
    }
}

static GHashTable *
end_entry (CrmLdifRows *rows, Entry *entry)
{
  GHashTable *row;
  crm_card_add_address (entry->card, entry->work->str, CRM_CARD_PREFERRED, NULL);
  crm_card_add_address (entry->card, entry->home->str, 0, "home");
  if (entry->birthday->len > 0)
    crm_card_set_birthday (entry->card, entry->birthday->str);
  if (entry->is_change)
    crm_card_set_problem (entry->card, _ ("it changes a directory, and is no entry of one"));
  else if (entry->is_group)
    crm_card_set_problem (entry->card, _ ("it is a list of persons, and no person"));
  row = crm_card_end (g_steal_pointer (&entry->card), rows->seen);
  return row;
}

static void
clear_entry (Entry *entry)
{
  g_clear_pointer (&entry->card, crm_card_free);
  g_string_free (entry->work, TRUE);
  g_string_free (entry->home, TRUE);
  g_string_free (entry->birthday, TRUE);
}

static gboolean
read_entry (CrmLdifRows *rows, Entry *entry, guint64 *line, GCancellable *cancellable,
            GError **error)
{
  const GString *text = rows->lines.line;
  gboolean any = TRUE;
  while (TRUE) {
    if (!read_logical (&rows->lines, &any, cancellable, error))
      return FALSE;
    if (!any) {
      rows->ended = TRUE;
      return TRUE;
    }
    if (text->len == 0 && entry->any)
      return TRUE;
    if (text->str[0] == '#' || text->len == 0)
      continue;
    if (!entry->any)
      *line = rows->lines.number;
    take_line (entry, text->str);
  }
}

static gboolean
next_row (gpointer data, GHashTable **row, guint64 *line, GCancellable *cancellable, GError **error)
{
  CrmLdifRows *rows = data;
  Entry entry = { crm_card_new (), g_string_new (NULL), g_string_new (NULL), g_string_new (NULL) };
  gboolean done;
  *row = NULL;
  done = rows->ended || read_entry (rows, &entry, line, cancellable, error);
  if (done && entry.any)
    *row = end_entry (rows, &entry);
  clear_entry (&entry);
  return done;
}

static GPtrArray *
get_names (gpointer data)
{
  CrmLdifRows *rows = data;
  crm_card_list_columns (rows->seen, rows->names);
  return rows->names;
}

static const char *
get_entity (gpointer data)
{
  return "contact";
}

static CrmTableText *
get_text (gpointer data)
{
  return crm_table_lines_get_text (((CrmLdifRows *) data)->lines.lines);
}

/* LDIF: entries of persons. */
const CrmTableObjects crm_ldif_objects = {
  .make = make_rows,
  .free = free_rows,
  .next = next_row,
  .get_names = get_names,
  .get_entity = get_entity,
  .get_text = get_text,
};
