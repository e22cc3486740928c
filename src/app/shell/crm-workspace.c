/* What all pages of a window share. */
#include "config.h"

#include "crm-workspace-private.h"

#include <glib/gi18n.h>

#include "crm-date.h"
#include "crm-descriptions.h"
#include "crm-gate.h"
#include "crm-setting.h"
#include "crm-setup.h"

struct _CrmWorkspace {
  GObject parent_instance;

  CrmStore *store;   /* owned */
  CrmDrafts *drafts; /* owned */
  CrmDesk *desk;     /* owned */
  gint64 me;
  char *country;
  GObject *trail; /* borrowed, while a page is opened along it */
};

G_DEFINE_FINAL_TYPE (CrmWorkspace, crm_workspace, G_TYPE_OBJECT)

typedef enum { PROP_ME = 1 } CrmWorkspaceProperty;
static GParamSpec *properties[PROP_ME + 1];

enum { SAID, REPORTED, GATED, OPEN_RECORD, NEW_RECORD, OPEN_LIST, CONFIRM_DELETE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
crm_workspace_dispose (GObject *object)
{
  CrmWorkspace *self = CRM_WORKSPACE (object);

  if (self->drafts != NULL)
    crm_drafts_flush (self->drafts);
  g_clear_object (&self->drafts);
  g_clear_object (&self->desk);
  g_clear_object (&self->store);
  g_clear_pointer (&self->country, g_free);

  G_OBJECT_CLASS (crm_workspace_parent_class)->dispose (object);
}

static void
crm_workspace_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((CrmWorkspaceProperty) id) {
  case PROP_ME:
    g_value_set_int64 (value, CRM_WORKSPACE (object)->me);
    return;
  }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
crm_workspace_class_init (CrmWorkspaceClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_workspace_dispose;
  G_OBJECT_CLASS (klass)->get_property = crm_workspace_get_property;

  /**
   * CrmWorkspace:me:
   *
   * The person at this seat; 0 if nobody.
   */
  properties[PROP_ME] = g_param_spec_int64 ("me", NULL, NULL, 0, G_MAXINT64, 0,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  /**
   * CrmWorkspace::said:
   * @self: the workspace
   * @text: what to show in a toast
   * @with_undo: whether the toast offers to take it back
   */
  signals[SAID] = g_signal_new ("said", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  /**
   * CrmWorkspace::reported:
   * @self: the workspace
   * @heading: what did not work
   * @text: why, and what is safe
   */
  signals[REPORTED] = g_signal_new ("reported", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * CrmWorkspace::gated:
   * @self: the workspace
   * @deal: a deal that could not be moved
   * @stage: that asks for more than there is
   */
  signals[GATED] = g_signal_new ("gated", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_INT64, G_TYPE_INT64);
  /**
   * CrmWorkspace::open-record:
   * @self: the workspace
   * @entity: a CrmEntity
   * @id: of the record
   */
  signals[OPEN_RECORD] = g_signal_new ("open-record", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_INT64);
  /**
   * CrmWorkspace::new-record:
   * @self: the workspace
   * @entity: a CrmEntity
   * @draft: (nullable): values to begin with
   */
  signals[NEW_RECORD] = g_signal_new ("new-record", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_POINTER, CRM_TYPE_RECORD);
  /**
   * CrmWorkspace::open-list:
   * @self: the workspace
   * @query: a CrmQuery
   * @title: of the page
   */
  signals[OPEN_LIST] = g_signal_new ("open-list", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);
  /**
   * CrmWorkspace::confirm-delete:
   * @self: the workspace
   * @n: how many records
   * @task: to be returned TRUE when the person agrees
   */
  signals[CONFIRM_DELETE] = g_signal_new ("confirm-delete", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_TASK);
}

static void
crm_workspace_init (CrmWorkspace *self)
{
}

static void
desk_failed_cb (CrmWorkspace *self, const GError *error)
{
  crm_workspace_report (self, _ ("This could not be saved"), error);
}

/* An import of everything brings settings along, and its Undo takes them away again. */
static void
store_changed_cb (CrmWorkspace *self)
{
  CrmDatabase *reader = crm_store_get_reader (self->store);
  g_autofree char *country = crm_setting_dup (reader, CRM_SETTING_COUNTRY, NULL);

  if (crm_setup_get_me (reader) != self->me || g_strcmp0 (country, self->country) != 0)
    crm_workspace_read_settings (self);
}

/**
 * crm_workspace_new:
 * @store: the open company file
 *
 * Returns: (transfer full): a workspace on it
 */
CrmWorkspace *
crm_workspace_new (CrmStore *store)
{
  CrmWorkspace *self = g_object_new (CRM_TYPE_WORKSPACE, NULL);
  g_autoptr (GError) error = NULL;

  self->store = g_object_ref (store);
  if (!crm_descriptions_load (crm_store_get_reader (store), &error))
    g_message ("%s", error->message);
  self->drafts = crm_drafts_new (store);
  self->me = crm_setup_get_me (crm_store_get_reader (store));
  self->desk = crm_desk_new (store);
  crm_desk_sit (self->desk, self->me);
  g_signal_connect_object (self->desk, "failed", G_CALLBACK (desk_failed_cb), self,
                           G_CONNECT_SWAPPED);
  self->country = crm_setting_dup (crm_store_get_reader (store), CRM_SETTING_COUNTRY, NULL);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

CrmStore *
crm_workspace_get_store (CrmWorkspace *self)
{
  return self->store;
}

gint64
crm_workspace_get_now (CrmWorkspace *self)
{
  return crm_store_get_now (self->store);
}

gint64
crm_workspace_get_today (CrmWorkspace *self)
{
  return crm_moment_to_date (crm_workspace_get_now (self));
}

CrmDatabase *
crm_workspace_get_reader (CrmWorkspace *self)
{
  return crm_store_get_reader (self->store);
}

CrmDesk *
crm_workspace_get_desk (CrmWorkspace *self)
{
  return self->desk;
}

gint64
crm_workspace_get_me (CrmWorkspace *self)
{
  return self->me;
}

typedef struct {
  CrmWorkspace *self; /* owned */
  gint64 person;
} Seat;

static gboolean
sit_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, ((Seat *) data)->person);

  return crm_setting_write (database, "me", text, error);
}

static void
sat_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Seat *seat = user_data;
  g_autoptr (CrmWorkspace) self = seat->self;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error))
    crm_workspace_report (self, _ ("This could not be saved"), error);
  else if (self->me != seat->person) {
    self->me = seat->person;
    crm_desk_sit (self->desk, self->me);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ME]);
  }
  g_free (seat);
}

