/* What it means to let records go on a record, a section, a stage. All of it can be done by the
 * bar beneath a list as well. */
#include "config.h"

#include "crm-drop.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-batch-run.h"
#include "crm-campaign-dialog.h"
#include "crm-list-batch.h"
#include "crm-progress.h"

/* --- Setting */

static char *
dup_count (const CrmDragged *dragged)
{
  return crm_decimal_format (dragged->ids->len, 0, 0, crm_number_style_local ());
}

/* "Campaign set in 12 records" */
static void
set_reference (GtkWidget *parent, CrmWorkspace *workspace, const CrmDragged *dragged, int field,
               gint64 id)
{
  const CrmField *description = &dragged->entity->fields[field];
  const CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = id };
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (workspace),
                                                crm_field_get_target (description), id);
  g_autofree char *number = dup_count (dragged);
  /* Translators: %1$s is the name of a field, %2$s a number */
  g_autofree char *said = g_strdup_printf (
      ngettext ("%1$s set in %2$s record", "%1$s set in %2$s records", dragged->ids->len),
      crm_field_get_label (description), number);
  /* Translators: the name of a field and its new value */
  g_autofree char *what = g_strdup_printf (
      _ ("“%s” becomes “%s”."), crm_field_get_label (description), title != NULL ? title : "");
  CrmBatchTexts texts = { .said = said, .what = what, .verb = _ ("_Apply") };
  CrmBatch *batch = crm_batch_new (dragged->entity, dragged->ids);

  crm_batch_set (batch, field, &value);
  crm_batch_run (parent, workspace, batch, &texts, NULL, NULL, NULL);
}

/* --- A record */

/* A deal for each in a campaign that is there already. */
static void
make_parts (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *target, gint64 id,
            const CrmDragged *dragged)
{
  const CrmEntity *parts = crm_entity_find (target->progress);
  g_autoptr (CrmRecord) part = crm_record_new (parts);
  g_autofree char *title = crm_reference_title (crm_workspace_get_reader (workspace), target, id);
  g_autofree char *number = dup_count (dragged);
  g_autofree char *said = NULL;
  g_autofree char *what = NULL;
  CrmBatchTexts texts = { .verb = _ ("C_reate") };
  CrmBatch *batch = crm_batch_new (dragged->entity, dragged->ids);

  /* Translators: %1$s is the name of a campaign, %2$s a number */
  said = g_strdup_printf (
      ngettext ("%2$s deal added to “%1$s”", "%2$s deals added to “%1$s”", dragged->ids->len),
      title, number);
  /* Translators: %s is the name of a campaign */
  what = g_strdup_printf (_ ("Each gets a deal in “%s”."), title);
  texts.said = said;
  texts.what = what;
  crm_record_set_text (part, crm_entity_title_field (parts)->name, title);
  crm_record_set_integer (part, crm_progress_find_field (target)->name, id);
  crm_batch_make (batch, NULL, part);
  crm_batch_run (parent, workspace, batch, &texts, NULL, NULL, NULL);
}

/* Where records of @entity say whose they are, and @target is the kind of whose. */
static int
find_responsible (const CrmEntity *entity, const CrmEntity *target)
{
  int field = crm_list_batch_find_responsible (entity);
  return field >= 0 && crm_field_get_target (&entity->fields[field]) == target ? field : -1;
}

/**
 * crm_drop_on_record:
 * @parent: over what dialogs are shown
 * @workspace: the workspace
 * @target: entity of the record
 * @id: of the record
 * @dragged: what is let go on it
 * @take: whether to do it
 *
 * Deals on a campaign become its own; companies and contacts get a deal in it; anything on a person
 * becomes that person's.
 *
 * Returns: whether it means something
 */
