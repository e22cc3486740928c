/* Text of a form with fields in it: literal pieces, "{{path|filter}}", sections, and styles of its
 * parts. */
#include "config.h"

#include "crm-form-text.h"

#include "crm-form.h"

#include "crm-error.h"
#include "crm-form-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NO_BREAK_SPACE "\302\240"

typedef enum { LITERAL, FIELD, BREAK, SECTION, SECTION_END } PieceKind;

typedef struct {
  PieceKind kind;
  CrmFormInline style;
  char *literal;               /* owned */
  CrmFormField *field;         /* owned */
  CrmFormCondition *condition; /* owned */
  gboolean inverted;
  guint end; /* of a section: its end among the pieces */
} Piece;

struct _CrmFormText {
  GArray *pieces; /* of Piece */
  GArray *open;   /* of guint: sections not yet closed */
};

static void
clear_piece (gpointer data)
{
  Piece *piece = data;
  g_free (piece->literal);
  crm_form_field_free (piece->field);
  crm_form_condition_free (piece->condition);
}

CrmFormText *
crm_form_text_new (void)
{
  CrmFormText *text = g_new0 (CrmFormText, 1);
  text->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (text->pieces, clear_piece);
  text->open = g_array_new (FALSE, FALSE, sizeof (guint));
  return text;
}

void
crm_form_text_free (CrmFormText *text)
{
  if (text == NULL)
    return;
  g_array_unref (text->pieces);
  g_array_unref (text->open);
  g_free (text);
}

static void
append_literal (CrmFormText *text, const char *source, gsize length, const CrmFormInline *style)
{
  if (length == 0)
    return;
  Piece piece = { LITERAL, *style, g_strndup (source, length) };
  g_array_append_val (text->pieces, piece);
}

static gboolean
append_tag (CrmFormText *text, const char *tag, const CrmFormInline *style, GError **error)
{
  Piece piece = { FIELD, *style };
  if (tag[0] == '/') {
    if (text->open->len == 0) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("“{{%s}}” closes a section that was not opened"), tag);
      return FALSE;
    }
    guint opened = g_array_index (text->open, guint, text->open->len - 1);
    g_array_index (text->pieces, Piece, opened).end = text->pieces->len;
    g_array_set_size (text->open, text->open->len - 1);
    piece.kind = SECTION_END;
  } else if (tag[0] == '#' || tag[0] == '^') {
    piece.kind = SECTION;
    piece.inverted = tag[0] == '^';
    piece.condition = crm_form_condition_parse (tag + 1, error);
    if (piece.condition == NULL)
      return FALSE;
    g_array_append_val (text->open, text->pieces->len);
  } else {
    piece.field = crm_form_field_parse (tag, error);
    if (piece.field == NULL)
      return FALSE;
  }
  g_array_append_val (text->pieces, piece);
  return TRUE;
}

/**
 * crm_form_text_append:
 * @text: a text
 * @source: literal text with tags in double braces; runs of white space in it count as one space
 * @style: how this part differs
 * @error: %CRM_ERROR_INVALID when a tag is not closed or says nothing known
 *
 * Adds a part to the end of the text.
 *
 * Returns: whether it was understood
 */
gboolean
crm_form_text_append (CrmFormText *text, const char *source, const CrmFormInline *style,
                      GError **error)
{
  g_return_val_if_fail (text != NULL && source != NULL && style != NULL, FALSE);
  for (;;) {
    const char *open = strstr (source, "{{");
    if (open == NULL) {
      append_literal (text, source, strlen (source), style);
      return TRUE;
    }
    const char *close = strstr (open, "}}");
    if (close == NULL) {
      g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID,
                           _ ("“{{” is not followed by “}}” in the same text"));
      return FALSE;
    }
    append_literal (text, source, (gsize) (open - source), style);
    g_autofree char *tag = g_strndup (open + 2, (gsize) (close - open - 2));
    if (!append_tag (text, g_strstrip (tag), style, error))
      return FALSE;
    source = close + 2;
  }
}

void
crm_form_text_append_break (CrmFormText *text)
{
  g_return_if_fail (text != NULL);
  Piece piece = { BREAK, CRM_FORM_INLINE_NONE };
  g_array_append_val (text->pieces, piece);
}

