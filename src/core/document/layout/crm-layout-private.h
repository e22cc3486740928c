/* What the parts of the layout share: boxes, blocks of them, and the state of laying out. */
#pragma once

#include "crm-layout.h"

#include "crm-form-private.h"
#include "crm-qr.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Text */

/* Everything that decides how a piece of text looks; immutable once made. */
typedef struct {
  gatomicrefcount n_refs;
  char *text;            /* owned */
  PangoAttrList *styles; /* owned, nullable */
  char *family;          /* owned */
  char *language;        /* owned, nullable */
  double size;           /* points */
  gboolean bold;
  gboolean italic;
  guint32 color;
  int align; /* CRM_FORM_ALIGN_... */
  int wrap;  /* CRM_FORM_WRAP_... */
  double line_spacing;
  double width; /* points; negative is as wide as the text */
} CrmTextSpec;

CrmTextSpec *crm_text_spec_ref (CrmTextSpec *spec);
void crm_text_spec_unref (CrmTextSpec *spec);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTextSpec, crm_text_spec_unref)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PangoContext, g_object_unref)
PangoContext *crm_text_context_new (const char *language);
PangoLayout *crm_text_spec_create_layout (const CrmTextSpec *spec, PangoContext *context);

/* Of this thread alone, from the layout of a form to its PDF. */
void crm_shaped_keep (CrmTextSpec *spec, PangoLayout *layout, int shift);
PangoLayout *crm_shaped_get (CrmTextSpec *spec, PangoContext *context, int *shift);
void crm_shaped_forget (void);

/* Boxes */

typedef enum {
  CRM_BOX_PARAGRAPH,
  CRM_BOX_TITLE,
  CRM_BOX_HEADING,
  CRM_BOX_HEAD_CELL,
  CRM_BOX_CELL,
  CRM_BOX_ARTIFACT, /* repeated heads, page numbers, rules: not part of the text */
  CRM_BOX_FIGURE,
} CrmBoxRole;

typedef struct {
  CrmFormBoxKind kind;
  CrmBoxRole role;
  double x, y, width, height;
  guint32 color;
  double thickness; /* of a rule: horizontal where height is 0, vertical where width is 0 */
  gboolean over;    /* drawn after everything else of the page */
  int table, row, column;
  guint element;     /* ordinal of the element that it is of; 0: none */
  CrmTextSpec *text; /* owned; of text */
  guint first_line, n_lines;
  cairo_surface_t *image; /* owned; of an image */
  CrmQr *qr;              /* owned; of a code */
  char *description;      /* owned, nullable; of a picture */
} CrmBox;

CrmBox *crm_box_new (CrmFormBoxKind kind, double x, double y, double width, double height);
void crm_box_free (CrmBox *box);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBox, crm_box_free)

/* Boxes relative to the corner of their own rectangle. */
typedef struct {
  double width, height;
  GPtrArray *boxes; /* owned, of CrmBox */
} CrmBlock;

CrmBlock *crm_block_new (double width);
void crm_block_free (CrmBlock *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBlock, crm_block_free)
CrmBox *crm_block_add (CrmBlock *block, CrmBox *box);
void crm_block_take (CrmBlock *block, CrmBlock *inner, double x, double y);
void crm_block_add_rule (CrmBlock *block, double x, double y, double width, double height,
                         double thickness, guint32 color);
void crm_block_add_frame (CrmBlock *block, double x, double y, double width, double height,
                          int sides, double thickness, guint32 color);
GArray *crm_box_list_line_ends (const CrmBox *box, PangoContext *context);
CrmBlock *crm_block_new_lines (const CrmBox *box, const GArray *ends, guint from, guint to);

/* Laying out */

typedef struct {
  const char *family; /* borrowed */
  double size;
  gboolean bold;
  gboolean italic;
  guint32 color;
  int align;
  double line_spacing;
} CrmStyle;

typedef struct {
  const CrmForm *form;
  const CrmFormData *data;
  CrmFormLayoutFlags flags;
  const char *language;
  GCancellable *cancellable;
  PangoContext *pango;
  CrmFormTextContext texts;
  GHashTable *missing;  /* owned: set of paths */
  GHashTable *warnings; /* owned: set of sentences */
  GHashTable *images;   /* owned: CrmImageKey to surface */
  guint n_tables;
  guint clauses[3]; /* numbers of the last clause, by level */
  guint depth;
  gint64 deadline; /* monotonic microseconds; 0: none */
  guint64 work;    /* as CRM_FORM_LAYOUT_MOST_WORK counts it */
} CrmLayoutState;

