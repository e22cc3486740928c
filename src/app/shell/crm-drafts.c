/* What is typed and not written yet. */
#include "config.h"

#include "crm-drafts.h"

#include <string.h>

#include "crm-setting.h"

/* The disk is asked no more often than this, however fast one types. */
#define WRITE_AFTER_S 2
#define SETTING "draft:"

/**
 * CrmDrafts:
 *
 * A draft is no record and no step of Undo: it is a note of the program in the company file, which
 * goes away once what was typed is stored or given up. A failure to keep one is no reason to
 * disturb the person who types: the text itself still stands in the window.
 */
struct _CrmDrafts {
  GObject parent_instance;

  CrmStore *store;     /* owned */
  GHashTable *known;   /* owned; what was set by this program: name -> text, "" for none */
  GHashTable *waiting; /* owned; those of them that are not written yet */
  guint timeout;
};

G_DEFINE_FINAL_TYPE (CrmDrafts, crm_drafts, G_TYPE_OBJECT)

enum { GONE, N_SIGNALS };
static guint signals[N_SIGNALS];

static char *
dup_setting (const char *name)
{
  return g_strconcat (SETTING, name, NULL);
}

static gboolean
write_func (CrmDatabase *database, gpointer data, GCancellable *cancellable, GError **error)
{
  GHashTableIter iter;
  gpointer name, text;

  g_hash_table_iter_init (&iter, data);
  while (g_hash_table_iter_next (&iter, &name, &text))
    if (!crm_setting_write (database, name, *(const char *) text != '\0' ? text : NULL, error))
      return FALSE;
  return TRUE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!crm_store_write_finish (CRM_STORE (source), result, &error))
    g_debug ("A draft could not be kept: %s", error->message);
}

static GHashTable *
make_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
timeout_cb (gpointer data)
{
  crm_drafts_flush (data);
  return G_SOURCE_REMOVE;
}

static void
crm_drafts_dispose (GObject *object)
{
  CrmDrafts *self = CRM_DRAFTS (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (crm_drafts_parent_class)->dispose (object);
}

static void
crm_drafts_class_init (CrmDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_drafts_dispose;

  /**
   * CrmDrafts::gone:
   * @self: the drafts
   * @name: of the place where nothing waits any more
   */
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
crm_drafts_init (CrmDrafts *self)
{
  self->waiting = make_table ();
  self->known = make_table ();
}

/**
 * crm_drafts_new:
 * @store: a company file
 *
 * Returns: (transfer full): its drafts
 */
CrmDrafts *
crm_drafts_new (CrmStore *store)
{
  CrmDrafts *self = g_object_new (CRM_TYPE_DRAFTS, NULL);

  self->store = g_object_ref (store);
  return self;
}

/**
 * crm_drafts_set:
 * @self: the drafts
 * @name: of the place where it is typed
 * @text: (nullable): what is typed; %NULL or "" when there is nothing to keep any more
 *
 * What is given up or stored is forgotten at once, what is typed is kept a little later.
 */
void
crm_drafts_set (CrmDrafts *self, const char *name, const char *text)
{
  g_autofree char *kept = crm_drafts_dup (self, name);

  if (!crm_store_is_writable (self->store) ||
      g_strcmp0 (kept != NULL ? kept : "", text != NULL ? text : "") == 0)
    return;
  g_hash_table_insert (self->known, dup_setting (name), g_strdup (text != NULL ? text : ""));
  g_hash_table_insert (self->waiting, dup_setting (name), g_strdup (text != NULL ? text : ""));
  if (text == NULL || *text == '\0') {
    crm_drafts_flush (self);
    g_signal_emit (self, signals[GONE], 0, name);
  } else if (self->timeout == 0)
    self->timeout = g_timeout_add_seconds (WRITE_AFTER_S, timeout_cb, self);
}

/**
 * crm_drafts_dup:
 * @self: the drafts
 * @name: of the place
 *
 * Returns: (transfer full) (nullable): what was typed there and neither stored nor given up
 */
char *
crm_drafts_dup (CrmDrafts *self, const char *name)
{
  g_autofree char *setting = dup_setting (name);
  const char *known = g_hash_table_lookup (self->known, setting);

  if (known != NULL)
    return *known != '\0' ? g_strdup (known) : NULL;
  return crm_setting_dup (crm_store_get_reader (self->store), setting, NULL);
}

typedef struct {
  GPtrArray *names;
  const char *start;
} Listing;

static void
list_func (const char *name, const char *value, gpointer data)
{
  Listing *listing = data;

  if (g_str_has_prefix (name, listing->start))
    g_ptr_array_add (listing->names, g_strdup (name + strlen (SETTING)));
}

/**
 * crm_drafts_list:
 * @self: the drafts
 * @prefix: with what the names begin
 *
 * Returns: (transfer full) (element-type utf8): the names under which something was kept when the
 *   file was last written
 */
GPtrArray *
crm_drafts_list (CrmDrafts *self, const char *prefix)
{
  g_autofree char *start = dup_setting (prefix);
  Listing listing = { g_ptr_array_new_with_free_func (g_free), start };
  g_autoptr (GError) error = NULL;

  /* Without the list nothing is lost: each place finds what was typed there. */
  if (!crm_setting_foreach (crm_store_get_reader (self->store), list_func, &listing, &error))
    g_debug ("The drafts could not be listed: %s", error->message);
  return listing.names;
}

/**
 * crm_drafts_flush:
 * @self: the drafts
 *
 * Lets the writer keep what waits.
 */
void
crm_drafts_flush (CrmDrafts *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  if (g_hash_table_size (self->waiting) == 0 || !crm_store_is_writable (self->store))
    return;
  crm_store_write_async (self->store, write_func, g_steal_pointer (&self->waiting),
                         (GDestroyNotify) g_hash_table_unref, NULL, written_cb, NULL);
  self->waiting = make_table ();
}
