/* The rows of a Gantt chart follow what is read anew, each as little disturbed as can be. */
#pragma once

#include "crm-gantt-item.h"

G_BEGIN_DECLS

void crm_gantt_rows_follow (GListStore *store, GListModel *items);

G_END_DECLS
