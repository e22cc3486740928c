/* The chips of a quick task: what was understood, each to be put right or taken away. */
#include "config.h"

#include "crm-quick-dialog-private.h"

#include <glib/gi18n.h>

#include "crm-chooser.h"
#include "crm-clock.h"
#include "crm-date.h"
#include "crm-decimal.h"
#include "crm-due-popover.h"
#include "crm-quick-chip.h"

static const CrmField *
task_field (const char *name)
{
  return crm_entity_field (crm_entity_find ("activity"), name);
}

static void
corrected (CrmQuickDialog *self)
{
  crm_quick_dialog_update (self);
  gtk_entry_grab_focus_without_selecting (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
leave (CrmQuickDialog *self, CrmQuickPartKind kind)
{
  self->left[kind] = TRUE;
  corrected (self);
}

static void
set_picked (char **text, const CrmValue *value)
{
  g_set_str (text, value != NULL && value->type == CRM_VALUE_TEXT ? value->text : NULL);
}

static void
kind_picked_cb (CrmQuickDialog *self, const CrmValue *value)
{
  set_picked (&self->kind, value);
  corrected (self);
}

static void
priority_picked_cb (CrmQuickDialog *self, const CrmValue *value)
{
  set_picked (&self->priority, value);
  corrected (self);
}

static void
person_picked_cb (CrmQuickDialog *self, const CrmValue *value)
{
  self->person = value != NULL && value->type == CRM_VALUE_INTEGER ? value->integer : 0;
  corrected (self);
}

static void
due_picked_cb (CrmQuickDialog *self, gint64 moment)
{
  self->due = moment;
  corrected (self);
}

static GtkWidget *
new_chooser (CrmQuickDialog *self, const char *field, GCallback picked)
{
  GtkWidget *chooser = crm_chooser_new (self->workspace, task_field (field));

  g_signal_connect_object (chooser, "picked", picked, self, G_CONNECT_SWAPPED);
  return chooser;
}

static GtkWidget *
new_kind_popover (gpointer owner)
{
  return new_chooser (owner, "kind", G_CALLBACK (kind_picked_cb));
}

static GtkWidget *
new_priority_popover (gpointer owner)
{
  return new_chooser (owner, "priority", G_CALLBACK (priority_picked_cb));
}

static GtkWidget *
new_person_popover (gpointer owner)
{
  return new_chooser (owner, "responsible", G_CALLBACK (person_picked_cb));
}

static GtkWidget *
new_due_popover (gpointer owner)
{
  CrmQuickDialog *self = owner;
  GtkWidget *popover = crm_due_popover_new (self->workspace);

  g_signal_connect_object (popover, "picked", G_CALLBACK (due_picked_cb), self, G_CONNECT_SWAPPED);
  return popover;
}

static void
client_clicked_cb (CrmQuickDialog *self, GtkWidget *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  self->hit = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "hit"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  corrected (self);
}

static GtkWidget *
new_client_popover (gpointer owner)
{
  CrmQuickDialog *self = owner;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (guint i = 0; self->hits != NULL && i < self->hits->len; i++) {
    const CrmQuickHit *hit = self->hits->pdata[i];
    /* Translators: what it is (Company) and its name */
    g_autofree char *text =
        g_strdup_printf (C_ ("client", "%s: %s"), crm_entity_get_label (hit->entity), hit->title);
    GtkWidget *button = gtk_button_new_with_label (text);
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (button)), GTK_ALIGN_START);
    g_object_set_data (G_OBJECT (button), "hit", GUINT_TO_POINTER (i));
    g_signal_connect_object (button, "clicked", G_CALLBACK (client_clicked_cb), self,
                             G_CONNECT_SWAPPED);
    gtk_box_append (GTK_BOX (box), button);
  }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

static void
kind_removed_cb (CrmQuickDialog *self)
{
  g_clear_pointer (&self->kind, g_free);
  leave (self, CRM_QUICK_KIND);
}

static void
due_removed_cb (CrmQuickDialog *self)
{
  self->due = 0;
  self->left[CRM_QUICK_TIME] = TRUE;
  leave (self, CRM_QUICK_DATE);
}

static void
client_removed_cb (CrmQuickDialog *self)
{
  self->no_client = TRUE;
  corrected (self);
}

static void
deal_removed_cb (CrmQuickDialog *self)
{
  self->left[CRM_QUICK_AMOUNT] = TRUE;
  leave (self, CRM_QUICK_DEAL);
}

static void
priority_removed_cb (CrmQuickDialog *self)
{
  g_clear_pointer (&self->priority, g_free);
  leave (self, CRM_QUICK_PRIORITY);
}

static void
person_removed_cb (CrmQuickDialog *self)
{
  self->person = 0;
  leave (self, CRM_QUICK_PERSON);
}

static void
add_chip (CrmQuickDialog *self, const char *icon, const char *name, const char *text,
          CrmQuickPopoverFunc popover, GCallback removed)
{
  adw_wrap_box_append (self->chips, crm_quick_chip_new (icon, name, text, popover, removed, self));
}

static void
add_due_chip (CrmQuickDialog *self)
{
  gint64 due = crm_quick_dialog_get_due (self);
  g_autofree char *when =
      due != 0 ? crm_moment_format_relative (due, crm_clock_now ()) : g_strdup (_ ("No Date"));

  add_chip (self, "x-office-calendar-symbolic", _ ("When"), when, new_due_popover,
            due != 0 ? G_CALLBACK (due_removed_cb) : NULL);
}

static void
add_client_chip (CrmQuickDialog *self)
{
  const CrmQuickHit *hit = crm_quick_dialog_get_client (self);
  const CrmEntity *task = crm_entity_find ("activity");

  if (hit != NULL) {
    add_chip (self, hit->entity->icon, crm_entity_get_label (hit->entity), hit->title,
              self->hits->len > 1 ? new_client_popover : NULL, G_CALLBACK (client_removed_cb));
    return;
  }
  /* What it is about anyway: the page it was called from. */
  for (int i = 0; i < task->n_fields; i++) {
    const CrmField *field = &task->fields[i];
    const CrmEntity *target = crm_field_get_target (field);
    g_autofree char *title = NULL;
    if (field->kind != CRM_KIND_REFERENCE || target == NULL ||
        crm_record_is_empty (self->draft, field->name) ||
        g_strcmp0 (field->name, "responsible") == 0)
      continue;
    title = crm_reference_title (crm_workspace_get_reader (self->workspace), target,
                                 crm_record_get_integer (self->draft, field->name));
    if (title != NULL)
      add_chip (self, target->icon, crm_field_get_label (field), title, NULL, NULL);
  }
}

static void
add_deal_chip (CrmQuickDialog *self)
{
  const CrmEntity *deal = crm_entity_find ("deal");
  g_autofree char *text = NULL;

  if (!crm_quick_dialog_makes_deal (self))
    return;
  text = self->line->has_amount
             ? crm_money_format (self->line->amount, crm_quick_dialog_get_currency (self),
                                 crm_number_style_local ())
             : g_strdup (crm_entity_get_label (deal));
  add_chip (self, deal->icon, crm_entity_get_label_new (deal), text, NULL,
            G_CALLBACK (deal_removed_cb));
}

static void
add_choice_chip (CrmQuickDialog *self, const char *icon, const char *field, const char *code,
                 CrmQuickPopoverFunc popover, GCallback removed)
{
  const CrmChoice *choice = crm_field_find_choice (task_field (field), code);

  if (choice != NULL)
    add_chip (self, icon, crm_field_get_label (task_field (field)), crm_choice_get_label (choice),
              popover, removed);
}

static void
add_chips (CrmQuickDialog *self)
{
  const char *kind = self->kind != NULL ? self->kind : self->line->kind;
  const char *priority = self->priority != NULL ? self->priority : self->line->priority;
  gint64 person = crm_quick_dialog_get_person (self);
  g_autofree char *name = person != 0
                              ? crm_reference_title (crm_workspace_get_reader (self->workspace),
                                                     crm_entity_find ("person"), person)
                              : NULL;

  add_choice_chip (self, "checkbox-checked-symbolic", "kind", kind, new_kind_popover,
                   g_strcmp0 (kind, "task") != 0 ? G_CALLBACK (kind_removed_cb) : NULL);
  add_due_chip (self);
  add_client_chip (self);
  add_deal_chip (self);
  if (priority != NULL)
    add_choice_chip (self, "dialog-warning-symbolic", "priority", priority, new_priority_popover,
                     G_CALLBACK (priority_removed_cb));
  if (name != NULL)
    add_chip (self, "avatar-default-symbolic", crm_field_get_label (task_field ("responsible")),
              name, new_person_popover,
              self->line->person != NULL || self->person != 0 ? G_CALLBACK (person_removed_cb)
                                                              : NULL);
}

void
crm_quick_dialog_show (CrmQuickDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  gtk_widget_set_sensitive (self->create, self->line != NULL && self->line->title[0] != '\0');
  gtk_label_set_text (self->what, self->line != NULL ? self->line->title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->what),
                          self->line != NULL && self->line->title[0] != '\0');
  if (self->line != NULL)
    add_chips (self);
  else
    add_client_chip (self); /* what it will be about is seen before anything is said */
}
