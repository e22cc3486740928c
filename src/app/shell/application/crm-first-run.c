/* The first run: one's own company, one's own data, or a look around. */
#include "config.h"

#include "crm-first-run.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-check-digits.h"
#include "crm-import-dialog.h"
#include "crm-journal.h"

struct _CrmFirstRun {
  AdwBin parent_instance;

  CrmWorkspace *workspace; /* owned; once the file is made */

  AdwNavigationView *pages;
  GtkWidget *start_button;
  AdwComboRow *country_row;
  AdwEntryRow *company_row;
  AdwEntryRow *tax_row;
  GtkImage *tax_icon;
  GtkLabel *tax_label;
  AdwEntryRow *person_row;
  GtkLabel *error_label;
  GtkWidget *continue_button;
  GtkStack *continue_stack;
};

G_DEFINE_FINAL_TYPE (CrmFirstRun, crm_first_run, ADW_TYPE_BIN)

enum { BEGIN, LOOK_AROUND, FINISHED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What a tax number is called where it has rules; official names stand as they are. */
static const struct {
  const char *country;
  const char *tax_number;
} tax_names[] = {
  { "ru", N_ ("Tax number (ИНН)") },
  { "ua", "ЄДРПОУ / РНОКПП" },
  { "pl", N_ ("Tax number (NIP)") },
  { NULL, N_ ("Tax number") },
};

static const CrmChoice *
get_countries (void)
{
  return crm_entity_field (crm_entity_find ("company"), "country")->choices;
}

static const char *
get_country (CrmFirstRun *self)
{
  return get_countries ()[adw_combo_row_get_selected (self->country_row)].code;
}

static void
check_tax_number (CrmFirstRun *self)
{
  const char *number = gtk_editable_get_text (GTK_EDITABLE (self->tax_row));
  const char *country = get_country (self);
  g_autofree char *doubt = crm_check_tax_number (number, country);
  gboolean has_rules = strcmp (country, "other") != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->tax_icon),
                          has_rules && number[0] != '\0' && doubt == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->tax_label), doubt != NULL);
  gtk_label_set_label (self->tax_label, doubt != NULL ? doubt : "");
}

static void
country_changed_cb (CrmFirstRun *self)
{
  const char *country = get_country (self);
  gsize i = 0;

  while (tax_names[i].country != NULL && strcmp (tax_names[i].country, country) != 0)
    i++;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->tax_row), _ (tax_names[i].tax_number));
  check_tax_number (self);
}

static void
tax_changed_cb (CrmFirstRun *self)
{
  check_tax_number (self);
}

static gboolean
is_complete (CrmFirstRun *self)
{
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->company_row))));

  return name[0] != '\0';
}

static void
company_changed_cb (CrmFirstRun *self)
{
  gtk_widget_set_sensitive (self->continue_button, is_complete (self));
}

static void
set_working (CrmFirstRun *self, gboolean is_working)
{
  gtk_widget_set_sensitive (self->continue_button, !is_working);
  gtk_stack_set_visible_child_name (self->continue_stack, is_working ? "working" : "label");
}

static void
continue_cb (CrmFirstRun *self)
{
  if (!is_complete (self) || !gtk_widget_get_sensitive (self->continue_button))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  set_working (self, TRUE);
  g_signal_emit (self, signals[BEGIN], 0);
}

static void
look_around_cb (CrmFirstRun *self)
{
  g_signal_emit (self, signals[LOOK_AROUND], 0);
}

/* Whoever looked at the dialog and brought nothing may choose again. */
static void
imported_cb (CrmFirstRun *self)
{
  if (self->workspace != NULL &&
      crm_journal_get_undo (crm_workspace_get_reader (self->workspace), NULL) != 0)
    adw_navigation_view_push_by_tag (self->pages, "done");
}

