/* One page on screen: white paper with a shadow. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CRM_TYPE_DOCUMENT_SHEET (crm_document_sheet_get_type ())
G_DECLARE_FINAL_TYPE (CrmDocumentSheet, crm_document_sheet, CRM, DOCUMENT_SHEET, GtkWidget)

GtkWidget *crm_document_sheet_new (void);
/* Points. */
void crm_document_sheet_set_size (CrmDocumentSheet *self, double width, double height);
/* Logical pixels to a point; 0: as wide as there is room. */
void crm_document_sheet_set_zoom (CrmDocumentSheet *self, double zoom);
double crm_document_sheet_get_shown_zoom (CrmDocumentSheet *self);
/* @name: "Page 1 of 2"; @text: what is written on it. */
void crm_document_sheet_set_text (CrmDocumentSheet *self, const char *name, const char *text);

/* The picture and which edition of the page it shows. */
void crm_document_sheet_set_picture (CrmDocumentSheet *self, GdkTexture *picture, guint edition);
/* How many device pixels its picture of this edition lacks; 0: it is as it should be. */
int crm_document_sheet_get_wanted_width (CrmDocumentSheet *self, guint edition);
void crm_document_sheet_drop_picture (CrmDocumentSheet *self);

/* Frames what is there, in points; NULL: nothing. */
void crm_document_sheet_set_mark (CrmDocumentSheet *self, const graphene_rect_t *mark);

G_END_DECLS
