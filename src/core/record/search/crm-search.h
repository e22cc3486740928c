/* Full-text search: each entity's searched fields, folded, by beginnings of words. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

typedef struct {
  const CrmEntity *entity;
  gint64 id;
  char *title;           /* owned */
  char *subtitle;        /* owned; may be NULL */
  const CrmField *field; /* where it was found, if not in the title; else NULL */
  char *found; /* owned; what stands there around the words, on one line; NULL without @field */
  char *words; /* owned; what was looked for and found: another reading of what was typed maybe */
} CrmSearchHit;

void crm_search_hit_free (CrmSearchHit *self);
/* Any thread. Best first over all entities, at most @most an entity; @entity narrows. (element-type
 * CrmSearchHit) */
GPtrArray *crm_search_read (CrmDatabase *database, const CrmEntity *entity, const char *text,
                            guint most, GError **error);
/* The FTS5 expression for what a person typed: quoted words as beginnings, other readings of them
 * too; NULL when it has no word. */
char *crm_search_expression (const char *text);
char *crm_search_dup_body (CrmRecord *record); /* what the index holds of a record */

/* Where in a text the words stand that were looked for: bytes. */
typedef struct {
  guint start;
  guint end; /* behind the last */
} CrmSearchRange;
/* (element-type CrmSearchRange) (transfer full). @words: as a hit has them. */
GArray *crm_search_find_ranges (const char *text, const char *words);

G_END_DECLS
