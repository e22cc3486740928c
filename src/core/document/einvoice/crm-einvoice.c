/* From a document to its e-invoice file: what follows from what is filled in, the check, the file.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-check-digits.h"
#include "crm-date.h"
#include "crm-document-private.h"
#include "crm-einvoice-private.h"
#include "crm-einvoice-rules.h"
#include "crm-error.h"

#define UNITS "/io/github/voronka_crm/Voronka/einvoice/units.tsv"

static const struct {
  const char *name;
  const char *label;
} formats[CRM_EINVOICE_N_FORMATS] = {
  [CRM_EINVOICE_UBL] = { "ubl", N_ ("UBL 2.1 (European standard EN 16931)") },
  [CRM_EINVOICE_KSEF] = { "ksef", N_ ("KSeF, FA(3)") },
  [CRM_EINVOICE_UPD] = { "upd", N_ ("УПД 5.03 of the Russian tax service") },
};

void
crm_einvoice_free (CrmEinvoice *einvoice)
{
  if (einvoice == NULL)
    return;
  g_free (einvoice->name);
  g_clear_pointer (&einvoice->bytes, g_bytes_unref);
  g_free (einvoice);
}

const char *
crm_einvoice_format_to_string (CrmEinvoiceFormat format)
{
  return formats[format].name;
}

const char *
crm_einvoice_format_get_label (CrmEinvoiceFormat format)
{
  return _ (formats[format].label);
}

/**
 * crm_einvoice_format_parse:
 * @text: "ubl", "ksef" or "upd"
 * @format: (out): the format
 * @error: INVALID
 *
 * Returns: whether it is one
 */
gboolean
crm_einvoice_format_parse (const char *text, CrmEinvoiceFormat *format, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (text, formats[i].name) == 0) {
      *format = (CrmEinvoiceFormat) i;
      return TRUE;
    }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
               _ ("“%s” is no format of e-invoices: there are ubl, ksef and upd"), text);
  return FALSE;
}

/**
 * crm_einvoice_format_fits:
 * @format: a format
 * @database: any connection of this thread
 * @document: a document
 *
 * Returns: whether its kind and its seller's country go into such a file
 */
gboolean
crm_einvoice_format_fits (CrmEinvoiceFormat format, CrmDatabase *database, CrmRecord *document)
{
  g_autofree char *country = crm_document_dup_country (database, document);
  const char *kind = crm_record_get_text (document, "kind");
  gboolean bills = g_strcmp0 (kind, "invoice") == 0 || g_strcmp0 (kind, "correction") == 0;

  switch (format) {
  case CRM_EINVOICE_UBL:
    return bills && strcmp (country, "ru") != 0;
  case CRM_EINVOICE_KSEF:
    return bills && strcmp (country, "pl") == 0;
  case CRM_EINVOICE_UPD:
    return strcmp (country, "ru") == 0 &&
           (crm_document_kind_get_flags (kind) &
            (CRM_DOCUMENT_KIND_DELIVERS | CRM_DOCUMENT_KIND_BILLS)) != 0;
  }
  return FALSE;
}

/* --- Units */

typedef struct {
  char *okei, *unit, *names; /* owned */
} Unit;

static gpointer
read_units (gpointer data)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (crm_einvoice_get_resource (), UNITS, 0, NULL);
  GArray *units = g_array_new (FALSE, FALSE, sizeof (Unit));
  g_auto (GStrv) lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], "\t", -1);
    if (lines[i][0] == '#' || g_strv_length (parts) != 3)
      continue;
    Unit unit = { g_strdup (parts[0]), g_strdup (parts[1]), g_utf8_casefold (parts[2], -1) };
    g_array_append_val (units, unit);
  }
  return units;
}

static const Unit *
find_unit (const char *okei, const char *name)
{
  static GOnce once = G_ONCE_INIT;
  GArray *units = g_once (&once, read_units, NULL);
  g_autofree char *folded = name != NULL ? g_utf8_casefold (name, -1) : NULL;

  for (guint i = 0; okei != NULL && i < units->len; i++)
    if (strcmp (g_array_index (units, Unit, i).okei, okei) == 0)
      return &g_array_index (units, Unit, i);
  if (folded != NULL)
    g_strstrip (folded);
  for (guint i = 0; folded != NULL && i < units->len; i++) {
    const Unit *unit = &g_array_index (units, Unit, i);
    g_auto (GStrv) names = g_strsplit (unit->names, "|", -1);
    if (g_strv_contains ((const char *const *) names, folded))
      return unit;
  }
  return NULL;
}

const char *
crm_einvoice_find_okei (const char *code, const char *unit)
{
  const Unit *found = find_unit (code, unit);
  return found != NULL ? found->okei : NULL;
}

const char *
crm_einvoice_find_unit (const char *okei, const char *unit)
{
  const Unit *found = find_unit (okei, unit);
  return found != NULL ? found->unit : NULL;
}

/* --- What follows from what is filled in */

static const char *
get_of (const CrmFormData *data, const char *party, const char *name)
{
  g_autofree char *path = g_strconcat (party, ".", name, NULL);
  return crm_einvoice_get_text (data, path);
}

