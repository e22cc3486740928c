/* A seller of some country and a buyer, and documents between them. */
#pragma once

#include "crm-date.h"
#include "crm-document-debtor.h"
#include "crm-document.h"
#include "record-fixture.h"

G_BEGIN_DECLS

#define DAY_OF_DEBT crm_date_from_ymd (2026, 3, 1)

typedef struct {
  RecordFixture record;
  gint64 seller;
  gint64 buyer;
} FamilyFixture;

void family_set_up (FamilyFixture *fixture, gconstpointer country);
void family_tear_down (FamilyFixture *fixture, gconstpointer country);
CrmRecord *family_load (FamilyFixture *fixture, const char *entity, gint64 id);
gint64 family_draft (FamilyFixture *fixture, const char *kind);
gint64 family_add_line (FamilyFixture *fixture, gint64 document, const char *name,
                        const char *quantity, const char *price);
/* 0: refused */
gint64 family_make (FamilyFixture *fixture, gint64 document, const char *kind, GError **error);
gint64 family_make_well (FamilyFixture *fixture, gint64 document, const char *kind);
/* (element-type CrmRecord) */
GPtrArray *family_read_lines (FamilyFixture *fixture, gint64 document);
gboolean family_set_field (FamilyFixture *fixture, const char *entity, gint64 id, const char *field,
                           const char *text, GError **error);
gboolean family_issue (FamilyFixture *fixture, gint64 document, GError **error);
gint64 family_get_money (const CrmFormData *data, const char *path);
void family_assert_debt (FamilyFixture *fixture, gint64 document, guint n_documents, gint64 left);
void family_set_due (FamilyFixture *fixture, gint64 document);

G_END_DECLS
