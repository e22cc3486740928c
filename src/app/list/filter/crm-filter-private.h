/* The inside of a filter. */
#pragma once

#include "crm-filter.h"

G_BEGIN_DECLS

struct _CrmFilter {
  GObject parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmFilterWay way;
  gboolean negated;
  const CrmField *field; /* NULL: of whatever points here, or fixed */
  CrmTest test;
  CrmSpan span;
  GArray *operands;    /* CrmOperand: VALUE or ME; owned */
  CrmCondition *fixed; /* owned; what has no editor here, else NULL */
  char *problem;       /* owned; its field was deleted; NULL: it is there */
};

gboolean crm_filter_is_day (const CrmField *field);
/* Fills the test and its operands; FALSE where the field's tests do not know such. */
gboolean crm_filter_read_test (CrmFilter *self, CrmCondition *condition);

G_END_DECLS
