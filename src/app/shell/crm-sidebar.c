/* The list of sections. */
#include "config.h"

#include "crm-sidebar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-drop.h"
#include "crm-saved-view.h"

/* A burst of changes is counted once it is over. */
#define CALM_MILLISECONDS 250
/* So many are counted one by one; beyond, "999+" is enough to know. */
#define MOST_COUNTED 1000
#define CHUNK 200
/* Held so long over a section, what is dragged brings its page: it may go on a row there. */
#define HOLD_MS 700
/* What was not due a while ago may be now. */
#define RECOUNT_SECONDS 60

typedef struct {
  const CrmSection *section;
  GtkListBoxRow *row; /* borrowed */
  GtkLabel *count;    /* borrowed */
  GtkWidget *fold;    /* borrowed: the button that hides the views below; NULL: it has none */
  GPtrArray *views;   /* GtkListBoxRow below it; owned; of a section with views */
  gboolean closed;
  gboolean hidden; /* the person does not want it here */
} Entry;

struct _CrmSidebar {
  AdwBin parent_instance;

  CrmWorkspace *workspace; /* owned */
  GtkListBox *list;        /* borrowed */
  GArray *entries;         /* owned */
  GCancellable *cancellable;
  gulong changed_id;
  gulong arranged_id;
  gboolean is_own; /* the person put the sections in order: no lines between groups */
  guint count_source;
  guint hold_source;
  const CrmSection *held; /* over which something is dragged */
  guint clock_source;
};

G_DEFINE_FINAL_TYPE (CrmSidebar, crm_sidebar, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Counting what waits, on the reader thread --------------------------------------------------
 */

typedef struct {
  CrmSidebar *self; /* owned */
  CrmQuery **queries;
  gint64 *counts;
  guint n;
} Count;

static void
free_count (gpointer data)
{
  Count *count = data;

  for (guint i = 0; i < count->n; i++)
    g_clear_pointer (&count->queries[i], crm_query_unref);
  g_free (count->queries);
  g_free (count->counts);
  g_object_unref (count->self);
  g_free (count);
}

/* What a query cannot ask, the description knows: whether a record is settled. */
static gint64
count_unsettled (CrmQuery *query, CrmDatabase *database, GError **error)
{
  const CrmEntity *entity = crm_query_get_entity (query);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 n = 0;

  if (!crm_query_read_ids (query, database, MOST_COUNTED, 0, ids, error))
    return -1;
  for (guint i = 0; i < ids->len; i += CHUNK) {
    g_autoptr (GPtrArray) records = crm_query_fetch (
        database, entity, &g_array_index (ids, gint64, i), MIN (CHUNK, ids->len - i), error);
    if (records == NULL)
      return -1;
    for (guint j = 0; j < records->len; j++)
      n += records->pdata[j] != NULL &&
           (entity->is_settled == NULL || !entity->is_settled (records->pdata[j]));
  }
  return n;
}

static gboolean
count_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *count = data;

  for (guint i = 0; i < count->n; i++) {
    if (count->queries[i] == NULL)
      continue;
    count->counts[i] = count_unsettled (count->queries[i], database, error);
    if (count->counts[i] < 0)
      return FALSE;
  }
  return TRUE;
}

static void
show_count (Entry *entry, gint64 n)
{
  const char *label = crm_section_get_label (entry->section);
  g_autofree char *figure = NULL;
  g_autofree char *described = NULL;
  g_autofree char *name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (entry->count), n > 0);
  if (n > 0) {
    figure = n < MOST_COUNTED ? g_strdup_printf ("%" G_GINT64_FORMAT, n)
                              : g_strdup_printf ("%d+", MOST_COUNTED - 1);
    described = entry->section->describe_waiting (n);
    gtk_label_set_label (entry->count, figure);
    /* Translators: for screen readers: a section and what waits in it, "Tasks: 3 tasks are due" */
    name = g_strdup_printf (_ ("%s: %s"), label, described);
  }
  gtk_widget_set_tooltip_text (GTK_WIDGET (entry->row), described);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : label, -1);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Count *count = user_data;

  if (crm_store_read_finish (CRM_STORE (source), result, NULL) && count->self->workspace != NULL)
    for (guint i = 0; i < count->n; i++)
      if (count->queries[i] != NULL)
        show_count (&g_array_index (count->self->entries, Entry, i), count->counts[i]);
  free_count (count);
}

