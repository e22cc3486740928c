/* What the files of a block's settings share. */
#pragma once

#include "crm-block-page.h"
#include "crm-text-edit.h"

G_BEGIN_DECLS

struct _CrmBlockPage {
  AdwNavigationPage parent_instance;

  CrmFormSession *session; /* owned */
  guint ordinal;
  gboolean is_column;
  CrmFormPart part;

  AdwBin *bin;
  AdwPreferencesPage *page;
  CrmTextEdit *text; /* borrowed; NULL where nothing is written */
};

CrmFormDraft *crm_block_page_get_draft (CrmBlockPage *self);
AdwPreferencesGroup *crm_block_page_add_group (CrmBlockPage *self, const char *title);

/* How it looks. */
void crm_block_page_add_look (CrmBlockPage *self);
void crm_block_page_add_column_look (CrmBlockPage *self, AdwPreferencesGroup *group);

/* Columns of a table, and a column itself. */
void crm_block_page_add_columns (CrmBlockPage *self);
void crm_block_page_add_column_settings (CrmBlockPage *self);

G_END_DECLS
