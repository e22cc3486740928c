/* A workbook without its rows (ECMA-376, part 1, 18): found by the relations of its parts. */
#include "config.h"

#include "crm-xlsx-book-private.h"

#include "crm-error.h"
#include "crm-table-records-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SMALL_PART_MOST (G_GUINT64_CONSTANT (64) << 20)
#define TEXTS_MOST (G_GUINT64_CONSTANT (512) << 20)
#define SHEETS_MOST 1000

/* What is being read, and where in it. */
typedef struct {
  CrmXlsxBook *book;
  GHashTable *targets;  /* of relations: id to target */
  GPtrArray *sheet_ids; /* of sheets: ids of their relations */
  GHashTable *codes;    /* of formats: number to CrmXlsxFormat */
  char *found;          /* owned: a target of the kind that is looked for */
  const char *wanted;   /* how the kind ends */
  gboolean in_formats;
  gboolean in_text;
  int phonetic; /* depth: how a text is pronounced is none of ours */
  gsize start;
} Reading;

static void
free_sheet (gpointer data)
{
  CrmXlsxSheet *sheet = data;
  g_free (sheet->name);
  g_free (sheet->part);
  g_free (sheet);
}

void
crm_xlsx_book_free (CrmXlsxBook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_array_unref (self->formats);
  g_string_free (self->texts, TRUE);
  g_array_unref (self->text_starts);
  g_free (self);
}

static void
ignore_end (gpointer data, const char *name)
{
}

static void
ignore_text (gpointer data, const char *text, gsize length)
{
}

/* Reads a part; one that is not there says nothing. */
static gboolean
read_part (const CrmTableSource *source, const char *part, guint64 bytes_most,
           const CrmXmlHandler *handler, gpointer data, gboolean *missing,
           GCancellable *cancellable, GError **error)
{
  CrmZip *zip = crm_zip_open (source, part, bytes_most, missing, error);
  g_autoptr (CrmXmlFeed) feed = NULL;
  if (zip == NULL)
    return *missing;
  feed = crm_xml_feed_new (zip, source->name, handler, data);
  return crm_xml_feed_all (feed, cancellable, error);
}

/* --- Relations */

static void
relation_cb (gpointer data, const char *name, const CrmXmlAttributes *attributes)
{
  Reading *reading = data;
  char id[128];
  g_autofree char *type = NULL;
  g_autofree char *target = NULL;
  if (strcmp (name, "Relationship") != 0)
    return;
  type = crm_xml_dup_attribute (attributes, "Type");
  target = crm_xml_dup_attribute (attributes, "Target");
  if (target == NULL)
    return;
  if (reading->found == NULL && reading->wanted != NULL && type != NULL &&
      g_str_has_suffix (type, reading->wanted))
    reading->found = g_strdup (target);
  if (crm_xml_get_attribute (attributes, "Id", id, sizeof id))
    g_hash_table_insert (reading->targets, g_strdup (id), g_steal_pointer (&target));
}

/* Where a target leads from the folder of a part: "worksheets/sheet1.xml" of "xl/workbook.xml". */
static char *
resolve (const char *part, const char *target)
{
  const char *slash = strrchr (part, '/');
  g_autofree char *folder =
      slash != NULL ? g_strndup (part, (gsize) (slash - part)) : g_strdup ("");
  g_autofree char *path =
      target[0] == '/' ? g_strdup (target) : g_strdup_printf ("/%s/%s", folder, target);
  g_autofree char *canonical = g_canonicalize_filename (path, "/");
  return g_strdup (canonical + 1);
}

static char *
make_relations_path (const char *part)
{
  const char *slash = strrchr (part, '/');
  gsize length = slash != NULL ? (gsize) (slash - part) + 1 : 0;
  g_autofree char *folder = g_strndup (part, length);
  return g_strdup_printf ("%s_rels/%s.rels", folder, part + length);
}

/* --- The workbook */

