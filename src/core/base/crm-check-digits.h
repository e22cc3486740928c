/* Check digits of tax, registration and bank numbers. They warn and never block: published samples
 * fail them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each takes the digits as typed (spaces, dashes and a country prefix are ignored). */
gboolean crm_check_inn (const char *number);
gboolean crm_check_kpp (const char *number);
gboolean crm_check_ogrn (const char *number); /* ОГРН 13 and ОГРНИП 15 */
gboolean crm_check_bik (const char *number);
gboolean crm_check_ru_account (const char *account, const char *bik);
gboolean crm_check_ru_corr_account (const char *account, const char *bik);
gboolean crm_check_edrpou (const char *number);
gboolean crm_check_rnokpp (const char *number);
gboolean crm_check_ua_vat (const char *number); /* ІПН: length alone */
gboolean crm_check_iban (const char *number);
gboolean crm_check_nip (const char *number);
gboolean crm_check_regon (const char *number);
gboolean crm_check_krs (const char *number);
guint8 crm_crc8 (const char *text); /* polynomial 0x07, initial 0: last byte of a KSeF number */

/* A tax number of a country ("ru", "ua", "pl", "other"): NULL when it is right, else what is wrong,
 * translated. */
char *crm_check_tax_number (const char *number, const char *country);

G_END_DECLS
