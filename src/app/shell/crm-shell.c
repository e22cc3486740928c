/* Everything a window shows of an open company file. */
#include "config.h"

#include "crm-shell-private.h"

#include <glib/gi18n.h>

#include "crm-document-page.h"
#include "crm-bring.h"
#include "crm-list-page.h"
#include "crm-pages.h"
#include "crm-record-page.h"
#include "crm-saved-view.h"
#include "crm-views-page.h"

/* Milliseconds: about as long as a page takes to move out of sight. */
#define LEAVING 100

G_DEFINE_FINAL_TYPE (CrmShell, crm_shell, ADW_TYPE_BIN)

enum { STEPS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- What the person looks at */

/* Whoever sees less than there is must know it, and get everything with one press. */
static void
show_focus (CrmShell *self)
{
  const char *text = NULL;

  switch (crm_desk_get_focus (crm_workspace_get_desk (self->workspace))) {
  case CRM_FOCUS_ALL:
    break;
  case CRM_FOCUS_AREA:
    text = _ ("Only your segments and what is yours are shown");
    break;
  case CRM_FOCUS_TEAM:
    text = _ ("Only what you and your people are responsible for is shown");
    break;
  }
  if (text != NULL)
    crm_shell_show_banner (self, "focus", text, _ ("Show _Everything"), "seat.everything");
  else
    crm_shell_hide_banner (self, "focus");
}

void
crm_shell_tell_steps (CrmShell *self)
{
  g_signal_emit (self, signals[STEPS_CHANGED], 0);
}

/* --- Going ---------------------------------------------------------------------------------------
 */

static void
chosen_cb (CrmSidebar *sidebar, const CrmSection *section, gpointer user_data)
{
  crm_shell_go_to (user_data, section);
}

static void
visible_page_cb (CrmShell *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages);

  if (page != NULL)
    adw_navigation_page_set_title (self->content, adw_navigation_page_get_title (page));
}

/* Whatever the toolkit still holds of the widgets, nothing works on a file that is closed. */
static void
drop_pages (CrmShell *self)
{
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  crm_sidebar_set_workspace (self->sidebar, NULL);
  crm_seat_set_workspace (self->seat, NULL);
  adw_navigation_view_replace (self->pages, NULL, 0);
  for (guint i = 0; i < n_sections; i++) {
    AdwNavigationPage *page = adw_navigation_view_find_page (self->pages, sections[i].name);
    if (page != NULL)
      adw_navigation_view_remove (self->pages, page);
  }
}

static void
crm_shell_dispose (GObject *object)
{
  CrmShell *self = CRM_SHELL (object);

  if (self->pages != NULL)
    drop_pages (self);
  if (self->workspace != NULL) {
    g_clear_signal_handler (&self->changed_id, crm_workspace_get_store (self->workspace));
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  }
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->unsaved, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_SHELL);

  G_OBJECT_CLASS (crm_shell_parent_class)->dispose (object);
}

static void
crm_shell_class_init (CrmShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_shell_dispose;
  g_type_ensure (CRM_TYPE_SIDEBAR);
  g_type_ensure (CRM_TYPE_SEAT);
  g_type_ensure (CRM_TYPE_BANNERS);

  /**
   * CrmShell::steps-changed:
   * @self: the shell: what it can undo or redo is something else now
   */
  signals[STEPS_CHANGED] = g_signal_new ("steps-changed", CRM_TYPE_SHELL, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/voronka_crm/Voronka/ui/crm-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmShell, toasts);
  gtk_widget_class_bind_template_child (widget_class, CrmShell, split);
  gtk_widget_class_bind_template_child (widget_class, CrmShell, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CrmShell, seat);
  gtk_widget_class_bind_template_child (widget_class, CrmShell, content);
  gtk_widget_class_bind_template_child (widget_class, CrmShell, pages);
  gtk_widget_class_bind_template_child (widget_class, CrmShell, steps);
  gtk_widget_class_bind_template_child (widget_class, CrmShell, banners);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_cb);
}

static void
crm_shell_init (CrmShell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gint64 get_subject (GtkWidget *widget);

/**
 * crm_shell_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the shell, on its first section
 */
CrmShell *
crm_shell_new (CrmWorkspace *workspace)
{
  CrmShell *self = g_object_new (CRM_TYPE_SHELL, NULL);

  self->workspace = g_object_ref (workspace);
  self->settings = g_settings_new (APP_ID);
  self->changed_id = g_signal_connect_swapped (crm_workspace_get_store (workspace), "changed",
                                               G_CALLBACK (crm_shell_follow), self);
  crm_shell_answer (self);
  crm_sidebar_set_workspace (self->sidebar, workspace);
  crm_seat_set_workspace (self->seat, workspace);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "seat", crm_seat_get_actions (self->seat));
  g_signal_connect_object (crm_workspace_get_desk (workspace), "focus-changed",
                           G_CALLBACK (show_focus), self, G_CONNECT_SWAPPED);
  crm_bring_add_target (GTK_WIDGET (self), workspace, get_subject);
  show_focus (self);
  crm_shell_remind_unsaved (self);
  crm_shell_update_steps (self);
  crm_shell_go_to (self, crm_sidebar_get_first (self->sidebar));
  return self;
}