static void
workbook_cb (gpointer data, const char *name, const CrmXmlAttributes *attributes)
{
  Reading *reading = data;
  CrmXlsxBook *book = reading->book;
  char text[64];
  if (strcmp (name, "workbookPr") == 0) {
    crm_xml_get_attribute (attributes, "date1904", text, sizeof text);
    book->from_1904 = strcmp (text, "1") == 0 || strcmp (text, "true") == 0;
  } else if (strcmp (name, "sheet") == 0 && book->sheets->len < SHEETS_MOST) {
    CrmXlsxSheet *sheet = g_new0 (CrmXlsxSheet, 1);
    sheet->name = crm_xml_dup_attribute (attributes, "name");
    if (sheet->name == NULL)
      sheet->name = g_strdup_printf ("%u", book->sheets->len + 1);
    sheet->hidden = crm_xml_get_attribute (attributes, "state", text, sizeof text) &&
                    strcmp (text, "visible") != 0;
    g_ptr_array_add (book->sheets, sheet);
    g_ptr_array_add (reading->sheet_ids, NULL);
    for (int i = 0; i < attributes->n; i++)
      /* The id of the relation, not that of the sheet: it has a prefix. */
      if (strcmp ((const char *) attributes->items[5 * i], "id") == 0 &&
          attributes->items[5 * i + 1] != NULL)
        reading->sheet_ids->pdata[book->sheets->len - 1] =
            g_strndup ((const char *) attributes->items[5 * i + 3],
                       (gsize) (attributes->items[5 * i + 4] - attributes->items[5 * i + 3]));
  }
}

/* --- Formats */

static void
format_cb (gpointer data, const char *name, const CrmXmlAttributes *attributes)
{
  Reading *reading = data;
  char id[16];
  if (strcmp (name, "cellXfs") == 0)
    reading->in_formats = TRUE;
  crm_xml_get_attribute (attributes, "numFmtId", id, sizeof id);
  if (strcmp (name, "numFmt") == 0 && id[0] != '\0') {
    g_autofree char *code = crm_xml_dup_attribute (attributes, "formatCode");
    CrmXlsxFormat format = crm_xlsx_format_parse (code != NULL ? code : "");
    g_hash_table_insert (reading->codes, GINT_TO_POINTER (atoi (id)),
                         g_memdup2 (&format, sizeof format));
  } else if (reading->in_formats && strcmp (name, "xf") == 0) {
    const CrmXlsxFormat *own = g_hash_table_lookup (reading->codes, GINT_TO_POINTER (atoi (id)));
    CrmXlsxFormat format = own != NULL ? *own : crm_xlsx_format_builtin (atoi (id));
    g_array_append_val (reading->book->formats, format);
  }
}

static void
format_end_cb (gpointer data, const char *name)
{
  Reading *reading = data;
  if (strcmp (name, "cellXfs") == 0)
    reading->in_formats = FALSE;
}

/* --- Shared texts */

static void
text_start_cb (gpointer data, const char *name, const CrmXmlAttributes *attributes)
{
  Reading *reading = data;
  if (strcmp (name, "si") == 0)
    reading->start = reading->book->texts->len;
  else if (strcmp (name, "rPh") == 0)
    reading->phonetic++;
  else if (strcmp (name, "t") == 0)
    reading->in_text = reading->phonetic == 0;
}

static void
text_end_cb (gpointer data, const char *name)
{
  Reading *reading = data;
  if (strcmp (name, "t") == 0)
    reading->in_text = FALSE;
  else if (strcmp (name, "rPh") == 0)
    reading->phonetic--;
  else if (strcmp (name, "si") == 0) {
    g_string_append_c (reading->book->texts, '\0');
    g_array_append_val (reading->book->text_starts, reading->start);
  }
}

static void
text_cb (gpointer data, const char *text, gsize length)
{
  Reading *reading = data;
  /* No cell may have more: what is beyond shows as a cell that is too long. */
  if (reading->in_text && reading->book->texts->len - reading->start <= CRM_TABLE_CELL_MOST)
    g_string_append_len (reading->book->texts, text, (gssize) length);
}

/* --- All of it */

static gboolean
refuse (const CrmTableSource *source, GError **error)
{
  g_autoptr (CrmZip) open_document = NULL;
  g_autoptr (GError) unused = NULL;
  gboolean missing;
  open_document = crm_zip_open (source, "content.xml", SMALL_PART_MOST, &missing, &unused);
  return crm_table_source_refuse (
      source,
      open_document != NULL
          ? _ ("a spreadsheet of another kind, which must be saved as .xlsx or CSV first")
          : _ ("an archive without a spreadsheet in it, which must be unpacked first"),
      error);
}

