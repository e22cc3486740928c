/* Numbers with right check digits that belong to nobody: each begins as no authority gives them
 * out.
 *
 * ИНН and ОГРН name the region 00, ЄДРПОУ begins with 9 as none yet, РНОКПП with the birthday of
 * people to be born after 2146, NIP with an office 00, REGON and KRS with 99. Banks have numbers
 * that no register holds. A subscriber's number in a town does not begin with 0, and the mobile
 * codes are free ones. */
#include "config.h"

#include "crm-demo-numbers.h"

#include <string.h>

static int
sum_weighted (const char *digits, const gint8 *weights, gsize n)
{
  int sum = 0;
  for (gsize i = 0; i < n; i++)
    sum += (digits[i] - '0') * weights[i];
  return sum;
}

/* @value as exactly @n digits at @to, without an end. */
static void
put_digits (char *to, guint64 value, gsize n)
{
  while (n-- > 0) {
    to[n] = (char) ('0' + value % 10);
    value /= 10;
  }
}

static guint64
read_digits (const char *digits, gsize n)
{
  guint64 value = 0;
  for (gsize i = 0; i < n; i++)
    value = value * 10 + (guint64) (digits[i] - '0');
  return value;
}

/* Different for different serials below @modulus, a power of ten, and without an order that shows.
 */
static guint64
scatter (guint64 serial, guint64 modulus)
{
  return (serial * 618033989 + 271828183) % modulus;
}

static void
write_inn (char *inn, gboolean person, guint64 serial)
{
  static const gint8 company[] = { 2, 4, 10, 3, 5, 9, 4, 6, 8 };
  static const gint8 person_first[] = { 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };
  static const gint8 person_second[] = { 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };

  memcpy (inn, "00", 2);
  if (person) {
    put_digits (inn + 2, scatter (serial, 100000000), 8);
    inn[10] = (char) ('0' + sum_weighted (inn, person_first, 10) % 11 % 10);
    inn[11] = (char) ('0' + sum_weighted (inn, person_second, 11) % 11 % 10);
    inn[12] = '\0';
  } else {
    put_digits (inn + 2, scatter (serial, 10000000), 7);
    inn[9] = (char) ('0' + sum_weighted (inn, company, 9) % 11 % 10);
    inn[10] = '\0';
  }
}

static void
write_ogrn (char *ogrn, gboolean person, guint64 serial, int founded)
{
  gsize n = person ? 14 : 12;

  ogrn[0] = person ? '3' : '1';
  put_digits (ogrn + 1, (guint64) MAX (founded, 2002) % 100, 2);
  memcpy (ogrn + 3, "00", 2);
  put_digits (ogrn + 5, scatter (serial + 7, person ? 1000000000 : 10000000), n - 5);
  ogrn[n] = (char) ('0' + read_digits (ogrn, n) % (person ? 13 : 11) % 10);
  ogrn[n + 1] = '\0';
}

static void
write_edrpou (char *code, guint64 serial)
{
  static const gint8 weights[] = { 1, 2, 3, 4, 5, 6, 7 };
  static const gint8 raised[] = { 3, 4, 5, 6, 7, 8, 9 };
  int check;

  code[0] = '9';
  put_digits (code + 1, scatter (serial, 1000000), 6);
  check = sum_weighted (code, weights, 7) % 11;
  if (check == 10)
    check = sum_weighted (code, raised, 7) % 11 % 10;
  code[7] = (char) ('0' + check);
  code[8] = '\0';
}

static void
write_rnokpp (char *code, guint64 serial)
{
  static const gint8 weights[] = { -1, 5, 7, 9, 4, 6, 10, 5, 7 };

  code[0] = '9';
  put_digits (code + 1, scatter (serial, 100000000), 8);
  code[9] = (char) ('0' + (sum_weighted (code, weights, 9) + 11) % 11 % 10);
  code[10] = '\0';
}

/* A remainder of ten is no digit: the last free digit is raised until there is none. */
static void
write_nip (char *nip, guint64 serial)
{
  static const gint8 weights[] = { 6, 5, 7, 2, 3, 4, 5, 6, 7 };
  int check = 10;

  memcpy (nip, "00", 2);
  put_digits (nip + 2, scatter (serial, 1000000), 6);
  for (char last = '1'; check == 10; last++) {
    nip[8] = last;
    check = sum_weighted (nip, weights, 9) % 11;
  }
  nip[9] = (char) ('0' + check);
  nip[10] = '\0';
}

