/* The quick task. */
#include "config.h"

#include "crm-quick-dialog.h"

#include <glib/gi18n.h>

#include "crm-chooser.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-due-popover.h"
#include "crm-quick-chip.h"
#include "crm-quick-line.h"

/**
 * CrmQuickDialog:
 *
 * What is typed is read at once and shown as what it will become; names are looked up on the reader
 * thread. What was understood wrongly is put right in its chip and stays so while one types on.
 */
struct _CrmQuickDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  CrmRecord *draft;        /* owned; what it is about before anything is typed */
  CrmQuickLine *line;      /* owned; NULL until something is typed */
  char *text;              /* owned; what the line was read from */
  GPtrArray *hits;         /* owned; CrmQuickHit: clients that may be meant; NULL: not looked up */
  GPtrArray *persons;      /* owned; CrmQuickHit */
  GCancellable *reading;   /* owned; of the names, NULL when nothing is read */
  gboolean create_then;    /* Return came before the names */

  /* What was put right. */
  gboolean left[CRM_QUICK_PERSON + 1]; /* these parts are words */
  char *kind;                          /* owned; NULL: as said */
  char *priority;                      /* owned */
  gint64 due;                          /* 0: as said */
  gint64 person;                       /* 0: as said */
  guint hit;                           /* which of the clients */
  gboolean no_client;

  AdwBanner *problem;
  GtkEntry *entry;
  GtkLabel *what;
  AdwWrapBox *chips;
  GtkWidget *create;
};

G_DEFINE_FINAL_TYPE (CrmQuickDialog, crm_quick_dialog, ADW_TYPE_DIALOG)

static void update (CrmQuickDialog *self);
static void create (CrmQuickDialog *self);

/* --- What it becomes */

static const CrmField *
task_field (const char *name)
{
  return crm_entity_field (crm_entity_find ("activity"), name);
}

static const CrmQuickHit *
get_client (CrmQuickDialog *self)
{
  if (self->no_client || self->hits == NULL || self->hits->len == 0)
    return NULL;
  return self->hits->pdata[MIN (self->hit, self->hits->len - 1)];
}

static gint64
get_person (CrmQuickDialog *self)
{
  if (self->person != 0)
    return self->person;
  if (self->persons != NULL && self->persons->len > 0)
    return ((CrmQuickHit *) self->persons->pdata[0])->id;
  return crm_workspace_get_me (self->workspace);
}

static gint64
get_due (CrmQuickDialog *self)
{
  return self->due != 0 ? self->due : crm_quick_line_get_due (self->line, crm_clock_now ());
}

/* A task about a deal makes none of its own. */
static gboolean
makes_deal (CrmQuickDialog *self)
{
  return self->line->has_deal && !self->left[CRM_QUICK_DEAL] &&
         crm_record_is_empty (self->draft, "deal");
}

static const char *
get_currency (CrmQuickDialog *self)
{
  return self->line->currency != NULL ? self->line->currency
                                      : crm_workspace_get_currency (self->workspace);
}

static void
set_client (CrmQuickDialog *self, CrmRecord *record)
{
  const CrmQuickHit *hit = get_client (self);

  if (hit != NULL) {
    crm_record_set_integer (record, hit->entity->name, hit->id);
    /* Who works somewhere is spoken with about that. */
    if (crm_entity_field (hit->entity, "company") != NULL) {
      g_autoptr (CrmRecord) contact =
          crm_record_load (crm_workspace_get_reader (self->workspace), hit->entity, hit->id, NULL);
      if (contact != NULL && !crm_record_is_empty (contact, "company"))
        crm_record_set_integer (record, "company", crm_record_get_integer (contact, "company"));
    }
    return;
  }
  if (!crm_record_is_empty (self->draft, "company"))
    crm_record_set_integer (record, "company", crm_record_get_integer (self->draft, "company"));
  if (!crm_record_is_empty (self->draft, "contact"))
    crm_record_set_integer (record, "contact", crm_record_get_integer (self->draft, "contact"));
}

