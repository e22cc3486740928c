/* The page of one record. */
#include "config.h"

#include "crm-record-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-ask-dialog.h"
#include "crm-attachment.h"
#include "crm-bring.h"
#include "crm-checklist-group.h"
#include "crm-conflict-dialog.h"
#include "crm-duplicate-hint.h"
#include "crm-drop.h"
#include "crm-file-list.h"
#include "crm-follow-up.h"
#include "crm-history-dialog.h"
#include "crm-message-row.h"
#include "crm-owned-list.h"
#include "crm-progress-group.h"
#include "crm-progress.h"
#include "crm-quick-dialog.h"
#include "crm-record-fields.h"
#include "crm-record-form.h"
#include "crm-record-head.h"
#include "crm-related-list.h"
#include "crm-relations.h"
#include "crm-sale.h"
#include "crm-repeat-group.h"
#include "crm-run-group.h"
#include "crm-request-group.h"
#include "crm-timeline.h"
#include "crm-unmerge.h"
#include "crm-value-history.h"
#include "crm-way-ahead.h"
#include "crm-why-button.h"

/**
 * CrmRecordPage:
 *
 * Built from the descriptions: the fields in groups, the timeline, and a tab for each entity that
 * points at this one, made when it is first seen. It follows the record in the file; when the
 * record is deleted it goes back, and offers the record again when that is undone.
 */
struct _CrmRecordPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  gint64 id;
  CrmRecordForm *form;         /* owned; NULL when there is no such record */
  GArray *relations;           /* owned; of CrmRelation */
  GPtrArray *tabs;             /* owned; of AdwViewStackPage, as relations; NULL where none */
  GSimpleActionGroup *actions; /* owned */
  CrmRecordTrail *trail;       /* owned; NULL when it was opened from no list */
  CrmTimeline *timeline;       /* borrowed */
  CrmRecordFields *fields;     /* borrowed */
  AdwViewStackPage *files;     /* borrowed */
  gboolean counting;
  gboolean stale; /* counted before the last change */

  GtkShortcutController *shortcuts;
  AdwWindowTitle *title;
  GtkWidget *steps;
  GtkStack *state;
  AdwBanner *unsaved;
  AdwBin *head;
  AdwViewStack *views;
};

G_DEFINE_FINAL_TYPE (CrmRecordPage, crm_record_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- Counts of the tabs */

typedef struct {
  CrmRecordPage *self; /* owned */
  GPtrArray *queries;
  GArray *counts; /* of gint64 */
} Counting;

static gboolean
count_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Counting *counting = data;

  for (guint i = 0; i < counting->queries->len; i++) {
    gint64 count = crm_query_count (counting->queries->pdata[i], database, error);
    if (count < 0)
      return FALSE;
    g_array_append_val (counting->counts, count);
  }
  return TRUE;
}

static void
show_count (AdwViewStackPage *tab, const char *title, gint64 count)
{
  g_autofree char *counted = g_strdup_printf ("%s %" G_GINT64_FORMAT, title, count);
  adw_view_stack_page_set_title (tab, count > 0 ? counted : title);
}

static void
show_counts (CrmRecordPage *self, GArray *counts)
{
  for (guint i = 0; i < counts->len && i < self->tabs->len; i++) {
    const CrmRelation *relation = &g_array_index (self->relations, CrmRelation, i);
    AdwViewStackPage *tab = self->tabs->pdata[i];
    gint64 count = g_array_index (counts, gint64, i);
    g_autofree char *title = crm_relation_dup_title (relation);

    if (tab == NULL)
      continue;
    show_count (tab, title, count);
    /* What points here by a second field is rare: it has a tab only where there is something. */
    adw_view_stack_page_set_visible (tab, relation->first || count > 0);
  }
  if (self->files != NULL && counts->len > self->relations->len)
    show_count (self->files, _ ("Files"), g_array_index (counts, gint64, self->relations->len));
}

