/* The elements of a form as the layout sees them. */
#pragma once

#include "crm-form.h"

#include "crm-form-field.h"
#include "crm-form-text.h"

G_BEGIN_DECLS

typedef enum {
  CRM_FORM_ELEMENT_FORM,
  CRM_FORM_ELEMENT_PAGE,
  CRM_FORM_ELEMENT_HEADER,
  CRM_FORM_ELEMENT_FOOTER,
  CRM_FORM_ELEMENT_BODY,
  CRM_FORM_ELEMENT_COLUMN,
  CRM_FORM_ELEMENT_ROW,
  CRM_FORM_ELEMENT_TEXT,
  CRM_FORM_ELEMENT_IMAGE,
  CRM_FORM_ELEMENT_QR,
  CRM_FORM_ELEMENT_RULE,
  CRM_FORM_ELEMENT_SPACE,
  CRM_FORM_ELEMENT_BOXES,
  CRM_FORM_ELEMENT_LINE,
  CRM_FORM_ELEMENT_CELL,
  CRM_FORM_ELEMENT_DIGITS,
  CRM_FORM_ELEMENT_TABLE,
  CRM_FORM_ELEMENT_COL,
  CRM_FORM_ELEMENT_BREAK,
  CRM_FORM_ELEMENT_B,
  CRM_FORM_ELEMENT_I,
  CRM_FORM_ELEMENT_SPAN,
  CRM_FORM_ELEMENT_BR,
  CRM_FORM_N_ELEMENTS,
} CrmFormElementKind;

typedef enum {
  CRM_FORM_ABOVE,
  CRM_FORM_ALIGN,
  CRM_FORM_BELOW,
  CRM_FORM_BOLD,
  CRM_FORM_BORDER,
  CRM_FORM_BORDER_WIDTH,
  CRM_FORM_CAPTION,
  CRM_FORM_CARRY,
  CRM_FORM_CLAUSE,
  CRM_FORM_COLOR,
  CRM_FORM_COLSPAN,
  CRM_FORM_COLUMNS,
  CRM_FORM_COUNT,
  CRM_FORM_FIELD,
  CRM_FORM_FILL,
  CRM_FORM_FONT,
  CRM_FORM_GAP,
  CRM_FORM_GRAND_TOTAL,
  CRM_FORM_GROUP,
  CRM_FORM_HEAD,
  CRM_FORM_HEAD_BOLD,
  CRM_FORM_HEAD_FILL,
  CRM_FORM_HEAD_SIZE,
  CRM_FORM_HEIGHT,
  CRM_FORM_ITALIC,
  CRM_FORM_KEEP,
  CRM_FORM_KEEP_ROWS,
  CRM_FORM_KEEP_WITH_NEXT,
  CRM_FORM_KEEP_WITH_PREVIOUS,
  CRM_FORM_KIND,
  CRM_FORM_LANDSCAPE,
  CRM_FORM_LANGUAGE,
  CRM_FORM_LINE_SPACING,
  CRM_FORM_LIST,
  CRM_FORM_MARGIN_BOTTOM,
  CRM_FORM_MARGIN_LEFT,
  CRM_FORM_MARGIN_RIGHT,
  CRM_FORM_MARGIN_TOP,
  CRM_FORM_MAX_LINES,
  CRM_FORM_MIN_WIDTH,
  CRM_FORM_NAME,
  CRM_FORM_NUMBER,
  CRM_FORM_NUMBERS,
  CRM_FORM_OFFSET_X,
  CRM_FORM_OFFSET_Y,
  CRM_FORM_OVER,
  CRM_FORM_PADDING,
  CRM_FORM_PAGES,
  CRM_FORM_PAGE_TOTAL,
  CRM_FORM_PAPER,
  CRM_FORM_ROLE,
  CRM_FORM_ROWSPAN,
  CRM_FORM_ROWS_TOGETHER,
  CRM_FORM_RULED,
  CRM_FORM_SHOWN,
  CRM_FORM_SHRINK,
  CRM_FORM_SIZE,
  CRM_FORM_STRIPE,
  CRM_FORM_SUM,
  CRM_FORM_THICKNESS,
  CRM_FORM_TITLE,
  CRM_FORM_TOTAL,
  CRM_FORM_UNDERLINE,
  CRM_FORM_VALIGN,
  CRM_FORM_VALUE,
  CRM_FORM_VERSION,
  CRM_FORM_VISIBLE_IF,
  CRM_FORM_WEIGHT,
  CRM_FORM_WIDTH,
  CRM_FORM_WITH_STAMP,
  CRM_FORM_WRAP,
  CRM_FORM_N_ATTRIBUTES,
} CrmFormAttribute;

