/* One small sheet with what a deal lacks to enter a stage. */
#include "config.h"

#include "crm-gate-sheet.h"

#include <glib/gi18n.h>

#include "crm-attachment.h"
#include "crm-document-page.h"
#include "crm-document.h"
#include "crm-field-row.h"
#include "crm-gate.h"
#include "crm-loss.h"
#include "crm-record-form.h"
#include "crm-text.h"

/* More reasons are picked from a list that can be searched. */
#define MOST_REASONS 12
#define MOST_LETTERS 60

typedef enum { PAPER_MISSING, PAPER_DRAFT, PAPER_FILE, PAPER_ADVANCE } PaperState;

/* A document that is missing, and what was decided about it. */
typedef struct {
  CrmNeed need;
  PaperState state;
  GBytes *content; /* owned */
  char *name;      /* owned; of the file */
  GtkWidget *row;  /* borrowed */
  GtkWidget *box;  /* borrowed: its buttons */
} Paper;

/* A record of which something is filled in: values stand in a draft until all is there. */
typedef struct {
  CrmRecord *stored;   /* owned */
  CrmRecordForm *form; /* owned; of a copy without id */
} Side;

/**
 * CrmGateSheet:
 *
 * Everything that is filled in is written with the move as one change. Closed before that, nothing
 * was written.
 */
struct _CrmGateSheet {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *stage;        /* owned */
  GPtrArray *sides;        /* owned; Side; the deal is the first */
  GArray *needs;           /* owned; CrmNeed: fields */
  GPtrArray *papers;       /* owned; Paper */
  GPtrArray *rows;         /* owned; borrowed CrmFieldRow, beside @needs */
  GPtrArray *reasons;      /* owned; CrmRecord; NULL: none is asked for */
  gint64 reason;           /* that was chosen */
  gint64 subject;          /* the deal's references as @rows were made for them */
  gboolean moving;
  gboolean can_move;

  CrmGateFunc func;
  gpointer data;
  GDestroyNotify destroy;

  AdwWindowTitle *heading;
  AdwBanner *problem;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (CrmGateSheet, crm_gate_sheet, ADW_TYPE_DIALOG)

static void
free_paper (gpointer data)
{
  Paper *paper = data;

  g_clear_pointer (&paper->content, g_bytes_unref);
  g_free (paper->name);
  g_free (paper);
}

static void
free_side (gpointer data)
{
  Side *side = data;

  g_object_unref (side->stored);
  g_object_unref (side->form);
  g_free (side);
}

static CrmRecord *
get_deal (CrmGateSheet *self)
{
  return ((Side *) self->sides->pdata[0])->stored;
}

static CrmRecord *
get_draft (CrmGateSheet *self)
{
  return crm_record_form_get_record (((Side *) self->sides->pdata[0])->form);
}

/* --- Whether all is there */

static gboolean
is_met (CrmGateSheet *self, guint i)
{
  CrmFieldRow *row = self->rows->pdata[i];
  CrmRecord *record = crm_record_form_get_record (crm_field_row_get_form (row));
  const CrmValue *value = crm_record_get_value (record, crm_field_row_get_field (row));
  g_autofree char *typed = crm_field_row_dup_typed (row);

  if (crm_field_row_get_description (row)->kind == CRM_KIND_YES_NO)
    return value->type == CRM_VALUE_INTEGER && value->integer != 0;
  return typed != NULL ? *typed != '\0' : value->type != CRM_VALUE_EMPTY;
}

static void
update (CrmGateSheet *self)
{
  gboolean all =
      !self->moving && (self->reasons == NULL || self->reasons->len == 0 || self->reason != 0);

  for (guint i = 0; i < self->rows->len; i++)
    all = all && is_met (self, i);
  for (guint i = 0; i < self->papers->len; i++)
    all = all && ((Paper *) self->papers->pdata[i])->state != PAPER_MISSING;
  self->can_move = all;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gate.move", all);
}

static void rebuild (CrmGateSheet *self);

/* With another company other things may be missing. */
static void
refreshed_cb (CrmGateSheet *self)
{
  CrmRecord *draft = get_draft (self);
  const CrmEntity *entity = crm_record_get_entity (draft);
  gint64 subject = 0;

  for (int i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & CRM_FIELD_PARTY) != 0)
      subject = subject * 31 + crm_record_get_integer (draft, entity->fields[i].name);
  if (subject != self->subject) {
    self->subject = subject;
    rebuild (self);
  }
  update (self);
}

/* --- Rows of fields */

