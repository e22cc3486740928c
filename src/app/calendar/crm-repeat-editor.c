/* How often something comes again. */
#include "config.h"

#include "crm-repeat-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-calendar-layout.h"
#include "crm-calendar-text.h"
#include "crm-calendar.h"
#include "crm-clock.h"
#include "crm-date.h"

#define WORKDAYS "MO,TU,WE,TH,FR"

typedef enum { NEVER, DAILY, ON_WORKDAYS, WEEKLY, MONTHLY, YEARLY, CUSTOM, KEPT } Mode;
typedef enum { ENDS_NEVER, ENDS_ON, ENDS_AFTER } Ending;

static const char *const day_names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
static const char *const units[] = { "DAILY", "WEEKLY", "MONTHLY", "YEARLY" };

/**
 * CrmRepeatEditor:
 *
 * A rule that says more than these rows can is kept as it is until another is chosen.
 */
struct _CrmRepeatEditor {
  AdwPreferencesGroup parent_instance;

  char *kept; /* owned; NULL: none */
  gboolean is_setting;
  gboolean is_typed; /* a last day that was not told yet */

  AdwComboRow *mode;
  AdwSpinRow *every;
  AdwComboRow *unit;
  AdwActionRow *weekdays;
  GtkToggleButton *days[7];
  AdwComboRow *ending;
  AdwEntryRow *until;
  AdwSpinRow *count;
};

G_DEFINE_FINAL_TYPE (CrmRepeatEditor, crm_repeat_editor, ADW_TYPE_PREFERENCES_GROUP)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- What is seen of it */

static Mode
get_mode (CrmRepeatEditor *self)
{
  return (Mode) adw_combo_row_get_selected (self->mode);
}

static gboolean
is_weekly (CrmRepeatEditor *self)
{
  return get_mode (self) == CUSTOM && adw_combo_row_get_selected (self->unit) == 1;
}

static void
update (CrmRepeatEditor *self)
{
  Mode mode = get_mode (self);
  Ending ending = (Ending) adw_combo_row_get_selected (self->ending);
  gboolean ends = mode != NEVER && mode != KEPT;

  gtk_widget_set_visible (GTK_WIDGET (self->every), mode == CUSTOM);
  gtk_widget_set_visible (GTK_WIDGET (self->unit), mode == CUSTOM);
  gtk_widget_set_visible (GTK_WIDGET (self->weekdays), is_weekly (self));
  gtk_widget_set_visible (GTK_WIDGET (self->ending), ends);
  gtk_widget_set_visible (GTK_WIDGET (self->until), ends && ending == ENDS_ON);
  gtk_widget_set_visible (GTK_WIDGET (self->count), ends && ending == ENDS_AFTER);
}

/* Whoever goes on to "Custom" begins with what was chosen before. */
static void
prepare_custom (CrmRepeatEditor *self)
{
  static const guint unit_of[] = {
    [DAILY] = 0, [ON_WORKDAYS] = 1, [WEEKLY] = 1, [MONTHLY] = 2, [YEARLY] = 3
  };
  Mode mode = get_mode (self);

  if (mode < DAILY || mode > YEARLY)
    return;
  self->is_setting = TRUE;
  adw_spin_row_set_value (self->every, 1);
  adw_combo_row_set_selected (self->unit, unit_of[mode]);
  for (int i = 0; i < 7; i++)
    gtk_toggle_button_set_active (self->days[i], mode == ON_WORKDAYS && i < 5);
  self->is_setting = FALSE;
}

static void
changed_cb (CrmRepeatEditor *self)
{
  if (self->is_setting)
    return;
  prepare_custom (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self->until), "error");
  update (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
typed_cb (CrmRepeatEditor *self)
{
  self->is_typed = !self->is_setting;
  gtk_widget_remove_css_class (GTK_WIDGET (self->until), "error");
}

static gboolean
read_until (CrmRepeatEditor *self, gint64 *date)
{
  return crm_date_parse_typed (gtk_editable_get_text (GTK_EDITABLE (self->until)),
                               crm_clock_today (), date, NULL);
}

/* Enter tells what was typed, and so does leaving the row. */
static void
until_done_cb (CrmRepeatEditor *self)
{
  gint64 date;

  if (!self->is_typed)
    return;
  self->is_typed = FALSE;
  if (read_until (self, &date))
    changed_cb (self);
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->until), "error");
}

