/* What a company file holds, told without opening it for work. */
#pragma once

#include "crm-entity.h"

G_BEGIN_DECLS

typedef struct {
  const CrmEntity *entity;
  gint64 n;
} CrmFileFact;

/* Any thread. (element-type CrmFileFact); @last_change: moment of the youngest change, 0 if none */
GArray *crm_file_facts_read (const char *path, gint64 *last_change, GError **error);

G_END_DECLS
