/* The whole application, run in the test's own process on a data folder of its own. */
#pragma once

#include "app-fixture.h"
#include "crm-application.h"
#include "crm-window.h"

G_BEGIN_DECLS

typedef struct {
  CrmApplication *application; /* while a script runs */
  char *path;                  /* of the usual company file */
} ApplicationFixture;

typedef void (*ApplicationScript) (ApplicationFixture *fixture);

void application_fixture_set_up (ApplicationFixture *fixture, gconstpointer unused);
void application_fixture_tear_down (ApplicationFixture *fixture, gconstpointer unused);
/* Starts the application as the command line would, runs @script in its main loop, quits. */
void application_fixture_run (ApplicationFixture *fixture, ApplicationScript script,
                              const char *argument);
/* The same as a service that is asked for one action by the desktop. */
void application_fixture_run_service (ApplicationFixture *fixture, ApplicationScript script,
                                      const char *action, GVariant *target);
CrmWindow *application_fixture_window (ApplicationFixture *fixture);
/* Waits for a widget of that type and name in the window or its dialog; fails where none comes. */
GtkWidget *application_fixture_wait (ApplicationFixture *fixture, GType type, const char *name);
void application_fixture_press (ApplicationFixture *fixture, const char *name);
/* The usual company file, made in a moment. */
void application_fixture_make_file (ApplicationFixture *fixture);

G_END_DECLS