static void
write_regon (char *regon, guint64 serial)
{
  static const gint8 weights[] = { 8, 9, 2, 3, 4, 5, 6, 7 };

  memcpy (regon, "99", 2);
  put_digits (regon + 2, scatter (serial + 3, 1000000), 6);
  regon[8] = (char) ('0' + sum_weighted (regon, weights, 8) % 11 % 10);
  regon[9] = '\0';
}

/**
 * crm_demo_numbers_make:
 * @self: (out): what is filled
 * @country: "ru", "ua", "pl"; others have no rules and get a plain number
 * @sole_trader: whether the firm is one person
 * @serial: of the firm: up to a million of a country have different tax numbers
 * @founded: year of registration
 * @random: chance
 */
void
crm_demo_numbers_make (CrmDemoNumbers *self, const char *country, gboolean sole_trader,
                       guint64 serial, int founded, CrmDemoRandom *random)
{
  memset (self, 0, sizeof *self);
  if (strcmp (country, "ru") == 0) {
    write_inn (self->tax, sole_trader, serial);
    write_ogrn (self->registration, sole_trader, serial, founded);
    if (!sole_trader) {
      memcpy (self->kpp, self->tax, 4);
      memcpy (self->kpp + 4, "01001", 6);
    }
  } else if (strcmp (country, "ua") == 0) {
    if (sole_trader)
      write_rnokpp (self->tax, serial);
    else {
      write_edrpou (self->tax, serial);
      memcpy (self->vat, self->tax, 7);
      put_digits (self->vat + 7, crm_demo_random_below (random, 100000), 5);
    }
  } else if (strcmp (country, "pl") == 0) {
    write_nip (self->tax, serial);
    memcpy (self->vat, "PL", 2);
    memcpy (self->vat + 2, self->tax, 11);
    write_regon (self->registration, serial);
    if (!sole_trader) {
      memcpy (self->krs, "99", 2);
      put_digits (self->krs + 2, scatter (serial, 100000000), 8);
    }
  } else {
    memcpy (self->tax, "GB", 2);
    put_digits (self->tax + 2, scatter (serial, 10000000), 9);
  }
}

/* ISO 13616: with country and check digits at the end, letters as 10 to 35, the remainder by 97 is
 * 1. */
static void
write_iban (char *iban, const char *country, const char *body)
{
  char turned[CRM_DEMO_NUMBER_SIZE];
  guint remainder = 0;

  g_snprintf (turned, sizeof turned, "%s%s00", body, country);
  for (const char *c = turned; *c != '\0'; c++)
    remainder = g_ascii_isdigit (*c) ? (remainder * 10 + (guint) (*c - '0')) % 97
                                     : (remainder * 100 + (guint) (*c - 'A') + 10) % 97;
  g_snprintf (iban, CRM_DEMO_NUMBER_SIZE, "%s%02u%s", country, 98 - remainder, body);
}

/* The key of a Russian account, its ninth digit, makes the sum by 7, 1, 3 a multiple of ten (Bank
 * of Russia, order 515 of 08.09.1997). */
static void
write_key (char *account, const char *bank)
{
  static const guint weights[] = { 7, 1, 3 };
  guint sum = 0;

  account[8] = '0';
  for (guint i = 0; i < 3; i++)
    sum += (guint) (bank[i] - '0') * weights[i] % 10;
  for (guint i = 0; i < 20; i++)
    sum += (guint) (account[i] - '0') * weights[i % 3] % 10;
  /* The ninth digit weighs 3: a third of what lacks to ten is seven times it. */
  account[8] = (char) ('0' + (10 - sum % 10) * 7 % 10);
}

static void
make_russian_account (CrmDemoAccount *self, gboolean sole_trader, guint bank, CrmDemoRandom *random)
{
  char settlement[4] = "0";

  g_snprintf (self->bic, sizeof self->bic, "0400%02u%03u", bank % 100, 900 + bank % 100);
  memcpy (self->account, sole_trader ? "408028100" : "407028100", 9);
  put_digits (self->account + 9, crm_demo_random_next (random) % 1000000000, 11);
  write_key (self->account, self->bic + 6);
  g_snprintf (self->corr_account, sizeof self->corr_account, "30101810000000000%s", self->bic + 6);
  memcpy (settlement + 1, self->bic + 4, 2);
  write_key (self->corr_account, settlement);
}

