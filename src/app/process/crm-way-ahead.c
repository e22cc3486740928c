/* What happens next with a company or a deal. */
#include "config.h"

#include "crm-way-ahead.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-date.h"
#include "crm-open-button.h"
#include "crm-process-graph.h"
#include "crm-query.h"
#include "crm-sale.h"

/* More would be a list of tasks, which has a tab of its own. */
#define MOST_RUNS 3
#define MOST_LINES 4
#define MOST_STEPS 5

struct _CrmWayAhead {
  AdwPreferencesGroup parent_instance;

  CrmRecordForm *form; /* owned */
  GPtrArray *rows;     /* owned; borrowed widgets: what is in the group */
};

G_DEFINE_FINAL_TYPE (CrmWayAhead, crm_way_ahead, ADW_TYPE_PREFERENCES_GROUP)

static CrmWorkspace *
get_workspace (CrmWayAhead *self)
{
  return crm_record_form_get_workspace (self->form);
}

/* --- Chips */

static GtkWidget *
add_chip (CrmWayAhead *self, GtkWidget *box, const char *text, const char *tooltip,
          const char *entity, gint64 id)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "way");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  crm_open_button_set (button, get_workspace (self), entity, id);
  adw_wrap_box_append (ADW_WRAP_BOX (box), button);
  return button;
}

static void
add_arrow (GtkWidget *box)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (image, "dimmed");
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_wrap_box_append (ADW_WRAP_BOX (box), image);
}

static void
add_now (CrmWayAhead *self, GtkWidget *box, CrmRecord *task)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;
  GtkWidget *chip;

  if (!crm_record_is_empty (task, "due"))
    when = crm_moment_format_relative (crm_record_get_integer (task, "due"),
                                       crm_workspace_get_now (get_workspace (self)));
  /* Translators: a task and when it is due: "Cold call (Today 18:00)" */
  text = when != NULL ? g_strdup_printf (_ ("%s (%s)"), crm_record_get_title (task), when)
                      : g_strdup (crm_record_get_title (task));
  chip = add_chip (self, box, text, _ ("Open the Task"), "activity", crm_record_get_id (task));
  gtk_widget_add_css_class (chip, "now");
  if (crm_record_has_overdue (task, crm_workspace_get_now (get_workspace (self))))
    gtk_widget_add_css_class (chip, "error");
}

static void
add_steps (CrmWayAhead *self, GtkWidget *box, CrmProcessGraph *graph, CrmRecord *task)
{
  int step = crm_process_graph_find_step (graph, crm_record_get_integer (task, "task_type"));
  g_autoptr (GArray) way =
      step >= 0 ? crm_process_graph_find_way (graph, (guint) step, MOST_STEPS + 1) : NULL;

  for (guint i = 0; way != NULL && i < MIN (way->len, MOST_STEPS); i++) {
    CrmRecord *next =
        g_array_index (graph->steps, CrmGraphStep, g_array_index (way, guint, i)).record;
    add_arrow (box);
    add_chip (self, box, crm_record_get_title (next), _ ("Show in the Process"), "task_type",
              crm_record_get_id (next));
  }
  if (way != NULL && way->len > MOST_STEPS) {
    GtkWidget *more = gtk_label_new ("…");
    gtk_widget_add_css_class (more, "dimmed");
    add_arrow (box);
    adw_wrap_box_append (ADW_WRAP_BOX (box), more);
  }
}

static void
add_line (CrmWayAhead *self, CrmProcessGraph *graph, CrmRecord *task)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  add_now (self, box, task);
  add_steps (self, box, graph, task);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (task));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* --- What is shown */

static void
add_run (CrmWayAhead *self, CrmRecord *run)
{
  CrmDatabase *reader = crm_workspace_get_reader (get_workspace (self));
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("activity"));
  g_autoptr (CrmQuery) of =
      crm_query_filter_integer (all, "run", CRM_OP_EQUAL, crm_record_get_id (run));
  g_autoptr (CrmQuery) open =
      crm_query_filter (of, "state", CRM_OP_IN, "new,attention,in_work", reader, NULL);
  g_autoptr (CrmQuery) sorted = open != NULL ? crm_query_sort (open, "due", FALSE, NULL) : NULL;
  g_autoptr (GPtrArray) tasks =
      sorted != NULL ? crm_query_fetch_all (sorted, reader, MOST_LINES, NULL) : NULL;
  g_autoptr (CrmProcessGraph) graph =
      crm_process_graph_read (reader, crm_record_get_integer (run, "process"), NULL);

  for (guint i = 0;
       tasks != NULL && graph != NULL && i < tasks->len && self->rows->len < MOST_LINES; i++)
    add_line (self, graph, tasks->pdata[i]);
}

static void
show (CrmWayAhead *self)
{
  g_autoptr (GPtrArray) runs =
      crm_sale_read_under_way (get_workspace (self), crm_record_form_get_record (self->form));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < MIN (runs->len, MOST_RUNS); i++)
    add_run (self, runs->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
store_changed_cb (CrmWayAhead *self, CrmAnnouncement *announcement)
{
  if (self->form != NULL &&
      (crm_announcement_touches (announcement, crm_entity_find ("activity")) ||
       crm_announcement_touches (announcement, crm_entity_find ("process_run")) ||
       crm_announcement_touches (announcement, crm_entity_find ("task_type"))))
    show (self);
}

static void
crm_way_ahead_dispose (GObject *object)
{
  CrmWayAhead *self = CRM_WAY_AHEAD (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_way_ahead_parent_class)->dispose (object);
}

static void
crm_way_ahead_class_init (CrmWayAheadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_way_ahead_dispose;
}

static void
crm_way_ahead_init (CrmWayAhead *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * crm_way_ahead_new:
 * @form: of a company or a deal
 *
 * Returns: (transfer floating): a group that follows the file; unseen while no sale is under way
 */
GtkWidget *
crm_way_ahead_new (CrmRecordForm *form)
{
  CrmWayAhead *self = g_object_new (CRM_TYPE_WAY_AHEAD, "title", _ ("What Happens Next"), NULL);

  self->form = g_object_ref (form);
  show (self);
  g_signal_connect_object (crm_workspace_get_store (get_workspace (self)), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return GTK_WIDGET (self);
}
