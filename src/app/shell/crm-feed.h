/* Keeps the calendar file for other programs up to date while the program runs. */
#pragma once

#include "crm-store.h"

G_BEGIN_DECLS

#define CRM_TYPE_FEED (crm_feed_get_type ())
G_DECLARE_FINAL_TYPE (CrmFeed, crm_feed, CRM, FEED, GObject)

CrmFeed *crm_feed_new (GApplication *application, CrmStore *store);

G_END_DECLS
