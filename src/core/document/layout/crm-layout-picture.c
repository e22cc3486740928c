/* Pictures of a layout: logos, stamps, signatures from files that somebody else made, and codes. */
#include "config.h"

#include "crm-layout-private.h"

#include "crm-translations.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PIXELS_PER_POINT (300.0 / 72.0) /* paper shows no more */
#define MOST_PIXELS (64 * 1000 * 1000)
#define MOST_BYTES (32 * 1024 * 1024)

typedef struct {
  double width, height; /* points to fill */
  gboolean refused;
} Limit;

/* A picture is made no larger than paper can show; one that claims monstrous sizes is not made at
 * all. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Limit *limit = data;
  if (width <= 0 || height <= 0 || (gint64) width * height > MOST_PIXELS) {
    limit->refused = TRUE;
    gdk_pixbuf_loader_set_size (loader, 1, 1);
    return;
  }
  double scale = MAX (limit->width * PIXELS_PER_POINT / width,
                      limit->height > 0 ? limit->height * PIXELS_PER_POINT / height : 0);
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) (width * scale), 1),
                                MAX ((int) (height * scale), 1));
}

static guint8
multiply (guint8 value, guint8 alpha)
{
  return (guint8) ((value * alpha + 127) / 255);
}

static cairo_surface_t *
create_surface (const GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf), stride = gdk_pixbuf_get_rowstride (pixbuf);
  gboolean alpha = gdk_pixbuf_get_has_alpha (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  cairo_surface_t *surface =
      cairo_image_surface_create (alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, width, height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS) {
    cairo_surface_destroy (surface);
    return NULL;
  }
  guint8 *target = cairo_image_surface_get_data (surface);
  int target_stride = cairo_image_surface_get_stride (surface);
  for (int y = 0; y < height; y++) {
    guint32 *line = (guint32 *) (void *) (target + (gsize) y * (gsize) target_stride);
    for (int x = 0; x < width; x++) {
      const guint8 *pixel = pixels + (gsize) y * (gsize) stride + (gsize) x * (gsize) channels;
      guint8 opacity = alpha ? pixel[3] : 255;
      line[x] = (guint32) opacity << 24 | (guint32) multiply (pixel[0], opacity) << 16 |
                (guint32) multiply (pixel[1], opacity) << 8 | multiply (pixel[2], opacity);
    }
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static cairo_surface_t *
read_picture (GBytes *bytes, double width, double height)
{
  Limit limit = { width, height, FALSE };
  if (g_bytes_get_size (bytes) > MOST_BYTES)
    return NULL;
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &limit);
  gboolean read = gdk_pixbuf_loader_write_bytes (loader, bytes, NULL);
  read = gdk_pixbuf_loader_close (loader, NULL) && read;
  GdkPixbuf *pixbuf = read && !limit.refused ? gdk_pixbuf_loader_get_pixbuf (loader) : NULL;
  if (pixbuf == NULL)
    return NULL;
  g_autoptr (GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  return create_surface (upright);
}

/* One picture on every page is read, and put into the PDF, once. */
static cairo_surface_t *
get_picture (CrmLayoutState *state, GBytes *bytes, double width, double height)
{
  cairo_surface_t *surface = g_hash_table_lookup (state->images, bytes);
  if (surface != NULL)
    return surface;
  surface = read_picture (bytes, width, height);
  if (surface != NULL)
    g_hash_table_insert (state->images, g_bytes_ref (bytes), surface);
  return surface;
}

/* What those hear who do not see a picture: by the last name of its path. */
static const char *
describe_image (const CrmLayoutState *state, const char *path)
{
  static const struct {
    const char *suffix;
    const char *text;
  } TEXTS[] = {
    { "logo", NC_ ("picture", "Company logo") },
    { "stamp", NC_ ("picture", "Company stamp") },
    { "director_signature", NC_ ("picture", "Signature of the head") },
    { "accountant_signature", NC_ ("picture", "Signature of the chief accountant") },
    { "", NC_ ("picture", "Picture") },
  };
  gsize i = 0;
  while (!g_str_has_suffix (path, TEXTS[i].suffix))
    i++;
  return crm_translation_into (state->language, "picture", TEXTS[i].text);
}

/**
 * crm_layout_image:
 * @state: the state
 * @element: an element "image"
 * @scope: where its field is looked up
 * @width: points of the place it stands in
 *
 * Returns: (transfer full) (nullable): the picture, as large as fits into what the element asks
 * for; %NULL where there is none or it cannot be read
 */
