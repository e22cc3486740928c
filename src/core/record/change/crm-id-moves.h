/* What came, went and moved between two orders of the same ids. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One step from the old order to the new: at @position, @removed go, then @added come. */
typedef void (*CrmIdStep) (guint position, guint removed, guint added, gpointer data);
/* The id that has just come at @position is the one that went in the step before. */
typedef void (*CrmIdMoved) (guint position, gpointer data);

typedef struct {
  GArray *gone; /* guint, positions in the old order; owned */
  GArray *come; /* guint, positions in the new order; owned */
  guint rest;   /* where in the new order that begins which only follows the old one */
} CrmIdMoves;

void crm_id_moves_clear (CrmIdMoves *self);
gboolean crm_id_moves_find (CrmIdMoves *self, GArray *old, GArray *new, GHashTable *moved,
                            gboolean is_beginning, guint most);
void crm_id_moves_apply (CrmIdMoves *self, GArray *ids, GArray *new, CrmIdStep step,
                         CrmIdMoved carried, gpointer data);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmIdMoves, crm_id_moves_clear)

G_END_DECLS
