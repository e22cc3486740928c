/* All forms by kind of document. */
#include "config.h"

#include "crm-forms-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"
#include "crm-document.h"
#include "crm-form-page.h"
#include "crm-form.h"
#include "crm-pill.h"

struct _CrmFormsPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace;  /* owned */
  AdwPreferencesPage *page; /* borrowed */
  AdwToolbarView *toolbar;  /* borrowed */
};

G_DEFINE_FINAL_TYPE (CrmFormsPage, crm_forms_page, ADW_TYPE_NAVIGATION_PAGE)

/* --- What is opened */

static void
standard_cb (CrmFormsPage *self, GtkWidget *row)
{
  crm_form_page_push (GTK_WIDGET (self),
                      ADW_NAVIGATION_PAGE (crm_form_page_new_from (
                          self->workspace, g_object_get_data (G_OBJECT (row), "standard"),
                          g_object_get_data (G_OBJECT (row), "kind"), 0)));
}

static void
own_cb (CrmFormsPage *self, GtkWidget *row)
{
  gint64 id = *(gint64 *) g_object_get_data (G_OBJECT (row), "id");

  crm_form_page_push (GTK_WIDGET (self),
                      ADW_NAVIGATION_PAGE (crm_form_page_new (self->workspace, id, 0)));
}

/* --- Rows */

static GtkWidget *
create_row (CrmFormsPage *self, const char *title, const char *subtitle, gboolean used,
            GCallback activated)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (used) {
    GtkWidget *pill = crm_pill_new ();
    crm_pill_set (pill, C_ ("choice", "In use"), "success");
    gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), pill);
  }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", activated, self, G_CONNECT_SWAPPED);
  return row;
}

static GPtrArray *
read_own (CrmFormsPage *self, const char *kind)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("form"));
  g_autoptr (CrmQuery) of_kind = crm_query_filter (all, "kind", CRM_OP_EQUAL, kind, NULL, NULL);

  return of_kind != NULL
             ? crm_query_fetch_all (of_kind, crm_workspace_get_reader (self->workspace), -1, NULL)
             : NULL;
}

/* The language that papers are in when nobody has said another. */
static const char *
get_language (CrmFormsPage *self)
{
  const char *country = crm_workspace_get_country (self->workspace);

  if (g_strcmp0 (country, "ua") == 0)
    return "uk";
  return g_strcmp0 (country, "ru") == 0 || g_strcmp0 (country, "pl") == 0 ? country : "en";
}

static gboolean
is_used (CrmRecord *form)
{
  return g_strcmp0 (crm_record_get_text (form, "state"), "in_use") == 0;
}

/* What is said of an own form: that it is behind the standard one, else whose it is. */
static const char *
get_subtitle (CrmRecord *form)
{
  const char *source = crm_record_get_text (form, "source");
  g_autoptr (GBytes) xml = source != NULL ? g_bytes_new_static (source, strlen (source)) : NULL;
  g_autoptr (CrmForm) read = xml != NULL ? crm_form_parse (xml, NULL) : NULL;
  int company = crm_entity_field_index (crm_entity_find ("form"), "company");

  return read != NULL && crm_form_is_behind (read, crm_record_get_text (form, "base"))
             ? _ ("The standard form has a newer wording")
             : crm_record_get_reference_title (form, company);
}

static gboolean
is_own_used (GPtrArray *own, const char *standard)
{
  for (guint i = 0; own != NULL && i < own->len; i++)
    if (is_used (own->pdata[i]) && crm_record_is_empty (own->pdata[i], "company") &&
        g_strcmp0 (crm_record_get_text (own->pdata[i], "base"), standard) == 0)
      return TRUE;
  return FALSE;
}

static void
add_kind (CrmFormsPage *self, const CrmChoice *kind)
{
  g_autoptr (GPtrArray) own = read_own (self, kind->code);
  const char *standard = crm_form_find_builtin (
      kind->code, crm_workspace_get_country (self->workspace), get_language (self));
  GtkWidget *group;

  if (standard == NULL && (own == NULL || own->len == 0))
    return;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), crm_choice_get_label (kind));
  for (guint i = 0; own != NULL && i < own->len; i++) {
    CrmRecord *form = own->pdata[i];
    gint64 id = crm_record_get_id (form);
    GtkWidget *row = create_row (self, crm_record_get_title (form), get_subtitle (form),
                                 is_used (form), G_CALLBACK (own_cb));
    g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  if (standard != NULL) {
    GtkWidget *row = create_row (self, _ ("Standard form"), _ ("Change it to have one of your own"),
                                 !is_own_used (own, standard), G_CALLBACK (standard_cb));
    g_object_set_data_full (G_OBJECT (row), "standard", g_strdup (standard), g_free);
    g_object_set_data_full (G_OBJECT (row), "kind", g_strdup (kind->code), g_free);
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  }
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

static void
fill (CrmFormsPage *self)
{
  const CrmChoice *kinds = crm_entity_field (crm_entity_find ("form"), "kind")->choices;

  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  adw_preferences_page_set_description (
      self->page, _ ("How your documents look on paper. Documents that are issued stay as they "
                     "were handed over."));
  for (; kinds->code != NULL; kinds++)
    add_kind (self, kinds);
  adw_toolbar_view_set_content (self->toolbar, GTK_WIDGET (self->page));
}

static void
store_changed_cb (CrmFormsPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("form")))
    fill (self);
}

static void
crm_forms_page_dispose (GObject *object)
{
  g_clear_object (&CRM_FORMS_PAGE (object)->workspace);

  G_OBJECT_CLASS (crm_forms_page_parent_class)->dispose (object);
}

static void
crm_forms_page_class_init (CrmFormsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_forms_page_dispose;
}

static void
crm_forms_page_init (CrmFormsPage *self)
{
  GtkWidget *toolbar = adw_toolbar_view_new ();

  self->toolbar = ADW_TOOLBAR_VIEW (toolbar);
  adw_toolbar_view_add_top_bar (self->toolbar, adw_header_bar_new ());
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), toolbar);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self),
                                 crm_entity_get_label_plural (crm_entity_find ("form")));
}

/**
 * crm_forms_page_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the page
 */
AdwNavigationPage *
crm_forms_page_new (CrmWorkspace *workspace)
{
  CrmFormsPage *self = g_object_new (CRM_TYPE_FORMS_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  fill (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return ADW_NAVIGATION_PAGE (self);
}
