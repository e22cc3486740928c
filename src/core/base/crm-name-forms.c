/* Legal forms of the countries whose companies stand in the files: as they are written in full, as
 * they are shortened, and as they are shortened in letters of another alphabet. */
#include "config.h"

#include "crm-name-forms-private.h"

#include <string.h>

/* Folded, words divided by spaces. Of those that begin alike the longest is taken. */
static const char *const forms[] = {
  /* Russia, Belarus, Kazakhstan */
  "общество с ограниченной ответственностью",
  "общество с дополнительной ответственностью",
  "товарищество с ограниченной ответственностью",
  "публичное акционерное общество",
  "открытое акционерное общество",
  "закрытое акционерное общество",
  "непубличное акционерное общество",
  "акционерное общество",
  "индивидуальный предприниматель",
  "частное предприятие",
  "унитарное предприятие",
  "частное унитарное предприятие",
  "государственное унитарное предприятие",
  "муниципальное унитарное предприятие",
  "производственный кооператив",
  "некоммерческая организация",
  "автономная некоммерческая организация",
  "глава кфх",
  "ооо",
  "одо",
  "тоо",
  "пао",
  "оао",
  "зао",
  "нао",
  "ао",
  "ип",
  "чп",
  "уп",
  "чуп",
  "гуп",
  "муп",
  "фгуп",
  "фгбу",
  "ано",
  "нко",
  "кфх",
  "ooo",
  "oao",
  "zao",
  "pao",
  "ao",
  "ip",
  "chp",
  "тд",
  "пк",
  "торговый дом",
  "компания",
  "фирма",
  "пкф",
  "нпо",
  "нпп",
  /* Ukraine */
  "товариство з обмеженою відповідальністю",
  "товариство з додатковою відповідальністю",
  "публічне акціонерне товариство",
  "приватне акціонерне товариство",
  "відкрите акціонерне товариство",
  "закрите акціонерне товариство",
  "акціонерне товариство",
  "фізична особа підприємець",
  "приватне підприємство",
  "дочірнє підприємство",
  "комунальне підприємство",
  "державне підприємство",
  "тов",
  "тзов",
  "тдв",
  "прат",
  "пат",
  "ат",
  "ват",
  "зат",
  "пп",
  "фоп",
  "дп",
  "кп",
  "tov",
  "tzov",
  "prat",
  "pat",
  "fop",
  "pp",
  "спд",
  "фо",
  "компанія",
  "фірма",
  "торговий дім",
  /* Poland */
  "spolka z ograniczona odpowiedzialnoscia",
  "spolka z ograniczona odpowiedzialnoscia spolka komandytowa",
  "spolka akcyjna",
  "spolka jawna",
  "spolka komandytowa",
  "spolka cywilna",
  "spolka partnerska",
  "prosta spolka akcyjna",
  "przedsiebiorstwo handlowe",
  "przedsiebiorstwo uslugowe",
  "sp z o o",
  "sp zoo",
  "spzoo",
  "sp z oo",
  "spolka z o o",
  "sp z o o sp k",
  "s a",
  "sa",
  "sp j",
  "sp k",
  "sp p",
  "s c",
  "sc",
  "p s a",
  "psa",
  "s k a",
  "ska",
  "phu",
  "fhu",
  "pphu",
  "ppuh",
  "firma",
  "сп з о о",
  /* Elsewhere */
  "limited liability company",
  "limited",
  "ltd",
  "llc",
  "l l c",
  "llp",
  "lp",
  "plc",
  "inc",
  "incorporated",
  "corp",
  "corporation",
  "co",
  "co ltd",
  "company",
  "gmbh",
  "gmbh co kg",
  "ag",
  "kg",
  "ug",
  "ohg",
  "e k",
  "s p a",
  "spa",
  "s r l",
  "srl",
  "sarl",
  "sas",
  "bv",
  "b v",
  "nv",
  "n v",
  "oy",
  "ab",
  "aps",
  "uab",
  "sia",
  "ou",
  "s r o",
  "sro",
  "kft",
  "d o o",
  "doo",
  "private entrepreneur",
  "sole proprietor",
};

static gpointer
fill_table (gpointer data)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_hash_table_add (table, (gpointer) forms[i]);
  return table;
}

#define LONGEST 6 /* words of a form */

/* How many words from @first on are a legal form; 0: none. */
static guint
measure_form (GHashTable *table, GPtrArray *words, guint first)
{
  char text[256];
  gsize length = 0;
  guint n_form = 0;

  for (guint n = 1; n <= LONGEST && first + n <= words->len; n++) {
    const char *word = words->pdata[first + n - 1];
    gsize size = strlen (word);
    if (length + size + 2 > sizeof text)
      break;
    if (n > 1)
      text[length++] = ' ';
    memcpy (text + length, word, size + 1);
    length += size;
    if (g_hash_table_contains (table, text))
      n_form = n;
  }
  return n_form;
}

static gboolean
is_number (const char *word)
{
  return strspn (word, "0123456789") == strlen (word);
}

void
crm_name_strip_forms (GPtrArray *words)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *table = g_once (&once, fill_table, NULL);
  guint n_words = MIN (words->len, 64);
  guint64 form_words = 0;
  gboolean is_named = FALSE;

  for (guint i = 0; i < n_words;) {
    guint n = measure_form (table, words, i);
    for (guint j = i; j < i + n && j < 64; j++)
      form_words |= G_GUINT64_CONSTANT (1) << j;
    is_named |= n == 0 && !is_number (words->pdata[i]);
    i += MAX (n, 1);
  }
  if (!is_named)
    return;
  for (guint i = n_words; i > 0; i--)
    if (form_words & (G_GUINT64_CONSTANT (1) << (i - 1)))
      g_ptr_array_remove_index (words, i - 1);
}
