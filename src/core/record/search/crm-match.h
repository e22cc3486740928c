/* Whether two records are the same thing: the keys by which they are brought together, and how
 * surely they are one. Everything follows from fields marked CRM_FIELD_MATCH and CRM_FIELD_NAMES.
 */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/* First letters of keys. */
#define CRM_MATCH_EMAIL 'e'
#define CRM_MATCH_NAME 'n'
#define CRM_MATCH_PHONE 'p'
#define CRM_MATCH_BACKWARDS 'r'
#define CRM_MATCH_NUMBER 't'

gboolean crm_match_is_possible (const CrmEntity *entity);
/* Appends the keys of one value. (element-type utf8) */
void crm_match_append_keys (const CrmField *field, const char *text, GPtrArray *keys);
/* All keys of a record, sorted and each once. */
GPtrArray *crm_match_dup_keys (CrmRecord *record);

/* What is compared of a record, read once: comparing is then without the database. */
typedef struct _CrmMatchCard CrmMatchCard;
CrmMatchCard *crm_match_card_new (CrmRecord *record);
/* Reads the fields that are compared and no others; NULL without an error: there is no such record.
 */
CrmMatchCard *crm_match_card_read (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                   GError **error);
void crm_match_card_free (CrmMatchCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMatchCard, crm_match_card_free)

/* From so much on two records are shown as duplicates, and while one types as worth a look. */
#define CRM_MATCH_LIKELY 60
#define CRM_MATCH_WORTH_A_LOOK 35

typedef struct {
  int percent;       /* 0 to 100 */
  gboolean certain;  /* same number and same name, and nothing against it */
  CrmFields same;    /* that agree */
  CrmFields differs; /* that speak against it */
  int name;          /* letters by which the names differ; -1: they are different names */
  gboolean literal;  /* the names are the same letter by letter */
} CrmMatchScore;
CrmMatchScore crm_match_compare (const CrmMatchCard *a, const CrmMatchCard *b);
/* "same name, Phone is the same": for people */
char *crm_match_score_dup_reasons (const CrmMatchScore *self, const CrmEntity *entity);

G_END_DECLS
