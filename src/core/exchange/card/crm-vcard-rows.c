/* The cards of an address book one by one, whatever program wrote them. Cards in cards (assistants)
 * are rows of their own. */
#include "config.h"

#include "crm-card-private.h"
#include "crm-folded-lines-private.h"
#include "crm-table-objects-private.h"
#include "crm-vcard-line-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CARDS_IN_CARDS_MOST 32

/* A card that is not at its end. */
typedef struct {
  CrmCard *card;        /* owned */
  GPtrArray *held;      /* owned texts: lines with a group, whose label may come after them */
  GHashTable *labels;   /* owned: group to label */
  const char *encoding; /* borrowed: that the file is read in; NULL */
  guint64 line;
} Open;

typedef struct {
  CrmFoldedLines lines;
  GPtrArray *open; /* Open */
  gboolean ended;
  GHashTable *seen;
  GPtrArray *names; /* owned */
} CrmVcardRows;

static void
free_open (gpointer data)
{
  Open *open = data;
  crm_card_free (open->card);
  g_ptr_array_unref (open->held);
  g_hash_table_unref (open->labels);
  g_free (open);
}

static gpointer
make_rows (CrmTableText *text)
{
  CrmVcardRows *rows = g_new0 (CrmVcardRows, 1);
  crm_folded_lines_init (&rows->lines, text, TRUE);
  rows->open = g_ptr_array_new_with_free_func (free_open);
  rows->seen = g_hash_table_new (g_str_hash, g_str_equal);
  rows->names = g_ptr_array_new_with_free_func (g_free);
  return rows;
}

static void
free_rows (gpointer data)
{
  CrmVcardRows *rows = data;
  crm_folded_lines_clear (&rows->lines);
  g_ptr_array_unref (rows->open);
  g_hash_table_unref (rows->seen);
  g_ptr_array_unref (rows->names);
  g_free (rows);
}

/* --- Lines */

static gboolean
has_word (const char *line, const char *word)
{
  const char *colon = strchr (line, ':');
  g_autofree char *head =
      colon != NULL ? g_ascii_strup (line, (gssize) (colon - line)) : g_strdup ("");
  return strstr (head, word) != NULL;
}

/* Puts together what was folded: lines that begin with a space go on from the one before, so does
 * what follows "=" at the end of quoted-printable, and base64 that was not indented. */
static gboolean
read_logical (CrmFoldedLines *folded, gboolean *any, GCancellable *cancellable, GError **error)
{
  GString *line = folded->line;
  const GString *ahead = folded->ahead;
  gboolean quoted_printable;
  gboolean base64;
  if (!crm_folded_lines_begin (folded, any, cancellable, error))
    return FALSE;
  if (!*any)
    return TRUE;
  quoted_printable = has_word (line->str, "QUOTED-PRINTABLE");
  base64 = has_word (line->str, "BASE64") || has_word (line->str, "ENCODING=B");
  while (TRUE) {
    gboolean more;
    gboolean soft = quoted_printable && g_str_has_suffix (line->str, "=");
    if (!crm_folded_lines_look_ahead (folded, &more, cancellable, error))
      return FALSE;
    if (!more)
      return TRUE;
    if (soft) {
      g_string_truncate (line, line->len - 1);
      /* Some leave an empty line between. */
      if (ahead->len == 0 && !crm_folded_lines_look_ahead (folded, &more, cancellable, error))
        return FALSE;
      g_string_append (line, ahead->str);
    } else if (ahead->str[0] == ' ' || ahead->str[0] == '\t') {
      const char *rest = ahead->str + 1;
      g_string_append (line, base64 ? rest + strspn (rest, " \t") : rest);
    } else if (base64 && crm_vcard_is_base64 (ahead->str))
      g_string_append (line, ahead->str);
    else {
      crm_folded_lines_keep_ahead (folded);
      return TRUE;
    }
  }
}

/* --- Properties */

static CrmCardFlags
get_flags (const CrmVcardLine *line)
{
  return (crm_vcard_line_has_type (line, "CELL") || crm_vcard_line_has_type (line, "IPHONE")
              ? CRM_CARD_CELL
              : 0) |
         (crm_vcard_line_has_type (line, "FAX") ? CRM_CARD_FAX : 0) |
         (crm_vcard_line_has_type (line, "PAGER") ? CRM_CARD_PAGER : 0) |
         (crm_vcard_line_has_type (line, "PREF") ? CRM_CARD_PREFERRED : 0);
}

