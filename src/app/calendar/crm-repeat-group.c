/* How often a task or meeting comes again, on its card. */
#include "config.h"

#include "crm-repeat-group.h"

#include <glib/gi18n.h>

#include "crm-calendar.h"
#include "crm-recurrence.h"
#include "crm-repeat-editor.h"

struct _CrmRepeatGroup {
  GtkWidget parent_instance;

  CrmRecordForm *form; /* owned */
  GtkWidget *box;
  CrmRepeatEditor *editor; /* borrowed */
  GtkWidget *one;          /* of one occurrence of a series */
  GtkWidget *series;       /* the row in it */
  char *known;             /* owned; the rule that was shown or given to be written last */
  guint n_writing;
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (CrmRepeatGroup, crm_repeat_group, GTK_TYPE_WIDGET)

static CrmRecord *
get_record (CrmRepeatGroup *self)
{
  return crm_record_form_get_record (self->form);
}

static int
get_field (CrmRepeatGroup *self, const char *name)
{
  return crm_entity_field_index (crm_record_form_get_entity (self->form), name);
}

/* The rule alone, without the days that are left out; NULL: none. */
static char *
dup_rule (CrmRepeatGroup *self)
{
  const char *text = crm_record_get_text (get_record (self), "repeat");
  g_autoptr (CrmRecurrence) recurrence = text != NULL ? crm_recurrence_parse (text, NULL) : NULL;

  return recurrence != NULL ? crm_recurrence_dup_rule (recurrence) : g_strdup (text);
}

/* Days that are left out or added stay so. */
static char *
dup_with_exceptions (CrmRepeatGroup *self, const char *rule)
{
  const char *text = crm_record_get_text (get_record (self), "repeat");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autoptr (GString) all = g_string_new (rule);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "EXDATE") || g_str_has_prefix (lines[i], "RDATE"))
      g_string_append_printf (all, "\n%s", lines[i]);
  return g_string_free_and_steal (g_steal_pointer (&all));
}

/* --- The occurrence of a series: what it belongs to */

static void
open_series_cb (CrmRepeatGroup *self)
{
  crm_workspace_open_record (crm_record_form_get_workspace (self->form),
                             crm_record_form_get_entity (self->form),
                             crm_record_get_integer (get_record (self), "series"));
}

static void
show_series (CrmRepeatGroup *self)
{
  CrmDatabase *reader = crm_workspace_get_reader (crm_record_form_get_workspace (self->form));
  g_autoptr (CrmRecord) series =
      crm_record_load (reader, crm_record_form_get_entity (self->form),
                       crm_record_get_integer (get_record (self), "series"), NULL);
  const char *rule = series != NULL ? crm_record_get_text (series, "repeat") : NULL;
  g_autofree char *words = rule != NULL ? crm_calendar_describe_rule (rule) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->series), words != NULL ? words : "");
  gtk_widget_set_visible (self->series, series != NULL);
}

/* --- Showing and writing */

static void
refresh (CrmRepeatGroup *self)
{
  CrmRecord *record = get_record (self);
  gboolean is_one = !crm_record_is_empty (record, "series");
  gboolean has_time =
      !crm_record_is_empty (record, "start") || !crm_record_is_empty (record, "due");
  g_autofree char *rule = dup_rule (self);

  gtk_widget_set_visible (GTK_WIDGET (self), has_time);
  gtk_widget_set_visible (GTK_WIDGET (self->editor), !is_one);
  gtk_widget_set_visible (self->one, is_one);
  if (is_one)
    show_series (self);
  /* Whoever is choosing is disturbed neither by what they have chosen nor by other fields: only
   * another rule sets the rows anew. */
  if (self->n_writing > 0 || g_strcmp0 (self->known, rule) == 0)
    return;
  g_set_str (&self->known, rule);
  self->is_showing = TRUE;
  crm_repeat_editor_set_rule (self->editor, rule);
  self->is_showing = FALSE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmRepeatGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  self->n_writing--;
  if (self->form == NULL)
    return;
  if (!crm_record_form_set_finish (self->form, result, &error)) {
    crm_workspace_report (crm_record_form_get_workspace (self->form), _ ("This could not be saved"),
                          error);
    refresh (self);
  }
}

static void
changed_cb (CrmRepeatGroup *self)
{
  g_autofree char *rule = NULL;
  g_autofree char *text = NULL;
  g_auto (CrmValue) value = CRM_VALUE_INIT;

  if (self->is_showing || !crm_repeat_editor_read (self->editor, &rule) ||
      g_strcmp0 (self->known, rule) == 0)
    return;
  g_set_str (&self->known, rule);
  if (rule != NULL) {
    text = dup_with_exceptions (self, rule);
    crm_value_set_text (&value, text);
  }
  self->n_writing++;
  crm_record_form_set (self->form, get_field (self, "repeat"), &value, written_cb,
                       g_object_ref (self));
}

/* --- The object */

static void
crm_repeat_group_dispose (GObject *object)
{
  CrmRepeatGroup *self = CRM_REPEAT_GROUP (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (crm_repeat_group_parent_class)->dispose (object);
}

static void
crm_repeat_group_finalize (GObject *object)
{
  g_free (CRM_REPEAT_GROUP (object)->known);

  G_OBJECT_CLASS (crm_repeat_group_parent_class)->finalize (object);
}

static void
crm_repeat_group_class_init (CrmRepeatGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_repeat_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_repeat_group_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
crm_repeat_group_init (CrmRepeatGroup *self)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->editor = CRM_REPEAT_EDITOR (crm_repeat_editor_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->editor));
  self->one = adw_preferences_group_new ();
  self->series = adw_action_row_new ();
  /* Translators: a meeting that belongs to a series of meetings */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->series), _ ("One of a Series"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->series), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->series), arrow);
  g_signal_connect_object (self->series, "activated", G_CALLBACK (open_series_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->one), self->series);
  gtk_box_append (GTK_BOX (self->box), self->one);
}

/**
 * crm_repeat_group_new:
 * @form: of a task
 *
 * Returns: (transfer floating): the rows of its rule
 */
GtkWidget *
crm_repeat_group_new (CrmRecordForm *form)
{
  CrmRepeatGroup *self = g_object_new (CRM_TYPE_REPEAT_GROUP, NULL);

  self->form = g_object_ref (form);
  gtk_widget_set_sensitive (GTK_WIDGET (self->editor),
                            crm_record_form_can_edit (form, get_field (self, "start")));
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_record (self), "changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
