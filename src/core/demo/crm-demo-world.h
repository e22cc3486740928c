/* What all demo companies share: the day, the words, the own company with its people and goods. */
#pragma once

#include "crm-date.h"
#include "crm-demo-words.h"
#include "crm-demo-writer.h"

G_BEGIN_DECLS

#define CRM_DEMO_MOST_WORDS 4
#define CRM_DEMO_MOST_STAGES 12
#define CRM_DEMO_DAYS 731 /* two years, up to yesterday */

typedef enum {
  CRM_DEMO_PROPOSAL,
  CRM_DEMO_CONTRACT,
  CRM_DEMO_BILL,
  CRM_DEMO_ACT,
  CRM_DEMO_WAYBILL,
  CRM_DEMO_N_PAPER_KINDS
} CrmDemoPaperKind;

typedef enum {
  CRM_DEMO_PLANNED,
  CRM_DEMO_FOR_SIGNATURE,
  CRM_DEMO_SIGNED,
  CRM_DEMO_COMPLETED,
  CRM_DEMO_REJECTED,
} CrmDemoPaperStatus;

typedef struct {
  gint64 id;
  const char *const *entry; /* of the catalogue */
  char article[12];
  gint64 price;
  guint group;
  int most;
} CrmDemoProduct;

typedef struct {
  gint64 id;
  gint64 start;
  gint64 end;
  guint number; /* of the list "campaigns" */
} CrmDemoCampaign;

typedef struct {
  guint64 seed;
  gint64 today;
  guint n_companies;
  gint64 utc_offset; /* seconds that the country's clocks are ahead of UTC in winter */

  CrmDemoWords *words[CRM_DEMO_MOST_WORDS]; /* the own country's first; owned */
  guint n_words;

  gint64 me;         /* the person at this seat */
  GArray *sellers;   /* gint64: persons who sell */
  GArray *stages;    /* gint64: open ones in order */
  gint64 won;        /* stage */
  gint64 lost;       /* stage */
  GArray *sources;   /* gint64: choices */
  GArray *reasons;   /* gint64: choices, of loss */
  GArray *ends;      /* gint64: choices, of the end of cooperation */
  GArray *statuses;  /* gint64: choices, of contacts */
  GArray *segments;  /* gint64: choices, by trade */
  GArray *products;  /* CrmDemoProduct, group by group */
  GArray *groups;    /* guint: the product group of each title of a deal */
  GArray *services;  /* gboolean: whether a product group is mostly services */
  GArray *campaigns; /* CrmDemoCampaign */
  gint64 seller;     /* the own company */
  gint64 account;    /* its bank account */
  CrmRecord *sequences[CRM_DEMO_N_PAPER_KINDS]; /* owned; NULL where the file has none */
} CrmDemoWorld;

CrmDemoWorld *crm_demo_world_new (CrmDatabase *database, guint n_companies, guint64 seed,
                                  GError **error);
void crm_demo_world_free (CrmDemoWorld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDemoWorld, crm_demo_world_free)

/* The moment at which clocks of the own country show so many minutes after midnight. */
gint64 crm_demo_world_moment (const CrmDemoWorld *self, gint64 date, int minutes);

/* Nobody works on Saturdays and Sundays: that comes on the Friday before. */
static inline gint64
crm_demo_workday (gint64 date)
{
  int weekday = crm_date_weekday (date);
  return weekday > 5 ? date - (weekday - 5) : date;
}

/* One of them, 0 when there is none. */
static inline gint64
crm_demo_pick_id (const GArray *ids, CrmDemoRandom *random)
{
  guint index = crm_demo_random_below (random, ids->len);
  return ids->len > 0 ? g_array_index (ids, gint64, index) : 0;
}

/* "invoice": the kind of a document in the own country. */
const char *crm_demo_paper_kind_name (const CrmDemoWorld *self, CrmDemoPaperKind kind);

/* Writes the own company, its people, goods and dictionaries. */
gboolean crm_demo_office_write (CrmDemoWorld *self, CrmDemoWriter *writer, GError **error);

G_END_DECLS