/* Whoever wants a last day goes on to it. */
static void
ending_cb (CrmRepeatEditor *self)
{
  if (self->is_setting)
    return;
  changed_cb (self);
  if (adw_combo_row_get_selected (self->ending) == ENDS_ON &&
      *gtk_editable_get_text (GTK_EDITABLE (self->until)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->until));
}

static void
fill_modes (CrmRepeatEditor *self)
{
  g_autoptr (GtkStringList) modes = gtk_string_list_new ((const char *const[]) {
      C_ ("repeat", "Never"), C_ ("repeat", "Every Day"), C_ ("repeat", "Every Working Day"),
      C_ ("repeat", "Every Week"), C_ ("repeat", "Every Month"), C_ ("repeat", "Every Year"),
      C_ ("repeat", "Custom…"), NULL });
  g_autofree char *words = self->kept != NULL ? crm_calendar_describe_rule (self->kept) : NULL;

  if (self->kept != NULL)
    gtk_string_list_append (modes, words != NULL ? words : self->kept);
  adw_combo_row_set_model (self->mode, G_LIST_MODEL (modes));
}

/* --- The object */

static void
crm_repeat_editor_finalize (GObject *object)
{
  g_free (CRM_REPEAT_EDITOR (object)->kept);

  G_OBJECT_CLASS (crm_repeat_editor_parent_class)->finalize (object);
}

static void
crm_repeat_editor_class_init (CrmRepeatEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_repeat_editor_finalize;
  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_REPEAT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_row (CrmRepeatEditor *self, GtkWidget *row, const char *title, const char *signal)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  if (signal != NULL)
    g_signal_connect_object (row, signal, G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_weekdays (CrmRepeatEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  int first = crm_calendar_layout_first_weekday ();
  gint64 monday = crm_calendar_layout_week (crm_clock_today (), 1);

  self->weekdays = ADW_ACTION_ROW (add_row (self, adw_action_row_new (), "", NULL));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (int i = 0; i < 7; i++) {
    int day = (first - 1 + i) % 7;
    g_autofree char *name = crm_calendar_text_weekday (monday + day);
    self->days[day] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (name));
    gtk_widget_add_css_class (GTK_WIDGET (self->days[day]), "calendar-weekday");
    g_signal_connect_object (self->days[day], "toggled", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->days[day]));
  }
  adw_action_row_add_suffix (self->weekdays, box);
}

static void
add_endings (CrmRepeatEditor *self)
{
  g_autoptr (GtkStringList) endings = gtk_string_list_new (
      (const char *const[]) { C_ ("repeat ends", "Never"), C_ ("repeat ends", "On a Date"),
                              C_ ("repeat ends", "After a Number of Times"), NULL });
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->ending = ADW_COMBO_ROW (add_row (self, adw_combo_row_new (), C_ ("repeat", "Ends"), NULL));
  adw_combo_row_set_model (self->ending, G_LIST_MODEL (endings));
  g_signal_connect_object (self->ending, "notify::selected", G_CALLBACK (ending_cb), self,
                           G_CONNECT_SWAPPED);
  self->until =
      ADW_ENTRY_ROW (add_row (self, adw_entry_row_new (), C_ ("repeat", "Last Day"), NULL));
  g_signal_connect_object (self->until, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->until, "entry-activated", G_CALLBACK (until_done_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (until_done_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->until), focus);
  self->count = ADW_SPIN_ROW (add_row (self, adw_spin_row_new_with_range (1, 999, 1),
                                       C_ ("repeat", "Number of Times"), "notify::value"));
  adw_spin_row_set_value (self->count, 10);
}

static void
crm_repeat_editor_init (CrmRepeatEditor *self)
{
  g_autoptr (GtkStringList) unit_words = gtk_string_list_new (
      (const char *const[]) { C_ ("repeat unit", "Days"), C_ ("repeat unit", "Weeks"),
                              C_ ("repeat unit", "Months"), C_ ("repeat unit", "Years"), NULL });

  self->is_setting = TRUE;
  self->mode = ADW_COMBO_ROW (
      add_row (self, adw_combo_row_new (), C_ ("repeat", "Repeats"), "notify::selected"));
  self->every = ADW_SPIN_ROW (add_row (self, adw_spin_row_new_with_range (1, 99, 1),
                                       /* Translators: how often: "Every" 2 "Weeks" */
                                       C_ ("repeat", "Every"), "notify::value"));
  self->unit = ADW_COMBO_ROW (
      add_row (self, adw_combo_row_new (), C_ ("repeat", "Unit"), "notify::selected"));
  adw_combo_row_set_model (self->unit, G_LIST_MODEL (unit_words));
  adw_combo_row_set_selected (self->unit, 1);
  add_weekdays (self);
  add_endings (self);
  fill_modes (self);
  update (self);
  self->is_setting = FALSE;
}

GtkWidget *
crm_repeat_editor_new (void)
{
  return g_object_new (CRM_TYPE_REPEAT_EDITOR, NULL);
}

/* --- Reading a rule into the rows */

static int
find_name (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (names[i], name) == 0)
      return (int) i;
  return -1;
}

