/* A selection of any size over any list: which rows are chosen is a set of bits. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_BITSET_SELECTION (crm_bitset_selection_get_type ())
G_DECLARE_FINAL_TYPE (CrmBitsetSelection, crm_bitset_selection, CRM, BITSET_SELECTION, GObject)

/**
 * CrmBitsetSelection is a GtkSelectionModel in which any number of rows is chosen. It never looks
 * at an item, so that choosing all of a million rows costs what choosing two of them costs.
 * Property: "n-selected" (notified).
 */
CrmBitsetSelection *crm_bitset_selection_new (GListModel *model);
GListModel *crm_bitset_selection_get_model (CrmBitsetSelection *self);
guint64 crm_bitset_selection_get_n_selected (CrmBitsetSelection *self);
/* Whether the row of a list can be chosen: headings cannot. */
typedef gboolean (*CrmCanSelect) (GListModel *model, guint position);
void crm_bitset_selection_set_can_select (CrmBitsetSelection *self, CrmCanSelect can_select);
gboolean crm_bitset_selection_get_first (CrmBitsetSelection *self, guint *position);
/* The row that went last has come again at @position: it is as chosen as it was. */
void crm_bitset_selection_carry (CrmBitsetSelection *self, guint position);

G_END_DECLS
