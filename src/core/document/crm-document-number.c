/* Numbers of documents: by sequence, kind, own company and year; taken in the change that issues
 * the document. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-date.h"
#include "crm-document-private.h"
#include "crm-error.h"

static void
append_padded (GString *text, gint64 number, const char *width)
{
  int n = width != NULL ? CLAMP (atoi (width), 0, 20) : 0;
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  for (int i = (int) strlen (digits); i < n; i++)
    g_string_append_c (text, '0');
  g_string_append (text, digits);
}

/**
 * crm_sequence_format:
 * @pattern: text with {number}, {number:4} (at least four digits), {year}, {yy}, {month}, {day}
 * @number: of the document
 * @date: of the document
 * @error: INVALID for an unknown or open brace, or a pattern without {number}
 *
 * Returns: (transfer full) (nullable): the number as it is printed
 */
char *
crm_sequence_format (const char *pattern, gint64 number, gint64 date, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean has_number = FALSE;
  int year, month, day;

  crm_date_to_ymd (date, &year, &month, &day);
  for (const char *c = pattern; *c != '\0';) {
    const char *end = *c == '{' ? strchr (c, '}') : NULL;
    g_autofree char *name = NULL;
    char *width;
    if (*c != '{') {
      g_string_append_c (text, *c++);
      continue;
    }
    name = end != NULL ? g_strndup (c + 1, (gsize) (end - c - 1)) : g_strdup (c);
    width = strchr (name, ':');
    if (width != NULL)
      *width++ = '\0';
    if (end != NULL && strcmp (name, "number") == 0) {
      append_padded (text, number, width);
      has_number = TRUE;
    } else if (end != NULL && strcmp (name, "year") == 0)
      append_padded (text, year, "4");
    else if (end != NULL && strcmp (name, "yy") == 0)
      append_padded (text, year % 100, "2");
    else if (end != NULL && strcmp (name, "month") == 0)
      append_padded (text, month, "2");
    else if (end != NULL && strcmp (name, "day") == 0)
      append_padded (text, day, "2");
    else {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” in the pattern “%s” is not known"),
                   c, pattern);
      return NULL;
    }
    c = end + 1;
  }
  if (!has_number) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The pattern “%s” has no {number}"),
                 pattern);
    return NULL;
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether a document of this kind has a number; @seller: of this one, else of any other. */
static gboolean
has_numbered (CrmDatabase *database, CrmRecord *document, gboolean of_seller, gboolean *has,
              GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) seller =
      crm_query_filter_integer (all, "seller", of_seller ? CRM_OP_EQUAL : CRM_OP_NOT_EQUAL,
                                crm_record_get_integer (document, "seller"));
  g_autoptr (CrmQuery) kind = crm_query_filter (
      seller, "kind", CRM_OP_EQUAL, crm_record_get_text (document, "kind"), NULL, error);
  g_autoptr (CrmQuery) numbered =
      kind != NULL ? crm_query_filter (kind, "number", CRM_OP_NOT_EMPTY, NULL, NULL, error) : NULL;

  if (numbered == NULL || !crm_query_read_ids (numbered, database, 1, 0, ids, error))
    return FALSE;
  *has = ids->len > 0;
  return TRUE;
}

/* Numbers must follow each other without gaps within a company. The numbering for all goes on for
 * whoever uses it already; a second company gets its own of the same pattern. */
static gboolean
needs_own_sequence (CrmDatabase *database, CrmRecord *document, gboolean *needs, GError **error)
{
  gboolean own, others = FALSE;

  *needs = FALSE;
  if (crm_record_is_empty (document, "seller"))
    return TRUE;
  if (!has_numbered (database, document, TRUE, &own, error) ||
      (!own && !has_numbered (database, document, FALSE, &others, error)))
    return FALSE;
  *needs = !own && others;
  return TRUE;
}

/* A kind that was never numbered begins with 1, for all companies. */
static CrmRecord *
new_sequence (CrmRecord *document)
{
  CrmRecord *sequence = crm_record_new (crm_entity_find ("sequence"));
  const CrmField *field = crm_entity_field (crm_record_get_entity (document), "kind");
  const char *kind = crm_record_get_text (document, "kind");
  const CrmChoice *choice = crm_field_find_choice (field, kind);

  crm_record_set_text (sequence, "name", choice != NULL ? crm_choice_get_label (choice) : kind);
  crm_record_set_text (sequence, "kind", kind);
  return sequence;
}

