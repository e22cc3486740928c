/* The inside of a plan to take something back. */
#pragma once

#include "crm-change-private.h"
#include "crm-revert.h"

G_BEGIN_DECLS

/* One record that the change touched. */
typedef struct {
  const CrmEntity *entity;
  gint64 id;
  gboolean was;     /* before the change */
  gboolean is;      /* after it */
  gboolean touched; /* changed since */
} CrmRevertItem;

struct _CrmRevert {
  gint64 change;      /* that is taken back; 0: all since @before */
  gint64 before;      /* the state it goes back to is that after this change */
  char *label;        /* owned */
  GArray *items;      /* owned; CrmRevertItem in the order they were touched first */
  GHashTable *places; /* owned; subject -> index + 1 of its item */
  guint n_touched;
  gboolean derived; /* what the program keeps has changed since: rules must follow */
  GPtrArray *later; /* owned; CrmHistoryEntry */
};

/* As the change left it; NULL in @record where it was not there. */
gboolean crm_revert_read_after (CrmRevert *self, CrmDatabase *database, const CrmRevertItem *item,
                                CrmRecord **record, GError **error);
/* Whether a value of it would point at nothing when it is back. */
gboolean crm_revert_points_at_nothing (CrmRevert *self, CrmDatabase *database,
                                       const CrmField *field, const CrmValue *value);
gboolean crm_revert_is_stamp (const CrmField *field);

G_END_DECLS
