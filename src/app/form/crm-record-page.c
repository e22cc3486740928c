/* The page of one record. */
#include "config.h"

#include "crm-record-page-private.h"

#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-bring.h"
#include "crm-conflict-dialog.h"
#include "crm-drop.h"
#include "crm-follow-up.h"
#include "crm-pages.h"
#include "crm-record-head.h"
#include "crm-related-list.h"
#include "crm-relations.h"

G_DEFINE_FINAL_TYPE (CrmRecordPage, crm_record_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Tabs */

static void
visible_child_cb (CrmRecordPage *self)
{
  GtkWidget *child = adw_view_stack_get_visible_child (self->views);

  if (self->trail != NULL && self->tabs != NULL)
    crm_record_trail_set_tab (self->trail, adw_view_stack_get_visible_child_name (self->views));
  for (guint i = 0; self->tabs != NULL && i < self->tabs->len; i++) {
    AdwViewStackPage *tab = self->tabs->pdata[i];
    GtkWidget *bin = tab != NULL ? adw_view_stack_page_get_child (tab) : NULL;
    if (bin == NULL || bin != child || adw_bin_get_child (ADW_BIN (bin)) != NULL)
      continue;
    adw_bin_set_child (
        ADW_BIN (bin),
        crm_related_list_new (self->form, &g_array_index (self->relations, CrmRelation, i)));
  }
}

/* Files dropped anywhere on the page are attached to the record; cards, events and letters become
 * more than that. */
static gboolean
drop_cb (CrmRecordPage *self, const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  if (files == NULL || self->form == NULL ||
      !crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    return FALSE;
  if (crm_bring_knows (files)) {
    crm_bring_files (GTK_WIDGET (self), self->workspace, crm_subject_make (self->entity, self->id),
                     files);
    return TRUE;
  }
  crm_attach_files (self->workspace, crm_subject_make (self->entity, self->id), files, NULL, NULL);
  return TRUE;
}

/* Records on the page of a campaign or a person. */
static gboolean
drop_records_func (GtkWidget *widget, const CrmDragged *dragged, double x, double y, gboolean take,
                   gpointer data)
{
  CrmRecordPage *self = data;

  return self->form != NULL && crm_drop_on_record (GTK_WIDGET (self), self->workspace, self->entity,
                                                   self->id, dragged, take);
}

/* --- Following the record */

static void
refreshed_cb (CrmRecordPage *self)
{
  const char *title = crm_record_get_title (crm_record_form_get_record (self->form));

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  crm_record_page_enable_actions (self, TRUE);
  /* The title itself stands large beneath. */
  adw_window_title_set_title (self->title, crm_entity_get_label (self->entity));
}

static void
gone_cb (CrmRecordPage *self)
{
  gtk_stack_set_visible_child_name (self->state, "gone");
  crm_record_page_enable_actions (self, FALSE);
  crm_pages_leave (GTK_WIDGET (self));
}

static void
returned_cb (CrmRecordPage *self)
{
  gtk_stack_set_visible_child_name (self->state, "record");
  crm_record_page_enable_actions (self, TRUE);
}

static void
undo_cb (CrmRecordPage *self)
{
  crm_workspace_undo (self->workspace);
}

static void
kept_cb (CrmRecordPage *self)
{
  guint n_conflicts = crm_record_form_get_conflicts (self->form)->len;
  guint n = n_conflicts > 0 ? n_conflicts : crm_record_form_count_kept (self->form, NULL);
  const char *form =
      n_conflicts > 0
          /* Translators: fields in which the person types, and which someone else changed */
          ? ngettext ("%u value was changed meanwhile", "%u values were changed meanwhile", n)
          : ngettext ("%u value is not saved yet", "%u values are not saved yet", n);
  g_autofree char *text = g_strdup_printf (form, n);

  if (n > 0) {
    adw_banner_set_title (self->unsaved, text);
    adw_banner_set_button_label (self->unsaved,
                                 /* Translators: a button that shows both values of each field */
                                 n_conflicts > 0 ? _ ("_Compare…") : _ ("_Show"));
  }
  adw_banner_set_revealed (self->unsaved, n > 0);
}

static void
show_unsaved_cb (CrmRecordPage *self)
{
  int field;

  if (crm_record_form_get_conflicts (self->form)->len > 0) {
    adw_dialog_present (crm_conflict_dialog_new (self->form), GTK_WIDGET (self));
    return;
  }
  adw_view_stack_set_visible_child_name (self->views, "overview");
  if (crm_record_form_count_kept (self->form, &field) > 0)
    crm_record_fields_show_field (self->fields, field);
}

static void
set_narrow (CrmRecordPage *self, gboolean narrow)
{
  GtkWidget *head = self->head != NULL ? adw_bin_get_child (self->head) : NULL;

  if (head != NULL)
    crm_record_head_set_narrow (CRM_RECORD_HEAD (head), narrow);
}

static void
narrow_cb (CrmRecordPage *self)
{
  set_narrow (self, TRUE);
}

static void
wide_cb (CrmRecordPage *self)
{
  set_narrow (self, FALSE);
}

/* While it is seen its keys work wherever the focus is; pages beneath it keep still. */
static void
crm_record_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_record_page_parent_class)->map (widget);

  gtk_shortcut_controller_set_scope (CRM_RECORD_PAGE (widget)->shortcuts,
                                     GTK_SHORTCUT_SCOPE_MANAGED);
}

