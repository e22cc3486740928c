/* What the users of the open file have added to the descriptions: fields of their own, other words,
 * colours and an order for choices. */
#pragma once

#include "crm-entity.h"
#include "crm-database.h"

G_BEGIN_DECLS

/* How many fields users may add to one entity; those that were deleted count. */
#define CRM_CUSTOM_MOST 64

/* Makes the descriptions those of this file. To be called when a file is opened for use, and by the
 * record room itself when a change adds to them. Any thread, one file at a time. */
gboolean crm_descriptions_load (CrmDatabase *database, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A number that is another whenever descriptions were changed: for what is derived from them. */
guint crm_descriptions_get_serial (void);

/* What a field of the users' own can be. */
typedef struct {
  const char *code; /* as stored in "kind" of custom_field */
  CrmKind kind;
  const char *target; /* of a reference */
  gboolean has_list;  /* its values are a dictionary of its own */
} CrmCustomKind;

const CrmCustomKind *crm_custom_kind_find (const char *code); /* NULL: there is none */
/* Whether the program itself knows a value of the field of the entity at place @i. */
gboolean crm_entity_has_built_in_choice (int i, const char *field, const char *code);

G_END_DECLS
