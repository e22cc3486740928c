/* What the standards of payment codes prescribe, shared by the writer and the reader of
 * crm-payment-code. */
#pragma once

#include "crm-payment-code.h"

G_BEGIN_DECLS

typedef struct {
  const char *key;
  guint most; /* characters; 0 is without limit */
  gboolean required;
  const char *pattern; /* regular expression of the whole value; NULL for any */
  const char *initial; /* what a new code begins with; NULL is empty */
} CrmPaymentFieldSpec;

typedef struct {
  const char *digit;
  const char *name; /* as iconv calls it */
} CrmPaymentCharset;

typedef struct {
  const char *name;
  const CrmPaymentFieldSpec *fields;
  gsize n_fields;
  const CrmPaymentCharset *charsets;
  gsize n_charsets;
  const char *currency;
  gsize most_bytes; /* of the whole payload; 0 is without limit */
} CrmPaymentStandard;

const CrmPaymentStandard *crm_payment_standard_get (CrmPaymentCodeKind kind);

G_END_DECLS
