/* The sections of the window: one table decides sidebar, shortcuts and palette. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"

G_BEGIN_DECLS

typedef struct _CrmSection CrmSection;

struct _CrmSection {
  const char *name;   /* of its action's target and its page's tag */
  const char *entity; /* what it is about: gives label and icon, and what "New" makes */
  const char *label;  /* untranslated, NC_("section", ...); NULL: the entity's */
  const char *icon;   /* NULL: the entity's */
  int group;          /* a line stands between groups */
  AdwNavigationPage *(*create) (CrmWorkspace *workspace, const CrmSection *section);
  gboolean has_views; /* its list has saved views, which stand below it */
  const char *list;   /* which of the ways to see it is its list; NULL: "list" */
  /* What waits for the person at this seat, as a question to count; NULL: nothing does. */
  CrmQuery *(*waiting) (CrmWorkspace *workspace);
  gboolean is_late; /* what waits has waited too long */
  char *(*describe_waiting) (gint64 n);
};

const CrmSection *crm_sections (guint *n_sections);
char **crm_sections_dup_names (void);
const CrmSection *crm_section_find (const char *name);
const char *crm_section_get_label (const CrmSection *self);
const char *crm_section_get_icon (const CrmSection *self);

G_END_DECLS
