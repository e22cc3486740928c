/* One condition that a person puts on a list, by the kind of the field. */
#pragma once

#include "crm-condition.h"
#include "crm-workspace.h"

G_BEGIN_DECLS

typedef enum {
  CRM_TEST_ONE_OF,   /* any of the values */
  CRM_TEST_NONE_OF,  /* none of the values */
  CRM_TEST_ALL_OF,   /* all of the values: of tags */
  CRM_TEST_CONTAINS, /* the text, letters folded */
  CRM_TEST_NOT_CONTAINS,
  CRM_TEST_BEGINS,
  CRM_TEST_EQUAL,    /* the value */
  CRM_TEST_AT_LEAST, /* the value or more; that day or later */
  CRM_TEST_AT_MOST,  /* the value or less; that day or earlier */
  CRM_TEST_BETWEEN,  /* two values, both in it */
  CRM_TEST_PERIOD,   /* a stretch of days told from today */
  CRM_TEST_OVERDUE,  /* before now */
  CRM_TEST_EMPTY,
  CRM_TEST_NOT_EMPTY,
  CRM_N_TESTS
} CrmTest;

/* From the records that are listed to those that the field is of: nowhere, along a reference of
 * theirs, or back to what points at them. */
typedef struct {
  const CrmField *reference; /* NULL: not along one */
  const CrmEntity *source;   /* NULL: not back */
  const CrmField *link;      /* the field of @source that points at what is listed */
} CrmFilterWay;

#define CRM_TYPE_FILTER (crm_filter_get_type ())
G_DECLARE_FINAL_TYPE (CrmFilter, crm_filter, CRM, FILTER, GObject)

/* Emits "changed". */
CrmFilter *crm_filter_new (CrmWorkspace *workspace, const CrmField *field);
/* @field NULL, back only: whether there is anything that points here. */
CrmFilter *crm_filter_new_way (CrmWorkspace *workspace, const CrmFilterWay *way,
                               const CrmField *field);
/* Of what a query asks of @entity. What has no editor here is shown, and can be taken away. */
CrmFilter *crm_filter_new_condition (CrmWorkspace *workspace, const CrmEntity *entity,
                                     CrmCondition *condition);
const CrmField *crm_filter_get_field (CrmFilter *self); /* may be NULL */
const CrmFilterWay *crm_filter_get_way (CrmFilter *self);
gboolean crm_filter_is_fixed (CrmFilter *self); /* has no editor here */
/* What is wrong with it, a sentence; NULL: nothing. */
const char *crm_filter_get_problem (CrmFilter *self);
/* Looks whether its field is still there, after descriptions were changed. */
void crm_filter_follow (CrmFilter *self);
/* Back only: whether there must be none. */
gboolean crm_filter_get_negated (CrmFilter *self);
void crm_filter_set_negated (CrmFilter *self, gboolean negated);
CrmTest crm_filter_get_test (CrmFilter *self);
void crm_filter_set_test (CrmFilter *self, CrmTest test);
const CrmSpan *crm_filter_get_span (CrmFilter *self);
void crm_filter_set_span (CrmFilter *self, const CrmSpan *span);
/* Values as the field stores them; in dates' tests days. At most two for BETWEEN, one for others
 * but ONE_OF, NONE_OF and ALL_OF. */
guint crm_filter_get_n_values (CrmFilter *self);
const CrmValue *crm_filter_get_value (CrmFilter *self, guint i);
void crm_filter_set_value (CrmFilter *self, guint i, const CrmValue *value);
gboolean crm_filter_has_value (CrmFilter *self, const CrmValue *value);
void crm_filter_toggle_value (CrmFilter *self, const CrmValue *value, gboolean on);
/* The person who asks, whoever that is then. */
gboolean crm_filter_has_me (CrmFilter *self);
void crm_filter_toggle_me (CrmFilter *self, gboolean on);
/* Whether it says enough to be asked. */
gboolean crm_filter_is_complete (CrmFilter *self);
/* Transfer full; NULL while it is not complete. */
CrmCondition *crm_filter_make_condition (CrmFilter *self, const CrmEntity *entity);
char *crm_filter_dup_text (CrmFilter *self); /* "Type: Client, Partner" */

/* What can be asked of a field; none where nothing can. */
const CrmTest *crm_filter_get_tests (const CrmField *field, gsize *n_tests);
const char *crm_filter_get_test_label (const CrmField *field, CrmTest test); /* translated */
/* "Company › Segment", "With Deals: Stage"; transfer full. */
char *crm_filter_way_dup_label (const CrmFilterWay *way, gboolean negated, const CrmField *field);

G_END_DECLS
