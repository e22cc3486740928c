/* Encodings of other people's files: which one the bytes are in, and how it is called. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *const *crm_encoding_list (void);
char *crm_encoding_get_label (const char *encoding);
gboolean crm_encoding_is_known (const char *encoding);

/**
 * CrmEncodingFinder:
 *
 * Finds the encoding of bytes that come in pieces, in memory that does not grow with the file.
 */
typedef struct _CrmEncodingFinder CrmEncodingFinder;

CrmEncodingFinder *crm_encoding_finder_new (void);
void crm_encoding_finder_free (CrmEncodingFinder *finder);
void crm_encoding_finder_feed (CrmEncodingFinder *finder, const guint8 *bytes, gsize length);
const char *crm_encoding_finder_finish (CrmEncodingFinder *finder, gboolean *certain);
const char *crm_encoding_find (const guint8 *bytes, gsize length, gboolean *certain);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmEncodingFinder, crm_encoding_finder_free)

G_END_DECLS
