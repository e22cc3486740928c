/* How a document stands. */
#include "config.h"

#include "crm-document-standing.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-chooser.h"
#include "crm-date.h"
#include "crm-day-ring.h"
#include "crm-document.h"

struct _CrmDocumentStanding {
  GtkWidget parent_instance;

  CrmRecordForm *form;    /* owned */
  const CrmField *status; /* the field */
  const char *colour;     /* interned; the pill's class */

  GtkWidget *box;
  GtkMenuButton *status_button;
  GtkWidget *days;
  CrmDayRing *ring;
  GtkLabel *days_text;
  GtkLabel *paid;
  GtkLabel *issued;
};

G_DEFINE_FINAL_TYPE (CrmDocumentStanding, crm_document_standing, GTK_TYPE_WIDGET)

static int
get_index (CrmDocumentStanding *self)
{
  return (int) (self->status - crm_record_form_get_entity (self->form)->fields);
}

static void
picked_cb (CrmDocumentStanding *self, const CrmValue *value)
{
  crm_record_form_write (self->form, get_index (self), value, _ ("This could not be saved"));
}

static void
show_status (CrmDocumentStanding *self, CrmRecord *record)
{
  const char *code = crm_record_get_text (record, "status");
  const CrmChoice *choice = code != NULL ? crm_field_find_choice (self->status, code) : NULL;
  const char *text = choice != NULL ? crm_choice_get_label (choice) : "—";
  g_autofree char *name = g_strdup_printf ("%s: %s", crm_field_get_label (self->status), text);

  gtk_menu_button_set_label (self->status_button, text);
  if (self->colour != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->status_button), self->colour);
  self->colour = choice != NULL && choice->colour != NULL ? choice->colour : "neutral";
  gtk_widget_add_css_class (GTK_WIDGET (self->status_button), self->colour);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status_button),
                               crm_field_get_label (self->status));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_days (CrmDocumentStanding *self, CrmRecord *record)
{
  gint64 today = crm_workspace_get_today (crm_record_form_get_workspace (self->form));
  gint64 begin = crm_record_get_integer (record, "date");
  gint64 due = crm_record_get_integer (record, "due_date");
  gboolean shown = crm_document_is_issued (record) && !crm_record_is_empty (record, "due_date") &&
                   !crm_record_get_entity (record)->is_settled (record);
  gboolean late = today > due;
  g_autofree char *text = NULL;
  guint n;

  gtk_widget_set_visible (self->days, shown);
  if (!shown)
    return;
  if (late) {
    n = (guint) MIN (today - due, G_MAXINT);
    text = g_strdup_printf (ngettext ("%u day late", "%u days late", n), n);
    gtk_widget_add_css_class (self->days, "error");
  } else {
    n = (guint) CLAMP (due - begin, 0, G_MAXINT);
    /* Translators: so many days have passed of those until the payment is expected */
    text = g_strdup_printf (ngettext ("%d of %u day", "%d of %u days", n),
                            (int) CLAMP (today - begin, 0, G_MAXINT), n);
    gtk_widget_remove_css_class (self->days, "error");
  }
  gtk_label_set_text (self->days_text, text);
  crm_day_ring_set_days (self->ring, today - begin, due - begin);
}

/* What came for the document that it was made from is named: it stands among that one's payments.
 */
static char *
dup_carried_text (CrmDocumentStanding *self, CrmRecord *record, const char *paid, gboolean in_full)
{
  CrmDatabase *reader = crm_workspace_get_reader (crm_record_form_get_workspace (self->form));
  g_autofree char *money = NULL;
  g_autofree char *base = NULL;
  gint64 carried = 0;

  if (!crm_document_read_carried (reader, record, &carried, NULL) || carried == 0)
    return NULL;
  money = crm_money_format (carried, crm_record_get_currency (record), crm_number_style_local ());
  base = crm_reference_title (reader, crm_record_get_entity (record),
                              crm_record_get_integer (record, "base"));
  if (base == NULL)
    return NULL;
  if (in_full)
    /* Translators: a sum of money and a document, as the number of a pro forma invoice */
    return g_strdup_printf (_ ("Paid in full, %s of it for “%s”"), money, base);
  /* Translators: two sums of money and a document, as the number of a pro forma invoice */
  return g_strdup_printf (_ ("Paid %s, %s of it for “%s”"), paid, money, base);
}

