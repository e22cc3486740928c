/* The columns of a list. */
#include "config.h"

#include "crm-columns-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-cell.h"
#include "crm-columns-memory.h"
#include "crm-columns-order.h"
#include "crm-descriptions.h"

/* Widths come in crowds while a header is dragged. */
#define SAVE_MS 500

G_DEFINE_FINAL_TYPE (CrmColumns, crm_columns, G_TYPE_OBJECT)

enum { SORTED, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* --- Columns */

/* Who holds the columns while something is read may ask after the view is gone: none is there. */
static GtkColumnViewColumn *
find_column (CrmColumns *self, const char *name)
{
  GListModel *columns;

  if (self->view == NULL)
    return NULL;
  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    if (g_strcmp0 (gtk_column_view_column_get_id (column), name) == 0)
      return column; /* the view holds it */
  }
  return NULL;
}

/* --- What is kept between runs */

static void
save (CrmColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GVariantBuilder builder;

  g_clear_handle_id (&self->save, g_source_remove);
  g_variant_builder_init (&builder, CRM_COLUMNS_MEMORY_TYPE);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    g_variant_builder_add (&builder, "(si)", gtk_column_view_column_get_id (column),
                           gtk_column_view_column_get_fixed_width (column));
  }
  crm_columns_memory_write (self->memory, g_variant_builder_end (&builder));
}

static gboolean
save_cb (gpointer data)
{
  CrmColumns *self = data;
  self->save = 0;
  if (self->view != NULL)
    save (self);
  return G_SOURCE_REMOVE;
}

static void
save_later (CrmColumns *self)
{
  if (self->memory != NULL && !self->filling && self->save == 0)
    self->save = g_timeout_add (SAVE_MS, save_cb, self);
}

/* --- Headers */

static gboolean
dress_cb (gpointer data)
{
  CrmColumns *self = data;
  self->dress = 0;
  if (self->view != NULL)
    crm_columns_dress_headers (self);
  return G_SOURCE_REMOVE;
}

static void
columns_changed_cb (CrmColumns *self)
{
  if (self->view == NULL)
    return;
  save_later (self);
  if (self->dress == 0)
    self->dress = g_idle_add (dress_cb, self);
}

/* --- Making and taking away */

static GtkColumnViewColumn *
create_column (CrmColumns *self, const CrmField *field, int width)
{
  GtkColumnViewColumn *column = gtk_column_view_column_new (
      crm_field_get_label (field), crm_columns_create_factory (self, field));

  gtk_column_view_column_set_id (column, field->name);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_expand (column, crm_cell_expands (self->entity, field));
  if (crm_columns_can_sort (self, field)) {
    /* Only makes the header clickable: the query does the sorting. */
    g_autoptr (GtkSorter) none = GTK_SORTER (gtk_custom_sorter_new (NULL, NULL, NULL));
    gtk_column_view_column_set_sorter (column, none);
  }
  g_signal_connect_object (column, "notify::fixed-width", G_CALLBACK (save_later), self,
                           G_CONNECT_SWAPPED);
  return column;
}

static void
append_column (CrmColumns *self, const CrmField *field, int width)
{
  g_autoptr (GtkColumnViewColumn) column = create_column (self, field, width);
  gtk_column_view_append_column (self->view, column);
}

static void
remove_all (CrmColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);
    gtk_column_view_remove_column (self->view, column);
  }
}

static void
append_planned (CrmColumns *self, GArray *plan)
{
  for (guint i = 0; i < plan->len; i++) {
    const CrmPlannedColumn *column = &g_array_index (plan, CrmPlannedColumn, i);
    append_column (self, column->field, column->width);
  }
}

static void
append_listed (CrmColumns *self)
{
  g_autoptr (GArray) plan = crm_columns_plan_listed (self);
  append_planned (self, plan);
}

