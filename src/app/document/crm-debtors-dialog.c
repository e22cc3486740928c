/* Who is late with paying, and letters to those who are chosen. */
#include "config.h"

#include "crm-debtors-dialog.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-document-debtor.h"
#include "crm-letters.h"

/* A list of more is no list to choose from; the rest is there the next time. */
#define MOST_SHOWN 500
#define PATIENCE_MS 300

struct _CrmDebtorsDialog {
  AdwDialog parent_instance;

  GtkWidget *parent;       /* weak */
  CrmWorkspace *workspace; /* owned */
  GPtrArray *debtors;      /* owned; CrmDebtor */
  GPtrArray *checks;       /* borrowed GtkCheckButton, one a debtor; NULL: not shown */
  GPtrArray *rows;         /* borrowed */
  CrmDebtorTerms terms;
  guint reading;
  gboolean showing;

  GtkStack *stack;
  GtkWidget *make_button;
  AdwSpinRow *first_row;
  AdwSpinRow *gap_row;
  AdwPreferencesGroup *group;
  GtkCheckButton *all_check;
};

G_DEFINE_FINAL_TYPE (CrmDebtorsDialog, crm_debtors_dialog, ADW_TYPE_DIALOG)

/* --- What is chosen */

static guint
count_chosen (CrmDebtorsDialog *self)
{
  guint n = 0;

  for (guint i = 0; i < self->checks->len; i++)
    n += gtk_check_button_get_active (self->checks->pdata[i]);
  return n;
}

static void
update (CrmDebtorsDialog *self)
{
  guint n = count_chosen (self);
  g_autofree char *number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  /* Translators: how many rows are chosen; %s is a number */
  g_autofree char *chosen = g_strdup_printf (ngettext ("%s selected", "%s selected", n), number);

  adw_preferences_group_set_description (self->group, n > 0 ? chosen : NULL);
  gtk_widget_set_sensitive (self->make_button,
                            n > 0 &&
                                crm_store_is_writable (crm_workspace_get_store (self->workspace)));
}

static void
toggled_cb (CrmDebtorsDialog *self)
{
  if (!self->showing)
    update (self);
}

static void
all_toggled_cb (CrmDebtorsDialog *self)
{
  gboolean all = gtk_check_button_get_active (self->all_check);

  self->showing = TRUE;
  for (guint i = 0; i < self->checks->len; i++)
    if (gtk_widget_get_sensitive (self->rows->pdata[i]))
      gtk_check_button_set_active (self->checks->pdata[i], all);
  self->showing = FALSE;
  update (self);
}

/* --- Rows */

/* "2 invoices, 45 days late · letter 2 of 3" */
static char *
dup_detail (const CrmDebtor *debtor, gint64 today)
{
  g_autofree char *documents = g_strdup_printf (
      ngettext ("%u invoice", "%u invoices", debtor->n_documents), debtor->n_documents);
  g_autofree char *late = g_strdup_printf (
      ngettext ("%d day late", "%d days late", (gulong) debtor->days), (int) debtor->days);
  /* Translators: the first, second or third letter that asks for a payment */
  g_autofree char *level =
      g_strdup_printf (_ ("letter %d of %d"), debtor->level, CRM_DEBTOR_LEVELS);
  g_autofree char *day = crm_date_format_short (debtor->ready, NULL);
  g_autofree char *ready =
      debtor->ready > today
          /* Translators: %s is a date: the next letter is written from then on */
          ? g_strdup_printf (_ ("from %s"), day)
          : NULL;

  return g_strconcat (documents, ", ", late, " · ", level, ready != NULL ? " " : NULL, ready, NULL);
}

