/* A disk that loses, reorders and tears what was not synced when the lights go out.
 *
 * Everything is done on the real files too, without any real sync; besides, the model keeps for
 * each file what was synced last and what was written since. */
#include "config.h"

#include "disk-model.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "crm-checksum.h"

#define SECTOR 512

typedef struct {
  gint64 offset;
  GBytes *bytes; /* owned; NULL for a truncation to @offset */
} Pending;

typedef struct _DiskFile DiskFile;

struct _DiskFile {
  char *path;          /* owned */
  GByteArray *synced;  /* owned */
  gboolean is_durable; /* its name has reached the disk */
  gboolean is_deleted; /* but the folder may not know yet */
  GPtrArray *pending;  /* owned Pending, in order */
  DiskFile *former;    /* owned; deleted before this one of the same name was made, or NULL */
};

typedef struct {
  sqlite3_file base;
  DiskFile *disk;      /* borrowed */
  sqlite3_file *inner; /* follows this struct */
} ModelFile;

static GMutex mutex;
static GHashTable *disk; /* path to DiskFile */
static sqlite3_vfs *system_vfs;
static int until_cut; /* 0: never */
static gboolean is_dark;
static int fail_operations;
static int until_failure; /* 0: never */
static int failure_code;
static gboolean failure_is_sticky;
static gboolean has_failed;

static void
free_pending (gpointer data)
{
  Pending *pending = data;

  g_clear_pointer (&pending->bytes, g_bytes_unref);
  g_free (pending);
}

static void
free_disk_file (gpointer data)
{
  DiskFile *file = data;

  g_free (file->path);
  g_byte_array_unref (file->synced);
  g_ptr_array_unref (file->pending);
  g_clear_pointer (&file->former, free_disk_file);
  g_free (file);
}

/* A file made anew under the name of a deleted one is another file: their contents never mix, and
 * until the folder is on the disk the name may stand for either. */
static DiskFile *
find_file (const char *path, gboolean existed)
{
  DiskFile *file = g_hash_table_lookup (disk, path);
  DiskFile *former = NULL;

  if (file != NULL && file->is_deleted) {
    g_hash_table_steal (disk, path);
    former = g_steal_pointer (&file);
    /* Of several deleted ones the eldest that reached the disk would come back. */
    if (!former->is_durable) {
      DiskFile *eldest = g_steal_pointer (&former->former);

      free_disk_file (former);
      former = eldest;
    }
  }
  if (file == NULL) {
    char *bytes = NULL;
    gsize size = 0;

    file = g_new0 (DiskFile, 1);
    file->path = g_strdup (path);
    file->synced = g_byte_array_new ();
    file->pending = g_ptr_array_new_with_free_func (free_pending);
    file->is_durable = existed;
    file->former = former;
    if (existed && g_file_get_contents (path, &bytes, &size, NULL))
      g_byte_array_append (file->synced, (guint8 *) bytes, (guint) size);
    g_free (bytes);
    g_hash_table_insert (disk, file->path, file);
  }
  return file;
}

static void
push_pending (DiskFile *file, gint64 offset, const void *bytes, gsize size)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->offset = offset;
  pending->bytes = bytes != NULL ? g_bytes_new (bytes, size) : NULL;
  g_ptr_array_add (file->pending, pending);
}

static void
apply_bytes (GByteArray *image, gint64 offset, const guint8 *bytes, gsize size)
{
  guint end = (guint) offset + (guint) size;

  if (image->len < end) {
    guint old = image->len;

    g_byte_array_set_size (image, end);
    memset (image->data + old, 0, end - old);
  }
  memcpy (image->data + offset, bytes, size);
}

static void
apply_pending (GByteArray *image, const Pending *pending)
{
  gsize size = 0;
  const guint8 *bytes;

  if (pending->bytes == NULL) {
    if (image->len > (guint) pending->offset)
      g_byte_array_set_size (image, (guint) pending->offset);
    return;
  }
  bytes = g_bytes_get_data (pending->bytes, &size);
  apply_bytes (image, pending->offset, bytes, size);
}

static void
apply_torn (GByteArray *image, const Pending *pending, GRand *random)
{
  gsize size = 0;
  const guint8 *bytes;

  if (pending->bytes == NULL) {
    apply_pending (image, pending);
    return;
  }
  bytes = g_bytes_get_data (pending->bytes, &size);
  for (gsize i = 0; i < size; i += SECTOR) {
    if (g_rand_boolean (random))
      apply_bytes (image, pending->offset + (gint64) i, bytes + i, MIN (SECTOR, size - i));
  }
}

/* Counts one operation; the answer is what it is to give instead of being done. With the mutex
 * held. */
static int
step (DiskOperation operation, int dark_code)
{
  if (is_dark)
    return dark_code;
  if (operation != DISK_READ && until_cut > 0 && --until_cut == 0) {
    is_dark = TRUE;
    return dark_code;
  }
  if ((fail_operations & (int) operation) != 0 &&
      ((until_failure > 0 && --until_failure == 0) || (has_failed && failure_is_sticky))) {
    has_failed = TRUE;
    return failure_code;
  }
  return SQLITE_OK;
}

