/* Files whose rows have names for their cells: objects of JSON, cards, entries of a directory. */
#pragma once

#include "crm-table-reader.h"
#include "crm-table-text-private.h"

G_BEGIN_DECLS

/* A member of an object that is no cell but says what is wrong with it. */
#define CRM_TABLE_OBJECT_PROBLEM ""

/* One kind of such files. */
typedef struct {
  gpointer (*make) (CrmTableText *text); /* takes the text */
  void (*free) (gpointer rows);
  /* @row: (out) (transfer full): text to text; NULL at the end */
  gboolean (*next) (gpointer rows, GHashTable **row, guint64 *line, GCancellable *cancellable,
                    GError **error);
  GPtrArray *(*get_names) (gpointer rows);   /* of all members met so far */
  const char *(*get_entity) (gpointer rows); /* what the file says its rows are; NULL */
  CrmTableText *(*get_text) (gpointer rows);
} CrmTableObjects;

const CrmTableObjects *crm_table_objects_get (CrmTableFormat format); /* NULL: rows of cells */

extern const CrmTableObjects crm_json_objects;
extern const CrmTableObjects crm_vcard_objects;
extern const CrmTableObjects crm_ldif_objects;
extern const CrmTableObjects crm_ics_objects;

G_END_DECLS
