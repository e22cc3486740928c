/* The file of a form as a tree that is changed and written back. */
#include "config.h"

#include "crm-form-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-form.h"

#define LINE_WIDTH 100 /* beyond it attributes go on in the next line */

static CrmFormNode *
create_node (void)
{
  CrmFormNode *node = g_new0 (CrmFormNode, 1);

  node->names = g_ptr_array_new_with_free_func (g_free);
  node->values = g_ptr_array_new_with_free_func (g_free);
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_form_node_free);
  return node;
}

CrmFormNode *
crm_form_node_new (const char *name)
{
  CrmFormNode *node = create_node ();

  node->name = g_strdup (name);
  return node;
}

CrmFormNode *
crm_form_node_new_text (const char *text)
{
  CrmFormNode *node = create_node ();

  node->text = g_strdup (text);
  return node;
}

void
crm_form_node_free (CrmFormNode *node)
{
  if (node == NULL)
    return;
  g_free (node->name);
  g_free (node->text);
  g_ptr_array_unref (node->names);
  g_ptr_array_unref (node->values);
  g_ptr_array_unref (node->children);
  g_free (node);
}

/* --- Reading */

typedef struct {
  CrmFormNode *current; /* borrowed */
  guint depth;
  guint n_nodes;
} Reader;

static gboolean
add (Reader *reader, CrmFormNode *node, GError **error)
{
  crm_form_node_insert (reader->current, -1, node);
  if (++reader->n_nodes <= 4 * CRM_FORM_MAX_ELEMENTS && reader->depth <= CRM_FORM_MAX_DEPTH)
    return TRUE;
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                       _ ("the form is too large or nested too deep"));
  return FALSE;
}

static void
start_element_cb (GMarkupParseContext *context, const char *name, const char **names,
                  const char **values, gpointer data, GError **error)
{
  Reader *reader = data;
  CrmFormNode *node = crm_form_node_new (name);

  for (gsize i = 0; names[i] != NULL; i++)
    crm_form_node_set (node, names[i], values[i]);
  reader->depth++;
  if (add (reader, node, error))
    reader->current = node;
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reader *reader = data;

  reader->depth--;
  reader->current = reader->current->parent;
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
         GError **error)
{
  g_autofree char *whole = g_strndup (text, length);

  add (data, crm_form_node_new_text (whole), error);
}

static void
passthrough_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
                GError **error)
{
  g_autofree char *whole = g_strndup (text, length);
  CrmFormNode *node = crm_form_node_new_text (whole);

  node->verbatim = TRUE;
  add (data, node, error);
}

/**
 * crm_form_tree_parse:
 * @xml: a form's file
 * @error: %CRM_ERROR_INVALID or %CRM_ERROR_REFUSED
 *
 * Reads the file as a tree. What its elements mean is crm_form_parse()'s to judge. Any thread.
 *
 * Returns: (transfer full): the file, or %NULL
 */
CrmFormNode *
crm_form_tree_parse (const char *xml, GError **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, passthrough_cb,
                                        NULL };
  g_autoptr (CrmFormNode) file = create_node ();
  Reader reader = { .current = file };
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (xml != NULL, NULL);
  if (strlen (xml) > CRM_FORM_MAX_SIZE) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         _ ("The form's file is larger than a megabyte"));
    return NULL;
  }
  context = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &reader, NULL);
  if (g_markup_parse_context_parse (context, xml, -1, &local) &&
      g_markup_parse_context_end_parse (context, &local))
    return g_steal_pointer (&file);
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The form cannot be read: %s"),
               local->message);
  return NULL;
}

/* --- Writing */

static void
append_escaped (GString *xml, const char *text, gboolean attribute)
{
  for (const char *p = text; *p != '\0'; p++) {
    switch (*p) {
    case '&':
      g_string_append (xml, "&amp;");
      break;
    case '<':
      g_string_append (xml, "&lt;");
      break;
    case '>':
      g_string_append (xml, "&gt;");
      break;
    case '"':
      g_string_append (xml, attribute ? "&quot;" : "\"");
      break;
    case '\n':
      g_string_append (xml, attribute ? "&#10;" : "\n");
      break;
    case '\t':
      g_string_append (xml, attribute ? "&#9;" : "\t");
      break;
    default:
      if ((guchar) *p >= ' ') /* XML has no way to write the rest */
        g_string_append_c (xml, *p);
    }
  }
}

