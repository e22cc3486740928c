/* TrueType fonts as a PDF wants them: outlines and widths alone. Hinting programs are three
 * quarters of a subset and do nothing on paper; the sign for what a font lacks is in every subset,
 * in none of our texts, and as large as twenty letters. */
#include "config.h"

#include "crm-pdf-private.h"

#include <string.h>

#define DIRECTORY 12 /* bytes before the table directory */
#define ENTRY 16
#define MOST_FONTS 256 /* of a collection */
#define LOCA_FORMAT 50 /* in the head: whether offsets have four bytes */
#define MOST_TABLES 64
#define HAS_INSTRUCTIONS 0x0100
#define MORE_COMPONENTS 0x0020
#define WORDS 0x0001
#define SCALE 0x0008
#define TWO_SCALES 0x0040
#define MATRIX 0x0080
#define CHECKSUM_MAGIC 0xb1b0afbaU

typedef struct {
  const guint8 *data;
  gsize size;
} Slice;

/* A file, and the directory of tables of one of its fonts. */
typedef struct {
  Slice file;
  const guint8 *directory;
} Font;

typedef struct {
  char tag[5];
  GByteArray *data; /* owned */
} Table;

static guint
read_16 (const guint8 *p)
{
  return (guint) p[0] << 8 | p[1];
}

static guint32
read_32 (const guint8 *p)
{
  return (guint32) read_16 (p) << 16 | read_16 (p + 2);
}

static void
write_16 (guint8 *p, guint value)
{
  p[0] = (guint8) (value >> 8);
  p[1] = (guint8) value;
}

static void
write_32 (guint8 *p, guint32 value)
{
  write_16 (p, value >> 16);
  write_16 (p + 2, value & 0xffff);
}

/* Finds the directory: at the beginning, or where a collection of fonts says. */
static gboolean
open_font (Slice file, guint index, Font *font)
{
  gsize at = 0;
  if (file.size < DIRECTORY)
    return FALSE;
  if (memcmp (file.data, "ttcf", 4) == 0) {
    if (index >= MIN (read_32 (file.data + 8), MOST_FONTS) ||
        file.size < DIRECTORY + 4 * ((gsize) index + 1))
      return FALSE;
    at = read_32 (file.data + DIRECTORY + 4 * index);
  } else if (index > 0) {
    return FALSE;
  }
  if (at > file.size - DIRECTORY || read_16 (file.data + at + 4) > MOST_TABLES ||
      file.size - at < DIRECTORY + (gsize) read_16 (file.data + at + 4) * ENTRY)
    return FALSE;
  *font = (Font) { file, file.data + at };
  return TRUE;
}

static gboolean
find_table (const Font *font, const char *tag, Slice *table)
{
  guint n = read_16 (font->directory + 4);
  for (guint i = 0; i < n; i++) {
    const guint8 *entry = font->directory + DIRECTORY + i * ENTRY;
    if (memcmp (entry, tag, 4) != 0)
      continue;
    gsize offset = read_32 (entry + 8), length = read_32 (entry + 12);
    if (offset > font->file.size || length > font->file.size - offset)
      return FALSE;
    *table = (Slice) { font->file.data + offset, length };
    return TRUE;
  }
  return FALSE;
}

/* A glyph of contours: ends of contours, length of instructions, instructions, points. */
static gboolean
strip_simple (Slice glyph, guint n_contours, GByteArray *result)
{
  static const guint8 NONE[2] = { 0, 0 };
  gsize head = 10 + 2 * (gsize) n_contours;
  if (head + 2 > glyph.size)
    return FALSE;
  gsize length = read_16 (glyph.data + head);
  if (head + 2 + length > glyph.size)
    return FALSE;
  g_byte_array_append (result, glyph.data, (guint) head);
  g_byte_array_append (result, NONE, 2);
  g_byte_array_append (result, glyph.data + head + 2 + length,
                       (guint) (glyph.size - head - 2 - length));
  return TRUE;
}

/* A glyph of other glyphs: components, then instructions if any component says so. */
static gboolean
strip_composite (Slice glyph, GByteArray *result)
{
  gsize at = 10;
  guint flags, start = result->len;
  do {
    if (at + 4 > glyph.size)
      return FALSE;
    flags = read_16 (glyph.data + at);
    at += 4 + (flags & WORDS ? 4 : 2);
    at += flags & MATRIX ? 8 : flags & TWO_SCALES ? 4 : flags & SCALE ? 2 : 0;
  } while (flags & MORE_COMPONENTS);
  if (at > glyph.size)
    return FALSE;
  g_byte_array_append (result, glyph.data, (guint) at);
  for (gsize i = 10;;) {
    guint8 *component = result->data + start + i;
    flags = read_16 (component);
    write_16 (component, flags & ~HAS_INSTRUCTIONS);
    if (!(flags & MORE_COMPONENTS))
      return TRUE;
    i += 4 + (flags & WORDS ? 4 : 2);
    i += flags & MATRIX ? 8 : flags & TWO_SCALES ? 4 : flags & SCALE ? 2 : 0;
  }
}

static void
pad (GByteArray *bytes)
{
  static const guint8 ZEROS[4] = { 0 };
  g_byte_array_append (bytes, ZEROS, (4 - bytes->len % 4) % 4);
}

