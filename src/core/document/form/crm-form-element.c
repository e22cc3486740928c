/* Elements and attributes that a form may be made of, and how the values of attributes are read. */
#include "config.h"

#include "crm-form-private.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a value looks like in the file. */
typedef enum {
  LENGTH,    /* millimetres */
  POINTS,    /* points, of type and rules */
  NUMBER,    /* a whole number from 0 */
  FACTOR,    /* a positive number */
  FLAG,      /* yes or no */
  CHOICE,    /* one of a list */
  COLOR,     /* #rrggbb */
  SIDES,     /* all, none, or some of top right bottom left */
  STRING,    /* as it is */
  PATH,      /* of a value */
  TEXT,      /* with fields */
  CONDITION, /* of visibility */
  SHARES,    /* widths: "45 2* *" */
} ValueKind;

typedef struct {
  const char *name;
  ValueKind kind;
  const char *choices; /* parted by spaces, in the order of the enumeration */
} AttributeInfo;

static const AttributeInfo ATTRIBUTES[CRM_FORM_N_ATTRIBUTES] = {
  [CRM_FORM_ABOVE] = { "above", LENGTH },
  [CRM_FORM_ALIGN] = { "align", CHOICE, "left center right justify" },
  [CRM_FORM_BELOW] = { "below", LENGTH },
  [CRM_FORM_BOLD] = { "bold", FLAG },
  [CRM_FORM_BORDER] = { "border", SIDES },
  [CRM_FORM_BORDER_WIDTH] = { "border-width", POINTS },
  [CRM_FORM_CAPTION] = { "caption", TEXT },
  [CRM_FORM_CARRY] = { "carry", TEXT },
  [CRM_FORM_CLAUSE] = { "clause", NUMBER },
  [CRM_FORM_COLOR] = { "color", COLOR },
  [CRM_FORM_COLSPAN] = { "colspan", NUMBER },
  [CRM_FORM_COLUMNS] = { "columns", SHARES },
  [CRM_FORM_COUNT] = { "count", NUMBER },
  [CRM_FORM_FIELD] = { "field", PATH },
  [CRM_FORM_FILL] = { "fill", COLOR },
  [CRM_FORM_FONT] = { "font", STRING },
  [CRM_FORM_GAP] = { "gap", LENGTH },
  [CRM_FORM_GRAND_TOTAL] = { "grand-total", TEXT },
  [CRM_FORM_GROUP] = { "group", STRING },
  [CRM_FORM_HEAD] = { "head", FLAG },
  [CRM_FORM_HEAD_BOLD] = { "head-bold", FLAG },
  [CRM_FORM_HEAD_FILL] = { "head-fill", COLOR },
  [CRM_FORM_HEAD_SIZE] = { "head-size", POINTS },
  [CRM_FORM_HEIGHT] = { "height", LENGTH },
  [CRM_FORM_ITALIC] = { "italic", FLAG },
  [CRM_FORM_KEEP] = { "keep", FLAG },
  [CRM_FORM_KEEP_ROWS] = { "keep-rows", NUMBER },
  [CRM_FORM_KEEP_WITH_NEXT] = { "keep-with-next", FLAG },
  [CRM_FORM_KEEP_WITH_PREVIOUS] = { "keep-with-previous", FLAG },
  [CRM_FORM_KIND] = { "kind", TEXT },
  [CRM_FORM_LANDSCAPE] = { "landscape", FLAG },
  [CRM_FORM_LANGUAGE] = { "language", STRING },
  [CRM_FORM_LINE_SPACING] = { "line-spacing", FACTOR },
  [CRM_FORM_LIST] = { "list", PATH },
  [CRM_FORM_MARGIN_BOTTOM] = { "margin-bottom", LENGTH },
  [CRM_FORM_MARGIN_LEFT] = { "margin-left", LENGTH },
  [CRM_FORM_MARGIN_RIGHT] = { "margin-right", LENGTH },
  [CRM_FORM_MARGIN_TOP] = { "margin-top", LENGTH },
  [CRM_FORM_MAX_LINES] = { "max-lines", NUMBER },
  [CRM_FORM_MIN_WIDTH] = { "min-width", LENGTH },
  [CRM_FORM_NAME] = { "name", STRING },
  [CRM_FORM_NUMBER] = { "number", STRING },
  [CRM_FORM_NUMBERS] = { "numbers", FLAG },
  [CRM_FORM_OFFSET_X] = { "offset-x", LENGTH },
  [CRM_FORM_OFFSET_Y] = { "offset-y", LENGTH },
  [CRM_FORM_OVER] = { "over", FLAG },
  [CRM_FORM_PADDING] = { "padding", LENGTH },
  [CRM_FORM_PAGES] = { "pages", CHOICE, "all first rest" },
  [CRM_FORM_PAGE_TOTAL] = { "page-total", TEXT },
  [CRM_FORM_PAPER] = { "paper", CHOICE, "A4 A5 letter C4 C5 DL" },
  [CRM_FORM_ROLE] = { "role", CHOICE, "text title heading" },
  [CRM_FORM_ROWSPAN] = { "rowspan", NUMBER },
  [CRM_FORM_ROWS_TOGETHER] = { "rows-together", NUMBER },
  [CRM_FORM_RULED] = { "ruled", CHOICE, "all rows outer none" },
  [CRM_FORM_SHOWN] = { "shown", FLAG },
  [CRM_FORM_SHRINK] = { "shrink", FLAG },
  [CRM_FORM_SIZE] = { "size", POINTS },
  [CRM_FORM_STRIPE] = { "stripe", COLOR },
  [CRM_FORM_SUM] = { "sum", PATH },
  [CRM_FORM_THICKNESS] = { "thickness", POINTS },
  [CRM_FORM_TITLE] = { "title", TEXT },
  [CRM_FORM_TOTAL] = { "total", TEXT },
  [CRM_FORM_UNDERLINE] = { "underline", FLAG },
  [CRM_FORM_VALIGN] = { "valign", CHOICE, "top middle bottom" },
  [CRM_FORM_VALUE] = { "value", TEXT },
  [CRM_FORM_VERSION] = { "version", STRING },
  [CRM_FORM_VISIBLE_IF] = { "visible-if", CONDITION },
  [CRM_FORM_WEIGHT] = { "weight", FACTOR },
  [CRM_FORM_WIDTH] = { "width", LENGTH },
  [CRM_FORM_WITH_STAMP] = { "with-stamp", FLAG },
  [CRM_FORM_WRAP] = { "wrap", CHOICE, "word char none" },
};

