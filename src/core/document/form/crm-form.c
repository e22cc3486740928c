/* A printed form: a declarative file, read and checked once, filled with data at will. */
#include "config.h"

#include "crm-form-private.h"

#include "crm-error.h"
#include "crm-forms.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FORMS "/io/github/voronka_crm/Voronka/forms/"

typedef struct {
  CrmFormElement *root;    /* owned */
  CrmFormElement *current; /* borrowed: the innermost open element that is not inline */
  GArray *styles;          /* of CrmFormInline: one for each open inline element */
  guint depth;
  guint n_elements;
} Reader;

/* The form prefixes every complaint with the place it is about. */
static void
prefix_place (GMarkupParseContext *context, const char *name, GError **error)
{
  int line = 0;
  g_markup_parse_context_get_position (context, &line, NULL);
  g_prefix_error (error, _ ("Line %d, <%s>: "), line, name);
}

static CrmFormInline
merge_inline (const Reader *reader, CrmFormElementKind kind, const CrmFormElement *element)
{
  CrmFormInline style = g_array_index (reader->styles, CrmFormInline, reader->styles->len - 1);
  if (kind == CRM_FORM_ELEMENT_B)
    style.bold = TRUE;
  if (kind == CRM_FORM_ELEMENT_I)
    style.italic = TRUE;
  style.bold = (int) crm_form_element_number (element, CRM_FORM_BOLD, style.bold);
  style.italic = (int) crm_form_element_number (element, CRM_FORM_ITALIC, style.italic);
  style.underline = (int) crm_form_element_number (element, CRM_FORM_UNDERLINE, style.underline);
  style.size = crm_form_element_number (element, CRM_FORM_SIZE, style.size);
  style.color = (gint64) crm_form_element_number (element, CRM_FORM_COLOR, (double) style.color);
  if (crm_form_element_has (element, CRM_FORM_FONT))
    style.font = g_intern_string (crm_form_element_string (element, CRM_FORM_FONT));
  return style;
}

static gboolean
set_attributes (CrmFormElement *element, const char **names, const char **values, GError **error)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (!crm_form_element_set (element, names[i], values[i], error))
      return FALSE;
  return crm_form_element_check (element, error);
}

/* Finds out what opens here and whether it may. */
static gboolean
open_element (Reader *reader, GMarkupParseContext *context, const char *name, const char **names,
              const char **values, GError **error)
{
  CrmFormElementKind kind;
  int line = 0;
  if (!crm_form_element_find_kind (name, &kind)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("there is no such element"));
    return FALSE;
  }
  if (++reader->n_elements > CRM_FORM_MAX_ELEMENTS || ++reader->depth > CRM_FORM_MAX_DEPTH) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         _ ("the form is too large or nested too deep"));
    return FALSE;
  }
  if (reader->current == NULL ? kind != CRM_FORM_ELEMENT_FORM
                              : !crm_form_element_takes_child (reader->current->kind, kind)) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the element cannot stand here"));
    return FALSE;
  }
  g_markup_parse_context_get_position (context, &line, NULL);
  g_autoptr (CrmFormElement) element = crm_form_element_new (kind, (guint) line, reader->current);
  element->ordinal = reader->n_elements;
  if (!set_attributes (element, names, values, error))
    return FALSE;
  if (crm_form_element_is_inline (kind)) {
    CrmFormInline style = merge_inline (reader, kind, element);
    g_array_append_val (reader->styles, style);
    if (kind == CRM_FORM_ELEMENT_BR)
      crm_form_text_append_break (reader->current->text);
    return TRUE;
  }
  if (crm_form_element_holds_text (kind))
    element->text = crm_form_text_new ();
  CrmFormElement *opened = g_steal_pointer (&element);
  if (reader->current == NULL)
    reader->root = opened;
  else
    g_ptr_array_add (reader->current->children, opened);
  reader->current = opened;
  return TRUE;
}

