/* What reading the fields of a blank and filling them share. */
#pragma once

#include "crm-pdf-blank.h"

G_BEGIN_DECLS

/* Points by which text may stand out of its field, or a caption be off its line. */
#define SLACK 2.0

typedef enum {
  KIND_TEXT,
  KIND_CHECK,
  KIND_CHOICE,
} CrmBlankKind;

typedef struct {
  PopplerFormField *field; /* owned */
  GPtrArray *buttons;      /* owned; of PopplerFormField: of a choice among round buttons */
  GPtrArray *choices;      /* owned; of strings */
  char *caption;           /* owned; "" at least */
  char *choice;            /* owned; behind a round button; "" at least */
  char *value;             /* owned; what is to be drawn by crm_pdf_blank_draw(), else NULL */
  PopplerRectangle area;   /* from the upper left corner of the page */
  CrmBlankKind kind;
  int page;
  gboolean multiline;
} CrmBlankField;

/* What is written on a page, and where. */
typedef struct {
  char *text;              /* owned */
  PopplerRectangle *areas; /* owned; one a character */
  guint n_areas;
  double height;
} CrmBlankText;

struct _CrmPdfBlank {
  PopplerDocument *document; /* owned */
  GPtrArray *fields;         /* of CrmBlankField */
  GArray *straight;          /* of gboolean: pages whose fields are where they seem to be */
};

CrmBlankText *crm_blank_read_text (PopplerDocument *document, int index);
void crm_blank_text_free (CrmBlankText *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmBlankText, crm_blank_text_free)
/* Whether the middle of @area lies there. */
gboolean crm_blank_is_within (const PopplerRectangle *area, const PopplerRectangle *of);

G_END_DECLS
