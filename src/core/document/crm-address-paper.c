/* Envelopes and labels for companies, contacts, and the buyers of documents. */
#include "config.h"

#include "crm-address-paper.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-document-private.h"
#include "crm-error.h"
#include "crm-form.h"
#include "crm-setup.h"

/* Forms that were read; a thousand labels are mostly on one. */
typedef struct {
  CrmDatabase *database; /* borrowed */
  const CrmAddressPaper *paper;
  GHashTable *forms; /* owned; gint64 of the record, or 0 for the standard one, to CrmForm */
  gint64 me;
} Maker;

gboolean
crm_address_paper_is_for (const CrmEntity *entity)
{
  static const char *const names[] = { "company", "contact", "document", NULL };
  return g_strv_contains (names, entity->name);
}

/* --- To whom */

/* A document as it would be written to the record: it has the seller, the buyer, the contact. */
static CrmRecord *
make_document (Maker *self, CrmRecord *record, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  const char *entity = crm_record_get_entity (record)->name;
  g_autoptr (CrmRecord) document = NULL;

  if (g_strcmp0 (entity, "document") == 0)
    return g_object_ref (record);
  document = crm_record_new (documents);
  crm_record_set_integer (document, "responsible", self->me);
  if (!crm_document_prepare_draft (self->database, document, error))
    return NULL;
  if (g_strcmp0 (entity, "company") == 0) {
    crm_record_set_integer (document, "company", crm_record_get_id (record));
  } else {
    crm_record_set_integer (document, "contact", crm_record_get_id (record));
    if (!crm_record_is_empty (record, "company"))
      crm_record_set_integer (document, "company", crm_record_get_integer (record, "company"));
  }
  return g_steal_pointer (&document);
}

static gboolean
has_text (const CrmFormData *data, const char *path)
{
  return !crm_form_data_is_empty (crm_form_data_lookup (data, path));
}

/* What is wanting before a letter can be sent; NULL: nothing. */
static char *
find_lack (CrmRecord *record, const CrmFormData *data)
{
  const char *title = crm_record_get_title (record);

  if (!has_text (data, "recipient.name"))
    /* Translators: %s is a document: "Invoice 7" */
    return g_strdup_printf (_ ("“%s” has no buyer, so nobody to write to"), title);
  if (!has_text (data, "recipient.address"))
    return g_strdup_printf (
        /* Translators: the name of a company or a person */
        _ ("“%s” has no address: fill in its postal or legal address"),
        crm_form_data_get_text (crm_form_data_lookup (data, "recipient.name")));
  return NULL;
}

/* --- On what */

/* A form of the company's that cannot be read gives way to the standard one. */
static CrmForm *
read_form (CrmDatabase *database, gint64 own, const char *standard, GError **error)
{
  g_autoptr (CrmRecord) record =
      own != 0 ? crm_record_load (database, crm_entity_find ("form"), own, NULL) : NULL;
  const char *source = record != NULL ? crm_record_get_text (record, "source") : NULL;
  g_autoptr (GBytes) bytes = source != NULL ? g_bytes_new_static (source, strlen (source)) : NULL;
  CrmForm *form = bytes != NULL ? crm_form_parse (bytes, NULL) : NULL;

  return form != NULL ? form : crm_form_load_builtin (standard, error);
}

static CrmForm *
find_form (Maker *self, CrmRecord *document, GError **error)
{
  const char *language = crm_record_get_text (document, "language");
  g_autofree char *country = crm_document_dup_country (self->database, document);
  const char *standard = crm_form_find_builtin (self->paper->kind, country, language);
  gint64 own;
  CrmForm *form;

  if (standard == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("There is no form “%s”"),
                 self->paper->kind);
    return NULL;
  }
  own = crm_document_find_own_form (self->database, self->paper->kind, standard, country, language,
                                    crm_record_get_integer (document, "seller"));
  form = g_hash_table_lookup (self->forms, &own);
  if (form != NULL)
    return form;
  form = read_form (self->database, own, standard, error);
  if (form != NULL)
    g_hash_table_insert (self->forms, g_memdup2 (&own, sizeof own), form);
  return form;
}

