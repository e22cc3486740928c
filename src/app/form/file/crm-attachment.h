/* Attached files: in from the desktop, out to it. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Called when all was said and done; @attached: whether everything was. May be NULL. */
typedef void (*CrmAttachedFunc) (gboolean attached, gpointer data);

/* Attaches files to a record, in one change; says what it did and what not. (element-type GFile) */
void crm_attach_files (CrmWorkspace *workspace, gint64 subject, GSList *files, CrmAttachedFunc func,
                       gpointer data);
/* Attaches a file to a record and makes it the value of a field. */
void crm_attach_to_field (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id,
                          const CrmField *field, GFile *file);
/* The files or the picture that were copied; FALSE when the clipboard has neither. */
gboolean crm_attach_clipboard (CrmWorkspace *workspace, gint64 subject, GdkClipboard *clipboard);
/* Any thread. NOT larger than CRM_FILE_MOST_BYTES. */
GBytes *crm_attachment_read (GFile *file, char **name, GCancellable *cancellable, GError **error);

/* The same from a thread of its own. @callback is called on this one. */
void crm_attachment_read_async (GFile *file, GAsyncReadyCallback callback, gpointer user_data);
GBytes *crm_attachment_read_finish (GFile *file, GAsyncResult *result, char **name, GError **error);

/* The bytes of an attached file, from the reader thread. */
void crm_attachment_load_async (CrmWorkspace *workspace, CrmRecord *file, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
GBytes *crm_attachment_load_finish (CrmWorkspace *workspace, GAsyncResult *result, GError **error);

void crm_attachment_open (CrmWorkspace *workspace, CrmRecord *file, GtkWidget *parent);
void crm_attachment_save_as (CrmWorkspace *workspace, CrmRecord *file, GtkWidget *parent);
char *crm_attachment_dup_picture_name (void); /* of one that was pasted now */
/* Without folders, control characters and leading dots. */
char *crm_attachment_dup_safe_name (CrmRecord *file);
gboolean crm_attachment_is_program (CrmRecord *file);
/* Writes a copy that only this user can read; removed with the workspace. */
GFile *crm_attachment_export (CrmWorkspace *workspace, CrmRecord *file, GBytes *content,
                              GError **error);

G_END_DECLS
