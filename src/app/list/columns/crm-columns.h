/* The columns of a list: which fields, in what order, how wide, and by which of them it is sorted.
 */
#pragma once

#include "crm-workspace.h"

G_BEGIN_DECLS

#define CRM_TYPE_COLUMNS (crm_columns_get_type ())
G_DECLARE_FINAL_TYPE (CrmColumns, crm_columns, CRM, COLUMNS, GObject)

/**
 * CrmColumns fills a GtkColumnView from a description: at first the fields that are listed.
 * Signals: "sorted" (the person chose another order), "changed" (other columns).
 */
CrmColumns *crm_columns_new (CrmWorkspace *workspace, GtkColumnView *view, const CrmEntity *entity);
const CrmEntity *crm_columns_get_entity (CrmColumns *self);
gboolean crm_columns_is_shown (CrmColumns *self, const CrmField *field);
void crm_columns_set_shown (CrmColumns *self, const CrmField *field, gboolean shown);
/* Changes places with the next (@by 1) or the one before (-1). */
void crm_columns_move (CrmColumns *self, const CrmField *field, int by);
/* From now on as they were left last, and kept as they are left. */
void crm_columns_remember (CrmColumns *self, const char *memory);
void crm_columns_hide_fixed (CrmColumns *self, CrmQuery *query);
void crm_columns_reset (CrmColumns *self); /* to those the description lists */
/* "name:200,city": as a view keeps them. */
char *crm_columns_to_text (CrmColumns *self, gboolean widths);
/* Shows these, and keeps nothing of how they are left, until crm_columns_remember(). @problems
 * (element-type utf8) gets a sentence for each that is not there any more. */
void crm_columns_set_text (CrmColumns *self, const char *text, GPtrArray *problems);
/* Indexes of the fields that are shown, in order. (element-type int) */
GArray *crm_columns_dup_fields (CrmColumns *self);
gboolean crm_columns_can_sort (CrmColumns *self, const CrmField *field);
void crm_columns_sort_by (CrmColumns *self, const char *field, gboolean descending);
/* As a press on the header does: "sorted" is emitted. */
void crm_columns_choose_sort (CrmColumns *self, const char *field, gboolean descending);
const char *crm_columns_get_sort (CrmColumns *self, gboolean *descending);

G_END_DECLS
