/* What was given with a request and what came back. */
#include "config.h"

#include "crm-request-group.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-attachment.h"
#include "crm-request.h"

struct _CrmRequestGroup {
  GtkBox parent_instance;

  CrmRecordForm *form; /* owned */
  const char *side;    /* static; NULL: both */
};

G_DEFINE_FINAL_TYPE (CrmRequestGroup, crm_request_group, GTK_TYPE_BOX)

static CrmWorkspace *
get_workspace (CrmRequestGroup *self)
{
  return crm_record_form_get_workspace (self->form);
}

static CrmDatabase *
get_reader (CrmRequestGroup *self)
{
  return crm_workspace_get_reader (get_workspace (self));
}

static void
open_file_cb (CrmRequestGroup *self, GtkWidget *row)
{
  CrmRecord *answer = g_object_get_data (G_OBJECT (row), "answer");
  g_autoptr (CrmRecord) file = crm_record_load (get_reader (self), crm_entity_find ("file"),
                                                crm_record_get_integer (answer, "file"), NULL);

  if (file != NULL)
    crm_attachment_open (get_workspace (self), file, GTK_WIDGET (self));
}

static void
open_document_cb (CrmRequestGroup *self, GtkWidget *row)
{
  CrmRecord *answer = g_object_get_data (G_OBJECT (row), "answer");

  crm_workspace_open_record (get_workspace (self), crm_entity_find ("document"),
                             crm_record_get_integer (answer, "document"));
}

static GtkWidget *
make_row (CrmRequestGroup *self, CrmRecord *answer)
{
  CrmRecord *task = crm_record_form_get_record (self->form);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *given = crm_request_dup_given (get_reader (self), task, answer);
  GCallback opens = !crm_record_is_empty (answer, "file")       ? G_CALLBACK (open_file_cb)
                    : !crm_record_is_empty (answer, "document") ? G_CALLBACK (open_document_cb)
                                                                : NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (answer));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), *given != '\0' ? given : "—");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (row, "property");
  if (opens == NULL) {
    adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
    return row;
  }
  g_object_set_data_full (G_OBJECT (row), "answer", g_object_ref (answer), g_object_unref);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", opens, self, G_CONNECT_SWAPPED);
  return row;
}

static void
add_side (CrmRequestGroup *self, const char *side, const char *title, const char *description)
{
  g_autoptr (GPtrArray) answers = crm_request_read_answers (
      get_reader (self), crm_record_get_id (crm_record_form_get_record (self->form)), side, NULL);
  GtkWidget *group;

  if (answers == NULL || answers->len == 0 ||
      (self->side != NULL && g_strcmp0 (self->side, side) != 0))
    return;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (description != NULL) {
    g_autofree char *escaped = g_markup_escape_text (description, -1);
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  }
  for (guint i = 0; i < answers->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, answers->pdata[i]));
  gtk_box_append (GTK_BOX (self), group);
}

static void
show (CrmRequestGroup *self)
{
  CrmRecord *task = crm_record_form_get_record (self->form);
  GtkWidget *child;
  g_autofree char *asker = NULL;
  g_autofree char *said = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  gtk_widget_set_visible (GTK_WIDGET (self), crm_task_is_request (task));
  if (!crm_task_is_request (task))
    return;
  asker = crm_reference_title (get_reader (self), crm_entity_find ("person"),
                               crm_record_get_integer (task, "asker"));
  /* Translators: name of a colleague */
  said = g_strdup_printf (_ ("%s asks"), asker != NULL ? asker : "");
  add_side (self, "input", _ ("Given with It"), said);
  add_side (self, "output", _ ("What Comes Back"), NULL);
}

static void
store_changed_cb (CrmRequestGroup *self, CrmAnnouncement *announcement)
{
  if (self->form != NULL &&
      (crm_announcement_touches (announcement, crm_entity_find ("request_answer")) ||
       crm_announcement_touches (announcement, crm_entity_find ("deal")) ||
       crm_announcement_touches (announcement, crm_entity_find ("company"))))
    show (self);
}

static void
crm_request_group_dispose (GObject *object)
{
  g_clear_object (&CRM_REQUEST_GROUP (object)->form);

  G_OBJECT_CLASS (crm_request_group_parent_class)->dispose (object);
}

static void
crm_request_group_class_init (CrmRequestGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_request_group_dispose;
}

static void
crm_request_group_init (CrmRequestGroup *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
}

/**
 * crm_request_group_new:
 * @form: of a task
 * @side: (nullable): static; "input", "output"; %NULL: both
 *
 * Returns: (transfer floating): its questions and answers, following every change
 */
GtkWidget *
crm_request_group_new (CrmRecordForm *form, const char *side)
{
  CrmRequestGroup *self = g_object_new (CRM_TYPE_REQUEST_GROUP, NULL);

  self->form = g_object_ref (form);
  self->side = side;
  show (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (get_workspace (self)), "changed",
                           G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return GTK_WIDGET (self);
}