static Side *
add_side (CrmGateSheet *self, CrmRecord *stored)
{
  const CrmEntity *entity = crm_record_get_entity (stored);
  g_autoptr (CrmRecord) draft = crm_record_new_empty (entity);
  Side *side = g_new0 (Side, 1);

  for (int i = 0; i < entity->n_fields; i++)
    crm_record_set_value (draft, i, crm_record_get_value (stored, i));
  side->stored = g_object_ref (stored);
  side->form = crm_record_form_new (self->workspace, draft);
  g_ptr_array_add (self->sides, side);
  g_signal_connect_object (side->form, "refreshed", G_CALLBACK (refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (side->form, "typed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return side;
}

static Side *
find_side (CrmGateSheet *self, const CrmNeed *need)
{
  g_autoptr (CrmRecord) record = NULL;

  for (guint i = 0; i < self->sides->len; i++) {
    Side *side = self->sides->pdata[i];
    if (crm_record_get_entity (side->stored) == need->entity &&
        (i == 0 || crm_record_get_id (side->stored) == need->id))
      return side;
  }
  record =
      crm_record_load (crm_workspace_get_reader (self->workspace), need->entity, need->id, NULL);
  return record != NULL ? add_side (self, record) : NULL;
}

static void
add_fields (CrmGateSheet *self)
{
  AdwPreferencesGroup *group = NULL;
  Side *last = NULL;

  for (guint i = 0; i < self->needs->len; i++) {
    const CrmNeed *need = &g_array_index (self->needs, CrmNeed, i);
    Side *side = need->field >= 0 ? find_side (self, need) : NULL;
    GtkWidget *row;
    if (side == NULL)
      continue;
    if (group == NULL || side != last) {
      group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      if (side != self->sides->pdata[0]) {
        g_autofree char *title =
            crm_text_one_line (crm_record_get_title (side->stored), MOST_LETTERS);
        g_autofree char *escaped = g_markup_escape_text (title, -1);
        adw_preferences_group_set_title (group, escaped);
      }
      gtk_box_append (self->groups, GTK_WIDGET (group));
    }
    last = side;
    row = crm_field_row_new (side->form, need->field);
    adw_preferences_group_add (group, row);
    g_ptr_array_add (self->rows, row);
  }
}

/* --- Rows of documents */

static Paper *
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
show_paper (Paper *paper)
{
  g_autofree char *text = NULL;

  switch (paper->state) {
  case PAPER_MISSING:
    text = paper->need.id != 0 ? g_strdup (_ ("There is one, but it has not come so far"))
                               : g_strdup (_ ("There is none yet"));
    break;
  case PAPER_DRAFT:
    text = g_strdup (_ ("A draft is made and opened"));
    break;
  case PAPER_FILE:
    text = g_strdup (paper->name);
    break;
  case PAPER_ADVANCE:
    /* Translators: the status of a document: "Becomes “Signed”" */
    text = g_strdup_printf (_ ("Becomes “%s”"), get_status_label (paper->need.status));
    break;
  }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (paper->row), text);
  gtk_widget_set_visible (paper->box, paper->state == PAPER_MISSING);
}

static void
draft_cb (CrmGateSheet *self, GtkWidget *button)
{
  Paper *paper = get_paper (button);

  /* A draft is enough only where nobody asks for a signature. */
  if (paper->need.status != NULL && g_strcmp0 (paper->need.status, "planned") != 0) {
    gint64 deal = crm_record_get_id (get_deal (self));
    crm_document_page_create (self->workspace, paper->need.kind, 0, deal);
    adw_dialog_force_close (ADW_DIALOG (self));
    return;
  }
  paper->state = PAPER_DRAFT;
  show_paper (paper);
  update (self);
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
  Paper *paper = get_paper (button);

  paper->state = PAPER_ADVANCE;
  show_paper (paper);
  update (self);
}

typedef struct {
  CrmGateSheet *self; /* owned */
  Paper *paper;
} Choosing;

static Choosing *
new_choosing (CrmGateSheet *self, Paper *paper)
{
  return g_memdup2 (&(Choosing) { g_object_ref (self), paper }, sizeof (Choosing));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choosing *choosing = user_data;
  g_autoptr (CrmGateSheet) self = choosing->self;
  Paper *paper = choosing->paper;
  g_autoptr (GError) error = NULL;

  g_free (choosing);
  if (self->workspace == NULL || !g_ptr_array_find (self->papers, paper, NULL))
    return;
  gtk_widget_set_sensitive (paper->row, TRUE);
  g_clear_pointer (&paper->content, g_bytes_unref);
  g_clear_pointer (&paper->name, g_free);
  paper->content = crm_attachment_read_finish (G_FILE (source), result, &paper->name, &error);
  paper->state = paper->content != NULL ? PAPER_FILE : PAPER_MISSING;
  if (error != NULL)
    crm_workspace_report (self->workspace, _ ("The file could not be attached"), error);
  show_paper (paper);
  update (self);
}

static void
attach_file (CrmGateSheet *self, Paper *paper, GFile *file)
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
add_button (CrmGateSheet *self, Paper *paper, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_object_set_data (G_OBJECT (button), "paper", paper);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (paper->box), button);
}

static void
make_buttons (CrmGateSheet *self, Paper *paper)
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

static void
add_papers (CrmGateSheet *self)
{
  GtkWidget *group = NULL;

  for (guint i = 0; i < self->needs->len; i++) {
    const CrmNeed *need = &g_array_index (self->needs, CrmNeed, i);
    g_autofree char *title = NULL;
    GtkWidget *row;
    Paper *paper;
    if (need->field >= 0)
      continue;
    if (group == NULL) {
      group = adw_preferences_group_new ();
      gtk_box_append (self->groups, group);
    }
    paper = g_new0 (Paper, 1);
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

/* --- Reasons of loss */

static void
reason_cb (CrmGateSheet *self, GtkCheckButton *check)
{
  if (gtk_check_button_get_active (check))
    self->reason = *(gint64 *) g_object_get_data (G_OBJECT (check), "reason");
  update (self);
}

static void
add_reasons (CrmGateSheet *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *first = NULL;

  for (guint i = 0; self->reasons != NULL && i < self->reasons->len; i++) {
    GtkWidget *row = adw_action_row_new ();
    GtkWidget *check = gtk_check_button_new ();
    gint64 id = crm_record_get_id (self->reasons->pdata[i]);
    adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                   crm_record_get_title (self->reasons->pdata[i]));
    gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    crm_record_get_title (self->reasons->pdata[i]), -1);
    g_object_set_data_full (G_OBJECT (check), "reason", g_memdup2 (&id, sizeof id), g_free);
    if (first == NULL)
      first = check;
    else
      gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (first));
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), id == self->reason);
    g_signal_connect_object (check, "toggled", G_CALLBACK (reason_cb), self, G_CONNECT_SWAPPED);
    gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
    adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  gtk_box_append (self->groups, group);
}

