/* The documents that a deal lacks: made as drafts, attached as files, or brought to their status.
 */
#include "config.h"

#include "crm-gate-sheet-private.h"

#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-document-page.h"
#include "crm-document.h"

void
crm_gate_paper_free (gpointer data)
{
  CrmGatePaper *paper = data;

  g_clear_pointer (&paper->content, g_bytes_unref);
  g_free (paper->name);
  g_free (paper);
}

static CrmGatePaper *
get_paper (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "paper");
}

static const char *
get_status_label (const char *code)
{
  const CrmField *field = crm_entity_field (crm_entity_find ("document"), "status");
  const CrmChoice *choice = code != NULL ? crm_field_find_choice (field, code) : NULL;

  return choice != NULL ? crm_choice_get_label (choice) : "";
}

static void
show_paper (CrmGatePaper *paper)
{
  g_autofree char *text = NULL;

  switch (paper->state) {
  case CRM_GATE_PAPER_MISSING:
    text = paper->need.id != 0 ? g_strdup (_ ("There is one, but it has not come so far"))
                               : g_strdup (_ ("There is none yet"));
    break;
  case CRM_GATE_PAPER_DRAFT:
    text = g_strdup (_ ("A draft is made and opened"));
    break;
  case CRM_GATE_PAPER_FILE:
    text = g_strdup (paper->name);
    break;
  case CRM_GATE_PAPER_ADVANCE:
    /* Translators: the status of a document: "Becomes “Signed”" */
    text = g_strdup_printf (_ ("Becomes “%s”"), get_status_label (paper->need.status));
    break;
  }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (paper->row), text);
  gtk_widget_set_visible (paper->box, paper->state == CRM_GATE_PAPER_MISSING);
}

static void
draft_cb (CrmGateSheet *self, GtkWidget *button)
{
  CrmGatePaper *paper = get_paper (button);

  /* A draft is enough only where nobody asks for a signature. */
  if (paper->need.status != NULL && g_strcmp0 (paper->need.status, "planned") != 0) {
    gint64 deal = crm_record_get_id (crm_gate_sheet_get_deal (self));
    crm_document_page_create (self->workspace, paper->need.kind, 0, deal);
    adw_dialog_force_close (ADW_DIALOG (self));
    return;
  }
  paper->state = CRM_GATE_PAPER_DRAFT;
  show_paper (paper);
  crm_gate_sheet_update (self);
}

static void
open_cb (CrmGateSheet *self, GtkWidget *button)
{
  crm_workspace_open_record (self->workspace, crm_entity_find ("document"),
                             get_paper (button)->need.id);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
advance_cb (CrmGateSheet *self, GtkWidget *button)
{
  CrmGatePaper *paper = get_paper (button);

  paper->state = CRM_GATE_PAPER_ADVANCE;
  show_paper (paper);
  crm_gate_sheet_update (self);
}

typedef struct {
  CrmGateSheet *self; /* owned */
  CrmGatePaper *paper;
} Choosing;

static Choosing *
new_choosing (CrmGateSheet *self, CrmGatePaper *paper)
{
  return g_memdup2 (&(Choosing) { g_object_ref (self), paper }, sizeof (Choosing));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (CrmGateSheet) self = choosing->self;
  CrmGatePaper *paper = choosing->paper;
  g_autoptr (GError) error = NULL;

  g_free (choosing);
  if (self->workspace == NULL || !g_ptr_array_find (self->papers, paper, NULL))
    return;
  gtk_widget_set_sensitive (paper->row, TRUE);
  g_clear_pointer (&paper->content, g_bytes_unref);
  g_clear_pointer (&paper->name, g_free);
  paper->content = crm_attachment_read_finish (G_FILE (source), result, &paper->name, &error);
  paper->state = paper->content != NULL ? CRM_GATE_PAPER_FILE : CRM_GATE_PAPER_MISSING;
  if (error != NULL)
    crm_workspace_report (self->workspace, _ ("The file could not be attached"), error);
  show_paper (paper);
  crm_gate_sheet_update (self);
}

static void
attach_file (CrmGateSheet *self, CrmGatePaper *paper, GFile *file)
{
  gtk_widget_set_sensitive (paper->row, FALSE);
  crm_attachment_read_async (file, read_cb, new_choosing (self, paper));
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (CrmGateSheet) self = choosing->self;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->workspace != NULL &&
      g_ptr_array_find (self->papers, choosing->paper, NULL))
    attach_file (self, choosing->paper, file);
  g_free (choosing);
}

