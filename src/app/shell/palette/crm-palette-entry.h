/* What the palette offers: records, sections and actions, each as an action with a target. */
#pragma once

#include "crm-search.h"
#include "crm-section.h"

G_BEGIN_DECLS

typedef struct {
  char *group;      /* owned; heading above it */
  char *icon;       /* owned */
  char *title;      /* owned */
  char *subtitle;   /* owned; may be NULL */
  char *words;      /* owned; what was found, to be marked in title and subtitle; may be NULL */
  char *shortcut;   /* owned; accelerator, may be NULL */
  char *action;     /* owned */
  GVariant *target; /* owned; may be NULL */
} CrmPaletteEntry;

void crm_palette_entry_free (CrmPaletteEntry *self);
CrmPaletteEntry *crm_palette_add (GPtrArray *entries, const char *group, const char *icon,
                                  const char *title, const char *action, GVariant *target);

/* All (element-type CrmPaletteEntry). @text: folded; "" takes everything. */
void crm_palette_add_recents (GPtrArray *entries, CrmDatabase *database, GArray *subjects);
void crm_palette_add_sections (GPtrArray *entries, const char *text);
/* Saved views of @person; none while nothing is typed. */
void crm_palette_add_views (GPtrArray *entries, CrmDatabase *database, gint64 person,
                            const char *text);
void crm_palette_add_actions (GPtrArray *entries, CrmDatabase *database, const char *text);
void crm_palette_add_quick_task (GPtrArray *entries, const char *typed);
/* @typed: as typed, for the list of all that were found. */
void crm_palette_add_hits (GPtrArray *entries, GPtrArray *hits, const char *typed);
/* Whether every word typed begins a word of the label. */
gboolean crm_palette_matches (const char *label, const char *text);

G_END_DECLS
