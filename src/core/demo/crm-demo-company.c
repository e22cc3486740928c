/* The firm itself and the people who work there. */
#include "config.h"

#include <string.h>

#include "crm-demo-numbers.h"
#include "crm-demo-story.h"

/* What a firm is on paper, drawn before its row is written. */
typedef struct {
  CrmDemoPerson director;
  CrmDemoNumbers numbers;
  CrmDemoNumber phone;
  const char *const *trade;
  guint trade_index;
  const char *const *city;
  char *address; /* owned */
  int founded;
} Firm;

/* A name that no other company of the file has, for as long as there are any. */
static void
draw_name (CrmDemoStory *self, Firm *firm, CrmDemoRandom *random)
{
  const char *const *form = crm_demo_words_entry (self->words, CRM_DEMO_FORMS, self->plan.form);

  for (guint attempt = 0; attempt < 6; attempt++) {
    if (self->plan.sole_trader) {
      crm_demo_person_draw (&firm->director, self->words, random);
      crm_demo_person_write (&firm->director, self->core);
      crm_demo_tail_draw (self->tail, firm->trade[2], random);
    } else
      crm_demo_firm_draw (self->core, self->words, firm->trade[2], attempt / 2, random);
    g_string_truncate (self->name, 0);
    crm_demo_firm_write (self->name, form[0], self->core->str, self->tail->str);
    if (g_hash_table_add (self->taken, GUINT_TO_POINTER (g_str_hash (self->core->str))))
      break;
  }
  g_string_truncate (self->domain, 0);
  crm_demo_latin_append (self->domain, self->words,
                         self->plan.sole_trader ? firm->director.last : self->core->str);
  g_string_append (self->domain, ".example");
}

static char *
write_address (CrmDemoStory *self, const Firm *firm, gboolean with_flat, CrmDemoRandom *random)
{
  const char *country = self->words->country;
  const char *street = crm_demo_words_pick (self->words, CRM_DEMO_STREETS, random)[0];
  int number = crm_demo_random_between (random, 1, 140);
  int flat_number = crm_demo_random_between (random, 1, 420);
  int rest = crm_demo_random_between (random, 1, 999);
  g_autofree char *house = g_strdup_printf (crm_demo_words_office (self->words, "house"), number);
  g_autofree char *flat =
      with_flat ? g_strdup_printf (crm_demo_words_office (self->words, "flat"), flat_number)
                : g_strdup ("");
  const char *city = firm->city[0];
  const char *postal = firm->city[2];

  if (strcmp (country, "ru") == 0)
    return g_strdup_printf ("%s%03d, %s, %s, %s%s%s", postal, rest, city, street, house,
                            with_flat ? ", " : "", flat);
  if (strcmp (country, "ua") == 0)
    return g_strdup_printf ("%s%02d, %s, %s, %s%s%s", postal, rest % 100, city, street, house,
                            with_flat ? ", " : "", flat);
  if (strcmp (country, "pl") == 0)
    return g_strdup_printf ("%s %s%s%s, %s%03d %s", street, house, with_flat ? " " : "", flat,
                            postal, rest, city);
  return g_strdup_printf ("%s%s%s %s, %s, %s %dZZ", flat, with_flat ? ", " : "", house, street,
                          city, postal, rest % 10);
}

static const char *
find_type (const CrmDemoStory *self, CrmDemoRandom *random)
{
  const CrmDemoPlan *plan = &self->plan;
  guint draw = crm_demo_random_below (random, 100);

  if (plan->n_won > 0)
    return draw < 7 ? "client_supplier" : "client";
  if (plan->n_deals == 0 && draw < 3)
    return "competitor";
  if (plan->n_deals == 0 && draw < 9)
    return "partner";
  return plan->created > self->world->today - 14 ? "new" : "potential_client";
}

static const char *
find_relation (const CrmDemoStory *self, CrmDemoRandom *random)
{
  const CrmDemoPlan *plan = &self->plan;
  guint draw = crm_demo_random_below (random, 100);

  if (plan->n_won > 3)
    return "frequent";
  if (plan->n_won > 1)
    return draw < 85 ? "permanent" : "returned";
  if (plan->n_won == 1)
    return plan->n_open > 0 ? "permanent" : "one_off";
  if (plan->n_open > 0)
    return draw < 50 ? "potential" : "arrived";
  if (plan->n_lost > 0)
    return draw < 60 ? "lost" : "uninterested";
  return draw < 70 ? "possible" : "potential";
}

/* When last something happened. */
static gint64
find_changed (const CrmDemoPlan *plan)
{
  gint64 date = plan->created;
  for (guint i = 0; i < plan->n_deals; i++) {
    const CrmDemoDeal *deal = &plan->deals[i];
    date =
        MAX (date, deal->outcome == CRM_DEMO_OPEN ? deal->stays[deal->n_stays - 1] : deal->closed);
  }
  return date;
}

