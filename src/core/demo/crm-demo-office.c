/* The own company of a demo file: its requisites, people, goods and dictionaries. */
#include "config.h"

#include <string.h>

#include "crm-decimal.h"
#include "crm-demo-campaign.h"
#include "crm-demo-names.h"
#include "crm-demo-numbers.h"
#include "crm-demo-world.h"
#include "crm-vat.h"

/* Who works there besides the head, in the order in which they are taken on. */
static const struct {
  const char *role;
  const char *post; /* in the list "office" */
  gboolean sells;
} staff[] = {
  { "seller", "senior", TRUE },
  { "seller", "seller", TRUE },
  { "seller", "seller", TRUE },
  { "office_manager", "office_manager", FALSE },
  { "accountant", "accountant", FALSE },
  { "seller", "seller", TRUE },
  { "project_manager", "project_manager", FALSE },
  { "seller", "seller", TRUE },
  { "seller", "seller", TRUE },
  { "seller", "seller", TRUE },
  { "seller", "seller", TRUE },
};

#define FEWEST_STAFF 5

static char *
make_email (const CrmDemoWords *words, const CrmDemoPerson *person)
{
  GString *email = g_string_new (NULL);
  crm_demo_latin_append (email, words, person->first);
  g_string_truncate (email, 1);
  g_string_append_c (email, '.');
  crm_demo_latin_append (email, words, person->last);
  g_string_append_printf (email, "@%s.example", crm_demo_words_office (words, "domain"));
  return g_string_free (email, FALSE);
}

/* Whoever sits here was called "Administrator" so far. */
static void
name_me (CrmDemoWorld *self, CrmDemoWriter *writer, CrmDemoRandom *random)
{
  const CrmDemoWords *words = self->words[0];
  const CrmEntity *persons = writer->entities[CRM_DEMO_PERSON_ROW];
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *email = NULL;
  CrmDemoPerson person;
  CrmDemoNumber phone;

  if (self->me == 0)
    return;
  crm_demo_person_draw (&person, words, random);
  crm_demo_person_write (&person, name);
  crm_demo_phone_make (phone, words->country, NULL, random);
  email = make_email (words, &person);
  crm_change_set_text (writer->change, persons, self->me, "name", name->str);
  crm_change_set_text (writer->change, persons, self->me, "role", "head");
  crm_change_set_text (writer->change, persons, self->me, "post",
                       crm_demo_words_office (words, "head"));
  crm_change_set_text (writer->change, persons, self->me, "office",
                       crm_demo_words_office (words, "main_office"));
  crm_change_set_text (writer->change, persons, self->me, "phone", phone);
  crm_change_set_text (writer->change, persons, self->me, "email", email);
  g_array_append_val (self->sellers, self->me);
}

static void
write_staff (CrmDemoWorld *self, CrmDemoWriter *writer, CrmDemoRandom *random)
{
  const CrmDemoWords *words = self->words[0];
  g_autoptr (GString) name = g_string_new (NULL);
  gsize n = MIN (FEWEST_STAFF + self->n_companies / 150, G_N_ELEMENTS (staff));
  gint64 since = crm_demo_world_moment (self, self->today - CRM_DEMO_DAYS - 30, 9 * 60);

  name_me (self, writer, random);
  for (gsize i = 0; i < n; i++) {
    CrmDemoRow row = crm_demo_row_begin (writer, CRM_DEMO_PERSON_ROW);
    g_autofree char *email = NULL;
    CrmDemoPerson person;
    CrmDemoNumber phone;

    crm_demo_person_draw (&person, words, random);
    crm_demo_person_write (&person, name);
    crm_demo_phone_make (phone, words->country, NULL, random);
    email = make_email (words, &person);
    crm_demo_row_text (&row, "name", name->str);
    crm_demo_row_text (&row, "role", staff[i].role);
    crm_demo_row_text (&row, "post", crm_demo_words_office (words, staff[i].post));
    crm_demo_row_reference (&row, "supervisor", self->me);
    crm_demo_row_text (&row, "office",
                       crm_demo_words_office (words, i % 4 == 3 ? "branch" : "main_office"));
    crm_demo_row_text (&row, "phone", phone);
    crm_demo_row_text (&row, "email", email);
    crm_demo_row_integer (&row, "active", 1);
    crm_demo_row_integer (&row, "created", since);
    crm_demo_row_integer (&row, "changed", since);
    if (staff[i].sells)
      g_array_append_val (self->sellers, row.id);
    crm_demo_row_add (&row);
  }
}

