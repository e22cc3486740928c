/* The journal of issued documents: each entry holds what was handed over and a digest of it and of
 * the entry before, so that nothing can be changed, put in or taken out behind it unseen. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "crm-date.h"
#include "crm-document-private.h"
#include "crm-error.h"

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("issue");
}

/* Everything that an issued document must go on saying. */
static char *
dup_content (CrmDatabase *database, CrmRecord *document)
{
  static const char *const texts[] = { "kind", "number", "currency" };
  static const char *const numbers[] = { "date", "net", "vat", "total" };
  g_autoptr (GString) content = g_string_new (NULL);
  gint64 pdf = crm_record_get_integer (document, "pdf");
  g_autoptr (CrmRecord) file =
      pdf != 0 ? crm_record_load (database, crm_entity_find ("file"), pdf, NULL) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *text = crm_record_get_text (document, texts[i]);
    g_string_append_printf (content, "%s=%s\n", texts[i], text != NULL ? text : "");
  }
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_string_append_printf (content, "%s=%" PRId64 "\n", numbers[i],
                            crm_record_get_integer (document, numbers[i]));
  g_string_append_printf (content, "pdf=%s\n",
                          file != NULL ? crm_record_get_text (file, "sha256") : "");
  return g_string_free (g_steal_pointer (&content), FALSE);
}

static char *
compute_digest (CrmRecord *entry)
{
  const char *previous = crm_record_get_text (entry, "previous");
  g_autofree char *text = g_strdup_printf (
      "%s\n%" PRId64 "\n%" PRId64 "\n%s", previous != NULL ? previous : "",
      crm_record_get_integer (entry, "document"), crm_record_get_integer (entry, "moment"),
      crm_record_get_text (entry, "content"));
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* (element-type CrmRecord): the last entries first, or the first ones; -1: all */
static GPtrArray *
read_entries (CrmDatabase *database, gboolean last_first, gint64 limit, GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (get_entity ());
  g_autoptr (CrmQuery) ordered = crm_query_sort (all, "id", last_first, error);
  return ordered != NULL ? crm_query_fetch_all (ordered, database, limit, error) : NULL;
}

/* A step of crm_change_later(), after number, moment and paper are written. */
gboolean
crm_document_note_issue (CrmChange *change, CrmDatabase *database, gint64 id, GError **error)
{
  g_autoptr (CrmRecord) document =
      crm_record_load (database, crm_entity_find ("document"), id, error);
  g_autoptr (GPtrArray) last = document != NULL ? read_entries (database, TRUE, 1, error) : NULL;
  g_autoptr (CrmRecord) entry = NULL;
  g_autofree char *content = NULL, *digest = NULL;

  if (last == NULL)
    return FALSE;
  content = dup_content (database, document);
  entry = crm_record_new (get_entity ());
  crm_record_set_text (entry, "name", crm_record_get_title (document));
  crm_record_set_integer (entry, "document", id);
  crm_record_set_integer (entry, "moment", crm_record_get_integer (document, "issued"));
  crm_record_set_text (entry, "content", content);
  if (last->len > 0)
    crm_record_set_text (entry, "previous", crm_record_get_text (last->pdata[0], "digest"));
  digest = compute_digest (entry);
  crm_record_set_text (entry, "digest", digest);
  crm_change_add (change, entry);
  return TRUE;
}

/* Called with every deed about an entry. The last one may be taken back with its issue; the others
 * stand. */
gboolean
crm_document_check_journal_deed (CrmDatabase *database, const CrmDeed *deed, GError **error)
{
  g_autoptr (GPtrArray) last = NULL;

  if (deed->action == CRM_ACTION_ADD)
    return TRUE;
  last = read_entries (database, TRUE, 1, error);
  if (last == NULL)
    return FALSE;
  if (deed->action == CRM_ACTION_DELETE &&
      (last->len == 0 || crm_record_get_id (last->pdata[0]) <= deed->id))
    return TRUE;
  g_set_error (
      error, CRM_ERROR, CRM_ERROR_REFUSED,
      _ ("“%s” stands in the journal of issued documents, and others were issued after it: "
         "it is corrected by another document"),
      crm_record_get_title (deed->before));
  return FALSE;
}

static void
check_document (CrmDatabase *database, CrmRecord *entry, GPtrArray *faults)
{
  gint64 id = crm_record_get_integer (entry, "document");
  g_autoptr (CrmRecord) document =
      crm_record_load (database, crm_entity_find ("document"), id, NULL);
  g_autofree char *content = NULL;

  if (document == NULL) {
    g_ptr_array_add (faults, g_strdup_printf (_ ("The issued document “%s” is not there any more."),
                                              crm_record_get_title (entry)));
    return;
  }
  content = dup_content (database, document);
  if (g_strcmp0 (content, crm_record_get_text (entry, "content")) != 0)
    g_ptr_array_add (
        faults, g_strdup_printf (_ ("The issued document “%s” says something else than when it was "
                                    "issued."),
                                 crm_record_get_title (entry)));
}

/**
 * crm_document_check_journal:
 * @database: any connection of this thread
 * @cancellable: (nullable): stops it
 * @error: of the store, CANCELLED
 *
 * Follows the journal of issued documents from its beginning.
 *
 * Returns: (transfer full) (nullable): what is wrong, a sentence each; empty when all stands as it
 *   was issued
 */
GStrv
crm_document_check_journal (CrmDatabase *database, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  g_autoptr (GPtrArray) entries = read_entries (database, FALSE, -1, error);
  const char *previous = NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    CrmRecord *entry = entries->pdata[i];
    g_autofree char *digest = compute_digest (entry);
    if (g_cancellable_is_cancelled (cancellable)) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("The check was stopped"));
      return NULL;
    }
    if (g_strcmp0 (crm_record_get_text (entry, "previous"), previous) != 0 ||
        g_strcmp0 (crm_record_get_text (entry, "digest"), digest) != 0)
      g_ptr_array_add (faults,
                       g_strdup_printf (_ ("The journal of issued documents is broken at “%s”."),
                                        crm_record_get_title (entry)));
    else
      check_document (database, entry, faults);
    previous = crm_record_get_text (entry, "digest");
  }
  return entries != NULL ? (GStrv) g_ptr_array_steal (faults, NULL) : NULL;
}

