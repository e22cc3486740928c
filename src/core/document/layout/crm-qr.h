/* QR codes as a square of dark and light modules, with the room their standards want for a sign. */
#pragma once

#include "crm-payment-code.h"

#include <glib.h>

G_BEGIN_DECLS

typedef enum { CRM_QR_LOW, CRM_QR_MEDIUM, CRM_QR_QUARTILE, CRM_QR_HIGH } CrmQrLevel;

/**
 * CrmQrShape:
 * @level: how much damage the code should survive
 * @least_level: what it may come down to where the data would not fit otherwise
 * @least_version: 1 to 40
 * @most_version: 1 to 40
 * @sign: whether a sign in a white circle covers the centre
 *
 * What a standard asks of the picture.
 */
typedef struct {
  CrmQrLevel level;
  CrmQrLevel least_level;
  guint least_version;
  guint most_version;
  gboolean sign;
} CrmQrShape;

/**
 * CrmQr:
 * @version: 1 to 40
 * @size: modules along a side: 17 + 4 × @version, without the quiet zone of 4 modules
 * @sign: diameter in modules of the white circle at the centre, 0 for none
 * @modules: (owned): @size × @size, row by row, 1 is dark
 *
 * A code ready to be drawn.
 */
typedef struct {
  guint version;
  guint size;
  guint sign;
  guint8 *modules;
} CrmQr;

#define CRM_QR_QUIET_ZONE 4

CrmQr *crm_qr_new (GBytes *data, const CrmQrShape *shape, GError **error);
void crm_qr_free (CrmQr *qr);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmQr, crm_qr_free)

gboolean crm_qr_find_shape (const char *kind, CrmQrShape *shape);

G_END_DECLS