static void
show_paid (CrmDocumentStanding *self, CrmRecord *record)
{
  gint64 paid = crm_record_get_integer (record, "paid");
  gint64 total = crm_record_get_integer (record, "total");
  const char *currency = crm_record_get_currency (record);
  g_autofree char *money = crm_money_format (paid, currency, crm_number_style_local ());
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->paid), paid != 0);
  if (paid == 0)
    return;
  text = dup_carried_text (self, record, money, paid >= total);
  if (text == NULL && paid > total && total > 0) {
    g_autofree char *over = crm_money_format (paid - total, currency, crm_number_style_local ());
    /* Translators: %s is a sum of money that came beyond what was asked for */
    text = g_strdup_printf (_ ("Paid in full, %s too much"), over);
  } else if (text == NULL && paid >= total)
    text = g_strdup (_ ("Paid in full"));
  else if (text == NULL)
    /* Translators: %s is a sum of money */
    text = g_strdup_printf (_ ("Paid %s"), money);
  gtk_label_set_text (self->paid, text);
}

static void
show_issued (CrmDocumentStanding *self, CrmRecord *record)
{
  gboolean is_issued = crm_document_is_issued (record);
  g_autofree char *date = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->issued), is_issued);
  if (!is_issued)
    return;
  date =
      crm_date_format_long (crm_moment_to_date (crm_record_get_integer (record, "issued")), NULL);
  /* Translators: %s is a date */
  text = g_strdup_printf (_ ("Issued on %s: corrected only by another document"), date);
  gtk_label_set_text (self->issued, text);
}

static void
refreshed_cb (CrmDocumentStanding *self)
{
  CrmRecord *record = crm_record_form_get_record (self->form);

  show_status (self, record);
  show_days (self, record);
  show_paid (self, record);
  show_issued (self, record);
}

static void
crm_document_standing_dispose (GObject *object)
{
  CrmDocumentStanding *self = CRM_DOCUMENT_STANDING (object);

  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_DOCUMENT_STANDING);

  G_OBJECT_CLASS (crm_document_standing_parent_class)->dispose (object);
}

static void
crm_document_standing_class_init (CrmDocumentStandingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_document_standing_dispose;
  g_type_ensure (CRM_TYPE_DAY_RING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-document-standing.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentStanding, box);
  gtk_widget_class_bind_template_child_full (widget_class, "status", FALSE,
                                             G_STRUCT_OFFSET (CrmDocumentStanding, status_button));
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentStanding, days);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentStanding, ring);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentStanding, days_text);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentStanding, paid);
  gtk_widget_class_bind_template_child (widget_class, CrmDocumentStanding, issued);
}

static void
crm_document_standing_init (CrmDocumentStanding *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_document_standing_new:
 * @form: of a document
 *
 * Returns: (transfer floating): how it stands
 */
GtkWidget *
crm_document_standing_new (CrmRecordForm *form)
{
  CrmDocumentStanding *self = g_object_new (CRM_TYPE_DOCUMENT_STANDING, NULL);

  self->form = g_object_ref (form);
  self->status = crm_entity_field (crm_record_form_get_entity (form), "status");
  if (crm_record_form_can_edit (form, get_index (self))) {
    GtkWidget *chooser = crm_chooser_new (crm_record_form_get_workspace (form), self->status);
    g_signal_connect_object (chooser, "picked", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
    gtk_menu_button_set_popover (self->status_button, chooser);
  }
  refreshed_cb (self);
  g_signal_connect_object (form, "refreshed", G_CALLBACK (refreshed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