static void
attach_cb (CrmGateSheet *self, GtkWidget *button)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (button)), NULL, chosen_cb,
                        new_choosing (self, get_paper (button)));
}

static void
add_button (CrmGateSheet *self, CrmGatePaper *paper, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_object_set_data (G_OBJECT (button), "paper", paper);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (paper->box), button);
}

static void
make_buttons (CrmGateSheet *self, CrmGatePaper *paper)
{
  if (paper->need.id != 0) {
    /* Translators: a button; %s is the status of a document: "Set to “Signed”" */
    g_autofree char *label =
        g_strdup_printf (_ ("Set to “%s”"), get_status_label (paper->need.status));
    add_button (self, paper, _ ("_Open"), G_CALLBACK (open_cb));
    add_button (self, paper, label, G_CALLBACK (advance_cb));
  } else {
    add_button (self, paper, _ ("_Make"), G_CALLBACK (draft_cb));
    add_button (self, paper, _ ("_Attach…"), G_CALLBACK (attach_cb));
  }
}

void
crm_gate_sheet_add_papers (CrmGateSheet *self)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < self->needs->len; i++) {
    const CrmNeed *need = &g_array_index (self->needs, CrmNeed, i);
    g_autofree char *title = NULL;
    GtkWidget *row;
    CrmGatePaper *paper;
    if (need->field >= 0)
      continue;
    if (group == NULL) {
      group = adw_preferences_group_new ();
      gtk_box_append (self->groups, group);
    }
    paper = g_new0 (CrmGatePaper, 1);
    paper->need = *need;
    row = paper->row = adw_action_row_new ();
    paper->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
    title = crm_need_dup_text (need);
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
    adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
    gtk_widget_set_valign (paper->box, GTK_ALIGN_CENTER);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), paper->box);
    make_buttons (self, paper);
    show_paper (paper);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    g_ptr_array_add (self->papers, paper);
  }
}

gboolean
crm_gate_sheet_write_paper (CrmGateSheet *self, CrmChange *change, CrmGatePaper *paper,
                            GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  gint64 id = paper->need.id;

  if (paper->state != CRM_GATE_PAPER_ADVANCE)
    id = crm_document_add_draft (change, crm_workspace_get_reader (self->workspace),
                                 paper->need.kind, 0,
                                 crm_record_get_id (crm_gate_sheet_get_deal (self)), error);
  if (id == 0)
    return FALSE;
  if (paper->state != CRM_GATE_PAPER_DRAFT && paper->need.status != NULL)
    crm_change_set_text (change, documents, id, "status", paper->need.status);
  if (paper->state == CRM_GATE_PAPER_FILE)
    crm_change_add_file (change, crm_subject_make (documents, id), paper->name, paper->content);
  return TRUE;
}

/* The draft that was made is the next thing to work on. */
void
crm_gate_sheet_open_draft (CrmGateSheet *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) own = crm_query_filter_integer (
      all, "deal", CRM_OP_EQUAL, crm_record_get_id (crm_gate_sheet_get_deal (self)));
  g_autoptr (CrmQuery) newest = crm_query_sort (own, "id", TRUE, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean made = FALSE;

  for (guint i = 0; i < self->papers->len; i++)
    made = made || ((CrmGatePaper *) self->papers->pdata[i])->state == CRM_GATE_PAPER_DRAFT;
  if (made &&
      crm_query_read_ids (newest, crm_workspace_get_reader (self->workspace), 1, 0, ids, NULL) &&
      ids->len > 0)
    crm_workspace_open_record (self->workspace, crm_entity_find ("document"),
                               g_array_index (ids, gint64, 0));
}

/* @need: which of the missing documents, from 0. */
void
crm_gate_sheet_attach (CrmGateSheet *self, guint need, GFile *file)
{
  g_return_if_fail (need < self->papers->len);
  attach_file (self, self->papers->pdata[need], file);
}