CrmBlock *
crm_layout_image (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
                  double width)
{
  const char *path = crm_form_element_string (element, CRM_FORM_FIELD);
  const CrmFormData *value = crm_form_data_lookup (scope, path);
  GBytes *bytes = value != NULL ? crm_form_data_get_bytes (value) : NULL;
  double most_width = MAX (crm_form_element_number (element, CRM_FORM_WIDTH, width), 1);
  double most_height = crm_form_element_number (element, CRM_FORM_HEIGHT, 0);
  gboolean over = crm_form_element_flag (element, CRM_FORM_OVER, FALSE);
  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    return NULL;
  if (!over)
    most_width = MIN (most_width, width);
  cairo_surface_t *surface = get_picture (state, bytes, most_width, most_height);
  if (surface == NULL) {
    crm_layout_warn (state, element, _ ("the picture cannot be read"));
    return NULL;
  }
  double aspect =
      (double) cairo_image_surface_get_height (surface) / cairo_image_surface_get_width (surface);
  double image_width = most_width, image_height = most_width * aspect;
  if (most_height > 0 && image_height > most_height) {
    image_height = most_height;
    image_width = most_height / aspect;
  }
  int align = crm_form_element_choice (element, CRM_FORM_ALIGN, CRM_FORM_ALIGN_LEFT);
  double place = over ? most_width : MAX (width, most_width);
  double x = align == CRM_FORM_ALIGN_LEFT
                 ? 0
                 : (place - image_width) * (align == CRM_FORM_ALIGN_CENTER ? 0.5 : 1);
  CrmBlock *block = crm_block_new (width);
  CrmBox *box = crm_box_new (
      CRM_FORM_BOX_IMAGE, x + crm_form_element_number (element, CRM_FORM_OFFSET_X, 0),
      crm_form_element_number (element, CRM_FORM_OFFSET_Y, 0), image_width, image_height);
  box->role = CRM_BOX_FIGURE;
  box->image = cairo_surface_reference (surface);
  box->over = over;
  box->description = g_strdup (describe_image (state, path));
  block->height = over ? 0 : image_height;
  crm_block_add (block, box);
  return block;
}

static GBytes *
find_payload (const CrmFormElement *element, const CrmFormData *scope)
{
  const CrmFormData *value =
      crm_form_data_lookup (scope, crm_form_element_string (element, CRM_FORM_FIELD));
  if (value == NULL || crm_form_data_is_empty (value))
    return NULL;
  if (crm_form_data_get_kind (value) == CRM_FORM_VALUE_BYTES)
    return g_bytes_ref (crm_form_data_get_bytes (value));
  const char *text = crm_form_data_get_text (value);
  return g_bytes_new (text, strlen (text));
}

/* What those hear who do not see a code. */
static const char *
describe_code (const CrmLayoutState *state, const char *path)
{
  const char *text = g_str_equal (path, "payment_code") ? NC_ ("picture", "QR code for payment")
                     : g_str_equal (path, "ksef.code")
                         ? NC_ ("picture", "QR code of the invoice in KSeF")
                         : NC_ ("picture", "QR code");
  return crm_translation_into (state->language, "picture", text);
}

/**
 * crm_layout_qr:
 * @state: the state
 * @element: an element "qr"
 * @scope: where its field is looked up
 * @style: style of its caption
 * @width: points of the place it stands in
 *
 * Returns: (transfer full) (nullable): the code with its quiet zone and caption; %NULL where there
 * is nothing to say or it does not fit into a code
 */
CrmBlock *
crm_layout_qr (CrmLayoutState *state, const CrmFormElement *element, const CrmFormData *scope,
               const CrmStyle *style, double width)
{
  g_autoptr (GBytes) payload = find_payload (element, scope);
  g_autoptr (GError) error = NULL;
  CrmQrShape shape;
  if (payload == NULL)
    return NULL;
  g_autofree char *kind = crm_form_text_expand_plain (
      crm_form_element_text (element, CRM_FORM_KIND), scope, &state->texts);
  if (!crm_qr_find_shape (kind[0] != '\0' ? kind : "text", &shape)) {
    crm_layout_warn (state, element, _ ("this kind of code is not known"));
    return NULL;
  }
  CrmQr *qr = crm_qr_new (payload, &shape, &error);
  if (qr == NULL) {
    crm_layout_warn (state, element, error->message);
    return NULL;
  }
  double size = MIN (crm_form_element_number (element, CRM_FORM_WIDTH, width), width);
  int align = style->align;
  double x = align == CRM_FORM_ALIGN_RIGHT    ? width - size
             : align == CRM_FORM_ALIGN_CENTER ? (width - size) / 2
                                              : 0;
  CrmBlock *block = crm_block_new (width);
  CrmBox *box = crm_box_new (CRM_FORM_BOX_QR, x, 0, size, size);
  box->role = CRM_BOX_FIGURE;
  box->qr = qr;
  box->description =
      g_strdup (describe_code (state, crm_form_element_string (element, CRM_FORM_FIELD)));
  crm_block_add (block, box);
  block->height = size;
  g_autofree char *caption = crm_form_text_expand_plain (
      crm_form_element_text (element, CRM_FORM_CAPTION), scope, &state->texts);
  if (caption[0] != '\0') {
    CrmStyle centered = *style;
    centered.align = CRM_FORM_ALIGN_CENTER;
    CrmBlock *below = crm_layout_plain (state, caption, &centered, size);
    block->height += below->height;
    crm_block_take (block, below, x, size);
  }
  return block;
}
