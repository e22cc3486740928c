/* Who sits here. */
#include "config.h"

#include "crm-seat.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-desk-dialog.h"

/* More persons than a menu can show are chosen in the preferences. */
#define MOST_PERSONS 60
#define AVATAR_SIZE 24
#define AVATAR_SIZE_IN_ROW 32

struct _CrmSeat {
  AdwBin parent_instance;

  CrmWorkspace *workspace; /* owned */
  GSimpleActionGroup *actions;
  gulong changed_id;
  gulong focus_id;

  GtkMenuButton *button;
  AdwAvatar *avatar;
  GtkLabel *name;
};

G_DEFINE_FINAL_TYPE (CrmSeat, crm_seat, ADW_TYPE_BIN)

/* In the order of CrmFocus. */
static const char *const focuses[] = { "all", "area", "team" };

static GPtrArray *
read_persons (CrmWorkspace *workspace)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));
  g_autoptr (CrmQuery) active = crm_query_filter_integer (all, "active", CRM_OP_EQUAL, 1);
  GPtrArray *persons =
      crm_query_fetch_all (active, crm_workspace_get_reader (workspace), MOST_PERSONS, NULL);

  return persons != NULL ? persons : g_ptr_array_new ();
}

/* A name may hold an underscore; in a menu it would underline the next letter. */
static char *
make_label (const char *name)
{
  g_autoptr (GString) label = g_string_new (name);

  g_string_replace (label, "_", "__", 0);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

static GMenuModel *
make_persons (CrmSeat *self)
{
  g_autoptr (GPtrArray) persons = read_persons (self->workspace);
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < persons->len; i++) {
    g_autofree char *label = make_label (crm_record_get_title (persons->pdata[i]));
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
    g_menu_item_set_action_and_target (item, "seat.person", "x",
                                       crm_record_get_id (persons->pdata[i]));
    g_menu_append_item (menu, item);
  }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
make_focuses (CrmSeat *self)
{
  CrmDesk *desk = crm_workspace_get_desk (self->workspace);
  const char *const labels[] = { _ ("_Everything"), _ ("My _Segments and What Is Mine"),
                                 _ ("My _People's Work") };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (focuses); i++) {
    g_autofree char *action = g_strconcat ("seat.focus::", focuses[i], NULL);
    if (crm_desk_is_possible (desk, (CrmFocus) i))
      g_menu_append (menu, labels[i], action);
  }
  /* Everything alone is no choice. */
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) == 1)
    g_menu_remove_all (menu);
  return G_MENU_MODEL (menu);
}

static void
update (CrmSeat *self)
{
  gint64 me = crm_workspace_get_me (self->workspace);
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (self->workspace),
                                                crm_entity_find ("person"), me);
  const char *name = title != NULL ? title : _ ("Nobody");
  /* Translators: of a button: who works at this computer */
  g_autofree char *described = g_strdup_printf (_ ("Who Works Here: %s"), name);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) persons = make_persons (self);
  g_autoptr (GMenuModel) choice = make_focuses (self);
  g_autoptr (GMenu) more = g_menu_new ();
  CrmFocus focus = crm_desk_get_focus (crm_workspace_get_desk (self->workspace));
  GActionMap *map = G_ACTION_MAP (self->actions);

  g_menu_append (more, _ ("_All People…"), "seat.people");
  g_menu_append (more, _ ("Arrange My _Desktop…"), "seat.arrange");
  g_menu_append_section (menu, _ ("Who Works Here"), persons);
  if (g_menu_model_get_n_items (choice) > 0)
    g_menu_append_section (menu, _ ("What Is Shown"), choice);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  gtk_menu_button_set_menu_model (self->button, G_MENU_MODEL (menu));
  gtk_label_set_label (self->name, name);
  adw_avatar_set_text (self->avatar, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), described);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  described, -1);
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "person")),
                             g_variant_new_int64 (me));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "focus")),
                             g_variant_new_string (focuses[focus]));
}

static void
changed_cb (CrmStore *store, CrmAnnouncement *announcement, gpointer user_data)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("person")) ||
      crm_announcement_touches (announcement, crm_entity_find ("person_segment")) ||
      crm_announcement_touches (announcement, crm_entity_find ("person_group")))
    update (user_data);
}

static void
focus_cb (CrmDesk *desk, gpointer user_data)
{
  update (user_data);
}

/* --- Actions */

static void
person_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmSeat *self = user_data;

  if (self->workspace != NULL)
    crm_workspace_set_me (self->workspace, g_variant_get_int64 (parameter));
}

static void
focus_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmSeat *self = user_data;

  for (guint i = 0; self->workspace != NULL && i < G_N_ELEMENTS (focuses); i++)
    if (g_strcmp0 (focuses[i], g_variant_get_string (parameter, NULL)) == 0)
      crm_desk_set_focus (crm_workspace_get_desk (self->workspace), (CrmFocus) i);
}

