/* Addresses as the post wants them: out of the one line that a card has. */
#include "config.h"

#include "crm-address.h"

#include <string.h>

#define LONG_ADDRESS 90 /* letters of a name and an address that need the smaller type */

/* Russian codes of the post have six digits, Ukrainian ones five, Polish ones two and three. */
static const struct {
  const char *country;
  const char *shape; /* 0: a digit; else the letter itself */
} codes[] = { { "ru", "000000" }, { "ua", "00000" }, { "pl", "00-000" } };

static const char *
find_shape (const char *country)
{
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (codes[i].country, country) == 0)
      return codes[i].shape;
  return NULL;
}

/* Whether @text begins with a code that ends there or before a space. */
static gboolean
begins_with_code (const char *text, const char *shape)
{
  gsize length = strlen (shape);

  for (gsize i = 0; i < length; i++)
    if (shape[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
      return FALSE;
  return text[length] == '\0' || text[length] == ' ';
}

/* (element-type utf8): what stands between commas and ends of lines, without spaces around it */
static GPtrArray *
list_parts (const char *address)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) pieces = g_strsplit_set (address, ",\n\r", -1);

  for (gsize i = 0; pieces[i] != NULL; i++) {
    g_strstrip (pieces[i]);
    if (*pieces[i] != '\0')
      g_ptr_array_add (parts, g_strdup (pieces[i]));
  }
  return parts;
}

/* The last part that a code begins wins: the first number of a Polish address may be a house. */
static gboolean
find_code (GPtrArray *parts, const char *shape, guint *found)
{
  for (guint i = parts->len; i > 0; i--)
    if (begins_with_code (parts->pdata[i - 1], shape)) {
      *found = i - 1;
      return TRUE;
    }
  return FALSE;
}

static char *
join_parts (GPtrArray *parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", (char *) parts->pdata[i]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * crm_address_split:
 * @address: as a card has it: "101000, г. Москва, ул. Мира, д. 1"
 * @country: (nullable): where it is: "ru", "ua", "pl"
 * @code: (out) (transfer full): of the post: "101000"; empty where it stands in the address or is
 *   not there
 *
 * In Russia and Ukraine the code is a line of its own below the rest; in Poland the last line is
 * the code with the town. Other addresses stay as they are.
 *
 * Returns: (transfer full): the address in its lines. Any thread.
 */
char *
crm_address_split (const char *address, const char *country, char **code)
{
  const char *shape = find_shape (country);
  g_autoptr (GPtrArray) parts = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *part = NULL;
  const char *behind;
  guint found;

  *code = NULL;
  parts = shape != NULL ? list_parts (address) : NULL;
  if (parts == NULL || !find_code (parts, shape, &found)) {
    *code = g_strdup ("");
    return g_strstrip (g_strdup (address));
  }
  part = g_ptr_array_steal_index (parts, found);
  if (strchr (shape, '-') != NULL) {
    rest = join_parts (parts);
    *code = g_strdup ("");
    return g_strconcat (rest, *rest != '\0' ? "\n" : "", part, NULL);
  }
  behind = part + strlen (shape);
  while (*behind == ' ')
    behind++;
  *code = g_strndup (part, strlen (shape));
  if (*behind != '\0')
    g_ptr_array_insert (parts, (int) found, g_strdup (behind));
  return join_parts (parts);
}

static void
set_text (CrmFormData *data, const char *side, const char *name, const char *text)
{
  g_autofree char *path = g_strconcat (side, ".", name, NULL);

  if (text != NULL && *text != '\0')
    crm_form_data_set_text (data, path, text);
}

static void
set_address (CrmFormData *data, const char *side, const char *name, const char *address,
             const char *country)
{
  g_autofree char *flag = g_strconcat (side, ".long", NULL);
  g_autofree char *code = NULL;
  g_autofree char *lines = NULL;
  glong letters = name != NULL ? g_utf8_strlen (name, -1) : 0;

  set_text (data, side, "name", name);
  if (address == NULL)
    return;
  lines = crm_address_split (address, country, &code);
  set_text (data, side, "address", lines);
  set_text (data, side, "index", code);
  crm_form_data_set_flag (data, flag, letters + g_utf8_strlen (lines, -1) > LONG_ADDRESS);
}

static const char *
get_text (CrmRecord *record, const char *field)
{
  return record != NULL ? crm_record_get_text (record, field) : NULL;
}

/* Where letters reach a company: a postal address goes before the one in the register. */
static const char *
get_postal_address (CrmRecord *company)
{
  const char *postal = get_text (company, "postal_address");
  return postal != NULL ? postal : get_text (company, "legal_address");
}

/* What is sent abroad names the country, in English, as posts everywhere read it. */
static const char *
find_country (const char *from, const char *to)
{
  static const char *const names[][2] = { { "ru", "RUSSIA" },
                                          { "ua", "UKRAINE" },
                                          { "pl", "POLAND" } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i][0], to) == 0 && from != NULL && g_strcmp0 (from, to) != 0)
      return names[i][1];
  return NULL;
}

/**
 * crm_address_set:
 * @data: where it is set
 * @seller: (nullable): who sends
 * @company: (nullable): to which company
 * @contact: (nullable): to whom there; a person with an address of their own gets it there
 *
 * Without an address of the recipient recipient.address stays away.
 */
void
crm_address_set (CrmFormData *data, CrmRecord *seller, CrmRecord *company, CrmRecord *contact)
{
  const char *home = get_text (seller, "country");
  const char *country = get_text (company, "country");
  const char *own = get_text (contact, "address");
  const char *person = contact != NULL ? crm_record_get_title (contact) : NULL;
  const char *name = get_text (company, "name");

  if (country == NULL)
    country = home;
  set_address (data, "sender", get_text (seller, "name"), get_postal_address (seller), home);
  set_text (data, "sender", "phone", get_text (seller, "phone"));
  /* A client who is a person has no company above them. */
  set_address (data, "recipient", name != NULL ? name : person,
               own != NULL ? own : get_postal_address (company), country);
  if (name != NULL)
    set_text (data, "recipient", "person", person);
  set_text (data, "recipient", "country", find_country (home, country));
}
