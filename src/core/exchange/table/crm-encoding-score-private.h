/* How well bytes read as Russian, Ukrainian, Polish or western text in each eight-bit encoding. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The best of the eight-bit encodings for words that have non-ASCII bytes, separated by spaces.
 * @margin says by how many points it leads over the next that reads differently; @score its own. */
const char *crm_encoding_score_words (const guint8 *words, gsize length, int *score, int *margin);
gboolean crm_encoding_score_is_usual (gunichar character);

G_END_DECLS
