/* Whether the program stays when its window is closed, so that reminders come: asked of the
 * desktop, and begun with the session. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CrmBackgroundState:
 * @CRM_BACKGROUND_OFF: reminders come while there is a window
 * @CRM_BACKGROUND_ASKING: the desktop has been asked and has not answered yet
 * @CRM_BACKGROUND_ON: the program stays, and begins with the session
 * @CRM_BACKGROUND_STAYS: it stays once it was opened, but does not begin by itself
 * @CRM_BACKGROUND_REFUSED: the desktop does not let it stay
 */
typedef enum {
  CRM_BACKGROUND_OFF,
  CRM_BACKGROUND_ASKING,
  CRM_BACKGROUND_ON,
  CRM_BACKGROUND_STAYS,
  CRM_BACKGROUND_REFUSED
} CrmBackgroundState;

#define CRM_TYPE_BACKGROUND (crm_background_get_type ())
G_DECLARE_FINAL_TYPE (CrmBackground, crm_background, CRM, BACKGROUND, GObject)

/* "state" notifies. */
CrmBackground *crm_background_new (GSettings *settings);
CrmBackgroundState crm_background_get_state (CrmBackground *self);
/* What the state means to people, a sentence. (transfer none) */
const char *crm_background_get_text (CrmBackground *self);
gboolean crm_background_stays (CrmBackground *self);
/* Asks the desktop, or takes it back. @parent: (nullable): over what the desktop asks the person.
 */
void crm_background_set (CrmBackground *self, gboolean on, GtkWindow *parent);

G_END_DECLS
