/* A process as a drawing: its steps in layers, what leads from which outcome to which step, and how
 * many tasks stand where. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

typedef struct {
  CrmRecord *record; /* owned */
  guint step;        /* index of the step that it ends */
  gint64 n_chosen;   /* how often; see crm_process_graph_count() */
} CrmGraphOutcome;

typedef struct {
  CrmRecord *record; /* owned; of task_type */
  int layer;         /* from 0, in the direction of the sale */
  int place;         /* within the layer, from 0 */
  gboolean reached;  /* from a step that starts the process */
  gint64 n_open;     /* tasks that stand here; see crm_process_graph_count() */
  gint64 n_done;
} CrmGraphStep;

typedef struct {
  guint outcome; /* index */
  guint to;      /* index of a step */
  gboolean back; /* leads to where the process has been: no place between the layers */
  GArray *via;   /* owned; of int: its places in the layers that it passes */
} CrmGraphEdge;

typedef struct {
  GArray *steps;    /* owned; of CrmGraphStep, in their order */
  GArray *outcomes; /* owned; of CrmGraphOutcome, by step, in their order */
  GArray *edges;    /* owned; of CrmGraphEdge */
  int n_layers;
} CrmProcessGraph;

/* Any thread with its own connection. NULL on error; a process without steps is an empty graph. */
CrmProcessGraph *crm_process_graph_read (CrmDatabase *database, gint64 process, GError **error);
/* Fills the numbers of tasks: those that runs of this process have now, of @person alone (0: of
 * everybody). */
gboolean crm_process_graph_count (CrmProcessGraph *self, CrmDatabase *database, gint64 person,
                                  GError **error);
/* The step of this record; -1: none. */
int crm_process_graph_find_step (CrmProcessGraph *self, gint64 task_type);
/* The steps that follow if all goes as the first outcomes say, without going back: (transfer full)
 * (element-type guint), @most at most. */
GArray *crm_process_graph_find_way (CrmProcessGraph *self, guint step, guint most);
void crm_process_graph_free (CrmProcessGraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmProcessGraph, crm_process_graph_free)

G_END_DECLS
