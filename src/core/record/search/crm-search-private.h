/* Keeping the search index with the records; what a search looks for. */
#pragma once

#include "crm-search.h"

G_BEGIN_DECLS

/* record NULL: deleted; old NULL: added. */
gboolean crm_search_index (CrmDatabase *database, CrmRecord *record, CrmRecord *old,
                           GError **error);

/* Anew for the records of @entity that have something in @field. */
gboolean crm_search_index_filled (CrmDatabase *database, const CrmEntity *entity, const char *field,
                                  GError **error);

/* For bulk loads: all records with higher ids, which are not in the index yet. */
gboolean crm_search_index_after (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                 GError **error);

/* What a text may mean, from what it says to what it may have been meant to say. */
typedef enum {
  CRM_READING_PLAIN,
  CRM_READING_LAYOUT, /* the same keys in another keyboard layout */
  CRM_READING_SCRIPT, /* the same sounds in another alphabet */
  CRM_N_READINGS
} CrmReading;
/* Folded texts; none where it has no word. */
GStrv crm_search_read_as (const char *text, CrmReading reading);
/* The FTS5 expression: every word of one of @readings begins a word. NULL for no words. */
char *crm_search_express (const char *const *readings);
/* Whether every word of @words begins a word of @text, whole or in its digits. */
gboolean crm_search_matches (const char *text, const char *words);

G_END_DECLS
