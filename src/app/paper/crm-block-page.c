/* The settings of one block of a form, or of one column of a table. */
#include "config.h"

#include "crm-block-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-path-chooser.h"

G_DEFINE_FINAL_TYPE (CrmBlockPage, crm_block_page, ADW_TYPE_NAVIGATION_PAGE)

CrmFormDraft *
crm_block_page_get_draft (CrmBlockPage *self)
{
  return crm_form_session_get_draft (self->session);
}

AdwPreferencesGroup *
crm_block_page_add_group (CrmBlockPage *self, const char *title)
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

  crm_form_draft_set_content (crm_block_page_get_draft (self), self->ordinal, content, &error);
  crm_text_edit_set_problem (self->text, error != NULL ? error->message : NULL);
}

static gboolean
is_of_lines (CrmBlockPage *self)
{
  g_autofree char *list = NULL;

  if (!self->is_column)
    return FALSE;
  list = crm_form_draft_dup_attribute (
      crm_block_page_get_draft (self),
      crm_form_draft_find_block (crm_block_page_get_draft (self), self->ordinal), "list");
  return g_strcmp0 (list, "lines") == 0;
}

static void
add_text (CrmBlockPage *self)
{
  AdwPreferencesGroup *group =
      crm_block_page_add_group (self, self->is_column ? _ ("In Each Line") : _ ("What Is Written"));
  g_autofree char *content =
      crm_form_draft_dup_content (crm_block_page_get_draft (self), self->ordinal);

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

  crm_form_draft_set_shown (crm_block_page_get_draft (self), self->ordinal,
                            adw_switch_row_get_active (row), &error);
  crm_form_session_check (self->session, error);
}

static char *
dup_condition (CrmBlockPage *self)
{
  g_autofree char *condition =
      crm_form_draft_dup_attribute (crm_block_page_get_draft (self), self->ordinal, "visible-if");
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
  AdwPreferencesGroup *group = crm_block_page_add_group (self, NULL);
  GtkWidget *row = adw_switch_row_new ();
  g_autofree char *shown =
      crm_form_draft_dup_attribute (crm_block_page_get_draft (self), self->ordinal, "shown");
  g_autofree char *condition = dup_condition (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("On the Page"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (condition != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), condition);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), g_strcmp0 (shown, "no") != 0);
  g_signal_connect_object (row, "notify::active", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, row);
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
  guint moved = crm_form_draft_move (crm_block_page_get_draft (self), self->ordinal, step, &error);

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

  crm_form_draft_remove (crm_block_page_get_draft (self), self->ordinal, &error);
  if (crm_form_session_check (self->session, error))
    go_back (self);
}

static void
add_text_cb (CrmBlockPage *self)
{
  GError *error = NULL;
  guint added = crm_form_draft_add_text (crm_block_page_get_draft (self), self->ordinal,
                                         _ ("New text"), &error);

  if (crm_form_session_check (self->session, error))
    crm_form_session_select (self->session, added);
}

static void
field_chosen_cb (CrmBlockPage *self, const char *path, const char *name)
{
  GError *error = NULL;
  const char *bare = strstr (name, ": ");
  guint added = crm_form_draft_add_field (crm_block_page_get_draft (self), self->ordinal,
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
  AdwPreferencesGroup *group = crm_block_page_add_group (self, NULL);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *before = self->is_column ? _ ("Move Left") : _ ("Move Up");
  const char *behind = self->is_column ? _ ("Move Right") : _ ("Move Down");
  GtkWidget *up = create_button (self, self->is_column ? "go-previous-symbolic" : "go-up-symbolic",
                                 before, G_CALLBACK (up_cb));
  GtkWidget *down = create_button (self, self->is_column ? "go-next-symbolic" : "go-down-symbolic",
                                   behind, G_CALLBACK (down_cb));
  GtkWidget *gone =
      create_button (self, "user-trash-symbolic", _ ("Remove"), G_CALLBACK (remove_cb));

  gtk_widget_set_sensitive (
      up, crm_form_draft_can_move (crm_block_page_get_draft (self), self->ordinal, -1));
  gtk_widget_set_sensitive (
      down, crm_form_draft_can_move (crm_block_page_get_draft (self), self->ordinal, 1));
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
  AdwPreferencesGroup *group = crm_block_page_add_group (self, _ ("Below This"));
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
fill (CrmBlockPage *self)
{
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->text = NULL;
  if (self->is_column || self->part == CRM_FORM_PART_TEXT)
    add_text (self);
  if (self->is_column)
    crm_block_page_add_column_settings (self);
  else if (self->part == CRM_FORM_PART_TABLE)
    crm_block_page_add_columns (self);
  add_shown (self);
  if (!self->is_column)
    crm_block_page_add_look (self);
  if (!self->is_column && self->part != CRM_FORM_PART_HEADER && self->part != CRM_FORM_PART_FOOTER)
    add_more (self);
  add_order (self);
  adw_bin_set_child (self->bin, GTK_WIDGET (self->page));
}

/* What stands at the ordinal: a block, or a column of one. */
static gboolean
find_part (CrmBlockPage *self, gboolean *is_column, CrmFormPart *part)
{
  guint block = crm_form_draft_find_block (crm_block_page_get_draft (self), self->ordinal);
  g_autoptr (GPtrArray) blocks = crm_form_draft_list_blocks (crm_block_page_get_draft (self));
  g_autoptr (GArray) columns = crm_form_draft_list_columns (crm_block_page_get_draft (self), block);

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
