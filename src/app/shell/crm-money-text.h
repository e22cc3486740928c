/* Sums of money in several currencies as one text. */
#pragma once

#include "crm-currency.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

/**
 * crm_money_text_new:
 * @workspace: whose currency it is said in, by the rates of today
 * @amounts: (element-type CrmAmount): what is added up
 * @joint: between amounts that cannot be added up: " + "
 * @parts: (out) (optional) (nullable): the amounts as they are, and which rate is missing; %NULL
 *   where the text says it all
 *
 * Returns: (transfer full): "1 200,00 ₽", "≈ 1 200,00 ₽" where some of it was converted, all the
 *   amounts where a rate is missing; "" where there is nothing
 */
char *crm_money_text_new (CrmWorkspace *workspace, GArray *amounts, const char *joint,
                          char **parts);
/* Adds to what there is of the currency. FALSE where the sum is too large. */
gboolean crm_money_text_add (GArray *amounts, const char *currency, gint64 money);
/* @sum and @converted as crm_currency_sum() gives them, today. */
char *crm_money_text_format_total (CrmWorkspace *workspace, gint64 sum, gboolean converted);

G_END_DECLS
