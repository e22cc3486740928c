/* The steps of a task. */
#include "config.h"

#include "crm-checklist-group.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-checklist.h"
#include "crm-row-place.h"
#include "crm-text.h"

/**
 * CrmChecklistGroup:
 *
 * Rows stay as long as the same steps stand in the same order, so that the focus and a text that is
 * being typed outlive what others do.
 */
/* No step is left to get the focus. */
#define NOTHING_LEFT -1

struct _CrmChecklistGroup {
  AdwPreferencesGroup parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 task;
  GPtrArray *items; /* owned; CrmRecord; as shown */
  GPtrArray *rows;  /* owned; borrowed rows, beside @items */
  gint64 focused;   /* the step that gets the focus once the rows are made anew; 0: none */

  GtkListBox *list;
  GtkWidget *entry;
};

G_DEFINE_FINAL_TYPE (CrmChecklistGroup, crm_checklist_group, ADW_TYPE_PREFERENCES_GROUP)

/* A step's row. */
typedef struct {
  CrmChecklistGroup *self; /* borrowed: the row stands in it */
  gint64 id;
  guint index;
  GtkWidget *check;
  GtkWidget *label;
  gboolean showing;
} Step;

static const CrmEntity *
steps (void)
{
  return crm_entity_find ("checklist_item");
}

static Step *
get_step (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "step");
}

char *
crm_checklist_dup_progress (CrmRecord *task)
{
  guint done;
  guint all;

  if (!crm_checklist_get_progress (task, &done, &all))
    return NULL;
  /* Translators: how many steps of a task are done: "2 of 5" */
  return g_strdup_printf (_ ("%u of %u"), done, all);
}

/* --- Ticking, naming, deleting */

static const char *
get_title (Step *step)
{
  return crm_record_get_title (step->self->items->pdata[step->index]);
}

static void
toggled_cb (GtkCheckButton *check, Step *step)
{
  gboolean done = gtk_check_button_get_active (check);
  g_auto (CrmValue) value = { .type = CRM_VALUE_INTEGER, .integer = done };

  if (!step->showing)
    crm_workspace_set_field (step->self->workspace, steps (), step->id, "done", &value, NULL, NULL);
}

static void
editing_cb (GtkEditableLabel *label, GParamSpec *property, Step *step)
{
  g_autofree char *text = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (gtk_editable_label_get_editing (label) || step->self->workspace == NULL)
    return;
  text = crm_text_tidy (gtk_editable_get_text (GTK_EDITABLE (label)));
  if (*text == '\0' || g_strcmp0 (text, get_title (step)) == 0) {
    gtk_editable_set_text (GTK_EDITABLE (label), get_title (step));
    return;
  }
  crm_value_set_text (&value, text);
  crm_workspace_set_field (step->self->workspace, steps (), step->id, "text", &value, NULL, NULL);
}

static void
delete_cb (GtkButton *button, Step *step)
{
  CrmChecklistGroup *self = step->self;
  guint next = step->index + 1 < self->items->len ? step->index + 1 : step->index - 1;
  gint64 id = step->id;

  /* The next one takes the focus, else the one before; after the last there is the entry. */
  self->focused =
      self->items->len > 1 ? crm_record_get_id (self->items->pdata[next]) : NOTHING_LEFT;
  crm_workspace_delete (self->workspace, steps (), &id, 1);
}

/* --- Order */

static void
move (gpointer owner, guint from, guint to)
{
  CrmChecklistGroup *self = owner;
  CrmChange *change;
  gpointer moved;

  if (self->workspace == NULL || from == to || MAX (from, to) >= self->items->len)
    return;
  self->focused = crm_record_get_id (self->items->pdata[from]);
  moved = g_ptr_array_steal_index (self->items, from);
  g_ptr_array_insert (self->items, (int) to, moved);
  change = crm_workspace_begin (self->workspace, C_ ("change", "Order of the checklist"));
  for (guint i = 0; i < self->items->len; i++)
    crm_change_set_integer (change, steps (), crm_record_get_id (self->items->pdata[i]), "position",
                            i + 1);
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}

