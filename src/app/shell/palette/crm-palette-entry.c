/* What the palette offers. */
#include "config.h"

#include "crm-palette-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-journal.h"
#include "crm-match.h"
#include "crm-pages.h"
#include "crm-saved-view.h"
#include "crm-text-readings.h"
#include "crm-text.h"

/* Of each kind so many records are enough to see that more letters are needed. */
#define MOST_HITS 6

/**
 * crm_palette_entry_free:
 * @self: an entry
 */
void
crm_palette_entry_free (CrmPaletteEntry *self)
{
  g_free (self->group);
  g_free (self->icon);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->words);
  g_free (self->shortcut);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_free (self);
}

/**
 * crm_palette_add:
 * @entries: (element-type CrmPaletteEntry): gets one more
 * @group: heading above it
 * @icon: its icon
 * @title: what it is called
 * @action: of the window
 * @target: (nullable): of the action; taken if it is floating
 *
 * Returns: (transfer none): the new one
 */
CrmPaletteEntry *
crm_palette_add (GPtrArray *entries, const char *group, const char *icon, const char *title,
                 const char *action, GVariant *target)
{
  CrmPaletteEntry *entry = g_new0 (CrmPaletteEntry, 1);

  entry->group = g_strdup (group);
  entry->icon = g_strdup (icon);
  entry->title = g_strdup (title);
  entry->action = g_strdup (action);
  entry->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  g_ptr_array_add (entries, entry);
  return entry;
}

/* Words begin behind signs, too, as those of «Orion-Stroy» LLC do. */
static char *
dup_without_signs (const char *folded)
{
  GString *words = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);
    gboolean is_sign = !g_unichar_isalnum (character) && !g_unichar_ismark (character);
    g_string_append_unichar (words, is_sign ? ' ' : character);
  }
  return g_string_free (words, FALSE);
}

/* @spaced: the label without signs and as it is, with a space before each */
static gboolean
begins_words (const char *spaced, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (char **word = words; *word != NULL; word++) {
    g_autofree char *bare = g_strstrip (dup_without_signs (*word));
    g_autofree char *inner = g_strconcat (" ", *bare != '\0' ? bare : *word, NULL);
    if (strstr (spaced, inner) == NULL)
      return FALSE;
  }
  return TRUE;
}

/**
 * crm_palette_matches:
 * @label: as shown
 * @text: what was typed, folded
 *
 * Returns: whether every word of @text begins a word of @label, on whatever keyboard layout it was
 * typed
 */
gboolean
crm_palette_matches (const char *label, const char *text)
{
  g_autofree char *folded = crm_text_fold (label);
  g_autofree char *bare = dup_without_signs (folded);
  g_autofree char *spaced = g_strconcat (" ", bare, " ", folded, NULL);
  g_auto (GStrv) readings = NULL;

  if (begins_words (spaced, text))
    return TRUE;
  readings = crm_text_read_layouts (text);
  for (char **reading = readings; *reading != NULL; reading++)
    if (begins_words (spaced, *reading))
      return TRUE;
  return FALSE;
}

static GVariant *
new_record_target (const CrmEntity *entity, gint64 id)
{
  return g_variant_new_take_string (crm_pages_dup_name (entity, id));
}

/**
 * crm_palette_add_recents:
 * @entries: (element-type CrmPaletteEntry): gets more
 * @database: a connection of this thread
 * @subjects: (element-type gint64): the records opened last
 */
void
crm_palette_add_recents (GPtrArray *entries, CrmDatabase *database, GArray *subjects)
{
  for (guint i = 0; i < subjects->len; i++) {
    gint64 subject = g_array_index (subjects, gint64, i);
    const CrmEntity *entity = crm_subject_get_entity (subject);
    gint64 id = crm_subject_get_id (subject);
    g_autoptr (CrmRecord) record = crm_record_load (database, entity, id, NULL);

    if (record != NULL) {
      g_autofree char *name = crm_record_dup_name (record);
      crm_palette_add (entries, _ ("Recent"), entity->icon, name, "win.open-record",
                       new_record_target (entity, id))
          ->subtitle = crm_record_dup_subtitle (record);
    }
  }
}

/**
 * crm_palette_add_sections:
 * @entries: (element-type CrmPaletteEntry): gets more
 * @text: what was typed, folded
 */
