/* The logo of a form and its colour. */
#include "config.h"

#include "crm-form-draft-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LOGO "seller.logo"
#define MOST_LENGTH 2000 /* millimetres */

/* --- The logo */

static CrmFormNode *
find_logo (CrmFormNode *node)
{
  if (crm_form_node_is (node, "image") && g_strcmp0 (crm_form_node_get (node, "field"), LOGO) == 0)
    return node;
  for (guint i = 0; i < node->children->len; i++) {
    CrmFormNode *found = find_logo (node->children->pdata[i]);
    if (found != NULL)
      return found;
  }
  return NULL;
}

/* What of a row the logo stands in: itself, or the column around it; %NULL where it stands in none.
 */
static CrmFormNode *
find_in_row (CrmFormNode *logo)
{
  if (crm_form_node_is (logo->parent, "row"))
    return logo;
  if (crm_form_node_is (logo->parent, "column") && crm_form_node_is (logo->parent->parent, "row"))
    return logo->parent;
  return NULL;
}

static double
read_length (const CrmFormNode *node, const char *name)
{
  const char *value = crm_form_node_get (node, name);

  return value != NULL ? g_ascii_strtod (value, NULL) : 0;
}

static CrmFormSide
read_side (CrmFormNode *logo)
{
  const char *align = crm_form_node_get (logo, "align");

  if (g_strcmp0 (align, "center") == 0)
    return CRM_FORM_SIDE_IS_CENTER;
  return g_strcmp0 (align, "right") == 0 ? CRM_FORM_SIDE_IS_RIGHT : CRM_FORM_SIDE_IS_LEFT;
}

/**
 * crm_form_draft_get_logo:
 * @self: a draft
 * @shown: (out): whether it is printed
 * @width: (out): most of it, millimetres
 * @height: (out): most of it, millimetres; 0: as high as it comes out
 * @side: (out): where it stands
 *
 * Returns: whether the form has a place for the seller's logo
 */
gboolean
crm_form_draft_get_logo (CrmFormDraft *self, gboolean *shown, double *width, double *height,
                         CrmFormSide *side)
{
  CrmFormNode *logo = find_logo (crm_form_draft_get_root (self));

  *shown = logo != NULL && g_strcmp0 (crm_form_node_get (logo, "shown"), "no") != 0;
  *width = logo != NULL ? read_length (logo, "width") : 50;
  *height = logo != NULL ? read_length (logo, "height") : 18;
  *side = logo != NULL ? read_side (logo) : CRM_FORM_SIDE_IS_LEFT;
  return logo != NULL;
}

static void
set_length (CrmFormNode *node, const char *name, double length)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.4g", CLAMP (length, 1, MOST_LENGTH));
  crm_form_node_set (node, name, text);
}

/* Beside others it goes to that end of the row. */
static void
move_in_row (CrmFormNode *logo, CrmFormSide side)
{
  CrmFormNode *part = find_in_row (logo);
  int step = side == CRM_FORM_SIDE_IS_RIGHT ? 1 : -1;
  CrmFormNode *neighbour;

  if (part == NULL || side == CRM_FORM_SIDE_IS_CENTER)
    return;
  while ((neighbour = crm_form_node_next (part, step)) != NULL)
    crm_form_node_exchange (part, neighbour);
}

/**
 * crm_form_draft_set_logo:
 * @self: a draft
 * @shown: whether it is printed
 * @width: most of it, millimetres
 * @height: most of it, millimetres; 0: as high as it comes out
 * @side: where it stands
 * @error: INVALID
 *
 * The logo is the seller's own; a form that had no place for it gets one on top.
 *
 * Returns: whether it is so
 */
gboolean
crm_form_draft_set_logo (CrmFormDraft *self, gboolean shown, double width, double height,
                         CrmFormSide side, GError **error)
{
  static const char *const aligns[] = { NULL, "center", "right" };
  CrmFormNode *root = crm_form_draft_get_root (self);
  CrmFormNode *logo = find_logo (root);

  if (logo == NULL) {
    if (!shown)
      return TRUE;
    logo = crm_form_node_new ("image");
    crm_form_node_set (logo, "field", LOGO);
    crm_form_node_set (logo, "below", "3");
    crm_form_node_insert (crm_form_node_child (root, "body"), 0, logo);
  }
  crm_form_node_set (logo, "shown", shown ? NULL : "no");
  set_length (logo, "width", width);
  if (height > 0)
    set_length (logo, "height", height);
  else
    crm_form_node_set (logo, "height", NULL);
  if (read_side (logo) != side) {
    crm_form_node_set (logo, "align", aligns[side]);
    move_in_row (logo, side);
  }
  return crm_form_draft_commit (self, "logo", _ ("Logo changed"), error);
}

/* --- The colour */

static const char *const colored[] = { "color", "fill", "head-fill", "stripe" };

