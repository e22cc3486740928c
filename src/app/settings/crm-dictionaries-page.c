/* The page of the preferences for dictionaries and pipelines. */
#include "config.h"

#include "crm-dictionaries-page.h"

#include <glib/gi18n.h>

#include "crm-announcement.h"
#include "crm-dictionary-page.h"
#include "crm-dictionary.h"
#include "crm-order-row.h"
#include "crm-page-group.h"
#include "crm-request-page.h"
#include "crm-stages-page.h"

struct _CrmDictionariesPage {
  AdwPreferencesPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  AdwPreferencesGroup *lists;
  AdwPreferencesGroup *pipelines;
  AdwPreferencesGroup *requests;
};

G_DEFINE_FINAL_TYPE (CrmDictionariesPage, crm_dictionaries_page, ADW_TYPE_PREFERENCES_PAGE)

/* --- Dictionaries */

static void
open_list_cb (CrmDictionariesPage *self, AdwActionRow *row)
{
  crm_dictionary_page_show (GTK_WIDGET (self), self->workspace,
                            g_object_get_data (G_OBJECT (row), "list"));
}

static void
show_lists (CrmDictionariesPage *self)
{
  g_autoptr (GPtrArray) lists = crm_dictionary_list ();

  self->lists =
      crm_page_group_renew (ADW_PREFERENCES_PAGE (self), self->lists, _ ("Dictionaries"),
                            _ ("What you choose from in forms: names, order and colours"));
  for (guint i = 0; i < lists->len; i++) {
    CrmDictionary *dictionary = lists->pdata[i];
    GtkWidget *row = crm_page_row_new (dictionary->title, NULL, G_CALLBACK (open_list_cb), self);

    g_object_set_data_full (G_OBJECT (row), "list", g_strdup (dictionary->list), g_free);
    adw_preferences_group_add (self->lists, row);
  }
}

/* --- Pipelines */

static void
open_pipeline_cb (CrmDictionariesPage *self, AdwActionRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  crm_stages_page_show (GTK_WIDGET (self), self->workspace, *id);
}

static void
add_pipeline_cb (CrmDictionariesPage *self)
{
  crm_workspace_new_record (self->workspace, crm_entity_find ("pipeline"), NULL);
}

static void
show_pipelines (CrmDictionariesPage *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("pipeline"));
  g_autoptr (GPtrArray) pipelines =
      crm_query_fetch_all (all, crm_workspace_get_reader (self->workspace), -1, NULL);

  self->pipelines =
      crm_page_group_renew (ADW_PREFERENCES_PAGE (self), self->pipelines,
                            crm_entity_get_label_plural (crm_entity_find ("pipeline")),
                            _ ("The stages of your deals, their probability and colour"));
  for (guint i = 0; pipelines != NULL && i < pipelines->len; i++) {
    gint64 id = crm_record_get_id (pipelines->pdata[i]);
    GtkWidget *row = crm_page_row_new (crm_record_get_title (pipelines->pdata[i]), NULL,
                                       G_CALLBACK (open_pipeline_cb), self);

    g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
    adw_preferences_group_add (self->pipelines, row);
  }
  adw_preferences_group_add (self->pipelines,
                             crm_button_row_new (_ ("_Add Pipeline…"), "list-add-symbolic",
                                                 G_CALLBACK (add_pipeline_cb), self));
}

/* --- Requests to colleagues */

static void
open_request_cb (CrmDictionariesPage *self, AdwActionRow *row)
{
  gint64 *id = g_object_get_data (G_OBJECT (row), "id");

  crm_request_page_show (GTK_WIDGET (self), self->workspace, *id);
}

static void
request_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CrmDictionariesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (self->workspace == NULL)
    return;
  id = crm_workspace_commit_finish (self->workspace, result, &error);
  if (id > 0)
    crm_request_page_show (GTK_WIDGET (self), self->workspace, id);
  else
    crm_workspace_report (self->workspace, _ ("This could not be saved"), error);
}

/* It is named and filled in on its page. */
static void
add_request_cb (CrmDictionariesPage *self)
{
  const CrmEntity *kinds = crm_entity_find ("request_kind");
  g_autoptr (CrmRecord) kind = crm_record_new (kinds);
  CrmChange *change = crm_workspace_begin (self->workspace, crm_entity_get_label_new (kinds));

  crm_record_set_text (kind, "name", C_ ("request", "New request"));
  crm_change_add (change, kind);
  crm_workspace_commit (self->workspace, change, request_added_cb, g_object_ref (self));
}

static void
show_requests (CrmDictionariesPage *self)
{
  const CrmEntity *entity = crm_entity_find ("request_kind");
  g_autoptr (CrmQuery) all = crm_query_new (entity);
  g_autoptr (GPtrArray) kinds =
      crm_query_fetch_all (all, crm_workspace_get_reader (self->workspace), -1, NULL);

  self->requests = crm_page_group_renew (
      ADW_PREFERENCES_PAGE (self), self->requests, _ ("Requests to Colleagues"),
      _ ("What you ask colleagues for: who, how long, with what, and what comes back"));
  for (guint i = 0; kinds != NULL && i < kinds->len; i++) {
    gint64 id = crm_record_get_id (kinds->pdata[i]);
    GtkWidget *row = crm_page_row_new (crm_record_get_title (kinds->pdata[i]), NULL,
                                       G_CALLBACK (open_request_cb), self);

    g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (&id, sizeof id), g_free);
    adw_preferences_group_add (self->requests, row);
  }
  if (crm_store_is_writable (crm_workspace_get_store (self->workspace)))
    adw_preferences_group_add (self->requests,
                               crm_button_row_new (_ ("Add _Request…"), "list-add-symbolic",
                                                   G_CALLBACK (add_request_cb), self));
}

static void
store_changed_cb (CrmDictionariesPage *self, CrmAnnouncement *announcement)
{
  if (crm_announcement_touches (announcement, crm_entity_find ("custom_field")) ||
      crm_announcement_touches (announcement, crm_entity_find ("pipeline"))) {
    show_lists (self);
    show_pipelines (self);
    show_requests (self);
  } else if (crm_announcement_touches (announcement, crm_entity_find ("request_kind")))
    show_requests (self);
}

static void
crm_dictionaries_page_dispose (GObject *object)
{
  g_clear_object (&CRM_DICTIONARIES_PAGE (object)->workspace);

  G_OBJECT_CLASS (crm_dictionaries_page_parent_class)->dispose (object);
}

static void
crm_dictionaries_page_class_init (CrmDictionariesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_dictionaries_page_dispose;
}

static void
crm_dictionaries_page_init (CrmDictionariesPage *self)
{
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (self), _ ("Dictionaries"));
}

/**
 * crm_dictionaries_page_new:
 * @workspace: an open company file
 *
 * Returns: (transfer floating): the page
 */
CrmDictionariesPage *
crm_dictionaries_page_new (CrmWorkspace *workspace)
{
  CrmDictionariesPage *self = g_object_new (CRM_TYPE_DICTIONARIES_PAGE, NULL);

  self->workspace = g_object_ref (workspace);
  show_lists (self);
  show_pipelines (self);
  show_requests (self);
  g_signal_connect_object (crm_workspace_get_store (workspace), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
