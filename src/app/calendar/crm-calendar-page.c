/* The calendar. */
#include "config.h"

#include "crm-calendar-page.h"

#include <glib/gi18n.h>

#include "crm-calendar-agenda.h"
#include "crm-calendar-days.h"
#include "crm-calendar-deed.h"
#include "crm-calendar-layout.h"
#include "crm-calendar-month.h"
#include "crm-calendar-new.h"
#include "crm-calendar-plan.h"
#include "crm-calendar-popover.h"
#include "crm-calendar-text.h"
#include "crm-calendar-whose.h"

#define VIEW_KEY "calendar-view"
#define DAYS_OF_NARROW_WEEK 3

struct _CrmCalendarPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  GSettings *settings;     /* owned */
  CrmCalendarPlan *plan;   /* owned */
  gboolean narrow;
  GtkWidget *month;
  GtkWidget *week;
  GtkWidget *whose;
  GtkWidget *popover; /* the last one; NULL at first */

  AdwWindowTitle *title;
  GtkWidget *previous;
  GtkWidget *next;
  GtkWidget *new_button;
  AdwToggleGroup *wide_views;
  AdwToggleGroup *narrow_views;
  AdwBin *wide_whose;
  AdwBin *narrow_whose;
  GtkWidget *heading;
  GtkLabel *period;
  AdwBanner *cut;
  GtkWidget *bottom;
  GtkBox *body;
  GtkStack *stack;
  AdwButtonContent *today_content;
};

G_DEFINE_FINAL_TYPE (CrmCalendarPage, crm_calendar_page, ADW_TYPE_NAVIGATION_PAGE)

static const char *const views[] = { "month", "week", "day", "agenda" };

static const char *
get_view (CrmCalendarPage *self)
{
  const char *view = adw_toggle_group_get_active_name (self->narrow_views);

  return view != NULL ? view : "week";
}

static gboolean
is_view (CrmCalendarPage *self, const char *view)
{
  return g_strcmp0 (get_view (self), view) == 0;
}

static int
get_n_days (CrmCalendarPage *self)
{
  return is_view (self, "day") ? 1 : self->narrow ? DAYS_OF_NARROW_WEEK : 7;
}

/* --- The name of what is shown */

static char *
dup_week (gint64 first)
{
  /* Translators: number of a week of the year */
  return g_strdup_printf (_ ("Week %d"), crm_calendar_layout_week_number (first));
}

static void
update_title (CrmCalendarPage *self)
{
  gint64 date = crm_calendar_plan_get_date (self->plan);
  gint64 first = crm_calendar_layout_week (date, crm_calendar_layout_first_weekday ());
  g_autofree char *period = NULL;
  g_autofree char *detail = NULL;

  if (is_view (self, "month"))
    period = crm_calendar_text_month (date);
  else if (is_view (self, "day")) {
    const char *holiday =
        crm_working_calendar_get_name (crm_calendar_plan_get_working (self->plan), date);
    period = crm_calendar_text_full_day (date);
    detail = holiday != NULL ? g_strdup (holiday) : dup_week (first);
  } else if (is_view (self, "agenda")) {
    period = crm_calendar_text_full_day (date);
    detail = dup_week (first);
  } else if (get_n_days (self) == 7) {
    period = crm_calendar_text_months (first, first + 6);
    detail = dup_week (first);
  } else {
    first = MAX (crm_calendar_days_get_first (CRM_CALENDAR_DAYS (self->week)), 1);
    period = crm_calendar_text_months (first, first + get_n_days (self) - 1);
  }
  adw_window_title_set_title (self->title, self->narrow ? "" : period);
  adw_window_title_set_subtitle (self->title, self->narrow || detail == NULL ? "" : detail);
  gtk_label_set_text (self->period, period);
}

/* --- Going */