static gboolean
read_color (const char *value, guint32 *color)
{
  if (value == NULL || value[0] != '#' || strlen (value) != 7)
    return FALSE;
  *color = (guint32) g_ascii_strtoull (value + 1, NULL, 16);
  return TRUE;
}

static int
get_channel (guint32 color, int channel)
{
  return (int) (color >> (8 * channel) & 0xff);
}

/* Greys, black and white are nobody's colour. */
static gboolean
is_grey (guint32 color)
{
  int least = 255, most = 0;

  for (int i = 0; i < 3; i++) {
    least = MIN (least, get_channel (color, i));
    most = MAX (most, get_channel (color, i));
  }
  return most - least < 6;
}

static int
get_lightness (guint32 color)
{
  return get_channel (color, 0) + get_channel (color, 1) + get_channel (color, 2);
}

static void
find_darkest (const CrmFormNode *node, gint64 *found)
{
  for (gsize i = 0; i < G_N_ELEMENTS (colored); i++) {
    guint32 color;
    if (read_color (crm_form_node_get (node, colored[i]), &color) && !is_grey (color) &&
        (*found < 0 || get_lightness (color) < get_lightness ((guint32) *found)))
      *found = color;
  }
  for (guint i = 0; i < node->children->len; i++)
    find_darkest (node->children->pdata[i], found);
}

/**
 * crm_form_draft_dup_accent:
 * @self: a draft
 *
 * Returns: (transfer full) (nullable): the form's colour, "#rrggbb"; %NULL where it has none
 */
char *
crm_form_draft_dup_accent (CrmFormDraft *self)
{
  gint64 found = -1;

  find_darkest (crm_form_draft_get_root (self), &found);
  return found >= 0 ? g_strdup_printf ("#%06x", (guint) found) : NULL;
}

/* As much lighter than @accent as @color is than @old. */
static guint32
tint (guint32 color, guint32 old, guint32 accent)
{
  int room = 3 * 255 - get_lightness (old);
  double share = room > 0 ? (double) (get_lightness (color) - get_lightness (old)) / room : 0;
  guint32 result = 0;

  share = CLAMP (share, 0, 1);
  for (int i = 2; i >= 0; i--) {
    int channel = get_channel (accent, i);
    result = result << 8 | (guint32) (channel + (255 - channel) * share + 0.5);
  }
  return result;
}

static void
recolor (CrmFormNode *node, guint32 old, guint32 accent)
{
  for (gsize i = 0; i < G_N_ELEMENTS (colored); i++) {
    guint32 color;
    g_autofree char *value = NULL;
    if (!read_color (crm_form_node_get (node, colored[i]), &color) || is_grey (color))
      continue;
    value = g_strdup_printf ("#%06x", tint (color, old, accent));
    crm_form_node_set (node, colored[i], value);
  }
  for (guint i = 0; i < node->children->len; i++)
    recolor (node->children->pdata[i], old, accent);
}

/* A form that was black and white: its title, the lines across and the heads of its tables. */
static void
color_first (CrmFormNode *node, guint32 accent)
{
  g_autofree char *value = g_strdup_printf ("#%06x", accent);
  g_autofree char *light = g_strdup_printf ("#%06x", tint (0xe6e6e6, 0, accent));

  if (g_strcmp0 (crm_form_node_get (node, "role"), "title") == 0 || crm_form_node_is (node, "rule"))
    crm_form_node_set (node, "color", value);
  if (crm_form_node_is (node, "table") && g_strcmp0 (crm_form_node_get (node, "head"), "no") != 0)
    crm_form_node_set (node, "head-fill", light);
  for (guint i = 0; i < node->children->len; i++)
    color_first (node->children->pdata[i], accent);
}

static void
take_color (CrmFormNode *node)
{
  for (gsize i = 0; i < G_N_ELEMENTS (colored); i++) {
    guint32 color;
    if (read_color (crm_form_node_get (node, colored[i]), &color) && !is_grey (color))
      crm_form_node_set (node, colored[i], NULL);
  }
  for (guint i = 0; i < node->children->len; i++)
    take_color (node->children->pdata[i]);
}

/**
 * crm_form_draft_set_accent:
 * @self: a draft
 * @color: (nullable): "#rrggbb"; %NULL: black and white
 * @error: INVALID
 *
 * Every colour of the form becomes this one, as much lighter as it was; greys stay.
 *
 * Returns: whether it is so
 */
gboolean
crm_form_draft_set_accent (CrmFormDraft *self, const char *color, GError **error)
{
  CrmFormNode *root = crm_form_draft_get_root (self);
  gint64 old = -1;
  guint32 accent = 0;

  g_return_val_if_fail (color == NULL || read_color (color, &accent), FALSE);
  find_darkest (root, &old);
  if (color == NULL)
    take_color (root);
  else if (old >= 0)
    recolor (root, (guint32) old, accent);
  else
    color_first (root, accent);
  return crm_form_draft_commit (self, "accent", _ ("Colour changed"), error);
}
