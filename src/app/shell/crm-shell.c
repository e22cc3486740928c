/* Everything a window shows of an open company file. */
#include "config.h"

#include "crm-shell.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-banners.h"
#include "crm-document-page.h"
#include "crm-bring.h"
#include "crm-gate-sheet.h"
#include "crm-journal.h"
#include "crm-list-page.h"
#include "crm-pages.h"
#include "crm-recents.h"
#include "crm-record-page.h"
#include "crm-saved-view.h"
#include "crm-seat.h"
#include "crm-sidebar.h"
#include "crm-views-page.h"

/* Longer names of steps are cut in the menu. */
#define MOST_LETTERS 48

struct _CrmShell {
  AdwBin parent_instance;

  CrmWorkspace *workspace;   /* owned */
  GSettings *settings;       /* owned */
  const CrmSection *section; /* borrowed */
  gulong changed_id;
  gboolean can_undo;
  gboolean can_redo;
  /* The record whose page went with it, and the page beneath; never looked into. */
  const CrmEntity *dropped;
  gint64 dropped_id;
  AdwNavigationPage *dropped_from;

  AdwToastOverlay *toasts;
  AdwNavigationSplitView *split;
  CrmSidebar *sidebar;
  CrmSeat *seat;
  AdwNavigationPage *content;
  AdwNavigationView *pages;
  CrmBanners *banners;
  GMenu *steps;
};

G_DEFINE_FINAL_TYPE (CrmShell, crm_shell, ADW_TYPE_BIN)

enum { STEPS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- What Undo and Redo would do */

static void
append_step (GMenu *menu, const char *format, const char *plain, const char *label,
             const char *action, const char *key)
{
  g_autoptr (GMenuItem) item = NULL;
  g_autoptr (GString) text = g_string_new (plain);

  if (label != NULL) {
    g_autoptr (GString) name = g_string_new (label);
    if (g_utf8_strlen (label, -1) > MOST_LETTERS) {
      g_string_truncate (name,
                         (gsize) (g_utf8_offset_to_pointer (name->str, MOST_LETTERS) - name->str));
      g_string_append (name, "…");
    }
    /* A name may hold an underscore; in a menu it would underline the next letter. */
    g_string_replace (name, "_", "__", 0);
    g_string_printf (text, format, name->str);
  }
  item = g_menu_item_new (text->str, action);
  g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (menu, item);
}

static void
update_steps (CrmShell *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  crm_journal_get_undo (reader, &undo);
  crm_journal_get_redo (reader, &redo);
  g_menu_remove_all (self->steps);
  /* Translators: %s is what was done, as "“Orion” deleted" */
  append_step (self->steps, _ ("_Undo: %s"), _ ("_Undo"), undo, "win.undo", "<Control>z");
  append_step (self->steps, _ ("_Redo: %s"), _ ("_Redo"), redo, "win.redo", "<Control><Shift>z");
  self->can_undo = undo != NULL;
  self->can_redo = redo != NULL;
  g_signal_emit (self, signals[STEPS_CHANGED], 0);
}

/* --- What the workspace asks for */

static void
said_cb (CrmWorkspace *workspace, const char *text, gboolean with_undo, gpointer user_data)
{
  CrmShell *self = user_data;
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (with_undo) {
    adw_toast_set_button_label (toast, _ ("_Undo"));
    adw_toast_set_action_name (toast, "win.undo");
    /* What was done since would be undone instead: the offer goes with the next one. */
    adw_toast_overlay_dismiss_all (self->toasts);
  }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
reported_cb (CrmWorkspace *workspace, const char *heading, const char *text, gpointer user_data)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (heading, NULL));
  GtkWidget *body = gtk_label_new (text);

  /* One can copy what one cannot understand. */
  gtk_label_set_selectable (GTK_LABEL (body), TRUE);
  gtk_label_set_wrap (GTK_LABEL (body), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (body), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (body), GTK_JUSTIFY_CENTER);
  adw_alert_dialog_set_extra_child (dialog, body);
  adw_alert_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (user_data));
}

static void
gated_cb (CrmWorkspace *workspace, gint64 deal, gint64 stage, gpointer user_data)
{
  CrmGateSheet *sheet = crm_gate_sheet_new (workspace, deal, stage);

  if (sheet != NULL)
    adw_dialog_present (ADW_DIALOG (sheet), GTK_WIDGET (user_data));
}

static void
open_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id, gpointer user_data)
{
  CrmShell *self = user_data;
  const char *path = crm_store_get_path (crm_workspace_get_store (workspace));

  crm_recents_add (self->settings, path, entity, id);
  crm_shell_open_record (self, entity, id);
}

static void
new_record_cb (CrmWorkspace *workspace, const CrmEntity *entity, CrmRecord *draft,
               gpointer user_data)
{
  crm_pages_make_new (workspace, entity, draft, GTK_WIDGET (user_data));
}

