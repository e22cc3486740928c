/* Papers that each begin a deal of their own: how many, and what each is about. */
#include "config.h"

#include "crm-agreements-dialog.h"

#include <glib/gi18n.h>

#include "crm-dialog-guard.h"
#include "crm-document.h"
#include "crm-field-row.h"
#include "crm-problem-banner.h"
#include "crm-record-form.h"

/* One paper with its deal. */
typedef struct {
  CrmRecord *start;    /* owned; what is proposed */
  CrmRecordForm *form; /* owned; of the deal */
  GtkWidget *group;    /* in the dialog */
  GtkWidget *remove;
} Part;

struct _CrmAgreementsDialog {
  AdwDialog parent_instance;

  CrmWorkspace *workspace; /* owned */
  gint64 document;
  char *kind;       /* owned */
  GPtrArray *parts; /* Part, owned */
  gboolean writing;

  AdwWindowTitle *heading;
  AdwBanner *problem;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (CrmAgreementsDialog, crm_agreements_dialog, ADW_TYPE_DIALOG)

static void
free_part (gpointer data)
{
  Part *part = data;

  g_clear_object (&part->start);
  g_clear_object (&part->form);
  g_free (part);
}

static void
show_problem (CrmAgreementsDialog *self, const char *text)
{
  self->writing = FALSE;
  crm_problem_banner_show (self->problem, text);
}

static gboolean
is_typed (gpointer dialog)
{
  CrmAgreementsDialog *self = dialog;

  for (guint i = 0; i < self->parts->len; i++) {
    Part *part = self->parts->pdata[i];
    if (crm_record_form_is_typed (part->form, part->start))
      return TRUE;
  }
  return FALSE;
}

/* Each deal has a name; one alone cannot be taken away. */
static void
update (CrmAgreementsDialog *self)
{
  gboolean is_complete = TRUE;

  if (self->parts == NULL)
    return;
  for (guint i = 0; i < self->parts->len; i++) {
    Part *part = self->parts->pdata[i];
    g_autofree char *title =
        /* Translators: heading of the first, the second … of several papers */
        g_strdup_printf (_ ("Agreement %u"), i + 1);
    is_complete =
        is_complete && !crm_record_is_empty (crm_record_form_get_record (part->form), "name");
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (part->group), title);
    gtk_widget_set_visible (part->remove, self->parts->len > 1);
  }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "agreements.create", is_complete);
}

/* --- Parts */

static void
remove_cb (CrmAgreementsDialog *self, GtkWidget *button)
{
  for (guint i = 0; i < self->parts->len; i++) {
    Part *part = self->parts->pdata[i];
    if (part->remove != button)
      continue;
    gtk_box_remove (self->groups, part->group);
    g_ptr_array_remove_index (self->parts, i);
    part = self->parts->pdata[MIN (i, self->parts->len - 1)];
    gtk_widget_child_focus (part->group, GTK_DIR_TAB_FORWARD);
    break;
  }
  update (self);
}

static GtkWidget *
make_remove_button (CrmAgreementsDialog *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static gboolean
add_part (CrmAgreementsDialog *self, GError **error)
{
  static const char *const names[] = { "name", "value", "responsible", "note" };
  const CrmEntity *deals = crm_entity_find ("deal");
  g_autoptr (CrmRecord) deal =
      crm_document_new_deal (crm_workspace_get_reader (self->workspace), self->document, error);
  Part *part;

  if (deal == NULL)
    return FALSE;
  part = g_new0 (Part, 1);
  part->start = crm_record_copy (deal);
  part->form = crm_record_form_new (self->workspace, deal);
  part->group = adw_preferences_group_new ();
  part->remove = make_remove_button (self);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (part->group), part->remove);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    GtkWidget *row = crm_field_row_new (part->form, crm_entity_field_index (deals, names[i]));
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (part->group), row);
    if (i == 0)
      adw_dialog_set_focus (ADW_DIALOG (self), row);
  }
  g_signal_connect_object (part->form, "refreshed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->groups, part->group);
  g_ptr_array_add (self->parts, part);
  update (self);
  return TRUE;
}

static void
add_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GError) error = NULL;

  if (!add_part (CRM_AGREEMENTS_DIALOG (widget), &error))
    show_problem (CRM_AGREEMENTS_DIALOG (widget), error->message);
}

/* --- Writing */

/* Outlives a dialog that is closed meanwhile. */
typedef struct {
  CrmAgreementsDialog *dialog; /* owned */
  CrmWorkspace *workspace;     /* owned */
  gint64 document;
  guint n;
  char *said; /* owned */
} Writing;

