/* One condition that a person puts on a list, by the kind of the field. */
#pragma once

#include "crm-period.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

typedef enum {
  CRM_TEST_ONE_OF,   /* any of the values */
  CRM_TEST_CONTAINS, /* the text, letters folded */
  CRM_TEST_EQUAL,    /* the value */
  CRM_TEST_AT_LEAST, /* the value or more; that day or later */
  CRM_TEST_AT_MOST,  /* the value or less; that day or earlier */
  CRM_TEST_BETWEEN,  /* two values, both in it */
  CRM_TEST_PERIOD,   /* a named stretch of days */
  CRM_TEST_OVERDUE,  /* before now */
  CRM_TEST_EMPTY,
  CRM_TEST_NOT_EMPTY,
  CRM_N_TESTS
} CrmTest;

#define CRM_TYPE_FILTER (crm_filter_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilter, crm_filter, CRM, FILTER, GObject)

/* Emits "changed". */
CrmFilter *crm_filter_new (CrmWorkspace *workspace, const CrmField *field);
const CrmField *crm_filter_get_field (CrmFilter *self);
CrmTest crm_filter_get_test (CrmFilter *self);
void crm_filter_set_test (CrmFilter *self, CrmTest test);
CrmPeriod crm_filter_get_period (CrmFilter *self);
void crm_filter_set_period (CrmFilter *self, CrmPeriod period);
/* Values as the field stores them; in dates' tests days. At most two for BETWEEN, one for others
 * but ONE_OF. */
guint crm_filter_get_n_values (CrmFilter *self);
const CrmValue *crm_filter_get_value (CrmFilter *self, guint i);
void crm_filter_set_value (CrmFilter *self, guint i, const CrmValue *value);
gboolean crm_filter_has_value (CrmFilter *self, const CrmValue *value);
void crm_filter_toggle_value (CrmFilter *self, const CrmValue *value, gboolean on);
/* Whether it says enough to be asked. */
gboolean crm_filter_is_complete (CrmFilter *self);
CrmQuery *crm_filter_apply (CrmFilter *self, CrmQuery *query); /* transfer full */
char *crm_filter_dup_text (CrmFilter *self);                   /* "Type: Client, Partner" */

/* What can be asked of a field; none where nothing can. */
const CrmTest *crm_filter_get_tests (const CrmField *field, gsize *n_tests);
const char *crm_filter_get_test_label (const CrmField *field, CrmTest test); /* translated */

G_END_DECLS
