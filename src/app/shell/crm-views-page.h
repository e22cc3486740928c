/* A section that is seen in several ways: as a board, as a list. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_VIEWS_PAGE (crm_views_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmViewsPage, crm_views_page, CRM, VIEWS_PAGE, AdwNavigationPage)

/* Makes a view when it is first looked at; @switcher belongs in its header bar. */
typedef AdwNavigationPage *(*CrmViewCreate) (gpointer data, GtkWidget *switcher);

/* @key: of the program's settings: the view looked at last */
CrmViewsPage *crm_views_page_new (const char *title, GSettings *settings, const char *key);
void crm_views_page_add (CrmViewsPage *self, const char *name, const char *label, const char *icon,
                         CrmViewCreate create, gpointer data, GDestroyNotify destroy);
void crm_views_page_show (CrmViewsPage *self, const char *name);
AdwNavigationPage *crm_views_page_get_view (CrmViewsPage *self);

G_END_DECLS