/* Columns are dear: each has a header, and a cell in every row. */
static gboolean
is_as_planned (CrmColumns *self, GArray *plan)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  if (g_list_model_get_n_items (columns) != plan->len)
    return FALSE;
  for (guint i = 0; i < plan->len; i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    const CrmPlannedColumn *planned = &g_array_index (plan, CrmPlannedColumn, i);
    if (g_strcmp0 (gtk_column_view_column_get_id (column), planned->field->name) != 0 ||
        gtk_column_view_column_get_fixed_width (column) != planned->width)
      return FALSE;
  }
  return TRUE;
}

/* --- Order */

static void
sorter_changed_cb (CrmColumns *self)
{
  if (!self->sorting && self->view != NULL)
    g_signal_emit (self, signals[SORTED], 0);
}

/* What users add comes as a column at once, what they delete goes. */
static void
follow_fields (CrmColumns *self, gboolean shows_new)
{
  CrmFields known = { 0 };

  self->serial = crm_descriptions_get_serial ();
  for (int i = self->entity->n_built_in; i < self->entity->n_fields; i++) {
    const CrmField *field = &self->entity->fields[i];
    GtkColumnViewColumn *column = find_column (self, field->name);

    if ((field->flags & CRM_FIELD_GONE) != 0) {
      if (column != NULL)
        crm_columns_set_shown (self, field, FALSE);
      continue;
    }
    crm_fields_add (&known, i);
    if (column != NULL)
      gtk_column_view_column_set_title (column, crm_field_get_label (field));
    else if (shows_new && (field->flags & CRM_FIELD_LISTED) && !crm_fields_has (self->known, i))
      crm_columns_set_shown (self, field, TRUE);
  }
  self->known = known;
}

static void
store_changed_cb (CrmColumns *self)
{
  if (self->view != NULL && self->serial != crm_descriptions_get_serial ())
    follow_fields (self, TRUE);
}

static void
crm_columns_dispose (GObject *object)
{
  CrmColumns *self = CRM_COLUMNS (object);

  if (self->save != 0 && self->view != NULL)
    save (self);
  g_clear_handle_id (&self->save, g_source_remove);
  g_clear_handle_id (&self->dress, g_source_remove);
  g_clear_weak_pointer (&self->view);
  if (self->sorter != NULL)
    g_signal_handlers_disconnect_by_data (self->sorter, self);
  g_clear_object (&self->sorter);

  g_clear_pointer (&self->memory, g_free);
  G_OBJECT_CLASS (crm_columns_parent_class)->dispose (object);
}

