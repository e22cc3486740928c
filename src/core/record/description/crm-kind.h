/* What each kind of field can do: read what people and files write, and write what they read. */
#pragma once

#include "crm-decimal.h"
#include "crm-entity.h"

G_BEGIN_DECLS

const char *crm_kind_get_name (CrmKind kind); /* "money", for `voronkactl fields` */
CrmValueType crm_kind_get_storage (CrmKind kind);
gboolean
crm_kind_is_number (CrmKind kind); /* figures: right-aligned, can be summed where it makes sense */

/* A text as people type it, or as our own export writes it. References take an id only; names are
 * found by crm_reference_find(). */
gboolean crm_field_parse (const CrmField *field, const char *text, CrmValue *value, GError **error);
/* What a person typed into a form: numbers in the notation of their locale, dates in a few letters.
 */
gboolean crm_field_parse_typed (const CrmField *field, const char *text, CrmValue *value,
                                GError **error);
/* As people read it, in @style, without looking anything up: references give their id. @currency
 * may be NULL. */
char *crm_field_format (const CrmField *field, const CrmValue *value, const char *currency,
                        CrmNumberStyle style);
/* As machines read it: crm_field_parse() gives the same value back. */
char *crm_field_to_machine (const CrmField *field, const CrmValue *value);

GStrv crm_tags_split (const char *stored);
char *crm_tags_join (const char *const *tags);

G_END_DECLS
