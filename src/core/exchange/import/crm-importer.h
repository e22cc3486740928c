/* The import of a table: columns become fields, rows become records, in one change with one Undo.
 *
 * How it goes, each step on any one thread at a time:
 *   reader = crm_table_reader_new_for_path (...); crm_table_reader_open (reader, ...);
 *   importer = crm_importer_new (reader);
 *   crm_importer_look ()      reads the file once: entity guessed, columns proposed
 *   crm_importer_set_...()    what a person wants otherwise
 *   crm_importer_preview ()   reads the file again: counts, wrong rows, first rows as they will be;
 *                             writes nothing (--dry-run)
 *   crm_importer_commit ()    reads it again and writes
 *   crm_importer_write_wrong_rows ()
 */
#pragma once

#include "crm-change.h"
#include "crm-import-ids.h"
#include "crm-import-mapping.h"
#include "crm-import-row.h"
#include "crm-table-reader.h"

G_BEGIN_DECLS

/**
 * CrmImportCounts:
 * @n_rows: rows of the file
 * @n_new: of them, records that are added
 * @n_changed: records that get other values
 * @n_same: rows that are there already and change nothing
 * @n_wrong: rows that cannot be imported
 * @n_duplicates: rows that seem to be records that are there, whatever is done with them
 * @n_repeated: of @n_same, those that are an earlier row of the file, whatever else they hold
 * @n_created: records of other entities, or named only in a column, that are created for them
 */
typedef struct {
  guint64 n_rows;
  guint64 n_new;
  guint64 n_changed;
  guint64 n_same;
  guint64 n_wrong;
  guint64 n_duplicates;
  guint64 n_repeated;
  guint64 n_created;
} CrmImportCounts;

/**
 * CrmImportProblem:
 * @row: which row of data, from 1
 * @line: the line of the file where it begins, from 1
 * @column: which column, from 0; -1: the row as a whole
 * @reason: a sentence
 */
typedef struct {
  guint64 row;
  guint64 line;
  int column;
  const char *reason;
} CrmImportProblem;

/* Called now and then on the thread that works. @total may be 0: unknown. */
typedef void (*CrmImportProgress) (guint64 done, guint64 total, gpointer data);

#define CRM_TYPE_IMPORTER (crm_importer_get_type ())
G_DECLARE_FINAL_TYPE (CrmImporter, crm_importer, CRM, IMPORTER, GObject)

CrmImporter *crm_importer_new (CrmTableReader *reader); /* opened; referenced */
CrmTableReader *crm_importer_get_reader (CrmImporter *self);
void crm_importer_set_progress (CrmImporter *self, CrmImportProgress progress, gpointer data,
                                GDestroyNotify destroy);

/* --- What is in the file. */
/* @database: any connection of the thread, for what is remembered; may be NULL. */
gboolean crm_importer_look (CrmImporter *self, CrmDatabase *database, GCancellable *cancellable,
                            GError **error);
guint64 crm_importer_get_n_rows (CrmImporter *self);
const CrmEntity *crm_importer_get_entity (CrmImporter *self); /* NULL: none fits */
gboolean crm_importer_is_certain (CrmImporter *self);         /* FALSE: ask what they are */
/* What belongs to that and stands in the rows too; NULL: nothing. */
const CrmEntity *crm_importer_find_part (CrmImporter *self);
/* Which entities fit, best first, NULL-terminated; every entity that can be imported is there. */
const CrmEntity *const *crm_importer_get_entities (CrmImporter *self);
void crm_importer_set_entity (CrmImporter *self, const CrmEntity *entity, CrmDatabase *database);

/* --- What each column means. */
guint crm_importer_get_n_columns (CrmImporter *self);
const CrmImportColumn *crm_importer_get_column (CrmImporter *self, guint column);
/* @target: a field's name, "FIELD.id", "id", or "" to ignore the column. A field is taken away from
 * the column that had it unless the kind can hold several (notes, tags). */
gboolean crm_importer_set_target (CrmImporter *self, guint column, const char *target,
                                  GError **error);
char *crm_importer_dup_target (CrmImporter *self, guint column); /* as crm_importer_set_target() */
/* 'Heading=field' of --map; "Heading=" ignores it. */
gboolean crm_importer_map (CrmImporter *self, const char *assignment, GError **error);
void crm_importer_set_date_order (CrmImporter *self, guint column, CrmDateOrder order);
void crm_importer_set_decimal_separator (CrmImporter *self, guint column, char separator);