/* A long list of reasons is one more field. */
static void
read_reasons (CrmGateSheet *self)
{
  const CrmEntity *entity = crm_record_get_entity (get_deal (self));
  const CrmField *field = crm_loss_find_reason (entity);
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("choice"));
  g_autoptr (CrmQuery) listed =
      crm_query_filter (all, "list", CRM_OP_EQUAL, "lost_reason", NULL, NULL);
  g_autoptr (CrmQuery) used = crm_query_filter (listed, "active", CRM_OP_EQUAL, "yes", NULL, NULL);
  CrmNeed need = { .entity = entity, .id = crm_record_get_id (get_deal (self)) };

  if (field == NULL || g_strcmp0 (crm_record_get_text (self->stage, "outcome"), "lost") != 0)
    return;
  need.field = (int) (field - entity->fields);
  for (guint i = self->needs->len; i > 0; i--)
    if (g_array_index (self->needs, CrmNeed, i - 1).entity == entity &&
        g_array_index (self->needs, CrmNeed, i - 1).field == need.field)
      g_array_remove_index (self->needs, i - 1);
  self->reasons = crm_query_fetch_all (used, crm_workspace_get_reader (self->workspace),
                                       MOST_REASONS + 1, NULL);
  if (self->reasons == NULL || self->reasons->len <= MOST_REASONS)
    return;
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_array_prepend_val (self->needs, need);
}

static void
rebuild (CrmGateSheet *self)
{
  g_autoptr (CrmRecord) deal = crm_record_copy (get_deal (self));
  CrmRecord *draft = get_draft (self);
  GtkWidget *child;

  for (int i = 0; i < crm_record_get_entity (deal)->n_fields; i++)
    if ((crm_record_get_entity (deal)->fields[i].flags & CRM_FIELD_PARTY) != 0)
      crm_record_set_value (deal, i, crm_record_get_value (draft, i));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->papers, 0);
  g_ptr_array_set_size (self->sides, 1);
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  self->needs = crm_gate_read_needs (crm_workspace_get_reader (self->workspace), deal,
                                     crm_record_get_id (self->stage), NULL);
  if (self->needs == NULL)
    self->needs = g_array_new (FALSE, FALSE, sizeof (CrmNeed));
  read_reasons (self);
  if (self->reasons != NULL)
    add_reasons (self);
  add_fields (self);
  add_papers (self);
  update (self);
}