static void
count_now (CrmSidebar *self)
{
  Count *count = g_new0 (Count, 1);

  count->self = g_object_ref (self);
  count->n = self->entries->len;
  count->queries = g_new0 (CrmQuery *, count->n);
  count->counts = g_new0 (gint64, count->n);
  for (guint i = 0; i < count->n; i++) {
    const CrmSection *section = g_array_index (self->entries, Entry, i).section;
    if (section->waiting != NULL)
      count->queries[i] = section->waiting (self->workspace);
  }
  crm_store_read_async (crm_workspace_get_store (self->workspace), count_func, count, NULL,
                        self->cancellable, counted_cb, count);
}

static void
count_soon_cb (gpointer user_data)
{
  CrmSidebar *self = user_data;
  self->count_source = 0;
  count_now (self);
}

static gboolean
clock_cb (gpointer user_data)
{
  count_now (user_data);
  return G_SOURCE_CONTINUE;
}

static void show_views (CrmSidebar *self);

static void
changed_cb (CrmStore *store, CrmAnnouncement *announcement, gpointer user_data)
{
  CrmSidebar *self = user_data;
  gboolean touched = FALSE;

  if (crm_announcement_touches (announcement, crm_entity_find ("saved_view")))
    show_views (self);
  for (guint i = 0; i < self->entries->len && !touched; i++) {
    const CrmSection *section = g_array_index (self->entries, Entry, i).section;
    touched = section->waiting != NULL &&
              crm_announcement_touches (announcement, crm_entity_find (section->entity));
  }
  if (touched && self->count_source == 0)
    self->count_source = g_timeout_add_once (CALM_MILLISECONDS, count_soon_cb, self);
}

/* --- Saved views below their sections
 * -------------------------------------------------------------
 */

static gboolean
drop_on_view_func (GtkWidget *row, const CrmDragged *dragged, double x, double y, gboolean take,
                   gpointer data)
{
  CrmSidebar *self = data;
  gint64 id = (gint64) GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "crm-view"));
  CrmDatabase *reader;
  g_autoptr (CrmRecord) view = NULL;
  g_autoptr (CrmQuery) query = NULL;

  if (self->workspace == NULL)
    return FALSE;
  reader = crm_workspace_get_reader (self->workspace);
  view = crm_record_load (reader, crm_entity_find ("saved_view"), id, NULL);
  if (view != NULL && !crm_record_is_empty (view, "query"))
    query = crm_query_from_text (crm_record_get_text (view, "query"), reader, NULL, NULL);
  return query != NULL &&
         crm_drop_on_query (GTK_WIDGET (self), self->workspace, query, dragged, take);
}

static GtkWidget *
create_view_row (CrmSidebar *self, CrmRecord *view)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("starred-symbolic");
  GtkWidget *label = gtk_label_new (crm_record_get_title (view));

  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 12);
  gtk_widget_add_css_class (icon, "dimmed");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "crm-sidebar-view");
  gtk_widget_set_tooltip_text (row, crm_record_get_title (view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_record_get_title (view), -1);
  g_object_set_data (G_OBJECT (row), "crm-view", GSIZE_TO_POINTER (crm_record_get_id (view)));
  crm_dragged_add_target (row, drop_on_view_func, self);
  return row;
}

static void
show_fold (Entry *entry)
{
  const char *name = entry->closed ? _ ("Show Views") : _ ("Hide Views");

  gtk_widget_set_visible (entry->fold, entry->views->len > 0);
  gtk_button_set_icon_name (GTK_BUTTON (entry->fold),
                            entry->closed ? "pan-end-symbolic" : "pan-down-symbolic");
  gtk_widget_set_tooltip_text (entry->fold, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->fold), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  for (guint i = 0; i < entry->views->len; i++)
    gtk_widget_set_visible (entry->views->pdata[i], !entry->closed && !entry->hidden);
}

