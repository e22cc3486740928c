/* Money, prices, quantities and percents as integers of a fixed number of decimals: no floating
 * point. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_QUANTITY_DECIMALS 6
#define CRM_PRICE_DECIMALS 4
#define CRM_PERCENT_DECIMALS 2
#define CRM_MONEY_DECIMALS 2

/* How a number is written: for machines ("1234.50"), or for people of a language ("1 234,50"). */
typedef enum {
  CRM_NUMBER_MACHINE,
  CRM_NUMBER_EN,
  CRM_NUMBER_RU,
  CRM_NUMBER_UK,
  CRM_NUMBER_PL,
} CrmNumberStyle;

CrmNumberStyle crm_number_style_for_language (const char *language);
/* The style of the person's locale (LC_NUMERIC), found once at start. Main thread and core alike.
 */
CrmNumberStyle crm_number_style_local (void);

gboolean crm_decimal_parse (const char *text, guint decimals, gint64 *value, GError **error);
/* As crm_decimal_parse(), for what a person types: in English "1,234" is 1234. */
gboolean crm_decimal_parse_styled (const char *text, guint decimals, CrmNumberStyle style,
                                   gint64 *value, GError **error);
char *crm_decimal_format (gint64 value, guint decimals, guint least_decimals, CrmNumberStyle style);
gboolean crm_decimal_divide (gint64 dividend, gint64 divisor, gint64 *quotient);
gboolean crm_decimal_multiply (gint64 a, gint64 b, gint64 divisor, gint64 *product);
gboolean crm_money_of_price (gint64 price, gint64 quantity, gint64 *money, GError **error);
gboolean crm_money_spread (gint64 total, const gint64 *weights, gsize n_weights, gint64 *shares);
char *crm_money_format (gint64 money, const char *currency, CrmNumberStyle style);
const char *crm_currency_sign (const char *currency);

G_END_DECLS
