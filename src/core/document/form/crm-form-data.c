/* What a printed form is filled with: a tree of named, typed values without any logic. */
#include "config.h"

#include "crm-form-data.h"

#include <string.h>

struct _CrmFormData {
  gatomicrefcount n_refs;
  CrmFormValueKind kind;
  CrmFormData *parent; /* borrowed: the object or list it stands in */
  char *name;          /* owned; NULL for the root and for items */
  gint64 number;
  char *text;          /* owned: text, or the currency of money */
  GBytes *bytes;       /* owned */
  GPtrArray *children; /* owned: of objects and lists */
};

static CrmFormData *
create_node (CrmFormValueKind kind, CrmFormData *parent, const char *name, gsize name_length)
{
  CrmFormData *data = g_new0 (CrmFormData, 1);
  g_atomic_ref_count_init (&data->n_refs);
  data->kind = kind;
  data->parent = parent;
  data->name = name != NULL ? g_strndup (name, name_length) : NULL;
  if (kind == CRM_FORM_VALUE_OBJECT || kind == CRM_FORM_VALUE_LIST)
    data->children = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_form_data_unref);
  return data;
}

/**
 * crm_form_data_new:
 *
 * Returns: (transfer full): an empty object, the root of a tree
 */
CrmFormData *
crm_form_data_new (void)
{
  return create_node (CRM_FORM_VALUE_OBJECT, NULL, NULL, 0);
}

/**
 * crm_form_data_ref:
 * @data: the root of a tree; nodes below it live as long as it
 *
 * Returns: (transfer full): @data
 */
CrmFormData *
crm_form_data_ref (CrmFormData *data)
{
  g_return_val_if_fail (data != NULL, NULL);
  g_atomic_ref_count_inc (&data->n_refs);
  return data;
}

void
crm_form_data_unref (CrmFormData *data)
{
  if (data == NULL || !g_atomic_ref_count_dec (&data->n_refs))
    return;
  g_clear_pointer (&data->children, g_ptr_array_unref);
  g_clear_pointer (&data->bytes, g_bytes_unref);
  g_free (data->name);
  g_free (data->text);
  g_free (data);
}

static CrmFormData *
find_child (const CrmFormData *data, const char *name, gsize length)
{
  if (data->kind == CRM_FORM_VALUE_LIST) {
    char *end = NULL;
    guint64 index = g_ascii_strtoull (name, &end, 10);
    if (end != name + length || index >= data->children->len)
      return NULL;
    return data->children->pdata[index];
  }
  if (data->kind != CRM_FORM_VALUE_OBJECT)
    return NULL;
  for (guint i = 0; i < data->children->len; i++) {
    CrmFormData *child = data->children->pdata[i];
    if (strncmp (child->name, name, length) == 0 && child->name[length] == '\0')
      return child;
  }
  return NULL;
}

/* The node at a path, made where it is not: objects on the way, @kind at its end. */
static CrmFormData *
make_node (CrmFormData *data, const char *path, CrmFormValueKind kind, gboolean keep)
{
  for (;;) {
    gsize length = strcspn (path, ".");
    gboolean last = path[length] == '\0';
    CrmFormValueKind wanted = last ? kind : CRM_FORM_VALUE_OBJECT;
    CrmFormData *child = find_child (data, path, length);
    g_return_val_if_fail (length > 0 && data->kind == CRM_FORM_VALUE_OBJECT, NULL);
    if (child != NULL && (child->kind != wanted || (last && !keep))) {
      g_ptr_array_remove (data->children, child);
      child = NULL;
    }
    if (child == NULL) {
      child = create_node (wanted, data, path, length);
      g_ptr_array_add (data->children, child);
    }
    if (last)
      return child;
    data = child;
    path += length + 1;
  }
}

static void
set_number (CrmFormData *data, const char *path, CrmFormValueKind kind, gint64 number)
{
  CrmFormData *node = make_node (data, path, kind, FALSE);
  if (node != NULL)
    node->number = number;
}

