/* What a list can be filtered by. */
#include "config.h"

#include "crm-filter-menu.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-search-escape.h"
#include "crm-text.h"

#define LEAST_WIDTH 260
#define MOST_HEIGHT 360

/* A row is a field, or opens what lies along a way. */
typedef struct {
  CrmFilterWay way;
  const CrmField *field; /* NULL: of whatever points here, or it opens */
  gboolean opens;
  gboolean back;       /* to the beginning */
  gboolean found_only; /* shown only where it is searched for */
  char *label;         /* owned */
  char *folded;        /* owned */
  const char *heading; /* borrowed of the descriptions; may be NULL */
} Entry;

struct _CrmFilterMenu {
  GtkBox parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  gboolean inside; /* shows what lies along a way */

  GtkWidget *search_entry;
  GtkScrolledWindow *scrolled_window;
  GtkListBox *list_box;
};

G_DEFINE_FINAL_TYPE (CrmFilterMenu, crm_filter_menu, GTK_TYPE_BOX)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
free_entry (gpointer data)
{
  Entry *entry = data;
  g_free (entry->label);
  g_free (entry->folded);
  g_free (entry);
}

static const Entry *
get_entry (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "entry");
}

static void
append (CrmFilterMenu *self, const Entry *model)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  Entry *entry = g_memdup2 (model, sizeof *model);

  entry->folded = crm_text_fold (entry->label);
  if (entry->back)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-previous-symbolic"));
  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_LABEL, "label", entry->label, "xalign", 0.0, "hexpand",
                                TRUE, "ellipsize", PANGO_ELLIPSIZE_END, NULL));
  if (entry->opens)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, entry->label,
                                  -1);
  g_object_set_data_full (G_OBJECT (row), "entry", entry, free_entry);
  gtk_list_box_append (self->list_box, row);
}

/* --- What there is */

static gboolean
can_filter (const CrmField *field)
{
  gsize n_tests;
  return (field->flags & CRM_FIELD_HIDDEN) == 0 && crm_filter_get_tests (field, &n_tests) != NULL;
}

static const char *
get_heading (const CrmEntity *entity, const CrmField *field)
{
  const char *group = crm_field_get_group (field);
  return group != NULL ? group : crm_entity_get_label (entity);
}

static void
append_fields (CrmFilterMenu *self, const CrmEntity *entity, const CrmFilterWay *way,
               gboolean found_only)
{
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    Entry entry = { .way = *way, .field = field, .found_only = found_only };

    if (!can_filter (field) || field == way->link)
      continue;
    entry.label = self->inside ? g_strdup (crm_field_get_label (field))
                               : crm_filter_way_dup_label (way, FALSE, field);
    entry.heading = found_only ? NULL : get_heading (entity, field);
    append (self, &entry);
  }
}

static gboolean
points_at (const CrmField *field, const CrmEntity *entity)
{
  return (field->flags & CRM_FIELD_HIDDEN) == 0 &&
         (field->kind == CRM_KIND_SUBJECT ||
          (field->kind == CRM_KIND_REFERENCE && crm_field_get_target (field) == entity));
}

typedef void (*WayFunc) (CrmFilterMenu *self, const CrmFilterWay *way);

/* Dictionaries are no records to go to: their values stand in the field itself. */
static void
for_each_way (CrmFilterMenu *self, WayFunc func)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmFilterWay way = { .reference = &self->entity->fields[i] };
    if (way.reference->kind == CRM_KIND_REFERENCE && way.reference->list == NULL &&
        (way.reference->flags & CRM_FIELD_HIDDEN) == 0)
      func (self, &way);
  }
  for (int i = 0; i < n_entities; i++)
    for (int j = 0; j < entities[i]->n_fields; j++) {
      const CrmFilterWay way = { .source = entities[i], .link = &entities[i]->fields[j] };
      if (!entities[i]->internal && points_at (way.link, self->entity))
        func (self, &way);
    }
}

static const CrmEntity *
get_end (const CrmFilterWay *way)
{
  return way->reference != NULL ? crm_field_get_target (way->reference) : way->source;
}

static void
append_way (CrmFilterMenu *self, const CrmFilterWay *way)
{
  Entry entry = { .way = *way, .opens = TRUE };

  entry.label = way->reference != NULL ? g_strdup (crm_field_get_label (way->reference))
                                       : crm_filter_way_dup_label (way, FALSE, NULL);
  entry.heading = way->reference != NULL ? C_ ("filter", "By linked records")
                                         : C_ ("filter", "By records that point here");
  append (self, &entry);
}

static void
append_found (CrmFilterMenu *self, const CrmFilterWay *way)
{
  append_fields (self, get_end (way), way, TRUE);
}

static void
show_beginning (CrmFilterMenu *self)
{
  const CrmFilterWay none = { 0 };

  self->inside = FALSE;
  gtk_list_box_remove_all (self->list_box);
  append_fields (self, self->entity, &none, FALSE);
  for_each_way (self, append_way);
  for_each_way (self, append_found);
}