/**
 * crm_form_text_finish:
 * @text: a text
 * @error: %CRM_ERROR_INVALID when a section is still open
 *
 * Returns: whether the text is whole
 */
gboolean
crm_form_text_finish (CrmFormText *text, GError **error)
{
  g_return_val_if_fail (text != NULL, FALSE);
  if (text->open->len == 0)
    return TRUE;
  const Piece *piece = &g_array_index (text->pieces, Piece, g_array_index (text->open, guint, 0));
  g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The section “%s” is not closed"),
               crm_form_condition_get_path (piece->condition));
  return FALSE;
}

/**
 * crm_form_text_parse:
 * @source: literal text with tags
 * @error: %CRM_ERROR_INVALID
 *
 * Returns: (transfer full): a whole text of one style, or %NULL
 */
CrmFormText *
crm_form_text_parse (const char *source, GError **error)
{
  g_autoptr (CrmFormText) text = crm_form_text_new ();
  if (!crm_form_text_append (text, source, &CRM_FORM_INLINE_NONE, error) ||
      !crm_form_text_finish (text, error))
    return NULL;
  return g_steal_pointer (&text);
}

void
crm_form_runs_init (CrmFormRuns *runs)
{
  runs->text = g_string_new (NULL);
  runs->spans = g_array_new (FALSE, FALSE, sizeof (CrmFormSpan));
  runs->steps = 0;
  runs->cut = FALSE;
}

void
crm_form_runs_clear (CrmFormRuns *runs)
{
  if (runs->text != NULL)
    g_string_free (runs->text, TRUE);
  g_clear_pointer (&runs->spans, g_array_unref);
  runs->text = NULL;
}

static CrmFormNamer namer;

/**
 * crm_form_dup_path_name:
 * @path: of a value: "seller.inn"
 *
 * Returns: (transfer full): how people call it, or the path itself
 */
char *
crm_form_dup_path_name (const char *path)
{
  char *name = namer != NULL ? namer (path) : NULL;

  return name != NULL ? name : g_strdup (path);
}

static void
append_missing (CrmFormRuns *runs, const char *path)
{
  g_autofree char *name = crm_form_dup_path_name (path);
  g_string_append_printf (runs->text, "[%s]", name);
}

static void
append_span (CrmFormRuns *runs, gsize start, const CrmFormInline *style, gboolean missing)
{
  CrmFormSpan span = { start, runs->text->len, *style, missing };
  if (span.end > span.start)
    g_array_append_val (runs->spans, span);
}

static gboolean
ends_in_space (const GString *text)
{
  return text->len == 0 || text->str[text->len - 1] == ' ' || text->str[text->len - 1] == '\n';
}

static void
drop_last_space (CrmFormRuns *runs)
{
  if (runs->text->len > 0 && runs->text->str[runs->text->len - 1] == ' ')
    g_string_truncate (runs->text, runs->text->len - 1);
  for (guint i = runs->spans->len; i > 0; i--) {
    CrmFormSpan *span = &g_array_index (runs->spans, CrmFormSpan, i - 1);
    span->end = MIN (span->end, runs->text->len);
  }
}

/* The layout of the form's file is not the layout of the page: white space is one space. */
static void
expand_literal (const Piece *piece, CrmFormRuns *runs)
{
  gsize start = runs->text->len;
  for (const char *p = piece->literal; *p != '\0'; p++) {
    if (!g_ascii_isspace (*p))
      g_string_append_c (runs->text, *p);
    else if (!ends_in_space (runs->text))
      g_string_append_c (runs->text, ' ');
  }
  append_span (runs, start, &piece->style, FALSE);
}

/* A value keeps its line ends; what no font has a sign for is left out. */
static void
append_value (GString *text, const char *value)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar character = g_utf8_get_char (p);
    if (character == '\n' || character == 0x2028 || character == 0x2029)
      g_string_append_c (text, '\n');
    else if (character == 0x202f) /* narrow no-break space: the default fonts lack it */
      g_string_append (text, NO_BREAK_SPACE);
    else if (character == '\t')
      g_string_append_c (text, ' ');
    else if (!g_unichar_iscntrl (character))
      g_string_append_unichar (text, character);
  }
}

