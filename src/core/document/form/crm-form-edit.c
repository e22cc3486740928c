/* The steps in which a form is changed. */
#include "config.h"

#include "crm-form-draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"

static CrmFormNode *
require_node (CrmFormDraft *self, guint ordinal, GError **error)
{
  CrmFormNode *node = crm_form_draft_get_node (self, ordinal);

  if (node == NULL)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_NOT_FOUND,
                         _ ("This part of the form is not there any more"));
  return node;
}

/* --- Attributes */

/**
 * crm_form_draft_dup_attribute:
 * @self: a draft
 * @ordinal: of an element
 * @name: of the attribute
 *
 * Returns: (transfer full) (nullable): its value as it is written; %NULL where it is not set
 */
char *
crm_form_draft_dup_attribute (CrmFormDraft *self, guint ordinal, const char *name)
{
  CrmFormNode *node;

  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self) && name != NULL, NULL);
  node = crm_form_draft_get_node (self, ordinal);
  return node != NULL ? g_strdup (crm_form_node_get (node, name)) : NULL;
}

/**
 * crm_form_draft_dup_style:
 * @self: a draft
 * @ordinal: of an element
 * @name: of the attribute
 *
 * Returns: (transfer full) (nullable): its value, or for what is handed down, such as the size of
 *   type, that of the elements around it; %NULL where it is not set
 */
char *
crm_form_draft_dup_style (CrmFormDraft *self, guint ordinal, const char *name)
{
  static const char *const handed_down[] = { "font",  "size",  "bold",         "italic",
                                             "color", "align", "line-spacing", NULL };
  CrmFormNode *node;
  const char *value;

  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self) && name != NULL, NULL);
  node = crm_form_draft_get_node (self, ordinal);
  value = node != NULL ? crm_form_node_get (node, name) : NULL;
  while (value == NULL && node != NULL && g_strv_contains (handed_down, name)) {
    node = node->parent;
    value = node != NULL ? crm_form_node_get (node, name) : NULL;
  }
  return g_strdup (value);
}

/**
 * crm_form_draft_set_attribute:
 * @self: a draft
 * @ordinal: of an element
 * @name: of the attribute
 * @value: (nullable): as it is to be written; %NULL takes it away
 * @label: what Undo calls it, translated
 * @error: NOT_FOUND, INVALID
 *
 * Several values of one attribute in a row are one step.
 *
 * Returns: whether it is set
 */
gboolean
crm_form_draft_set_attribute (CrmFormDraft *self, guint ordinal, const char *name,
                              const char *value, const char *label, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s %u", name, ordinal);
  CrmFormNode *node;

  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self) && name != NULL && label != NULL, FALSE);
  node = require_node (self, ordinal, error);
  if (node == NULL)
    return FALSE;
  if (g_strcmp0 (crm_form_node_get (node, name), value) == 0)
    return TRUE;
  crm_form_node_set (node, name, value);
  return crm_form_draft_commit (self, key, label, error);
}

gboolean
crm_form_draft_set_shown (CrmFormDraft *self, guint ordinal, gboolean shown, GError **error)
{
  CrmFormNode *node = require_node (self, ordinal, error);

  if (node == NULL)
    return FALSE;
  crm_form_node_set (node, "shown", shown ? NULL : "no");
  return crm_form_draft_commit (self, NULL, shown ? _ ("Block shown") : _ ("Block hidden"), error);
}

/* --- What is written */

/* The layout of the file is not that of the page: white space is one space, as when it is printed.
 */
static char *
collapse (const char *text)
{
  g_autoptr (GString) tidy = g_string_new (NULL);
  gboolean space = TRUE;

  for (const char *p = text; *p != '\0'; p++) {
    if (!g_ascii_isspace (*p))
      g_string_append_c (tidy, *p);
    else if (!space)
      g_string_append_c (tidy, ' ');
    space = g_ascii_isspace (*p);
  }
  while (tidy->len > 0 && tidy->str[tidy->len - 1] == ' ')
    g_string_truncate (tidy, tidy->len - 1);
  return g_string_free (g_steal_pointer (&tidy), FALSE);
}

/**
 * crm_form_draft_dup_content:
 * @self: a draft
 * @ordinal: of a text or a column of a table
 *
 * Returns: (transfer full): what is written in it: text with escapes, fields in double braces, and
 *   the elements b i span br
 */
