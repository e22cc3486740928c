/* The page of the preferences for one's own companies and the rates of currencies. */
#include "config.h"

#include "crm-money-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-clock.h"
#include "crm-currency.h"
#include "crm-date.h"
#include "crm-document.h"
#include "crm-gaps.h"
#include "crm-order-row.h"
#include "crm-page-group.h"
#include "crm-setting.h"

struct _CrmMoneyPage {
  AdwPreferencesPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  GPtrArray *own;          /* CrmRecord; owned; in the order of the rows */
  AdwPreferencesGroup *companies;
  AdwPreferencesGroup *currencies;
};

G_DEFINE_FINAL_TYPE (CrmMoneyPage, crm_money_page, ADW_TYPE_PREFERENCES_PAGE)

/* What opens stands in the window, under the preferences. Returns the workspace, which outlives
 * them: (transfer full). */
static CrmWorkspace *
leave (CrmMoneyPage *self)
{
  CrmWorkspace *workspace = g_object_ref (self->workspace);
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_DIALOG);

  if (dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (dialog));
  return workspace;
}

/* --- Own companies */

static void
open_company_cb (CrmMoneyPage *self, AdwActionRow *row)
{
  CrmRecord *company = g_object_get_data (G_OBJECT (row), "company");
  gint64 id = crm_record_get_id (company);
  g_autoptr (CrmWorkspace) workspace = leave (self);

  crm_workspace_open_record (workspace, crm_entity_find ("company"), id);
}

static void
open_numberings_cb (CrmMoneyPage *self)
{
  const CrmEntity *sequences = crm_entity_find ("sequence");
  g_autoptr (CrmQuery) query = crm_query_new (sequences);
  g_autoptr (CrmWorkspace) workspace = leave (self);

  crm_workspace_open_list (workspace, query, crm_entity_get_label_plural (sequences));
}

static void
open_gaps_cb (CrmMoneyPage *self)
{
  crm_gaps_show (GTK_WIDGET (self), self->workspace);
}

static void
add_company_cb (CrmMoneyPage *self)
{
  const CrmEntity *companies = crm_entity_find ("company");
  g_autoptr (CrmRecord) draft = crm_record_new (companies);

  crm_record_set_text (draft, "type", "my_company");
  crm_record_set_text (draft, "country", crm_workspace_get_country (self->workspace));
  crm_workspace_new_record (self->workspace, companies, draft);
}

typedef struct {
  CrmMoneyPage *page; /* owned */
  gint64 seller;
} Choosing;

static gboolean
choose_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, ((Choosing *) data)->seller);
  return crm_setting_write (database, CRM_SETTING_SELLER, text, error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (CrmMoneyPage) self = choosing->page;
  g_autoptr (GError) error = NULL;

  g_free (choosing);
  if (!crm_store_write_finish (CRM_STORE (source), result, &error) && self->workspace != NULL)
    crm_workspace_report (self->workspace, _ ("This could not be saved"), error);
}

static void
seller_cb (CrmMoneyPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);
  Choosing *choosing;

  if (selected > self->own->len)
    return;
  choosing = g_new0 (Choosing, 1);
  choosing->page = g_object_ref (self);
  choosing->seller = selected == 0 ? 0 : crm_record_get_id (self->own->pdata[selected - 1]);
  crm_store_write_async (crm_workspace_get_store (self->workspace), choose_func, choosing, NULL,
                         NULL, chosen_cb, choosing);
}

/* Only where there is something to choose. */
static void
add_seller_row (CrmMoneyPage *self)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gint64 chosen = crm_document_get_default_seller (crm_workspace_get_reader (self->workspace));
  guint selected = 0;

  gtk_string_list_append (names, _ ("As in one's last document"));
  for (guint i = 0; i < self->own->len; i++) {
    gtk_string_list_append (names, crm_record_get_title (self->own->pdata[i]));
    if (crm_record_get_id (self->own->pdata[i]) == chosen)
      selected = i + 1;
  }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Seller in new documents"));
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (seller_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->companies, row);
}

static void
show_companies (CrmMoneyPage *self)
{
  const CrmEntity *companies = crm_entity_find ("company");
  const CrmField *number = crm_entity_field (companies, "tax_number");
  g_autoptr (CrmQuery) all = crm_query_new (companies);
  g_autoptr (CrmQuery) own = crm_query_filter (all, "type", CRM_OP_EQUAL, "my_company", NULL, NULL);

  self->companies = crm_page_group_renew (
      ADW_PREFERENCES_PAGE (self), self->companies, _ ("Our Companies"),
      _ ("Sellers in your documents, with their requisites, bank accounts, logo, "
         "stamp and signatures. Each one numbers its documents by itself."));
  g_clear_pointer (&self->own, g_ptr_array_unref);
  self->own = crm_query_fetch_all (own, crm_workspace_get_reader (self->workspace), 100, NULL);
  if (self->own == NULL)
    self->own = g_ptr_array_new ();
  for (guint i = 0; i < self->own->len; i++) {
    CrmRecord *company = self->own->pdata[i];
    const char *tax_number = crm_record_get_text (company, "tax_number");
    g_autofree char *subtitle =
        tax_number != NULL ? g_strdup_printf ("%s: %s", crm_field_get_label (number), tax_number)
                           : g_strdup (_ ("The tax number is missing"));
    GtkWidget *row = crm_page_row_new (crm_record_get_title (company), subtitle,
                                       G_CALLBACK (open_company_cb), self);

    g_object_set_data_full (G_OBJECT (row), "company", g_object_ref (company), g_object_unref);
    adw_preferences_group_add (self->companies, row);
  }
  adw_preferences_group_add (self->companies,
                             crm_button_row_new (_ ("_Add Company…"), "list-add-symbolic",
                                                 G_CALLBACK (add_company_cb), self));
  if (self->own->len > 1)
    add_seller_row (self);
  adw_preferences_group_add (
      self->companies, crm_page_row_new (crm_entity_get_label_plural (crm_entity_find ("sequence")),
                                         crm_entity_get_purpose (crm_entity_find ("sequence")),
                                         G_CALLBACK (open_numberings_cb), self));
  adw_preferences_group_add (self->companies,
                             crm_page_row_new (_ ("Missing Numbers"),
                                               _ ("What was left out between issued documents"),
                                               G_CALLBACK (open_gaps_cb), self));
}