/* "1 200,00 ₽", and below it what was paid already. */
static GtkWidget *
new_amount (const CrmDebtor *debtor)
{
  CrmNumberStyle style = crm_number_style_local ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *left = crm_money_format (debtor->left, debtor->currency, style);
  GtkWidget *label = gtk_label_new (left);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  if (debtor->paid != 0) {
    g_autofree char *paid = crm_money_format (debtor->paid, debtor->currency, style);
    /* Translators: %s is an amount */
    g_autofree char *text = g_strdup_printf (_ ("paid %s"), paid);
    label = gtk_label_new (text);
    gtk_label_set_xalign (GTK_LABEL (label), 1);
    gtk_widget_add_css_class (label, "caption");
    gtk_widget_add_css_class (label, "dimmed");
    gtk_widget_add_css_class (label, "numeric");
    gtk_box_append (GTK_BOX (box), label);
  }
  return box;
}

static void
add_row (CrmDebtorsDialog *self, const CrmDebtor *debtor, gint64 today)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();
  g_autofree char *detail = dup_detail (debtor, today);
  gboolean is_ready = debtor->ready <= today;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 debtor->name != NULL ? debtor->name : "…");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_ready);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_amount (debtor));
  gtk_widget_set_sensitive (row, is_ready);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->checks, check);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (CrmDebtorsDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->checks, 0);
}

static void
show_debtors (CrmDebtorsDialog *self)
{
  gint64 today = crm_workspace_get_today (self->workspace);
  guint n = MIN (self->debtors->len, MOST_SHOWN);
  g_autofree char *title =
      g_strdup_printf (ngettext ("%u company is late", "%u companies are late", self->debtors->len),
                       self->debtors->len);

  self->showing = TRUE;
  clear_rows (self);
  adw_preferences_group_set_title (self->group, title);
  for (guint i = 0; i < n; i++)
    add_row (self, self->debtors->pdata[i], today);
  gtk_check_button_set_active (self->all_check, count_chosen (self) > 0);
  self->showing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, self->debtors->len > 0 ? "list" : "nobody");
  update (self);
}

/* --- Reading */

typedef struct {
  CrmDebtorsDialog *dialog; /* owned */
  CrmDebtorTerms terms;
  gint64 today;
  gboolean reads_terms;
  GPtrArray *debtors; /* owned */
} Reading;

static void
free_reading (Reading *reading)
{
  g_object_unref (reading->dialog);
  g_clear_pointer (&reading->debtors, g_ptr_array_unref);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, free_reading)

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  if (reading->reads_terms)
    crm_debtor_terms_read (database, &reading->terms);
  reading->debtors = crm_document_list_debtors (database, reading->today, &reading->terms, error);
  return reading->debtors != NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reading) reading = user_data;
  CrmDebtorsDialog *self = reading->dialog;
  g_autoptr (GError) error = NULL;

  if (!crm_store_read_finish (CRM_STORE (source), result, &error)) {
    if (self->workspace != NULL)
      crm_workspace_report (self->workspace, _ ("The debts could not be read"), error);
    return;
  }
  /* Who spins meanwhile gets what they spin to, right after. */
  if (self->workspace == NULL || (self->debtors != NULL && self->reading != 0))
    return;
  g_clear_pointer (&self->debtors, g_ptr_array_unref);
  self->debtors = g_steal_pointer (&reading->debtors);
  self->terms = reading->terms;
  self->showing = TRUE;
  adw_spin_row_set_value (self->first_row, (double) self->terms.first);
  adw_spin_row_set_value (self->gap_row, (double) self->terms.gap);
  self->showing = FALSE;
  show_debtors (self);
}

static void
read_debtors (CrmDebtorsDialog *self, gboolean reads_terms)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->dialog = g_object_ref (self);
  reading->terms = self->terms;
  reading->today = crm_workspace_get_today (self->workspace);
  reading->reads_terms = reads_terms;
  crm_store_read_async (crm_workspace_get_store (self->workspace), read_func, reading, NULL, NULL,
                        read_cb, reading);
}

/* --- Terms */

