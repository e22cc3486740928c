/* Closing a dialog with what was typed into it: asked about before it is lost. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Whether something would be lost if @dialog was closed now. */
typedef gboolean (*CrmDialogIsTyped) (gpointer dialog);
/* @dialog is about to be closed; @discarded: the person gave up what was typed. */
typedef void (*CrmDialogClosing) (gpointer dialog, gboolean discarded);

void crm_dialog_guard (AdwDialog *dialog, CrmDialogIsTyped is_typed, CrmDialogClosing closing);
void crm_dialog_close_now (AdwDialog *dialog);

G_END_DECLS