static gboolean
set_weekdays (CrmRepeatEditor *self, const char *text)
{
  g_auto (GStrv) names = g_strsplit (text, ",", -1);

  for (guint i = 0; names[i] != NULL; i++) {
    int day = find_name (day_names, 7, names[i]);
    if (day < 0)
      return FALSE;
    gtk_toggle_button_set_active (self->days[day], TRUE);
  }
  return TRUE;
}

static gboolean
set_until (CrmRepeatEditor *self, const char *text)
{
  int year, month, day, hour = 0, minute = 0, second = 0;
  gint64 date;
  g_autofree char *shown = NULL;

  if (strlen (text) < 8 || sscanf (text, "%4d%2d%2d", &year, &month, &day) != 3 ||
      !crm_date_is_valid_ymd (year, month, day))
    return FALSE;
  date = crm_date_from_ymd (year, month, day);
  if (g_str_has_suffix (text, "Z") && sscanf (text + 8, "T%2d%2d%2d", &hour, &minute, &second) == 3)
    date = crm_moment_to_date (date * 86400 + hour * 3600 + minute * 60 + second);
  shown = crm_date_format_short (date, NULL);
  adw_combo_row_set_selected (self->ending, ENDS_ON);
  gtk_editable_set_text (GTK_EDITABLE (self->until), shown);
  return TRUE;
}

static gboolean
set_part (CrmRepeatEditor *self, const char *name, const char *value)
{
  gint64 number = g_ascii_strtoll (value, NULL, 10);
  int unit;

  if (strcmp (name, "FREQ") == 0) {
    unit = find_name (units, G_N_ELEMENTS (units), value);
    if (unit >= 0)
      adw_combo_row_set_selected (self->unit, (guint) unit);
    return unit >= 0;
  }
  if (strcmp (name, "INTERVAL") == 0) {
    adw_spin_row_set_value (self->every, (double) number);
    return number >= 1 && number <= 99;
  }
  if (strcmp (name, "COUNT") == 0) {
    adw_combo_row_set_selected (self->ending, ENDS_AFTER);
    adw_spin_row_set_value (self->count, (double) number);
    return number >= 1 && number <= 999;
  }
  if (strcmp (name, "UNTIL") == 0)
    return set_until (self, value);
  if (strcmp (name, "BYDAY") == 0)
    return set_weekdays (self, value) && adw_combo_row_get_selected (self->unit) == 1;
  return strcmp (name, "WKST") == 0;
}

static gboolean
set_parts (CrmRepeatEditor *self, const char *rule)
{
  g_auto (GStrv) parts = g_strsplit (rule, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++) {
    g_auto (GStrv) sides = g_strsplit (parts[i], "=", 2);
    if (g_strv_length (sides) != 2 || !set_part (self, sides[0], sides[1]))
      return FALSE;
  }
  return parts[0] != NULL && g_str_has_prefix (rule, "FREQ=");
}

static char *
dup_weekdays (CrmRepeatEditor *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 7; i++)
    if (gtk_toggle_button_get_active (self->days[i]))
      g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", day_names[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static Mode