/* --- Currencies */

static void
open_rates_cb (CrmMoneyPage *self, AdwActionRow *row)
{
  const CrmEntity *rates = crm_entity_find ("rate");
  const CrmChoice *currency = g_object_get_data (G_OBJECT (row), "currency");
  g_autoptr (CrmQuery) all = crm_query_new (rates);
  g_autoptr (CrmQuery) query = currency != NULL ? crm_query_filter (all, "currency", CRM_OP_EQUAL,
                                                                    currency->code, NULL, NULL)
                                                : crm_query_ref (all);
  g_autoptr (CrmWorkspace) workspace = leave (self);

  crm_workspace_open_list (workspace, query,
                           currency != NULL ? crm_choice_get_label (currency)
                                            : crm_entity_get_label_plural (rates));
}

static void
add_rate_cb (CrmMoneyPage *self)
{
  crm_workspace_new_record (self->workspace, crm_entity_find ("rate"), NULL);
}

/* "100 KZT = 18.52 ₽ since 1 March 2026" */
static char *
describe_rate (CrmMoneyPage *self, const char *currency, const CrmRate *rate)
{
  CrmNumberStyle style = crm_number_style_local ();
  g_autofree char *units = crm_decimal_format (rate->units, 0, 0, style);
  g_autofree char *worth = crm_decimal_format (rate->rate, CRM_RATE_DECIMALS, 2, style);
  g_autofree char *date = crm_date_format_long (rate->date, NULL);

  /* Translators: units and code of a currency, what they are worth and in which currency, since
   * when: "100 KZT = 18.52 RUB, from 1 March 2026" */
  return g_strdup_printf (_ ("%s %s = %s %s, from %s"), units, currency, worth,
                          crm_workspace_get_currency (self->workspace), date);
}

static void
show_currencies (CrmMoneyPage *self)
{
  const CrmEntity *rates = crm_entity_find ("rate");
  const CrmField *field = crm_entity_field (rates, "currency");
  const char *base = crm_workspace_get_currency (self->workspace);
  const CrmChoice *own = crm_field_find_choice (field, base);
  g_autofree char *description = g_strdup_printf (
      /* Translators: %s is the name of a currency */
      _ ("Your own currency: %s. Sums in others are added up in it by the latest rate, marked ≈. "
         "Tables of rates can be imported."),
      own != NULL ? crm_choice_get_label (own) : base);

  self->currencies = crm_page_group_renew (ADW_PREFERENCES_PAGE (self), self->currencies,
                                           _ ("Currencies"), description);
  for (const CrmChoice *choice = field->choices; choice->code != NULL; choice++) {
    g_autofree char *subtitle = NULL;
    GtkWidget *row;
    CrmRate rate;
    if (g_strcmp0 (choice->code, base) == 0 ||
        !crm_currency_read_rate (crm_workspace_get_reader (self->workspace), choice->code,
                                 crm_clock_today (), &rate, NULL))
      continue;
    subtitle = describe_rate (self, choice->code, &rate);
    row = crm_page_row_new (crm_choice_get_label (choice), subtitle, G_CALLBACK (open_rates_cb),
                            self);
    g_object_set_data (G_OBJECT (row), "currency", (gpointer) choice);
    adw_preferences_group_add (self->currencies, row);
  }
  adw_preferences_group_add (
      self->currencies,
      crm_button_row_new (_ ("_Add Rate…"), "list-add-symbolic", G_CALLBACK (add_rate_cb), self));
  adw_preferences_group_add (
      self->currencies, crm_page_row_new (crm_entity_get_label_plural (rates),
                                          _ ("By currency and day: to correct, delete and import"),
                                          G_CALLBACK (open_rates_cb), self));
}

static void
store_changed_cb (CrmMoneyPage *self, CrmAnnouncement *announcement)
{
  /* Groups are renewed in their order. */
  if (crm_announcement_touches (announcement, crm_entity_find ("company")) ||
      crm_announcement_touches (announcement, crm_entity_find ("rate"))) {
    show_companies (self);
    show_currencies (self);
  }
}

static void
crm_money_page_dispose (GObject *object)
{
  CrmMoneyPage *self = CRM_MONEY_PAGE (object);

  g_clear_pointer (&self->own, g_ptr_array_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_money_page_parent_class)->dispose (object);
}

static void
crm_money_page_class_init (CrmMoneyPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_money_page_dispose;
}

static void
crm_money_page_init (CrmMoneyPage *self)
{
  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (self), "money");
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Our Companies"));
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (self), "wallet-symbolic");
}

/**
 * crm_money_page_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the page
 */
CrmMoneyPage *
crm_money_page_new (CrmWorkspace *workspace)
{
  CrmMoneyPage *self = g_object_new (CRM_TYPE_MONEY_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  show_companies (self);
  show_currencies (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
