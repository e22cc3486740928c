/* What is written into the fields of a PDF, and the filled pages as a PDF of their own. */
#include "config.h"

#include "crm-pdf-blank-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "crm-error.h"
#include "crm-pdf-draw.h"

/* --- Filling */

static void
set_choice (CrmBlankField *field, const char *value)
{
  for (guint i = 0; i < field->choices->len; i++) {
    gboolean chosen = strcmp (field->choices->pdata[i], value) == 0;
    if (field->buttons->len > 0)
      poppler_form_field_button_set_state (field->buttons->pdata[i], chosen);
    else if (chosen) {
      poppler_form_field_choice_select_item (field->field, (int) i);
      return;
    }
  }
  if (field->buttons->len > 0)
    return;
  if (poppler_form_field_choice_is_editable (field->field))
    poppler_form_field_choice_set_text (field->field, value);
  else
    poppler_form_field_choice_unselect_all (field->field);
}

static void
set_value (CrmBlankField *field, const char *value)
{
  int most;

  switch (field->kind) {
  case KIND_CHECK:
    poppler_form_field_button_set_state (field->field, *value != '\0');
    break;
  case KIND_CHOICE:
    set_choice (field, value);
    break;
  case KIND_TEXT:
    most = poppler_form_field_text_get_max_len (field->field);
    if (most > 0 && g_utf8_strlen (value, -1) > most) {
      g_autofree char *cut = g_utf8_substring (value, 0, most);
      poppler_form_field_text_set_text (field->field, cut);
    } else
      poppler_form_field_text_set_text (field->field, value);
    break;
  default:
    break;
  }
}

/* The characters without white space. */
static char *
condense (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *condensed = g_string_new (NULL);
  for (const char *p = normal != NULL ? normal : text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      g_string_append_unichar (condensed, g_utf8_get_char (p));
  return g_string_free (condensed, FALSE);
}

/* Whether a value is on the page as it should be: all of it, within its field. */
static gboolean
is_shown (const CrmBlankText *page, const CrmBlankField *field, const char *value)
{
  PopplerRectangle line = { field->area.x1 - SLACK, field->area.y1 - SLACK, field->area.x2 + 1000,
                            field->area.y2 + SLACK };
  g_autoptr (GString) found = g_string_new (NULL);
  g_autofree char *wanted = condense (value);
  g_autofree char *shown = NULL;
  const char *p = page->text;
  double right = 0;

  for (guint i = 0; i < page->n_areas && *p != '\0'; i++, p = g_utf8_next_char (p)) {
    if (!crm_blank_is_within (&page->areas[i], &line))
      continue;
    if (crm_blank_is_within (&page->areas[i], &field->area))
      right = MAX (right, page->areas[i].x2);
    g_string_append_unichar (found, g_utf8_get_char (p));
  }
  shown = condense (found->str);
  /* Behind it there may be other text, but it does not begin within the field. */
  return strstr (shown, wanted) != NULL && right <= field->area.x2 + SLACK;
}

static gboolean
has_text (const CrmBlankField *field)
{
  return field->kind == KIND_TEXT || (field->kind == KIND_CHOICE && field->buttons->len == 0);
}

static void
check_page (CrmPdfBlank *self, int index, const char *const *values)
{
  g_autoptr (CrmBlankText) page = crm_blank_read_text (self->document, index);

  for (guint i = 0; i < self->fields->len; i++) {
    CrmBlankField *field = self->fields->pdata[i];
    if (field->page != index || !has_text (field) || *values[i] == '\0' ||
        is_shown (page, field, values[i]))
      continue;
    /* Poppler has no letters for it, or no room: it is drawn here. */
    set_value (field, "");
    field->value = g_strdup (values[i]);
  }
}

/*
 * crm_pdf_blank_fill:
 * @self: a blank
 * @values: "as", one a field in the order of crm_pdf_blank_list(): a text, one of the choices, or
 * anything for a box that is checked; "" is empty
 *
 * What is missing is left as it is.
 */
void
crm_pdf_blank_fill (CrmPdfBlank *self, GVariant *values)
{
  gsize n_values;
  g_autofree const char **texts = g_variant_get_strv (values, &n_values);

  if (n_values < self->fields->len)
    return;
  for (guint i = 0; i < self->fields->len; i++) {
    CrmBlankField *field = self->fields->pdata[i];
    g_clear_pointer (&field->value, g_free);
    set_value (field, texts[i]);
  }
  for (guint i = 0; i < self->straight->len; i++)
    if (g_array_index (self->straight, gboolean, i))
      check_page (self, (int) i, texts);
}

/* --- Drawing */

/* Letters where they belong, not where a screen has its dots. */
static PangoLayout *
make_layout (cairo_t *cr)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (pango_layout_get_context (layout), options);
  pango_context_set_round_glyph_positions (pango_layout_get_context (layout), FALSE);
  pango_layout_context_changed (layout);
  cairo_font_options_destroy (options);
  return layout;
}

