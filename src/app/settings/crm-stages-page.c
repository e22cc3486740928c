/* The stages of one pipeline: order, probability, colour; none vanishes with deals on it. */
#include "config.h"

#include "crm-stages-page.h"

#include <glib/gi18n.h>

#include "crm-alert.h"
#include "crm-announcement.h"
#include "crm-dictionary.h"
#include "crm-gate-group.h"
#include "crm-order-row.h"
#include "crm-record-dialog.h"
#include "crm-record-fields.h"

struct _CrmStagesPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 pipeline;
  GPtrArray *stages; /* CrmRecord; owned; as shown */

  AdwPreferencesPage *page;
  AdwPreferencesGroup *list; /* NULL until shown */
};

G_DEFINE_FINAL_TYPE (CrmStagesPage, crm_stages_page, ADW_TYPE_NAVIGATION_PAGE)

static const CrmEntity *
stages (void)
{
  return crm_entity_find ("stage");
}

static void
move_cb (gpointer owner, guint from, guint to)
{
  CrmStagesPage *self = owner;
  CrmChange *change;
  gpointer moved;

  if (self->workspace == NULL || MAX (from, to) >= self->stages->len)
    return;
  moved = g_ptr_array_steal_index (self->stages, from);
  g_ptr_array_insert (self->stages, (int) to, moved);
  change = crm_workspace_begin (self->workspace, C_ ("change", "Order of stages"));
  for (guint i = 0; i < self->stages->len; i++)
    crm_change_set_integer (change, stages (), crm_record_get_id (self->stages->pdata[i]),
                            "position", i + 1);
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}

static guint
get_index (GtkWidget *widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "index"));
}

static void
activated_cb (CrmStagesPage *self, GtkWidget *row)
{
  AdwDialog *dialog = crm_record_dialog_new (
      self->workspace, stages (), crm_record_get_id (self->stages->pdata[get_index (row)]));

  GtkWidget *view;

  if (dialog == NULL)
    return;
  view = adw_dialog_get_child (dialog);
  crm_record_fields_append (
      CRM_RECORD_FIELDS (adw_toolbar_view_get_content (ADW_TOOLBAR_VIEW (view))),
      crm_gate_group_new (self->workspace,
                          crm_record_get_id (self->stages->pdata[get_index (row)])));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_cb (CrmStagesPage *self)
{
  g_autoptr (CrmRecord) draft = crm_record_new (stages ());

  crm_record_set_integer (draft, "pipeline", self->pipeline);
  crm_workspace_new_record (self->workspace, stages (), draft);
}

/* --- Deleting */

typedef struct {
  CrmStagesPage *page; /* owned */
  gint64 stage;
  char *title;         /* owned */
  GArray *others;      /* owned; gint64 */
  GtkDropDown *choice; /* borrowed; NULL: nothing to move */
} Removal;

static void
free_removal (Removal *removal)
{
  g_object_unref (removal->page);
  g_free (removal->title);
  g_array_unref (removal->others);
  g_free (removal);
}

static void
removed_cb (AdwAlertDialog *alert, const char *response, Removal *removal)
{
  CrmWorkspace *workspace = removal->page->workspace;
  g_autofree char *said = g_strdup_printf (_ ("The stage “%s” was deleted"), removal->title);
  guint selected = gtk_drop_down_get_selected (removal->choice);
  CrmChange *change;

  if (g_strcmp0 (response, "delete") != 0 || workspace == NULL || selected >= removal->others->len)
    return;
  change = crm_workspace_begin (workspace, said);
  crm_change_replace (change, stages (), removal->stage,
                      g_array_index (removal->others, gint64, selected));
  crm_workspace_commit_and_say (workspace, change, said);
}

static gint64
count_deals (CrmStagesPage *self, gint64 stage)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("deal"));
  g_autoptr (CrmQuery) query = crm_query_filter_integer (all, "stage", CRM_OP_EQUAL, stage);

  return MAX (crm_query_count (query, crm_workspace_get_reader (self->workspace), NULL), 0);
}

