/* The desk of the person at this seat. */
#include "config.h"

#include "crm-desk.h"

#include <glib/gi18n.h>
#include <string.h>

#include "crm-announcement.h"

struct _CrmDesk {
  GObject parent_instance;

  CrmStore *store; /* owned */
  gint64 person;
  CrmFocus focus;
};

G_DEFINE_FINAL_TYPE (CrmDesk, crm_desk, G_TYPE_OBJECT)

enum { FOCUS_CHANGED, ARRANGED, FAILED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
crm_desk_dispose (GObject *object)
{
  g_clear_object (&CRM_DESK (object)->store);

  G_OBJECT_CLASS (crm_desk_parent_class)->dispose (object);
}

static void
crm_desk_class_init (CrmDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_desk_dispose;

  /**
   * CrmDesk::focus-changed:
   * @self: the desk: something else is before the person's eyes now
   */
  signals[FOCUS_CHANGED] =
      g_signal_new ("focus-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmDesk::arranged:
   * @self: the desk: what the detail names stands otherwise now
   */
  signals[ARRANGED] = g_signal_new ("arranged", type, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * CrmDesk::failed:
   * @self: the desk: what was chosen could not be noted
   * @error: a GError
   */
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_desk_init (CrmDesk *self)
{
}

/* Somebody was given a segment, or it was taken away. */
static void
store_changed_cb (CrmDesk *self, CrmAnnouncement *announcement)
{
  static const char *const entities[] = { "person", "person_segment", "person_group" };
  gboolean touched = FALSE;
  CrmFocus before = self->focus;

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
    touched |= crm_announcement_touches (announcement, crm_entity_find (entities[i]));
  if (!touched)
    return;
  self->focus = crm_focus_read (crm_store_get_reader (self->store), self->person);
  if (before != CRM_FOCUS_ALL || self->focus != CRM_FOCUS_ALL)
    g_signal_emit (self, signals[FOCUS_CHANGED], 0);
}

/**
 * crm_desk_new:
 * @store: the open company file
 *
 * Returns: (transfer full): the desk of nobody
 */
CrmDesk *
crm_desk_new (CrmStore *store)
{
  CrmDesk *self = g_object_new (CRM_TYPE_DESK, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * crm_desk_sit:
 * @self: a desk
 * @person: whose it is from now on; 0: nobody's
 */
void
crm_desk_sit (CrmDesk *self, gint64 person)
{
  self->person = person;
  self->focus = crm_focus_read (crm_store_get_reader (self->store), person);
}

/* --- Noting what was chosen, on the writer thread */

typedef struct {
  CrmDesk *self; /* owned */
  gint64 person;
  CrmFocus focus;
  const char *what; /* a constant; NULL: it is the focus */
  GStrv names;      /* owned */
} Noting;

static gboolean
note_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  Noting *noting = data;

  return noting->what == NULL ? crm_focus_write (database, noting->person, noting->focus, error)
                              : crm_arrangement_write (database, noting->person, noting->what,
                                                       (const char *const *) noting->names, error);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Noting *noting = user_data;
  CrmDesk *self = noting->self;
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error))
    g_signal_emit (self, signals[FAILED], 0, error);
  else if (noting->what != NULL)
    g_signal_emit (self, signals[ARRANGED], g_quark_from_string (noting->what));
  else if (noting->person == self->person) {
    self->focus = noting->focus;
    g_signal_emit (self, signals[FOCUS_CHANGED], 0);
  }
  g_strfreev (noting->names);
  g_object_unref (noting->self);
  g_free (noting);
}

static Noting *
begin_noting (CrmDesk *self)
{
  Noting *noting = g_new0 (Noting, 1);

  noting->self = g_object_ref (self);
  noting->person = self->person;
  return noting;
}

CrmFocus
crm_desk_get_focus (CrmDesk *self)
{
  return self->focus;
}

/**
 * crm_desk_set_focus:
 * @self: a desk
 * @focus: what is looked at
 *
 * Notes it in the company file for the person, then tells. Where nothing can be written it holds
 * until the window closes.
 */
void
crm_desk_set_focus (CrmDesk *self, CrmFocus focus)
{
  Noting *noting;

  if (!crm_store_is_writable (self->store)) {
    self->focus = focus;
    g_signal_emit (self, signals[FOCUS_CHANGED], 0);
    return;
  }
  noting = begin_noting (self);
  noting->focus = focus;
  crm_store_write_async (self->store, note_func, noting, NULL, NULL, noted_cb, noting);
}

gboolean
crm_desk_is_possible (CrmDesk *self, CrmFocus focus)
{
  return crm_focus_is_possible (crm_store_get_reader (self->store), self->person, focus);
}

/**
 * crm_desk_narrow:
 * @self: a desk
 * @query: what would be listed
 *
 * Returns: (transfer full): what of it is before the person's eyes
 */
CrmQuery *
crm_desk_narrow (CrmDesk *self, CrmQuery *query)
{
  g_autoptr (GError) error = NULL;
  CrmQuery *narrowed = crm_focus_narrow (self->focus, query, self->person,
                                         crm_store_get_reader (self->store), &error);

  /* The list itself will say that the file cannot be read. */
  if (narrowed == NULL)
    g_message ("%s", error->message);
  return narrowed != NULL ? narrowed : crm_query_ref (query);
}

/* --- Arranging */

static gboolean
has_item (GArray *items, const char *name)
{
  for (guint i = 0; i < items->len; i++)
    if (strcmp (g_array_index (items, CrmDeskItem, i).name, name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * crm_desk_arrange:
 * @self: a desk
 * @what: what is arranged
 * @names: (array zero-terminated=1): all there is, as it comes
 * @is_own: (out) (optional): whether the person arranged it
 *
 * What a later version of the program adds stands last, in sight.
 *
 * Returns: (transfer full) (element-type CrmDeskItem): all of @names in the person's order
 */
GArray *
crm_desk_arrange (CrmDesk *self, const char *what, const char *const *names, gboolean *is_own)
{
  g_auto (GStrv) chosen =
      crm_arrangement_read (crm_store_get_reader (self->store), self->person, what);
  GArray *items = g_array_new (FALSE, FALSE, sizeof (CrmDeskItem));

  for (char **name = chosen; name != NULL && *name != NULL; name++) {
    gboolean hidden = **name == '-';
    for (guint i = 0; names[i] != NULL; i++) {
      CrmDeskItem item = { names[i], hidden };
      if (strcmp (names[i], *name + (hidden ? 1 : 0)) == 0 && !has_item (items, names[i]))
        g_array_append_val (items, item);
    }
  }
  for (guint i = 0; names[i] != NULL; i++) {
    CrmDeskItem item = { names[i], FALSE };
    if (!has_item (items, names[i]))
      g_array_append_val (items, item);
  }
  if (is_own != NULL)
    *is_own = chosen != NULL;
  return items;
}

/**
 * crm_desk_set_arrangement:
 * @self: a desk
 * @what: CRM_DESK_SECTIONS or CRM_DESK_CARDS
 * @items: (nullable) (element-type CrmDeskItem): in order; %NULL: as it comes
 *
 * Notes it in the company file for the person, then tells.
 */
void
crm_desk_set_arrangement (CrmDesk *self, const char *what, GArray *items)
{
  Noting *noting = begin_noting (self);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; items != NULL && i < items->len; i++) {
    const CrmDeskItem *item = &g_array_index (items, CrmDeskItem, i);
    g_strv_builder_take (names, g_strconcat (item->hidden ? "-" : "", item->name, NULL));
  }
  noting->what = what;
  noting->names = items != NULL ? g_strv_builder_end (names) : NULL;
  crm_store_write_async (self->store, note_func, noting, NULL, NULL, noted_cb, noting);
}
