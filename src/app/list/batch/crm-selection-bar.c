/* What is chosen in a list. */
#include "config.h"

#include "crm-selection-bar.h"

#include <glib/gi18n.h>

#include "crm-latest.h"
#include "crm-list-batch.h"
#include "crm-progress.h"
#include "crm-record-list.h"
#include "crm-selection-ids.h"
#include "crm-sums-text.h"

/* A click that chooses a row may be the first of two: the bar must not come under the second. */
#define PATIENCE_MS 450

struct _CrmSelectionBar {
  GtkWidget parent_instance;

  CrmWorkspace *workspace;       /* owned */
  CrmColumns *columns;           /* owned */
  CrmBitsetSelection *selection; /* owned; NULL without a list */
  GCancellable *reading;         /* owned; NULL when nothing is added up */
  guint patience;
  gboolean narrow;
  guint sums_source;

  GtkActionBar *action_bar;
  GtkLabel *count_label;
  GtkLabel *sums_label;
  GtkWidget *assign_button;
  GtkWidget *tags_button;
  GtkWidget *stage_button;
  GtkWidget *set_field_button;
  GtkWidget *merge_button;
};

G_DEFINE_FINAL_TYPE (CrmSelectionBar, crm_selection_bar, GTK_TYPE_WIDGET)

/* --- Sums */

typedef struct {
  CrmSelectionBar *bar; /* owned */
  const CrmEntity *entity;
  GArray *ids;    /* gint64; owned */
  GArray *fields; /* int; owned */
  GArray *sums;   /* CrmSum; owned */
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->bar);
  g_array_unref (reading->ids);
  g_array_unref (reading->fields);
  g_clear_pointer (&reading->sums, g_array_unref);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  reading->sums = crm_query_read_sums (
      database, reading->entity, (const gint64 *) reading->ids->data, reading->ids->len,
      (const int *) reading->fields->data, reading->fields->len, error);
  return reading->sums != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  CrmSelectionBar *self = reading->bar;
  g_autofree char *parts = NULL;
  g_autofree char *text = NULL;

  if (!crm_store_read_finish (CRM_STORE (source), result, NULL) || self->workspace == NULL)
    return; /* something else is chosen, or there is no sum that can be written */
  g_clear_object (&self->reading);
  text = crm_sums_dup_text (reading->sums, reading->entity, self->columns, self->workspace, FALSE,
                            &parts);
  gtk_label_set_text (self->sums_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sums_label), parts != NULL ? parts : text);
  gtk_widget_set_visible (GTK_WIDGET (self->sums_label), text[0] != '\0');
}

static void
stop_reading (CrmSelectionBar *self)
{
  g_clear_handle_id (&self->sums_source, g_source_remove);
  crm_latest_stop (&self->reading);
}

/* Whether a figure is shown that can be added up. */
static gboolean
has_figures (CrmSelectionBar *self, GArray *fields)
{
  const CrmEntity *entity = crm_columns_get_entity (self->columns);

  for (guint i = 0; i < fields->len; i++)
    if (crm_columns_is_shown (self->columns, &entity->fields[g_array_index (fields, int, i)]))
      return TRUE;
  return FALSE;
}

static void
start_reading (CrmSelectionBar *self)
{
  g_autoptr (GArray) fields = crm_grouping_dup_sum_fields (crm_columns_get_entity (self->columns));
  Reading *reading;

  stop_reading (self);
  if (!has_figures (self, fields)) {
    gtk_widget_set_visible (GTK_WIDGET (self->sums_label), FALSE);
    return;
  }
  reading = g_new0 (Reading, 1);
  self->reading = g_cancellable_new ();
  reading->bar = g_object_ref (self);
  reading->entity = crm_columns_get_entity (self->columns);
  reading->ids = crm_selection_dup_ids (self->selection);
  reading->fields = g_steal_pointer (&fields);
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL,
                        self->reading, read_cb, reading);
}

static gboolean
sums_cb (gpointer data)
{
  CrmSelectionBar *self = data;
  self->sums_source = 0;
  start_reading (self);
  return G_SOURCE_REMOVE;
}

/* --- Showing */

static void
reveal_cb (gpointer data)
{
  CrmSelectionBar *self = data;
  self->patience = 0;
  gtk_action_bar_set_revealed (self->action_bar, TRUE);
}

static void
conceal_cb (gpointer data)
{
  CrmSelectionBar *self = data;
  self->patience = 0;
  gtk_action_bar_set_revealed (self->action_bar, FALSE);
}