/* What says more than that it is an address: "home", "work"; or the label of the group. */
static char *
dup_label (Open *open, const CrmVcardLine *line)
{
  static const char *const dull[] = { "INTERNET", "VOICE", "PREF", "FAX",           "CELL",
                                      "OTHER",    "MSG",   "X400", "POSTAL",        "PARCEL",
                                      "DOM",      "INTL",  "TEXT", "X-GOOGLE-TALK", NULL };
  const char *label = line->group != NULL ? g_hash_table_lookup (open->labels, line->group) : NULL;
  g_autoptr (GString) types = NULL;
  if (label != NULL) {
    /* _$!<HomePage>!$_ */
    const char *start = strchr (label, '<');
    const char *end = start != NULL ? strchr (start, '>') : NULL;
    return end != NULL ? g_strndup (start + 1, (gsize) (end - start - 1)) : g_strdup (label);
  }
  types = g_string_new (NULL);
  for (guint i = 0; i < line->types->len; i++)
    if (!g_strv_contains (dull, line->types->pdata[i])) {
      g_autofree char *lower = g_ascii_strdown (line->types->pdata[i], -1);
      g_string_append_printf (types, "%s%s", types->len > 0 ? ", " : "", lower);
    }
  return types->len > 0 ? g_string_free (g_steal_pointer (&types), FALSE) : NULL;
}

static const char *
get_part (GPtrArray *parts, guint i)
{
  return i < parts->len ? parts->pdata[i] : "";
}

static void
take_name (Open *open, const char *value)
{
  g_autoptr (GPtrArray) parts = crm_vcard_split (value, ';');
  crm_card_set (open->card, "last_name", get_part (parts, 0));
  crm_card_set (open->card, "first_name", get_part (parts, 1));
  crm_card_set (open->card, "middle_name", get_part (parts, 2));
}

static void
take_organization (Open *open, const char *value)
{
  g_autoptr (GPtrArray) parts = crm_vcard_split (value, ';');
  crm_card_set (open->card, "company", get_part (parts, 0));
  for (guint i = 1; i < parts->len; i++)
    crm_card_add_note (open->card, _ ("Department"), parts->pdata[i]);
}

static void
take_address (Open *open, const CrmVcardLine *line, const char *value, const char *label)
{
  g_autoptr (GPtrArray) parts = crm_vcard_split (value, ';');
  /* Box, extended, street, city, region, code, country: as it is written from large to small in
   * none of the countries alike; street first is understood everywhere. */
  static const guint order[] = { 2, 1, 0, 3, 4, 5, 6 };
  g_autoptr (GString) text = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++) {
    const char *part = get_part (parts, order[i]);
    if (part[0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
  }
  g_strdelimit (text->str, "\n", ' ');
  crm_card_add_address (open->card, text->str, get_flags (line), label);
}

static void
take_picture (Open *open, const CrmVcardLine *line)
{
  const char *comma = strchr (line->value, ',');
  if (g_ascii_strncasecmp (line->value, "data:", 5) == 0 && comma != NULL) {
    g_autofree char *head = g_strndup (line->value + 5, (gsize) (comma - line->value - 5));
    char *semicolon = strchr (head, ';');
    if (semicolon != NULL && g_ascii_strcasecmp (semicolon, ";base64") == 0) {
      *semicolon = '\0';
      crm_card_set_picture (open->card, head, comma + 1);
    }
  } else if (line->base64 ||
             (!line->is_link && strlen (line->value) > 64 && crm_vcard_is_base64 (line->value))) {
    static const char *const kinds[] = { "PNG", "GIF", "JPEG", "BMP", "TIFF", "WEBP" };
    const char *kind = "JPEG";
    g_autofree char *lower = NULL;
    g_autofree char *media_type = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
      if (crm_vcard_line_has_type (line, kinds[i]))
        kind = kinds[i];
    lower = g_ascii_strdown (kind, -1);
    media_type = g_strconcat ("image/", lower, NULL);
    crm_card_set_picture (open->card, media_type, line->value);
  } else
    crm_card_add_note (open->card, _ ("Picture"), line->value);
}

/* "tel:+1-418" and "mailto:x@y" of version 4. */
static const char *
skip_scheme (const char *text, const char *scheme)
{
  return g_ascii_strncasecmp (text, scheme, strlen (scheme)) == 0 ? text + strlen (scheme) : text;
}

static void
take_note (Open *open, const char *name, const char *text, const char *label)
{
  static const struct {
    const char *name;
    const char *label;
  } labels[] = {
    { "NICKNAME", N_ ("Nickname") },
    { "ANNIVERSARY", N_ ("Anniversary") },
    { "X-ANNIVERSARY", N_ ("Anniversary") },
    { "X-MS-ANNIVERSARY", N_ ("Anniversary") },
    { "X-EVOLUTION-ANNIVERSARY", N_ ("Anniversary") },
    { "X-SPOUSE", N_ ("Spouse") },
    { "X-EVOLUTION-SPOUSE", N_ ("Spouse") },
    { "X-MANAGER", N_ ("Manager") },
    { "X-EVOLUTION-MANAGER", N_ ("Manager") },
    { "X-ASSISTANT", N_ ("Assistant") },
    { "X-EVOLUTION-ASSISTANT", N_ ("Assistant") },
  };
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (labels[i].name, name) == 0)
      crm_card_add_note (open->card, _ (labels[i].label), text);
  /* "Anniversary" and "Spouse" stand beside them, in whatever words the person chose. */
  if (strcmp (name, "X-ABDATE") == 0 || strcmp (name, "X-ABRELATEDNAMES") == 0 ||
      strcmp (name, "RELATED") == 0)
    crm_card_add_note (open->card, label, text);
}

