/* The editor of a form: its blocks in plain words beside the live page. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_FORM_PAGE (crm_form_page_get_type ())
G_DECLARE_FINAL_TYPE (CrmFormPage, crm_form_page, CRM, FORM_PAGE, AdwNavigationPage)

/* A form of the company's. @document (0: any of its kind) is what the page shows. */
CrmFormPage *crm_form_page_new (CrmWorkspace *workspace, gint64 form, gint64 document);
/* One that is not there yet: it begins as the standard one and is written when it is saved. */
CrmFormPage *crm_form_page_new_from (CrmWorkspace *workspace, const char *standard,
                                     const char *kind, gint64 document);
/* The form that a document is printed on, above the page that @widget is on. */
void crm_form_page_open_for (GtkWidget *widget, CrmWorkspace *workspace, gint64 document);
/* Shows @page above the page that @widget is on. */
void crm_form_page_push (GtkWidget *widget, AdwNavigationPage *page);

G_END_DECLS