static gint64
add_choice (CrmDemoWriter *writer, const char *list, const char *name, int position,
            const char *colour)
{
  CrmDemoRow row = crm_demo_row_begin (writer, CRM_DEMO_CHOICE_ROW);
  crm_demo_row_text (&row, "name", name);
  crm_demo_row_text (&row, "list", list);
  crm_demo_row_integer (&row, "position", position);
  crm_demo_row_text (&row, "colour", colour);
  crm_demo_row_integer (&row, "active", 1);
  return crm_demo_row_add (&row);
}

/* Trades stand in the same order in all languages; their segments are written in the own one. */
static void
write_segments (CrmDemoWorld *self, CrmDemoWriter *writer)
{
  const CrmDemoWords *words = self->words[0];
  const char *last = NULL;
  gint64 segment = 0;
  int position = 0;

  for (guint i = 0; i < crm_demo_words_count (words, CRM_DEMO_TRADES); i++) {
    const char *name = crm_demo_words_entry (words, CRM_DEMO_TRADES, i)[0];
    if (g_strcmp0 (name, last) != 0)
      segment = add_choice (writer, "segment", name, ++position, "neutral");
    g_array_append_val (self->segments, segment);
    last = name;
  }
}

static void
write_tags (CrmDemoWorld *self, CrmDemoWriter *writer)
{
  static const char *const colours[] = { "accent", "success", "warning", "neutral", "error" };

  for (guint i = 0; i < crm_demo_words_count (self->words[0], CRM_DEMO_TAGS); i++) {
    CrmDemoRow row = crm_demo_row_begin (writer, CRM_DEMO_TAG_ROW);
    crm_demo_row_text (&row, "name", crm_demo_words_entry (self->words[0], CRM_DEMO_TAGS, i)[0]);
    crm_demo_row_integer (&row, "position", i + 1);
    crm_demo_row_text (&row, "colour", colours[i % G_N_ELEMENTS (colours)]);
    crm_demo_row_add (&row);
  }
}

/* EAN-13 in the range 20 to 29, which shops give out to themselves. */
static void
write_barcode (CrmDemoNumber barcode, guint product)
{
  guint sum = 0;

  g_snprintf (barcode, CRM_DEMO_NUMBER_SIZE, "20%010u", 4100 + product * 37);
  for (guint i = 0; i < 12; i++)
    sum += (guint) (barcode[i] - '0') * (i % 2 == 0 ? 1 : 3);
  barcode[12] = (char) ('0' + (10 - sum % 10) % 10);
  barcode[13] = '\0';
}

static gboolean
write_product (CrmDemoWorld *self, CrmDemoWriter *writer, CrmDemoProduct *product, gint64 group,
               GError **error)
{
  const char *const *entry = product->entry;
  guint place = self->products->len;
  gboolean goods = g_str_equal (entry[2], "goods");
  gint64 since = crm_demo_world_moment (self, self->today - CRM_DEMO_DAYS - 20, 10 * 60);
  CrmDemoRow row;
  CrmDemoNumber number;

  if (!crm_decimal_parse (entry[5], CRM_PRICE_DECIMALS, &product->price, error))
    return FALSE;
  product->most = (int) g_ascii_strtoll (entry[6], NULL, 10);
  row = crm_demo_row_begin (writer, CRM_DEMO_PRODUCT_ROW);
  crm_demo_row_text (&row, "name", entry[1]);
  g_snprintf (product->article, sizeof product->article, "%u-%03u", product->group + 1,
              100 + place);
  crm_demo_row_text (&row, "article", product->article);
  crm_demo_row_integer (&row, "group", group);
  crm_demo_row_text (&row, "kind", entry[2]);
  crm_demo_row_integer (&row, "price", product->price);
  crm_demo_row_text (&row, "currency", self->words[0]->currency);
  crm_demo_row_text (&row, "vat_rate", crm_vat_default_code (self->words[0]->country, self->today));
  crm_demo_row_text (&row, "unit", entry[3]);
  crm_demo_row_text (&row, "unit_code", entry[4]);
  if (goods) {
    write_barcode (number, place);
    crm_demo_row_text (&row, "barcode", number);
  }
  crm_demo_row_integer (&row, "active", 1);
  crm_demo_row_integer (&row, "created", since);
  crm_demo_row_integer (&row, "changed", since);
  product->id = crm_demo_row_add (&row);
  g_array_append_val (self->products, *product);
  return TRUE;
}

