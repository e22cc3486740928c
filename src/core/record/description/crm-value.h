/* A field's value: nothing, an integer (numbers, money, dates, ids, yes/no) or text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum { CRM_VALUE_EMPTY, CRM_VALUE_INTEGER, CRM_VALUE_TEXT } CrmValueType;

typedef struct {
  CrmValueType type;
  union {
    gint64 integer;
    char *text; /* owned */
  };
} CrmValue;

#define CRM_VALUE_INIT { .type = CRM_VALUE_EMPTY }

void crm_value_clear (CrmValue *self);
void crm_value_copy (const CrmValue *self,
                     CrmValue *copy); /* copy must be empty or uninitialised */
void crm_value_set_integer (CrmValue *self, gint64 integer);
void crm_value_set_text (CrmValue *self, const char *text); /* NULL and "" make it empty */
void crm_value_take_text (CrmValue *self, char *text);
gboolean crm_value_equal (const CrmValue *a, const CrmValue *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmValue, crm_value_clear)

G_END_DECLS
