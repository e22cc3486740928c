/* The heading of a group within a list. */
#include "config.h"

#include "crm-group-header.h"

#include <string.h>

struct _CrmGroupHeader {
  GObject parent_instance;

  const CrmEntity *entity;
  char *key;
  char *label;
  gint64 count;
  GArray *sums; /* CrmSum; owned */
  gboolean open;
};

G_DEFINE_FINAL_TYPE (CrmGroupHeader, crm_group_header, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
are_equal (GArray *a, GArray *b, guint n_fields)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const CrmSum *first = &g_array_index (a, CrmSum, i);
    const CrmSum *second = &g_array_index (b, CrmSum, i);
    if (g_strcmp0 (first->currency, second->currency) != 0 || first->count != second->count ||
        memcmp (first->sums, second->sums, n_fields * sizeof (gint64)) != 0)
      return FALSE;
  }
  return TRUE;
}

static void
crm_group_header_finalize (GObject *object)
{
  CrmGroupHeader *self = CRM_GROUP_HEADER (object);

  g_free (self->key);
  g_free (self->label);
  g_clear_pointer (&self->sums, g_array_unref);

  G_OBJECT_CLASS (crm_group_header_parent_class)->finalize (object);
}

static void
crm_group_header_class_init (CrmGroupHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_group_header_finalize;

  /**
   * CrmGroupHeader::changed:
   * @self: the heading
   *
   * It says something else.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
crm_group_header_init (CrmGroupHeader *self)
{
}

CrmGroupHeader *
crm_group_header_new (const CrmEntity *entity, const CrmGroupPart *part, gboolean open)
{
  CrmGroupHeader *self = g_object_new (CRM_TYPE_GROUP_HEADER, NULL);

  self->entity = entity;
  self->key = g_strdup (part->key);
  self->label = g_strdup (part->label);
  self->count = part->count;
  self->sums = g_array_ref (part->sums);
  self->open = open;
  return self;
}

const CrmEntity *
crm_group_header_get_entity (CrmGroupHeader *self)
{
  return self->entity;
}

const char *
crm_group_header_get_key (CrmGroupHeader *self)
{
  return self->key;
}

const char *
crm_group_header_get_label (CrmGroupHeader *self)
{
  return self->label;
}

gint64
crm_group_header_get_count (CrmGroupHeader *self)
{
  return self->count;
}

gboolean
crm_group_header_is_open (CrmGroupHeader *self)
{
  return self->open;
}

GArray *
crm_group_header_get_sums (CrmGroupHeader *self)
{
  return self->sums;
}

/**
 * crm_group_header_update:
 * @self: a heading
 * @part: the same group as it was read last
 * @open: whether its records are shown
 */
void
crm_group_header_update (CrmGroupHeader *self, const CrmGroupPart *part, gboolean open)
{
  g_autoptr (GArray) fields = crm_grouping_dup_sum_fields (self->entity);
  gboolean same = self->open == open && self->count == part->count &&
                  g_strcmp0 (self->label, part->label) == 0 &&
                  are_equal (self->sums, part->sums, fields->len);

  if (same)
    return;
  self->open = open;
  self->count = part->count;
  g_set_str (&self->label, part->label);
  g_array_ref (part->sums);
  g_array_unref (self->sums);
  self->sums = part->sums;
  g_signal_emit (self, signals[CHANGED], 0);
}
