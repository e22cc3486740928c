/* Rows that set an attribute of a part of a form. */
#pragma once

#include <adwaita.h>

#include "crm-form-session.h"

G_BEGIN_DECLS

/**
 * CrmFormRowKind:
 * @attribute: name in the form's file
 * @title: untranslated, NC_("form setting", ...)
 * @done: what Undo calls it, untranslated, N_()
 * @choices: (nullable): values parted by spaces; the first is what is without it
 * @names: (nullable): how people call them, untranslated, NC_("form choice", ...), parted by bars
 * @least: of a number
 * @most: of a number; 0: it is no number
 * @step: of a number
 * @otherwise: what is without it, as it would be written
 *
 * An attribute in plain words: a choice, a number, a colour ("#" in @otherwise), or yes and no.
 */
typedef struct {
  const char *attribute;
  const char *title;
  const char *done;
  const char *choices;
  const char *names;
  double least, most, step;
  const char *otherwise;
} CrmFormRowKind;

GtkWidget *crm_form_row_new (CrmFormSession *session, guint ordinal, const CrmFormRowKind *kind);
GtkWidget *crm_form_color_button_new (const char *color, const char *name);
char *crm_form_color_button_dup (GtkWidget *button);

G_END_DECLS
