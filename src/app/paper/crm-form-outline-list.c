/* The blocks of a form as a list, each under the one that it stands in. */
#include "config.h"

#include <glib/gi18n.h>

#include "crm-form-page-private.h"

#define INDENT 14 /* logical pixels for each level */
#define MOST_INDENTS 6

static void
shown_cb (GtkButton *button, CrmFormPage *self)
{
  guint block = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "block"));
  gboolean shown = g_object_get_data (G_OBJECT (button), "shown") != NULL;
  GError *error = NULL;

  crm_form_draft_end_step (crm_form_page_get_draft (self));
  crm_form_draft_set_shown (crm_form_page_get_draft (self), block, !shown, &error);
  crm_form_session_check (self->session, error);
}

static GtkWidget *
create_eye (CrmFormPage *self, const CrmFormBlock *block, const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (block->shown ? "view-reveal-symbolic"
                                                                  : "view-conceal-symbolic");
  /* Translators: %s is a block of a form: "Text", "Table" */
  g_autofree char *name =
      g_strdup_printf (block->shown ? _ ("Leave Out: %s") : _ ("Show: %s"), label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "block", GUINT_TO_POINTER (block->ordinal));
  g_object_set_data (G_OBJECT (button), "shown", block->shown ? button : NULL);
  g_signal_connect_object (button, "clicked", G_CALLBACK (shown_cb), self, 0);
  return button;
}

static GtkWidget *
create_row (CrmFormPage *self, const CrmFormBlock *block)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *part = crm_form_part_get_label (block->part);
  gboolean leaf = block->part == CRM_FORM_PART_TEXT || block->part == CRM_FORM_PART_PICTURE ||
                  block->part == CRM_FORM_PART_TABLE || block->part == CRM_FORM_PART_DIGITS;
  const char *name = leaf && block->excerpt[0] != '\0' ? block->excerpt : part;
  GtkWidget *label = gtk_label_new (name);

  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name (crm_form_part_get_icon (block->part)));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (!block->shown)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), create_eye (self, block, name));
  gtk_widget_set_margin_start (box, INDENT * (int) MIN (block->depth, MOST_INDENTS));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, part);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, part, -1);
  g_object_set_data (G_OBJECT (row), "block", GUINT_TO_POINTER (block->ordinal));
  return row;
}

void
crm_form_page_mark_outline (CrmFormPage *self)
{
  guint selected = crm_form_session_get_selected (self->session);
  GtkListBoxRow *row;

  gtk_list_box_unselect_all (self->outline);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->outline, i)) != NULL; i++)
    if (selected != 0 && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "block")) == selected)
      gtk_list_box_select_row (self->outline, row);
}

/* Where the keyboard is in the list, -1: elsewhere. */
static int
find_focus (CrmFormPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->outline));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->outline))
                       ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW)
                       : NULL;

  return row != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : -1;
}

void
crm_form_page_fill_outline (CrmFormPage *self)
{
  g_autoptr (GPtrArray) blocks = crm_form_draft_list_blocks (crm_form_page_get_draft (self));
  int focus = find_focus (self);
  GtkListBoxRow *focused;

  gtk_list_box_remove_all (self->outline);
  for (guint i = 0; i < blocks->len; i++)
    gtk_list_box_append (self->outline, create_row (self, blocks->pdata[i]));
  crm_form_page_mark_outline (self);
  focused = focus >= 0 ? gtk_list_box_get_row_at_index (self->outline, focus) : NULL;
  if (focused != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (focused));
}
