/* What the files of Today share. */
#pragma once

#include "crm-today-card.h"
#include "crm-today-page.h"
#include "crm-today-plan.h"

G_BEGIN_DECLS

struct _CrmTodayPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmTodayPlan *plan;
  gboolean is_set_up;
  CrmTodayCard *tasks;
  CrmTodayCard *late;
  CrmTodayCard *awaited;
  CrmTodayCard *neglected;
  CrmTodayCard *mentions;
  CrmTodayCard *waiting;
  CrmTodayCard *results;
  CrmTodayCard *outbox;
  GCancellable *summing; /* owned */
  guint midnight;

  AdwWindowTitle *header;
  GtkDropDown *whose;
  AdwBin *chips;
  GtkBox *left;
  GtkBox *right;
  GtkWidget *funnel;
  GtkListBox *stages;
};

/* Records of the person one looks after, on the desk as it is; full. */
CrmQuery *crm_today_page_query (CrmTodayPage *self, const char *entity, const char *sort);

/* The small funnel. */
void crm_today_page_read_funnel (CrmTodayPage *self);
void crm_today_page_open_stage (CrmTodayPage *self, GtkListBoxRow *row);

G_END_DECLS
