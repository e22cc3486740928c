/* The words of one language that demo data are made of, from data/demo. */
#pragma once

#include "crm-demo-random.h"

G_BEGIN_DECLS

typedef enum {
  CRM_DEMO_MALE,
  CRM_DEMO_FEMALE,
  CRM_DEMO_PATRONYMICS,
  CRM_DEMO_SURNAMES,
  CRM_DEMO_CITIES,
  CRM_DEMO_STREETS,
  CRM_DEMO_WORDS,
  CRM_DEMO_REGIONS,
  CRM_DEMO_TRADES,
  CRM_DEMO_FORMS,
  CRM_DEMO_POSTS,
  CRM_DEMO_EMAILS,
  CRM_DEMO_BANKS,
  CRM_DEMO_TAGS,
  CRM_DEMO_NOTES,
  CRM_DEMO_ENDS,
  CRM_DEMO_CALENDAR,
  CRM_DEMO_CATALOGUE,
  CRM_DEMO_DEALS,
  CRM_DEMO_CAMPAIGNS,
  CRM_DEMO_OFFICE,
  CRM_DEMO_N_LISTS
} CrmDemoListName;

/* An entry is its parts, ended by NULL; every entry of a list has as many. */
typedef struct {
  GPtrArray *entries; /* GStrv; owned */
  GArray *turns;      /* guint: entries as often as they weigh; NULL where all weigh the same */
} CrmDemoList;

typedef struct {
  const char *country;
  const char *language;
  const char *currency;
  gboolean cyrillic;
  CrmDemoList lists[CRM_DEMO_N_LISTS];
} CrmDemoWords;

CrmDemoWords *crm_demo_words_load (const char *country, GError **error);
void crm_demo_words_free (CrmDemoWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDemoWords, crm_demo_words_free)

guint crm_demo_words_count (const CrmDemoWords *self, CrmDemoListName list);
const char *const *crm_demo_words_entry (const CrmDemoWords *self, CrmDemoListName list,
                                         guint index);
guint crm_demo_words_draw (const CrmDemoWords *self, CrmDemoListName list, CrmDemoRandom *random);
const char *const *crm_demo_words_pick (const CrmDemoWords *self, CrmDemoListName list,
                                        CrmDemoRandom *random);
const char *crm_demo_words_office (const CrmDemoWords *self, const char *key);

G_END_DECLS
