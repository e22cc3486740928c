/* Text of a form as people write it. */
#include "config.h"

#include "crm-text-edit.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "crm-form.h"
#include "crm-path-chooser.h"

#define MOST_TAG_CHARACTERS 34

/**
 * CrmTextEdit:
 *
 * What stands between double braces, and what is more than bold or italic, is a tag among the
 * letters: it is deleted and copied as one, and never typed.
 */
struct _CrmTextEdit {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *bold;
  GtkTextTag *italic;
  GtkToggleButton *bold_button;
  GtkToggleButton *italic_button;
  GtkLabel *problem;
  gboolean filling;
  gboolean styling; /* the buttons follow the cursor */
};

G_DEFINE_FINAL_TYPE (CrmTextEdit, crm_text_edit, GTK_TYPE_WIDGET)

enum { EDITED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Tags among the letters */

static char *
dup_condition_name (const char *condition)
{
  g_auto (GStrv) terms = g_strsplit (condition, " ", -1);
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; terms[i] != NULL; i++) {
    g_autofree char *path = g_strndup (terms[i], strcspn (terms[i], "=!"));
    g_autofree char *name = NULL;
    if (path[0] == '\0')
      continue;
    name = crm_form_dup_path_name (path);
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
dup_tag_label (const char *source)
{
  g_autofree char *inner = NULL;

  if (g_str_has_prefix (source, "</"))
    return g_strdup (_ ("end of style"));
  if (source[0] == '<')
    return g_strdup (_ ("style"));
  inner = g_strndup (source + 2, strlen (source) - 4);
  g_strstrip (inner);
  if (inner[0] == '/')
    return g_strdup (_ ("end of “if”"));
  if (inner[0] == '#' || inner[0] == '^') {
    g_autofree char *name = dup_condition_name (inner + 1);
    /* Translators: %s is the name of a field; the text that follows is printed only then */
    return g_strdup_printf (inner[0] == '#' ? _ ("if there is “%s”:") : _ ("if there is no “%s”:"),
                            name);
  }
  inner[strcspn (inner, "?|")] = '\0';
  return crm_form_dup_path_name (g_strstrip (inner));
}

/* Among letters a label is as wide as it asks for. */
static char *
dup_shortened (const char *label)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (label, -1) <= MOST_TAG_CHARACTERS)
    return g_strdup (label);
  start = g_utf8_substring (label, 0, MOST_TAG_CHARACTERS - 1);
  return g_strconcat (start, "…", NULL);
}

/* Takes @source. */
static void
insert_tag (CrmTextEdit *self, GtkTextIter *at, char *source)
{
  GtkTextChildAnchor *anchor = gtk_text_buffer_create_child_anchor (self->buffer, at);
  g_autofree char *label = dup_tag_label (source);
  g_autofree char *shown = dup_shortened (label);
  GtkWidget *tag = gtk_label_new (shown);
  gboolean condition = strchr ("#^/", source[2]) != NULL || source[0] == '<';

  gtk_widget_add_css_class (tag, "form-tag");
  if (condition)
    gtk_widget_add_css_class (tag, "dim-label");
  gtk_widget_set_tooltip_text (tag, label);
  g_object_set_data_full (G_OBJECT (anchor), "source", source, g_free);
  gtk_text_view_add_child_at_anchor (self->view, tag, anchor);
}

/* --- From the form's file */

static gunichar
read_entity (const char *entity, gsize length)
{
  static const struct {
    const char *name;
    gunichar letter;
  } entities[] = {
    { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }
  };
  g_autofree char *name = g_strndup (entity, length);

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_equal (entities[i].name, name))
      return entities[i].letter;
  if (name[0] == '#')
    return (gunichar) g_ascii_strtoull (name + (name[1] == 'x' ? 2 : 1), NULL,
                                        name[1] == 'x' ? 16 : 10);
  return 0xfffd;
}

typedef struct {
  gboolean bold;
  gboolean italic;
  int spans; /* of <b> and <i>; a "</b>" closes one */
} Style;

static void
insert_text (CrmTextEdit *self, GtkTextIter *at, GString *text, const Style *style)
{
  int from = gtk_text_iter_get_offset (at);
  GtkTextIter start;

  if (text->len == 0)
    return;
  gtk_text_buffer_insert (self->buffer, at, text->str, (int) text->len);
  g_string_truncate (text, 0);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, from);
  if (style->bold)
    gtk_text_buffer_apply_tag (self->buffer, self->bold, &start, at);
  if (style->italic)
    gtk_text_buffer_apply_tag (self->buffer, self->italic, &start, at);
}

static void
insert_tag_styled (CrmTextEdit *self, GtkTextIter *at, char *source, const Style *style)
{
  int from = gtk_text_iter_get_offset (at);
  GtkTextIter start;

  insert_tag (self, at, source);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, from);
  if (style->bold)
    gtk_text_buffer_apply_tag (self->buffer, self->bold, &start, at);
  if (style->italic)
    gtk_text_buffer_apply_tag (self->buffer, self->italic, &start, at);
}

