/* Events and tasks of an iCalendar file that somebody brings, read as the import reads them. */
#include "config.h"

#include "crm-brought-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-query.h"

static void
find_twin (CrmBroughtItem *item, CrmDatabase *database)
{
  const char *uid = crm_record_get_text (item->record, "external_id");
  CrmValue value = { .type = CRM_VALUE_TEXT, .text = (char *) uid };
  g_autoptr (CrmQuery) all = NULL;
  g_autoptr (CrmQuery) same = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (uid == NULL)
    return;
  all = crm_query_new (crm_entity_find ("activity"));
  same = crm_query_filter_values (all, "external_id", CRM_OP_EQUAL, &value, 1);
  found = crm_query_fetch_all (same, database, 1, NULL);
  if (found == NULL || found->len == 0)
    return;
  item->twin = crm_record_get_id (found->pdata[0]);
  item->twin_title = g_strdup (crm_record_get_title (found->pdata[0]));
  item->is_wanted = FALSE;
}

static CrmRecord *
find_brought (CrmBrought *self, const char *uid)
{
  for (guint i = 0; i < self->items->len; i++) {
    CrmRecord *record = ((CrmBroughtItem *) self->items->pdata[i])->record;
    if (record != NULL && crm_record_get_entity (record) == crm_entity_find ("activity") &&
        g_strcmp0 (crm_record_get_text (record, "external_id"), uid) == 0)
      return record;
  }
  return NULL;
}

/* An occurrence that is different stands by itself, and the series leaves it out: what is brought
 * has no numbers yet by which one could point at the other. */
static void
leave_out (CrmBrought *self, CrmRecord *task)
{
  const char *own = crm_record_get_text (task, "external_id");
  const char *slash = own != NULL ? strrchr (own, '/') : NULL; /* UID/MOMENT: see crm-ics-entry.c */
  g_autofree char *uid = slash != NULL ? g_strndup (own, (gsize) (slash - own)) : NULL;
  CrmRecord *series = uid != NULL ? find_brought (self, uid) : NULL;

  if (series != NULL && !crm_record_is_empty (series, "repeat") &&
      !crm_record_is_empty (task, "occurrence")) {
    g_autoptr (GDateTime) moment =
        g_date_time_new_from_unix_utc (crm_record_get_integer (task, "occurrence"));
    g_autofree char *written = g_date_time_format (moment, "%Y%m%dT%H%M%SZ");
    g_autofree char *repeat =
        g_strdup_printf ("%s\nEXDATE:%s", crm_record_get_text (series, "repeat"), written);
    crm_record_set_text (series, "repeat", repeat);
  }
  crm_record_clear_field (task, "occurrence");
}

static void
add_event (CrmBrought *self, CrmDatabase *database, CrmImportRow *row, CrmRecord *task)
{
  leave_out (self, task);
  crm_brought_share_subject (self, database, task);
  find_twin (crm_brought_add (self, CRM_BROUGHT_TASK, task), database);
}

gboolean
crm_brought_add_events (CrmBrought *self, CrmDatabase *database, const char *name, GBytes *content)
{
  return crm_brought_add_rows (self, database, name, content, CRM_TABLE_FORMAT_ICS, "activity",
                               add_event,
                               _ ("Only the first %d entries of the calendar were taken"));
}
