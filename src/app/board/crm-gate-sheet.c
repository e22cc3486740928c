/* One small sheet with what a deal lacks to enter a stage. */
#include "config.h"

#include "crm-gate-sheet-private.h"

#include <glib/gi18n.h>

#include "crm-loss.h"
#include "crm-problem-banner.h"

G_DEFINE_FINAL_TYPE (CrmGateSheet, crm_gate_sheet, ADW_TYPE_DIALOG)

CrmRecord *
crm_gate_sheet_get_deal (CrmGateSheet *self)
{
  return ((CrmGateSide *) self->sides->pdata[0])->stored;
}

static CrmRecord *
get_draft (CrmGateSheet *self)
{
  return crm_record_form_get_record (((CrmGateSide *) self->sides->pdata[0])->form);
}

/* --- Whether all is there */

void
crm_gate_sheet_update (CrmGateSheet *self)
{
  gboolean all =
      !self->moving && (self->reasons == NULL || self->reasons->len == 0 || self->reason != 0);

  for (guint i = 0; i < self->rows->len; i++)
    all = all && crm_gate_sheet_is_met (self, i);
  for (guint i = 0; i < self->papers->len; i++)
    all = all && ((CrmGatePaper *) self->papers->pdata[i])->state != CRM_GATE_PAPER_MISSING;
  self->can_move = all;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gate.move", all);
}

static void rebuild (CrmGateSheet *self);

/* With another company other things may be missing. */
void
crm_gate_sheet_refresh (CrmGateSheet *self)
{
  CrmRecord *draft = get_draft (self);
  const CrmEntity *entity = crm_record_get_entity (draft);
  gint64 subject = 0;

  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_PARTY) != 0)
      subject = subject * 31 + crm_record_get_integer (draft, entity->fields[i].name);
  if (subject != self->subject) {
    self->subject = subject;
    rebuild (self);
  }
  crm_gate_sheet_update (self);
}

static void
rebuild (CrmGateSheet *self)
{
  g_autoptr (CrmRecord) deal = crm_record_copy (crm_gate_sheet_get_deal (self));
  CrmRecord *draft = get_draft (self);
  GtkWidget *child;

  for (int i = 0; i < crm_record_get_entity (deal)->n_fields; i++)
    if ((crm_record_get_entity (deal)->fields[i].flags & CRM_FIELD_PARTY) != 0)
      crm_record_set_value (deal, i, crm_record_get_value (draft, i));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->papers, 0);
  g_ptr_array_set_size (self->sides, 1);
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  self->needs = crm_gate_read_needs (crm_workspace_get_reader (self->workspace), deal,
                                     crm_record_get_id (self->stage), NULL);
  if (self->needs == NULL)
    self->needs = g_array_new (FALSE, FALSE, sizeof (CrmNeed));
  crm_gate_sheet_read_reasons (self);
  if (self->reasons != NULL)
    crm_gate_sheet_add_reasons (self);
  crm_gate_sheet_add_fields (self);
  crm_gate_sheet_add_papers (self);
  crm_gate_sheet_update (self);
}

/* --- Moving */

static void
show_problem (CrmGateSheet *self, const char *text)
{
  crm_problem_banner_show (self->problem, text);
}

/* "“Windows” moved to “Contract”" */
static char *
dup_said (CrmRecord *deal, CrmRecord *stage)
{
  /* Translators: a deal and the stage it was moved to */
  return g_strdup_printf (_ ("“%s” moved to “%s”"), crm_record_get_title (deal),
                          crm_record_get_title (stage));
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmGateSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (self->workspace == NULL)
    return;
  self->moving = FALSE;
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0) {
    show_problem (self, error->message);
    crm_gate_sheet_update (self);
    return;
  }
  said = dup_said (crm_gate_sheet_get_deal (self), self->stage);
  crm_workspace_say_done (self->workspace, said);
  crm_gate_sheet_open_draft (self);
  /* The window may have gone meanwhile. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmGateSheet *self = CRM_GATE_SHEET (widget);
  const CrmEntity *deals = crm_record_get_entity (crm_gate_sheet_get_deal (self));
  g_autofree char *label = dup_said (crm_gate_sheet_get_deal (self), self->stage);
  g_autoptr (GError) error = NULL;
  gboolean written = TRUE;
  CrmChange *change;

  adw_banner_set_revealed (self->problem, FALSE);
  if (self->moving || !crm_gate_sheet_flush (self) || !self->can_move)
    return;
  change = crm_workspace_begin (self->workspace, label);
  for (guint i = 0; i < self->sides->len; i++)
    crm_gate_side_write (change, self->sides->pdata[i]);
  for (guint i = 0; i < self->papers->len && written; i++)
    written = crm_gate_sheet_write_paper (self, change, self->papers->pdata[i], &error);
  if (self->reason != 0)
    crm_change_set_integer (change, deals, crm_record_get_id (crm_gate_sheet_get_deal (self)),
                            crm_loss_find_reason (deals)->name, self->reason);
  if (written && self->func != NULL)
    written = self->func (change, self->data, &error);
  if (!written) {
    show_problem (self, error->message);
    crm_change_free (change);
    return;
  }
  if (self->func == NULL)
    crm_change_set_integer (change, deals, crm_record_get_id (crm_gate_sheet_get_deal (self)),
                            "stage", crm_record_get_id (self->stage));
  self->moving = TRUE;
  crm_gate_sheet_update (self);
  crm_workspace_commit (self->workspace, change, moved_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- Object */

