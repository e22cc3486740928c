/* Records that are dragged, and where they can be let go. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

typedef struct {
  const CrmEntity *entity;
  GArray *ids; /* gint64; owned */
} CrmDragged;

#define CRM_TYPE_DRAGGED (crm_dragged_get_type ())
GType crm_dragged_get_type (void);
CrmDragged *crm_dragged_new (const CrmEntity *entity, GArray *ids);
CrmDragged *crm_dragged_copy (CrmDragged *self);
void crm_dragged_free (CrmDragged *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDragged, crm_dragged_free)

/* What is under the pointer as the drag begins; NULL: nothing that can be dragged. (transfer full)
 */
typedef CrmDragged *(*CrmDragFunc) (GtkWidget *widget, double x, double y, gpointer data);
void crm_dragged_add_source (GtkWidget *widget, CrmWorkspace *workspace, CrmDragFunc func,
                             gpointer data);

/* Whether it means something here; with @take it is done. Where it means nothing the target does
 * not light up. */
typedef gboolean (*CrmDropFunc) (GtkWidget *widget, const CrmDragged *dragged, double x, double y,
                                 gboolean take, gpointer data);
void crm_dragged_add_target (GtkWidget *widget, CrmDropFunc func, gpointer data);

G_END_DECLS
