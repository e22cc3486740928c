/* A row of the timeline: who did what and when. */
#include "config.h"

#include "crm-timeline-row.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-note-dialog.h"
#include "crm-pages.h"

struct _CrmTimelineRow {
  GtkBox parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmTimelineItem *item;   /* owned; NULL while unbound */

  GtkImage *icon;
  GtkLabel *heading;
  GtkLabel *when;
  GtkLabel *text;
  GtkLabel *cause;
  GtkWidget *why;
  GtkWidget *reply;
  GtkWidget *edit;
  GtkWidget *open;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (CrmTimelineRow, crm_timeline_row, GTK_TYPE_BOX)

static void
why_cb (CrmTimelineRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->cause),
                          !gtk_widget_get_visible (GTK_WIDGET (self->cause)));
}

static void
reply_cb (CrmTimelineRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "timeline.reply", "x",
                              crm_timeline_item_get_id (self->item));
}

/* A person who is mentioned. */
static gboolean
link_cb (CrmTimelineRow *self, const char *target)
{
  const CrmEntity *entity;
  gint64 id;

  if (crm_pages_parse_name (target, &entity, &id) && id > 0)
    crm_workspace_open_record (self->workspace, entity, id);
  return GDK_EVENT_STOP;
}

static void
edit_cb (CrmTimelineRow *self)
{
  AdwDialog *dialog = crm_note_dialog_new (self->workspace, crm_timeline_item_get_id (self->item));

  if (dialog != NULL)
    adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
open_cb (CrmTimelineRow *self)
{
  crm_workspace_open_record (self->workspace, crm_timeline_item_get_entity (self->item),
                             crm_timeline_item_get_id (self->item));
}

static void
remove_cb (CrmTimelineRow *self)
{
  gint64 id = crm_timeline_item_get_id (self->item);
  crm_workspace_delete (self->workspace, crm_timeline_item_get_entity (self->item), &id, 1);
}

static void
crm_timeline_row_dispose (GObject *object)
{
  CrmTimelineRow *self = CRM_TIMELINE_ROW (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_TIMELINE_ROW);

  G_OBJECT_CLASS (crm_timeline_row_parent_class)->dispose (object);
}

static void
crm_timeline_row_class_init (CrmTimelineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_timeline_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-timeline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, when);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, text);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, cause);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, why);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, reply);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, edit);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, open);
  gtk_widget_class_bind_template_child (widget_class, CrmTimelineRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, why_cb);
  gtk_widget_class_bind_template_callback (widget_class, reply_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
crm_timeline_row_init (CrmTimelineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_timeline_row_new:
 * @workspace: where its records are
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
crm_timeline_row_new (CrmWorkspace *workspace)
{
  CrmTimelineRow *self = g_object_new (CRM_TYPE_TIMELINE_ROW, NULL);
  self->workspace = g_object_ref (workspace);
  return GTK_WIDGET (self);
}

static const struct {
  const char *icon;
  const char *label; /* NULL: the entity's */
} looks[] = {
  [CRM_TIMELINE_CHANGE] = { "document-edit-symbolic", NC_ ("timeline", "Changed") },
  [CRM_TIMELINE_ADDED] = { "list-add-symbolic", NC_ ("timeline", "Created") },
  [CRM_TIMELINE_DELETED] = { "user-trash-symbolic", NC_ ("timeline", "Deleted") },
  [CRM_TIMELINE_NOTE] = { "user-available-symbolic", NC_ ("timeline", "Note") },
  [CRM_TIMELINE_FILE] = { "mail-attachment-symbolic", NC_ ("timeline", "File") },
  [CRM_TIMELINE_RELATED] = { NULL, NULL },
};

static char *
dup_heading (CrmTimelineItem *item)
{
  CrmTimelineKind kind = crm_timeline_item_get_kind (item);
  const char *what = crm_timeline_item_is_reply (item) ? C_ ("timeline", "Reply")
                     : looks[kind].label != NULL
                         ? g_dpgettext2 (NULL, "timeline", looks[kind].label)
                         : crm_entity_get_label (crm_timeline_item_get_entity (item));
  const char *who = crm_timeline_item_get_who (item);
  g_autofree char *heading = who != NULL ? g_strdup_printf ("%s · %s", what, who) : g_strdup (what);

  if (crm_timeline_item_get_undone (item))
    /* Translators: %s is what was done and by whom, and taken back since */
    return g_strdup_printf (_ ("%s (undone)"), heading);
  return g_steal_pointer (&heading);
}

/**
 * crm_timeline_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows
 */
void
crm_timeline_row_set_item (CrmTimelineRow *self, CrmTimelineItem *item)
{
  g_autofree char *heading = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *exact = NULL;
  CrmTimelineKind kind;
  const CrmEntity *entity;
  gint64 moment;
  gboolean writable = crm_store_is_writable (crm_workspace_get_store (self->workspace));
  gboolean own_note;

  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  kind = crm_timeline_item_get_kind (item);
  entity = crm_timeline_item_get_entity (item);
  moment = crm_timeline_item_get_moment (item);
  heading = dup_heading (item);
  if (crm_timeline_item_is_day (item)) {
    relative = crm_date_format_relative (crm_moment_to_date (moment),
                                         crm_workspace_get_today (self->workspace));
    exact = crm_date_format_long (crm_moment_to_date (moment), NULL);
  } else {
    relative = crm_moment_format_relative (moment, crm_workspace_get_now (self->workspace));
    exact = crm_moment_format (moment, NULL);
  }
  own_note = kind == CRM_TIMELINE_NOTE &&
             (crm_timeline_item_get_author (item) == crm_workspace_get_me (self->workspace) ||
              crm_timeline_item_get_author (item) == 0);

  gtk_image_set_from_icon_name (self->icon,
                                looks[kind].icon != NULL ? looks[kind].icon : entity->icon);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->when, moment != 0 ? relative : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->when), exact);
  if (crm_timeline_item_get_markup (item) != NULL)
    gtk_label_set_markup (self->text, crm_timeline_item_get_markup (item));
  else
    gtk_label_set_text (self->text, crm_timeline_item_get_text (item) != NULL
                                        ? crm_timeline_item_get_text (item)
                                        : "");
  /* Answers stand beneath what they answer. */
  gtk_widget_set_margin_start (GTK_WIDGET (self), crm_timeline_item_is_reply (item) ? 28 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->text), crm_timeline_item_get_text (item) != NULL);
  gtk_label_set_text (self->cause, crm_timeline_item_get_cause (item) != NULL
                                       ? crm_timeline_item_get_cause (item)
                                       : "");
  gtk_widget_set_visible (GTK_WIDGET (self->cause), FALSE);
  gtk_widget_set_visible (self->why, crm_timeline_item_get_cause (item) != NULL);
  own_note = own_note && writable;
  gtk_widget_set_visible (self->reply, kind == CRM_TIMELINE_NOTE && writable);
  gtk_widget_set_visible (self->edit, own_note);
  gtk_widget_set_visible (self->remove, own_note);
  gtk_widget_set_visible (self->open, kind == CRM_TIMELINE_RELATED);
}
