/* A company file in a folder of its own, and voronkactl run on it as a program. */
#pragma once

#include <json-glib/json-glib.h>

#include "crm-database.h"

typedef struct {
  char *folder; /* owned; also the working folder and XDG_DATA_HOME */
  char *path;   /* owned; "test.voronka" in it, made by the program itself */
  int exit_code;
  char *output; /* owned; of the last run */
  char *errors; /* owned */
} CommandFixture;

typedef void (*CommandTest) (CommandFixture *fixture, gconstpointer data);

void command_fixture_add (const char *name, CommandTest test);
void command_fixture_add_with_data (const char *name, gconstpointer data, CommandTest test);

/* Runs it with these words; what came of it stands in the fixture. */
void command_fixture_runv (CommandFixture *fixture, const char *const *arguments);
void command_fixture_run (CommandFixture *fixture, ...) G_GNUC_NULL_TERMINATED;
/* The same, asserting that it was done and that nothing was said about it. */
const char *command_fixture_do (CommandFixture *fixture, ...) G_GNUC_NULL_TERMINATED;
/* The same with --json; (transfer full) */
JsonNode *command_fixture_json (CommandFixture *fixture, ...) G_GNUC_NULL_TERMINATED;
/* Asserts the exit code, no output, and one line of error in which @fragment stands. */
void command_fixture_assert_refused (CommandFixture *fixture, int exit_code, const char *fragment);
/* Asserts that nothing but these files stands in the folder. */
void command_fixture_assert_files (CommandFixture *fixture, ...) G_GNUC_NULL_TERMINATED;
char *command_fixture_dup_path (CommandFixture *fixture, const char *name);

/* "a.b" or "0.a" of a tree of objects and arrays, as text; (transfer full) */
char *command_json_dup (JsonNode *node, const char *path);
