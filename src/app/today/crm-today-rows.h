/* The rows of the cards of Today: each fills a row with one record and what is done with it there.
 */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

void crm_today_row_fill_document (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace);
void crm_today_row_fill_request (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace);
void crm_today_row_fill_deal (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace);
void crm_today_row_fill_mention (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace);
void crm_today_row_fill_result (AdwActionRow *row, CrmRecord *record, CrmWorkspace *workspace);
/* A few words at the end of a row; @style: a class. Returns the label. */
GtkWidget *crm_today_row_add_mark (AdwActionRow *row, const char *text, const char *style);

G_END_DECLS
