/* The dialog that finds duplicates. */
#include "config.h"

#include "crm-duplicates-dialog.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-announcement.h"
#include "crm-duplicates-run.h"
#include "crm-error.h"
#include "crm-merge-dialog.h"
#include "crm-merge.h"

/* Groups shown at once; "Show More" adds as many. */
#define AT_ONCE 50

struct _CrmDuplicatesDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  CrmDuplicatesRun *run; /* owned; NULL when nothing is searched */
  guint ticking;
  GPtrArray *groups; /* CrmDuplicateGroup; owned; NULL: none found yet */
  guint n_shown;     /* groups that have a row */

  GtkStack *state;
  GtkProgressBar *progress;
  AdwStatusPage *failed;
  GtkListBox *list;
  GtkButton *more;
  GtkLabel *summary;
  GtkButton *certain;
};

G_DEFINE_FINAL_TYPE (CrmDuplicatesDialog, crm_duplicates_dialog, ADW_TYPE_DIALOG)

static void search (CrmDuplicatesDialog *self);

/* --- Groups */

static CrmDuplicateGroup *
get_group (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "group");
}

static void
merge_cb (GtkWidget *button, CrmDuplicatesDialog *self)
{
  CrmDuplicateGroup *group = get_group (button);

  adw_dialog_present (crm_merge_dialog_new (self->workspace, self->entity,
                                            (const gint64 *) group->ids->data,
                                            MIN (group->ids->len, CRM_MERGE_MOST)),
                      GTK_WIDGET (self));
}

static void
different_cb (GtkWidget *button, CrmDuplicatesDialog *self)
{
  CrmDuplicateGroup *group = get_group (button);

  crm_duplicate_tell_apart (self->workspace, self->entity, (const gint64 *) group->ids->data,
                            group->ids->len);
  g_array_set_size (group->ids, 0);
  gtk_list_box_remove (self->list, gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW));
}

static void
append_button (CrmDuplicatesDialog *self, AdwActionRow *row, CrmDuplicateGroup *group,
               const char *label, const char *icon, GCallback callback)
{
  GtkWidget *button =
      icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_mnemonic (label);

  if (icon != NULL) {
    gtk_widget_set_tooltip_text (button, label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
  }
  g_object_set_data (G_OBJECT (button), "group", group);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_sensitive (button,
                            crm_store_is_writable (crm_workspace_get_store (self->workspace)));
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (row, button);
}

/* Titles of those that are still there; NULL where fewer than two are. */
static char *
dup_titles (CrmDuplicatesDialog *self, CrmDuplicateGroup *group)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = group->ids->len; i > 0; i--) {
    g_autofree char *title =
        crm_reference_title (crm_workspace_get_reader (self->workspace), self->entity,
                             g_array_index (group->ids, gint64, i - 1));
    if (title == NULL)
      g_array_remove_index (group->ids, i - 1);
  }
  for (guint i = 0; i < group->ids->len; i++) {
    g_autofree char *title =
        crm_reference_title (crm_workspace_get_reader (self->workspace), self->entity,
                             g_array_index (group->ids, gint64, i));
    g_string_append_printf (titles, "%s%s", i > 0 ? " · " : "", title != NULL ? title : "");
  }
  return group->ids->len >= 2 ? g_string_free (g_steal_pointer (&titles), FALSE) : NULL;
}

static void
append_row (CrmDuplicatesDialog *self, CrmDuplicateGroup *group)
{
  g_autofree char *titles = dup_titles (self, group);
  g_autofree char *reasons = crm_match_score_dup_reasons (&group->score, self->entity);
  g_autofree char *subtitle = NULL;
  AdwActionRow *row;

  if (titles == NULL)
    return;
  row = ADW_ACTION_ROW (adw_action_row_new ());
  /* Translators: how surely records are duplicates, and why: "90 %: same name" */
  subtitle = g_strdup_printf (_ ("%d %%: %s"), group->score.percent, reasons);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), titles);
  adw_action_row_set_subtitle (row, subtitle);
  append_button (self, row, group, _ ("Not Duplicates"), "window-close-symbolic",
                 G_CALLBACK (different_cb));
  append_button (self, row, group, _ ("_Merge…"), NULL, G_CALLBACK (merge_cb));
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static guint
count_certain (CrmDuplicatesDialog *self)
{
  guint n = 0;
  for (guint i = 0; i < self->groups->len; i++) {
    const CrmDuplicateGroup *group = self->groups->pdata[i];
    n += group->certain && group->ids->len >= 2 ? 1 : 0;
  }
  return n;
}

static void
show_summary (CrmDuplicatesDialog *self)
{
  guint n_certain = count_certain (self);
  g_autofree char *number = crm_decimal_format (self->groups->len, 0, 0, crm_number_style_local ());
  g_autofree char *found = g_strdup_printf (
      /* Translators: %s is a number */
      ngettext ("%s group of records that may be one", "%s groups of records that may be one",
                self->groups->len),
      number);
  g_autofree char *label = g_strdup_printf (
      ngettext ("Merge %u _Certain Group…", "Merge %u _Certain Groups…", n_certain), n_certain);

  gtk_label_set_text (self->summary, found);
  gtk_button_set_label (self->certain, label);
  gtk_widget_set_visible (GTK_WIDGET (self->certain),
                          n_certain > 0 &&
                              crm_store_is_writable (crm_workspace_get_store (self->workspace)));
}

