/* A desktop's notification service on the test's bus, which keeps what it is sent and presses it.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum { FAKE_DESKTOP_GNOME, FAKE_DESKTOP_OTHERS } FakeDesktopKind;

typedef struct {
  char *id;
  char *title;
  char *body;
  GPtrArray *labels;  /* of the buttons */
  GPtrArray *actions; /* of the buttons, as the service names them */
  GPtrArray *targets; /* GVariant or NULL, likewise */
  char *default_action;
  GVariant *default_target;
} FakeNotification;

typedef struct _FakeDesktop FakeDesktop;

FakeDesktop *fake_desktop_new (FakeDesktopKind kind);
void fake_desktop_free (FakeDesktop *self);
guint fake_desktop_get_n (FakeDesktop *self);
/* The youngest one. */
const FakeNotification *fake_desktop_get_last (FakeDesktop *self);
guint fake_desktop_get_n_withdrawn (FakeDesktop *self);
/* @label: of the button; NULL: the notification itself */
void fake_desktop_press (FakeDesktop *self, const char *label);

G_END_DECLS
