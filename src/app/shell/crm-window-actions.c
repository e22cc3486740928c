/* What the window does by shortcut, menu and palette. */
#include "config.h"

#include "crm-as-of-dialog.h"
#include "crm-ask-dialog.h"
#include "crm-bring.h"
#include "crm-changes-page.h"
#include <glib/gi18n.h>

#include "crm-duplicates-dialog.h"
#include "crm-import-dialog.h"
#include "crm-list-page.h"
#include "crm-match.h"
#include "crm-pages.h"
#include "crm-palette.h"
#include "crm-quick-dialog.h"
#include "crm-sale.h"
#include "crm-sandbox-window.h"
#include "crm-shortcuts.h"
#include "crm-steps-dialog.h"
#include "crm-forms-page.h"
#include "crm-trash-page.h"
#include "crm-window-private.h"

/* An entry takes back its own letters first, as everywhere. */
static gboolean
undo_in_text (GtkWidget *widget, const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (widget));

  return (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)) &&
         gtk_widget_activate_action (focus, action, NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  crm_workspace_undo (crm_shell_get_workspace (shell));
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  crm_workspace_redo (crm_shell_get_workspace (shell));
}

static gboolean
undo_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if (crm_window_get_shell (CRM_WINDOW (widget)) == NULL)
    return FALSE;
  if (!undo_in_text (widget, "text.undo"))
    undo_action (widget, NULL, NULL);
  return TRUE;
}

static gboolean
redo_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  if (crm_window_get_shell (CRM_WINDOW (widget)) == NULL)
    return FALSE;
  if (!undo_in_text (widget, "text.redo"))
    redo_action (widget, NULL, NULL);
  return TRUE;
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  const CrmSection *section = crm_section_find (g_variant_get_string (parameter, NULL));

  if (section != NULL && section->create != NULL)
    crm_shell_go_to (shell, section);
}

static void
open_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_shell_open_view (crm_window_get_shell (CRM_WINDOW (widget)), g_variant_get_int64 (parameter));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  const CrmSection *section = crm_shell_get_section (shell);

  if (section != NULL)
    crm_workspace_new_record (crm_shell_get_workspace (shell), crm_entity_find (section->entity),
                              NULL);
}

/* A task for the record one looks at: whichever field can point at it does. NULL: for none. */
static CrmRecord *
make_task_draft (CrmShell *shell)
{
  const CrmEntity *task = crm_entity_find ("activity");
  const char *tag = adw_navigation_page_get_tag (crm_shell_get_page (shell));
  CrmRecord *draft;
  const CrmEntity *subject = NULL;
  gint64 id = 0;

  if (tag == NULL || !crm_pages_parse_name (tag, &subject, &id))
    return NULL;
  draft = crm_record_new (task);
  for (int i = 0; i < task->n_fields; i++)
    if (task->fields[i].kind == CRM_KIND_REFERENCE &&
        (task->fields[i].flags & CRM_FIELD_READ_ONLY) == 0 &&
        crm_field_get_target (&task->fields[i]) == subject) {
      crm_record_set_integer (draft, task->fields[i].name, id);
      break;
    }
  return draft;
}

static void
new_task_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  g_autoptr (CrmRecord) draft = make_task_draft (shell);

  crm_workspace_new_record (crm_shell_get_workspace (shell), crm_entity_find ("activity"), draft);
}

static void
show_quick_task (GtkWidget *widget, const char *text)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  g_autoptr (CrmRecord) draft = make_task_draft (shell);

  adw_dialog_present (
      ADW_DIALOG (crm_quick_dialog_new (crm_shell_get_workspace (shell), draft, text)), widget);
}

static void
quick_task_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_quick_task (widget, NULL);
}

static void
ask_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  g_autoptr (CrmRecord) draft = make_task_draft (shell);

  adw_dialog_present (ADW_DIALOG (crm_ask_dialog_new (crm_shell_get_workspace (shell), draft)),
                      widget);
}

/* Begun elsewhere: in the palette, dropped, pasted. */
static void
quick_task_of_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_quick_task (widget, g_variant_get_string (parameter, NULL));
}

/* What was copied elsewhere, whatever it is, for the record one looks at. */
static void
bring_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  CrmWorkspace *workspace = crm_shell_get_workspace (shell);

  if (!crm_bring_clipboard (widget, workspace, crm_shell_get_subject (shell)))
    crm_workspace_say (workspace, _ ("Nothing was copied that can be taken in"));
}