/* --- Moving */

static void
write_side (CrmChange *change, Side *side)
{
  const CrmEntity *entity = crm_record_get_entity (side->stored);
  CrmRecord *draft = crm_record_form_get_record (side->form);

  for (int i = 0; i < entity->n_fields; i++)
    if (!crm_value_equal (crm_record_get_value (draft, i), crm_record_get_value (side->stored, i)))
      crm_change_set (change, entity, crm_record_get_id (side->stored), entity->fields[i].name,
                      crm_record_get_value (draft, i));
}

static gboolean
write_paper (CrmGateSheet *self, CrmChange *change, Paper *paper, GError **error)
{
  const CrmEntity *documents = crm_entity_find ("document");
  gint64 id = paper->need.id;

  if (paper->state != PAPER_ADVANCE)
    id = crm_document_add_draft (change, crm_workspace_get_reader (self->workspace),
                                 paper->need.kind, 0, crm_record_get_id (get_deal (self)), error);
  if (id == 0)
    return FALSE;
  if (paper->state != PAPER_DRAFT && paper->need.status != NULL)
    crm_change_set_text (change, documents, id, "status", paper->need.status);
  if (paper->state == PAPER_FILE)
    crm_change_add_file (change, crm_subject_make (documents, id), paper->name, paper->content);
  return TRUE;
}

static void
show_problem (CrmGateSheet *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_banner_set_title (self->problem, escaped);
  adw_banner_set_revealed (self->problem, TRUE);
}

/* "“Windows” moved to “Contract”" */
static char *
dup_said (CrmRecord *deal, CrmRecord *stage)
{
  /* Translators: a deal and the stage it was moved to */
  return g_strdup_printf (_ ("“%s” moved to “%s”"), crm_record_get_title (deal),
                          crm_record_get_title (stage));
}

/* The draft that was made is the next thing to work on. */
static void
open_draft (CrmGateSheet *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("document"));
  g_autoptr (CrmQuery) own =
      crm_query_filter_integer (all, "deal", CRM_OP_EQUAL, crm_record_get_id (get_deal (self)));
  g_autoptr (CrmQuery) newest = crm_query_sort (own, "id", TRUE, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean made = FALSE;

  for (guint i = 0; i < self->papers->len; i++)
    made = made || ((Paper *) self->papers->pdata[i])->state == PAPER_DRAFT;
  if (made &&
      crm_query_read_ids (newest, crm_workspace_get_reader (self->workspace), 1, 0, ids, NULL) &&
      ids->len > 0)
    crm_workspace_open_record (self->workspace, crm_entity_find ("document"),
                               g_array_index (ids, gint64, 0));
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmGateSheet) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (self->workspace == NULL)
    return;
  self->moving = FALSE;
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0) {
    show_problem (self, error->message);
    update (self);
    return;
  }
  said = dup_said (get_deal (self), self->stage);
  crm_workspace_say_done (self->workspace, said);
  open_draft (self);
  /* The window may have gone meanwhile. */
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static gboolean
flush (CrmGateSheet *self)
{
  gboolean done = TRUE;

  for (guint i = 0; i < self->sides->len; i++)
    done = crm_record_form_flush (((Side *) self->sides->pdata[i])->form) && done;
  return done;
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CrmGateSheet *self = CRM_GATE_SHEET (widget);
  const CrmEntity *deals = crm_record_get_entity (get_deal (self));
  g_autofree char *label = dup_said (get_deal (self), self->stage);
  g_autoptr (GError) error = NULL;
  gboolean written = TRUE;
  CrmChange *change;

  adw_banner_set_revealed (self->problem, FALSE);
  if (self->moving || !flush (self) || !self->can_move)
    return;
  change = crm_workspace_begin (self->workspace, label);
  for (guint i = 0; i < self->sides->len; i++)
    write_side (change, self->sides->pdata[i]);
  for (guint i = 0; i < self->papers->len && written; i++)
    written = write_paper (self, change, self->papers->pdata[i], &error);
  if (self->reason != 0)
    crm_change_set_integer (change, deals, crm_record_get_id (get_deal (self)),
                            crm_loss_find_reason (deals)->name, self->reason);
  if (written && self->func != NULL)
    written = self->func (change, self->data, &error);
  if (!written) {
    show_problem (self, error->message);
    crm_change_free (change);
    return;
  }
  if (self->func == NULL)
    crm_change_set_integer (change, deals, crm_record_get_id (get_deal (self)), "stage",
                            crm_record_get_id (self->stage));
  self->moving = TRUE;
  update (self);
  crm_workspace_commit (self->workspace, change, moved_cb, g_object_ref (self));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- Object */

static void
crm_gate_sheet_dispose (GObject *object)
{
  CrmGateSheet *self = CRM_GATE_SHEET (object);

  if (self->destroy != NULL)
    self->destroy (self->data);
  self->destroy = NULL;
  g_clear_object (&self->workspace);
  g_clear_object (&self->stage);
  g_clear_pointer (&self->sides, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->papers, g_ptr_array_unref);
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_GATE_SHEET);

  G_OBJECT_CLASS (crm_gate_sheet_parent_class)->dispose (object);
}

