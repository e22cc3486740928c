/* Importing tables in tests. */
#pragma once

#include "crm-importer.h"
#include "record-fixture.h"

G_BEGIN_DECLS

char *import_fixture_path (const char *name); /* in tests/data/import */
CrmImporter *import_fixture_look (RecordFixture *fixture, const char *path);
CrmImporter *import_fixture_look_at (RecordFixture *fixture, const char *name, const char *text);
void import_fixture_commit (RecordFixture *fixture, CrmImporter *importer);
/* Looks and commits; asserts that nothing is wrong and that a dry run says the same. */
void import_fixture_import (RecordFixture *fixture, const char *name);
void import_fixture_assert_counts (CrmImporter *importer, guint64 n_new, guint64 n_changed,
                                   guint64 n_same, guint64 n_wrong, guint64 n_created);
const char *import_fixture_reason (CrmImporter *importer, guint64 row); /* NULL: nothing is wrong */
CrmRecord *import_fixture_find (RecordFixture *fixture, const char *entity, const char *field,
                                const char *text); /* exactly one */
gint64 import_fixture_count (RecordFixture *fixture, const char *entity);
char *import_fixture_text (CrmRecord *record, const char *field); /* machine notation, or a title */

G_END_DECLS
