/* A value that gives way to another, in questions that are kept as text. */
#pragma once

#include "crm-query.h"

G_BEGIN_DECLS

typedef gboolean (*CrmFieldFunc) (const CrmField *field, gpointer data);
/* The same text with one value of the fields meant in place of another; NULL: it asks for none. */
char *crm_query_text_replace (const char *text, CrmDatabase *database, CrmFieldFunc is_meant,
                              gpointer data, const CrmValue *from, const CrmValue *into);

G_END_DECLS