static CrmRecord *
make_task (CrmQuickDialog *self)
{
  CrmRecord *task = crm_record_copy (self->draft);
  gint64 due = get_due (self);

  crm_quick_line_fill (self->line, task, crm_clock_now ());
  if (self->kind != NULL)
    crm_record_set_text (task, "kind", self->kind);
  if (self->priority != NULL)
    crm_record_set_text (task, "priority", self->priority);
  if (self->due != 0) {
    crm_record_set_integer (task, "due", due);
    crm_record_clear_field (task, "start");
  }
  set_client (self, task);
  if (get_person (self) != 0)
    crm_record_set_integer (task, "responsible", get_person (self));
  return task;
}

/* It is called after its company, or as the task is where there is none. */
static CrmRecord *
make_deal (CrmQuickDialog *self)
{
  CrmRecord *deal = crm_record_new (crm_entity_find ("deal"));

  set_client (self, deal);
  if (crm_record_is_empty (deal, "company") && crm_record_is_empty (deal, "contact"))
    crm_record_set_text (deal, "name", self->line->title);
  if (self->line->has_amount) {
    crm_record_set_integer (deal, "value", self->line->amount);
    crm_record_set_text (deal, "currency", get_currency (self));
  }
  if (get_person (self) != 0)
    crm_record_set_integer (deal, "responsible", get_person (self));
  return deal;
}

/* --- Chips */

