/* The records that are chosen in a list. */
#include "config.h"

#include "crm-selection-ids.h"

#include "crm-record-list.h"

/**
 * crm_selection_dup_ids:
 * @selection: over a CrmRecordList
 *
 * Returns: (transfer full) (element-type gint64): the ids of the chosen rows, in the list's order
 */
GArray *
crm_selection_dup_ids (CrmBitsetSelection *selection)
{
  CrmRecordList *list = CRM_RECORD_LIST (crm_bitset_selection_get_model (selection));
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (selection));
  GArray *ids =
      g_array_sized_new (FALSE, FALSE, sizeof (gint64), (guint) gtk_bitset_get_size (chosen));
  GtkBitsetIter iter;
  guint position;

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, chosen, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position)) {
    gint64 id = crm_record_list_get_id_at (list, position);
    g_array_append_val (ids, id);
  }
  return ids;
}
