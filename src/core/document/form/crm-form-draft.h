/* A form that is being changed: steps in plain terms on its file, each undone exactly. */
#pragma once

#include "crm-form.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define CRM_TYPE_FORM_DRAFT (crm_form_draft_get_type ())
G_DECLARE_FINAL_TYPE (CrmFormDraft, crm_form_draft, CRM, FORM_DRAFT, GObject)

/**
 * CrmFormPart:
 * @CRM_FORM_PART_TEXT: a text
 * @CRM_FORM_PART_TABLE: a table over a list
 * @CRM_FORM_PART_PICTURE: a logo, a stamp, a signature
 * @CRM_FORM_PART_CODE: a code for payment
 * @CRM_FORM_PART_RULE: a line across
 * @CRM_FORM_PART_SPACE: empty space
 * @CRM_FORM_PART_DIGITS: a character to a cell
 * @CRM_FORM_PART_BOXES: ruled cells
 * @CRM_FORM_PART_ROW: what stands side by side
 * @CRM_FORM_PART_COLUMN: what stands one under another
 * @CRM_FORM_PART_HEADER: the head of pages
 * @CRM_FORM_PART_FOOTER: the foot of pages
 * @CRM_FORM_PART_BREAK: a new page begins
 *
 * What a block of a form is.
 */
typedef enum {
  CRM_FORM_PART_TEXT,
  CRM_FORM_PART_TABLE,
  CRM_FORM_PART_PICTURE,
  CRM_FORM_PART_CODE,
  CRM_FORM_PART_RULE,
  CRM_FORM_PART_SPACE,
  CRM_FORM_PART_DIGITS,
  CRM_FORM_PART_BOXES,
  CRM_FORM_PART_ROW,
  CRM_FORM_PART_COLUMN,
  CRM_FORM_PART_HEADER,
  CRM_FORM_PART_FOOTER,
  CRM_FORM_PART_BREAK,
} CrmFormPart;

/**
 * CrmFormBlock:
 * @ordinal: of its element, as %CrmFormBox has it; stays until elements come or go
 * @depth: how deep it stands among the blocks, from 0
 * @part: what it is
 * @shown: whether it is printed
 * @excerpt: what is written in it, fields by their names; perhaps empty
 *
 * A block as an outline lists it.
 */
typedef struct {
  guint ordinal;
  guint depth;
  CrmFormPart part;
  gboolean shown;
  char *excerpt;
} CrmFormBlock;

/**
 * CrmFormSide:
 *
 * Where a logo stands.
 */
typedef enum { CRM_FORM_SIDE_IS_LEFT, CRM_FORM_SIDE_IS_CENTER, CRM_FORM_SIDE_IS_RIGHT } CrmFormSide;

CrmFormDraft *crm_form_draft_new (const char *source, GError **error);
const char *crm_form_draft_get_source (CrmFormDraft *self);
CrmForm *crm_form_draft_get_form (CrmFormDraft *self);
gboolean crm_form_draft_set_source (CrmFormDraft *self, const char *source, const char *label,
                                    GError **error);

const char *crm_form_draft_get_undo_label (CrmFormDraft *self);
const char *crm_form_draft_get_redo_label (CrmFormDraft *self);
gboolean crm_form_draft_undo (CrmFormDraft *self);
gboolean crm_form_draft_redo (CrmFormDraft *self);
void crm_form_draft_end_step (CrmFormDraft *self);

GPtrArray *crm_form_draft_list_blocks (CrmFormDraft *self);
guint crm_form_draft_find_block (CrmFormDraft *self, guint ordinal);
guint crm_form_draft_get_parent (CrmFormDraft *self, guint ordinal);
guint crm_form_draft_get_last (CrmFormDraft *self, guint ordinal);
GArray *crm_form_draft_list_columns (CrmFormDraft *self, guint table);
char *crm_form_draft_dup_excerpt (CrmFormDraft *self, guint ordinal);

char *crm_form_draft_dup_attribute (CrmFormDraft *self, guint ordinal, const char *name);
char *crm_form_draft_dup_style (CrmFormDraft *self, guint ordinal, const char *name);
gboolean crm_form_draft_set_attribute (CrmFormDraft *self, guint ordinal, const char *name,
                                       const char *value, const char *label, GError **error);
char *crm_form_draft_dup_content (CrmFormDraft *self, guint ordinal);
gboolean crm_form_draft_set_content (CrmFormDraft *self, guint ordinal, const char *content,
                                     GError **error);
gboolean crm_form_draft_set_shown (CrmFormDraft *self, guint ordinal, gboolean shown,
                                   GError **error);

guint crm_form_draft_move (CrmFormDraft *self, guint ordinal, int step, GError **error);
gboolean crm_form_draft_can_move (CrmFormDraft *self, guint ordinal, int step);
gboolean crm_form_draft_remove (CrmFormDraft *self, guint ordinal, GError **error);
guint crm_form_draft_add_text (CrmFormDraft *self, guint after, const char *content,
                               GError **error);
guint crm_form_draft_add_field (CrmFormDraft *self, guint after, const char *name, const char *path,
                                GError **error);
guint crm_form_draft_add_column (CrmFormDraft *self, guint table, const char *title,
                                 const char *content, GError **error);

gboolean crm_form_draft_get_logo (CrmFormDraft *self, gboolean *shown, double *width,
                                  double *height, CrmFormSide *side);
gboolean crm_form_draft_set_logo (CrmFormDraft *self, gboolean shown, double width, double height,
                                  CrmFormSide side, GError **error);
char *crm_form_draft_dup_accent (CrmFormDraft *self);
gboolean crm_form_draft_set_accent (CrmFormDraft *self, const char *color, GError **error);

void crm_form_block_free (CrmFormBlock *block);

G_END_DECLS
