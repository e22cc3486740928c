/* A disk that loses, reorders and tears what was not synced when the lights go out, and that fails
 * on demand. It stands under the store as SQLite's file layer. */
#pragma once

#include <glib.h>

typedef enum {
  DISK_WRITE = 1 << 0, /* writing, truncating, making and deleting files */
  DISK_SYNC = 1 << 1,
  DISK_READ = 1 << 2,
} DiskOperation;

void disk_model_install (void);
void disk_model_uninstall (void);

/* All files are as they stand, the power is on, nothing fails. No file may be open. */
void disk_model_reset (void);
/* The lights go out at the @n_operations th write or sync from now. */
void disk_model_cut_after (int n_operations);
gboolean disk_model_is_dark (void);
/* The @n_operations th of @operations from now gives @code, and where @is_sticky all further ones.
 * A failed sync forgets what it was to write. */
void disk_model_fail_after (int operations, int n_operations, int code, gboolean is_sticky);
gboolean disk_model_has_failed (void);
/* Puts on the real disk what is left after the cut. No file may be open. */
void disk_model_settle (GRand *random);
