/* The page of the preferences for reminders. */
#include "config.h"

#include "crm-reminders-page.h"

#include <glib/gi18n.h>

#include "crm-alarm.h"
#include "crm-clock.h"
#include "crm-half-hours.h"

/* Quiet hours begin and end at half hours. */
#define N_STEPS CRM_HALF_HOURS_A_DAY

struct _CrmRemindersPage {
  AdwPreferencesPage parent_instance;

  CrmWorkspace *workspace;   /* owned */
  CrmBackground *background; /* owned */
  gboolean showing;          /* a row is set by the program, not by the person */

  AdwPreferencesGroup *leads;
  AdwSwitchRow *background_row;
  AdwSwitchRow *hours_row;
  AdwComboRow *from_row;
  AdwComboRow *until_row;
  AdwSwitchRow *free_row;
  AdwSwitchRow *urgent_row;
};

G_DEFINE_FINAL_TYPE (CrmRemindersPage, crm_reminders_page, ADW_TYPE_PREFERENCES_PAGE)

/* --- How long before */

static const CrmField *
get_field (const char *name)
{
  return crm_entity_field (crm_entity_find ("activity"), name);
}

typedef struct {
  CrmRemindersPage *page; /* owned */
  const char *kind;
  const char *remind;
} Setting;

static gboolean
set_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Setting *setting = data;

  return crm_alarm_set_default (database, setting->kind, setting->remind, crm_clock_now (), error);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Setting *setting = user_data;
  g_autoptr (CrmRemindersPage) self = setting->page;
  g_autoptr (GError) error = NULL;

  g_free (setting);
  if (!crm_store_write_finish (CRM_STORE (source), result, &error) && self->workspace != NULL)
    crm_workspace_report (self->workspace, _ ("This could not be saved"), error);
}

static void
lead_cb (CrmRemindersPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  Setting *setting;

  if (selected == GTK_INVALID_LIST_POSITION)
    return;
  setting = g_new0 (Setting, 1);
  setting->page = g_object_ref (self);
  setting->kind = g_object_get_data (G_OBJECT (row), "kind");
  setting->remind = get_field ("remind")->choices[selected].code;
  crm_store_write_async (crm_workspace_get_store (self->workspace), set_func, setting, NULL, NULL,
                         set_cb, setting);
}

static void
add_lead_row (CrmRemindersPage *self, const CrmChoice *kind)
{
  const CrmChoice *reminds = get_field ("remind")->choices;
  g_autofree char *usual =
      crm_alarm_dup_default (crm_workspace_get_reader (self->workspace), kind->code);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;

  for (guint i = 0; reminds[i].code != NULL; i++) {
    gtk_string_list_append (names, crm_choice_get_label (&reminds[i]));
    if (g_strcmp0 (reminds[i].code, usual) == 0)
      selected = i;
  }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_choice_get_label (kind));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  gtk_widget_set_sensitive (row, crm_store_is_writable (crm_workspace_get_store (self->workspace)));
  g_object_set_data (G_OBJECT (row), "kind", (gpointer) kind->code);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (lead_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->leads, row);
}

/* --- With the window closed */

static void
show_background (CrmRemindersPage *self)
{
  CrmBackgroundState state = crm_background_get_state (self->background);

  self->showing = TRUE;
  adw_switch_row_set_active (self->background_row, state == CRM_BACKGROUND_ASKING ||
                                                       crm_background_stays (self->background));
  self->showing = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->background_row),
                               crm_background_get_text (self->background));
}

static void
background_switched_cb (CrmRemindersPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->showing && self->background != NULL)
    crm_background_set (self->background, adw_switch_row_get_active (self->background_row),
                        GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
}

/* --- Quiet time */

static void
fill_hours (AdwComboRow *row)
{
  g_autoptr (GListModel) names = crm_half_hours_new (N_STEPS);

  adw_combo_row_set_model (row, names);
}

static gboolean
minute_to_row (GValue *value, GVariant *variant, gpointer user_data)
{
  g_value_set_uint (value,
                    (guint) CLAMP (g_variant_get_int32 (variant) / CRM_HALF_HOUR, 0, N_STEPS - 1));
  return TRUE;
}

static GVariant *
row_to_minute (const GValue *value, const GVariantType *type, gpointer user_data)
{
  return g_variant_new_int32 ((gint32) MIN (g_value_get_uint (value), N_STEPS - 1) * CRM_HALF_HOUR);
}

static void
bind_quiet (CrmRemindersPage *self, GSettings *settings)
{
  fill_hours (self->from_row);
  fill_hours (self->until_row);
  g_settings_bind (settings, "quiet-hours", self->hours_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-free-days", self->free_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "quiet-lets-urgent", self->urgent_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "quiet-from", self->from_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, minute_to_row, row_to_minute, NULL, NULL);
  g_settings_bind_with_mapping (settings, "quiet-until", self->until_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, minute_to_row, row_to_minute, NULL, NULL);
}

static void
crm_reminders_page_dispose (GObject *object)
{
  CrmRemindersPage *self = CRM_REMINDERS_PAGE (object);

  g_clear_object (&self->background);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_REMINDERS_PAGE);

  G_OBJECT_CLASS (crm_reminders_page_parent_class)->dispose (object);
}

static void
crm_reminders_page_class_init (CrmRemindersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_reminders_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-reminders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersPage, leads);
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersPage, background_row);
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersPage, hours_row);
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersPage, from_row);
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersPage, until_row);
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersPage, free_row);
  gtk_widget_class_bind_template_child (widget_class, CrmRemindersPage, urgent_row);
  gtk_widget_class_bind_template_callback (widget_class, background_switched_cb);
}

static void
crm_reminders_page_init (CrmRemindersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_reminders_page_new:
 * @workspace: an open company file
 * @settings: of the program
 * @background: whether it stays without a window
 *
 * Returns: (transfer floating): the page
 */
CrmRemindersPage *
crm_reminders_page_new (CrmWorkspace *workspace, GSettings *settings, CrmBackground *background)
{
  CrmRemindersPage *self = g_object_new (CRM_TYPE_REMINDERS_PAGE, NULL);
  const CrmChoice *kinds = get_field ("kind")->choices;

  self->workspace = g_object_ref (workspace);
  for (guint i = 0; kinds[i].code != NULL; i++)
    add_lead_row (self, &kinds[i]);
  self->background = g_object_ref (background);
  show_background (self);
  g_signal_connect_object (background, "notify::state", G_CALLBACK (show_background), self,
                           G_CONNECT_SWAPPED);
  bind_quiet (self, settings);
  return self;
}
