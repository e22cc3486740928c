/* The pages of many papers, counted through. */
#pragma once

#include "crm-document-paper.h"

G_BEGIN_DECLS

typedef struct _CrmPaperPages CrmPaperPages;

/* (element-type CrmDocumentPaper): those without a page are passed over. Any thread. */
CrmPaperPages *crm_paper_pages_new (GPtrArray *papers, GError **error);
void crm_paper_pages_free (CrmPaperPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmPaperPages, crm_paper_pages_free)

int crm_paper_pages_get_n_pages (CrmPaperPages *self);
/* In points. */
void crm_paper_pages_get_size (CrmPaperPages *self, int page, double *width, double *height);
/* One unit of @cr is a point. */
void crm_paper_pages_draw (CrmPaperPages *self, int page, cairo_t *cr);
/* All of them as one PDF; NULL where it was stopped. */
GBytes *crm_paper_pages_to_pdf (CrmPaperPages *self, GCancellable *cancellable, GError **error);

G_END_DECLS