static void
show_more (CrmDuplicatesDialog *self)
{
  guint end = MIN (self->n_shown + AT_ONCE, self->groups->len);

  for (; self->n_shown < end; self->n_shown++)
    append_row (self, self->groups->pdata[self->n_shown]);
  gtk_widget_set_visible (GTK_WIDGET (self->more), self->n_shown < self->groups->len);
}

static void
more_cb (CrmDuplicatesDialog *self)
{
  show_more (self);
}

static void
show_groups (CrmDuplicatesDialog *self)
{
  gtk_list_box_remove_all (self->list);
  show_summary (self);
  self->n_shown = 0;
  show_more (self);
  gtk_stack_set_visible_child_name (self->state, self->groups->len > 0 ? "found" : "none");
}

/* --- All that are certain */

static void
merge_certain (CrmDuplicatesDialog *self)
{
  g_autoptr (GPtrArray) merges = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_merge_free);
  g_autofree char *said = NULL;
  CrmChange *change;
  guint n = 0;

  for (guint i = 0; i < self->groups->len; i++) {
    const CrmDuplicateGroup *group = self->groups->pdata[i];
    const gint64 *ids = (const gint64 *) group->ids->data;
    if (!group->certain || group->ids->len < 2)
      continue;
    g_ptr_array_add (merges, crm_merge_new (self->entity, ids[0], ids + 1, group->ids->len - 1));
    n += group->ids->len - 1;
  }
  if (n == 0)
    return;
  said = g_strdup_printf (
      ngettext ("%u record became one with another", "%u records became one with another", n), n);
  change = crm_workspace_begin (self->workspace, said);
  crm_merge_fill_all (g_steal_pointer (&merges), change);
  crm_workspace_commit_and_say (self->workspace, change, said);
}

static void
agreed_cb (CrmDuplicatesDialog *self)
{
  merge_certain (self);
}

static void
certain_cb (CrmDuplicatesDialog *self)
{
  guint n = count_certain (self);
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Merge %u Group?", "Merge %u Groups?", n), n);
  AdwDialog *question = crm_alert_new (
      heading, _ ("They have the same number and the same name, and nothing speaks against it. The "
                  "older record of each group stays, empty fields are filled from the others. One "
                  "Undo takes all of it back."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _ ("_Cancel"), "merge",
                                  _ ("_Merge"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "merge",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "merge");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response::merge", G_CALLBACK (agreed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

/* --- Searching */

static void
stop (CrmDuplicatesDialog *self)
{
  g_clear_handle_id (&self->ticking, g_source_remove);
  g_clear_pointer (&self->run, crm_duplicates_run_stop);
}

static gboolean
tick_cb (gpointer data)
{
  CrmDuplicatesDialog *self = data;
  gtk_progress_bar_set_fraction (self->progress, crm_duplicates_run_get_fraction (self->run));
  return G_SOURCE_CONTINUE;
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDuplicatesDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *groups = crm_duplicates_run_finish (result, &error);

  if (self->workspace == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, CRM_ERROR, CRM_ERROR_CANCELLED)) {
    g_clear_pointer (&groups, g_ptr_array_unref);
    return;
  }
  stop (self);
  if (groups == NULL) {
    adw_status_page_set_description (self->failed, error->message);
    gtk_stack_set_visible_child_name (self->state, "failed");
    return;
  }
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  self->groups = groups;
  show_groups (self);
}

static void
search (CrmDuplicatesDialog *self)
{
  stop (self);
  gtk_progress_bar_set_fraction (self->progress, 0);
  if (self->groups == NULL)
    gtk_stack_set_visible_child_name (self->state, "searching");
  self->run =
      crm_duplicates_run_start (self->workspace, self->entity, found_cb, g_object_ref (self));
  self->ticking = g_timeout_add (100, tick_cb, self);
}

/* What is shown and gone leaves the list; what a merge or an undo has brought is found by searching
 * again, which the person asks for where it takes long. */
static void
store_changed_cb (CrmDuplicatesDialog *self, CrmAnnouncement *announcement)
{
  guint n_shown = self->n_shown;

  if (self->groups == NULL || !crm_announcement_touches (announcement, self->entity))
    return;
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < n_shown; i++)
    append_row (self, self->groups->pdata[i]);
  show_summary (self);
}

static void
again_cb (CrmDuplicatesDialog *self)
{
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  gtk_list_box_remove_all (self->list);
  search (self);
}

/* --- Object */

static void
crm_duplicates_dialog_closed (AdwDialog *dialog)
{
  stop (CRM_DUPLICATES_DIALOG (dialog));
}

static void
crm_duplicates_dialog_dispose (GObject *object)
{
  CrmDuplicatesDialog *self = CRM_DUPLICATES_DIALOG (object);

  stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DUPLICATES_DIALOG);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_duplicates_dialog_parent_class)->dispose (object);
}

static void
crm_duplicates_dialog_class_init (CrmDuplicatesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_duplicates_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = crm_duplicates_dialog_closed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-duplicates-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, state);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, failed);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, list);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, more);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicatesDialog, certain);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, certain_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
crm_duplicates_dialog_init (CrmDuplicatesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_duplicates_dialog_new:
 * @workspace: the workspace
 * @entity: whose records
 *
 * Returns: (transfer floating): the dialog; it begins to search at once
 */
AdwDialog *
crm_duplicates_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity)
{
  CrmDuplicatesDialog *self = g_object_new (CRM_TYPE_DUPLICATES_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  search (self);
  return ADW_DIALOG (self);
}
