/* Files whose rows have names for their cells. */
#include "config.h"

#include "crm-table-objects-private.h"

const CrmTableObjects *
crm_table_objects_get (CrmTableFormat format)
{
  switch (format) {
  case CRM_TABLE_FORMAT_DELIMITED:
  case CRM_TABLE_FORMAT_XLSX:
    return NULL;
  case CRM_TABLE_FORMAT_JSON:
    return &crm_json_objects;
  case CRM_TABLE_FORMAT_VCARD:
    return &crm_vcard_objects;
  case CRM_TABLE_FORMAT_LDIF:
    return &crm_ldif_objects;
  case CRM_TABLE_FORMAT_ICS:
    return &crm_ics_objects;
  }
  return NULL;
}