static void
set_of (CrmFormData *data, const char *party, const char *name, const char *text)
{
  g_autofree char *path = g_strconcat (party, ".", name, NULL);

  if (text != NULL)
    crm_form_data_set_text (data, path, text);
}

static void
flag_of (CrmFormData *data, const char *party, const char *name, gboolean flag)
{
  g_autofree char *path = g_strconcat (party, ".", name, NULL);
  crm_form_data_set_flag (data, path, flag);
}

static gboolean
has_letters (const char *number)
{
  return number != NULL && g_ascii_isalpha (number[0]) && g_ascii_isalpha (number[1]);
}

/* ISO 3166: of a country that the program does not know by the letters of its VAT number. */
static char *
dup_country_code (const CrmFormData *data, const char *party)
{
  const char *country = get_of (data, party, "land");
  const char *numbers[] = { get_of (data, party, "ipn"), get_of (data, party, "inn") };

  if (country != NULL && strcmp (country, "other") != 0)
    return g_ascii_strup (country, -1);
  for (gsize i = 0; country != NULL && i < G_N_ELEMENTS (numbers); i++)
    if (has_letters (numbers[i])) {
      g_autofree char *letters = g_ascii_strup (numbers[i], 2);
      /* Greece and Northern Ireland have letters of their own there. */
      return g_strdup (strcmp (letters, "EL") == 0   ? "GR"
                       : strcmp (letters, "XI") == 0 ? "GB"
                                                     : letters);
    }
  return NULL;
}

static char *
dup_vat_id (const CrmFormData *data, const char *party, const char *code)
{
  const char *number = get_of (data, party, "ipn");
  const char *nip = get_of (data, party, "nip");
  const char *inn = get_of (data, party, "inn");

  if (g_strcmp0 (get_of (data, party, "taxation"), "none") == 0)
    return NULL;
  if (number == NULL && has_letters (inn))
    number = inn;
  if (number != NULL)
    return has_letters (number) || code == NULL ? g_strdup (number)
                                                : g_strconcat (code, number, NULL);
  return nip != NULL ? g_strconcat ("PL", nip, NULL) : NULL;
}

/* "PL 526-025-02-74" is the NIP 5260250274. */
static void
clean_numbers (CrmFormData *data, const char *party)
{
  static const char *const numbers[] = { "nip", "inn", "kpp", "edrpou", "ipn", "tax_number" };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *code = crm_einvoice_dup_code (get_of (data, party, numbers[i]));
    gboolean prefixed = i == 0 && code != NULL && g_str_has_prefix (code, "PL");
    set_of (data, party, numbers[i], prefixed ? code + strlen ("PL") : code);
  }
}

static void
derive_party (CrmFormData *data, const char *party)
{
  static const char *const taxes[] = { "nip", "edrpou", "inn", "tax_number" };
  g_autofree char *code = NULL;
  g_autofree char *vat = NULL;
  const char *inn;

  clean_numbers (data, party);
  code = dup_country_code (data, party);
  vat = dup_vat_id (data, party, code);
  inn = get_of (data, party, "inn");
  set_of (data, party, "country_code", code);
  set_of (data, party, "vat_id", vat);
  for (gsize i = G_N_ELEMENTS (taxes); i-- > 0;)
    set_of (data, party, "tax_id", get_of (data, party, taxes[i]));
  flag_of (data, party, "is_organisation", inn != NULL && strlen (inn) == 10);
  crm_document_set_person (data, party);
}

static void
derive_lines (CrmFormData *data)
{
  const CrmFormData *lines = crm_form_data_lookup (data, "lines");

  for (gsize i = 0; lines != NULL && i < crm_form_data_get_n_items (lines); i++) {
    CrmFormData *line = (CrmFormData *) crm_form_data_get_item (lines, i);
    const char *code = crm_einvoice_get_text (line, "unit_code");
    const char *okei = crm_einvoice_find_okei (code, crm_einvoice_get_text (line, "unit"));
    crm_form_data_set_text (line, "okei", okei != NULL ? okei : code);
  }
}

void
crm_einvoice_derive (CrmFormData *data)
{
  const CrmFormData *rates = crm_form_data_lookup (data, "rates");
  gboolean taxed = FALSE, exempt = FALSE;
  const char *kind = crm_einvoice_get_text (data, "document.kind");
  gboolean corrects = g_strcmp0 (kind, "correction") == 0;

  derive_party (data, "seller");
  derive_party (data, "buyer");
  derive_lines (data);
  for (gsize i = 0; rates != NULL && i < crm_form_data_get_n_items (rates); i++) {
    gboolean is_taxed = crm_einvoice_get_number (crm_form_data_get_item (rates, i), "taxed") != 0;
    taxed = taxed || is_taxed;
    exempt = exempt || !is_taxed;
  }
  crm_form_data_set_flag (data, "einvoice.taxed", taxed);
  crm_form_data_set_flag (data, "einvoice.exempt", exempt);
  crm_form_data_set_flag (data, "einvoice.corrects", corrects);
  crm_form_data_set_flag (
      data, "einvoice.converts",
      crm_einvoice_get_number (data, "totals.vat") != 0 &&
          g_strcmp0 (crm_einvoice_get_text (data, "document.currency"), "PLN") != 0);
  crm_form_data_set_flag (data, "einvoice.asks_money",
                          !corrects && crm_einvoice_get_number (data, "totals.gross") > 0);
}

