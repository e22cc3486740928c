/* What the files of the sheet share that asks for what a deal lacks. */
#pragma once

#include "crm-gate-sheet.h"
#include "crm-gate.h"
#include "crm-record-form.h"

G_BEGIN_DECLS

typedef enum {
  CRM_GATE_PAPER_MISSING,
  CRM_GATE_PAPER_DRAFT,
  CRM_GATE_PAPER_FILE,
  CRM_GATE_PAPER_ADVANCE
} CrmGatePaperState;

/* A document that is missing, and what was decided about it. */
typedef struct {
  CrmNeed need;
  CrmGatePaperState state;
  GBytes *content; /* owned */
  char *name;      /* owned; of the file */
  GtkWidget *row;  /* borrowed */
  GtkWidget *box;  /* borrowed: its buttons */
} CrmGatePaper;

/* A record of which something is filled in: values stand in a draft until all is there. */
typedef struct {
  CrmRecord *stored;   /* owned */
  CrmRecordForm *form; /* owned; of a copy without id */
} CrmGateSide;

/**
 * CrmGateSheet:
 *
 * Everything that is filled in is written with the move as one change. Closed before that, nothing
 * was written.
 */
struct _CrmGateSheet {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *stage;        /* owned */
  GPtrArray *sides;        /* owned; CrmGateSide; the deal is the first */
  GArray *needs;           /* owned; CrmNeed: fields */
  GPtrArray *papers;       /* owned; CrmGatePaper */
  GPtrArray *rows;         /* owned; borrowed CrmFieldRow, beside @needs */
  GPtrArray *reasons;      /* owned; CrmRecord; NULL: none is asked for */
  gint64 reason;           /* that was chosen */
  gint64 subject;          /* the deal's references as @rows were made for them */
  gboolean moving;
  gboolean can_move;

  CrmGateFunc func;
  gpointer data;
  GDestroyNotify destroy;

  AdwWindowTitle *heading;
  AdwBanner *problem;
  GtkBox *groups;
};

CrmRecord *crm_gate_sheet_get_deal (CrmGateSheet *self); /* as it is stored */
void crm_gate_sheet_update (CrmGateSheet *self);         /* whether all is there */
void crm_gate_sheet_refresh (CrmGateSheet *self);        /* after something was filled in */

/* Fields. */
CrmGateSide *crm_gate_sheet_add_side (CrmGateSheet *self, CrmRecord *stored);
void crm_gate_side_free (gpointer data);
void crm_gate_side_write (CrmChange *change, CrmGateSide *side);
void crm_gate_sheet_add_fields (CrmGateSheet *self);
gboolean crm_gate_sheet_is_met (CrmGateSheet *self, guint i);
gboolean crm_gate_sheet_flush (CrmGateSheet *self);

/* Documents. */
void crm_gate_paper_free (gpointer data);
void crm_gate_sheet_add_papers (CrmGateSheet *self);
gboolean crm_gate_sheet_write_paper (CrmGateSheet *self, CrmChange *change, CrmGatePaper *paper,
                                     GError **error);
void crm_gate_sheet_open_draft (CrmGateSheet *self);

/* Reasons of loss. */
void crm_gate_sheet_read_reasons (CrmGateSheet *self);
void crm_gate_sheet_add_reasons (CrmGateSheet *self);

G_END_DECLS
