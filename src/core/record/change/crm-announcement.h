/* Word of a commit: which records of which entities changed. All that is open follows from it and
 * from nothing else. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

#define CRM_TYPE_ANNOUNCEMENT (crm_announcement_get_type ())
G_DECLARE_FINAL_TYPE (CrmAnnouncement, crm_announcement, CRM, ANNOUNCEMENT, GObject)

typedef struct {
  CrmAction action;
  const CrmEntity *entity;
  gint64 id;
  CrmFields fields; /* that changed; all for add and delete */
} CrmNews;

/* At most so many records of one entity are named; beyond, everything of it counts as changed. */
#define CRM_ANNOUNCEMENT_MOST 2000

CrmAnnouncement *crm_announcement_new (gint64 change, CrmOrigin origin, const char *label);
void crm_announcement_set_change (CrmAnnouncement *self, gint64 change,
                                  const char *label); /* once its place in the journal is known */
void crm_announcement_add (CrmAnnouncement *self, CrmAction action, const CrmEntity *entity,
                           gint64 id, CrmFields fields);
/* Takes in what was done before it in the same transaction. */
void crm_announcement_precede (CrmAnnouncement *self, CrmAnnouncement *earlier);
gint64 crm_announcement_get_change (CrmAnnouncement *self); /* its id in the journal */
const char *crm_announcement_get_label (CrmAnnouncement *self);
CrmOrigin crm_announcement_get_origin (CrmAnnouncement *self);
gboolean crm_announcement_touches (CrmAnnouncement *self, const CrmEntity *entity);
gboolean crm_announcement_is_wide (CrmAnnouncement *self,
                                   const CrmEntity *entity); /* too many to be named */
const CrmNews *crm_announcement_get_news (CrmAnnouncement *self, const CrmEntity *entity,
                                          gsize *n_news);

G_END_DECLS