/* --- Gaps of numbering */

typedef struct {
  gint64 seller;
  int year;
  const char *kind;   /* borrowed */
  const char *prefix; /* owned by the key */
  GArray *numbers;    /* owned, of gint64 */
} Series;

static void
free_series (gpointer data)
{
  Series *series = data;
  g_array_unref (series->numbers);
  g_free (series);
}

/* "PF/0017/2026" with the 17 taken out: what stays the same in one series. FALSE: no digits. */
static gboolean
split_number (const char *number, int year, char **shape, gint64 *value)
{
  g_autofree char *of_year = g_strdup_printf ("%d", year);
  const char *found = NULL, *end = NULL;

  for (const char *p = number; *p != '\0';) {
    const char *start = p;
    while (g_ascii_isdigit (*p))
      p++;
    /* The run that is not the year; of several the longest, of equals the last. */
    if (p > start && !(p - start == 4 && strncmp (start, of_year, 4) == 0) &&
        (found == NULL || p - start >= end - found)) {
      found = start;
      end = p;
    }
    if (p == start)
      p++;
  }
  if (found == NULL || end - found > 15)
    return FALSE;
  *value = g_ascii_strtoll (found, NULL, 10);
  *shape = g_strdup_printf ("%.*s#%s", (int) (found - number), number, end);
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;
  return (one > other) - (one < other);
}

static void
add_gaps (Series *series, CrmDocumentGapFunc func, gpointer data)
{
  g_array_sort (series->numbers, compare_numbers);
  for (guint i = 1; i < series->numbers->len; i++) {
    gint64 before = g_array_index (series->numbers, gint64, i - 1);
    gint64 next = g_array_index (series->numbers, gint64, i);
    CrmDocumentGap gap = { series->kind,   series->seller, series->year,
                           series->prefix, before + 1,     next - 1 };
    if (next > before + 1)
      func (&gap, data);
  }
}

/**
 * crm_document_list_gaps:
 * @database: any connection of this thread
 * @func: called with each stretch of missing numbers
 * @data: for @func
 * @error: of the store
 *
 * Looks for numbers that were left out: by kind, own company, year and the pattern that the numbers
 * follow. What stands before the first number of a series is no gap.
 *
 * Returns: whether all could be read
 */
gboolean
crm_document_list_gaps (CrmDatabase *database, CrmDocumentGapFunc func, gpointer data,
                        GError **error)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) numbered =
      crm_query_filter (all, "number", CRM_OP_NOT_EMPTY, NULL, NULL, error);
  g_autoptr (CrmQuery) ordered =
      numbered != NULL ? crm_query_sort (numbered, "id", FALSE, error) : NULL;
  g_autoptr (GPtrArray) documents =
      ordered != NULL ? crm_query_fetch_all (ordered, database, -1, error) : NULL;
  g_autoptr (GHashTable) found =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_series);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++) {
    CrmRecord *document = documents->pdata[i];
    const char *kind = crm_record_get_text (document, "kind");
    gint64 seller = crm_record_get_integer (document, "seller"), value;
    g_autofree char *shape = NULL;
    g_autofree char *key = NULL;
    Series *series;
    int year;
    crm_date_to_ymd (crm_record_get_integer (document, "date"), &year, NULL, NULL);
    if (!crm_document_is_issued (document) ||
        !split_number (crm_record_get_text (document, "number"), year, &shape, &value))
      continue;
    key = g_strdup_printf ("%s\n%" PRId64 "\n%d\n%s", kind, seller, year, shape);
    series = g_hash_table_lookup (found, key);
    if (series == NULL) {
      series = g_new0 (Series, 1);
      series->seller = seller;
      series->year = year;
      series->kind = kind;
      series->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
      series->prefix = key + strlen (key) - strlen (shape);
      g_hash_table_insert (found, g_steal_pointer (&key), series);
      g_ptr_array_add (order, series);
    }
    g_array_append_val (series->numbers, value);
  }
  for (guint i = 0; i < order->len; i++)
    add_gaps (order->pdata[i], func, data);
  return TRUE;
}
