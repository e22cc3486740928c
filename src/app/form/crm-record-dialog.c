/* The fields of a small record in a dialog. */
#include "config.h"

#include "crm-record-dialog.h"

#include "crm-record-fields.h"
#include "crm-record-form.h"

static void
gone_cb (AdwDialog *dialog)
{
  adw_dialog_force_close (dialog);
}

static void
closed_cb (CrmRecordForm *form)
{
  crm_record_form_flush (form);
}

/**
 * crm_record_dialog_new:
 * @workspace: where the record is
 * @entity: of the record
 * @id: of the record
 *
 * Returns: (transfer floating) (nullable): a dialog in which it is edited in place; %NULL when
 *   there is no such record
 */
AdwDialog *
crm_record_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (crm_workspace_get_reader (workspace), entity, id, NULL);
  g_autoptr (CrmRecordForm) form = NULL;
  AdwDialog *dialog;
  GtkWidget *view;

  if (record == NULL)
    return NULL;
  form = crm_record_form_new (workspace, record);
  dialog = adw_dialog_new ();
  view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), crm_record_fields_new (form));
  adw_dialog_set_title (dialog, crm_entity_get_label (entity));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, view);
  g_signal_connect_object (form, "gone", G_CALLBACK (gone_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_cb), form, G_CONNECT_SWAPPED);
  return dialog;
}