char *
crm_form_draft_dup_content (CrmFormDraft *self, guint ordinal)
{
  CrmFormNode *node;
  g_autofree char *content = NULL;

  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self), NULL);
  node = crm_form_draft_get_node (self, ordinal);
  content = node != NULL ? crm_form_tree_write_content (node) : g_strdup ("");
  return collapse (content);
}

static CrmFormNode *
parse_content (const char *content, GError **error)
{
  g_autofree char *whole = g_strdup_printf ("<text>%s</text>", content);
  g_autoptr (CrmFormNode) file = crm_form_tree_parse (whole, error);
  CrmFormNode *text;

  if (file == NULL)
    return NULL;
  if (file->children->len != 1) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the element cannot stand here"));
    return NULL;
  }
  text = g_ptr_array_steal_index (file->children, 0);
  text->parent = NULL;
  return text;
}

/**
 * crm_form_draft_set_content:
 * @self: a draft
 * @ordinal: of a text or a column of a table
 * @content: as crm_form_draft_dup_content() gives it
 * @error: NOT_FOUND; INVALID where it is not well-formed
 *
 * What is typed into one text in a row is one step.
 *
 * Returns: whether it is written
 */
gboolean
crm_form_draft_set_content (CrmFormDraft *self, guint ordinal, const char *content, GError **error)
{
  g_autofree char *key = g_strdup_printf ("content %u", ordinal);
  g_autofree char *before = NULL;
  g_autoptr (CrmFormNode) parsed = NULL;
  CrmFormNode *node;

  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self) && content != NULL, FALSE);
  before = crm_form_draft_dup_content (self, ordinal);
  node = require_node (self, ordinal, error);
  if (node == NULL)
    return FALSE;
  if (g_strcmp0 (before, content) == 0)
    return TRUE;
  parsed = parse_content (content, error);
  if (parsed == NULL)
    return FALSE;
  crm_form_node_take_content (node, parsed);
  return crm_form_draft_commit (self, key, _ ("Text changed"), error);
}

/* --- Order */

/**
 * crm_form_draft_can_move:
 * @self: a draft
 * @ordinal: of a block or a column
 * @step: -1 up, or to the left; 1 down, or to the right
 *
 * Returns: whether there is a place to go to
 */
gboolean
crm_form_draft_can_move (CrmFormDraft *self, guint ordinal, int step)
{
  CrmFormNode *node = crm_form_draft_get_node (self, ordinal);

  return node != NULL && node->parent != NULL && node->parent->name != NULL &&
         !crm_form_node_is (node, "header") && !crm_form_node_is (node, "footer") &&
         crm_form_node_next (node, step) != NULL;
}

/**
 * crm_form_draft_move:
 * @self: a draft
 * @ordinal: of a block or a column
 * @step: -1 up, or to the left; 1 down, or to the right
 * @error: NOT_FOUND
 *
 * Returns: its ordinal from now on, 0 on error
 */
guint
crm_form_draft_move (CrmFormDraft *self, guint ordinal, int step, GError **error)
{
  CrmFormNode *node = require_node (self, ordinal, error);
  CrmFormNode *neighbour;
  guint moved;

  if (node == NULL)
    return 0;
  if (!crm_form_draft_can_move (self, ordinal, step))
    return ordinal;
  neighbour = crm_form_node_next (node, step);
  crm_form_node_exchange (node, neighbour);
  moved = crm_form_draft_get_ordinal (self, node);
  return crm_form_draft_commit (self, NULL, _ ("Order changed"), error) ? moved : 0;
}

gboolean
crm_form_draft_remove (CrmFormDraft *self, guint ordinal, GError **error)
{
  CrmFormNode *node = require_node (self, ordinal, error);
  const char *label = crm_form_node_is (node, "col") ? _ ("Column removed") : _ ("Block removed");

  if (node == NULL || node->parent == NULL)
    return FALSE;
  crm_form_node_remove (node);
  return crm_form_draft_commit (self, NULL, label, error);
}

/* --- What is added */

static CrmFormNode *
get_body (CrmFormDraft *self)
{
  return crm_form_node_child (crm_form_draft_get_root (self), "body");
}

/* Where something may stand of its own, below @after: not beside what stands in a row, and not
 * behind a header. */
