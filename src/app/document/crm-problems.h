/* What was left out of many, in sentences that one can read and scroll. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* @problems: (element-type utf8): at least one. */
void crm_problems_show (GtkWidget *parent, const char *heading, const char *body,
                        GPtrArray *problems);

G_END_DECLS
