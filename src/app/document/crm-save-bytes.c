/* Writes a file that a person chose, and says so. */
#include "config.h"

#include "crm-save-bytes.h"

#include <glib/gi18n.h>

typedef struct {
  CrmWorkspace *workspace; /* owned */
  char *failed;            /* owned */
} Saving;

static void
free_saving (Saving *saving)
{
  g_object_unref (saving->workspace);
  g_free (saving->failed);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, free_saving)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *text = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    crm_workspace_report (saving->workspace, saving->failed, error);
    return;
  }
  /* Translators: %s is the name of a file */
  text = g_strdup_printf (_ ("Saved as “%s”"), shown);
  crm_workspace_say (saving->workspace, text);
}

/**
 * crm_save_bytes:
 * @workspace: says what became of it
 * @file: where to; what is there is replaced
 * @bytes: the whole of it
 * @failed: the heading where that does not work, translated
 */
void
crm_save_bytes (CrmWorkspace *workspace, GFile *file, GBytes *bytes, const char *failed)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->workspace = g_object_ref (workspace);
  saving->failed = g_strdup (failed);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       saving);
}
