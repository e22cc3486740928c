/* What is planned, a list by days. */
#include "config.h"

#include "crm-calendar-agenda.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-calendar-layout.h"
#include "crm-calendar-text.h"
#include "crm-date.h"
#include "crm-pill.h"
#include "crm-text.h"

/* Rows are widgets: at first so many, then as many more as are asked for. */
#define MOST_ROWS 300

struct _CrmCalendarAgenda {
  GtkWidget parent_instance;

  CrmCalendarPlan *plan; /* owned */
  gboolean is_view;
  gboolean narrow;
  gint64 from, until;
  guint most_rows;
  GtkWidget *child; /* the stack of a view, the box of a list within another */
  GtkWidget *days;
  GPtrArray *rows; /* owned; borrowed widgets */
};

G_DEFINE_FINAL_TYPE (CrmCalendarAgenda, crm_calendar_agenda, GTK_TYPE_WIDGET)

/* --- Rows */

typedef struct {
  CrmCalendarPlan *plan;         /* owned */
  GPtrArray *entries;            /* owned; holds @entry */
  const CrmCalendarEntry *entry; /* borrowed */
} Target;

static void
free_target (gpointer data)
{
  Target *target = data;

  g_object_unref (target->plan);
  g_ptr_array_unref (target->entries);
  g_free (target);
}

static void
activated_cb (GtkWidget *row)
{
  Target *target = g_object_get_data (G_OBJECT (row), "target");

  crm_calendar_plan_open (target->plan, target->entry, row);
}

static gboolean
key_pressed_cb (GtkEventController *controller, guint key, guint code, GdkModifierType state)
{
  Target *target =
      g_object_get_data (G_OBJECT (gtk_event_controller_get_widget (controller)), "target");

  if ((key != GDK_KEY_Delete && key != GDK_KEY_KP_Delete) ||
      !crm_calendar_plan_can_write (target->plan))
    return FALSE;
  crm_calendar_plan_remove (target->plan, target->entry);
  return TRUE;
}

static char *
dup_facts (CrmCalendarAgenda *self, const CrmCalendarEntry *entry)
{
  const char *parts[] = { self->narrow ? crm_calendar_text_kind (entry->kind) : NULL,
                          entry->company, entry->place,
                          crm_calendar_plan_get_person (self->plan, entry),
                          entry->is_settled ? crm_calendar_text_state (entry->state) : NULL };
  g_autoptr (GString) facts = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (facts, "%s%s", facts->len > 0 ? " · " : "", parts[i]);
  return g_string_free_and_steal (g_steal_pointer (&facts));
}

/* Of several days each says what of it falls on that day. */
static char *
dup_hours (const CrmCalendarEntry *entry, gint64 date)
{
  gint64 from = MAX (entry->start, crm_moment_from_date (date));
  gint64 until = MIN (entry->end, crm_moment_from_date (date + 1));
  gboolean is_whole = entry->is_all_day || (from == crm_moment_from_date (date) &&
                                            until == crm_moment_from_date (date + 1));

  return crm_calendar_text_hours (from, MAX (until, from), is_whole);
}

static GtkWidget *
make_time (CrmCalendarAgenda *self, const CrmCalendarEntry *entry, gint64 date)
{
  g_autofree char *hours = dup_hours (entry, date);
  GtkWidget *time = gtk_label_new (hours);

  gtk_widget_add_css_class (time, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (time), self->narrow ? 6 : 11);
  gtk_label_set_xalign (GTK_LABEL (time), 0);
  if (self->narrow) {
    gtk_label_set_max_width_chars (GTK_LABEL (time), 6);
    gtk_label_set_wrap (GTK_LABEL (time), TRUE);
  }
  return time;
}

