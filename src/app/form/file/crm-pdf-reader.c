/* A PDF of strangers, read by a process of its own. */
#include "config.h"

#include "crm-pdf-reader.h"

#include <glib/gi18n.h>

#include "crm-error.h"
#include "crm-parcel.h"
#include "paths.h"

#define MOST_BYTES ((gsize) 300 * 1024 * 1024)
/* An answer takes no longer. */
#define MOST_SECONDS 15

/**
 * CrmPdfReader:
 *
 * A document may be made to crash, hang or eat up whatever reads it: that is voronka-reader, which
 * is begun with the first question and again after it broke down, but not after it took too long.
 */
struct _CrmPdfReader {
  GObject parent_instance;

  GBytes *content;      /* owned */
  GMutex turn;          /* held while a question is answered */
  GMutex lock;          /* over what follows */
  GSubprocess *process; /* owned; NULL while there is none */
  gboolean stopped;
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (CrmPdfReader, crm_pdf_reader, G_TYPE_OBJECT)

static void
crm_pdf_reader_finalize (GObject *object)
{
  CrmPdfReader *self = CRM_PDF_READER (object);

  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_bytes_unref (self->content);
  g_mutex_clear (&self->turn);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (crm_pdf_reader_parent_class)->finalize (object);
}

static void
crm_pdf_reader_class_init (CrmPdfReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = crm_pdf_reader_finalize;
}

static void
crm_pdf_reader_init (CrmPdfReader *self)
{
  g_mutex_init (&self->turn);
  g_mutex_init (&self->lock);
}

/**
 * crm_pdf_reader_new:
 * @content: the bytes of a PDF
 *
 * Returns: (transfer full): what reads it; nothing is begun yet
 */
CrmPdfReader *
crm_pdf_reader_new (GBytes *content)
{
  CrmPdfReader *self = g_object_new (CRM_TYPE_PDF_READER, NULL);
  self->content = g_bytes_ref (content);
  return self;
}

guint
crm_pdf_reader_get_n_pages (CrmPdfReader *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  return self->n_pages;
}

static GVariant *
exchange (GSubprocess *process, const char *verb, GVariant *arguments, const char *type,
          GError **error)
{
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) value = NULL;
  const char *problem;
  gboolean done;

  if (crm_parcel_write (g_subprocess_get_stdin_pipe (process),
                        g_variant_new ("(sv)", verb, arguments), NULL))
    reply = crm_parcel_read (g_subprocess_get_stdout_pipe (process), G_VARIANT_TYPE ("(bsv)"),
                             MOST_BYTES, NULL);
  if (reply == NULL) {
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_IO, _ ("This document is damaged"));
    return NULL;
  }
  g_variant_get (reply, "(b&sv)", &done, &problem, &value);
  if (done && g_variant_is_of_type (value, G_VARIANT_TYPE (type)))
    return g_steal_pointer (&value);
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_DAMAGED,
                       !done && *problem != '\0' ? problem : _ ("This document is damaged"));
  return NULL;
}

static GSubprocess *
begin (CrmPdfReader *self, GError **error)
{
  const char *program = g_getenv ("VORONKA_READER");
  g_autoptr (GError) failure = NULL;
  g_autoptr (GVariant) n_pages = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                            G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &failure, program != NULL ? program : LIBEXECDIR "/voronka-reader", NULL);

  if (process == NULL) {
    g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("PDFs cannot be read: %s"),
                 failure->message);
    return NULL;
  }
  g_mutex_lock (&self->lock);
  g_set_object (&self->process, process);
  g_mutex_unlock (&self->lock);
  n_pages =
      exchange (process, "open",
                g_variant_new_from_bytes (G_VARIANT_TYPE ("ay"), self->content, TRUE), "u", error);
  if (n_pages == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  self->n_pages = g_variant_get_uint32 (n_pages);
  g_mutex_unlock (&self->lock);
  return g_steal_pointer (&process);
}

static gboolean
is_stopped (CrmPdfReader *self, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->stopped)
    g_set_error_literal (error, CRM_ERROR, CRM_ERROR_REFUSED, _ ("This takes too long to draw"));
  return self->stopped;
}