static int
model_close (sqlite3_file *base)
{
  ModelFile *file = (ModelFile *) base;

  return file->inner->pMethods->xClose (file->inner);
}

static int
model_read (sqlite3_file *base, void *buffer, int size, sqlite3_int64 offset)
{
  ModelFile *file = (ModelFile *) base;
  int code;

  g_mutex_lock (&mutex);
  code = step (DISK_READ, SQLITE_IOERR_READ);
  g_mutex_unlock (&mutex);
  return code != SQLITE_OK ? code
                           : file->inner->pMethods->xRead (file->inner, buffer, size, offset);
}

static int
model_write (sqlite3_file *base, const void *buffer, int size, sqlite3_int64 offset)
{
  ModelFile *file = (ModelFile *) base;
  gboolean was_dark;
  int code;

  g_mutex_lock (&mutex);
  was_dark = is_dark;
  code = step (DISK_WRITE, SQLITE_IOERR_WRITE);
  /* The write at which the lights go out may still reach the disk, whole or in part. */
  if (file->disk != NULL && (code == SQLITE_OK || (is_dark && !was_dark)))
    push_pending (file->disk, offset, buffer, (gsize) size);
  g_mutex_unlock (&mutex);
  return code != SQLITE_OK ? code
                           : file->inner->pMethods->xWrite (file->inner, buffer, size, offset);
}

static int
model_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  ModelFile *file = (ModelFile *) base;
  int code;

  g_mutex_lock (&mutex);
  code = step (DISK_WRITE, SQLITE_IOERR_TRUNCATE);
  if (code == SQLITE_OK && file->disk != NULL)
    push_pending (file->disk, size, NULL, 0);
  g_mutex_unlock (&mutex);
  return code != SQLITE_OK ? code : file->inner->pMethods->xTruncate (file->inner, size);
}

static int
model_sync (sqlite3_file *base, int flags)
{
  ModelFile *file = (ModelFile *) base;
  int code;

  g_mutex_lock (&mutex);
  code = step (DISK_SYNC, SQLITE_IOERR_FSYNC);
  if (file->disk != NULL) {
    if (code == SQLITE_OK) {
      for (guint i = 0; i < file->disk->pending->len; i++)
        apply_pending (file->disk->synced, file->disk->pending->pdata[i]);
      file->disk->is_durable = TRUE;
      g_clear_pointer (&file->disk->former, free_disk_file);
    }
    /* A failed sync forgets; a sync that the dark cut off leaves all as it is. */
    if (!is_dark)
      g_ptr_array_set_size (file->disk->pending, 0);
  }
  g_mutex_unlock (&mutex);
  return code;
}

static int
model_size (sqlite3_file *base, sqlite3_int64 *size)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  return inner->pMethods->xFileSize (inner, size);
}

static int
model_lock (sqlite3_file *base, int level)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  return inner->pMethods->xLock (inner, level);
}

static int
model_unlock (sqlite3_file *base, int level)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  return inner->pMethods->xUnlock (inner, level);
}

static int
model_check_reserved_lock (sqlite3_file *base, int *result)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  return inner->pMethods->xCheckReservedLock (inner, result);
}

static int
model_control (sqlite3_file *base, int operation, void *argument)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  return inner->pMethods->xFileControl (inner, operation, argument);
}

static int
model_sector_size (sqlite3_file *base)
{
  return SECTOR;
}

/* Nothing is promised: neither whole sectors nor an order. */
static int
model_device_characteristics (sqlite3_file *base)
{
  return 0;
}

static int
model_shm_map (sqlite3_file *base, int region, int size, int extend, void volatile **address)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  return inner->pMethods->xShmMap (inner, region, size, extend, address);
}

static int
model_shm_lock (sqlite3_file *base, int offset, int count, int flags)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  return inner->pMethods->xShmLock (inner, offset, count, flags);
}

static void
model_shm_barrier (sqlite3_file *base)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  inner->pMethods->xShmBarrier (inner);
}

static int
model_shm_unmap (sqlite3_file *base, int remove)
{
  sqlite3_file *inner = ((ModelFile *) base)->inner;

  return inner->pMethods->xShmUnmap (inner, remove);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = model_close,
  .xRead = model_read,
  .xWrite = model_write,
  .xTruncate = model_truncate,
  .xSync = model_sync,
  .xFileSize = model_size,
  .xLock = model_lock,
  .xUnlock = model_unlock,
  .xCheckReservedLock = model_check_reserved_lock,
  .xFileControl = model_control,
  .xSectorSize = model_sector_size,
  .xDeviceCharacteristics = model_device_characteristics,
  .xShmMap = model_shm_map,
  .xShmLock = model_shm_lock,
  .xShmBarrier = model_shm_barrier,
  .xShmUnmap = model_shm_unmap,
};

