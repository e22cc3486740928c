/* The file of a form as a tree that is changed and written back: what the layout need not know,
 * comments and white space, is kept. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmFormNode:
 * @name: (nullable): of an element; %NULL for text, and for the file as a whole
 * @text: (nullable): of text, without escapes; of a comment, as it is written
 * @verbatim: whether @text is written as it is
 * @names: (element-type utf8): names of the attributes
 * @values: (element-type utf8): their values
 * @children: (element-type CrmFormNode): in their order
 * @parent: (nullable): borrowed
 */
typedef struct _CrmFormNode CrmFormNode;

struct _CrmFormNode {
  char *name;
  char *text;
  gboolean verbatim;
  GPtrArray *names;
  GPtrArray *values;
  GPtrArray *children;
  CrmFormNode *parent;
};

CrmFormNode *crm_form_tree_parse (const char *xml, GError **error);
char *crm_form_tree_write (const CrmFormNode *file);
char *crm_form_tree_write_content (const CrmFormNode *element);

CrmFormNode *crm_form_node_new (const char *name);
CrmFormNode *crm_form_node_new_text (const char *text);
void crm_form_node_free (CrmFormNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFormNode, crm_form_node_free)

const char *crm_form_node_get (const CrmFormNode *node, const char *attribute);
void crm_form_node_set (CrmFormNode *node, const char *attribute, const char *value);

gboolean crm_form_node_is (const CrmFormNode *node, const char *name);
CrmFormNode *crm_form_node_child (const CrmFormNode *node, const char *name);
CrmFormNode *crm_form_node_find (CrmFormNode *file, guint ordinal);
guint crm_form_node_get_ordinal (const CrmFormNode *file, const CrmFormNode *node);
CrmFormNode *crm_form_node_next (const CrmFormNode *node, int step);

void crm_form_node_insert (CrmFormNode *parent, int index, CrmFormNode *node);
void crm_form_node_insert_after (CrmFormNode *sibling, CrmFormNode *node);
void crm_form_node_remove (CrmFormNode *node);
void crm_form_node_exchange (CrmFormNode *one, CrmFormNode *other);
void crm_form_node_take_content (CrmFormNode *element, CrmFormNode *from);

G_END_DECLS
