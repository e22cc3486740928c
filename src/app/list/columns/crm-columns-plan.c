/* Which columns a list is to have, before any is made. */
#include "config.h"

#include "crm-columns-memory.h"
#include "crm-columns-private.h"

GArray *
crm_columns_plan_listed (CrmColumns *self)
{
  GArray *plan = g_array_new (FALSE, FALSE, sizeof (CrmPlannedColumn));

  for (int i = 0; i < self->entity->n_fields; i++) {
    const CrmPlannedColumn listed = { &self->entity->fields[i], -1 };
    if ((listed.field->flags & CRM_FIELD_LISTED) && (listed.field->flags & CRM_FIELD_HIDDEN) == 0)
      g_array_append_val (plan, listed);
  }
  return plan;
}

static gboolean
is_planned (GArray *plan, const CrmField *field)
{
  for (guint i = 0; i < plan->len; i++)
    if (g_array_index (plan, CrmPlannedColumn, i).field == field)
      return TRUE;
  return FALSE;
}

/* Empty where nothing is kept, or nothing of it is still there. */
static GArray *
plan_remembered (CrmColumns *self)
{
  g_autoptr (GVariant) kept = crm_columns_memory_read (self->memory);
  GArray *plan = g_array_new (FALSE, FALSE, sizeof (CrmPlannedColumn));
  GVariantIter iter;
  const char *name;
  int width;

  if (kept == NULL)
    return plan;
  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "(&si)", &name, &width)) {
    const CrmPlannedColumn column = { crm_entity_field (self->entity, name),
                                      CLAMP (width, -1, 2000) };
    if (column.field != NULL && (column.field->flags & CRM_FIELD_HIDDEN) == 0 &&
        !is_planned (plan, column.field))
      g_array_append_val (plan, column);
  }
  return plan;
}

GArray *
crm_columns_plan (CrmColumns *self)
{
  g_autoptr (GArray) plan = plan_remembered (self);

  return plan->len > 0 ? g_steal_pointer (&plan) : crm_columns_plan_listed (self);
}
