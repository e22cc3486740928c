/* An XML part of an archive, told piece by piece. */
#pragma once

#include "crm-zip-private.h"

G_BEGIN_DECLS

/* Attributes as the parser has them: not copied, read by crm_xml_get_attribute(). */
typedef struct {
  int n;
  const unsigned char **items;
} CrmXmlAttributes;

typedef struct {
  void (*start) (gpointer data, const char *name, const CrmXmlAttributes *attributes);
  void (*end) (gpointer data, const char *name);
  void (*text) (gpointer data, const char *text, gsize length);
} CrmXmlHandler;

typedef struct _CrmXmlFeed CrmXmlFeed;

CrmXmlFeed *crm_xml_feed_new (CrmZip *zip, const char *name, const CrmXmlHandler *handler,
                              gpointer data);
void crm_xml_feed_free (CrmXmlFeed *self);
gboolean crm_xml_feed_step (CrmXmlFeed *self, gboolean *ended, GError **error);
gboolean crm_xml_feed_all (CrmXmlFeed *self, GCancellable *cancellable, GError **error);
void crm_xml_feed_stop (CrmXmlFeed *self);
CrmZip *crm_xml_feed_get_zip (CrmXmlFeed *self);
gboolean crm_xml_get_attribute (const CrmXmlAttributes *attributes, const char *name, char *buffer,
                                gsize size);
char *crm_xml_dup_attribute (const CrmXmlAttributes *attributes, const char *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmXmlFeed, crm_xml_feed_free)

G_END_DECLS
