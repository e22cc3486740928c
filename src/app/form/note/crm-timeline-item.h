/* One entry of a record's timeline, and where they come from. */
#pragma once

#include "crm-journal.h"

G_BEGIN_DECLS

#define CRM_TYPE_TIMELINE_ITEM (crm_timeline_item_get_type ())
G_DECLARE_FINAL_TYPE (CrmTimelineItem, crm_timeline_item, CRM, TIMELINE_ITEM, GObject)

typedef enum {
  CRM_TIMELINE_CHANGE,
  CRM_TIMELINE_ADDED,
  CRM_TIMELINE_DELETED,
  CRM_TIMELINE_NOTE,
  CRM_TIMELINE_FILE,
  CRM_TIMELINE_RELATED,
} CrmTimelineKind;

CrmTimelineKind crm_timeline_item_get_kind (CrmTimelineItem *self);
gint64 crm_timeline_item_get_moment (CrmTimelineItem *self);
gboolean crm_timeline_item_is_day (CrmTimelineItem *self); /* the moment is a day without a time */
const char *crm_timeline_item_get_who (CrmTimelineItem *self);   /* may be NULL */
const char *crm_timeline_item_get_text (CrmTimelineItem *self);  /* may be NULL */
const char *crm_timeline_item_get_cause (CrmTimelineItem *self); /* the rule, NULL for people */
gboolean crm_timeline_item_get_undone (CrmTimelineItem *self);
/* What it is about: a note, a file, a related record; NULL for changes of the record itself. */
const CrmEntity *crm_timeline_item_get_entity (CrmTimelineItem *self);
gint64 crm_timeline_item_get_id (CrmTimelineItem *self);
gint64 crm_timeline_item_get_author (CrmTimelineItem *self); /* a person's id, 0 if unknown */
gboolean crm_timeline_item_is_reply (CrmTimelineItem *self);
/* The text where it mentions persons: links to "person:ID"; else NULL. */
const char *crm_timeline_item_get_markup (CrmTimelineItem *self);
/* Whether the words are in its text or in who did it. */
gboolean crm_timeline_item_contains (CrmTimelineItem *self, const char *folded);
gboolean crm_timeline_item_equal (CrmTimelineItem *self, CrmTimelineItem *other);

/* Reader thread. Newest first; @more: whether there is something older. (element-type
 * CrmTimelineItem) */
GPtrArray *crm_timeline_read (CrmDatabase *database, const CrmEntity *entity, gint64 id, guint most,
                              gboolean *more, GError **error);

G_END_DECLS
