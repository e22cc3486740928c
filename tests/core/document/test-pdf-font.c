/* Fonts as a PDF embeds them: the same outlines and widths, less of everything else, and no harm
 * from a file that is not whole. */
#include "config.h"

#include "crm-pdf-private.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H
#include <glib/gstdio.h>
#include <string.h>

/* The file of a font that forms are printed in. */
static GBytes *
read_font (const char *name)
{
  FcPattern *asked = FcNameParse ((const FcChar8 *) name), *found;
  g_autoptr (GError) error = NULL;
  FcChar8 *path = NULL;
  FcResult result;
  char *data;
  gsize size;
  FcConfigSubstitute (NULL, asked, FcMatchPattern);
  FcDefaultSubstitute (asked);
  found = FcFontMatch (NULL, asked, &result);
  g_assert_nonnull (found);
  g_assert_cmpint (FcPatternGetString (found, FC_FILE, 0, &path), ==, FcResultMatch);
  g_file_get_contents ((const char *) path, &data, &size, &error);
  g_assert_no_error (error);
  FcPatternDestroy (asked);
  FcPatternDestroy (found);
  return g_bytes_new_take (data, size);
}

static FT_Face
open_face (FT_Library library, GBytes *font)
{
  FT_Face face;
  gsize size;
  const guint8 *data = g_bytes_get_data (font, &size);
  g_assert_cmpint (FT_New_Memory_Face (library, data, (FT_Long) size, 0, &face), ==, 0);
  return face;
}

static void
assert_same_glyph (FT_Face left, FT_Face right, guint glyph)
{
  const FT_Outline *a = &left->glyph->outline, *b = &right->glyph->outline;
  g_assert_cmpint (FT_Load_Glyph (left, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING), ==, 0);
  g_assert_cmpint (FT_Load_Glyph (right, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING), ==, 0);
  g_assert_cmpint (left->glyph->metrics.horiAdvance, ==, right->glyph->metrics.horiAdvance);
  g_assert_cmpint (a->n_contours, ==, b->n_contours);
  g_assert_cmpint (a->n_points, ==, b->n_points);
  g_assert_cmpmem (a->points, (gsize) a->n_points * sizeof *a->points, b->points,
                   (gsize) b->n_points * sizeof *b->points);
  g_assert_cmpmem (a->contours, (gsize) a->n_contours * sizeof *a->contours, b->contours,
                   (gsize) b->n_contours * sizeof *b->contours);
}

static gboolean
has_table (FT_Face face, FT_ULong tag)
{
  FT_ULong length = 0;
  return FT_Load_Sfnt_Table (face, tag, 0, NULL, &length) == 0;
}

static void
test_outlines (void)
{
  static const char *const NAMES[] = { "PT Sans", "PT Sans:bold", "Liberation Sans",
                                       "DejaVu Sans" };
  FT_Library library;
  g_assert_cmpint (FT_Init_FreeType (&library), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (NAMES); i++) {
    g_autoptr (GBytes) font = read_font (NAMES[i]);
    g_autoptr (GBytes) pruned = crm_pdf_prune_font (font, 0);
    g_assert_nonnull (pruned);
    g_assert_cmpuint (g_bytes_get_size (pruned), <, g_bytes_get_size (font) * 3 / 4);
    FT_Face before = open_face (library, font), after = open_face (library, pruned);
    g_assert_cmpint (before->num_glyphs, ==, after->num_glyphs);
    g_assert_cmpstr (FT_Get_Postscript_Name (before), ==, FT_Get_Postscript_Name (after));
    for (guint glyph = 1; glyph < (guint) before->num_glyphs; glyph++)
      assert_same_glyph (before, after, glyph);
    g_assert_true (has_table (before, FT_MAKE_TAG ('c', 'm', 'a', 'p')));
    g_assert_false (has_table (after, FT_MAKE_TAG ('c', 'm', 'a', 'p')));
    g_assert_false (has_table (after, FT_MAKE_TAG ('f', 'p', 'g', 'm')));
    g_assert_cmpint (FT_Load_Glyph (after, 0, FT_LOAD_NO_SCALE), ==, 0);
    g_assert_cmpint (after->glyph->outline.n_points, ==, 0);
    FT_Done_Face (before);
    FT_Done_Face (after);
  }
  FT_Done_FreeType (library);
}

