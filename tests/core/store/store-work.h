/* What a user does all day, and how to see that nothing of it was lost or torn. */
#pragma once

#include "crm-store.h"

/* Action @number of a sequence that begins with 1: writes a text and keeps count and sum right. */
gboolean work_do (CrmDatabase *database, gint64 number, guint size, GError **error);
gboolean work_do_in_store (CrmStore *store, gint64 number, guint size, GError **error);
/* How many actions the file holds; -1 with a message where they are torn. */
gint64 work_count (CrmDatabase *database, char **fault);
/* Puts @from with nothing beside it at @to. */
void work_copy_file (const char *from, const char *to);
