/* How far the deals of a campaign have come: a bar, what was planned, and the stages one by one. */
#include "config.h"

#include "crm-progress-group.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-latest.h"
#include "crm-outcome-bar.h"
#include "crm-progress.h"

/* What belongs to it may change a thousand times in an import. */
#define CALM_MS 250

struct _CrmProgressGroup {
  AdwPreferencesGroup parent_instance;

  CrmRecordForm *form;       /* owned */
  GCancellable *cancellable; /* owned; NULL while nothing is read */
  guint calm;
  GPtrArray *stages; /* CrmProgressStage; owned; NULL before the first answer */
  GPtrArray *rows;   /* GtkWidget; borrowed: what is in the group */
};

G_DEFINE_FINAL_TYPE (CrmProgressGroup, crm_progress_group, ADW_TYPE_PREFERENCES_GROUP)

/* --- Sums in words */

static const char *
get_currency (CrmProgressGroup *self, const CrmProgressSum *sum)
{
  /* Whoever names no currency means one's own. */
  return sum->currency != NULL
             ? sum->currency
             : crm_workspace_get_currency (crm_record_form_get_workspace (self->form));
}

static gint64
sum_up (CrmProgressGroup *self, GArray *sums, const char *currency)
{
  gint64 all = 0;

  for (guint i = 0; i < sums->len; i++) {
    const CrmProgressSum *sum = &g_array_index (sums, CrmProgressSum, i);
    if (g_strcmp0 (get_currency (self, sum), currency) == 0)
      all += sum->sum;
  }
  return all;
}

/* "1 200,00 ₴ + 10,00 €" */
static char *
format_sums (CrmProgressGroup *self, GArray *sums)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < sums->len; i++) {
    const char *currency = get_currency (self, &g_array_index (sums, CrmProgressSum, i));
    g_autofree char *amount = NULL;
    if (!g_hash_table_add (done, (gpointer) currency))
      continue;
    amount = crm_money_format (sum_up (self, sums, currency), currency, crm_number_style_local ());
    g_string_append_printf (text, "%s%s", text->len > 0 ? " + " : "", amount);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add (CrmProgressGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* --- The bar and what its colours mean */

static GtkWidget *
make_legend (CrmProgressGroup *self, const char *name, const char *outcome, const char *colour)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (GArray) sums = crm_progress_sum (self->stages, outcome);
  g_autofree char *money = format_sums (self, sums);
  g_autofree char *number = crm_decimal_format (crm_progress_count (self->stages, outcome), 0, 0,
                                                crm_number_style_local ());
  g_autofree char *text =
      g_strdup_printf ("%s %s%s%s", name, number, money[0] != '\0' ? " · " : "", money);

  gtk_widget_add_css_class (dot, "outcome-dot");
  gtk_widget_add_css_class (dot, colour);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), dot);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static GtkWidget *
make_bar (CrmProgressGroup *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *bar = crm_outcome_bar_new ();
  AdwWrapBox *legend = ADW_WRAP_BOX (adw_wrap_box_new ());

  crm_outcome_bar_set_counts (CRM_OUTCOME_BAR (bar), crm_progress_count (self->stages, "won"),
                              crm_progress_count (self->stages, "open"),
                              crm_progress_count (self->stages, "lost"));
  adw_wrap_box_set_child_spacing (legend, 18);
  adw_wrap_box_set_line_spacing (legend, 6);
  adw_wrap_box_append (legend,
                       make_legend (self, g_dpgettext2 (NULL, "choice", "Won"), "won", "success"));
  adw_wrap_box_append (
      legend, make_legend (self, g_dpgettext2 (NULL, "choice", "In work"), "open", "accent"));
  adw_wrap_box_append (legend,
                       make_legend (self, g_dpgettext2 (NULL, "choice", "Lost"), "lost", "error"));
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (legend));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  return row;
}

/* --- What was planned */

static void
add_plan (CrmProgressGroup *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  const char *own = crm_workspace_get_currency (crm_record_form_get_workspace (self->form));
  const char *named = crm_record_get_currency (record);
  const char *currency = named != NULL ? named : own;
  gint64 planned = 0;
  gint64 won;
  GtkWidget *row, *level;
  g_autoptr (GArray) sums = NULL;
  g_autofree char *won_text = NULL;
  g_autofree char *planned_text = NULL;
  g_autofree char *text = NULL;

  if (crm_entity_field (crm_record_get_entity (record), "planned_value") != NULL)
    planned = crm_record_get_integer (record, "planned_value");
  if (planned <= 0)
    return;
  /* What was won in other currencies does not add up with the plan. */
  sums = crm_progress_sum (self->stages, "won");
  won = sum_up (self, sums, currency);
  won_text = crm_money_format (won, currency, crm_number_style_local ());
  planned_text = crm_money_format (planned, currency, crm_number_style_local ());
  /* Translators: sums of money that were won and that were planned, and a part in percent */
  text = g_strdup_printf (_ ("%s of %s, %d %%"), won_text, planned_text,
                          (int) (100.0 * (double) won / (double) planned));
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Plan"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_set_focusable (row, FALSE);
  level = gtk_level_bar_new_for_interval (0, 1);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (level), CLAMP ((double) won / (double) planned, 0, 1));
  gtk_accessible_update_property (GTK_ACCESSIBLE (level), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_size_request (level, 96, -1);
  gtk_widget_set_valign (level, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (level, "plan");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), level);
  add (self, row);
}

/* --- The stages */

