/* The settings of one block of a form, or of one column of a table. */
#include "config.h"

#include "crm-block-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-form-rows.h"
#include "crm-order-row.h"
#include "crm-path-chooser.h"
#include "crm-text-edit.h"

struct _CrmBlockPage {
  AdwNavigationPage parent_instance;

  CrmFormSession *session; /* owned */
  guint ordinal;
  gboolean is_column;
  CrmFormPart part;

  AdwBin *bin;
  AdwPreferencesPage *page;
  CrmTextEdit *text; /* borrowed; NULL where nothing is written */
};

G_DEFINE_FINAL_TYPE (CrmBlockPage, crm_block_page, ADW_TYPE_NAVIGATION_PAGE)

#define ALIGNS "left center right justify"
#define ALIGN_NAMES NC_ ("form choice", "Left|Centre|Right|Both sides")

static const CrmFormRowKind size_row = {
  "size", NC_ ("form setting", "Size of type"), N_ ("Size changed"), NULL, NULL, 4, 72, 0.5, "9"
};
static const CrmFormRowKind bold_row = { "bold", NC_ ("form setting", "Bold"), N_ ("Style changed"),
                                         .otherwise = "no" };
static const CrmFormRowKind italic_row = { "italic", NC_ ("form setting", "Italic"),
                                           N_ ("Style changed"), .otherwise = "no" };
static const CrmFormRowKind align_row = { "align",
                                          NC_ ("form setting", "Alignment"),
                                          N_ ("Alignment changed"),
                                          ALIGNS,
                                          ALIGN_NAMES,
                                          .otherwise = "left" };
static const CrmFormRowKind picture_align_row = { "align",
                                                  NC_ ("form setting", "Alignment"),
                                                  N_ ("Alignment changed"),
                                                  "left center right",
                                                  NC_ ("form choice", "Left|Centre|Right"),
                                                  .otherwise = "left" };
static const CrmFormRowKind color_row = { "color", NC_ ("form setting", "Colour"),
                                          N_ ("Colour changed"), .otherwise = "#000000" };
static const CrmFormRowKind fill_row = { "fill", NC_ ("form setting", "Background"),
                                         N_ ("Colour changed"), .otherwise = "#ffffff" };
static const CrmFormRowKind head_fill_row = { "head-fill",
                                              NC_ ("form setting", "Background of the head"),
                                              N_ ("Colour changed"), .otherwise = "#ffffff" };
static const CrmFormRowKind head_bold_row = { "head-bold", NC_ ("form setting", "Bold head"),
                                              N_ ("Style changed"), .otherwise = "no" };
static const CrmFormRowKind ruled_row = {
  "ruled",
  NC_ ("form setting", "Rules"),
  N_ ("Rules changed"),
  "all rows outer none",
  NC_ ("form choice", "Around every cell|Between lines|Around the table|None"),
  .otherwise = "all"
};
static const CrmFormRowKind above_row = {
  "above", NC_ ("form setting", "Space above, mm"), N_ ("Space changed"), NULL, NULL, 0, 200, 0.5,
  "0"
};
static const CrmFormRowKind below_row = {
  "below", NC_ ("form setting", "Space below, mm"), N_ ("Space changed"), NULL, NULL, 0, 200, 0.5,
  "0"
};
static const CrmFormRowKind width_row = {
  "width", NC_ ("form setting", "Width, mm"), N_ ("Width changed"), NULL, NULL, 1, 400, 1, "40"
};
static const CrmFormRowKind height_row = {
  "height", NC_ ("form setting", "Height, mm"), N_ ("Height changed"), NULL, NULL, 0.5, 400, 0.5,
  "10"
};
static const CrmFormRowKind thickness_row = { "thickness",
                                              NC_ ("form setting", "Thickness, points"),
                                              N_ ("Thickness changed"),
                                              NULL,
                                              NULL,
                                              0.1,
                                              20,
                                              0.1,
                                              "0.5" };
static const CrmFormRowKind pages_row = { "pages",
                                          NC_ ("form setting", "On pages"),
                                          N_ ("Pages changed"),
                                          "all first rest",
                                          NC_ ("form choice", "All|The first|All but the first"),
                                          .otherwise = "all" };

#define MOST_ROWS 7