/* As large as is usual on blanks, smaller where it must. */
static void
fit (PangoLayout *layout, const CrmBlankField *field)
{
  double width = MAX (1, field->area.x2 - field->area.x1 - 4);
  double height = MAX (1, field->area.y2 - field->area.y1);
  double size = field->multiline ? 10 : CLAMP (height * 0.62, 5, 10);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  if (field->multiline)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  for (; size >= 3; size -= 0.25) {
    PangoRectangle extents;
    pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
    pango_layout_set_font_description (layout, font);
    pango_layout_get_extents (layout, NULL, &extents);
    if (extents.width <= width * PANGO_SCALE &&
        (!field->multiline || extents.height <= height * PANGO_SCALE))
      break;
  }
}

static void
draw_value (const CrmBlankField *field, cairo_t *cr)
{
  PangoLayout *layout = make_layout (cr);
  PangoRectangle extents;
  double y = field->area.y1;

  pango_layout_set_text (layout, field->value, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_single_paragraph_mode (layout, !field->multiline);
  fit (layout, field);
  pango_layout_get_extents (layout, NULL, &extents);
  if (!field->multiline)
    y += (field->area.y2 - field->area.y1 - (double) extents.height / PANGO_SCALE) / 2;
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_move_to (cr, field->area.x1 + 2, y);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  g_object_unref (layout);
}

void
crm_pdf_blank_draw (PopplerPage *page, cairo_t *cr, gpointer data)
{
  CrmPdfBlank *self = data;
  int index = poppler_page_get_index (page);

  for (guint i = 0; i < self->fields->len; i++) {
    const CrmBlankField *field = self->fields->pdata[i];
    if (field->page == index && field->value != NULL)
      draw_value (field, cr);
  }
}

/* --- The copy */

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
copy_page (CrmPdfBlank *self, int index, cairo_surface_t *surface, cairo_t *cr)
{
  g_autoptr (Page) page = poppler_document_get_page (self->document, index);
  double width = 595, height = 842;

  if (page != NULL)
    poppler_page_get_size (page, &width, &height);
  cairo_pdf_surface_set_size (surface, width, height);
  if (page != NULL) {
    cairo_save (cr);
    poppler_page_render_for_printing (page, cr);
    cairo_restore (cr);
    crm_pdf_blank_draw (page, cr, self);
  }
  cairo_show_page (cr);
}

/*
 * crm_pdf_blank_copy:
 * @self: a blank that is filled
 * @error: IO when it cannot be made
 *
 * The fields become part of the pages: the copy looks the same in every program, and its letters
 * are in it.
 *
 * Returns: (transfer floating) (nullable): a PDF, "ay"
 */
GVariant *
crm_pdf_blank_copy (CrmPdfBlank *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *title = poppler_document_get_title (self->document);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, 595, 842);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  if (title != NULL && g_utf8_validate (title, -1, NULL))
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  for (int i = 0; i < poppler_document_get_n_pages (self->document); i++)
    copy_page (self, i, surface, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_IO, _ ("The PDF cannot be made: %s"),
                 cairo_status_to_string (status));
    return NULL;
  }
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes->data, bytes->len, 1);
}
