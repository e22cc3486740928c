/* An XML part of an archive, told piece by piece. What it may not do is refer to anything: with a
 * document type come entities, and with them a kilobyte that unfolds to gigabytes. */
#include "config.h"

#include "crm-xml-feed-private.h"

#include "crm-error.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>

#define PIECE 32768

struct _CrmXmlFeed {
  CrmZip *zip; /* owned */
  char *name;  /* owned */
  const CrmXmlHandler *handler;
  gpointer data;
  xmlParserCtxtPtr parser; /* owned; NULL before the first piece */
  gboolean refused;        /* it has a document type */
  gboolean stopped;        /* what is wanted was found */
};

static void
start_cb (void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
          int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
          const xmlChar **items)
{
  CrmXmlFeed *self = context;
  const CrmXmlAttributes attributes = { n_attributes, items };
  self->handler->start (self->data, (const char *) name, &attributes);
}

static void
end_cb (void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  CrmXmlFeed *self = context;
  self->handler->end (self->data, (const char *) name);
}

static void
text_cb (void *context, const xmlChar *text, int length)
{
  CrmXmlFeed *self = context;
  self->handler->text (self->data, (const char *) text, (gsize) length);
}

static void
document_type_cb (void *context, const xmlChar *name, const xmlChar *id, const xmlChar *uri)
{
  CrmXmlFeed *self = context;
  self->refused = TRUE;
  xmlStopParser (self->parser);
}

/* What the parser has to say; its type has lost or got a const with the versions. */
#if LIBXML_VERSION >= 21200
static void
ignore_error_cb (void *context, const xmlError *error)
#else
static void
ignore_error_cb (void *context, xmlError *error)
#endif
{
}

/*
 * crm_xml_feed_new:
 * @zip: (transfer full): the part
 * @name: how messages call the file
 * @handler: who is told
 * @data: for @handler
 *
 * Returns: (transfer full): the part, before its first element
 */
CrmXmlFeed *
crm_xml_feed_new (CrmZip *zip, const char *name, const CrmXmlHandler *handler, gpointer data)
{
  CrmXmlFeed *self = g_new0 (CrmXmlFeed, 1);
  self->zip = zip;
  self->name = g_strdup (name);
  self->handler = handler;
  self->data = data;
  return self;
}

void
crm_xml_feed_free (CrmXmlFeed *self)
{
  if (self == NULL)
    return;
  if (self->parser != NULL) {
    g_clear_pointer (&self->parser->myDoc, xmlFreeDoc);
    xmlFreeParserCtxt (self->parser);
  }
  crm_zip_free (self->zip);
  g_free (self->name);
  g_free (self);
}

static gboolean
begin (CrmXmlFeed *self)
{
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_cb,
    .endElementNs = end_cb,
    .characters = text_cb,
    .cdataBlock = text_cb,
    .internalSubset = document_type_cb,
    .serror = ignore_error_cb,
  };
  self->parser = xmlCreatePushParserCtxt (&sax, self, NULL, 0, NULL);
  if (self->parser == NULL)
    return FALSE;
  xmlCtxtUseOptions (self->parser, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  return TRUE;
}

/*
 * crm_xml_feed_step:
 * @self: a part
 * @ended: (out): whether all of it was told
 * @error: INVALID: it is no XML, or one that may not be read
 *
 * Tells the next piece.
 *
 * Returns: whether it could be read
 */
gboolean
crm_xml_feed_step (CrmXmlFeed *self, gboolean *ended, GError **error)
{
  char piece[PIECE];
  gssize n = crm_zip_read (self->zip, piece, sizeof piece, error);
  if (n < 0)
    return FALSE;
  *ended = n == 0;
  if (self->parser == NULL && !begin (self))
    g_error ("no memory for a parser");
  int status = xmlParseChunk (self->parser, piece, (int) n, *ended);
  if (self->stopped) {
    *ended = TRUE;
    return TRUE;
  }
  if (self->refused)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” has definitions in it that no spreadsheet has, and is not read: it may "
                    "be meant to do harm"),
                 self->name);
  else if (status != XML_ERR_OK && xmlCtxtGetLastError (self->parser) != NULL &&
           xmlCtxtGetLastError (self->parser)->level == XML_ERR_FATAL)
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                 _ ("“%s” is damaged: what is in it cannot be read to its end"), self->name);
  else
    return TRUE;
  return FALSE;
}

gboolean
crm_xml_feed_all (CrmXmlFeed *self, GCancellable *cancellable, GError **error)
{
  gboolean ended = FALSE;
  while (!ended)
    if (!crm_table_check_cancelled (self->name, cancellable, error) ||
        !crm_xml_feed_step (self, &ended, error))
      return FALSE;
  return TRUE;
}

/* From a handler: what is wanted was found. */
void
crm_xml_feed_stop (CrmXmlFeed *self)
{
  self->stopped = TRUE;
  xmlStopParser (self->parser);
}

CrmZip *
crm_xml_feed_get_zip (CrmXmlFeed *self)
{
  return self->zip;
}

static const unsigned char **
find_attribute (const CrmXmlAttributes *attributes, const char *name)
{
  for (int i = 0; i < attributes->n; i++)
    if (strcmp ((const char *) attributes->items[5 * i], name) == 0)
      return &attributes->items[5 * i];
  return NULL;
}

/* Copies an attribute, whatever its prefix; one that is too long counts as not there. */
gboolean
crm_xml_get_attribute (const CrmXmlAttributes *attributes, const char *name, char *buffer,
                       gsize size)
{
  const unsigned char **found = find_attribute (attributes, name);
  gsize length = found != NULL ? (gsize) (found[4] - found[3]) : 0;
  buffer[0] = '\0';
  if (found == NULL || length >= size)
    return FALSE;
  memcpy (buffer, found[3], length);
  buffer[length] = '\0';
  return TRUE;
}

char *
crm_xml_dup_attribute (const CrmXmlAttributes *attributes, const char *name)
{
  const unsigned char **found = find_attribute (attributes, name);
  return found != NULL ? g_strndup ((const char *) found[3], (gsize) (found[4] - found[3])) : NULL;
}
