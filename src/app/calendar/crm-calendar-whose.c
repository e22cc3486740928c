/* Whose calendar is shown. */
#include "config.h"

#include "crm-calendar-whose.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-people.h"

#define KEY "calendar-whose"

struct _CrmCalendarWhose {
  GtkWidget parent_instance;

  CrmCalendarPlan *plan; /* owned */
  GSettings *settings;   /* owned */
  GPtrArray *persons;    /* owned; CrmRecord */
  GPtrArray *checks;     /* owned; borrowed widgets, one a person */
  GtkWidget *button;
  GtkScrolledWindow *scroller;
  GtkWidget *mine; /* hidden where nobody sits */
  GtkWidget *team; /* hidden where I lead nobody */
  GtkWidget *all;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (CrmCalendarWhose, crm_calendar_whose, GTK_TYPE_WIDGET)

static gint64
get_me (CrmCalendarWhose *self)
{
  return crm_workspace_get_me (crm_calendar_plan_get_workspace (self->plan));
}

/* --- What is chosen */

static void
set_persons (CrmCalendarWhose *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *label = C_ ("whose work", "Everybody's");
  g_autofree char *some = NULL;
  gint64 me = get_me (self);

  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->mine))) {
    label = C_ ("whose work", "Mine");
    g_array_append_val (ids, me);
  } else if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->team))) {
    label = C_ ("whose work", "My People's");
    for (guint i = 0; i < self->persons->len; i++) {
      gint64 id = crm_record_get_id (self->persons->pdata[i]);
      if (id == me || crm_people_is_led_by (self->persons, self->persons->pdata[i], me))
        g_array_append_val (ids, id);
    }
  } else if (!gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all))) {
    for (guint i = 0; i < self->persons->len; i++) {
      gint64 id = crm_record_get_id (self->persons->pdata[i]);
      if (!gtk_check_button_get_active (self->checks->pdata[i]))
        continue;
      g_array_append_val (ids, id);
      label = crm_record_get_title (self->persons->pdata[i]);
    }
    if (ids->len > 1)
      label = some = g_strdup_printf (ngettext ("%u Person", "%u Persons", ids->len), ids->len);
  }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), label);
  crm_calendar_plan_set_persons (self->plan, (const gint64 *) (gpointer) ids->data, ids->len);
}

/* Persons and what stands above them put one another out. */
static void
whole_toggled_cb (CrmCalendarWhose *self, GtkCheckButton *button)
{
  if (self->is_setting || !gtk_check_button_get_active (button))
    return;
  self->is_setting = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (self->checks->pdata[i], FALSE);
  self->is_setting = FALSE;
  g_settings_set_string (self->settings, KEY,
                         GTK_WIDGET (button) == self->mine   ? "mine"
                         : GTK_WIDGET (button) == self->team ? "team"
                                                             : "all");
  set_persons (self);
}

static void
person_toggled_cb (CrmCalendarWhose *self)
{
  gboolean any = FALSE;

  if (self->is_setting)
    return;
  self->is_setting = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    any = any || gtk_check_button_get_active (self->checks->pdata[i]);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->mine), !any && get_me (self) != 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->team), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->all), !any && get_me (self) == 0);
  self->is_setting = FALSE;
  set_persons (self);
}

/* --- The object */