enum {
  CRM_FORM_PAPER_A4,
  CRM_FORM_PAPER_A5,
  CRM_FORM_PAPER_LETTER,
  CRM_FORM_PAPER_C4,
  CRM_FORM_PAPER_C5,
  CRM_FORM_PAPER_DL
};
enum { CRM_FORM_PAGES_ALL, CRM_FORM_PAGES_FIRST, CRM_FORM_PAGES_REST };
enum { CRM_FORM_ALIGN_LEFT, CRM_FORM_ALIGN_CENTER, CRM_FORM_ALIGN_RIGHT, CRM_FORM_ALIGN_JUSTIFY };
enum { CRM_FORM_VALIGN_TOP, CRM_FORM_VALIGN_MIDDLE, CRM_FORM_VALIGN_BOTTOM };
enum { CRM_FORM_WRAP_WORD, CRM_FORM_WRAP_CHAR, CRM_FORM_WRAP_NONE };
enum { CRM_FORM_ROLE_TEXT, CRM_FORM_ROLE_TITLE, CRM_FORM_ROLE_HEADING };
enum {
  CRM_FORM_RULED_ALL,
  CRM_FORM_RULED_ROWS,
  CRM_FORM_RULED_OUTER,
  CRM_FORM_RULED_NONE,
};
enum {
  CRM_FORM_SIDE_TOP = 1,
  CRM_FORM_SIDE_RIGHT = 2,
  CRM_FORM_SIDE_BOTTOM = 4,
  CRM_FORM_SIDE_LEFT = 8,
  CRM_FORM_SIDES = 15,
};

#define CRM_FORM_AUTO (-1.0) /* a width that follows the contents */

/* A width of "boxes": millimetres, or a share of what is left. */
typedef struct {
  double width;
  double weight;
} CrmFormShare;

typedef struct _CrmFormElement CrmFormElement;

struct _CrmFormElement {
  CrmFormElementKind kind;
  guint line;             /* in the file */
  guint ordinal;          /* among the elements of the file, from 1 */
  CrmFormElement *parent; /* borrowed */
  GPtrArray *children;    /* owned, of CrmFormElement */
  GArray *attributes;     /* owned, of CrmFormSetting */
  CrmFormText *text;      /* owned, nullable: of elements that hold text */
};

typedef struct {
  CrmFormAttribute attribute;
  double number;               /* length in points, number, flag, choice, sides or colour */
  char *string;                /* owned */
  CrmFormText *text;           /* owned */
  CrmFormCondition *condition; /* owned */
  GArray *shares;              /* owned, of CrmFormShare */
} CrmFormSetting;

struct _CrmForm {
  gatomicrefcount n_refs;
  CrmFormElement *root; /* owned */
};

#define CRM_FORM_POINTS_PER_MM (72.0 / 25.4)

const char *crm_form_element_kind_to_string (CrmFormElementKind kind);
gboolean crm_form_element_find_kind (const char *name, CrmFormElementKind *kind);
gboolean crm_form_element_takes_child (CrmFormElementKind parent, CrmFormElementKind child);
gboolean crm_form_element_holds_text (CrmFormElementKind kind);
gboolean crm_form_element_is_inline (CrmFormElementKind kind);

CrmFormElement *crm_form_element_new (CrmFormElementKind kind, guint line, CrmFormElement *parent);
void crm_form_element_free (CrmFormElement *element);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFormElement, crm_form_element_free)
gboolean crm_form_element_set (CrmFormElement *element, const char *name, const char *value,
                               GError **error);
gboolean crm_form_element_check (const CrmFormElement *element, GError **error);

const CrmFormSetting *crm_form_element_find (const CrmFormElement *element,
                                             CrmFormAttribute attribute);
gboolean crm_form_element_has (const CrmFormElement *element, CrmFormAttribute attribute);
double crm_form_element_number (const CrmFormElement *element, CrmFormAttribute attribute,
                                double otherwise);
gboolean crm_form_element_flag (const CrmFormElement *element, CrmFormAttribute attribute,
                                gboolean otherwise);
int crm_form_element_choice (const CrmFormElement *element, CrmFormAttribute attribute,
                             int otherwise);
const char *crm_form_element_string (const CrmFormElement *element, CrmFormAttribute attribute);
const CrmFormText *crm_form_element_text (const CrmFormElement *element,
                                          CrmFormAttribute attribute);
const CrmFormElement *crm_form_element_child (const CrmFormElement *element,
                                              CrmFormElementKind kind);

G_END_DECLS
