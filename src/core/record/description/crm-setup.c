/* A new company file with what everybody needs on the first day. */
#include "config.h"

#include "crm-setup.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-choices.h"
#include "crm-error.h"
#include "crm-setting.h"

#define INITIAL "/io/github/voronka_crm/Voronka/choices/initial.ini"

static const struct {
  const char *country;
  const char *language;
  const char *currency;
  const char *locale;
} countries[] = {
  { "ru", "ru", "RUB", "ru_RU" },
  { "ua", "uk", "UAH", "uk_UA" },
  { "pl", "pl", "PLN", "pl_PL" },
  { "other", "en", "EUR", "en_US" },
};

static gsize
find_country (const char *country)
{
  for (gsize i = 0; i < G_N_ELEMENTS (countries); i++)
    if (g_strcmp0 (countries[i].country, country) == 0)
      return i;
  return G_N_ELEMENTS (countries) - 1;
}

/**
 * crm_country_get_language:
 * @country: (nullable): "ru", "ua", "pl" or any other
 *
 * Returns: the language of its documents
 */
const char *
crm_country_get_language (const char *country)
{
  return countries[find_country (country)].language;
}

/**
 * crm_country_get_currency:
 * @country: (nullable): "ru", "ua", "pl" or any other
 *
 * Returns: its currency
 */
const char *
crm_country_get_currency (const char *country)
{
  return countries[find_country (country)].currency;
}

/**
 * crm_country_get_locale:
 * @country: (nullable): "ru", "ua", "pl" or any other
 *
 * Returns: the locale by whose letters a file of that country sorts
 */
const char *
crm_country_get_locale (const char *country)
{
  return countries[find_country (country)].locale;
}

static CrmSetupFunc followers[4]; /* filled at start, read only afterwards */

/**
 * crm_setup_add_func:
 * @func: fills a new file further, inside the transaction that begins it
 *
 * Of the rooms above; once, at start.
 */
void
crm_setup_add_func (CrmSetupFunc func)
{
  for (gsize i = 0; i < G_N_ELEMENTS (followers); i++)
    if (followers[i] == NULL || followers[i] == func) {
      followers[i] = func;
      return;
    }
  g_assert_not_reached ();
}

typedef struct {
  GKeyFile *records;
  const char *language;
} Setup;

static gboolean
add_record (CrmChange *change, Setup *setup, const char *group, GHashTable *stand_ins,
            GError **error)
{
  g_auto (GStrv) parts = g_strsplit (group, ":", 2);
  const CrmEntity *entity = crm_entity_require (parts[0], error);
  g_autoptr (CrmRecord) record = NULL;

  if (entity == NULL)
    return FALSE;
  record = crm_record_new (entity);
  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *text =
        g_key_file_get_locale_string (setup->records, group, field->name, setup->language, NULL);
    gpointer stand_in;
    if (text == NULL)
      continue;
    if (g_hash_table_lookup_extended (stand_ins, text, NULL, &stand_in))
      crm_record_set_integer (record, field->name, GPOINTER_TO_INT (stand_in));
    else if (!crm_record_parse (record, field->name, text, error))
      return FALSE;
  }
  g_hash_table_insert (stand_ins, g_strdup (group),
                       GINT_TO_POINTER ((int) crm_change_add (change, record)));
  return TRUE;
}

static gboolean
write_initial (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Setup *setup = data;
  g_autoptr (CrmChange) change = crm_change_new (_ ("New company file"), 0, CRM_ORIGIN_COMMAND);
  g_autoptr (GHashTable) stand_ins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) groups = g_key_file_get_groups (setup->records, NULL);
  g_autofree char *me = NULL;

  crm_change_set_given (change);
  for (char **group = groups; *group != NULL; group++)
    if (!add_record (change, setup, *group, stand_ins, error))
      return FALSE;
  if (crm_change_commit (change, database, error) < 0)
    return FALSE;
  me = g_strdup_printf ("%" G_GINT64_FORMAT,
                        crm_change_get_id (change, GPOINTER_TO_INT (g_hash_table_lookup (
                                                       stand_ins, "person:administrator"))));
  if (!crm_setting_write (database, "me", me, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (followers) && followers[i] != NULL; i++)
    if (!followers[i](database, setup->language, error))
      return FALSE;
  return TRUE;
}

/**
 * crm_setup_create:
 * @path: where nothing stands yet
 * @country: "ru", "ua", "pl" or "other": decides language of the dictionaries, currency, order of
 * letters
 * @error: REFUSED when something stands there, and all of the store's
 *
 * Returns: whether the file was made and filled
 */
gboolean
crm_setup_create (const char *path, const char *country, GError **error)
{
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (crm_choices_get_resource (), INITIAL, 0, error);
  g_autoptr (GKeyFile) records = g_key_file_new ();
  g_autoptr (CrmStore) store = NULL;
  Setup setup = { records, crm_country_get_language (country) };

  if (bytes == NULL ||
      !g_key_file_load_from_bytes (records, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, error) ||
      !crm_store_create (path, country, crm_country_get_locale (country), error))
    return FALSE;
  store = crm_store_open (path, CRM_STORE_READ_WRITE, error);
  return store != NULL && crm_store_write (store, write_initial, &setup, NULL, error) &&
         crm_store_close (store, error);
}

/**
 * crm_setup_get_me:
 * @database: any connection of this thread
 *
 * Returns: the person at this seat; 0 when there is none
 */
gint64
crm_setup_get_me (CrmDatabase *database)
{
  g_autofree char *text = crm_setting_dup (database, "me", NULL);
  gint64 id = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM person WHERE id = %" G_GINT64_FORMAT, id);
  gint64 found;

  return crm_database_query_integer (database, sql, 0, &found, NULL) ? found : 0;
}
