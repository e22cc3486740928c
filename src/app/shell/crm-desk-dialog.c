/* Arranging one's own desktop. */
#include "config.h"

#include "crm-desk-dialog.h"

#include <glib/gi18n.h>

#include "crm-order-row.h"
#include "crm-section.h"
#include "crm-today-page.h"

/* --- A list of things that are put in order or hidden -------------------------------------------
 */

#define CRM_TYPE_DESK_LIST (crm_desk_list_get_type ())
G_DECLARE_FINAL_TYPE (CrmDeskList, crm_desk_list, CRM, DESK_LIST, AdwPreferencesGroup)

struct _CrmDeskList {
  AdwPreferencesGroup parent_instance;

  CrmWorkspace *workspace; /* owned */
  const char *what;
  GStrv names;     /* owned; as they come */
  GArray *items;   /* owned; CrmDeskItem, as shown */
  GPtrArray *rows; /* borrowed widgets; owned array */
  const char *(*get_label) (const char *name);
};

G_DEFINE_FINAL_TYPE (CrmDeskList, crm_desk_list, ADW_TYPE_PREFERENCES_GROUP)

static void
note (CrmDeskList *self)
{
  crm_desk_set_arrangement (crm_workspace_get_desk (self->workspace), self->what, self->items);
}

static void show (CrmDeskList *self);

static void
move_cb (gpointer owner, guint from, guint to)
{
  CrmDeskList *self = owner;
  CrmDeskItem item;

  if (self->workspace == NULL || MAX (from, to) >= self->items->len)
    return;
  item = g_array_index (self->items, CrmDeskItem, from);
  g_array_remove_index (self->items, from);
  g_array_insert_val (self->items, to, item);
  show (self);
  note (self);
  /* Whoever moves by the keyboard goes with what they move. */
  gtk_widget_grab_focus (self->rows->pdata[to]);
}

static guint
count_shown (CrmDeskList *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    n += !g_array_index (self->items, CrmDeskItem, i).hidden;
  return n;
}

/* One stays: nobody shall look for the way back. */
static void
update_switches (CrmDeskList *self)
{
  gboolean last = count_shown (self) == 1;

  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *toggle = g_object_get_data (G_OBJECT (self->rows->pdata[i]), "toggle");
    gtk_widget_set_sensitive (toggle, !last || g_array_index (self->items, CrmDeskItem, i).hidden);
  }
}

static void
toggled_cb (CrmDeskList *self, GParamSpec *pspec, GtkSwitch *toggle)
{
  guint i = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (toggle), "index"));

  g_array_index (self->items, CrmDeskItem, i).hidden = !gtk_switch_get_active (toggle);
  update_switches (self);
  note (self);
}

static void
show (CrmDeskList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->items->len; i++) {
    const CrmDeskItem *item = &g_array_index (self->items, CrmDeskItem, i);
    const char *label = self->get_label (item->name);
    GtkWidget *row = crm_order_row_new (label, NULL, i, self->items->len, move_cb, self);
    GtkWidget *toggle = gtk_switch_new ();
    /* Translators: of a switch: a section or card */
    g_autofree char *name = g_strdup_printf (_ ("Show “%s”"), label);

    gtk_switch_set_active (GTK_SWITCH (toggle), !item->hidden);
    gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text (toggle, name);
    gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
    g_object_set_data (G_OBJECT (toggle), "index", GUINT_TO_POINTER (i));
    g_object_set_data (G_OBJECT (row), "toggle", toggle);
    g_signal_connect_object (toggle, "notify::active", G_CALLBACK (toggled_cb), self,
                             G_CONNECT_SWAPPED);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
  update_switches (self);
}

static void
read_items (CrmDeskList *self)
{
  g_clear_pointer (&self->items, g_array_unref);
  self->items = crm_desk_arrange (crm_workspace_get_desk (self->workspace), self->what,
                                  (const char *const *) self->names, NULL);
  show (self);
}

static void
crm_desk_list_dispose (GObject *object)
{
  CrmDeskList *self = CRM_DESK_LIST (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->names, g_strfreev);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_desk_list_parent_class)->dispose (object);
}

static void
crm_desk_list_class_init (CrmDeskListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_desk_list_dispose;
}

static void
crm_desk_list_init (CrmDeskList *self)
{
  self->rows = g_ptr_array_new ();
}

static CrmDeskList *
add_list (CrmWorkspace *workspace, AdwPreferencesPage *page, const char *title, const char *what,
          GStrv names, const char *(*get_label) (const char *name))
{
  CrmDeskList *self = g_object_new (CRM_TYPE_DESK_LIST, "title", title, NULL);

  self->workspace = g_object_ref (workspace);
  self->what = what;
  self->names = names;
  self->get_label = get_label;
  read_items (self);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (self));
  return self;
}

/* --- The dialog */

static const char *
get_section_label (const char *name)
{
  return crm_section_get_label (crm_section_find (name));
}

static void
reset_list (CrmDeskList *list)
{
  crm_desk_set_arrangement (crm_workspace_get_desk (list->workspace), list->what, NULL);
  for (guint i = 0; list->names[i] != NULL; i++) {
    CrmDeskItem item = { list->names[i], FALSE };
    g_array_index (list->items, CrmDeskItem, i) = item;
  }
  show (list);
}

static void
reset_cb (GtkWidget *dialog)
{
  reset_list (g_object_get_data (G_OBJECT (dialog), "sections"));
  reset_list (g_object_get_data (G_OBJECT (dialog), "cards"));
}

/**
 * crm_desk_dialog_new:
 * @workspace: an open company file
 *
 * What is changed shows at once, and is kept in the company file for the person at this seat.
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_desk_dialog_new (CrmWorkspace *workspace)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *reset = adw_preferences_group_new ();
  CrmDeskList *sections;
  CrmDeskList *cards;

  adw_dialog_set_title (dialog, _ ("My Desktop"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 640);
  sections = add_list (workspace, page, _ ("Sections"), CRM_DESK_SECTIONS,
                       crm_sections_dup_names (), get_section_label);
  cards =
      add_list (workspace, page, _ ("Cards of Today"), CRM_DESK_CARDS,
                g_strdupv ((char **) crm_today_page_get_cards ()), crm_today_page_get_card_label);
  g_object_set_data (G_OBJECT (dialog), "sections", sections);
  g_object_set_data (G_OBJECT (dialog), "cards", cards);
  adw_preferences_group_add (
      ADW_PREFERENCES_GROUP (reset),
      crm_button_row_new (_ ("_As It Comes"), NULL, G_CALLBACK (reset_cb), dialog));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (reset));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (page));
  adw_dialog_set_child (dialog, view);
  return dialog;
}