static void count (CrmRecordPage *self);

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counting *counting = user_data;
  g_autoptr (CrmRecordPage) self = counting->self;
  gboolean counted = crm_store_read_finish (CRM_STORE (source), result, NULL);

  self->counting = FALSE;
  if (counted && self->workspace != NULL)
    show_counts (self, counting->counts);
  g_ptr_array_unref (counting->queries);
  g_array_unref (counting->counts);
  g_free (counting);
  if (self->stale && self->workspace != NULL)
    count (self);
}

static void
count (CrmRecordPage *self)
{
  Counting *counting;

  self->stale = self->counting;
  if (self->counting)
    return;
  self->counting = TRUE;
  counting = g_new0 (Counting, 1);
  counting->self = g_object_ref (self);
  counting->queries = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_query_unref);
  counting->counts = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->relations->len; i++)
    g_ptr_array_add (
        counting->queries,
        crm_relation_make_query (&g_array_index (self->relations, CrmRelation, i), self->id));
  g_ptr_array_add (counting->queries, crm_file_list_make_query (self->entity, self->id));
  crm_store_read_async (crm_workspace_get_store (self->workspace), count_func, counting, NULL, NULL,
                        count_cb, counting);
}

static void
store_changed_cb (CrmRecordPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("file"))) {
    count (self);
    return;
  }
  for (guint i = 0; i < self->relations->len; i++)
    if (crm_announcement_touches (announcement,
                                  g_array_index (self->relations, CrmRelation, i).entity)) {
      count (self);
      return;
    }
}

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

static void
make_tabs (CrmRecordPage *self)
{
  GtkWidget *run;

  self->fields = CRM_RECORD_FIELDS (crm_record_fields_new (self->form));
  self->timeline = CRM_TIMELINE (crm_timeline_new (self->workspace, self->entity, self->id));
  crm_why_buttons_attach (self->form, GTK_WIDGET (self->fields));
  crm_record_fields_append (self->fields, crm_duplicate_hint_new (self->form));
  if (crm_entity_find_tracked (self->entity) != NULL)
    crm_record_fields_append (
        self->fields, crm_value_history_new (self->form, crm_entity_find_tracked (self->entity)));
  adw_view_stack_add_titled (self->views, GTK_WIDGET (self->fields), "overview", _ ("Overview"));
  adw_view_stack_add_titled (self->views, GTK_WIDGET (self->timeline), "timeline", _ ("Timeline"));
  for (guint i = 0; i < self->relations->len; i++) {
    const CrmRelation *relation = &g_array_index (self->relations, CrmRelation, i);
    if (relation->owned) {
      crm_record_fields_append (self->fields,
                                crm_entity_is_checklist (relation->entity)
                                    ? crm_checklist_group_new (self->workspace, self->id)
                                    : crm_owned_list_new (self->form, relation));
      g_ptr_array_add (self->tabs, NULL);
      continue;
    }
    g_autofree char *title = crm_relation_dup_title (relation);
    g_autofree char *name =
        g_strdup_printf ("%s.%s", relation->entity->name, relation->field->name);
    AdwViewStackPage *tab = adw_view_stack_add_titled (self->views, adw_bin_new (), name, title);
    adw_view_stack_page_set_visible (tab, relation->first);
    g_ptr_array_add (self->tabs, tab);
  }
  if (crm_entity_is_task (self->entity)) {
    crm_record_fields_prepend (self->fields, crm_request_group_new (self->form, NULL));
    crm_record_fields_append (self->fields, crm_repeat_group_new (self->form));
  }
  if (crm_progress_find_field (self->entity) != NULL)
    crm_record_fields_prepend (self->fields, crm_progress_group_new (self->form));
  if (crm_sale_is_possible (self->entity)) {
    GtkWidget *messages = crm_message_card_new (self->form);
    if (messages != NULL)
      crm_record_fields_prepend (self->fields, messages);
    crm_record_fields_prepend (self->fields, crm_way_ahead_new (self->form));
  }
  run = crm_run_group_new (self->form);
  if (run != NULL)
    crm_record_fields_prepend (self->fields, run);
  self->files = adw_view_stack_add_titled (
      self->views, crm_file_list_new (self->workspace, self->entity, self->id), "files",
      _ ("Files"));
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

/* --- Actions */

static void
paste_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;

  gint64 subject = crm_subject_make (self->entity, self->id);

  if (!crm_attach_clipboard (self->workspace, subject,
                             gtk_widget_get_clipboard (GTK_WIDGET (self))) &&
      !crm_bring_clipboard (GTK_WIDGET (self), self->workspace, subject))
    crm_workspace_say (self->workspace, _ ("Neither a picture nor a file was copied"));
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  crm_workspace_delete (self->workspace, self->entity, &self->id, 1);
}