static void
write_figures (CrmDemoStory *self, CrmDemoRow *row, const Firm *firm, CrmDemoRandom *random)
{
  const CrmDemoPlan *plan = &self->plan;
  gint64 employees = plan->sole_trader ? crm_demo_random_between (random, 1, 6)
                                       : 4 + (gint64) crm_demo_random_below (random, 14) *
                                                 (gint64) crm_demo_random_below (random, 18);
  gboolean tells = crm_demo_random_chance (random, 550);
  gint64 output = crm_demo_random_between (random, 18, 60);

  crm_demo_row_text (row, "currency", self->words->currency);
  crm_demo_row_integer (row, "payment_days", plan->payment_days);
  /* A year's turnover by head, in hundred thousands of roubles or what they are worth elsewhere. */
  if (tells) {
    gint64 unit = g_str_equal (self->words->currency, "RUB")   ? 10000000
                  : g_str_equal (self->words->currency, "UAH") ? 4500000
                  : g_str_equal (self->words->currency, "PLN") ? 450000
                                                               : 100000;
    crm_demo_row_integer (row, "revenue", employees * output * unit);
  }
  crm_demo_row_integer (row, "employees", employees);
  crm_demo_row_integer (row, "founded", firm->founded);
}

static void
write_company (CrmDemoStory *self, const Firm *firm, CrmDemoRandom *random)
{
  const CrmDemoPlan *plan = &self->plan;
  const CrmDemoWorld *world = self->world;
  gint64 today = world->today;
  gint64 moment = crm_demo_world_moment (world, plan->created,
                                         crm_demo_random_between (random, 9 * 60, 17 * 60));
  gint64 changed = find_changed (plan);
  gint64 segment = g_array_index (world->segments, gint64, firm->trade_index);
  gint64 source = crm_demo_pick_id (world->sources, random);
  gint64 seller = g_array_index (world->sellers, gint64, plan->responsible);
  const char *type = find_type (self, random);
  const char *relation = find_relation (self, random);
  gboolean pays_vat = !plan->sole_trader && crm_demo_random_chance (random, 750);
  gboolean has_site = crm_demo_random_chance (random, 650);
  gboolean ended = plan->n_won > 0 && plan->n_open == 0 && changed < today - 240 &&
                   crm_demo_random_chance (random, 150);
  CrmDemoRow row = crm_demo_row_begin (self->writer, CRM_DEMO_COMPANY_ROW);

  self->company = row.id;
  crm_demo_row_text (&row, "name", self->name->str);
  crm_demo_row_text (&row, "type", type);
  crm_demo_row_text (&row, "relation", ended ? "lost" : relation);
  crm_demo_row_reference (&row, "segment", segment);
  crm_demo_row_reference (&row, "source", source);
  crm_demo_row_integer (&row, "responsible", seller);
  if (crm_demo_random_chance (random, 180))
    crm_demo_row_text (&row, "tags",
                       crm_demo_words_pick (world->words[0], CRM_DEMO_TAGS, random)[0]);
  crm_demo_row_text (&row, "phone", firm->phone);
  g_string_assign (self->text, crm_demo_words_pick (self->words, CRM_DEMO_EMAILS, random)[0]);
  g_string_append_c (self->text, '@');
  g_string_append (self->text, self->domain->str);
  crm_demo_row_text (&row, "email", self->text->str);
  if (has_site) {
    g_string_assign (self->text, "https://");
    g_string_append (self->text, self->domain->str);
    crm_demo_row_text (&row, "website", self->text->str);
  }
  crm_demo_row_text (&row, "city", firm->city[0]);
  g_string_truncate (self->text, 0);
  crm_demo_firm_write (self->text,
                       crm_demo_words_entry (self->words, CRM_DEMO_FORMS, plan->form)[1],
                       self->core->str, self->tail->str);
  crm_demo_row_text (&row, "full_name", self->text->str);
  crm_demo_row_text (&row, "country", self->words->country);
  crm_demo_row_text (&row, "tax_number", firm->numbers.tax);
  crm_demo_row_text (&row, "registration_number", firm->numbers.registration);
  crm_demo_row_text (&row, "kpp", firm->numbers.kpp);
  crm_demo_row_text (&row, "okved", firm->trade[1]);
  crm_demo_row_text (&row, "vat_number", pays_vat ? firm->numbers.vat : NULL);
  crm_demo_row_text (&row, "krs", firm->numbers.krs);
  crm_demo_row_text (&row, "tax_system", pays_vat ? "general" : "none");
  crm_demo_row_text (&row, "legal_address", firm->address);
  crm_demo_person_write_signature (&firm->director, self->text);
  crm_demo_row_text (&row, "director", self->text->str);
  crm_demo_row_text (&row, "director_post", self->director_post);
  crm_demo_row_text (
      &row, "director_basis",
      crm_demo_words_office (self->words, plan->sole_trader ? "trader_basis" : "basis"));
  write_figures (self, &row, firm, random);
  if (ended) {
    crm_demo_row_reference (&row, "end_reason", crm_demo_pick_id (world->ends, random));
    crm_demo_row_integer (&row, "end_date", changed + 60);
  }
  crm_demo_row_integer (&row, "created", moment);
  crm_demo_row_integer (&row, "changed",
                        MAX (moment, crm_demo_world_moment (world, changed, 9 * 60)));
  crm_demo_row_add (&row);
}

