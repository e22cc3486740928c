/* A company file, a workspace and a window for tests of pages. */
#pragma once

#include <adwaita.h>

#include "crm-window.h"
#include "crm-workspace.h"
#include "record-fixture.h"

G_BEGIN_DECLS

typedef struct {
  RecordFixture record;
  CrmWorkspace *workspace;
  GtkWindow *window;
  char *said; /* owned; what the workspace said last */
} AppFixture;

void app_test_init (int *argc, char ***argv); /* instead of g_test_init() */
void app_fixture_set_up (AppFixture *fixture, gconstpointer country);
void app_fixture_tear_down (AppFixture *fixture, gconstpointer country);
/* Shows a page (taken over) in a window of this size and waits until it is drawn. */
void app_fixture_show (AppFixture *fixture, AdwNavigationPage *page, int width, int height);
/* The same with the whole of the program's window around the file. */
CrmWindow *app_fixture_show_window (AppFixture *fixture, int width, int height);

/* Runs the main loop until nothing more is to be done for @milliseconds. */
void app_settle (guint milliseconds);
/* Runs the main loop until @condition or ten seconds are over; whether it came. */
typedef gboolean (*AppCondition) (gpointer data);
gboolean app_wait_for (AppCondition condition, gpointer data);

/* The first mapped widget below @root whose accessible name, label or text is @name; NULL if none.
 */
GtkWidget *app_find (gpointer root, GType type, const char *name);
GtkWidget *app_find_type (gpointer root, GType type);
/* Waits until app_find() finds it, or no longer does; fails the test where that takes too long. */
GtkWidget *app_expect (gpointer root, GType type, const char *name, gboolean there);
void app_press (gpointer root, const char *name); /* a button, once it is there */
/* Waits until there are records: "contact WHERE name = 'Anna'". */
void app_expect_records (AppFixture *fixture, const char *condition);
/* What an action waits for, what it writes, and what is read after that: so long for each. */
void app_settle_writes (AppFixture *fixture, guint milliseconds);

/* The window that shows a copy of a file, NULL where none does; waits until one does, and until
 * none of the copies is left on the disk. */
GtkWindow *app_find_copy (void);
GtkWindow *app_await_copy (void);
void app_await_no_copies (void);

/* A company of one's own with its bank account, as Russian documents ask for. */
void app_add_seller (AppFixture *fixture);
gint64 app_add_draft (AppFixture *fixture, const char *kind, gint64 deal); /* of a document */

/* Lets a record go on @widget, as the pointer would; whether it was taken. */
gboolean app_drop (GtkWidget *widget, const char *entity, gint64 id, double x, double y);
/* A picture of the window, under $VORONKA_TEST_PICTURES if that is set, else nothing. */
void app_picture (GtkWindow *window, const char *name);

G_END_DECLS
