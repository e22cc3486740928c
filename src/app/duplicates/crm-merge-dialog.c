/* The dialog in which several records become one. */
#include "config.h"

#include "crm-merge-dialog.h"

#include <glib/gi18n.h>

#include "crm-merge-choice.h"
#include "crm-merge.h"

struct _CrmMergeDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  GPtrArray *records; /* CrmRecord; owned */
  gint64 keep;
  gint64 *choices; /* one a field, as crm_merge_choose(); owned */
  GCancellable *counting;

  AdwPreferencesGroup *stays_group;
  AdwPreferencesGroup *differing_group;
  AdwPreferencesGroup *equal_group;
  AdwExpanderRow *equal_row;
  GtkLabel *links_label;
};

G_DEFINE_FINAL_TYPE (CrmMergeDialog, crm_merge_dialog, ADW_TYPE_DIALOG)

/* --- What comes along */

typedef struct {
  CrmMergeDialog *dialog; /* owned */
  GArray *ids;            /* gint64; owned */
  GPtrArray *links;       /* GArray of CrmMergeLink, one an id; owned */
} Counting;

static void
free_counting (gpointer data)
{
  Counting *counting = data;
  g_object_unref (counting->dialog);
  g_array_unref (counting->ids);
  g_ptr_array_unref (counting->links);
  g_free (counting);
}

static gboolean
count_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Counting *counting = data;

  for (guint i = 0; i < counting->ids->len; i++) {
    GArray *links = crm_merge_count_links (database, counting->dialog->entity,
                                           g_array_index (counting->ids, gint64, i), error);
    if (links == NULL)
      return FALSE;
    g_ptr_array_add (counting->links, links);
  }
  return TRUE;
}

static gint64
sum_links (Counting *counting, const CrmEntity *entity)
{
  gint64 n = 0;

  for (guint i = 0; i < counting->links->len; i++) {
    GArray *links = counting->links->pdata[i];
    for (guint j = 0; j < links->len; j++) {
      const CrmMergeLink *link = &g_array_index (links, CrmMergeLink, j);
      n += link->entity == entity ? link->n : 0;
    }
  }
  return n;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Counting *counting = user_data;
  CrmMergeDialog *self = counting->dialog;
  g_autoptr (GString) text = g_string_new (NULL);
  int n_entities;
  const CrmEntity *const *entities = crm_entities (&n_entities);

  if (crm_store_read_finish (CRM_STORE (source), result, NULL) && self->workspace != NULL) {
    for (int i = 0; i < n_entities; i++) {
      gint64 n = sum_links (counting, entities[i]);
      g_autofree char *number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
      if (n > 0)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? " · " : "",
                                crm_entity_get_label_plural (entities[i]), number);
    }
    if (text->len == 0)
      g_string_append (text, _ ("Nothing points at the others."));
    else
      /* Translators: stands before a list such as "Contacts: 3 · Deals: 2" */
      g_string_prepend (text, _ ("Comes along: "));
    gtk_label_set_text (self->links_label, text->str);
  }
  free_counting (counting);
}

static void
count_links (CrmMergeDialog *self)
{
  Counting *counting = g_new0 (Counting, 1);

  counting->dialog = g_object_ref (self);
  counting->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  counting->links = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < self->records->len; i++) {
    gint64 id = crm_record_get_id (self->records->pdata[i]);
    if (id != self->keep)
      g_array_append_val (counting->ids, id);
  }
  crm_store_read_async (crm_workspace_get_store (self->workspace), count_func, counting, NULL,
                        self->counting, counted_cb, counting);
}

/* --- Fields */

static gboolean
is_joined (const CrmField *field)
{
  return field->kind == CRM_KIND_TAGS ||
         (field->kind == CRM_KIND_NOTE && (field->flags & CRM_FIELD_TITLE) == 0);
}

static gboolean
is_shown (const CrmField *field)
{
  return (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN)) == 0;
}

static gboolean
differs (CrmMergeDialog *self, int field)
{
  for (guint i = 1; i < self->records->len; i++)
    if (!crm_value_equal (crm_record_get_value (self->records->pdata[0], field),
                          crm_record_get_value (self->records->pdata[i], field)))
      return TRUE;
  return FALSE;
}

/* Where only one says something there is nothing to choose. */
static gboolean
has_choice (CrmMergeDialog *self, int field)
{
  guint n_filled = 0;
  for (guint i = 0; i < self->records->len; i++)
    n_filled +=
        crm_record_get_value (self->records->pdata[i], field)->type != CRM_VALUE_EMPTY ? 1 : 0;
  return n_filled > 1 && differs (self, field);
}

static gint64
find_first_filled (CrmMergeDialog *self, int field)
{
  for (guint i = 0; i < self->records->len; i++)
    if (crm_record_get_value (self->records->pdata[i], field)->type != CRM_VALUE_EMPTY)
      return crm_record_get_id (self->records->pdata[i]);
  return 0;
}

static void
chosen_cb (int field, gint64 id, gpointer data)
{
  CrmMergeDialog *self = data;
  self->choices[field] = id;
}

