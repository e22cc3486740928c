/* What a text of the program is called in every language it speaks. Files come from colleagues
 * whose desktop speaks another language than this one. */
#include "config.h"

#include "crm-translations.h"

#include <libintl.h>
#include <string.h>

#define MAGIC 0x950412deu
/* Magic, revision, number of texts, offsets of originals and of translations. */
#define N_HEADER 5

static const char *const languages[] = { "ru", "uk", "pl" };

/* A compiled catalogue as GNU gettext writes it: sorted originals, each with its translation. */
typedef struct {
  GMappedFile *file; /* owned, for ever; NULL where the language is not installed */
  const char *data;
  gsize size;
  gboolean swapped;
  guint32 n_texts;
} Catalogue;

static Catalogue catalogues[G_N_ELEMENTS (languages)];

static guint32
read_word (const Catalogue *catalogue, gsize offset)
{
  guint32 word;
  if (offset + sizeof word > catalogue->size)
    return 0;
  memcpy (&word, catalogue->data + offset, sizeof word);
  return catalogue->swapped ? GUINT32_SWAP_LE_BE (word) : word;
}

/* The text of an entry in one of the two tables; NULL where it does not lie within the file. */
static const char *
read_text (const Catalogue *catalogue, guint32 table, guint32 index)
{
  gsize entry = (gsize) table + (gsize) index * 8;
  gsize length = read_word (catalogue, entry);
  gsize offset = read_word (catalogue, entry + 4);
  if (offset >= catalogue->size || length >= catalogue->size - offset ||
      catalogue->data[offset + length] != '\0')
    return NULL;
  return catalogue->data + offset;
}

static void
open_catalogue (Catalogue *catalogue, const char *language)
{
  const char *folder = bindtextdomain (GETTEXT_PACKAGE, NULL);
  g_autofree char *name = g_strconcat (GETTEXT_PACKAGE, ".mo", NULL);
  g_autofree char *path = g_build_filename (folder, language, "LC_MESSAGES", name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  if (file == NULL || g_mapped_file_get_length (file) < N_HEADER * sizeof (guint32))
    return;
  catalogue->data = g_mapped_file_get_contents (file);
  catalogue->size = g_mapped_file_get_length (file);
  catalogue->swapped = read_word (catalogue, 0) == GUINT32_SWAP_LE_BE (MAGIC);
  if (read_word (catalogue, 0) != MAGIC)
    return;
  catalogue->n_texts = read_word (catalogue, 8);
  catalogue->file = g_steal_pointer (&file);
}

static void
open_catalogues (void)
{
  static gsize opened;
  if (g_once_init_enter (&opened)) {
    for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
      open_catalogue (&catalogues[i], languages[i]);
    g_once_init_leave (&opened, 1);
  }
}

static const char *
find_translation (const Catalogue *catalogue, const char *key)
{
  guint32 low = 0;
  guint32 high = catalogue->n_texts;
  while (low < high) {
    guint32 middle = low + (high - low) / 2;
    const char *original = read_text (catalogue, read_word (catalogue, 12), middle);
    int order = original != NULL ? strcmp (key, original) : 1;
    if (order == 0)
      return read_text (catalogue, read_word (catalogue, 16), middle);
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

/**
 * crm_translations_of:
 * @context: of the text, as given to C_()
 * @text: the untranslated text
 *
 * Looks the text up in the installed catalogues of all languages, not only in the person's. Any
 * thread, once the text domain is bound.
 *
 * Returns: (transfer container) (element-type utf8): its translations; empty where none is
 * installed
 */
GPtrArray *
crm_translations_of (const char *context, const char *text)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autofree char *key = NULL;

  g_return_val_if_fail (context != NULL && text != NULL, found);
  key = g_strconcat (context, "\004", text, NULL);
  open_catalogues ();
  for (gsize i = 0; i < G_N_ELEMENTS (catalogues); i++) {
    const char *translation =
        catalogues[i].file != NULL ? find_translation (&catalogues[i], key) : NULL;
    if (translation != NULL && translation[0] != '\0')
      g_ptr_array_add (found, (gpointer) translation);
  }
  return found;
}

/**
 * crm_translation_into:
 * @language: its code: "uk"
 * @context: of the text, as given to NC_()
 * @text: the untranslated text
 *
 * Says a text in a document's language, not in the person's. Any thread, once the text domain is
 * bound.
 *
 * Returns: (transfer none): the translation, of static life; @text itself where there is none
 */
const char *
crm_translation_into (const char *language, const char *context, const char *text)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (language != NULL && context != NULL && text != NULL, text);
  key = g_strconcat (context, "\004", text, NULL);
  open_catalogues ();
  for (gsize i = 0; i < G_N_ELEMENTS (catalogues); i++) {
    const char *translation = g_str_equal (languages[i], language) && catalogues[i].file != NULL
                                  ? find_translation (&catalogues[i], key)
                                  : NULL;
    if (translation != NULL && translation[0] != '\0')
      return translation;
  }
  return text;
}
