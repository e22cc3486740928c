/* The bytes of attached files, read back. */
#include "config.h"

#include "crm-file-content.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"

/**
 * crm_file_read_content:
 * @database: any connection of this thread
 * @sha256: the check sum that the file's record keeps
 * @error: NOT_FOUND when the company file has no such content; DAMAGED when it is not what was
 *   attached
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
crm_file_read_content (CrmDatabase *database, const char *sha256, GError **error)
{
  g_autoptr (CrmStatement) statement =
      crm_database_prepare (database, "SELECT data FROM file_content WHERE sha256 = ?1", error);
  g_autoptr (GBytes) content = NULL;
  g_autofree char *sum = NULL;
  gconstpointer data;
  gboolean has_row;
  gsize size;

  if (statement == NULL)
    return NULL;
  crm_statement_bind_text (statement, 1, sha256);
  if (!crm_statement_step (statement, &has_row, error))
    return NULL;
  if (!has_row) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                         _ ("The content of this file is not in the company file"));
    return NULL;
  }
  data = crm_statement_get_blob (statement, 0, &size);
  content = g_bytes_new (data, size);
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  if (g_strcmp0 (sum, sha256) != 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                         _ ("The content of this file is damaged: its check sum does not fit"));
    return NULL;
  }
  return g_steal_pointer (&content);
}