static gboolean
key_cb (GtkWidget *row, guint key, guint code, GdkModifierType state)
{
  if ((state & GDK_ALT_MASK) == 0 || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  crm_row_place_move (row, key == GDK_KEY_Up ? -1 : 1);
  return GDK_EVENT_STOP;
}

/* --- Rows */

static void
show_step (Step *step)
{
  CrmRecord *item = step->self->items->pdata[step->index];
  gboolean done = crm_record_get_integer (item, "done") != 0;

  step->showing = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (step->check), done);
  step->showing = FALSE;
  if (!gtk_editable_label_get_editing (GTK_EDITABLE_LABEL (step->label)))
    gtk_editable_set_text (GTK_EDITABLE (step->label), crm_record_get_title (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (step->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_record_get_title (item), -1);
  if (done)
    gtk_widget_add_css_class (step->label, "dimmed");
  else
    gtk_widget_remove_css_class (step->label, "dimmed");
}

static GtkWidget *
make_delete_button (Step *step)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is the title of a record */
  g_autofree char *name = g_strdup_printf (_ ("Delete “%s”"), get_title (step));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (delete_cb), step);
  return button;
}

static GtkWidget *
make_handle (void)
{
  GtkWidget *handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");

  gtk_widget_add_css_class (handle, "dimmed");
  gtk_widget_set_tooltip_text (handle, _ ("Drag, or press Alt with an arrow key"));
  return handle;
}

static GtkWidget *
make_row (CrmChecklistGroup *self, guint index, gboolean writable)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *handle = writable ? make_handle () : NULL;
  GtkEventController *keys;
  Step *step = g_new0 (Step, 1);

  step->self = self;
  step->id = crm_record_get_id (self->items->pdata[index]);
  step->index = index;
  step->check = gtk_check_button_new ();
  step->label = gtk_editable_label_new ("");
  g_object_set_data_full (G_OBJECT (row), "step", step, g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_hexpand (step->label, TRUE);
  gtk_widget_set_valign (step->check, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "checklist-step");
  if (writable)
    gtk_box_append (GTK_BOX (box), handle);
  gtk_box_append (GTK_BOX (box), step->check);
  gtk_box_append (GTK_BOX (box), step->label);
  if (writable)
    gtk_box_append (GTK_BOX (box), make_delete_button (step));
  gtk_widget_set_sensitive (step->check, writable);
  gtk_editable_set_editable (GTK_EDITABLE (step->label), writable);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  show_step (step);
  g_signal_connect (step->check, "toggled", G_CALLBACK (toggled_cb), step);
  g_signal_connect (step->label, "notify::editing", G_CALLBACK (editing_cb), step);
  if (!writable)
    return row;
  keys = gtk_event_controller_key_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), row);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (row, keys);
  crm_row_place_set (row, handle, index, move, self);
  return row;
}

/* Whether the rows stand for these steps already. */
static gboolean
is_shown (CrmChecklistGroup *self, GPtrArray *items)
{
  if (items->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    if (get_step (self->rows->pdata[i])->id != crm_record_get_id (items->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
make_rows (CrmChecklistGroup *self)
{
  gboolean writable = crm_store_is_writable (crm_workspace_get_store (self->workspace));

  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->list, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->items->len; i++) {
    GtkWidget *row = make_row (self, i, writable);
    gtk_list_box_insert (self->list, row, (int) i);
    g_ptr_array_add (self->rows, row);
    if (get_step (row)->id == self->focused)
      gtk_widget_grab_focus (row);
  }
  if (self->focused == NOTHING_LEFT && self->entry != NULL)
    gtk_widget_grab_focus (self->entry);
  self->focused = 0;
}

static void
show_title (CrmChecklistGroup *self)
{
  const char *title = crm_entity_get_label_plural (steps ());
  g_autofree char *counted = NULL;
  guint done = 0;

  for (guint i = 0; i < self->items->len; i++)
    done += crm_record_get_integer (self->items->pdata[i], "done") != 0;
  if (self->items->len > 0) {
    g_autofree char *progress = g_strdup_printf (_ ("%u of %u"), done, self->items->len);
    counted = g_strdup_printf ("%s  %s", title, progress);
  }
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), counted != NULL ? counted : title);
}

static void
show_items (CrmChecklistGroup *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (steps ());
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "activity", CRM_OP_EQUAL, self->task);
  g_autoptr (CrmQuery) sorted = crm_query_sort_text (own, "position,id", NULL);
  g_autoptr (GPtrArray) items =
      sorted != NULL
          ? crm_query_fetch_all (sorted, crm_workspace_get_reader (self->workspace), -1, NULL)
          : NULL;
  gboolean shown;

  if (items == NULL)
    return;
  shown = is_shown (self, items);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  if (!shown)
    make_rows (self);
  for (guint i = 0; i < self->rows->len; i++)
    show_step (get_step (self->rows->pdata[i]));
  show_title (self);
}

