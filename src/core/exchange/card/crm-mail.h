/* One letter as mail programs save it (.eml): who wrote when what, and what was attached. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct {
  char *name;         /* owned; for people, never empty */
  char *type;         /* owned; lower case: "application/pdf" */
  GBytes *content;    /* owned; decoded */
  gboolean is_inline; /* a picture within the text */
} CrmMailPart;

/**
 * CrmMail:
 *
 * What cannot be read (encrypted parts, broken ones, more than is taken) is told in @remarks, a
 * sentence each. Signatures of letters are not checked; pictures are not fetched.
 */
typedef struct {
  char *subject;      /* owned, as all texts; "" where there is none */
  char *from_name;    /* "" */
  char *from_address; /* ""; lower case */
  char *to;           /* as written, decoded; "" */
  gint64 date;        /* 0: unknown */
  char *text;         /* the plain text, or that of the HTML; "" */
  GPtrArray *parts;   /* CrmMailPart */
  GPtrArray *remarks; /* utf8 */
} CrmMail;

/* Any thread. INVALID: this is no letter. */
CrmMail *crm_mail_parse (GBytes *bytes, GError **error);
void crm_mail_free (CrmMail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmMail, crm_mail_free)

G_END_DECLS