static gboolean
read_all (CrmXlsxBook *self, Reading *reading, GCancellable *cancellable, GError **error)
{
  static const CrmXmlHandler relations = { relation_cb, ignore_end, ignore_text };
  static const CrmXmlHandler workbook = { workbook_cb, ignore_end, ignore_text };
  static const CrmXmlHandler formats = { format_cb, format_end_cb, ignore_text };
  static const CrmXmlHandler texts = { text_start_cb, text_end_cb, text_cb };
  const CrmTableSource *source = self->source;
  gboolean missing;
  g_autofree char *part = NULL;
  g_autofree char *relations_path = NULL;
  g_autofree char *styles = NULL;
  g_autofree char *shared = NULL;

  reading->wanted = "/officeDocument";
  if (!read_part (source, "_rels/.rels", SMALL_PART_MOST, &relations, reading, &missing,
                  cancellable, error))
    return FALSE;
  part = resolve ("", reading->found != NULL ? reading->found : "xl/workbook.xml");
  if (!read_part (source, part, SMALL_PART_MOST, &workbook, reading, &missing, cancellable, error))
    return FALSE;
  if (missing || self->sheets->len == 0)
    return refuse (source, error);
  g_hash_table_remove_all (reading->targets);
  g_clear_pointer (&reading->found, g_free);
  reading->wanted = "/sharedStrings";
  relations_path = make_relations_path (part);
  if (!read_part (source, relations_path, SMALL_PART_MOST, &relations, reading, &missing,
                  cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->sheets->len; i++) {
    CrmXlsxSheet *sheet = self->sheets->pdata[i];
    const char *id = reading->sheet_ids->pdata[i];
    const char *target = id != NULL ? g_hash_table_lookup (reading->targets, id) : NULL;
    g_autofree char *usual = g_strdup_printf ("worksheets/sheet%u.xml", i + 1);
    sheet->part = resolve (part, target != NULL ? target : usual);
  }
  styles = resolve (part, "styles.xml");
  shared = resolve (part, reading->found != NULL ? reading->found : "sharedStrings.xml");
  return read_part (source, styles, SMALL_PART_MOST, &formats, reading, &missing, cancellable,
                    error) &&
         read_part (source, shared, TEXTS_MOST, &texts, reading, &missing, cancellable, error);
}

/*
 * crm_xlsx_book_open:
 * @source: a file that begins as a zip archive; it outlives the book
 * @cancellable: (nullable): stops it
 * @error: INVALID: it is no spreadsheet, damaged, or protected
 *
 * Returns: (transfer full) (nullable): the workbook
 */
CrmXlsxBook *
crm_xlsx_book_open (const CrmTableSource *source, GCancellable *cancellable, GError **error)
{
  CrmXlsxBook *self = g_new0 (CrmXlsxBook, 1);
  Reading reading = { .book = self };
  gboolean done;

  self->source = source;
  self->sheets = g_ptr_array_new_with_free_func (free_sheet);
  self->formats = g_array_new (FALSE, FALSE, sizeof (CrmXlsxFormat));
  self->texts = g_string_new (NULL);
  self->text_starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  reading.targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reading.sheet_ids = g_ptr_array_new_with_free_func (g_free);
  reading.codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  done = read_all (self, &reading, cancellable, error);
  g_hash_table_unref (reading.targets);
  g_ptr_array_unref (reading.sheet_ids);
  g_hash_table_unref (reading.codes);
  g_free (reading.found);
  if (!done)
    g_clear_pointer (&self, crm_xlsx_book_free);
  return self;
}

/* A shared text; NULL where there is none. */
const char *
crm_xlsx_book_get_text (CrmXlsxBook *self, guint64 index)
{
  return index < self->text_starts->len
             ? self->texts->str + g_array_index (self->text_starts, gsize, index)
             : NULL;
}

CrmXlsxFormat
crm_xlsx_book_get_format (CrmXlsxBook *self, guint64 index)
{
  return index < self->formats->len ? g_array_index (self->formats, CrmXlsxFormat, index)
                                    : (CrmXlsxFormat) { CRM_XLSX_PLAIN, 0 };
}