static gboolean
is_messenger (const char *name)
{
  static const char *const names[] = { "IMPP",          "X-SKYPE",        "X-ICQ",
                                       "X-JABBER",      "X-AIM",          "X-MSN",
                                       "X-YAHOO",       "X-TELEGRAM",     "X-VIBER",
                                       "X-QQ",          "X-MS-IMADDRESS", "X-SKYPE-USERNAME",
                                       "X-GOOGLE-TALK", "X-WHATSAPP",     NULL };
  return g_strv_contains (names, name);
}

static void
take_messenger (Open *open, const char *name, const char *text, const char *label)
{
  g_autofree char *lower = g_ascii_strdown (g_str_has_prefix (name, "X-") ? name + 2 : "", -1);
  g_autofree char *named =
      lower[0] != '\0' ? g_strdup_printf ("%s: %s", lower, text) : g_strdup (text);
  if (text[0] != '\0')
    crm_card_add_messenger (open->card, named, label);
}

static void
take_text (Open *open, const CrmVcardLine *line, const char *text, const char *label)
{
  const char *name = line->name;
  CrmCard *card = open->card;
  if (strcmp (name, "FN") == 0)
    crm_card_set (card, "name", text);
  else if (strcmp (name, "TITLE") == 0)
    crm_card_set (card, "post", text);
  else if (strcmp (name, "ROLE") == 0)
    crm_card_add_note (card, _ ("Role"), text);
  else if (strcmp (name, "TEL") == 0)
    crm_card_add_phone (card, skip_scheme (text, "tel:"), get_flags (line), label);
  else if (strcmp (name, "EMAIL") == 0)
    crm_card_add_email (card, skip_scheme (text, "mailto:"), get_flags (line), label);
  else if (strcmp (name, "URL") == 0)
    crm_card_add_link (card, text, label);
  else if (strcmp (name, "BDAY") == 0)
    crm_card_set_birthday (card, text);
  else if (strcmp (name, "NOTE") == 0)
    crm_card_add_note (card, NULL, text);
  else if (strcmp (name, "CATEGORIES") == 0)
    crm_card_add_tags (card, text);
  else if (strcmp (name, "UID") == 0)
    crm_card_set (card, "external_id", text);
  else if (is_messenger (name))
    take_messenger (open, name, text, label);
  else
    take_note (open, name, text, label);
}

