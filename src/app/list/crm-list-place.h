/* Where a person stands in a list, and what is chosen: kept while one list takes the place of
 * another. */
#pragma once

#include "crm-bitset-selection.h"

G_BEGIN_DECLS

typedef struct _CrmListPlace CrmListPlace;

/* @selection (nullable) is over a CrmRecordList. @keep_top: the row at the top stays there;
 * otherwise only what is chosen stays so. */
CrmListPlace *crm_list_place_take (CrmBitsetSelection *selection, GtkScrolledWindow *window,
                                   gboolean keep_top);
/* Takes the place over; done at once or once the rows are read. */
void crm_list_place_restore (CrmListPlace *self, CrmBitsetSelection *selection,
                             GtkScrolledWindow *window);
void crm_list_place_free (CrmListPlace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmListPlace, crm_list_place_free)

G_END_DECLS