/**
 * crm_form_data_set_text:
 * @data: an object
 * @path: names joined by dots, such as "seller.account.bank"; objects on the way are made
 * @text: (nullable): UTF-8; %NULL is empty. What is not UTF-8 is replaced.
 *
 * Sets a value, in place of what was there. The other setters do the same for other kinds.
 */
void
crm_form_data_set_text (CrmFormData *data, const char *path, const char *text)
{
  g_return_if_fail (data != NULL && path != NULL);
  CrmFormData *node = make_node (data, path, CRM_FORM_VALUE_TEXT, FALSE);
  if (node != NULL)
    node->text = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
}

/**
 * crm_form_data_set_money:
 * @data: an object
 * @path: names joined by dots
 * @money: minor units
 * @currency: (nullable): ISO 4217 code
 */
void
crm_form_data_set_money (CrmFormData *data, const char *path, gint64 money, const char *currency)
{
  g_return_if_fail (data != NULL && path != NULL);
  CrmFormData *node = make_node (data, path, CRM_FORM_VALUE_MONEY, FALSE);
  if (node == NULL)
    return;
  node->number = money;
  node->text = g_strdup (currency != NULL ? currency : "");
}

void
crm_form_data_set_quantity (CrmFormData *data, const char *path, gint64 quantity)
{
  g_return_if_fail (data != NULL && path != NULL);
  set_number (data, path, CRM_FORM_VALUE_QUANTITY, quantity);
}

void
crm_form_data_set_price (CrmFormData *data, const char *path, gint64 price)
{
  g_return_if_fail (data != NULL && path != NULL);
  set_number (data, path, CRM_FORM_VALUE_PRICE, price);
}

void
crm_form_data_set_percent (CrmFormData *data, const char *path, gint64 percent)
{
  g_return_if_fail (data != NULL && path != NULL);
  set_number (data, path, CRM_FORM_VALUE_PERCENT, percent);
}

void
crm_form_data_set_date (CrmFormData *data, const char *path, gint64 date)
{
  g_return_if_fail (data != NULL && path != NULL);
  set_number (data, path, CRM_FORM_VALUE_DATE, date);
}

void
crm_form_data_set_integer (CrmFormData *data, const char *path, gint64 integer)
{
  g_return_if_fail (data != NULL && path != NULL);
  set_number (data, path, CRM_FORM_VALUE_INTEGER, integer);
}

void
crm_form_data_set_flag (CrmFormData *data, const char *path, gboolean flag)
{
  g_return_if_fail (data != NULL && path != NULL);
  set_number (data, path, CRM_FORM_VALUE_FLAG, flag ? 1 : 0);
}

/**
 * crm_form_data_set_bytes:
 * @data: an object
 * @path: names joined by dots
 * @bytes: (nullable): a picture's file, or the payload of a code; %NULL is empty
 */
void
crm_form_data_set_bytes (CrmFormData *data, const char *path, GBytes *bytes)
{
  g_return_if_fail (data != NULL && path != NULL);
  CrmFormData *node = make_node (data, path, CRM_FORM_VALUE_BYTES, FALSE);
  if (node != NULL)
    node->bytes = bytes != NULL ? g_bytes_ref (bytes) : g_bytes_new_static ("", 0);
}

/**
 * crm_form_data_add_list:
 * @data: an object
 * @path: names joined by dots
 *
 * Returns: (transfer none): the list at @path, made empty where it was not
 */
CrmFormData *
crm_form_data_add_list (CrmFormData *data, const char *path)
{
  g_return_val_if_fail (data != NULL && path != NULL, NULL);
  return make_node (data, path, CRM_FORM_VALUE_LIST, TRUE);
}

/**
 * crm_form_data_add_item:
 * @data: an object
 * @path: names joined by dots, of a list
 *
 * Returns: (transfer none): a new, empty object at the end of the list, which is made where it was
 * not
 */
CrmFormData *
crm_form_data_add_item (CrmFormData *data, const char *path)
{
  CrmFormData *list = crm_form_data_add_list (data, path);
  g_return_val_if_fail (list != NULL, NULL);
  CrmFormData *item = create_node (CRM_FORM_VALUE_OBJECT, list, NULL, 0);
  g_ptr_array_add (list->children, item);
  return item;
}