static void
crm_columns_class_init (CrmColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_columns_dispose;

  /**
   * CrmColumns::sorted:
   * @self: the columns
   *
   * The person chose another order, see crm_columns_get_sort().
   */
  signals[SORTED] = g_signal_new ("sorted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmColumns::changed:
   * @self: the columns
   *
   * Other columns are shown, or in another order.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_columns_init (CrmColumns *self)
{
}

/**
 * crm_columns_new:
 * @workspace: the workspace; must outlive the columns
 * @view: an empty view
 * @entity: of the records
 *
 * Returns: (transfer full): the columns of the view, already in it
 */
CrmColumns *
crm_columns_new (CrmWorkspace *workspace, GtkColumnView *view, const CrmEntity *entity)
{
  CrmColumns *self = g_object_new (CRM_TYPE_COLUMNS, NULL);

  self->workspace = workspace;
  g_set_weak_pointer (&self->view, view);
  self->entity = entity;
  crm_columns_name_rows (self);
  g_signal_connect_object (gtk_column_view_get_columns (view), "items-changed",
                           G_CALLBACK (columns_changed_cb), self, G_CONNECT_SWAPPED);
  append_listed (self);
  follow_fields (self, FALSE);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  self->sorter = g_object_ref (gtk_column_view_get_sorter (view));
  g_signal_connect_swapped (self->sorter, "changed", G_CALLBACK (sorter_changed_cb), self);
  crm_columns_order_init (self, workspace, view);
  return self;
}

const CrmEntity *
crm_columns_get_entity (CrmColumns *self)
{
  g_return_val_if_fail (CRM_IS_COLUMNS (self), NULL);
  return self->entity;
}

gboolean
crm_columns_is_shown (CrmColumns *self, const CrmField *field)
{
  g_return_val_if_fail (CRM_IS_COLUMNS (self), FALSE);
  return find_column (self, field->name) != NULL;
}

/**
 * crm_columns_set_shown:
 * @self: the columns
 * @field: a field
 * @shown: whether it has a column; a new one comes last
 */
void
crm_columns_set_shown (CrmColumns *self, const CrmField *field, gboolean shown)
{
  GtkColumnViewColumn *column;

  g_return_if_fail (CRM_IS_COLUMNS (self));
  column = find_column (self, field->name);
  if (shown == (column != NULL))
    return;
  if (shown)
    append_column (self, field, -1);
  else
    gtk_column_view_remove_column (self->view, column);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * crm_columns_move:
 * @self: the columns
 * @field: one that is shown
 * @by: 1 to change places with the next, -1 with the one before
 */
void
crm_columns_move (CrmColumns *self, const CrmField *field, int by)
{
  g_autoptr (GArray) fields = NULL;

  g_return_if_fail (CRM_IS_COLUMNS (self));
  fields = crm_columns_dup_fields (self);
  for (int i = 0; i < (int) fields->len; i++) {
    if (&self->entity->fields[g_array_index (fields, int, i)] != field)
      continue;
    if (i + by >= 0 && i + by < (int) fields->len)
      gtk_column_view_insert_column (self->view, (guint) (i + by), find_column (self, field->name));
    break;
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * crm_columns_remember:
 * @self: the columns
 * @memory: the name of the list
 *
 * Shows the columns of this list as they were left last, and keeps them as they are left.
 */
void
crm_columns_remember (CrmColumns *self, const char *memory)
{
  g_autoptr (GArray) plan = NULL;

  g_return_if_fail (CRM_IS_COLUMNS (self));
  g_set_str (&self->memory, memory);
  plan = crm_columns_plan (self);
  if (is_as_planned (self, plan))
    return;
  self->filling = TRUE;
  remove_all (self);
  append_planned (self, plan);
  self->filling = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * crm_columns_hide_fixed:
 * @self: the columns
 * @query: what is listed
 *
 * Hides what the question asks to be equal: it says nothing in a column.
 */
void
crm_columns_hide_fixed (CrmColumns *self, CrmQuery *query)
{
  g_autoptr (CrmRecord) draft = crm_record_new_empty (self->entity);

  g_return_if_fail (CRM_IS_COLUMNS (self));
  crm_query_fill (query, draft);
  for (int i = 0; i < self->entity->n_fields; i++)
    if (crm_record_get_value (draft, i)->type != CRM_VALUE_EMPTY)
      crm_columns_set_shown (self, &self->entity->fields[i], FALSE);
}

/**
 * crm_columns_reset:
 * @self: the columns
 *
 * Shows what the description lists, in its order.
 */
void
crm_columns_reset (CrmColumns *self)
{
  g_return_if_fail (CRM_IS_COLUMNS (self));
  remove_all (self);
  append_listed (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

char *
crm_columns_to_text (CrmColumns *self, gboolean widths)
{
  GListModel *columns;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (CRM_IS_COLUMNS (self), NULL);
  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    int width = gtk_column_view_column_get_fixed_width (column);
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", gtk_column_view_column_get_id (column));
    if (widths && width > 0)
      g_string_append_printf (text, ":%d", width);
  }
  return g_strdup (text->str);
}

/**
 * crm_columns_set_text:
 * @self: the columns
 * @text: of crm_columns_to_text()
 * @problems: (element-type utf8): gets a sentence for each that is not there any more
 */
void
crm_columns_set_text (CrmColumns *self, const char *text, GPtrArray *problems)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  g_return_if_fail (CRM_IS_COLUMNS (self));
  /* As they were left before this. */
  if (self->save != 0)
    save (self);
  g_clear_pointer (&self->memory, g_free);
  self->filling = TRUE;
  remove_all (self);
  for (guint i = 0; parts[i] != NULL; i++) {
    char *colon = strchr (parts[i], ':');
    const CrmField *field;
    int width = colon != NULL ? atoi (colon + 1) : -1;
    if (colon != NULL)
      *colon = '\0';
    field = crm_entity_field (self->entity, parts[i]);
    if (field != NULL && (field->flags & CRM_FIELD_HIDDEN) == 0 &&
        find_column (self, parts[i]) == NULL)
      append_column (self, field, width > 0 ? MIN (width, 2000) : -1);
    else if (field == NULL || (field->flags & CRM_FIELD_HIDDEN))
      g_ptr_array_add (problems, g_strdup_printf (_ ("There is no column “%s”"), parts[i]));
  }
  if (g_list_model_get_n_items (gtk_column_view_get_columns (self->view)) == 0)
    append_listed (self);
  self->filling = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * crm_columns_dup_fields:
 * @self: the columns
 *
 * Returns: (transfer full) (element-type int): indexes of the fields that are shown, in order
 */
GArray *
crm_columns_dup_fields (CrmColumns *self)
{
  GListModel *columns;
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (int));

  g_return_val_if_fail (CRM_IS_COLUMNS (self), fields);
  if (self->view == NULL)
    return fields;
  columns = gtk_column_view_get_columns (self->view);
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
    int index = crm_entity_field_index (self->entity, gtk_column_view_column_get_id (column));
    g_array_append_val (fields, index);
  }
  return fields;
}

gboolean
crm_columns_can_sort (CrmColumns *self, const CrmField *field)
{
  g_return_val_if_fail (CRM_IS_COLUMNS (self), FALSE);
  return crm_query_can_sort (crm_workspace_get_reader (self->workspace), self->entity, field);
}

/**
 * crm_columns_sort_by:
 * @self: the columns
 * @field: (nullable): name of the field
 * @descending: from the greatest down
 *
 * Shows the arrow; "sorted" is not emitted.
 */
void
crm_columns_sort_by (CrmColumns *self, const char *field, gboolean descending)
{
  GtkColumnViewColumn *column;

  g_return_if_fail (CRM_IS_COLUMNS (self));
  column = field != NULL ? find_column (self, field) : NULL;
  if (column != NULL && gtk_column_view_column_get_sorter (column) == NULL)
    column = NULL;
  self->sorting = TRUE;
  gtk_column_view_sort_by_column (self->view, column,
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
  self->sorting = FALSE;
}

/**
 * crm_columns_choose_sort:
 * @self: the columns
 * @field: name of the field
 * @descending: from the greatest down
 *
 * Sorts as a press on the header does.
 */
void
crm_columns_choose_sort (CrmColumns *self, const char *field, gboolean descending)
{
  crm_columns_sort_by (self, field, descending);
  g_signal_emit (self, signals[SORTED], 0);
}

/**
 * crm_columns_get_sort:
 * @self: the columns
 * @descending: (out): from the greatest down
 *
 * Returns: (nullable): name of the field whose header has the arrow
 */
const char *
crm_columns_get_sort (CrmColumns *self, gboolean *descending)
{
  GtkColumnViewSorter *sorter;
  GtkColumnViewColumn *column;

  g_return_val_if_fail (CRM_IS_COLUMNS (self), NULL);
  sorter = GTK_COLUMN_VIEW_SORTER (self->sorter);
  column = gtk_column_view_sorter_get_primary_sort_column (sorter);
  *descending = gtk_column_view_sorter_get_primary_sort_order (sorter) == GTK_SORT_DESCENDING;
  return column != NULL ? gtk_column_view_column_get_id (column) : NULL;
}
