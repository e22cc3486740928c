/* The records opened last, for each company file. */
#pragma once

#include <gio/gio.h>

#include "crm-entity.h"

G_BEGIN_DECLS

#define CRM_RECENTS_MOST 8

void crm_recents_add (GSettings *settings, const char *path, const CrmEntity *entity, gint64 id);
/* Subjects (crm_subject_make()), the youngest first; (element-type gint64). */
GArray *crm_recents_read (GSettings *settings, const char *path);

G_END_DECLS
