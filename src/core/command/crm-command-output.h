/* What a verb prints: the same rows as a table for people, as JSON or as CSV. */
#pragma once

#include "crm-record.h"

G_BEGIN_DECLS

/**
 * CrmCommandFormat:
 * @CRM_COMMAND_TABLE: columns for people, in the notation of their locale
 * @CRM_COMMAND_JSON: an array of objects, or one object
 * @CRM_COMMAND_CSV: RFC 4180 with a head, in machine notation
 */
typedef enum { CRM_COMMAND_TABLE, CRM_COMMAND_JSON, CRM_COMMAND_CSV } CrmCommandFormat;

typedef struct _CrmCommandOutput CrmCommandOutput;

CrmCommandOutput *crm_command_output_new (GOutputStream *stream, CrmCommandFormat format);
void crm_command_output_free (CrmCommandOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmCommandOutput, crm_command_output_free)

void crm_command_output_add_column (CrmCommandOutput *self, const char *name, gboolean figures);
void crm_command_output_set_single (CrmCommandOutput *self);

/* The cells of a row in the order of the columns. */
void crm_command_output_add_text (CrmCommandOutput *self, const char *text);
void crm_command_output_add_integer (CrmCommandOutput *self, gint64 integer);
void crm_command_output_add_boolean (CrmCommandOutput *self, gboolean value);
void crm_command_output_add_moment (CrmCommandOutput *self, gint64 moment);
void crm_command_output_add_list (CrmCommandOutput *self, const char *const *texts);
void crm_command_output_add_field (CrmCommandOutput *self, CrmRecord *record, int field);
gboolean crm_command_output_end_row (CrmCommandOutput *self, GError **error);
gboolean crm_command_output_end (CrmCommandOutput *self, GError **error);

gboolean crm_command_output_say (CrmCommandOutput *self, const char *sentence, GError **error);

/* A sentence that stays one line on a terminal, whatever stands in it. */
char *crm_command_one_line (const char *text);

G_END_DECLS
