/* The salvage of one table, for crm_backup_recover() alone. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

typedef struct {
  CrmDatabase *sound;   /* borrowed; refuses pages whose checksum does not match */
  CrmDatabase *lenient; /* borrowed; takes them as they are */
  CrmDatabase *target;  /* borrowed */
  GPtrArray *lost;      /* borrowed; sentences */
} CrmSalvage;

typedef struct {
  char *name; /* owned */
  gboolean has_rowid;
} CrmSalvageTable;

gboolean crm_salvage_table (CrmSalvage *salvage, const CrmSalvageTable *table,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
