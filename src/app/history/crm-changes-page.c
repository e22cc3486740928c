/* What changed since a moment. */
#include "config.h"

#include "crm-changes-page.h"

#include <glib/gi18n.h>

#include "crm-accessible.h"
#include "crm-changed-since.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-entity-choice.h"
#include "crm-entry-list.h"
#include "crm-history-dialog.h"
#include "crm-person-choice.h"
#include "crm-rewind.h"

struct _CrmChangesPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 day;              /* from its beginning on */
  GSimpleActionGroup *actions;

  GtkMenuButton *since;
  GtkPopover *popover;
  GtkCalendar *calendar;
  GtkDropDown *entity_choice;
  GtkDropDown *person_choice;
  CrmEntryList *list;
};

G_DEFINE_FINAL_TYPE (CrmChangesPage, crm_changes_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Reading */

typedef struct {
  gint64 moment;
  const CrmEntity *entity;
  gint64 person;
} Request;

static gpointer
copy_request (gpointer request)
{
  return g_memdup2 (request, sizeof (Request));
}

static GPtrArray *
read_changes (CrmDatabase *database, gpointer data, guint most, gboolean *more, GError **error)
{
  const Request *request = data;
  g_autoptr (CrmChangedSince) reading = NULL;
  GPtrArray *entries;
  gint64 change = 0;

  if (!crm_rewind_find_change (database, request->moment - 1, &change, error))
    return NULL;
  reading = crm_changed_since_new (change, request->entity, request->person);
  entries = crm_changed_since_read (reading, database, most, error);
  *more = entries != NULL && entries->len == most;
  return entries;
}

static void
ask_cb (CrmChangesPage *self)
{
  g_autofree char *day = NULL;
  g_autofree char *label = NULL;
  Request *request;

  if (self->workspace == NULL)
    return;
  day = crm_date_format_long (self->day, NULL);
  /* Translators: %s is a date */
  label = g_strdup_printf (_ ("Since %s"), day);
  gtk_menu_button_set_label (self->since, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->since), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  request = g_new0 (Request, 1);
  request->moment = crm_moment_from_date (self->day);
  request->entity = crm_entity_choice_get (self->entity_choice);
  request->person = crm_person_choice_get (self->person_choice);
  crm_entry_list_ask (self->list, request, copy_request, g_free);
}

static void
day_cb (CrmChangesPage *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  self->day = crm_date_from_ymd (g_date_time_get_year (day), g_date_time_get_month (day),
                                 g_date_time_get_day_of_month (day));
  gtk_popover_popdown (self->popover);
  ask_cb (self);
}

/* --- Rows */

static void
describe (const CrmHistoryEntry *entry, CrmEntryLook *look, gpointer data)
{
  const char *kind = crm_entity_get_label (entry->entity);

  look->icon = entry->entity->icon;
  look->title = g_strdup (entry->new_text);
  if (entry->action == CRM_ACTION_ADD)
    look->text = g_strdup_printf ("%s · %s", kind, g_dpgettext2 (NULL, "history", "Created"));
  else if (entry->action == CRM_ACTION_DELETE)
    look->text = g_strdup_printf ("%s · %s", kind, g_dpgettext2 (NULL, "history", "Deleted"));
  else
    /* Translators: a kind of record and the fields of it that were changed */
    look->text = g_strdup_printf (_ ("%s · changed: %s"), kind,
                                  entry->old_text != NULL ? entry->old_text : "…");
  look->detail = crm_entry_dup_detail (entry, NULL);
  look->is_past = entry->action == CRM_ACTION_DELETE;
  look->menu = g_menu_new ();
  crm_entry_append (look->menu, _ ("_History"), "changes.history",
                    crm_subject_make (entry->entity, entry->record));
}

static void
show_history (CrmChangesPage *self, const CrmEntity *entity, gint64 id)
{
  adw_dialog_present (crm_history_dialog_new (self->workspace, entity, id, NULL),
                      GTK_WIDGET (self));
}

static void
activated_cb (CrmChangesPage *self, const CrmHistoryEntry *entry)
{
  if (entry->action == CRM_ACTION_DELETE)
    show_history (self, entry->entity, entry->record);
  else
    crm_workspace_open_record (self->workspace, entry->entity, entry->record);
}

static void
history_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gint64 subject = g_variant_get_int64 (parameter);

  show_history (user_data, crm_subject_get_entity (subject), crm_subject_get_id (subject));
}

static const GActionEntry entries[] = {
  { "history", history_action, "x" },
};

/* --- Life */

static void
crm_changes_page_dispose (GObject *object)
{
  CrmChangesPage *self = CRM_CHANGES_PAGE (object);

  if (self->list != NULL)
    crm_entry_list_release (self->list);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_CHANGES_PAGE);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (crm_changes_page_parent_class)->dispose (object);
}

static void
crm_changes_page_class_init (CrmChangesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_changes_page_dispose;
  g_type_ensure (CRM_TYPE_ENTRY_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-changes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmChangesPage, since);
  gtk_widget_class_bind_template_child (widget_class, CrmChangesPage, popover);
  gtk_widget_class_bind_template_child (widget_class, CrmChangesPage, calendar);
  gtk_widget_class_bind_template_child (widget_class, CrmChangesPage, entity_choice);
  gtk_widget_class_bind_template_child (widget_class, CrmChangesPage, person_choice);
  gtk_widget_class_bind_template_child (widget_class, CrmChangesPage, list);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
crm_changes_page_init (CrmChangesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_accessible_name_calendar (self->calendar);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "changes", G_ACTION_GROUP (self->actions));
}

/* On Monday one asks what happened since Friday. */
static gint64
find_last_working_day (const char *country)
{
  gint64 day = crm_clock_today () - 1;

  for (int i = 0; i < 14 && !crm_date_is_working (day, country); i++)
    day--;
  return day;
}

/**
 * crm_changes_page_new:
 * @workspace: whose records
 *
 * Returns: (transfer floating): what changed since the last working day
 */
AdwNavigationPage *
crm_changes_page_new (CrmWorkspace *workspace)
{
  CrmChangesPage *self = g_object_new (CRM_TYPE_CHANGES_PAGE, NULL);
  int year, month, day;

  crm_entity_choice_fill (self->entity_choice);
  crm_person_choice_fill (self->person_choice, workspace);
  crm_entry_list_set_empty (self->list, "object-select-symbolic", _ ("Nothing Changed Since"),
                            NULL);
  crm_entry_list_set_up (self->list, workspace, read_changes, describe, self, FALSE);
  self->day = find_last_working_day (crm_workspace_get_country (workspace));
  crm_date_to_ymd (self->day, &year, &month, &day);
  g_object_set (self->calendar, "year", year, "month", month - 1, "day", day, NULL);
  self->workspace = g_object_ref (workspace);
  ask_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}
