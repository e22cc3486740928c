/* The list of sections. */
#include "config.h"

#include "crm-sidebar-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-drop.h"
#include "crm-latest.h"

/* Held so long over a section, what is dragged brings its page: it may go on a row there. */
#define HOLD_MS 700
/* What was not due a while ago may be now. */
#define RECOUNT_SECONDS 60

G_DEFINE_FINAL_TYPE (CrmSidebar, crm_sidebar, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
clock_cb (gpointer user_data)
{
  crm_sidebar_count (user_data);
  return G_SOURCE_CONTINUE;
}

static void
changed_cb (CrmStore *store, CrmAnnouncement *announcement, gpointer user_data)
{
  CrmSidebar *self = user_data;
  gboolean touched = FALSE;

  if (crm_announcement_touches (announcement, crm_entity_find ("saved_view")))
    crm_sidebar_show_views (self);
  for (guint i = 0; i < self->entries->len && !touched; i++) {
    const CrmSection *section = g_array_index (self->entries, CrmSidebarEntry, i).section;
    touched = section->waiting != NULL &&
              crm_announcement_touches (announcement, crm_entity_find (section->entity));
  }
  if (touched)
    crm_sidebar_count_soon (self);
}

static void
clear_entry (gpointer data)
{
  g_clear_pointer (&((CrmSidebarEntry *) data)->views, g_ptr_array_unref);
}

/* --- What is dragged here -----------------------------------------------------------------------
 */

static CrmSidebarEntry *
find_entry (CrmSidebar *self, GtkListBoxRow *row)
{
  for (guint i = 0; row != NULL && i < self->entries->len; i++) {
    CrmSidebarEntry *entry = &g_array_index (self->entries, CrmSidebarEntry, i);
    if (entry->row == row)
      return entry;
  }
  return NULL;
}

static gboolean
drop_func (GtkWidget *row, const CrmDragged *dragged, double x, double y, gboolean take,
           gpointer data)
{
  CrmSidebar *self = data;
  CrmSidebarEntry *entry = find_entry (self, GTK_LIST_BOX_ROW (row));

  return self->workspace != NULL && entry != NULL &&
         crm_drop_on_entity (GTK_WIDGET (self), self->workspace,
                             crm_entity_find (entry->section->entity), dragged, take);
}

static void
held_cb (gpointer user_data)
{
  CrmSidebar *self = user_data;
  self->hold_source = 0;
  g_signal_emit (self, signals[CHOSEN], 0, self->held);
}

static void
enter_cb (GtkDropControllerMotion *controller, double x, double y, CrmSidebar *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  CrmSidebarEntry *entry = find_entry (self, GTK_LIST_BOX_ROW (row));

  g_clear_handle_id (&self->hold_source, g_source_remove);
  if (entry == NULL)
    return;
  self->held = entry->section;
  self->hold_source = g_timeout_add_once (HOLD_MS, held_cb, self);
}

static void
leave_cb (GtkDropControllerMotion *controller, CrmSidebar *self)
{
  g_clear_handle_id (&self->hold_source, g_source_remove);
}

static void
add_target (CrmSidebar *self, GtkWidget *row)
{
  GtkEventController *motion = gtk_drop_controller_motion_new ();

  crm_dragged_add_target (row, drop_func, self);
  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (row, motion);
}

/* --- Rows ----------------------------------------------------------------------------------------
 */

static void
add_row (CrmSidebar *self, const CrmSection *section)
{
  CrmSidebarEntry entry = { .section = section };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (crm_section_get_icon (section));
  GtkWidget *label = gtk_label_new (crm_section_get_label (section));
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "section-count");
  gtk_widget_add_css_class (count, "numeric");
  if (section->is_late)
    gtk_widget_add_css_class (count, "late");
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (count, FALSE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  if (section->has_views) {
    entry.views = g_ptr_array_new ();
    entry.fold = crm_sidebar_create_fold (self);
    gtk_box_append (GTK_BOX (box), entry.fold);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
  add_target (self, row);

  entry.row = GTK_LIST_BOX_ROW (row);
  entry.count = GTK_LABEL (count);
  g_array_append_val (self->entries, entry);
  crm_sidebar_show_count (&entry, 0);
}

/* The section that a view stands below. */
static GtkListBoxRow *
find_section_row (CrmSidebar *self, GtkListBoxRow *row)
{
  while (row != NULL && find_entry (self, row) == NULL)
    row = gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) - 1);
  return row;
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  CrmSidebar *self = user_data;
  CrmSidebarEntry *entry = find_entry (self, row);
  CrmSidebarEntry *previous = find_entry (self, find_section_row (self, before));
  gboolean begins_group = !self->is_own && entry != NULL && previous != NULL &&
                          entry->section->group != previous->section->group;

  if (!begins_group)
    gtk_list_box_row_set_header (row, NULL);
  else if (gtk_list_box_row_get_header (row) == NULL) {
    GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
    gtk_widget_add_css_class (line, "section-line");
    gtk_list_box_row_set_header (row, line);
  }
}

static guint
find_place (CrmSidebar *self, const char *name)
{
  guint i = 0;

  while (i < self->entries->len &&
         strcmp (g_array_index (self->entries, CrmSidebarEntry, i).section->name, name) != 0)
    i++;
  return i;
}

/* The rows are taken out and put back as the person wants them; nothing is made anew but what
 * stands below them. */
