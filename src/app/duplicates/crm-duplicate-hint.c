/* Looks for duplicates of what stands in a form, a moment after each change. */
#include "config.h"

#include "crm-duplicate-hint.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-duplicates-run.h"
#include "crm-latest.h"
#include "crm-merge-dialog.h"
#include "crm-merge.h"

/* So long after the last letter. */
#define PATIENCE_MS 200
#define MOST_SHOWN 3

struct _CrmDuplicateHint {
  AdwBin parent_instance;

  CrmRecordForm *form;   /* owned */
  CrmRecord *asked;      /* owned; what was looked for last */
  GHashTable *typed;     /* field to text: what stands in rows and is not taken yet; owned */
  GPtrArray *rows;       /* borrowed rows of the group */
  GCancellable *looking; /* owned; NULL when nothing is looked for */
  guint source;

  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (CrmDuplicateHint, crm_duplicate_hint, ADW_TYPE_BIN)

enum { USED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void look_soon (CrmDuplicateHint *self);

/* --- Rows */

static gint64
get_id (GtkWidget *button)
{
  return (gint64) GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (button), "id"));
}

static void
open_cb (GtkWidget *button, CrmDuplicateHint *self)
{
  crm_workspace_open_record (crm_record_form_get_workspace (self->form),
                             crm_record_form_get_entity (self->form), get_id (button));
}

static void
use_cb (GtkWidget *button, CrmDuplicateHint *self)
{
  g_signal_emit (self, signals[USED], 0, get_id (button));
}

static void
merge_cb (GtkWidget *button, CrmDuplicateHint *self)
{
  gint64 ids[] = { crm_record_get_id (crm_record_form_get_record (self->form)), get_id (button) };

  adw_dialog_present (crm_merge_dialog_new (crm_record_form_get_workspace (self->form),
                                            crm_record_form_get_entity (self->form), ids, 2),
                      GTK_WIDGET (self));
}

static void
different_cb (GtkWidget *button, CrmDuplicateHint *self)
{
  gint64 ids[] = { crm_record_get_id (crm_record_form_get_record (self->form)), get_id (button) };

  crm_duplicate_tell_apart (crm_record_form_get_workspace (self->form),
                            crm_record_form_get_entity (self->form), ids, 2);
}

static void
append_button (CrmDuplicateHint *self, AdwActionRow *row, gint64 id, const char *label,
               const char *icon, GCallback callback)
{
  GtkWidget *button =
      icon != NULL ? gtk_button_new_from_icon_name (icon) : gtk_button_new_with_mnemonic (label);

  if (icon != NULL) {
    gtk_widget_set_tooltip_text (button, label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                    -1);
  }

  g_object_set_data (G_OBJECT (button), "id", GSIZE_TO_POINTER (id));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", callback, self);
  adw_action_row_add_suffix (row, button);
}

static void
append_row (CrmDuplicateHint *self, const CrmDuplicate *duplicate)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  gboolean writable =
      crm_store_is_writable (crm_workspace_get_store (crm_record_form_get_workspace (self->form)));
  g_autofree char *title = duplicate->subtitle != NULL && *duplicate->subtitle != '\0'
                               ? g_strdup_printf ("%s, %s", duplicate->title, duplicate->subtitle)
                               : g_strdup (duplicate->title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, duplicate->reasons);
  if (crm_record_form_is_draft (self->form)) {
    append_button (self, row, duplicate->id, _ ("_Use This One"), NULL, G_CALLBACK (use_cb));
  } else {
    append_button (self, row, duplicate->id, _ ("Open"), "go-next-symbolic", G_CALLBACK (open_cb));
    if (writable) {
      append_button (self, row, duplicate->id, _ ("Not Duplicates"), "window-close-symbolic",
                     G_CALLBACK (different_cb));
      append_button (self, row, duplicate->id, _ ("_Merge…"), NULL, G_CALLBACK (merge_cb));
    }
  }
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
}

static void
show (CrmDuplicateHint *self, GPtrArray *found)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; found != NULL && i < found->len; i++)
    append_row (self, found->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

/* --- Looking */

typedef struct {
  CrmDuplicateHint *hint; /* owned */
  CrmRecord *record;      /* owned; the reader's alone */
  GPtrArray *found;       /* owned */
} Looking;

static gboolean
look_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Looking *looking = data;
  int least = crm_record_get_id (looking->record) > 0 ? CRM_MATCH_LIKELY : CRM_MATCH_WORTH_A_LOOK;

  looking->found = crm_duplicate_find (database, looking->record, least, MOST_SHOWN, error);
  return looking->found != NULL;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Looking *looking = user_data;
  CrmDuplicateHint *self = looking->hint;

  if (crm_store_read_finish (CRM_STORE (source), result, NULL) && self->form != NULL) {
    g_clear_object (&self->looking);
    show (self, looking->found);
  }
  g_clear_pointer (&looking->found, g_ptr_array_unref);
  g_object_unref (looking->record);
  g_object_unref (looking->hint);
  g_free (looking);
}