static void
step (CrmCalendarPage *self, int by)
{
  gint64 date = crm_calendar_plan_get_date (self->plan);
  gint64 other = is_view (self, "week") || is_view (self, "day")
                     ? date + by * get_n_days (self)
                     : crm_calendar_layout_add_months (date, by);

  crm_calendar_plan_set_cursor (self->plan, other, crm_calendar_plan_get_minute (self->plan));
}

static void
previous_cb (CrmCalendarPage *self)
{
  step (self, -1);
}

static void
next_cb (CrmCalendarPage *self)
{
  step (self, 1);
}

static void
today_cb (CrmCalendarPage *self)
{
  crm_calendar_plan_set_cursor (self->plan, crm_workspace_get_today (self->workspace),
                                crm_calendar_plan_get_minute (self->plan));
}

static void
new_cb (CrmCalendarPage *self)
{
  crm_calendar_plan_draw_here (self->plan);
}

static void
view_cb (CrmCalendarPage *self)
{
  if (self->workspace == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, get_view (self));
  g_settings_set_string (self->settings, VIEW_KEY, get_view (self));
  update_title (self);
}

/* --- Narrow and wide */

static void
move_whose (CrmCalendarPage *self)
{
  g_autoptr (GtkWidget) whose = self->whose != NULL ? g_object_ref (self->whose) : NULL;

  if (whose == NULL)
    return;
  adw_bin_set_child (self->narrow ? self->wide_whose : self->narrow_whose, NULL);
  adw_bin_set_child (self->narrow ? self->narrow_whose : self->wide_whose, whose);
}

static void
set_narrow (CrmCalendarPage *self, gboolean narrow)
{
  self->narrow = narrow;
  if (self->workspace == NULL)
    return;
  move_whose (self);
  crm_calendar_month_set_narrow (CRM_CALENDAR_MONTH (self->month), narrow);
  crm_calendar_agenda_set_narrow (
      CRM_CALENDAR_AGENDA (gtk_stack_get_child_by_name (self->stack, "agenda")), narrow);
  crm_calendar_days_set_n_days (CRM_CALENDAR_DAYS (self->week), narrow ? DAYS_OF_NARROW_WEEK : 7);
  update_title (self);
}

static void
narrow_cb (CrmCalendarPage *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (CrmCalendarPage *self)
{
  set_narrow (self, FALSE);
}

/* --- What the views ask for */

static gboolean
drop_cb (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

/* Not at once: it is still told of what was pressed in it. Until then what it has begun to ask
 * stands over it, so it is not dropped when it is closed. */
static void
drop_popover (CrmCalendarPage *self)
{
  if (self->popover == NULL)
    return;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_cb, g_object_ref (self->popover), g_object_unref);
  self->popover = NULL;
}

/* Who has looked is where they were, unless something is asked meanwhile. */
static void
closed_cb (GtkWidget *widget, GtkWidget *popover)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root != NULL && (focus == NULL || gtk_widget_is_ancestor (focus, popover)))
    gtk_widget_grab_focus (widget);
}

static void
opened_cb (CrmCalendarPage *self, const CrmCalendarEntry *entry, GtkWidget *widget)
{
  graphene_rect_t bounds;
  GtkWidget *popover = crm_calendar_popover_new (self->plan, entry);

  if (popover == NULL)
    return;
  drop_popover (self);
  self->popover = popover;
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), widget, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (popover, GTK_WIDGET (self->body));
  if (gtk_widget_compute_bounds (widget, GTK_WIDGET (self->body), &bounds)) {
    GdkRectangle place = { (int) bounds.origin.x, (int) bounds.origin.y,
                           (int) MAX (bounds.size.width, 1), (int) MAX (bounds.size.height, 1) };
    gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  }
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
moved_cb (CrmCalendarPage *self, const CrmCalendarEntry *entry, gint64 start, gint64 end,
          gboolean is_all_day)
{
  crm_calendar_deed_move (GTK_WIDGET (self), self->workspace, entry, start, end, is_all_day);
}

static void
removed_cb (CrmCalendarPage *self, const CrmCalendarEntry *entry)
{
  crm_calendar_deed_remove (GTK_WIDGET (self), self->workspace, entry);
}