/* Offsets are written as numbers of four bytes. Glyph 0, of what a font lacks, becomes empty. */
static gboolean
strip_glyphs (const Font *font, GByteArray *glyf, GByteArray *loca)
{
  Slice head, maxp, old_glyf, old_loca;
  if (!find_table (font, "head", &head) || !find_table (font, "maxp", &maxp) ||
      !find_table (font, "glyf", &old_glyf) || !find_table (font, "loca", &old_loca) ||
      head.size < 54 || maxp.size < 6)
    return FALSE;
  guint n_glyphs = read_16 (maxp.data + 4);
  gboolean wide = read_16 (head.data + LOCA_FORMAT) != 0;
  if (old_loca.size < (gsize) (n_glyphs + 1) * (wide ? 4 : 2))
    return FALSE;
  for (guint i = 0; i <= n_glyphs; i++) {
    guint8 offset[4];
    write_32 (offset, glyf->len);
    g_byte_array_append (loca, offset, 4);
    if (i == n_glyphs)
      break;
    gsize from = wide ? read_32 (old_loca.data + 4 * i) : 2 * read_16 (old_loca.data + 2 * i);
    gsize to = wide ? read_32 (old_loca.data + 4 * i + 4) : 2 * read_16 (old_loca.data + 2 * i + 2);
    if (from > to || to > old_glyf.size)
      return FALSE;
    Slice glyph = { old_glyf.data + from, to - from };
    if (glyph.size == 0 || i == 0)
      continue;
    if (glyph.size < 12)
      return FALSE;
    guint n_contours = read_16 (glyph.data);
    if (n_contours & 0x8000 ? !strip_composite (glyph, glyf)
                            : !strip_simple (glyph, n_contours, glyf))
      return FALSE;
    pad (glyf);
  }
  return TRUE;
}

/* Offsets take two bytes where that is enough, and the head says so. */
static void
shorten_offsets (GByteArray *loca, GByteArray *head, guint most)
{
  gboolean wide = most / 2 > G_MAXUINT16;
  write_16 (head->data + LOCA_FORMAT, wide);
  if (wide)
    return;
  for (guint i = 0; i < loca->len / 4; i++)
    write_16 (loca->data + 2 * i, read_32 (loca->data + 4 * i) / 2);
  g_byte_array_set_size (loca, loca->len / 2);
}

static guint32
sum_words (const GByteArray *bytes)
{
  guint32 sum = 0;
  for (guint i = 0; i + 4 <= bytes->len; i += 4)
    sum += read_32 (bytes->data + i);
  return sum;
}

/* Puts tables behind a directory of them, with the checksums that readers look at. */
static GBytes *
assemble (guint32 version, Table *tables, guint n)
{
  GByteArray *font = g_byte_array_new ();
  guint power = 1, log = 0, head_at = 0;
  while (power * 2 <= n) {
    power *= 2;
    log++;
  }
  g_byte_array_set_size (font, DIRECTORY + n * ENTRY);
  write_32 (font->data, version);
  write_16 (font->data + 4, n);
  write_16 (font->data + 6, power * ENTRY);
  write_16 (font->data + 8, log);
  write_16 (font->data + 10, n * ENTRY - power * ENTRY);
  for (guint i = 0; i < n; i++) {
    guint length = tables[i].data->len;
    pad (tables[i].data);
    if (memcmp (tables[i].tag, "head", 4) == 0) {
      head_at = font->len;
      write_32 (tables[i].data->data + 8, 0);
    }
    guint8 *entry = font->data + DIRECTORY + i * ENTRY;
    memcpy (entry, tables[i].tag, 4);
    write_32 (entry + 4, sum_words (tables[i].data));
    write_32 (entry + 8, font->len);
    write_32 (entry + 12, length);
    g_byte_array_append (font, tables[i].data->data, tables[i].data->len);
  }
  write_32 (font->data + head_at + 8, CHECKSUM_MAGIC - sum_words (font));
  return g_byte_array_free_to_bytes (font);
}

static void
clear_table (gpointer data)
{
  g_byte_array_unref (((Table *) data)->data);
}

/**
 * crm_pdf_prune_font:
 * @bytes: a TrueType font, or a collection of them
 * @index: which of a collection; else 0
 *
 * Takes all out of a font that glyphs chosen by their numbers do without: hinting, the map of
 * characters, features. A font that varies is left alone: its outlines alone are not those that
 * were asked for.
 *
 * Returns: (transfer full) (nullable): the font; %NULL if it is not made as expected
 */
GBytes *
crm_pdf_prune_font (GBytes *bytes, guint index)
{
  /* In the order that the format recommends for a directory: by the codes of letters. */
  static const char *const KEPT[] = {
    "OS/2", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name"
  };
  Slice file, old;
  Font font;
  file.data = g_bytes_get_data (bytes, &file.size);
  if (!open_font (file, index, &font) || find_table (&font, "fvar", &old))
    return NULL;
  g_autoptr (GByteArray) glyf = g_byte_array_new ();
  g_autoptr (GByteArray) loca = g_byte_array_new ();
  g_autoptr (GArray) tables = g_array_new (FALSE, TRUE, sizeof (Table));
  g_array_set_clear_func (tables, clear_table);
  if (!strip_glyphs (&font, glyf, loca))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (KEPT); i++) {
    Table table = { 0 };
    if (!find_table (&font, KEPT[i], &old))
      continue;
    memcpy (table.tag, KEPT[i], 4);
    if (g_str_equal (KEPT[i], "glyf"))
      table.data = g_byte_array_ref (glyf);
    else if (g_str_equal (KEPT[i], "loca"))
      table.data = g_byte_array_ref (loca);
    else
      table.data = g_byte_array_append (g_byte_array_new (), old.data, (guint) old.size);
    if (g_str_equal (KEPT[i], "head"))
      shorten_offsets (loca, table.data, glyf->len);
    g_array_append_val (tables, table);
  }
  return assemble (read_32 (font.directory), (Table *) (void *) tables->data, tables->len);
}