/**
 * crm_workspace_read_settings:
 * @self: a workspace
 *
 * The company file says something else of itself than when it was opened: who sits here, of which
 * country it is.
 */
void
crm_workspace_read_settings (CrmWorkspace *self)
{
  CrmDatabase *reader = crm_store_get_reader (self->store);

  g_free (self->country);
  self->country = crm_setting_dup (reader, CRM_SETTING_COUNTRY, NULL);
  self->me = crm_setup_get_me (reader);
  crm_desk_sit (self->desk, self->me);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ME]);
}

/**
 * crm_workspace_set_me:
 * @self: a workspace
 * @person: who sits here from now on
 *
 * Notes it in the company file; "me" is notified once that is done.
 */
void
crm_workspace_set_me (CrmWorkspace *self, gint64 person)
{
  Seat *seat;

  if (person == self->me)
    return;
  seat = g_new0 (Seat, 1);
  seat->self = g_object_ref (self);
  seat->person = person;
  crm_store_write_async (self->store, sit_func, seat, NULL, NULL, sat_cb, seat);
}

const char *
crm_workspace_get_country (CrmWorkspace *self)
{
  return self->country != NULL ? self->country : "other";
}

const char *
crm_workspace_get_currency (CrmWorkspace *self)
{
  return crm_country_get_currency (self->country);
}

