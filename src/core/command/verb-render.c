/* render and render-all: documents as PDF and as e-invoice files. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "crm-command-private.h"
#include "crm-document.h"
#include "crm-einvoice.h"
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

  if (!crm_document_has_kept_paper (document))
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

/* The paper as it was handed over, or laid out. */
static GBytes *
make_paper (CrmCommand *self, CrmRecord *document, const char *form, GError **error)
{
  g_autoptr (GError) local = NULL;
  GBytes *pdf = form == NULL ? read_issued_paper (self, document, &local) : NULL;

  if (pdf == NULL && local == NULL)
    pdf = lay_out_paper (self, crm_record_get_id (document), form, &local);
  if (pdf == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return pdf;
}

/* Says each rule that would be broken; none of the file is written. */
static CrmEinvoice *
make_file (CrmCommand *self, CrmRecord *document, CrmEinvoiceFormat format, GError **error)
{
  g_auto (GStrv) breaches = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *list = NULL;
  CrmEinvoice *einvoice = crm_document_make_einvoice (self->database, crm_record_get_id (document),
                                                      format, &breaches, &local);

  if (einvoice != NULL)
    return einvoice;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  list = g_strjoinv ("; ", breaches);
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               /* Translators: a document, a format, and sentences about what is missing */
               _ ("“%s” cannot go into a file “%s” yet. %s"), crm_record_get_title (document),
               crm_einvoice_format_get_label (format), list);
  return NULL;
}

/* "pdf" and no option are the paper. */
static gboolean
read_format (CrmCommand *self, gboolean *is_paper, CrmEinvoiceFormat *format, GError **error)
{
  const char *text = crm_command_get_option (self, "format");

  *is_paper = text == NULL || g_strcmp0 (text, "pdf") == 0;
  return *is_paper || crm_einvoice_format_parse (text, format, error);
}

static gboolean
run_render (CrmCommand *self, GError **error)
{
  const char *output = crm_command_get_option (self, "output");
  const char *form = crm_command_get_option (self, "form");
  g_autoptr (CrmRecord) document = NULL;
  g_autoptr (CrmEinvoice) einvoice = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *path = NULL;
  CrmEinvoiceFormat format = CRM_EINVOICE_UBL;
  gboolean is_paper;
  gint64 id;

  if (output == NULL || output[0] == '\0')
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” is missing"), "output");
  if (!crm_command_require_id (self, 0, &id, error) ||
      !read_format (self, &is_paper, &format, error))
    return FALSE;
  document = crm_record_load (self->database, crm_entity_find ("document"), id, error);
  if (document == NULL)
    return FALSE;
  if (is_paper)
    pdf = make_paper (self, document, form, error);
  else
    einvoice = make_file (self, document, format, error);
  if (pdf == NULL && einvoice == NULL)
    return FALSE;
  path = crm_command_dup_path (self, output);
  return save_bytes (pdf != NULL ? pdf : einvoice->bytes, path, error) &&
         crm_command_print_path (self, "file", path, _ ("“%s” was written."), error);
}

#define FORMAT_OPTION                                                                              \
  { "format", "pdf|ubl|ksef|upd", N_ ("the paper, or an e-invoice file of an issued document") }

static const CrmVerbOption render_options[] = {
  { "output", "FILE", N_ ("where to; replaced") },
  FORMAT_OPTION,
  { "form", "NAME", N_ ("on another form than its own; an issued document is then laid out anew") },
  { NULL },
};

const CrmVerb crm_verb_render = {
  .name = "render",
  .usage = "DOCUMENT-ID --output FILE",
  .help = N_ ("write a document as PDF, an issued one as it was handed over; or as e-invoice file"),
  .access = CRM_VERB_READ,
  .least = 1,
  .most = 1,
  .options = render_options,
  .prepare = crm_form_layout_prepare,
  .run = run_render,
};

/* --- render-all */