/* A pill with the kind, or a dot of its colour where it stands beneath the title. */
static GtkWidget *
make_kind (CrmCalendarAgenda *self, const CrmCalendarEntry *entry)
{
  const char *colour = crm_calendar_plan_get_colour (self->plan, entry);
  GtkWidget *kind = self->narrow ? gtk_label_new ("●") : crm_pill_new ();

  if (self->narrow) {
    gtk_widget_set_css_classes (kind, (const char *[]) { "calendar-dot", colour, NULL });
    gtk_accessible_update_state (GTK_ACCESSIBLE (kind), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
    return kind;
  }
  crm_pill_set (kind, crm_calendar_text_kind (entry->kind), NULL);
  gtk_widget_set_css_classes (kind, (const char *[]) { "crm-pill", "calendar-kind", colour, NULL });
  return kind;
}

static GtkWidget *
make_row (CrmCalendarAgenda *self, const CrmCalendarEntry *entry, gint64 date)
{
  GtkWidget *row = adw_action_row_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  Target *target = g_new0 (Target, 1);
  g_autofree char *facts = dup_facts (self, entry);
  g_autofree char *name =
      crm_calendar_text_name (entry, crm_calendar_plan_get_person (self->plan, entry));

  target->plan = g_object_ref (self->plan);
  target->entries = g_ptr_array_ref (crm_calendar_plan_get_entries (self->plan));
  target->entry = entry;
  g_object_set_data_full (G_OBJECT (row), "target", target, free_target);
  g_ptr_array_add (self->rows, row);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), entry->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_time (self, entry, date));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_kind (self, entry));
  if (entry->is_settled)
    gtk_widget_add_css_class (row, "settled");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), NULL);
  gtk_widget_add_controller (row, keys);
  return row;
}

/* --- Days */

static char *
dup_heading (CrmCalendarAgenda *self, gint64 date)
{
  const char *holiday =
      crm_working_calendar_get_name (crm_calendar_plan_get_working (self->plan), date);
  g_autofree char *day = crm_calendar_text_day (date);
  g_autofree char *large = crm_text_capitalize (day);
  g_autofree char *near = crm_date_format_relative (date, crm_calendar_plan_get_today (self->plan));
  g_autoptr (GString) heading = g_string_new (large);

  if (ABS (date - crm_calendar_plan_get_today (self->plan)) <= 1)
    g_string_append_printf (heading, " · %s", near);
  if (holiday != NULL)
    g_string_append_printf (heading, " · %s", holiday);
  return g_string_free_and_steal (g_steal_pointer (&heading));
}

static void
append_day (CrmCalendarAgenda *self, gint64 date, GPtrArray *entries)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *heading = dup_heading (self, date);
  g_autofree char *escaped = g_markup_escape_text (heading, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  for (guint i = 0; i < entries->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (self, entries->pdata[i], date));
  if (entries->len == 0) {
    GtkWidget *row = adw_action_row_new ();
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Nothing is planned"));
    gtk_widget_add_css_class (row, "dimmed");
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  gtk_box_append (GTK_BOX (self->days), group);
}

static void fill (CrmCalendarAgenda *self);

static void
more_cb (CrmCalendarAgenda *self)
{
  guint n_before = self->rows->len;

  self->most_rows += MOST_ROWS;
  fill (self);
  if (n_before < self->rows->len)
    gtk_widget_grab_focus (self->rows->pdata[n_before]);
}

static void
append_more (CrmCalendarAgenda *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Show More"));
  g_signal_connect_object (row, "activated", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  gtk_box_append (GTK_BOX (self->days), group);
}

static void
fill (CrmCalendarAgenda *self)
{
  GtkWidget *child;
  guint n_rows = 0;
  gboolean is_cut = FALSE;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (self->days)) != NULL)
    gtk_box_remove (GTK_BOX (self->days), child);
  for (gint64 date = self->from; date < self->until && !is_cut; date++) {
    g_autoptr (GPtrArray) entries = crm_calendar_plan_find (self->plan, date, date + 1);
    is_cut = n_rows + entries->len > self->most_rows;
    if (is_cut)
      g_ptr_array_set_size (entries, (int) (self->most_rows - n_rows));
    if (entries->len > 0 || (!self->is_view && !is_cut))
      append_day (self, date, entries);
    n_rows += entries->len;
  }
  if (is_cut)
    append_more (self);
  if (self->is_view)
    gtk_stack_set_visible_child_name (
        GTK_STACK (self->child),
        n_rows > 0 || !crm_calendar_plan_is_read (self->plan) ? "days" : "empty");
}

