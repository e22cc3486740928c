/* Fonts that a PDF embeds, in place of those that pango has shaped its texts with: the same glyphs,
 * from the same file, without what a PDF does not need. */
#include "config.h"

#include "crm-pdf-private.h"
#include "crm-pdf-text-private.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <pango/pangofc-font.h>

/* Cairo lets go of a face on any thread, so that each has a library of its own. */
typedef struct {
  FT_Library library;
  FT_Face face;
  GBytes *bytes; /* owned */
} Type;

static GMutex mutex;
static GHashTable
    *faces; /* owned: "INDEX PATH" to cairo_font_face_t, or NULL where none can be made */

static void
free_type (gpointer data)
{
  Type *type = data;
  if (type->face != NULL)
    FT_Done_Face (type->face);
  if (type->library != NULL)
    FT_Done_FreeType (type->library);
  g_bytes_unref (type->bytes);
  g_free (type);
}

/* Takes the bytes. */
static cairo_font_face_t *
create_face (GBytes *bytes)
{
  static const cairo_user_data_key_t KEY;
  Type *type = g_new0 (Type, 1);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  type->bytes = bytes;
  if (FT_Init_FreeType (&type->library) != 0 ||
      FT_New_Memory_Face (type->library, data, (FT_Long) size, 0, &type->face) != 0) {
    free_type (type);
    return NULL;
  }
  cairo_font_face_t *face =
      cairo_ft_font_face_create_for_ft_face (type->face, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
  if (cairo_font_face_set_user_data (face, &KEY, type, free_type) == CAIRO_STATUS_SUCCESS)
    return face;
  cairo_font_face_destroy (face);
  free_type (type);
  return NULL;
}

static cairo_font_face_t *
read_face (const char *path, int index)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  GBytes *pruned = bytes != NULL ? crm_pdf_prune_font (bytes, (guint) index) : NULL;
  return pruned != NULL ? create_face (pruned) : NULL;
}

/* Faces are kept: a company's forms use a few, and of them all the time. */
static cairo_font_face_t *
get_face (const char *path, int index)
{
  g_autofree char *key = g_strdup_printf ("%d %s", index, path);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&mutex);
  gpointer face;
  if (faces == NULL)
    faces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!g_hash_table_lookup_extended (faces, key, NULL, &face)) {
    face = read_face (path, index);
    g_hash_table_insert (faces, g_steal_pointer (&key), face);
  }
  return face;
}

/* What fontconfig alters in a font is not in its file: slanted or thickened where the family has no
 * such font, or an instance of one that varies. */
static gboolean
is_as_in_file (FcPattern *pattern)
{
  FcBool thickened = FcFalse;
  FcMatrix *matrix;
  FcPatternGetBool (pattern, FC_EMBOLDEN, 0, &thickened);
  return !thickened && FcPatternGetMatrix (pattern, FC_MATRIX, 0, &matrix) != FcResultMatch;
}

static cairo_scaled_font_t *
create_scaled_font (PangoFont *font)
{
  FcChar8 *path;
  int index;
  if (!PANGO_IS_FC_FONT (font) || !PANGO_IS_CAIRO_FONT (font))
    return NULL;
  FcPattern *pattern = pango_fc_font_get_pattern (PANGO_FC_FONT (font));
  cairo_scaled_font_t *old = pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font));
  if (old == NULL || !is_as_in_file (pattern) ||
      FcPatternGetString (pattern, FC_FILE, 0, &path) != FcResultMatch ||
      FcPatternGetInteger (pattern, FC_INDEX, 0, &index) != FcResultMatch || index < 0)
    return NULL;
  cairo_font_face_t *face = get_face ((const char *) path, index);
  if (face == NULL)
    return NULL;
  cairo_matrix_t size, place;
  cairo_font_options_t *options = cairo_font_options_create ();
  cairo_scaled_font_get_font_matrix (old, &size);
  cairo_scaled_font_get_ctm (old, &place);
  cairo_scaled_font_get_font_options (old, options);
  cairo_scaled_font_t *scaled = cairo_scaled_font_create (face, &size, &place, options);
  cairo_font_options_destroy (options);
  if (cairo_scaled_font_status (scaled) == CAIRO_STATUS_SUCCESS)
    return scaled;
  cairo_scaled_font_destroy (scaled);
  return NULL;
}

typedef struct {
  cairo_scaled_font_t *font; /* owned, nullable */
} Found;

static void
free_found (gpointer data)
{
  Found *found = data;
  g_clear_pointer (&found->font, cairo_scaled_font_destroy);
  g_free (found);
}

/**
 * crm_pdf_type_get:
 * @font: a font that pango has chosen
 *
 * Any thread: that of the font.
 *
 * Returns: (transfer none) (nullable): the same at the same size, as small as a PDF can have it;
 * %NULL where the font itself has to do
 */
cairo_scaled_font_t *
crm_pdf_type_get (PangoFont *font)
{
  GQuark quark = g_quark_from_static_string ("crm-pdf-type");
  Found *found = g_object_get_qdata (G_OBJECT (font), quark);
  if (found == NULL) {
    found = g_new0 (Found, 1);
    found->font = create_scaled_font (font);
    g_object_set_qdata_full (G_OBJECT (font), quark, found, free_found);
  }
  return found->font;
}
