/* One part of a zip archive, unpacked as it is read, and never more of it than was agreed: a small
 * archive can hold terabytes. */
#include "config.h"

#include "crm-zip-private.h"

#include "crm-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#define PARTS_MOST 20000

struct _CrmZip {
  struct archive *archive; /* owned */
  char *name;              /* owned: how messages call the file */
  guint64 n_read;
  guint64 bytes_most;
};

static gboolean
fail_damaged (const char *name, GError **error)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” is damaged: it cannot be unpacked to its end"), name);
  return FALSE;
}

/* Some programs write backslashes, some another case. */
static gboolean
is_called (const char *path, const char *part)
{
  g_autofree char *plain = g_strdup (path);
  g_strdelimit (plain, "\\", '/');
  return g_ascii_strcasecmp (plain[0] == '/' ? plain + 1 : plain,
                             part[0] == '/' ? part + 1 : part) == 0;
}

static gboolean
find_part (CrmZip *self, const char *part, gboolean *missing, GError **error)
{
  struct archive_entry *entry;
  for (guint n = 0; n < PARTS_MOST; n++) {
    int status = archive_read_next_header (self->archive, &entry);
    if (status == ARCHIVE_EOF)
      break;
    if (status < ARCHIVE_WARN)
      return fail_damaged (self->name, error);
    const char *path = archive_entry_pathname (entry);
    if (path == NULL || !is_called (path, part))
      continue;
    if (!archive_entry_is_data_encrypted (entry))
      return TRUE;
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is protected by a password: save it without one"), self->name);
    return FALSE;
  }
  *missing = TRUE;
  return FALSE;
}

/*
 * crm_zip_open:
 * @source: where the archive is
 * @part: path of a part in it
 * @bytes_most: how much of it is unpacked at most
 * @missing: (out): whether the archive is whole and has no such part; then there is no error
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the part, before its first byte
 */
CrmZip *
crm_zip_open (const CrmTableSource *source, const char *part, guint64 bytes_most, gboolean *missing,
              GError **error)
{
  g_autoptr (CrmZip) self = g_new0 (CrmZip, 1);
  int status;

  *missing = FALSE;
  self->archive = archive_read_new ();
  self->name = g_strdup (source->name);
  self->bytes_most = bytes_most;
  archive_read_support_format_zip (self->archive);
  if (source->bytes != NULL) {
    gsize size;
    const void *data = g_bytes_get_data (source->bytes, &size);
    status = archive_read_open_memory (self->archive, data, size);
  } else
    status = archive_read_open_filename (self->archive, g_file_peek_path (source->file), 65536);
  if (status != ARCHIVE_OK) {
    fail_damaged (source->name, error);
    return NULL;
  }
  return find_part (self, part, missing, error) ? g_steal_pointer (&self) : NULL;
}

/*
 * crm_zip_read:
 * @self: a part
 * @buffer: where to
 * @length: how much there is room for
 * @error: INVALID: the part is damaged or larger than agreed
 *
 * Returns: how many bytes were unpacked, 0 at the end, -1 on error
 */
gssize
crm_zip_read (CrmZip *self, gpointer buffer, gsize length, GError **error)
{
  la_ssize_t n = archive_read_data (self->archive, buffer, length);
  if (n < 0) {
    fail_damaged (self->name, error);
    return -1;
  }
  self->n_read += (guint64) n;
  if (self->n_read > self->bytes_most) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” unpacks to more than %" PRIu64 " MB: divide it into several files"),
                 self->name, self->bytes_most >> 20);
    return -1;
  }
  return (gssize) n;
}

/* How many bytes of the archive itself were read: against its size, how far it is. */
guint64
crm_zip_get_n_packed (CrmZip *self)
{
  return (guint64) MAX (archive_filter_bytes (self->archive, -1), 0);
}

void
crm_zip_free (CrmZip *self)
{
  if (self != NULL) {
    archive_read_free (self->archive);
    g_free (self->name);
    g_free (self);
  }
}
