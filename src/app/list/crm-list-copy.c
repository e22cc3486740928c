/* Rows as a table on the clipboard. */
#include "config.h"

#include "crm-list-copy.h"

#include <glib/gi18n.h>

#include "crm-cell-text.h"
#include "crm-text.h"

/* More belong into a file. */
#define MOST_ROWS 100000
#define AT_ONCE 200

typedef struct {
  GtkWidget *widget;       /* owned */
  CrmWorkspace *workspace; /* owned */
  char *currency;
  const CrmEntity *entity;
  GArray *fields; /* int; owned */
  GArray *ids;    /* gint64; owned */
  GString *table; /* owned */
} Copying;

static void
free_copying (Copying *copying)
{
  g_object_unref (copying->widget);
  g_object_unref (copying->workspace);
  g_free (copying->currency);
  g_array_unref (copying->fields);
  g_array_unref (copying->ids);
  g_string_free (copying->table, TRUE);
  g_free (copying);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copying, free_copying)

static void
append_headings (Copying *copying)
{
  for (guint i = 0; i < copying->fields->len; i++) {
    const CrmField *field = &copying->entity->fields[g_array_index (copying->fields, int, i)];
    g_string_append_printf (copying->table, "%s%s", i > 0 ? "\t" : "", crm_field_get_label (field));
  }
  g_string_append_c (copying->table, '\n');
}

static void
append_record (Copying *copying, CrmRecord *record)
{
  for (guint i = 0; i < copying->fields->len; i++) {
    g_autofree char *text =
        crm_cell_dup_exact (record, g_array_index (copying->fields, int, i), copying->currency);
    /* White space of all kinds becomes one space: nothing breaks out of its cell. */
    g_autofree char *line = crm_text_one_line (text, 0);
    g_string_append_printf (copying->table, "%s%s", i > 0 ? "\t" : "", line);
  }
  g_string_append_c (copying->table, '\n');
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Copying *copying = data;
  guint n = MIN (copying->ids->len, MOST_ROWS);

  for (guint i = 0; i < n; i += AT_ONCE) {
    g_autoptr (GPtrArray) records =
        crm_query_fetch (database, copying->entity, &g_array_index (copying->ids, gint64, i),
                         MIN (AT_ONCE, n - i), error);
    if (records == NULL)
      return FALSE;
    for (guint j = 0; j < records->len; j++)
      if (records->pdata[j] != NULL)
        append_record (copying, records->pdata[j]);
  }
  return TRUE;
}

static void
say (Copying *copying)
{
  guint n = MIN (copying->ids->len, MOST_ROWS);
  g_autofree char *number = crm_decimal_format (n, 0, 0, crm_number_style_local ());
  g_autofree char *text =
      n < copying->ids->len
          /* Translators: %s is a number */
          ? g_strdup_printf (
                ngettext ("Only the first %s row copied", "Only the first %s rows copied", n),
                number)
          : g_strdup_printf (ngettext ("%s row copied", "%s rows copied", n), number);
  crm_workspace_say (copying->workspace, text);
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
  gdk_clipboard_set_text (gtk_widget_get_clipboard (copying->widget), copying->table->str);
  say (copying);
}

/**
 * crm_list_copy:
 * @widget: whose clipboard
 * @workspace: the workspace
 * @columns: what is copied of each record
 * @ids: (element-type gint64): of which records; the first 100,000
 */
void
crm_list_copy (GtkWidget *widget, CrmWorkspace *workspace, CrmColumns *columns, GArray *ids)
{
  Copying *copying = g_new0 (Copying, 1);

  copying->widget = g_object_ref (widget);
  copying->workspace = g_object_ref (workspace);
  copying->currency = g_strdup (crm_workspace_get_currency (workspace));
  copying->entity = crm_columns_get_entity (columns);
  copying->fields = crm_columns_dup_fields (columns);
  copying->ids = g_array_ref (ids);
  copying->table = g_string_new (NULL);
  append_headings (copying);
  crm_store_read_async (crm_workspace_get_store (workspace), read_func, copying, NULL, NULL,
                        read_cb, copying);
}
