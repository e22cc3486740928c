/* What a field of somebody's blank asks for, by what it is called. */
#include "config.h"

#include "crm-blank.h"

#include <string.h>

#include "crm-text.h"
#include "crm-translations.h"

/* Words in the four languages by which blanks ask for a value: they begin a word of the field's
 * name; with $ they are the whole of it. The first line that fits counts. A path that begins with a
 * dot is of the own company or of the other one. */
static const struct {
  const char *path, *words;
} RULES[] = {
  { ".account.corr_account", "корр сч|кор сч|корр счет|корсч|к с$|кор рах|correspondent" },
  { ".account.bic", "бик$|bic$|swift|мфо$" },
  { ".account", "iban|р с$|п р$|расч|рахунок$|рахунку$|номер рах|р рах|счет$|счета$|konto|konta$|"
                "rachun|bank account|account" },
  { ".account.bank", "банк|bank" },
  { ".director_post", "должност|посад|stanowisk|position|job title" },
  { ".director_basis", "на основании|на підставі|na podstawie|acting on" },
  { ".accountant", "бухгалтер|księgow|accountant" },
  { ".director", "руковод|директор|керівн|director|dyrektor|prezes|signatory|represented by|"
                 "в лице|в особі|reprezent|подписант|підписант|ceo$" },
  { ".postal_address", "почтов|поштов|postal|mailing|korespond|фактич" },
  { ".website", "сайт|website|web$|www$|url$|strona" },
  { ".email", "e mail|email|mail$|почта$|эл почт|электронн|електрон|ел пошт|пошта$|poczta" },
  { ".phone", "телефон|тел$|phone|tel$|моб|mobile" },
  { "contact.name", "контактн|contact|osoba do kontakt|osoba kontakt" },
  { ".taxation", "налогообл|оподатк|opodatk|taxation|tax system" },
  { ".tax_number", "инн$|єдрпоу|едрпоу|nip$|inn$|рнокпп|edrpou|tax|vat id|ідентифікац" },
  { ".kpp", "кпп$|kpp$" },
  { ".registration_number", "огрн|ogrn|regon|registration no|registration num|company num" },
  { ".okpo", "окпо|okpo" },
  { ".okved", "оквэд|okved|pkd$|квед|kved|вид деят|вид діял" },
  { ".krs", "krs$" },
  { ".vat_number", "іпн$|ипн$|ipn$|vat no|vat num|vat reg" },
  { ".address", "адрес|adres|address|siedzib|местонахожд|место нахожд|місцезнах" },
  { ".full_name", "полное наим|полное назв|full name|legal name|повна назв|повне найм|"
                  "pełna nazw" },
  { "document.number",
    "номер$|number$|numer$|договор|договір|contract no|contract num|umow|nr umow" },
  { "document.total", "сумма|сума|kwota|amount|total|итого|разом|razem|стоимость|вартість" },
  { "document.currency", "валюта|currency|waluta" },
  { "deal.name", "сделк|угода$|угоди$|deal$|проект|project|projekt" },
  { "today", "дата|date$|data$|dnia$" },
  { ".city", "город|місто|miasto|city$|town$|miejscow" },
  { ".name", "наимен|наймен|назв|nazwa|name|company|компани|компані|организац|организаці|організац|"
             "firma|firm$|контрагент|kontrahent|поставщик|постачальник|покупат|покупец|заказчик|"
             "замовник|supplier|customer|client|клиент|клієнт|dostawca|odbiorca|klient" },
};

/* Whose it is, where the field says so. */
static const struct {
  const char *about, *words;
} SIDES[] = {
  { "own", "поставщик|постачальник|исполнител|виконавец|виконавц|supplier|seller|vendor|продав|"
           "dostawc|sprzedawc|wykonawc|подрядчик|підрядник|contractor" },
  { "company", "покупат|покупец|покупц|заказчик|замовник|customer|buyer|client|клиент|клієнт|"
               "klient|nabywc|odbiorc|zamawiaj|плательщик|платник" },
};

/* Words in small letters with single spaces between and around them; "companyName" is two. */
static char *
spread (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *words = g_string_new (" ");
  gunichar before = 0;

  for (const char *p = normal != NULL ? normal : ""; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean hump = g_unichar_isupper (c) && g_unichar_islower (before);
    if ((hump || !g_unichar_isalnum (c)) && words->str[words->len - 1] != ' ')
      g_string_append_c (words, ' ');
    if (g_unichar_isalnum (c))
      g_string_append_unichar (words, c == 0x0451 || c == 0x0401 ? 0x0435 : g_unichar_tolower (c));
    before = c;
  }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  return g_string_free (words, FALSE);
}