#define STYLE "font size bold italic color align "
#define PLACE                                                                                      \
  "above below width weight valign shown visible-if keep keep-with-next keep-with-previous "
#define FRAME "padding border border-width fill "
#define BLOCKS "column row text image qr rule space boxes digits table break "
#define INLINES "b i span br "

typedef struct {
  const char *name;
  const char *attributes; /* parted by spaces */
  const char *children;
  const char *required;
  gboolean holds_text;
} ElementInfo;

static const ElementInfo ELEMENTS[CRM_FORM_N_ELEMENTS] = {
  [CRM_FORM_ELEMENT_FORM] = { "form", STYLE "name title language version line-spacing",
                              "page header footer body", "name", FALSE },
  [CRM_FORM_ELEMENT_PAGE] = { "page",
                              "paper landscape width height margin-top margin-right margin-bottom "
                              "margin-left",
                              "", "", FALSE },
  [CRM_FORM_ELEMENT_HEADER] = { "header", STYLE "pages gap shown visible-if", BLOCKS, "", FALSE },
  [CRM_FORM_ELEMENT_FOOTER] = { "footer", STYLE "pages gap shown visible-if", BLOCKS, "", FALSE },
  [CRM_FORM_ELEMENT_BODY] = { "body", STYLE "gap", BLOCKS, "", FALSE },
  [CRM_FORM_ELEMENT_COLUMN] = { "column", STYLE PLACE FRAME "gap height", BLOCKS, "", FALSE },
  [CRM_FORM_ELEMENT_ROW] = { "row", STYLE PLACE "gap", BLOCKS, "", FALSE },
  [CRM_FORM_ELEMENT_TEXT] = { "text",
                              STYLE PLACE "wrap shrink underline caption max-lines role "
                                          "line-spacing border-width height clause",
                              INLINES, "", TRUE },
  [CRM_FORM_ELEMENT_IMAGE] = { "image",
                               PLACE "field height align over offset-x offset-y with-stamp", "",
                               "field width", FALSE },
  [CRM_FORM_ELEMENT_QR] = { "qr", STYLE PLACE "field kind caption", "", "field width", FALSE },
  [CRM_FORM_ELEMENT_RULE] = { "rule", PLACE "thickness color", "", "", FALSE },
  [CRM_FORM_ELEMENT_SPACE] = { "space", PLACE "height", "", "", FALSE },
  [CRM_FORM_ELEMENT_BOXES] = { "boxes", STYLE PLACE "columns padding border-width", "line",
                               "columns", FALSE },
  [CRM_FORM_ELEMENT_LINE] = { "line", STYLE "height shown visible-if", "cell", "", FALSE },
  [CRM_FORM_ELEMENT_CELL] = { "cell", STYLE "padding border fill gap valign colspan rowspan",
                              BLOCKS, "", FALSE },
  [CRM_FORM_ELEMENT_DIGITS] = { "digits", STYLE PLACE "value count height border-width", "",
                                "value count", FALSE },
  [CRM_FORM_ELEMENT_TABLE] = { "table",
                               STYLE PLACE
                               "list padding border-width ruled head head-bold head-fill "
                               "head-size numbers stripe page-total carry grand-total "
                               "keep-rows rows-together line-spacing",
                               "col", "list", FALSE },
  [CRM_FORM_ELEMENT_COL] = { "col",
                             STYLE
                             "title group number width min-width weight valign shown visible-if "
                             "wrap shrink sum total",
                             INLINES, "", TRUE },
  [CRM_FORM_ELEMENT_BREAK] = { "break", "shown visible-if", "", "", FALSE },
  [CRM_FORM_ELEMENT_B] = { "b", "", INLINES, "", TRUE },
  [CRM_FORM_ELEMENT_I] = { "i", "", INLINES, "", TRUE },
  [CRM_FORM_ELEMENT_SPAN] = { "span", "font size bold italic color underline", INLINES, "", TRUE },
  [CRM_FORM_ELEMENT_BR] = { "br", "", "", "", FALSE },
};

