/* One card of Today: the first records of a query or two, how many there are, and the way to all of
 * them. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_TODAY_CARD (crm_today_card_get_type ())
G_DECLARE_FINAL_TYPE (CrmTodayCard, crm_today_card, CRM, TODAY_CARD, AdwBin)

/* Puts what belongs to a record's row into it: subtitle, marks, a button. */
typedef void (*CrmTodayRowFunc) (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace);

/* @nothing: what to say when there is nothing, a good sign as a rule. */
CrmTodayCard *crm_today_card_new (CrmWorkspace *workspace, const char *title, const char *nothing,
                                  CrmTodayRowFunc fill);
/* Whether it is not there while there is nothing. */
void crm_today_card_set_hides (CrmTodayCard *self, gboolean hides);
/* @second may be NULL: its records follow those of the first. */
void crm_today_card_set_queries (CrmTodayCard *self, CrmQuery *first, CrmQuery *second);
/* How the way to all of each is called where there are two. */
void crm_today_card_set_names (CrmTodayCard *self, const char *first, const char *second);

G_END_DECLS
