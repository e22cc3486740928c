/* Drop or paste anything: a card, an event, a letter, a file, the signature under a letter. */
#pragma once

#include <gtk/gtk.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

/* Reads the files off the main thread, then shows over @parent what they become. @subject: the
 * record one looks at; 0: none. (element-type GFile) */
void crm_bring_files (GtkWidget *parent, CrmWorkspace *workspace, gint64 subject, GSList *files);
/* A signature becomes a contact; any other text goes into the quick line. */
void crm_bring_text (GtkWidget *parent, CrmWorkspace *workspace, gint64 subject, const char *text);
/* What was copied, files before text before a picture. FALSE: it is none of these. */
gboolean crm_bring_clipboard (GtkWidget *parent, CrmWorkspace *workspace, gint64 subject);
/* Whether some of them become more than an attached file. (element-type GFile) */
gboolean crm_bring_knows (GSList *files);

/* Lets files and texts be dropped on @widget. @func: the record one looks at there. */
typedef gint64 (*CrmBringSubjectFunc) (GtkWidget *widget);
void crm_bring_add_target (GtkWidget *widget, CrmWorkspace *workspace, CrmBringSubjectFunc func);

G_END_DECLS