gboolean
crm_drop_on_record (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *target, gint64 id,
                    const CrmDragged *dragged, gboolean take)
{
  const CrmEntity *parts = target->progress != NULL ? crm_entity_find (target->progress) : NULL;
  int responsible = find_responsible (dragged->entity, target);

  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return FALSE;
  if (parts != NULL && parts == dragged->entity) {
    if (take)
      set_reference (parent, workspace, dragged, crm_list_batch_find_campaign (parts), id);
    return TRUE;
  }
  if (parts != NULL && crm_batch_can_make (parts, dragged->entity)) {
    if (take)
      make_parts (parent, workspace, target, id, dragged);
    return TRUE;
  }
  if (responsible >= 0 && take)
    set_reference (parent, workspace, dragged, responsible, id);
  return responsible >= 0;
}

/* --- A section */

/* The field by which a new record of @target belongs to one of @entity. */
static const CrmField *
find_link (const CrmEntity *target, const CrmEntity *entity)
{
  for (int i = 0; i < target->n_fields; i++)
    if (target->fields[i].kind == CRM_KIND_REFERENCE &&
        crm_field_get_target (&target->fields[i]) == entity &&
        (target->fields[i].flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN)) == 0)
      return &target->fields[i];
  return NULL;
}

static void
make_linked (CrmWorkspace *workspace, const CrmEntity *target, const CrmField *link,
             const CrmDragged *dragged, CrmRecord *stage)
{
  g_autoptr (CrmRecord) draft = crm_record_new (target);
  gint64 id = g_array_index (dragged->ids, gint64, 0);
  g_autoptr (CrmRecord) record =
      crm_record_load (crm_workspace_get_reader (workspace), dragged->entity, id, NULL);

  if (record != NULL)
    crm_record_share (draft, record);
  crm_record_set_integer (draft, link->name, id);
  if (stage != NULL)
    crm_record_set_integer (draft, crm_progress_find_stage (target)->name,
                            crm_record_get_id (stage));
  crm_workspace_new_record (workspace, target, draft);
}

/**
 * crm_drop_on_entity:
 * @parent: over what dialogs are shown
 * @workspace: the workspace
 * @target: of the section
 * @dragged: what is let go on it
 * @take: whether to do it
 *
 * One record on another kind begins a new record of that kind for it: a company on "Deals". Several
 * that can have a deal each, and anything that can on "Campaigns", make a campaign; deals on
 * "Campaigns" are added to one.
 *
 * Returns: whether it means something
 */
gboolean
crm_drop_on_entity (GtkWidget *parent, CrmWorkspace *workspace, const CrmEntity *target,
                    const CrmDragged *dragged, gboolean take)
{
  const CrmField *link = find_link (target, dragged->entity);
  gboolean adds = target->progress != NULL && g_str_equal (target->progress, dragged->entity->name);
  gboolean makes = target != dragged->entity &&
                   ((target->progress != NULL &&
                     crm_batch_can_make (crm_entity_find (target->progress), dragged->entity)) ||
                    (dragged->ids->len > 1 && crm_batch_can_make (target, dragged->entity)));

  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return FALSE;
  if (adds) {
    if (take)
      crm_list_batch_add_to_campaign (parent, workspace, dragged->entity, dragged->ids, NULL);
    return TRUE;
  }
  if (makes) {
    if (take)
      adw_dialog_present (
          crm_campaign_dialog_new (parent, workspace, dragged->entity, dragged->ids), parent);
    return TRUE;
  }
  if (link == NULL || target == dragged->entity || dragged->ids->len != 1)
    return FALSE;
  if (take)
    make_linked (workspace, target, link, dragged, NULL);
  return TRUE;
}

/* --- A stage */

/**
 * crm_drop_on_stage:
 * @parent: over what dialogs are shown
 * @workspace: the workspace
 * @stage: the stage
 * @dragged: what is let go on it
 * @take: whether to do it
 *
 * Deals move there; losing asks why. One company or contact begins a new deal there.
 *
 * Returns: whether it means something
 */
