/* The file of a form as it is, for those who know its language. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-form-page-private.h"

#define WIDTH 760
#define HEIGHT 620

typedef struct {
  CrmFormPage *page; /* owned */
  AdwDialog *dialog; /* borrowed; owns this */
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *wrong;
  GtkLabel *numbers;
  GtkLabel *problem;
} Source;

static void
free_source (gpointer data)
{
  Source *source = data;

  g_object_unref (source->page);
  g_free (source);
}

static void
show_numbers (Source *source)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (int i = 1; i <= gtk_text_buffer_get_line_count (source->buffer); i++)
    g_string_append_printf (numbers, "%s%d", i > 1 ? "\n" : "", i);
  gtk_label_set_text (source->numbers, numbers->str);
}

/* Every complaint says its line first. */
static int
find_line (const char *message)
{
  while (*message != '\0' && !g_ascii_isdigit (*message))
    message++;
  return (int) g_ascii_strtoll (message, NULL, 10);
}

static void
mark_line (Source *source, int line)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_bounds (source->buffer, &from, &to);
  gtk_text_buffer_remove_tag (source->buffer, source->wrong, &from, &to);
  if (line < 1 || line > gtk_text_buffer_get_line_count (source->buffer))
    return;
  gtk_text_buffer_get_iter_at_line (source->buffer, &from, line - 1);
  to = from;
  gtk_text_iter_forward_line (&to);
  gtk_text_buffer_apply_tag (source->buffer, source->wrong, &from, &to);
  gtk_text_buffer_place_cursor (source->buffer, &from);
  gtk_text_view_scroll_to_iter (source->view, &from, 0, TRUE, 0, 0.4);
}

static char *
dup_text (Source *source)
{
  GtkTextIter from, to;

  gtk_text_buffer_get_bounds (source->buffer, &from, &to);
  return gtk_text_buffer_get_text (source->buffer, &from, &to, FALSE);
}

static void
show_problem (Source *source, const GError *error)
{
  gtk_label_set_text (source->problem, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (source->problem), error != NULL);
  mark_line (source, error != NULL ? find_line (error->message) : 0);
}

static void
apply_cb (Source *source)
{
  g_autofree char *text = dup_text (source);
  g_autoptr (GError) error = NULL;
  gboolean taken;

  source->page->stepping = TRUE;
  taken = crm_form_draft_set_source (crm_form_page_get_draft (source->page), text,
                                     _ ("Form edited as text"), &error);
  source->page->stepping = FALSE;
  if (!taken) {
    show_problem (source, error);
    return;
  }
  if (source->page->is_broken) {
    source->page->is_broken = FALSE;
    adw_banner_set_revealed (source->page->broken, FALSE);
  }
  adw_dialog_close (source->dialog);
}

static GtkWidget *
create_view (Source *source, const char *text)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  source->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  source->buffer = gtk_text_view_get_buffer (source->view);
  source->numbers = GTK_LABEL (gtk_label_new (NULL));
  gtk_text_view_set_monospace (source->view, TRUE);
  gtk_text_view_set_left_margin (source->view, 9);
  gtk_text_view_set_right_margin (source->view, 9);
  gtk_widget_add_css_class (GTK_WIDGET (source->numbers), "monospace");
  gtk_widget_add_css_class (GTK_WIDGET (source->numbers), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (source->numbers), "form-source-numbers");
  gtk_label_set_justify (source->numbers, GTK_JUSTIFY_RIGHT);
  gtk_widget_set_valign (GTK_WIDGET (source->numbers), GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (source->numbers), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE,
                               -1);
  gtk_text_view_set_gutter (source->view, GTK_TEXT_WINDOW_LEFT, GTK_WIDGET (source->numbers));
  source->wrong =
      gtk_text_buffer_create_tag (source->buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_text_buffer_set_text (source->buffer, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (source->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Layout file"), -1);
  g_signal_connect_swapped (source->buffer, "changed", G_CALLBACK (show_numbers), source);
  show_numbers (source);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (source->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/**
 * crm_form_source_show:
 * @self: the editor
 * @source: what is shown; it need not be a form
 *
 * A dialog with the file's text. What is wrong is said with its line, and nothing is taken until it
 * is a form.
 */
void
crm_form_source_show (CrmFormPage *self, const char *text)
{
  Source *source = g_new0 (Source, 1);
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *apply = gtk_button_new_with_mnemonic (_ ("_Apply"));
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmForm) form = crm_form_parse (bytes, &error);

  source->page = g_object_ref (self);
  source->dialog = adw_dialog_new ();
  source->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (source->problem, TRUE);
  gtk_label_set_xalign (source->problem, 0);
  gtk_widget_add_css_class (GTK_WIDGET (source->problem), "error");
  gtk_widget_add_css_class (GTK_WIDGET (source->problem), "form-source-problem");
  gtk_widget_add_css_class (apply, "suggested-action");
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), apply);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), create_view (source, text));
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (toolbar), GTK_WIDGET (source->problem));
  adw_dialog_set_title (source->dialog, _ ("The Form as Text"));
  adw_dialog_set_content_width (source->dialog, WIDTH);
  adw_dialog_set_content_height (source->dialog, HEIGHT);
  adw_dialog_set_child (source->dialog, toolbar);
  g_object_set_data_full (G_OBJECT (source->dialog), "source", source, free_source);
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (apply_cb), source);
  show_problem (source, form == NULL ? error : NULL);
  adw_dialog_present (source->dialog, GTK_WIDGET (self));
}
