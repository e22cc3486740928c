/* What a table looks like from its beginning: delimiter, escape character, header, width. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Given values say what a person chose: they are kept, and the rest is found to fit them. */
#define CRM_TABLE_FIND_DELIMITER (-1)
#define CRM_TABLE_FIND_HEADER (-1)

typedef struct {
  int delimiter; /* a character, CRM_TABLE_NO_DELIMITER, or CRM_TABLE_FIND_DELIMITER */
  char escape;
  gint64 header_line;    /* where the header begins, from 1; 0 none; or CRM_TABLE_FIND_HEADER */
  guint64 skip_lines;    /* lines at the beginning that are not the table's: "sep=;" */
  guint n_columns;       /* of most rows */
  gboolean has_comments; /* rows that begin with # are not the table's */
} CrmTableShape;

void crm_table_sniff (const char *text, gsize length, gboolean cut, CrmTableShape *shape);

G_END_DECLS
