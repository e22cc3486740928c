/* Persons who are mentioned in notes: "@Anna Petrova, can you call them?" */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

typedef struct {
  gint64 person;
  char *written; /* the name as it stands in the text, without "@" */
  char *name;    /* as the person is called now */
} CrmMention;

void crm_mention_free (CrmMention *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMention, crm_mention_free)

/* Lets mentions follow the texts of notes. Once, at start. */
void crm_mention_register (void);
/* Those of one note; small, any thread. */
GPtrArray *crm_mentions_read (CrmDatabase *database, gint64 note, GError **error);
/* The first mention in @text: its length in bytes with "@", 0 if there is none; @start: where. */
gsize crm_mentions_find (GPtrArray *mentions, const char *text, gsize *start,
                         const CrmMention **mention);
/* The text with all persons as they are called now. */
char *crm_mentions_dup_text (GPtrArray *mentions, const char *text);

G_END_DECLS