static void
store_changed_cb (CrmChecklistGroup *self, CrmAnnouncement *announcement)
{
  if (self->workspace != NULL && crm_announcement_touches (announcement, steps ()))
    show_items (self);
}

/* --- Adding: Enter adds and waits for the next one. Several lines that are pasted are several
 * steps. */

static void
add_step (CrmChecklistGroup *self, CrmChange *change, const char *line)
{
  g_autofree char *text = crm_text_tidy (line);
  g_autoptr (CrmRecord) item = NULL;

  if (*text == '\0')
    return;
  item = crm_record_new (steps ());
  crm_record_set_text (item, "text", text);
  crm_record_set_integer (item, "activity", self->task);
  crm_change_add (change, item);
}

static void
add_cb (CrmChecklistGroup *self)
{
  g_autofree char *text = crm_text_tidy (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *first = NULL;
  g_autofree char *label = NULL;
  CrmChange *change;

  if (*text == '\0')
    return;
  first = g_strconcat (lines[0], lines[1] != NULL ? " …" : NULL, NULL);
  label = g_strdup_printf (C_ ("change", "New %s: %s"), crm_entity_get_label (steps ()), first);
  change = crm_workspace_begin (self->workspace, label);
  for (int i = 0; lines[i] != NULL; i++)
    add_step (self, change, lines[i]);
  crm_workspace_commit (self->workspace, change, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
make_entry (CrmChecklistGroup *self)
{
  GtkWidget *row = gtk_list_box_row_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add a step, then Enter"));
  gtk_entry_set_has_frame (GTK_ENTRY (self->entry), FALSE);
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY,
                                     "list-add-symbolic");
  gtk_entry_set_icon_activatable (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_entity_get_label_new (steps ()), -1);
  /* It is the text within that has the focus. */
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, crm_entity_get_label_new (steps ()), -1);
  gtk_widget_add_css_class (self->entry, "checklist-add");
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), self->entry);
  gtk_list_box_append (self->list, row);
}

static void
crm_checklist_group_dispose (GObject *object)
{
  CrmChecklistGroup *self = CRM_CHECKLIST_GROUP (object);

  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_checklist_group_parent_class)->dispose (object);
}

static void
crm_checklist_group_finalize (GObject *object)
{
  CrmChecklistGroup *self = CRM_CHECKLIST_GROUP (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_checklist_group_parent_class)->finalize (object);
}

static void
crm_checklist_group_class_init (CrmChecklistGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_checklist_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_checklist_group_finalize;
}

static void
crm_checklist_group_init (CrmChecklistGroup *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->rows = g_ptr_array_new ();
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->list));
}

/**
 * crm_checklist_group_new:
 * @workspace: an open company file
 * @task: whose steps
 *
 * Returns: (transfer floating): the steps, following every change
 */
GtkWidget *
crm_checklist_group_new (CrmWorkspace *workspace, gint64 task)
{
  CrmChecklistGroup *self = g_object_new (CRM_TYPE_CHECKLIST_GROUP, NULL);

  self->workspace = g_object_ref (workspace);
  self->task = task;
  if (crm_store_is_writable (crm_workspace_get_store (workspace)))
    make_entry (self);
  show_items (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return GTK_WIDGET (self);
}

/**
 * crm_checklist_show:
 * @parent: a widget of the window
 * @workspace: an open company file
 * @task: whose steps
 */
void
crm_checklist_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 task)
{
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (workspace),
                                                crm_entity_find ("activity"), task);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *group = crm_checklist_group_new (workspace, task);
  CrmChecklistGroup *self = CRM_CHECKLIST_GROUP (group);

  gtk_widget_set_margin_top (group, 6);
  gtk_widget_set_margin_bottom (group, 18);
  gtk_widget_set_margin_start (group, 18);
  gtk_widget_set_margin_end (group, 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), group);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), window);
  adw_dialog_set_title (dialog, title != NULL ? title : "");
  adw_dialog_set_content_width (dialog, 460);
  adw_dialog_set_child (dialog, view);
  if (self->entry != NULL)
    adw_dialog_set_focus (dialog, self->entry);
  /* The row that it is called from is made anew with every tick. */
  adw_dialog_present (dialog, GTK_WIDGET (gtk_widget_get_root (parent)));
}
