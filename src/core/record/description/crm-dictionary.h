/* Dictionaries: the values a company chooses from, how often each is used, and two made one. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

/**
 * CrmDictionary:
 *
 * One of three kinds. The values of a list are records of choice that others point at. The words of
 * a field are codes that records hold, with the program's own among them; there a record of choice
 * says what a code is called here. Tags are words that records hold themselves.
 */
typedef struct {
  char *list;              /* owned; as in "list" of choice; "tag" for tags */
  char *title;             /* owned; for people */
  const CrmEntity *entity; /* of the field whose words they are; NULL: a list or tags */
  const CrmField *field;
  gboolean is_tags;
} CrmDictionary;

typedef struct {
  gint64 id;  /* of the record that describes it; 0: there is none yet */
  char *code; /* owned; what records hold; NULL: they point at the record */
  char *name; /* owned */
  char *colour;
  gboolean is_active;
  gboolean is_built_in; /* processes know its code: it can go out of use, but not vanish */
  gint64 n_used;
} CrmDictionaryValue;

void crm_dictionary_free (CrmDictionary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDictionary, crm_dictionary_free)
void crm_dictionary_value_free (CrmDictionaryValue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmDictionaryValue, crm_dictionary_value_free)

/* All of them: (transfer full) (element-type CrmDictionary). */
GPtrArray *crm_dictionary_list (void);
CrmDictionary *crm_dictionary_find (const char *list); /* NULL: there is none */
/* In order, with the number of records that hold each, counted in one pass. Any thread. */
GPtrArray *crm_dictionary_read (CrmDictionary *self, CrmDatabase *database, GError **error);

/* The record of a value, made within the change where it has none yet; id or stand-in. */
gint64 crm_dictionary_describe (CrmDictionary *self, CrmChange *change,
                                const CrmDictionaryValue *value, guint position);
/* Puts the values into the order in which they stand in the array. */
void crm_dictionary_arrange (CrmDictionary *self, CrmChange *change, GPtrArray *values);
/* All records that hold @from hold @into afterwards, and @from is gone or, where the program knows
 * it, out of use: queued on @change, done with its commit. */
void crm_dictionary_merge (CrmDictionary *self, CrmChange *change, const CrmDictionaryValue *from,
                           const CrmDictionaryValue *into);

/* The same for any two records of one entity: all that point at @from point at @into, and @from is
 * deleted. */
void crm_change_replace (CrmChange *change, const CrmEntity *entity, gint64 from, gint64 into);

/* For the description of choice. */
gboolean crm_dictionary_give_code (CrmRecord *record, CrmDatabase *database, GError **error);
gboolean crm_dictionary_check_unused (CrmRecord *record, CrmDatabase *database, GError **error);

G_END_DECLS
