/* A new company file with one's own company in it. */
#include "config.h"

#include "crm-beginning.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "crm-file.h"
#include "crm-setup.h"
#include "crm-text.h"

/**
 * crm_beginning_copy:
 * @self: a beginning
 *
 * Returns: (transfer full): the same
 */
CrmBeginning *
crm_beginning_copy (const CrmBeginning *self)
{
  CrmBeginning *copy = g_new0 (CrmBeginning, 1);

  copy->country = g_strdup (self->country);
  copy->company = g_strdup (self->company);
  copy->tax_number = g_strdup (self->tax_number);
  copy->person = g_strdup (self->person);
  return copy;
}

/**
 * crm_beginning_free:
 * @self: a beginning
 */
void
crm_beginning_free (CrmBeginning *self)
{
  g_free (self->country);
  g_free (self->company);
  g_free (self->tax_number);
  g_free (self->person);
  g_free (self);
}

/**
 * crm_beginning_guess_country:
 *
 * Returns: the country in which a person with this locale most likely works
 */
const char *
crm_beginning_guess_country (void)
{
  static const struct {
    const char *territory;
    const char *country;
  } territories[] = {
    { "_RU", "ru" }, { "_BY", "ru" }, { "_KZ", "ru" }, { "_UA", "ua" }, { "_PL", "pl" },
  };
  const char *locale = setlocale (LC_MESSAGES, NULL);

  for (gsize i = 0; locale != NULL && i < G_N_ELEMENTS (territories); i++)
    if (strstr (locale, territories[i].territory) != NULL)
      return territories[i].country;
  return "other";
}

static void
set_text (CrmRecord *record, const char *field, const char *typed)
{
  g_autofree char *text = crm_text_tidy (typed);

  if (text != NULL && text[0] != '\0')
    crm_record_set_text (record, field, text);
}

/* What one begins with is no step that Undo takes back. */
static gboolean
write_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const CrmBeginning *self = data;
  const CrmEntity *person = crm_entity_find ("person");
  gint64 me = crm_setup_get_me (database);
  g_autoptr (CrmRecord) company = crm_record_new (crm_entity_find ("company"));
  g_autoptr (CrmChange) change = crm_change_new (_ ("My company"), me, CRM_ORIGIN_WINDOW);
  g_autofree char *name = crm_text_tidy (self->person);

  crm_change_set_given (change);
  set_text (company, "name", self->company);
  crm_record_set_text (company, "type", "my_company");
  crm_record_set_text (company, "country", self->country);
  set_text (company, "tax_number", self->tax_number);
  crm_change_add (change, company);
  if (name != NULL && name[0] != '\0' && me != 0)
    crm_change_set_text (change, person, me, "name", name);
  return crm_change_commit (change, database, error) >= 0;
}

static gboolean
write_into (const CrmBeginning *self, const char *path, GError **error)
{
  g_autoptr (CrmStore) store = crm_store_open (path, CRM_STORE_READ_WRITE, error);
  gboolean done;

  if (store == NULL)
    return FALSE;
  done = crm_store_write (store, write_func, (gpointer) self, NULL, error);
  return crm_store_close (store, done ? error : NULL) && done;
}

/**
 * crm_beginning_create:
 * @self: what a person said
 * @path: where nothing stands yet
 * @error: return location for an error
 *
 * Makes a company file with all that the country brings, and one's own company in it. It is built
 * under another name, so that under @path there is a whole file or none. Any thread.
 *
 * Returns: whether it was made
 * Errors: %CRM_ERROR_REFUSED where something stands at @path, and all of the store's
 */
gboolean
crm_beginning_create (const CrmBeginning *self, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *part = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” exists already; it was left as it is."), path);
    return FALSE;
  }
  if (!crm_file_make_folder (folder, error))
    return FALSE;
  part = crm_file_dup_temporary (path);
  if (!crm_setup_create (part, self->country, error) || !write_into (self, part, error) ||
      !crm_file_put_new (part, path, error)) {
    crm_file_remove_database (part);
    return FALSE;
  }
  return TRUE;
}
