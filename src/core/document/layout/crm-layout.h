/* A filled form laid out on pages: the one thing that screen, printer and PDF draw. */
#pragma once

#include "crm-form-data.h"
#include "crm-form.h"

G_BEGIN_DECLS

#define CRM_FORM_LAYOUT_MAX_PAGES 5000
#define CRM_FORM_LAYOUT_MOST_SECONDS 10
/* Bytes of text; an element counts as 32. Thousands of pages. */
#define CRM_FORM_LAYOUT_MOST_WORK (G_GUINT64_CONSTANT (64) << 20)

/**
 * CrmFormLayoutFlags:
 * @CRM_FORM_LAYOUT_WITH_STAMP: print pictures of stamp and signatures
 * @CRM_FORM_LAYOUT_MARK_MISSING: show in red what is not filled in; for previews
 * @CRM_FORM_LAYOUT_SHORTLY: give up after %CRM_FORM_LAYOUT_MOST_SECONDS; for forms that somebody
 *   else may have made
 * @CRM_FORM_LAYOUT_STRICTLY: on the company's own form or not at all, however slow the machine is;
 *   for what is kept
 * @CRM_FORM_LAYOUT_BOUNDED: give up after %CRM_FORM_LAYOUT_MOST_WORK, on every machine alike; for
 *   forms that somebody else may have made where others wait for it
 *
 * How a form is laid out.
 */
typedef enum {
  CRM_FORM_LAYOUT_WITH_STAMP = 1 << 0,
  CRM_FORM_LAYOUT_MARK_MISSING = 1 << 1,
  CRM_FORM_LAYOUT_SHORTLY = 1 << 2,
  CRM_FORM_LAYOUT_STRICTLY = 1 << 3,
  CRM_FORM_LAYOUT_BOUNDED = 1 << 4,
} CrmFormLayoutFlags;

typedef enum {
  CRM_FORM_BOX_TEXT,
  CRM_FORM_BOX_RULE,
  CRM_FORM_BOX_FILL,
  CRM_FORM_BOX_IMAGE,
  CRM_FORM_BOX_QR,
} CrmFormBoxKind;

/**
 * CrmFormBox:
 * @kind: what is drawn
 * @x: points from the left edge of the page
 * @y: points from its top edge
 * @width: points
 * @height: points
 * @text: (nullable): what is written, of text
 * @table: number of the table from 1 in the order of the form, 0 outside tables
 * @row: row of the table from 0; -1 for head, totals and the like
 * @column: column of the table from 0; -1 outside cells
 * @element: ordinal of the element it is of, from 1, in the order of the form's file; 0 for none
 *
 * Something on a page, for whoever wants to know where it went.
 */
typedef struct {
  CrmFormBoxKind kind;
  double x;
  double y;
  double width;
  double height;
  const char *text;
  int table;
  int row;
  int column;
  guint element;
} CrmFormBox;

/**
 * CrmFormLayout:
 *
 * A filled form on pages. Immutable; one thread at a time may use it.
 */
typedef struct _CrmFormLayout CrmFormLayout;

void crm_form_layout_prepare (void);
CrmFormLayout *crm_form_layout_new (CrmForm *form, const CrmFormData *data,
                                    CrmFormLayoutFlags flags, GCancellable *cancellable,
                                    GError **error);
CrmFormLayout *crm_form_layout_new_sized (CrmForm *form, const CrmFormData *data, double width,
                                          double height, CrmFormLayoutFlags flags,
                                          GCancellable *cancellable, GError **error);
CrmFormLayout *crm_form_layout_ref (CrmFormLayout *layout);
void crm_form_layout_unref (CrmFormLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFormLayout, crm_form_layout_unref)

guint crm_form_layout_get_n_pages (const CrmFormLayout *layout);
void crm_form_layout_get_page_size (const CrmFormLayout *layout, double *width, double *height);
const char *crm_form_layout_get_title (const CrmFormLayout *layout);
const char *const *crm_form_layout_get_missing (const CrmFormLayout *layout);
const char *const *crm_form_layout_get_warnings (const CrmFormLayout *layout);
const char *crm_form_layout_get_fallback (const CrmFormLayout *layout);
void crm_form_layout_set_fallback (CrmFormLayout *layout, const char *sentence);

guint crm_form_layout_get_n_boxes (const CrmFormLayout *layout, guint page);
void crm_form_layout_get_box (const CrmFormLayout *layout, guint page, guint index,
                              CrmFormBox *box);

G_END_DECLS