static gsize
get_column (const GString *xml)
{
  const char *line = strrchr (xml->str, '\n');

  return line != NULL ? (gsize) g_utf8_strlen (line + 1, -1) : (gsize) g_utf8_strlen (xml->str, -1);
}

static void
append_attributes (GString *xml, const CrmFormNode *node)
{
  gsize indent = get_column (xml) + 1;

  for (guint i = 0; i < node->names->len; i++) {
    g_autoptr (GString) attribute = g_string_new (node->names->pdata[i]);
    g_string_append (attribute, "=\"");
    append_escaped (attribute, node->values->pdata[i], TRUE);
    g_string_append_c (attribute, '"');
    if (i > 0 && get_column (xml) + (gsize) g_utf8_strlen (attribute->str, -1) + 2 > LINE_WIDTH) {
      g_string_append_c (xml, '\n');
      for (gsize j = 0; j < indent; j++)
        g_string_append_c (xml, ' ');
    } else {
      g_string_append_c (xml, ' ');
    }
    g_string_append_len (xml, attribute->str, (gssize) attribute->len);
  }
}

static void
append_node (GString *xml, const CrmFormNode *node)
{
  if (node->name == NULL) {
    if (node->verbatim)
      g_string_append (xml, node->text);
    else
      append_escaped (xml, node->text, FALSE);
    return;
  }
  g_string_append_printf (xml, "<%s", node->name);
  append_attributes (xml, node);
  if (node->children->len == 0) {
    g_string_append (xml, "/>");
    return;
  }
  g_string_append_c (xml, '>');
  for (guint i = 0; i < node->children->len; i++)
    append_node (xml, node->children->pdata[i]);
  g_string_append_printf (xml, "</%s>", node->name);
}

/**
 * crm_form_tree_write:
 * @file: what crm_form_tree_parse() gave
 *
 * Returns: (transfer full): the file. Read again it gives the same tree.
 */
char *
crm_form_tree_write (const CrmFormNode *file)
{
  g_autoptr (GString) xml = g_string_new (NULL);

  /* Between the parts of the file there is nothing but line ends. */
  for (guint i = 0; i < file->children->len; i++) {
    const CrmFormNode *node = file->children->pdata[i];
    if (node->name == NULL && !node->verbatim)
      continue;
    append_node (xml, node);
    g_string_append_c (xml, '\n');
  }
  return g_string_free (g_steal_pointer (&xml), FALSE);
}

/**
 * crm_form_tree_write_content:
 * @element: an element
 *
 * Returns: (transfer full): what stands in it, as it is written
 */
char *
crm_form_tree_write_content (const CrmFormNode *element)
{
  g_autoptr (GString) xml = g_string_new (NULL);

  for (guint i = 0; i < element->children->len; i++)
    append_node (xml, element->children->pdata[i]);
  return g_string_free (g_steal_pointer (&xml), FALSE);
}

/* --- Attributes */

static gboolean
find_attribute (const CrmFormNode *node, const char *attribute, guint *index)
{
  for (*index = 0; *index < node->names->len; (*index)++)
    if (g_str_equal (node->names->pdata[*index], attribute))
      return TRUE;
  return FALSE;
}

const char *
crm_form_node_get (const CrmFormNode *node, const char *attribute)
{
  guint index;

  return find_attribute (node, attribute, &index) ? node->values->pdata[index] : NULL;
}

/* @value: (nullable): %NULL takes it away */
void
crm_form_node_set (CrmFormNode *node, const char *attribute, const char *value)
{
  guint index;

  if (!find_attribute (node, attribute, &index)) {
    if (value == NULL)
      return;
    g_ptr_array_add (node->names, g_strdup (attribute));
    g_ptr_array_add (node->values, g_strdup (value));
  } else if (value == NULL) {
    g_ptr_array_remove_index (node->names, index);
    g_ptr_array_remove_index (node->values, index);
  } else {
    g_autofree char *old = node->values->pdata[index];
    node->values->pdata[index] = g_strdup (value);
  }
}

