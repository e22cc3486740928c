/* What is done to the chosen records of a list: assigned, tagged, moved, made a campaign of. */
#include "config.h"

#include "crm-list-batch.h"

#include <glib/gi18n.h>

#include "crm-address-dialog.h"
#include "crm-address-paper.h"
#include "crm-batch-run.h"
#include "crm-campaign-dialog.h"
#include "crm-debtors-dialog.h"
#include "crm-list-page-private.h"
#include "crm-paper-batch.h"
#include "crm-progress.h"
#include "crm-selection-ids.h"
#include "crm-set-field-dialog.h"
#include "crm-tags-dialog.h"

/* --- What an entity has */

/**
 * crm_list_batch_find_responsible:
 * @entity: a description
 *
 * Returns: the field that says whose it is, -1 if nobody's
 */
int
crm_list_batch_find_responsible (const CrmEntity *entity)
{
  return crm_entity_field_index (entity, "responsible");
}

/**
 * crm_list_batch_find_tags:
 * @entity: a description
 *
 * Returns: its field of tags, -1 if there is none
 */
int
crm_list_batch_find_tags (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_TAGS &&
        (entity->fields[i].flags & (CRM_FIELD_HIDDEN | CRM_FIELD_READ_ONLY)) == 0)
      return i;
  return -1;
}

/**
 * crm_list_batch_find_campaign:
 * @entity: a description
 *
 * Returns: the field by which it is part of something whose progress it makes, -1 if there is none
 */
int
crm_list_batch_find_campaign (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmEntity *target = crm_field_get_target (&entity->fields[i]);
    if (target != NULL && g_strcmp0 (target->progress, entity->name) == 0)
      return i;
  }
  return -1;
}

/* --- Dialogs */

static void
show_dialog (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity, GArray *ids,
             int field, const char *title, const CrmValue *value)
{
  AdwDialog *dialog = crm_set_field_dialog_new (parent, workspace, entity, ids);

  crm_set_field_dialog_fix (CRM_SET_FIELD_DIALOG (dialog), field, title, value);
  adw_dialog_present (dialog, parent);
}

void
crm_list_batch_assign (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                       GArray *ids)
{
  show_dialog (parent, workspace, entity, ids, crm_list_batch_find_responsible (entity),
               _ ("Assign"), NULL);
}

void
crm_list_batch_move (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                     GArray *ids, const CrmValue *value)
{
  show_dialog (parent, workspace, entity, ids,
               (int) (crm_progress_find_stage (entity) - entity->fields), _ ("Move to Stage"),
               value);
}

void
crm_list_batch_add_to_campaign (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                                GArray *ids, const CrmValue *value)
{
  show_dialog (parent, workspace, entity, ids, crm_list_batch_find_campaign (entity),
               _ ("Add to a Campaign"), value);
}

/* --- Actions */

static void
assign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    crm_list_batch_assign (widget, self->workspace, self->entity, ids);
}

static void
tags_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    adw_dialog_present (crm_tags_dialog_new (widget, self->workspace, self->entity,
                                             crm_list_batch_find_tags (self->entity), ids),
                        widget);
}

static void
stage_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    crm_list_batch_move (widget, self->workspace, self->entity, ids, NULL);
}

static void
new_campaign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    adw_dialog_present (crm_campaign_dialog_new (widget, self->workspace, self->entity, ids),
                        widget);
}

static void
add_to_campaign_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    crm_list_batch_add_to_campaign (widget, self->workspace, self->entity, ids, NULL);
}

/* --- Papers of documents */

static const struct {
  const char *action;
  CrmPaperBatchKind kind;
} papers[] = {
  { "list.print-papers", CRM_PAPER_BATCH_PRINT },
  { "list.one-pdf", CRM_PAPER_BATCH_ONE_PDF },
  { "list.pdfs", CRM_PAPER_BATCH_PDFS },
  { "list.einvoices", CRM_PAPER_BATCH_EINVOICES },
};

static void
papers_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  for (gsize i = 0; ids != NULL && i < G_N_ELEMENTS (papers); i++)
    if (g_str_equal (papers[i].action, name))
      crm_paper_batch_start (widget, self->workspace, ids, papers[i].kind);
}