static void
import_cb (CrmFirstRun *self)
{
  CrmImportDialog *dialog = crm_import_dialog_new (self->workspace, NULL, NULL);

  g_signal_connect_object (dialog, "closed", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
finish_cb (CrmFirstRun *self)
{
  g_signal_emit (self, signals[FINISHED], 0);
}

/* Return goes on at once. */
static void
crm_first_run_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (crm_first_run_parent_class)->map (widget);

  gtk_widget_grab_focus (CRM_FIRST_RUN (widget)->start_button);
}

static void
crm_first_run_dispose (GObject *object)
{
  CrmFirstRun *self = CRM_FIRST_RUN (object);

  g_clear_object (&self->workspace);
  /* Disposing the template takes it away without the bin's knowing. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CRM_TYPE_FIRST_RUN);

  G_OBJECT_CLASS (crm_first_run_parent_class)->dispose (object);
}

static void
crm_first_run_class_init (CrmFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_first_run_dispose;
  widget_class->map = crm_first_run_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/voronka_crm/Voronka/ui/crm-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, start_button);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, pages);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, country_row);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, company_row);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, tax_row);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, tax_icon);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, tax_label);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, person_row);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, error_label);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, continue_button);
  gtk_widget_class_bind_template_child (widget_class, CrmFirstRun, continue_stack);
  gtk_widget_class_bind_template_callback (widget_class, country_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, company_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tax_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, look_around_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_cb);

  /**
   * CrmFirstRun::begin:
   * @self: the first run, whose answers are complete
   */
  signals[BEGIN] =
      g_signal_new ("begin", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmFirstRun::look-around:
   * @self: the first run
   */
  signals[LOOK_AROUND] =
      g_signal_new ("look-around", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmFirstRun::finished:
   * @self: the first run
   */
  signals[FINISHED] =
      g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_first_run_init (CrmFirstRun *self)
{
  g_autoptr (GtkStringList) names = NULL;
  const CrmChoice *countries = get_countries ();
  const char *guessed = crm_beginning_guess_country ();
  guint selected = 0;

  gtk_widget_init_template (GTK_WIDGET (self));
  names = gtk_string_list_new (NULL);
  for (guint i = 0; countries[i].code != NULL; i++) {
    gtk_string_list_append (names, crm_choice_get_label (&countries[i]));
    if (strcmp (countries[i].code, guessed) == 0)
      selected = i;
  }
  adw_combo_row_set_model (self->country_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->country_row, selected);
  country_changed_cb (self);
}

/**
 * crm_first_run_new:
 *
 * Returns: (transfer floating): the first run, on its first page
 */
CrmFirstRun *
crm_first_run_new (void)
{
  return g_object_new (CRM_TYPE_FIRST_RUN, NULL);
}

/**
 * crm_first_run_get_beginning:
 * @self: a first run
 *
 * Returns: (transfer full): what stands in the rows
 */
CrmBeginning *
crm_first_run_get_beginning (CrmFirstRun *self)
{
  CrmBeginning typed = {
    .country = (char *) get_country (self),
    .company = (char *) gtk_editable_get_text (GTK_EDITABLE (self->company_row)),
    .tax_number = (char *) gtk_editable_get_text (GTK_EDITABLE (self->tax_row)),
    .person = (char *) gtk_editable_get_text (GTK_EDITABLE (self->person_row)),
  };

  return crm_beginning_copy (&typed);
}

/**
 * crm_first_run_set_workspace:
 * @self: a first run
 * @workspace: the file that was made of its answers
 *
 * Goes on to the person's data.
 */
void
crm_first_run_set_workspace (CrmFirstRun *self, CrmWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
  set_working (self, FALSE);
  adw_navigation_view_push_by_tag (self->pages, "data");
}

/**
 * crm_first_run_fail:
 * @self: a first run
 * @text: why the file could not be made
 */
void
crm_first_run_fail (CrmFirstRun *self, const char *text)
{
  set_working (self, FALSE);
  gtk_label_set_label (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
}
