/* Tells the desktop what happens in the company file while one looks elsewhere. */
#pragma once

#include <gio/gio.h>

#include "crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_NOTIFIER (crm_notifier_get_type ())
G_DECLARE_FINAL_TYPE (CrmNotifier, crm_notifier, CRM, NOTIFIER, GObject)

CrmNotifier *crm_notifier_new (GApplication *application, CrmStore *store, GSettings *settings);

G_END_DECLS
