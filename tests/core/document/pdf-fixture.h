/* PDFs of forms made and read again. */
#pragma once

#include <poppler.h>

#include "crm-layout.h"

GBytes *pdf_fixture_make (const CrmFormLayout *layout);
PopplerDocument *pdf_fixture_open (GBytes *pdf);