/* The one that was made; of several, the list of what follows from the contract. */
static void
show_made (Writing *writing, gint64 made)
{
  const CrmEntity *documents = crm_entity_find ("document");
  g_autoptr (CrmQuery) all = crm_query_new (documents);
  g_autoptr (CrmQuery) followers =
      crm_query_filter_integer (all, "base", CRM_OP_EQUAL, writing->document);

  crm_workspace_say_done (writing->workspace, writing->said);
  if (writing->n == 1)
    crm_workspace_open_record (writing->workspace, documents, made);
  else
    crm_workspace_open_list (writing->workspace, followers, writing->said);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  gboolean is_open = writing->dialog->workspace != NULL;
  g_autoptr (GError) error = NULL;
  gint64 made = crm_workspace_commit_finish (writing->workspace, result, &error);

  if (made >= 0) {
    if (is_open)
      crm_dialog_close_now (ADW_DIALOG (writing->dialog));
    show_made (writing, made);
  } else if (is_open)
    show_problem (writing->dialog, error->message);
  else
    crm_workspace_report (writing->workspace, _ ("The document could not be made"), error);
  g_object_unref (writing->dialog);
  g_object_unref (writing->workspace);
  g_free (writing->said);
  g_free (writing);
}

static gboolean
flush (CrmAgreementsDialog *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!crm_record_form_flush (((Part *) self->parts->pdata[i])->form))
      return FALSE;
  return TRUE;
}

static void
commit (CrmAgreementsDialog *self, CrmChange *change, char *said)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->dialog = g_object_ref (self);
  writing->workspace = g_object_ref (self->workspace);
  writing->document = self->document;
  writing->n = self->parts->len;
  writing->said = said;
  self->writing = TRUE;
  crm_workspace_commit (self->workspace, change, written_cb, writing);
}

static void
create_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CrmAgreementsDialog *self = CRM_AGREEMENTS_DIALOG (widget);
  CrmDatabase *reader = crm_workspace_get_reader (self->workspace);
  g_autofree char *said = NULL;
  g_autoptr (CrmChange) change = NULL;
  g_autoptr (GError) error = NULL;

  adw_banner_set_revealed (self->problem, FALSE);
  if (self->writing || !flush (self))
    return;
  said = g_strdup_printf (ngettext ("%u agreement with a deal of its own",
                                    "%u agreements with deals of their own", self->parts->len),
                          self->parts->len);
  change = crm_workspace_begin (self->workspace, said);
  for (guint i = 0; i < self->parts->len; i++) {
    Part *part = self->parts->pdata[i];
    if (crm_document_add_with_deal (change, reader, self->document, self->kind,
                                    crm_record_form_get_record (part->form), &error) == 0) {
      show_problem (self, error->message);
      return;
    }
  }
  commit (self, g_steal_pointer (&change), g_steal_pointer (&said));
}

static void
cancel_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- The object */

static void
crm_agreements_dialog_dispose (GObject *object)
{
  CrmAgreementsDialog *self = CRM_AGREEMENTS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_AGREEMENTS_DIALOG);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (crm_agreements_dialog_parent_class)->dispose (object);
}

static void
crm_agreements_dialog_finalize (GObject *object)
{
  g_free (CRM_AGREEMENTS_DIALOG (object)->kind);

  G_OBJECT_CLASS (crm_agreements_dialog_parent_class)->finalize (object);
}

static void
crm_agreements_dialog_class_init (CrmAgreementsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_agreements_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_agreements_dialog_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-agreements-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmAgreementsDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, CrmAgreementsDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, CrmAgreementsDialog, groups);
  gtk_widget_class_install_action (widget_class, "agreements.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "agreements.create", NULL, create_action);
  gtk_widget_class_install_action (widget_class, "agreements.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "agreements.create", NULL);
}

static void
crm_agreements_dialog_init (CrmAgreementsDialog *self)
{
  self->parts = g_ptr_array_new_with_free_func (free_part);
  gtk_widget_init_template (GTK_WIDGET (self));
  crm_dialog_guard (ADW_DIALOG (self), is_typed, NULL);
}

/**
 * crm_agreements_dialog_show:
 * @parent: a widget of the window
 * @workspace: where it is written
 * @document: id of the document that they follow from
 * @kind: of the papers, with a deal of its own each
 *
 * Asks for the name, the amount, who leads it and a remark of each, and makes all of them with
 * their deals in one step.
 */
void
crm_agreements_dialog_show (GtkWidget *parent, CrmWorkspace *workspace, gint64 document,
                            const char *kind)
{
  CrmAgreementsDialog *self = g_object_new (CRM_TYPE_AGREEMENTS_DIALOG, NULL);
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (workspace),
                                                crm_entity_find ("document"), document);
  g_autoptr (GError) error = NULL;

  self->workspace = g_object_ref (workspace);
  self->document = document;
  self->kind = g_strdup (kind);
  adw_window_title_set_subtitle (self->heading, title != NULL ? title : "");
  if (add_part (self, &error))
    adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (gtk_widget_get_root (parent)));
  else {
    crm_workspace_report (workspace, _ ("The document could not be made"), error);
    g_object_unref (g_object_ref_sink (self));
  }
}
