/* What stands against opening a company file, and what a person can do about it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CRM_REMEDY_RETRY = 1 << 0,
  CRM_REMEDY_RESTORE = 1 << 1, /* put a backup in its place */
  CRM_REMEDY_RECOVER = 1 << 2, /* read what can be read into a new file */
  CRM_REMEDY_BEGIN = 1 << 3,   /* begin a new company file */
} CrmRemedy;

typedef struct {
  const char *icon;
  char *heading; /* owned */
  char *text;    /* owned; what happened, what is safe, what to do */
  CrmRemedy remedies;
} CrmFault;

CrmFault *crm_fault_new (const GError *error);
void crm_fault_free (CrmFault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFault, crm_fault_free)

G_END_DECLS
