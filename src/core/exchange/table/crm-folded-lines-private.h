/* Lines that go on in the next ones, as cards and directories have them. */
#pragma once

#include "crm-table-lines-private.h"

G_BEGIN_DECLS

typedef struct {
  CrmTableLines *lines; /* owned */
  GString *line;        /* owned: put together of several; no noughts, no end */
  GString *ahead;       /* owned: the line after it, which may belong to it */
  guint64 number;       /* of the first line in @line, from 1 */
  gboolean has_ahead;   /* @ahead is the next line to begin with */
  gboolean may_double;  /* an empty second line says that each is followed by an empty one */
  gboolean skips_empty; /* it did: ends of lines were converted twice */
} CrmFoldedLines;

void crm_folded_lines_init (CrmFoldedLines *folded, CrmTableText *text, gboolean may_double);
void crm_folded_lines_clear (CrmFoldedLines *folded);
gboolean crm_folded_lines_begin (CrmFoldedLines *folded, gboolean *any, GCancellable *cancellable,
                                 GError **error);
gboolean crm_folded_lines_look_ahead (CrmFoldedLines *folded, gboolean *any,
                                      GCancellable *cancellable, GError **error);
void crm_folded_lines_keep_ahead (CrmFoldedLines *folded);

G_END_DECLS
