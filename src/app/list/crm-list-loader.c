/* Which list stands behind a view. */
#include "config.h"

#include "crm-list-loader.h"

/* A spinner for less would only flicker. */
#define PATIENCE_MS 300

struct _CrmListLoader {
  GObject parent_instance;

  CrmStore *store; /* owned */
  CrmQuery *query; /* owned; the last asked */
  CrmGrouping *grouping;
  CrmGroupFolds *folds; /* owned, both; NULL: lists are not grouped */
  CrmRecordList *list;  /* owned; shown */
  CrmRecordList *next;  /* owned; NULL when the one shown is the newest */
  gboolean again;       /* whether @next answers the same question as @list */
  gboolean waiting;
  guint patience;
};

G_DEFINE_FINAL_TYPE (CrmListLoader, crm_list_loader, G_TYPE_OBJECT)

typedef enum { PROP_LIST = 1, PROP_WAITING } Property;
static GParamSpec *properties[PROP_WAITING + 1];
enum { SWAPPED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void ask (CrmListLoader *self, gboolean again);

static void
set_waiting (CrmListLoader *self, gboolean waiting)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  if (self->waiting == waiting)
    return;
  self->waiting = waiting;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

static void
patience_cb (gpointer data)
{
  CrmListLoader *self = data;
  self->patience = 0;
  set_waiting (self, TRUE);
}

static void
forget (CrmListLoader *self, CrmRecordList **list)
{
  if (*list != NULL)
    g_signal_handlers_disconnect_by_data (*list, self);
  g_clear_object (list);
}

static void
replaced_cb (CrmListLoader *self)
{
  ask (self, TRUE);
}

static void
loading_cb (CrmListLoader *self)
{
  if (self->next == NULL && !crm_record_list_get_loading (self->list))
    set_waiting (self, FALSE);
}

static void
swap (CrmListLoader *self)
{
  forget (self, &self->list);
  self->list = g_steal_pointer (&self->next);
  g_signal_handlers_disconnect_by_data (self->list, self);
  g_signal_connect_swapped (self->list, "replaced", G_CALLBACK (replaced_cb), self);
  g_signal_connect_swapped (self->list, "notify::loading", G_CALLBACK (loading_cb), self);
  set_waiting (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIST]);
  g_signal_emit (self, signals[SWAPPED], 0, self->again);
}

/* The same question is answered when all rows are there, so that the view can stand where it stood;
 * another one as soon as there is anything to show. */
static void
try_next (CrmListLoader *self)
{
  gboolean loading = crm_record_list_get_loading (self->next);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->next));

  if (!loading || (n_items > 0 && !self->again))
    swap (self);
}

static void
ask (CrmListLoader *self, gboolean again)
{
  forget (self, &self->next);
  if (self->grouping != NULL)
    self->next =
        crm_record_list_new_grouped (self->store, self->query, self->grouping, self->folds);
  else
    self->next = crm_record_list_new (self->store, self->query);
  self->again = again;
  g_signal_connect_swapped (self->next, "notify::loading", G_CALLBACK (try_next), self);
  g_signal_connect_swapped (self->next, "items-changed", G_CALLBACK (try_next), self);
  g_signal_connect_swapped (self->next, "replaced", G_CALLBACK (replaced_cb), self);
  if (self->patience == 0 && !self->waiting)
    self->patience = g_timeout_add_once (PATIENCE_MS, patience_cb, self);
  try_next (self);
}

static void
crm_list_loader_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  CrmListLoader *self = CRM_LIST_LOADER (object);

  switch ((Property) property) {
  case PROP_LIST:
    g_value_set_object (value, self->list);
    return;
  case PROP_WAITING:
    g_value_set_boolean (value, self->waiting);
    return;
  }
  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
crm_list_loader_dispose (GObject *object)
{
  CrmListLoader *self = CRM_LIST_LOADER (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  forget (self, &self->next);
  forget (self, &self->list);
  g_clear_pointer (&self->query, crm_query_unref);
  g_clear_pointer (&self->grouping, crm_grouping_unref);
  g_clear_pointer (&self->folds, crm_group_folds_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (crm_list_loader_parent_class)->dispose (object);
}

static void
crm_list_loader_class_init (CrmListLoaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = crm_list_loader_get_property;
  object_class->dispose = crm_list_loader_dispose;

  properties[PROP_LIST] = g_param_spec_object ("list", NULL, NULL, CRM_TYPE_RECORD_LIST, flags);
  properties[PROP_WAITING] = g_param_spec_boolean ("waiting", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * CrmListLoader::swapped:
   * @self: the loader
   * @again: whether the new list answers the same question as the one before
   */
  signals[SWAPPED] = g_signal_new ("swapped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
crm_list_loader_init (CrmListLoader *self)
{
}

/**
 * crm_list_loader_new:
 * @workspace: the workspace
 *
 * Returns: (transfer full): a loader without a list
 */
CrmListLoader *
crm_list_loader_new (CrmWorkspace *workspace)
{
  CrmListLoader *self = g_object_new (CRM_TYPE_LIST_LOADER, NULL);
  self->store = g_object_ref (crm_workspace_get_store (workspace));
  return self;
}

void
crm_list_loader_set_grouping (CrmListLoader *self, CrmGrouping *grouping)
{
  g_return_if_fail (CRM_IS_LIST_LOADER (self));
  if (grouping != NULL && self->grouping != NULL &&
      g_str_equal (crm_grouping_get_text (grouping), crm_grouping_get_text (self->grouping)))
    return;
  g_clear_pointer (&self->grouping, crm_grouping_unref);
  g_clear_pointer (&self->folds, crm_group_folds_unref);
  if (grouping == NULL)
    return;
  self->grouping = crm_grouping_ref (grouping);
  self->folds = crm_group_folds_new ();
}

/**
 * crm_list_loader_set_query:
 * @self: a loader
 * @query: what to show
 *
 * Where an index serves the query its first rows are there when this returns.
 */
void
crm_list_loader_set_query (CrmListLoader *self, CrmQuery *query)
{
  g_return_if_fail (CRM_IS_LIST_LOADER (self));
  if (self->query == query)
    return;
  crm_query_ref (query);
  g_clear_pointer (&self->query, crm_query_unref);
  self->query = query;
  ask (self, FALSE);
}

void
crm_list_loader_reload (CrmListLoader *self)
{
  g_return_if_fail (CRM_IS_LIST_LOADER (self));
  if (self->query != NULL)
    ask (self, TRUE);
}

CrmQuery *
crm_list_loader_get_query (CrmListLoader *self)
{
  g_return_val_if_fail (CRM_IS_LIST_LOADER (self), NULL);
  return self->query;
}

CrmRecordList *
crm_list_loader_get_list (CrmListLoader *self)
{
  g_return_val_if_fail (CRM_IS_LIST_LOADER (self), NULL);
  return self->list;
}

gboolean
crm_list_loader_get_waiting (CrmListLoader *self)
{
  g_return_val_if_fail (CRM_IS_LIST_LOADER (self), FALSE);
  return self->waiting;
}

/**
 * crm_list_loader_is_answered:
 * @self: a loader
 *
 * Returns: whether the list that is shown answers the last question, and wholly
 */
gboolean
crm_list_loader_is_answered (CrmListLoader *self)
{
  g_return_val_if_fail (CRM_IS_LIST_LOADER (self), FALSE);
  return self->next == NULL && self->list != NULL && !crm_record_list_get_loading (self->list);
}
