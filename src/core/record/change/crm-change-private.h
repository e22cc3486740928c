/* The inside of a change, shared by the files that queue, apply, journal and undo it. */
#pragma once

#include "crm-announcement.h"
#include "crm-change.h"

G_BEGIN_DECLS

typedef struct {
  int field;
  CrmValue value;
} CrmAssignment;

typedef struct {
  CrmAction action;
  const CrmEntity *entity;
  gint64 id;           /* of the record; the stand-in for an add, or the id it must get */
  CrmRecord *record;   /* of an add; owned */
  GArray *assignments; /* of a set: CrmAssignment; owned */
  GBytes *content;     /* of an added file; owned */
  char *cause;         /* the rule that did it; owned */
  gint64 revision;     /* expected; 0: any */
  guint generation;    /* how many rules stand between it and the person */
} CrmOperation;

/* What a bulk load puts off to its end, for one table. */
typedef struct {
  const CrmEntity *entity; /* NULL: the journal */
  GPtrArray *indexes;      /* owned SQL texts of those taken away; NULL: none */
  gint64 last_id;          /* of the records that were there before */
} CrmBulk;

/* A step put off until no operation waits. */
typedef struct {
  CrmLaterFunc func;
  gint64 key;
  guint generation;
} CrmLater;

typedef enum {
  CRM_CHANGE_DO = 1,
  CRM_CHANGE_UNDO = 2,
  CRM_CHANGE_REDO = 3,
  CRM_CHANGE_GIVEN = 4,
  CRM_CHANGE_REWIND = 5 /* in a copy of the file that goes back in time; not journalled */
} CrmChangeKind;

struct _CrmChange {
  char *label;
  gint64 person;
  CrmOrigin origin;
  char *cause;

  GPtrArray *operations; /* owned CrmOperation; those before @next are applied */
  guint next;
  GArray *stand_ins; /* gint64: the real id of stand-in -1, -2 ...; 0 until applied */

  CrmChangeFeed feed;
  gpointer feed_data;
  GDestroyNotify feed_destroy;
  gsize expected;
  gboolean verbatim;
  gboolean relinks;
  gboolean exact;     /* a step that takes others back as they were, itself taken back by Undo */
  gboolean restoring; /* what is added was there before and keeps its stamps */

  /* While and after the commit. */
  CrmChangeKind kind;
  gint64 target; /* of an undo or redo */
  gint64 moment;
  gint64 id;
  gint64 n_applied;
  guint generation;
  gint64 first_added;
  CrmAnnouncement *announcement; /* owned */
  GArray *bulks;                 /* CrmBulk */
  GArray *laters;                /* CrmLater: what waits for the end of the queue */
  guint next_later;              /* those before it are done */
  GHashTable *waiting;           /* CrmLater: the others, to find them by */
  GPtrArray *keys;               /* GByteArray, for sort keys */
};

void crm_operation_free (CrmOperation *self);
CrmOperation *crm_change_append (CrmChange *self, CrmAction action, const CrmEntity *entity,
                                 gint64 id);
/* Restores values as they were: no checks, rules or stamps. For undo, redo and what takes back. */
gboolean crm_change_is_raw (CrmChange *self);

gboolean crm_change_apply (CrmChange *self, CrmDatabase *database, CrmOperation *operation,
                           GError **error);
gboolean crm_change_apply_last (CrmChange *self, CrmDatabase *database, GError **error);
gint64 crm_change_resolve (CrmChange *self, gint64 id); /* stand-ins to ids */

/* What nothing has touched since, exactly as it was before. */
gint64 crm_journal_take_back (CrmDatabase *database, gint64 change, const char *label,
                              gint64 person, CrmOrigin origin, GError **error);

gboolean crm_change_react (CrmChange *self, CrmDatabase *database, const CrmDeed *deed,
                           guint generation, GError **error);
/* The first of the steps that were put off. */
gboolean crm_change_take_later (CrmChange *self, CrmDatabase *database, GError **error);

gboolean crm_bulk_prepare (CrmChange *self, CrmDatabase *database, const CrmEntity *entity,
                           GError **error);
/* Whether the search words of a record are made at the end of the load. */
gboolean crm_bulk_puts_off_words (CrmChange *self, const CrmEntity *entity, gint64 id);
gboolean crm_bulk_finish (CrmChange *self, CrmDatabase *database, GError **error);
void crm_bulk_end (CrmChange *self, CrmDatabase *database);

gboolean crm_apply_delete_unattended (CrmChange *self, CrmDatabase *database,
                                      const CrmEntity *entity, gint64 id, GError **error);
gboolean crm_apply_delete_dependents (CrmChange *self, CrmDatabase *database,
                                      const CrmEntity *entity, gint64 id, GError **error);

/* Deltas of the journal, as JSON. */
char *crm_delta_write_set (const CrmEntity *entity, const CrmValue *before, const CrmValue *after,
                           CrmFields fields);
char *crm_delta_write_delete (const CrmEntity *entity, const CrmValue *values);
/* Calls back for each field that still exists; @new_value is NULL in the delta of a delete. */
typedef void (*CrmDeltaFunc) (int field, const CrmValue *old_value, const CrmValue *new_value,
                              gpointer data);
gboolean crm_delta_read (const CrmEntity *entity, CrmAction action, const char *delta,
                         CrmDeltaFunc func, gpointer data, GError **error);

G_END_DECLS
