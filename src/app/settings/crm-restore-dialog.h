/* Looks inside a backup and asks whether it is to take the company file's place. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void crm_restore_ask (GtkWidget *parent, const char *backup, GAsyncReadyCallback callback,
                      gpointer user_data);
/* The backup's path, owned by the caller, when the person agreed; else NULL. */
char *crm_restore_ask_finish (GAsyncResult *result);

G_END_DECLS
