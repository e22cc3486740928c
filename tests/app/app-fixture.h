/* A company file, a workspace and a window for tests of pages. */
#pragma once

#include <adwaita.h>

#include "crm-workspace.h"
#include "record-fixture.h"

G_BEGIN_DECLS

typedef struct {
  RecordFixture record;
  CrmWorkspace *workspace;
  GtkWindow *window;
} AppFixture;

void app_test_init (int *argc, char ***argv); /* instead of g_test_init() */
void app_fixture_set_up (AppFixture *fixture, gconstpointer country);
void app_fixture_tear_down (AppFixture *fixture, gconstpointer country);
/* Shows a page (taken over) in a window of this size and waits until it is drawn. */
void app_fixture_show (AppFixture *fixture, AdwNavigationPage *page, int width, int height);

/* Runs the main loop until nothing more is to be done for @milliseconds. */
void app_settle (guint milliseconds);
/* Runs the main loop until @condition or ten seconds are over; whether it came. */
typedef gboolean (*AppCondition) (gpointer data);
gboolean app_wait_for (AppCondition condition, gpointer data);

/* The first mapped widget below @root whose accessible name, label or text is @name; NULL if none.
 */
GtkWidget *app_find (gpointer root, GType type, const char *name);
GtkWidget *app_find_type (gpointer root, GType type);
/* Lets a record go on @widget, as the pointer would; whether it was taken. */
gboolean app_drop (GtkWidget *widget, const char *entity, gint64 id, double x, double y);
/* A picture of the window, under $VORONKA_TEST_PICTURES if that is set, else nothing. */
void app_picture (GtkWindow *window, const char *name);

G_END_DECLS
