/* A company file with three people and one client, and processes stepped through it. */
#pragma once

#include "crm-process-tick.h"
#include "record-fixture.h"

G_BEGIN_DECLS

typedef struct {
  RecordFixture base;
  gint64 company;
  gint64 caller, closer, keeper; /* Anna; Oleh, project manager; Jan, office manager */
} ProcessFixture;

void process_fixture_set_up (ProcessFixture *fixture, gconstpointer country);
void process_fixture_tear_down (ProcessFixture *fixture, gconstpointer country);
void process_fixture_set_now (const char *iso);

/* The base is as it was after one Undo, and again as it is after one Redo. */
void process_fixture_assert_undone (ProcessFixture *fixture, const char *before);
gint64 process_fixture_start (ProcessFixture *fixture, const char *process); /* the run */
void process_fixture_finish (ProcessFixture *fixture, gint64 activity, const char *outcome,
                             const char *const *answers);
void process_fixture_assert_refused (ProcessFixture *fixture, gint64 activity, const char *outcome,
                                     const char *says);
CrmTick process_fixture_tick (ProcessFixture *fixture, gint64 now);

/* The open task of a step; there must be exactly one. */
gint64 process_fixture_open_task (ProcessFixture *fixture, const char *code);
gint64 process_fixture_count (ProcessFixture *fixture, const char *sql);
void process_fixture_assert_field (ProcessFixture *fixture, const char *entity, gint64 id,
                                   const char *field, const char *text);
void process_fixture_assert_stage (ProcessFixture *fixture, const char *name);

/* Short names for stories. */
#define start process_fixture_start
#define finish(fixture, activity, outcome, ...)                                                    \
  process_fixture_finish (fixture, activity, outcome,                                              \
                          (const char *const[]) { __VA_ARGS__ __VA_OPT__ (, ) NULL })
#define assert_refused process_fixture_assert_refused
#define open_task process_fixture_open_task
#define assert_field process_fixture_assert_field
#define assert_stage process_fixture_assert_stage
#define assert_one(fixture, sql)                                                                   \
  g_assert_cmpint (process_fixture_count (fixture, "SELECT count (*) FROM " sql), ==, 1)

G_END_DECLS
