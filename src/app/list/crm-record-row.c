/* A record in a narrow list. */
#include "config.h"

#include "crm-record-row.h"

#include <glib/gi18n.h>

#include "crm-cell-text.h"
#include "crm-colours.h"
#include "crm-group-row.h"
#include "crm-line.h"
#include "crm-pill.h"
#include "crm-text.h"

#define MOST_CHARACTERS 200

struct _CrmRecordRow {
  GtkWidget parent_instance;

  CrmWorkspace *workspace; /* borrowed: the page that holds the list keeps it */
  const CrmEntity *entity;
  int kind_field;   /* what its number is of; -1: its title says enough */
  int pill_field;   /* -1: none */
  int figure_field; /* -1: none */
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *figure;
  GtkWidget *pill;
  CrmRecord *record; /* owned */
  gulong changed;
};

G_DEFINE_FINAL_TYPE (CrmRecordRow, crm_record_row, GTK_TYPE_WIDGET)

static gboolean
is_date (const CrmField *field)
{
  return field->kind == CRM_KIND_DATE || field->kind == CRM_KIND_MOMENT;
}

static gboolean
is_amount (const CrmField *field)
{
  return field->kind == CRM_KIND_MONEY || field->kind == CRM_KIND_PRICE;
}

static gboolean
is_number (const CrmField *field)
{
  return crm_kind_is_number (field->kind);
}

static int
find_listed (const CrmEntity *entity, gboolean (*is_wanted) (const CrmField *field))
{
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_LISTED) && is_wanted (&entity->fields[i]))
      return i;
  return -1;
}

/* Money says most, then a date, then any other number. */
static int
find_figure (const CrmEntity *entity)
{
  int field = find_listed (entity, is_amount);
  if (field < 0)
    field = find_listed (entity, is_date);
  return field >= 0 ? field : find_listed (entity, is_number);
}

/* What changes in a record's life says more than what it is: the last of several. */
static int
find_pill (const CrmEntity *entity)
{
  int found = -1;
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_LISTED) &&
        crm_field_is_coloured (&entity->fields[i]) &&
        (found < 0 || (entity->fields[i].flags & CRM_FIELD_INDEXED) != 0))
      found = i;
  return found;
}

static gboolean
is_choice (const CrmField *field)
{
  return field->kind == CRM_KIND_CHOICE;
}

static int
find_kind (const CrmEntity *entity)
{
  return crm_entity_title_field (entity)->flags & CRM_FIELD_KEY ? find_listed (entity, is_choice)
                                                                : -1;
}

static void
show_figure (CrmRecordRow *self)
{
  g_autofree char *text = NULL;
  gint64 now = crm_workspace_get_now (self->workspace);

  if (self->figure_field >= 0)
    text = crm_cell_dup_text (self->record, self->figure_field,
                              crm_workspace_get_currency (self->workspace), now);
  gtk_label_set_text (GTK_LABEL (self->figure), text != NULL ? text : "");
  if (self->figure_field >= 0 && crm_record_is_overdue (self->record, self->figure_field, now))
    gtk_widget_add_css_class (self->figure, "error");
  else
    gtk_widget_remove_css_class (self->figure, "error");
}

static void
show_pill (CrmRecordRow *self)
{
  const CrmValue *value;
  g_autofree char *text = NULL;

  if (self->pill_field < 0)
    return;
  value = crm_record_get_value (self->record, self->pill_field);
  text = crm_cell_dup_text (self->record, self->pill_field, NULL, 0);
  crm_pill_set (self->pill, text,
                crm_colour_find (self->workspace, &self->entity->fields[self->pill_field], value));
  gtk_widget_set_opacity (self->pill, text[0] != '\0' ? 1 : 0);
}

/* A number alone says too little: "Invoice 17". */
static char *
dup_title (CrmRecordRow *self)
{
  const CrmField *title = crm_entity_title_field (self->entity);
  gboolean has_title = !crm_record_is_empty (self->record, title->name);
  g_autofree char *kind = NULL;

  if (self->kind_field >= 0)
    kind = crm_record_format (self->record, self->kind_field);
  if (kind == NULL || kind[0] == '\0')
    return crm_text_one_line (crm_record_get_title (self->record), MOST_CHARACTERS);
  if (!has_title)
    return g_steal_pointer (&kind);
  /* Translators: a kind of document and its number, as "Invoice 17" */
  return g_strdup_printf (C_ ("kind and number", "%s %s"), kind,
                          crm_record_get_title (self->record));
}

static void
show_record (CrmRecordRow *self)
{
  g_autofree char *title = dup_title (self);
  g_autofree char *subtitle = crm_record_dup_subtitle (self->record);
  g_autofree char *line = crm_text_one_line (subtitle, MOST_CHARACTERS);

  crm_line_set_text (CRM_LINE (self->title), title);
  if (crm_record_has_overdue (self->record, crm_workspace_get_now (self->workspace)))
    gtk_widget_add_css_class (self->title, "error");
  else
    gtk_widget_remove_css_class (self->title, "error");
  crm_line_set_text (CRM_LINE (self->subtitle), line);
  show_figure (self);
  show_pill (self);
}

