/* new, check, backup, restore, recover: the company file as a whole. */
#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "crm-backup.h"
#include "crm-clock.h"
#include "crm-command-private.h"
#include "crm-consistency.h"
#include "crm-demo.h"
#include "crm-document.h"
#include "crm-file.h"
#include "crm-lock.h"
#include "crm-setting.h"
#include "crm-setup.h"

static gboolean
require_country (CrmCommand *self, const char **country, GError **error)
{
  static const char *const countries[] = { "ru", "ua", "pl", "other", NULL };
  const char *chosen = crm_command_get_option (self, "country");

  *country = chosen != NULL ? chosen : "other";
  if (g_strv_contains (countries, *country))
    return TRUE;
  return crm_command_refuse_usage (self, error, _ ("“%s” is not one of ru, ua, pl, other"), chosen);
}

typedef struct {
  gint64 n_companies;
  gint64 seed;
  const char *country;
} Demo;

/* The same demo data make the same file to the byte, so that its mark must not be chance either. */
static gboolean
write_file_id (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Demo *demo = data;
  g_autofree char *text =
      g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                       demo->country, demo->n_companies, demo->seed, crm_clock_today ());
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *id =
      g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%.12s", sum, sum + 8, sum + 12, sum + 16, sum + 20);

  return crm_setting_write (database, CRM_SETTING_FILE_ID, id, error);
}

/* How many companies of demo data, and from what chance. */
static gboolean
fill_with_demo (CrmCommand *self, const char *path, const char *country, GError **error)
{
  Demo demo = { .country = country };
  g_autoptr (CrmStore) store = NULL;

  if (!crm_command_read_number (self, "demo", -1, &demo.n_companies, error) ||
      !crm_command_read_number (self, "seed", 1, &demo.seed, error))
    return FALSE;
  if (demo.n_companies < 0)
    return TRUE;
  store = crm_store_open (path, CRM_STORE_READ_WRITE, error);
  return store != NULL &&
         crm_demo_fill (store, (guint) MIN (demo.n_companies, G_MAXUINT), (guint64) demo.seed, NULL,
                        NULL, self->cancellable, error) &&
         crm_store_write (store, write_file_id, &demo, NULL, error) &&
         crm_store_close (store, error);
}

/* The file gets its name when it is whole: whatever goes wrong, none is left. */
static gboolean
run_new (CrmCommand *self, GError **error)
{
  g_autofree char *path = crm_command_dup_path (self, crm_command_get_argument (self, 0));
  g_autofree char *part = crm_file_dup_temporary (path);
  g_autofree char *folder = NULL;
  const char *country;

  if (!require_country (self, &country, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” exists already; it was left as it is."), path);
    return FALSE;
  }
  folder = g_path_get_dirname (path);
  if (g_access (folder, F_OK) == 0 && g_access (folder, W_OK) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_READ_ONLY, _ ("“%s” cannot be made: %s"), path,
                 g_strerror (errno));
    return FALSE;
  }
  if (crm_command_has_option (self, "seed") && !crm_command_has_option (self, "demo"))
    return crm_command_refuse_usage (self, error, _ ("“--seed” is of use with “--demo” alone"));
  if (!crm_setup_create (part, country, error) || !fill_with_demo (self, part, country, error) ||
      !crm_file_put_new (part, path, error)) {
    crm_file_remove_database (part);
    return FALSE;
  }
  return crm_command_print_path (self, "file", path, _ ("“%s” was made."), error);
}

