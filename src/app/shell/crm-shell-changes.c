/* What a change does to the window: what Undo and Redo would do now, and pages that go and come
 * back with their records. */
#include "config.h"

#include "crm-shell-private.h"

#include <glib/gi18n.h>

#include "crm-journal.h"
#include "crm-pages.h"

/* Longer names of steps are cut in the menu. */
#define MOST_LETTERS 48

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

void
crm_shell_update_steps (CrmShell *self)
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
  crm_shell_tell_steps (self);
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
          (page = adw_navigation_view_find_page (self->pages, tag)) == NULL ||
          !crm_shell_has_page (self, page))
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

void
crm_shell_follow (CrmShell *self, CrmAnnouncement *announcement)
{
  crm_shell_update_steps (self);
  if (crm_announcement_get_origin (announcement) == CRM_ORIGIN_WINDOW)
    return_dropped (self, announcement);
  if (crm_announcement_get_origin (announcement) == CRM_ORIGIN_WINDOW)
    drop_deleted (self, announcement);
}
