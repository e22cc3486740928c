/* What is done to the chosen records of a list: assigned, tagged, moved, made a campaign of. */
#pragma once

#include "crm-list-page.h"

G_BEGIN_DECLS

/* The fields that the operations are for; -1 where an entity has none. */
int crm_list_batch_find_responsible (const CrmEntity *entity);
int crm_list_batch_find_tags (const CrmEntity *entity);
int crm_list_batch_find_campaign (const CrmEntity *entity);

void crm_list_batch_install (GtkWidgetClass *widget_class);
/* Which of the actions are there: @can: something is chosen and can be written. */
void crm_list_batch_update (CrmListPage *self, gboolean can);
/* Deletes the chosen records, after a summary where they are many. */
void crm_list_batch_delete (CrmListPage *self, GArray *ids);

/* The dialogs, for rows that were dropped somewhere. @value (nullable): what they begin with. */
void crm_list_batch_assign (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                            GArray *ids);
void crm_list_batch_move (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                          GArray *ids, const CrmValue *value);
void crm_list_batch_add_to_campaign (GtkWidget *parent, CrmWorkspace *workspace,
                                     const CrmEntity *entity, GArray *ids, const CrmValue *value);

G_END_DECLS