static void
rename_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  crm_record_head_start_rename (CRM_RECORD_HEAD (adw_bin_get_child (self->head)));
}

static void
note_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  adw_view_stack_set_visible_child_name (self->views, "timeline");
  crm_timeline_start_note (self->timeline);
}

static void
history_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  adw_dialog_present (crm_history_dialog_new (self->workspace, self->entity, self->id, NULL),
                      GTK_WIDGET (self));
}

static void
field_history_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  const CrmField *field = crm_entity_field (self->entity, g_variant_get_string (parameter, NULL));

  adw_dialog_present (crm_history_dialog_new (self->workspace, self->entity, self->id, field),
                      GTK_WIDGET (self));
}

static void
copy (CrmRecordPage *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  crm_workspace_say (self->workspace, _ ("Copied"));
}

static void
copy_title_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  copy (self, crm_record_get_title (crm_record_form_get_record (self->form)));
}

/* As the command line takes it: "company 17". */
static void
copy_number_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  g_autofree char *number = g_strdup_printf ("%s %" G_GINT64_FORMAT, self->entity->name, self->id);
  copy (self, number);
}

static void
make_related (CrmRecordPage *self, guint index)
{
  const CrmRelation *relation;
  g_autoptr (CrmRecord) draft = NULL;

  if (index >= self->relations->len)
    return;
  relation = &g_array_index (self->relations, CrmRelation, index);
  draft = crm_relation_make_draft (relation, crm_record_form_get_record (self->form));
  crm_workspace_new_record (self->workspace, relation->entity, draft);
}

static void
new_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  make_related (CRM_RECORD_PAGE (user_data), g_variant_get_uint32 (parameter));
}

/* NULL where no task belongs to such a record. */
static CrmRecord *
make_task_draft (CrmRecordPage *self)
{
  for (guint i = 0; i < self->relations->len; i++) {
    const CrmRelation *relation = &g_array_index (self->relations, CrmRelation, i);
    if (crm_entity_is_task (relation->entity))
      return crm_relation_make_draft (relation, crm_record_form_get_record (self->form));
  }
  return NULL;
}

/* A task about this record, said in a line. */
static void
quick_task_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  g_autoptr (CrmRecord) draft = make_task_draft (self);

  if (draft != NULL)
    adw_dialog_present (ADW_DIALOG (crm_quick_dialog_new (self->workspace, draft, NULL)),
                        GTK_WIDGET (self));
}

/* The same for somebody else to do. */
static void
ask_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  g_autoptr (CrmRecord) draft = make_task_draft (self);

  if (draft != NULL)
    adw_dialog_present (ADW_DIALOG (crm_ask_dialog_new (self->workspace, draft)),
                        GTK_WIDGET (self));
}

static void
unmerge_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CrmRecordPage *self = user_data;
  crm_unmerge (self->workspace, self->entity, self->id);
}

/* --- To what stands before and after it in the list */

