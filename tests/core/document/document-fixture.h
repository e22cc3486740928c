/* Invoices to fill the built-in forms with, as plain or as nasty as a test wants them. */
#pragma once

#include "crm-form-data.h"
#include "crm-layout.h"

/* Of any built-in form: its first two letters say country or language. */
typedef enum {
  DOCUMENT_FIXTURE_DISCOUNTS = 1 << 0,
  DOCUMENT_FIXTURE_NASTY = 1 << 1, /* long names, quotes, markup, huge sums */
  DOCUMENT_FIXTURE_NO_VAT = 1 << 2,
  DOCUMENT_FIXTURE_PICTURES = 1 << 3,
  DOCUMENT_FIXTURE_BARE = 1 << 4,    /* nothing that may be left out */
  DOCUMENT_FIXTURE_FOREIGN = 1 << 5, /* in a currency of another country */
  DOCUMENT_FIXTURE_SOLE = 1 << 6,    /* the seller is a sole trader, where forms know of such */
} DocumentFixtureFlags;

CrmFormData *document_fixture_new (const char *form, gsize n_lines, DocumentFixtureFlags flags);
CrmForm *document_fixture_load (const char *form);
GBytes *document_fixture_picture (int width, int height, guint32 color, gboolean ring);
