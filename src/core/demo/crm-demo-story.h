/* One company told in rows: the firm, its people, deals, tasks and papers. */
#pragma once

#include "crm-demo-names.h"
#include "crm-demo-plan.h"

G_BEGIN_DECLS

#define CRM_DEMO_MOST_CONTACTS 4

typedef struct _CrmDemoNumbering CrmDemoNumbering;

typedef struct {
  CrmDemoWorld *world;   /* owned */
  CrmDemoWriter *writer; /* borrowed */
  GHashTable *taken;     /* hashes of the names in use */

  CrmDemoNumbering *numbering; /* owned */

  /* The company that is being told. */
  CrmDemoPlan plan;
  guint number;
  const CrmDemoWords *words;
  gint64 company;
  CrmDemoPerson director;    /* the first of the contacts */
  const char *director_post; /* NULL of a sole trader */
  const char *city_code;
  gint64 contacts[CRM_DEMO_MOST_CONTACTS];
  guint n_contacts;

  /* Kept from company to company, for speed. */
  GString *name;
  GString *core;
  GString *tail;
  GString *domain;
  GString *text;
} CrmDemoStory;

CrmDemoStory *crm_demo_story_new (CrmDemoWorld *world, CrmDemoWriter *writer);
void crm_demo_story_free (CrmDemoStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDemoStory, crm_demo_story_free)

gboolean crm_demo_story_tell (CrmDemoStory *self, guint number, GError **error);

/* The parts of it, in this order. */
void crm_demo_story_tell_company (CrmDemoStory *self);
void crm_demo_story_tell_contacts (CrmDemoStory *self);
gboolean crm_demo_story_tell_deals (CrmDemoStory *self, GError **error);
void crm_demo_story_tell_note (CrmDemoStory *self, const CrmEntity *entity, gint64 id,
                               gint64 author, gint64 date, CrmDemoRandom *random);

G_END_DECLS