static void
write_32 (guint8 *p, gsize value)
{
  for (guint i = 0; i < 4; i++)
    p[i] = (guint8) (value >> (24 - 8 * i));
}

/* A collection of two fonts that share their tables, as the files of some systems are. */
static GBytes *
make_collection (GBytes *font)
{
  gsize size, head = 20;
  const guint8 *data = g_bytes_get_data (font, &size);
  guint n = (guint) data[4] << 8 | data[5];
  guint8 *file = g_malloc0 (head + size);
  memcpy (file, "ttcf\0\1\0\0", 8);
  write_32 (file + 8, 2);
  write_32 (file + 12, head);
  write_32 (file + 16, head);
  memcpy (file + head, data, size);
  for (guint i = 0; i < n; i++) {
    guint8 *at = file + head + 12 + i * 16 + 8;
    gsize offset = (gsize) at[0] << 24 | (gsize) at[1] << 16 | (gsize) at[2] << 8 | at[3];
    write_32 (at, offset + head);
  }
  return g_bytes_new_take (file, head + size);
}

static void
test_collection (void)
{
  g_autoptr (GBytes) font = read_font ("PT Sans");
  g_autoptr (GBytes) collection = make_collection (font);
  g_autoptr (GBytes) alone = crm_pdf_prune_font (font, 0);
  g_autoptr (GBytes) first = crm_pdf_prune_font (collection, 0);
  g_autoptr (GBytes) second = crm_pdf_prune_font (collection, 1);
  g_assert_true (g_bytes_equal (alone, first));
  g_assert_true (g_bytes_equal (alone, second));
  g_assert_null (crm_pdf_prune_font (collection, 2));
  g_assert_null (crm_pdf_prune_font (font, 1));
}

/* The outlines of a font that varies are those of one of its faces only. */
static void
test_variable (void)
{
  g_autoptr (GBytes) font = read_font ("PT Sans");
  gsize size = g_bytes_get_size (font);
  guint8 *data = g_memdup2 (g_bytes_get_data (font, NULL), size);
  guint n = (guint) data[4] << 8 | data[5];
  for (guint i = 0; i < n; i++)
    if (memcmp (data + 12 + i * 16, "cvt ", 4) == 0)
      memcpy (data + 12 + i * 16, "fvar", 4);
  g_autoptr (GBytes) variable = g_bytes_new_take (data, size);
  g_assert_null (crm_pdf_prune_font (variable, 0));
}

/* Most of the damage goes where the structure is: the directory and the tables that say how long
 * others are. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) font = read_font ("PT Sans");
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  gsize size = g_bytes_get_size (font);
  guint n_refused = 0;
  for (guint i = 0; i < 1000; i++) {
    g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (font, NULL), size);
    gsize length = i % 4 ? size : (gsize) g_rand_int_range (random, 0, (gint32) size);
    for (guint j = 0; j < 4; j++)
      data[g_rand_int_range (random, 0, i % 2 ? 400 : (gint32) size)] =
          (guint8) g_rand_int_range (random, 0, 256);
    g_autofree guint8 *exact = g_memdup2 (data, length);
    g_autoptr (GBytes) damaged = g_bytes_new_static (exact, length);
    g_autoptr (GBytes) pruned = crm_pdf_prune_font (damaged, i % 3 == 0);
    n_refused += pruned == NULL;
  }
  g_assert_cmpuint (n_refused, >, 200);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-font/outlines-stay", test_outlines);
  g_test_add_func ("/pdf-font/collection", test_collection);
  g_test_add_func ("/pdf-font/variable-is-left-alone", test_variable);
  g_test_add_func ("/pdf-font/damaged", test_damaged);
  return g_test_run ();
}