static int
model_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *base, int flags, int *out_flags)
{
  ModelFile *file = (ModelFile *) base;
  gboolean existed = name != NULL && g_file_test (name, G_FILE_TEST_EXISTS);
  int code = SQLITE_OK;

  memset (file, 0, (gsize) vfs->szOsFile);
  file->inner = (sqlite3_file *) (file + 1);
  g_mutex_lock (&mutex);
  if (is_dark)
    code = SQLITE_CANTOPEN;
  else if (!existed && (flags & SQLITE_OPEN_CREATE) != 0)
    code = step (DISK_WRITE, SQLITE_CANTOPEN);
  g_mutex_unlock (&mutex);
  if (code != SQLITE_OK)
    return code;

  code = system_vfs->xOpen (system_vfs, name, file->inner, flags, out_flags);
  if (file->inner->pMethods == NULL)
    return code;
  file->base.pMethods = &methods;
  if (code == SQLITE_OK && name != NULL) {
    g_mutex_lock (&mutex);
    file->disk = find_file (name, existed);
    g_mutex_unlock (&mutex);
  }
  return code;
}

static int
model_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  int code;

  g_mutex_lock (&mutex);
  code = step (DISK_WRITE, SQLITE_IOERR_DELETE);
  if (code == SQLITE_OK) {
    DiskFile *file = g_hash_table_lookup (disk, name);

    if (file != NULL && sync_folder)
      g_hash_table_remove (disk, name);
    else if (file != NULL)
      file->is_deleted = TRUE;
  }
  g_mutex_unlock (&mutex);
  return code != SQLITE_OK ? code : system_vfs->xDelete (system_vfs, name, FALSE);
}

void
disk_model_install (void)
{
  static sqlite3_vfs model;

  sqlite3_initialize ();
  if (system_vfs == NULL) {
    system_vfs = sqlite3_vfs_find (NULL);
    disk = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_disk_file);
    model = *system_vfs;
    model.iVersion = 2;
    model.zName = "disk-model";
    model.pNext = NULL;
    model.szOsFile = (int) sizeof (ModelFile) + system_vfs->szOsFile;
    model.xOpen = model_open;
    model.xDelete = model_delete;
  }
  crm_checksum_register (&model);
  disk_model_reset ();
}

void
disk_model_uninstall (void)
{
  disk_model_reset ();
  crm_checksum_register (system_vfs);
}

void
disk_model_reset (void)
{
  g_mutex_lock (&mutex);
  g_hash_table_remove_all (disk);
  until_cut = 0;
  is_dark = FALSE;
  until_failure = 0;
  has_failed = FALSE;
  g_mutex_unlock (&mutex);
}

void
disk_model_cut_after (int n_operations)
{
  g_mutex_lock (&mutex);
  if (n_operations == 0)
    is_dark = TRUE;
  until_cut = n_operations;
  g_mutex_unlock (&mutex);
}

gboolean
disk_model_is_dark (void)
{
  gboolean answer;

  g_mutex_lock (&mutex);
  answer = is_dark;
  g_mutex_unlock (&mutex);
  return answer;
}

void
disk_model_fail_after (int operations, int n_operations, int code, gboolean is_sticky)
{
  g_mutex_lock (&mutex);
  fail_operations = operations;
  until_failure = n_operations;
  failure_code = code;
  failure_is_sticky = is_sticky;
  has_failed = FALSE;
  g_mutex_unlock (&mutex);
}

gboolean
disk_model_has_failed (void)
{
  gboolean answer;

  g_mutex_lock (&mutex);
  answer = has_failed;
  g_mutex_unlock (&mutex);
  return answer;
}

static void
settle_file (DiskFile *file, int mode, GRand *random)
{
  gboolean was_lost = (!file->is_durable && (mode == 0 || g_rand_boolean (random))) ||
                      (file->is_deleted && g_rand_boolean (random));
  g_autofree char *index = g_strconcat (file->path, "-shm", NULL);
  FILE *stream;

  g_unlink (index);
  if (was_lost) {
    g_unlink (file->path);
    if (file->former != NULL)
      settle_file (file->former, mode, random);
    return;
  }
  for (guint i = 0; i < file->pending->len; i++) {
    if (mode == 1 || (mode >= 2 && g_rand_boolean (random))) {
      if (mode == 3)
        apply_torn (file->synced, file->pending->pdata[i], random);
      else
        apply_pending (file->synced, file->pending->pdata[i]);
    }
  }
  g_unlink (file->path);
  stream = fopen (file->path, "wbe");
  g_assert_nonnull (stream);
  if (file->synced->len > 0)
    g_assert_cmpuint (fwrite (file->synced->data, 1, file->synced->len, stream), ==,
                      file->synced->len);
  fclose (stream);
}

/* Of what was not synced there is left: nothing, all, some, or some with torn sectors. */
void
disk_model_settle (GRand *random)
{
  int mode = g_rand_int_range (random, 0, 4);
  GHashTableIter iter;
  gpointer file;

  g_mutex_lock (&mutex);
  g_hash_table_iter_init (&iter, disk);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    settle_file (file, mode, random);
  g_mutex_unlock (&mutex);
  disk_model_reset ();
}