/* "Invoice 12.pdf", and with the document's number where another has that name. */
static char *
dup_free_path (const char *folder, const char *name, gint64 id)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  const char *dot = strrchr (name, '.');
  g_autofree char *stem = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) || dot == NULL)
    return g_steal_pointer (&path);
  stem = g_strndup (name, (gsize) (dot - name));
  g_free (path);
  path = g_strdup_printf ("%s/%s (%" G_GINT64_FORMAT ")%s", folder, stem, id, dot);
  return g_steal_pointer (&path);
}

static char *
dup_paper_name (CrmRecord *document)
{
  g_autofree char *kind = crm_record_format (
      document, crm_entity_field_index (crm_record_get_entity (document), "kind"));
  const char *number = crm_record_get_text (document, "number");
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, crm_record_get_id (document));
  g_autofree char *name = g_strconcat (kind, " ", number != NULL ? number : id, ".pdf", NULL);

  g_strdelimit (name, "/\\", '-');
  return g_steal_pointer (&name);
}

/* Writes one; what stands in its way is said in its row and stops nothing. */
static gboolean
render_one (CrmCommand *self, gint64 id, const char *folder, gboolean is_paper,
            CrmEinvoiceFormat format, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (CrmRecord) document =
      crm_record_load (self->database, crm_entity_find ("document"), id, error);
  g_autoptr (CrmEinvoice) einvoice = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;

  if (document == NULL)
    return FALSE;
  if (is_paper) {
    pdf = make_paper (self, document, NULL, &local);
    name = dup_paper_name (document);
  } else {
    einvoice = make_file (self, document, format, &local);
    name = g_strdup (einvoice != NULL ? einvoice->name : "");
  }
  if (local == NULL) {
    path = dup_free_path (folder, name, id);
    if (!save_bytes (pdf != NULL ? pdf : einvoice->bytes, path, error))
      return FALSE;
  } else if (g_error_matches (local, CRM_ERROR, CRM_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  } else {
    self->exit_code = 1;
  }
  crm_command_output_add_integer (self->output, id);
  crm_command_output_add_text (self->output, path != NULL ? path : "");
  crm_command_output_add_text (self->output, local != NULL ? local->message : "");
  return crm_command_output_end_row (self->output, error);
}

static gboolean
run_render_all (CrmCommand *self, GError **error)
{
  const char *output = crm_command_get_option (self, "output");
  g_autoptr (CrmQuery) query = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *folder = NULL;
  CrmEinvoiceFormat format = CRM_EINVOICE_UBL;
  gboolean is_paper;

  if (output == NULL || output[0] == '\0')
    return crm_command_refuse_usage (self, error, _ ("the option “--%s” is missing"), "output");
  if (!read_format (self, &is_paper, &format, error))
    return FALSE;
  query = crm_command_build_query (self, crm_entity_find ("document"), error);
  if (query == NULL || !crm_query_read_ids (query, self->database, -1, 0, ids, error))
    return FALSE;
  folder = crm_command_dup_path (self, output);
  if (g_mkdir_with_parents (folder, 0755) != 0) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("“%s” cannot be written: %s"), folder,
                 g_strerror (errno));
    return FALSE;
  }
  crm_command_output_add_column (self->output, "id", TRUE);
  crm_command_output_add_column (self->output, "file", FALSE);
  crm_command_output_add_column (self->output, "problem", FALSE);
  for (guint i = 0; i < ids->len; i++)
    if (crm_command_refuse_cancelled (self, error) ||
        !render_one (self, g_array_index (ids, gint64, i), folder, is_paper, format, error))
      return FALSE;
  return crm_command_output_end (self->output, error);
}

static const CrmVerbOption render_all_options[] = {
  { "output", "FOLDER", N_ ("where to; a file for each document") },
  FORMAT_OPTION,
  CRM_QUERY_OPTIONS,
  { NULL },
};

const CrmVerb crm_verb_render_all = {
  .name = "render-all",
  .usage = "--output FOLDER",
  .help = N_ ("write many documents as PDF or as e-invoice files"),
  .access = CRM_VERB_READ,
  .options = render_all_options,
  .prepare = crm_form_layout_prepare,
  .run = run_render_all,
};