void
crm_palette_add_sections (GPtrArray *entries, const char *text)
{
  guint n_sections;
  guint number = 0;
  const CrmSection *sections = crm_sections (&n_sections);

  for (guint i = 0; i < n_sections; i++) {
    const char *label = crm_section_get_label (&sections[i]);

    if (sections[i].create == NULL)
      continue;
    number++;
    if (crm_palette_matches (label, text))
      crm_palette_add (entries, _ ("Go To"), crm_section_get_icon (&sections[i]), label,
                       "win.go-to", g_variant_new_string (sections[i].name))
          ->shortcut = g_strdup_printf ("<Control>%u", number);
  }
}

/**
 * crm_palette_add_views:
 * @entries: (element-type CrmPaletteEntry): gets more
 * @database: a connection of this thread
 * @person: who looks; 0: nobody known
 * @text: what was typed, folded
 */
void
crm_palette_add_views (GPtrArray *entries, CrmDatabase *database, gint64 person, const char *text)
{
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  for (guint i = 0; i < n_sections && text[0] != '\0'; i++) {
    g_autoptr (GPtrArray) views = NULL;
    if (!sections[i].has_views)
      continue;
    views = crm_saved_views_read (database, sections[i].entity, person, NULL);
    for (guint j = 0; views != NULL && j < views->len; j++) {
      const char *title = crm_record_get_title (views->pdata[j]);
      if (crm_palette_matches (title, text))
        crm_palette_add (entries, _ ("Views"), "starred-symbolic", title, "win.open-view",
                         g_variant_new_int64 (crm_record_get_id (views->pdata[j])))
            ->subtitle = g_strdup (crm_section_get_label (&sections[i]));
    }
  }
}

static void
add_step (GPtrArray *entries, const char *format, const char *label, const char *icon,
          const char *action, const char *shortcut, const char *text)
{
  g_autofree char *title = label != NULL ? g_strdup_printf (format, label) : NULL;

  if (title != NULL && crm_palette_matches (title, text))
    crm_palette_add (entries, _ ("Actions"), icon, title, action, NULL)->shortcut =
        g_strdup (shortcut);
}

static void
add_duplicates (GPtrArray *entries, const char *text)
{
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);

  for (guint i = 0; i < n_sections; i++) {
    const CrmEntity *entity = crm_entity_find (sections[i].entity);
    g_autofree char *title = NULL;

    if (sections[i].label != NULL || !crm_match_is_possible (entity))
      continue;
    /* Translators: %s is Companies or Contacts; found by the beginnings of its words, so no quotes
     */
    title = g_strdup_printf (_ ("Find Duplicates: %s…"), crm_entity_get_label_plural (entity));
    if (crm_palette_matches (title, text))
      crm_palette_add (entries, _ ("Actions"), "edit-copy-symbolic", title, "win.find-duplicates",
                       g_variant_new_string (entity->name));
  }
}

/**
 * crm_palette_add_actions:
 * @entries: (element-type CrmPaletteEntry): gets more
 * @database: a connection of this thread: what Undo and Redo would do
 * @text: what was typed, folded
 */
void
crm_palette_add_actions (GPtrArray *entries, CrmDatabase *database, const char *text)
{
  static const struct {
    const char *label;
    const char *icon;
    const char *action;
    const char *shortcut;
  } actions[] = {
    { N_ ("Quick Task"), "list-add-symbolic", "win.quick-task", "<Control><Shift>n" },
    { N_ ("Ask a Colleague…"), "mail-send-symbolic", "win.ask" },
    { N_ ("Take In What Was Copied…"), "edit-paste-symbolic", "win.bring", "<Control><Shift>v" },
    { N_ ("Import…"), "document-open-symbolic", "win.import", "<Control>i" },
    { N_ ("Export Everything…"), "document-save-as-symbolic", "app.export-everything" },
    { N_ ("Import Everything…"), "document-open-symbolic", "app.import-everything" },
    { N_ ("Last Reminders"), "alarm-symbolic", "app.show-reminders" },
    { N_ ("Steps Taken…"), "document-open-recent-symbolic", "win.steps", "<Control><Alt>z" },
    { N_ ("What Changed Since…"), "document-edit-symbolic", "win.changed-since" },
    { N_ ("As of a Date…"), "x-office-calendar-symbolic", "win.as-of" },
    { N_ ("Try in a Copy…"), "media-playlist-consecutive-symbolic", "win.sandbox" },
    { N_ ("Trash"), "user-trash-symbolic", "win.trash" },
    { N_ ("Forms of Documents"), "document-properties-symbolic", "win.forms" },
    { N_ ("Back Up Now"), "drive-harddisk-symbolic", "app.back-up" },
    { N_ ("Preferences"), "preferences-system-symbolic", "app.preferences", "<Control>comma" },
    { N_ ("Keyboard Shortcuts"), "preferences-desktop-keyboard-shortcuts-symbolic", "win.shortcuts",
      "<Control>question" },
    { N_ ("Help"), "help-browser-symbolic", "app.help", "F1" },
  };
  guint n_sections;
  const CrmSection *sections = crm_sections (&n_sections);
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;

  for (guint i = 0; i < n_sections; i++) {
    const CrmEntity *entity = crm_entity_find (sections[i].entity);

    if (sections[i].label == NULL && crm_palette_matches (crm_entity_get_label_new (entity), text))
      crm_palette_add (entries, _ ("Actions"), "list-add-symbolic",
                       crm_entity_get_label_new (entity), "win.new-record",
                       g_variant_new_string (entity->name));
  }
  add_duplicates (entries, text);
  crm_journal_get_undo (database, &undo);
  crm_journal_get_redo (database, &redo);
  add_step (entries, _ ("Undo: %s"), undo, "edit-undo-symbolic", "win.undo", "<Control>z", text);
  add_step (entries, _ ("Redo: %s"), redo, "edit-redo-symbolic", "win.redo", "<Control><Shift>z",
            text);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (crm_palette_matches (_ (actions[i].label), text))
      crm_palette_add (entries, _ ("Actions"), actions[i].icon, _ (actions[i].label),
                       actions[i].action, NULL)
          ->shortcut = g_strdup (actions[i].shortcut);
}

