/* A field's value. */
#include "config.h"

#include "crm-value.h"

#include <string.h>

/**
 * crm_value_clear:
 * @self: a value
 *
 * Frees what @self holds and makes it empty.
 */
void
crm_value_clear (CrmValue *self)
{
  if (self->type == CRM_VALUE_TEXT)
    g_free (self->text);
  *self = (CrmValue) CRM_VALUE_INIT;
}

/**
 * crm_value_copy:
 * @self: a value
 * @copy: (out caller-allocates): empty or uninitialised; to be cleared
 */
void
crm_value_copy (const CrmValue *self, CrmValue *copy)
{
  *copy = *self;
  if (self->type == CRM_VALUE_TEXT)
    copy->text = g_strdup (self->text);
}

/**
 * crm_value_set_integer:
 * @self: a value
 * @integer: what it becomes
 */
void
crm_value_set_integer (CrmValue *self, gint64 integer)
{
  crm_value_clear (self);
  self->type = CRM_VALUE_INTEGER;
  self->integer = integer;
}

/**
 * crm_value_set_text:
 * @self: a value
 * @text: (nullable): copied; %NULL and "" make the value empty
 */
void
crm_value_set_text (CrmValue *self, const char *text)
{
  crm_value_take_text (self, g_strdup (text));
}

/**
 * crm_value_take_text:
 * @self: a value
 * @text: (nullable) (transfer full): as crm_value_set_text()
 */
void
crm_value_take_text (CrmValue *self, char *text)
{
  crm_value_clear (self);
  if (text == NULL || text[0] == '\0') {
    g_free (text);
    return;
  }
  self->type = CRM_VALUE_TEXT;
  self->text = text;
}

/**
 * crm_value_equal:
 * @a: a value
 * @b: another
 *
 * Returns: whether both are the same, two empty ones included
 */
gboolean
crm_value_equal (const CrmValue *a, const CrmValue *b)
{
  if (a->type != b->type)
    return FALSE;
  switch (a->type) {
  case CRM_VALUE_EMPTY:
    return TRUE;
  case CRM_VALUE_INTEGER:
    return a->integer == b->integer;
  case CRM_VALUE_TEXT:
    return strcmp (a->text, b->text) == 0;
  }
  g_assert_not_reached ();
}
