/* A list of what is known of a record, to take a value from. */
#include "config.h"

#include "crm-blank-values.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "crm-entity.h"
#include "crm-form-filter.h"
#include "crm-search-escape.h"
#include "crm-text.h"

#define KEY_PATH "blank-values-path"
#define KEY_WORDS "blank-values-words"

struct _CrmBlankValues {
  GtkPopover parent_instance;

  CrmFormData *data; /* owned */
  char *language;    /* owned */

  GtkSearchEntry *search;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CrmBlankValues, crm_blank_values, GTK_TYPE_POPOVER)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
filter_cb (GtkListBoxRow *row, gpointer user_data)
{
  CrmBlankValues *self = user_data;
  g_autofree char *wanted = crm_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  const char *words = g_object_get_data (G_OBJECT (row), KEY_WORDS);

  return strstr (words, wanted) != NULL;
}

static void
searched_cb (CrmBlankValues *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

static void
activated_cb (CrmBlankValues *self, GtkListBoxRow *row)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (row), KEY_PATH));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[CHOSEN], 0, path);
}

static void
add_value (CrmBlankValues *self, const char *whose, const char *label, const char *path)
{
  const CrmFormData *value = crm_form_data_lookup (self->data, path);
  g_autofree char *text = value != NULL && !crm_form_data_is_empty (value)
                              ? crm_form_value_format (value, self->language)
                              : NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;
  GtkWidget *row;

  if (text == NULL || *text == '\0')
    return;
  /* Translators: whose a value is and what it is: "My company: Tax number" */
  title = *whose != '\0' ? g_strdup_printf (_ ("%s: %s"), whose, label) : g_strdup (label);
  line = crm_text_one_line (text, 80);
  words = g_strdup_printf ("%s %s", title, line);
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), KEY_PATH, g_strdup (path), g_free);
  g_object_set_data_full (G_OBJECT (row), KEY_WORDS, crm_text_fold (words), g_free);
  gtk_list_box_append (self->list, row);
}

static void
add_fields (CrmBlankValues *self, const char *prefix, const char *whose, const char *entity_name)
{
  const CrmEntity *entity = crm_entity_find (entity_name);

  for (int i = 0; i < entity->n_fields; i++) {
    const CrmField *field = &entity->fields[i];
    g_autofree char *path = g_strconcat (prefix, ".", field->name, NULL);
    if ((field->flags & (CRM_FIELD_GONE | CRM_FIELD_HIDDEN)) == 0 && field->kind != CRM_KIND_FILE)
      add_value (self, whose, crm_field_get_label (field), path);
  }
}

static void
add_account (CrmBlankValues *self, const char *prefix, const char *whose)
{
  static const char *const fields[][2] = { { "iban", "account" },
                                           { "number", "account" },
                                           { "bank", "bank" },
                                           { "bic", "bic" },
                                           { "corr_account", "corr_account" } };
  const CrmEntity *accounts = crm_entity_find ("bank_account");

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *path = g_strconcat (prefix, ".account.", fields[i][0], NULL);
    add_value (self, whose, crm_field_get_label (crm_entity_field (accounts, fields[i][1])), path);
  }
}

static void
fill (CrmBlankValues *self)
{
  const struct {
    const char *prefix, *whose, *entity;
  } records[] = {
    { "company", crm_entity_get_label (crm_entity_find ("company")), "company" },
    { "own", C_ ("choice", "My company"), "company" },
    { "contact", crm_entity_get_label (crm_entity_find ("contact")), "contact" },
    { "deal", crm_entity_get_label (crm_entity_find ("deal")), "deal" },
    { "document", crm_entity_get_label (crm_entity_find ("document")), "document" },
  };

  add_value (self, "", _ ("Today"), "today");
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++) {
    if (crm_form_data_lookup (self->data, records[i].prefix) == NULL)
      continue;
    add_fields (self, records[i].prefix, records[i].whose, records[i].entity);
    if (i < 2)
      add_account (self, records[i].prefix, records[i].whose);
  }
}

static void
crm_blank_values_finalize (GObject *object)
{
  CrmBlankValues *self = CRM_BLANK_VALUES (object);

  crm_form_data_unref (self->data);
  g_free (self->language);

  G_OBJECT_CLASS (crm_blank_values_parent_class)->finalize (object);
}

static void
crm_blank_values_class_init (CrmBlankValuesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_blank_values_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", CRM_TYPE_BLANK_VALUES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_blank_values_init (CrmBlankValues *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *nothing = gtk_label_new (_ ("Nothing found"));

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (nothing, "dim-label");
  gtk_list_box_set_placeholder (self->list, nothing);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (self->list, filter_cb, self, NULL);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (searched_cb), self);
  crm_search_escape_add (self->search);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_size_request (scroller, 300, 320);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * crm_blank_values_new:
 * @data: of crm_blank_dup_data()
 * @language: of values
 *
 * Returns: (transfer floating): a popover with all that is not empty
 */
GtkWidget *
crm_blank_values_new (CrmFormData *data, const char *language)
{
  CrmBlankValues *self = g_object_new (CRM_TYPE_BLANK_VALUES, NULL);

  self->data = crm_form_data_ref (data);
  self->language = g_strdup (language);
  fill (self);
  return GTK_WIDGET (self);
}
