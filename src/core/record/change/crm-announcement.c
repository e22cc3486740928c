/* Word of a commit. */
#include "config.h"

#include "crm-announcement.h"

typedef struct {
  const CrmEntity *entity;
  GArray *news; /* CrmNews; owned */
  gboolean wide;
} Part;

struct _CrmAnnouncement {
  GObject parent_instance;

  gint64 change;
  CrmOrigin origin;
  char *label;
  GArray *parts; /* Part; owned */
};

G_DEFINE_FINAL_TYPE (CrmAnnouncement, crm_announcement, G_TYPE_OBJECT)

static void
clear_part (gpointer data)
{
  g_clear_pointer (&((Part *) data)->news, g_array_unref);
}

static Part *
find_part (CrmAnnouncement *self, const CrmEntity *entity)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (g_array_index (self->parts, Part, i).entity == entity)
      return &g_array_index (self->parts, Part, i);
  return NULL;
}

static void
crm_announcement_finalize (GObject *object)
{
  CrmAnnouncement *self = CRM_ANNOUNCEMENT (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->parts, g_array_unref);

  G_OBJECT_CLASS (crm_announcement_parent_class)->finalize (object);
}

static void
crm_announcement_class_init (CrmAnnouncementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_announcement_finalize;
}

static void
crm_announcement_init (CrmAnnouncement *self)
{
  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_array_set_clear_func (self->parts, clear_part);
}

/**
 * crm_announcement_new:
 * @change: its id in the journal, 0 while unknown
 * @origin: where it comes from
 * @label: what Undo names
 *
 * Returns: (transfer full): an announcement of nothing yet
 */
CrmAnnouncement *
crm_announcement_new (gint64 change, CrmOrigin origin, const char *label)
{
  CrmAnnouncement *self = g_object_new (CRM_TYPE_ANNOUNCEMENT, NULL);
  self->origin = origin;
  crm_announcement_set_change (self, change, label);
  return self;
}

void
crm_announcement_set_change (CrmAnnouncement *self, gint64 change, const char *label)
{
  self->change = change;
  g_set_str (&self->label, label);
}

/**
 * crm_announcement_add:
 * @self: an announcement
 * @action: what was done
 * @entity: of the record
 * @id: of the record
 * @fields: those that changed
 *
 * Several deeds on the same record stay several: lists look at each.
 */
void
crm_announcement_add (CrmAnnouncement *self, CrmAction action, const CrmEntity *entity, gint64 id,
                      CrmFields fields)
{
  CrmNews news = { action, entity, id, fields };
  Part *part = find_part (self, entity);

  if (part == NULL) {
    Part fresh = { .entity = entity, .news = g_array_new (FALSE, TRUE, sizeof (CrmNews)) };
    g_array_append_val (self->parts, fresh);
    part = find_part (self, entity);
  }
  if (part->wide)
    return;
  if (part->news->len >= CRM_ANNOUNCEMENT_MOST) {
    part->wide = TRUE;
    g_array_set_size (part->news, 0);
    return;
  }
  g_array_append_val (part->news, news);
}

/**
 * crm_announcement_precede:
 * @self: an announcement
 * @earlier: of a change before it in the same transaction
 *
 * Puts the news of @earlier before its own.
 */
void
crm_announcement_precede (CrmAnnouncement *self, CrmAnnouncement *earlier)
{
  g_autoptr (CrmAnnouncement) both = crm_announcement_new (0, self->origin, NULL);
  CrmAnnouncement *const sides[] = { earlier, self };
  GArray *parts;

  for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
    for (guint j = 0; j < sides[i]->parts->len; j++) {
      const Part *part = &g_array_index (sides[i]->parts, Part, j);
      for (guint k = 0; k < part->news->len; k++) {
        const CrmNews *news = &g_array_index (part->news, CrmNews, k);
        crm_announcement_add (both, news->action, news->entity, news->id, news->fields);
      }
      if (part->wide) {
        crm_announcement_add (both, CRM_ACTION_SET, part->entity, 0, (CrmFields) { 0 });
        find_part (both, part->entity)->wide = TRUE;
        g_array_set_size (find_part (both, part->entity)->news, 0);
      }
    }
  parts = self->parts;
  self->parts = both->parts;
  both->parts = parts;
}

gint64
crm_announcement_get_change (CrmAnnouncement *self)
{
  return self->change;
}

const char *
crm_announcement_get_label (CrmAnnouncement *self)
{
  return self->label;
}

CrmOrigin
crm_announcement_get_origin (CrmAnnouncement *self)
{
  return self->origin;
}

gboolean
crm_announcement_touches (CrmAnnouncement *self, const CrmEntity *entity)
{
  return find_part (self, entity) != NULL;
}

gboolean
crm_announcement_is_wide (CrmAnnouncement *self, const CrmEntity *entity)
{
  Part *part = find_part (self, entity);
  return part != NULL && part->wide;
}

/**
 * crm_announcement_get_news:
 * @self: an announcement
 * @entity: a description
 * @n_news: (out): how many
 *
 * Returns: (array length=n_news) (nullable) (transfer none): in the order they were done
 */
const CrmNews *
crm_announcement_get_news (CrmAnnouncement *self, const CrmEntity *entity, gsize *n_news)
{
  Part *part = find_part (self, entity);
  *n_news = part != NULL ? part->news->len : 0;
  return part != NULL ? (const CrmNews *) part->news->data : NULL;
}
