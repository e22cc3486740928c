/* A damaged company file, opened so far as it lets itself be opened. */
#pragma once

#include "crm-database.h"

G_BEGIN_DECLS

typedef struct {
  CrmDatabase *sound;   /* owned; refuses pages whose checksum does not match */
  CrmDatabase *lenient; /* owned; takes them as they are */
  char *copy;           /* owned; a copy with a mended beginning, or NULL */
} CrmMendedFile;

CrmMendedFile *crm_mended_file_open (const char *path, const char *scratch, GPtrArray *lost,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void crm_mended_file_close (CrmMendedFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMendedFile, crm_mended_file_close)

G_END_DECLS