static CrmFormNode *
find_place (CrmFormDraft *self, guint after)
{
  CrmFormNode *node = crm_form_draft_get_node (self, after);

  while (node != NULL && node->parent != NULL && !crm_form_node_is (node->parent, "body") &&
         !crm_form_node_is (node->parent, "column") && !crm_form_node_is (node->parent, "cell") &&
         !crm_form_node_is (node->parent, "header") && !crm_form_node_is (node->parent, "footer"))
    node = node->parent;
  return node != NULL && node->parent != NULL && node->parent->name != NULL ? node : NULL;
}

/* Takes @node. Returns its ordinal, 0 on error. */
static guint
add_block (CrmFormDraft *self, guint after, CrmFormNode *node, const char *label, GError **error)
{
  CrmFormNode *place = find_place (self, after);
  guint ordinal;

  if (place != NULL)
    crm_form_node_insert_after (place, node);
  else
    crm_form_node_insert (get_body (self), -1, node);
  ordinal = crm_form_draft_get_ordinal (self, node);
  return crm_form_draft_commit (self, NULL, label, error) ? ordinal : 0;
}

/**
 * crm_form_draft_add_text:
 * @self: a draft
 * @after: ordinal of the block above it; 0: it comes last
 * @content: what is written, as crm_form_draft_dup_content() gives it
 * @error: INVALID
 *
 * Returns: ordinal of the new text, 0 on error
 */
guint
crm_form_draft_add_text (CrmFormDraft *self, guint after, const char *content, GError **error)
{
  g_autoptr (CrmFormNode) parsed = NULL;

  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self) && content != NULL, 0);
  parsed = parse_content (content, error);
  if (parsed == NULL)
    return 0;
  crm_form_node_set (parsed, "above", "2");
  return add_block (self, after, g_steal_pointer (&parsed), _ ("Text added"), error);
}

/**
 * crm_form_draft_add_field:
 * @self: a draft
 * @after: ordinal of the block above it; 0: it comes last
 * @name: what stands before the value
 * @path: of the field, with filters
 * @error: INVALID
 *
 * A line "Name: value", which is left out where the field is empty.
 *
 * Returns: ordinal of the new text, 0 on error
 */
guint
crm_form_draft_add_field (CrmFormDraft *self, guint after, const char *name, const char *path,
                          GError **error)
{
  g_autofree char *content = NULL;
  g_autofree char *condition = NULL;
  CrmFormNode *text;

  g_return_val_if_fail (CRM_IS_FORM_DRAFT (self) && name != NULL && path != NULL, 0);
  content = g_strdup_printf ("%s: {{%s}}", name, path);
  condition = g_strndup (path, strcspn (path, "?|"));
  text = crm_form_node_new ("text");
  crm_form_node_set (text, "visible-if", condition);
  crm_form_node_insert (text, -1, crm_form_node_new_text (content));
  return add_block (self, after, text, _ ("Field added"), error);
}

/**
 * crm_form_draft_add_column:
 * @self: a draft
 * @table: ordinal of a table
 * @title: what stands over it
 * @content: what is written in its cells, as crm_form_draft_dup_content() gives it
 * @error: NOT_FOUND, INVALID
 *
 * Returns: ordinal of the new column, which is the last one; 0 on error
 */
guint
crm_form_draft_add_column (CrmFormDraft *self, guint table, const char *title, const char *content,
                           GError **error)
{
  CrmFormNode *node = require_node (self, table, error);
  g_autoptr (CrmFormNode) parsed = node != NULL ? parse_content (content, error) : NULL;
  CrmFormNode *last = NULL;
  CrmFormNode *column;
  guint ordinal;

  if (parsed == NULL)
    return 0;
  column = g_steal_pointer (&parsed);
  g_set_str (&column->name, "col");
  crm_form_node_set (column, "title", title);
  crm_form_node_set (column, "width", "auto");
  for (guint i = 0; i < node->children->len; i++)
    if (crm_form_node_is (node->children->pdata[i], "col"))
      last = node->children->pdata[i];
  if (last != NULL)
    crm_form_node_insert_after (last, column);
  else
    crm_form_node_insert (node, -1, column);
  ordinal = crm_form_draft_get_ordinal (self, column);
  return crm_form_draft_commit (self, NULL, _ ("Column added"), error) ? ordinal : 0;
}
