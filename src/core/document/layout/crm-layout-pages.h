/* The body of a form as a row of chunks that do not break, between its making and its way onto
 * pages. */
#pragma once

#include "crm-layout-private.h"

G_BEGIN_DECLS

typedef enum {
  CRM_CHUNK_PLAIN,
  CRM_CHUNK_TABLE_HEAD,
  CRM_CHUNK_TABLE_ROW,
  CRM_CHUNK_TABLE_PAGE_TOTAL,
} CrmChunkKind;

typedef struct {
  CrmChunkKind kind;
  CrmBlock *block; /* owned; NULL for a page's total, which is known only when the page is full */
  double above;    /* points, not at the head of a page */
  gboolean glued;  /* no page may end before it */
  gboolean breaks; /* a page must end before it */
  CrmTable *table; /* borrowed, nullable */
  gsize row;
  const CrmFormElement *element; /* borrowed */
} CrmChunk;

typedef struct _CrmFlow CrmFlow;

CrmFlow *crm_flow_new (CrmLayoutState *state, const CrmFormElement *body, const CrmStyle *style,
                       const CrmPageFrame *frame, GError **error);
void crm_flow_free (CrmFlow *flow);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFlow, crm_flow_free)
CrmChunk *crm_flow_get_chunks (CrmFlow *flow, guint *n_chunks);

G_END_DECLS
