/* The desktop's Background portal on the test's bus, that answers as it is told. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  FAKE_PORTAL_GRANTS,
  FAKE_PORTAL_GRANTS_STAY, /* but not to begin with the session */
  FAKE_PORTAL_REFUSES,
  FAKE_PORTAL_CANCELLED, /* the person closed the question */
  FAKE_PORTAL_FAILS,
  FAKE_PORTAL_WAITS /* until fake_portal_answer() */
} FakePortalAnswer;

typedef struct {
  FakePortalAnswer answer;
  guint n_asked;
  char *reason;
  gboolean autostart;
  GStrv command;

  char *sender;
  char *request;
  GDBusConnection *connection;
  guint object;
} FakePortal;

FakePortal *fake_portal_new (FakePortalAnswer answer);
/* Answers the last question. */
void fake_portal_answer (FakePortal *self, FakePortalAnswer answer);
void fake_portal_free (FakePortal *self);

G_END_DECLS