static void
crm_gate_sheet_dispose (GObject *object)
{
  CrmGateSheet *self = CRM_GATE_SHEET (object);

  if (self->destroy != NULL)
    self->destroy (self->data);
  self->destroy = NULL;
  g_clear_object (&self->workspace);
  g_clear_object (&self->stage);
  g_clear_pointer (&self->sides, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->papers, g_ptr_array_unref);
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_GATE_SHEET);

  G_OBJECT_CLASS (crm_gate_sheet_parent_class)->dispose (object);
}

static void
crm_gate_sheet_class_init (CrmGateSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_gate_sheet_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-gate-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmGateSheet, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmGateSheet, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmGateSheet, groups);
  gtk_widget_class_install_action (widget_class, "gate.move", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "gate.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "gate.move",
                                       NULL);
}

static void
crm_gate_sheet_init (CrmGateSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sides = g_ptr_array_new_with_free_func (crm_gate_side_free);
  self->papers = g_ptr_array_new_with_free_func (crm_gate_paper_free);
  self->rows = g_ptr_array_new ();
}

/**
 * crm_gate_sheet_new:
 * @workspace: an open company file
 * @deal: the deal that is to move
 * @stage: where to
 *
 * Returns: (transfer floating) (nullable): the sheet; %NULL when one of them is not there
 */
CrmGateSheet *
crm_gate_sheet_new (CrmWorkspace *workspace, gint64 deal, gint64 stage)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) stored = crm_record_load (reader, crm_entity_find ("deal"), deal, NULL);
  g_autoptr (CrmRecord) to = crm_record_load (reader, crm_entity_find ("stage"), stage, NULL);
  g_autofree char *title = NULL;
  CrmGateSheet *self;

  if (stored == NULL || to == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_GATE_SHEET, NULL);
  self->workspace = g_object_ref (workspace);
  self->stage = g_object_ref (to);
  if (g_strcmp0 (crm_record_get_text (to, "outcome"), "lost") == 0)
    title = g_strdup (_ ("Why Was the Deal Lost?"));
  else
    title = g_strdup_printf (_ ("Move to “%s”"), crm_record_get_title (to));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, crm_record_get_title (stored));
  crm_gate_sheet_add_side (self, stored);
  crm_gate_sheet_refresh (self);
  if (self->needs == NULL)
    rebuild (self);
  if (self->rows->len > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), self->rows->pdata[0]);
  return self;
}

/**
 * crm_gate_sheet_set_func:
 * @self: a sheet
 * @func: completes the change: finishes the task that moves the deal, say
 * @data: for @func
 * @destroy: (nullable): frees @data with the sheet
 */
void
crm_gate_sheet_set_func (CrmGateSheet *self, CrmGateFunc func, gpointer data,
                         GDestroyNotify destroy)
{
  self->func = func;
  self->data = data;
  self->destroy = destroy;
}

/**
 * crm_stage_move:
 * @parent: over what the sheet is shown
 * @workspace: an open company file
 * @deal: the deal
 * @stage: where it goes
 */
void
crm_stage_move (GtkWidget *parent, CrmWorkspace *workspace, gint64 deal, gint64 stage)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) stored = crm_record_load (reader, deals, deal, NULL);
  g_autoptr (CrmRecord) to = crm_record_load (reader, crm_entity_find ("stage"), stage, NULL);
  g_autoptr (GArray) needs = NULL;
  g_autofree char *said = NULL;
  CrmChange *change;

  if (stored == NULL || to == NULL || crm_record_get_integer (stored, "stage") == stage)
    return;
  needs = crm_gate_read_needs (reader, stored, stage, NULL);
  if ((needs != NULL && needs->len > 0) ||
      g_strcmp0 (crm_record_get_text (to, "outcome"), "lost") == 0) {
    adw_dialog_present (ADW_DIALOG (crm_gate_sheet_new (workspace, deal, stage)), parent);
    return;
  }
  said = dup_said (stored, to);
  change = crm_workspace_begin (workspace, said);
  crm_change_set_integer (change, deals, deal, "stage", stage);
  crm_workspace_commit_and_say (workspace, change, said);
}
