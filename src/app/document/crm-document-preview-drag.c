/* The PDF goes out of the window with the page: into a letter, a chat, a folder. */
#include "config.h"

#include "crm-document-preview-private.h"

#include <glib/gi18n.h>

#include "crm-paper-content.h"

#define ICON_SIZE 64

static GdkContentProvider *
prepare_cb (CrmDocumentPreview *self, double x, double y, GtkDragSource *source)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (source));
  GBytes *bytes = self->paper != NULL ? crm_document_paper_get_bytes (self->paper) : NULL;
  g_autoptr (GError) error = NULL;
  GdkContentProvider *content;

  /* A finger scrolls. */
  if (bytes == NULL || (device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN))
    return NULL;
  content = crm_paper_dup_content (self->paper, self->document, &error);
  if (content == NULL)
    crm_workspace_report (self->workspace, _ ("The PDF could not be copied"), error);
  return content;
}

static void
begin_cb (CrmDocumentPreview *self, GdkDrag *drag, GtkDragSource *source)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      theme, "x-office-document", NULL, ICON_SIZE, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
      gtk_widget_get_direction (GTK_WIDGET (self)), 0);

  gtk_drag_source_set_icon (source, GDK_PAINTABLE (icon), 0, 0);
}

/*
 * crm_document_preview_let_drag:
 * @self: a preview of a document's own paper
 *
 * The pages can be dragged to other programs; what they take is the PDF.
 */
void
crm_document_preview_let_drag (CrmDocumentPreview *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (begin_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->sheets), GTK_EVENT_CONTROLLER (source));
}
