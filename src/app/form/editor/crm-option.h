/* One of the things that a chooser offers, and where they come from. */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_OPTION (crm_option_get_type ())
G_DECLARE_FINAL_TYPE (CrmOption, crm_option, CRM, OPTION, GObject)

typedef enum {
  CRM_OPTION_VALUE,
  CRM_OPTION_NONE,   /* takes the value away */
  CRM_OPTION_CREATE, /* makes a record named as typed */
} CrmOptionKind;

CrmOption *crm_option_new (CrmOptionKind kind, const char *title, const char *subtitle,
                           const CrmValue *value);
CrmOptionKind crm_option_get_kind (CrmOption *self);
const char *crm_option_get_title (CrmOption *self);
const char *crm_option_get_subtitle (CrmOption *self);
const CrmValue *crm_option_get_value (CrmOption *self);

/* Reader thread, or where it is quick the main one: what fits the text. (element-type CrmOption) */
GPtrArray *crm_options_read (CrmDatabase *database, const CrmField *field, const char *text,
                             GError **error);
/* Whether a title is all that a new record needs. */
gboolean crm_options_can_create (const CrmField *field);

G_END_DECLS
