/* A status in colour and word: a rounded label. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A pill is a GtkLabel; the colour is one of crm_colour_find(), NULL for neutral. */
GtkWidget *crm_pill_new (void);
void crm_pill_set (GtkWidget *pill, const char *text, const char *colour);

G_END_DECLS
