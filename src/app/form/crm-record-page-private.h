/* What the files of a record's page share. */
#pragma once

#include "crm-announcement.h"
#include "crm-record-fields.h"
#include "crm-record-form.h"
#include "crm-record-page.h"
#include "crm-timeline.h"

G_BEGIN_DECLS

/**
 * CrmRecordPage:
 *
 * Built from the descriptions: the fields in groups, the timeline, and a tab for each entity that
 * points at this one, made when it is first seen. It follows the record in the file; when the
 * record is deleted it goes back, and offers the record again when that is undone.
 */
struct _CrmRecordPage {
  AdwNavigationPage parent_instance;

  CrmWorkspace *workspace; /* owned */
  const CrmEntity *entity;
  gint64 id;
  CrmRecordForm *form;         /* owned; NULL when there is no such record */
  GArray *relations;           /* owned; of CrmRelation */
  GPtrArray *tabs;             /* owned; of AdwViewStackPage, as relations; NULL where none */
  GSimpleActionGroup *actions; /* owned */
  CrmRecordTrail *trail;       /* owned; NULL when it was opened from no list */
  CrmTimeline *timeline;       /* borrowed */
  CrmRecordFields *fields;     /* borrowed */
  AdwViewStackPage *files;     /* borrowed */
  gboolean counting;
  gboolean stale; /* counted before the last change */

  GtkShortcutController *shortcuts;
  AdwWindowTitle *title;
  GtkWidget *steps;
  GtkStack *state;
  AdwBanner *unsaved;
  AdwBin *head;
  AdwViewStack *views;
};

/* Tabs. */
void crm_record_page_make_tabs (CrmRecordPage *self);
void crm_record_page_count (CrmRecordPage *self); /* what is in them */
void crm_record_page_count_changed (CrmRecordPage *self, CrmAnnouncement *announcement);

/* Actions. */
void crm_record_page_add_actions (CrmRecordPage *self);
void crm_record_page_enable_actions (CrmRecordPage *self, gboolean there);
void crm_record_page_show_place (CrmRecordPage *self); /* in the list it was opened from */

G_END_DECLS