/* The sequence of the document's own company, else the one for all. */
static CrmRecord *
find_sequence (CrmDatabase *database, CrmRecord *document, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("sequence"));
  g_autoptr (CrmQuery) kind = crm_query_filter (
      all, "kind", CRM_OP_EQUAL, crm_record_get_text (document, "kind"), NULL, error);
  g_autoptr (CrmQuery) ordered = kind != NULL ? crm_query_sort (kind, "id", FALSE, error) : NULL;
  g_autoptr (GPtrArray) sequences =
      ordered != NULL ? crm_query_fetch_all (ordered, database, -1, error) : NULL;
  gint64 seller = crm_record_get_integer (document, "seller");
  CrmRecord *found = NULL;

  if (sequences == NULL)
    return NULL;
  for (guint i = 0; i < sequences->len; i++) {
    gint64 company = crm_record_get_integer (sequences->pdata[i], "company");
    if (company != 0 && company == seller)
      return g_object_ref (sequences->pdata[i]);
    if (company == 0 && found == NULL)
      found = sequences->pdata[i];
  }
  return found != NULL ? g_object_ref (found) : new_sequence (document);
}

static gboolean
is_taken (CrmDatabase *database, CrmRecord *document, const char *number, gboolean *taken,
          GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) same = crm_query_filter (all, "number", CRM_OP_EQUAL, number, NULL, error);
  g_autoptr (GPtrArray) others =
      same != NULL ? crm_query_fetch_all (same, database, -1, error) : NULL;
  int year, other_year;

  *taken = FALSE;
  if (others == NULL)
    return FALSE;
  crm_date_to_ymd (crm_record_get_integer (document, "date"), &year, NULL, NULL);
  for (guint i = 0; i < others->len; i++) {
    CrmRecord *other = others->pdata[i];
    crm_date_to_ymd (crm_record_get_integer (other, "date"), &other_year, NULL, NULL);
    if (crm_record_get_id (other) != crm_record_get_id (document) && year == other_year &&
        g_strcmp0 (crm_record_get_text (other, "kind"), crm_record_get_text (document, "kind")) ==
            0 &&
        crm_record_get_integer (other, "seller") == crm_record_get_integer (document, "seller"))
      *taken = TRUE;
  }
  return TRUE;
}

static gint64
get_year (CrmRecord *document)
{
  int year;
  crm_date_to_ymd (crm_record_get_integer (document, "date"), &year, NULL, NULL);
  return year;
}

/* A new one for the document's company, of the same pattern. */
static void
add_own_sequence (CrmChange *change, CrmRecord *common, CrmRecord *document, gint64 next)
{
  g_autoptr (CrmRecord) own = crm_record_new (crm_entity_find ("sequence"));

  crm_record_set_text (own, "name", crm_record_get_text (common, "name"));
  crm_record_set_text (own, "kind", crm_record_get_text (common, "kind"));
  crm_record_set_text (own, "pattern", crm_record_get_text (common, "pattern"));
  crm_record_set_integer (own, "company", crm_record_get_integer (document, "seller"));
  if (!crm_record_is_empty (common, "year"))
    crm_record_set_integer (own, "year", get_year (document));
  crm_record_set_integer (own, "next", next);
  crm_change_add (change, own);
}

/* A number that somebody typed may be in the way: the next free one is taken. A document of an
 * earlier year takes the first free one of that year and leaves this year's count alone. */
gboolean
crm_document_take_number (CrmChange *change, CrmDatabase *database, CrmRecord *document,
                          GError **error)
{
  const CrmEntity *sequences = crm_entity_find ("sequence");
  g_autoptr (CrmRecord) sequence = NULL;
  g_autofree char *text = NULL;
  gint64 next, year = get_year (document), counted;
  gboolean taken, is_own = FALSE, yearly;

  if (!crm_record_is_empty (document, "number"))
    return TRUE;
  sequence = find_sequence (database, document, error);
  if (sequence == NULL || (crm_record_is_empty (sequence, "company") &&
                           !needs_own_sequence (database, document, &is_own, error)))
    return FALSE;
  yearly = !crm_record_is_empty (sequence, "year");
  counted = crm_record_get_integer (sequence, "year");
  next = is_own || (yearly && counted != year) ? 1
                                               : MAX (crm_record_get_integer (sequence, "next"), 1);
  do {
    g_free (text);
    text = crm_sequence_format (crm_record_get_text (sequence, "pattern"), next++,
                                crm_record_get_integer (document, "date"), error);
    if (text == NULL || !is_taken (database, document, text, &taken, error))
      return FALSE;
  } while (taken);
  if (crm_record_get_id (sequence) == 0) {
    crm_record_set_integer (sequence, "next", next);
    crm_change_add (change, sequence);
  } else if (is_own)
    add_own_sequence (change, sequence, document, next);
  else if (!yearly || counted <= year) {
    if (yearly && counted < year)
      crm_change_set_integer (change, sequences, crm_record_get_id (sequence), "year", year);
    crm_change_set_integer (change, sequences, crm_record_get_id (sequence), "next", next);
  }
  crm_change_set_text (change, crm_entity_find ("document"), crm_record_get_id (document), "number",
                       text);
  return TRUE;
}
