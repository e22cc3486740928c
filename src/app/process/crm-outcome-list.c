/* The ways a task can end, for menus. */
#include "config.h"

#include "crm-outcome-list.h"

#include <glib/gi18n.h>

#include "crm-deed-button.h"
#include "crm-finish-sheet.h"

/* Wide enough for a sentence, not for a paragraph. */
#define WIDEST 44

typedef struct {
  CrmWorkspace *workspace; /* owned */
  gint64 activity;
  gint64 outcome;
} Choice;

static void
free_choice (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->workspace);
  g_free (choice);
}

static void
finish (GtkWidget *parent, gpointer data)
{
  Choice *choice = data;

  crm_finish_task (parent, choice->workspace, choice->activity, choice->outcome);
}

static GtkWidget *
make_label (const char *text, gboolean is_preview)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDEST);
  if (is_preview) {
    gtk_widget_add_css_class (label, "caption");
    gtk_widget_add_css_class (label, "dimmed");
  }
  return label;
}

static GtkWidget *
make_button (CrmWorkspace *workspace, CrmRecord *task, CrmRecord *outcome)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *preview =
      crm_finish_dup_preview (workspace, crm_record_get_id (task), crm_record_get_id (outcome));
  /* Translators: a way a task can end, and the task: "Interested: Cold call" */
  g_autofree char *name =
      g_strdup_printf (_ ("%s: %s"), crm_record_get_title (outcome), crm_record_get_title (task));
  Choice *choice = g_new0 (Choice, 1);

  choice->workspace = g_object_ref (workspace);
  choice->activity = crm_record_get_id (task);
  choice->outcome = crm_record_get_id (outcome);
  gtk_box_append (GTK_BOX (box), make_label (crm_record_get_title (outcome), FALSE));
  if (*preview != '\0')
    gtk_box_append (GTK_BOX (box), make_label (preview, TRUE));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "outcome-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, preview, -1);
  crm_deed_button_set (button, finish, choice, free_choice);
  return button;
}

/**
 * crm_outcome_list_new:
 * @workspace: where the task is
 * @task: an open activity
 * @outcomes: (element-type CrmRecord): how it can end
 * @first: those before it have buttons elsewhere
 *
 * What they would do is worked out now: make it when it is to be seen.
 *
 * Returns: (transfer floating): a button for each; a press finishes the task and puts away the menu
 */
GtkWidget *
crm_outcome_list_new (CrmWorkspace *workspace, CrmRecord *task, GPtrArray *outcomes, guint first)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = first; i < outcomes->len; i++)
    gtk_box_append (GTK_BOX (box), make_button (workspace, task, outcomes->pdata[i]));
  return box;
}