gboolean
crm_drop_on_stage (GtkWidget *parent, CrmWorkspace *workspace, CrmRecord *stage,
                   const CrmDragged *dragged, gboolean take)
{
  const CrmEntity *deals = crm_entity_find ("deal");
  const CrmField *field = crm_progress_find_stage (dragged->entity);
  const CrmField *link = find_link (deals, dragged->entity);
  const CrmValue value = { .type = CRM_VALUE_INTEGER, .integer = crm_record_get_id (stage) };

  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return FALSE;
  if (field != NULL) {
    if (take && g_strcmp0 (crm_record_get_text (stage, "outcome"), "lost") == 0)
      crm_list_batch_move (parent, workspace, dragged->entity, dragged->ids, &value);
    else if (take)
      set_reference (parent, workspace, dragged, (int) (field - dragged->entity->fields),
                     value.integer);
    return TRUE;
  }
  if (link == NULL || (link->flags & CRM_FIELD_PARTY) == 0 || dragged->ids->len != 1)
    return FALSE;
  if (take)
    make_linked (workspace, deals, link, dragged, stage);
  return TRUE;
}

/* --- A list that was narrowed down */

/* What the list asks of its records and what can be given to one. */
static gboolean
is_given (CrmRecord *draft, int i)
{
  const CrmField *field = &crm_record_get_entity (draft)->fields[i];

  return crm_record_get_value (draft, i)->type != CRM_VALUE_EMPTY &&
         (field->flags & (CRM_FIELD_READ_ONLY | CRM_FIELD_HIDDEN | CRM_FIELD_TITLE)) == 0 &&
         (field->kind == CRM_KIND_REFERENCE || field->kind == CRM_KIND_CHOICE ||
          field->kind == CRM_KIND_TAGS);
}

static void
give (CrmWorkspace *workspace, CrmBatch *batch, CrmRecord *draft, int i, GString *what)
{
  const CrmField *field = &crm_record_get_entity (draft)->fields[i];
  const CrmValue *value = crm_record_get_value (draft, i);
  const CrmEntity *target = crm_field_get_target (field);
  g_autofree char *text =
      target != NULL
          ? crm_reference_title (crm_workspace_get_reader (workspace), target, value->integer)
          : crm_record_format (draft, i);

  if (field->kind == CRM_KIND_TAGS)
    crm_batch_change_tags (batch, i, value->text, NULL);
  else
    crm_batch_set (batch, i, value);
  g_string_append (what, what->len > 0 ? "\n" : "");
  /* Translators: the name of a field and its new value */
  g_string_append_printf (what, _ ("“%s” becomes “%s”."), crm_field_get_label (field),
                          text != NULL ? text : "");
}

/**
 * crm_drop_on_query:
 * @parent: over what dialogs are shown
 * @workspace: the workspace
 * @query: of a list: "Anna's clients"
 * @dragged: what is let go on it
 * @take: whether to do it
 *
 * Records of its kind get the values by which the list was narrowed down: they become Anna's. Tags
 * are added to those that are there. Others mean what they mean on the section.
 *
 * Returns: whether it means something
 */
gboolean
crm_drop_on_query (GtkWidget *parent, CrmWorkspace *workspace, CrmQuery *query,
                   const CrmDragged *dragged, gboolean take)
{
  const CrmEntity *entity = crm_query_get_entity (query);
  g_autoptr (CrmRecord) draft = crm_record_new_empty (entity);
  g_autoptr (GString) what = g_string_new (NULL);
  g_autoptr (CrmBatch) batch = NULL;
  g_autofree char *number = dup_count (dragged);
  g_autofree char *said = NULL;
  CrmBatchTexts texts = { .verb = _ ("_Apply") };

  if (entity != dragged->entity)
    return crm_drop_on_entity (parent, workspace, entity, dragged, take);
  if (!crm_store_is_writable (crm_workspace_get_store (workspace)))
    return FALSE;
  crm_query_fill (query, draft);
  batch = crm_batch_new (entity, dragged->ids);
  for (int i = 0; i < entity->n_fields; i++)
    if (is_given (draft, i))
      give (workspace, batch, draft, i, what);
  if (what->len == 0 || !take)
    return what->len > 0;
  said = g_strdup_printf (
      /* Translators: %s is a number */
      ngettext ("%s record changed", "%s records changed", dragged->ids->len), number);
  texts.said = said;
  texts.what = what->str;
  crm_batch_run (parent, workspace, g_steal_pointer (&batch), &texts, NULL, NULL, NULL);
  return TRUE;
}