static void
take (Open *open, const CrmVcardLine *line)
{
  g_autofree char *label = dup_label (open, line);
  g_autofree char *value = NULL;
  g_autofree char *text = NULL;
  if (strcmp (line->name, "PHOTO") == 0 || strcmp (line->name, "LOGO") == 0 ||
      strcmp (line->name, "X-MS-CARDPICTURE") == 0) {
    take_picture (open, line);
    return;
  }
  value = crm_vcard_line_dup_value (line, open->encoding);
  if (strcmp (line->name, "N") == 0)
    take_name (open, value);
  else if (strcmp (line->name, "ORG") == 0)
    take_organization (open, value);
  else if (strcmp (line->name, "ADR") == 0)
    take_address (open, line, value, label);
  else {
    text = crm_vcard_unescape (value);
    take_text (open, line, text, label);
  }
}

/* Lines of a group wait for the end of the card: its label may come after them. */
static void
take_line (Open *open, const char *text)
{
  g_auto (CrmVcardLine) line = { 0 };
  if (!crm_vcard_line_parse (&line, text))
    return;
  if (line.group != NULL && strcmp (line.name, "X-ABLABEL") == 0) {
    g_autofree char *label = crm_vcard_unescape (line.value);
    g_hash_table_insert (open->labels, g_strdup (line.group), g_steal_pointer (&label));
  } else if (line.group != NULL)
    g_ptr_array_add (open->held, g_strdup (text));
  else
    take (open, &line);
}

/* --- Cards */

static void
begin_card (CrmVcardRows *rows)
{
  Open *open = g_new0 (Open, 1);
  open->card = crm_card_new ();
  open->held = g_ptr_array_new_with_free_func (g_free);
  open->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  open->encoding = crm_table_text_get_encoding (crm_table_lines_get_text (rows->lines.lines));
  open->line = rows->lines.number;
  g_ptr_array_add (rows->open, open);
}

static GHashTable *
end_card (CrmVcardRows *rows, guint64 *line, const char *problem)
{
  Open *open = rows->open->pdata[rows->open->len - 1];
  GHashTable *row;
  for (guint i = 0; i < open->held->len; i++) {
    g_auto (CrmVcardLine) held = { 0 };
    if (crm_vcard_line_parse (&held, open->held->pdata[i]))
      take (open, &held);
  }
  if (problem != NULL)
    crm_card_set_problem (open->card, problem);
  *line = open->line;
  row = crm_card_end (g_steal_pointer (&open->card), rows->seen);
  g_ptr_array_set_size (rows->open, (int) rows->open->len - 1);
  return row;
}

/* "BEGIN:VCARD", "begin : vcard"; also that of an assistant, "AGENT:BEGIN:VCARD", unless all of it
 * stands in the line. */
static gboolean
is_mark (const char *line, const char *word)
{
  g_autofree char *squeezed = g_ascii_strup (line, -1);
  char *to = squeezed;
  for (const char *p = squeezed; *p != '\0'; p++)
    if (*p != ' ' && *p != '\t')
      *to++ = *p;
  *to = '\0';
  return strcmp (squeezed, word) == 0;
}

static gboolean
next_row (gpointer data, GHashTable **row, guint64 *line, GCancellable *cancellable, GError **error)
{
  CrmVcardRows *rows = data;
  *row = NULL;
  while (!rows->ended) {
    const char *text;
    gboolean any;
    if (!read_logical (&rows->lines, &any, cancellable, error))
      return FALSE;
    text = rows->lines.line->str;
    if (!any) {
      rows->ended = TRUE;
    } else if (is_mark (text, "BEGIN:VCARD") || is_mark (text, "AGENT:BEGIN:VCARD")) {
      if (rows->open->len < CARDS_IN_CARDS_MOST)
        begin_card (rows);
    } else if (rows->open->len > 0 && is_mark (text, "END:VCARD")) {
      *row = end_card (rows, line, NULL);
      return TRUE;
    } else if (rows->open->len > 0)
      take_line (rows->open->pdata[rows->open->len - 1], text);
  }
  if (rows->open->len > 0)
    *row = end_card (rows, line, _ ("the card has no end: the file is cut off"));
  return TRUE;
}

static GPtrArray *
get_names (gpointer data)
{
  CrmVcardRows *rows = data;
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
  return crm_table_lines_get_text (((CrmVcardRows *) data)->lines.lines);
}

/* vCard, which may be in any of its versions. */
const CrmTableObjects crm_vcard_objects = {
  .make = make_rows,
  .free = free_rows,
  .next = next_row,
  .get_names = get_names,
  .get_entity = get_entity,
  .get_text = get_text,
};