CrmWorkspace *
crm_shell_get_workspace (CrmShell *self)
{
  return self->workspace;
}

/**
 * crm_shell_go_to:
 * @self: a shell
 * @section: one that has a page
 *
 * Shows the section's page as it was left; from within the section, its first page.
 */
void
crm_shell_go_to (CrmShell *self, const CrmSection *section)
{
  g_return_if_fail (section != NULL && section->create != NULL);

  if (adw_navigation_view_find_page (self->pages, section->name) == NULL) {
    AdwNavigationPage *page = section->create (self->workspace, section);
    adw_navigation_page_set_tag (page, section->name);
    adw_navigation_view_add (self->pages, page);
  }
  if (self->section == section)
    adw_navigation_view_pop_to_tag (self->pages, section->name);
  else
    adw_navigation_view_replace_with_tags (self->pages, &section->name, 1);
  self->section = section;
  crm_sidebar_select (self->sidebar, section);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* The list of a section, where it is seen in other ways too. */
static CrmListPage *
find_list (CrmShell *self, const CrmSection *section)
{
  AdwNavigationPage *page = adw_navigation_view_find_page (self->pages, section->name);

  if (CRM_IS_VIEWS_PAGE (page)) {
    crm_views_page_show (CRM_VIEWS_PAGE (page), section->list != NULL ? section->list : "list");
    page = crm_views_page_get_view (CRM_VIEWS_PAGE (page));
  }
  return CRM_IS_LIST_PAGE (page) ? CRM_LIST_PAGE (page) : NULL;
}

/**
 * crm_shell_open_view:
 * @self: a shell
 * @id: of a saved view
 *
 * Goes to the section of its list and opens it there.
 */
void
crm_shell_open_view (CrmShell *self, gint64 id)
{
  g_autoptr (CrmRecord) view = crm_record_load (crm_workspace_get_reader (self->workspace),
                                                crm_entity_find ("saved_view"), id, NULL);
  const CrmEntity *entity = view != NULL ? crm_saved_view_get_of (view) : NULL;
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  for (guint i = 0; i < n_sections && entity != NULL; i++) {
    CrmListPage *list;
    if (!sections[i].has_views || g_strcmp0 (sections[i].entity, entity->name) != 0)
      continue;
    crm_shell_go_to (self, &sections[i]);
    list = find_list (self, &sections[i]);
    if (list != NULL)
      crm_list_page_open_view (list, id);
    return;
  }
}

gboolean
crm_shell_can_undo (CrmShell *self)
{
  return self->can_undo;
}

gboolean
crm_shell_can_redo (CrmShell *self)
{
  return self->can_redo;
}

const CrmSection *
crm_shell_get_section (CrmShell *self)
{
  return self->section;
}

/**
 * crm_shell_get_page:
 * @self: a shell
 *
 * Returns: (transfer none) (nullable): the page the person looks at
 */
AdwNavigationPage *
crm_shell_get_page (CrmShell *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages);

  return CRM_IS_VIEWS_PAGE (page) ? crm_views_page_get_view (CRM_VIEWS_PAGE (page)) : page;
}

gint64
crm_shell_get_subject (CrmShell *self)
{
  AdwNavigationPage *page = crm_shell_get_page (self);
  const char *tag = page != NULL ? adw_navigation_page_get_tag (page) : NULL;
  const CrmEntity *entity = NULL;
  gint64 id = 0;

  return tag != NULL && crm_pages_parse_name (tag, &entity, &id) && id > 0
             ? crm_subject_make (entity, id)
             : 0;
}

static gint64
get_subject (GtkWidget *widget)
{
  return crm_shell_get_subject (CRM_SHELL (widget));
}

/* Whether one goes on along a list from one record's page to the next one's. */
static gboolean
is_step_along (CrmShell *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages);
  GObject *trail = crm_workspace_get_trail (self->workspace);

  if (trail == NULL)
    return FALSE;
  if (CRM_IS_DOCUMENT_PAGE (page))
    return G_OBJECT (crm_document_page_get_trail (CRM_DOCUMENT_PAGE (page))) == trail;
  return CRM_IS_RECORD_PAGE (page) &&
         G_OBJECT (crm_record_page_get_trail (CRM_RECORD_PAGE (page))) == trail;
}

/* Back leads to the list then, not through all that one looked at. */
static void
replace_page (CrmShell *self, AdwNavigationPage *page)
{
  g_autoptr (GListModel) stack = adw_navigation_view_get_navigation_stack (self->pages);
  guint n = g_list_model_get_n_items (stack);
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i + 1 < n; i++)
    g_ptr_array_add (pages, g_list_model_get_item (stack, i));
  g_ptr_array_add (pages, g_object_ref_sink (page));
  adw_navigation_view_replace (self->pages, (AdwNavigationPage **) pages->pdata, (int) pages->len);
}