static void
corrected (CrmQuickDialog *self)
{
  update (self);
  gtk_entry_grab_focus_without_selecting (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
leave (CrmQuickDialog *self, CrmQuickPartKind kind)
{
  self->left[kind] = TRUE;
  corrected (self);
}

static void
set_picked (char **text, const CrmValue *value)
{
  g_set_str (text, value != NULL && value->type == CRM_VALUE_TEXT ? value->text : NULL);
}

static void
kind_picked_cb (CrmQuickDialog *self, const CrmValue *value)
{
  set_picked (&self->kind, value);
  corrected (self);
}

static void
priority_picked_cb (CrmQuickDialog *self, const CrmValue *value)
{
  set_picked (&self->priority, value);
  corrected (self);
}

static void
person_picked_cb (CrmQuickDialog *self, const CrmValue *value)
{
  self->person = value != NULL && value->type == CRM_VALUE_INTEGER ? value->integer : 0;
  corrected (self);
}

static void
due_picked_cb (CrmQuickDialog *self, gint64 moment)
{
  self->due = moment;
  corrected (self);
}

static GtkWidget *
new_chooser (CrmQuickDialog *self, const char *field, GCallback picked)
{
  GtkWidget *chooser = crm_chooser_new (self->workspace, task_field (field));

  g_signal_connect_object (chooser, "picked", picked, self, G_CONNECT_SWAPPED);
  return chooser;
}

static GtkWidget *
new_kind_popover (gpointer owner)
{
  return new_chooser (owner, "kind", G_CALLBACK (kind_picked_cb));
}

static GtkWidget *
new_priority_popover (gpointer owner)
{
  return new_chooser (owner, "priority", G_CALLBACK (priority_picked_cb));
}

static GtkWidget *
new_person_popover (gpointer owner)
{
  return new_chooser (owner, "responsible", G_CALLBACK (person_picked_cb));
}

static GtkWidget *
new_due_popover (gpointer owner)
{
  CrmQuickDialog *self = owner;
  GtkWidget *popover = crm_due_popover_new (self->workspace);

  g_signal_connect_object (popover, "picked", G_CALLBACK (due_picked_cb), self, G_CONNECT_SWAPPED);
  return popover;
}

static void
client_clicked_cb (CrmQuickDialog *self, GtkWidget *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  self->hit = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "hit"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  corrected (self);
}

static GtkWidget *
new_client_popover (gpointer owner)
{
  CrmQuickDialog *self = owner;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; self->hits != NULL && i < self->hits->len; i++) {
    const CrmQuickHit *hit = self->hits->pdata[i];
    /* Translators: what it is (Company) and its name */
    g_autofree char *text =
        g_strdup_printf (C_ ("client", "%s: %s"), crm_entity_get_label (hit->entity), hit->title);
    GtkWidget *button = gtk_button_new_with_label (text);
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
    g_object_set_data (G_OBJECT (button), "hit", GUINT_TO_POINTER (i));
    g_signal_connect_object (button, "clicked", G_CALLBACK (client_clicked_cb), self,
                             G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (box), button);
  }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
kind_removed_cb (CrmQuickDialog *self)
{
  g_clear_pointer (&self->kind, g_free);
  leave (self, CRM_QUICK_KIND);
}

static void
due_removed_cb (CrmQuickDialog *self)
{
  self->due = 0;
  self->left[CRM_QUICK_TIME] = TRUE;
  leave (self, CRM_QUICK_DATE);
}

static void
client_removed_cb (CrmQuickDialog *self)
{
  self->no_client = TRUE;
  corrected (self);
}

static void
deal_removed_cb (CrmQuickDialog *self)
{
  self->left[CRM_QUICK_AMOUNT] = TRUE;
  leave (self, CRM_QUICK_DEAL);
}

static void
priority_removed_cb (CrmQuickDialog *self)
{
  g_clear_pointer (&self->priority, g_free);
  leave (self, CRM_QUICK_PRIORITY);
}

static void
person_removed_cb (CrmQuickDialog *self)
{
  self->person = 0;
  leave (self, CRM_QUICK_PERSON);
}

static void
add_chip (CrmQuickDialog *self, const char *icon, const char *name, const char *text,
          CrmQuickPopoverFunc popover, GCallback removed)
{
  adw_wrap_box_append (self->chips, crm_quick_chip_new (icon, name, text, popover, removed, self));
}

static void
add_due_chip (CrmQuickDialog *self)
{
  gint64 due = get_due (self);
  g_autofree char *when =
      due != 0 ? crm_moment_format_relative (due, crm_clock_now ()) : g_strdup (_ ("No Date"));

  add_chip (self, "x-office-calendar-symbolic", _ ("When"), when, new_due_popover,
            due != 0 ? G_CALLBACK (due_removed_cb) : NULL);
}

static void
add_client_chip (CrmQuickDialog *self)
{
  const CrmQuickHit *hit = get_client (self);
  const CrmEntity *task = crm_entity_find ("activity");

  if (hit != NULL) {
    add_chip (self, hit->entity->icon, crm_entity_get_label (hit->entity), hit->title,
              self->hits->len > 1 ? new_client_popover : NULL, G_CALLBACK (client_removed_cb));
    return;
  }
  /* What it is about anyway: the page it was called from. */
  for (int i = 0; i < task->n_fields; i++) {
    const CrmField *field = &task->fields[i];
    const CrmEntity *target = crm_field_get_target (field);
    g_autofree char *title = NULL;
    if (field->kind != CRM_KIND_REFERENCE || target == NULL ||
        crm_record_is_empty (self->draft, field->name) ||
        g_strcmp0 (field->name, "responsible") == 0)
      continue;
    title = crm_reference_title (crm_workspace_get_reader (self->workspace), target,
                                 crm_record_get_integer (self->draft, field->name));
    if (title != NULL)
      add_chip (self, target->icon, crm_field_get_label (field), title, NULL, NULL);
  }
}

static void
add_deal_chip (CrmQuickDialog *self)
{
  const CrmEntity *deal = crm_entity_find ("deal");
  g_autofree char *text = NULL;

  if (!makes_deal (self))
    return;
  text = self->line->has_amount
             ? crm_money_format (self->line->amount, get_currency (self), crm_number_style_local ())
             : g_strdup (crm_entity_get_label (deal));
  add_chip (self, deal->icon, crm_entity_get_label_new (deal), text, NULL,
            G_CALLBACK (deal_removed_cb));
}

static void
add_choice_chip (CrmQuickDialog *self, const char *icon, const char *field, const char *code,
                 CrmQuickPopoverFunc popover, GCallback removed)
{
  const CrmChoice *choice = crm_field_find_choice (task_field (field), code);

  if (choice != NULL)
    add_chip (self, icon, crm_field_get_label (task_field (field)), crm_choice_get_label (choice),
              popover, removed);
}

static void
add_chips (CrmQuickDialog *self)
{
  const char *kind = self->kind != NULL ? self->kind : self->line->kind;
  const char *priority = self->priority != NULL ? self->priority : self->line->priority;
  gint64 person = get_person (self);
  g_autofree char *name = person != 0
                              ? crm_reference_title (crm_workspace_get_reader (self->workspace),
                                                     crm_entity_find ("person"), person)
                              : NULL;

  add_choice_chip (self, "checkbox-checked-symbolic", "kind", kind, new_kind_popover,
                   g_strcmp0 (kind, "task") != 0 ? G_CALLBACK (kind_removed_cb) : NULL);
  add_due_chip (self);
  add_client_chip (self);
  add_deal_chip (self);
  if (priority != NULL)
    add_choice_chip (self, "dialog-warning-symbolic", "priority", priority, new_priority_popover,
                     G_CALLBACK (priority_removed_cb));
  if (name != NULL)
    add_chip (self, "avatar-default-symbolic", crm_field_get_label (task_field ("responsible")),
              name, new_person_popover,
              self->line->person != NULL || self->person != 0 ? G_CALLBACK (person_removed_cb)
                                                              : NULL);
}

static void
show (CrmQuickDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  gtk_widget_set_sensitive (self->create, self->line != NULL && self->line->title[0] != '\0');
  gtk_label_set_text (self->what, self->line != NULL ? self->line->title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->what),
                          self->line != NULL && self->line->title[0] != '\0');
  if (self->line != NULL)
    add_chips (self);
  else
    add_client_chip (self); /* what it will be about is seen before anything is said */
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
  if (get_client (self) != NULL) {
    PangoAttribute *attribute = pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
    attribute->start_index = get_client (self)->start;
    attribute->end_index = get_client (self)->end;
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
    show (self);
    mark_words (self);
    if (self->create_then) {
      self->create_then = FALSE;
      create (self);
    }
  }
  free_naming (naming);
}

static void
update (CrmQuickDialog *self)
{
  Naming *naming;

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->line, crm_quick_line_free);
  self->create_then = FALSE;
  if (self->workspace == NULL)
    return;
  if (self->text == NULL || self->text[0] == '\0') {
    g_clear_pointer (&self->hits, g_ptr_array_unref);
    show (self);
    return;
  }
  self->line = read_line (self);
  show (self);
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
  adw_banner_set_revealed (self->problem, FALSE);
  update (self);
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
    g_autofree char *escaped = g_markup_escape_text (error->message, -1);
    adw_banner_set_title (self->problem, escaped);
    adw_banner_set_revealed (self->problem, TRUE);
    gtk_entry_grab_focus_without_selecting (self->entry);
    return;
  }
  /* Translators: %s is the title of a new record */
  text = g_strdup_printf (_ ("“%s” created"), self->line->title);
  crm_workspace_say_done (self->workspace, text);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
create (CrmQuickDialog *self)
{
  g_autoptr (CrmRecord) task = make_task (self);
  /* Translators: the name of an entity (Company) and the title of a new record */
  g_autofree char *label =
      g_strdup_printf (C_ ("change", "New %s: %s"),
                       crm_entity_get_label (crm_record_get_entity (task)), self->line->title);
  CrmChange *change = crm_workspace_begin (self->workspace, label);

  if (makes_deal (self)) {
    g_autoptr (CrmRecord) deal = make_deal (self);
    crm_record_set_integer (task, "deal", crm_change_add (change, deal));
  }
  crm_change_add (change, task);
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (self->create, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), FALSE);
  crm_workspace_commit (self->workspace, change, created_cb, g_object_ref (self));
}

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

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
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
  }
  show (self);
  return self;
}
