/* A row for a field of somebody's blank: a line, several lines, a switch or a choice. */
#include "config.h"

#include "crm-blank-row.h"

#include <glib/gi18n.h>
#include <string.h>

#define KEY_HUSHED "blank-row-hushed"
#define KEY_TEXT "blank-row-text"
#define KEY_BOX "blank-row-box"

typedef struct {
  CrmBlankRowFunc func;
  gpointer data;
  GtkWidget *row; /* borrowed */
} Listener;

static void
free_listener (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
changed_cb (Listener *listener)
{
  if (g_object_get_data (G_OBJECT (listener->row), KEY_HUSHED) == NULL)
    listener->func (listener->row, listener->data);
}

static void
listen (gpointer object, const char *signal, GtkWidget *row, CrmBlankRowFunc func, gpointer data)
{
  Listener *listener = g_new0 (Listener, 1);

  *listener = (Listener) { func, data, row };
  g_signal_connect_data (object, signal, G_CALLBACK (changed_cb), listener, free_listener,
                         G_CONNECT_SWAPPED);
}

static GtkWidget *
make_line (const CrmBlankField *field)
{
  GtkWidget *row = adw_entry_row_new ();

  if (field->most > 0)
    adw_entry_row_set_max_length (ADW_ENTRY_ROW (row), (int) MIN (field->most, 10000));
  return row;
}

/* Adwaita has no row for several lines. */
static GtkWidget *
make_lines (const CrmBlankField *field)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (crm_blank_field_get_label (field));
  GtkWidget *text = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (text), FALSE);
  gtk_widget_set_size_request (text, -1, 54);
  gtk_widget_add_css_class (text, "inline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  crm_blank_field_get_label (field), -1);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), KEY_TEXT, buffer);
  g_object_set_data (G_OBJECT (row), KEY_BOX, head);
  return row;
}

static GtkWidget *
make_choice (const CrmBlankField *field)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, C_ ("no value", "None"));
  for (gsize i = 0; field->choices[i] != NULL; i++)
    gtk_string_list_append (choices, field->choices[i]);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  return row;
}

/**
 * crm_blank_row_new:
 * @field: a field
 * @func: called when a person changed it
 * @data: for @func
 *
 * Returns: (transfer floating): a row with the label of the field; it is empty
 */
GtkWidget *
crm_blank_row_new (const CrmBlankField *field, CrmBlankRowFunc func, gpointer data)
{
  GtkWidget *row = NULL;

  switch (field->kind) {
  case CRM_BLANK_TEXT:
    row = field->multiline ? make_lines (field) : make_line (field);
    break;
  case CRM_BLANK_CHECK:
    row = adw_switch_row_new ();
    break;
  case CRM_BLANK_CHOICE:
    row = make_choice (field);
    break;
  default:
    g_assert_not_reached ();
  }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_blank_field_get_label (field));
  gtk_widget_set_tooltip_text (row, crm_blank_field_get_label (field));
  if (ADW_IS_ENTRY_ROW (row))
    listen (row, "changed", row, func, data);
  else if (ADW_IS_SWITCH_ROW (row))
    listen (row, "notify::active", row, func, data);
  else if (ADW_IS_COMBO_ROW (row))
    listen (row, "notify::selected", row, func, data);
  else
    listen (g_object_get_data (G_OBJECT (row), KEY_TEXT), "changed", row, func, data);
  return row;
}

/**
 * crm_blank_row_dup_text:
 * @row: a row
 * @field: its field
 *
 * Returns: (transfer full): what it is filled with; "1" for a switch that is on
 */
char *
crm_blank_row_dup_text (GtkWidget *row, const CrmBlankField *field)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer;
  guint selected;

  if (ADW_IS_ENTRY_ROW (row))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  if (ADW_IS_SWITCH_ROW (row))
    return g_strdup (adw_switch_row_get_active (ADW_SWITCH_ROW (row)) ? "1" : "");
  if (ADW_IS_COMBO_ROW (row)) {
    selected = adw_combo_row_get_selected (ADW_COMBO_ROW (row));
    return g_strdup (selected > 0 && selected <= g_strv_length (field->choices)
                         ? field->choices[selected - 1]
                         : "");
  }
  buffer = g_object_get_data (G_OBJECT (row), KEY_TEXT);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static guint
find_choice (const CrmBlankField *field, const char *text)
{
  for (guint i = 0; field->choices[i] != NULL; i++)
    if (strcmp (field->choices[i], text) == 0)
      return i + 1;
  return 0;
}

/**
 * crm_blank_row_set_text:
 * @row: a row
 * @field: its field
 * @text: what it is filled with
 *
 * Nobody is told.
 */
void
crm_blank_row_set_text (GtkWidget *row, const CrmBlankField *field, const char *text)
{
  g_object_set_data (G_OBJECT (row), KEY_HUSHED, row);
  if (ADW_IS_ENTRY_ROW (row))
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  else if (ADW_IS_SWITCH_ROW (row))
    adw_switch_row_set_active (ADW_SWITCH_ROW (row), *text != '\0');
  else if (ADW_IS_COMBO_ROW (row))
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), find_choice (field, text));
  else
    gtk_text_buffer_set_text (g_object_get_data (G_OBJECT (row), KEY_TEXT), text, -1);
  g_object_set_data (G_OBJECT (row), KEY_HUSHED, NULL);
}

void
crm_blank_row_add_suffix (GtkWidget *row, GtkWidget *suffix)
{
  if (ADW_IS_ENTRY_ROW (row))
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), suffix);
  else if (g_object_get_data (G_OBJECT (row), KEY_BOX) != NULL)
    gtk_box_append (g_object_get_data (G_OBJECT (row), KEY_BOX), suffix);
}
