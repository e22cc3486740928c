/* All fields of a record in groups. */
#include "config.h"

#include "crm-record-fields.h"

#include <glib/gi18n.h>

#include "crm-descriptions.h"
#include "crm-field-dialog.h"
#include "crm-order-row.h"
#include "crm-progress.h"

/* What a group's heading takes, in rows. */
#define HEADING_ROWS 1
/* Fewer are not worth a click. */
#define LEAST_FOLDED 3
/* What the progress of a campaign takes at the top of the second column. */
#define PROGRESS_ROWS 7

/**
 * CrmRecordFields:
 *
 * The groups of the description in two columns where there is room, each column in their order.
 */
struct _CrmRecordFields {
  GtkWidget parent_instance;

  CrmRecordForm *form; /* owned */
  GPtrArray *groups;   /* borrowed: those of the description */
  guint serial;        /* of the description that they show */
  GtkWidget *bin;
  GtkBox *columns;
  GtkBox *first;
  GtkBox *second;
};

G_DEFINE_FINAL_TYPE (CrmRecordFields, crm_record_fields, GTK_TYPE_WIDGET)

static void
crm_record_fields_dispose (GObject *object)
{
  CrmRecordFields *self = CRM_RECORD_FIELDS (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_RECORD_FIELDS);

  G_OBJECT_CLASS (crm_record_fields_parent_class)->dispose (object);
}

static void
crm_record_fields_class_init (CrmRecordFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_record_fields_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-record-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmRecordFields, bin);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordFields, columns);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordFields, first);
  gtk_widget_class_bind_template_child (widget_class, CrmRecordFields, second);
}

static void
crm_record_fields_init (CrmRecordFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->groups = g_ptr_array_new ();
}

/* --- Empty fields that few companies need are folded away */

static gboolean
is_foldable (CrmRecordForm *form, int field)
{
  const CrmField *description = &crm_record_form_get_entity (form)->fields[field];

  return (description->flags & (CRM_FIELD_REQUIRED | CRM_FIELD_TITLE | CRM_FIELD_KEY |
                                CRM_FIELD_LISTED | CRM_FIELD_SUBTITLE | CRM_FIELD_CUSTOM)) == 0 &&
         crm_record_get_value (crm_record_form_get_record (form), field)->type == CRM_VALUE_EMPTY &&
         crm_record_form_get_kept (form, field) == NULL;
}

static void
unfold_row_cb (GtkWidget *row, CrmRecordForm *form)
{
  if (!is_foldable (form, crm_field_row_get_field (CRM_FIELD_ROW (row))))
    gtk_widget_set_visible (row, TRUE);
}

static void
unfold_cb (GtkWidget *row, GtkWidget *button)
{
  gtk_widget_set_visible (row, TRUE);
  gtk_widget_set_visible (button, FALSE);
}

static void
fold (CrmRecordForm *form, AdwPreferencesGroup *group, GPtrArray *rows)
{
  g_autofree char *title = NULL;
  GtkWidget *button;

  if (rows->len < LEAST_FOLDED)
    return;
  title = g_strdup_printf (ngettext ("Show %u Empty Field", "Show %u Empty Fields", rows->len),
                           rows->len);
  button = adw_button_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), title);
  adw_button_row_set_end_icon_name (ADW_BUTTON_ROW (button), "pan-down-symbolic");
  adw_preferences_group_add (group, button);
  for (guint i = 0; i < rows->len; i++) {
    gtk_widget_set_visible (rows->pdata[i], FALSE);
    g_signal_connect_object (button, "activated", G_CALLBACK (unfold_cb), rows->pdata[i],
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (form, "refreshed", G_CALLBACK (unfold_row_cb), rows->pdata[i],
                             G_CONNECT_SWAPPED);
  }
}

/**
 * crm_field_group_new:
 * @form: whose rows
 * @title: (nullable): heading
 * @fields: (array length=n_fields): which fields
 * @n_fields: how many
 * @folds: whether empty fields that matter little are folded away, where they are many
 *
 * Returns: (transfer floating): a boxed list of rows
 */
GtkWidget *
crm_field_group_new (CrmRecordForm *form, const char *title, const int *fields, guint n_fields,
                     gboolean folds)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GPtrArray) folded = g_ptr_array_new ();

  if (title != NULL) {
    g_autofree char *escaped = g_markup_escape_text (title, -1);
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  }
  for (guint i = 0; i < n_fields; i++) {
    GtkWidget *row = crm_field_row_new (form, fields[i]);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    if (folds && is_foldable (form, fields[i]))
      g_ptr_array_add (folded, row);
  }
  fold (form, ADW_PREFERENCES_GROUP (group), folded);
  return group;
}

typedef struct {
  const char *title; /* borrowed */
  GArray *fields;    /* owned; of int */
} Group;

static void
clear_group (gpointer data)
{
  g_array_unref (((Group *) data)->fields);
}

static Group *
find_group (GArray *groups, const char *title)
{
  Group added = { title, NULL };

  for (guint i = 0; i < groups->len; i++)
    if (g_strcmp0 (g_array_index (groups, Group, i).title, title) == 0)
      return &g_array_index (groups, Group, i);
  added.fields = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (groups, added);
  return &g_array_index (groups, Group, groups->len - 1);
}

