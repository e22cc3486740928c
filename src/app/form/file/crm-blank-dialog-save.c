/* Saves a blank that is filled in: a copy beside it, and what it was filled in from for the next
 * time. */
#include "config.h"

#include "crm-blank-dialog-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-file-content.h"

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* It is a help for the next time: nothing is lost without it. */
  crm_store_write_finish (CRM_STORE (source), result, NULL);
}

typedef struct {
  GPtrArray *fields; /* owned */
  char *about;       /* owned */
  char **sources;    /* owned */
} Memory;

static void
free_memory (gpointer data)
{
  Memory *memory = data;
  g_ptr_array_unref (memory->fields);
  g_free (memory->about);
  g_strfreev (memory->sources);
  g_free (memory);
}

static gboolean
remember_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  const Memory *memory = data;
  return crm_blank_remember (database, memory->fields, memory->about,
                             (const char *const *) memory->sources, error);
}

static void
remember (CrmBlankDialog *self)
{
  Memory *memory = g_new0 (Memory, 1);

  memory->fields = g_ptr_array_ref (self->fields);
  memory->about = g_strdup (crm_blank_dialog_get_about (self));
  memory->sources = g_new0 (char *, self->sources->len + 1);
  for (guint i = 0; i < self->sources->len; i++)
    memory->sources[i] = g_strdup (self->sources->pdata[i]);
  crm_store_write_async (crm_workspace_get_store (self->workspace), remember_func, memory,
                         free_memory, NULL, remembered_cb, NULL);
}

static char *
make_file_name (CrmBlankDialog *self)
{
  g_autofree char *name = g_strdup (crm_record_get_title (self->file));

  if (g_str_has_suffix (name, ".pdf") || g_str_has_suffix (name, ".PDF"))
    name[strlen (name) - 4] = '\0';
  /* Translators: the name of a file: a blank with its fields filled in */
  return g_strdup_printf (_ ("%s (filled in).pdf"), name);
}

static void
fail (CrmBlankDialog *self, const GError *error)
{
  self->saving = FALSE;
  crm_blank_dialog_update (self);
  crm_workspace_report (self->workspace, _ ("The blank could not be saved"), error);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmBlankDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;

  if (self->workspace == NULL)
    return;
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0) {
    fail (self, error);
    return;
  }
  name = make_file_name (self);
  said = g_strdup_printf (_ ("“%s” attached"), name);
  remember (self);
  crm_workspace_say_done (self->workspace, said);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmBlankDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) copy = crm_pdf_reader_ask_finish (CRM_PDF_READER (source), result, &error);
  g_autoptr (GBytes) content = copy != NULL ? g_variant_get_data_as_bytes (copy) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  CrmChange *change;

  if (self->workspace == NULL)
    return;
  if (content == NULL) {
    fail (self, error);
    return;
  }
  name = make_file_name (self);
  label = g_strdup_printf (_ ("Fill in “%s”"), crm_record_get_title (self->file));
  change = crm_workspace_begin (self->workspace, label);
  crm_change_add_file (change, crm_record_get_integer (self->file, "subject"), name, content);
  crm_workspace_commit (self->workspace, change, committed_cb, g_object_ref (self));
}

static void
filled_for_saving_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmBlankDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) filled = crm_pdf_reader_ask_finish (CRM_PDF_READER (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (filled == NULL) {
    fail (self, error);
    return;
  }
  crm_pdf_reader_ask_async (self->reader, "copy", g_variant_new_uint32 (0), "ay", self->cancellable,
                            copied_cb, g_object_ref (self));
}

void
crm_blank_dialog_save (CrmBlankDialog *self)
{
  self->saving = TRUE;
  crm_blank_dialog_update (self);
  crm_pdf_reader_ask_async (self->reader, "fill", crm_blank_dialog_make_values (self), "u",
                            self->cancellable, filled_for_saving_cb, g_object_ref (self));
}
