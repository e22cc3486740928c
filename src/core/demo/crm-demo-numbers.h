/* Numbers with right check digits that belong to nobody: each begins as no authority gives them
 * out. */
#pragma once

#include "crm-demo-random.h"

G_BEGIN_DECLS

#define CRM_DEMO_NUMBER_SIZE 40

typedef char CrmDemoNumber[CRM_DEMO_NUMBER_SIZE];

/* All requisites of a firm that are numbers; "" where the country has none. */
typedef struct {
  CrmDemoNumber tax;          /* ИНН, ЄДРПОУ or РНОКПП, NIP */
  CrmDemoNumber registration; /* ОГРН or ОГРНИП, REGON */
  CrmDemoNumber kpp;
  CrmDemoNumber vat; /* ІПН, "PL" and NIP */
  CrmDemoNumber krs;
} CrmDemoNumbers;

/* An account and the codes of its bank. */
typedef struct {
  CrmDemoNumber account;
  CrmDemoNumber bic;
  CrmDemoNumber corr_account;
} CrmDemoAccount;

void crm_demo_numbers_make (CrmDemoNumbers *self, const char *country, gboolean sole_trader,
                            guint64 serial, int founded, CrmDemoRandom *random);
void crm_demo_account_make (CrmDemoAccount *self, const char *country, gboolean sole_trader,
                            guint bank, CrmDemoRandom *random);
void crm_demo_phone_make (CrmDemoNumber phone, const char *country, const char *city_code,
                          CrmDemoRandom *random);

G_END_DECLS
