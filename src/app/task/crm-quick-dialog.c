/* The quick task. */
#include "config.h"

#include "crm-quick-dialog-private.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-drafts.h"
#include "crm-latest.h"
#include "crm-problem-banner.h"

G_DEFINE_FINAL_TYPE (CrmQuickDialog, crm_quick_dialog, ADW_TYPE_DIALOG)

/* --- What was typed another time */

/* A line belongs to what it was typed for. */
static char *
dup_draft_name (CrmQuickDialog *self)
{
  return g_strdup_printf ("quick:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                          crm_record_get_integer (self->draft, "company"),
                          crm_record_get_integer (self->draft, "contact"),
                          crm_record_get_integer (self->draft, "deal"));
}

static void
keep (CrmQuickDialog *self, const char *text)
{
  g_autofree char *name = dup_draft_name (self);

  crm_drafts_set (crm_workspace_get_drafts (self->workspace), name, text);
}

/* It is selected: whoever has something else in mind types over it. */
static void
restore (CrmQuickDialog *self)
{
  g_autofree char *name = dup_draft_name (self);
  g_autofree char *kept = crm_drafts_dup (crm_workspace_get_drafts (self->workspace), name);

  if (kept == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), kept);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

/* --- Creating */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmQuickDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->workspace == NULL)
    return;
  gtk_widget_set_sensitive (self->create, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), TRUE);
  if (crm_workspace_commit_finish (self->workspace, result, &error) < 0) {
    crm_problem_banner_show (self->problem, error->message);
    gtk_entry_grab_focus_without_selecting (self->entry);
    return;
  }
  /* Translators: %s is the title of a new record */
  text = g_strdup_printf (_ ("“%s” created"), self->line->title);
  crm_workspace_say_done (self->workspace, text);
  keep (self, NULL);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
create (CrmQuickDialog *self)
{
  g_autoptr (CrmRecord) task = crm_quick_dialog_make_task (self);
  /* Translators: the name of an entity (Company) and the title of a new record */
  g_autofree char *label =
      g_strdup_printf (C_ ("change", "New %s: %s"),
                       crm_entity_get_label (crm_record_get_entity (task)), self->line->title);
  CrmChange *change = crm_workspace_begin (self->workspace, label);

  if (crm_quick_dialog_makes_deal (self)) {
    g_autoptr (CrmRecord) deal = crm_quick_dialog_make_deal (self);
    crm_record_set_integer (task, "deal", crm_change_add (change, deal));
  }
  crm_change_add (change, task);
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (self->create, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), FALSE);
  crm_workspace_commit (self->workspace, change, created_cb, g_object_ref (self));
}

/* --- Reading */

/* The words that say something are underlined. */
static void
mark_words (CrmQuickDialog *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  /* White space before the text was taken away for the line. */
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  for (guint i = 0; self->line != NULL && i < self->line->parts->len; i++) {
    const CrmQuickPart *part = &g_array_index (self->line->parts, CrmQuickPart, i);
    PangoAttribute *attribute;
    if (part->kind == CRM_QUICK_TITLE || part->kind == CRM_QUICK_NAME)
      continue;
    attribute = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
    attribute->start_index = part->start;
    attribute->end_index = part->end;
    pango_attr_list_insert (attributes, attribute);
  }
  if (crm_quick_dialog_get_client (self) != NULL) {
    PangoAttribute *attribute = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
    attribute->start_index = crm_quick_dialog_get_client (self)->start;
    attribute->end_index = crm_quick_dialog_get_client (self)->end;
    pango_attr_list_insert (attributes, attribute);
  }
  if (g_strcmp0 (typed, self->text) == 0)
    gtk_entry_set_attributes (self->entry, attributes);
}

typedef struct {
  CrmQuickDialog *self; /* owned */
  CrmQuickLine *line;   /* owned; a reading of its own */
  char *text;
  GPtrArray *hits;
  GPtrArray *persons;
  GCancellable *cancellable; /* owned */
} Naming;

static void
free_naming (Naming *naming)
{
  g_object_unref (naming->self);
  crm_quick_line_free (naming->line);
  g_free (naming->text);
  g_clear_pointer (&naming->hits, g_ptr_array_unref);
  g_clear_pointer (&naming->persons, g_ptr_array_unref);
  g_object_unref (naming->cancellable);
  g_free (naming);
}

static gboolean
name_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Naming *naming = data;

  if (!crm_quick_line_settle_person (naming->line, naming->text, database, &naming->persons, error))
    return FALSE;
  naming->hits = crm_quick_line_find (naming->line, naming->text, database, error);
  return naming->hits != NULL;
}