static gboolean
write_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  return crm_debtor_terms_write (database, data, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmWorkspace) workspace = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error))
    crm_workspace_report (workspace, _ ("This could not be saved"), error);
}

static void
write_terms (CrmDebtorsDialog *self)
{
  CrmStore *store = crm_workspace_get_store (self->workspace);

  self->terms.first = (gint64) adw_spin_row_get_value (self->first_row);
  self->terms.gap = (gint64) adw_spin_row_get_value (self->gap_row);
  if (crm_store_is_writable (store))
    crm_store_write_async (store, write_func, g_memdup2 (&self->terms, sizeof self->terms), g_free,
                           NULL, written_cb, g_object_ref (self->workspace));
}

static void
terms_cb (gpointer user_data)
{
  CrmDebtorsDialog *self = user_data;

  self->reading = 0;
  write_terms (self);
  read_debtors (self, FALSE);
}

/* What was spun last is kept, however soon it is closed. */
static void
closed_cb (CrmDebtorsDialog *self)
{
  if (self->reading == 0 || self->workspace == NULL)
    return;
  g_clear_handle_id (&self->reading, g_source_remove);
  write_terms (self);
}

static void
spun_cb (CrmDebtorsDialog *self)
{
  if (self->showing || self->workspace == NULL)
    return;
  g_clear_handle_id (&self->reading, g_source_remove);
  self->reading = g_timeout_add_once (PATIENCE_MS, terms_cb, self);
}

/* --- Making */

static void
make_cb (CrmDebtorsDialog *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_debtor_free);

  for (guint i = 0; i < self->checks->len; i++) {
    const CrmDebtor *debtor = self->debtors->pdata[i];
    CrmDebtor *copy;
    if (!gtk_check_button_get_active (self->checks->pdata[i]))
      continue;
    copy = g_memdup2 (debtor, sizeof *debtor);
    copy->name = g_strdup (debtor->name);
    copy->currency = g_strdup (debtor->currency);
    g_ptr_array_add (chosen, copy);
  }
  crm_letters_make (self->parent != NULL ? self->parent : GTK_WIDGET (self), self->workspace,
                    chosen);
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- Object */

static void
crm_debtors_dialog_dispose (GObject *object)
{
  CrmDebtorsDialog *self = CRM_DEBTORS_DIALOG (object);

  g_clear_handle_id (&self->reading, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DEBTORS_DIALOG);
  g_clear_pointer (&self->debtors, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->workspace);
  g_clear_weak_pointer (&self->parent);

  G_OBJECT_CLASS (crm_debtors_dialog_parent_class)->dispose (object);
}

static void
crm_debtors_dialog_class_init (CrmDebtorsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_debtors_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-debtors-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDebtorsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CrmDebtorsDialog, make_button);
  gtk_widget_class_bind_template_child (widget_class, CrmDebtorsDialog, first_row);
  gtk_widget_class_bind_template_child (widget_class, CrmDebtorsDialog, gap_row);
  gtk_widget_class_bind_template_child (widget_class, CrmDebtorsDialog, group);
  gtk_widget_class_bind_template_child (widget_class, CrmDebtorsDialog, all_check);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_toggled_cb);
}

static void
crm_debtors_dialog_init (CrmDebtorsDialog *self)
{
  self->checks = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_debtors_dialog_new:
 * @parent: over what progress and questions are shown once it is closed
 * @workspace: the workspace
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
crm_debtors_dialog_new (GtkWidget *parent, CrmWorkspace *workspace)
{
  CrmDebtorsDialog *self = g_object_new (CRM_TYPE_DEBTORS_DIALOG, NULL);

  g_set_weak_pointer (&self->parent, parent);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (self->first_row, "notify::value", G_CALLBACK (spun_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->gap_row, "notify::value", G_CALLBACK (spun_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_stack_set_visible_child_name (self->stack, "reading");
  read_debtors (self, TRUE);
  return ADW_DIALOG (self);
}
