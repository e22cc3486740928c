/* The part of a process that is looked at. */
#include "config.h"

#include "crm-process-editor.h"

#include <glib/gi18n.h>

#include "crm-part-row.h"
#include "crm-record-fields.h"
#include "crm-record-form.h"
#include "crm-relations.h"

struct _CrmProcessEditor {
  AdwBin parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecordForm *form;     /* owned; of what is shown */
  GPtrArray *problems;     /* owned */
  gboolean may_edit;
  char *shown_kind; /* owned; the value that decides which fields are shown */
  AdwBin *beside; /* borrowed; what is wrong and what belongs to it, which follow changes while the
                     fields stay as they are under the hand */
  char *said;     /* owned; what stands in it */
};

G_DEFINE_FINAL_TYPE (CrmProcessEditor, crm_process_editor, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What a consequence needs to know depends on what it does. */
static const struct {
  const char *kind;
  const char *fields;
} effect_fields[] = {
  { "set", "target field value" },
  { "stage", "stage" },
  { "next", "next who role days hours from priority state text" },
  { "document", "document_kind document_status" },
  { "reissue", "" },
  { "receipt", "days from" },
  { "message", "template text" },
  { "project", "text" },
  { "notify", "who role text" },
};

static void
crm_process_editor_dispose (GObject *object)
{
  CrmProcessEditor *self = CRM_PROCESS_EDITOR (object);

  if (self->form != NULL)
    g_signal_handlers_disconnect_by_data (self->form, self);
  g_clear_object (&self->form);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->shown_kind, g_free);
  g_clear_pointer (&self->said, g_free);

  G_OBJECT_CLASS (crm_process_editor_parent_class)->dispose (object);
}

static void
crm_process_editor_class_init (CrmProcessEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_process_editor_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_PROCESS_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
}

static void
crm_process_editor_init (CrmProcessEditor *self)
{
}

static CrmRecord *
get_record (CrmProcessEditor *self)
{
  return crm_record_form_get_record (self->form);
}

static void
choose (CrmProcessEditor *self, const char *entity, gint64 id)
{
  g_signal_emit (self, signals[CHOSEN], 0, entity, id);
}

/* --- Its fields */

/* Steps and consequences have a kind, which decides what they are asked. */
static const char *
get_kind (CrmRecord *record)
{
  return crm_entity_field (crm_record_get_entity (record), "kind") != NULL
             ? crm_record_get_text (record, "kind")
             : NULL;
}

static gboolean
is_asked (CrmRecord *record, const CrmField *field)
{
  if (field->flags & (CRM_FIELD_HIDDEN | CRM_FIELD_OWNER | CRM_FIELD_READ_ONLY))
    return FALSE;
  /* A process is put to use by the button, which looks whether it is right. */
  if (crm_record_get_entity (record) == crm_entity_find ("process") &&
      g_strcmp0 (field->name, "state") == 0)
    return FALSE;
  if (crm_record_get_entity (record) != crm_entity_find ("effect") ||
      g_strcmp0 (field->name, "kind") == 0 || g_strcmp0 (field->name, "condition") == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (effect_fields); i++) {
    g_auto (GStrv) names = g_strsplit (effect_fields[i].fields, " ", -1);
    if (g_strcmp0 (effect_fields[i].kind, get_kind (record)) == 0)
      return g_strv_contains ((const char *const *) names, field->name);
  }
  return FALSE;
}

/* Only drafts are edited: what runs keeps its rules. */
static gboolean
is_open (CrmRecord *record, const char *field)
{
  return FALSE;
}

static GtkWidget *
make_fields (CrmProcessEditor *self)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  g_autoptr (GArray) places = crm_entity_list_fields (entity);
  g_autoptr (GArray) asked = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < places->len; i++) {
    int place = g_array_index (places, int, i);
    if (is_asked (get_record (self), &entity->fields[place]))
      g_array_append_val (asked, place);
  }
  return crm_field_group_new (self->form, NULL, (int *) asked->data, asked->len, FALSE);
}

/* --- What belongs to it */

static void
activated_cb (CrmProcessEditor *self, GtkWidget *row)
{
  CrmRecord *part = crm_part_row_get_record (row);
  choose (self, crm_record_get_entity (part)->name, crm_record_get_id (part));
}

