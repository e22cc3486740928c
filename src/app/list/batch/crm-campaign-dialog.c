/* The dialog for a new campaign with a deal for each of many records. */
#include "config.h"

#include "crm-campaign-dialog.h"

#include <glib/gi18n.h>

#include "crm-batch-run.h"
#include "crm-record-fields.h"

#define CAMPAIGN "campaign"

static const char *const campaign_fields[] = { "name", "status", "responsible", "end_date",
                                               "goal" };
static const char *const deal_fields[] = { "name",        "value",  "currency", "stage",
                                           "responsible", "source", "note" };

struct _CrmCampaignDialog {
  AdwDialog parent_instance;

  GtkWidget *parent;       /* owned: over what the dialogs that follow are shown */
  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  GArray *ids;             /* gint64; owned */
  CrmRecordForm *campaign; /* owned; drafts */
  CrmRecordForm *deal;     /* owned */

  GtkBox *groups;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (CrmCampaignDialog, crm_campaign_dialog, ADW_TYPE_DIALOG)

/* --- Creating */

static void
made_cb (CrmWorkspace *workspace, gint64 id, gpointer data)
{
  crm_workspace_open_record (workspace, crm_entity_find (CAMPAIGN), id);
}

static void
show_problem (CrmCampaignDialog *self, const char *text)
{
  gtk_label_set_text (self->problem_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
}

/* What was wrong is being mended. */
static void
refreshed_cb (CrmCampaignDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
}

static void
commit (CrmCampaignDialog *self)
{
  CrmRecord *campaign = crm_record_form_get_record (self->campaign);
  CrmRecord *deal = crm_record_form_get_record (self->deal);
  g_autofree char *number = crm_decimal_format (self->ids->len, 0, 0, crm_number_style_local ());
  g_autofree char *said = NULL;
  g_autofree char *what = NULL;
  CrmBatchTexts texts = { .verb = _ ("C_reate") };
  CrmBatch *batch = crm_batch_new (self->entity, self->ids);

  if (crm_record_is_empty (deal, "name"))
    crm_record_set_text (deal, "name", crm_record_get_text (campaign, "name"));
  /* Translators: %1$s is the name of a campaign, %2$s a number */
  said = g_strdup_printf (ngettext ("Campaign “%1$s” with %2$s deal",
                                    "Campaign “%1$s” with %2$s deals", self->ids->len),
                          crm_record_get_text (campaign, "name"), number);
  /* Translators: %s is the name of a campaign */
  what = g_strdup_printf (_ ("Each gets a deal in the new campaign “%s”."),
                          crm_record_get_text (campaign, "name"));
  texts.said = said;
  texts.what = what;
  crm_batch_make (batch, campaign, deal);
  crm_batch_run (self->parent, self->workspace, batch, &texts, made_cb, NULL, NULL);
}

static void
create_cb (CrmCampaignDialog *self)
{
  if (!crm_record_form_flush (self->campaign) || !crm_record_form_flush (self->deal))
    return;
  if (crm_record_is_empty (crm_record_form_get_record (self->campaign), "name")) {
    show_problem (self, _ ("A campaign needs a name"));
    return;
  }
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  commit (self);
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- Object */

static void
crm_campaign_dialog_dispose (GObject *object)
{
  CrmCampaignDialog *self = CRM_CAMPAIGN_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CAMPAIGN_DIALOG);
  g_clear_object (&self->campaign);
  g_clear_object (&self->deal);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_object (&self->workspace);
  g_clear_object (&self->parent);

  G_OBJECT_CLASS (crm_campaign_dialog_parent_class)->dispose (object);
}

static void
crm_campaign_dialog_class_init (CrmCampaignDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_campaign_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-campaign-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCampaignDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, CrmCampaignDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, create_cb);
}

static void
crm_campaign_dialog_init (CrmCampaignDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static CrmRecordForm *
add_group (CrmCampaignDialog *self, CrmRecord *draft, const char *title, const char *description,
           const char *const *names, guint n_names)
{
  CrmRecordForm *form = crm_record_form_new (self->workspace, draft);
  g_autofree int *fields = g_new (int, n_names);
  GtkWidget *group;

  for (guint i = 0; i < n_names; i++)
    fields[i] = crm_entity_field_index (crm_record_get_entity (draft), names[i]);
  group = crm_field_group_new (form, title, fields, n_names, FALSE);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->groups, group);
  return form;
}

/**
 * crm_campaign_dialog_is_for:
 * @entity: a description
 *
 * Returns: whether there can be a deal for each of its records
 */
gboolean
crm_campaign_dialog_is_for (const CrmEntity *entity)
{
  return crm_batch_can_make (crm_entity_find (crm_entity_find (CAMPAIGN)->progress), entity);
}

/**
 * crm_campaign_dialog_new:
 * @parent: over what dialogs that follow are shown
 * @workspace: the workspace
 * @entity: of the records: companies, contacts, deals
 * @ids: (element-type gint64): which records
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_campaign_dialog_new (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *entity,
                         GArray *ids)
{
  CrmCampaignDialog *self = g_object_new (CRM_TYPE_CAMPAIGN_DIALOG, NULL);
  const CrmEntity *campaigns = crm_entity_find (CAMPAIGN);
  const CrmEntity *deals = crm_entity_find (campaigns->progress);
  g_autoptr (CrmRecord) campaign = crm_record_new (campaigns);
  g_autoptr (CrmRecord) deal = crm_record_new (deals);
  g_autofree char *number = crm_decimal_format (ids->len, 0, 0, crm_number_style_local ());
  g_autofree char *title = g_strdup_printf (
      /* Translators: %s is a number of companies, contacts or deals */
      ngettext ("A Deal for %s Record", "A Deal for Each of %s Records", ids->len), number);

  self->parent = g_object_ref (parent);
  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->ids = g_array_ref (ids);
  crm_record_set_text (campaign, "status", "running");
  self->campaign = add_group (self, campaign, crm_entity_get_label (campaigns), NULL,
                              campaign_fields, G_N_ELEMENTS (campaign_fields));
  g_signal_connect_object (self->campaign, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  self->deal = add_group (
      self, deal, title,
      _ ("Without a name they are called as the campaign. Responsible, source and currency that "
         "stay empty are those of the record."),
      deal_fields, G_N_ELEMENTS (deal_fields));
  return ADW_DIALOG (self);
}