static void
show_way (CrmFilterMenu *self, const CrmFilterWay *way)
{
  Entry back = { .back = TRUE };
  Entry any = { .way = *way };

  self->inside = TRUE;
  gtk_list_box_remove_all (self->list_box);
  back.label = way->reference != NULL ? g_strdup (crm_field_get_label (way->reference))
                                      : crm_filter_way_dup_label (way, FALSE, NULL);
  append (self, &back);
  if (way->source != NULL) {
    any.label = g_strdup (C_ ("filter", "Any at all"));
    append (self, &any);
  }
  append_fields (self, get_end (way), way, FALSE);
}

/* --- Choosing */

static void
set_search (CrmFilterMenu *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_list_box_invalidate_filter (self->list_box);
  gtk_list_box_invalidate_headers (self->list_box);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
  gtk_widget_grab_focus (self->search_entry);
}

static void
activated_cb (CrmFilterMenu *self, GtkListBoxRow *row)
{
  const Entry *entry = get_entry (row);
  const CrmFilterWay way = entry->way;
  g_autoptr (CrmFilter) filter = NULL;

  if (entry->back || entry->opens) {
    if (entry->back)
      show_beginning (self);
    else
      show_way (self, &way);
    set_search (self);
    return;
  }
  filter = crm_filter_new_way (self->workspace, &way, entry->field);
  g_signal_emit (self, signals[CHOSEN], 0, filter);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  CrmFilterMenu *self = user_data;
  const Entry *entry = get_entry (row);
  g_autofree char *wanted =
      crm_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));

  if (wanted[0] == '\0')
    return !entry->found_only;
  return !entry->opens && !entry->back && strstr (entry->folded, wanted) != NULL;
}

static void
add_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  static const char *const classes[] = { "caption-heading", "dimmed", "crm-menu-heading", NULL };
  const Entry *entry = get_entry (row);
  const Entry *last = before != NULL ? get_entry (before) : NULL;

  if (entry->heading == NULL || (last != NULL && g_strcmp0 (last->heading, entry->heading) == 0))
    gtk_list_box_row_set_header (row, NULL);
  else
    gtk_list_box_row_set_header (row, g_object_new (GTK_TYPE_LABEL, "label", entry->heading,
                                                    "xalign", 0.0, "css-classes", classes, NULL));
}

static void
search_changed_cb (CrmFilterMenu *self)
{
  gtk_list_box_invalidate_filter (self->list_box);
  gtk_list_box_invalidate_headers (self->list_box);
}

/* Enter takes the first that fits. */
static void
search_activate_cb (CrmFilterMenu *self)
{
  for (int i = 0;; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list_box, i);
    if (row == NULL)
      return;
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)) && !get_entry (row)->back) {
      activated_cb (self, row);
      return;
    }
  }
}

/* --- Object */

static void
crm_filter_menu_dispose (GObject *object)
{
  g_clear_object (&CRM_FILTER_MENU (object)->workspace);
  G_OBJECT_CLASS (crm_filter_menu_parent_class)->dispose (object);
}

static void
crm_filter_menu_class_init (CrmFilterMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_filter_menu_dispose;

  /**
   * CrmFilterMenu::chosen:
   * @self: the menu
   * @filter: a new CrmFilter that asks for nothing yet
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_FILTER);
}

static void
crm_filter_menu_init (CrmFilterMenu *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->search_entry = gtk_search_entry_new ();
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->search_entry), 0);
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->search_entry), _ ("Field"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Field"), -1);
  g_signal_connect_swapped (self->search_entry, "search-changed", G_CALLBACK (search_changed_cb),
                            self);
  g_signal_connect_swapped (self->search_entry, "activate", G_CALLBACK (search_activate_cb), self);
  crm_search_escape_add (GTK_SEARCH_ENTRY (self->search_entry));
  self->scrolled_window = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  self->list_box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list_box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_box), "crm-value-list");
  gtk_list_box_set_filter_func (self->list_box, is_wanted, self, NULL);
  gtk_list_box_set_header_func (self->list_box, add_heading, self, NULL);
  g_signal_connect_swapped (self->list_box, "row-activated", G_CALLBACK (activated_cb), self);
  g_object_set (self->scrolled_window, "hscrollbar-policy", GTK_POLICY_NEVER,
                "propagate-natural-height", TRUE, "min-content-width", LEAST_WIDTH,
                "max-content-height", MOST_HEIGHT, "child", self->list_box, NULL);
  gtk_box_append (GTK_BOX (self), self->search_entry);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->scrolled_window));
}

/**
 * crm_filter_menu_set_entity:
 * @self: a menu
 * @workspace: the workspace
 * @entity: what is listed; once
 */
void
crm_filter_menu_set_entity (CrmFilterMenu *self, CrmWorkspace *workspace, const CrmEntity *entity)
{
  g_return_if_fail (CRM_IS_FILTER_MENU (self) && self->entity == NULL);
  self->workspace = g_object_ref (workspace);
  self->entity = entity;
}

void
crm_filter_menu_start (CrmFilterMenu *self)
{
  g_return_if_fail (CRM_IS_FILTER_MENU (self));
  show_beginning (self);
  set_search (self);
}