/* A page that was left is still found by its name while it moves out of sight. */
gboolean
crm_shell_has_page (CrmShell *self, AdwNavigationPage *page)
{
  g_autoptr (GListModel) stack = adw_navigation_view_get_navigation_stack (self->pages);

  for (guint i = 0; i < g_list_model_get_n_items (stack); i++) {
    g_autoptr (AdwNavigationPage) one = g_list_model_get_item (stack, i);
    if (one == page)
      return TRUE;
  }
  return FALSE;
}

typedef struct {
  CrmShell *shell; /* owned */
  const CrmEntity *entity;
  gint64 id;
} Opening;

static void
free_opening (gpointer data)
{
  g_object_unref (((Opening *) data)->shell);
  g_free (data);
}

static gboolean
open_later_cb (gpointer data)
{
  Opening *opening = data;

  if (opening->shell->workspace != NULL)
    crm_shell_open_record (opening->shell, opening->entity, opening->id);
  return G_SOURCE_REMOVE;
}

static void
open_later (CrmShell *self, const CrmEntity *entity, gint64 id)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->shell = g_object_ref (self);
  opening->entity = entity;
  opening->id = id;
  g_timeout_add_full (G_PRIORITY_DEFAULT, LEAVING, open_later_cb, opening, free_opening);
}

/**
 * crm_shell_open_record:
 * @self: a shell
 * @entity: of the record
 * @id: of the record
 *
 * Shows its page above the present one, or goes back to it where it is open already.
 */
void
crm_shell_open_record (CrmShell *self, const CrmEntity *entity, gint64 id)
{
  g_autofree char *tag = crm_pages_dup_name (entity, id);
  AdwNavigationPage *page = adw_navigation_view_find_page (self->pages, tag);

  if (page != NULL && !crm_shell_has_page (self, page))
    open_later (self, entity, id);
  else if (page != NULL)
    adw_navigation_view_pop_to_page (self->pages, page);
  else {
    gboolean is_step = is_step_along (self);
    page = crm_pages_create (self->workspace, entity, id);
    adw_navigation_page_set_tag (page, tag);
    if (is_step)
      replace_page (self, page);
    else
      adw_navigation_view_push (self->pages, page);
  }
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/**
 * crm_shell_open_page:
 * @self: a shell
 * @tag: its name among the pages
 * @create: (scope call): makes it where it is not open
 *
 * Shows a page that belongs to no section.
 */
void
crm_shell_open_page (CrmShell *self, const char *tag,
                     AdwNavigationPage *(*create) (CrmWorkspace *workspace))
{
  AdwNavigationPage *page = adw_navigation_view_find_page (self->pages, tag);

  if (page != NULL)
    adw_navigation_view_pop_to_page (self->pages, page);
  else {
    page = create (self->workspace);
    adw_navigation_page_set_tag (page, tag);
    adw_navigation_view_push (self->pages, page);
  }
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/**
 * crm_shell_toggle_sidebar:
 * @self: a shell
 *
 * Hides the sidebar or brings it back. In a narrow window it takes the pages' place.
 */
void
crm_shell_toggle_sidebar (CrmShell *self)
{
  AdwBreakpointBin *bin = ADW_BREAKPOINT_BIN (adw_bin_get_child (ADW_BIN (self)));
  gboolean is_narrow = adw_breakpoint_bin_get_current_breakpoint (bin) != NULL;

  if (is_narrow)
    adw_navigation_split_view_set_show_content (
        self->split, !adw_navigation_split_view_get_show_content (self->split));
  else
    adw_navigation_split_view_set_collapsed (
        self->split, !adw_navigation_split_view_get_collapsed (self->split));
}

/**
 * crm_shell_show_banner:
 * @self: a shell
 * @name: of the banner; a second one of the same name replaces it
 * @text: what needs a decision
 * @button: (nullable): label of its button
 * @action: (nullable): what the button does, a detailed action name
 */
void
crm_shell_show_banner (CrmShell *self, const char *name, const char *text, const char *button,
                       const char *action)
{
  crm_banners_show (self->banners, name, text, button, action);
}

/**
 * crm_shell_show_remark:
 * @self: a shell
 * @name: of the banner
 * @text: what needs no decision, and is seen only while no other banner is
 * @button: label of its button
 * @action: what the button does, a detailed action name
 */
void
crm_shell_show_remark (CrmShell *self, const char *name, const char *text, const char *button,
                       const char *action)
{
  crm_banners_let_give_way (self->banners, name);
  crm_banners_show (self->banners, name, text, button, action);
}

/**
 * crm_shell_hide_banner:
 * @self: a shell
 * @name: of the banner; without it nothing happens
 */
void
crm_shell_hide_banner (CrmShell *self, const char *name)
{
  crm_banners_hide (self->banners, name);
}
