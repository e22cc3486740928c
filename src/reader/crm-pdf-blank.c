/* The fields of a PDF that is to be filled in: what they are, what is written into them, and the
 * filled pages as a PDF of their own. */
#include "config.h"

#include "crm-pdf-blank.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "crm-error.h"
#include "crm-pdf-draw.h"

/* A blank has no more fields; what is beyond is not shown. */
#define MOST_FIELDS 2000
#define MOST_CAPTION 80
/* Points by which text may stand out of its field, or a caption be off its line. */
#define SLACK 2.0
/* A caption above its field is no higher. */
#define ABOVE 16.0

typedef enum {
  KIND_TEXT,
  KIND_CHECK,
  KIND_CHOICE,
} Kind;

typedef struct {
  PopplerFormField *field; /* owned */
  GPtrArray *buttons;      /* owned; of PopplerFormField: of a choice among round buttons */
  GPtrArray *choices;      /* owned; of strings */
  char *caption;           /* owned; "" at least */
  char *choice;            /* owned; behind a round button; "" at least */
  char *value;             /* owned; what is to be drawn by crm_pdf_blank_draw(), else NULL */
  PopplerRectangle area;   /* from the upper left corner of the page */
  Kind kind;
  int page;
  gboolean multiline;
} Field;

/* What is written on a page, and where. */
typedef struct {
  char *text;              /* owned */
  PopplerRectangle *areas; /* owned; one a character */
  guint n_areas;
  double height;
} PageText;

struct _CrmPdfBlank {
  PopplerDocument *document; /* owned */
  GPtrArray *fields;         /* of Field */
  GArray *straight;          /* of gboolean: pages whose fields are where they seem to be */
};

static void
free_field (gpointer data)
{
  Field *field = data;
  g_object_unref (field->field);
  g_ptr_array_unref (field->buttons);
  g_ptr_array_unref (field->choices);
  g_free (field->caption);
  g_free (field->choice);
  g_free (field->value);
  g_free (field);
}

static void
free_page_text (PageText *page)
{
  g_free (page->text);
  g_free (page->areas);
  g_free (page);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageText, free_page_text)

static PageText *
read_page_text (PopplerDocument *document, int index)
{
  g_autoptr (Page) page = poppler_document_get_page (document, index);
  PageText *read = g_new0 (PageText, 1);
  double width;

  read->text = g_strdup ("");
  if (page == NULL)
    return read;
  poppler_page_get_size (page, &width, &read->height);
  g_free (read->text);
  read->text = poppler_page_get_text (page);
  if (!poppler_page_get_text_layout (page, &read->areas, &read->n_areas))
    read->n_areas = 0;
  return read;
}

/* --- Captions */

static gboolean
is_on_line (const PopplerRectangle *area, const PopplerRectangle *field)
{
  double middle = (area->y1 + area->y2) / 2;
  return middle > field->y1 - SLACK && middle < field->y2 + SLACK;
}

static gboolean
is_within (const PopplerRectangle *area, const PopplerRectangle *of)
{
  double x = (area->x1 + area->x2) / 2, y = (area->y1 + area->y2) / 2;
  return x > of->x1 && x < of->x2 && y > of->y1 && y < of->y2;
}

