/* Text of a form with fields in it: literal pieces, "{{path|filter}}", sections, and styles of its
 * parts. */
#pragma once

#include "crm-form-data.h"

G_BEGIN_DECLS

/**
 * CrmFormInline:
 * @bold: whether bold; -1 leaves it as it is around
 * @italic: the same
 * @underline: the same
 * @size: points; 0 leaves it
 * @color: 0xRRGGBB; -1 leaves it
 * @font: (nullable): family; borrowed from the form
 *
 * How a part of a text differs from the text around it.
 */
typedef struct {
  int bold;
  int italic;
  int underline;
  double size;
  gint64 color;
  const char *font;
} CrmFormInline;

#define CRM_FORM_INLINE_NONE ((CrmFormInline) { -1, -1, -1, 0, -1, NULL })

/**
 * CrmFormSpan:
 * @start: first byte
 * @end: byte after the last
 * @style: how it differs
 * @missing: whether it stands for a value that is not there
 *
 * A stretch of expanded text.
 */
typedef struct {
  gsize start;
  gsize end;
  CrmFormInline style;
  gboolean missing;
} CrmFormSpan;

#define CRM_FORM_TEXT_MOST_BYTES (128 * 1024)
#define CRM_FORM_TEXT_MOST_STEPS 200000

/* What was expanded. Sections within sections over lists could go on for ever: beyond either limit
 * the rest is left out. */
typedef struct {
  GString *text;
  GArray *spans; /* of CrmFormSpan */
  guint steps;   /* pieces so far */
  gboolean cut;  /* something was left out */
} CrmFormRuns;

typedef void (*CrmFormMissingFunc) (const char *path, gpointer data);

/**
 * CrmFormTextContext:
 * @language: language of the document
 * @mark_missing: whether a value that is not there is written as its name in brackets
 * @page: what "{{page}}" says; 0 for nothing
 * @pages: what "{{pages}}" says; 0 for nothing
 * @missing: (nullable): called with the path of each value that is not there
 * @missing_data: for @missing
 *
 * What expanding a text needs besides values.
 */
typedef struct {
  const char *language;
  gboolean mark_missing;
  guint page;
  guint pages;
  CrmFormMissingFunc missing;
  gpointer missing_data;
} CrmFormTextContext;

typedef struct _CrmFormText CrmFormText;

CrmFormText *crm_form_text_new (void);
void crm_form_text_free (CrmFormText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmFormText, crm_form_text_free)

gboolean crm_form_text_append (CrmFormText *text, const char *source, const CrmFormInline *style,
                               GError **error);
void crm_form_text_append_break (CrmFormText *text);
gboolean crm_form_text_finish (CrmFormText *text, GError **error);
CrmFormText *crm_form_text_parse (const char *source, GError **error);

void crm_form_text_expand (const CrmFormText *text, const CrmFormData *scope,
                           const CrmFormTextContext *context, CrmFormRuns *runs);
char *crm_form_text_expand_plain (const CrmFormText *text, const CrmFormData *scope,
                                  const CrmFormTextContext *context);

void crm_form_runs_init (CrmFormRuns *runs);
void crm_form_runs_clear (CrmFormRuns *runs);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmFormRuns, crm_form_runs_clear)

G_END_DECLS