static const CrmFormData *
walk (const CrmFormData *data, const char *path)
{
  while (data != NULL) {
    gsize length = strcspn (path, ".");
    data = find_child (data, path, length);
    if (path[length] == '\0')
      return data;
    path += length + 1;
  }
  return NULL;
}

/**
 * crm_form_data_lookup:
 * @data: an object, usually the root or an item of a list
 * @path: names joined by dots; an item of a list by its number from 0
 *
 * Finds a value. What an item does not have itself is looked for in the objects around it, so that
 * a row of a table sees the whole document.
 *
 * Returns: (transfer none) (nullable): the value, or %NULL if it was never set
 */
const CrmFormData *
crm_form_data_lookup (const CrmFormData *data, const char *path)
{
  g_return_val_if_fail (data != NULL && path != NULL, NULL);
  gsize length = strcspn (path, ".");
  for (; data != NULL; data = data->parent)
    if (data->kind == CRM_FORM_VALUE_OBJECT && find_child (data, path, length) != NULL)
      return walk (data, path);
  return NULL;
}

CrmFormValueKind
crm_form_data_get_kind (const CrmFormData *data)
{
  g_return_val_if_fail (data != NULL, CRM_FORM_VALUE_TEXT);
  return data->kind;
}

/**
 * crm_form_data_get_text:
 * @data: a value
 *
 * Returns: (transfer none): the text of text, the currency of money, else ""
 */
const char *
crm_form_data_get_text (const CrmFormData *data)
{
  g_return_val_if_fail (data != NULL, NULL);
  return data->text != NULL ? data->text : "";
}

/**
 * crm_form_data_get_number:
 * @data: a value
 *
 * Returns: the number in the unit of its kind, 0 for kinds without one
 */
gint64
crm_form_data_get_number (const CrmFormData *data)
{
  g_return_val_if_fail (data != NULL, 0);
  return data->number;
}

/**
 * crm_form_data_get_bytes:
 * @data: a value
 *
 * Returns: (transfer none) (nullable): the bytes, %NULL for other kinds
 */
GBytes *
crm_form_data_get_bytes (const CrmFormData *data)
{
  g_return_val_if_fail (data != NULL, NULL);
  return data->bytes;
}

/**
 * crm_form_data_get_n_items:
 * @data: a value
 *
 * Returns: how many items a list or values an object has, 0 for other kinds
 */
gsize
crm_form_data_get_n_items (const CrmFormData *data)
{
  g_return_val_if_fail (data != NULL, 0);
  return data->children != NULL ? data->children->len : 0;
}

/**
 * crm_form_data_get_item:
 * @data: a list or object
 * @index: from 0, less than crm_form_data_get_n_items()
 *
 * Returns: (transfer none): the item
 */
const CrmFormData *
crm_form_data_get_item (const CrmFormData *data, gsize index)
{
  g_return_val_if_fail (data != NULL && index < crm_form_data_get_n_items (data), NULL);
  return data->children->pdata[index];
}

/**
 * crm_form_data_is_empty:
 * @data: (nullable): a value
 *
 * Whether a section on this value is left out: not set, an empty text, list or picture, a flag that
 * is off, a number that is zero.
 *
 * Returns: whether it is empty
 */
gboolean
crm_form_data_is_empty (const CrmFormData *data)
{
  if (data == NULL)
    return TRUE;
  switch (data->kind) {
  case CRM_FORM_VALUE_OBJECT:
  case CRM_FORM_VALUE_LIST:
    return data->children->len == 0;
  case CRM_FORM_VALUE_TEXT:
    return data->text[0] == '\0';
  case CRM_FORM_VALUE_BYTES:
    return g_bytes_get_size (data->bytes) == 0;
  case CRM_FORM_VALUE_DATE:
    return FALSE;
  case CRM_FORM_VALUE_MONEY:
  case CRM_FORM_VALUE_QUANTITY:
  case CRM_FORM_VALUE_PRICE:
  case CRM_FORM_VALUE_PERCENT:
  case CRM_FORM_VALUE_INTEGER:
  case CRM_FORM_VALUE_FLAG:
    return data->number == 0;
  }
  g_assert_not_reached ();
}
