/* One place to find everything. */
#include "config.h"

#include "crm-palette.h"

#include <glib/gi18n.h>

#include "crm-latest.h"
#include "crm-palette-entry.h"
#include "crm-palette-sale.h"
#include "crm-recents.h"
#include "crm-text.h"

/* Of each entity; the palette shows fewer, the rest is for the ranking. */
#define MOST_HITS 12

struct _CrmPalette {
  AdwDialog parent_instance;

  CrmWorkspace *workspace;   /* owned */
  GSettings *settings;       /* owned */
  CrmRecord *subject;        /* owned; what one looks at; NULL: no record */
  GPtrArray *entries;        /* owned; CrmPaletteEntry, one a row */
  GCancellable *cancellable; /* owned; of the search under way */
  gboolean activate_first;   /* Return came before the answer */

  GtkSearchEntry *entry;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CrmPalette, crm_palette, ADW_TYPE_DIALOG)

/* --- Rows */

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* What was looked for, in bold. */
static void
mark_words (GtkWidget *label, const char *words)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  g_autoptr (GArray) ranges = NULL;

  if (words == NULL)
    return;
  attributes = pango_attr_list_new ();
  ranges = crm_search_find_ranges (gtk_label_get_text (GTK_LABEL (label)), words);
  for (guint i = 0; i < ranges->len; i++) {
    PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
    bold->start_index = g_array_index (ranges, CrmSearchRange, i).start;
    bold->end_index = g_array_index (ranges, CrmSearchRange, i).end;
    pango_attr_list_insert (attributes, bold);
  }
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
}

static char *
dup_shortcut_label (const char *accelerator)
{
  guint key;
  GdkModifierType modifiers;

  if (accelerator == NULL || !gtk_accelerator_parse (accelerator, &key, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}

static GtkWidget *
new_row (const CrmPaletteEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *shortcut = dup_shortcut_label (entry->shortcut);
  GtkWidget *title = new_label (entry->title, NULL);
  g_autofree char *name = entry->subtitle != NULL
                              ? g_strdup_printf ("%s, %s", entry->title, entry->subtitle)
                              : g_strdup (entry->title);

  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (entry->icon));
  mark_words (title, entry->words);
  gtk_box_append (GTK_BOX (box), title);
  if (entry->subtitle != NULL) {
    GtkWidget *subtitle = new_label (entry->subtitle, "dimmed");
    mark_words (subtitle, entry->words);
    gtk_box_append (GTK_BOX (box), subtitle);
  }
  if (shortcut != NULL) {
    GtkWidget *label = new_label (shortcut, "dimmed");
    gtk_widget_set_hexpand (label, TRUE);
    gtk_label_set_xalign (GTK_LABEL (label), 1);
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static CrmPaletteEntry *
get_entry (CrmPalette *self, GtkListBoxRow *row)
{
  return self->entries->pdata[gtk_list_box_row_get_index (row)];
}

static void
set_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  CrmPalette *self = user_data;
  const char *group = get_entry (self, row)->group;
  GtkWidget *heading;

  if (before != NULL && g_strcmp0 (get_entry (self, before)->group, group) == 0) {
    gtk_list_box_row_set_header (row, NULL);
    return;
  }
  heading = new_label (group, "heading");
  gtk_widget_add_css_class (heading, "palette-heading");
  gtk_list_box_row_set_header (row, heading);
}

static void
show_entries (CrmPalette *self, GPtrArray *entries)
{
  GtkListBoxRow *first;

  gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  gtk_list_box_remove_all (self->list);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = entries;
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (self->list, new_row (entries->pdata[i]));
  gtk_list_box_set_header_func (self->list, set_header, self, NULL);
  first = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, first);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  gtk_stack_set_visible_child_name (self->stack, first != NULL ? "list" : "nothing");
}

/* --- Going there */

static void
run_entry (CrmPalette *self, const CrmPaletteEntry *entry)
{
  g_autofree char *action = g_strdup (entry->action);
  g_autoptr (GVariant) target = entry->target != NULL ? g_variant_ref (entry->target) : NULL;
  g_autoptr (GtkWidget) window =
      GTK_WIDGET (g_object_ref (gtk_widget_get_root (GTK_WIDGET (self))));

  /* First away, so that what opens gets the focus. */
  adw_dialog_force_close (ADW_DIALOG (self));
  gtk_widget_activate_action_variant (window, action, target);
}

static void
row_activated_cb (CrmPalette *self, GtkListBoxRow *row)
{
  run_entry (self, get_entry (self, row));
}

static void
activate_cb (CrmPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (self->cancellable != NULL)
    self->activate_first = TRUE;
  else if (row != NULL)
    run_entry (self, get_entry (self, row));
}

/* --- Searching */

typedef struct {
  CrmPalette *self; /* owned */
  char *text;       /* owned */
  GPtrArray *hits;  /* owned; element-type CrmSearchHit */
  GPtrArray *sales; /* owned; the same, NULL: nothing was said of a sale */
  GCancellable *cancellable;
} Search;

static void
free_search (Search *search)
{
  g_object_unref (search->self);
  g_object_unref (search->cancellable);
  g_free (search->text);
  g_clear_pointer (&search->hits, g_ptr_array_unref);
  g_clear_pointer (&search->sales, g_ptr_array_unref);
  g_free (search);
}

static gboolean
can_write (CrmPalette *self)
{
  return crm_store_is_writable (crm_workspace_get_store (self->workspace));
}

static gboolean
search_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Search *search = data;

  search->sales = crm_palette_find_sales (database, search->text);
  search->hits = crm_search_read (database, NULL, search->text, MOST_HITS, error);
  return search->hits != NULL;
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  CrmPalette *self = search->self;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (search->cancellable == self->cancellable) {
    GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_palette_entry_free);
    g_autofree char *folded = crm_text_fold (search->text);

    g_clear_object (&self->cancellable);
    crm_palette_add_sections (entries, folded);
    crm_palette_add_views (entries, crm_workspace_get_reader (self->workspace),
                           crm_workspace_get_me (self->workspace), folded);
    if (done)
      crm_palette_add_hits (entries, search->hits, search->text);
    if (can_write (self)) {
      crm_palette_add_sales (entries, search->sales);
      crm_palette_add_sale (entries, self->subject, folded);
    }
    crm_palette_add_actions (entries, crm_workspace_get_reader (self->workspace), folded);
    if (can_write (self))
      crm_palette_add_quick_task (entries, search->text);
    show_entries (self, entries);
    if (self->activate_first) {
      self->activate_first = FALSE;
      activate_cb (self);
    }
  }
  free_search (search);
}

