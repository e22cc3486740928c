/* What a deal is about: goods, quantities and prices, and what they come to. */
#include "config.h"

#include "crm-demo-order.h"

#include <string.h>

#define ONE G_GINT64_CONSTANT (1000000)

/* What is measured may come in halves. */
static gboolean
is_measured (const char *unit)
{
  static const char *const units[] = { "м²", "м³", "м", "m²", "m³", "m", "mb" };
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (units[i], unit) == 0)
      return TRUE;
  return FALSE;
}

static gint64
draw_quantity (const CrmDemoProduct *product, CrmDemoRandom *random)
{
  /* Small orders are more frequent than large ones. */
  int a = crm_demo_random_between (random, 1, product->most);
  int b = crm_demo_random_between (random, 1, product->most);
  gboolean half = crm_demo_random_chance (random, 500);
  gint64 quantity = MIN (a, b);

  if (product->most >= 100)
    quantity = (quantity + 49) / 50 * 50;
  return quantity * ONE + (half && is_measured (product->entry[3]) ? ONE / 2 : 0);
}

/**
 * crm_demo_order_draw:
 * @self: (out): an order
 * @world: whose goods
 * @group: of goods
 * @abroad: whether the buyer is of another country
 * @random: chance
 */
void
crm_demo_order_draw (CrmDemoOrder *self, const CrmDemoWorld *world, guint group, gboolean abroad,
                     CrmDemoRandom *random)
{
  static const guint8 numbers[] = { 1, 1, 1, 2, 2, 2, 3, 3, 4, 2 };
  static const guint16 discounts[] = { 300, 500, 500, 1000 };
  guint first = 0, n = 0, place;

  for (guint i = 0; i < world->products->len; i++)
    if (g_array_index (world->products, CrmDemoProduct, i).group == group && n++ == 0)
      first = i;
  self->abroad = abroad;
  self->n_lines = MIN (n, numbers[crm_demo_random_below (random, G_N_ELEMENTS (numbers))]);
  place = crm_demo_random_below (random, n);
  self->discount = crm_demo_random_chance (random, 180)
                       ? discounts[crm_demo_random_below (random, G_N_ELEMENTS (discounts))]
                       : 0;
  for (guint i = 0; i < self->n_lines; i++) {
    self->products[i] = &g_array_index (world->products, CrmDemoProduct, first + (place + i) % n);
    self->quantities[i] = draw_quantity (self->products[i], random);
  }
}

gboolean
crm_demo_prices_include_vat (const CrmDemoWorld *world)
{
  const char *country = world->words[0]->country;
  return strcmp (country, "ru") == 0 || strcmp (country, "ua") == 0;
}

/* What leaves the country is taxed by 0 %. */
const char *
crm_demo_order_vat_code (const CrmDemoOrder *self, const CrmDemoWorld *world, gint64 date)
{
  return self->abroad ? "0" : crm_vat_default_code (world->words[0]->country, date);
}

/**
 * crm_demo_order_compute:
 * @self: an order
 * @world: who sells
 * @date: of the document
 * @error: INVALID for what cannot be computed
 *
 * Returns: (transfer full) (nullable): the sums of its lines
 */
CrmVatResult *
crm_demo_order_compute (const CrmDemoOrder *self, const CrmDemoWorld *world, gint64 date,
                        GError **error)
{
  CrmVatLine lines[CRM_DEMO_MOST_LINES];

  for (guint i = 0; i < self->n_lines; i++)
    lines[i] = (CrmVatLine) { .quantity = self->quantities[i],
                              .price = self->products[i]->price,
                              .discount = self->discount,
                              .code = crm_demo_order_vat_code (self, world, date) };
  return crm_vat_compute (lines, self->n_lines, crm_vat_default_policy (world->words[0]->country),
                          crm_demo_prices_include_vat (world), error);
}