static gboolean
write_catalogue (CrmDemoWorld *self, CrmDemoWriter *writer, GError **error)
{
  static const char *const colours[] = { "accent", "success", "warning", "error", "neutral" };
  const CrmDemoWords *words = self->words[0];
  const char *last = NULL;
  gint64 group_id = 0;
  guint n_groups = 0;

  for (guint i = 0; i < crm_demo_words_count (words, CRM_DEMO_CATALOGUE); i++) {
    CrmDemoProduct product = { .entry = crm_demo_words_entry (words, CRM_DEMO_CATALOGUE, i) };
    if (g_strcmp0 (product.entry[0], last) != 0) {
      gboolean none = FALSE;
      group_id = add_choice (writer, "product_group", product.entry[0], (int) n_groups + 1,
                             colours[n_groups % G_N_ELEMENTS (colours)]);
      g_array_append_val (self->services, none);
      n_groups++;
      last = product.entry[0];
    }
    product.group = n_groups - 1;
    if (!write_product (self, writer, &product, group_id, error))
      return FALSE;
  }
  for (guint group = 0; group < n_groups; group++) {
    int services = 0;
    for (guint i = 0; i < self->products->len; i++) {
      const CrmDemoProduct *product = &g_array_index (self->products, CrmDemoProduct, i);
      if (product->group == group)
        services += g_str_equal (product->entry[2], "service") ? 1 : -1;
    }
    g_array_index (self->services, gboolean, group) = services > 0;
  }
  return TRUE;
}

/* Which product group a deal is about, by the name of the group. */
static void
find_groups (CrmDemoWorld *self)
{
  for (guint i = 0; i < crm_demo_words_count (self->words[0], CRM_DEMO_DEALS); i++) {
    const char *name = crm_demo_words_entry (self->words[0], CRM_DEMO_DEALS, i)[0];
    guint group = 0;
    for (guint j = 0; j < self->products->len; j++) {
      const CrmDemoProduct *product = &g_array_index (self->products, CrmDemoProduct, j);
      if (g_str_equal (product->entry[0], name))
        group = product->group;
    }
    g_array_append_val (self->groups, group);
  }
}

static void
write_own_company (CrmDemoWorld *self, CrmDemoWriter *writer, CrmDemoRandom *random)
{
  const CrmDemoWords *words = self->words[0];
  const char *city = crm_demo_words_office (words, "city");
  const char *domain = crm_demo_words_office (words, "domain");
  g_autofree char *email = g_strdup_printf ("office@%s.example", domain);
  g_autofree char *website = g_strdup_printf ("https://%s.example", domain);
  const char *address = crm_demo_words_office (words, "address");
  g_autoptr (GString) director = g_string_new (NULL);
  g_autoptr (GString) accountant = g_string_new (NULL);
  const char *city_code = "";
  CrmDemoRow row = crm_demo_row_begin (writer, CRM_DEMO_COMPANY_ROW);
  gint64 since = crm_demo_world_moment (self, self->today - CRM_DEMO_DAYS - 30, 9 * 60);
  CrmDemoNumbers numbers;
  CrmDemoNumber phone;
  CrmDemoPerson person;

  for (guint i = 0; i < crm_demo_words_count (words, CRM_DEMO_CITIES); i++)
    if (g_str_equal (crm_demo_words_entry (words, CRM_DEMO_CITIES, i)[0], city))
      city_code = crm_demo_words_entry (words, CRM_DEMO_CITIES, i)[1];
  crm_demo_numbers_make (&numbers, words->country, FALSE, 0, 2014, random);
  crm_demo_phone_make (phone, words->country, city_code, random);
  crm_demo_person_draw (&person, words, random);
  crm_demo_person_write_signature (&person, director);
  crm_demo_person_draw (&person, words, random);
  crm_demo_person_write_signature (&person, accountant);

  crm_demo_row_text (&row, "name", crm_demo_words_office (words, "name"));
  crm_demo_row_text (&row, "type", "my_company");
  crm_demo_row_reference (&row, "responsible", self->me);
  crm_demo_row_text (&row, "phone", phone);
  crm_demo_row_text (&row, "email", email);
  crm_demo_row_text (&row, "website", website);
  crm_demo_row_text (&row, "city", city);
  crm_demo_row_text (&row, "full_name", crm_demo_words_office (words, "full"));
  crm_demo_row_text (&row, "country", words->country);
  crm_demo_row_text (&row, "tax_number", numbers.tax);
  crm_demo_row_text (&row, "registration_number", numbers.registration);
  crm_demo_row_text (&row, "kpp", numbers.kpp);
  crm_demo_row_text (&row, "okved", "46.65");
  crm_demo_row_text (&row, "vat_number", numbers.vat);
  crm_demo_row_text (&row, "krs", numbers.krs);
  crm_demo_row_text (&row, "tax_system", "general");
  crm_demo_row_text (&row, "legal_address", address);
  crm_demo_row_text (&row, "postal_address", address);
  crm_demo_row_text (&row, "director", director->str);
  crm_demo_row_text (&row, "director_post", crm_demo_words_office (words, "post"));
  crm_demo_row_text (&row, "director_basis", crm_demo_words_office (words, "basis"));
  crm_demo_row_text (&row, "accountant", accountant->str);
  crm_demo_row_text (&row, "currency", words->currency);
  crm_demo_row_integer (&row, "payment_days", 5);
  crm_demo_row_integer (&row, "employees", 12);
  crm_demo_row_integer (&row, "founded", 2014);
  crm_demo_row_integer (&row, "created", since);
  crm_demo_row_integer (&row, "changed", since);
  self->seller = crm_demo_row_add (&row);
}

