/* What the record room's own files know of a record and of the SQL of a description. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/* id, revision, fields... WHERE id = ?1 */
CrmStatement *crm_sql_prepare_select (CrmDatabase *database, const CrmEntity *entity,
                                      GError **error);
CrmStatement *crm_sql_prepare_insert (CrmDatabase *database, const CrmEntity *entity,
                                      GHashTable **columns, GError **error);
/* Appends what the statement gives in its first column, to the last row. */
gboolean crm_sql_read_ids (CrmStatement *statement, GArray *ids, GError **error);
gboolean crm_sql_has_column (const CrmEntity *entity, int field, GHashTable *columns);
/* Text fields with a stored sort key: the index over NAME_key serves their order. */
gboolean crm_field_has_key (const CrmField *field);

void crm_value_read (CrmValue *value, CrmValueType type, CrmStatement *statement, int column);
void crm_value_bind (const CrmValue *value, CrmStatement *statement, int index);

void crm_record_read_row (CrmRecord *self,
                          CrmStatement *row); /* a row of crm_sql_prepare_select() */
/* @before: one of the same entity that was read in the same transaction, or NULL. */
gboolean crm_record_read_titles (CrmRecord *self, CrmRecord *before, CrmDatabase *database,
                                 GError **error);
void crm_record_set_id (CrmRecord *self, gint64 id);
CrmValue *crm_record_get_values (CrmRecord *self); /* borrowed, one for each field there is now */

G_END_DECLS