/* --- Finding */

gboolean
crm_form_node_is (const CrmFormNode *node, const char *name)
{
  return node != NULL && g_strcmp0 (node->name, name) == 0;
}

CrmFormNode *
crm_form_node_child (const CrmFormNode *node, const char *name)
{
  for (guint i = 0; i < node->children->len; i++)
    if (crm_form_node_is (node->children->pdata[i], name))
      return node->children->pdata[i];
  return NULL;
}

static CrmFormNode *
count_to (CrmFormNode *node, const CrmFormNode *wanted, guint ordinal, guint *count)
{
  if (node->name != NULL) {
    (*count)++;
    if (node == wanted || *count == ordinal)
      return node;
  }
  for (guint i = 0; i < node->children->len; i++) {
    CrmFormNode *found = count_to (node->children->pdata[i], wanted, ordinal, count);
    if (found != NULL)
      return found;
  }
  return NULL;
}

/* @ordinal: of an element as CrmFormBox has it, from 1 */
CrmFormNode *
crm_form_node_find (CrmFormNode *file, guint ordinal)
{
  guint count = 0;

  return ordinal > 0 ? count_to (file, NULL, ordinal, &count) : NULL;
}

guint
crm_form_node_get_ordinal (const CrmFormNode *file, const CrmFormNode *node)
{
  guint count = 0;

  return count_to ((CrmFormNode *) file, node, 0, &count) != NULL ? count : 0;
}

static guint
get_index (const CrmFormNode *node)
{
  guint index = 0;

  g_ptr_array_find (node->parent->children, node, &index);
  return index;
}

/* The next element beside it, or the one before with @step -1. */
CrmFormNode *
crm_form_node_next (const CrmFormNode *node, int step)
{
  const GPtrArray *siblings = node->parent->children;

  for (int i = (int) get_index (node) + step; i >= 0 && i < (int) siblings->len; i += step) {
    CrmFormNode *sibling = siblings->pdata[i];
    if (sibling->name != NULL)
      return sibling;
  }
  return NULL;
}

/* --- Moving about */

/* Takes @node. */
void
crm_form_node_insert (CrmFormNode *parent, int index, CrmFormNode *node)
{
  node->parent = parent;
  g_ptr_array_insert (parent->children, index, node);
}

static gboolean
is_blank (const CrmFormNode *node)
{
  if (node->name != NULL || node->verbatim)
    return FALSE;
  for (const char *p = node->text; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      return FALSE;
  return TRUE;
}

/* Takes @node; in a line of its own where @sibling stands in one. */
void
crm_form_node_insert_after (CrmFormNode *sibling, CrmFormNode *node)
{
  CrmFormNode *parent = sibling->parent;
  guint index = get_index (sibling);
  const CrmFormNode *before = index > 0 ? parent->children->pdata[index - 1] : NULL;

  if (before != NULL && is_blank (before))
    crm_form_node_insert (parent, (int) ++index, crm_form_node_new_text (before->text));
  crm_form_node_insert (parent, (int) index + 1, node);
}

/* With the white space before it. */
void
crm_form_node_remove (CrmFormNode *node)
{
  GPtrArray *siblings = node->parent->children;
  guint index = get_index (node);

  g_ptr_array_remove_index (siblings, index);
  if (index > 0 && is_blank (siblings->pdata[index - 1]))
    g_ptr_array_remove_index (siblings, index - 1);
}

/* Two children of one parent take each other's places. */
void
crm_form_node_exchange (CrmFormNode *one, CrmFormNode *other)
{
  GPtrArray *siblings = one->parent->children;
  guint first = get_index (one), second = get_index (other);

  siblings->pdata[first] = other;
  siblings->pdata[second] = one;
}

/* What stands in @from takes the place of what stood in @element. */
void
crm_form_node_take_content (CrmFormNode *element, CrmFormNode *from)
{
  g_ptr_array_set_size (element->children, 0);
  while (from->children->len > 0)
    crm_form_node_insert (element, -1, g_ptr_array_steal_index (from->children, 0));
}
