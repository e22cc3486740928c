/* PDF blanks of others: what their fields ask for, and what was filled in before. */
#pragma once

#include "crm-database.h"
#include "crm-entity.h"
#include "crm-form-data.h"

G_BEGIN_DECLS

typedef enum {
  CRM_BLANK_TEXT,
  CRM_BLANK_CHECK,
  CRM_BLANK_CHOICE,
} CrmBlankKind;

/**
 * CrmBlankField:
 * @name: as the blank's author called it, "Text1" at worst
 * @tip: what it says of itself, or ""
 * @caption: what is printed beside it, or ""
 * @kind: what it takes
 * @choices: what is to be chosen from, of CRM_BLANK_CHOICE
 * @value: what is in it; of CRM_BLANK_CHECK "" when it is not checked
 * @page: from 0
 * @most: it takes no more characters; 0: any number
 * @multiline: whether it has several lines
 *
 * A field of a PDF that is to be filled in.
 */
typedef struct {
  char *name;
  char *tip;
  char *caption;
  CrmBlankKind kind;
  char **choices;
  char *value;
  guint page;
  guint most;
  gboolean multiline;
} CrmBlankField;

/* (element-type CrmBlankField) */
GPtrArray *crm_blank_read_fields (GVariant *listed);
const char *crm_blank_field_get_label (const CrmBlankField *field);

CrmFormData *crm_blank_dup_data (CrmDatabase *database, const CrmEntity *entity, gint64 id,
                                 GError **error);
/* @about: "own" or "company": whose the data are where the field does not say. */
char *crm_blank_guess (const CrmBlankField *field, const char *about, const CrmFormData *data);
char *crm_blank_dup_value (const CrmBlankField *field, const CrmFormData *data, const char *path,
                           const char *language);

/* What each field was filled from: "@PATH" or "=TEXT", "" when it stayed empty. */
gboolean crm_blank_recall (CrmDatabase *database, GPtrArray *fields, char **about, char ***sources,
                           GError **error);
gboolean crm_blank_remember (CrmDatabase *database, GPtrArray *fields, const char *about,
                             const char *const *sources, GError **error);

G_END_DECLS