static void
arrange (CrmSidebar *self)
{
  g_auto (GStrv) names = crm_sections_dup_names ();
  g_autoptr (GArray) items =
      crm_desk_arrange (crm_workspace_get_desk (self->workspace), CRM_DESK_SECTIONS,
                        (const char *const *) names, &self->is_own);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);

  /* Counts on their way are told by place. */
  crm_latest_begin (&self->cancellable);
  for (guint i = 0; i < self->entries->len; i++)
    crm_sidebar_remove_views (self, &g_array_index (self->entries, CrmSidebarEntry, i));
  for (guint i = 0; i < items->len; i++) {
    const CrmDeskItem *item = &g_array_index (items, CrmDeskItem, i);
    guint place = find_place (self, item->name);
    CrmSidebarEntry entry = g_array_index (self->entries, CrmSidebarEntry, place);
    g_autoptr (GtkWidget) row = g_object_ref (GTK_WIDGET (entry.row));

    memmove (&g_array_index (self->entries, CrmSidebarEntry, i + 1),
             &g_array_index (self->entries, CrmSidebarEntry, i),
             sizeof (CrmSidebarEntry) * (place - i));
    entry.hidden = item->hidden;
    g_array_index (self->entries, CrmSidebarEntry, i) = entry;
    gtk_list_box_remove (self->list, row);
    gtk_list_box_append (self->list, row);
    gtk_widget_set_visible (row, !item->hidden);
  }
  if (selected != NULL)
    gtk_list_box_select_row (self->list, selected);
  crm_sidebar_show_views (self);
  crm_sidebar_count (self);
  gtk_list_box_invalidate_headers (self->list);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  CrmSidebarEntry *entry = find_entry (user_data, row);
  gsize view = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "crm-view"));

  if (view != 0)
    gtk_widget_activate_action (GTK_WIDGET (list), "win.open-view", "x", (gint64) view);
  if (entry != NULL)
    g_signal_emit (user_data, signals[CHOSEN], 0, entry->section);
}

static void
crm_sidebar_dispose (GObject *object)
{
  CrmSidebar *self = CRM_SIDEBAR (object);

  crm_sidebar_set_workspace (self, NULL);
  /* Rows that go one by one would ask for the lines between them. */
  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_pointer (&self->entries, g_array_unref);

  G_OBJECT_CLASS (crm_sidebar_parent_class)->dispose (object);
}

static void
crm_sidebar_class_init (CrmSidebarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_sidebar_dispose;

  /**
   * CrmSidebar::chosen:
   * @self: the sidebar
   * @section: a CrmSection
   */
  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
crm_sidebar_init (CrmSidebar *self)
{
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  self->entries = g_array_new (FALSE, FALSE, sizeof (CrmSidebarEntry));
  g_array_set_clear_func (self->entries, clear_entry);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sections"), -1);
  gtk_list_box_set_header_func (self->list, set_header, self, NULL);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
  for (guint i = 0; i < n_sections; i++)
    if (sections[i].create != NULL)
      add_row (self, &sections[i]);
  gtk_list_box_invalidate_headers (self->list);
}

/**
 * crm_sidebar_set_workspace:
 * @self: a sidebar
 * @workspace: (nullable): whose records are counted
 */
void
crm_sidebar_set_workspace (CrmSidebar *self, CrmWorkspace *workspace)
{
  if (self->workspace != NULL) {
    crm_latest_stop (&self->cancellable);
    g_clear_signal_handler (&self->changed_id, crm_workspace_get_store (self->workspace));
    g_clear_signal_handler (&self->arranged_id, crm_workspace_get_desk (self->workspace));
    g_clear_handle_id (&self->count_source, g_source_remove);
    g_clear_handle_id (&self->hold_source, g_source_remove);
    g_clear_handle_id (&self->clock_source, g_source_remove);
  }
  g_set_object (&self->workspace, workspace);
  if (workspace == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->changed_id = g_signal_connect (crm_workspace_get_store (workspace), "changed",
                                       G_CALLBACK (changed_cb), self);
  self->clock_source = g_timeout_add_seconds (RECOUNT_SECONDS, clock_cb, self);
  self->arranged_id =
      g_signal_connect_swapped (crm_workspace_get_desk (workspace), "arranged::" CRM_DESK_SECTIONS,
                                G_CALLBACK (arrange), self);
  arrange (self);
}

/**
 * crm_sidebar_select:
 * @self: a sidebar
 * @section: (nullable): whose row is marked
 */
void
crm_sidebar_select (CrmSidebar *self, const CrmSection *section)
{
  gtk_list_box_unselect_all (self->list);
  for (guint i = 0; i < self->entries->len; i++) {
    CrmSidebarEntry *entry = &g_array_index (self->entries, CrmSidebarEntry, i);
    if (entry->section == section)
      gtk_list_box_select_row (self->list, entry->row);
  }
}

/**
 * crm_sidebar_get_first:
 * @self: a sidebar with a workspace
 *
 * Returns: the first section that the person sees
 */
const CrmSection *
crm_sidebar_get_first (CrmSidebar *self)
{
  guint i = 0;

  while (i + 1 < self->entries->len && g_array_index (self->entries, CrmSidebarEntry, i).hidden)
    i++;
  return g_array_index (self->entries, CrmSidebarEntry, i).section;
}