static void
make_polish_account (CrmDemoAccount *self, guint bank, CrmDemoRandom *random)
{
  /* The last digit of a branch's number checks the others. */
  static const gint8 weights[] = { 3, 9, 7, 1, 3, 9, 7 };
  char body[25] = "";

  memcpy (body, "999", 3);
  put_digits (body + 3, bank, 4);
  body[7] = (char) ('0' + (10 - sum_weighted (body, weights, 7) % 10) % 10);
  put_digits (body + 8, crm_demo_random_next (random) % G_GUINT64_CONSTANT (10000000000000000), 16);
  write_iban (self->account, "PL", body);
}

/**
 * crm_demo_account_make:
 * @self: (out): what is filled
 * @country: "ru", "ua", "pl", others get a British account
 * @sole_trader: whether the owner is one person
 * @bank: number of the bank, 1 to 99
 * @random: chance
 */
void
crm_demo_account_make (CrmDemoAccount *self, const char *country, gboolean sole_trader, guint bank,
                       CrmDemoRandom *random)
{
  char body[26] = "";

  memset (self, 0, sizeof *self);
  if (strcmp (country, "ru") == 0)
    make_russian_account (self, sole_trader, bank, random);
  else if (strcmp (country, "pl") == 0)
    make_polish_account (self, bank, random);
  else if (strcmp (country, "ua") == 0) {
    put_digits (body, 999900 + bank, 6);
    memcpy (body + 6, "000002600", 9);
    put_digits (body + 15, crm_demo_random_next (random) % 10000000000, 10);
    write_iban (self->account, "UA", body);
  } else {
    memcpy (body, "ZZZZ", 4);
    put_digits (body + 4, 990000 + bank, 6);
    put_digits (body + 10, crm_demo_random_next (random) % 100000000, 8);
    write_iban (self->account, "GB", body);
  }
}

/**
 * crm_demo_phone_make:
 * @phone: (out): what is filled
 * @country: "ru", "ua", "pl", others get a British number
 * @city_code: (nullable): of the town; %NULL makes a mobile number
 * @random: chance
 */
void
crm_demo_phone_make (CrmDemoNumber phone, const char *country, const char *city_code,
                     CrmDemoRandom *random)
{
  guint a = crm_demo_random_below (random, 100);
  guint b = crm_demo_random_below (random, 10000);
  guint c = crm_demo_random_below (random, 1000);

  if (strcmp (country, "ru") == 0) {
    if (city_code != NULL)
      g_snprintf (phone, CRM_DEMO_NUMBER_SIZE, "+7 %s 0%02u-%02u-%02u", city_code, a, b / 100,
                  b % 100);
    else
      g_snprintf (phone, CRM_DEMO_NUMBER_SIZE, "+7 944 %03u-%02u-%02u", c, b / 100, b % 100);
  } else if (strcmp (country, "ua") == 0) {
    if (city_code != NULL)
      g_snprintf (phone, CRM_DEMO_NUMBER_SIZE, "+380 %s 0%02u %02u %02u", city_code, a, b / 100,
                  b % 100);
    else
      g_snprintf (phone, CRM_DEMO_NUMBER_SIZE, "+380 60 %03u %02u %02u", c, b / 100, b % 100);
  } else if (strcmp (country, "pl") == 0) {
    if (city_code != NULL)
      g_snprintf (phone, CRM_DEMO_NUMBER_SIZE, "+48 %s 0%02u %02u %02u", city_code, a, b / 100,
                  b % 100);
    else
      g_snprintf (phone, CRM_DEMO_NUMBER_SIZE, "+48 40%u %03u %03u", a % 10, c, b % 1000);
  } else if (city_code != NULL)
    g_snprintf (phone, CRM_DEMO_NUMBER_SIZE, "+44 %s 0%03u %03u", city_code, c, b % 1000);
  else
    g_snprintf (phone, CRM_DEMO_NUMBER_SIZE, "+44 7700 900%03u", c);
}