static void
drawn_cb (CrmCalendarPage *self, gint64 start, gint64 end, gboolean is_all_day)
{
  adw_dialog_present (crm_calendar_new_new (self->workspace, start, end, is_all_day),
                      GTK_WIDGET (self));
}

static void
went_cb (CrmCalendarPage *self, gint64 date, const char *view)
{
  crm_calendar_page_go (self, date, view);
}

static void
read_cb (CrmCalendarPage *self)
{
  adw_banner_set_revealed (self->cut, crm_calendar_plan_is_cut (self->plan));
}

/* --- Keys */

static gboolean
view_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  adw_toggle_group_set_active_name (CRM_CALENDAR_PAGE (widget)->narrow_views,
                                    g_variant_get_string (arguments, NULL));
  return TRUE;
}

static gboolean
step_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  step (CRM_CALENDAR_PAGE (widget), g_variant_get_int32 (arguments));
  return TRUE;
}

static gboolean
today_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  today_cb (CRM_CALENDAR_PAGE (widget));
  return TRUE;
}

static gboolean
new_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  new_cb (CRM_CALENDAR_PAGE (widget));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    gtk_widget_class_add_binding (widget_class, GDK_KEY_1 + i, GDK_CONTROL_MASK | GDK_ALT_MASK,
                                  view_key, "s", views[i]);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK, step_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK, step_key, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_t, 0, today_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, 0, new_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, new_key, NULL);
}

/* --- The object */

static void
crm_calendar_page_dispose (GObject *object)
{
  CrmCalendarPage *self = CRM_CALENDAR_PAGE (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CALENDAR_PAGE);
  g_clear_object (&self->plan);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (crm_calendar_page_parent_class)->dispose (object);
}

static void
crm_calendar_page_class_init (CrmCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_calendar_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, title);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, previous);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, next);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, wide_views);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, narrow_views);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, wide_whose);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, narrow_whose);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, period);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, cut);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, bottom);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, body);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmCalendarPage, today_content);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  add_keys (widget_class);
}

static void
crm_calendar_page_init (CrmCalendarPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_views (CrmCalendarPage *self)
{
  self->month = crm_calendar_month_new (self->plan);
  self->week = crm_calendar_days_new (self->plan, 7);
  gtk_stack_add_named (self->stack, self->month, "month");
  gtk_stack_add_named (self->stack, self->week, "week");
  gtk_stack_add_named (self->stack, crm_calendar_days_new (self->plan, 1), "day");
  gtk_stack_add_named (self->stack, crm_calendar_agenda_new (self->plan, TRUE), "agenda");
}

CrmCalendarPage *
crm_calendar_page_new (CrmWorkspace *workspace, GSettings *settings)
{
  CrmCalendarPage *self = g_object_new (CRM_TYPE_CALENDAR_PAGE, NULL);
  g_autofree char *last = g_settings_get_string (settings, VIEW_KEY);

  self->plan = crm_calendar_plan_new (workspace);
  self->settings = g_object_ref (settings);
  self->whose = crm_calendar_whose_new (self->plan, settings);
  add_views (self);
  self->workspace = g_object_ref (workspace);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    if (g_strcmp0 (last, views[i]) == 0)
      adw_toggle_group_set_active_name (self->narrow_views, last);
  gtk_widget_set_visible (self->new_button, crm_calendar_plan_can_write (self->plan));
  g_signal_connect_object (self->plan, "cursor-moved", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "changed", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "drawn", G_CALLBACK (drawn_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "went", G_CALLBACK (went_cb), self, G_CONNECT_SWAPPED);
  view_cb (self);
  set_narrow (self, self->narrow);
  return self;
}

void
crm_calendar_page_go (CrmCalendarPage *self, gint64 date, const char *view)
{
  crm_calendar_plan_set_cursor (self->plan, date, crm_calendar_plan_get_minute (self->plan));
  if (view != NULL)
    adw_toggle_group_set_active_name (self->narrow_views, view);
}