static void
remove_cb (CrmProcessEditor *self, GtkWidget *button)
{
  CrmRecord *part = crm_part_row_get_record (button);
  gint64 id = crm_record_get_id (part);
  crm_workspace_delete (self->workspace, crm_record_get_entity (part), &id, 1);
}

static void
add_cb (CrmProcessEditor *self, GtkWidget *row)
{
  crm_part_add (GTK_WIDGET (self), self->workspace, g_object_get_data (G_OBJECT (row), "relation"),
                get_record (self));
}

static gboolean
is_telling (CrmRecord *record, int place)
{
  const CrmField *field = &crm_record_get_entity (record)->fields[place];
  const CrmValue *value = crm_record_get_value (record, place);

  return (field->flags & CRM_FIELD_LISTED) &&
         (field->flags & (CRM_FIELD_TITLE | CRM_FIELD_OWNER)) == 0 &&
         value->type != CRM_VALUE_EMPTY &&
         (value->type != CRM_VALUE_INTEGER || value->integer != 0);
}

/* What tells this part from others of its kind; figures with what they are. */
static char *
dup_summary (CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < entity->n_fields; i++) {
    g_autofree char *said = NULL;
    if (!is_telling (record, i))
      continue;
    g_string_append (text, text->len > 0 ? " · " : "");
    said = crm_record_format (record, i);
    if (entity->fields[i].kind == CRM_KIND_YES_NO)
      g_string_append (text, crm_field_get_label (&entity->fields[i]));
    else if (entity->fields[i].kind == CRM_KIND_INTEGER)
      g_string_append_printf (text, "%s: %s", crm_field_get_label (&entity->fields[i]), said);
    else
      g_string_append (text, said);
  }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static GtkWidget *
make_row (CrmProcessEditor *self, CrmRecord *record)
{
  g_autofree char *facts = dup_summary (record);
  GtkWidget *row = crm_part_row_new (record, facts, G_CALLBACK (activated_cb),
                                     self->may_edit ? G_CALLBACK (remove_cb) : NULL, self);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

static GtkWidget *
make_parts (CrmProcessEditor *self, const CrmRelation *relation)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autoptr (CrmQuery) query =
      crm_relation_make_query (relation, crm_record_get_id (get_record (self)));
  g_autoptr (GPtrArray) records = crm_query_fetch_all (query, reader, -1, NULL);
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = crm_relation_dup_title (relation);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (records->pdata[i] != NULL)
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (self, records->pdata[i]));
  if (self->may_edit) {
    GtkWidget *row = crm_part_row_new_button (crm_entity_get_label_new (relation->entity),
                                              "list-add-symbolic", G_CALLBACK (add_cb), self);
    g_object_set_data_full (G_OBJECT (row), "relation", g_memdup2 (relation, sizeof *relation),
                            g_free);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  } else if (records == NULL || records->len == 0)
    gtk_widget_set_visible (group, FALSE);
  return group;
}

/* --- What is wrong */

static GtkWidget *
make_problems (CrmProcessEditor *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("To Be Mended"));
  for (guint i = 0; i < self->problems->len; i++) {
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
    gtk_widget_add_css_class (icon, "warning");
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), self->problems->pdata[i]);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  return group;
}

/* --- The whole */

static void
up_cb (CrmProcessEditor *self)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);

  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].flags & CRM_FIELD_BOUND) {
      choose (self, entity->fields[i].target,
              crm_record_get_integer (get_record (self), entity->fields[i].name));
      return;
    }
}

static GtkWidget *
make_head (CrmProcessEditor *self)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (crm_entity_get_label (entity));

  if (entity != crm_entity_find ("process")) {
    GtkWidget *up = gtk_button_new_from_icon_name ("go-up-symbolic");
    gtk_widget_add_css_class (up, "flat");
    gtk_widget_set_tooltip_text (up, _ ("What It Belongs To"));
    gtk_accessible_update_property (GTK_ACCESSIBLE (up), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("What It Belongs To"), -1);
    g_signal_connect_swapped (up, "clicked", G_CALLBACK (up_cb), self);
    gtk_box_append (GTK_BOX (box), up);
  }
  gtk_widget_add_css_class (label, "title-4");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static gboolean
is_part (const CrmRelation *relation)
{
  return relation->owned && (relation->field->flags & CRM_FIELD_REQUIRED);
}

