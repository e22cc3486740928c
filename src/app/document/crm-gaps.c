/* Numbers of documents that were left out, as people say it. */
#include "config.h"

#include "crm-gaps.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-alert.h"
#include "crm-document.h"
#include "crm-problems.h"

typedef struct {
  GtkWidget *parent;       /* owned */
  CrmWorkspace *workspace; /* owned */
  CrmDatabase *database;   /* borrowed while it is read */
  GPtrArray *sentences;    /* owned; of utf8 */
} Reading;

/* "PF/#/2026" and 7: "PF/7/2026" */
static char *
fill (const char *shape, gint64 number)
{
  g_auto (GStrv) parts = g_strsplit (shape, "#", 2);
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return g_strjoinv (digits, parts);
}

static void
add_gap (const CrmDocumentGap *gap, gpointer data)
{
  Reading *reading = data;
  const CrmField *field = crm_entity_field (crm_entity_find ("document"), "kind");
  const CrmChoice *kind = crm_field_find_choice (field, gap->kind);
  g_autofree char *seller =
      gap->seller != 0
          ? crm_reference_title (reading->database, crm_entity_find ("company"), gap->seller)
          : NULL;
  g_autofree char *first = fill (gap->shape, gap->first);
  g_autofree char *last = fill (gap->shape, gap->last);
  g_autofree char *whose = seller != NULL ? g_strconcat (", ", seller, NULL) : g_strdup ("");

  g_ptr_array_add (reading->sentences,
                   g_strdup_printf ("%s%s, %d: %s%s%s",
                                    kind != NULL ? crm_choice_get_label (kind) : gap->kind, whose,
                                    gap->year, first, gap->first != gap->last ? " – " : "",
                                    gap->first != gap->last ? last : ""));
}

static gboolean
read_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;

  reading->database = database;
  return crm_document_list_gaps (database, add_gap, reading, error);
}

static void
show_none (GtkWidget *parent)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (crm_alert_new (
      _ ("No Number Is Missing"), _ ("The numbers of all issued documents follow each other.")));

  adw_alert_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;

  if (!crm_store_read_finish (CRM_STORE (source), result, &error))
    crm_workspace_report (reading->workspace, _ ("The documents could not be read"), error);
  else if (gtk_widget_get_root (reading->parent) == NULL)
    ; /* nobody waits any more */
  else if (reading->sentences->len == 0)
    show_none (reading->parent);
  else
    crm_problems_show (reading->parent, _ ("Missing Numbers"),
                       _ ("Numbers that no issued document has, though later ones exist."),
                       reading->sentences);
  g_object_unref (reading->parent);
  g_object_unref (reading->workspace);
  g_ptr_array_unref (reading->sentences);
  g_free (reading);
}

/**
 * crm_gaps_show:
 * @parent: a widget of the window
 * @workspace: an open company file
 *
 * Reads on the reader's thread.
 */
void
crm_gaps_show (GtkWidget *parent, CrmWorkspace *workspace)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->parent = g_object_ref (parent);
  reading->workspace = g_object_ref (workspace);
  reading->sentences = g_ptr_array_new_with_free_func (g_free);
  crm_store_read_async (crm_workspace_get_store (workspace), read_func, reading, NULL, NULL,
                        read_cb, reading);
}