static void
start_element_cb (GMarkupParseContext *context, const char *name, const char **names,
                  const char **values, gpointer data, GError **error)
{
  if (!open_element (data, context, name, names, values, error))
    prefix_place (context, name, error);
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reader *reader = data;
  reader->depth--;
  if (reader->styles->len > 1) {
    g_array_set_size (reader->styles, reader->styles->len - 1);
    return;
  }
  if (reader->current->text != NULL && !crm_form_text_finish (reader->current->text, error)) {
    prefix_place (context, name, error);
    return;
  }
  reader->current = reader->current->parent;
}

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return *text == '\0';
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
         GError **error)
{
  Reader *reader = data;
  if (reader->current == NULL)
    return;
  const char *name = crm_form_element_kind_to_string (reader->current->kind);
  if (reader->current->text == NULL) {
    if (is_blank (text))
      return;
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("text cannot stand here"));
    prefix_place (context, name, error);
    return;
  }
  const CrmFormInline *style =
      &g_array_index (reader->styles, CrmFormInline, reader->styles->len - 1);
  if (!crm_form_text_append (reader->current->text, text, style, error))
    prefix_place (context, name, error);
}

static gboolean
check_whole (const CrmFormElement *root, GError **error)
{
  if (root != NULL && crm_form_element_child (root, CRM_FORM_ELEMENT_BODY) != NULL)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                       _ ("The form has no <body>, so there is nothing to print"));
  return FALSE;
}

/* GMarkup's own complaints carry their line already, but another domain. */
static void
take_markup_error (GError **error, GError *cause)
{
  if (cause->domain == CRM_ERROR) {
    g_propagate_error (error, cause);
    return;
  }
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The form cannot be read: %s"),
               cause->message);
  g_error_free (cause);
}

/**
 * crm_form_parse:
 * @xml: a form's file, at most %CRM_FORM_MAX_SIZE bytes
 * @error: %CRM_ERROR_INVALID or %CRM_ERROR_REFUSED, saying line and element
 *
 * Reads a form. Any thread.
 *
 * Returns: (transfer full): the form, or %NULL
 */
CrmForm *
crm_form_parse (GBytes *xml, GError **error)
{
  static const GMarkupParser PARSER = {
    .start_element = start_element_cb,
    .end_element = end_element_cb,
    .text = text_cb,
  };
  g_return_val_if_fail (xml != NULL, NULL);
  gsize size;
  const char *data = g_bytes_get_data (xml, &size);
  if (data == NULL)
    data = "";
  if (size > CRM_FORM_MAX_SIZE) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         _ ("The form's file is larger than a megabyte"));
    return NULL;
  }
  CrmFormInline none = CRM_FORM_INLINE_NONE;
  Reader reader = { .styles = g_array_new (FALSE, FALSE, sizeof (CrmFormInline)) };
  g_array_append_val (reader.styles, none);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&PARSER, G_MARKUP_DEFAULT_FLAGS, &reader, NULL);
  gboolean read = g_markup_parse_context_parse (context, data, (gssize) size, &local_error) &&
                  g_markup_parse_context_end_parse (context, &local_error);
  g_array_unref (reader.styles);
  g_autoptr (CrmFormElement) root = reader.root;
  if (!read)
    take_markup_error (error, g_steal_pointer (&local_error));
  if (!read || !check_whole (root, error))
    return NULL;
  CrmForm *form = g_new0 (CrmForm, 1);
  g_atomic_ref_count_init (&form->n_refs);
  form->root = g_steal_pointer (&root);
  return form;
}

/**
 * crm_form_load:
 * @file: a form's file
 * @cancellable: (nullable): stops it
 * @error: as crm_form_parse(), or %CRM_ERROR_IO
 *
 * Reads a form that the person keeps.
 *
 * Returns: (transfer full): the form, or %NULL
 */
