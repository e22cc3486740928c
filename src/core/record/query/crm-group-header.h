/* The heading of a group within a list: its name, how many records it holds, what they come to. */
#pragma once

#include "crm-grouping.h"

G_BEGIN_DECLS

#define CRM_TYPE_GROUP_HEADER (crm_group_header_get_type ())
G_DECLARE_FINAL_TYPE (CrmGroupHeader, crm_group_header, CRM, GROUP_HEADER, GObject)

/* Emits "changed" when it says something else. Main thread. */
CrmGroupHeader *crm_group_header_new (const CrmEntity *entity, const CrmGroupPart *part,
                                      gboolean open);
const CrmEntity *crm_group_header_get_entity (CrmGroupHeader *self);
const char *crm_group_header_get_key (CrmGroupHeader *self);
const char *crm_group_header_get_label (CrmGroupHeader *self);
gint64 crm_group_header_get_count (CrmGroupHeader *self);
gboolean crm_group_header_is_open (CrmGroupHeader *self);
GArray *crm_group_header_get_sums (CrmGroupHeader *self); /* CrmSum; see CrmGroupPart */
void crm_group_header_update (CrmGroupHeader *self, const CrmGroupPart *part, gboolean open);

G_END_DECLS
