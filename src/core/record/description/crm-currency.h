/* Currencies: money of one in another by dated rates. */
#pragma once

#include "crm-query.h"

G_BEGIN_DECLS

#define CRM_RATE_DECIMALS CRM_QUANTITY_DECIMALS
#define CRM_RATE_MOST_UNITS 1000000

/* What @units of a currency were worth in the company's own. */
typedef struct {
  gint64 rate;  /* 10^-6 of the company's own currency */
  gint64 units; /* 1 to CRM_RATE_MOST_UNITS */
  gint64 date;  /* from when on */
} CrmRate;

const char *crm_currency_get_base (CrmDatabase *database); /* the company's own; static */

gboolean crm_currency_read_rate (CrmDatabase *database, const char *currency, gint64 date,
                                 CrmRate *rate, GError **error);
gboolean crm_rate_convert (const CrmRate *rate, gint64 money, gint64 *converted);
gboolean crm_rate_convert_back (const CrmRate *rate, gint64 base, gint64 *converted);
gboolean crm_currency_convert (CrmDatabase *database, gint64 money, const char *currency,
                               gint64 date, gint64 *converted, GError **error);

/* Money of one currency; @currency is borrowed, NULL: the company's own. */
typedef struct {
  const char *currency;
  gint64 money;
} CrmAmount;
gboolean crm_currency_sum (CrmDatabase *database, GArray *amounts, gint64 date, gint64 *sum,
                           gboolean *converted, GError **error);

G_END_DECLS
