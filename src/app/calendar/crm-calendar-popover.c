/* What an entry is, beside it. */
#include "config.h"

#include "crm-calendar-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "crm-calendar-deed.h"
#include "crm-calendar-text.h"
#include "crm-outcome-buttons.h"
#include "crm-pill.h"
#include "crm-text.h"

struct _CrmCalendarPopover {
  GtkPopover parent_instance;

  CrmCalendarPlan *plan;   /* owned */
  CrmCalendarEntry *entry; /* owned */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (CrmCalendarPopover, crm_calendar_popover, GTK_TYPE_POPOVER)

static GtkWidget *
get_over (CrmCalendarPopover *self)
{
  return gtk_widget_get_parent (GTK_WIDGET (self));
}

static void
open_cb (CrmCalendarPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  crm_calendar_deed_open (get_over (self), crm_calendar_plan_get_workspace (self->plan),
                          self->entry);
}

static void
delete_cb (CrmCalendarPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  crm_calendar_deed_remove (get_over (self), crm_calendar_plan_get_workspace (self->plan),
                            self->entry);
}

static void
done_cb (CrmCalendarPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  crm_calendar_deed_finish (crm_calendar_plan_get_workspace (self->plan), self->entry);
}

/* --- What it says */

static void
add_line (CrmCalendarPopover *self, const char *icon, const char *text)
{
  GtkWidget *line, *image, *label;

  if (text == NULL || *text == '\0')
    return;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  image = gtk_image_new_from_icon_name (icon);
  label = gtk_label_new (text);
  gtk_widget_add_css_class (image, "dimmed");
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 34);
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (self->box), line);
}

static void
add_head (CrmCalendarPopover *self)
{
  GtkWidget *title = gtk_label_new (self->entry->title);
  GtkWidget *pills = adw_wrap_box_new ();
  GtkWidget *kind = crm_pill_new ();
  GtkWidget *state = crm_pill_new ();
  const char *classes[] = { "crm-pill", "calendar-kind",
                            crm_calendar_plan_get_colour (self->plan, self->entry), NULL };

  gtk_widget_add_css_class (title, "heading");
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 34);
  gtk_box_append (GTK_BOX (self->box), title);
  crm_pill_set (kind, crm_calendar_text_kind (self->entry->kind), NULL);
  gtk_widget_set_css_classes (kind, classes);
  crm_pill_set (state, crm_calendar_text_state (self->entry->state), "neutral");
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (pills), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (pills), kind);
  adw_wrap_box_append (ADW_WRAP_BOX (pills), state);
  gtk_box_append (GTK_BOX (self->box), pills);
}

/* What the record of the series says of its rule, for an occurrence of its own too. */
static char *
dup_rule (CrmCalendarPopover *self, CrmRecord *record)
{
  CrmDatabase *reader = crm_workspace_get_reader (crm_calendar_plan_get_workspace (self->plan));
  g_autoptr (CrmRecord) series = NULL;
  const char *rule = crm_record_get_text (record, "repeat");

  if (rule == NULL && !crm_record_is_empty (record, "series")) {
    series = crm_record_load (reader, crm_entity_find ("activity"),
                              crm_record_get_integer (record, "series"), NULL);
    rule = series != NULL ? crm_record_get_text (series, "repeat") : NULL;
  }
  return rule != NULL ? crm_calendar_describe_rule (rule) : NULL;
}

static void
add_facts (CrmCalendarPopover *self, CrmRecord *record)
{
  const CrmEntity *entity = crm_record_get_entity (record);
  const CrmCalendarEntry *entry = self->entry;
  g_autofree char *when = crm_calendar_text_when (entry->start, entry->end, entry->is_all_day);
  g_autofree char *large = crm_text_capitalize (when);
  g_autofree char *rule = dup_rule (self, record);

  add_line (self, "x-office-calendar-symbolic", large);
  add_line (self, "media-playlist-repeat-symbolic", rule);
  add_line (self, "building-symbolic", entry->company);
  add_line (self, "contact-symbolic",
            crm_record_get_reference_title (record, crm_entity_field_index (entity, "contact")));
  add_line (self, "mark-location-symbolic", entry->place);
  add_line (
      self, "avatar-default-symbolic",
      crm_record_get_reference_title (record, crm_entity_field_index (entity, "responsible")));
}

