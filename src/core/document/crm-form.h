/* A printed form: a declarative file, read and checked once, filled with data as often as wanted.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CRM_FORM_MAX_SIZE (1024 * 1024) /* bytes of the file */
#define CRM_FORM_MAX_DEPTH 32
#define CRM_FORM_MAX_ELEMENTS 5000

/**
 * CrmForm:
 *
 * A form that has been read. Immutable; any thread.
 */
typedef struct _CrmForm CrmForm;

CrmForm *crm_form_parse (GBytes *xml, GError **error);
CrmForm *crm_form_load (GFile *file, GCancellable *cancellable, GError **error);
CrmForm *crm_form_load_builtin (const char *name, GError **error);
CrmForm *crm_form_ref (CrmForm *form);
void crm_form_unref (CrmForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmForm, crm_form_unref)

const char *crm_form_get_name (const CrmForm *form);
const char *crm_form_get_language (const CrmForm *form);

char **crm_form_list_builtin (void);
const char *crm_form_find_builtin (const char *kind, const char *country);

G_END_DECLS
