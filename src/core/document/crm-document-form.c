/* Which form a document is printed on: one that the company keeps itself, else the standard one. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-document-private.h"
#include "crm-error.h"

/* Before the id of a form that is a record; no standard form is called so. */
#define OWN "form:"

static const CrmEntity *
get_forms (void)
{
  return crm_entity_find ("form");
}

/**
 * crm_document_form_name_new:
 * @form: id of a record
 *
 * Returns: (transfer full): its name among the names of standard forms: "form:12"
 */
char *
crm_document_form_name_new (gint64 form)
{
  return g_strdup_printf (OWN "%" G_GINT64_FORMAT, form);
}

/**
 * crm_document_form_name_parse:
 * @name: (nullable): name of a form
 *
 * Returns: id of the record that it is, 0 for a standard one
 */
gint64
crm_document_form_name_parse (const char *name)
{
  char *end = NULL;
  gint64 id;

  if (name == NULL || !g_str_has_prefix (name, OWN))
    return 0;
  id = g_ascii_strtoll (name + strlen (OWN), &end, 10);
  return *end == '\0' && id > 0 ? id : 0;
}

/* Where a form says for whom it is, the document must be of those. */
static gboolean
agrees (CrmRecord *form, const char *field, const char *value)
{
  return crm_record_is_empty (form, field) ||
         g_strcmp0 (crm_record_get_text (form, field), value) == 0;
}

/* The company's own form of that kind that is in use, 0: none. One that is for this seller alone
 * goes before one for all; of several the one that was changed last. */
gint64
crm_document_find_own_form (CrmDatabase *database, const char *kind, const char *standard,
                            const char *country, const char *language, gint64 seller)
{
  g_autoptr (CrmQuery) all = crm_query_new (get_forms ());
  g_autoptr (CrmQuery) of_kind = crm_query_filter (all, "kind", CRM_OP_EQUAL, kind, NULL, NULL);
  g_autoptr (CrmQuery) used =
      of_kind != NULL ? crm_query_filter (of_kind, "state", CRM_OP_EQUAL, "in_use", NULL, NULL)
                      : NULL;
  g_autoptr (CrmQuery) sorted = used != NULL ? crm_query_sort (used, "changed", TRUE, NULL) : NULL;
  g_autoptr (GPtrArray) forms =
      sorted != NULL ? crm_query_fetch_all (sorted, database, -1, NULL) : NULL;
  gint64 found = 0;

  for (guint i = 0; forms != NULL && i < forms->len; i++) {
    CrmRecord *form = forms->pdata[i];
    gboolean for_all = crm_record_is_empty (form, "company");
    if (!agrees (form, "base", standard) || !agrees (form, "country", country) ||
        !agrees (form, "language", language) ||
        (!for_all && crm_record_get_integer (form, "company") != seller))
      continue;
    if (!for_all)
      return crm_record_get_id (form);
    if (found == 0)
      found = crm_record_get_id (form);
  }
  return found;
}

static const char *
find_standard (CrmDatabase *database, CrmRecord *document)
{
  g_autofree char *country = crm_document_dup_country (database, document);

  return crm_form_find_builtin (crm_record_get_text (document, "kind"), country,
                                crm_record_get_text (document, "language"));
}

static gboolean
is_there (CrmDatabase *database, const char *name)
{
  gint64 own = crm_document_form_name_parse (name);
  g_autoptr (CrmRecord) form = NULL;

  if (own == 0)
    return TRUE;
  form = crm_record_load (database, get_forms (), own, NULL);
  return form != NULL;
}

/**
 * crm_document_dup_form_name:
 * @database: any connection of this thread
 * @document: a document
 * @error: REFUSED when there is no form for its kind
 *
 * The form chosen in the document, else the company's own one in use for its kind, else the
 * standard one of its kind and its seller's country.
 *
 * Returns: (transfer full) (nullable): the name of the form it is printed on
 */
char *
crm_document_dup_form_name (CrmDatabase *database, CrmRecord *document, GError **error)
{
  const char *chosen = crm_record_get_text (document, "form");
  const char *kind = crm_record_get_text (document, "kind");
  g_autofree char *country = crm_document_dup_country (database, document);
  const char *standard = find_standard (database, document);
  gint64 own;

  if (chosen != NULL && is_there (database, chosen))
    return g_strdup (chosen);
  own = crm_document_find_own_form (database, kind, standard, country,
                                    crm_record_get_text (document, "language"),
                                    crm_record_get_integer (document, "seller"));
  if (own != 0)
    return crm_document_form_name_new (own);
  if (standard == NULL) {
    const CrmField *field = crm_entity_field (crm_record_get_entity (document), "kind");
    const CrmChoice *choice = crm_field_find_choice (field, kind);
    g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
                 _ ("There is no printed form for “%s” yet; attach it as a file"),
                 choice != NULL ? crm_choice_get_label (choice) : kind);
  }
  return g_strdup (standard);
}

/* A form of the company's may be asked for by what people call it. */
static gint64
find_named (CrmDatabase *database, const char *name)
{
  g_autoptr (CrmQuery) all = crm_query_new (get_forms ());
  g_autoptr (GPtrArray) forms = crm_query_fetch_all (all, database, -1, NULL);

  for (guint i = 0; forms != NULL && i < forms->len; i++)
    if (g_strcmp0 (crm_record_get_title (forms->pdata[i]), name) == 0)
      return crm_record_get_id (forms->pdata[i]);
  return 0;
}