static gboolean
run_check (CrmCommand *self, GError **error)
{
  g_autoptr (CrmDatabase) database = crm_database_open (self->file, CRM_DATABASE_READ, error);
  g_auto (GStrv) faults = NULL;
  guint n;

  if (database == NULL)
    return FALSE;
  faults = crm_database_check (database, self->cancellable, error);
  if (faults == NULL)
    return FALSE;
  /* What is said about records makes sense where their pages can be read. */
  if (faults[0] == NULL) {
    g_clear_pointer (&faults, g_strfreev);
    faults = crm_consistency_check (database, self->cancellable, error);
    if (faults == NULL)
      return FALSE;
  }
  if (faults[0] == NULL) {
    g_clear_pointer (&faults, g_strfreev);
    faults = crm_document_check_journal (database, self->cancellable, error);
    if (faults == NULL)
      return FALSE;
  }
  n = g_strv_length (faults);
  if (n == 0 && self->format == CRM_COMMAND_TABLE) {
    g_autofree char *sentence = g_strdup_printf (_ ("“%s” is sound."), self->file);

    return crm_command_output_say (self->output, sentence, error);
  }
  crm_command_output_add_column (self->output, "fault", FALSE);
  for (guint i = 0; i < n; i++) {
    crm_command_output_add_text (self->output, faults[i]);
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  if (!crm_command_output_end (self->output, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_DAMAGED,
               ngettext ("“%s” has %u fault", "“%s” has %u faults", n), self->file, n);
  return FALSE;
}

/* A copy may replace an older copy, but no company file that somebody works with: its log would be
 * read into the copy. */
static gboolean
refuse_in_use (const char *target, CrmLock **lock, GError **error)
{
  g_autofree char *log = g_strconcat (target, "-wal", NULL);
  GStatBuf status;

  if (!g_file_test (target, G_FILE_TEST_EXISTS))
    return FALSE;
  *lock = crm_lock_take (target, error);
  if (*lock == NULL)
    return TRUE;
  if (g_stat (log, &status) != 0 || status.st_size == 0)
    return FALSE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               _ ("“%s” is a company file with unfinished business, not an older copy"), target);
  return TRUE;
}

static gboolean
run_backup (CrmCommand *self, GError **error)
{
  g_autofree char *target = crm_command_dup_path (self, crm_command_get_argument (self, 0));
  g_autoptr (CrmDatabase) source = NULL;
  g_autoptr (CrmLock) lock = NULL;

  if (strcmp (target, self->file) == 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” cannot be its own backup."), target);
    return FALSE;
  }
  if (refuse_in_use (target, &lock, error))
    return FALSE;
  source = crm_database_open (self->file, CRM_DATABASE_READ, error);
  return source != NULL &&
         crm_backup_write (source, target, NULL, NULL, self->cancellable, error) &&
         crm_command_print_path (self, "file", target, _ ("The copy “%s” was made and checked."),
                                 error);
}

static gboolean
run_restore (CrmCommand *self, GError **error)
{
  g_autofree char *backup = crm_command_dup_path (self, crm_command_get_argument (self, 0));
  g_autofree char *path = crm_command_dup_path (self, crm_command_get_argument (self, 1));
  g_autofree char *kept = NULL;
  g_autofree char *sentence = NULL;

  if (!crm_backup_restore (backup, path, &kept, error))
    return FALSE;
  if (self->format != CRM_COMMAND_TABLE) {
    crm_command_output_set_single (self->output);
    crm_command_output_add_column (self->output, "file", FALSE);
    crm_command_output_add_column (self->output, "kept", FALSE);
    crm_command_output_add_text (self->output, path);
    crm_command_output_add_text (self->output, kept);
    return crm_command_output_end_row (self->output, error) &&
           crm_command_output_end (self->output, error);
  }
  sentence = kept != NULL
                 ? g_strdup_printf (_ ("“%s” was restored; the former file is “%s”."), path, kept)
                 : g_strdup_printf (_ ("“%s” was restored."), path);
  return crm_command_output_say (self->output, sentence, error);
}

/* What is derived from records is not read out of a damaged file but made from them. */
static gboolean
make_derived (const char *path, GError **error)
{
  g_autoptr (CrmStore) store = crm_store_open (path, CRM_STORE_READ_WRITE, error);

  return store != NULL && crm_consistency_rebuild_if_needed (store, error) &&
         crm_store_close (store, error);
}

static gboolean
run_recover (CrmCommand *self, GError **error)
{
  g_autofree char *damaged = crm_command_dup_path (self, crm_command_get_argument (self, 0));
  g_autofree char *target = crm_command_dup_path (self, crm_command_get_argument (self, 1));
  g_autofree char *sentence = NULL;
  g_auto (GStrv) lost = NULL;

  if (!crm_backup_recover (damaged, target, &lost, error) || !make_derived (target, error))
    return FALSE;
  sentence = g_strdup_printf (_ ("What could be read stands in “%s”."), target);
  if (self->format == CRM_COMMAND_TABLE && lost[0] == NULL)
    return crm_command_output_say (self->output, sentence, error);
  crm_command_output_add_column (self->output, "lost", FALSE);
  for (char **line = lost; *line != NULL; line++) {
    crm_command_output_add_text (self->output, *line);
    if (!crm_command_output_end_row (self->output, error))
      return FALSE;
  }
  return crm_command_output_end (self->output, error) &&
         crm_command_output_say (self->output, sentence, error);
}

static const CrmVerbOption new_options[] = {
  { "country", "ru|ua|pl|other", N_ ("whose dictionaries, currency and order of letters") },
  { "demo", "N", N_ ("with demo data of so many companies") },
  { "seed", "S", N_ ("a number: the same number and the same day give the same demo data") },
  { NULL },
};

const CrmVerb crm_verb_new = {
  .name = "new",
  .usage = "FILE",
  .help = N_ ("make a company file"),
  .access = CRM_VERB_PLAIN,
  .least = 1,
  .most = 1,
  .options = new_options,
  .run = run_new,
};

const CrmVerb crm_verb_check = {
  .name = "check",
  .usage = "",
  .help = N_ ("say everything that is wrong with the company file"),
  .access = CRM_VERB_FILE,
  .most = 0,
  .run = run_check,
};

const CrmVerb crm_verb_backup = {
  .name = "backup",
  .usage = "FILE",
  .help = N_ ("copy the company file and check the copy"),
  .access = CRM_VERB_FILE,
  .least = 1,
  .most = 1,
  .run = run_backup,
};

const CrmVerb crm_verb_restore = {
  .name = "restore",
  .usage = "BACKUP FILE",
  .help = N_ ("put a checked copy of a backup in a file's place"),
  .access = CRM_VERB_PLAIN,
  .least = 2,
  .most = 2,
  .run = run_restore,
};

const CrmVerb crm_verb_recover = {
  .name = "recover",
  .usage = "DAMAGED FILE",
  .help = N_ ("read what can be read of a damaged file into a new one"),
  .access = CRM_VERB_PLAIN,
  .least = 2,
  .most = 2,
  .run = run_recover,
};
