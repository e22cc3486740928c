/* An attached PDF or image, looked at without leaving the window. */
#include "config.h"

#include "crm-preview-dialog.h"

#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-blank-dialog.h"
#include "crm-preview.h"

/* Percent of the natural size. */
static const guint zooms[] = { 50, 75, 100, 125, 150, 200, 300 };
#define NATURAL 2

struct _CrmPreviewDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *file;         /* owned */
  CrmPreview *preview;     /* owned; NULL until the bytes are there */
  GBytes *content;         /* owned; likewise */
  GVariant *fields;        /* owned; of a blank that may be filled in, NULL until they are known */
  GSimpleActionGroup *actions; /* owned */
  GCancellable *cancellable;   /* owned */
  guint page;
  guint zoom; /* of zooms */
  gboolean drawing;
  gboolean asked; /* whether it has fields */
  guint place;    /* of what was found, on the page */
  guint serial;   /* of the search that counts */
  gboolean again; /* it went on from the first page */

  GtkStack *state;
  GtkPicture *picture;
  AdwStatusPage *problem;
  GtkWidget *bar;
  GtkWidget *fill;
  GtkWidget *copy;
  GtkWidget *find;
  GtkSearchBar *search_bar;
  GtkEditable *search;
  GtkLabel *pages;
};

G_DEFINE_FINAL_TYPE (CrmPreviewDialog, crm_preview_dialog, ADW_TYPE_DIALOG)

static void
show_problem (CrmPreviewDialog *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (self->problem, escaped);
  gtk_stack_set_visible_child_name (self->state, "failed");
}

static void
enable (CrmPreviewDialog *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update (CrmPreviewDialog *self)
{
  guint n_pages = self->preview != NULL ? crm_preview_get_n_pages (self->preview) : 0;
  g_autofree char *text = NULL;

  /* Translators: the number of a page and of all pages */
  text = g_strdup_printf (C_ ("page", "%u of %u"), self->page + 1, n_pages);
  gtk_label_set_text (self->pages, text);
  gtk_widget_set_visible (self->bar, n_pages > 0);
  enable (self, "previous", !self->drawing && self->page > 0);
  enable (self, "next", !self->drawing && self->page + 1 < n_pages);
  enable (self, "zoom-in", !self->drawing && n_pages > 0 && self->zoom + 1 < G_N_ELEMENTS (zooms));
  enable (self, "zoom-out", !self->drawing && n_pages > 0 && self->zoom > 0);
}

static void
show_texture (CrmPreviewDialog *self, GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture);

  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  /* At its natural size and below a page shrinks with the dialog; larger it is scrolled. */
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), self->zoom > NATURAL ? width : -1, -1);
  gtk_stack_set_visible_child_name (self->state, "drawn");
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmPreviewDialog) self = user_data;
  g_autoptr (GVariant) fields = crm_pdf_reader_ask_finish (CRM_PDF_READER (source), result, NULL);

  if (self->workspace == NULL || fields == NULL || g_variant_n_children (fields) == 0)
    return;
  self->fields = g_steal_pointer (&fields);
  gtk_widget_set_visible (self->fill, TRUE);
}

/* Whether it is a blank that can be filled in here, once it is seen. */
static void
ask_for_fields (CrmPreviewDialog *self)
{
  CrmPdfReader *reader = crm_preview_get_reader (self->preview);

  if (self->asked || reader == NULL || crm_record_is_empty (self->file, "subject") ||
      !crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    return;
  self->asked = TRUE;
  crm_pdf_reader_ask_async (reader, "fields", g_variant_new_uint32 (0), "a(sssuassuub)",
                            self->cancellable, listed_cb, g_object_ref (self));
}

static void
allow_finding (CrmPreviewDialog *self)
{
  gtk_widget_set_visible (self->copy, TRUE);
  gtk_widget_set_visible (self->find, TRUE);
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
  enable (self, "find", TRUE);
}

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmPreviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = crm_preview_draw_finish (CRM_PREVIEW (source), result, &error);

  if (self->workspace == NULL)
    return;
  self->drawing = FALSE;
  if (texture != NULL) {
    show_texture (self, texture);
    if (crm_preview_get_reader (self->preview) != NULL)
      allow_finding (self);
    ask_for_fields (self);
  } else
    show_problem (self, error);
  update (self);
}

static void
draw (CrmPreviewDialog *self)
{
  self->drawing = TRUE;
  update (self);
  crm_preview_draw_async (self->preview, self->page, zooms[self->zoom], self->cancellable, drawn_cb,
                          g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmPreviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = crm_attachment_load_finish (CRM_WORKSPACE (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (content == NULL) {
    show_problem (self, error);
    return;
  }
  self->content = g_bytes_ref (content);
  self->preview = crm_preview_new (content);
  draw (self);
}

/* --- Finding */

typedef struct {
  CrmPreviewDialog *dialog; /* owned */
  guint serial;
} Search;

static void look_for (CrmPreviewDialog *self, guint page, guint place);

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Search *search = user_data;
  g_autoptr (CrmPreviewDialog) self = search->dialog;
  g_autoptr (GVariant) answer = crm_pdf_reader_ask_finish (CRM_PDF_READER (source), result, NULL);
  gboolean found;
  guint page, place;

  if (self->workspace == NULL || answer == NULL || search->serial != self->serial)
    return;
  g_variant_get (answer, "(buu)", &found, &page, &place);
  if (!found && page < crm_preview_get_n_pages (self->preview)) {
    look_for (self, page, 0);
    return;
  }
  if (!found && !self->again && *gtk_editable_get_text (self->search) != '\0') {
    self->again = TRUE;
    look_for (self, 0, 0);
    return;
  }
  if (found) {
    self->page = page;
    self->place = place;
  } else if (*gtk_editable_get_text (self->search) != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->search), "error");
  draw (self);
}

static void
look_for (CrmPreviewDialog *self, guint page, guint place)
{
  Search *search = g_new0 (Search, 1);

  search->dialog = g_object_ref (self);
  search->serial = ++self->serial;
  crm_pdf_reader_ask_async (
      crm_preview_get_reader (self->preview), "find",
      g_variant_new ("(suu)", gtk_editable_get_text (self->search), page, place), "(buu)",
      self->cancellable, found_cb, search);
}

static void
begin_search (CrmPreviewDialog *self, guint place)
{
  if (self->preview == NULL || crm_preview_get_reader (self->preview) == NULL)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self->search), "error");
  self->again = FALSE;
  look_for (self, self->page, place);
}