static const CrmFormRowKind *const rows_of_part[][MOST_ROWS] = {
  [CRM_FORM_PART_TEXT] = { &size_row, &bold_row, &italic_row, &align_row, &color_row, &above_row,
                           &below_row },
  [CRM_FORM_PART_TABLE] = { &size_row, &head_bold_row, &head_fill_row, &ruled_row, &above_row,
                            &below_row },
  [CRM_FORM_PART_PICTURE] = { &width_row, &height_row, &picture_align_row, &above_row, &below_row },
  [CRM_FORM_PART_CODE] = { &width_row, &above_row, &below_row },
  [CRM_FORM_PART_RULE] = { &thickness_row, &color_row, &above_row, &below_row },
  [CRM_FORM_PART_SPACE] = { &height_row },
  [CRM_FORM_PART_DIGITS] = { &size_row, &above_row, &below_row },
  [CRM_FORM_PART_BOXES] = { &size_row, &above_row, &below_row },
  [CRM_FORM_PART_ROW] = { &size_row, &bold_row, &above_row, &below_row },
  [CRM_FORM_PART_COLUMN] = { &size_row, &bold_row, &fill_row, &above_row, &below_row },
  [CRM_FORM_PART_HEADER] = { &pages_row, &size_row, &color_row },
  [CRM_FORM_PART_FOOTER] = { &pages_row, &size_row, &color_row },
  [CRM_FORM_PART_BREAK] = { NULL },
};

static CrmFormDraft *
get_draft (CrmBlockPage *self)
{
  return crm_form_session_get_draft (self->session);
}

static AdwPreferencesGroup *
add_group (CrmBlockPage *self, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title != NULL)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

/* --- What is written */

static void
edited_cb (CrmBlockPage *self)
{
  g_autofree char *content = crm_text_edit_dup_content (self->text);
  g_autoptr (GError) error = NULL;

  crm_form_draft_set_content (get_draft (self), self->ordinal, content, &error);
  crm_text_edit_set_problem (self->text, error != NULL ? error->message : NULL);
}

static gboolean
is_of_lines (CrmBlockPage *self)
{
  g_autofree char *list = NULL;

  if (!self->is_column)
    return FALSE;
  list = crm_form_draft_dup_attribute (
      get_draft (self), crm_form_draft_find_block (get_draft (self), self->ordinal), "list");
  return g_strcmp0 (list, "lines") == 0;
}

static void
add_text (CrmBlockPage *self)
{
  AdwPreferencesGroup *group =
      add_group (self, self->is_column ? _ ("In Each Line") : _ ("What Is Written"));
  g_autofree char *content = crm_form_draft_dup_content (get_draft (self), self->ordinal);

  self->text = CRM_TEXT_EDIT (crm_text_edit_new (is_of_lines (self)));
  crm_text_edit_set_content (self->text, content);
  g_signal_connect_object (self->text, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->text));
}

/* --- Whether it is printed */

static void
shown_cb (CrmBlockPage *self, GParamSpec *pspec, AdwSwitchRow *row)
{
  GError *error = NULL;

  crm_form_draft_set_shown (get_draft (self), self->ordinal, adw_switch_row_get_active (row),
                            &error);
  crm_form_session_check (self->session, error);
}

static char *
dup_condition (CrmBlockPage *self)
{
  g_autofree char *condition =
      crm_form_draft_dup_attribute (get_draft (self), self->ordinal, "visible-if");
  g_auto (GStrv) terms = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  g_autofree char *list = NULL;

  if (condition == NULL)
    return NULL;
  terms = g_strsplit (condition, " ", -1);
  for (gsize i = 0; terms[i] != NULL; i++) {
    gboolean negated = terms[i][0] == '!' || strstr (terms[i], "!=") != NULL;
    const char *bare = terms[i] + (terms[i][0] == '!' ? 1 : 0);
    g_autofree char *path = g_strndup (bare, strcspn (bare, "!="));
    g_autofree char *name = NULL;
    if (path[0] == '\0')
      continue;
    name = crm_form_dup_path_name (path);
    /* Translators: %s is the name of a field */
    g_ptr_array_add (names, negated ? g_strdup_printf (_ ("no “%s”"), name)
                                    : g_strdup_printf ("“%s”", name));
  }
  list = g_strjoinv (", ", (char **) names->pdata);
  /* Translators: %s is a list of fields */
  return g_strdup_printf (_ ("Only where there is: %s"), list);
}

static void
add_shown (CrmBlockPage *self)
{
  AdwPreferencesGroup *group = add_group (self, NULL);
  GtkWidget *row = adw_switch_row_new ();
  g_autofree char *shown = crm_form_draft_dup_attribute (get_draft (self), self->ordinal, "shown");
  g_autofree char *condition = dup_condition (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("On the Page"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (condition != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), condition);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), g_strcmp0 (shown, "no") != 0);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
}

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
  g_autoptr (GArray) columns = crm_form_draft_list_columns (get_draft (self), self->ordinal);
  GError *error = NULL;
  guint column;

  if (from >= columns->len || to >= columns->len)
    return;
  column = g_array_index (columns, guint, from);
  for (; from != to && column != 0; from += to > from ? 1 : -1)
    column = crm_form_draft_move (get_draft (self), column, to > from ? 1 : -1, &error);
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

  crm_form_draft_add_column (get_draft (self), self->ordinal, name, content, &error);
  if (crm_form_session_check (self->session, error))
    crm_block_page_renew (self);
}