static void
set_action_enabled (CrmRecordPage *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
show_place (CrmRecordPage *self)
{
  g_autofree char *place =
      self->trail != NULL ? crm_record_trail_dup_place (self->trail, self->id) : NULL;

  gtk_widget_set_visible (self->steps, self->trail != NULL);
  adw_window_title_set_subtitle (self->title, place != NULL ? place : "");
  set_action_enabled (self, "previous",
                      self->trail != NULL &&
                          crm_record_trail_look (self->trail, self->id, -1) != 0);
  set_action_enabled (self, "next",
                      self->trail != NULL && crm_record_trail_look (self->trail, self->id, 1) != 0);
}

static void
step (CrmRecordPage *self, int places)
{
  g_autoptr (CrmRecordTrail) trail = g_object_ref (self->trail);
  gint64 id = crm_record_trail_look (trail, self->id, places);

  if (id != 0)
    crm_workspace_open_record_along (self->workspace, self->entity, id, G_OBJECT (trail));
}

static void
previous_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, -1);
}

static void
next_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, 1);
}

static const GActionEntry entries[] = {
  { "previous", previous_action },
  { "next", next_action },
  { "delete", delete_action },
  { "unmerge", unmerge_action },
  { "rename", rename_action },
  { "note", note_action },
  { "history", history_action },
  { "field-history", field_history_action, "s" },
  { "paste", paste_action },
  { "copy-title", copy_title_action },
  { "copy-number", copy_number_action },
  { "new", new_action, "u" },
  { "quick-task", quick_task_action },
  { "ask", ask_action },
};

static gboolean
has_tasks (CrmRecordPage *self)
{
  for (guint i = 0; i < self->relations->len; i++)
    if (crm_entity_is_task (g_array_index (self->relations, CrmRelation, i).entity))
      return TRUE;
  return FALSE;
}

static void
enable_actions (CrmRecordPage *self, gboolean there)
{
  static const char *const writing[] = { "delete", "rename",     "note", "paste",
                                         "new",    "quick-task", "ask" };
  gboolean writable = crm_store_is_writable (crm_workspace_get_store (self->workspace));

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    set_action_enabled (self, entries[i].name, there);
  for (gsize i = 0; i < G_N_ELEMENTS (writing); i++)
    set_action_enabled (self, writing[i], there && writable);
  if (!there || !writable || !crm_unmerge_is_possible (self->workspace, self->entity, self->id))
    set_action_enabled (self, "unmerge", FALSE);
  /* The window makes a task of its own where none belongs to this record. */
  if (!has_tasks (self)) {
    set_action_enabled (self, "quick-task", FALSE);
    set_action_enabled (self, "ask", FALSE);
  }
  show_place (self);
}

/* --- Following the record */

static void
refreshed_cb (CrmRecordPage *self)
{
  const char *title = crm_record_get_title (crm_record_form_get_record (self->form));

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), title);
  enable_actions (self, TRUE);
  /* The title itself stands large beneath. */
  adw_window_title_set_title (self->title, crm_entity_get_label (self->entity));
}

static void
gone_cb (CrmRecordPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  gtk_stack_set_visible_child_name (self->state, "gone");
  enable_actions (self, FALSE);
  if (view != NULL && adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) ==
                          ADW_NAVIGATION_PAGE (self))
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
returned_cb (CrmRecordPage *self)
{
  gtk_stack_set_visible_child_name (self->state, "record");
  enable_actions (self, TRUE);
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
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
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
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "record", G_ACTION_GROUP (self->actions));
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
    g_signal_connect_object (self->trail, "changed", G_CALLBACK (show_place), self,
                             G_CONNECT_SWAPPED);
  }
  enable_actions (self, record != NULL);
  if (record == NULL) {
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), crm_entity_get_label (entity));
    gtk_stack_set_visible_child_name (self->state, "gone");
    return self;
  }
  self->form = crm_record_form_new (workspace, record);
  adw_bin_set_child (self->head, crm_record_head_new (self->form));
  make_tabs (self);
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
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  count (self);
  show_tab (self);
  return self;
}

CrmRecordTrail *
crm_record_page_get_trail (CrmRecordPage *self)
{
  return self->trail;
}
