/* render: a document's paper as PDF. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "crm-command-private.h"
#include "crm-document.h"
#include "crm-file-content.h"
#include "crm-render.h"

/* The file appears when it is whole. */
static gboolean
save_bytes (GBytes *bytes, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                               &local))
    return TRUE;
  g_set_error (error, CRM_ERROR,
               g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? CRM_ERROR_FULL
                                                                        : CRM_ERROR_IO,
               _ ("“%s” cannot be written: %s"), path, local->message);
  return FALSE;
}

/* The paper that was handed over, byte for byte; NULL without error where there is none. */
static GBytes *
read_issued_paper (CrmCommand *self, CrmRecord *document, GError **error)
{
  g_autoptr (CrmRecord) file = NULL;

  if (!crm_document_is_issued (document) || crm_record_is_empty (document, "pdf"))
    return NULL;
  file = crm_record_load (self->database, crm_entity_find ("file"),
                          crm_record_get_integer (document, "pdf"), error);
  return file != NULL
             ? crm_file_read_content (self->database, crm_record_get_text (file, "sha256"), error)
             : NULL;
}

static GBytes *
lay_out_paper (CrmCommand *self, gint64 id, const char *form, GError **error)
{
  g_autoptr (CrmFormLayout) layout = crm_document_lay_out (
      self->database, id, form, CRM_FORM_LAYOUT_WITH_STAMP, self->cancellable, error);
  const char *const *line;

  if (layout == NULL)
    return NULL;
  for (line = crm_form_layout_get_missing (layout); *line != NULL; line++) {
    g_autofree char *sentence = g_strdup_printf (_ ("“%s” is not filled in"), *line);

    crm_command_warn (self, sentence);
  }
  for (line = crm_form_layout_get_warnings (layout); *line != NULL; line++)
    crm_command_warn (self, *line);
  return crm_form_layout_to_pdf (layout, self->cancellable, error);
}

static gboolean
run_render (CrmCommand *self, GError **error)
{
  const char *output = crm_command_get_option (self, "output");
  const char *form = crm_command_get_option (self, "form");
  g_autoptr (CrmRecord) document = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *path = NULL;
  gint64 id;

  if (output == NULL || output[0] == '\0')
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” is missing"), "output");
  if (!crm_command_require_id (self, 0, &id, error))
    return FALSE;
  document = crm_record_load (self->database, crm_entity_find ("document"), id, error);
  if (document == NULL)
    return FALSE;
  if (form == NULL)
    pdf = read_issued_paper (self, document, &local);
  if (pdf == NULL && local == NULL)
    pdf = lay_out_paper (self, id, form, &local);
  if (pdf == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  path = crm_command_dup_path (self, output);
  return save_bytes (pdf, path, error) &&
         crm_command_print_path (self, "file", path, _ ("“%s” was written."), error);
}

static const CrmVerbOption render_options[] = {
  { "output", "FILE.pdf", N_ ("where to; replaced") },
  { "form", "NAME", N_ ("on another form than its own; an issued document is then laid out anew") },
  { NULL },
};

const CrmVerb crm_verb_render = {
  .name = "render",
  .usage = "DOCUMENT-ID --output FILE.pdf",
  .help = N_ ("write a document as PDF; an issued one as it was handed over"),
  .access = CRM_VERB_READ,
  .least = 1,
  .most = 1,
  .options = render_options,
  .run = run_render,
};
