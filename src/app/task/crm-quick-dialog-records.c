/* What a quick task becomes: the task with what was said and put right, and a deal beside it. */
#include "config.h"

#include "crm-clock.h"
#include "crm-quick-dialog-private.h"

const CrmQuickHit *
crm_quick_dialog_get_client (CrmQuickDialog *self)
{
  if (self->no_client || self->hits == NULL || self->hits->len == 0)
    return NULL;
  return self->hits->pdata[MIN (self->hit, self->hits->len - 1)];
}

gint64
crm_quick_dialog_get_person (CrmQuickDialog *self)
{
  if (self->person != 0)
    return self->person;
  if (self->persons != NULL && self->persons->len > 0)
    return ((CrmQuickHit *) self->persons->pdata[0])->id;
  return crm_workspace_get_me (self->workspace);
}

gint64
crm_quick_dialog_get_due (CrmQuickDialog *self)
{
  return self->due != 0 ? self->due : crm_quick_line_get_due (self->line, crm_clock_now ());
}

/* A task about a deal makes none of its own. */
gboolean
crm_quick_dialog_makes_deal (CrmQuickDialog *self)
{
  return self->line->has_deal && !self->left[CRM_QUICK_DEAL] &&
         crm_record_is_empty (self->draft, "deal");
}

const char *
crm_quick_dialog_get_currency (CrmQuickDialog *self)
{
  return self->line->currency != NULL ? self->line->currency
                                      : crm_workspace_get_currency (self->workspace);
}

static void
set_client (CrmQuickDialog *self, CrmRecord *record)
{
  const CrmQuickHit *hit = crm_quick_dialog_get_client (self);

  if (hit != NULL) {
    crm_record_set_integer (record, hit->entity->name, hit->id);
    /* Who works somewhere is spoken with about that. */
    if (crm_entity_field (hit->entity, "company") != NULL) {
      g_autoptr (CrmRecord) contact =
          crm_record_load (crm_workspace_get_reader (self->workspace), hit->entity, hit->id, NULL);
      if (contact != NULL && !crm_record_is_empty (contact, "company"))
        crm_record_set_integer (record, "company", crm_record_get_integer (contact, "company"));
    }
    return;
  }
  if (!crm_record_is_empty (self->draft, "company"))
    crm_record_set_integer (record, "company", crm_record_get_integer (self->draft, "company"));
  if (!crm_record_is_empty (self->draft, "contact"))
    crm_record_set_integer (record, "contact", crm_record_get_integer (self->draft, "contact"));
}

CrmRecord *
crm_quick_dialog_make_task (CrmQuickDialog *self)
{
  CrmRecord *task = crm_record_copy (self->draft);
  gint64 due = crm_quick_dialog_get_due (self);

  crm_quick_line_fill (self->line, task, crm_clock_now ());
  if (self->kind != NULL)
    crm_record_set_text (task, "kind", self->kind);
  if (self->priority != NULL)
    crm_record_set_text (task, "priority", self->priority);
  if (self->due != 0) {
    crm_record_set_integer (task, "due", due);
    crm_record_clear_field (task, "start");
  }
  set_client (self, task);
  if (crm_quick_dialog_get_person (self) != 0)
    crm_record_set_integer (task, "responsible", crm_quick_dialog_get_person (self));
  return task;
}

/* It is called after its company, or as the task is where there is none. */
CrmRecord *
crm_quick_dialog_make_deal (CrmQuickDialog *self)
{
  CrmRecord *deal = crm_record_new (crm_entity_find ("deal"));

  set_client (self, deal);
  if (crm_record_is_empty (deal, "company") && crm_record_is_empty (deal, "contact"))
    crm_record_set_text (deal, "name", self->line->title);
  if (self->line->has_amount) {
    crm_record_set_integer (deal, "value", self->line->amount);
    crm_record_set_text (deal, "currency", crm_quick_dialog_get_currency (self));
  }
  if (crm_quick_dialog_get_person (self) != 0)
    crm_record_set_integer (deal, "responsible", crm_quick_dialog_get_person (self));
  return deal;
}