static void
append_said (CrmProcessEditor *self, const CrmRelation *relation, GString *said)
{
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autoptr (CrmQuery) query =
      crm_relation_make_query (relation, crm_record_get_id (get_record (self)));
  g_autoptr (GPtrArray) records = crm_query_fetch_all (query, reader, -1, NULL);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    g_autofree char *facts = NULL;
    if (records->pdata[i] == NULL)
      continue;
    facts = dup_summary (records->pdata[i]);
    g_string_append_printf (said, "%" G_GINT64_FORMAT "\t%s\t%s\n",
                            crm_record_get_id (records->pdata[i]),
                            crm_record_get_title (records->pdata[i]), facts);
  }
}

/* Made anew only where it says something else, so that the focus stays. */
static void
show_beside (CrmProcessEditor *self)
{
  g_autoptr (GArray) relations = crm_relations_read (crm_record_form_get_entity (self->form));
  g_autoptr (GString) said = g_string_new (self->may_edit ? "draft\n" : "");
  GtkWidget *box;

  for (guint i = 0; self->problems != NULL && i < self->problems->len; i++)
    g_string_append_printf (said, "%s\n", (char *) self->problems->pdata[i]);
  for (guint i = 0; i < relations->len; i++)
    if (is_part (&g_array_index (relations, CrmRelation, i)))
      append_said (self, &g_array_index (relations, CrmRelation, i), said);
  if (adw_bin_get_child (self->beside) != NULL && g_strcmp0 (said->str, self->said) == 0)
    return;
  g_set_str (&self->said, said->str);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  if (self->problems != NULL && self->problems->len > 0)
    gtk_box_append (GTK_BOX (box), make_problems (self));
  for (guint i = 0; i < relations->len; i++)
    if (is_part (&g_array_index (relations, CrmRelation, i)))
      gtk_box_append (GTK_BOX (box), make_parts (self, &g_array_index (relations, CrmRelation, i)));
  adw_bin_set_child (self->beside, box);
}

static void
rebuild (CrmProcessEditor *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  g_set_str (&self->shown_kind, get_kind (get_record (self)));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), make_fields (self));
  self->beside = ADW_BIN (adw_bin_new ());
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->beside));
  show_beside (self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/* Another kind of consequence has other fields. */
static void
refreshed_cb (CrmProcessEditor *self)
{
  if (g_strcmp0 (self->shown_kind, get_kind (get_record (self))) != 0)
    rebuild (self);
}

/**
 * crm_process_editor_new:
 * @workspace: where the processes are
 *
 * Returns: (transfer floating): an editor that shows nothing
 */
CrmProcessEditor *
crm_process_editor_new (CrmWorkspace *workspace)
{
  CrmProcessEditor *self = g_object_new (CRM_TYPE_PROCESS_EDITOR, NULL);

  self->workspace = g_object_ref (workspace);
  return self;
}

static gboolean
shows (CrmProcessEditor *self, const CrmEntity *entity, gint64 id)
{
  return self->form != NULL && crm_record_form_get_entity (self->form) == entity &&
         crm_record_get_id (get_record (self)) == id;
}

/**
 * crm_process_editor_show:
 * @self: an editor
 * @entity: of the part
 * @id: of the part; one that is no more shows nothing
 * @may_edit: whether it is a draft
 * @problems: (element-type utf8) (nullable): what is wrong with the process
 *
 * What was typed into the part before is taken first.
 */
void
crm_process_editor_show (CrmProcessEditor *self, const CrmEntity *entity, gint64 id,
                         gboolean may_edit, GPtrArray *problems)
{
  g_autoptr (CrmRecord) record = NULL;
  gboolean stays = shows (self, entity, id) && self->may_edit == may_edit;

  self->may_edit = may_edit;
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = problems != NULL ? g_ptr_array_ref (problems) : NULL;
  if (stays) {
    show_beside (self);
    return;
  }
  if (self->form != NULL) {
    crm_record_form_flush (self->form);
    g_signal_handlers_disconnect_by_data (self->form, self);
  }
  g_clear_object (&self->form);
  self->beside = NULL;
  record = crm_record_load (crm_workspace_get_reader (self->workspace), entity, id, NULL);
  if (record == NULL) {
    adw_bin_set_child (ADW_BIN (self), NULL);
    return;
  }
  self->form = crm_record_form_new (self->workspace, record);
  if (!may_edit)
    crm_record_form_set_is_open (self->form, is_open);
  g_signal_connect_object (self->form, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  rebuild (self);
}