static void
addresses_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  g_autoptr (GArray) ids = crm_list_page_dup_chosen (self);

  if (ids != NULL)
    adw_dialog_present (crm_address_dialog_new (widget, self->workspace, self->entity, ids),
                        widget);
}

static void
debtors_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  adw_dialog_present (crm_debtors_dialog_new (widget, self->workspace), widget);
}

static void
repeating_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmListPage *self = CRM_LIST_PAGE (widget);
  const CrmEntity *entity = crm_entity_find ("recurrence");
  g_autoptr (CrmQuery) query = crm_query_new (entity);

  crm_workspace_open_list (self->workspace, query, crm_entity_get_label_plural (entity));
}

void
crm_list_batch_delete (CrmListPage *self, GArray *ids)
{
  g_autofree char *number = crm_decimal_format (ids->len, 0, 0, crm_number_style_local ());
  /* Translators: %s is a number */
  g_autofree char *said =
      g_strdup_printf (ngettext ("%s record deleted", "%s records deleted", ids->len), number);
  CrmBatchTexts texts = {
    .said = said,
    .what = _ ("They are deleted with what belongs to them: notes, files, lines."),
    .verb = _ ("_Delete"),
    .destructive = TRUE,
  };
  CrmBatch *batch;

  if (ids->len <= CRM_BATCH_MOST_UNASKED) {
    crm_workspace_delete (self->workspace, self->entity, (const gint64 *) ids->data, ids->len);
    return;
  }
  batch = crm_batch_new (self->entity, ids);
  crm_batch_delete (batch);
  crm_batch_run (GTK_WIDGET (self), self->workspace, batch, &texts, NULL, NULL, NULL);
}

void
crm_list_batch_update (CrmListPage *self, gboolean can)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean chosen =
      self->selection != NULL && crm_bitset_selection_get_n_selected (self->selection) > 0;
  gboolean has_papers = chosen && self->entity == crm_entity_find ("document");

  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    gtk_widget_action_set_enabled (widget, papers[i].action, has_papers);
  gtk_widget_action_set_enabled (widget, "list.addresses",
                                 chosen && crm_address_paper_is_for (self->entity));
  gtk_widget_action_set_enabled (widget, "list.debtors",
                                 self->entity == crm_entity_find ("document") && !self->within);
  gtk_widget_action_set_enabled (widget, "list.repeating",
                                 self->entity == crm_entity_find ("document") && !self->within);

  gtk_widget_action_set_enabled (widget, "list.assign",
                                 can && crm_list_batch_find_responsible (self->entity) >= 0);
  gtk_widget_action_set_enabled (widget, "list.tags",
                                 can && crm_list_batch_find_tags (self->entity) >= 0);
  gtk_widget_action_set_enabled (widget, "list.stage",
                                 can && crm_progress_find_stage (self->entity) != NULL);
  gtk_widget_action_set_enabled (widget, "list.new-campaign",
                                 can && crm_campaign_dialog_is_for (self->entity));
  gtk_widget_action_set_enabled (widget, "list.add-to-campaign",
                                 can && crm_list_batch_find_campaign (self->entity) >= 0);
}

void
crm_list_batch_install (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (papers); i++)
    gtk_widget_class_install_action (widget_class, papers[i].action, NULL, papers_action);
  gtk_widget_class_install_action (widget_class, "list.addresses", NULL, addresses_action);
  gtk_widget_class_install_action (widget_class, "list.debtors", NULL, debtors_action);
  gtk_widget_class_install_action (widget_class, "list.repeating", NULL, repeating_action);
  gtk_widget_class_install_action (widget_class, "list.assign", NULL, assign_action);
  gtk_widget_class_install_action (widget_class, "list.tags", NULL, tags_action);
  gtk_widget_class_install_action (widget_class, "list.stage", NULL, stage_action);
  gtk_widget_class_install_action (widget_class, "list.new-campaign", NULL, new_campaign_action);
  gtk_widget_class_install_action (widget_class, "list.add-to-campaign", NULL,
                                   add_to_campaign_action);
}
