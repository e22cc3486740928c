/* What somebody drops or pastes, as the records that it becomes: looked at first, written then. */
#pragma once

#include "crm-change.h"

G_BEGIN_DECLS

typedef enum {
  CRM_BROUGHT_CONTACT,
  CRM_BROUGHT_TASK,
  CRM_BROUGHT_NOTE,
  CRM_BROUGHT_FILE,
} CrmBroughtKind;

/**
 * CrmBroughtItem:
 * @record: owned; as it will be; %NULL: a file
 * @company: owned; of a contact: the company that is made with it; %NULL: none is
 * @twin: the record that is there already; 0: none. A contact fills in what that one lacks.
 * @twin_title: owned; what it is called
 * @name: owned; of a file
 * @content: owned; of a file
 * @subject: of a note or a file: what it belongs to; 0: the item @of
 * @of: the number of that item
 * @is_wanted: whether it is written
 */
typedef struct {
  CrmBroughtKind kind;
  CrmRecord *record;
  char *company;
  gint64 twin;
  char *twin_title;
  char *name;
  GBytes *content;
  gint64 subject;
  guint of;
  gboolean is_wanted;
} CrmBroughtItem;

typedef struct {
  GPtrArray *items;   /* CrmBroughtItem */
  GPtrArray *remarks; /* utf8: what was not read or not taken, a sentence each */
  gint64 subject;     /* the record one looks at; 0: none */
  gint64 me;          /* whose the records are */
} CrmBrought;

CrmBrought *crm_brought_new (gint64 subject, gint64 me);
void crm_brought_free (CrmBrought *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBrought, crm_brought_free)

/* Any thread with its own connection. A card (.vcf), an event (.ics), a letter (.eml); all else is
 * a file. What cannot be read as what it is called is a file, too, and a remark says so. */
void crm_brought_add_file (CrmBrought *self, CrmDatabase *database, const char *name,
                           GBytes *content);
/* Whether a text says who somebody is, or is a card or an event as programs write them. Any thread.
 */
gboolean crm_brought_knows_text (const char *text);
/* FALSE: it names nobody; it may be something to do. */
gboolean crm_brought_add_text (CrmBrought *self, CrmDatabase *database, const char *text);
/* Adds what is wanted to @change; how much it was. */
guint crm_brought_write (CrmBrought *self, CrmDatabase *database, CrmChange *change);

G_END_DECLS
