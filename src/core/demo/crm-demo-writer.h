/* Rows of demo data on their way into a change. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

typedef enum {
  CRM_DEMO_PERSON_ROW,
  CRM_DEMO_CHOICE_ROW,
  CRM_DEMO_TAG_ROW,
  CRM_DEMO_COMPANY_ROW,
  CRM_DEMO_ADDRESS_ROW,
  CRM_DEMO_ACCOUNT_ROW,
  CRM_DEMO_CONTACT_ROW,
  CRM_DEMO_PRODUCT_ROW,
  CRM_DEMO_CAMPAIGN_ROW,
  CRM_DEMO_DEAL_ROW,
  CRM_DEMO_STAY_ROW,
  CRM_DEMO_ACTIVITY_ROW,
  CRM_DEMO_DOCUMENT_ROW,
  CRM_DEMO_LINE_ROW,
  CRM_DEMO_PAYMENT_ROW,
  CRM_DEMO_NOTE_ROW,
  CRM_DEMO_N_ROWS
} CrmDemoRowKind;

typedef struct {
  CrmChange *change; /* borrowed */
  const CrmEntity *entities[CRM_DEMO_N_ROWS];
  gint64 last_ids[CRM_DEMO_N_ROWS];
} CrmDemoWriter;

/* A row is cheapest to fill in the order of its description. */
typedef struct {
  CrmDemoWriter *writer;
  CrmDemoRowKind kind;
  CrmRecord *record; /* owned until it is added */
  gint64 id;
  int cursor;
} CrmDemoRow;

gboolean crm_demo_writer_begin (CrmDemoWriter *self, CrmDatabase *database, GError **error);
CrmDemoRow crm_demo_row_begin (CrmDemoWriter *writer, CrmDemoRowKind kind);
void crm_demo_row_text (CrmDemoRow *self, const char *field, const char *text);
void crm_demo_row_integer (CrmDemoRow *self, const char *field, gint64 integer);
void crm_demo_row_reference (CrmDemoRow *self, const char *field, gint64 id); /* 0: none */
gint64 crm_demo_row_add (CrmDemoRow *self);                                   /* its id */

G_END_DECLS