/* The text in a part of the page that is in no field. */
static char *
read_area (CrmPdfBlank *self, const PageText *page, int index, const PopplerRectangle *within)
{
  g_autoptr (GString) found = g_string_new (NULL);
  const char *p = page->text;
  double last_x = 0, last_y = 0;

  for (guint i = 0; i < page->n_areas && *p != '\0'; i++, p = g_utf8_next_char (p)) {
    const PopplerRectangle *area = &page->areas[i];
    gunichar c = g_utf8_get_char (p);
    gboolean taken = !is_within (area, within);

    for (guint j = 0; !taken && j < self->fields->len; j++) {
      const Field *field = self->fields->pdata[j];
      taken = field->page == index && is_within (area, &field->area);
    }
    if (taken)
      continue;
    if (found->len > 0 && (area->x1 > last_x + 1 || area->x1 < last_x - 10 || area->y1 > last_y))
      g_string_append_c (found, ' ');
    if (!g_unichar_iscntrl (c) && c != '_')
      g_string_append_unichar (found, c);
    last_x = area->x2;
    last_y = area->y2;
  }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

/* White space as single spaces, no colon at the end, not too long. */
static char *
tidy_caption (const char *caption)
{
  g_auto (GStrv) words = g_strsplit (caption, " ", -1);
  g_autoptr (GString) tidy = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_string_append_printf (tidy, "%s%s", tidy->len > 0 ? " " : "", words[i]);
  while (tidy->len > 0 && strchr (":.,; ", tidy->str[tidy->len - 1]) != NULL)
    g_string_truncate (tidy, tidy->len - 1);
  if (g_utf8_strlen (tidy->str, -1) > MOST_CAPTION)
    return g_utf8_substring (tidy->str, 0, MOST_CAPTION);
  return g_string_free (g_steal_pointer (&tidy), FALSE);
}

/* What stands beside a field: behind it, or before or above it. */
static char *
find_caption (CrmPdfBlank *self, const PageText *page, int index, const PopplerRectangle *area,
              gboolean behind)
{
  PopplerRectangle where = { 0, area->y1 - SLACK, area->x1 + SLACK, area->y2 + SLACK };
  g_autofree char *text = NULL;

  if (behind) {
    where.x1 = area->x2 - SLACK;
    where.x2 = G_MAXINT;
  }
  for (guint i = 0; i < self->fields->len; i++) {
    const Field *other = self->fields->pdata[i];
    if (other->page != index || !is_on_line (&other->area, area))
      continue;
    if (behind && other->area.x1 > area->x2 && other->area.x1 < where.x2)
      where.x2 = other->area.x1;
    if (!behind && other->area.x2 <= area->x1 + SLACK && other->area.x2 > where.x1)
      where.x1 = other->area.x2;
  }
  text = read_area (self, page, index, &where);
  if (*g_strstrip (text) == '\0' && !behind) {
    PopplerRectangle above = { area->x1 - SLACK, area->y1 - ABOVE, area->x2 + SLACK, area->y1 };
    g_free (text);
    text = read_area (self, page, index, &above);
  }
  return tidy_caption (text);
}

/* --- Reading */

static PopplerRectangle
turn_over (const PopplerRectangle *area, double height)
{
  PopplerRectangle over = { MIN (area->x1, area->x2), height - MAX (area->y1, area->y2),
                            MAX (area->x1, area->x2), height - MIN (area->y1, area->y2) };
  return over;
}

/* Fields tell where they are on a page that lies as it is written; a widget on one that is turned
 * stands elsewhere than its field says. Every widget is printed, as it is shown. */
static gboolean
look_at_widgets (PopplerPage *page, const PopplerRectangle *first)
{
  GList *mappings = poppler_page_get_annot_mapping (page);
  gboolean straight = FALSE;

  for (GList *item = mappings; item != NULL; item = item->next) {
    PopplerAnnotMapping *mapping = item->data;
    PopplerAnnotFlag flags = poppler_annot_get_flags (mapping->annot);
    if (poppler_annot_get_annot_type (mapping->annot) != POPPLER_ANNOT_WIDGET)
      continue;
    if ((flags & (POPPLER_ANNOT_FLAG_HIDDEN | POPPLER_ANNOT_FLAG_PRINT)) == 0)
      poppler_annot_set_flags (mapping->annot, flags | POPPLER_ANNOT_FLAG_PRINT);
    straight = straight || (ABS (mapping->area.x1 - first->x1) < SLACK &&
                            ABS (mapping->area.y1 - first->y1) < SLACK);
  }
  poppler_page_free_annot_mapping (mappings);
  return straight;
}

static gboolean
get_kind (PopplerFormField *field, Kind *kind)
{
  if (poppler_form_field_is_read_only (field))
    return FALSE;
  switch (poppler_form_field_get_field_type (field)) {
  case POPPLER_FORM_FIELD_TEXT:
    *kind = KIND_TEXT;
    return !poppler_form_field_text_is_password (field) &&
           poppler_form_field_text_get_text_type (field) != POPPLER_FORM_TEXT_FILE_SELECT;
  case POPPLER_FORM_FIELD_CHOICE:
    *kind = KIND_CHOICE;
    return TRUE;
  case POPPLER_FORM_FIELD_BUTTON:
    *kind = poppler_form_field_button_get_button_type (field) == POPPLER_FORM_BUTTON_RADIO
                ? KIND_CHOICE
                : KIND_CHECK;
    return poppler_form_field_button_get_button_type (field) != POPPLER_FORM_BUTTON_PUSH;
  case POPPLER_FORM_FIELD_UNKNOWN:
  case POPPLER_FORM_FIELD_SIGNATURE:
  default:
    return FALSE;
  }
}

static Field *
find_group (CrmPdfBlank *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++) {
    Field *field = self->fields->pdata[i];
    g_autofree char *other = poppler_form_field_get_name (field->field);
    if (field->buttons->len > 0 && g_strcmp0 (name, other) == 0)
      return field;
  }
  return NULL;
}

