/* A document that is paid in parts: what is expected when, as planned receipts. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

#define CRM_INSTALMENTS_MOST 60

/**
 * CrmInstalment:
 * @date: when it is expected
 * @amount: minor units of the document's currency
 *
 * One part.
 */
typedef struct {
  gint64 date;
  gint64 amount;
} CrmInstalment;

/**
 * CrmInstalmentStep:
 * @CRM_INSTALMENT_WEEK: seven days
 * @CRM_INSTALMENT_FORTNIGHT: fourteen days
 * @CRM_INSTALMENT_MONTH: the same day of the next month, its last one where there is no such
 * @CRM_INSTALMENT_QUARTER: the same day three months later
 *
 * From one part to the next.
 */
typedef enum {
  CRM_INSTALMENT_WEEK,
  CRM_INSTALMENT_FORTNIGHT,
  CRM_INSTALMENT_MONTH,
  CRM_INSTALMENT_QUARTER,
} CrmInstalmentStep;

/* (element-type CrmInstalment): @n parts of @total from @begin on, that add up to it; the first one
 * is @first hundredths of a percent of it, 0: as large as the others. Any thread. */
GArray *crm_instalments_plan (gint64 total, guint n, gint64 begin, CrmInstalmentStep step,
                              gint64 first);
/* What is not paid yet and can be divided; 0: nothing. */
gint64 crm_document_get_left (CrmRecord *document);
/* To @change: the parts in place of what was planned for the document. */
gboolean crm_document_add_instalments (CrmChange *change, CrmDatabase *database, gint64 document,
                                       GArray *instalments, GError **error);

G_END_DECLS
