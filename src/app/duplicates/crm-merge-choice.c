/* One field of several records side by side. */
#include "config.h"

#include "crm-merge-choice.h"

#include <glib/gi18n.h>

/* A remark is known by its beginning. */
#define MOST_CHARACTERS 200

typedef struct {
  int field;
  gint64 id;
  CrmMergeChoiceFunc notify;
  gpointer data;
} Button;

static void
toggled_cb (GtkCheckButton *check, gpointer data)
{
  const Button *button = data;
  if (gtk_check_button_get_active (check))
    button->notify (button->field, button->id, button->data);
}

static void
free_button (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
append_button (GtkWidget *box, GtkWidget *first, const char *text, const Button *button,
               gboolean active)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_valign (check, GTK_ALIGN_START);
  if (first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  g_signal_connect_data (check, "toggled", G_CALLBACK (toggled_cb),
                         g_memdup2 (button, sizeof *button), free_button, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), check);
  return check;
}

static char *
dup_text (CrmRecord *record, int field)
{
  g_autofree char *text = crm_record_format (record, field);
  return *text != '\0' ? crm_text_one_line (text, MOST_CHARACTERS) : g_strdup ("—");
}

/**
 * crm_merge_choice_new:
 * @records: (element-type CrmRecord): the records in their order
 * @field: which field
 * @all: whether all may be taken together
 * @chosen: the record whose value is taken at first; 0: all
 * @notify: (scope forever): told what is taken
 * @data: for @notify
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
crm_merge_choice_new (GPtrArray *records, int field, gboolean all, gint64 chosen,
                      CrmMergeChoiceFunc notify, gpointer data)
{
  const CrmEntity *entity = crm_record_get_entity (records->pdata[0]);
  const char *name = crm_field_get_label (&entity->fields[field]);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *caption = gtk_label_new (name);
  GtkWidget *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *first = NULL;

  gtk_box_set_homogeneous (GTK_BOX (columns), TRUE);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dimmed");
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_set_margin_top (box, 9);
  gtk_widget_set_margin_bottom (box, 9);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), columns);
  for (guint i = 0; i < records->len; i++) {
    g_autofree char *text = dup_text (records->pdata[i], field);
    Button button = { field, crm_record_get_id (records->pdata[i]), notify, data };
    GtkWidget *check = append_button (columns, first, text, &button, button.id == chosen);
    if (first == NULL)
      first = check;
  }
  if (all) {
    Button button = { field, 0, notify, data };
    append_button (box, first, _ ("All together"), &button, chosen == 0);
  }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}
