/* Gates: what must be there before a deal enters a stage. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/* One thing that is missing. */
typedef struct {
  const CrmEntity *entity; /* of the record that lacks it: the deal, its company; or document */
  gint64 id;          /* of that record; of a document one that has not come far enough; or 0 */
  int field;          /* that is empty; -1: a document is missing */
  const char *kind;   /* of the document, static */
  const char *status; /* that it must have reached, static */
} CrmNeed;

/**
 * CrmGateError:
 * @CRM_GATE_ERROR_MISSING: a deal cannot enter a stage; crm_gate_error_get_missing() says why
 */
typedef enum { CRM_GATE_ERROR_MISSING } CrmGateError;
#define CRM_GATE_ERROR (crm_gate_error_quark ())
GQuark crm_gate_error_quark (void);

typedef struct {
  gint64 deal; /* is not in the file where the change that failed was to make it */
  gint64 stage;
  GArray *needs; /* CrmNeed; owned */
} CrmMissing;

/* Borrowed of the error; NULL: it is another one. */
const CrmMissing *crm_gate_error_get_missing (const GError *error);

/* What @deal, as it is in memory, lacks to enter the stage: (element-type CrmNeed). Any thread. */
GArray *crm_gate_read_needs (CrmDatabase *database, CrmRecord *deal, gint64 stage, GError **error);
char *crm_need_dup_text (const CrmNeed *self); /* "Company: Tax number", translated */

/* For the description. @through: the deal's reference that leads there, -1: its own field. */
gboolean crm_gate_find_field (const char *path, int *through, int *field);
char *crm_gate_dup_name (const char *path, const char *kind, const char *status);
/* What can be asked for, in the order of forms: the deal's fields and those of its company and
 * contact; (transfer full) (element-type utf8): paths. */
GPtrArray *crm_gate_dup_paths (void);

void crm_gate_register (void);

G_END_DECLS
