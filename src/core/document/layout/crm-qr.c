/* QR codes as a square of dark and light modules, with the room their standards want for a sign. */
#include "config.h"

#include "crm-qr.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>

/* Levels and versions: documents of each standard. ZBP asks for L. NBU 97 forbids L beside the
 * sign, wants versions 10 to 20, and its table of circles ends at 17; the sign covers so much of a
 * small code that Q is taken as long as it fits: at M one reader in two fails on a coarse picture.
 */
static const struct {
  const char *kind;
  CrmQrShape shape;
} SHAPES[] = {
  { "gost", { CRM_QR_MEDIUM, CRM_QR_MEDIUM, 1, 40, FALSE } },
  { "nbu-002", { CRM_QR_QUARTILE, CRM_QR_MEDIUM, 10, 17, TRUE } },
  { "nbu-003", { CRM_QR_QUARTILE, CRM_QR_MEDIUM, 10, 17, TRUE } },
  { "zbp", { CRM_QR_LOW, CRM_QR_LOW, 1, 40, FALSE } },
  { "epc", { CRM_QR_MEDIUM, CRM_QR_MEDIUM, 1, 13, FALSE } },
  { "ksef", { CRM_QR_MEDIUM, CRM_QR_MEDIUM, 1, 40, FALSE } },
  { "text", { CRM_QR_MEDIUM, CRM_QR_MEDIUM, 1, 40, FALSE } },
};

static const QRecLevel LEVELS[] = {
  [CRM_QR_LOW] = QR_ECLEVEL_L,
  [CRM_QR_MEDIUM] = QR_ECLEVEL_M,
  [CRM_QR_QUARTILE] = QR_ECLEVEL_Q,
  [CRM_QR_HIGH] = QR_ECLEVEL_H,
};

/**
 * crm_qr_find_shape:
 * @kind: "gost", "nbu-002", "nbu-003", "zbp", "epc", "ksef" or "text"
 * @shape: (out): what that standard asks of the picture
 *
 * Returns: whether the kind is known
 */
gboolean
crm_qr_find_shape (const char *kind, CrmQrShape *shape)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SHAPES); i++) {
    if (g_strcmp0 (SHAPES[i].kind, kind) == 0) {
      *shape = SHAPES[i].shape;
      return TRUE;
    }
  }
  return FALSE;
}

/* Resolution 97 of the National Bank of Ukraine: diameter of the circle in modules by version. */
static guint
find_sign_diameter (guint version)
{
  if (version <= 10)
    return 17;
  if (version <= 12)
    return 19;
  if (version <= 13)
    return 21;
  return version <= 15 ? 23 : 25;
}

static QRcode *
encode (GBytes *data, const CrmQrShape *shape, CrmQrLevel level)
{
  gsize size = g_bytes_get_size (data);
  if (size == 0 || size > 2953)
    return NULL;
  QRcode *code = QRcode_encodeData ((int) size, g_bytes_get_data (data, NULL),
                                    (int) shape->least_version, LEVELS[level]);
  if (code != NULL && code->version > (int) shape->most_version)
    g_clear_pointer (&code, QRcode_free);
  return code;
}

/**
 * crm_qr_new:
 * @data: what the code says
 * @shape: what it has to look like
 * @error: %CRM_ERROR_INVALID when @data is empty or does not fit the largest version
 *
 * Makes the smallest code of the shape that holds the data. Any thread.
 *
 * Returns: (transfer full): the code, or %NULL
 */
CrmQr *
crm_qr_new (GBytes *data, const CrmQrShape *shape, GError **error)
{
  g_return_val_if_fail (data != NULL && shape != NULL, NULL);
  g_return_val_if_fail (shape->least_version >= 1 && shape->most_version <= QRSPEC_VERSION_MAX,
                        NULL);
  QRcode *code = encode (data, shape, shape->level);
  for (CrmQrLevel level = shape->level; code == NULL && level > shape->least_level; level--)
    code = encode (data, shape, level - 1);
  if (code == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                         g_bytes_get_size (data) == 0 ? _ ("There is nothing to make a code of")
                                                      : _ ("The text is too long for a code"));
    return NULL;
  }
  CrmQr *qr = g_new0 (CrmQr, 1);
  qr->version = (guint) code->version;
  qr->size = (guint) code->width;
  qr->sign = shape->sign ? find_sign_diameter (qr->version) : 0;
  gsize n_modules = (gsize) qr->size * qr->size;
  qr->modules = g_new (guint8, n_modules);
  for (gsize i = 0; i < n_modules; i++)
    qr->modules[i] = code->data[i] & 1;
  QRcode_free (code);
  return qr;
}

void
crm_qr_free (CrmQr *qr)
{
  if (qr == NULL)
    return;
  g_free (qr->modules);
  g_free (qr);
}