static void
crm_calendar_whose_dispose (GObject *object)
{
  CrmCalendarWhose *self = CRM_CALENDAR_WHOSE (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->persons, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_object (&self->settings);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (crm_calendar_whose_parent_class)->dispose (object);
}

static void
crm_calendar_whose_class_init (CrmCalendarWhoseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_calendar_whose_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
crm_calendar_whose_init (CrmCalendarWhose *self)
{
  self->checks = g_ptr_array_new ();
  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_can_shrink (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_widget_set_tooltip_text (self->button, _ ("Whose Work Is Shown"));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static GtkWidget *
add_whole (CrmCalendarWhose *self, GtkWidget *box, const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  if (self->mine != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (self->mine));
  g_signal_connect_object (check, "toggled", G_CALLBACK (whole_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), check);
  return check;
}

static void
add_person (CrmCalendarWhose *self, GtkWidget *box, CrmRecord *person)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new_with_label (crm_record_get_title (person));
  GtkWidget *dot = gtk_label_new ("●");

  gtk_widget_set_hexpand (check, TRUE);
  gtk_widget_add_css_class (dot, "calendar-dot");
  gtk_widget_add_css_class (
      dot, crm_calendar_plan_person_colour (self->plan, crm_record_get_id (person)));
  gtk_accessible_update_state (GTK_ACCESSIBLE (dot), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (person_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->checks, check);
  gtk_box_append (GTK_BOX (line), check);
  gtk_box_append (GTK_BOX (line), dot);
  gtk_box_append (GTK_BOX (box), line);
}

static void
fill (CrmCalendarWhose *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  g_ptr_array_set_size (self->checks, 0);
  self->mine = NULL;
  self->mine = add_whole (self, box, C_ ("whose work", "Mine"));
  self->team = add_whole (self, box, C_ ("whose work", "My People's"));
  self->all = add_whole (self, box, C_ ("whose work", "Everybody's"));
  gtk_widget_set_visible (self->mine, get_me (self) != 0);
  gtk_widget_set_visible (self->team,
                          crm_people_are_led (crm_calendar_plan_get_workspace (self->plan)));
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  for (guint i = 0; i < self->persons->len; i++)
    add_person (self, box, self->persons->pdata[i]);
  gtk_scrolled_window_set_child (self->scroller, box);
}

/* As it was chosen last; without somebody who sits here nothing is theirs. */
static void
choose_whole (CrmCalendarWhose *self)
{
  g_autofree char *last = g_settings_get_string (self->settings, KEY);
  GtkWidget *chosen = get_me (self) == 0 || g_strcmp0 (last, "all") == 0 ? self->all
                      : g_strcmp0 (last, "team") == 0 && gtk_widget_get_visible (self->team)
                          ? self->team
                          : self->mine;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (chosen), TRUE);
}

/* Somebody else sits here, or others work here: persons that were chosen stay so. */
static void
refresh (CrmCalendarWhose *self)
{
  g_autoptr (GHashTable) chosen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean any = FALSE;

  for (guint i = 0; i < self->checks->len; i++) {
    gint64 id = crm_record_get_id (self->persons->pdata[i]);
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_hash_table_add (chosen, g_memdup2 (&id, sizeof id));
  }
  self->is_setting = TRUE;
  g_clear_pointer (&self->persons, g_ptr_array_unref);
  self->persons = crm_people_read (crm_calendar_plan_get_workspace (self->plan));
  fill (self);
  for (guint i = 0; i < self->checks->len; i++) {
    gint64 id = crm_record_get_id (self->persons->pdata[i]);
    gboolean is_chosen = g_hash_table_contains (chosen, &id);
    gtk_check_button_set_active (self->checks->pdata[i], is_chosen);
    any = any || is_chosen;
  }
  if (!any)
    choose_whole (self);
  self->is_setting = FALSE;
  set_persons (self);
}

static void
store_changed_cb (CrmCalendarWhose *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("person")))
    refresh (self);
}

static void
make_popover (CrmCalendarWhose *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
}

GtkWidget *
crm_calendar_whose_new (CrmCalendarPlan *plan, GSettings *settings)
{
  CrmCalendarWhose *self = g_object_new (CRM_TYPE_CALENDAR_WHOSE, NULL);
  CrmWorkspace *workspace = crm_calendar_plan_get_workspace (plan);

  self->plan = g_object_ref (plan);
  self->settings = g_object_ref (settings);
  make_popover (self);
  refresh (self);
  g_signal_connect_object (workspace, "notify::me", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
