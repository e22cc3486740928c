/* Envelopes and labels for companies, contacts, and the buyers of documents. */
#pragma once

#include "crm-change.h"
#include "crm-layout-sheet.h"

G_BEGIN_DECLS

#define CRM_ADDRESS_MOST 5000 /* at once */

/**
 * CrmAddressPaper:
 * @kind: of a form: "envelope_c5", "label"
 * @sheet: (nullable): that labels are on; %NULL for envelopes
 * @first: the label that is the first one, from 0
 *
 * What addresses are printed on.
 */
typedef struct {
  const char *kind;
  const CrmLabelSheet *sheet;
  guint first;
} CrmAddressPaper;

typedef void (*CrmAddressProgress) (guint64 done, guint64 total, gpointer data);

/* Whether letters go to such records. */
gboolean crm_address_paper_is_for (const CrmEntity *entity);
/* @problems: (element-type utf8): a sentence for each that was left out. */
CrmFormLayout *crm_address_lay_out (CrmDatabase *database, const CrmEntity *entity, GArray *ids,
                                    const CrmAddressPaper *paper, GPtrArray *problems,
                                    CrmAddressProgress progress, gpointer progress_data,
                                    GCancellable *cancellable, GError **error);

G_END_DECLS
