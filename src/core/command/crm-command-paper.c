/* What the command line knows of documents beyond their fields: drafts that are filled in, and the
 * issue. */
#include "config.h"

#include "crm-command-paper.h"

#include <string.h>

#include "crm-document.h"

typedef CrmRecord *(*FillIn) (CrmDatabase *database, CrmRecord *given, GError **error);

static CrmRecord *
fill_in_document (CrmDatabase *database, CrmRecord *given, GError **error)
{
  g_autoptr (CrmRecord) document = crm_record_copy (given);

  return crm_document_prepare_draft (database, document, error) ? g_steal_pointer (&document)
                                                                : NULL;
}

static CrmRecord *
fill_in_line (CrmDatabase *database, CrmRecord *given, GError **error)
{
  gint64 document = crm_record_get_integer (given, "document");

  /* What is missing is said when it is written. */
  if (document == 0)
    return g_object_ref (given);
  return crm_document_new_line (database, document, crm_record_get_integer (given, "product"),
                                error);
}

/**
 * crm_command_fill_in:
 * @database: any connection of this thread
 * @given: a record to be added, with what was said of it
 * @error: NOT_FOUND, or of the store
 *
 * Returns: (transfer full) (nullable): a record with what follows from that, as the window would
 *   fill it in; what was said of it is to be set once more
 */
CrmRecord *
crm_command_fill_in (CrmDatabase *database, CrmRecord *given, GError **error)
{
  static const struct {
    const char *entity;
    FillIn fill_in;
  } entities[] = {
    { "document", fill_in_document },
    { "document_line", fill_in_line },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strcmp (crm_record_get_entity (given)->name, entities[i].entity) == 0)
      return entities[i].fill_in (database, given, error);
  return g_object_ref (given);
}

/**
 * crm_command_find_deed:
 * @entity: of the record
 * @field: one that the program keeps
 *
 * Returns: (nullable): what is done when it is set to "now"
 */
CrmCommandDeed
crm_command_find_deed (const CrmEntity *entity, const CrmField *field)
{
  static const struct {
    const char *entity;
    const char *field;
    CrmCommandDeed deed;
  } deeds[] = {
    { "document", "issued", crm_document_add_issue },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (strcmp (entity->name, deeds[i].entity) == 0 && strcmp (field->name, deeds[i].field) == 0)
      return deeds[i].deed;
  return NULL;
}
