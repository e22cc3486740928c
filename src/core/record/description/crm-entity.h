/* Descriptions: what entities there are and what fields they have. Everything else derives from
 * them. */
#pragma once

#include "crm-fields.h"
#include "crm-value.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CrmEntity CrmEntity;
typedef struct _CrmField CrmField;
typedef struct _CrmRecord CrmRecord;

/**
 * CrmKind:
 *
 * What a value is. Code is written per kind, never per entity. Stored as text: text, note, choice
 * (its code), e-mail, phone, link, tags (one a line); as integer all others: money in minor units,
 * price 10^-4, quantity 10^-6, percent 10^-2, date in days, moment in seconds, duration in minutes,
 * yes/no as 1/0, reference and file as the record's id, subject as entity and id in one
 * (crm_subject_make()).
 */
typedef enum {
  CRM_KIND_TEXT,
  CRM_KIND_NOTE,
  CRM_KIND_INTEGER,
  CRM_KIND_MONEY,
  CRM_KIND_PRICE,
  CRM_KIND_QUANTITY,
  CRM_KIND_PERCENT,
  CRM_KIND_DATE,
  CRM_KIND_MOMENT,
  CRM_KIND_DURATION,
  CRM_KIND_YES_NO,
  CRM_KIND_CHOICE,
  CRM_KIND_REFERENCE,
  CRM_KIND_EMAIL,
  CRM_KIND_PHONE,
  CRM_KIND_LINK,
  CRM_KIND_FILE,
  CRM_KIND_TAGS,
  CRM_KIND_SUBJECT,
  CRM_N_KINDS
} CrmKind;

typedef enum {
  CRM_FIELD_REQUIRED = 1 << 0,
  CRM_FIELD_TITLE = 1 << 1,     /* the record's name in links, lists and search; one per entity */
  CRM_FIELD_SUBTITLE = 1 << 2,  /* shown beneath the title */
  CRM_FIELD_SEARCHED = 1 << 3,  /* its words are in the search index */
  CRM_FIELD_INDEXED = 1 << 4,   /* an index serves sorting and filtering by it at any size */
  CRM_FIELD_LISTED = 1 << 5,    /* a column of the list unless the user chooses otherwise */
  CRM_FIELD_READ_ONLY = 1 << 6, /* kept by the program */
  CRM_FIELD_HIDDEN = 1 << 7,    /* not shown in forms and lists */
  CRM_FIELD_OWNER =
      1 << 8, /* reference or subject: the record is part of its target and goes with it */
  CRM_FIELD_RESTRICT =
      1 << 9, /* reference: the target cannot be deleted while this record points at it */
  CRM_FIELD_KEY =
      1
      << 10, /* besides the title, identifies the record for people: number, article, tax number */
  CRM_FIELD_NAMES = 1 << 11, /* records that agree in all fields so marked are taken for one, by
                                import and merge; one that is empty on one side does not count */
  CRM_FIELD_DUE = 1 << 12,   /* date or moment: overdue once it has passed, unless it is settled */
  CRM_FIELD_BOUND = 1 << 20, /* owner: the record means nothing under another owner; where two are
                                merged it goes with the one that goes */
  CRM_FIELD_MATCH = 1 << 21, /* decides on duplicates: the title as a name, a phone, an e-mail, any
                                other text as a number */
  CRM_FIELD_RATIO = 1 << 26, /* quantity: what many of them come to says nothing */
  CRM_FIELD_OPEN = 1 << 13,  /* choice: the company may rename its values and add some of its own */
  CRM_FIELD_CUSTOM = 1 << 14, /* added by the users of the file: its texts are not translated */
  CRM_FIELD_GONE = 1 << 15,   /* deleted again: records keep their values, nobody is shown them */
  CRM_FIELD_ABSENT = 1 << 16, /* of another file: the table has no such column */
  CRM_FIELD_IMPORTABLE = 1 << 28, /* hidden, but a file of others may say it */
  CRM_FIELD_PARTY = 1 << 24, /* reference: with whom it is; a group operation makes one for each */
} CrmFieldFlags;

/* One value of a choice that the program itself knows (statuses, types). Dictionaries that users
 * edit are records of "choice". */
typedef struct {
  const char *code;  /* what is stored */
  const char *label; /* untranslated, marked with NC_("choice", ...) */
  const char
      *colour; /* a named colour of the palette: "accent" "success" "warning" "error" "neutral" */
  const char *aliases;  /* what files of others call it, separated by |, for the import */
  gboolean is_custom;   /* the label is the company's own word and not translated */
  gboolean is_inactive; /* still shown where it is used, but not offered any more */
} CrmChoice;

/* Says what is doubtful about a value, translated; NULL when it is right. Warns, never blocks. */
typedef char *(*CrmFieldCheck) (CrmRecord *record, const CrmField *field);

struct _CrmField {
  const char *name;  /* column, command line, export */
  const char *label; /* untranslated, marked with NC_("field", ...) */
  CrmKind kind;
  CrmFieldFlags flags;
  const char *group;        /* of the form, untranslated, NC_("group", ...); NULL: the first one */
  const char *target;       /* reference: name of the entity */
  const char *list;         /* reference to "choice": which dictionary */
  const CrmChoice *choices; /* choice: ends with a NULL code */
  const char *initial;      /* value of a new record, in machine notation; "today", "now", "me" */
  const char *aliases;      /* other headings in files of others, separated by |, for the import */
  CrmFieldCheck check;
  const char *hint; /* what belongs there, untranslated, NC_("hint", ...) */
  int position;     /* among the fields that users have added */
};