static gboolean
contains_word (const char *words, const char *word)
{
  gsize length = strlen (word);
  for (const char *p = words; (p = strstr (p, word)) != NULL; p += length)
    if ((p == words || p[-1] == ' ') && (p[length] == ' ' || p[length] == '\0'))
      return TRUE;
  return FALSE;
}

const char *
crm_form_element_kind_to_string (CrmFormElementKind kind)
{
  return ELEMENTS[kind].name;
}

gboolean
crm_form_element_find_kind (const char *name, CrmFormElementKind *kind)
{
  for (guint i = 0; i < CRM_FORM_N_ELEMENTS; i++) {
    if (g_str_equal (ELEMENTS[i].name, name)) {
      *kind = (CrmFormElementKind) i;
      return TRUE;
    }
  }
  return FALSE;
}

gboolean
crm_form_element_takes_child (CrmFormElementKind parent, CrmFormElementKind child)
{
  return contains_word (ELEMENTS[parent].children, ELEMENTS[child].name);
}

gboolean
crm_form_element_holds_text (CrmFormElementKind kind)
{
  return ELEMENTS[kind].holds_text;
}

gboolean
crm_form_element_is_inline (CrmFormElementKind kind)
{
  return contains_word (INLINES, ELEMENTS[kind].name);
}

static void
clear_setting (gpointer data)
{
  CrmFormSetting *setting = data;
  g_free (setting->string);
  crm_form_text_free (setting->text);
  crm_form_condition_free (setting->condition);
  g_clear_pointer (&setting->shares, g_array_unref);
}

CrmFormElement *
crm_form_element_new (CrmFormElementKind kind, guint line, CrmFormElement *parent)
{
  CrmFormElement *element = g_new0 (CrmFormElement, 1);
  element->kind = kind;
  element->line = line;
  element->parent = parent;
  element->children = g_ptr_array_new_with_free_func ((GDestroyNotify) crm_form_element_free);
  element->attributes = g_array_new (FALSE, TRUE, sizeof (CrmFormSetting));
  g_array_set_clear_func (element->attributes, clear_setting);
  return element;
}

void
crm_form_element_free (CrmFormElement *element)
{
  if (element == NULL)
    return;
  g_ptr_array_unref (element->children);
  g_array_unref (element->attributes);
  crm_form_text_free (element->text);
  g_free (element);
}

