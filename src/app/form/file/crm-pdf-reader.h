/* A PDF of strangers, read by a process of its own.
 *
 * What it is asked, and what it answers:
 *   draw    "(uu)" page from 0 and percent of 96 dots an inch; "(iiiay)" width, height, stride and
 *           dots as cairo has them, with what was filled in and found
 *   text    "u" page; "s"
 *   find    "(suu)" what, from which page and from which place on it; "(buu)" whether there is one,
 *           and where; if not, the page to go on with. It is marked in what is drawn from now on.
 *   fields  "u" 0; "a(sssuassuub)" name, tip, caption, kind (0 text, 1 check box, 2 choice),
 *           choices, value, page, characters at most (0: any number), several lines
 *   fill    "as" a value a field; "u" how many fields there are
 *   copy    "u" 0; "ay" the filled pages as a PDF without fields
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CRM_TYPE_PDF_READER (crm_pdf_reader_get_type ())
G_DECLARE_FINAL_TYPE (CrmPdfReader, crm_pdf_reader, CRM, PDF_READER, GObject)

CrmPdfReader *crm_pdf_reader_new (GBytes *content);
/* Any thread; waits for its turn and for the answer. 0 until something was asked. */
GVariant *crm_pdf_reader_ask (CrmPdfReader *self, const char *verb, GVariant *arguments,
                              const char *type, GError **error);
guint crm_pdf_reader_get_n_pages (CrmPdfReader *self);
/* Ends the process, whatever it does. What waits for an answer gets none. */
void crm_pdf_reader_stop (CrmPdfReader *self);

void crm_pdf_reader_ask_async (CrmPdfReader *self, const char *verb, GVariant *arguments,
                               const char *type, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
GVariant *crm_pdf_reader_ask_finish (CrmPdfReader *self, GAsyncResult *result, GError **error);

G_END_DECLS
