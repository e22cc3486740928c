/* A field of a form: a value's path and the filters that write it, "totals.gross|words". */
#pragma once

#include "crm-form-data.h"

G_BEGIN_DECLS

typedef struct _CrmFormField CrmFormField;

CrmFormField *crm_form_field_parse (const char *text, GError **error);
void crm_form_field_free (CrmFormField *field);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFormField, crm_form_field_free)

const char *crm_form_field_get_path (const CrmFormField *field);
gboolean crm_form_field_is_optional (const CrmFormField *field);
char *crm_form_field_format (const CrmFormField *field, const CrmFormData *value,
                             const char *language);

gboolean crm_form_path_check (const char *path, GError **error);

typedef struct _CrmFormCondition CrmFormCondition;

CrmFormCondition *crm_form_condition_parse (const char *text, GError **error);
void crm_form_condition_free (CrmFormCondition *condition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFormCondition, crm_form_condition_free)
gboolean crm_form_condition_holds (const CrmFormCondition *condition, const CrmFormData *scope);
const char *crm_form_condition_get_path (const CrmFormCondition *condition);

G_END_DECLS
