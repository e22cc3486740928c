/* What the files of dictionaries share. */
#pragma once

#include "crm-dictionary.h"

G_BEGIN_DECLS

/* The entity that keeps tags. */
#define CRM_DICTIONARY_TAGS "tag"

CrmDictionary *crm_dictionary_make (const char *list, const char *title);
gboolean crm_field_is_of_list (const CrmField *field, const char *list);

G_END_DECLS