static void
delete_cb (CrmStagesPage *self, GtkWidget *button)
{
  guint index = get_index (button);
  CrmRecord *stage = self->stages->pdata[index];
  gint64 n = count_deals (self, crm_record_get_id (stage));
  Removal *removal = g_new0 (Removal, 1);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *heading =
      g_strdup_printf (_ ("Delete the Stage “%s”?"), crm_record_get_title (stage));
  g_autofree char *body = g_strdup_printf (
      ngettext ("%d deal stands here. It and the history of this stage go to:",
                "%d deals stand here. They and the history of this stage go to:", (gulong) n),
      (int) n);
  AdwDialog *alert = crm_alert_new (heading, body);

  removal->page = g_object_ref (self);
  removal->stage = crm_record_get_id (stage);
  removal->title = g_strdup (crm_record_get_title (stage));
  removal->others = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->stages->len; i++)
    if (i != index) {
      gint64 id = crm_record_get_id (self->stages->pdata[i]);
      g_array_append_val (removal->others, id);
      gtk_string_list_append (names, crm_record_get_title (self->stages->pdata[i]));
    }
  removal->choice =
      GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL));
  gtk_drop_down_set_selected (removal->choice, index > 0 ? index - 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (removal->choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Where the deals go"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (alert), GTK_WIDGET (removal->choice));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _ ("_Cancel"), "delete",
                                  _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "delete",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "cancel");
  g_signal_connect_data (alert, "response", G_CALLBACK (removed_cb), removal,
                         (GClosureNotify) (void (*) (void)) free_removal, 0);
  adw_dialog_present (alert, GTK_WIDGET (self));
}

/* --- Rows */

static GtkWidget *
create_delete_button (CrmStagesPage *self, const char *title, guint i)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Delete %s"), title);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (button, self->stages->len > 1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (i));
  g_signal_connect_object (button, "clicked", G_CALLBACK (delete_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
create_row (CrmStagesPage *self, guint i)
{
  CrmRecord *stage = self->stages->pdata[i];
  const char *title = crm_record_get_title (stage);
  g_autofree char *probability =
      crm_record_format (stage, crm_entity_field_index (stages (), "probability"));
  GtkWidget *row = crm_order_row_new (title, probability, i, self->stages->len, move_cb, self);
  g_autofree char *outcome =
      crm_record_format (stage, crm_entity_field_index (stages (), "outcome"));

  crm_order_row_add_pill (row, outcome, crm_record_get_text (stage, "colour"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_delete_button (self, title, i));
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (i));
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_stages (CrmStagesPage *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (stages ());
  g_autoptr (CrmQuery) own =
      crm_query_filter_integer (all, "pipeline", CRM_OP_EQUAL, self->pipeline);
  GPtrArray *read = crm_query_fetch_all (own, crm_workspace_get_reader (self->workspace), -1, NULL);

  if (read == NULL)
    return;
  g_clear_pointer (&self->stages, g_ptr_array_unref);
  self->stages = read;
  if (self->list != NULL)
    adw_preferences_page_remove (self->page, self->list);
  self->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  for (guint i = 0; i < self->stages->len; i++)
    adw_preferences_group_add (self->list, create_row (self, i));
  adw_preferences_group_add (self->list, crm_button_row_new (_ ("_Add Stage…"), "list-add-symbolic",
                                                             G_CALLBACK (add_cb), self));
  adw_preferences_page_add (self->page, self->list);
}

static void
store_changed_cb (CrmStagesPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, stages ()))
    show_stages (self);
}

static void
crm_stages_page_dispose (GObject *object)
{
  CrmStagesPage *self = CRM_STAGES_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->stages, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_stages_page_parent_class)->dispose (object);
}

static void
crm_stages_page_class_init (CrmStagesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_stages_page_dispose;
}

static void
crm_stages_page_init (CrmStagesPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->page));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

/**
 * crm_stages_page_new:
 * @workspace: an open company file
 * @pipeline: whose stages
 *
 * Returns: (transfer floating) (nullable): the page
 */
CrmStagesPage *
crm_stages_page_new (CrmWorkspace *workspace, gint64 pipeline)
{
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (workspace),
                                                crm_entity_find ("pipeline"), pipeline);
  CrmStagesPage *self;

  if (title == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_STAGES_PAGE, "title", title, NULL);
  self->workspace = g_object_ref (workspace);
  self->pipeline = pipeline;
  show_stages (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * crm_stages_page_show:
 * @parent: a widget of the preferences
 * @workspace: an open company file
 * @pipeline: whose stages
 */
void
crm_stages_page_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 pipeline)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (parent, ADW_TYPE_PREFERENCES_DIALOG);
  CrmStagesPage *page = dialog != NULL ? crm_stages_page_new (workspace, pipeline) : NULL;

  if (page != NULL)
    adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog),
                                         ADW_NAVIGATION_PAGE (page));
}
