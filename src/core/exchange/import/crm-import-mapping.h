/* What each column of a table means: which field of which entity, and how its dates and numbers are
 * written. */
#pragma once

#include "crm-column-guess.h"
#include "crm-entity.h"

G_BEGIN_DECLS

/**
 * CrmImportRole:
 * @CRM_IMPORT_IGNORED: nothing becomes of the column
 * @CRM_IMPORT_FIELD: its cells are values of the field; of a reference, names of what it points at
 * @CRM_IMPORT_REFERENCE_ID: its cells are numbers of records in the file an export came from; with
 *   them names that occur twice are told apart
 * @CRM_IMPORT_RECORD_ID: its cells are the number of the record itself
 * @CRM_IMPORT_ATTACHMENT: its cells are pictures ("data:image/png;base64,..."), attached to what is
 *   new
 *
 * What a column is for.
 */
typedef enum {
  CRM_IMPORT_IGNORED,
  CRM_IMPORT_FIELD,
  CRM_IMPORT_REFERENCE_ID,
  CRM_IMPORT_RECORD_ID,
  CRM_IMPORT_ATTACHMENT,
} CrmImportRole;

/**
 * CrmImportReason:
 * @CRM_IMPORT_BY_NOTHING: nothing was found
 * @CRM_IMPORT_BY_HEADING: its heading is a field's name, label or alias
 * @CRM_IMPORT_BY_CONTENT: its cells look like it
 * @CRM_IMPORT_BY_MEMORY: so it was when the same headings were imported last
 * @CRM_IMPORT_BY_CHOICE: a person said so
 *
 * Why a column is taken for what it is taken for.
 */
typedef enum {
  CRM_IMPORT_BY_NOTHING,
  CRM_IMPORT_BY_HEADING,
  CRM_IMPORT_BY_CONTENT,
  CRM_IMPORT_BY_MEMORY,
  CRM_IMPORT_BY_CHOICE,
} CrmImportReason;

#define CRM_IMPORT_N_SAMPLES 3

/**
 * CrmImportColumn:
 * @heading: its heading in the file
 * @samples: (array zero-terminated=1): its first different filled cells, %CRM_IMPORT_N_SAMPLES at
 *   most, each on one line
 * @kind: what its cells are
 * @n_filled: how many cells are filled
 * @role: what it is for
 * @field: (nullable): of which field; %NULL where the role has none
 * @joined: it is written into the field together with columns before it, under its heading
 * @reason: why
 * @date_order: how its dates are written
 * @date_order_certain: whether the cells leave no doubt of it
 * @decimal_separator: '.' or ','
 * @decimal_certain: whether the cells leave no doubt of it
 *
 * A column of a table that is imported.
 */
typedef struct {
  char *heading;
  GStrv samples;
  CrmColumnKind kind;
  guint64 n_filled;
  CrmImportRole role;
  const CrmField *field;
  gboolean joined;
  CrmImportReason reason;
  CrmDateOrder date_order;
  gboolean date_order_certain;
  char decimal_separator;
  gboolean decimal_certain;
} CrmImportColumn;

G_END_DECLS