static void
show_views (CrmSidebar *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  gint64 me = crm_workspace_get_me (self->workspace);

  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);
    g_autoptr (GPtrArray) views = NULL;
    if (entry->views == NULL)
      continue;
    for (guint j = 0; j < entry->views->len; j++)
      gtk_list_box_remove (self->list, entry->views->pdata[j]);
    g_ptr_array_set_size (entry->views, 0);
    views = crm_saved_views_read (reader, crm_entity_find (entry->section->entity), me, NULL);
    for (guint j = 0; views != NULL && j < views->len; j++) {
      GtkWidget *row = create_view_row (self, views->pdata[j]);
      gtk_list_box_insert (self->list, row, gtk_list_box_row_get_index (entry->row) + 1 + (int) j);
      g_ptr_array_add (entry->views, row);
    }
    show_fold (entry);
  }
}

static void
fold_cb (GtkWidget *button, CrmSidebar *self)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);
    if (entry->fold != button)
      continue;
    entry->closed = !entry->closed;
    show_fold (entry);
  }
}

static void
clear_entry (gpointer data)
{
  g_clear_pointer (&((Entry *) data)->views, g_ptr_array_unref);
}

/* --- What is dragged here -----------------------------------------------------------------------
 */

static Entry *
find_entry (CrmSidebar *self, GtkListBoxRow *row)
{
  for (guint i = 0; row != NULL && i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);
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
  Entry *entry = find_entry (self, GTK_LIST_BOX_ROW (row));

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
  Entry *entry = find_entry (self, GTK_LIST_BOX_ROW (row));

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
  Entry entry = { .section = section };
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
    entry.fold = gtk_button_new_from_icon_name ("pan-down-symbolic");
    gtk_widget_add_css_class (entry.fold, "flat");
    gtk_widget_add_css_class (entry.fold, "crm-sidebar-fold");
    gtk_widget_set_valign (entry.fold, GTK_ALIGN_CENTER);
    gtk_widget_set_visible (entry.fold, FALSE);
    g_signal_connect (entry.fold, "clicked", G_CALLBACK (fold_cb), self);
    gtk_box_append (GTK_BOX (box), entry.fold);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
  add_target (self, row);

  entry.row = GTK_LIST_BOX_ROW (row);
  entry.count = GTK_LABEL (count);
  g_array_append_val (self->entries, entry);
  show_count (&entry, 0);
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
  Entry *entry = find_entry (self, row);
  Entry *previous = find_entry (self, find_section_row (self, before));
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
         strcmp (g_array_index (self->entries, Entry, i).section->name, name) != 0)
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
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);
    for (guint j = 0; entry->views != NULL && j < entry->views->len; j++)
      gtk_list_box_remove (self->list, entry->views->pdata[j]);
    if (entry->views != NULL)
      g_ptr_array_set_size (entry->views, 0);
  }
  for (guint i = 0; i < items->len; i++) {
    const CrmDeskItem *item = &g_array_index (items, CrmDeskItem, i);
    guint place = find_place (self, item->name);
    Entry entry = g_array_index (self->entries, Entry, place);
    g_autoptr (GtkWidget) row = g_object_ref (GTK_WIDGET (entry.row));

    memmove (&g_array_index (self->entries, Entry, i + 1), &g_array_index (self->entries, Entry, i),
             sizeof (Entry) * (place - i));
    entry.hidden = item->hidden;
    g_array_index (self->entries, Entry, i) = entry;
    gtk_list_box_remove (self->list, row);
    gtk_list_box_append (self->list, row);
    gtk_widget_set_visible (row, !item->hidden);
  }
  if (selected != NULL)
    gtk_list_box_select_row (self->list, selected);
  show_views (self);
  count_now (self);
  gtk_list_box_invalidate_headers (self->list);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  Entry *entry = find_entry (user_data, row);
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

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
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
    g_cancellable_cancel (self->cancellable);
    g_clear_object (&self->cancellable);
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
    Entry *entry = &g_array_index (self->entries, Entry, i);
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

  while (i + 1 < self->entries->len && g_array_index (self->entries, Entry, i).hidden)
    i++;
  return g_array_index (self->entries, Entry, i).section;
}