/* --- How. */
void crm_importer_set_existing (CrmImporter *self, CrmImportExisting existing); /* at first: SKIP */
CrmImportExisting crm_importer_get_existing (CrmImporter *self);
/* The same for one row alone, by its number from 1. */
void crm_importer_set_row_existing (CrmImporter *self, guint64 row, CrmImportExisting existing);
/* What new records have in a field that no column gives; EMPTY takes it back. */
gboolean crm_importer_set_default (CrmImporter *self, const char *field, const CrmValue *value,
                                   GError **error);
/* 'field=value' of --default. */
gboolean crm_importer_assign_default (CrmImporter *self, const char *assignment,
                                      CrmDatabase *database, GError **error);
/* All of them as a record that is never written; NULL: there are none. Borrowed. */
CrmRecord *crm_importer_get_defaults (CrmImporter *self);
/* --update-by: implies CRM_IMPORT_EXISTING_UPDATE, matches by this field alone ("id": the record's
 * number); NULL: by all that identify. */
gboolean crm_importer_set_update_by (CrmImporter *self, const char *field, GError **error);
/* The fields by which rows and records can be told to belong together: those of text that a column
 * has, keys first. (transfer container) (element-type CrmField) */
GPtrArray *crm_importer_list_keys (CrmImporter *self);
const CrmField *crm_importer_get_update_by (CrmImporter *self); /* NULL: all that identify */
/* Whether companies, persons, dictionary values, stages ... named in a column are created where
 * they are missing; at first TRUE. */
void crm_importer_set_create_missing (CrmImporter *self, gboolean create);
gboolean crm_importer_get_create_missing (CrmImporter *self);
/* Whether columns without a field are written into the record's remark; at first FALSE. */
void crm_importer_set_keep_unmapped (CrmImporter *self, gboolean keep);
gboolean crm_importer_get_keep_unmapped (CrmImporter *self);
/* Whether one wrong row stops all; at first FALSE: the right ones go in. */
void crm_importer_set_all_or_nothing (CrmImporter *self, gboolean all);
gboolean crm_importer_get_all_or_nothing (CrmImporter *self);

/* Shared by the imports of several exports of one file, so that "company.id" leads to what that
 * company has become here; at first each has its own. */
void crm_importer_set_ids (CrmImporter *self, CrmImportIds *ids);

/* --- What will become of it. Writes nothing. */
gboolean crm_importer_preview (CrmImporter *self, CrmDatabase *database, guint most_rows,
                               GCancellable *cancellable, GError **error);
/* The first rows as they will be; (element-type CrmImportRow). Borrowed. */
GListModel *crm_importer_get_rows (CrmImporter *self);
/* Of the last preview or commit. */
const CrmImportCounts *crm_importer_get_counts (CrmImporter *self);
guint64 crm_importer_get_n_problems (CrmImporter *self);
void crm_importer_get_problem (CrmImporter *self, guint64 index, CrmImportProblem *problem);
/* "Companies: 12, Persons: 35" of what else is created; NULL if nothing. */
char *crm_importer_dup_created (CrmImporter *self);

/* --- To write. */
/* The opening thread of the store, which waits. @person: who imports, 0 if nobody. */
gboolean crm_importer_commit (CrmImporter *self, CrmStore *store, gint64 person,
                              GCancellable *cancellable, GError **error);
/* The same inside a transaction of the writer, on its thread. */
gboolean crm_importer_write (CrmImporter *self, CrmDatabase *database, gint64 person,
                             GCancellable *cancellable, GError **error);
void crm_importer_commit_async (CrmImporter *self, CrmStore *store, gint64 person,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean crm_importer_commit_finish (CrmImporter *self, GAsyncResult *result, GError **error);
gint64 crm_importer_get_change (CrmImporter *self); /* its id in the journal; 0: nothing written */

/* Look and preview on a thread of their own with a connection of their own to @store's file. */
void crm_importer_look_async (CrmImporter *self, CrmStore *store, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);
gboolean crm_importer_look_finish (CrmImporter *self, GAsyncResult *result, GError **error);
void crm_importer_preview_async (CrmImporter *self, CrmStore *store, guint most_rows,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean crm_importer_preview_finish (CrmImporter *self, GAsyncResult *result, GError **error);

/* The wrong rows of the last preview or commit as CSV: the columns of the file and "reason". */
gboolean crm_importer_write_wrong_rows (CrmImporter *self, const char *path,
                                        GCancellable *cancellable, GError **error);

G_END_DECLS
