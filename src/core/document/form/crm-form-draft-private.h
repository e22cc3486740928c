/* What the files about a form that is being changed share. */
#pragma once

#include "crm-form-draft.h"

#include "crm-form-tree.h"

G_BEGIN_DECLS

/* Changes the tree; FALSE changes nothing. */
CrmFormNode *crm_form_draft_get_root (CrmFormDraft *self);
CrmFormNode *crm_form_draft_get_node (CrmFormDraft *self, guint ordinal);
guint crm_form_draft_get_ordinal (CrmFormDraft *self, const CrmFormNode *node);
/* After the tree was changed: a step under @label, part of the last one where that has the same
 * @key. Where the form would not be one any more, the tree is what it was and FALSE comes back. */
gboolean crm_form_draft_commit (CrmFormDraft *self, const char *key, const char *label,
                                GError **error);

G_END_DECLS