/* The page of a record knows what to do with a picture; beneath a dialog nothing happens. */
static gboolean
paste_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  AdwNavigationPage *page = shell != NULL ? crm_shell_get_page (shell) : NULL;

  if (page == NULL ||
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget)) != NULL)
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (page), "record.paste", NULL) ||
         gtk_widget_activate_action (widget, "win.bring", NULL);
}

static void
new_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  const CrmEntity *entity = crm_entity_find (g_variant_get_string (parameter, NULL));

  if (entity != NULL)
    crm_workspace_new_record (crm_shell_get_workspace (shell), entity, NULL);
}

static void
open_record_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  const CrmEntity *entity = NULL;
  gint64 id = 0;

  if (crm_pages_parse_name (g_variant_get_string (parameter, NULL), &entity, &id) && id > 0)
    crm_workspace_open_record (crm_shell_get_workspace (shell), entity, id);
}

static void
start_sale_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmWorkspace *workspace = crm_shell_get_workspace (crm_window_get_shell (CRM_WINDOW (widget)));
  const CrmEntity *entity = NULL;
  gint64 id = 0;
  g_autoptr (CrmRecord) record = NULL;

  if (crm_pages_parse_name (g_variant_get_string (parameter, NULL), &entity, &id) &&
      crm_sale_is_possible (entity))
    record = crm_record_load (crm_workspace_get_reader (workspace), entity, id, NULL);
  if (record != NULL)
    crm_sale_start (workspace, record, 0, 0);
}

/* The record whose page is open, or that is chosen alone in a list; NULL: none. */
static CrmRecord *
load_subject (CrmShell *shell)
{
  AdwNavigationPage *page = crm_shell_get_page (shell);
  const char *tag = page != NULL ? adw_navigation_page_get_tag (page) : NULL;
  const CrmEntity *entity = NULL;
  gint64 id = 0;

  if (CRM_IS_LIST_PAGE (page))
    return crm_list_page_load_only_chosen (CRM_LIST_PAGE (page));
  if (tag == NULL || !crm_pages_parse_name (tag, &entity, &id) || id == 0)
    return NULL;
  return crm_record_load (crm_workspace_get_reader (crm_shell_get_workspace (shell)), entity, id,
                          NULL);
}

static void
palette_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  g_autoptr (GSettings) settings = g_settings_new (APP_ID);
  g_autoptr (CrmRecord) subject = NULL;

  if (CRM_IS_PALETTE (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget))))
    return;
  subject = load_subject (shell);
  adw_dialog_present (
      ADW_DIALOG (crm_palette_new (crm_shell_get_workspace (shell), settings, subject)), widget);
}

/* What one looks at is searched; where that has no search of its own, everything is. */
static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwNavigationPage *page = crm_shell_get_page (crm_window_get_shell (CRM_WINDOW (widget)));

  if (CRM_IS_LIST_PAGE (page))
    crm_list_page_start_search (CRM_LIST_PAGE (page));
  else
    palette_action (widget, name, NULL);
}

/* All that was found of one kind: its entity, what was typed. */
static void
list_found_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  const CrmEntity *entity;
  const char *entity_name;
  const char *typed;
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) found = NULL;
  g_autofree char *title = NULL;

  g_variant_get (parameter, "(&s&s)", &entity_name, &typed);
  entity = crm_entity_find (entity_name);
  if (shell == NULL || entity == NULL || entity->internal)
    return;
  all = crm_query_new (entity);
  found = crm_query_search (all, typed);
  /* Translators: title of a list of what was found: “Companies”, what was looked for */
  title = g_strdup_printf (_ ("%s: “%s”"), crm_entity_get_label_plural (entity), typed);
  crm_workspace_open_list (crm_shell_get_workspace (shell), found, title);
}

/* From a list, what it lists is what is most likely brought. */
static void
import_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  const CrmSection *section = crm_shell_get_section (shell);
  const CrmEntity *entity = section != NULL && CRM_IS_LIST_PAGE (crm_shell_get_page (shell))
                                ? crm_entity_find (section->entity)
                                : NULL;

  adw_dialog_present (
      ADW_DIALOG (crm_import_dialog_new (crm_shell_get_workspace (shell), entity, NULL)), widget);
}

static void
find_duplicates_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));
  const CrmEntity *entity = crm_entity_find (g_variant_get_string (parameter, NULL));

  if (entity != NULL && crm_match_is_possible (entity))
    adw_dialog_present (crm_duplicates_dialog_new (crm_shell_get_workspace (shell), entity),
                        widget);
}

/* --- History */