static void
take_element (CrmTextEdit *self, GtkTextIter *at, const char *element, gsize length, Style *style)
{
  g_autofree char *source = g_strndup (element, length);

  if (g_str_equal (source, "<b>") || g_str_equal (source, "</b>"))
    style->bold = source[1] == 'b';
  else if (g_str_equal (source, "<i>") || g_str_equal (source, "</i>"))
    style->italic = source[1] == 'i';
  else if (g_str_has_prefix (source, "<br"))
    gtk_text_buffer_insert (self->buffer, at, "\n", 1);
  else
    insert_tag_styled (self, at, g_steal_pointer (&source), style);
}

static void
fill (CrmTextEdit *self, const char *content)
{
  g_autoptr (GString) text = g_string_new (NULL);
  Style style = { FALSE, FALSE, 0 };
  GtkTextIter at;

  gtk_text_buffer_set_text (self->buffer, "", 0);
  gtk_text_buffer_get_start_iter (self->buffer, &at);
  for (const char *p = content; *p != '\0';) {
    const char *end = NULL;
    if (*p == '<' && (end = strchr (p, '>')) != NULL) {
      insert_text (self, &at, text, &style);
      take_element (self, &at, p, (gsize) (end + 1 - p), &style);
      p = end + 1;
    } else if (p[0] == '{' && p[1] == '{' && (end = strstr (p, "}}")) != NULL) {
      insert_text (self, &at, text, &style);
      insert_tag_styled (self, &at, g_strndup (p, (gsize) (end + 2 - p)), &style);
      p = end + 2;
    } else if (*p == '&' && (end = strchr (p, ';')) != NULL) {
      g_string_append_unichar (text, read_entity (p + 1, (gsize) (end - p - 1)));
      p = end + 1;
    } else {
      g_string_append_c (text, *p++);
    }
  }
  insert_text (self, &at, text, &style);
}

/**
 * crm_text_edit_set_content:
 * @self: an editor
 * @content: as crm_form_draft_dup_content() gives it
 */
void
crm_text_edit_set_content (CrmTextEdit *self, const char *content)
{
  self->filling = TRUE;
  fill (self, content);
  self->filling = FALSE;
}

/* --- To the form's file */

static void
switch_style (GString *content, gboolean *is, gboolean wanted, const char *element)
{
  if (*is != wanted)
    g_string_append_printf (content, wanted ? "<%s>" : "</%s>", element);
  *is = wanted;
}

/* Italic stands within bold, so that they close in order. */
static void
set_style (GString *content, Style *now, gboolean bold, gboolean italic)
{
  if (now->bold != bold)
    switch_style (content, &now->italic, FALSE, "i");
  switch_style (content, &now->bold, bold, "b");
  switch_style (content, &now->italic, italic, "i");
}

static void
append_letter (GString *content, gunichar letter)
{
  if (letter == '&')
    g_string_append (content, "&amp;");
  else if (letter == '<')
    g_string_append (content, "&lt;");
  else if (letter == '>')
    g_string_append (content, "&gt;");
  else if (letter == '\n' || letter == 0x2028 || letter == 0x2029)
    g_string_append (content, "<br/>");
  else if (letter != 0xfffc)
    g_string_append_unichar (content, letter);
}

/**
 * crm_text_edit_dup_content:
 * @self: an editor
 *
 * Returns: (transfer full): what is written, as crm_form_draft_set_content() takes it
 */
char *
crm_text_edit_dup_content (CrmTextEdit *self)
{
  g_autoptr (GString) content = g_string_new (NULL);
  Style now = { FALSE, FALSE, 0 };
  GtkTextIter at;

  gtk_text_buffer_get_start_iter (self->buffer, &at);
  for (; !gtk_text_iter_is_end (&at); gtk_text_iter_forward_char (&at)) {
    GtkTextChildAnchor *anchor = gtk_text_iter_get_child_anchor (&at);
    const char *source = anchor != NULL ? g_object_get_data (G_OBJECT (anchor), "source") : NULL;
    if (source != NULL && source[0] == '<')
      set_style (content, &now, FALSE, FALSE);
    else
      set_style (content, &now, gtk_text_iter_has_tag (&at, self->bold),
                 gtk_text_iter_has_tag (&at, self->italic));
    if (source != NULL)
      g_string_append (content, source);
    else
      append_letter (content, gtk_text_iter_get_char (&at));
  }
  set_style (content, &now, FALSE, FALSE);
  return g_string_free (g_steal_pointer (&content), FALSE);
}

/* --- What the person does */

static void
edited (CrmTextEdit *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[EDITED], 0);
}

