/* Money that came for more than one document, or for none yet: shared out over what is open. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/**
 * CrmPaymentShare:
 * @document: which document takes it
 * @amount: how much of it, in minor units
 *
 * A part of a payment.
 */
typedef struct {
  gint64 document;
  gint64 amount;
} CrmPaymentShare;

/* How much of a payment its own document does not need; all of it where it has none. FALSE: error.
 */
gboolean crm_payment_read_spare (CrmDatabase *database, CrmRecord *payment, gint64 *spare,
                                 GError **error);
/* To @change: what @payment can spare goes to the open documents of the same client, what is due
 * first before the others. (element-type CrmPaymentShare) (transfer full); NULL: error. */
GArray *crm_payment_add_share_out (CrmChange *change, CrmDatabase *database, gint64 payment,
                                   GError **error);
/* The last payment of a document of which there is something to spare; 0: none. */
gint64 crm_document_find_spare_payment (CrmDatabase *database, gint64 document);

G_END_DECLS
