/* What one field says in each of the records that become one, and which of it stays. */
#pragma once

#include <adwaita.h>

#include "crm-record.h"

G_BEGIN_DECLS

/* @all: one may also take what all say together (tags, remarks). @notify is called with the id that
 * is taken, 0 for all together. */
typedef void (*CrmMergeChoiceFunc) (int field, gint64 id, gpointer data);
GtkWidget *crm_merge_choice_new (GPtrArray *records, int field, gboolean all, gint64 chosen,
                                 CrmMergeChoiceFunc notify, gpointer data);

G_END_DECLS
