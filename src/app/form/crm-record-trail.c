/* The list through which one came to a record. */
#include "config.h"

#include "crm-record-trail.h"

#include <glib/gi18n.h>

#include "crm-decimal.h"

/* Groups that are folded stand one after another. */
#define MOST_HEADERS 1000

struct _CrmRecordTrail {
  GObject parent_instance;

  CrmListLoader *loader; /* owned */
  CrmRecordList *list;   /* owned; the one listened to */
  gint64 id;             /* of the record asked for last */
  guint position;        /* where it was found last */
  char *tab;             /* owned */
};

G_DEFINE_FINAL_TYPE (CrmRecordTrail, crm_record_trail, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
changed_cb (CrmRecordTrail *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
listen (CrmRecordTrail *self)
{
  CrmRecordList *list = crm_list_loader_get_list (self->loader);

  if (self->list == list)
    return;
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  if (list == NULL)
    return;
  g_signal_connect_object (list, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
swapped_cb (CrmRecordTrail *self)
{
  listen (self);
  changed_cb (self);
}

static void
crm_record_trail_dispose (GObject *object)
{
  CrmRecordTrail *self = CRM_RECORD_TRAIL (object);

  g_clear_object (&self->list);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->tab, g_free);

  G_OBJECT_CLASS (crm_record_trail_parent_class)->dispose (object);
}

static void
crm_record_trail_class_init (CrmRecordTrailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_record_trail_dispose;

  /**
   * CrmRecordTrail::changed:
   *
   * What stands before and after a record may be something else now.
   */
  signals[CHANGED] = g_signal_new ("changed", CRM_TYPE_RECORD_TRAIL, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_record_trail_init (CrmRecordTrail *self)
{
}

/**
 * crm_record_trail_new:
 * @loader: of the list
 *
 * Returns: (transfer full): a trail along it
 */
CrmRecordTrail *
crm_record_trail_new (CrmListLoader *loader)
{
  CrmRecordTrail *self = g_object_new (CRM_TYPE_RECORD_TRAIL, NULL);

  self->loader = g_object_ref (loader);
  g_signal_connect_object (loader, "swapped", G_CALLBACK (swapped_cb), self, G_CONNECT_SWAPPED);
  listen (self);
  return self;
}

static gboolean
find (CrmRecordTrail *self, gint64 id)
{
  guint position;

  if (self->list == NULL)
    return FALSE;
  if (crm_record_list_find (self->list, id, &position)) {
    self->id = id;
    self->position = position;
    return TRUE;
  }
  return FALSE;
}

/**
 * crm_record_trail_look:
 * @self: a trail
 * @id: of a record of the list
 * @step: how many places further; negative: back
 *
 * A record that was filtered away by what one did to it is still known by its place: the next one
 * is the one that moved up there.
 *
 * Returns: the id of the other record, 0 if there is none
 */
gint64
crm_record_trail_look (CrmRecordTrail *self, gint64 id, int step)
{
  gboolean found = find (self, id);
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  gint64 place;

  if (!found && self->id != id)
    return 0;
  place = (gint64) self->position + step - (!found && step > 0 ? 1 : 0);
  /* Between the records of a grouped list stand its headers. */
  for (int i = 0; i < MOST_HEADERS && place >= 0 && place < n; i++, place += step > 0 ? 1 : -1) {
    gint64 other = crm_record_list_get_id_at (self->list, (guint) place);
    if (other != 0)
      return other;
  }
  return 0;
}

/**
 * crm_record_trail_dup_place:
 * @self: a trail
 * @id: of a record
 *
 * Returns: (transfer full) (nullable): "5 of 1,234"; %NULL where it is not in the list
 */
char *
crm_record_trail_dup_place (CrmRecordTrail *self, gint64 id)
{
  g_autofree char *place = NULL;
  g_autofree char *all = NULL;

  /* In a grouped list headers would be counted. */
  if (!find (self, id) || crm_record_list_get_loading (self->list) ||
      crm_record_list_get_grouping (self->list) != NULL)
    return NULL;
  place = crm_decimal_format ((gint64) self->position + 1, 0, 0, crm_number_style_local ());
  all = crm_decimal_format (g_list_model_get_n_items (G_LIST_MODEL (self->list)), 0, 0,
                            crm_number_style_local ());
  /* Translators: the place of a record in its list, as "5 of 1,234" */
  return g_strdup_printf (C_ ("place in a list", "%s of %s"), place, all);
}

/**
 * crm_record_trail_step:
 * @self: a trail
 * @workspace: an open company file
 * @entity: of the record
 * @id: of the record whose page is open
 * @places: how many places on, or back
 */
void
crm_record_trail_step (CrmRecordTrail *self, CrmWorkspace *workspace, const CrmEntity *entity,
                       gint64 id, int places)
{
  /* The page that holds it goes. */
  g_autoptr (CrmRecordTrail) trail = g_object_ref (self);
  gint64 other = crm_record_trail_look (trail, id, places);

  if (other != 0)
    crm_workspace_open_record_along (workspace, entity, other, G_OBJECT (trail));
}

static void
enable (CrmRecordTrail *self, gint64 id, GActionMap *actions, const char *name, int places)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (actions, name)),
                               self != NULL && crm_record_trail_look (self, id, places) != 0);
}

/**
 * crm_record_trail_enable:
 * @self: (nullable): a trail
 * @id: of the record whose page is open
 * @actions: with "previous" and "next"
 */
void
crm_record_trail_enable (CrmRecordTrail *self, gint64 id, GActionMap *actions)
{
  enable (self, id, actions, "previous", -1);
  enable (self, id, actions, "next", 1);
}

void
crm_record_trail_set_tab (CrmRecordTrail *self, const char *tab)
{
  g_set_str (&self->tab, tab);
}

const char *
crm_record_trail_get_tab (CrmRecordTrail *self)
{
  return self->tab;
}
