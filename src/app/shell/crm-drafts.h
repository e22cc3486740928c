/* What is typed and not written yet, kept in the company file so that it survives a crash. */
#pragma once

#include "crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_DRAFTS (crm_drafts_get_type ())
G_DECLARE_FINAL_TYPE (CrmDrafts, crm_drafts, CRM, DRAFTS, GObject)

CrmDrafts *crm_drafts_new (CrmStore *store);
/* Keeps @text under @name within two seconds; NULL or "": nothing is kept any more. */
void crm_drafts_set (CrmDrafts *self, const char *name, const char *text);
char *crm_drafts_dup (CrmDrafts *self, const char *name); /* NULL if there is none */
/* The names that begin with @prefix: (transfer full) (element-type utf8). */
GPtrArray *crm_drafts_list (CrmDrafts *self, const char *prefix);
void crm_drafts_flush (CrmDrafts *self); /* what waits is written at once */

G_END_DECLS