static GArray *
read_groups (const CrmEntity *entity)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_autoptr (GArray) places = crm_entity_list_fields (entity);

  g_array_set_clear_func (groups, clear_group);
  for (guint i = 0; i < places->len; i++) {
    int place = g_array_index (places, int, i);
    const CrmField *field = &entity->fields[place];
    if ((field->flags & CRM_FIELD_HIDDEN) == 0)
      g_array_append_val (find_group (groups, crm_field_get_group (field))->fields, place);
  }
  return groups;
}

/* The height of a group, in rows. */
static guint
count_rows (CrmRecordForm *form, Group *group)
{
  guint n_folded = 0;

  for (guint i = 0; i < group->fields->len; i++)
    n_folded += is_foldable (form, g_array_index (group->fields, int, i)) ? 1 : 0;
  return group->fields->len + HEADING_ROWS - (n_folded >= LEAST_FOLDED ? n_folded - 1 : 0);
}

/* How many groups the first column takes, for the two to be most nearly of one height. */
static guint
count_first (CrmRecordForm *form, GArray *groups)
{
  int total = 0;
  int placed = 0;
  int best = G_MAXINT;
  guint n_first = 0;
  int beside =
      crm_progress_find_field (crm_record_form_get_entity (form)) != NULL ? PROGRESS_ROWS : 0;

  for (guint i = 0; i < groups->len; i++)
    total += (int) count_rows (form, &g_array_index (groups, Group, i));
  for (guint i = 0; i < groups->len; i++) {
    placed += (int) count_rows (form, &g_array_index (groups, Group, i));
    if (ABS (total + beside - 2 * placed) < best) {
      best = ABS (total + beside - 2 * placed);
      n_first = i + 1;
    }
  }
  return n_first;
}

static void
add_field_cb (CrmRecordFields *self)
{
  CrmFieldDialog *dialog = crm_field_dialog_new (crm_record_form_get_workspace (self->form),
                                                 crm_record_form_get_entity (self->form), 0);

  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* At the end of a column, before what others have put there. */
static void
add_group (CrmRecordFields *self, GtkBox *box, GtkWidget *after, GtkWidget *group)
{
  gtk_box_insert_child_after (box, group, after);
  g_ptr_array_add (self->groups, group);
}

static void
show_groups (CrmRecordFields *self)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  g_autoptr (GArray) groups = read_groups (entity);
  guint n_first = count_first (self->form, groups);
  GtkWidget *last[2] = { NULL, NULL };
  guint i;

  for (i = 0; i < self->groups->len; i++) {
    GtkWidget *group = self->groups->pdata[i];
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (group)), group);
  }
  g_ptr_array_set_size (self->groups, 0);
  self->serial = crm_descriptions_get_serial ();
  for (i = 0; i < groups->len; i++) {
    Group *group = &g_array_index (groups, Group, i);
    int column = i < n_first ? 0 : 1;
    GtkWidget *widget = crm_field_group_new (self->form, group->title, (int *) group->fields->data,
                                             group->fields->len, TRUE);
    add_group (self, column == 0 ? self->first : self->second, last[column], widget);
    last[column] = widget;
  }
  if (crm_entity_is_extensible (entity)) {
    GtkWidget *group = adw_preferences_group_new ();
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               crm_button_row_new (_ ("_Add Field…"), "list-add-symbolic",
                                                   G_CALLBACK (add_field_cb), self));
    add_group (self, self->second, last[1], group);
  }
}

static void
store_changed_cb (CrmRecordFields *self)
{
  if (self->form != NULL && self->serial != crm_descriptions_get_serial ())
    show_groups (self);
}

/**
 * crm_record_fields_new:
 * @form: whose rows
 *
 * Returns: (transfer floating): all fields that are not hidden
 */
GtkWidget *
crm_record_fields_new (CrmRecordForm *form)
{
  CrmRecordFields *self = g_object_new (CRM_TYPE_RECORD_FIELDS, NULL);

  self->form = g_object_ref (form);
  show_groups (self);
  g_signal_connect_object (crm_workspace_get_store (crm_record_form_get_workspace (form)),
                           "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

/**
 * crm_record_fields_append:
 * @self: the fields
 * @group: (transfer floating): a widget to stand beneath the others
 */
void
crm_record_fields_append (CrmRecordFields *self, GtkWidget *group)
{
  gtk_box_append (self->second, group);
}

/**
 * crm_record_fields_prepend:
 * @self: the fields
 * @group: (transfer floating): a widget to stand at the top, beside the first group
 */
void
crm_record_fields_prepend (CrmRecordFields *self, GtkWidget *group)
{
  gtk_box_prepend (self->second, group);
}

static CrmFieldRow *
find_row (GtkWidget *widget, int field)
{
  if (CRM_IS_FIELD_ROW (widget))
    return crm_field_row_get_field (CRM_FIELD_ROW (widget)) == field ? CRM_FIELD_ROW (widget)
                                                                     : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    CrmFieldRow *row = find_row (child, field);
    if (row != NULL)
      return row;
  }
  return NULL;
}

/**
 * crm_record_fields_show_field:
 * @self: the fields
 * @field: which one
 */
void
crm_record_fields_show_field (CrmRecordFields *self, int field)
{
  CrmFieldRow *row = find_row (GTK_WIDGET (self->columns), field);

  if (row == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}
