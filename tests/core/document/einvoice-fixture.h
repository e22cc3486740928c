/* Documents of three countries and their e-invoice files. */
#pragma once

#include <libxml/tree.h>

#include "crm-einvoice.h"
#include "record-fixture.h"

typedef struct {
  RecordFixture record;
  const char *country;
  char *buyer; /* owned: name */
} EinvoiceFixture;

typedef struct {
  const char *country, *seller[24], *account, *buyer[20], *kind, *currency, *language;
  CrmEinvoiceFormat format;
} EinvoiceLand;

const EinvoiceLand *einvoice_find_land (const char *country);
void einvoice_set_up (EinvoiceFixture *fixture, gconstpointer country);
void einvoice_tear_down (EinvoiceFixture *fixture, gconstpointer country);
gint64 einvoice_add_document (EinvoiceFixture *fixture, const char *kind, const char *inclusive);
void einvoice_add_line (EinvoiceFixture *fixture, gint64 document, const char *name,
                        const char *quantity, const char *price, const char *discount,
                        const char *rate, const char *unit);
/* The numbers of it are the same on every day. */
gint64 einvoice_issue_two_lines (EinvoiceFixture *fixture, const char *kind);
void einvoice_issue (EinvoiceFixture *fixture, gint64 document);
CrmEinvoice *einvoice_make (EinvoiceFixture *fixture, gint64 document, CrmEinvoiceFormat format);
/* Read back, and found to be as strict as the office is that takes it. */
xmlDocPtr einvoice_parse (CrmEinvoice *einvoice);
/* The text of the first that is at a path of local names; owned. */
char *einvoice_query (xmlDocPtr xml, const char *path);
void einvoice_assert_says (xmlDocPtr xml, const char *path, const char *expected);
gint64 einvoice_get_money (xmlDocPtr xml, const char *path);
CrmRecord *einvoice_load (EinvoiceFixture *fixture, gint64 document);
GBytes *einvoice_read_file (EinvoiceFixture *fixture, gint64 id);
char *einvoice_dup_pdf_text (EinvoiceFixture *fixture, gint64 document);