gint64
crm_workspace_get_own_company (CrmWorkspace *self)
{
  g_autoptr (CrmQuery) all = crm_query_new (crm_entity_find ("company"));
  g_autoptr (CrmQuery) own = crm_query_filter (all, "type", CRM_OP_EQUAL, "my_company", NULL, NULL);
  g_autoptr (CrmQuery) sorted = crm_query_sort (own, "id", FALSE, NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!crm_query_read_ids (sorted, crm_workspace_get_reader (self), 1, 0, ids, NULL) ||
      ids->len == 0)
    return 0;
  return g_array_index (ids, gint64, 0);
}

/* --- Saying and going */

void
crm_workspace_say (CrmWorkspace *self, const char *text)
{
  g_signal_emit (self, signals[SAID], 0, text, FALSE);
}

/**
 * crm_workspace_say_done:
 * @self: a workspace
 * @text: what was just written, for a toast with an Undo button
 */
void
crm_workspace_say_done (CrmWorkspace *self, const char *text)
{
  g_signal_emit (self, signals[SAID], 0, text, TRUE);
}

/* Whether somebody asks the person for what is missing; a deal that was to be made is not there. */
static gboolean
ask_for_missing (CrmWorkspace *self, const GError *error)
{
  const CrmMissing *missing = crm_gate_error_get_missing (error);
  g_autofree char *title = NULL;

  if (missing == NULL || !g_signal_has_handler_pending (self, signals[GATED], 0, FALSE))
    return FALSE;
  title = crm_reference_title (crm_workspace_get_reader (self), crm_entity_find ("deal"),
                               missing->deal);
  if (title != NULL)
    g_signal_emit (self, signals[GATED], 0, missing->deal, missing->stage);
  return title != NULL;
}

/**
 * crm_workspace_report:
 * @self: a workspace
 * @heading: what did not work
 * @error: why
 *
 * Tells the person. Where a deal lacks what its stage asks for, that is asked for instead.
 */
void
crm_workspace_report (CrmWorkspace *self, const char *heading, const GError *error)
{
  if (ask_for_missing (self, error))
    return;
  g_signal_emit (self, signals[REPORTED], 0, heading, error->message);
}

void
crm_workspace_ask_to_delete (CrmWorkspace *self, guint n, GTask *task)
{
  g_signal_emit (self, signals[CONFIRM_DELETE], 0, n, task);
}

CrmDrafts *
crm_workspace_get_drafts (CrmWorkspace *self)
{
  return self->drafts;
}

void
crm_workspace_open_record (CrmWorkspace *self, const CrmEntity *entity, gint64 id)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, entity, id);
}

/**
 * crm_workspace_open_record_along:
 * @self: a workspace
 * @entity: of the record
 * @id: of the record
 * @trail: a CrmRecordTrail: the list one comes from
 *
 * Opens the record's page; from there one goes on along the list.
 */
void
crm_workspace_open_record_along (CrmWorkspace *self, const CrmEntity *entity, gint64 id,
                                 GObject *trail)
{
  self->trail = trail;
  crm_workspace_open_record (self, entity, id);
  self->trail = NULL;
}

/**
 * crm_workspace_get_trail:
 * @self: a workspace
 *
 * Returns: (transfer none) (nullable): the list from which a page is being opened
 */
GObject *
crm_workspace_get_trail (CrmWorkspace *self)
{
  return self->trail;
}

void
crm_workspace_new_record (CrmWorkspace *self, const CrmEntity *entity, CrmRecord *draft)
{
  g_signal_emit (self, signals[NEW_RECORD], 0, entity, draft);
}

void
crm_workspace_open_list (CrmWorkspace *self, CrmQuery *query, const char *title)
{
  g_signal_emit (self, signals[OPEN_LIST], 0, query, title);
}
