/* Names of people and firms, and what they are in Latin letters. */
#pragma once

#include "crm-demo-words.h"

G_BEGIN_DECLS

typedef struct {
  const char *first;
  const char *middle; /* NULL where the language has none */
  const char *last;
} CrmDemoPerson;

void crm_demo_person_draw (CrmDemoPerson *self, const CrmDemoWords *words, CrmDemoRandom *random);
void crm_demo_person_write (const CrmDemoPerson *self, GString *name); /* in full */
void crm_demo_person_write_signature (const CrmDemoPerson *self, GString *name);

/* What somebody is at work; @kind: of the list "posts". */
const char *crm_demo_post_draw (const CrmDemoWords *words, char kind, CrmDemoRandom *random);

/* @rare: 0 for short names; higher where those are taken. */
void crm_demo_firm_draw (GString *core, const CrmDemoWords *words, const char *tails, guint rare,
                         CrmDemoRandom *random);
/* Puts @core (of a sole trader: the person's name) and a tail into a pattern with %s and %t. */
void crm_demo_firm_write (GString *name, const char *pattern, const char *core, const char *tail);
void crm_demo_tail_draw (GString *tail, const char *tails, CrmDemoRandom *random);

/* Small Latin letters, digits and dashes, for addresses in the net. */
void crm_demo_latin_append (GString *to, const CrmDemoWords *words, const char *text);

G_END_DECLS