/* A chosen row that moves goes and comes at once: the bar stays meanwhile, and the rows with it. */
static void
reveal (CrmSelectionBar *self, guint64 n)
{
  gboolean is_revealed = gtk_action_bar_get_revealed (self->action_bar);

  g_clear_handle_id (&self->patience, g_source_remove);
  if (n == 1 && !is_revealed)
    self->patience = g_timeout_add_once (PATIENCE_MS, reveal_cb, self);
  else if (n == 0 && is_revealed)
    self->patience = g_idle_add_once (conceal_cb, self);
  else
    gtk_action_bar_set_revealed (self->action_bar, n > 0);
}

static void
update (CrmSelectionBar *self)
{
  guint64 n = self->selection != NULL ? crm_bitset_selection_get_n_selected (self->selection) : 0;
  g_autofree char *number = crm_decimal_format ((gint64) n, 0, 0, crm_number_style_local ());
  g_autofree char *text = NULL;

  reveal (self, n);
  stop_reading (self);
  if (n == 0)
    return;
  /* Translators: how many rows are chosen; %s is a number */
  text = g_strdup_printf (ngettext ("%s selected", "%s selected", (gulong) n), number);
  gtk_label_set_text (self->count_label, text);
  /* While a range grows under the pointer only its end is added up. */
  self->sums_source = g_timeout_add (100, sums_cb, self);
}

/* Those that mean something to the records, as many as there is room for. */
static void
show_buttons (CrmSelectionBar *self)
{
  const CrmEntity *entity;

  if (self->columns == NULL)
    return;
  entity = crm_columns_get_entity (self->columns);
  gtk_widget_set_visible (self->assign_button, crm_list_batch_find_responsible (entity) >= 0);
  gtk_widget_set_visible (self->tags_button, crm_list_batch_find_tags (entity) >= 0);
  gtk_widget_set_visible (self->stage_button,
                          !self->narrow && crm_progress_find_stage (entity) != NULL);
  gtk_widget_set_visible (self->set_field_button, !self->narrow);
  gtk_widget_set_visible (self->merge_button, !self->narrow);
}

/* --- Object */

static void
crm_selection_bar_dispose (GObject *object)
{
  CrmSelectionBar *self = CRM_SELECTION_BAR (object);

  stop_reading (self);
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  if (self->columns != NULL)
    g_signal_handlers_disconnect_by_data (self->columns, self);
  g_clear_object (&self->columns);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_SELECTION_BAR);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_selection_bar_parent_class)->dispose (object);
}

static void
crm_selection_bar_class_init (CrmSelectionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_selection_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-selection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmSelectionBar, action_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmSelectionBar, count_label);
  gtk_widget_class_bind_template_child (widget_class, CrmSelectionBar, sums_label);
  gtk_widget_class_bind_template_child (widget_class, CrmSelectionBar, assign_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSelectionBar, tags_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSelectionBar, stage_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSelectionBar, set_field_button);
  gtk_widget_class_bind_template_child (widget_class, CrmSelectionBar, merge_button);
}

static void
crm_selection_bar_init (CrmSelectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_selection_bar_set_columns:
 * @self: a bar
 * @workspace: the workspace
 * @columns: whose money is added up; once
 */
void
crm_selection_bar_set_columns (CrmSelectionBar *self, CrmWorkspace *workspace, CrmColumns *columns)
{
  g_return_if_fail (CRM_IS_SELECTION_BAR (self) && self->columns == NULL);
  self->workspace = g_object_ref (workspace);
  self->columns = g_object_ref (columns);
  show_buttons (self);
  g_signal_connect_swapped (columns, "changed", G_CALLBACK (update), self);
}

/**
 * crm_selection_bar_set_selection:
 * @self: a bar
 * @selection: (nullable): what is chosen, over a CrmRecordList
 */
void
crm_selection_bar_set_selection (CrmSelectionBar *self, CrmBitsetSelection *selection)
{
  g_return_if_fail (CRM_IS_SELECTION_BAR (self));
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_set_object (&self->selection, selection);
  if (selection != NULL)
    g_signal_connect_swapped (selection, "selection-changed", G_CALLBACK (update), self);
  if (selection != NULL)
    g_signal_connect_swapped (selection, "notify::n-selected", G_CALLBACK (update), self);
  update (self);
}

/**
 * crm_selection_bar_set_narrow:
 * @self: a bar
 * @narrow: whether there is room for few buttons only; the menu has the others
 */
void
crm_selection_bar_set_narrow (CrmSelectionBar *self, gboolean narrow)
{
  g_return_if_fail (CRM_IS_SELECTION_BAR (self));
  self->narrow = narrow;
  show_buttons (self);
}