find_mode (CrmRepeatEditor *self)
{
  g_autofree char *weekdays = dup_weekdays (self);
  guint unit = adw_combo_row_get_selected (self->unit);
  static const Mode plain[] = { DAILY, WEEKLY, MONTHLY, YEARLY };

  if ((int) adw_spin_row_get_value (self->every) != 1)
    return CUSTOM;
  if (unit == 1 && strcmp (weekdays, WORKDAYS) == 0)
    return ON_WORKDAYS;
  return *weekdays != '\0' ? CUSTOM : plain[unit];
}

static void
reset (CrmRepeatEditor *self)
{
  g_clear_pointer (&self->kept, g_free);
  adw_spin_row_set_value (self->every, 1);
  adw_combo_row_set_selected (self->unit, 1);
  adw_combo_row_set_selected (self->ending, ENDS_NEVER);
  gtk_editable_set_text (GTK_EDITABLE (self->until), "");
  for (int i = 0; i < 7; i++)
    gtk_toggle_button_set_active (self->days[i], FALSE);
}

void
crm_repeat_editor_set_rule (CrmRepeatEditor *self, const char *rule)
{
  Mode mode = NEVER;

  self->is_setting = TRUE;
  reset (self);
  if (rule != NULL && *rule != '\0') {
    if (set_parts (self, rule))
      mode = find_mode (self);
    else {
      reset (self);
      self->kept = g_strdup (rule);
      mode = KEPT;
    }
  }
  fill_modes (self);
  adw_combo_row_set_selected (self->mode, mode);
  update (self);
  self->is_setting = FALSE;
}

/* --- A rule of what the rows say */

static void
append_frequency (CrmRepeatEditor *self, GString *rule)
{
  g_autofree char *weekdays = dup_weekdays (self);
  int every = (int) adw_spin_row_get_value (self->every);

  switch (get_mode (self)) {
  case DAILY:
    g_string_append (rule, "FREQ=DAILY");
    return;
  case ON_WORKDAYS:
    g_string_append (rule, "FREQ=WEEKLY;BYDAY=" WORKDAYS);
    return;
  case WEEKLY:
    g_string_append (rule, "FREQ=WEEKLY");
    return;
  case MONTHLY:
    g_string_append (rule, "FREQ=MONTHLY");
    return;
  case YEARLY:
    g_string_append (rule, "FREQ=YEARLY");
    return;
  case CUSTOM:
    g_string_append_printf (rule, "FREQ=%s", units[adw_combo_row_get_selected (self->unit)]);
    if (every > 1)
      g_string_append_printf (rule, ";INTERVAL=%d", every);
    if (is_weekly (self) && *weekdays != '\0')
      g_string_append_printf (rule, ";BYDAY=%s", weekdays);
    return;
  case NEVER:
  case KEPT:
    return;
  }
}

/* The last day is local, the rule's end is a moment of universal time. */
static gboolean
append_until (CrmRepeatEditor *self, GString *rule)
{
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *written = NULL;
  gint64 date;

  if (!read_until (self, &date))
    return FALSE;
  end = g_date_time_new_from_unix_utc (crm_moment_from_date (date + 1) - 1);
  written = g_date_time_format (end, "%Y%m%dT%H%M%SZ");
  g_string_append_printf (rule, ";UNTIL=%s", written);
  return TRUE;
}

gboolean
crm_repeat_editor_read (CrmRepeatEditor *self, char **rule)
{
  g_autoptr (GString) text = g_string_new (NULL);

  *rule = NULL;
  if (get_mode (self) == NEVER)
    return TRUE;
  if (get_mode (self) == KEPT) {
    *rule = g_strdup (self->kept);
    return TRUE;
  }
  append_frequency (self, text);
  switch ((Ending) adw_combo_row_get_selected (self->ending)) {
  case ENDS_NEVER:
    break;
  case ENDS_ON:
    if (!append_until (self, text))
      return FALSE;
    break;
  case ENDS_AFTER:
    g_string_append_printf (text, ";COUNT=%d", (int) adw_spin_row_get_value (self->count));
    break;
  }
  *rule = g_string_free_and_steal (g_steal_pointer (&text));
  return TRUE;
}

void
crm_repeat_editor_point_out (CrmRepeatEditor *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->until), "error");
  gtk_widget_grab_focus (GTK_WIDGET (self->until));
}
