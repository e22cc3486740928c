/* What the desktop is told about a change: which records, in which words. */
#pragma once

#include "crm-announcement.h"

G_BEGIN_DECLS

/* More of one entity at once are told in one notice. */
#define CRM_NOTICE_MOST 3

typedef struct {
  const CrmEntity *entity;
  gint64 id;     /* of the record; 0 where the notice stands for many */
  gint64 change; /* in the journal */
  char *title;   /* owned */
  char *body;    /* owned; NULL where the title says it all */
} CrmNotice;

void crm_notice_free (CrmNotice *self);
GPtrArray *crm_notices_read (CrmDatabase *database, CrmAnnouncement *announcement,
                             gboolean with_own);
char *crm_notice_dup_id (const CrmNotice *self);

G_END_DECLS