static void
add_field (CrmPdfBlank *self, int page, const PopplerFormFieldMapping *mapping, double height)
{
  g_autofree char *name = poppler_form_field_get_name (mapping->field);
  Field *field;
  Kind kind;

  if (!get_kind (mapping->field, &kind) || self->fields->len >= MOST_FIELDS)
    return;
  field = g_new0 (Field, 1);
  field->field = g_object_ref (mapping->field);
  field->buttons = g_ptr_array_new_with_free_func (g_object_unref);
  field->choices = g_ptr_array_new_with_free_func (g_free);
  field->area = turn_over (&mapping->area, height);
  field->caption = g_strdup ("");
  field->choice = g_strdup ("");
  field->kind = kind;
  field->page = page;
  field->multiline = kind == KIND_TEXT && poppler_form_field_text_get_text_type (mapping->field) ==
                                              POPPLER_FORM_TEXT_MULTILINE;
  if (kind == KIND_CHOICE &&
      poppler_form_field_get_field_type (mapping->field) == POPPLER_FORM_FIELD_BUTTON)
    g_ptr_array_add (field->buttons, g_object_ref (mapping->field));
  g_ptr_array_add (self->fields, field);
}

static void
read_page (CrmPdfBlank *self, int index)
{
  g_autoptr (Page) page = poppler_document_get_page (self->document, index);
  GList *mappings = page != NULL ? poppler_page_get_form_field_mapping (page) : NULL;
  gboolean straight = FALSE;
  double width, height;

  if (mappings != NULL) {
    PopplerFormFieldMapping *first = mappings->data;
    poppler_page_get_size (page, &width, &height);
    straight = look_at_widgets (page, &first->area);
    /* Poppler gives the last one first. */
    for (GList *item = g_list_last (mappings); item != NULL; item = item->prev)
      add_field (self, index, item->data, height);
    poppler_page_free_form_field_mapping (mappings);
  }
  g_array_append_val (self->straight, straight);
}

/* A round button has its choice behind it, and the first one what it is about before it; a box has
 * its caption on either side. */
static void
name_field (CrmPdfBlank *self, Field *field, const PageText *page)
{
  gboolean button = poppler_form_field_get_field_type (field->field) == POPPLER_FORM_FIELD_BUTTON;
  g_autofree char *before = find_caption (self, page, field->page, &field->area, FALSE);
  g_autofree char *behind =
      button ? find_caption (self, page, field->page, &field->area, TRUE) : g_strdup ("");

  if (field->buttons->len > 0)
    g_set_str (&field->choice, behind);
  g_set_str (&field->caption, field->buttons->len == 0 && *behind != '\0' ? behind : before);
}

static void
name_fields (CrmPdfBlank *self)
{
  g_autoptr (PageText) page = NULL;
  int index = -1;

  for (guint i = 0; i < self->fields->len; i++) {
    Field *field = self->fields->pdata[i];
    if (field->page != index) {
      g_clear_pointer (&page, free_page_text);
      index = field->page;
      page = read_page_text (self->document, index);
    }
    if (g_array_index (self->straight, gboolean, index))
      name_field (self, field, page);
  }
}

static void
add_choice (Field *field, const char *caption)
{
  g_autofree char *choice =
      *caption != '\0' ? g_strdup (caption) : g_strdup_printf ("%u", field->choices->len + 1);
  for (guint i = 0; i < field->choices->len; i++)
    if (strcmp (field->choices->pdata[i], choice) == 0) {
      g_free (choice);
      choice = g_strdup_printf ("%s (%u)", caption, field->choices->len + 1);
      break;
    }
  g_ptr_array_add (field->choices, g_steal_pointer (&choice));
}

static void
group_buttons (CrmPdfBlank *self)
{
  g_autoptr (GPtrArray) all = g_steal_pointer (&self->fields);

  g_ptr_array_set_free_func (all, NULL);
  self->fields = g_ptr_array_new_with_free_func (free_field);
  for (guint i = 0; i < all->len; i++) {
    Field *field = all->pdata[i];
    g_autofree char *name = poppler_form_field_get_name (field->field);
    Field *group = field->buttons->len > 0 ? find_group (self, name) : NULL;
    if (group != NULL) {
      g_ptr_array_add (group->buttons, g_object_ref (field->field));
      add_choice (group, field->choice);
      free_field (field);
      continue;
    }
    if (field->buttons->len > 0) {
      add_choice (field, field->choice);
    } else if (field->kind == KIND_CHOICE) {
      for (int j = 0; j < poppler_form_field_choice_get_n_items (field->field); j++) {
        g_autofree char *item = poppler_form_field_choice_get_item (field->field, j);
        g_ptr_array_add (field->choices, g_utf8_make_valid (item != NULL ? item : "", -1));
      }
    }
    g_ptr_array_add (self->fields, field);
  }
}

/*
 * crm_pdf_blank_new:
 * @document: a PDF
 *
 * Returns: (transfer full): its fields, which may be none
 */
