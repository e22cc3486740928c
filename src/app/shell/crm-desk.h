/* The desk of the person at this seat: how much of everything they have before their eyes, and how
 * they have arranged the window. */
#pragma once

#include <gio/gio.h>

#include "crm-change.h"
#include "crm-focus.h"

G_BEGIN_DECLS

#define CRM_TYPE_DESK (crm_desk_get_type ())
G_DECLARE_FINAL_TYPE (CrmDesk, crm_desk, CRM, DESK, GObject)

#define CRM_DESK_SECTIONS "sections"
#define CRM_DESK_CARDS "cards"

/* One thing that is arranged, by name. */
typedef struct {
  const char *name; /* borrowed from who arranges */
  gboolean hidden;
} CrmDeskItem;

CrmDesk *crm_desk_new (CrmStore *store);
void crm_desk_sit (CrmDesk *self, gint64 person); /* whose desk it is from now on */

/* --- "focus-changed": lists ask again. */
CrmFocus crm_desk_get_focus (CrmDesk *self);
void crm_desk_set_focus (CrmDesk *self, CrmFocus focus);
gboolean crm_desk_is_possible (CrmDesk *self, CrmFocus focus);
/* What is listed of @query on this desk. (transfer full) */
CrmQuery *crm_desk_narrow (CrmDesk *self, CrmQuery *query);

/* --- "arranged" (detail: what): (element-type CrmDeskItem) (transfer full). @is_own: whether the
 * person arranged it. */
GArray *crm_desk_arrange (CrmDesk *self, const char *what, const char *const *names,
                          gboolean *is_own);
void crm_desk_set_arrangement (CrmDesk *self, const char *what,
                               GArray *items); /* NULL: as it comes */

G_END_DECLS