static void
search_changed_cb (CrmPreviewDialog *self)
{
  begin_search (self, 0);
}

static void
next_match_cb (CrmPreviewDialog *self)
{
  begin_search (self, self->place + 1);
}

static void
stop_search_cb (CrmPreviewDialog *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
find_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmPreviewDialog *self = user_data;

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmPreviewDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) text = crm_pdf_reader_ask_finish (CRM_PDF_READER (source), result, &error);
  g_autofree char *stripped = text != NULL ? g_variant_dup_string (text, NULL) : NULL;

  if (self->workspace == NULL)
    return;
  if (stripped == NULL)
    crm_workspace_report (self->workspace, _ ("The text could not be copied"), error);
  else if (*g_strstrip (stripped) == '\0')
    crm_workspace_say (self->workspace, _ ("There is no text on this page: it is a picture"));
  else {
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), stripped);
    crm_workspace_say (self->workspace, _ ("Text of the page copied"));
  }
}

static void
copy_text_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmPreviewDialog *self = user_data;

  if (self->preview != NULL && crm_preview_get_reader (self->preview) != NULL)
    crm_pdf_reader_ask_async (crm_preview_get_reader (self->preview), "text",
                              g_variant_new_uint32 (self->page), "s", self->cancellable, read_cb,
                              g_object_ref (self));
}

static void
turn_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmPreviewDialog *self = user_data;
  gboolean next = g_strcmp0 (g_action_get_name (G_ACTION (action)), "next") == 0;

  self->page = next ? self->page + 1 : self->page - 1;
  draw (self);
}

static void
zoom_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmPreviewDialog *self = user_data;
  gboolean in = g_strcmp0 (g_action_get_name (G_ACTION (action)), "zoom-in") == 0;

  self->zoom = in ? self->zoom + 1 : self->zoom - 1;
  draw (self);
}

static void
save_as_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmPreviewDialog *self = user_data;
  crm_attachment_save_as (self->workspace, self->file, GTK_WIDGET (self));
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmPreviewDialog *self = user_data;
  crm_attachment_open (self->workspace, self->file, GTK_WIDGET (self));
}

static void
fill_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmPreviewDialog *self = user_data;

  if (self->fields != NULL)
    adw_dialog_present (
        crm_blank_dialog_new (self->workspace, self->file, self->content, self->fields),
        GTK_WIDGET (self));
}

static const GActionEntry entries[] = {
  { "previous", turn_action }, { "next", turn_action },       { "zoom-in", zoom_action },
  { "zoom-out", zoom_action }, { "save-as", save_as_action }, { "open", open_action },
  { "fill", fill_action },     { "find", find_action },       { "copy-text", copy_text_action },
};

static void
crm_preview_dialog_dispose (GObject *object)
{
  CrmPreviewDialog *self = CRM_PREVIEW_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->preview);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_clear_pointer (&self->fields, g_variant_unref);
  g_clear_object (&self->file);
  g_clear_object (&self->actions);
  g_clear_object (&self->workspace);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_PREVIEW_DIALOG);

  G_OBJECT_CLASS (crm_preview_dialog_parent_class)->dispose (object);
}

static void
crm_preview_dialog_class_init (CrmPreviewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_preview_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-preview-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, state);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, fill);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, find);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, search_bar);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, search);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_match_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_child (widget_class, CrmPreviewDialog, pages);
}

static void
crm_preview_dialog_init (CrmPreviewDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->zoom = NATURAL;
  self->cancellable = g_cancellable_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "preview", G_ACTION_GROUP (self->actions));
  enable (self, "find", FALSE);
}

/**
 * crm_preview_dialog_new:
 * @workspace: where the file is
 * @file: its record
 *
 * Returns: (transfer floating): a dialog that shows it, or says why it cannot
 */
AdwDialog *
crm_preview_dialog_new (CrmWorkspace *workspace, CrmRecord *file)
{
  CrmPreviewDialog *self = g_object_new (CRM_TYPE_PREVIEW_DIALOG, NULL);
  const char *title = crm_record_get_title (file);

  self->workspace = g_object_ref (workspace);
  self->file = g_object_ref (file);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  gtk_picture_set_alternative_text (self->picture, title);
  update (self);
  crm_attachment_load_async (workspace, file, self->cancellable, loaded_cb, g_object_ref (self));
  return ADW_DIALOG (self);
}
