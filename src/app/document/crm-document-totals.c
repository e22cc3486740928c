/* What a document comes to. */
#include "config.h"

#include "crm-document-totals.h"

#include <glib/gi18n.h>

#include "crm-document.h"
#include "crm-words.h"

struct _CrmDocumentTotals {
  GtkWidget parent_instance;

  CrmRecordForm *form; /* owned */

  GtkWidget *box;
  GtkLabel *parts;
  GtkLabel *total;
  GtkLabel *words;
  GtkLabel *steps;
  GtkMenuButton *why;
  GtkMenuButton *off;
  GtkSpinButton *percent;
};

G_DEFINE_FINAL_TYPE (CrmDocumentTotals, crm_document_totals, GTK_TYPE_WIDGET)

static char *
format_money (CrmRecord *record, const char *field)
{
  return crm_money_format (crm_record_get_integer (record, field), crm_record_get_currency (record),
                           crm_number_style_local ());
}

static void
show_words (CrmDocumentTotals *self, CrmRecord *record)
{
  const char *currency = crm_record_get_currency (record);
  const char *language = crm_record_get_text (record, "language");
  g_autofree char *words =
      crm_words_money (crm_record_get_integer (record, "total"),
                       currency != NULL ? currency : "EUR", language != NULL ? language : "en");

  gtk_label_set_text (self->words, words != NULL ? words : "");
}

static void
refreshed_cb (CrmDocumentTotals *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  g_autofree char *net = format_money (record, "net");
  g_autofree char *vat = format_money (record, "vat");
  g_autofree char *total = format_money (record, "total");
  /* Translators: two sums: what it comes to without VAT, and the VAT */
  g_autofree char *parts = g_strdup_printf (_ ("Without VAT %s, VAT %s"), net, vat);

  gtk_widget_set_visible (GTK_WIDGET (self->off),
                          !crm_document_is_issued (record) &&
                              crm_store_is_writable (crm_workspace_get_store (
                                  crm_record_form_get_workspace (self->form))));
  gtk_label_set_text (self->parts, parts);
  gtk_label_set_text (self->total, total);
  show_words (self, record);
}

static void
why_cb (CrmDocumentTotals *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) steps = NULL;
  g_autofree char *text = NULL;

  if (!gtk_menu_button_get_active (self->why))
    return;
  steps = crm_document_explain_total (
      crm_workspace_get_reader (crm_record_form_get_workspace (self->form)),
      crm_record_get_id (crm_record_form_get_record (self->form)), &error);
  text = steps != NULL ? g_strjoinv ("\n", steps) : g_strdup (error->message);
  gtk_label_set_text (self->steps, text);
}

static void
off_cb (CrmDocumentTotals *self)
{
  gint64 discount = 0;

  if (!gtk_menu_button_get_active (self->off))
    return;
  crm_document_get_discount (crm_workspace_get_reader (crm_record_form_get_workspace (self->form)),
                             crm_record_get_id (crm_record_form_get_record (self->form)),
                             &discount);
  gtk_spin_button_set_value (self->percent, (double) discount / 100);
  gtk_widget_grab_focus (GTK_WIDGET (self->percent));
}

/* One change for all lines: one Undo takes it back. */
static void
take_off_cb (CrmDocumentTotals *self)
{
  CrmWorkspace *workspace = crm_record_form_get_workspace (self->form);
  gint64 discount;
  CrmChange *change;
  g_autofree char *text = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  gtk_spin_button_update (self->percent);
  discount = (gint64) (gtk_spin_button_get_value (self->percent) * 100 + 0.5);
  text = crm_decimal_format (discount, CRM_PERCENT_DECIMALS, 0, crm_number_style_local ());
  /* Translators: %s is a number: "Discount of 5 % on all lines" */
  said = g_strdup_printf (_ ("Discount of %s %% on all lines"), text);
  change = crm_workspace_begin (workspace, said);
  gtk_menu_button_popdown (self->off);
  if (crm_document_add_discount (change, crm_workspace_get_reader (workspace),
                                 crm_record_get_id (crm_record_form_get_record (self->form)),
                                 discount, &error))
    crm_workspace_commit_and_say (workspace, change, said);
  else {
    crm_workspace_say (workspace, error->message);
    crm_change_free (change);
  }
}

static void
crm_document_totals_dispose (GObject *object)
{
  CrmDocumentTotals *self = CRM_DOCUMENT_TOTALS (object);

  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DOCUMENT_TOTALS);

  G_OBJECT_CLASS (crm_document_totals_parent_class)->dispose (object);
}

static void
crm_document_totals_class_init (CrmDocumentTotalsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_document_totals_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-document-totals.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentTotals, box);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentTotals, parts);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentTotals, total);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentTotals, words);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentTotals, steps);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentTotals, why);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentTotals, off);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentTotals, percent);
  gtk_widget_class_bind_template_callback (widget_class, why_cb);
  gtk_widget_class_bind_template_callback (widget_class, off_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_off_cb);
}

static void
crm_document_totals_init (CrmDocumentTotals *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_document_totals_new:
 * @form: of a document
 *
 * Returns: (transfer floating): its totals
 */
GtkWidget *
crm_document_totals_new (CrmRecordForm *form)
{
  CrmDocumentTotals *self = g_object_new (CRM_TYPE_DOCUMENT_TOTALS, NULL);

  self->form = g_object_ref (form);
  refreshed_cb (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
