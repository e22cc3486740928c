/* What the files of the quick task share. */
#pragma once

#include "crm-quick-dialog.h"
#include "crm-quick-line.h"

G_BEGIN_DECLS

/**
 * CrmQuickDialog:
 *
 * What is typed is read at once and shown as what it will become; names are looked up on the reader
 * thread. What was understood wrongly is put right in its chip and stays so while one types on.
 */
struct _CrmQuickDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *draft;        /* owned; what it is about before anything is typed */
  CrmQuickLine *line;      /* owned; NULL until something is typed */
  char *text;              /* owned; what the line was read from */
  GPtrArray *hits;         /* owned; CrmQuickHit: clients that may be meant; NULL: not looked up */
  GPtrArray *persons;      /* owned; CrmQuickHit */
  GCancellable *reading;   /* owned; of the names, NULL when nothing is read */
  gboolean create_then;    /* Return came before the names */

  /* What was put right. */
  gboolean left[CRM_QUICK_PERSON + 1]; /* these parts are words */
  char *kind;                          /* owned; NULL: as said */
  char *priority;                      /* owned */
  gint64 due;                          /* 0: as said */
  gint64 person;                       /* 0: as said */
  guint hit;                           /* which of the clients */
  gboolean no_client;

  AdwBanner *problem;
  GtkEntry *entry;
  GtkLabel *what;
  AdwWrapBox *chips;
  GtkWidget *create;
};

void crm_quick_dialog_update (CrmQuickDialog *self); /* reads what is typed */
void crm_quick_dialog_show (CrmQuickDialog *self);   /* as what was read */

/* What it becomes. */
const CrmQuickHit *crm_quick_dialog_get_client (CrmQuickDialog *self); /* NULL: none is meant */
gint64 crm_quick_dialog_get_person (CrmQuickDialog *self);
gint64 crm_quick_dialog_get_due (CrmQuickDialog *self); /* a moment; 0: none */
gboolean crm_quick_dialog_makes_deal (CrmQuickDialog *self);
const char *crm_quick_dialog_get_currency (CrmQuickDialog *self);
CrmRecord *crm_quick_dialog_make_task (CrmQuickDialog *self); /* full */
CrmRecord *crm_quick_dialog_make_deal (CrmQuickDialog *self); /* full */

G_END_DECLS
