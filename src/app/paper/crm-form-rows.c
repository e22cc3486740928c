/* Rows that set an attribute of a part of a form. */
#include "config.h"

#include "crm-form-rows.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

typedef struct {
  CrmFormSession *session; /* owned */
  guint ordinal;
  const CrmFormRowKind *kind;
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_object_unref (row->session);
  g_free (row);
}

static char *
dup_value (const Row *row)
{
  CrmFormDraft *draft = crm_form_session_get_draft (row->session);
  char *value = crm_form_draft_dup_style (draft, row->ordinal, row->kind->attribute);

  return value != NULL ? value : g_strdup (row->kind->otherwise);
}

/* @value: (nullable): takes the attribute away */
static void
set_value (const Row *row, const char *value)
{
  g_autofree char *before = dup_value (row);
  GError *error = NULL;

  if (g_strcmp0 (before, value != NULL ? value : row->kind->otherwise) == 0)
    return;
  crm_form_draft_set_attribute (crm_form_session_get_draft (row->session), row->ordinal,
                                row->kind->attribute, value, _ (row->kind->done), &error);
  crm_form_session_check (row->session, error);
}

/* --- Kinds of rows */

static void
spun_cb (GtkWidget *widget, GParamSpec *pspec, Row *row)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6g", adw_spin_row_get_value (ADW_SPIN_ROW (widget)));
  set_value (row, text);
}

static GtkWidget *
create_number (Row *row)
{
  const CrmFormRowKind *kind = row->kind;
  GtkWidget *widget = adw_spin_row_new_with_range (kind->least, kind->most, kind->step);
  g_autofree char *value = dup_value (row);

  adw_spin_row_set_digits (ADW_SPIN_ROW (widget), kind->step < 1 ? 1 : 0);
  adw_spin_row_set_value (ADW_SPIN_ROW (widget), value != NULL ? g_ascii_strtod (value, NULL) : 0);
  g_signal_connect (widget, "notify::value", G_CALLBACK (spun_cb), row);
  return widget;
}

static void
switched_cb (GtkWidget *widget, GParamSpec *pspec, Row *row)
{
  set_value (row, adw_switch_row_get_active (ADW_SWITCH_ROW (widget)) ? "yes" : "no");
}

static GtkWidget *
create_switch (Row *row)
{
  GtkWidget *widget = adw_switch_row_new ();
  g_autofree char *value = dup_value (row);

  adw_switch_row_set_active (ADW_SWITCH_ROW (widget), g_strcmp0 (value, "yes") == 0);
  g_signal_connect (widget, "notify::active", G_CALLBACK (switched_cb), row);
  return widget;
}

static void
selected_cb (GtkWidget *widget, GParamSpec *pspec, Row *row)
{
  g_auto (GStrv) values = g_strsplit (row->kind->choices, " ", -1);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (widget));

  if (selected < g_strv_length (values))
    set_value (row, values[selected]);
}

static GtkWidget *
create_choice (Row *row)
{
  GtkWidget *widget = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_auto (GStrv) values = g_strsplit (row->kind->choices, " ", -1);
  g_autofree char *value = dup_value (row);
  const char *translated = g_dpgettext2 (NULL, "form choice", row->kind->names);
  g_auto (GStrv) shown = g_strsplit (translated, "|", -1);
  guint selected = 0;

  for (guint i = 0; values[i] != NULL && shown[i] != NULL; i++) {
    gtk_string_list_append (names, shown[i]);
    if (g_strcmp0 (values[i], value) == 0)
      selected = i;
  }
  adw_combo_row_set_model (ADW_COMBO_ROW (widget), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (widget), selected);
  g_signal_connect (widget, "notify::selected", G_CALLBACK (selected_cb), row);
  return widget;
}

/* --- Colours */

/**
 * crm_form_color_button_new:
 * @color: (nullable): "#rrggbb"; black where there is none
 * @name: what it is the colour of
 *
 * Returns: (transfer floating): a button that asks for a colour; "notify::rgba" tells of it
 */
GtkWidget *
crm_form_color_button_new (const char *color, const char *name)
{
  GtkColorDialog *dialog = gtk_color_dialog_new ();
  GtkWidget *button = gtk_color_dialog_button_new (dialog);
  GdkRGBA rgba = { 0, 0, 0, 1 };

  gtk_color_dialog_set_with_alpha (dialog, FALSE);
  gtk_color_dialog_set_title (dialog, name);
  if (color != NULL)
    gdk_rgba_parse (&rgba, color);
  gtk_color_dialog_button_set_rgba (GTK_COLOR_DIALOG_BUTTON (button), &rgba);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

/**
 * crm_form_color_button_dup:
 * @button: of crm_form_color_button_new()
 *
 * Returns: (transfer full): "#rrggbb"
 */
char *
crm_form_color_button_dup (GtkWidget *button)
{
  const GdkRGBA *rgba = gtk_color_dialog_button_get_rgba (GTK_COLOR_DIALOG_BUTTON (button));

  return g_strdup_printf ("#%02x%02x%02x", (guint) lroundf (rgba->red * 255),
                          (guint) lroundf (rgba->green * 255), (guint) lroundf (rgba->blue * 255));
}

static void
colored_cb (GtkWidget *button, GParamSpec *pspec, Row *row)
{
  g_autofree char *color = crm_form_color_button_dup (button);

  set_value (row, color);
}

static GtkWidget *
create_color (Row *row)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *value = dup_value (row);
  GtkWidget *button =
      crm_form_color_button_new (value, g_dpgettext2 (NULL, "form setting", row->kind->title));

  g_signal_connect (button, "notify::rgba", G_CALLBACK (colored_cb), row);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), button);
  return widget;
}

/**
 * crm_form_row_new:
 * @session: of the form
 * @ordinal: of the part
 * @kind: what is set
 *
 * Returns: (transfer floating): a row that shows it and sets it at once
 */
GtkWidget *
crm_form_row_new (CrmFormSession *session, guint ordinal, const CrmFormRowKind *kind)
{
  Row *row = g_new (Row, 1);
  GtkWidget *widget;

  row->session = g_object_ref (session);
  row->ordinal = ordinal;
  row->kind = kind;
  if (kind->choices != NULL)
    widget = create_choice (row);
  else if (kind->most > 0)
    widget = create_number (row);
  else if (g_strcmp0 (kind->otherwise, "yes") == 0 || g_strcmp0 (kind->otherwise, "no") == 0)
    widget = create_switch (row);
  else
    widget = create_color (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget),
                                 g_dpgettext2 (NULL, "form setting", kind->title));
  g_object_set_data_full (G_OBJECT (widget), "row", row, free_row);
  return widget;
}
