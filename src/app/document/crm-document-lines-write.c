/* What is written of a document's lines: new ones, other products, their order and their end. */
#include "config.h"

#include "crm-document-lines-private.h"

#include <glib/gi18n.h>

#include "crm-document.h"

static const CrmEntity *
get_entity (void)
{
  return crm_entity_find ("document_line");
}

static CrmChange *
begin (CrmDocumentLines *self, const char *format, const char *name)
{
  g_autofree char *label = g_strdup_printf (format, name);
  return crm_workspace_begin (self->workspace, label);
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDocumentLines) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 line;

  if (self->workspace == NULL)
    return;
  line = crm_workspace_commit_finish (self->workspace, result, &error);
  if (line < 0)
    crm_workspace_report (self->workspace, _ ("The line could not be added"), error);
  else
    crm_document_lines_focus (self, line, "quantity");
}

/* A product was chosen for a line that is there: all that the product says of it. */
void
crm_document_lines_set_product (CrmDocumentLines *self, CrmRecord *line, gint64 product)
{
  static const char *const fields[] = { "product",   "name",  "article", "unit",
                                        "unit_code", "price", "vat_rate" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) model = crm_document_new_line (crm_workspace_get_reader (self->workspace),
                                                       self->document, product, &error);
  CrmChange *change;

  if (model == NULL) {
    crm_workspace_report (self->workspace, _ ("This product could not be taken"), error);
    return;
  }
  /* Translators: %s is the name of a product */
  change = begin (self, _ ("Line: %s"), crm_record_get_title (model));
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    crm_change_set (
        change, get_entity (), crm_record_get_id (line), fields[i],
        crm_record_get_value (model, crm_entity_field_index (get_entity (), fields[i])));
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}

void
crm_document_lines_remove (CrmDocumentLines *self, CrmLineRow *row)
{
  CrmRecord *line = crm_line_row_get_line (row);
  guint n = crm_document_lines_get_n_lines (self);
  guint position = crm_line_row_get_position (row);
  /* Translators: %s is the name of a line of a document */
  g_autofree char *said = g_strdup_printf (_ ("“%s” deleted"), crm_record_get_title (line));
  CrmChange *change = crm_workspace_begin (self->workspace, said);

  crm_change_delete (change, get_entity (), crm_record_get_id (line));
  if (n > 1)
    crm_document_lines_go_to (self, position + 1 < n ? position + 1 : position - 1, "name");
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  crm_workspace_commit_and_say (self->workspace, change, said);
}

/**
 * crm_document_lines_add:
 * @self: a table
 * @product: id of a product; 0: none
 * @name: (nullable): what is sold, where there is no product
 */
void
crm_document_lines_add (CrmDocumentLines *self, gint64 product, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmRecord) line = crm_document_new_line (crm_workspace_get_reader (self->workspace),
                                                      self->document, product, &error);
  CrmChange *change;

  if (line == NULL) {
    crm_workspace_report (self->workspace, _ ("The line could not be added"), error);
    return;
  }
  if (name != NULL)
    crm_record_set_text (line, "name", name);
  /* Translators: %s is the name of a product */
  change = begin (self, _ ("New line: %s"), crm_record_get_title (line));
  crm_change_add (change, line);
  crm_workspace_commit (self->workspace, change, added_cb, g_object_ref (self));
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;
  return first < second ? -1 : first > second;
}

/* The places of the lines from @first to @last; where two share one all are numbered anew. */
static GArray *
read_places (CrmDocumentLines *self, guint first, guint last)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = first; i <= last; i++) {
    g_autoptr (CrmRecord) line = g_list_model_get_item (G_LIST_MODEL (self->list), i);
    gint64 place = crm_record_get_integer (line, "position");
    g_array_append_val (places, place);
  }
  g_array_sort (places, compare_positions);
  for (guint i = 1; i < places->len; i++)
    if (g_array_index (places, gint64, i) == g_array_index (places, gint64, i - 1)) {
      g_array_set_size (places, 0);
      break;
    }
  return places;
}

/**
 * crm_document_lines_move:
 * @self: a table
 * @from: position of a line, from 0
 * @to: where it comes to stand
 */
void
crm_document_lines_move (CrmDocumentLines *self, guint from, guint to)
{
  guint n = crm_document_lines_get_n_lines (self);
  guint first = MIN (from, to);
  guint last = MAX (from, to);
  g_autoptr (GArray) places = NULL;
  g_autoptr (CrmRecord) moved = NULL;
  CrmChange *change;

  if (from == to || last >= n || !self->editable)
    return;
  places = read_places (self, first, last);
  if (places->len == 0) {
    first = 0;
    last = n - 1;
    for (gint64 place = 1; place <= n; place++)
      g_array_append_val (places, place);
  }
  moved = g_list_model_get_item (G_LIST_MODEL (self->list), from);
  /* Translators: %s is the name of a line of a document */
  change = begin (self, _ ("“%s” moved"), crm_record_get_title (moved));
  for (guint i = first; i <= last; i++) {
    /* Which line comes to stand at i. */
    guint source = i;
    if (i == to)
      source = from;
    else if (from < to && i >= from && i < to)
      source = i + 1;
    else if (from > to && i > to && i <= from)
      source = i - 1;
    crm_change_set_integer (change, get_entity (), crm_record_list_get_id_at (self->list, source),
                            "position", g_array_index (places, gint64, i - first));
  }
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}
