/* One record: the values of one entity's fields, as read at one revision or not yet written. */
#pragma once

#include "crm-database.h"
#include "crm-kind.h"

G_BEGIN_DECLS

#define CRM_TYPE_RECORD (crm_record_get_type ())
G_DECLARE_FINAL_TYPE (CrmRecord, crm_record, CRM, RECORD, GObject)

/* Emits "changed" when its values are replaced by newer ones of the file (lists refresh their rows
 * by it). */
CrmRecord *
crm_record_new (const CrmEntity *entity); /* with the initial values of the description */
CrmRecord *crm_record_new_empty (const CrmEntity *entity);
CrmRecord *crm_record_load (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                            GError **error); /* NOT_FOUND says which */
CrmRecord *crm_record_copy (CrmRecord *self);
/* The highest id that a record of it has or had; 0 when there was none. */
gboolean crm_record_read_last_id (CrmDatabase *database, const CrmEntity *entity, gint64 *id,
                                  GError **error);
gboolean crm_record_reload (CrmRecord *self, CrmDatabase *database, GError **error);

const CrmEntity *crm_record_get_entity (CrmRecord *self);
gint64 crm_record_get_id (
    CrmRecord *self); /* 0: not written yet; negative: added by a change not committed yet */
gint64 crm_record_get_revision (CrmRecord *self);

const CrmValue *crm_record_get_value (CrmRecord *self, int field); /* borrowed */
void crm_record_set_value (CrmRecord *self, int field, const CrmValue *value);
gboolean crm_record_is_empty (CrmRecord *self, const char *field);
gint64 crm_record_get_integer (CrmRecord *self, const char *field); /* 0 when empty */
const char *crm_record_get_text (CrmRecord *self,
                                 const char *field); /* borrowed; NULL when empty */
void crm_record_set_integer (CrmRecord *self, const char *field, gint64 integer);
void crm_record_set_text (CrmRecord *self, const char *field, const char *text);
void crm_record_clear_field (CrmRecord *self, const char *field);
gboolean crm_record_parse (CrmRecord *self, const char *field, const char *text, GError **error);

const char *
crm_record_get_title (CrmRecord *self);      /* never NULL; "…" of the entity when it has none */
char *crm_record_dup_name (CrmRecord *self); /* "Invoice 5" where the title is a number alone */
char *crm_record_dup_subtitle (CrmRecord *self); /* may be NULL */
const char *crm_record_get_currency (CrmRecord *self);
/* The title of what the reference points at, read with the record; NULL when empty. */
const char *crm_record_get_reference_title (CrmRecord *self, int field);
char *crm_record_format (CrmRecord *self,
                         int field); /* as people read it, in their locale, references by title */
char *crm_record_check_field (CrmRecord *self, int field); /* what is doubtful about it, or NULL */
/* What a record without a title is called by its description: (transfer full), NULL if nothing. */
typedef char *(*CrmTitlePartFunc) (CrmRecord *record, const CrmField *field, gpointer data);
char *crm_record_make_title (CrmRecord *self, CrmTitlePartFunc func, gpointer data,
                             CrmDatabase *database);
/* What every change does with a record before it is written: fills what follows from other fields,
 * refuses what must not be and what lacks a required field. @old: as it was; NULL: it is new. */
gboolean crm_record_validate (CrmRecord *self, CrmRecord *old, CrmDatabase *database,
                              GError **error);

/* Whether a deadline has passed that is still waited for. */
gboolean crm_record_is_overdue (CrmRecord *self, int field, gint64 now);

/* Whether any of its deadlines has. */
gboolean crm_record_has_overdue (CrmRecord *self, gint64 now);

/* The title of a record, from a small cache of the connection; NULL when there is no such record.
 */
char *crm_reference_title (CrmDatabase *database, const CrmEntity *entity, gint64 id);
/* By id ("17"), key or title, folded alike; NOT_FOUND and INVALID (several) say so. */
gboolean crm_reference_find (CrmDatabase *database, const CrmField *field, const char *text,
                             gint64 *id, GError **error);

G_END_DECLS