static void
crm_record_row_dispose (GObject *object)
{
  CrmRecordRow *self = CRM_RECORD_ROW (object);
  GtkWidget *child;

  if (self->record != NULL)
    g_clear_signal_handler (&self->changed, self->record);
  g_clear_object (&self->record);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (crm_record_row_parent_class)->dispose (object);
}

static void
crm_record_row_class_init (CrmRecordRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_record_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
create_line (GtkWidget *row, const char *class)
{
  GtkWidget *line = crm_line_new (4, 20);

  gtk_widget_set_hexpand (line, TRUE);
  if (class != NULL)
    gtk_widget_add_css_class (line, class);
  gtk_box_append (GTK_BOX (row), line);
  return line;
}

static GtkWidget *
create_box (GtkWidget *parent)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (box, parent);
  return box;
}

static void
crm_record_row_init (CrmRecordRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *upper = create_box (GTK_WIDGET (self));
  GtkWidget *lower = create_box (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 3);
  gtk_widget_add_css_class (GTK_WIDGET (self), "crm-record-row");
  self->title = create_line (upper, NULL);
  self->figure =
      g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *const[]) { "numeric", NULL }, NULL);
  gtk_box_append (GTK_BOX (upper), self->figure);
  self->subtitle = create_line (lower, "dimmed");
  gtk_widget_add_css_class (self->subtitle, "caption");
  self->pill = crm_pill_new ();
  gtk_widget_set_halign (self->pill, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (lower), self->pill);
}

/**
 * crm_record_row_new:
 * @workspace: the workspace; must outlive the row
 * @entity: of the records
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
crm_record_row_new (CrmWorkspace *workspace, const CrmEntity *entity)
{
  CrmRecordRow *self = g_object_new (CRM_TYPE_RECORD_ROW, NULL);

  self->workspace = workspace;
  self->entity = entity;
  self->kind_field = find_kind (entity);
  self->pill_field = find_pill (entity);
  self->figure_field = find_figure (entity);
  gtk_widget_set_visible (self->figure, self->figure_field >= 0);
  gtk_widget_set_visible (self->pill, self->pill_field >= 0);
  return GTK_WIDGET (self);
}

/**
 * crm_record_row_set_record:
 * @self: a row
 * @record: (nullable): what to show; its later values too
 */
void
crm_record_row_set_record (CrmRecordRow *self, CrmRecord *record)
{
  g_return_if_fail (CRM_IS_RECORD_ROW (self));
  if (self->record == record)
    return;
  if (self->record != NULL)
    g_clear_signal_handler (&self->changed, self->record);
  g_set_object (&self->record, record);
  if (record == NULL)
    return;
  self->changed = g_signal_connect_swapped (record, "changed", G_CALLBACK (show_record), self);
  show_record (self);
}

CrmRecord *
crm_record_row_get_record (CrmRecordRow *self)
{
  g_return_val_if_fail (CRM_IS_RECORD_ROW (self), NULL);
  return self->record;
}

/* --- Factory */

typedef struct {
  CrmWorkspace *workspace; /* borrowed */
  const CrmEntity *entity;
} Kind;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Kind *kind)
{
  gtk_list_item_set_child (item, crm_record_row_new (kind->workspace, kind->entity));
}

static void
name_group_cb (CrmGroupHeader *header, GtkListItem *item)
{
  CrmWorkspace *workspace = g_object_get_data (G_OBJECT (item), "crm-workspace");
  g_autofree char *text = crm_group_header_dup_description (header, workspace, NULL);
  gtk_list_item_set_accessible_label (item, text);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Kind *kind)
{
  gpointer shown = gtk_list_item_get_item (item);
  gboolean is_group = CRM_IS_GROUP_HEADER (shown);
  GtkWidget *child = crm_group_row_require_child (G_OBJECT (item), is_group, kind->workspace, NULL);
  g_autofree char *title = NULL;

  gtk_list_item_set_selectable (item, !is_group);
  if (is_group) {
    g_object_set_data (G_OBJECT (item), "crm-workspace", kind->workspace);
    name_group_cb (shown, item);
    g_signal_connect (shown, "changed", G_CALLBACK (name_group_cb), item);
    crm_group_row_set_header (CRM_GROUP_ROW (child), shown);
    return;
  }
  title = crm_text_one_line (crm_record_get_title (shown), MOST_CHARACTERS);
  gtk_list_item_set_accessible_label (item, title);
  crm_record_row_set_record (CRM_RECORD_ROW (child), shown);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, Kind *kind)
{
  GtkWidget *child = gtk_list_item_get_child (item);

  if (CRM_IS_GROUP_ROW (child)) {
    g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
    crm_group_row_set_header (CRM_GROUP_ROW (child), NULL);
  } else
    crm_record_row_set_record (CRM_RECORD_ROW (child), NULL);
}

/**
 * crm_record_row_factory_new:
 * @workspace: the workspace; must outlive the factory
 * @entity: of the records
 *
 * Returns: (transfer full): a factory of rows for a GtkListView
 */
GtkListItemFactory *
crm_record_row_factory_new (CrmWorkspace *workspace, const CrmEntity *entity)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Kind *kind = g_new0 (Kind, 1);

  kind->workspace = workspace;
  kind->entity = entity;
  g_object_set_data_full (G_OBJECT (factory), "crm-kind", kind, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), kind);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), kind);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), kind);
  return factory;
}
