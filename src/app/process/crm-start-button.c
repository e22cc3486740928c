/* "Start Sale". */
#include "config.h"

#include "crm-start-button.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-process.h"
#include "crm-query.h"

struct _CrmStartButton {
  GtkWidget parent_instance;

  CrmRecordForm *form; /* owned */
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (CrmStartButton, crm_start_button, GTK_TYPE_WIDGET)

static CrmWorkspace *
get_workspace (CrmStartButton *self)
{
  return crm_record_form_get_workspace (self->form);
}

static gint64
get_company (CrmStartButton *self)
{
  return crm_record_get_id (crm_record_form_get_record (self->form));
}

static void
start (CrmStartButton *self, gint64 process, gint64 step)
{
  CrmWorkspace *workspace = get_workspace (self);
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autofree char *name = crm_reference_title (reader, crm_entity_find ("process"), process);
  /* Translators: name of a process, name of a company: "Sale started: Orion" */
  g_autofree char *said =
      g_strdup_printf (_ ("%s started: %s"), name != NULL ? name : "",
                       crm_record_get_title (crm_record_form_get_record (self->form)));
  g_autoptr (CrmChange) change = crm_workspace_begin (workspace, said);
  g_autoptr (GError) error = NULL;

  if (crm_process_start (change, reader, get_company (self), 0, process, step, &error) == 0)
    crm_workspace_report (workspace, _ ("The sale could not be started"), error);
  else
    crm_workspace_commit_and_say (workspace, g_steal_pointer (&change), said);
}

static void
usual_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmStartButton *self = CRM_START_BUTTON (widget);
  gint64 process = crm_process_get_default (crm_workspace_get_reader (get_workspace (self)));
  g_autoptr (GError) error = NULL;

  if (process != 0) {
    start (self, process, 0);
    return;
  }
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _ ("No process is in use. Put one to use in the section “Processes”."));
  crm_workspace_report (get_workspace (self), _ ("The sale could not be started"), error);
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 process, step;

  g_variant_get (parameter, "(xx)", &process, &step);
  start (CRM_START_BUTTON (widget), process, step);
}

static gboolean
query_tooltip_cb (CrmStartButton *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CrmWorkspace *workspace = get_workspace (self);
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  gint64 process = crm_process_get_default (reader);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) sentences =
      process != 0
          ? crm_process_preview_start (reader, get_company (self), process, 0, crm_clock_now (),
                                       crm_workspace_get_me (workspace), NULL)
          : NULL;

  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) sentences->pdata[i]);
  gtk_tooltip_set_text (tooltip, text->str);
  return text->len > 0;
}

/* --- The menu follows what is in use when it is opened */

static GPtrArray *
fetch (CrmDatabase *reader, const char *entity, const char *condition)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find (entity));
  g_autoptr (CrmQuery) some = crm_query_filter_expression (all, condition, reader, NULL);
  g_autoptr (CrmQuery) sorted = some != NULL ? crm_query_sort_text (some, "position", NULL) : NULL;

  return sorted != NULL ? crm_query_fetch_all (sorted, reader, -1, NULL) : NULL;
}

static void
append_item (GMenu *menu, const char *text, gint64 process, gint64 step)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);
  g_autofree char *label = g_strjoinv ("__", parts);

  g_menu_item_set_label (item, label);
  g_menu_item_set_action_and_target (item, "sale.start", "(xx)", process, step);
  g_menu_append_item (menu, item);
}

static void
append_steps (GMenu *menu, CrmDatabase *reader, gint64 process)
{
  g_autofree char *condition = g_strdup_printf ("process = %" G_GINT64_FORMAT, process);
  g_autoptr (GPtrArray) steps = fetch (reader, "task_type", condition);

  for (guint i = 0; steps != NULL && i < steps->len; i++)
    append_item (menu, crm_record_get_title (steps->pdata[i]), process,
                 crm_record_get_id (steps->pdata[i]));
}

static GMenuModel *
make_menu (CrmStartButton *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (get_workspace (self));
  g_autoptr (GPtrArray) processes = fetch (reader, "process", "state = active");
  GMenu *menu = g_menu_new ();

  for (guint i = 0; processes != NULL && i < processes->len; i++) {
    CrmRecord *process = processes->pdata[i];
    g_autoptr (GMenu) section = g_menu_new ();
    g_autoptr (GMenu) steps = g_menu_new ();
    /* Translators: %s is the name of a process; steps follow in a menu of their own. The name also
     * keeps apart menus that may not be called alike. */
    g_autofree char *title =
        g_strdup_printf (_ ("%s: Start at Step"), crm_record_get_title (process));
    append_item (section, crm_record_get_title (process), crm_record_get_id (process), 0);
    append_steps (steps, reader, crm_record_get_id (process));
    g_menu_append_submenu (section, title, G_MENU_MODEL (steps));
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  }
  return G_MENU_MODEL (menu);
}

static void
show_menu (CrmStartButton *self)
{
  g_autoptr (GMenuModel) menu = make_menu (self);

  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->button), menu);
}

/* --- The object */

static void
crm_start_button_dispose (GObject *object)
{
  CrmStartButton *self = CRM_START_BUTTON (object);

  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (crm_start_button_parent_class)->dispose (object);
}

static void
crm_start_button_class_init (CrmStartButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_start_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "sale.usual", NULL, usual_action);
  gtk_widget_class_install_action (widget_class, "sale.start", "(xx)", start_action);
}

/* The part of the split button that opens the menu has a tooltip, but no name of its own. */
static void
name_menu (GtkWidget *split)
{
  for (GtkWidget *child = gtk_widget_get_first_child (split); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_MENU_BUTTON (child))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Other Processes and Steps"), -1);
}

static void
crm_start_button_init (CrmStartButton *self)
{
  self->button = adw_split_button_new ();
  adw_split_button_set_label (ADW_SPLIT_BUTTON (self->button), _ ("Start Sale"));
  adw_split_button_set_dropdown_tooltip (ADW_SPLIT_BUTTON (self->button),
                                         _ ("Other Processes and Steps"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "sale.usual");
  name_menu (self->button);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

/**
 * crm_start_button_new:
 * @form: of a record's page
 *
 * Returns: (transfer floating) (nullable): the button; %NULL where runs do not belong to such
 *   records
 */
GtkWidget *
crm_start_button_new (CrmRecordForm *form)
{
  const CrmEntity *runs = crm_entity_find ("process_run");
  const CrmField *owner = NULL;
  CrmStartButton *self;

  for (int i = 0; i < runs->n_fields && owner == NULL; i++)
    if (runs->fields[i].flags & CRM_FIELD_OWNER)
      owner = &runs->fields[i];
  if (owner == NULL || crm_field_get_target (owner) != crm_record_form_get_entity (form))
    return NULL;
  self = g_object_new (CRM_TYPE_START_BUTTON, NULL);
  self->form = g_object_ref (form);
  show_menu (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (show_menu), self, G_CONNECT_SWAPPED);
  gtk_widget_set_has_tooltip (self->button, TRUE);
  g_signal_connect_object (self->button, "query-tooltip", G_CALLBACK (query_tooltip_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