static CrmForm *
parse_own (CrmRecord *record, GError **error)
{
  const char *source = crm_record_get_text (record, "source");
  g_autoptr (GBytes) bytes =
      g_bytes_new_static (source != NULL ? source : "", source != NULL ? strlen (source) : 0);

  return crm_form_parse (bytes, error);
}

/**
 * crm_document_lay_out_on:
 * @database: any connection of this thread
 * @document: id of the document
 * @form: what it is laid out on
 * @flags: with stamp, with missing fields marked
 * @cancellable: (nullable): stops it
 * @error: NOT_FOUND, REFUSED, CANCELLED
 *
 * Returns: (transfer full) (nullable): the pages, as that form makes them; nothing stands in for a
 *   form that cannot be used. Any thread.
 */
CrmFormLayout *
crm_document_lay_out_on (CrmDatabase *database, gint64 document, CrmForm *form,
                         CrmFormLayoutFlags flags, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmFormData) data = crm_document_dup_data (database, document, error);

  return data != NULL ? crm_form_layout_new (form, data, flags, cancellable, error) : NULL;
}

static void
refuse_form (CrmRecord *own, const char *reason, GError **error)
{
  /* Translators: the name of a form and what is wrong with it, a sentence */
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("The form “%s” cannot be used: %s"),
               crm_record_get_title (own), reason);
}

/* The standard form where the own one is of no use: the document is printed in any case. */
static CrmFormLayout *
fall_back (CrmDatabase *database, CrmRecord *document, CrmRecord *own, const char *reason,
           CrmFormLayoutFlags flags, GCancellable *cancellable, GError **error)
{
  const char *standard = find_standard (database, document);
  g_autoptr (CrmForm) form =
      standard != NULL
          ? crm_form_load_builtin (standard, NULL)
          : crm_form_load_builtin (
                crm_record_is_empty (own, "base") ? "" : crm_record_get_text (own, "base"), NULL);
  CrmFormLayout *layout = NULL;

  if (form == NULL) {
    refuse_form (own, reason, error);
    return NULL;
  }
  layout = crm_document_lay_out_on (database, crm_record_get_id (document), form, flags,
                                    cancellable, error);
  if (layout != NULL) {
    g_autofree char *sentence = g_strdup_printf (
        /* Translators: the name of a form and what is wrong with it, a sentence */
        _ ("The form “%s” cannot be used, so the standard one is: %s"), crm_record_get_title (own),
        reason);
    crm_form_layout_set_fallback (layout, sentence);
  }
  return layout;
}

static CrmFormLayout *
lay_out_own (CrmDatabase *database, CrmRecord *document, CrmRecord *own, CrmFormLayoutFlags flags,
             GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (CrmForm) form = parse_own (own, &reason);
  gboolean strictly = (flags & CRM_FORM_LAYOUT_STRICTLY) != 0;
  CrmFormLayoutFlags own_flags =
      flags | (strictly ? CRM_FORM_LAYOUT_BOUNDED : CRM_FORM_LAYOUT_SHORTLY);
  CrmFormLayout *layout = form != NULL
                              ? crm_document_lay_out_on (database, crm_record_get_id (document),
                                                         form, own_flags, cancellable, &reason)
                              : NULL;

  if (layout != NULL)
    return layout;
  if (g_error_matches (reason, CRM_ERROR, CRM_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return NULL;
  }
  if (strictly) {
    refuse_form (own, reason->message, error);
    return NULL;
  }
  return fall_back (database, document, own, reason->message, flags, cancellable, error);
}

/**
 * crm_document_lay_out:
 * @database: any connection of this thread
 * @document: id of the document
 * @form: (nullable): name of a standard form, or of one of the company's; %NULL for the document's
 *   own
 * @flags: with stamp, with missing fields marked
 * @cancellable: (nullable): stops it
 * @error: NOT_FOUND, REFUSED, CANCELLED
 *
 * A form of the company's that cannot be used is replaced by the standard one, which
 * crm_form_layout_get_fallback() tells, unless @flags ask for that form or nothing.
 *
 * Returns: (transfer full) (nullable): the pages that screen, printer and PDF draw. Any thread.
 */
CrmFormLayout *
crm_document_lay_out (CrmDatabase *database, gint64 document, const char *form,
                      CrmFormLayoutFlags flags, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRecord) record =
      crm_record_load (database, crm_entity_find ("document"), document, error);
  g_autofree char *name = NULL;
  g_autoptr (CrmForm) paper = NULL;
  g_autoptr (CrmRecord) own = NULL;
  g_autoptr (GError) unknown = NULL;
  gint64 id;

  if (record == NULL)
    return NULL;
  name = form != NULL ? g_strdup (form) : crm_document_dup_form_name (database, record, error);
  if (name == NULL)
    return NULL;
  id = crm_document_form_name_parse (name);
  if (id == 0) {
    paper = crm_form_load_builtin (name, &unknown);
    if (paper != NULL)
      return crm_document_lay_out_on (database, document, paper, flags, cancellable, error);
    id = find_named (database, name);
  }
  if (id == 0) {
    g_propagate_error (error, g_steal_pointer (&unknown));
    return NULL;
  }
  own = crm_record_load (database, get_forms (), id, error);
  return own != NULL ? lay_out_own (database, record, own, flags, cancellable, error) : NULL;
}
