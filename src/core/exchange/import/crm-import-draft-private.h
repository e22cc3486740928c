/* A row of a table as a record that is not written yet. */
#pragma once

#include "crm-import-links-private.h"
#include "crm-import-run-private.h"

G_BEGIN_DECLS

/* A reference to something that is not there yet. */
typedef struct {
  int field;
  guint column;
  const CrmEntity *target;
  const char *text; /* borrowed from the row */
} CrmImportMissing;

typedef struct {
  CrmRecord *record; /* owned */
  CrmFields filled;  /* that the row says something about */
  CrmFields cleared; /* of a column that is empty here */
  gint64 there;      /* its number in the file an export came from; 0: none */
  GArray *missing;   /* CrmImportMissing */
  int column;        /* of the first thing wrong; -1: the row as a whole */
  GString *wrong;    /* what is wrong, sentences; empty: nothing */
  CrmFields wrong_fields;
} CrmImportDraft;

/* What the field is to point at and is not there yet; NULL: nothing. */
const CrmImportMissing *crm_import_draft_find_missing (CrmImportDraft *self, int field);

typedef struct _CrmImportDrafter CrmImportDrafter;

CrmImportDrafter *crm_import_drafter_new (const CrmImportPlan *plan, CrmDatabase *database,
                                          CrmImportLinks *links, GError **error);
void crm_import_drafter_free (CrmImportDrafter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmImportDrafter, crm_import_drafter_free)

/* The draft is good until the next call. FALSE: the store failed. */
gboolean crm_import_drafter_read (CrmImportDrafter *self, const CrmTableRow *row,
                                  CrmImportDraft **draft, GError **error);
/* Whether a later row of the table is called so: a parent company that comes after its daughter. */
gboolean crm_import_drafter_comes_later (CrmImportDrafter *self, const CrmImportMissing *missing);

G_END_DECLS
