/* How values of a form become elements and attributes of an e-invoice file. */
#include "config.h"

#include "crm-einvoice-private.h"

#include "crm-decimal.h"

#include <string.h>

const char *
crm_einvoice_get_text (const CrmFormData *data, const char *path)
{
  const CrmFormData *value = crm_form_data_lookup (data, path);

  if (value == NULL || crm_form_data_get_kind (value) != CRM_FORM_VALUE_TEXT ||
      crm_form_data_is_empty (value))
    return NULL;
  return crm_form_data_get_text (value);
}

gint64
crm_einvoice_get_number (const CrmFormData *data, const char *path)
{
  const CrmFormData *value = crm_form_data_lookup (data, path);
  CrmFormValueKind kind = value != NULL ? crm_form_data_get_kind (value) : CRM_FORM_VALUE_OBJECT;

  if (kind == CRM_FORM_VALUE_OBJECT || kind == CRM_FORM_VALUE_LIST || kind == CRM_FORM_VALUE_TEXT ||
      kind == CRM_FORM_VALUE_BYTES)
    return 0;
  return crm_form_data_get_number (value);
}

gboolean
crm_einvoice_has (const CrmFormData *data, const char *path)
{
  const CrmFormData *value = crm_form_data_lookup (data, path);
  return value != NULL && !crm_form_data_is_empty (value);
}

const char *
crm_einvoice_get_name (const CrmFormData *data, const char *party)
{
  g_autofree char *full = g_strconcat (party, ".full_name", NULL);
  g_autofree char *name = g_strconcat (party, ".name", NULL);
  const char *text = crm_einvoice_get_text (data, full);
  return text != NULL ? text : crm_einvoice_get_text (data, name);
}

char *
crm_einvoice_dup_code (const char *number)
{
  GString *code = number != NULL ? g_string_new (NULL) : NULL;

  for (const char *at = number; at != NULL && *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (!g_unichar_isspace (c) && g_unichar_type (c) != G_UNICODE_DASH_PUNCTUATION)
      g_string_append_unichar (code, g_unichar_toupper (c));
  }
  return code != NULL ? g_string_free (code, FALSE) : NULL;
}

char *
crm_einvoice_format_money (gint64 money)
{
  return crm_decimal_format (money, CRM_MONEY_DECIMALS, CRM_MONEY_DECIMALS, CRM_NUMBER_MACHINE);
}

char *
crm_einvoice_format_number (gint64 number, guint decimals)
{
  return crm_decimal_format (number, decimals, 0, CRM_NUMBER_MACHINE);
}

char *
crm_einvoice_format_unit_price (gint64 amount, gint64 quantity, guint decimals)
{
  gint64 power = 1, price;

  /* Minor units of 10^-2 over millionths: 10^(decimals + 6 - 2). */
  for (guint i = 0; i < decimals + CRM_QUANTITY_DECIMALS - CRM_MONEY_DECIMALS; i++)
    power *= 10;
  if (quantity == 0)
    return g_strdup ("0");
  if (quantity < 0) {
    amount = -amount;
    quantity = -quantity;
  }
  while (!crm_decimal_multiply (amount, power, quantity, &price)) {
    power /= 10;
    if (decimals-- == 0)
      return crm_einvoice_format_money (amount);
  }
  return crm_decimal_format (price, decimals, MIN (decimals, 2), CRM_NUMBER_MACHINE);
}

/* What XML cannot say is left out, and white space is one blank. */
static char *
dup_clean (const char *text)
{
  GString *clean = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    if (g_unichar_isspace (c)) {
      if (clean->len > 0 && clean->str[clean->len - 1] != ' ')
        g_string_append_c (clean, ' ');
    } else if (c >= 0x20 && c != 0x7f && (c < 0xfdd0 || c > 0xfdef) && (c & 0xfffe) != 0xfffe) {
      g_string_append_unichar (clean, c);
    }
  }
  while (clean->len > 0 && clean->str[clean->len - 1] == ' ')
    g_string_truncate (clean, clean->len - 1);
  return g_string_free (clean, FALSE);
}

xmlNodePtr
crm_einvoice_add (xmlNodePtr parent, const char *name)
{
  const char *colon = strchr (name, ':');
  xmlNsPtr ns = NULL;

  if (colon != NULL) {
    g_autofree char *prefix = g_strndup (name, (gsize) (colon - name));
    ns = xmlSearchNs (parent->doc, parent, (const xmlChar *) prefix);
    name = colon + 1;
  } else {
    ns = parent->ns;
  }
  return xmlNewChild (parent, ns, (const xmlChar *) name, NULL);
}

xmlNodePtr
crm_einvoice_add_text (xmlNodePtr parent, const char *name, const char *text)
{
  g_autofree char *clean = text != NULL ? dup_clean (text) : NULL;
  xmlNodePtr node;

  if (clean == NULL || clean[0] == '\0')
    return NULL;
  node = crm_einvoice_add (parent, name);
  xmlAddChild (node, xmlNewDocText (parent->doc, (const xmlChar *) clean));
  return node;
}

void
crm_einvoice_add_money (xmlNodePtr parent, const char *name, gint64 money)
{
  g_autofree char *text = crm_einvoice_format_money (money);
  crm_einvoice_add_text (parent, name, text);
}

void
crm_einvoice_set (xmlNodePtr node, const char *name, const char *text)
{
  g_autofree char *clean = text != NULL ? dup_clean (text) : NULL;

  if (clean != NULL && clean[0] != '\0')
    xmlNewProp (node, (const xmlChar *) name, (const xmlChar *) clean);
}

/* Indented, so that a person can read it; consumes @document. */
GBytes *
crm_einvoice_dump (xmlDocPtr document, const char *encoding)
{
  xmlChar *text = NULL;
  int length = 0;
  GBytes *bytes;

  xmlDocDumpFormatMemoryEnc (document, &text, &length, encoding, 1);
  xmlFreeDoc (document);
  if (text == NULL)
    return NULL;
  bytes = g_bytes_new (text, (gsize) length);
  xmlFree (text);
  return bytes;
}
