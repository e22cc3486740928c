/* The words of one language that demo data are made of, from data/demo. */
#include "config.h"

#include "crm-demo-words.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-demo-resources.h"
#include "crm-error.h"
#include "crm-setup.h"

#define FOLDER "/io/github/voronka_crm/Voronka/demo/"

/* What the lists are called in the files, how many parts their entries have, and which part, if
 * any, says how often an entry is drawn. */
static const struct {
  const char *name;
  guint n_parts;
  int weight;
} lists[CRM_DEMO_N_LISTS] = {
  [CRM_DEMO_MALE] = { "male", 1, -1 },
  [CRM_DEMO_FEMALE] = { "female", 1, -1 },
  [CRM_DEMO_PATRONYMICS] = { "patronymics", 2, -1 },
  [CRM_DEMO_SURNAMES] = { "surnames", 2, -1 },
  [CRM_DEMO_CITIES] = { "cities", 5, 4 },
  [CRM_DEMO_STREETS] = { "streets", 1, -1 },
  [CRM_DEMO_WORDS] = { "words", 1, -1 },
  [CRM_DEMO_REGIONS] = { "regions", 1, -1 },
  [CRM_DEMO_TRADES] = { "trades", 3, -1 },
  [CRM_DEMO_FORMS] = { "forms", 4, 2 },
  [CRM_DEMO_POSTS] = { "posts", 2, -1 },
  [CRM_DEMO_EMAILS] = { "emails", 1, -1 },
  [CRM_DEMO_BANKS] = { "banks", 3, -1 },
  [CRM_DEMO_TAGS] = { "tags", 1, -1 },
  [CRM_DEMO_NOTES] = { "notes", 1, -1 },
  [CRM_DEMO_ENDS] = { "ends", 1, -1 },
  [CRM_DEMO_CALENDAR] = { "calendar", 3, -1 },
  [CRM_DEMO_CATALOGUE] = { "catalogue", 7, -1 },
  [CRM_DEMO_DEALS] = { "deals", 2, -1 },
  [CRM_DEMO_CAMPAIGNS] = { "campaigns", 5, -1 },
  [CRM_DEMO_OFFICE] = { "office", 2, -1 },
};

static int
find_list (const char *header)
{
  for (int i = 0; i < CRM_DEMO_N_LISTS; i++)
    if (strncmp (header + 1, lists[i].name, strlen (lists[i].name)) == 0 &&
        header[1 + strlen (lists[i].name)] == ']')
      return i;
  return -1;
}

/* A surname with one form serves both. */
static gboolean
add_entry (CrmDemoWords *self, int list, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", -1);
  guint n_parts = g_strv_length (parts);

  if (list == CRM_DEMO_SURNAMES && n_parts == 1) {
    char *both[] = { parts[0], parts[0], NULL };
    g_ptr_array_add (self->lists[list].entries, g_strdupv (both));
    return TRUE;
  }
  if (n_parts != lists[list].n_parts)
    return FALSE;
  if (lists[list].weight >= 0) {
    guint index = self->lists[list].entries->len;
    guint64 weight = g_ascii_strtoull (parts[lists[list].weight], NULL, 10);
    for (guint64 i = 0; i < weight; i++)
      g_array_append_val (self->lists[list].turns, index);
  }
  g_ptr_array_add (self->lists[list].entries, g_steal_pointer (&parts));
  return TRUE;
}

static gboolean
read_lines (CrmDemoWords *self, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  int list = -1;

  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) entries = NULL;
    if (lines[i][0] == '\0' || lines[i][0] == '#')
      continue;
    if (lines[i][0] == '[') {
      list = find_list (lines[i]);
      continue;
    }
    entries = g_strsplit (lines[i], ";", -1);
    for (char **entry = entries; *entry != NULL; entry++)
      if (list < 0 || !add_entry (self, list, *entry)) {
        g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                     _ ("Demo data of “%s”: line %u cannot be read"), self->country, i + 1);
        return FALSE;
      }
  }
  return TRUE;
}

/**
 * crm_demo_words_load:
 * @country: "ru", "ua", "pl" or "other"
 * @error: DAMAGED names the line
 *
 * Returns: (transfer full): the words of its language
 */
CrmDemoWords *
crm_demo_words_load (const char *country, GError **error)
{
  g_autoptr (CrmDemoWords) self = g_new0 (CrmDemoWords, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;

  self->country = country;
  self->language = crm_country_get_language (country);
  self->currency = crm_country_get_currency (country);
  self->cyrillic = g_str_equal (self->language, "ru") || g_str_equal (self->language, "uk");
  for (guint i = 0; i < CRM_DEMO_N_LISTS; i++) {
    self->lists[i].entries = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
    if (lists[i].weight >= 0)
      self->lists[i].turns = g_array_new (FALSE, FALSE, sizeof (guint));
  }
  path = g_strconcat (FOLDER, self->language, ".txt", NULL);
  bytes = g_resource_lookup_data (crm_demo_get_resource (), path, 0, error);
  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return read_lines (self, text, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * crm_demo_words_free:
 * @self: words
 */
void
crm_demo_words_free (CrmDemoWords *self)
{
  for (guint i = 0; i < CRM_DEMO_N_LISTS; i++) {
    g_ptr_array_unref (self->lists[i].entries);
    g_clear_pointer (&self->lists[i].turns, g_array_unref);
  }
  g_free (self);
}

guint
crm_demo_words_count (const CrmDemoWords *self, CrmDemoListName list)
{
  return self->lists[list].entries->len;
}

const char *const *
crm_demo_words_entry (const CrmDemoWords *self, CrmDemoListName list, guint index)
{
  return self->lists[list].entries->pdata[index];
}

/**
 * crm_demo_words_draw:
 * @self: words
 * @list: of which
 * @random: chance
 *
 * Returns: the index of an entry, as often as it weighs
 */
guint
crm_demo_words_draw (const CrmDemoWords *self, CrmDemoListName list, CrmDemoRandom *random)
{
  const GArray *turns = self->lists[list].turns;
  if (turns != NULL)
    return g_array_index (turns, guint, crm_demo_random_below (random, turns->len));
  return crm_demo_random_below (random, self->lists[list].entries->len);
}

/**
 * crm_demo_words_pick:
 * @self: words
 * @list: of which, not empty
 * @random: chance
 *
 * Returns: the parts of an entry, as often as it weighs
 */
const char *const *
crm_demo_words_pick (const CrmDemoWords *self, CrmDemoListName list, CrmDemoRandom *random)
{
  return crm_demo_words_entry (self, list, crm_demo_words_draw (self, list, random));
}

/**
 * crm_demo_words_office:
 * @self: words
 * @key: of the list "office"
 *
 * Returns: what it says there
 */
const char *
crm_demo_words_office (const CrmDemoWords *self, const char *key)
{
  for (guint i = 0; i < self->lists[CRM_DEMO_OFFICE].entries->len; i++) {
    const char *const *entry = crm_demo_words_entry (self, CRM_DEMO_OFFICE, i);
    if (strcmp (entry[0], key) == 0)
      return entry[1];
  }
  g_error ("demo data of %s have no %s", self->country, key);
}
