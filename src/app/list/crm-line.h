/* One line of text whose width does not depend on it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list makes some two thousand of these before its first frame. A GtkInscription asks for its
 * style before it has a parent, which costs more than all the rest of a row; this lays out what it
 * says when that is measured or drawn. */
#define CRM_TYPE_LINE (crm_line_get_type ())
G_DECLARE_FINAL_TYPE (CrmLine, crm_line, CRM, LINE, GtkWidget)

/* Of the widget's font, in units of Pango. */
typedef struct {
  int character; /* how wide an ordinary one is, or a digit where that is wider */
  int ascent;
  int descent;
} CrmFontSize;

/* Hundreds of cells ask this of the same font: it is looked up once. */
const CrmFontSize *crm_font_size (GtkWidget *widget); /* valid until the next call */

GtkWidget *crm_line_new (int least_characters, int natural_characters);
void crm_line_set_text (CrmLine *self, const char *text);
const char *crm_line_get_text (CrmLine *self);
/* At the end of the line, all digits as wide as one another. */
void crm_line_set_figure (CrmLine *self);

G_END_DECLS