/* --- The file */

/* "FA-12-2026.xml": signs that file systems do not like are dashes. */
static char *
dup_plain_name (const CrmFormData *data, const char *prefix)
{
  g_autofree char *name =
      g_strconcat (prefix, crm_einvoice_get_text (data, "document.number"), ".xml", NULL);

  g_strdelimit (name, "/\\:*?\"<>| ", '-');
  return g_steal_pointer (&name);
}

/**
 * crm_einvoice_new:
 * @data: of crm_document_dup_data(), after crm_einvoice_derive()
 * @format: what to write
 * @breaches: (out) (transfer full): sentences about what is missing or wrong; empty where the file
 *   could be made
 * @error: IO
 *
 * Returns: (transfer full) (nullable): the file; %NULL where it would break a rule, or on error
 */
CrmEinvoice *
crm_einvoice_new (const CrmFormData *data, CrmEinvoiceFormat format, GStrv *breaches,
                  GError **error)
{
  g_auto (GStrv) found = crm_einvoice_check (data, format, error);
  g_autoptr (CrmEinvoice) einvoice = g_new0 (CrmEinvoice, 1);
  xmlDocPtr document = NULL;
  g_autofree char *upd = NULL;

  if (found == NULL)
    return NULL;
  if (found[0] != NULL) {
    if (breaches != NULL)
      *breaches = g_steal_pointer (&found);
    return NULL;
  }
  switch (format) {
  case CRM_EINVOICE_UBL:
    document = crm_einvoice_write_ubl (data);
    einvoice->name = dup_plain_name (data, "");
    break;
  case CRM_EINVOICE_KSEF:
    document = crm_einvoice_write_ksef (data);
    einvoice->name = dup_plain_name (data, "FA-");
    break;
  case CRM_EINVOICE_UPD:
    upd = crm_einvoice_dup_upd_name (data);
    document = crm_einvoice_write_upd (data, upd);
    einvoice->name = g_strconcat (upd, ".xml", NULL);
    break;
  }
  einvoice->bytes =
      crm_einvoice_dump (document, format == CRM_EINVOICE_UPD ? "windows-1251" : "UTF-8");
  if (einvoice->bytes == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_IO, _ ("The file could not be made"));
    return NULL;
  }
  if (breaches != NULL)
    *breaches = g_steal_pointer (&found);
  return g_steal_pointer (&einvoice);
}

/* The file that was kept when the document was issued, byte for byte. */
static GBytes *
read_kept (CrmDatabase *database, CrmRecord *document)
{
  return crm_record_is_empty (document, "einvoice")
             ? NULL
             : crm_document_read_file (database, crm_record_get_integer (document, "einvoice"));
}

/**
 * crm_document_make_einvoice:
 * @database: any connection of this thread
 * @document: id of an issued document
 * @format: what to write
 * @breaches: (out) (transfer full): sentences about what is missing or wrong
 * @error: NOT_FOUND; REFUSED where it is a draft or the format is not for it
 *
 * Returns: (transfer full) (nullable): the file; %NULL with @breaches where it would break a rule,
 *   or on error
 */
CrmEinvoice *
crm_document_make_einvoice (CrmDatabase *database, gint64 document, CrmEinvoiceFormat format,
                            GStrv *breaches, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autoptr (CrmFormData) data = NULL;
  g_autoptr (CrmEinvoice) einvoice = NULL;
  g_autoptr (GBytes) kept = NULL;

  *breaches = g_new0 (char *, 1);
  if (record == NULL)
    return NULL;
  if (!crm_einvoice_format_fits (format, database, record)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("“%s” does not go into a file “%s”"),
                 crm_record_get_title (record), crm_einvoice_format_get_label (format));
    return NULL;
  }
  if (!crm_document_is_issued (record)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("“%s” is a draft: issue it before it goes into a file"),
                 crm_record_get_title (record));
    return NULL;
  }
  data = crm_document_dup_data (database, document, error);
  if (data == NULL)
    return NULL;
  kept = format == CRM_EINVOICE_KSEF ? read_kept (database, record) : NULL;
  if (kept != NULL) {
    einvoice = g_new0 (CrmEinvoice, 1);
    einvoice->name = dup_plain_name (data, "FA-");
    einvoice->bytes = g_steal_pointer (&kept);
    return g_steal_pointer (&einvoice);
  }
  g_clear_pointer (breaches, g_strfreev);
  crm_einvoice_derive (data);
  einvoice = crm_einvoice_new (data, format, breaches, error);
  if (*breaches == NULL)
    *breaches = g_new0 (char *, 1);
  return g_steal_pointer (&einvoice);
}