static void
expand_field (const Piece *piece, const CrmFormData *scope, const CrmFormTextContext *context,
              CrmFormRuns *runs)
{
  const char *path = crm_form_field_get_path (piece->field);
  gsize start = runs->text->len;
  if (g_str_equal (path, "page") || g_str_equal (path, "pages")) {
    guint number = g_str_equal (path, "page") ? context->page : context->pages;
    if (number > 0)
      g_string_append_printf (runs->text, "%u", number);
    append_span (runs, start, &piece->style, FALSE);
    return;
  }
  const CrmFormData *value = crm_form_data_lookup (scope, path);
  g_autofree char *text = crm_form_field_format (piece->field, value, context->language);
  gboolean missing = text[0] == '\0' && !crm_form_field_is_optional (piece->field);
  if (missing && context->missing != NULL)
    context->missing (path, context->missing_data);
  if (missing && context->mark_missing)
    append_missing (runs, path);
  else
    append_value (runs->text, text);
  append_span (runs, start, &piece->style, missing);
}

static void
expand_pieces (const CrmFormText *text, guint from, guint to, const CrmFormData *scope,
               const CrmFormTextContext *context, CrmFormRuns *runs)
{
  for (guint i = from; i < to; i++) {
    const Piece *piece = &g_array_index (text->pieces, Piece, i);
    if (++runs->steps > CRM_FORM_TEXT_MOST_STEPS || runs->text->len > CRM_FORM_TEXT_MOST_BYTES) {
      runs->cut = TRUE;
      return;
    }
    switch (piece->kind) {
    case LITERAL:
      expand_literal (piece, runs);
      break;
    case FIELD:
      expand_field (piece, scope, context, runs);
      break;
    case BREAK:
      drop_last_space (runs);
      g_string_append_c (runs->text, '\n');
      break;
    case SECTION: {
      const CrmFormData *value =
          crm_form_data_lookup (scope, crm_form_condition_get_path (piece->condition));
      gboolean holds = crm_form_condition_holds (piece->condition, scope);
      if (holds && !piece->inverted && value != NULL &&
          crm_form_data_get_kind (value) == CRM_FORM_VALUE_LIST) {
        for (gsize item = 0; item < crm_form_data_get_n_items (value) && !runs->cut; item++)
          expand_pieces (text, i + 1, piece->end, crm_form_data_get_item (value, item), context,
                         runs);
      } else if (holds != piece->inverted) {
        expand_pieces (text, i + 1, piece->end, scope, context, runs);
      }
      i = piece->end;
      break;
    }
    case SECTION_END:
      break;
    }
  }
}

/**
 * crm_form_text_expand:
 * @text: (nullable): a text
 * @scope: where its paths are looked up
 * @context: language and what to do about missing values
 * @runs: (inout): what is added to
 *
 * Fills a text with values. Values are only ever text: nothing in them is taken for a tag or
 * markup.
 */
void
crm_form_text_expand (const CrmFormText *text, const CrmFormData *scope,
                      const CrmFormTextContext *context, CrmFormRuns *runs)
{
  g_return_if_fail (scope != NULL && context != NULL && runs != NULL);
  if (text == NULL)
    return;
  expand_pieces (text, 0, text->pieces->len, scope, context, runs);
  drop_last_space (runs);
}

/**
 * crm_form_text_expand_plain:
 * @text: (nullable): a text
 * @scope: where its paths are looked up
 * @context: language and what to do about missing values
 *
 * Returns: (transfer full): the filled text without styles
 */
char *
crm_form_text_expand_plain (const CrmFormText *text, const CrmFormData *scope,
                            const CrmFormTextContext *context)
{
  g_auto (CrmFormRuns) runs;
  crm_form_runs_init (&runs);
  crm_form_text_expand (text, scope, context, &runs);
  return g_strdup (runs.text->str);
}

/**
 * crm_form_set_namer:
 * @func: (nullable) (scope forever): (transfer full) how people call a path
 *
 * How previews mark what is not filled in. Once, at start, before any form is laid out.
 */
void
crm_form_set_namer (CrmFormNamer func)
{
  namer = func;
}