/**
 * CrmEntityPrepare:
 *
 * Runs before a record is written: fills what follows from other fields (a contact's name from its
 * parts) and refuses what must not be. @database gives reads of the state within the transaction.
 * @old is %NULL for a new record.
 */
typedef gboolean (*CrmEntityPrepare) (CrmRecord *record, CrmRecord *old, gpointer database,
                                      GError **error);

/**
 * CrmEntityDerive:
 *
 * Runs after a record's row was written, added (@before is %NULL) or deleted (@after is %NULL), in
 * the same transaction and, other than a reactor, with undo and redo too: for what a record means
 * beside its row. What it does must follow from the two records alone.
 */
typedef gboolean (*CrmEntityDerive) (CrmRecord *before, CrmRecord *after, gpointer database,
                                     GError **error);

/* Whether nothing is waited for any more: a task done, a document paid. */
typedef gboolean (*CrmEntitySettled) (CrmRecord *record);

struct _CrmEntity {
  int code;                 /* in the journal and in subjects; never reused */
  const char *name;         /* table, command line */
  const char *label;        /* one record: NC_("entity", "Company") */
  const char *label_plural; /* NC_("entity", "Companies") */
  const char *label_new;    /* of the button that makes one: NC_("entity", "New company") */
  const char *purpose;      /* what belongs there, a sentence: NC_("purpose", ...) */
  const char *icon;         /* symbolic icon name */
  /* Stays where it is; grows at its end while the program runs, so that a field, its index and a
   * pointer to it are good for ever. Those behind @n_built_in were added by users. */
  const CrmField *fields;
  int n_fields;
  int n_built_in; /* set by the program */
  CrmEntityPrepare prepare;
  CrmEntitySettled is_settled; /* NULL: never */
  /* What an empty title is made of, separated by |: the first that is filled; those joined by + all
   * together. */
  const char *named_after;
  /* Name of the entity whose stages say how far this one has come: of a campaign, those that point
   * at it. NULL: none. */
  const char *progress;
  /* What its page shows beside the fields, from the top, separated by |; what there is stands in
   * crm-record-page-tabs.c. NULL: nothing. */
  const char *cards;
  const char *sort;  /* field the list is sorted by at first; "-" before it: descending */
  gboolean internal; /* not offered in sidebar, palette and `voronkactl entities` */
  gboolean no_search;
  /* Written beside the steps that Undo knows, by time: where a step is taken back that made its
   * owner, it goes with it. */
  gboolean is_unattended;
  gboolean no_merge; /* two of them are never the same thing: what was issued, what was paid */
  CrmEntityDerive derive;
  /* The way to the segment and to the product group it belongs to, for the working filter: see
   * crm-focus.h. NULL: it belongs to none. */
  const char *segment_path;
  const char *group_path;
};

const CrmEntity *const *
crm_entities (int *n_entities); /* in order of dependence: targets of owners first */
const CrmEntity *crm_entity_find (const char *name); /* NULL if there is none */
const CrmEntity *crm_entity_by_code (int code);
const CrmEntity *crm_entity_require (const char *name,
                                     GError **error);            /* NOT_FOUND names what there is */
const char *crm_entity_get_label (const CrmEntity *self);        /* translated */
const char *crm_entity_get_label_plural (const CrmEntity *self); /* translated */
const char *crm_entity_get_label_new (const CrmEntity *self);    /* translated */
const char *crm_entity_get_purpose (const CrmEntity *self);      /* translated */
int crm_entity_field_index (const CrmEntity *self, const char *name); /* -1 if there is none */
const CrmField *crm_entity_field (const CrmEntity *self, const char *name);
const CrmField *crm_entity_require_field (const CrmEntity *self, const char *name, GError **error);
const CrmField *crm_entity_title_field (const CrmEntity *self);
gboolean crm_entity_has_search (const CrmEntity *self);
/* Whether users may add fields to it. */
gboolean crm_entity_is_extensible (const CrmEntity *self);
/* The places of the fields in the order in which people see them, without those that are gone:
 * (transfer full) (element-type int). */
GArray *crm_entity_list_fields (const CrmEntity *self);

const char *crm_field_get_label (const CrmField *self); /* translated */
const char *crm_field_get_group (const CrmField *self); /* translated; NULL for the first group */
const CrmEntity *crm_field_get_target (const CrmField *self);
const CrmChoice *crm_field_find_choice (const CrmField *self, const char *code);
/* The contexts of translation that labels of choices have; ends with NULL. */
extern const char *const crm_choice_contexts[];
const char *crm_choice_get_label (const CrmChoice *self); /* translated */

/* A subject: any record of any entity as one integer. */
gint64 crm_subject_make (const CrmEntity *entity, gint64 id);
const CrmEntity *crm_subject_get_entity (gint64 subject);
gint64 crm_subject_get_id (gint64 subject);

G_END_DECLS