CrmPdfBlank *
crm_pdf_blank_new (PopplerDocument *document)
{
  CrmPdfBlank *self = g_new0 (CrmPdfBlank, 1);

  self->document = g_object_ref (document);
  self->fields = g_ptr_array_new_with_free_func (free_field);
  self->straight = g_array_new (FALSE, TRUE, sizeof (gboolean));
  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    read_page (self, i);
  name_fields (self);
  group_buttons (self);
  return self;
}

void
crm_pdf_blank_free (CrmPdfBlank *self)
{
  g_ptr_array_unref (self->fields);
  g_array_unref (self->straight);
  g_object_unref (self->document);
  g_free (self);
}

guint
crm_pdf_blank_get_n_fields (CrmPdfBlank *self)
{
  return self->fields->len;
}

static char *
dup_value (Field *field)
{
  char *text = NULL;

  if (field->kind == KIND_TEXT)
    text = poppler_form_field_text_get_text (field->field);
  else if (field->kind == KIND_CHECK)
    text = g_strdup (poppler_form_field_button_get_state (field->field) ? "1" : "");
  else if (field->buttons->len == 0 && poppler_form_field_choice_is_editable (field->field))
    text = poppler_form_field_choice_get_text (field->field);
  for (guint i = 0; text == NULL && field->kind == KIND_CHOICE && i < field->choices->len; i++)
    if (field->buttons->len > 0
            ? poppler_form_field_button_get_state (field->buttons->pdata[i])
            : poppler_form_field_choice_is_item_selected (field->field, (int) i))
      text = g_strdup (field->choices->pdata[i]);
  return text != NULL ? text : g_strdup ("");
}

/*
 * crm_pdf_blank_list:
 * @self: a blank
 *
 * Returns: (transfer floating): of each field its name, tip and caption, kind (text, check box,
 * choice), choices, value, page, how many characters it takes (0: any number), and whether it has
 * several lines, "a(sssuassuub)"
 */
GVariant *
crm_pdf_blank_list (CrmPdfBlank *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sssuassuub)"));
  for (guint i = 0; i < self->fields->len; i++) {
    Field *field = self->fields->pdata[i];
    g_autofree char *name = poppler_form_field_get_name (field->field);
    g_autofree char *tip = poppler_form_field_get_alternate_ui_name (field->field);
    g_autofree char *value = dup_value (field);
    g_autofree char *valid_name = g_utf8_make_valid (name != NULL ? name : "", -1);
    g_autofree char *valid_tip = g_utf8_make_valid (tip != NULL ? tip : "", -1);
    g_autofree char *valid_value = g_utf8_make_valid (value, -1);
    int most = field->kind == KIND_TEXT ? poppler_form_field_text_get_max_len (field->field) : 0;

    g_variant_builder_add (
        &builder, "(sssu@assuub)", valid_name, valid_tip, field->caption, (guint) field->kind,
        g_variant_new_strv ((const char *const *) field->choices->pdata,
                            (gssize) field->choices->len),
        valid_value, (guint) field->page, (guint) MAX (0, most), field->multiline);
  }
  return g_variant_builder_end (&builder);
}

/* --- Filling */

static void
set_choice (Field *field, const char *value)
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
set_value (Field *field, const char *value)
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
is_shown (const PageText *page, const Field *field, const char *value)
{
  PopplerRectangle line = { field->area.x1 - SLACK, field->area.y1 - SLACK, field->area.x2 + 1000,
                            field->area.y2 + SLACK };
  g_autoptr (GString) found = g_string_new (NULL);
  g_autofree char *wanted = condense (value);
  g_autofree char *shown = NULL;
  const char *p = page->text;
  double right = 0;

  for (guint i = 0; i < page->n_areas && *p != '\0'; i++, p = g_utf8_next_char (p)) {
    if (!is_within (&page->areas[i], &line))
      continue;
    if (is_within (&page->areas[i], &field->area))
      right = MAX (right, page->areas[i].x2);
    g_string_append_unichar (found, g_utf8_get_char (p));
  }
  shown = condense (found->str);
  /* Behind it there may be other text, but it does not begin within the field. */
  return strstr (shown, wanted) != NULL && right <= field->area.x2 + SLACK;
}

static gboolean
has_text (const Field *field)
{
  return field->kind == KIND_TEXT || (field->kind == KIND_CHOICE && field->buttons->len == 0);
}

static void
check_page (CrmPdfBlank *self, int index, const char *const *values)
{
  g_autoptr (PageText) page = read_page_text (self->document, index);

  for (guint i = 0; i < self->fields->len; i++) {
    Field *field = self->fields->pdata[i];
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
    Field *field = self->fields->pdata[i];
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
fit (PangoLayout *layout, const Field *field)
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
draw_value (const Field *field, cairo_t *cr)
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
    const Field *field = self->fields->pdata[i];
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