static void
write_own_account (CrmDemoWorld *self, CrmDemoWriter *writer, CrmDemoRandom *random)
{
  const CrmDemoWords *words = self->words[0];
  const char *const *bank = crm_demo_words_entry (words, CRM_DEMO_BANKS, 0);
  CrmDemoRow row = crm_demo_row_begin (writer, CRM_DEMO_ACCOUNT_ROW);
  CrmDemoAccount account;

  crm_demo_account_make (&account, words->country, FALSE,
                         (guint) g_ascii_strtoull (bank[2], NULL, 10), random);
  crm_demo_row_text (&row, "account", account.account);
  crm_demo_row_integer (&row, "company", self->seller);
  crm_demo_row_text (&row, "bank", bank[0]);
  crm_demo_row_text (&row, "bic", account.bic);
  crm_demo_row_text (&row, "corr_account", account.corr_account);
  crm_demo_row_text (&row, "city", bank[1]);
  crm_demo_row_text (&row, "currency", words->currency);
  crm_demo_row_integer (&row, "main", 1);
  crm_demo_row_integer (&row, "split_vat", 0);
  self->account = crm_demo_row_add (&row);
}

/* Two that come again: the meeting of all who sell, and what the head hands in every month. */
static void
write_plan (CrmDemoWorld *self, CrmDemoWriter *writer)
{
  const CrmDemoWords *words = self->words[0];
  gint64 monday = self->today - 56 - (crm_date_weekday (self->today) - 1);
  gint64 created = crm_demo_world_moment (self, monday - 3, 9 * 60);
  int year, month, day;
  CrmDemoRow row = crm_demo_row_begin (writer, CRM_DEMO_ACTIVITY_ROW);

  crm_demo_row_text (&row, "title", crm_demo_words_office (words, "weekly"));
  crm_demo_row_text (&row, "kind", "meeting");
  crm_demo_row_text (&row, "state", "new");
  crm_demo_row_text (&row, "priority", "normal");
  crm_demo_row_text (&row, "place", crm_demo_words_office (words, "hall"));
  crm_demo_row_reference (&row, "responsible", self->me);
  crm_demo_row_integer (&row, "start", crm_demo_world_moment (self, monday, 9 * 60 + 30));
  crm_demo_row_integer (&row, "ends", crm_demo_world_moment (self, monday, 10 * 60 + 15));
  crm_demo_row_text (&row, "repeat", "FREQ=WEEKLY;BYDAY=MO");
  crm_demo_row_integer (&row, "created", created);
  crm_demo_row_integer (&row, "changed", created);
  crm_demo_row_add (&row);

  crm_date_to_ymd (self->today, &year, &month, &day);
  month++;
  row = crm_demo_row_begin (writer, CRM_DEMO_ACTIVITY_ROW);
  crm_demo_row_text (&row, "title", crm_demo_words_office (words, "monthly"));
  crm_demo_row_text (&row, "kind", "task");
  crm_demo_row_text (&row, "state", "new");
  crm_demo_row_text (&row, "priority", "normal");
  crm_demo_row_reference (&row, "responsible", self->me);
  crm_demo_row_integer (&row, "due",
                        crm_demo_world_moment (self,
                                               crm_date_from_ymd (month > 12 ? year + 1 : year,
                                                                  month > 12 ? 1 : month, 5),
                                               17 * 60));
  crm_demo_row_text (&row, "repeat", "FREQ=MONTHLY;BYMONTHDAY=5");
  crm_demo_row_integer (&row, "created", created);
  crm_demo_row_integer (&row, "changed", created);
  crm_demo_row_add (&row);
}

/**
 * crm_demo_office_write:
 * @self: a world
 * @writer: where to
 * @error: INVALID when the catalogue holds no price
 *
 * Writes what the own company consists of and remembers what the others point at.
 *
 * Returns: whether all of it waits in the change
 */
gboolean
crm_demo_office_write (CrmDemoWorld *self, CrmDemoWriter *writer, GError **error)
{
  CrmDemoRandom random;

  crm_demo_random_begin (&random, self->seed, CRM_DEMO_STREAM_OFFICE, 0);
  write_staff (self, writer, &random);
  write_segments (self, writer);
  write_tags (self, writer);
  if (!write_catalogue (self, writer, error))
    return FALSE;
  find_groups (self);
  write_own_company (self, writer, &random);
  write_own_account (self, writer, &random);
  crm_demo_campaigns_write (self, writer);
  write_plan (self, writer);
  return TRUE;
}