/* What stands in the form, with what is typed and not taken yet. */
static CrmRecord *
make_record (CrmDuplicateHint *self)
{
  CrmRecord *record = crm_record_copy (crm_record_form_get_record (self->form));
  GHashTableIter iterator;
  gpointer field, text;

  g_hash_table_iter_init (&iterator, self->typed);
  while (g_hash_table_iter_next (&iterator, &field, &text))
    crm_record_set_text (
        record, crm_record_get_entity (record)->fields[GPOINTER_TO_INT (field)].name, text);
  return record;
}

static gboolean
is_same (CrmRecord *a, CrmRecord *b)
{
  const CrmEntity *entity = crm_record_get_entity (a);
  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & (CRM_FIELD_MATCH | CRM_FIELD_NAMES | CRM_FIELD_SUBTITLE)) &&
        !crm_value_equal (crm_record_get_value (a, i), crm_record_get_value (b, i)))
      return FALSE;
  return TRUE;
}

static void
look (gpointer data)
{
  CrmDuplicateHint *self = data;
  g_autoptr (CrmRecord) record = make_record (self);
  Looking *looking;

  self->source = 0;
  if (self->asked != NULL && is_same (self->asked, record))
    return;
  g_set_object (&self->asked, record);
  crm_latest_begin (&self->looking);
  looking = g_new0 (Looking, 1);
  looking->hint = g_object_ref (self);
  looking->record = crm_record_copy (record);
  crm_store_read_async (crm_workspace_get_store (crm_record_form_get_workspace (self->form)),
                        look_func, looking, NULL, self->looking, looked_cb, looking);
}

static void
look_soon (CrmDuplicateHint *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->source = g_timeout_add_once (PATIENCE_MS, look, self);
}

static void
typed_cb (CrmDuplicateHint *self, int field, const char *text)
{
  const CrmField *description = &crm_record_form_get_entity (self->form)->fields[field];

  if ((description->flags & CRM_FIELD_MATCH) == 0)
    return;
  g_hash_table_insert (self->typed, GINT_TO_POINTER (field), g_strdup (text));
  look_soon (self);
}

static void
refreshed_cb (CrmDuplicateHint *self)
{
  g_hash_table_remove_all (self->typed);
  look_soon (self);
}

static void
store_changed_cb (CrmDuplicateHint *self, CrmAnnouncement *announcement)
{
  if (!crm_announcement_touches (announcement, crm_record_form_get_entity (self->form)) &&
      !crm_announcement_touches (announcement, crm_entity_find ("different")))
    return;
  g_clear_object (&self->asked);
  look_soon (self);
}

/* --- Object */

static void
crm_duplicate_hint_dispose (GObject *object)
{
  CrmDuplicateHint *self = CRM_DUPLICATE_HINT (object);

  g_clear_handle_id (&self->source, g_source_remove);
  crm_latest_stop (&self->looking);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->asked);
  g_clear_object (&self->form);
  g_clear_pointer (&self->typed, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_duplicate_hint_parent_class)->dispose (object);
}

static void
crm_duplicate_hint_class_init (CrmDuplicateHintClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_duplicate_hint_dispose;
  /**
   * CrmDuplicateHint::used:
   * @id: the record that is there
   *
   * The person takes it instead of the new one.
   */
  signals[USED] = g_signal_new ("used", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-duplicate-hint.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDuplicateHint, group);
}

static void
crm_duplicate_hint_init (CrmDuplicateHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->typed = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * crm_duplicate_hint_new:
 * @form: a form, of a record or a draft
 *
 * Returns: (transfer floating): a group that is seen where there may be duplicates
 */
GtkWidget *
crm_duplicate_hint_new (CrmRecordForm *form)
{
  CrmDuplicateHint *self = g_object_new (CRM_TYPE_DUPLICATE_HINT, NULL);

  self->form = g_object_ref (form);
  if (!crm_match_is_possible (crm_record_form_get_entity (form)))
    return GTK_WIDGET (self);
  g_signal_connect_object (form, "typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (crm_record_form_get_workspace (form)),
                           "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  look_soon (self);
  return GTK_WIDGET (self);
}