CrmForm *
crm_form_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, cancellable, NULL, &local_error);
  g_autofree char *name = g_file_get_parse_name (file);
  if (bytes == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The form %s cannot be read: %s"), name,
                 local_error->message);
    return NULL;
  }
  CrmForm *form = crm_form_parse (bytes, error);
  if (form == NULL)
    g_prefix_error (error, "%s: ", name);
  return form;
}

/**
 * crm_form_read_builtin:
 * @name: name of a form that comes with the program, see crm_form_list_builtin()
 * @error: %CRM_ERROR_NOT_FOUND when there is none of that name
 *
 * Returns: (transfer full): its file, which ends in a zero byte that is not counted, or %NULL
 */
GBytes *
crm_form_read_builtin (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);
  g_autofree char *path = g_strconcat (FORMS, name, ".xml", NULL);
  GBytes *bytes = strchr (name, '/') == NULL
                      ? g_resource_lookup_data (crm_forms_get_resource (), path, 0, NULL)
                      : NULL;
  if (bytes == NULL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no form “%s”"), name);
  return bytes;
}

/**
 * crm_form_load_builtin:
 * @name: name of a form that comes with the program, see crm_form_list_builtin()
 * @error: %CRM_ERROR_NOT_FOUND when there is none of that name
 *
 * Returns: (transfer full): the form, or %NULL
 */
CrmForm *
crm_form_load_builtin (const char *name, GError **error)
{
  g_return_val_if_fail (name != NULL, NULL);
  g_autoptr (GBytes) bytes = crm_form_read_builtin (name, error);
  if (bytes == NULL)
    return NULL;
  CrmForm *form = crm_form_parse (bytes, error);
  if (form == NULL)
    g_prefix_error (error, "%s: ", name);
  return form;
}

CrmForm *
crm_form_ref (CrmForm *form)
{
  g_return_val_if_fail (form != NULL, NULL);
  g_atomic_ref_count_inc (&form->n_refs);
  return form;
}

void
crm_form_unref (CrmForm *form)
{
  if (form == NULL || !g_atomic_ref_count_dec (&form->n_refs))
    return;
  crm_form_element_free (form->root);
  g_free (form);
}

const char *
crm_form_get_name (const CrmForm *form)
{
  g_return_val_if_fail (form != NULL, NULL);
  return crm_form_element_string (form->root, CRM_FORM_NAME);
}

/**
 * crm_form_is_behind:
 * @form: a form of the company's own
 * @standard: (nullable): name of the standard form that it was made of
 *
 * Any thread.
 *
 * Returns: whether the standard form has been given a newer wording since, as when a law changed
 */
gboolean
crm_form_is_behind (const CrmForm *form, const char *standard)
{
  g_autoptr (CrmForm) now = standard != NULL ? crm_form_load_builtin (standard, NULL) : NULL;

  g_return_val_if_fail (form != NULL, FALSE);
  return now != NULL && g_strcmp0 (crm_form_element_string (form->root, CRM_FORM_VERSION),
                                   crm_form_element_string (now->root, CRM_FORM_VERSION)) < 0;
}

/**
 * crm_form_get_language:
 * @form: a form
 *
 * Returns: (transfer none) (nullable): the language its own texts are in; %NULL follows the
 * document
 */
const char *
crm_form_get_language (const CrmForm *form)
{
  g_return_val_if_fail (form != NULL, NULL);
  return crm_form_element_string (form->root, CRM_FORM_LANGUAGE);
}

/**
 * crm_form_list_builtin:
 *
 * Returns: (transfer full): the names of the forms that come with the program, sorted
 */
char **
crm_form_list_builtin (void)
{
  g_auto (GStrv) files = g_resource_enumerate_children (crm_forms_get_resource (), FORMS, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  for (gsize i = 0; files != NULL && files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], ".xml"))
      g_ptr_array_add (names, g_strndup (files[i], strlen (files[i]) - strlen (".xml")));
  g_ptr_array_sort_values (names, (GCompareFunc) strcmp);
  return (char **) g_ptr_array_steal (names, NULL);
}