/* An element with so many bytes of text is laid out. */
void crm_layout_count (CrmLayoutState *state, gsize bytes);
gboolean crm_layout_is_stopped (const CrmLayoutState *state);
gboolean crm_layout_refuse_stopped (const CrmLayoutState *state, GError **error);
void crm_layout_name_boxes (CrmBlock *block, const CrmFormElement *element);
void crm_style_cascade (CrmStyle *style, const CrmFormElement *element);
gboolean crm_layout_is_visible (CrmLayoutState *state, const CrmFormElement *element,
                                const CrmFormData *scope);
void crm_layout_warn (CrmLayoutState *state, const CrmFormElement *element, const char *message);

/* Each gives NULL for what is not to be seen. */
CrmBlock *crm_layout_element (CrmLayoutState *state, const CrmFormElement *element,
                              const CrmFormData *scope, const CrmStyle *style, double width);
CrmBlock *crm_layout_column (CrmLayoutState *state, const CrmFormElement *element,
                             const CrmFormData *scope, const CrmStyle *style, double width);
CrmBlock *crm_layout_boxes (CrmLayoutState *state, const CrmFormElement *element,
                            const CrmFormData *scope, const CrmStyle *style, double width);
CrmBlock *crm_layout_digits (CrmLayoutState *state, const CrmFormElement *element,
                             const CrmFormData *scope, const CrmStyle *style, double width);
CrmBlock *crm_layout_text (CrmLayoutState *state, const CrmFormElement *element,
                           const CrmFormText *text, const CrmFormData *scope, const CrmStyle *style,
                           double width, int wrap, gboolean shrink);
CrmBlock *crm_layout_plain (CrmLayoutState *state, const char *text, const CrmStyle *style,
                            double width);
double crm_layout_measure (CrmLayoutState *state, const char *text, const CrmStyle *style);
CrmBlock *crm_layout_image (CrmLayoutState *state, const CrmFormElement *element,
                            const CrmFormData *scope, double width);
CrmBlock *crm_layout_qr (CrmLayoutState *state, const CrmFormElement *element,
                         const CrmFormData *scope, const CrmStyle *style, double width);
void crm_layout_share_widths (const double *fixed, const double *weights, gsize n, double available,
                              double *widths);

/* Tables */

typedef struct _CrmTable CrmTable;

CrmTable *crm_table_new (CrmLayoutState *state, const CrmFormElement *element,
                         const CrmFormData *scope, const CrmStyle *style, double width);
void crm_table_free (CrmTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTable, crm_table_free)
gsize crm_table_get_n_rows (const CrmTable *table);
gsize crm_table_get_keep_rows (const CrmTable *table);
CrmBlock *crm_table_create_head (CrmTable *table, gboolean repeated);
CrmBlock *crm_table_create_row (CrmTable *table, gsize row);
CrmBlock *crm_table_create_carry (CrmTable *table, gsize n_rows_before);
CrmBlock *crm_table_create_page_total (CrmTable *table, gsize from_row, gsize to_row);
CrmBlock *crm_table_create_grand_total (CrmTable *table);
CrmBlock *crm_table_create_whole (CrmTable *table);
double crm_table_get_page_total_height (CrmTable *table);

/* Pages */

typedef struct {
  GPtrArray *boxes; /* owned, of CrmBox */
} CrmPage;

struct _CrmFormLayout {
  gatomicrefcount n_refs;
  double width, height;
  char *title;      /* owned */
  char *author;     /* owned */
  char *language;   /* owned */
  char **missing;   /* owned */
  char **warnings;  /* owned */
  char *fallback;   /* owned, nullable */
  GPtrArray *pages; /* owned, of CrmPage */
};

void crm_page_free (CrmPage *page);

/* The room that is left for the body on the first page and on the others. */
typedef struct {
  double left, width;
  double top_first, top_rest;
  double bottom_first, bottom_rest;
} CrmPageFrame;

gboolean crm_layout_paginate (CrmLayoutState *state, const CrmFormElement *body,
                              const CrmStyle *style, const CrmPageFrame *frame, GPtrArray *pages,
                              GError **error);
gboolean crm_block_split (CrmLayoutState *state, CrmBlock *block, double height, CrmBlock **rest);

G_END_DECLS