static void
crm_gate_sheet_class_init (CrmGateSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_gate_sheet_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-gate-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmGateSheet, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmGateSheet, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmGateSheet, groups);
  gtk_widget_class_install_action (widget_class, "gate.move", NULL, move_action);
  gtk_widget_class_install_action (widget_class, "gate.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "gate.move",
                                       NULL);
}

static void
crm_gate_sheet_init (CrmGateSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sides = g_ptr_array_new_with_free_func (free_side);
  self->papers = g_ptr_array_new_with_free_func (free_paper);
  self->rows = g_ptr_array_new ();
}

/**
 * crm_gate_sheet_new:
 * @workspace: an open company file
 * @deal: the deal that is to move
 * @stage: where to
 *
 * Returns: (transfer floating) (nullable): the sheet; %NULL when one of them is not there
 */
CrmGateSheet *
crm_gate_sheet_new (CrmWorkspace *workspace, gint64 deal, gint64 stage)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) stored = crm_record_load (reader, crm_entity_find ("deal"), deal, NULL);
  g_autoptr (CrmRecord) to = crm_record_load (reader, crm_entity_find ("stage"), stage, NULL);
  g_autofree char *title = NULL;
  CrmGateSheet *self;

  if (stored == NULL || to == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_GATE_SHEET, NULL);
  self->workspace = g_object_ref (workspace);
  self->stage = g_object_ref (to);
  if (g_strcmp0 (crm_record_get_text (to, "outcome"), "lost") == 0)
    title = g_strdup (_ ("Why Was the Deal Lost?"));
  else
    title = g_strdup_printf (_ ("Move to “%s”"), crm_record_get_title (to));
  adw_dialog_set_title (ADW_DIALOG (self), title);
  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, crm_record_get_title (stored));
  add_side (self, stored);
  refreshed_cb (self);
  if (self->needs == NULL)
    rebuild (self);
  if (self->rows->len > 0)
    adw_dialog_set_focus (ADW_DIALOG (self), self->rows->pdata[0]);
  return self;
}

/**
 * crm_gate_sheet_set_func:
 * @self: a sheet
 * @func: completes the change: finishes the task that moves the deal, say
 * @data: for @func
 * @destroy: (nullable): frees @data with the sheet
 */
void
crm_gate_sheet_set_func (CrmGateSheet *self, CrmGateFunc func, gpointer data,
                         GDestroyNotify destroy)
{
  self->func = func;
  self->data = data;
  self->destroy = destroy;
}

/* @need: which of the missing documents, from 0. */
void
crm_gate_sheet_attach (CrmGateSheet *self, guint need, GFile *file)
{
  g_return_if_fail (need < self->papers->len);
  attach_file (self, self->papers->pdata[need], file);
}

/**
 * crm_stage_move:
 * @parent: over what the sheet is shown
 * @workspace: an open company file
 * @deal: the deal
 * @stage: where it goes
 */
void
crm_stage_move (GtkWidget *parent, CrmWorkspace *workspace, gint64 deal, gint64 stage)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  g_autoptr (CrmRecord) stored = crm_record_load (reader, deals, deal, NULL);
  g_autoptr (CrmRecord) to = crm_record_load (reader, crm_entity_find ("stage"), stage, NULL);
  g_autoptr (GArray) needs = NULL;
  g_autofree char *said = NULL;
  CrmChange *change;

  if (stored == NULL || to == NULL || crm_record_get_integer (stored, "stage") == stage)
    return;
  needs = crm_gate_read_needs (reader, stored, stage, NULL);
  if ((needs != NULL && needs->len > 0) ||
      g_strcmp0 (crm_record_get_text (to, "outcome"), "lost") == 0) {
    adw_dialog_present (ADW_DIALOG (crm_gate_sheet_new (workspace, deal, stage)), parent);
    return;
  }
  said = dup_said (stored, to);
  change = crm_workspace_begin (workspace, said);
  crm_change_set_integer (change, deals, deal, "stage", stage);
  crm_workspace_commit_and_say (workspace, change, said);
}
