/* A document on paper. */
#include "config.h"

#include "crm-document-paper.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-document.h"
#include "crm-error.h"
#include "crm-file-content.h"
#include "crm-render.h"

/* File systems take 255 bytes. */
#define MOST_NAME_BYTES 200

struct _CrmDocumentPaper {
  GObject parent_instance;

  GBytes *bytes;         /* owned */
  CrmFormLayout *layout; /* owned */
  char *title;
  char *reason;
  GStrv missing;
};

G_DEFINE_FINAL_TYPE (CrmDocumentPaper, crm_document_paper, G_TYPE_OBJECT)

static void
crm_document_paper_finalize (GObject *object)
{
  CrmDocumentPaper *self = CRM_DOCUMENT_PAPER (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->layout, crm_form_layout_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->missing, g_strfreev);

  G_OBJECT_CLASS (crm_document_paper_parent_class)->finalize (object);
}

static void
crm_document_paper_class_init (CrmDocumentPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_document_paper_finalize;
}

static void
crm_document_paper_init (CrmDocumentPaper *self)
{
}

/* --- What is missing, as people call it */

/* The reference of the document that the path goes through, where it is empty: all behind it is
 * missing, and one name says so. */
static const CrmField *
find_empty_owner (CrmRecord *document, const char *path)
{
  static const struct {
    const char *prefix;
    const char *field;
  } owners[] = {
    { "seller.account.", "account" },
    { "seller.", "seller" },
    { "buyer.", "company" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (owners); i++)
    if (g_str_has_prefix (path, owners[i].prefix))
      return crm_record_is_empty (document, owners[i].field)
                 ? crm_entity_field (crm_record_get_entity (document), owners[i].field)
                 : NULL;
  return NULL;
}

static GStrv
dup_missing_names (CrmRecord *document, const char *const *paths)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (; *paths != NULL; paths++) {
    const CrmField *owner = find_empty_owner (document, *paths);
    g_autofree char *name = owner != NULL ? g_strdup (crm_field_get_label (owner))
                                          : crm_document_dup_path_name (*paths);
    if (!g_hash_table_contains (seen, name)) {
      g_strv_builder_add (builder, name);
      g_hash_table_add (seen, g_steal_pointer (&name));
    }
  }
  return g_strv_builder_end (builder);
}

/* --- Reading, on the reader thread */

typedef struct {
  gint64 document;
  CrmDocumentPaperFlags flags;
  CrmForm *form;           /* owned, nullable: what it is laid out on */
  char *kind;              /* owned, nullable: of a made-up document */
  CrmDocumentPaper *paper; /* owned */
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->paper);
  g_clear_pointer (&reading->form, crm_form_unref);
  g_free (reading->kind);
  g_free (reading);
}

static GBytes *
read_file (CrmDatabase *database, gint64 file, GError **error)
{
  g_autoptr (CrmRecord) record = crm_record_load (database, crm_entity_find ("file"), file, error);

  if (record == NULL)
    return NULL;
  return crm_file_read_content (database, crm_record_get_text (record, "sha256"), error);
}

static gboolean
is_pdf (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > 5 && memcmp (data, "%PDF-", 5) == 0;
}

/* Where no form prints the kind, the newest PDF that is attached is its paper. */
static gboolean
read_attached (CrmDocumentPaper *paper, CrmDatabase *database, CrmRecord *document, GError **error)
{
  const CrmEntity *files = crm_entity_find ("file");
  gint64 subject =
      crm_subject_make (crm_record_get_entity (document), crm_record_get_id (document));
  g_autoptr (CrmQuery) all = crm_query_new (files);
  g_autoptr (CrmQuery) own = crm_query_filter_integer (all, "subject", CRM_OP_EQUAL, subject);
  g_autoptr (CrmQuery) sorted = crm_query_sort (own, "id", TRUE, NULL);
  g_autoptr (GPtrArray) records = crm_query_fetch_all (sorted, database, 20, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len && paper->bytes == NULL; i++) {
    g_autoptr (GBytes) bytes =
        crm_file_read_content (database, crm_record_get_text (records->pdata[i], "sha256"), NULL);
    if (bytes != NULL && is_pdf (bytes))
      paper->bytes = g_steal_pointer (&bytes);
  }
  return TRUE;
}

static CrmFormLayoutFlags
get_layout_flags (CrmDocumentPaperFlags flags)
{
  return ((flags & CRM_DOCUMENT_PAPER_STAMP) != 0 ? CRM_FORM_LAYOUT_WITH_STAMP : 0) |
         ((flags & CRM_DOCUMENT_PAPER_MARKED) != 0 ? CRM_FORM_LAYOUT_MARK_MISSING : 0);
}

