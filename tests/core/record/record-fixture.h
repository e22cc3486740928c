/* A company file in a folder of its own, for tests of records. */
#pragma once

#include "crm-change.h"
#include "crm-journal.h"
#include "crm-query.h"
#include "crm-setup.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  char *path;
  CrmStore *store;
} RecordFixture;

void record_fixture_set_up (RecordFixture *fixture, gconstpointer country);
void record_fixture_tear_down (RecordFixture *fixture, gconstpointer country);

void record_fixture_remove_folder (const char *path); /* with all that is in it */

/* Adds a record given as "field", "text", ..., NULL; asserts that it works. */
gint64 record_fixture_add (RecordFixture *fixture, const char *entity, ...) G_GNUC_NULL_TERMINATED;
void record_fixture_set (RecordFixture *fixture, const char *entity, gint64 id, const char *field,
                         const char *text);
void record_fixture_delete (RecordFixture *fixture, const char *entity, gint64 id);
gboolean record_fixture_undo (RecordFixture *fixture);
gboolean record_fixture_redo (RecordFixture *fixture);
CrmDatabase *record_fixture_reader (RecordFixture *fixture);
/* Every field of every record, the words of the search index and the tags, as one text. */
char *record_fixture_dump (RecordFixture *fixture);

G_END_DECLS
