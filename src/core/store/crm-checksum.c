/* A checksum at the end of every page, so that what the disk has spoilt is seen before it is used.
 *
 * SQLite leaves the last eight bytes of each page of our files alone. This file layer stands
 * between SQLite and the system's: whatever is written to the database file gets its checksum on
 * the way out, whatever is read is compared on the way in. The write-ahead log has checksums of its
 * own. Without this, SQLite itself sees one flipped bit in ten.
 *
 * The sum is that of SQLite's log (two running sums over 32-bit words, see "Checksum Algorithm" in
 * its file format), begun with the page's number, so that a page in another's place is seen too. */
#include "config.h"

#include "crm-checksum.h"

#include <string.h>

#include "crm-database.h"
#include "crm-header.h"

typedef struct {
  sqlite3_file base;
  gsize page_size;     /* 0 until known */
  gboolean is_ours;    /* pages carry checksums */
  guint8 *scratch;     /* owned; one page on its way out */
  sqlite3_file *inner; /* follows this struct in the same block */
} CheckedFile;

static sqlite3_vfs *inner_vfs;

static guint32
get_word (const guint8 *bytes)
{
  guint32 word;

  memcpy (&word, bytes, sizeof word);
  return GUINT32_FROM_LE (word);
}

static void
compute (const guint8 *page, gsize size, guint32 number, guint8 sum[CRM_HEADER_RESERVED])
{
  guint32 first = number * 2654435761u;
  guint32 second = 0x566f726e;

  for (gsize i = 0; i + CRM_HEADER_RESERVED < size; i += 8) {
    first += get_word (page + i) + second;
    second += get_word (page + i + 4) + first;
  }
  first = GUINT32_TO_LE (first);
  second = GUINT32_TO_LE (second);
  memcpy (sum, &first, 4);
  memcpy (sum + 4, &second, 4);
}

static gboolean
is_blank (const guint8 *page, gsize size)
{
  return page[0] == 0 && memcmp (page, page + 1, size - 1) == 0;
}

/**
 * crm_checksum_is_right:
 * @page: a page as it stands in the file
 * @size: its size
 * @number: its number, from 1
 *
 * A page that was never written, a hole in the file, is blank and right.
 *
 * Returns: whether it is as it was written
 */
gboolean
crm_checksum_is_right (const guint8 *page, gsize size, guint32 number)
{
  guint8 sum[CRM_HEADER_RESERVED];

  compute (page, size, number, sum);
  return memcmp (sum, page + size - CRM_HEADER_RESERVED, CRM_HEADER_RESERVED) == 0 ||
         is_blank (page, size);
}

/**
 * crm_checksum_write:
 * @page: a page
 * @size: its size
 * @number: its number, from 1
 *
 * Makes the page right as it is.
 */
void
crm_checksum_write (guint8 *page, gsize size, guint32 number)
{
  compute (page, size, number, page + size - CRM_HEADER_RESERVED);
}

static void
learn (CheckedFile *file, const guint8 *first_bytes)
{
  CrmHeader header;

  file->is_ours = crm_header_decode (first_bytes, &header) &&
                  header.reserved == CRM_HEADER_RESERVED &&
                  header.application_id == CRM_APPLICATION_ID;
  if (file->is_ours && header.page_size != file->page_size) {
    file->page_size = header.page_size;
    file->scratch = g_realloc (file->scratch, file->page_size);
  }
}

static gboolean
is_page (const CheckedFile *file, int n_bytes, sqlite3_int64 offset)
{
  return file->is_ours && (gsize) n_bytes == file->page_size &&
         offset % (sqlite3_int64) file->page_size == 0;
}

static guint32
page_number (const CheckedFile *file, sqlite3_int64 offset)
{
  return (guint32) (offset / (sqlite3_int64) file->page_size) + 1;
}

static int
file_close (sqlite3_file *base)
{
  CheckedFile *file = (CheckedFile *) base;
  int code = file->inner->pMethods->xClose (file->inner);

  g_clear_pointer (&file->scratch, g_free);
  return code;
}

static int
file_read (sqlite3_file *base, void *buffer, int n_bytes, sqlite3_int64 offset)
{
  CheckedFile *file = (CheckedFile *) base;
  int code = file->inner->pMethods->xRead (file->inner, buffer, n_bytes, offset);

  if (code != SQLITE_OK || !is_page (file, n_bytes, offset) ||
      crm_checksum_is_right (buffer, file->page_size, page_number (file, offset)))
    return code;
  sqlite3_log (SQLITE_IOERR_DATA, "page %u does not match its checksum",
               page_number (file, offset));
  return SQLITE_IOERR_DATA;
}

