/* A list of the fields that a form may name. */
#include "config.h"

#include "crm-path-chooser.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "crm-document.h"
#include "crm-search-escape.h"
#include "crm-text.h"

#define LIST_HEIGHT 280
#define LIST_WIDTH 300

struct _CrmPathChooser {
  GtkPopover parent_instance;

  GtkSearchEntry *search;
  GtkListBox *list;
  gboolean of_line;
  gboolean filled;
};

G_DEFINE_FINAL_TYPE (CrmPathChooser, crm_path_chooser, GTK_TYPE_POPOVER)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
filter_func (GtkListBoxRow *row, gpointer user_data)
{
  CrmPathChooser *self = user_data;
  g_autofree char *wanted = crm_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  const char *name = g_object_get_data (G_OBJECT (row), "folded");

  return wanted[0] == '\0' || strstr (name, wanted) != NULL;
}

static void
search_cb (CrmPathChooser *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
choose (CrmPathChooser *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (row), "path"),
                 g_object_get_data (G_OBJECT (row), "name"));
}

static void
activated_cb (CrmPathChooser *self, GtkListBoxRow *row)
{
  choose (self, row);
}

/* Enter takes the first that is left. */
static void
entered_cb (CrmPathChooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row))) {
      choose (self, row);
      return;
    }
}

static void
add_path (CrmPathChooser *self, const char *path)
{
  g_autofree char *bare = g_strndup (path, strcspn (path, "|"));
  char *name = crm_document_dup_path_name (bare);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_end (label, 6);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  g_object_set_data_full (G_OBJECT (row), "folded", crm_text_fold (name), g_free);
  g_object_set_data_full (G_OBJECT (row), "name", name, g_free);
  gtk_list_box_append (self->list, row);
}

static void
crm_path_chooser_map (GtkWidget *widget)
{
  CrmPathChooser *self = CRM_PATH_CHOOSER (widget);

  if (!self->filled) {
    g_auto (GStrv) paths = crm_document_list_paths (self->of_line);
    for (gsize i = 0; paths[i] != NULL; i++)
      add_path (self, paths[i]);
    self->filled = TRUE;
  }
  GTK_WIDGET_CLASS (crm_path_chooser_parent_class)->map (widget);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
crm_path_chooser_class_init (CrmPathChooserClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = crm_path_chooser_map;

  /**
   * CrmPathChooser::chosen:
   * @path: with the filters that write it
   * @name: as people call it
   */
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
crm_path_chooser_init (CrmPathChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_search_entry_set_placeholder_text (self->search, _ ("Find a field"));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_func, self, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, LIST_HEIGHT);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (entered_cb), self,
                           G_CONNECT_SWAPPED);
  crm_search_escape_add (self->search);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * crm_path_chooser_new:
 * @of_line: fields of a line of the table; else of the document and those that it names
 *
 * Returns: (transfer floating): a popover with the fields by the names that people know
 */
GtkWidget *
crm_path_chooser_new (gboolean of_line)
{
  CrmPathChooser *self = g_object_new (CRM_TYPE_PATH_CHOOSER, NULL);

  self->of_line = of_line;
  return GTK_WIDGET (self);
}
