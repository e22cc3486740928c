/* A set of fields of one entity, as a value: what a change touched, what a list depends on. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No entity has more fields than this, those that users add included. */
#define CRM_FIELDS_MOST 256
#define CRM_FIELDS_WORDS (CRM_FIELDS_MOST / 64)

/**
 * CrmFields:
 *
 * Members are places in `entity->fields`. Copied by assignment, empty when zeroed, compared by
 * crm_fields_equal(). Not tied to an entity: whoever holds it knows which it speaks of.
 */
typedef struct {
  guint64 words[CRM_FIELDS_WORDS]; /* private */
} CrmFields;

/* Every place, those of fields that do not exist yet included. */
static inline CrmFields
crm_fields_all (void)
{
  CrmFields all;
  for (guint i = 0; i < CRM_FIELDS_WORDS; i++)
    all.words[i] = G_MAXUINT64;
  return all;
}

/* @field: its place, from 0; -1, the place of no field, is in no set. */
static inline gboolean
crm_fields_has (CrmFields self, gint64 field)
{
  return field >= 0 && field < CRM_FIELDS_MOST &&
         (self.words[field / 64] & (G_GUINT64_CONSTANT (1) << (field % 64))) != 0;
}

static inline void
crm_fields_add (CrmFields *self, gint64 field)
{
  g_return_if_fail (field >= 0 && field < CRM_FIELDS_MOST);
  self->words[field / 64] |= G_GUINT64_CONSTANT (1) << (field % 64);
}

static inline void
crm_fields_remove (CrmFields *self, gint64 field)
{
  if (field >= 0 && field < CRM_FIELDS_MOST)
    self->words[field / 64] &= ~(G_GUINT64_CONSTANT (1) << (field % 64));
}

static inline gboolean
crm_fields_is_empty (CrmFields self)
{
  guint64 any = 0;
  for (guint i = 0; i < CRM_FIELDS_WORDS; i++)
    any |= self.words[i];
  return any == 0;
}

static inline gboolean
crm_fields_intersect (CrmFields self, CrmFields other)
{
  guint64 any = 0;
  for (guint i = 0; i < CRM_FIELDS_WORDS; i++)
    any |= self.words[i] & other.words[i];
  return any != 0;
}

static inline gboolean
crm_fields_equal (CrmFields self, CrmFields other)
{
  guint64 differ = 0;
  for (guint i = 0; i < CRM_FIELDS_WORDS; i++)
    differ |= self.words[i] ^ other.words[i];
  return differ == 0;
}

/* Adds all that are in @other. */
static inline void
crm_fields_unite (CrmFields *self, CrmFields other)
{
  for (guint i = 0; i < CRM_FIELDS_WORDS; i++)
    self->words[i] |= other.words[i];
}

G_END_DECLS