static void
crm_record_page_unmap (GtkWidget *widget)
{
  gtk_shortcut_controller_set_scope (CRM_RECORD_PAGE (widget)->shortcuts, GTK_SHORTCUT_SCOPE_LOCAL);

  GTK_WIDGET_CLASS (crm_record_page_parent_class)->unmap (widget);
}

static void
crm_record_page_hiding (AdwNavigationPage *page)
{
  CrmRecordPage *self = CRM_RECORD_PAGE (page);

  if (self->form != NULL && !crm_record_form_flush (self->form)) {
    /* Translators: %s is the title of a record */
    g_autofree char *text =
        g_strdup_printf (_ ("“%s” has values that are not saved. They wait on its page."),
                         crm_record_get_title (crm_record_form_get_record (self->form)));
    crm_workspace_say (self->workspace, text);
  }
  if (ADW_NAVIGATION_PAGE_CLASS (crm_record_page_parent_class)->hiding != NULL)
    ADW_NAVIGATION_PAGE_CLASS (crm_record_page_parent_class)->hiding (page);
}

static void
crm_record_page_dispose (GObject *object)
{
  CrmRecordPage *self = CRM_RECORD_PAGE (object);

  g_clear_pointer (&self->tabs, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_RECORD_PAGE);
  g_clear_object (&self->form);
  g_clear_object (&self->trail);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->relations, g_array_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_record_page_parent_class)->dispose (object);
}

static void
crm_record_page_class_init (CrmRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_record_page_dispose;
  widget_class->map = crm_record_page_map;
  widget_class->unmap = crm_record_page_unmap;
  ADW_NAVIGATION_PAGE_CLASS (klass)->hiding = crm_record_page_hiding;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPage, shortcuts);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPage, title);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPage, steps);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPage, state);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPage, unsaved);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPage, head);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordPage, views);
  gtk_widget_class_bind_template_callback (widget_class, visible_child_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_unsaved_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
}

static void
crm_record_page_init (CrmRecordPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->state), GTK_EVENT_CONTROLLER (target));
  crm_dragged_add_target (GTK_WIDGET (self->state), drop_records_func, self);
  self->tabs = g_ptr_array_new ();
  crm_record_page_add_actions (self);
}

/* Going along a list one looks at the same of each record. */
static void
show_tab (CrmRecordPage *self)
{
  const char *tab = self->trail != NULL ? crm_record_trail_get_tab (self->trail) : NULL;
  GtkWidget *child = tab != NULL ? adw_view_stack_get_child_by_name (self->views, tab) : NULL;

  if (child != NULL &&
      adw_view_stack_page_get_visible (adw_view_stack_get_page (self->views, child)))
    adw_view_stack_set_visible_child (self->views, child);
}

/**
 * crm_record_page_new:
 * @workspace: where the record is
 * @entity: of the record
 * @id: of the record
 *
 * Returns: (transfer floating): its page; where there is no such record it says so
 */
CrmRecordPage *
crm_record_page_new (CrmWorkspace *workspace, const CrmEntity *entity, gint64 id)
{
  CrmRecordPage *self = g_object_new (CRM_TYPE_RECORD_PAGE, NULL);
  g_autoptr (CrmRecord) record =
      crm_record_load (crm_workspace_get_reader (workspace), entity, id, NULL);

  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->id = id;
  self->relations = crm_relations_read (entity);
  if (CRM_IS_RECORD_TRAIL (crm_workspace_get_trail (workspace))) {
    self->trail = g_object_ref (CRM_RECORD_TRAIL (crm_workspace_get_trail (workspace)));
    g_signal_connect_object (self->trail, "changed", G_CALLBACK (crm_record_page_show_place), self,
                             G_CONNECT_SWAPPED);
  }
  crm_record_page_enable_actions (self, record != NULL);
  if (record == NULL) {
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), crm_entity_get_label (entity));
    gtk_stack_set_visible_child_name (self->state, "gone");
    return self;
  }
  self->form = crm_record_form_new (workspace, record);
  adw_bin_set_child (self->head, crm_record_head_new (self->form));
  crm_record_page_make_tabs (self);
  refreshed_cb (self);
  kept_cb (self);
  crm_follow_up_attach (self->form, GTK_WIDGET (self));
  g_signal_connect_object (self->form, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "gone", G_CALLBACK (gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "returned", G_CALLBACK (returned_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "kept", G_CALLBACK (kept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (crm_record_page_count_changed), self, G_CONNECT_SWAPPED);
  crm_record_page_count (self);
  show_tab (self);
  return self;
}

CrmRecordTrail *
crm_record_page_get_trail (CrmRecordPage *self)
{
  return self->trail;
}