/* What a record is beside its name, and where it was found if not there. */
static char *
dup_hit_subtitle (const CrmSearchHit *hit)
{
  if (hit->field == NULL)
    return g_strdup (hit->subtitle);
  /* Translators: where something was found: name of the field, what stands there */
  return g_strdup_printf (C_ ("found in", "%s: %s"), crm_field_get_label (hit->field), hit->found);
}

static void
add_hit (GPtrArray *entries, const CrmSearchHit *hit)
{
  CrmPaletteEntry *entry =
      crm_palette_add (entries, crm_entity_get_label_plural (hit->entity), hit->entity->icon,
                       hit->title, "win.open-record", new_record_target (hit->entity, hit->id));

  entry->subtitle = dup_hit_subtitle (hit);
  entry->words = g_strdup (hit->words);
}

static void
add_all (GPtrArray *entries, const CrmEntity *entity, const char *typed)
{
  /* Translators: opens the list of all that were found; %s is “Companies”, “Contacts” ... */
  g_autofree char *title =
      g_strdup_printf (_ ("All Found in “%s”"), crm_entity_get_label_plural (entity));

  crm_palette_add (entries, crm_entity_get_label_plural (entity), "view-list-symbolic", title,
                   "win.list-found", g_variant_new ("(ss)", entity->name, typed));
}

/**
 * crm_palette_add_hits:
 * @entries: (element-type CrmPaletteEntry): gets more
 * @hits: (element-type CrmSearchHit): best first over all kinds
 * @typed: what they were looked for with
 *
 * Kinds follow one another as their best hits do. Where there are more of a kind than shown, its
 * last entry lists them all.
 */
void
crm_palette_add_hits (GPtrArray *entries, GPtrArray *hits, const char *typed)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < hits->len; i++) {
    const CrmEntity *entity = ((CrmSearchHit *) hits->pdata[i])->entity;
    guint n = 0;

    if (entity->internal || !g_hash_table_add (told, (gpointer) entity))
      continue;
    for (guint j = i; j < hits->len; j++) {
      CrmSearchHit *hit = hits->pdata[j];
      if (hit->entity == entity && ++n <= MOST_HITS)
        add_hit (entries, hit);
    }
    if (n > MOST_HITS)
      add_all (entries, entity, typed);
  }
}

/**
 * crm_palette_add_quick_task:
 * @entries: (element-type CrmPaletteEntry): gets one more
 * @typed: what was typed
 *
 * What is typed in several words may be something to do.
 */
void
crm_palette_add_quick_task (GPtrArray *entries, const char *typed)
{
  g_autofree char *line = crm_text_one_line (typed, 60);
  g_autofree char *title = NULL;

  if (strchr (typed, ' ') == NULL)
    return;
  /* Translators: %s is what somebody typed, "call Kowalski tomorrow" */
  title = g_strdup_printf (_ ("Quick Task: “%s”"), line);
  crm_palette_add (entries, _ ("Actions"), "list-add-symbolic", title, "win.quick-task-of",
                   g_variant_new_string (typed));
}
