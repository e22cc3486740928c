/* PDFs of forms made and read again. */
#include "config.h"

#include "pdf-fixture.h"

#include "crm-render.h"

GBytes *
pdf_fixture_make (const CrmFormLayout *layout)
{
  g_autoptr (GError) error = NULL;
  GBytes *pdf = crm_form_layout_to_pdf (layout, NULL, &error);
  g_assert_no_error (error);
  return pdf;
}

PopplerDocument *
pdf_fixture_open (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, &error);
  g_assert_no_error (error);
  return document;
}
