/* "Start Sale". */
#include "config.h"

#include "crm-start-button.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-query.h"
#include "crm-sale.h"

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

static CrmRecord *
get_record (CrmStartButton *self)
{
  return crm_record_form_get_record (self->form);
}

static void
usual_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmStartButton *self = CRM_START_BUTTON (widget);

  crm_sale_start (get_workspace (self), get_record (self), 0, 0);
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmStartButton *self = CRM_START_BUTTON (widget);
  gint64 process, step;

  g_variant_get (parameter, "(xx)", &process, &step);
  crm_sale_start (get_workspace (self), get_record (self), process, step);
}

static gboolean
query_tooltip_cb (CrmStartButton *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = crm_sale_dup_preview (get_workspace (self), get_record (self));

  gtk_tooltip_set_text (tooltip, text);
  return *text != '\0';
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

static gboolean
is_settled (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  return entity->is_settled != NULL && entity->is_settled (record);
}

/* A deal needs no second one while the first goes on. */
static void
update (CrmStartButton *self)
{
  g_autoptr (GMenuModel) menu = make_menu (self);

  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->button), menu);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          !crm_sale_is_under_way (get_workspace (self), get_record (self)) &&
                              !is_settled (get_record (self)));
}

static void
store_changed_cb (CrmStartButton *self, CrmAnnouncement *announcement)
{
  if (self->form != NULL &&
      crm_announcement_touches (announcement, crm_entity_find ("process_run")))
    update (self);
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
 * Returns: (transfer floating) (nullable): the button; %NULL where no sale is started with such
 *   records
 */
GtkWidget *
crm_start_button_new (CrmRecordForm *form)
{
  CrmStartButton *self;

  if (!crm_sale_is_possible (crm_record_form_get_entity (form)))
    return NULL;
  self = g_object_new (CRM_TYPE_START_BUTTON, NULL);
  self->form = g_object_ref (form);
  update (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (get_workspace (self)), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_widget_set_has_tooltip (self->button, TRUE);
  g_signal_connect_object (self->button, "query-tooltip", G_CALLBACK (query_tooltip_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