/**
 * crm_pdf_reader_ask:
 * @self: a reader
 * @verb: what is asked; see the head of the header
 * @arguments: with it; a floating reference is taken over
 * @type: of the answer
 * @error: DAMAGED or REFUSED by the reader, IO when it broke down, with a sentence for people
 *
 * Any thread; waits for its turn and for the answer.
 *
 * Returns: (transfer full) (nullable): the answer
 */
GVariant *
crm_pdf_reader_ask (CrmPdfReader *self, const char *verb, GVariant *arguments, const char *type,
                    GError **error)
{
  g_autoptr (GMutexLocker) turn = g_mutex_locker_new (&self->turn);
  g_autoptr (GVariant) kept = g_variant_ref_sink (arguments);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) failure = NULL;
  GVariant *answer = NULL;

  if (is_stopped (self, error))
    return NULL;
  process = self->process != NULL ? g_object_ref (self->process) : begin (self, &failure);
  if (process != NULL)
    answer = exchange (process, verb, kept, type, &failure);
  if (answer != NULL)
    return answer;
  /* One that broke down, or that did not even open the document, is of no more use. */
  if (process == NULL || g_error_matches (failure, CRM_ERROR, CRM_ERROR_IO)) {
    g_mutex_lock (&self->lock);
    if (self->process != NULL)
      g_subprocess_force_exit (self->process);
    g_clear_object (&self->process);
    g_mutex_unlock (&self->lock);
  }
  if (!is_stopped (self, error))
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * crm_pdf_reader_stop:
 * @self: a reader
 *
 * Ends the process for good, whatever it does. Any thread.
 */
void
crm_pdf_reader_stop (CrmPdfReader *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->stopped = TRUE;
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
}

/* --- Without waiting */

typedef struct {
  char *verb;          /* owned */
  GVariant *arguments; /* owned */
  char *type;          /* owned */
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;
  g_free (question->verb);
  g_variant_unref (question->arguments);
  g_free (question->type);
  g_free (question);
}

static void
ask_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  GError *error = NULL;
  GVariant *answer;

  if (g_task_return_error_if_cancelled (task))
    return;
  answer = crm_pdf_reader_ask (source, question->verb, question->arguments, question->type, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) g_variant_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
late_cb (gpointer user_data)
{
  crm_pdf_reader_stop (user_data);
  return G_SOURCE_CONTINUE;
}

static void
completed_cb (GTask *task, GParamSpec *property, gpointer source)
{
  g_source_destroy (source);
}

/**
 * crm_pdf_reader_ask_async:
 * @self: a reader
 * @verb: what is asked
 * @arguments: with it; a floating reference is taken over
 * @type: of the answer
 * @cancellable: (nullable): gives up waiting
 * @callback: ends with crm_pdf_reader_ask_finish()
 * @user_data: for @callback
 *
 * crm_pdf_reader_ask() that does not make anybody wait. An answer that takes too long ends the
 * reader.
 */
void
crm_pdf_reader_ask_async (CrmPdfReader *self, const char *verb, GVariant *arguments,
                          const char *type, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GSource *timer = g_timeout_source_new_seconds (MOST_SECONDS);
  Question *question = g_new0 (Question, 1);

  question->verb = g_strdup (verb);
  question->arguments = g_variant_ref_sink (arguments);
  question->type = g_strdup (type);
  g_task_set_task_data (task, question, free_question);
  g_source_set_callback (timer, late_cb, g_object_ref (self), g_object_unref);
  g_source_attach (timer, g_main_context_get_thread_default ());
  g_signal_connect_data (task, "notify::completed", G_CALLBACK (completed_cb), timer,
                         (GClosureNotify) (void (*) (void)) g_source_unref, 0);
  g_task_run_in_thread (task, ask_thread);
}

/**
 * crm_pdf_reader_ask_finish:
 * @self: a reader
 * @result: what the callback was given
 * @error: as crm_pdf_reader_ask()
 *
 * Returns: (transfer full) (nullable): the answer
 */
GVariant *
crm_pdf_reader_ask_finish (CrmPdfReader *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
