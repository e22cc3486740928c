/* What a form consists of, as an outline of its blocks lists it. */
#include "config.h"

#include "crm-form-draft-private.h"

#include <string.h>

#include "crm-text.h"

#define MOST_EXCERPT 60 /* characters */

static const struct {
  const char *name;
  CrmFormPart part;
} parts[] = {
  { "text", CRM_FORM_PART_TEXT },     { "table", CRM_FORM_PART_TABLE },
  { "image", CRM_FORM_PART_PICTURE }, { "qr", CRM_FORM_PART_CODE },
  { "rule", CRM_FORM_PART_RULE },     { "space", CRM_FORM_PART_SPACE },
  { "digits", CRM_FORM_PART_DIGITS }, { "boxes", CRM_FORM_PART_BOXES },
  { "row", CRM_FORM_PART_ROW },       { "column", CRM_FORM_PART_COLUMN },
  { "header", CRM_FORM_PART_HEADER }, { "footer", CRM_FORM_PART_FOOTER },
  { "break", CRM_FORM_PART_BREAK },
};

static gboolean
find_part (const CrmFormNode *node, CrmFormPart *part)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (!crm_form_node_is (node, parts[i].name))
      continue;
    *part = parts[i].part;
    return TRUE;
  }
  return FALSE;
}

/* "{{seller.inn|group:3}}" is called as the field is; where a condition begins or ends nothing is
 * written. */
static void
append_field (GString *plain, const char *tag, gsize length)
{
  g_autofree char *inner = g_strndup (tag, length);
  g_autofree char *name = NULL;

  g_strstrip (inner);
  if (inner[0] == '\0' || strchr ("#^/", inner[0]) != NULL)
    return;
  inner[strcspn (inner, "?|")] = '\0';
  name = crm_form_dup_path_name (g_strstrip (inner));
  g_string_append_printf (plain, "[%s]", name);
}

static void
append_plain (GString *plain, const char *text)
{
  for (;;) {
    const char *open = strstr (text, "{{");
    const char *close = open != NULL ? strstr (open, "}}") : NULL;
    if (close == NULL)
      break;
    g_string_append_len (plain, text, open - text);
    append_field (plain, open + 2, (gsize) (close - open - 2));
    text = close + 2;
  }
  g_string_append (plain, text);
}

static void
collect_plain (GString *plain, const CrmFormNode *node)
{
  static const char *const named[] = { "field", "caption", "value" };

  if (node->name == NULL && !node->verbatim && node->text != NULL)
    append_plain (plain, node->text);
  for (gsize i = 0; i < G_N_ELEMENTS (named) && node->name != NULL; i++) {
    const char *value = crm_form_node_get (node, named[i]);
    if (value != NULL && i == 0)
      append_field (plain, value, strlen (value));
    else if (value != NULL)
      append_plain (plain, value);
    if (value != NULL)
      g_string_append_c (plain, ' ');
  }
  for (guint i = 0; i < node->children->len && plain->len < 4 * MOST_EXCERPT; i++) {
    collect_plain (plain, node->children->pdata[i]);
    g_string_append_c (plain, ' ');
  }
}

static char *
dup_plain (const CrmFormNode *element)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  collect_plain (plain, element);
  return crm_text_one_line (plain->str, MOST_EXCERPT);
}

static void
list_blocks (GPtrArray *blocks, const CrmFormNode *node, guint depth, guint *ordinal)
{
  CrmFormPart part;

  if (node->name != NULL)
    (*ordinal)++;
  if (find_part (node, &part)) {
    CrmFormBlock *block = g_new0 (CrmFormBlock, 1);
    block->ordinal = *ordinal;
    block->depth = depth++;
    block->part = part;
    block->shown = g_strcmp0 (crm_form_node_get (node, "shown"), "no") != 0;
    block->excerpt = dup_plain (node);
    g_ptr_array_add (blocks, block);
  }
  for (guint i = 0; i < node->children->len; i++)
    list_blocks (blocks, node->children->pdata[i], depth, ordinal);
}

void
crm_form_block_free (CrmFormBlock *block)
{
  if (block == NULL)
    return;
  g_free (block->excerpt);
  g_free (block);
}

/**
 * crm_form_draft_list_blocks:
 * @self: a draft
 *
 * Returns: (transfer full) (element-type CrmFormBlock): its blocks in the order of the file
 */
GPtrArray *
crm_form_draft_list_blocks (CrmFormDraft *self)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_form_block_free);
  guint ordinal = 0;

  list_blocks (blocks, crm_form_draft_get_root (self), 0, &ordinal);
  return blocks;
}

/**
 * crm_form_draft_find_block:
 * @self: a draft
 * @ordinal: of any element
 *
 * Returns: ordinal of the block that it is, or stands in; 0: none
 */
guint
crm_form_draft_find_block (CrmFormDraft *self, guint ordinal)
{
  CrmFormPart part;

  for (CrmFormNode *node = crm_form_draft_get_node (self, ordinal); node != NULL;
       node = node->parent)
    if (find_part (node, &part))
      return crm_form_draft_get_ordinal (self, node);
  return 0;
}

/**
 * crm_form_draft_get_parent:
 * @self: a draft
 * @ordinal: of a block
 *
 * Returns: ordinal of the block around it; 0: none
 */
guint
crm_form_draft_get_parent (CrmFormDraft *self, guint ordinal)
{
  CrmFormNode *node = crm_form_draft_get_node (self, ordinal);
  CrmFormPart part;

  for (node = node != NULL ? node->parent : NULL; node != NULL; node = node->parent)
    if (find_part (node, &part))
      return crm_form_draft_get_ordinal (self, node);
  return 0;
}

/**
 * crm_form_draft_list_columns:
 * @self: a draft
 * @table: ordinal of a table
 *
 * Returns: (transfer full) (element-type guint): ordinals of its columns from left to right
 */
GArray *
crm_form_draft_list_columns (CrmFormDraft *self, guint table)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));
  CrmFormNode *node = crm_form_draft_get_node (self, table);

  for (guint i = 0; node != NULL && i < node->children->len; i++)
    if (crm_form_node_is (node->children->pdata[i], "col")) {
      guint ordinal = crm_form_draft_get_ordinal (self, node->children->pdata[i]);
      g_array_append_val (columns, ordinal);
    }
  return columns;
}

static guint
count_elements (const CrmFormNode *node)
{
  guint count = node->name != NULL ? 1 : 0;

  for (guint i = 0; i < node->children->len; i++)
    count += count_elements (node->children->pdata[i]);
  return count;
}

/**
 * crm_form_draft_get_last:
 * @self: a draft
 * @ordinal: of an element
 *
 * Returns: ordinal of the last element in it; itself where nothing is in it
 */
guint
crm_form_draft_get_last (CrmFormDraft *self, guint ordinal)
{
  CrmFormNode *node = crm_form_draft_get_node (self, ordinal);

  return node != NULL ? ordinal + count_elements (node) - 1 : ordinal;
}

/**
 * crm_form_draft_dup_excerpt:
 * @self: a draft
 * @ordinal: of an element
 *
 * Returns: (transfer full): what is written in it, fields by their names; perhaps empty
 */
char *
crm_form_draft_dup_excerpt (CrmFormDraft *self, guint ordinal)
{
  CrmFormNode *node = crm_form_draft_get_node (self, ordinal);

  return node != NULL ? dup_plain (node) : g_strdup ("");
}
