/* The records opened last, for each company file. */
#include "config.h"

#include "crm-recents.h"

#include <string.h>

/* Of all files together, so that the setting does not grow. */
#define MOST_KEPT 64

/* "company.voronka company:17" */
static char *
dup_entry (const char *path, const CrmEntity *entity, gint64 id)
{
  g_autofree char *file = g_path_get_basename (path);

  return g_strdup_printf ("%s %s:%" G_GINT64_FORMAT, file, entity->name, id);
}

/**
 * crm_recents_add:
 * @settings: of the program
 * @path: the company file
 * @entity: of the record
 * @id: of the record, opened just now
 */
void
crm_recents_add (GSettings *settings, const char *path, const CrmEntity *entity, gint64 id)
{
  g_autofree char *entry = dup_entry (path, entity, id);
  g_auto (GStrv) former = g_settings_get_strv (settings, "recent");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) entries = NULL;
  guint n = 1;

  g_strv_builder_add (builder, entry);
  for (char **other = former; *other != NULL && n < MOST_KEPT; other++)
    if (strcmp (*other, entry) != 0) {
      g_strv_builder_add (builder, *other);
      n++;
    }
  entries = g_strv_builder_end (builder);
  g_settings_set_strv (settings, "recent", (const char *const *) entries);
}

/* The subject of an entry; 0 where it is of another file or makes no sense. */
static gint64
parse_entry (const char *entry, const char *file)
{
  g_auto (GStrv) parts = NULL;
  const CrmEntity *entity;
  const char *space = strrchr (entry, ' ');
  gint64 id;

  if (space == NULL || strlen (file) != (gsize) (space - entry) ||
      strncmp (entry, file, strlen (file)) != 0)
    return 0;
  parts = g_strsplit (space + 1, ":", 2);
  entity = parts[0] != NULL ? crm_entity_find (parts[0]) : NULL;
  id = entity != NULL && parts[1] != NULL ? g_ascii_strtoll (parts[1], NULL, 10) : 0;
  return id > 0 ? crm_subject_make (entity, id) : 0;
}

/**
 * crm_recents_read:
 * @settings: of the program
 * @path: the company file
 *
 * Returns: (transfer full) (element-type gint64): at most %CRM_RECENTS_MOST subjects, the youngest
 * first; a record may be deleted by now
 */
GArray *
crm_recents_read (GSettings *settings, const char *path)
{
  g_auto (GStrv) entries = g_settings_get_strv (settings, "recent");
  g_autofree char *file = g_path_get_basename (path);
  GArray *subjects = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (char **entry = entries; *entry != NULL && subjects->len < CRM_RECENTS_MOST; entry++) {
    gint64 subject = parse_entry (*entry, file);
    if (subject != 0)
      g_array_append_val (subjects, subject);
  }
  return subjects;
}
