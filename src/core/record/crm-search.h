/* Full-text search: each entity's searched fields, folded, by beginnings of words. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

typedef struct {
  const CrmEntity *entity;
  gint64 id;
  char *title;    /* owned */
  char *subtitle; /* owned; may be NULL */
} CrmSearchHit;

void crm_search_hit_free (CrmSearchHit *self);
/* Any thread. Best first over all entities, at most @most an entity; @entity narrows. (element-type
 * CrmSearchHit) */
GPtrArray *crm_search_read (CrmDatabase *database, const CrmEntity *entity, const char *text,
                            guint most, GError **error);
/* The FTS5 expression for what a person typed: quoted words, the last as a beginning; NULL when it
 * has no word. */
char *crm_search_expression (const char *text);
char *crm_search_dup_body (CrmRecord *record); /* what the index holds of a record */

G_END_DECLS
