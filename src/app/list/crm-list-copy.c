/* Rows as a table on the clipboard. */
#include "config.h"

#include "crm-list-copy.h"

#include <glib/gi18n.h>

#include "crm-cell-text.h"
#include "crm-record-list.h"
#include "crm-text.h"

/* More belong into a file. */
#define MOST_ROWS 100000
#define AT_ONCE 200

typedef struct {
  GtkWidget *widget;       /* owned */
  CrmWorkspace *workspace; /* owned */
  char *currency;
  const CrmEntity *entity;
  GArray *fields;    /* int; owned */
  GArray *marks;     /* gint64: an id, or a negative number: ~number is a place in @labels; owned */
  GPtrArray *labels; /* char*: headings of groups; owned */
  guint n_records;
  GString *table; /* owned: tabs and lines */
  GString *html;  /* owned: the same for programs that know tables */
} Copying;

static void
free_copying (Copying *copying)
{
  g_object_unref (copying->widget);
  g_object_unref (copying->workspace);
  g_free (copying->currency);
  g_array_unref (copying->fields);
  g_array_unref (copying->marks);
  g_ptr_array_unref (copying->labels);
  g_string_free (copying->table, TRUE);
  g_string_free (copying->html, TRUE);
  g_free (copying);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copying, free_copying)

static void
append_cell (Copying *copying, const char *tag, const char *text, gboolean first)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (copying->table, "%s%s", first ? "" : "\t", text);
  g_string_append_printf (copying->html, "<%s>%s</%s>", tag, escaped, tag);
}

static void
begin_row (Copying *copying)
{
  g_string_append (copying->html, "<tr>");
}

static void
end_row (Copying *copying)
{
  g_string_append_c (copying->table, '\n');
  g_string_append (copying->html, "</tr>\n");
}

static void
append_headings (Copying *copying)
{
  begin_row (copying);
  for (guint i = 0; i < copying->fields->len; i++) {
    const CrmField *field = &copying->entity->fields[g_array_index (copying->fields, int, i)];
    append_cell (copying, "th", crm_field_get_label (field), i == 0);
  }
  end_row (copying);
}

static void
append_group (Copying *copying, const char *label)
{
  g_autofree char *line = crm_text_one_line (label, 0);
  g_autofree char *escaped = g_markup_escape_text (line, -1);

  begin_row (copying);
  g_string_append (copying->table, line);
  for (guint i = 1; i < copying->fields->len; i++)
    g_string_append_c (copying->table, '\t');
  g_string_append_printf (copying->html, "<th colspan=\"%u\" align=\"left\">%s</th>",
                          MAX (copying->fields->len, 1), escaped);
  end_row (copying);
}

static void
append_record (Copying *copying, CrmRecord *record)
{
  begin_row (copying);
  for (guint i = 0; i < copying->fields->len; i++) {
    g_autofree char *text =
        crm_cell_dup_exact (record, g_array_index (copying->fields, int, i), copying->currency);
    /* White space of all kinds becomes one space: nothing breaks out of its cell. */
    g_autofree char *line = crm_text_one_line (text, 0);
    append_cell (copying, "td", line, i == 0);
  }
  end_row (copying);
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Copying *copying = data;

  for (guint i = 0; i < copying->marks->len;) {
    gint64 *mark = &g_array_index (copying->marks, gint64, i);
    g_autoptr (GPtrArray) records = NULL;
    guint n = 0;
    if (*mark < 0) {
      append_group (copying, copying->labels->pdata[~*mark]);
      i++;
      continue;
    }
    while (i + n < copying->marks->len && n < AT_ONCE && mark[n] > 0)
      n++;
    records = crm_query_fetch (database, copying->entity, mark, n, error);
    if (records == NULL)
      return FALSE;
    for (guint j = 0; j < records->len; j++)
      if (records->pdata[j] != NULL)
        append_record (copying, records->pdata[j]);
    i += n;
  }
  g_string_append (copying->html, "</table>\n");
  return TRUE;
}

static void
say (Copying *copying)
{
  guint n = MIN (copying->n_records, MOST_ROWS);
  g_autofree char *number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  g_autofree char *text =
      n < copying->n_records
          /* Translators: %s is a number */
          ? g_strdup_printf (
                ngettext ("Only the first %s row copied", "Only the first %s rows copied", n),
                number)
          : g_strdup_printf (ngettext ("%s row copied", "%s rows copied", n), number);
  crm_workspace_say (copying->workspace, text);
}

/* Whoever pastes takes the form it knows best. */
static void
put_on_clipboard (Copying *copying)
{
  g_autoptr (GBytes) html = g_bytes_new (copying->html->str, copying->html->len);
  GdkContentProvider *forms[] = {
    gdk_content_provider_new_typed (G_TYPE_STRING, copying->table->str),
    gdk_content_provider_new_for_bytes ("text/html", html),
  };
  g_autoptr (GdkContentProvider) both =
      gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (copying->widget), both);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Copying) copying = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_read_finish (CRM_STORE (source), result, &error)) {
    crm_workspace_report (copying->workspace, _ ("This could not be copied"), error);
    return;
  }
  put_on_clipboard (copying);
  say (copying);
}

/* The chosen rows in order, each group's heading before the first of them. */
static void
collect_marks (Copying *copying, CrmBitsetSelection *selection)
{
  CrmRecordList *list = CRM_RECORD_LIST (crm_bitset_selection_get_model (selection));
  g_autoptr (GtkBitset) chosen =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (selection));
  GtkBitsetIter iter;
  guint position, next = 0;
  guint heading = G_MAXUINT;

  for (gboolean valid = gtk_bitset_iter_init_first (&iter, chosen, &position); valid;
       valid = gtk_bitset_iter_next (&iter, &position)) {
    gint64 mark = crm_record_list_get_mark_at (list, position);
    if (++copying->n_records > MOST_ROWS)
      continue;
    for (; next < position && crm_record_list_get_grouping (list) != NULL; next++)
      if (crm_record_list_get_mark_at (list, next) < 0)
        heading = next;
    if (heading != G_MAXUINT) {
      g_autoptr (CrmGroupHeader) header = g_list_model_get_item (G_LIST_MODEL (list), heading);
      gint64 number = ~(gint64) copying->labels->len;
      g_array_append_val (copying->marks, number);
      g_ptr_array_add (copying->labels, g_strdup (crm_group_header_get_label (header)));
      heading = G_MAXUINT;
    }
    g_array_append_val (copying->marks, mark);
  }
}

/**
 * crm_list_copy:
 * @widget: whose clipboard
 * @workspace: the workspace
 * @columns: what is copied of each record
 * @selection: over a CrmRecordList: which rows; the first 100,000
 */
void
crm_list_copy (GtkWidget *widget, CrmWorkspace *workspace, CrmColumns *columns,
               CrmBitsetSelection *selection)
{
  Copying *copying = g_new0 (Copying, 1);

  copying->widget = g_object_ref (widget);
  copying->workspace = g_object_ref (workspace);
  copying->currency = g_strdup (crm_workspace_get_currency (workspace));
  copying->entity = crm_columns_get_entity (columns);
  copying->fields = crm_columns_dup_fields (columns);
  copying->marks = g_array_new (FALSE, FALSE, sizeof (gint64));
  copying->labels = g_ptr_array_new_with_free_func (g_free);
  copying->table = g_string_new (NULL);
  copying->html = g_string_new ("<meta charset=\"utf-8\"><table>\n");
  collect_marks (copying, selection);
  append_headings (copying);
  crm_store_read_async (crm_workspace_get_store (workspace), read_func, copying, NULL, NULL,
                        read_cb, copying);
}
