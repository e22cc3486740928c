/* A PDF from cairo, finished: with the document's language and what its pictures show, which cairo
 * cannot say, and with small objects packed. */
#include "config.h"

#include "crm-pdf-private.h"

#include <string.h>

#define MOST_OBJECTS 10000000
#define MOST_PACKED 4096 /* in one stream: readers unpack all of it for one */

/* Where an object is: at an offset of the file, or the number of a stream and the place in it. */
typedef struct {
  guint kind; /* 0 free, 1 at an offset, 2 in a stream */
  guint64 where;
  guint index;
} Entry;

typedef struct {
  const char *data;
  gsize size;
  gsize xref; /* offset of the cross-reference stream */
  GArray *entries;
  guint root;
  guint info;
} File;

static const char *
find_bytes (const char *from, const char *to, const char *text)
{
  gsize length = strlen (text);
  for (const char *p = from; p + length <= to; p++)
    if (memcmp (p, text, length) == 0)
      return p;
  return NULL;
}

static const char *
find_last (const char *from, const char *to, const char *text)
{
  gsize length = strlen (text);
  for (const char *p = to - length; p >= from; p--)
    if (memcmp (p, text, length) == 0)
      return p;
  return NULL;
}

/* The number after a key of a dictionary. */
static gboolean
read_key (const char *from, const char *to, const char *key, guint64 *value)
{
  gsize length = strlen (key);
  for (const char *p = from; (p = find_bytes (p, to, key)) != NULL; p += length) {
    const char *digits = p + length;
    while (digits < to && (*digits == ' ' || *digits == '['))
      digits++;
    if (digits == p + length || digits >= to || !g_ascii_isdigit (*digits))
      continue;
    *value = g_ascii_strtoull (digits, NULL, 10);
    return TRUE;
  }
  return FALSE;
}

static GBytes *
convert (GConverter *converter, const void *data, gsize size)
{
  g_autoptr (GInputStream) source = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (source, converter);
  g_autoptr (GOutputStream) target = g_memory_output_stream_new_resizable ();
  if (g_output_stream_splice (target, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (target));
}

static GBytes *
decompress (const void *data, gsize size)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  return convert (G_CONVERTER (zlib), data, size);
}