static gboolean
has_word (const char *spread_text, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, "|", -1);

  for (gsize i = 0; list[i] != NULL; i++) {
    gboolean whole = g_str_has_suffix (list[i], "$");
    g_autofree char *wanted = g_strdup_printf (" %.*s%s", (int) strlen (list[i]) - (whole ? 1 : 0),
                                               list[i], whole ? " " : "");
    if (strstr (spread_text, wanted) != NULL)
      return TRUE;
  }
  return FALSE;
}

static const char *
find_side (const char *spread_text, const char *about)
{
  for (gsize i = 0; i < G_N_ELEMENTS (SIDES); i++)
    if (has_word (spread_text, SIDES[i].words))
      return SIDES[i].about;
  return about;
}

static gboolean
is_there (const CrmFormData *data, const char *path)
{
  const CrmFormData *value = crm_form_data_lookup (data, path);
  return value != NULL && !crm_form_data_is_empty (value);
}

/* A field of the company, one that users added too, by its very name in any language. */
static char *
find_field (const char *text, const char *about, const CrmFormData *data)
{
  const CrmEntity *companies = crm_entity_find ("company");
  g_autofree char *wanted = crm_text_squeeze (text);

  for (int i = 0; i < companies->n_fields && wanted[0] != '\0'; i++) {
    const CrmField *field = &companies->fields[i];
    gboolean custom = (field->flags & CRM_FIELD_CUSTOM) != 0;
    g_autoptr (GPtrArray) labels =
        custom ? g_ptr_array_new () : crm_translations_of ("field", field->label);
    g_autofree char *path = g_strconcat (about, ".", field->name, NULL);
    g_autofree char *name = crm_text_squeeze (field->name);
    g_autofree char *label = crm_text_squeeze (crm_field_get_label (field));
    gboolean found = strcmp (name, wanted) == 0 || strcmp (label, wanted) == 0;

    if ((field->flags & (CRM_FIELD_GONE | CRM_FIELD_HIDDEN)) != 0 || field->kind == CRM_KIND_FILE)
      continue;
    for (guint j = 0; !found && j < labels->len; j++) {
      g_autofree char *other = crm_text_squeeze (labels->pdata[j]);
      found = strcmp (other, wanted) == 0;
    }
    if (found && is_there (data, path))
      return g_steal_pointer (&path);
  }
  return NULL;
}

static char *
find_rule (const char *spread_text, const char *about, const CrmFormData *data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (RULES); i++) {
    g_autofree char *path = NULL;
    if (!has_word (spread_text, RULES[i].words))
      continue;
    path = g_strconcat (RULES[i].path[0] == '.' ? about : "", RULES[i].path, NULL);
    if (g_str_has_suffix (path, ".account")) {
      const char *kinds[] = { ".iban", ".number" };
      for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++) {
        g_autofree char *number = g_strconcat (path, kinds[j], NULL);
        if (is_there (data, number))
          return g_steal_pointer (&number);
      }
    }
    return is_there (data, path) ? g_steal_pointer (&path) : NULL;
  }
  return NULL;
}

/**
 * crm_blank_guess:
 * @field: a field of a blank
 * @about: "own" or "company": whose data it asks for where it does not say so itself
 * @data: of crm_blank_dup_data()
 *
 * Returns: (transfer full) (nullable): the path of the value that it asks for; %NULL when nothing
 * is known
 */
char *
crm_blank_guess (const CrmBlankField *field, const char *about, const CrmFormData *data)
{
  const char *const texts[] = { field->tip, field->caption, field->name };
  g_autofree char *all = g_strjoin (" ", field->tip, field->caption, field->name, NULL);
  g_autofree char *spread_all = spread (all);
  const char *side = find_side (spread_all, about);

  if (field->kind == CRM_BLANK_CHECK)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    char *path = find_field (texts[i], side, data);
    if (path != NULL)
      return path;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *spread_text = spread (texts[i]);
    char *path = find_rule (spread_text, side, data);
    if (path != NULL)
      return path;
  }
  return NULL;
}