static void
steps_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));

  adw_dialog_present (crm_steps_dialog_new (crm_shell_get_workspace (shell)), widget);
}

static void
forms_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_shell_open_page (crm_window_get_shell (CRM_WINDOW (widget)), "forms", crm_forms_page_new);
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_shell_open_page (crm_window_get_shell (CRM_WINDOW (widget)), "trash", crm_trash_page_new);
}

static void
changed_since_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_shell_open_page (crm_window_get_shell (CRM_WINDOW (widget)), "changed-since",
                       crm_changes_page_new);
}

static void
as_of_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmShell *shell = crm_window_get_shell (CRM_WINDOW (widget));

  adw_dialog_present (crm_as_of_dialog_new (crm_shell_get_workspace (shell)), widget);
}

static void
sandbox_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_sandbox_open (crm_shell_get_workspace (crm_window_get_shell (CRM_WINDOW (widget))), widget);
}

static void
sidebar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  crm_shell_toggle_sidebar (crm_window_get_shell (CRM_WINDOW (widget)));
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_present (crm_shortcuts_new (), widget);
}

/* Those that need an open company file. */
static const struct {
  const char *name;
  const char *type;
  GtkWidgetActionActivateFunc activate;
  guint key;
  GdkModifierType modifiers;
  gboolean writes; /* not where the file may only be read */
} actions[] = {
  { "win.undo", NULL, undo_action },
  { "win.redo", NULL, redo_action },
  { "win.go-to", "s", go_to_action },
  { "win.open-view", "x", open_view_action },
  { "win.list-found", "(ss)", list_found_action },
  { "win.new", NULL, new_action, GDK_KEY_n, GDK_CONTROL_MASK, TRUE },
  { "win.new-task", NULL, new_task_action, 0, 0, TRUE },
  { "win.quick-task", NULL, quick_task_action, GDK_KEY_n, GDK_CONTROL_MASK | GDK_SHIFT_MASK, TRUE },
  { "win.quick-task-of", "s", quick_task_of_action, 0, 0, TRUE },
  { "win.ask", NULL, ask_action, 0, 0, TRUE },
  { "win.bring", NULL, bring_action, GDK_KEY_v, GDK_CONTROL_MASK | GDK_SHIFT_MASK, TRUE },
  { "win.open-record", "s", open_record_action },
  { "win.new-record", "s", new_record_action, 0, 0, TRUE },
  { "win.start-sale", "s", start_sale_action, 0, 0, TRUE },
  { "win.import", NULL, import_action, GDK_KEY_i, GDK_CONTROL_MASK, TRUE },
  { "win.find-duplicates", "s", find_duplicates_action },
  { "win.palette", NULL, palette_action, GDK_KEY_k, GDK_CONTROL_MASK },
  { "win.find", NULL, find_action, GDK_KEY_f, GDK_CONTROL_MASK },
  { "win.steps", NULL, steps_action, GDK_KEY_z, GDK_CONTROL_MASK | GDK_ALT_MASK },
  { "win.trash", NULL, trash_action },
  { "win.forms", NULL, forms_action },
  { "win.changed-since", NULL, changed_since_action },
  { "win.as-of", NULL, as_of_action },
  { "win.sandbox", NULL, sandbox_action },
  { "win.sidebar", NULL, sidebar_action, GDK_KEY_F9, 0 },
};

void
crm_window_install_actions (GtkWidgetClass *widget_class)
{
  guint n_sections;
  guint number = 0;
  const CrmSection *sections = crm_sections (&n_sections);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++) {
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
    if (actions[i].key != 0)
      gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers,
                                           actions[i].name, NULL);
  }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, paste_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                redo_key, NULL);
  for (guint i = 0; i < n_sections && number < 9; i++)
    if (sections[i].create != NULL)
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + number++, GDK_CONTROL_MASK,
                                           "win.go-to", "s", sections[i].name);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK,
                                       "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close",
                                       NULL);
}

void
crm_window_update_actions (CrmWindow *self)
{
  CrmShell *shell = crm_window_get_shell (self);
  gboolean is_writable =
      shell != NULL &&
      crm_store_is_writable (crm_workspace_get_store (crm_shell_get_workspace (shell)));

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name,
                                   actions[i].writes ? is_writable : shell != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.sandbox",
                                 shell != NULL && !crm_window_is_copy (self));
  if (shell != NULL) {
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo",
                                   is_writable && crm_shell_can_undo (shell));
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo",
                                   is_writable && crm_shell_can_redo (shell));
  }
}
