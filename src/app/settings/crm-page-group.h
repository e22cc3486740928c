/* What pages of the preferences are made of: groups that follow changes, rows that
 * lead on, dialogs that are saved. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwPreferencesGroup *crm_page_group_renew (AdwPreferencesPage *page, AdwPreferencesGroup *old,
                                           const char *title, const char *description);
/* @activated is called with @owner and the row. */
GtkWidget *crm_page_row_new (const char *title, const char *subtitle, GCallback activated,
                             gpointer owner);

/* @names: taken over. */
AdwComboRow *crm_page_combo_new (const char *title, GtkStringList *names, guint selected);
/* A dialog around @page that is saved or cancelled; returns its banner for what stands against it.
 */
AdwBanner *crm_page_frame_set (AdwDialog *dialog, GtkWidget *save, GtkWidget *page);

G_END_DECLS
