/* What comes to a list from elsewhere. */
#include "config.h"

#include "crm-list-take.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-bring.h"
#include "crm-brought.h"
#include "crm-import-dialog.h"
#include "crm-import-offer.h"
#include "crm-list-drag.h"
#include "crm-list-page-private.h"

/* --- What it is */

static gboolean
ends_with (GFile *file, const char *const *suffixes, gsize n)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  for (gsize i = 0; lower != NULL && i < n; i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

/* What the import reads as a table of such records; cards and events elsewhere become what they
 * are. */
static gboolean
is_table (CrmListPage *self, GFile *file)
{
  static const char *const tables[] = { ".csv", ".tsv", ".tab",  ".txt", ".xlsx",
                                        ".xls", ".ods", ".json", ".ldif" };
  static const char *const cards[] = { ".vcf", ".vcard" };
  static const char *const events[] = { ".ics", ".vcs" };

  if (ends_with (file, tables, G_N_ELEMENTS (tables)))
    return TRUE;
  if (ends_with (file, cards, G_N_ELEMENTS (cards)))
    return crm_entity_field (self->entity, "post") != NULL;
  return ends_with (file, events, G_N_ELEMENTS (events)) &&
         crm_entity_field (self->entity, "repeat") != NULL;
}

/* Several lines that say the same of several things: cells of a spreadsheet, a list. */
static gboolean
is_table_text (const char *text)
{
  const char *start = text + strspn (text, " \r\n");
  const char *end = strchr (start, '\n');

  if (strchr (start, '\t') != NULL)
    return TRUE;
  return end != NULL && end[strspn (end, " \r\n")] != '\0';
}

/* --- Taking it */

static gint64
get_chosen (CrmListPage *self)
{
  g_autoptr (CrmRecord) chosen = crm_list_page_load_only_chosen (self);
  return chosen != NULL ? crm_subject_make (self->entity, crm_record_get_id (chosen)) : 0;
}

/* One table is imported; all else is shown as what it becomes, for the record @subject. */
static gboolean
take_files (CrmListPage *self, GSList *files, gint64 subject)
{
  if (files == NULL || !crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    return FALSE;
  if (crm_import_is_offered (self->entity) && is_table (self, files->data))
    adw_dialog_present (
        ADW_DIALOG (crm_import_dialog_new (self->workspace, self->entity, files->data)),
        GTK_WIDGET (self));
  else
    crm_bring_files (GTK_WIDGET (self), self->workspace, subject, files);
  return TRUE;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CrmListPage *self)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  CrmRecord *record = crm_list_drag_find_record (widget, x, y);

  return take_files (self, files,
                     record != NULL ? crm_subject_make (self->entity, crm_record_get_id (record))
                                    : 0);
}

void
crm_list_take_add_target (CrmListPage *self, GtkWidget *widget)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/* --- Pasting */

static void
take_text (CrmListPage *self, const char *text)
{
  if (crm_import_is_offered (self->entity) && !crm_brought_knows_text (text) &&
      is_table_text (text)) {
    CrmImportDialog *dialog = crm_import_dialog_new (self->workspace, self->entity, NULL);
    adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
    crm_import_dialog_paste (dialog);
  } else if (text[strspn (text, " \t\r\n")] != '\0')
    crm_bring_text (GTK_WIDGET (self), self->workspace, get_chosen (self), text);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmListPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (self->workspace == NULL)
    return;
  if (value == NULL)
    crm_workspace_report (self->workspace, _ ("Nothing could be pasted"), error);
  else if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
    take_files (self, files, get_chosen (self));
  } else if (g_value_get_string (value) != NULL)
    take_text (self, g_value_get_string (value));
}

void
crm_list_take_clipboard (CrmListPage *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gboolean has_files = gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) ||
                       gdk_content_formats_contain_mime_type (formats, "text/uri-list");
  gboolean has_text = gdk_content_formats_contain_gtype (formats, G_TYPE_STRING) ||
                      gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") ||
                      gdk_content_formats_contain_mime_type (formats, "text/plain");

  if (!crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    return;
  /* A spreadsheet copies a picture of its cells too: the text is what was meant. */
  if (has_files || has_text)
    gdk_clipboard_read_value_async (clipboard, has_files ? GDK_TYPE_FILE_LIST : G_TYPE_STRING,
                                    G_PRIORITY_DEFAULT, NULL, read_cb, g_object_ref (self));
  else if (!crm_bring_clipboard (GTK_WIDGET (self), self->workspace, get_chosen (self)))
    crm_workspace_say (self->workspace, _ ("Nothing was copied that can be taken in"));
}
