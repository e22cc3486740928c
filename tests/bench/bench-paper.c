/* An invoice on paper, against a bare program on cairo and pango that draws the same texts, rules
 * and pictures in the same places, and knows no form. */
#include "config.h"

#include <cairo-pdf.h>
#include <stdlib.h>
#include <string.h>

#include "document-fixture.h"
#include "bench.h"
#include "crm-layout-private.h"
#include "crm-render.h"

#define FORM "ru-invoice"
/* At least 0.8 of the floor. */
#define TARGET 1.25
#define COLD_SECONDS 0.040
#define PAGE_BYTES 25000.0

typedef struct {
  CrmForm *form;         /* owned */
  CrmFormData *data;     /* owned */
  CrmFormLayout *layout; /* owned; what the floor draws */
  GBytes *pdf;           /* owned, nullable; the last of ours */
} Bench;

/* --- Ours: a filled form, laid out and written */

static void
make_pdf (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CrmFormLayout) layout =
      crm_form_layout_new (bench->form, bench->data, CRM_FORM_LAYOUT_WITH_STAMP, NULL, &error);
  g_autoptr (GBytes) pdf = layout != NULL ? crm_form_layout_to_pdf (layout, NULL, &error) : NULL;

  if (pdf == NULL)
    g_error ("%s", error->message);
  g_clear_pointer (&bench->pdf, g_bytes_unref);
  bench->pdf = g_steal_pointer (&pdf);
}

