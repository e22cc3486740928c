/* The columns of a table of a form: their order, and the settings of one of them. */
#include "config.h"

#include "crm-block-page-private.h"

#include <glib/gi18n.h>

#include "crm-form-rows.h"
#include "crm-order-row.h"
#include "crm-path-chooser.h"

/* --- Columns of a table */

static void
open_page (CrmBlockPage *self, guint ordinal)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL)
    adw_navigation_view_push (ADW_NAVIGATION_VIEW (view),
                              ADW_NAVIGATION_PAGE (crm_block_page_new (self->session, ordinal)));
}

static void
column_activated_cb (CrmBlockPage *self, GtkWidget *row)
{
  open_page (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "column")));
}

static void
column_moved (gpointer owner, guint from, guint to)
{
  CrmBlockPage *self = owner;
  g_autoptr (GArray) columns =
      crm_form_draft_list_columns (crm_block_page_get_draft (self), self->ordinal);
  GError *error = NULL;
  guint column;

  if (from >= columns->len || to >= columns->len)
    return;
  column = g_array_index (columns, guint, from);
  for (; from != to && column != 0; from += to > from ? 1 : -1)
    column =
        crm_form_draft_move (crm_block_page_get_draft (self), column, to > from ? 1 : -1, &error);
  crm_form_session_check (self->session, error);
  crm_block_page_renew (self);
}

static void
column_chosen_cb (CrmBlockPage *self, const char *path, const char *name)
{
  GError *error = NULL;
  g_auto (GStrv) parts = g_strsplit (path, "|", 2);
  g_autofree char *content = g_strdup_printf ("{{%s?%s%s}}", parts[0], parts[1] != NULL ? "|" : "",
                                              parts[1] != NULL ? parts[1] : "");

  crm_form_draft_add_column (crm_block_page_get_draft (self), self->ordinal, name, content, &error);
  if (crm_form_session_check (self->session, error))
    crm_block_page_renew (self);
}

void
crm_block_page_add_columns (CrmBlockPage *self)
{
  AdwPreferencesGroup *group = crm_block_page_add_group (self, _ ("Columns"));
  g_autoptr (GArray) columns =
      crm_form_draft_list_columns (crm_block_page_get_draft (self), self->ordinal);
  g_autofree char *list =
      crm_form_draft_dup_attribute (crm_block_page_get_draft (self), self->ordinal, "list");
  GtkWidget *more = gtk_menu_button_new ();
  GtkWidget *chooser = crm_path_chooser_new (g_strcmp0 (list, "lines") == 0);

  for (guint i = 0; i < columns->len; i++) {
    guint column = g_array_index (columns, guint, i);
    g_autofree char *title =
        crm_form_draft_dup_attribute (crm_block_page_get_draft (self), column, "title");
    g_autofree char *shown =
        crm_form_draft_dup_attribute (crm_block_page_get_draft (self), column, "shown");
    g_autofree char *excerpt = crm_form_draft_dup_excerpt (crm_block_page_get_draft (self), column);
    gboolean named = title != NULL && title[0] != '\0';
    GtkWidget *row = crm_order_row_new (named ? title : excerpt, named ? excerpt : NULL, i,
                                        columns->len, column_moved, self);
    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
    adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
    if (g_strcmp0 (shown, "no") == 0)
      gtk_widget_add_css_class (row, "dim-label");
    g_object_set_data (G_OBJECT (row), "column", GUINT_TO_POINTER (column));
    g_signal_connect_object (row, "activated", G_CALLBACK (column_activated_cb), self,
                             G_CONNECT_SWAPPED);
    adw_preferences_group_add (group, row);
  }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (more), _ ("_Add Column"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (more), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (more), chooser);
  gtk_widget_add_css_class (more, "flat");
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (column_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (group, more);
}

/* --- A column itself */

static void
title_cb (CrmBlockPage *self, GtkEditable *entry)
{
  GError *error = NULL;

  crm_form_draft_set_attribute (crm_block_page_get_draft (self), self->ordinal, "title",
                                gtk_editable_get_text (entry), _ ("Title of a column changed"),
                                &error);
  crm_form_session_check (self->session, error);
}

enum { WIDTH_AUTO, WIDTH_SHARE, WIDTH_FIXED };

static guint
get_width_mode (CrmBlockPage *self)
{
  g_autofree char *width =
      crm_form_draft_dup_attribute (crm_block_page_get_draft (self), self->ordinal, "width");

  if (width == NULL)
    return WIDTH_SHARE;
  return g_str_equal (width, "auto") ? WIDTH_AUTO : WIDTH_FIXED;
}

static void
width_mode_cb (CrmBlockPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  static const char *const widths[] = { "auto", NULL, "20" };
  guint mode = adw_combo_row_get_selected (row);
  GtkWidget *fixed = g_object_get_data (G_OBJECT (row), "fixed");
  GError *error = NULL;

  if (mode >= G_N_ELEMENTS (widths) || mode == get_width_mode (self))
    return;
  crm_form_draft_set_attribute (crm_block_page_get_draft (self), self->ordinal, "width",
                                widths[mode], _ ("Width changed"), &error);
  crm_form_session_check (self->session, error);
  if (mode == WIDTH_FIXED)
    adw_spin_row_set_value (ADW_SPIN_ROW (fixed), g_ascii_strtod (widths[mode], NULL));
  gtk_widget_set_visible (fixed, mode == WIDTH_FIXED);
}

static void
add_width (CrmBlockPage *self, AdwPreferencesGroup *group)
{
  static const CrmFormRowKind fixed_row = {
    "width", NC_ ("form setting", "Width, mm"), N_ ("Width changed"), NULL, NULL, 3, 400, 1, "20"
  };
  const char *const modes[] = { _ ("As what is in it needs"), _ ("What the others leave"),
                                _ ("Fixed"), NULL };
  GtkWidget *mode = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (modes);
  GtkWidget *fixed = crm_form_row_new (self->session, self->ordinal, &fixed_row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (mode), _ ("Width"));
  adw_combo_row_set_model (ADW_COMBO_ROW (mode), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (mode), get_width_mode (self));
  gtk_widget_set_visible (fixed, get_width_mode (self) == WIDTH_FIXED);
  g_object_set_data (G_OBJECT (mode), "fixed", fixed);
  g_signal_connect_object (mode, "notify::selected", G_CALLBACK (width_mode_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, mode);
  adw_preferences_group_add (group, fixed);
}

void
crm_block_page_add_column_settings (CrmBlockPage *self)
{
  AdwPreferencesGroup *group = crm_block_page_add_group (self, NULL);
  GtkWidget *title = adw_entry_row_new ();
  g_autofree char *value =
      crm_form_draft_dup_attribute (crm_block_page_get_draft (self), self->ordinal, "title");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (title), _ ("Title"));
  gtk_editable_set_text (GTK_EDITABLE (title), value != NULL ? value : "");
  gtk_editable_set_enable_undo (GTK_EDITABLE (title), FALSE);
  g_signal_connect_object (title, "changed", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, title);
  add_width (self, group);
  crm_block_page_add_column_look (self, group);
}
