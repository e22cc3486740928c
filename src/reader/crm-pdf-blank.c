/* The fields of a PDF that is to be filled in: what they are, and what stands in them. */
#include "config.h"

#include "crm-pdf-blank-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "crm-error.h"
#include "crm-pdf-draw.h"

/* A blank has no more fields; what is beyond is not shown. */
#define MOST_FIELDS 2000
#define MOST_CAPTION 80
/* A caption above its field is no higher. */
#define ABOVE 16.0

static void
free_field (gpointer data)
{
  CrmBlankField *field = data;
  g_object_unref (field->field);
  g_ptr_array_unref (field->buttons);
  g_ptr_array_unref (field->choices);
  g_free (field->caption);
  g_free (field->choice);
  g_free (field->value);
  g_free (field);
}

void
crm_blank_text_free (CrmBlankText *page)
{
  g_free (page->text);
  g_free (page->areas);
  g_free (page);
}

CrmBlankText *
crm_blank_read_text (PopplerDocument *document, int index)
{
  g_autoptr (Page) page = poppler_document_get_page (document, index);
  CrmBlankText *read = g_new0 (CrmBlankText, 1);
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

gboolean
crm_blank_is_within (const PopplerRectangle *area, const PopplerRectangle *of)
{
  double x = (area->x1 + area->x2) / 2, y = (area->y1 + area->y2) / 2;
  return x > of->x1 && x < of->x2 && y > of->y1 && y < of->y2;
}

/* The text in a part of the page that is in no field. */
static char *
read_area (CrmPdfBlank *self, const CrmBlankText *page, int index, const PopplerRectangle *within)
{
  g_autoptr (GString) found = g_string_new (NULL);
  const char *p = page->text;
  double last_x = 0, last_y = 0;

  for (guint i = 0; i < page->n_areas && *p != '\0'; i++, p = g_utf8_next_char (p)) {
    const PopplerRectangle *area = &page->areas[i];
    gunichar c = g_utf8_get_char (p);
    gboolean taken = !crm_blank_is_within (area, within);

    for (guint j = 0; !taken && j < self->fields->len; j++) {
      const CrmBlankField *field = self->fields->pdata[j];
      taken = field->page == index && crm_blank_is_within (area, &field->area);
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
find_caption (CrmPdfBlank *self, const CrmBlankText *page, int index, const PopplerRectangle *area,
              gboolean behind)
{
  PopplerRectangle where = { 0, area->y1 - SLACK, area->x1 + SLACK, area->y2 + SLACK };
  g_autofree char *text = NULL;

  if (behind) {
    where.x1 = area->x2 - SLACK;
    where.x2 = G_MAXINT;
  }
  for (guint i = 0; i < self->fields->len; i++) {
    const CrmBlankField *other = self->fields->pdata[i];
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
get_kind (PopplerFormField *field, CrmBlankKind *kind)
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

static CrmBlankField *
find_group (CrmPdfBlank *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++) {
    CrmBlankField *field = self->fields->pdata[i];
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
  CrmBlankField *field;
  CrmBlankKind kind;

  if (!get_kind (mapping->field, &kind) || self->fields->len >= MOST_FIELDS)
    return;
  field = g_new0 (CrmBlankField, 1);
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
name_field (CrmPdfBlank *self, CrmBlankField *field, const CrmBlankText *page)
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
  g_autoptr (CrmBlankText) page = NULL;
  int index = -1;

  for (guint i = 0; i < self->fields->len; i++) {
    CrmBlankField *field = self->fields->pdata[i];
    if (field->page != index) {
      g_clear_pointer (&page, crm_blank_text_free);
      index = field->page;
      page = crm_blank_read_text (self->document, index);
    }
    if (g_array_index (self->straight, gboolean, index))
      name_field (self, field, page);
  }
}

static void
add_choice (CrmBlankField *field, const char *caption)
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
    CrmBlankField *field = all->pdata[i];
    g_autofree char *name = poppler_form_field_get_name (field->field);
    CrmBlankField *group = field->buttons->len > 0 ? find_group (self, name) : NULL;
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
dup_value (CrmBlankField *field)
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
    CrmBlankField *field = self->fields->pdata[i];
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