static void
append_equal (CrmMergeDialog *self, int field)
{
  GtkWidget *row = adw_action_row_new ();
  gint64 id = find_first_filled (self, field);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 crm_field_get_label (&self->entity->fields[field]));
  gtk_widget_add_css_class (row, "property");
  for (guint i = 0; i < self->records->len; i++)
    if (crm_record_get_id (self->records->pdata[i]) == id) {
      g_autofree char *text = crm_record_format (self->records->pdata[i], field);
      g_autofree char *line = crm_text_one_line (text, 200);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
      break;
    }
  adw_expander_row_add_row (self->equal_row, row);
}

static void
make_rows (CrmMergeDialog *self)
{
  guint n_equal = 0;
  guint n_differing = 0;

  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmField *field = &self->entity->fields[i];
    if (!is_shown (field) || find_first_filled (self, i) == 0)
      continue;
    if (!has_choice (self, i)) {
      append_equal (self, i);
      n_equal++;
      continue;
    }
    if (!is_joined (field))
      self->choices[i] = find_first_filled (self, i);
    adw_preferences_group_add (self->differing_group,
                               crm_merge_choice_new (self->records, i, is_joined (field),
                                                     self->choices[i], chosen_cb, self));
    n_differing++;
  }
  {
    g_autofree char *text = g_strdup_printf (
        ngettext ("%u field where they agree", "%u fields where they agree", n_equal), n_equal);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->equal_row), text);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->equal_group), n_equal > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->differing_group), n_differing > 0);
}

/* --- The one that stays */

static void
stays_cb (GtkCheckButton *check, CrmMergeDialog *self)
{
  gint64 id = GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (check), "id"));

  if (!gtk_check_button_get_active (check) || id == self->keep)
    return;
  self->keep = id;
  count_links (self);
}

static void
make_stays (CrmMergeDialog *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < self->records->len; i++) {
    CrmRecord *record = self->records->pdata[i];
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *check = gtk_check_button_new ();
    g_autofree char *subtitle = crm_record_dup_subtitle (record);

    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    if (first != NULL)
      gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
    else
      first = check;
    g_object_set_data (G_OBJECT (check), "id", GSIZE_TO_POINTER (crm_record_get_id (record)));
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), i == 0);
    g_signal_connect (check, "toggled", G_CALLBACK (stays_cb), self);
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (record));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    adw_preferences_group_add (self->stays_group, row);
  }
}

/* --- Merging */

static void
merge_cb (CrmMergeDialog *self)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *said = NULL;
  CrmMerge *merge;
  CrmChange *change;

  for (guint i = 0; i < self->records->len; i++) {
    gint64 id = crm_record_get_id (self->records->pdata[i]);
    if (id != self->keep)
      g_array_append_val (others, id);
  }
  merge = crm_merge_new (self->entity, self->keep, (const gint64 *) others->data, others->len);
  for (int i = 0; i < self->entity->n_fields; i++)
    crm_merge_choose (merge, i, self->choices[i]);
  change = crm_workspace_begin (self->workspace, _ ("Merge"));
  crm_merge_fill (merge, change);
  said = g_strdup_printf (ngettext ("%u record became one with another",
                                    "%u records became one with another", others->len),
                          others->len);
  crm_workspace_commit_and_say (self->workspace, change, said);
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- Object */

static void
crm_merge_dialog_dispose (GObject *object)
{
  CrmMergeDialog *self = CRM_MERGE_DIALOG (object);

  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_MERGE_DIALOG);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_free);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_merge_dialog_parent_class)->dispose (object);
}

static void
crm_merge_dialog_class_init (CrmMergeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_merge_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmMergeDialog, stays_group);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeDialog, differing_group);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeDialog, equal_group);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeDialog, equal_row);
  gtk_widget_class_bind_template_child (widget_class, CrmMergeDialog, links_label);
  gtk_widget_class_bind_template_callback (widget_class, merge_cb);
}

static void
crm_merge_dialog_init (CrmMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->counting = g_cancellable_new ();
}

/**
 * crm_merge_dialog_new:
 * @workspace: the workspace
 * @entity: of the records
 * @ids: (array length=n_ids): the records; the first is proposed to stay
 * @n_ids: 2 to CRM_MERGE_MOST
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_merge_dialog_new (CrmWorkspace *workspace, const CrmEntity *entity, const gint64 *ids,
                      gsize n_ids)
{
  CrmMergeDialog *self = g_object_new (CRM_TYPE_MERGE_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->entity = entity;
  self->choices = g_new0 (gint64, (gsize) entity->n_fields);
  for (gsize i = 0; i < n_ids; i++) {
    CrmRecord *record =
        crm_record_load (crm_workspace_get_reader (workspace), entity, ids[i], NULL);
    if (record != NULL)
      g_ptr_array_add (self->records, record);
  }
  if (self->records->len > 0) {
    self->keep = crm_record_get_id (self->records->pdata[0]);
    make_stays (self);
    make_rows (self);
    count_links (self);
  }
  return ADW_DIALOG (self);
}