static int
file_write (sqlite3_file *base, const void *buffer, int n_bytes, sqlite3_int64 offset)
{
  CheckedFile *file = (CheckedFile *) base;

  if (offset == 0 && n_bytes >= CRM_HEADER_SIZE)
    learn (file, buffer);
  if (is_page (file, n_bytes, offset)) {
    memcpy (file->scratch, buffer, file->page_size);
    crm_checksum_write (file->scratch, file->page_size, page_number (file, offset));
    buffer = file->scratch;
  }
  return file->inner->pMethods->xWrite (file->inner, buffer, n_bytes, offset);
}

/* What follows only hands on. */

static int
file_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xTruncate (inner, size);
}

static int
file_sync (sqlite3_file *base, int flags)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xSync (inner, flags);
}

static int
file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xFileSize (inner, size);
}

static int
file_lock (sqlite3_file *base, int level)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xLock (inner, level);
}

static int
file_unlock (sqlite3_file *base, int level)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xUnlock (inner, level);
}

static int
file_check_reserved_lock (sqlite3_file *base, int *result)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xCheckReservedLock (inner, result);
}

static int
file_control (sqlite3_file *base, int operation, void *argument)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xFileControl (inner, operation, argument);
}

static int
file_sector_size (sqlite3_file *base)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xSectorSize (inner);
}

static int
file_device_characteristics (sqlite3_file *base)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xDeviceCharacteristics (inner);
}

static int
file_shm_map (sqlite3_file *base, int region, int size, int extend, void volatile **address)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xShmMap (inner, region, size, extend, address);
}

static int
file_shm_lock (sqlite3_file *base, int offset, int count, int flags)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xShmLock (inner, offset, count, flags);
}

static void
file_shm_barrier (sqlite3_file *base)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  inner->pMethods->xShmBarrier (inner);
}

static int
file_shm_unmap (sqlite3_file *base, int remove)
{
  sqlite3_file *inner = ((CheckedFile *) base)->inner;

  return inner->pMethods->xShmUnmap (inner, remove);
}

/* Version 2: no memory mapping, which would go past the checksums. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_reserved_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_device_characteristics,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *out_flags)
{
  CheckedFile *file = (CheckedFile *) base;
  guint8 first_bytes[CRM_HEADER_SIZE];
  int code;

  if ((flags & SQLITE_OPEN_MAIN_DB) == 0)
    return inner_vfs->xOpen (inner_vfs, name, base, flags, out_flags);

  memset (file, 0, (gsize) vfs->szOsFile);
  file->inner = (sqlite3_file *) (file + 1);
  code = inner_vfs->xOpen (inner_vfs, name, file->inner, flags, out_flags);
  if (file->inner->pMethods == NULL)
    return code;
  file->base.pMethods = &methods;
  if (code == SQLITE_OK &&
      file->inner->pMethods->xRead (file->inner, first_bytes, sizeof first_bytes, 0) == SQLITE_OK)
    learn (file, first_bytes);
  return code;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  return inner_vfs->xDelete (inner_vfs, name, sync_folder);
}

static int
vfs_access (sqlite3_vfs *vfs, const char *name, int flags, int *result)
{
  return inner_vfs->xAccess (inner_vfs, name, flags, result);
}

static int
vfs_full_pathname (sqlite3_vfs *vfs, const char *name, int size, char *full)
{
  return inner_vfs->xFullPathname (inner_vfs, name, size, full);
}

static int
vfs_randomness (sqlite3_vfs *vfs, int size, char *bytes)
{
  return inner_vfs->xRandomness (inner_vfs, size, bytes);
}

static int
vfs_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return inner_vfs->xSleep (inner_vfs, microseconds);
}

static int
vfs_current_time (sqlite3_vfs *vfs, double *now)
{
  return inner_vfs->xCurrentTime (inner_vfs, now);
}

static int
vfs_current_time_int64 (sqlite3_vfs *vfs, sqlite3_int64 *now)
{
  return inner_vfs->xCurrentTimeInt64 (inner_vfs, now);
}

static int
vfs_get_last_error (sqlite3_vfs *vfs, int size, char *text)
{
  return inner_vfs->xGetLastError (inner_vfs, size, text);
}

/**
 * crm_checksum_register:
 * @inner: the file layer that does the work, usually the system's
 *
 * Makes the layer known to SQLite as %CRM_CHECKSUM_VFS, or puts it over another @inner while no
 * file is open.
 */
void
crm_checksum_register (sqlite3_vfs *inner)
{
  /* Extensions are never loaded, so there is nothing to hand on for them. */
  static sqlite3_vfs vfs = {
    .iVersion = 2,
    .zName = CRM_CHECKSUM_VFS,
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_full_pathname,
    .xRandomness = vfs_randomness,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_current_time,
    .xGetLastError = vfs_get_last_error,
    .xCurrentTimeInt64 = vfs_current_time_int64,
  };

  g_return_if_fail (inner != NULL && inner->iVersion >= 2);

  inner_vfs = inner;
  vfs.szOsFile = (int) sizeof (CheckedFile) + inner->szOsFile;
  vfs.mxPathname = inner->mxPathname;
  sqlite3_vfs_register (&vfs, FALSE);
}