/* NULL without error: it was left out, and @problems says why. */
static CrmFormLayout *
lay_out_one (Maker *self, const CrmEntity *entity, gint64 id, GPtrArray *problems,
             GCancellable *cancellable, GError **error)
{
  const CrmLabelSheet *sheet = self->paper->sheet;
  g_autoptr (CrmRecord) record = crm_record_load (self->database, entity, id, error);
  g_autoptr (CrmRecord) document = record != NULL ? make_document (self, record, error) : NULL;
  g_autoptr (CrmFormData) data = NULL;
  g_autoptr (CrmFormLayout) layout = NULL;
  CrmForm *form;
  char *lack;

  if (document == NULL)
    return NULL;
  data = crm_document_dup_party_data (self->database, document);
  lack = find_lack (record, data);
  if (lack != NULL) {
    g_ptr_array_add (problems, lack);
    return NULL;
  }
  form = find_form (self, document, error);
  layout = form != NULL ? crm_form_layout_new_sized (form, data, sheet != NULL ? sheet->width : 0,
                                                     sheet != NULL ? sheet->height : 0,
                                                     CRM_FORM_LAYOUT_SHORTLY, cancellable, error)
                        : NULL;
  if (layout == NULL)
    return NULL;
  if (crm_form_layout_get_n_pages (layout) > 1) {
    g_ptr_array_add (problems,
                     /* Translators: the name of a company or a person */
                     g_strdup_printf (_ ("“%s”: the address is too long for this size"),
                                      crm_record_get_title (record)));
    return NULL;
  }
  return g_steal_pointer (&layout);
}

static gboolean
has_same_size (GPtrArray *layouts, CrmFormLayout *layout)
{
  double width, height, first_width, first_height;

  if (layouts->len == 0)
    return TRUE;
  crm_form_layout_get_page_size (layouts->pdata[0], &first_width, &first_height);
  crm_form_layout_get_page_size (layout, &width, &height);
  return ABS (width - first_width) < 1 && ABS (height - first_height) < 1;
}

static gboolean
make_all (Maker *self, const CrmEntity *entity, GArray *ids, GPtrArray *layouts,
          GPtrArray *problems, CrmAddressProgress progress, gpointer progress_data,
          GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (GError) failed = NULL;
    g_autoptr (CrmFormLayout) layout = NULL;
    if (progress != NULL)
      progress (i, ids->len, progress_data);
    if (g_cancellable_is_cancelled (cancellable)) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_CANCELLED, _ ("Laying out was stopped"));
      return FALSE;
    }
    layout =
        lay_out_one (self, entity, g_array_index (ids, gint64, i), problems, cancellable, &failed);
    if (failed != NULL) {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
    if (layout != NULL && !has_same_size (layouts, layout))
      g_ptr_array_add (problems, g_strdup_printf (_ ("“%s”: its form is for another size of paper"),
                                                  crm_form_layout_get_title (layout)));
    else if (layout != NULL)
      g_ptr_array_add (layouts, g_steal_pointer (&layout));
  }
  return TRUE;
}

static gboolean
check_number (GArray *ids, GError **error)
{
  if (ids->len <= CRM_ADDRESS_MOST)
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_REFUSED,
               _ ("At most %d addresses are printed at once; choose fewer"), CRM_ADDRESS_MOST);
  return FALSE;
}

/**
 * crm_address_lay_out:
 * @database: any connection of this thread
 * @entity: of the records, see crm_address_paper_is_for()
 * @ids: (element-type gint64): to whom, in this order
 * @paper: what it is printed on
 * @problems: (element-type utf8): gets a sentence for each record that is left out
 * @progress: (nullable): told before each
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: NOT_FOUND; REFUSED where nothing is left to print, or there are too many; CANCELLED
 *
 * The seller of a document sends its letters; others are sent by the own company that new documents
 * are of. Forms of the company's own are used where they are in use.
 *
 * Returns: (transfer full) (nullable): the pages, to be drawn, printed, or made a PDF. Any thread.
 */
CrmFormLayout *
crm_address_lay_out (CrmDatabase *database, const CrmEntity *entity, GArray *ids,
                     const CrmAddressPaper *paper, GPtrArray *problems, CrmAddressProgress progress,
                     gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) forms =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) crm_form_unref);
  g_autoptr (GPtrArray) layouts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) crm_form_layout_unref);
  Maker self = { database, paper, forms, crm_setup_get_me (database) };
  g_autofree char *title = NULL;

  if (!check_number (ids, error) || !make_all (&self, entity, ids, layouts, problems, progress,
                                               progress_data, cancellable, error))
    return NULL;
  if (layouts->len == 0) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         problems->len == 1 ? problems->pdata[0]
                                            : _ ("None of these has an address to print"));
    return NULL;
  }
  title = g_strdup (layouts->len == 1      ? crm_form_layout_get_title (layouts->pdata[0])
                    : paper->sheet != NULL ? _ ("Labels")
                                           : _ ("Envelopes"));
  return paper->sheet != NULL ? crm_form_layout_impose (layouts, paper->sheet, paper->first, title)
                              : crm_form_layout_join (layouts, title);
}
