/* What pages of the preferences are made of: groups that follow changes, rows that lead on. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwPreferencesGroup *crm_page_group_renew (AdwPreferencesPage *page, AdwPreferencesGroup *old,
                                           const char *title, const char *description);
/* @activated is called with @owner and the row. */
GtkWidget *crm_page_row_new (const char *title, const char *subtitle, GCallback activated,
                             gpointer owner);

G_END_DECLS