static gboolean
read_number (const char *value, double least, double most, double *number)
{
  char *end = NULL;
  double read = g_ascii_strtod (value, &end);
  if (end == value || *end != '\0' || !(read >= least && read <= most))
    return FALSE;
  *number = read;
  return TRUE;
}

static gboolean
read_choice (const char *choices, const char *value, double *number)
{
  g_auto (GStrv) names = g_strsplit (choices, " ", -1);
  for (guint i = 0; names[i] != NULL; i++) {
    if (g_str_equal (names[i], value)) {
      *number = i;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
read_color (const char *value, double *number)
{
  if (!g_regex_match_simple ("\\A#[0-9a-fA-F]{6}\\z", value, 0, 0))
    return FALSE;
  *number = (double) g_ascii_strtoull (value + 1, NULL, 16);
  return TRUE;
}

static gboolean
read_sides (const char *value, double *number)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);
  guint sides = 0;
  for (gsize i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], "all"))
      sides = CRM_FORM_SIDES;
    else if (g_str_equal (words[i], "top"))
      sides |= CRM_FORM_SIDE_TOP;
    else if (g_str_equal (words[i], "right"))
      sides |= CRM_FORM_SIDE_RIGHT;
    else if (g_str_equal (words[i], "bottom"))
      sides |= CRM_FORM_SIDE_BOTTOM;
    else if (g_str_equal (words[i], "left"))
      sides |= CRM_FORM_SIDE_LEFT;
    else if (!g_str_equal (words[i], "none") && words[i][0] != '\0')
      return FALSE;
  }
  *number = sides;
  return TRUE;
}

static gboolean
read_shares (const char *value, GArray **result)
{
  g_auto (GStrv) words = g_strsplit (value, " ", -1);
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (CrmFormShare));
  for (gsize i = 0; words[i] != NULL; i++) {
    CrmFormShare share = { 0, 0 };
    gsize length = strlen (words[i]);
    if (length == 0)
      continue;
    if (words[i][length - 1] == '*') {
      words[i][length - 1] = '\0';
      if (length == 1)
        share.weight = 1;
      else if (!read_number (words[i], 0.01, 1000, &share.weight))
        return FALSE;
    } else if (!read_number (words[i], 0.1, 2000, &share.width)) {
      return FALSE;
    }
    share.width *= CRM_FORM_POINTS_PER_MM;
    g_array_append_val (shares, share);
  }
  if (shares->len == 0 || shares->len > 100)
    return FALSE;
  *result = g_steal_pointer (&shares);
  return TRUE;
}

static gboolean
read_length (CrmFormAttribute attribute, const char *value, double *number)
{
  gboolean may_be_negative = attribute == CRM_FORM_OFFSET_X || attribute == CRM_FORM_OFFSET_Y;
  if (attribute == CRM_FORM_WIDTH && g_str_equal (value, "auto")) {
    *number = CRM_FORM_AUTO;
    return TRUE;
  }
  if (!read_number (value, may_be_negative ? -2000 : 0, 2000, number))
    return FALSE;
  *number *= CRM_FORM_POINTS_PER_MM;
  return TRUE;
}

static gboolean
read_value (const AttributeInfo *info, const char *value, CrmFormSetting *setting, GError **error)
{
  gboolean right = FALSE;
  switch (info->kind) {
  case LENGTH:
    right = read_length (setting->attribute, value, &setting->number);
    break;
  case POINTS:
    right = read_number (value, 0, 500, &setting->number);
    break;
  case NUMBER:
    right = read_number (value, 0, 10000, &setting->number) &&
            strspn (value, "0123456789") == strlen (value);
    break;
  case FACTOR:
    right = read_number (value, 0.01, 1000, &setting->number);
    break;
  case FLAG:
    right = read_choice ("no yes", value, &setting->number);
    break;
  case CHOICE:
    right = read_choice (info->choices, value, &setting->number);
    break;
  case COLOR:
    right = read_color (value, &setting->number);
    break;
  case SIDES:
    right = read_sides (value, &setting->number);
    break;
  case SHARES:
    right = read_shares (value, &setting->shares);
    break;
  case STRING:
    setting->string = g_strdup (value);
    return TRUE;
  case PATH:
    setting->string = g_strdup (value);
    return crm_form_path_check (value, error);
  case TEXT:
    setting->text = crm_form_text_parse (value, error);
    return setting->text != NULL;
  case CONDITION:
    setting->condition = crm_form_condition_parse (value, error);
    return setting->condition != NULL;
  }
  if (!right)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” cannot be “%s”"), info->name, value);
  return right;
}