static void
write_place (CrmDemoStory *self, const Firm *firm, CrmDemoRandom *random)
{
  g_autofree char *address = write_address (self, firm, FALSE, random);
  gboolean store = crm_demo_random_chance (random, 600);
  CrmDemoRow row = crm_demo_row_begin (self->writer, CRM_DEMO_ADDRESS_ROW);

  crm_demo_row_text (&row, "address", address);
  crm_demo_row_text (&row, "kind", store ? "warehouse" : "delivery");
  crm_demo_row_integer (&row, "company", self->company);
  crm_demo_row_text (&row, "city", firm->city[0]);
  crm_demo_row_text (&row, "country", self->words->country);
  if (store)
    crm_demo_row_text (&row, "note", crm_demo_words_office (self->words, "warehouse"));
  crm_demo_row_add (&row);
}

static void
write_account (CrmDemoStory *self, CrmDemoRandom *random)
{
  const char *const *bank = crm_demo_words_pick (self->words, CRM_DEMO_BANKS, random);
  CrmDemoRow row = crm_demo_row_begin (self->writer, CRM_DEMO_ACCOUNT_ROW);
  CrmDemoAccount account;

  crm_demo_account_make (&account, self->words->country, self->plan.sole_trader,
                         (guint) g_ascii_strtoull (bank[2], NULL, 10), random);
  crm_demo_row_text (&row, "account", account.account);
  crm_demo_row_integer (&row, "company", self->company);
  crm_demo_row_text (&row, "bank", bank[0]);
  crm_demo_row_text (&row, "bic", account.bic);
  crm_demo_row_text (&row, "corr_account", account.corr_account);
  crm_demo_row_text (&row, "city", bank[1]);
  crm_demo_row_text (&row, "currency", self->words->currency);
  crm_demo_row_integer (&row, "main", 1);
  crm_demo_row_integer (&row, "split_vat", 0);
  crm_demo_row_add (&row);
}

/**
 * crm_demo_story_tell_company:
 * @self: a teller with a plan
 *
 * Writes the company with its first contact, who signs for it, an address and an account.
 */
void
crm_demo_story_tell_company (CrmDemoStory *self)
{
  CrmDemoRandom random;
  Firm firm = { 0 };

  crm_demo_random_begin (&random, self->world->seed, CRM_DEMO_STREAM_COMPANY, self->number);
  firm.trade_index = crm_demo_words_draw (self->words, CRM_DEMO_TRADES, &random);
  firm.trade = crm_demo_words_entry (self->words, CRM_DEMO_TRADES, firm.trade_index);
  firm.city = crm_demo_words_pick (self->words, CRM_DEMO_CITIES, &random);
  firm.founded = crm_demo_random_between (&random, 1996, 2023);
  draw_name (self, &firm, &random);
  self->director_post = NULL;
  if (!self->plan.sole_trader) {
    crm_demo_person_draw (&firm.director, self->words, &random);
    self->director_post = crm_demo_post_draw (self->words, 'h', &random);
  }
  crm_demo_numbers_make (&firm.numbers, self->words->country, self->plan.sole_trader,
                         self->number + 1, firm.founded, &random);
  crm_demo_phone_make (firm.phone, self->words->country,
                       self->plan.sole_trader ? NULL : firm.city[1], &random);
  firm.address = write_address (self, &firm, TRUE, &random);

  write_company (self, &firm, &random);
  if (crm_demo_random_chance (&random, 300))
    write_place (self, &firm, &random);
  if (crm_demo_random_chance (&random, self->plan.n_won > 0 ? 900 : 200))
    write_account (self, &random);
  if (crm_demo_random_chance (&random, 300))
    crm_demo_story_tell_note (self, self->writer->entities[CRM_DEMO_COMPANY_ROW], self->company,
                              g_array_index (self->world->sellers, gint64, self->plan.responsible),
                              self->plan.created, &random);
  self->director = firm.director;
  self->city_code = firm.city[1];
  g_free (firm.address);
}