static void
add_columns (CrmBlockPage *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Columns"));
  g_autoptr (GArray) columns = crm_form_draft_list_columns (get_draft (self), self->ordinal);
  g_autofree char *list = crm_form_draft_dup_attribute (get_draft (self), self->ordinal, "list");
  GtkWidget *more = gtk_menu_button_new ();
  GtkWidget *chooser = crm_path_chooser_new (g_strcmp0 (list, "lines") == 0);

  for (guint i = 0; i < columns->len; i++) {
    guint column = g_array_index (columns, guint, i);
    g_autofree char *title = crm_form_draft_dup_attribute (get_draft (self), column, "title");
    g_autofree char *shown = crm_form_draft_dup_attribute (get_draft (self), column, "shown");
    g_autofree char *excerpt = crm_form_draft_dup_excerpt (get_draft (self), column);
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

  crm_form_draft_set_attribute (get_draft (self), self->ordinal, "title",
                                gtk_editable_get_text (entry), _ ("Title of a column changed"),
                                &error);
  crm_form_session_check (self->session, error);
}

enum { WIDTH_AUTO, WIDTH_SHARE, WIDTH_FIXED };

static guint
get_width_mode (CrmBlockPage *self)
{
  g_autofree char *width = crm_form_draft_dup_attribute (get_draft (self), self->ordinal, "width");

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
  crm_form_draft_set_attribute (get_draft (self), self->ordinal, "width", widths[mode],
                                _ ("Width changed"), &error);
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

static void
add_column_settings (CrmBlockPage *self)
{
  AdwPreferencesGroup *group = add_group (self, NULL);
  GtkWidget *title = adw_entry_row_new ();
  g_autofree char *value = crm_form_draft_dup_attribute (get_draft (self), self->ordinal, "title");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (title), _ ("Title"));
  gtk_editable_set_text (GTK_EDITABLE (title), value != NULL ? value : "");
  gtk_editable_set_enable_undo (GTK_EDITABLE (title), FALSE);
  g_signal_connect_object (title, "changed", G_CALLBACK (title_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, title);
  add_width (self, group);
  adw_preferences_group_add (group, crm_form_row_new (self->session, self->ordinal, &align_row));
  adw_preferences_group_add (group, crm_form_row_new (self->session, self->ordinal, &bold_row));
}

/* --- Order, and what comes and goes */

static void
go_back (CrmBlockPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  if (view != NULL && !self->is_column)
    crm_form_session_select (self->session, 0);
  else if (view != NULL)
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
move (CrmBlockPage *self, int step)
{
  GError *error = NULL;
  guint moved = crm_form_draft_move (get_draft (self), self->ordinal, step, &error);

  if (!crm_form_session_check (self->session, error))
    return;
  self->ordinal = moved;
  if (self->is_column)
    crm_block_page_renew (self);
  else
    crm_form_session_select (self->session, moved);
}

static void
up_cb (CrmBlockPage *self)
{
  move (self, -1);
}

static void
down_cb (CrmBlockPage *self)
{
  move (self, 1);
}

static void
remove_cb (CrmBlockPage *self)
{
  GError *error = NULL;

  crm_form_draft_remove (get_draft (self), self->ordinal, &error);
  if (crm_form_session_check (self->session, error))
    go_back (self);
}

static void
add_text_cb (CrmBlockPage *self)
{
  GError *error = NULL;
  guint added = crm_form_draft_add_text (get_draft (self), self->ordinal, _ ("New text"), &error);

  if (crm_form_session_check (self->session, error))
    crm_form_session_select (self->session, added);
}

static void
field_chosen_cb (CrmBlockPage *self, const char *path, const char *name)
{
  GError *error = NULL;
  const char *bare = strstr (name, ": ");
  guint added = crm_form_draft_add_field (get_draft (self), self->ordinal,
                                          bare != NULL ? bare + 2 : name, path, &error);

  if (crm_form_session_check (self->session, error))
    crm_form_session_select (self->session, added);
}

static GtkWidget *
create_button (CrmBlockPage *self, const char *icon, const char *name, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_order (CrmBlockPage *self)
{
  AdwPreferencesGroup *group = add_group (self, NULL);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *before = self->is_column ? _ ("Move Left") : _ ("Move Up");
  const char *behind = self->is_column ? _ ("Move Right") : _ ("Move Down");
  GtkWidget *up = create_button (self, self->is_column ? "go-previous-symbolic" : "go-up-symbolic",
                                 before, G_CALLBACK (up_cb));
  GtkWidget *down = create_button (self, self->is_column ? "go-next-symbolic" : "go-down-symbolic",
                                   behind, G_CALLBACK (down_cb));
  GtkWidget *gone =
      create_button (self, "user-trash-symbolic", _ ("Remove"), G_CALLBACK (remove_cb));

  gtk_widget_set_sensitive (up, crm_form_draft_can_move (get_draft (self), self->ordinal, -1));
  gtk_widget_set_sensitive (down, crm_form_draft_can_move (get_draft (self), self->ordinal, 1));
  gtk_widget_add_css_class (gone, "destructive-action");
  gtk_widget_set_hexpand (gone, TRUE);
  gtk_widget_set_halign (gone, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (bar), up);
  gtk_box_append (GTK_BOX (bar), down);
  gtk_box_append (GTK_BOX (bar), gone);
  adw_preferences_group_add (group, bar);
}

static void
add_more (CrmBlockPage *self)
{
  AdwPreferencesGroup *group = add_group (self, _ ("Below This"));
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_button_new_with_mnemonic (_ ("Add _Text"));
  GtkWidget *field = gtk_menu_button_new ();
  GtkWidget *chooser = crm_path_chooser_new (FALSE);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (field), _ ("Add _Field"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (field), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (field), chooser);
  g_signal_connect_object (text, "clicked", G_CALLBACK (add_text_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (field_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), text);
  gtk_box_append (GTK_BOX (bar), field);
  adw_preferences_group_add (group, bar);
}

/* --- The whole */

static void
add_rows (CrmBlockPage *self)
{
  AdwPreferencesGroup *group;

  if (rows_of_part[self->part][0] == NULL)
    return;
  group = add_group (self, _ ("Look"));
  for (gsize i = 0; i < MOST_ROWS && rows_of_part[self->part][i] != NULL; i++)
    adw_preferences_group_add (
        group, crm_form_row_new (self->session, self->ordinal, rows_of_part[self->part][i]));
}

static void
fill (CrmBlockPage *self)
{
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->text = NULL;
  if (self->is_column || self->part == CRM_FORM_PART_TEXT)
    add_text (self);
  if (self->is_column)
    add_column_settings (self);
  else if (self->part == CRM_FORM_PART_TABLE)
    add_columns (self);
  add_shown (self);
  if (!self->is_column)
    add_rows (self);
  if (!self->is_column && self->part != CRM_FORM_PART_HEADER && self->part != CRM_FORM_PART_FOOTER)
    add_more (self);
  add_order (self);
  adw_bin_set_child (self->bin, GTK_WIDGET (self->page));
}

/* What stands at the ordinal: a block, or a column of one. */
static gboolean
find_part (CrmBlockPage *self, gboolean *is_column, CrmFormPart *part)
{
  guint block = crm_form_draft_find_block (get_draft (self), self->ordinal);
  g_autoptr (GPtrArray) blocks = crm_form_draft_list_blocks (get_draft (self));
  g_autoptr (GArray) columns = crm_form_draft_list_columns (get_draft (self), block);

  *is_column = FALSE;
  for (guint i = 0; i < columns->len; i++)
    *is_column = *is_column || g_array_index (columns, guint, i) == self->ordinal;
  for (guint i = 0; i < blocks->len; i++)
    if (((CrmFormBlock *) blocks->pdata[i])->ordinal == block)
      *part = ((CrmFormBlock *) blocks->pdata[i])->part;
  return block != 0 && (*is_column || block == self->ordinal);
}

static void
crm_block_page_dispose (GObject *object)
{
  g_clear_object (&CRM_BLOCK_PAGE (object)->session);

  G_OBJECT_CLASS (crm_block_page_parent_class)->dispose (object);
}

static void
crm_block_page_class_init (CrmBlockPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_block_page_dispose;
}

static void
crm_block_page_init (CrmBlockPage *self)
{
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  self->bin = ADW_BIN (adw_bin_new ());
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), GTK_WIDGET (self->bin));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), toolbar);
}

/**
 * crm_block_page_new:
 * @session: of the form
 * @ordinal: of a block, or of a column of a table
 *
 * Returns: (transfer floating): its settings
 */
CrmBlockPage *
crm_block_page_new (CrmFormSession *session, guint ordinal)
{
  CrmBlockPage *self = g_object_new (CRM_TYPE_BLOCK_PAGE, NULL);

  self->session = g_object_ref (session);
  self->ordinal = ordinal;
  find_part (self, &self->is_column, &self->part);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 self->is_column ? _ ("Column")
                                                 : crm_form_part_get_label (self->part));
  fill (self);
  return self;
}

guint
crm_block_page_get_ordinal (CrmBlockPage *self)
{
  return self->ordinal;
}

gboolean
crm_block_page_renew (CrmBlockPage *self)
{
  gboolean is_column;
  CrmFormPart part;

  if (!find_part (self, &is_column, &part) || is_column != self->is_column || part != self->part)
    return FALSE;
  fill (self);
  return TRUE;
}
