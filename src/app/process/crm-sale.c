/* Starting a process with a company, or for one of its deals. */
#include "config.h"

#include "crm-sale.h"

#include <glib/gi18n.h>

#include "crm-clock.h"
#include "crm-process.h"

/* Of one record; the youngest are those that go on. */
#define MOST_RUNS 100

/* The reference of a run that leads to such a record; NULL: none does. */
static const CrmField *
find_link (const CrmEntity *entity)
{
  const CrmEntity *runs = crm_entity_find ("process_run");

  for (int i = 0; i < runs->n_fields; i++)
    if (runs->fields[i].kind == CRM_KIND_REFERENCE &&
        (runs->fields[i].flags & (CRM_FIELD_OWNER | CRM_FIELD_INDEXED)) &&
        !(runs->fields[i].flags & CRM_FIELD_RESTRICT) &&
        crm_field_get_target (&runs->fields[i]) == entity)
      return &runs->fields[i];
  return NULL;
}

/* With whom runs are: the entity that owns them. */
const CrmEntity *
crm_sale_get_owner (void)
{
  const CrmEntity *runs = crm_entity_find ("process_run");

  for (int i = 0; i < runs->n_fields; i++)
    if (runs->fields[i].flags & CRM_FIELD_OWNER)
      return crm_field_get_target (&runs->fields[i]);
  return NULL;
}

/* What of @entity leads to that with whom runs are; NULL: it is that itself, or nothing does. */
static const CrmField *
find_way (const CrmEntity *entity)
{
  for (int i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].kind == CRM_KIND_REFERENCE &&
        crm_field_get_target (&entity->fields[i]) == crm_sale_get_owner ())
      return &entity->fields[i];
  return NULL;
}

/**
 * crm_sale_is_possible:
 * @entity: of a record
 *
 * Returns: whether a process can be started with such a record
 */
gboolean
crm_sale_is_possible (const CrmEntity *entity)
{
  return entity == crm_sale_get_owner () ||
         (find_link (entity) != NULL && find_way (entity) != NULL);
}

/* Whom it is with, and the deal that it is for (0: a new one). */
static gint64
find_company (CrmRecord *record, gint64 *deal)
{
  const CrmEntity *entity = crm_record_get_entity (record);

  *deal = 0;
  if (entity == crm_sale_get_owner ())
    return crm_record_get_id (record);
  *deal = crm_record_get_id (record);
  return crm_record_get_integer (record, find_way (entity)->name);
}

static gboolean
check (CrmWorkspace *workspace, gint64 company, gint64 *process, GError **error)
{
  if (company == 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                         _ ("It is not said with which company. Choose one first."));
    return FALSE;
  }
  if (*process == 0)
    *process = crm_process_get_default (crm_workspace_get_reader (workspace));
  if (*process != 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       _ ("No process is in use. Put one to use in the section “Processes”."));
  return FALSE;
}

/**
 * crm_sale_start:
 * @workspace: where it is
 * @record: a company, or a deal with one
 * @process: in use; 0: the usual one
 * @step: that it begins with; 0: those that start it
 */
void
crm_sale_start (CrmWorkspace *workspace, CrmRecord *record, gint64 process, gint64 step)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  gint64 deal;
  gint64 company = find_company (record, &deal);
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;
  g_autoptr (CrmChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (check (workspace, company, &process, &error)) {
    name = crm_reference_title (reader, crm_entity_find ("process"), process);
    /* Translators: name of a process, name of a company: "Sale started: Orion" */
    said = g_strdup_printf (_ ("%s started: %s"), name != NULL ? name : "",
                            crm_record_get_title (record));
    change = crm_workspace_begin (workspace, said);
  }
  if (change == NULL ||
      crm_process_start (change, reader, company, deal, process, step, &error) == 0)
    crm_workspace_report (workspace, _ ("The sale could not be started"), error);
  else
    crm_workspace_commit_and_say (workspace, g_steal_pointer (&change), said);
}

char *
crm_sale_dup_preview (CrmWorkspace *workspace, CrmRecord *record)
{
  CrmDatabase *reader = crm_workspace_get_reader (workspace);
  gint64 process = crm_process_get_default (reader);
  gint64 deal;
  gint64 company = find_company (record, &deal);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) sentences =
      process != 0 && company != 0
          ? crm_process_preview_start (reader, company, deal, process, 0, crm_clock_now (),
                                       crm_workspace_get_me (workspace), NULL)
          : NULL;

  for (guint i = 0; sentences != NULL && i < sentences->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) sentences->pdata[i]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * crm_sale_read_under_way:
 * @workspace: where it is
 * @record: a company or a deal
 *
 * Returns: (transfer full) (element-type CrmRecord): the processes that go on with it, the youngest
 *   first
 */
GPtrArray *
crm_sale_read_under_way (CrmWorkspace *workspace, CrmRecord *record)
{
  const CrmEntity *runs = crm_entity_find ("process_run");
  const CrmField *link = find_link (crm_record_get_entity (record));
  GPtrArray *going = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CrmQuery) all = crm_query_new (runs);
  g_autoptr (CrmQuery) of = NULL;
  g_autoptr (CrmQuery) sorted = NULL;
  g_autoptr (GPtrArray) found = NULL;

  if (link == NULL)
    return going;
  of = crm_query_filter_integer (all, link->name, CRM_OP_EQUAL, crm_record_get_id (record));
  sorted = crm_query_sort (of, "id", TRUE, NULL);
  found = crm_query_fetch_all (sorted, crm_workspace_get_reader (workspace), MOST_RUNS, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!runs->is_settled (found->pdata[i]))
      g_ptr_array_add (going, g_object_ref (found->pdata[i]));
  return going;
}

/**
 * crm_sale_is_under_way:
 * @workspace: where it is
 * @record: a company or a deal
 *
 * With a company there may be many at once.
 *
 * Returns: whether a process goes on for this very deal
 */
gboolean
crm_sale_is_under_way (CrmWorkspace *workspace, CrmRecord *record)
{
  const CrmField *link = find_link (crm_record_get_entity (record));
  g_autoptr (GPtrArray) going = NULL;

  if (link == NULL || (link->flags & CRM_FIELD_OWNER))
    return FALSE;
  going = crm_sale_read_under_way (workspace, record);
  return going->len > 0;
}