/* The row that had the focus has it again, if it is still there. */
static void
refill (CrmCalendarAgenda *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  Target *target = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
                       ? g_object_get_data (G_OBJECT (focus), "target")
                       : NULL;
  gint64 activity = target != NULL ? target->entry->activity : 0;
  gint64 occurrence = target != NULL ? target->entry->occurrence : 0;

  fill (self);
  if (activity == 0)
    return;
  for (guint i = 0; i < self->rows->len; i++) {
    Target *other = g_object_get_data (G_OBJECT (self->rows->pdata[i]), "target");
    if (other->entry->activity == activity && other->entry->occurrence == occurrence) {
      gtk_widget_grab_focus (self->rows->pdata[i]);
      return;
    }
  }
}

static void
changed_cb (CrmCalendarAgenda *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->until > self->from)
    refill (self);
}

static void
cursor_cb (CrmCalendarAgenda *self)
{
  gint64 date = crm_calendar_plan_get_date (self->plan);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || date == self->from)
    return;
  self->from = date;
  self->most_rows = MOST_ROWS;
  self->until = date + CRM_CALENDAR_AGENDA_DAYS;
  crm_calendar_plan_set_range (self->plan, self->from, self->until);
  fill (self);
}

static void
crm_calendar_agenda_map (GtkWidget *widget)
{
  CrmCalendarAgenda *self = CRM_CALENDAR_AGENDA (widget);

  if (self->is_view) {
    self->from = crm_calendar_plan_get_date (self->plan);
    self->until = self->from + CRM_CALENDAR_AGENDA_DAYS;
    crm_calendar_plan_set_range (self->plan, self->from, self->until);
    fill (self);
  }
  GTK_WIDGET_CLASS (crm_calendar_agenda_parent_class)->map (widget);
}

/* --- The object */

static void
crm_calendar_agenda_dispose (GObject *object)
{
  CrmCalendarAgenda *self = CRM_CALENDAR_AGENDA (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (crm_calendar_agenda_parent_class)->dispose (object);
}

static void
crm_calendar_agenda_finalize (GObject *object)
{
  g_ptr_array_unref (CRM_CALENDAR_AGENDA (object)->rows);

  G_OBJECT_CLASS (crm_calendar_agenda_parent_class)->finalize (object);
}

static void
crm_calendar_agenda_class_init (CrmCalendarAgendaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_calendar_agenda_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_calendar_agenda_finalize;
  widget_class->map = crm_calendar_agenda_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "calendaragenda");
}

static void
crm_calendar_agenda_init (CrmCalendarAgenda *self)
{
  self->rows = g_ptr_array_new ();
  self->most_rows = MOST_ROWS;
  self->days = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_margin_top (self->days, 12);
  gtk_widget_set_margin_bottom (self->days, 24);
  gtk_widget_set_margin_start (self->days, 12);
  gtk_widget_set_margin_end (self->days, 12);
}

static GtkWidget *
make_empty (CrmCalendarAgenda *self)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("New Meeting"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "x-office-calendar-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Nothing Is Planned"));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (page), _ ("Meetings, calls, tasks and reminders of letters stand here, each "
                                 "at its time."));
  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, crm_calendar_plan_can_write (self->plan));
  g_signal_connect_object (button, "clicked", G_CALLBACK (crm_calendar_plan_draw_here), self->plan,
                           G_CONNECT_SWAPPED);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

static void
make_view (CrmCalendarAgenda *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->days);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  self->child = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->child), scroller, "days");
  gtk_stack_add_named (GTK_STACK (self->child), make_empty (self), "empty");
}

GtkWidget *
crm_calendar_agenda_new (CrmCalendarPlan *plan, gboolean is_view)
{
  CrmCalendarAgenda *self = g_object_new (CRM_TYPE_CALENDAR_AGENDA, NULL);

  self->plan = g_object_ref (plan);
  self->is_view = is_view;
  if (is_view)
    make_view (self);
  else
    self->child = self->days;
  gtk_widget_set_parent (self->child, GTK_WIDGET (self));
  g_signal_connect_object (plan, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (is_view)
    g_signal_connect_object (plan, "cursor-moved", G_CALLBACK (cursor_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
crm_calendar_agenda_set_narrow (CrmCalendarAgenda *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  changed_cb (self);
}

void
crm_calendar_agenda_show (CrmCalendarAgenda *self, gint64 from, gint64 until)
{
  if (from != self->from)
    self->most_rows = MOST_ROWS;
  self->from = from;
  self->until = until;
  refill (self);
}
