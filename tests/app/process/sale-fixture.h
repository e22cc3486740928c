/* A sale driven by presses alone. */
#pragma once

#include "app-fixture.h"

G_BEGIN_DECLS

/* On 23 November 2026, a Monday, at ten. */
void sale_set_up (AppFixture *fixture, gconstpointer country);
void sale_tear_down (AppFixture *fixture, gconstpointer country);
void sale_set_now (const char *iso);
/* Another person sits down here. */
void sale_sit (AppFixture *fixture, gint64 person);
/* Lists and cards say "me" and "today" once they are made anew. */
void sale_show_record (AppFixture *fixture, const char *entity, gint64 id);

/* The button, once it is there. */
GtkWidget *sale_await (AppFixture *fixture, const char *name);
void sale_press (AppFixture *fixture, const char *name);
gint64 sale_count (AppFixture *fixture, const char *condition);
gint64 sale_query (AppFixture *fixture, const char *sql);
/* Waits until there is such a record. */
void sale_expect (AppFixture *fixture, const char *condition);
/* Presses, sees what it made, takes it back, sees that all is as it was, and presses again. */
void sale_press_twice (AppFixture *fixture, const char *name, const char *then);
/* Takes back what was done last, sees that all is as in @before, and does it again. */
void sale_assert_undone (AppFixture *fixture, const char *before);

GtkWidget *sale_find_row (gpointer root);
/* Fills the sheet of an outcome: name of a row, text, ..., NULL. A text that begins with ">" is
 * chosen from the list of the row. It finishes once all is there. */
void sale_answer (AppFixture *fixture, const char *picture, ...) G_GNUC_NULL_TERMINATED;
/* Presses, answers, sees what it made, takes it back, sees that all is as it was, does it again. */
void sale_press_and_answer (AppFixture *fixture, const char *name, const char *picture,
                            const char *then, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