static void
show_beginning (CrmPalette *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  const char *path = crm_store_get_path (crm_workspace_get_store (self->workspace));
  g_autoptr (GArray) recents = crm_recents_read (self->settings, path);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_palette_entry_free);

  crm_palette_add_recents (entries, reader, recents);
  crm_palette_add_sections (entries, "");
  if (can_write (self))
    crm_palette_add_sale (entries, self->subject, "");
  crm_palette_add_actions (entries, reader, "");
  show_entries (self, entries);
}

static void
search_changed_cb (CrmPalette *self)
{
  g_autofree char *text =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  Search *search;

  if (self->workspace == NULL)
    return;
  crm_latest_stop (&self->cancellable);
  self->activate_first = FALSE;
  if (text[0] == '\0') {
    show_beginning (self);
    return;
  }
  self->cancellable = g_cancellable_new ();
  search = g_new0 (Search, 1);
  search->self = g_object_ref (self);
  search->text = g_steal_pointer (&text);
  search->cancellable = g_object_ref (self->cancellable);
  crm_store_read_async (crm_workspace_get_store (self->workspace), search_func, search, NULL,
                        self->cancellable, searched_cb, search);
}

/* --- Keys */

static void
scroll_to (CrmPalette *self, GtkListBoxRow *row)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->list), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
}

/* The letters stay where they are typed; only the choice moves. */
static void
move (CrmPalette *self, int by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int n = (int) self->entries->len;
  int index = row != NULL ? gtk_list_box_row_get_index (row) + by : 0;

  if (n == 0)
    return;
  row = gtk_list_box_get_row_at_index (self->list, CLAMP (index, 0, n - 1));
  gtk_list_box_select_row (self->list, row);
  scroll_to (self, row);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), get_entry (self, row)->title,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        gpointer user_data)
{
  CrmPalette *self = user_data;

  switch (key) {
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    move (self, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    move (self, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Page_Down:
    move (self, 8);
    return GDK_EVENT_STOP;
  case GDK_KEY_Page_Up:
    move (self, -8);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
next_cb (CrmPalette *self)
{
  move (self, 1);
}

static void
previous_cb (CrmPalette *self)
{
  move (self, -1);
}

static void
stop_cb (CrmPalette *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_palette_dispose (GObject *object)
{
  CrmPalette *self = CRM_PALETTE (object);

  crm_latest_stop (&self->cancellable);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_object (&self->subject);
  /* Rows that go one by one would ask for their headings. */
  if (self->list != NULL)
    gtk_list_box_set_header_func (self->list, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_PALETTE);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_palette_parent_class)->dispose (object);
}

static void
crm_palette_class_init (CrmPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/voronka_crm/Voronka/ui/crm-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CrmPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
crm_palette_init (CrmPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_palette_entry_free);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
}

/**
 * crm_palette_new:
 * @workspace: whose records are found
 * @settings: of the program: the records opened last
 * @subject: (nullable): the record one looks at
 *
 * Returns: (transfer floating): the palette, showing what was opened last
 */
CrmPalette *
crm_palette_new (CrmWorkspace *workspace, GSettings *settings, CrmRecord *subject)
{
  CrmPalette *self = g_object_new (CRM_TYPE_PALETTE, NULL);

  self->workspace = g_object_ref (workspace);
  self->settings = g_object_ref (settings);
  g_set_object (&self->subject, subject);
  show_beginning (self);
  return self;
}

/**
 * crm_palette_search:
 * @self: a palette
 * @text: as if typed
 */
void
crm_palette_search (CrmPalette *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
