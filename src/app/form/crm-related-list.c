/* The records of one relation. */
#include "config.h"

#include "crm-related-list.h"

#include "crm-list-page.h"

static void
refresh_draft_cb (CrmListPage *page, CrmRecordForm *form)
{
  const CrmRelation *relation = g_object_get_data (G_OBJECT (page), "relation");
  g_autoptr (CrmRecord) draft =
      crm_relation_make_draft (relation, crm_record_form_get_record (form));

  crm_list_page_set_draft (page, draft);
}

/**
 * crm_related_list_new:
 * @form: of the record at which they point
 * @relation: which records
 *
 * Returns: (transfer floating): the list, as a section has it; what is added begins with what it
 *   shares with this record, and how the list is left is kept for all records of this entity
 */
GtkWidget *
crm_related_list_new (CrmRecordForm *form, const CrmRelation *relation)
{
  g_autoptr (CrmQuery) query =
      crm_relation_make_query (relation, crm_record_get_id (crm_record_form_get_record (form)));
  g_autofree char *name = g_strdup_printf ("%s/%s.%s", crm_record_form_get_entity (form)->name,
                                           relation->entity->name, relation->field->name);
  CrmListPage *page = crm_list_page_new_within (crm_record_form_get_workspace (form), query, name);

  g_object_set_data_full (G_OBJECT (page), "relation", g_memdup2 (relation, sizeof *relation),
                          g_free);
  refresh_draft_cb (page, form);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refresh_draft_cb), page,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (page);
}
