/* What of a form was picked on its preview, and what is marked there. */
#include "config.h"

#include "crm-document-preview-private.h"

#include "crm-document-sheet.h"

static gboolean
is_marked (CrmDocumentPreview *self, const CrmFormBox *box)
{
  return box->element >= self->first_marked && box->element <= self->last_marked;
}

static void
show_mark (CrmDocumentPreview *self, CrmDocumentSheet *sheet, guint page)
{
  CrmFormLayout *layout = crm_document_paper_get_layout (self->paper);
  graphene_rect_t mark;
  gboolean found = FALSE;

  for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
    CrmFormBox box;
    graphene_rect_t area;
    crm_form_layout_get_box (layout, page, i, &box);
    if (!is_marked (self, &box))
      continue;
    area = GRAPHENE_RECT_INIT ((float) box.x, (float) box.y, (float) box.width, (float) box.height);
    if (found)
      graphene_rect_union (&mark, &area, &mark);
    else
      mark = area;
    found = TRUE;
  }
  crm_document_sheet_set_mark (sheet, found ? &mark : NULL);
}

void
crm_document_preview_show_marks (CrmDocumentPreview *self)
{
  CrmFormLayout *layout = self->paper != NULL ? crm_document_paper_get_layout (self->paper) : NULL;
  guint page = 0;

  if (self->form == NULL || layout == NULL)
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->sheets));
       child != NULL && page < crm_form_layout_get_n_pages (layout);
       child = gtk_widget_get_next_sibling (child), page++) {
    if (self->first_marked != 0)
      show_mark (self, CRM_DOCUMENT_SHEET (child), page);
    else
      crm_document_sheet_set_mark (CRM_DOCUMENT_SHEET (child), NULL);
  }
}

/* The smallest box there; of a background only where nothing else is. */
static guint
find_element (CrmFormLayout *layout, guint page, double x, double y)
{
  const double near = 3; /* points */
  guint element = 0;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < crm_form_layout_get_n_boxes (layout, page); i++) {
    CrmFormBox box;
    double area;
    crm_form_layout_get_box (layout, page, i, &box);
    area = (box.width + near) * (box.height + near) * (box.kind == CRM_FORM_BOX_FILL ? 100 : 1);
    if (box.element != 0 && area < least && x >= box.x - near && y >= box.y - near &&
        x <= box.x + box.width + near && y <= box.y + box.height + near) {
      element = box.element;
      least = area;
    }
  }
  return element;
}

static void
pressed_cb (CrmDocumentPreview *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkWidget *sheet = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  double zoom = crm_document_sheet_get_shown_zoom (CRM_DOCUMENT_SHEET (sheet));
  CrmFormLayout *layout = self->paper != NULL ? crm_document_paper_get_layout (self->paper) : NULL;
  guint page = 0;
  guint element;

  for (GtkWidget *before = gtk_widget_get_prev_sibling (sheet); before != NULL;
       before = gtk_widget_get_prev_sibling (before))
    page++;
  if (layout == NULL || zoom <= 0 || page >= crm_form_layout_get_n_pages (layout))
    return;
  element = find_element (layout, page, x / zoom, y / zoom);
  if (element != 0)
    crm_document_preview_pick (self, element);
}

void
crm_document_preview_let_pick (CrmDocumentPreview *self, GtkWidget *sheet)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (sheet, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_cursor_from_name (sheet, "pointer");
}
