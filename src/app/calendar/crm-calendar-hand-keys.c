/* Moving and stretching entries by keyboard. */
#include "config.h"

#include "crm-calendar-hand-private.h"

#include "crm-calendar-text.h"
#include "crm-date.h"

/* What was begun by keyboard and not ended is written after so long. */
#define REST_MS 1500

static CrmCalendarBlock *
get_focused (CrmCalendarHand *self)
{
  GtkRoot *root = gtk_widget_get_root (self->surface);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return CRM_IS_CALENDAR_BLOCK (focus) && gtk_widget_is_ancestor (focus, self->surface)
             ? CRM_CALENDAR_BLOCK (focus)
             : NULL;
}

static void
rest_cb (gpointer data)
{
  CrmCalendarHand *self = data;

  self->resting = 0;
  crm_calendar_hand_finish (self);
}

static gboolean
begin_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, CrmHandDeed deed)
{
  const CrmCalendarEntry *entry = crm_calendar_block_get (block);

  if (entry == NULL || !crm_calendar_plan_can_write (self->plan))
    return FALSE;
  if (self->deed <= CRM_HAND_PRESSED) {
    crm_calendar_hand_rest (self);
    self->entry = crm_calendar_entry_copy (entry);
    self->start = entry->start;
    self->end = entry->end;
    self->all_day = entry->is_all_day;
  }
  self->deed = deed;
  self->by_keys = TRUE;
  g_clear_handle_id (&self->resting, g_source_remove);
  self->resting = g_timeout_add_once (REST_MS, rest_cb, self);
  return TRUE;
}

/* Whoever hears it is told where it would come to stand. */
static void
tell (CrmCalendarHand *self, CrmCalendarBlock *block)
{
  g_autofree char *when =
      crm_calendar_text_when (self->start, self->end, crm_calendar_hand_is_all_day (self));

  g_set_object (&self->block, GTK_WIDGET (block));
  crm_calendar_hand_show (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (block), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, when,
                                  -1);
}

static void
move_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, gint64 days, int minutes)
{
  if (!begin_by_keys (self, block, CRM_HAND_MOVING))
    return;
  self->start = crm_calendar_hand_shift (self->start, days, minutes);
  self->end = crm_calendar_hand_shift (self->end, days, minutes);
  tell (self, block);
}

static void
stretch_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, gint64 days, int minutes)
{
  gint64 shortest = days != 0 ? SHORTEST * 4 * 20 : SHORTEST;

  if (!begin_by_keys (self, block, CRM_HAND_STRETCHING))
    return;
  self->end = MAX (crm_calendar_hand_shift (self->end, days, minutes), self->start + shortest);
  tell (self, block);
}

/* Between the whole days and the hours; at the hour that it had, or that one is at. */
static gboolean
change_kind_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, gboolean to_days)
{
  const CrmCalendarEntry *entry = crm_calendar_block_get (block);
  gboolean is_there;
  gint64 date;

  if (entry == NULL || self->partner == NULL || !begin_by_keys (self, block, CRM_HAND_MOVING))
    return FALSE;
  is_there = to_days == !crm_calendar_hand_get_there (self)->funcs->has_hours;
  date = crm_moment_to_date (self->start);
  if (!is_there && to_days == !self->funcs->has_hours)
    crm_calendar_hand_move_by (self, date - crm_moment_to_date (self->entry->start), 0);
  else if (!is_there && to_days)
    crm_calendar_hand_move_to_days (self, date);
  else if (!is_there)
    crm_calendar_hand_move_to_hour (self, date, crm_calendar_plan_get_minute (self->plan));
  tell (self, block);
  return TRUE;
}

/* Left and right are earlier and later, whichever way one reads. */
static gboolean
arrow (CrmCalendarHand *self, guint key, int *across, int *down)
{
  int later = gtk_widget_get_direction (self->surface) == GTK_TEXT_DIR_RTL ? -1 : 1;

  *across = key == GDK_KEY_Left ? -later : key == GDK_KEY_Right ? later : 0;
  *down = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;
  return *across != 0 || *down != 0;
}

static gboolean
change_by_keys (CrmCalendarHand *self, CrmCalendarBlock *block, guint key, gboolean stretches)
{
  const CrmCalendarEntry *entry = crm_calendar_block_get (block);
  gboolean by_days = !crm_calendar_hand_get_there (self)->funcs->has_hours;
  int across, down;

  if (!stretches && (key == GDK_KEY_Home || key == GDK_KEY_End))
    return change_kind_by_keys (self, block, key == GDK_KEY_Home);
  if (entry == NULL || !arrow (self, key, &across, &down))
    return FALSE;
  if (!stretches && by_days)
    move_by_keys (self, block, across + 7 * down, 0);
  else if (!stretches)
    move_by_keys (self, block, across, down * CRM_CALENDAR_SNAP);
  else if (by_days && (self->by_keys ? self->all_day : entry->is_all_day))
    stretch_by_keys (self, block, across + down, 0);
  else
    stretch_by_keys (self, block, 0, (across + down) * CRM_CALENDAR_SNAP);
  return TRUE;
}

static gboolean
key_pressed_cb (CrmCalendarHand *self, guint key, guint code, GdkModifierType state)
{
  CrmCalendarBlock *block = get_focused (self);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (key == GDK_KEY_Escape && self->deed != CRM_HAND_IDLE) {
    if (!self->by_keys)
      gtk_gesture_set_state (self->drag, GTK_EVENT_SEQUENCE_DENIED);
    crm_calendar_hand_rest (self);
    return TRUE;
  }
  if (block == NULL)
    return FALSE;
  if (modifiers == GDK_ALT_MASK)
    return change_by_keys (self, block, key, FALSE);
  if (modifiers == (GDK_ALT_MASK | GDK_SHIFT_MASK))
    return change_by_keys (self, block, key, TRUE);
  if (modifiers != 0)
    return FALSE;
  switch (key) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
  case GDK_KEY_space:
    if (self->by_keys)
      crm_calendar_hand_finish (self);
    else
      gtk_widget_activate (GTK_WIDGET (block));
    return TRUE;
  case GDK_KEY_Delete:
  case GDK_KEY_KP_Delete:
    if (crm_calendar_block_get (block) != NULL && crm_calendar_plan_can_write (self->plan))
      crm_calendar_plan_remove (self->plan, crm_calendar_block_get (block));
    return TRUE;
  default:
    return FALSE;
  }
}

/* Whoever lets go of Alt lets go of the entry. */
static void
key_released_cb (CrmCalendarHand *self, guint key)
{
  if (self->by_keys && (key == GDK_KEY_Alt_L || key == GDK_KEY_Alt_R || key == GDK_KEY_Meta_L))
    crm_calendar_hand_finish (self);
}

static void
leave_cb (CrmCalendarHand *self)
{
  if (self->by_keys)
    crm_calendar_hand_finish (self);
}

void
crm_calendar_hand_add_keys (CrmCalendarHand *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (key_released_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->surface, keys);
  gtk_widget_add_controller (self->surface, focus);
}