/* What the law or custom of a country gives its own shape; "en" is for everywhere else. */
static const struct {
  const char *kind, *country, *name;
} OF_COUNTRY[] = {
  { "invoice", "ru", "ru-invoice" },
  { "invoice", "ua", "ua-invoice" },
  { "invoice", "pl", "pl-invoice" },
  { "invoice", NULL, "en-invoice" },
  /* A счёт and a рахунок are offers to pay, as a pro forma is; a Polish faktura is another paper
     than a pro forma. */
  { "proforma", "ru", "ru-invoice" },
  { "proforma", "ua", "ua-invoice" },
  { "proforma", "pl", "pl-proforma" },
  { "act", "ru", "ru-act" },
  { "act", "ua", "ua-act" },
  { "act", "pl", "pl-act" },
  { "act", NULL, "en-act" },
  { "waybill", "ru", "ru-waybill" },
  { "waybill", "ua", "ua-waybill" },
  { "waybill", "pl", "pl-waybill" },
  { "waybill", NULL, "en-waybill" },
  { "factura", "ru", "ru-factura" },
  { "upd", "ru", "ru-upd" },
  { "correction", "pl", "pl-correction" },
  { "correction", "ru", "ru-correction" },
  { "correction", "ua", NULL }, /* розрахунок коригування is made in bookkeeping */
  { "correction", NULL, "en-correction" },
  /* Not of a document, but of whom it is sent to. */
  { "envelope_dl", NULL, "envelope-dl" },
  { "envelope_c5", NULL, "envelope-c5" },
  { "envelope_c4", NULL, "envelope-c4" },
  { "label", NULL, "label" },
};

/* What is text rather than a ruled form follows the language of the document. */
static const struct {
  const char *kind, *language, *name;
} OF_LANGUAGE[] = {
  { "proposal", "ru", "ru-proposal" },   { "proposal", "uk", "uk-proposal" },
  { "proposal", "pl", "pl-proposal" },   { "proposal", NULL, "en-proposal" },
  { "contract", "ru", "ru-contract" },   { "contract", "uk", "uk-contract" },
  { "contract", "pl", "pl-contract" },   { "contract", NULL, "en-contract" },
  { "agreement", "ru", "ru-agreement" }, { "agreement", "uk", "uk-agreement" },
  { "agreement", "pl", "pl-agreement" }, { "agreement", NULL, "en-agreement" },
  { "reminder", "ru", "ru-reminder" },   { "reminder", "uk", "uk-reminder" },
  { "reminder", "pl", "pl-reminder" },   { "reminder", NULL, "en-reminder" },
  { "statement", "ru", "ru-statement" }, { "statement", "uk", "uk-statement" },
  { "statement", "pl", "pl-statement" }, { "statement", NULL, "en-statement" },
};

/**
 * crm_form_find_builtin:
 * @kind: kind of document: "invoice"
 * @country: (nullable): country of the seller: "ru", "ua", "pl", "other"
 * @language: (nullable): of the document: "ru", "uk", "pl", "en"
 *
 * Which built-in form prints a document when nobody chose another.
 *
 * Returns: (transfer none) (nullable): the form's name, or %NULL if none prints that kind
 */
const char *
crm_form_find_builtin (const char *kind, const char *country, const char *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (OF_COUNTRY); i++)
    if (g_strcmp0 (OF_COUNTRY[i].kind, kind) == 0 &&
        (OF_COUNTRY[i].country == NULL || g_strcmp0 (OF_COUNTRY[i].country, country) == 0))
      return OF_COUNTRY[i].name;
  for (gsize i = 0; i < G_N_ELEMENTS (OF_LANGUAGE); i++)
    if (g_strcmp0 (OF_LANGUAGE[i].kind, kind) == 0 &&
        (OF_LANGUAGE[i].language == NULL || g_strcmp0 (OF_LANGUAGE[i].language, language) == 0))
      return OF_LANGUAGE[i].name;
  return NULL;
}
