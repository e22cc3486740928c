/* What needs a decision, at the foot of the pages: a banner each, by name. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CRM_TYPE_BANNERS (crm_banners_get_type ())
G_DECLARE_FINAL_TYPE (CrmBanners, crm_banners, CRM, BANNERS, GtkWidget)

/* @button and @action may be NULL. A second one of the same name replaces the first. */
void crm_banners_show (CrmBanners *self, const char *name, const char *text, const char *button,
                       const char *action);
void crm_banners_hide (CrmBanners *self, const char *name); /* without it nothing happens */
/* This one needs no decision: it is only seen while no other is. */
void crm_banners_let_give_way (CrmBanners *self, const char *name);

G_END_DECLS