/* Takes @layout. */
static gboolean
take_layout (CrmDocumentPaper *paper, CrmRecord *document, CrmFormLayout *layout,
             GCancellable *cancellable, GError **error)
{
  paper->layout = layout;
  if (layout == NULL)
    return FALSE;
  g_set_str (&paper->title, crm_form_layout_get_title (layout));
  if (document != NULL)
    paper->missing = dup_missing_names (document, crm_form_layout_get_missing (layout));
  paper->bytes = crm_form_layout_to_pdf (layout, cancellable, error);
  return paper->bytes != NULL;
}

/* On a form that is being changed. */
static gboolean
read_on_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  CrmFormLayoutFlags flags = get_layout_flags (reading->flags) | CRM_FORM_LAYOUT_SHORTLY;
  g_autoptr (CrmRecord) document =
      reading->document != 0
          ? crm_record_load (database, crm_entity_find ("document"), reading->document, NULL)
          : NULL;
  g_autoptr (CrmFormData) sample = NULL;

  if (document != NULL)
    return take_layout (reading->paper, document,
                        crm_document_lay_out_on (database, reading->document, reading->form, flags,
                                                 cancellable, error),
                        cancellable, error);
  sample = crm_document_dup_sample (reading->kind, crm_form_get_language (reading->form));
  flags &= ~(CrmFormLayoutFlags) CRM_FORM_LAYOUT_MARK_MISSING;
  return take_layout (reading->paper, NULL,
                      crm_form_layout_new (reading->form, sample, flags, cancellable, error),
                      cancellable, error);
}

static gboolean
read_paper (CrmDocumentPaper *paper, CrmDatabase *database, gint64 id, CrmDocumentPaperFlags wanted,
            GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmRecord) document =
      crm_record_load (database, crm_entity_find ("document"), id, error);
  g_autofree char *form = NULL;
  g_autoptr (GError) none = NULL;

  if (document == NULL)
    return FALSE;
  paper->title = g_strdup (crm_record_get_title (document));
  if (crm_document_has_kept_paper (document) && (wanted & CRM_DOCUMENT_PAPER_STAMP) != 0) {
    paper->bytes = read_file (database, crm_record_get_integer (document, "pdf"), error);
    return paper->bytes != NULL;
  }
  form = crm_document_dup_form_name (database, document, &none);
  if (form == NULL) {
    paper->reason = g_strdup (none->message);
    return read_attached (paper, database, document, error);
  }
  return take_layout (
      paper, document,
      crm_document_lay_out (database, id, form, get_layout_flags (wanted), cancellable, error),
      cancellable, error);
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  return read_paper (reading->paper, database, reading->document, reading->flags, cancellable,
                     error);
}

/**
 * crm_document_paper_read:
 * @database: a connection of this thread
 * @document: its id
 * @flags: how it is made
 * @cancellable: (nullable): stops it
 * @error: NOT_FOUND, CANCELLED, or the arithmetic's
 *
 * Returns: (transfer full) (nullable): the paper. Any thread.
 */
CrmDocumentPaper *
crm_document_paper_read (CrmDatabase *database, gint64 document, CrmDocumentPaperFlags flags,
                         GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmDocumentPaper) paper = g_object_new (CRM_TYPE_DOCUMENT_PAPER, NULL);

  return read_paper (paper, database, document, flags, cancellable, error)
             ? g_steal_pointer (&paper)
             : NULL;
}

/**
 * crm_document_paper_new_for_layout:
 * @layout: (transfer full): pages
 * @cancellable: (nullable): stops it
 * @error: CANCELLED, or where the PDF cannot be made
 *
 * Returns: (transfer full) (nullable): the paper, under the title of @layout. Any thread.
 */
