/* From what a stretch of days is chosen that is told from today: this quarter, the last 30 days. */
#pragma once

#include <gtk/gtk.h>

#include "crm-filter.h"

G_BEGIN_DECLS

GtkWidget *crm_filter_periods_new (CrmFilter *filter);
/* A drop-down of these words. @name: for those who hear it. */
GtkDropDown *crm_filter_choice_new (const char *const *labels, guint selected, const char *name);

G_END_DECLS
