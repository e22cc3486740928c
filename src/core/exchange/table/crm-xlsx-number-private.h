/* Numbers of a spreadsheet as it shows them: dates by their format, no rounding noise. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CRM_XLSX_PLAIN,
  CRM_XLSX_PERCENT,
  CRM_XLSX_DATE,
  CRM_XLSX_TIME,
  CRM_XLSX_DATE_TIME,
  CRM_XLSX_PADDED, /* with leading zeros: an article */
  CRM_XLSX_TEXT,
} CrmXlsxKind;

typedef struct {
  CrmXlsxKind kind;
  int width; /* of a padded number */
} CrmXlsxFormat;

CrmXlsxFormat crm_xlsx_format_builtin (int id);
CrmXlsxFormat crm_xlsx_format_parse (const char *code);
char *crm_xlsx_number_dup (const char *number, CrmXlsxFormat format, gboolean from_1904);

G_END_DECLS