/* --- The floor */

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_text (cairo_t *cr, const CrmBox *box)
{
  const CrmTextSpec *spec = box->text;
  g_autoptr (PangoLayout) text = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_family_static (font, spec->family);
  pango_font_description_set_absolute_size (font, spec->size * PANGO_SCALE);
  if (spec->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (text, font);
  pango_layout_set_text (text, spec->text, -1);
  if (spec->width >= 0)
    pango_layout_set_width (text, (int) (spec->width * PANGO_SCALE));
  cairo_move_to (cr, box->x, box->y);
  pango_cairo_show_layout (cr, text);
}

/* A picture of one grey value for a module. */
static void
draw_code (cairo_t *cr, const CrmBox *box)
{
  int n = (int) box->qr->size;
  cairo_surface_t *modules = cairo_image_surface_create (CAIRO_FORMAT_A8, n, n);
  int stride = cairo_image_surface_get_stride (modules);

  for (int y = 0; y < n; y++)
    for (int x = 0; x < n; x++)
      cairo_image_surface_get_data (modules)[y * stride + x] =
          box->qr->modules[y * n + x] != 0 ? 0xff : 0;
  cairo_surface_mark_dirty (modules);
  cairo_save (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_scale (cr, box->width / n, box->height / n);
  cairo_mask_surface (cr, modules, 0, 0);
  cairo_restore (cr);
  cairo_surface_destroy (modules);
}

static void
draw_box (cairo_t *cr, const CrmBox *box)
{
  if (box->kind == CRM_FORM_BOX_TEXT)
    draw_text (cr, box);
  else if (box->kind == CRM_FORM_BOX_RULE) {
    cairo_set_line_width (cr, box->thickness);
    cairo_move_to (cr, box->x, box->y);
    cairo_rel_line_to (cr, box->width, box->height);
    cairo_stroke (cr);
  } else if (box->kind == CRM_FORM_BOX_QR)
    draw_code (cr, box);
  else {
    cairo_rectangle (cr, box->x, box->y, box->width, box->height);
    cairo_fill (cr);
  }
}

static void
draw_bare (gpointer data)
{
  Bench *bench = data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double width, height;
  cairo_surface_t *surface;
  cairo_t *cr;

  crm_form_layout_get_page_size (bench->layout, &width, &height);
  surface = cairo_pdf_surface_create_for_stream (write_cb, bytes, width, height);
  cr = cairo_create (surface);
  for (guint i = 0; i < bench->layout->pages->len; i++) {
    CrmPage *page = bench->layout->pages->pdata[i];
    for (guint j = 0; j < page->boxes->len; j++)
      draw_box (cr, page->boxes->pdata[j]);
    cairo_show_page (cr);
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* --- Both */

static void
bench_init (Bench *bench, const char *form, gsize n_lines)
{
  *bench = (Bench) { 0 };
  bench->form = document_fixture_load (form);
  bench->data = document_fixture_new (form, n_lines, 0);
}

/* What the bare program draws: it knows no form. */
static void
lay_out_floor (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  bench->layout =
      crm_form_layout_new (bench->form, bench->data, CRM_FORM_LAYOUT_WITH_STAMP, NULL, &error);
  if (bench->layout == NULL)
    g_error ("%s", error->message);
}

static void
bench_clear (Bench *bench)
{
  g_clear_pointer (&bench->layout, crm_form_layout_unref);
  g_clear_pointer (&bench->pdf, g_bytes_unref);
  crm_form_data_unref (bench->data);
  crm_form_unref (bench->form);
}

static void
measure (const char *form, gsize n_lines, int runs)
{
  g_autofree char *work = g_strdup_printf ("paper: %s of %" G_GSIZE_FORMAT " lines", form, n_lines);
  double ours, floor;
  guint n_pages;
  Bench bench;

  bench_init (&bench, form, n_lines);
  lay_out_floor (&bench);
  n_pages = crm_form_layout_get_n_pages (bench.layout);
  make_pdf (&bench);
  draw_bare (&bench);
  floor = bench_median (draw_bare, &bench, runs);
  ours = bench_median (make_pdf, &bench, runs);
  bench_print (work, n_pages, ours, floor, TARGET);
  g_print ("... %.0f pages a second (floor %.0f)\n", n_pages / ours, n_pages / floor);
  bench_print ("... bytes of a page (target: 25 kB), in kB as ms", n_pages,
               g_bytes_get_size (bench.pdf) / 1000.0 / n_pages, PAGE_BYTES / 1000.0, 1);
  bench_clear (&bench);
}

/* A process that is started for one page, ours or the bare one. */
static void
start_cold (const char *program, const char *which)
{
  const char *argv[] = { program, which, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                     &error) ||
      !g_spawn_check_wait_status (status, &error))
    g_error ("%s", error->message);
}

static void
start_ours (gpointer program)
{
  start_cold (program, "one");
}

/* It lays the page out once, to know what to draw. */
static void
start_bare (gpointer program)
{
  start_cold (program, "bare");
}

/* @n documents in a process of their own; the last of ours goes to a file to be looked at. */
static int
make (const char *which, int n, const char *form, gsize n_lines, const char *path)
{
  gboolean ours = strcmp (which, "one") == 0;
  g_autoptr (GError) error = NULL;
  Bench bench;

  bench_init (&bench, form, n_lines);
  if (!ours)
    lay_out_floor (&bench);
  for (int i = 0; i < n; i++)
    if (ours)
      make_pdf (&bench);
    else
      draw_bare (&bench);
  if (ours && path != NULL &&
      !g_file_set_contents (path, g_bytes_get_data (bench.pdf, NULL),
                            (gssize) g_bytes_get_size (bench.pdf), &error))
    g_error ("%s", error->message);
  bench_clear (&bench);
  return 0;
}

int
main (int argc, char *argv[])
{
  double ours, floor;

  if (argc > 1 && (strcmp (argv[1], "one") == 0 || strcmp (argv[1], "bare") == 0))
    return make (argv[1], argc > 2 ? atoi (argv[2]) : 1, argc > 3 ? argv[3] : FORM,
                 argc > 4 ? (gsize) atoi (argv[4]) : 10, argc > 5 ? argv[5] : NULL);
  bench_print_head ();
  measure (FORM, 10, 51);
  measure (FORM, 500, 7);
  measure ("ru-waybill", 500, 5);
  ours = bench_median (start_ours, argv[0], 11);
  floor = bench_median (start_bare, argv[0], 11);
  bench_print ("paper: one page from a cold process", 1, ours, floor, TARGET);
  bench_print ("... the same (target: 40 ms)", 1, ours, COLD_SECONDS, 1);
  return 0;
}
