/* voronka-reader: reads PDFs of strangers for the window, which outlives whatever they do to it. It
 * may neither write a file nor take more memory or time than is good, and ends with its input. */
#include "config.h"

#include <locale.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n-lib.h>
#include <poppler.h>

#include "crm-error.h"
#include "crm-parcel.h"
#include "crm-pdf-blank.h"
#include "crm-pdf-draw.h"
#include "crm-pdf-find.h"
#include "paths.h"

#define MOST_BYTES ((gsize) 300 * 1024 * 1024)
#define MOST_MEMORY ((rlim_t) 2048 * 1024 * 1024)
/* Of the processor, for one request. */
#define MOST_SECONDS 20
#define MOST_PAGES 5000

typedef struct {
  GBytes *content;           /* owned */
  PopplerDocument *document; /* owned */
  CrmPdfBlank *blank;        /* owned */
  CrmPdfMark mark;
} Reader;

static void
limit (int resource, rlim_t most)
{
  struct rlimit limits = { most, most };
  setrlimit (resource, &limits);
}

static void
limit_all (void)
{
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit (RLIMIT_CORE, 0);
  limit (RLIMIT_FSIZE, 0);
#ifndef __SANITIZE_ADDRESS__
  /* A sanitizer's own map of the memory is larger than any limit. */
  limit (RLIMIT_AS, MOST_MEMORY);
#endif
}

/* As much again as was used so far. */
static void
limit_seconds (void)
{
  struct rusage usage;
  struct rlimit limits = { 0, RLIM_INFINITY };

  getrusage (RUSAGE_SELF, &usage);
  limits.rlim_cur = (rlim_t) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + MOST_SECONDS);
  setrlimit (RLIMIT_CPU, &limits);
}

static GVariant *
open_document (Reader *self, GVariant *content, GError **error)
{
  g_autoptr (GError) failure = NULL;
  int n_pages;

  self->content = g_variant_get_data_as_bytes (content);
  self->document = poppler_document_new_from_bytes (self->content, NULL, &failure);
  if (self->document == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                         g_error_matches (failure, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)
                             ? _ ("This document is locked with a password")
                             : _ ("This document is damaged"));
    return NULL;
  }
  n_pages = poppler_document_get_n_pages (self->document);
  if (n_pages < 1 || n_pages > MOST_PAGES) {
    g_clear_object (&self->document);
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED,
                         _ ("This document has too many pages, or none"));
    return NULL;
  }
  return g_variant_new ("u", (guint) n_pages);
}

static CrmPdfBlank *
get_blank (Reader *self)
{
  if (self->blank == NULL)
    self->blank = crm_pdf_blank_new (self->document);
  return self->blank;
}

static void
draw_on_top (PopplerPage *page, cairo_t *cr, gpointer data)
{
  Reader *self = data;
  if (self->blank != NULL)
    crm_pdf_blank_draw (page, cr, self->blank);
  crm_pdf_mark_draw (page, cr, &self->mark);
}

static GVariant *
draw_page (Reader *self, GVariant *arguments, GError **error)
{
  guint page, percent;
  g_variant_get (arguments, "(uu)", &page, &percent);
  return crm_pdf_draw (self->document, page, percent, draw_on_top, self, error);
}

static GVariant *
read_page (Reader *self, GVariant *arguments)
{
  guint n_pages = (guint) poppler_document_get_n_pages (self->document);
  g_autoptr (Page) page = poppler_document_get_page (
      self->document, (int) MIN (g_variant_get_uint32 (arguments), n_pages - 1));
  g_autofree char *text = page != NULL ? poppler_page_get_text (page) : NULL;
  return g_variant_new_take_string (g_utf8_make_valid (text != NULL ? text : "", -1));
}

static GVariant *
find (Reader *self, GVariant *arguments)
{
  const char *text;
  guint page, index;
  g_variant_get (arguments, "(&suu)", &text, &page, &index);
  return crm_pdf_find (self->document, &self->mark, text, page, index);
}

/* What is asked for stands in src/app/form/file/crm-pdf-reader.h. */
static GVariant *
answer (Reader *self, const char *verb, GVariant *arguments, GError **error)
{
  if (strcmp (verb, "open") == 0 && self->content == NULL)
    return open_document (self, arguments, error);
  if (self->document == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED, _ ("This document is damaged"));
    return NULL;
  }
  if (strcmp (verb, "draw") == 0)
    return draw_page (self, arguments, error);
  if (strcmp (verb, "text") == 0)
    return read_page (self, arguments);
  if (strcmp (verb, "find") == 0)
    return find (self, arguments);
  if (strcmp (verb, "fields") == 0)
    return crm_pdf_blank_list (get_blank (self));
  if (strcmp (verb, "fill") == 0) {
    crm_pdf_blank_fill (get_blank (self), arguments);
    return g_variant_new ("u", crm_pdf_blank_get_n_fields (self->blank));
  }
  if (strcmp (verb, "copy") == 0)
    return crm_pdf_blank_copy (get_blank (self), error);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_INVALID, verb);
  return NULL;
}

static gboolean
serve (Reader *self, GInputStream *input, GOutputStream *output)
{
  g_autoptr (GVariant) request = crm_parcel_read (input, G_VARIANT_TYPE ("(sv)"), MOST_BYTES, NULL);
  g_autoptr (GVariant) arguments = NULL;
  g_autoptr (GError) error = NULL;
  const char *verb;
  GVariant *reply;

  if (request == NULL)
    return FALSE;
  limit_seconds ();
  g_variant_get (request, "(&sv)", &verb, &arguments);
  reply = answer (self, verb, arguments, &error);
  return crm_parcel_write (output,
                           reply != NULL
                               ? g_variant_new ("(bsv)", TRUE, "", reply)
                               : g_variant_new ("(bsv)", FALSE, error->message,
                                                g_variant_new_uint32 ((guint) error->code)),
                           NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  Reader reader = { NULL };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_set_prgname ("voronka-reader");
  limit_all ();
  while (serve (&reader, input, output))
    ;
  g_clear_pointer (&reader.blank, crm_pdf_blank_free);
  g_clear_pointer (&reader.mark.text, g_free);
  g_clear_object (&reader.document);
  g_clear_pointer (&reader.content, g_bytes_unref);
  return 0;
}