CrmDocumentPaper *
crm_document_paper_new_for_layout (CrmFormLayout *layout, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmDocumentPaper) paper = g_object_new (CRM_TYPE_DOCUMENT_PAPER, NULL);

  return take_layout (paper, NULL, layout, cancellable, error) ? g_steal_pointer (&paper) : NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  if (crm_store_read_finish (CRM_STORE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&reading->paper), g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * crm_document_paper_read_async:
 * @workspace: where the document is
 * @document: its id
 * @flags: how it is made
 * @cancellable: (nullable): stops it
 * @callback: ends with crm_document_paper_read_finish()
 * @user_data: for @callback
 */
void
crm_document_paper_read_async (CrmWorkspace *workspace, gint64 document,
                               CrmDocumentPaperFlags flags, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->document = document;
  reading->flags = flags;
  reading->paper = g_object_new (CRM_TYPE_DOCUMENT_PAPER, NULL);
  g_task_set_task_data (task, reading, free_reading);
  crm_store_read_async (crm_workspace_get_store (workspace), read_func, reading, NULL, cancellable,
                        read_cb, task);
}

/**
 * crm_document_paper_read_on_async:
 * @workspace: where the document is
 * @document: its id; 0: one is made up
 * @kind: of the document that is made up
 * @form: what it is laid out on
 * @flags: how it is made
 * @cancellable: (nullable): stops it
 * @callback: ends with crm_document_paper_read_finish()
 * @user_data: for @callback
 */
void
crm_document_paper_read_on_async (CrmWorkspace *workspace, gint64 document, const char *kind,
                                  CrmForm *form, CrmDocumentPaperFlags flags,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->document = document;
  reading->flags = flags;
  reading->form = crm_form_ref (form);
  reading->kind = g_strdup (kind);
  reading->paper = g_object_new (CRM_TYPE_DOCUMENT_PAPER, NULL);
  g_task_set_task_data (task, reading, free_reading);
  crm_store_read_async (crm_workspace_get_store (workspace), read_on_func, reading, NULL,
                        cancellable, read_cb, task);
}

/**
 * crm_document_paper_read_finish:
 * @result: of crm_document_paper_read_async()
 * @error: NOT_FOUND, CANCELLED, or the arithmetic's
 *
 * Returns: (transfer full) (nullable): the paper
 */
CrmDocumentPaper *
crm_document_paper_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GBytes *
crm_document_paper_get_bytes (CrmDocumentPaper *self)
{
  return self->bytes;
}

CrmFormLayout *
crm_document_paper_get_layout (CrmDocumentPaper *self)
{
  return self->layout;
}

const char *
crm_document_paper_get_title (CrmDocumentPaper *self)
{
  return self->title;
}

const char *
crm_document_paper_get_reason (CrmDocumentPaper *self)
{
  return self->reason;
}

const char *
crm_document_paper_get_fallback (CrmDocumentPaper *self)
{
  return self->layout != NULL ? crm_form_layout_get_fallback (self->layout) : NULL;
}

/**
 * crm_document_paper_get_missing:
 * @self: a paper
 *
 * Returns: (array zero-terminated=1): labels of what is not filled in
 */
const char *const *
crm_document_paper_get_missing (CrmDocumentPaper *self)
{
  static const char *const nothing[] = { NULL };

  return self->missing != NULL ? (const char *const *) self->missing : nothing;
}

/**
 * crm_document_paper_dup_warning:
 * @self: a paper
 *
 * Returns: (transfer full) (nullable): what is to be said before it is handed over; %NULL where
 * there is nothing
 */
char *
crm_document_paper_dup_warning (CrmDocumentPaper *self)
{
  const char *const *missing = crm_document_paper_get_missing (self);
  const char *fallback = crm_document_paper_get_fallback (self);
  g_autoptr (GString) warning = g_string_new (fallback);

  if (missing[0] == NULL && fallback == NULL)
    return NULL;
  if (missing[0] != NULL && fallback != NULL)
    g_string_append (warning, "\n\n");
  if (missing[0] != NULL && missing[1] == NULL) {
    /* Translators: %s is a field: "Buyer: Tax number" */
    g_string_append_printf (warning, _ ("The form wants “%s”: it is empty"), missing[0]);
  } else if (missing[0] != NULL) {
    g_string_append (warning, _ ("The form wants these fields, and they are empty:"));
    for (; *missing != NULL; missing++)
      g_string_append_printf (warning, "\n• %s", *missing);
  }
  return g_string_free (g_steal_pointer (&warning), FALSE);
}

const char *
crm_document_paper_get_heading (CrmDocumentPaper *self)
{
  if (*crm_document_paper_get_missing (self) != NULL)
    return _ ("Not Everything Is Filled In");
  return crm_document_paper_get_fallback (self) != NULL ? _ ("The Standard Form Is Printed") : NULL;
}

/**
 * crm_document_paper_dup_file_name:
 * @self: a paper
 *
 * Returns: (transfer full): its title, without what file systems do not take
 */
char *
crm_document_paper_dup_file_name (CrmDocumentPaper *self)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *at = self->title; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar letter = g_utf8_get_char (at);
    if (name->len > MOST_NAME_BYTES)
      break;
    if (g_unichar_iscntrl (letter) || (letter < 0x80 && strchr ("/\\:*?\"<>|", (int) letter)))
      letter = '-';
    g_string_append_unichar (name, letter);
  }
  g_strstrip (name->str);
  g_string_truncate (name, strlen (name->str));
  g_string_append (name, ".pdf");
  return g_string_free (g_steal_pointer (&name), FALSE);
}
