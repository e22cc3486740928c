/* Bytes of any encoding into UTF-8, piece by piece. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmDecoder:
 *
 * Turns bytes that come in pieces into UTF-8. A byte-order mark is taken away; what cannot be
 * decoded becomes U+FFFD and is counted.
 */
typedef struct _CrmDecoder CrmDecoder;

CrmDecoder *crm_decoder_new (const char *encoding, GError **error);
void crm_decoder_free (CrmDecoder *decoder);
void crm_decoder_feed (CrmDecoder *decoder, const guint8 *bytes, gsize length, gboolean last,
                       GString *text);
guint64 crm_decoder_get_n_undecodable (CrmDecoder *decoder);
guint64 crm_decoder_get_first_undecodable_line (CrmDecoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDecoder, crm_decoder_free)

G_END_DECLS