/* By its name alone, for the button of the banner. */
static void
everything_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmSeat *self = user_data;

  if (self->workspace != NULL)
    crm_desk_set_focus (crm_workspace_get_desk (self->workspace), CRM_FOCUS_ALL);
}

static void
people_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmSeat *self = user_data;
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("person"));

  if (self->workspace != NULL)
    crm_workspace_open_list (self->workspace, all, NULL);
}

static void
arrange_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmSeat *self = user_data;

  if (self->workspace != NULL)
    adw_dialog_present (crm_desk_dialog_new (self->workspace), GTK_WIDGET (self));
}

static const GActionEntry entries[] = {
  { "person", person_action, "x", "int64 0" },
  { "focus", focus_action, "s", "'all'" },
  { "everything", everything_action },
  { "people", people_action },
  { "arrange", arrange_action },
};

static void
crm_seat_dispose (GObject *object)
{
  CrmSeat *self = CRM_SEAT (object);

  crm_seat_set_workspace (self, NULL);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_seat_parent_class)->dispose (object);
}

static void
crm_seat_class_init (CrmSeatClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_seat_dispose;
}

static void
crm_seat_init (CrmSeat *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("pan-up-symbolic");

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  self->avatar = ADW_AVATAR (adw_avatar_new (AVATAR_SIZE, NULL, TRUE));
  self->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->name, 0);
  gtk_label_set_ellipsize (self->name, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->name), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->avatar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (box), arrow);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_direction (self->button, GTK_ARROW_UP);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_margin_start (GTK_WIDGET (self->button), 6);
  gtk_widget_set_margin_end (GTK_WIDGET (self->button), 6);
  gtk_widget_set_margin_top (GTK_WIDGET (self->button), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->button), 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/**
 * crm_seat_set_workspace:
 * @self: a seat
 * @workspace: (nullable): whose persons sit here
 */
void
crm_seat_set_workspace (CrmSeat *self, CrmWorkspace *workspace)
{
  if (self->workspace != NULL) {
    g_clear_signal_handler (&self->changed_id, crm_workspace_get_store (self->workspace));
    g_clear_signal_handler (&self->focus_id, crm_workspace_get_desk (self->workspace));
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  }
  g_set_object (&self->workspace, workspace);
  if (workspace == NULL)
    return;
  self->changed_id = g_signal_connect (crm_workspace_get_store (workspace), "changed",
                                       G_CALLBACK (changed_cb), self);
  self->focus_id = g_signal_connect (crm_workspace_get_desk (workspace), "focus-changed",
                                     G_CALLBACK (focus_cb), self);
  g_signal_connect_swapped (workspace, "notify::me", G_CALLBACK (update), self);
  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
      if (g_strcmp0 (entries[i].name, "person") == 0 || g_strcmp0 (entries[i].name, "arrange") == 0)
        g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (
                                         G_ACTION_MAP (self->actions), entries[i].name)),
                                     FALSE);
  update (self);
}

GActionGroup *
crm_seat_get_actions (CrmSeat *self)
{
  return G_ACTION_GROUP (self->actions);
}

/* --- The question at the start */

static void
chosen_cb (GtkWidget *row, CrmWorkspace *workspace)
{
  gint64 *person = g_object_get_data (G_OBJECT (row), "person");

  crm_workspace_set_me (workspace, *person);
  adw_dialog_close (ADW_DIALOG (gtk_widget_get_ancestor (row, ADW_TYPE_DIALOG)));
}

static GtkWidget *
create_row (CrmWorkspace *workspace, CrmRecord *person)
{
  GtkWidget *row = adw_action_row_new ();
  const char *name = crm_record_get_title (person);
  const char *post = crm_record_get_text (person, "post");
  gint64 id = crm_record_get_id (person);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (post != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), post);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_avatar_new (AVATAR_SIZE_IN_ROW, name, TRUE));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "person", g_memdup2 (&id, sizeof id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (chosen_cb), workspace, 0);
  return row;
}

/**
 * crm_seat_ask:
 * @workspace: an open company file
 * @parent: the window
 *
 * Asks who works here, where several could and nobody is noted; else nothing happens. Whoever
 * closes the question works as nobody, as before.
 */
void
crm_seat_ask (CrmWorkspace *workspace, GtkWidget *parent)
{
  g_autoptr (GPtrArray) persons = NULL;
  AdwDialog *dialog;
  GtkWidget *view;
  GtkWidget *page;
  GtkWidget *group;

  if (crm_workspace_get_me (workspace) != 0 ||
      !crm_store_is_writable (crm_workspace_get_store (workspace)))
    return;
  persons = read_persons (workspace);
  if (persons->len < 2)
    return;
  dialog = adw_dialog_new ();
  view = adw_toolbar_view_new ();
  page = adw_preferences_page_new ();
  group = adw_preferences_group_new ();
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group), _ ("New records are yours, and tasks are counted for you"));
  for (guint i = 0; i < persons->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               create_row (workspace, persons->pdata[i]));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Who Is Working?"));
  adw_dialog_set_content_width (dialog, 420);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, parent);
}