void
crm_text_edit_insert_field (CrmTextEdit *self, const char *path)
{
  GtkTextIter at;

  gtk_text_buffer_begin_user_action (self->buffer);
  self->filling = TRUE;
  gtk_text_buffer_delete_selection (self->buffer, FALSE, TRUE);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &at, gtk_text_buffer_get_insert (self->buffer));
  insert_tag (self, &at, g_strdup_printf ("{{%s}}", path));
  self->filling = FALSE;
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_buffer_place_cursor (self->buffer, &at);
  edited (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
field_chosen_cb (CrmTextEdit *self, const char *path)
{
  crm_text_edit_insert_field (self, path);
}

static void
toggle_style (CrmTextEdit *self, GtkTextTag *tag, gboolean on)
{
  GtkTextIter from, to;

  if (self->styling)
    return;
  if (!gtk_text_buffer_get_selection_bounds (self->buffer, &from, &to))
    gtk_text_buffer_get_bounds (self->buffer, &from, &to);
  if (on)
    gtk_text_buffer_apply_tag (self->buffer, tag, &from, &to);
  else
    gtk_text_buffer_remove_tag (self->buffer, tag, &from, &to);
  edited (self);
}

static void
bold_cb (CrmTextEdit *self)
{
  toggle_style (self, self->bold, gtk_toggle_button_get_active (self->bold_button));
}

static void
italic_cb (CrmTextEdit *self)
{
  toggle_style (self, self->italic, gtk_toggle_button_get_active (self->italic_button));
}

static void
cursor_moved_cb (CrmTextEdit *self)
{
  GtkTextIter at, end;

  if (!gtk_text_buffer_get_selection_bounds (self->buffer, &at, &end)) {
    gtk_text_buffer_get_iter_at_mark (self->buffer, &at, gtk_text_buffer_get_insert (self->buffer));
    gtk_text_iter_backward_char (&at);
  }
  self->styling = TRUE;
  gtk_toggle_button_set_active (self->bold_button, gtk_text_iter_has_tag (&at, self->bold));
  gtk_toggle_button_set_active (self->italic_button, gtk_text_iter_has_tag (&at, self->italic));
  self->styling = FALSE;
}

void
crm_text_edit_set_problem (CrmTextEdit *self, const char *problem)
{
  gtk_label_set_text (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

GtkTextBuffer *
crm_text_edit_get_buffer (CrmTextEdit *self)
{
  return self->buffer;
}

/* --- Widget */

static void
crm_text_edit_dispose (GObject *object)
{
  g_clear_pointer (&CRM_TEXT_EDIT (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (crm_text_edit_parent_class)->dispose (object);
}

static void
crm_text_edit_class_init (CrmTextEditClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_text_edit_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * CrmTextEdit::edited:
   *
   * The person has written something.
   */
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static GtkToggleButton *
add_style_button (CrmTextEdit *self, GtkWidget *bar, const char *icon, const char *name,
                  GCallback toggled)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "toggled", toggled, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), button);
  return GTK_TOGGLE_BUTTON (button);
}

static void
make_bar (CrmTextEdit *self, gboolean of_line)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *field = gtk_menu_button_new ();
  GtkWidget *chooser = crm_path_chooser_new (of_line);

  gtk_menu_button_set_label (GTK_MENU_BUTTON (field), _ ("_Insert Field"));
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (field), TRUE);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (field), chooser);
  gtk_widget_set_hexpand (field, TRUE);
  gtk_widget_set_halign (field, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (bar), field);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (field_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  self->bold_button =
      add_style_button (self, bar, "format-text-bold-symbolic", _ ("Bold"), G_CALLBACK (bold_cb));
  self->italic_button = add_style_button (self, bar, "format-text-italic-symbolic", _ ("Italic"),
                                          G_CALLBACK (italic_cb));
  gtk_box_append (GTK_BOX (self->box), bar);
}

static void
make_view (CrmTextEdit *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  /* The editor of the form takes steps back, all of them in one order. */
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  self->bold = gtk_text_buffer_create_tag (self->buffer, NULL, "weight", PANGO_WEIGHT_BOLD, NULL);
  self->italic = gtk_text_buffer_create_tag (self->buffer, NULL, "style", PANGO_STYLE_ITALIC, NULL);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, 9);
  gtk_text_view_set_right_margin (self->view, 9);
  gtk_text_view_set_top_margin (self->view, 9);
  gtk_text_view_set_bottom_margin (self->view, 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Text"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 110);
  gtk_widget_add_css_class (scrolled, "card");
  gtk_widget_set_overflow (scrolled, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (GTK_BOX (self->box), scrolled);
}

static void
crm_text_edit_init (CrmTextEdit *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * crm_text_edit_new:
 * @of_line: whether it may name the fields of a line of a table
 *
 * Returns: (transfer floating): an empty editor
 */
GtkWidget *
crm_text_edit_new (gboolean of_line)
{
  CrmTextEdit *self = g_object_new (CRM_TYPE_TEXT_EDIT, NULL);

  make_view (self);
  make_bar (self, of_line);
  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->problem, TRUE);
  gtk_label_set_xalign (self->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->problem));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (cursor_moved_cb),
                           self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