/**
 * crm_form_element_set:
 * @element: an element
 * @name: name of an attribute
 * @value: its value as written
 * @error: %CRM_ERROR_INVALID when the element has no such attribute or the value is wrong
 *
 * Returns: whether it was set
 */
gboolean
crm_form_element_set (CrmFormElement *element, const char *name, const char *value, GError **error)
{
  if (name[0] == '\0' || !contains_word (ELEMENTS[element->kind].attributes, name)) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("there is no attribute “%s” here"), name);
    return FALSE;
  }
  for (guint i = 0; i < CRM_FORM_N_ATTRIBUTES; i++) {
    if (!g_str_equal (ATTRIBUTES[i].name, name))
      continue;
    CrmFormSetting setting = { .attribute = (CrmFormAttribute) i };
    gboolean right = read_value (&ATTRIBUTES[i], value, &setting, error);
    g_array_append_val (element->attributes, setting);
    return right;
  }
  g_assert_not_reached ();
}

/**
 * crm_form_element_check:
 * @element: an element whose attributes are all set
 * @error: %CRM_ERROR_INVALID when one is missing
 *
 * Returns: whether it has what it needs
 */
gboolean
crm_form_element_check (const CrmFormElement *element, GError **error)
{
  g_auto (GStrv) required = g_strsplit (ELEMENTS[element->kind].required, " ", -1);
  for (gsize i = 0; required[i] != NULL; i++) {
    gboolean found = FALSE;
    for (guint j = 0; j < element->attributes->len; j++) {
      const CrmFormSetting *setting = &g_array_index (element->attributes, CrmFormSetting, j);
      found = found || g_str_equal (ATTRIBUTES[setting->attribute].name, required[i]);
    }
    if (!found) {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("the attribute “%s” is missing"),
                   required[i]);
      return FALSE;
    }
  }
  return TRUE;
}

const CrmFormSetting *
crm_form_element_find (const CrmFormElement *element, CrmFormAttribute attribute)
{
  for (guint i = 0; i < element->attributes->len; i++) {
    const CrmFormSetting *setting = &g_array_index (element->attributes, CrmFormSetting, i);
    if (setting->attribute == attribute)
      return setting;
  }
  return NULL;
}

gboolean
crm_form_element_has (const CrmFormElement *element, CrmFormAttribute attribute)
{
  return crm_form_element_find (element, attribute) != NULL;
}

double
crm_form_element_number (const CrmFormElement *element, CrmFormAttribute attribute,
                         double otherwise)
{
  const CrmFormSetting *setting = crm_form_element_find (element, attribute);
  return setting != NULL ? setting->number : otherwise;
}

gboolean
crm_form_element_flag (const CrmFormElement *element, CrmFormAttribute attribute,
                       gboolean otherwise)
{
  const CrmFormSetting *setting = crm_form_element_find (element, attribute);
  return setting != NULL ? setting->number > 0 : otherwise;
}

int
crm_form_element_choice (const CrmFormElement *element, CrmFormAttribute attribute, int otherwise)
{
  const CrmFormSetting *setting = crm_form_element_find (element, attribute);
  return setting != NULL ? (int) setting->number : otherwise;
}

const char *
crm_form_element_string (const CrmFormElement *element, CrmFormAttribute attribute)
{
  const CrmFormSetting *setting = crm_form_element_find (element, attribute);
  return setting != NULL ? setting->string : NULL;
}

const CrmFormText *
crm_form_element_text (const CrmFormElement *element, CrmFormAttribute attribute)
{
  const CrmFormSetting *setting = crm_form_element_find (element, attribute);
  return setting != NULL ? setting->text : NULL;
}

const CrmFormElement *
crm_form_element_child (const CrmFormElement *element, CrmFormElementKind kind)
{
  for (guint i = 0; i < element->children->len; i++) {
    const CrmFormElement *child = element->children->pdata[i];
    if (child->kind == kind)
      return child;
  }
  return NULL;
}