static GtkWidget *
add_button (CrmCalendarPopover *self, GtkWidget *box, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_buttons (CrmCalendarPopover *self, CrmRecord *record)
{
  CrmWorkspace *workspace = crm_calendar_plan_get_workspace (self->plan);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean can_write = crm_calendar_plan_can_write (self->plan);
  GtkWidget *outcomes;
  GtkWidget *button;

  gtk_widget_set_margin_top (box, 6);
  if (!can_write || self->entry->is_settled)
    outcomes = NULL;
  else if (crm_calendar_is_series (workspace, self->entry)) {
    outcomes = gtk_button_new_with_label (C_ ("task", "Done"));
    gtk_widget_set_halign (outcomes, GTK_ALIGN_START);
    g_signal_connect_object (outcomes, "clicked", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  } else
    outcomes = crm_outcome_buttons_new (workspace, record, 4);
  if (outcomes != NULL) {
    gtk_widget_set_margin_top (outcomes, 6);
    gtk_box_append (GTK_BOX (self->box), outcomes);
  }
  add_button (self, box, _ ("_Open"), G_CALLBACK (open_cb));
  button = add_button (self, box, _ ("_Delete"), G_CALLBACK (delete_cb));
  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_set_visible (button, can_write);
  gtk_box_append (GTK_BOX (self->box), box);
}

/* --- The object */

static void
leave_cb (CrmCalendarPopover *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_popover_popdown (GTK_POPOVER (self));
}

/* What a press of it asks next is asked in a dialog; it makes room. */
static void
crm_calendar_popover_map (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (crm_calendar_popover_parent_class)->map (widget);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (root), "visible-dialog") != NULL)
    g_signal_connect_object (root, "notify::visible-dialog", G_CALLBACK (leave_cb), widget,
                             G_CONNECT_SWAPPED);
}

static void
crm_calendar_popover_dispose (GObject *object)
{
  CrmCalendarPopover *self = CRM_CALENDAR_POPOVER (object);

  g_clear_pointer (&self->entry, crm_calendar_entry_free);
  g_clear_object (&self->plan);

  G_OBJECT_CLASS (crm_calendar_popover_parent_class)->dispose (object);
}

static void
crm_calendar_popover_class_init (CrmCalendarPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = crm_calendar_popover_dispose;
  GTK_WIDGET_CLASS (klass)->map = crm_calendar_popover_map;
}

static void
crm_calendar_popover_init (CrmCalendarPopover *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 6);
  gtk_widget_set_margin_start (self->box, 6);
  gtk_widget_set_margin_end (self->box, 6);
  gtk_popover_set_child (GTK_POPOVER (self), self->box);
}

GtkWidget *
crm_calendar_popover_new (CrmCalendarPlan *plan, const CrmCalendarEntry *entry)
{
  CrmWorkspace *workspace = crm_calendar_plan_get_workspace (plan);
  g_autoptr (CrmRecord) record = crm_record_load (
      crm_workspace_get_reader (workspace), crm_entity_find ("activity"), entry->activity, NULL);
  CrmCalendarPopover *self;

  if (record == NULL)
    return NULL;
  self = g_object_new (CRM_TYPE_CALENDAR_POPOVER, NULL);
  self->plan = g_object_ref (plan);
  self->entry = crm_calendar_entry_copy (entry);
  add_head (self);
  add_facts (self, record);
  add_buttons (self, record);
  /* What was done with it has changed it. */
  g_signal_connect_object (plan, "changed", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
