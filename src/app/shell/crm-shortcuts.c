/* The keys, on one page.
 *
 * GtkShortcutsWindow is deprecated since GTK 4.18 and AdwShortcutsDialog is newer than the
 * libadwaita that this program asks for. */
#include "config.h"

#include "crm-shortcuts.h"

#include <glib/gi18n.h>

typedef struct {
  const char *group; /* a new group begins; NULL: the same */
  const char *title;
  const char *keys[2]; /* both do it */
} Shortcut;

static const Shortcut shortcuts[] = {
  { NC_ ("shortcuts", "Find and Go"), NC_ ("shortcuts", "Find anything"), { "<Control>k" } },
  { NULL, NC_ ("shortcuts", "Search this list"), { "<Control>f" } },
  { NULL, NC_ ("shortcuts", "Go to a section"), { "<Control>1", "<Control>9" } },
  { NULL, NC_ ("shortcuts", "Back"), { "<Alt>Left" } },
  { NULL, NC_ ("shortcuts", "Show or hide the sidebar"), { "F9" } },
  { NC_ ("shortcuts", "Records"), NC_ ("shortcuts", "New here"), { "<Control>n" } },
  { NULL, NC_ ("shortcuts", "Quick task"), { "<Control><Shift>n" } },
  { NULL, NC_ ("shortcuts", "Edit"), { "F2" } },
  { NULL, NC_ ("shortcuts", "Write a note"), { "<Control>m" } },
  { NULL, NC_ ("shortcuts", "Previous or next record of the list"), { "<Alt>Up", "<Alt>Down" } },
  { NULL, NC_ ("shortcuts", "Attach a picture or files that were copied"), { "<Control>v" } },
  { NULL,
    NC_ ("shortcuts", "Take in a card, event, letter or signature"),
    { "<Control><Shift>v" } },
  { NULL, NC_ ("shortcuts", "Create, or add the note"), { "<Control>Return" } },
  { NULL, NC_ ("shortcuts", "Delete"), { "Delete" } },
  { NULL, NC_ ("shortcuts", "Print"), { "<Control>p" } },
  { NULL, NC_ ("shortcuts", "Import a table"), { "<Control>i" } },
  { NULL,
    NC_ ("shortcuts", "Move a deal to another stage"),
    { "<Control><Shift>Left", "<Control><Shift>Right" } },
  { NC_ ("shortcuts", "Lists"), NC_ ("shortcuts", "Add a filter"), { "<Control><Shift>f" } },
  { NULL, NC_ ("shortcuts", "Menu of what is selected"), { "<Shift>F10" } },
  { NULL, NC_ ("shortcuts", "Copy or paste rows"), { "<Control>c", "<Control>v" } },
  { NULL, NC_ ("shortcuts", "Export"), { "<Control>e" } },
  { NC_ ("shortcuts", "Documents and Their Forms"),
    NC_ ("shortcuts", "Save as PDF"),
    { "<Control><Shift>s" } },
  { NULL, NC_ ("shortcuts", "Larger or smaller"), { "<Control>plus", "<Control>minus" } },
  { NULL, NC_ ("shortcuts", "Whole page"), { "<Control>0" } },
  { NULL, NC_ ("shortcuts", "Save the form"), { "<Control>s" } },
  { NC_ ("shortcuts", "Gantt Chart"),
    NC_ ("shortcuts", "Earlier or later"),
    { "<Control>Left", "<Control>Right" } },
  { NULL, NC_ ("shortcuts", "Larger or smaller"), { "<Control>plus", "<Control>minus" } },
  { NULL, NC_ ("shortcuts", "Now"), { "<Control>Home" } },
  { NC_ ("shortcuts", "Calendar"),
    NC_ ("shortcuts", "Month, week, day or agenda"),
    { "<Control><Alt>1", "<Control><Alt>4" } },
  { NULL, NC_ ("shortcuts", "Earlier or later"), { "<Alt>Page_Up", "<Alt>Page_Down" } },
  { NULL, NC_ ("shortcuts", "Today"), { "t" } },
  { NULL, NC_ ("shortcuts", "New meeting at this time"), { "n" } },
  { NULL, NC_ ("shortcuts", "Move a meeting"), { "<Alt>Up", "<Alt>Down" } },
  { NULL, NC_ ("shortcuts", "Make a meeting longer"), { "<Shift><Alt>Down" } },
  { NULL,
    NC_ ("shortcuts", "Let a meeting take the day, or an hour"),
    { "<Alt>Home", "<Alt>End" } },
  { NC_ ("shortcuts", "Undo"), NC_ ("shortcuts", "Undo the last thing"), { "<Control>z" } },
  { NULL, NC_ ("shortcuts", "Redo"), { "<Control><Shift>z" } },
  { NULL, NC_ ("shortcuts", "Steps taken"), { "<Control><Alt>z" } },
  { NULL, NC_ ("shortcuts", "History of a field"), { "<Control>h" } },
  { NC_ ("shortcuts", "Program"), NC_ ("shortcuts", "Main menu"), { "F10" } },
  { NULL, NC_ ("shortcuts", "Preferences"), { "<Control>comma" } },
  { NULL, NC_ ("shortcuts", "Keyboard shortcuts"), { "<Control>question" } },
  { NULL, NC_ ("shortcuts", "Help"), { "F1" } },
  { NULL, NC_ ("shortcuts", "Close the window"), { "<Control>w" } },
  { NULL, NC_ ("shortcuts", "Quit"), { "<Control>q" } },
};

static char *
dup_label (const char *accelerator)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  gtk_accelerator_parse (accelerator, &key, &modifiers);
  return gtk_accelerator_get_label (key, modifiers);
}

static GtkWidget *
new_row (const Shortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (GString) keys = g_string_new (NULL);
  GtkWidget *label;

  for (gsize i = 0; i < G_N_ELEMENTS (shortcut->keys) && shortcut->keys[i] != NULL; i++) {
    g_autofree char *key = dup_label (shortcut->keys[i]);
    g_string_append_printf (keys, "%s%s", i > 0 ? " … " : "", key);
  }
  label = gtk_label_new (keys->str);
  gtk_widget_add_css_class (label, "dimmed");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 g_dpgettext2 (NULL, "shortcuts", shortcut->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

/**
 * crm_shortcuts_new:
 *
 * Returns: (transfer floating): a dialog with all shortcuts
 */
AdwDialog *
crm_shortcuts_new (void)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  AdwPreferencesGroup *group = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    if (shortcuts[i].group != NULL) {
      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (group, g_dpgettext2 (NULL, "shortcuts", shortcuts[i].group));
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), group);
    }
    adw_preferences_group_add (group, new_row (&shortcuts[i]));
  }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 480);
  adw_dialog_set_content_height (dialog, 620);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