static GBytes *
compress (GBytes *bytes)
{
  g_autoptr (GZlibCompressor) zlib = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  return convert (G_CONVERTER (zlib), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* What a stream object holds, unpacked; and where its dictionary ends. */
static GBytes *
read_stream (const char *from, const char *to, const char **dictionary_end)
{
  const char *stream = find_bytes (from, to, "stream\n");
  const char *end = find_last (from, to, "endstream");
  if (stream == NULL || end == NULL || end < stream + 7 ||
      find_bytes (from, stream, "/FlateDecode") == NULL ||
      find_bytes (from, stream, "/DecodeParms") != NULL)
    return NULL;
  *dictionary_end = stream;
  return decompress (stream + 7, (gsize) (end - stream - 7));
}

static gboolean
read_entries (File *file, const char *dictionary, const char *end, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const char *widths = find_bytes (dictionary, end, "/W [");
  guint64 n_objects;
  guint width[3];
  if (widths == NULL || find_bytes (dictionary, end, "/Index") != NULL ||
      !read_key (dictionary, end, "/Size", &n_objects) || n_objects > MOST_OBJECTS)
    return FALSE;
  char *p = (char *) widths + 4;
  for (guint i = 0; i < 3; i++) {
    width[i] = (guint) g_ascii_strtoull (p, &p, 10);
    if (width[i] > 8)
      return FALSE;
  }
  if (size < n_objects * (width[0] + width[1] + width[2]))
    return FALSE;
  for (guint64 i = 0; i < n_objects; i++) {
    guint64 fields[3] = { 0 };
    for (guint j = 0; j < 3; j++)
      for (guint k = 0; k < width[j]; k++)
        fields[j] = fields[j] << 8 | *data++;
    Entry entry = { (guint) fields[0], fields[1], (guint) fields[2] };
    if (entry.kind == 1 && entry.where >= file->size)
      return FALSE;
    g_array_append_val (file->entries, entry);
  }
  return TRUE;
}

static gboolean
read_file (File *file)
{
  const char *end = file->data + file->size;
  const char *start = find_last (file->data, end, "startxref\n");
  guint64 root, info;
  if (start == NULL)
    return FALSE;
  file->xref = (gsize) g_ascii_strtoull (start + 10, NULL, 10);
  if (file->xref >= file->size)
    return FALSE;
  const char *dictionary = file->data + file->xref, *dictionary_end;
  g_autoptr (GBytes) bytes = read_stream (dictionary, start, &dictionary_end);
  if (bytes == NULL || !read_entries (file, dictionary, dictionary_end, bytes) ||
      !read_key (dictionary, dictionary_end, "/Root", &root) ||
      !read_key (dictionary, dictionary_end, "/Info", &info) || root >= file->entries->len)
    return FALSE;
  file->root = (guint) root;
  file->info = (guint) info;
  return TRUE;
}

static Entry *
get_entry (const File *file, guint number)
{
  return &g_array_index (file->entries, Entry, number);
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  guint64 left = **(const guint64 *const *) a, right = **(const guint64 *const *) b;
  return left < right ? -1 : left > right;
}

/* An object's end: where the next one begins. */
static const char *
find_end (const File *file, guint64 offset)
{
  guint64 end = file->xref;
  for (guint i = 0; i < file->entries->len; i++) {
    const Entry *entry = get_entry (file, i);
    if (entry->kind == 1 && entry->where > offset && entry->where < end)
      end = entry->where;
  }
  return file->data + end;
}

/* The text of the catalog, from between its angle brackets. */
static char *
read_catalog (const File *file)
{
  const Entry *entry = get_entry (file, file->root);
  g_autofree char *text = NULL;
  if (entry->kind == 1) {
    const char *end = find_end (file, entry->where);
    text = g_strndup (file->data + entry->where, (gsize) (end - file->data) - entry->where);
  } else if (entry->kind == 2 && entry->where < file->entries->len &&
             get_entry (file, (guint) entry->where)->kind == 1) {
    guint64 offset = get_entry (file, (guint) entry->where)->where, first;
    const char *dictionary_end;
    g_autoptr (GBytes) bytes =
        read_stream (file->data + offset, find_end (file, offset), &dictionary_end);
    if (bytes == NULL || !read_key (file->data + offset, dictionary_end, "/First", &first))
      return NULL;
    g_autofree char *all = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    char *p = all;
    guint64 place = 0;
    for (guint i = 0; i <= entry->index; i++) {
      g_ascii_strtoull (p, &p, 10);
      place = g_ascii_strtoull (p, &p, 10);
    }
    if (first + place >= strlen (all))
      return NULL;
    text = g_strdup (all + first + place);
  }
  const char *open = text != NULL ? strstr (text, "<<") : NULL;
  if (open == NULL)
    return NULL;
  guint depth = 0;
  for (const char *p = open; p[0] != '\0' && p[1] != '\0'; p++) {
    if (memcmp (p, "<<", 2) == 0)
      depth++, p++;
    else if (memcmp (p, ">>", 2) == 0 && --depth == 0)
      return g_strndup (open + 2, (gsize) (p - open - 2));
    else if (memcmp (p, ">>", 2) == 0)
      p++;
  }
  return NULL;
}

static void append_format (GByteArray *bytes, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
append_format (GByteArray *bytes, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
append_bytes (GByteArray *target, GBytes *bytes)
{
  g_byte_array_append (target, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
}

/* Cairo names a picture in the resources of a page once for every time that it is shown there,
 * which strict readers warn of: repeated words between "/XObject <<" and ">>" are left out. */
static void
append_object (GString *bodies, const char *from, const char *to)
{
  const char *begin = find_bytes (from, to, "/XObject <<");
  const char *end = begin != NULL ? find_bytes (begin, to, ">>") : NULL;
  if (end == NULL) {
    g_string_append_len (bodies, from, to - from);
    return;
  }
  begin += strlen ("/XObject <<");
  g_string_append_len (bodies, from, begin - from);
  g_autofree char *list = g_strndup (begin, (gsize) (end - begin));
  g_auto (GStrv) names = g_strsplit (list, "/", -1);
  for (gsize i = 0; names[i] != NULL; i++) {
    gsize j = 0;
    g_strchomp (names[i]);
    while (j < i && !g_str_equal (names[j], names[i]))
      j++;
    if (j == i)
      g_string_append_printf (bodies, "%s%s ", i > 0 ? "/" : "", names[i]);
  }
  g_string_append_len (bodies, end, to - end);
}

/* Objects without a stream are small and much alike: together they pack to a fifth. */
typedef struct {
  GArray *numbers; /* owned, of guint */
  GString *heads;  /* owned: their numbers and places */
  GString *bodies; /* owned */
  const GPtrArray *figures;
  guint n_figures; /* told of */
} Pack;

static void
append_figure (Pack *pack, const CrmPdfFigure *figure)
{
  g_autofree gunichar2 *text = g_utf8_to_utf16 (figure->description, -1, NULL, NULL, NULL);
  char edges[4][G_ASCII_DTOSTR_BUF_SIZE];
  for (guint i = 0; i < 4; i++)
    g_ascii_formatd (edges[i], sizeof edges[i], "%.2f", figure->edges[i]);
  g_string_append (pack->bodies, " /Alt <FEFF");
  for (gsize i = 0; text != NULL && text[i] != 0; i++)
    g_string_append_printf (pack->bodies, "%04X", text[i]);
  g_string_append_printf (pack->bodies,
                          "> /A << /O /Layout /Placement /Block /BBox [%s %s %s %s] >>\n", edges[0],
                          edges[1], edges[2], edges[3]);
}

static void
add_to_pack (Pack *pack, guint number, const char *from, const char *to)
{
  const char *figure = find_bytes (from, to, "/S /Figure");
  const char *end = figure != NULL ? find_last (from, to, ">>") : NULL;
  g_string_append_printf (pack->heads, "%u %" G_GSIZE_FORMAT " ", number, pack->bodies->len);
  g_array_append_val (pack->numbers, number);
  if (end == NULL || pack->n_figures >= pack->figures->len) {
    append_object (pack->bodies, from, to);
    return;
  }
  append_object (pack->bodies, from, end);
  append_figure (pack, pack->figures->pdata[pack->n_figures++]);
  g_string_append_len (pack->bodies, end, to - end);
}

/* Writes the packed objects as one stream, whose number is the first that is free. */
static void
write_pack (GByteArray *target, File *file, Pack *pack)
{
  guint number = file->entries->len;
  Entry own = { 1, target->len, 0 };
  gsize first = pack->heads->len;
  g_string_append_len (pack->heads, pack->bodies->str, (gssize) pack->bodies->len);
  g_autoptr (GBytes) bytes = g_bytes_new (pack->heads->str, pack->heads->len);
  g_autoptr (GBytes) data = compress (bytes);
  append_format (target,
                 "%u 0 obj\n<< /Type /ObjStm /Length %" G_GSIZE_FORMAT
                 " /Filter /FlateDecode /N %u /First %" G_GSIZE_FORMAT " >>\nstream\n",
                 number, g_bytes_get_size (data), pack->numbers->len, first);
  append_bytes (target, data);
  append_format (target, "\nendstream\nendobj\n");
  g_array_append_val (file->entries, own);
  for (guint i = 0; i < pack->numbers->len; i++)
    *get_entry (file, g_array_index (pack->numbers, guint, i)) = (Entry) { 2, number, i };
  g_array_set_size (pack->numbers, 0);
  g_string_truncate (pack->heads, 0);
  g_string_truncate (pack->bodies, 0);
}

static gboolean
pack_object (Pack *pack, guint number, const char *from, const char *to)
{
  const char *begin = find_bytes (from, MIN (to, from + 40), " obj\n");
  const char *end = find_last (from, to, "endobj");
  if (begin == NULL || end == NULL || find_bytes (from, end, "stream\n") != NULL)
    return FALSE;
  add_to_pack (pack, number, begin + 5, end);
  return TRUE;
}

/* What cairo has packed is packed anew with the rest; it goes as it is where it is not understood.
 */
static gboolean
pack_stream (GByteArray *target, File *file, Pack *pack, guint stream, const char *from,
             const char *to)
{
  const char *dictionary_end = find_bytes (from, MIN (to, from + 400), "stream\n");
  guint64 n, first;
  if (dictionary_end == NULL || find_bytes (from, dictionary_end, "/ObjStm") == NULL ||
      !read_key (from, dictionary_end, "/N", &n) ||
      !read_key (from, dictionary_end, "/First", &first) || n > MOST_OBJECTS)
    return FALSE;
  g_autoptr (GBytes) bytes = read_stream (from, to, &dictionary_end);
  if (bytes == NULL || first > g_bytes_get_size (bytes))
    return FALSE;
  gsize size = g_bytes_get_size (bytes) - first;
  g_autofree char *heads = g_strndup (g_bytes_get_data (bytes, NULL), first);
  g_autofree guint64 *places = g_new (guint64, 2 * n + 2);
  char *p = heads;
  for (guint64 i = 0; i < 2 * n; i++)
    places[i] = g_ascii_strtoull (p, &p, 10);
  places[2 * n + 1] = size;
  for (guint64 i = 0; i < n; i++)
    if (places[2 * i] >= file->entries->len || places[2 * i + 1] > places[2 * i + 3])
      return FALSE;
  const char *body = (const char *) g_bytes_get_data (bytes, NULL) + first;
  for (guint64 i = 0; i < n; i++) {
    const Entry *entry = get_entry (file, (guint) places[2 * i]);
    if (entry->kind != 2 || entry->where != stream || places[2 * i] == file->root)
      continue;
    add_to_pack (pack, (guint) places[2 * i], body + places[2 * i + 1], body + places[2 * i + 3]);
    if (pack->numbers->len >= MOST_PACKED)
      write_pack (target, file, pack);
  }
  *get_entry (file, stream) = (Entry) { 0 };
  return TRUE;
}

static void
write_xref (GByteArray *target, const File *file)
{
  g_autoptr (GByteArray) table = g_byte_array_new ();
  guint64 place = target->len;
  const char *number = file->data + file->xref;
  guint own = (guint) g_ascii_strtoull (number, NULL, 10);
  if (own < file->entries->len)
    *get_entry (file, own) = (Entry) { 1, place, 0 };
  for (guint i = 0; i < file->entries->len; i++) {
    const Entry *entry = get_entry (file, i);
    const guint8 row[] = { (guint8) entry->kind,          (guint8) (entry->where >> 24),
                           (guint8) (entry->where >> 16), (guint8) (entry->where >> 8),
                           (guint8) entry->where,         (guint8) (entry->index >> 8),
                           (guint8) entry->index };
    g_byte_array_append (table, row, sizeof row);
  }
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (g_steal_pointer (&table));
  g_autoptr (GBytes) packed = compress (bytes);
  append_format (target,
                 "%u 0 obj\n<< /Type /XRef /Length %" G_GSIZE_FORMAT
                 " /Filter /FlateDecode /Size %u /W [1 4 2] /Root %u 0 R /Info %u 0 R >>\nstream\n",
                 own, g_bytes_get_size (packed), file->entries->len, file->root, file->info);
  append_bytes (target, packed);
  append_format (target, "\nendstream\nendobj\nstartxref\n%" G_GUINT64_FORMAT "\n%%%%EOF\n", place);
}

static char *
make_catalog (const char *catalog, const char *language)
{
  g_autoptr (GString) text = g_string_new (catalog);
  if (strstr (catalog, "/Lang") == NULL)
    g_string_append_printf (text, " /Lang (%s)", language);
  if (strstr (catalog, "/MarkInfo") == NULL && strstr (catalog, "/StructTreeRoot") != NULL)
    g_string_append (text, " /MarkInfo << /Marked true >>");
  if (strstr (catalog, "/ViewerPreferences") == NULL)
    g_string_append (text, " /ViewerPreferences << /DisplayDocTitle true >>");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
pack_clear (Pack *pack)
{
  g_array_unref (pack->numbers);
  g_string_free (pack->heads, TRUE);
  g_string_free (pack->bodies, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pack, pack_clear)

static GBytes *
rewrite (File *file, const char *catalog, const GPtrArray *figures)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_auto (Pack) pack = { g_array_new (FALSE, FALSE, sizeof (guint)), g_string_new (NULL),
                         g_string_new (NULL), figures };
  GByteArray *target = g_byte_array_new ();
  g_autoptr (GArray) entries = g_array_copy (file->entries);
  for (guint i = 0; i < entries->len; i++) {
    Entry *entry = &g_array_index (entries, Entry, i);
    if (entry->kind == 1 && entry->where < file->xref && i != file->root)
      g_ptr_array_add (order, &entry->where);
  }
  g_ptr_array_sort (order, compare_offsets);
  guint64 first = order->len > 0 ? *(guint64 *) order->pdata[0] : file->xref;
  g_byte_array_append (target, (const guint8 *) file->data, (guint) first);
  for (guint i = 0; i < order->len; i++) {
    guint64 where = *(guint64 *) order->pdata[i];
    guint64 next = i + 1 < order->len ? *(guint64 *) order->pdata[i + 1] : file->xref;
    const char *from = file->data + where, *to = file->data + next;
    guint number = (guint) g_ascii_strtoull (from, NULL, 10);
    if (pack.numbers->len >= MOST_PACKED)
      write_pack (target, file, &pack);
    if (number < entries->len && (pack_object (&pack, number, from, to) ||
                                  pack_stream (target, file, &pack, number, from, to)))
      continue;
    if (number < entries->len)
      get_entry (file, number)->where = target->len;
    g_byte_array_append (target, (const guint8 *) from, (guint) (to - from));
  }
  g_string_append_printf (pack.heads, "%u %" G_GSIZE_FORMAT " ", file->root, pack.bodies->len);
  g_string_append_printf (pack.bodies, "<<%s >>\n", catalog);
  g_array_append_val (pack.numbers, file->root);
  write_pack (target, file, &pack);
  write_xref (target, file);
  return g_byte_array_free_to_bytes (target);
}

/**
 * crm_pdf_finish:
 * @pdf: what cairo wrote
 * @language: language of the document, of letters and dashes
 * @figures: (element-type CrmPdfFigure): the pictures that are part of the text, in its order
 *
 * Writes the language into the catalog, tells what pictures show and packs small objects.
 *
 * Returns: (transfer full): the finished file; @pdf itself if it is not made as cairo 1.18 makes
 * it, which is a good file as well
 */
GBytes *
crm_pdf_finish (GBytes *pdf, const char *language, const GPtrArray *figures)
{
  File file = { 0 };
  GBytes *finished = NULL;
  file.data = g_bytes_get_data (pdf, &file.size);
  file.entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  if (file.size < G_MAXUINT32 / 2 &&
      strspn (language, "abcdefghijklmnopqrstuvwxyz"
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == strlen (language) &&
      read_file (&file)) {
    g_autofree char *catalog = read_catalog (&file);
    g_autofree char *completed = catalog != NULL ? make_catalog (catalog, language) : NULL;
    if (completed != NULL)
      finished = rewrite (&file, completed, figures);
  }
  g_array_unref (file.entries);
  return finished != NULL ? finished : g_bytes_ref (pdf);
}