static void
stage_activated_cb (CrmProgressGroup *self, GtkWidget *row)
{
  CrmProgressStage *stage = g_object_get_data (G_OBJECT (row), "stage");
  CrmRecord *record = crm_record_form_get_record (self->form);
  g_autoptr (CrmQuery) all =
      crm_progress_make_query (crm_record_get_entity (record), crm_record_get_id (record));
  const CrmField *field = crm_progress_find_stage (crm_query_get_entity (all));
  g_autoptr (CrmQuery) query =
      crm_query_filter_integer (all, field->name, CRM_OP_EQUAL, crm_record_get_id (stage->stage));
  /* Translators: a kind of records and the record they belong to, as "Contacts: Orion" */
  g_autofree char *title =
      g_strdup_printf (C_ ("list title", "%s: %s"), crm_record_get_title (stage->stage),
                       crm_record_get_title (record));

  crm_workspace_open_list (crm_record_form_get_workspace (self->form), query, title);
}

static void
add_stage (CrmProgressGroup *self, CrmProgressStage *stage)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *number = crm_decimal_format (stage->count, 0, 0, crm_number_style_local ());
  g_autofree char *money = format_sums (self, stage->sums);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), crm_record_get_title (stage->stage));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), money);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  gtk_label_set_text (GTK_LABEL (count), number);
  gtk_widget_add_css_class (count, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (arrow), GTK_ACCESSIBLE_PROPERTY_LABEL, "", -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "stage", stage);
  g_signal_connect_object (row, "activated", G_CALLBACK (stage_activated_cb), self,
                           G_CONNECT_SWAPPED);
  add (self, row);
}

static void
add_nothing (CrmProgressGroup *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("No deals yet"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (row),
      _ ("Select companies, contacts or deals in their list: the bar beneath it puts them here."));
  gtk_widget_set_focusable (row, FALSE);
  add (self, row);
}

static void
show_progress (CrmProgressGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (self->stages->len == 0) {
    add_nothing (self);
    return;
  }
  add (self, make_bar (self));
  add_plan (self);
  for (guint i = 0; i < self->stages->len; i++)
    add_stage (self, self->stages->pdata[i]);
}

/* --- Reading */

typedef struct {
  CrmProgressGroup *self; /* owned */
  const CrmEntity *entity;
  gint64 id;
  GPtrArray *stages;         /* owned; NULL until read */
  GCancellable *cancellable; /* owned */
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->self);
  g_object_unref (reading->cancellable);
  g_clear_pointer (&reading->stages, g_ptr_array_unref);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  reading->stages = crm_progress_read (database, reading->entity, reading->id, error);
  return reading->stages != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  CrmProgressGroup *self = reading->self;

  if (!crm_store_read_finish (CRM_STORE (source), result, NULL) || self->form == NULL ||
      self->cancellable != reading->cancellable)
    return; /* something newer is asked, or the file cannot be read: the page says so */
  g_clear_object (&self->cancellable);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->stages);
  self->stages = g_steal_pointer (&reading->stages);
  show_progress (self);
}

static void
start_reading (CrmProgressGroup *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  Reading *reading = g_new0 (Reading, 1);

  crm_latest_begin (&self->cancellable);
  reading->self = g_object_ref (self);
  reading->entity = crm_record_get_entity (record);
  reading->id = crm_record_get_id (record);
  reading->cancellable = g_object_ref (self->cancellable);
  crm_store_read_async (crm_workspace_get_store (crm_record_form_get_workspace (self->form)),
                        read_func, reading, NULL, self->cancellable, read_cb, reading);
}

static void
calm_cb (gpointer data)
{
  CrmProgressGroup *self = data;
  self->calm = 0;
  start_reading (self);
}

static void
store_changed_cb (CrmProgressGroup *self, CrmAnnouncement *announcement)
{
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  const CrmEntity *parts = crm_entity_find (entity->progress);
  const CrmEntity *stages = crm_field_get_target (crm_progress_find_stage (parts));

  if ((crm_announcement_touches (announcement, parts) ||
       crm_announcement_touches (announcement, stages)) &&
      self->calm == 0)
    self->calm = g_timeout_add_once (CALM_MS, calm_cb, self);
}

static void
refreshed_cb (CrmProgressGroup *self)
{
  if (self->stages != NULL)
    show_progress (self);
}

static void
crm_progress_group_dispose (GObject *object)
{
  CrmProgressGroup *self = CRM_PROGRESS_GROUP (object);

  g_clear_handle_id (&self->calm, g_source_remove);
  crm_latest_stop (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (crm_progress_group_parent_class)->dispose (object);
}

static void
crm_progress_group_finalize (GObject *object)
{
  /* The rows, which are gone by now, pointed into them. */
  g_clear_pointer (&CRM_PROGRESS_GROUP (object)->stages, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_progress_group_parent_class)->finalize (object);
}

static void
crm_progress_group_class_init (CrmProgressGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_progress_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_progress_group_finalize;
}

static void
crm_progress_group_init (CrmProgressGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * crm_progress_group_new:
 * @form: of a record whose description has a progress
 *
 * Returns: (transfer floating): a boxed list that follows the file
 */
GtkWidget *
crm_progress_group_new (CrmRecordForm *form)
{
  CrmProgressGroup *self = g_object_new (CRM_TYPE_PROGRESS_GROUP, "title", _ ("Progress"), NULL);

  self->form = g_object_ref (form);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (crm_workspace_get_store (crm_record_form_get_workspace (form)),
                           "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  start_reading (self);
  return GTK_WIDGET (self);
}
