/* KOD I of the Polish KSeF: the address by which an invoice's picture is checked against the
 * system. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *crm_ksef_code_new (const char *nip, gint64 date, GBytes *invoice_xml, gboolean test_system,
                         GError **error);
char *crm_ksef_code_new_for_digest (const char *nip, gint64 date, const guint8 digest[32],
                                    gboolean test_system, GError **error);
gboolean crm_ksef_code_parse (const char *code, char **nip, gint64 *date, guint8 digest[32],
                              gboolean *test_system, GError **error);
/* The number that KSeF gives: 35 characters, the last two a CRC-8 of those before. */
gboolean crm_ksef_number_is_valid (const char *number);

G_END_DECLS