static void
open_list_cb (CrmWorkspace *workspace, CrmQuery *query, const char *title, gpointer user_data)
{
  CrmShell *self = user_data;
  CrmListPage *page = crm_list_page_new (workspace, query, title);

  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (page));
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
agreed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  g_task_return_boolean (task, g_strcmp0 (response, "delete") == 0);
}

static void
confirm_delete_cb (CrmWorkspace *workspace, guint n, GTask *task, gpointer user_data)
{
  g_autofree char *heading =
      g_strdup_printf (ngettext ("Delete %u record?", "Delete %u records?", n), n);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (heading, _ ("What belongs to them goes with them: notes, files, lines. "
                                        "It is one step, and Undo brings all of it back.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "delete", _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, GTK_WIDGET (user_data), NULL, agreed_cb, g_object_ref (task));
}

static void
remember_dropped (CrmShell *self, AdwNavigationPage *page, const CrmEntity *entity, gint64 id)
{
  if (page != adw_navigation_view_get_visible_page (self->pages))
    return;
  self->dropped = entity;
  self->dropped_id = id;
  self->dropped_from = adw_navigation_view_get_previous_page (self->pages, page);
}

/* A record that was deleted here is no longer shown; one that went by another hand stays, and its
 * page says so. */
static void
drop_deleted (CrmShell *self, CrmAnnouncement *announcement)
{
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  for (int i = 0; i < n_entities; i++) {
    gsize n_news = 0;
    const CrmNews *news = crm_announcement_get_news (announcement, entities[i], &n_news);

    for (gsize j = 0; j < n_news; j++) {
      g_autofree char *tag = crm_pages_dup_name (entities[i], news[j].id);
      AdwNavigationPage *page;

      if (news[j].action != CRM_ACTION_DELETE ||
          (page = adw_navigation_view_find_page (self->pages, tag)) == NULL)
        continue;
      remember_dropped (self, page, entities[i], news[j].id);
      adw_navigation_view_pop_to_page (self->pages, page);
      adw_navigation_view_pop (self->pages);
    }
  }
}

/* Undo brings the page back, unless the person has gone elsewhere meanwhile. */
static void
return_dropped (CrmShell *self, CrmAnnouncement *announcement)
{
  gsize n_news = 0;
  const CrmNews *news;

  if (self->dropped == NULL)
    return;
  if (adw_navigation_view_get_visible_page (self->pages) != self->dropped_from) {
    self->dropped = NULL;
    return;
  }
  news = crm_announcement_get_news (announcement, self->dropped, &n_news);
  for (gsize i = 0; i < n_news; i++)
    if (news[i].action == CRM_ACTION_ADD && news[i].id == self->dropped_id) {
      const CrmEntity *entity = self->dropped;
      self->dropped = NULL;
      crm_shell_open_record (self, entity, news[i].id);
      return;
    }
}

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

static void
changed_cb (CrmStore *store, CrmAnnouncement *announcement, gpointer user_data)
{
  CrmShell *self = user_data;

  update_steps (self);
  if (crm_announcement_get_origin (announcement) == CRM_ORIGIN_WINDOW)
    return_dropped (self, announcement);
  if (crm_announcement_get_origin (announcement) == CRM_ORIGIN_WINDOW)
    drop_deleted (self, announcement);
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
  self->changed_id = g_signal_connect (crm_workspace_get_store (workspace), "changed",
                                       G_CALLBACK (changed_cb), self);
  g_signal_connect (workspace, "said", G_CALLBACK (said_cb), self);
  g_signal_connect (workspace, "reported", G_CALLBACK (reported_cb), self);
  g_signal_connect (workspace, "gated", G_CALLBACK (gated_cb), self);
  g_signal_connect (workspace, "open-record", G_CALLBACK (open_record_cb), self);
  g_signal_connect (workspace, "new-record", G_CALLBACK (new_record_cb), self);
  g_signal_connect (workspace, "open-list", G_CALLBACK (open_list_cb), self);
  g_signal_connect (workspace, "confirm-delete", G_CALLBACK (confirm_delete_cb), self);
  crm_sidebar_set_workspace (self->sidebar, workspace);
  crm_seat_set_workspace (self->seat, workspace);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "seat", crm_seat_get_actions (self->seat));
  g_signal_connect_object (crm_workspace_get_desk (workspace), "focus-changed",
                           G_CALLBACK (show_focus), self, G_CONNECT_SWAPPED);
  crm_bring_add_target (GTK_WIDGET (self), workspace, get_subject);
  show_focus (self);
  update_steps (self);
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
    crm_views_page_show (CRM_VIEWS_PAGE (page), "list");
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

  if (page != NULL)
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
