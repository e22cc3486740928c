/* The money of a document. */
#include "config.h"

#include "crm-document-finance.h"

#include <glib/gi18n.h>

#include "crm-document-instalment.h"
#include "crm-document-share.h"
#include "crm-instalments-dialog.h"
#include "crm-owned-list.h"
#include "crm-part-row.h"
#include "crm-record-fields.h"
#include "crm-share-out.h"

struct _CrmDocumentFinance {
  GtkWidget parent_instance;

  CrmRecordForm *form; /* owned */
  gboolean writable;

  GtkWidget *scrolled;
  GtkBox *groups;
  AdwActionRow *left_row;
  GtkWidget *share_button;
  GtkWidget *divide_row;
};

G_DEFINE_FINAL_TYPE (CrmDocumentFinance, crm_document_finance, GTK_TYPE_WIDGET)

static char *
format (CrmRecord *record, gint64 money)
{
  return crm_money_format (money, crm_record_get_currency (record), crm_number_style_local ());
}

/* What is still to come; what came beyond. */
static void
refreshed_cb (CrmDocumentFinance *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);
  gint64 total = crm_record_get_integer (record, "total");
  gint64 paid = crm_record_get_integer (record, "paid");
  gboolean over = paid > total;
  g_autofree char *left = format (record, over ? paid - total : total - paid);
  g_autofree char *of_total = format (record, total);
  g_autofree char *came = format (record, paid);
  /* Translators: two sums of money: "Paid 500,00 zł of 1 230,00 zł" */
  g_autofree char *text = g_strdup_printf (_ ("Paid %s of %s"), came, of_total);

  adw_preferences_row_set_title (
      ADW_PREFERENCES_ROW (self->left_row),
      /* Translators: a sum stands beneath: what is still to be paid, or was paid beyond it */
      over ? C_ ("money", "Overpaid") : C_ ("money", "Left to pay"));
  adw_action_row_set_subtitle (self->left_row, left);
  gtk_widget_set_visible (self->share_button, over && self->writable);
  gtk_widget_set_visible (self->divide_row, self->writable && crm_document_get_left (record) > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->left_row),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
share_cb (CrmDocumentFinance *self)
{
  CrmWorkspace *workspace = crm_record_form_get_workspace (self->form);
  gint64 document = crm_record_get_id (crm_record_form_get_record (self->form));
  gint64 payment = crm_document_find_spare_payment (crm_workspace_get_reader (workspace), document);

  if (payment != 0)
    crm_share_out_ask (GTK_WIDGET (self), workspace, payment);
  else
    crm_workspace_say (workspace, _ ("All of this payment is needed where it is"));
}

static void
divide_cb (CrmDocumentFinance *self)
{
  crm_instalments_dialog_show (GTK_WIDGET (self), crm_record_form_get_workspace (self->form),
                               crm_record_get_id (crm_record_form_get_record (self->form)));
}

/* What is left to be paid, until somebody writes another sum. */
static void
prepare_cb (CrmRecord *draft, CrmRecord *document)
{
  gint64 left = crm_document_get_left (document);

  if (left > 0)
    crm_record_set_integer (draft, "amount", left);
  if (crm_record_is_empty (draft, "currency"))
    crm_record_set_text (draft, "currency", crm_record_get_currency (document));
}

static void
append_related (CrmDocumentFinance *self, const char *entity)
{
  const CrmEntity *found = crm_entity_find (entity);
  CrmRelation relation = { found, crm_entity_field (found, "document"), FALSE, TRUE };
  GtkWidget *list = crm_owned_list_new (self->form, &relation);

  crm_owned_list_set_prepare (CRM_OWNED_LIST (list), prepare_cb);
  crm_owned_list_set_steady (CRM_OWNED_LIST (list), TRUE);
  gtk_box_append (self->groups, list);
}

static void
append_divide (CrmDocumentFinance *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->divide_row = crm_part_row_new_button (_ ("Divide into Instalments…"), "view-list-symbolic",
                                              G_CALLBACK (divide_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->divide_row);
  gtk_box_append (self->groups, group);
}

static void
append_sums (CrmDocumentFinance *self)
{
  static const char *const names[] = { "total", "paid", "due_date", "postponed" };
  const CrmEntity *entity = crm_record_form_get_entity (self->form);
  int fields[G_N_ELEMENTS (names)];
  GtkWidget *group;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    fields[i] = crm_entity_field_index (entity, names[i]);
  group = crm_field_group_new (self->form, NULL, fields, G_N_ELEMENTS (fields), FALSE);
  self->left_row = ADW_ACTION_ROW (adw_action_row_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->left_row), "property");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->left_row), FALSE);
  self->share_button = gtk_button_new_with_mnemonic (_ ("_Share Out…"));
  gtk_widget_set_valign (self->share_button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->share_button, "clicked", G_CALLBACK (share_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->left_row, self->share_button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->left_row));
  gtk_box_append (self->groups, group);
}

static void
crm_document_finance_dispose (GObject *object)
{
  CrmDocumentFinance *self = CRM_DOCUMENT_FINANCE (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->form);

  G_OBJECT_CLASS (crm_document_finance_parent_class)->dispose (object);
}

static void
crm_document_finance_class_init (CrmDocumentFinanceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_document_finance_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
crm_document_finance_init (CrmDocumentFinance *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_margin_start (GTK_WIDGET (self->groups), 12);
  gtk_widget_set_margin_end (GTK_WIDGET (self->groups), 12);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->groups), 24);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 640);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->groups));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), clamp);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

/**
 * crm_document_finance_new:
 * @form: of a document
 *
 * Returns: (transfer floating): its sums, its payments and what is planned
 */
GtkWidget *
crm_document_finance_new (CrmRecordForm *form)
{
  CrmDocumentFinance *self = g_object_new (CRM_TYPE_DOCUMENT_FINANCE, NULL);

  self->form = g_object_ref (form);
  self->writable =
      crm_store_is_writable (crm_workspace_get_store (crm_record_form_get_workspace (form)));
  append_sums (self);
  append_related (self, "payment");
  append_related (self, "receipt");
  append_divide (self);
  refreshed_cb (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