/* Text, language and corrections as they are now. */
static CrmQuickLine *
read_line (CrmQuickDialog *self)
{
  CrmQuickLine *line =
      crm_quick_line_read (self->text, g_get_language_names ()[0], crm_clock_now (),
                           crm_workspace_get_country (self->workspace));

  for (CrmQuickPartKind kind = CRM_QUICK_TITLE; kind <= CRM_QUICK_PERSON; kind++)
    if (self->left[kind])
      crm_quick_line_leave_words (line, self->text, kind);
  /* Without a deal there is no place for its sum but the title. */
  if (!self->left[CRM_QUICK_AMOUNT] && !crm_record_is_empty (self->draft, "deal"))
    crm_quick_line_leave_words (line, self->text, CRM_QUICK_AMOUNT);
  return line;
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Naming *naming = user_data;
  CrmQuickDialog *self = naming->self;
  gboolean done = crm_store_read_finish (CRM_STORE (source), result, NULL);

  if (self->reading == naming->cancellable) {
    g_clear_object (&self->reading);
    if (done) {
      g_clear_pointer (&self->hits, g_ptr_array_unref);
      g_clear_pointer (&self->persons, g_ptr_array_unref);
      self->hits = g_steal_pointer (&naming->hits);
      self->persons = g_steal_pointer (&naming->persons);
      /* "for Vega" may have been a client after all. */
      if (self->line != NULL) {
        CrmQuickLine *line = self->line;
        self->line = naming->line;
        naming->line = line;
      }
    }
    crm_quick_dialog_show (self);
    mark_words (self);
    if (self->create_then) {
      self->create_then = FALSE;
      create (self);
    }
  }
  free_naming (naming);
}

void
crm_quick_dialog_update (CrmQuickDialog *self)
{
  Naming *naming;

  crm_latest_stop (&self->reading);
  g_clear_pointer (&self->line, crm_quick_line_free);
  self->create_then = FALSE;
  if (self->workspace == NULL)
    return;
  if (self->text == NULL || self->text[0] == '\0') {
    g_clear_pointer (&self->hits, g_ptr_array_unref);
    crm_quick_dialog_show (self);
    return;
  }
  self->line = read_line (self);
  crm_quick_dialog_show (self);
  mark_words (self);
  self->reading = g_cancellable_new ();
  naming = g_new0 (Naming, 1);
  naming->self = g_object_ref (self);
  naming->line = read_line (self);
  naming->text = g_strdup (self->text);
  naming->cancellable = g_object_ref (self->reading);
  crm_store_read_async (crm_workspace_get_store (self->workspace), name_func, naming, NULL,
                        self->reading, named_cb, naming);
}

static void
changed_cb (CrmQuickDialog *self)
{
  g_set_str (&self->text, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  self->hit = 0;
  self->no_client = FALSE;
  keep (self, self->text);
  adw_banner_set_revealed (self->problem, FALSE);
  crm_quick_dialog_update (self);
}

/* --- Keys and buttons */

static void
activate_cb (CrmQuickDialog *self)
{
  if (!gtk_widget_get_sensitive (self->create))
    return;
  /* It is not made without the client that was named. */
  if (self->reading != NULL)
    self->create_then = TRUE;
  else
    create (self);
}

static void
cancel_cb (CrmQuickDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
crm_quick_dialog_dispose (GObject *object)
{
  CrmQuickDialog *self = CRM_QUICK_DIALOG (object);

  crm_latest_stop (&self->reading);
  g_clear_object (&self->workspace);
  g_clear_object (&self->draft);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_QUICK_DIALOG);

  G_OBJECT_CLASS (crm_quick_dialog_parent_class)->dispose (object);
}

static void
crm_quick_dialog_finalize (GObject *object)
{
  CrmQuickDialog *self = CRM_QUICK_DIALOG (object);

  g_clear_pointer (&self->line, crm_quick_line_free);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->persons, g_ptr_array_unref);
  g_free (self->text);
  g_free (self->kind);
  g_free (self->priority);

  G_OBJECT_CLASS (crm_quick_dialog_parent_class)->finalize (object);
}

static void
crm_quick_dialog_class_init (CrmQuickDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_quick_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_quick_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-quick-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmQuickDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickDialog, what);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickDialog, chips);
  gtk_widget_class_bind_template_child (widget_class, CrmQuickDialog, create);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
crm_quick_dialog_init (CrmQuickDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * crm_quick_dialog_new:
 * @workspace: where it is created
 * @draft: (nullable): a task with what it is about
 * @text: (nullable): to begin with, as if typed; line ends become spaces
 *
 * Without @text it begins with what was typed there and not created, after Escape or a crash.
 *
 * Returns: (transfer floating): the dialog; Enter creates the task and leaves one where one is
 */
CrmQuickDialog *
crm_quick_dialog_new (CrmWorkspace *workspace, CrmRecord *draft, const char *text)
{
  CrmQuickDialog *self = g_object_new (CRM_TYPE_QUICK_DIALOG, NULL);

  self->workspace = g_object_ref (workspace);
  self->draft =
      draft != NULL ? g_object_ref (draft) : crm_record_new (crm_entity_find ("activity"));
  if (text != NULL) {
    g_autofree char *valid = g_utf8_make_valid (text, -1);
    g_autofree char *line = g_strstrip (g_strdelimit (g_steal_pointer (&valid), "\r\n\t", ' '));
    gtk_editable_set_text (GTK_EDITABLE (self->entry), line);
    gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  } else
    restore (self);
  crm_quick_dialog_show (self);
  return self;
}
