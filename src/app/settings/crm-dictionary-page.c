/* The values of one dictionary: names, colours, order, how many records hold each. */
#include "config.h"

#include "crm-dictionary-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-dictionary.h"
#include "crm-order-row.h"
#include "crm-value-dialog.h"

struct _CrmDictionaryPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace;   /* owned */
  CrmDictionary *dictionary; /* owned */
  GPtrArray *values;         /* CrmDictionaryValue; owned; as shown */

  AdwPreferencesPage *page;
  AdwPreferencesGroup *list; /* NULL until shown */
};

G_DEFINE_FINAL_TYPE (CrmDictionaryPage, crm_dictionary_page, ADW_TYPE_NAVIGATION_PAGE)

static void
move_cb (gpointer owner, guint from, guint to)
{
  CrmDictionaryPage *self = owner;
  CrmChange *change;
  gpointer moved;

  if (self->workspace == NULL || MAX (from, to) >= self->values->len)
    return;
  moved = g_ptr_array_steal_index (self->values, from);
  g_ptr_array_insert (self->values, (int) to, moved);
  change = crm_workspace_begin (self->workspace, self->dictionary->title);
  crm_dictionary_arrange (self->dictionary, change, self->values);
  crm_workspace_commit (self->workspace, change, NULL, NULL);
}

static void
open_dialog (CrmDictionaryPage *self, guint index)
{
  AdwDialog *dialog =
      crm_value_dialog_new (self->workspace, self->dictionary->list, self->values, index);

  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
activated_cb (CrmDictionaryPage *self, AdwActionRow *row)
{
  open_dialog (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "index")));
}

static void
add_cb (CrmDictionaryPage *self)
{
  open_dialog (self, self->values->len);
}

/* --- Rows */

static char *
dup_use (const CrmDictionaryValue *value)
{
  g_autofree char *use = NULL;

  if (value->n_used == 0)
    use = g_strdup (_ ("Not used"));
  else
    use = g_strdup_printf (ngettext ("%d record", "%d records", (gulong) value->n_used),
                           (int) value->n_used);
  if (value->is_active)
    return g_steal_pointer (&use);
  /* Translators: %s is "12 records"; the value of a dictionary is out of use */
  return g_strdup_printf (_ ("%s, no longer offered"), use);
}

static GtkWidget *
create_row (CrmDictionaryPage *self, guint i)
{
  CrmDictionaryValue *value = self->values->pdata[i];
  g_autofree char *use = dup_use (value);
  GtkWidget *row = crm_order_row_new (value->name, use, i, self->values->len, move_cb, self);
  const CrmField *colours = crm_entity_field (crm_entity_find ("choice"), "colour");
  const CrmChoice *colour = crm_field_find_choice (colours, value->colour);

  if (colour != NULL)
    crm_order_row_add_pill (row, crm_choice_get_label (colour), value->colour);
  if (!value->is_active)
    gtk_widget_add_css_class (row, "dim-label");
  g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (i));
  g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
show_values (CrmDictionaryPage *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *values =
      crm_dictionary_read (self->dictionary, crm_workspace_get_reader (self->workspace), &error);

  if (self->list != NULL)
    adw_preferences_page_remove (self->page, self->list);
  self->list = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_page_add (self->page, self->list);
  if (values == NULL) {
    adw_preferences_group_set_description (self->list, error->message);
    return;
  }
  g_clear_pointer (&self->values, g_ptr_array_unref);
  self->values = values;
  for (guint i = 0; i < values->len; i++)
    adw_preferences_group_add (self->list, create_row (self, i));
  adw_preferences_group_add (self->list, crm_button_row_new (_ ("_Add Value…"), "list-add-symbolic",
                                                             G_CALLBACK (add_cb), self));
}

/* Counts are of all records: they are read anew when somebody looks, not with each change of one.
 */
static void
store_changed_cb (CrmDictionaryPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("choice")) ||
      crm_announcement_touches (announcement, crm_entity_find ("tag")) || self->dictionary->is_tags)
    show_values (self);
}

static void
crm_dictionary_page_dispose (GObject *object)
{
  CrmDictionaryPage *self = CRM_DICTIONARY_PAGE (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->dictionary, crm_dictionary_free);
  g_clear_pointer (&self->values, g_ptr_array_unref);

  G_OBJECT_CLASS (crm_dictionary_page_parent_class)->dispose (object);
}

static void
crm_dictionary_page_class_init (CrmDictionaryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_dictionary_page_dispose;
}

static void
crm_dictionary_page_init (CrmDictionaryPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->values = g_ptr_array_new ();
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->page));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

/**
 * crm_dictionary_page_new:
 * @workspace: an open company file
 * @list: which dictionary
 *
 * Returns: (transfer floating) (nullable): the page
 */
CrmDictionaryPage *
crm_dictionary_page_new (CrmWorkspace *workspace, const char *list)
{
  CrmDictionary *dictionary = crm_dictionary_find (list);
  CrmDictionaryPage *self;

  if (dictionary == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_DICTIONARY_PAGE, "title", dictionary->title, NULL);
  self->workspace = g_object_ref (workspace);
  self->dictionary = dictionary;
  show_values (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * crm_dictionary_page_show:
 * @parent: a widget of the preferences
 * @workspace: an open company file
 * @list: which dictionary
 */
void
crm_dictionary_page_show (GtkWidget *parent, CrmWorkspace *workspace, const char *list)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (parent, ADW_TYPE_PREFERENCES_DIALOG);
  CrmDictionaryPage *page = dialog != NULL ? crm_dictionary_page_new (workspace, list) : NULL;

  if (page != NULL)
    adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (dialog),
                                         ADW_NAVIGATION_PAGE (page));
}
