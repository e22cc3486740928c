/* A paper for other programs. */
#include "config.h"

#include "crm-paper-content.h"

#include <errno.h>
#include <glib/gstdio.h>

/**
 * crm_paper_write_private:
 * @paper: with its bytes
 * @document: id of the document; 0: none
 * @error: of the disk
 *
 * Writes it under the folder that only this user can read and that ends with the session; the next
 * one of the same name takes its place.
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
crm_paper_write_private (CrmDocumentPaper *paper, gint64 document, GError **error)
{
  g_autofree char *name = crm_document_paper_dup_file_name (paper);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, document);
  g_autofree char *folder =
      g_build_filename (g_get_user_runtime_dir (), "voronka-papers", id, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize size;
  const char *data = g_bytes_get_data (crm_document_paper_get_bytes (paper), &size);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder,
                 g_strerror (errno));
    return NULL;
  }
  if (!g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 error))
    return NULL;
  return g_file_new_for_path (path);
}

/**
 * crm_paper_dup_content:
 * @paper: with its bytes
 * @document: id of the document; 0: none
 * @error: of the disk
 *
 * Returns: (transfer full) (nullable): a file, for folders and letters, and the bytes of a PDF
 */
GdkContentProvider *
crm_paper_dup_content (CrmDocumentPaper *paper, gint64 document, GError **error)
{
  g_autoptr (GFile) file = crm_paper_write_private (paper, document, error);
  GdkContentProvider *providers[2];
  GdkFileList *files;

  if (file == NULL)
    return NULL;
  files = gdk_file_list_new_from_array (&file, 1);
  providers[0] = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  providers[1] =
      gdk_content_provider_new_for_bytes ("application/pdf", crm_document_paper_get_bytes (paper));
  return gdk_content_provider_new_union (providers, 2);
}
